# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List ConceptoNotaDebito: 4 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("1", "Intereses"),
    ("2", "Gastos por cobrar"),
    ("3", "Cambio del valor"),
    ("4", "Otro"),
)
