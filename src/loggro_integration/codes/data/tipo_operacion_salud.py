# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoOperacionSalud: 7 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("SS-CUFE", None),
    ("SS-CUDE", None),
    ("SS-POS", None),
    ("SS-SNum", None),
    ("SS-Recaudo", None),
    ("SS-Reporte", None),
    ("SS-SinAporte", None),
)
