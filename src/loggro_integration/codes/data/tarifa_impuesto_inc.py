# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TarifaImpuestoINC: 4 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "tax")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("2.00", "Tarifa especial", "04"),
    ("4.00", "Tarifa especial", "04"),
    ("8.00", "Tarifa general", "04"),
    ("16.00", "Tarifa especial", "04"),
)
