# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TarifaImpuestoReteIVA: 1 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "tax")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("15.00", "ReteIVA", "05"),
)
