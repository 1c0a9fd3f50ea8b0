# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TipoDocumento: 28 rows. Source: DIAN toolbox V19 (2026); 22 rows added."""

FIELDS = ("code", "name_es", "source", "note", "group_es", "name_raw")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "Factura electrónica de Venta", None, None, "Tipos de factura", None),
    ("02", "Factura electrónica de venta con propósito de exportación", None, None, "Tipos de factura", None),
    ("03", "Factura de talonario o papel con numeración de contingencia.", None, None, "Tipos de factura", None),
    ("04", "Factura electrónica de Venta por Contingencia DIAN", None, None, "Tipos de factura", "Factura electrónica de Venta  por Contingencia DIAN"),
    ("91", "Nota Crédito", None, None, "Exclusivo en referencias a documentos (elementos DocumentReference)", None),
    ("92", "Nota Débito", None, None, "Exclusivo en referencias a documentos (elementos DocumentReference)", None),
    ("05", "Documento soporte en adquisiciones efectuadas a no obligados a facturar", "DS annex v1.1", None, None, None),
    ("95", "Nota de ajuste al documento soporte", "DS annex v1.1", None, None, None),
    ("20", "Documento equivalente POS", "DEE annex v1.0 (names shortened)", None, None, None),
    ("25", "Documento equivalente: boleta de cine", "DEE annex v1.0 (names shortened)", None, None, None),
    ("27", "Documento equivalente: espectáculos públicos", "DEE annex v1.0 (names shortened)", None, None, None),
    ("30", "Documento equivalente: juegos localizados", "DEE annex v1.0 (names shortened)", None, None, None),
    ("35", "Documento equivalente: transporte terrestre de pasajeros", "DEE annex v1.0 (names shortened)", None, None, None),
    ("40", "Documento equivalente: peajes", "DEE annex v1.0 (names shortened)", None, None, None),
    ("45", "Documento equivalente: extracto", "DEE annex v1.0 (names shortened)", None, None, None),
    ("50", "Documento equivalente: tiquete aéreo", "DEE annex v1.0 (names shortened)", None, None, None),
    ("55", "Documento equivalente: bolsa de valores", "DEE annex v1.0 (names shortened)", None, None, None),
    ("60", "Documento equivalente: servicios públicos", "DEE annex v1.0 (names shortened)", None, None, None),
    ("08", "Documento equivalente: contingencia", "DEE annex v1.0 (names shortened)", "weak", None, None),
    ("93", "Nota de ajuste débito al documento equivalente", "DEE annex v1.0 (names shortened)", None, None, None),
    ("94", "Nota de ajuste crédito al documento equivalente", "DEE annex v1.0 (names shortened)", None, None, None),
    ("96", "Application Response (evento)", "public source quoting the annex", None, None, None),
    ("210", "Factura de Venta - Talonario Pre-Numerado / Papel", "public source quoting the annex; references only", None, None, None),
    ("215", "Factura de Venta Contingencia FE - Talonario Pre-Numerado / Papel", "public source quoting the annex; references only", None, None, None),
    ("220", "Factura de Venta Por Computador - Talonario Post-Numerado / Papel", "public source quoting the annex; references only", None, None, None),
    ("230", "Factura de Venta Sistema POS - Talonario Post-Numerado / Papel", "public source quoting the annex; references only", None, None, None),
    ("240", "Documento Equivalente Talonario Numerado - Papel", "public source quoting the annex; references only", None, None, None),
    ("250", "Documento Equivalente Electrónico Talonario Numerado", "public source quoting the annex; references only", None, None, None),
)
