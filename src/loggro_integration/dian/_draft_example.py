# SPDX-License-Identifier: MIT
"""
Commented drafts to fill in, one of each kind: a day at the invented restaurant La Arepera de la 45.

A comment stands here under its line, in Spanish (``#es``) and in English (``#en``); one of them is
written, beside the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loggro_integration import codes
from loggro_integration.dian._draft import DRAFT_KINDS, DraftKind
from loggro_integration.errors import InvalidInput, Text

__all__ = ["example_draft"]

_HEAD: Final = """\
#es {title_es} ({code})
#en {title_en} ({code})
#es Complete, guarde y corra: loggro dian build ARCHIVO
#en Fill in, save and run: loggro dian build FILE
kind = "{kind}"
number = "{number}"
  #es prefijo y consecutivo, sin espacios
  #en prefix and sequence, without spaces
issue_date = 2026-11-20
issue_time = 20:15:32
  #es hora de Bogotá
  #en time of Bogotá
environment = "test"
  #es "test": habilitación; "production": de verdad
  #en "test", or "production" where it counts
"""

_EXPORT: Final = """\
currency = "USD"
  #es los valores de abajo van en esta moneda
  #en the amounts below are in this currency
"""

_NOTES: Final = """\
notes = ["Gracias por su visita"]
  #es textos libres
  #en free texts
"""

_TIP: Final = """\
includes_taxes = true
  #es los precios de las líneas ya traen el impuesto
  #en the prices of the lines hold their tax
tip = 5000
  #es propina voluntaria, sin impuesto
  #en voluntary tip, without tax
"""

_RATE: Final = """\

[exchange_rate]
  #es pesos por unidad de la moneda
  #en pesos per unit of the currency
rate = "4012.55"
date = 2026-11-20
"""

_ISSUER: Final = """\

[issuer]
  #es quien expide y firma
  #en who issues and signs
name = "La Arepera de la 45 SAS"
id = "900555111-6"
  #es NIT con o sin dígito de verificación
  #en NIT with or without its check digit
organization_type = "1"
  #es 1 persona jurídica, 2 natural
  #en 1 company, 2 person
responsibilities = ["R-99-PN"]
  #es las del RUT: O-13, O-15, O-23, O-47, R-99-PN
  #en those of the RUT
tax_regime = "48"
  #es 48 responsable de IVA, 49 no responsable
  #en 48 responsible for IVA, 49 not
tax_scheme = "01"
  #es 01 IVA, 04 INC, ZA ambos, ZZ ninguno
  #en 01 IVA, 04 INC, ZA both, ZZ none
registration_number = "0314159"
  #es matrícula mercantil
  #en number in the trade register
activity_codes = ["5611"]
  #es CIIU
  #en ISIC

[issuer.address]
city_code = "11001"
  #es municipio del DANE
  #en municipality of DANE
postal_zone = "110231"
lines = ["Calle 45 # 13-20"]

[issuer.contact]
telephone = "6015550145"
email = "facturas@laarepera45.example"
"""

_COMPANY: Final = """\

[{role}]
  #es {who_es}
  #en {who_en}
name = "Eventos del Parque SAS"
id = "901234567-7"
organization_type = "1"
responsibilities = ["R-99-PN"]
tax_regime = "48"
tax_scheme = "01"

[{role}.address]
city_code = "05001"
postal_zone = "050021"
lines = ["Carrera 70 # 44-12"]

[{role}.contact]
email = "compras@eventosdelparque.example"
"""

_ABROAD: Final = """\

[customer]
  #es quien compra, fuera del país
  #en who buys, abroad
name = "Latin Foods LLC"
id = "US12345"
id_type = "42"
  #es documento de identificación extranjero
  #en foreign identity document
organization_type = "1"
responsibilities = ["R-99-PN"]
tax_regime = "49"
tax_scheme = "ZZ"

[customer.address]
country = "US"
city = "Miami"
department = "Florida"
postal_zone = "33101"
lines = ["45 Biscayne Boulevard"]

[delivery_terms]
code = "FOB"  # incoterm
"""

_SELLER: Final = """\

[seller]
  #es quien vende y no está obligado a facturar
  #en who sells and need not invoice
name = "Rosa Elvira Prueba"
id = "52999111-6"
organization_type = "2"
responsibilities = ["R-99-PN"]
tax_regime = "49"
tax_scheme = "ZZ"

[seller.address]
city_code = "11001"
postal_zone = "110231"
lines = ["Plaza de mercado, local 12"]
"""

_FINAL: Final = """\
customer = "consumidor final"
  #es o una tabla [customer]
  #en or a table [customer]
"""

_SOFTWARE: Final = """\

[software]
  #es el que registró ante la DIAN
  #en the one registered at DIAN
id = "0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a"
pin_env = "LOGGRO_DIAN_PIN"
  #es variable con el PIN; el PIN no va aquí
  #en variable with the PIN, never the PIN
"""

_MAKER: Final = """\
name = "Loggro Integration"
maker_name = "Ana Prueba"
  #es persona que lo hizo
  #en person who made it
maker_company = "Software de Prueba SAS"
  #es empresa que lo hizo
  #en company that made it
"""

_NUMBERING: Final = """\

[numbering]
  #es la resolución
  #en the resolution
authorization = "{authorization}"
prefix = "{prefix}"
first = {first}
last = {last}
valid_from = {valid_from}
valid_until = {valid_until}
"""

_KEY: Final = """\
technical_key_env = "LOGGRO_DIAN_KEY"
  #es variable con la clave técnica
  #en variable with the technical key
"""

_BOX: Final = """\

[point_of_sale]
plate = "CAJA-01"
  #es placa de la caja
  #en plate of the box
place = "Salón principal"
  #es dónde está
  #en where it stands
cashier = "Camila Prueba"
type = "Caja principal"
sale_code = "V-1234"
  #es número de la venta en su sistema
  #en number of the sale in your system
"""

_PAPER: Final = """\

[[references]]
  #es el documento de papel que se transcribe
  #en the paper document that is transcribed
kind = "additional"
number = "P-0045"
issue_date = 2026-11-19
type_code = "215"
"""

_REASON: Final = """\

[reason]
code = "{concept}"  # {concepts}
"""

_REFERENCE: Final = """\

[reference]
  #es el documento que se corrige; sin él, use [period]
  #en the document it corrects; or use [period]
number = "{number}"
unique_code = "{unique_code}"
issue_date = 2026-11-20
"""

_REFERENCE_OF_EVENT: Final = """\

[reference]
  #es la factura de la que trata
  #en the invoice it is about
number = "{number}"
unique_code = "{unique_code}"
issue_date = 2026-11-20
"""

_PERIOD: Final = """
# [period]
  #es de una nota sin referencia
  #en of a note without reference
# start = 2026-11-01
# end = 2026-11-30
"""

_PAYMENT: Final = """\

[[payments]]
form = "1"
  #es 1 contado, 2 crédito (con due_date)
  #en 1 cash, 2 credit (with due_date)
means = "10"
  #es 10 efectivo, 48 tarjeta crédito, 49 débito, 47 transferencia
  #en 10 cash, 48 credit card, 49 debit card, 47 transfer
"""

_LINES: Final = """\

[[lines]]
description = "Arepa de chócolo con queso"
quantity = 3
unit_price = 12000
unit_code = "94"
  #es 94 unidad, KGM kilo, LTR litro
  #en 94 unit, KGM kilo, LTR litre
seller_item_id = "A-001"
standard_item = { code = "A-001", scheme = "999" }
  #es 001 UNSPSC, 010 GTIN, 999 propio
  #en 001 UNSPSC, 010 GTIN, 999 own
taxes = [{ code = "04", percent = 8 }]
  #es 04 INC, 01 IVA; ninguno: excluido
  #en 04 INC, 01 IVA; none: excluded

[[lines]]
description = "Gaseosa de 400 ml"
quantity = 2
unit_price = 6000
standard_item = { code = "B-014", scheme = "999" }
taxes = [
  { code = "04", percent = 8 },
  { code = "34", per_unit_amount = 38, measure_each = 400 },
  #es IBUA: por cada 100 ml
  #en IBUA: per 100 ml
]
discounts = [{ percent = 10, reason = "Promoción del viernes" }]

[[lines]]
description = "Bolsa plástica"
quantity = 1
unit_price = 100
  #es su valor comercial: no se cobra
  #en its commercial value: it is not charged
free_of_charge = true
standard_item = { code = "C-001", scheme = "999" }
taxes = [{ code = "22", per_unit_amount = 70 }]
  #es bolsas: por unidad
  #en bags: per unit
"""

_LINE_ABROAD: Final = """\

[[lines]]
description = "Arepa congelada, caja de 40"
quantity = 12
unit_price = "48.50"
unit_code = "94"
brand = "La Arepera"
model = "Caja 40"
standard_item = { code = "19059090", scheme = "020" }
  #es 020 partida arancelaria
  #en 020 tariff heading
taxes = [{ code = "01", percent = 0 }]
  #es exento
  #en exempt
"""

_LINE_BOUGHT: Final = """\

[[lines]]
description = "Maíz blanco trillado, bulto"
quantity = "12.5"
unit_price = 84000
unit_code = "KGM"
standard_item = { code = "M-001", scheme = "999" }
period_start = 2026-11-20
  #es día de la compra
  #en day of the purchase
period_code = "1"
  #es 1 por operación, 2 acumulado semanal
  #en 1 one operation, 2 a week's purchases
withholdings = [{ code = "06", percent = "1.5" }]
  #es 05 ReteIVA, 06 ReteFuente; no se restan
  #en not subtracted
"""

_LINE_NOTE: Final = """\

[[lines]]
description = "{description}"
quantity = 1
unit_price = 12000
standard_item = {{ code = "A-001", scheme = "999" }}
taxes = [{{ code = "04", percent = 8 }}]
"""

_LINE_BOUGHT_NOTE: Final = """\

[[lines]]
description = "Maíz blanco trillado, bulto devuelto"
quantity = 1
unit_price = 84000
unit_code = "KGM"
standard_item = { code = "M-001", scheme = "999" }
"""

_PERSON: Final = """\

[person]
  #es quien recibió
  #en who received
first_name = "Camila"
family_name = "Prueba"
id = "52999111"
id_type = "13"
job_title = "Administradora"
department = "Cocina"
"""

_SILENT: Final = """\

[buyer]
  #es quien no aceptó ni reclamó: de él es el juramento
  #en who neither accepted nor claimed: the oath is about him
name = "Eventos del Parque SAS"
id = "901234567-7"
"""

_CLAIM: Final = """\
claim_code = "01"  # {concepts}
"""

_RANGES: Final = {
    "FE": ("18760000001", "SETP", 990000000, 995000000, "2019-01-19", "2030-01-19"),
    "POS": ("18764000000451", "POS", 1, 1000000, "2026-01-01", "2028-12-31"),
    "DS": ("18764000000453", "DS", 1, 50000, "2026-01-01", "2028-12-31"),
    "CON": ("18764000000454", "CON", 1, 5000, "2026-01-01", "2028-12-31"),
}
_SERIES: Final = {"20": "POS", "05": "DS", "03": "CON"}
_NUMBERS: Final = {
    "FE": "SETP990000123",
    "POS": "POS4512",
    "DS": "DS45",
    "CON": "CON45",
    "91": "NC45",
    "92": "ND45",
    "93": "NAD45",
    "94": "NAC45",
    "95": "NAS45",
}
_CODES: Final = {"91": "1", "94": "1", "92": "2", "93": "2", "95": "1"}
_CORRECTED: Final = {"FE": "SETP990000122", "POS": "POS4511", "DS": "DS44"}
_RETURNED: Final = "Arepa de chócolo con queso, devuelta"
_EXTRA: Final = "Domicilio de la arepa"
_BUYER: Final = Text(es="quien compra", en="who buys")
_RECEIVER: Final = Text(es="quien expidió la factura", en="who issued the invoice")


def example_draft(kind: str, language: str = "es") -> str:
    """
    Return a commented draft in TOML, which builds as it is.

    Args:
        kind: A name of `DRAFT_KINDS`, as ``invoice`` or ``credit-note``.
        language: Of the comments: ``es`` (and ``es_CO``...), or English.

    Raises:
        InvalidInput: If there is no such kind.

    >>> print(example_draft("pos").splitlines()[0])
    # Documento equivalente POS (20)
    """
    found = DRAFT_KINDS.get(kind)
    if found is None:
        listed = ", ".join(DRAFT_KINDS)
        raise InvalidInput(
            f"There is no kind of document {kind!r}.",
            field="kind",
            value=kind,
            hint=Text(es=f"Use uno de: {listed}.", en=f"Use one of: {listed}."),
        )
    parts = _event(found) if found.is_event else _fiscal(found)
    wanted = "es" if language.lower().startswith("es") else "en"
    return _commented("".join(parts), wanted)


def _commented(text: str, language: str) -> str:
    """Keep the comments of one language, each beside the line above it."""
    lines: list[str] = []
    for line in text.splitlines():
        mark, _, comment = line.strip().partition(" ")
        if mark not in {"#es", "#en"}:
            lines.append(line)
        elif mark == f"#{language}" and line.startswith(" "):
            lines[-1] += f"  # {comment}"
        elif mark == f"#{language}":
            lines.append(f"# {comment}")
    return "\n".join(lines) + "\n"


def _series(kind: DraftKind) -> str:
    """Name the numbering of a document; that of a note is its own."""
    return kind.code if kind.is_note else _SERIES.get(kind.code, "FE")


def _head(kind: DraftKind, number: str) -> str:
    title = kind.title
    return _HEAD.format(
        title_es=title.es[0].upper() + title.es[1:],
        title_en=title.en[0].upper() + title.en[1:],
        code=kind.code,
        kind=kind.name,
        number=number,
    )


def _fiscal(kind: DraftKind) -> Iterator[str]:
    """Give the parts of a draft in order: values first, since a table ends them in TOML."""
    abroad = kind.code == "02"
    yield _head(kind, _NUMBERS[_series(kind)])
    yield _EXPORT if abroad else _NOTES
    if kind.code in {"01", "03", "04", "20"}:
        yield _TIP
    if kind.code in {"20", "93", "94"}:
        yield _FINAL
    if abroad:
        yield _RATE
    yield from _about(kind)
    yield _ISSUER
    yield from _other(kind)
    yield _SOFTWARE
    yield from _numbered(kind)
    yield from _settled(kind)


def _about(kind: DraftKind) -> Iterator[str]:
    """Give what a note corrects and why, and the paper a contingency transcribes."""
    if kind.is_note:
        series = "DS" if kind.is_bought else "POS" if kind.scheme.startswith("CUDE") else "FE"
        yield _REASON.format(concept=_CODES[kind.code], concepts=_concepts(kind.concepts or ""))
        yield _REFERENCE.format(number=_CORRECTED[series], unique_code="ab12" * 24)
        yield _PERIOD
    elif kind.code == "03":
        yield _PAPER


def _concepts(list_name: str) -> str:
    """List the codes with the names DIAN gives them, short."""
    rows = codes.codes(list_name)
    return "; ".join(f"{row.code} {(row.name_es or '').split(' de ')[0]}" for row in rows)


def _other(kind: DraftKind) -> Iterator[str]:
    if kind.is_bought:
        yield _SELLER
    elif kind.code == "02":
        yield _ABROAD
    elif kind.code not in {"20", "93", "94"}:
        yield _COMPANY.format(role="customer", who_es=_BUYER.es, who_en=_BUYER.en)


def _numbered(kind: DraftKind) -> Iterator[str]:
    if kind.code == "20":
        yield _MAKER
        yield _BOX
    if not kind.is_note:
        names = ("authorization", "prefix", "first", "last", "valid_from", "valid_until")
        yield _NUMBERING.format(**dict(zip(names, _RANGES[_series(kind)], strict=True)))
        if kind.hashes_key:
            yield _KEY


def _settled(kind: DraftKind) -> Iterator[str]:
    """Give payment and lines."""
    yield _PAYMENT
    if kind.code == "05":
        yield _LINE_BOUGHT
    elif kind.code == "95":
        yield _LINE_BOUGHT_NOTE
    elif kind.code == "02":
        yield _LINE_ABROAD
    elif kind.is_note:
        raises = kind.code in {"92", "93"}
        yield _LINE_NOTE.format(description=_EXTRA if raises else _RETURNED)
    else:
        yield _LINES


def _event(kind: DraftKind) -> Iterator[str]:
    yield _head(kind, f"EV{kind.code}1")
    if kind.code == "031":
        yield _CLAIM.format(concepts=_concepts(codes.lists.CLAIM_CONCEPTS))
    yield _REFERENCE_OF_EVENT.format(number=_CORRECTED["FE"], unique_code="ab12" * 24)
    yield _ISSUER
    if kind.code != "034":
        yield _COMPANY.format(role="receiver", who_es=_RECEIVER.es, who_en=_RECEIVER.en)
    yield _SILENT if kind.code == "034" else ""
    yield _SOFTWARE
    if kind.code in {"030", "032"}:
        yield _PERSON
