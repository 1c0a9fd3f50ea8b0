# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TarifaImpuestoReteFuente: 40 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "tax")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("2.50", "Compras generales (declarantes)", "06"),
    ("3.50", "Compras generales (no declarantes)", "06"),
    ("1.50", "Compras con tarjeta débito o crédito", "06"),
    ("1.50", "Compras de bienes o productos agrícolas o pecuarios sin procesamiento industrial", "06"),
    ("2.50", "Compras de bienes o productos agrícolas o pecuarios con procesamiento industrial (declarantes)", "06"),
    ("3.50", "Compras de bienes o productos agrícolas o pecuarios con procesamiento industrial declarantes (no declarantes)", "06"),
    ("0.50", "Compras de café pergamino o cereza", "06"),
    ("0.10", "Compras de combustibles derivados del petróleo", "06"),
    ("1.00", "Enajenación de activos fijos de personas naturales (notarías y tránsito son agentes retenedores)", "06"),
    ("1.00", "Compras de vehículos", "06"),
    ("1.00", "Compras de bienes raíces cuya destinación y uso sea vivienda de habitación (por las primeras 20.000 UVT, es decir hasta $637.780.000)", "06"),
    ("2.50", "Compras de bienes raíces cuya destinación y uso sea vivienda de habitación (exceso de las primeras 20.000 UVT, es decir superior a $637.780.000)", "06"),
    ("2.50", "Compras de bienes raíces cuya destinación y uso sea distinto a vivienda de habitación", "06"),
    ("4.00", "Servicios generales (declarantes)", "06"),
    ("6.00", "Servicios generales (no declarantes)", "06"),
    ("4.00", "Por emolumentos eclesiásticos (declarantes)", "06"),
    ("3.50", "Por emolumentos eclesiásticos (no declarantes)", "06"),
    ("1.00", "Servicios de transporte de carga", "06"),
    ("3.50", "Servicios de transporte nacional de pasajeros por vía terrestre (declarantes)", "06"),
    ("3.50", "Servicios de transporte nacional de pasajeros por vía terrestre (no declarantes)", "06"),
    ("1.00", "Servicios de transporte nacional de pasajeros por vía aérea o marítima", "06"),
    ("1.00", "Servicios prestados por empresas de servicios temporales (sobre AIU)", "06"),
    ("2.00", "Servicios prestados por empresas de vigilancia y aseo (sobre AIU)", "06"),
    ("2.00", "Servicios integrales de salud prestados por IPS", "06"),
    ("3.50", "Servicios de hoteles y restaurantes (declarantes)", "06"),
    ("3.50", "Servicios de hoteles y restaurantes (no declarantes)", "06"),
    ("4.00", "Arrendamiento de bienes muebles", "06"),
    ("3.50", "Arrendamiento de bienes inmuebles (declarantes)", "06"),
    ("3.50", "Arrendamiento de bienes inmuebles (no declarantes)", "06"),
    ("2.50", "Otros ingresos tributarios (declarantes)", "06"),
    ("3.50", "Otros ingresos tributarios (no declarantes)", "06"),
    ("11.00", "Honorarios y comisiones (personas jurídicas)", "06"),
    ("11.00", "Honorarios y comisiones personas naturales que suscriban contrato o cuya sumatoria de los pagos o abonos en cuenta superen las 3.300 UVT ($105.135.000)", "06"),
    ("10.00", "Honorarios y comisiones (no declarantes)", "06"),
    ("3.50", "Servicios de licenciamiento o derecho de uso de software", "06"),
    ("7.00", "Intereses o rendimientos financieros", "06"),
    ("4.00", "Rendimientos financieros provenientes de títulos de renta fija", "06"),
    ("20.00", "Loterías, rifas, apuestas y similares", "06"),
    ("3.00", "Retención en colocación independiente de juegos de suerte y azar", "06"),
    ("2.00", "Contratos de construcción y urbanización", "06"),
)
