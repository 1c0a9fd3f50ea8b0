# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List AlgoritmoCUFE: 1 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("CUFE-SHA384", "Algoritmo SHA-384"),
)
