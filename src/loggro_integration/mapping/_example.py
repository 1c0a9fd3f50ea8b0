# SPDX-License-Identifier: MIT
"""The rules of the invented restaurant La Arepera de la 45, as a commented file to start from."""

__all__ = ["EXAMPLE"]

EXAMPLE = """\
version = "1"

[business]
nit = "900555111-6"
name = "La Arepera de la 45"
city_code = "11001"
postal_zone = "110231"
address = "Calle 45 # 13-20"
phone = "6015550145"
email = "facturas@laarepera45.example"
activity_codes = ["5611"]

[[business.regimes]]
kind = "inc"

[pymes]
token = "env:LOGGRO_PYMES_TOKEN"
establishment = "La Arepera de la 45"
warehouse = "Bodega de despacho"
cash_box = "Caja principal"
bank_accounts = ["Cuenta de ahorros"]

[[numbering.pos]]
authorization = "18764000000451"
prefix = "POS"
first = 1
last = 1000000
valid_from = 2025-01-01
valid_until = 2028-12-31

[[numbering.electronic]]
authorization = "18764000000452"
prefix = "FE"
first = 1
last = 500000
valid_from = 2025-01-01
valid_until = 2028-12-31

[payment_means]
"Efectivo" = "10"
"Tarjeta débito" = "49"
"Tarjeta crédito" = "48"
"Transferencia bancaria" = { code = "45", pymes = "Transferencia crédito bancario" }
"Nequi" = { code = "47", pymes = "Transferencia débito bancaria" }
"Rappi" = { code = "ZZZ", pymes = "Acuerdo mutuo" }

[payment_terms.contado]
pymes = "Contado"

[payment_terms.credito]
pymes = "Crédito 30 días"

[taxes]
"I CONSUMO" = { code = "04", percent = 8, pymes = "INC 8%" }
"IVA19" = { code = "01", percent = 19, pymes = "IVA 19%" }
"EXENTO" = { code = "01", percent = 0, pymes = "IVA 0% exento" }

[sellers]
"Integración" = "Integración Loggro"
"Camila" = "Camila Torres"
"Andrés" = "Andrés Mejía"
"Paola" = "Paola Ríos"

[products]
match = "code"
"""
