# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoAmbiente: 2 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("1", "Producción"),
    ("2", "Pruebas"),
)
