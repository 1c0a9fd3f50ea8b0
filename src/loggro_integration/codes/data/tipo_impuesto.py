# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TipoImpuesto: 22 rows. Source: DIAN toolbox V19 (2026); 6 rows added."""

FIELDS = ("code", "name_es", "source", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "IVA", None, None),
    ("02", "IC", None, None),
    ("03", "ICA", None, None),
    ("04", "INC", None, None),
    ("05", "ReteIVA", None, None),
    ("06", "ReteFuente", None, None),
    ("07", "ReteICA", None, None),
    ("08", "ReteCREE", None, None),
    ("20", "FtoHorticultura", None, None),
    ("21", "Timbre", None, None),
    ("22", "Bolsas", None, None),
    ("23", "INCarbono", None, None),
    ("24", "INCombustibles", None, None),
    ("25", "Sobretasa Combustibles", None, None),
    ("26", "Sordicom", None, None),
    ("ZZ", "Nombre de la figura tributaria", None, None),
    ("30", "IC Datos", "FE annex v1.9 text (not in the V19-2026 list)", "Impuesto al Consumo de Datos"),
    ("32", "ICL", "FE annex v1.9 text and official V19-2026 examples (not in the V19-2026 list)", "Impuesto al Consumo de Licores, Vinos, Aperitivos y Similares"),
    ("33", "INPP", "FE annex v1.9 text and official V19-2026 examples (not in the V19-2026 list)", "Impuesto Nacional Productos Plásticos de un solo uso"),
    ("34", "IBUA", "FE annex v1.9 text and official V19-2026 examples (not in the V19-2026 list)", "Impuesto a Bebidas Ultraprocesadas Azucaradas"),
    ("35", "ICUI", "FE annex v1.9 text and official V19-2026 examples (not in the V19-2026 list)", "Impuesto al Consumo de Alimentos Ultraprocesados Industrialmente"),
    ("36", "ADV", "FE annex v1.9 text and official V19-2026 examples (not in the V19-2026 list)", "Impuesto Ad Valorem"),
)
