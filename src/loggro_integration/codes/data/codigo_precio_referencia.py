# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List CodigoPrecioReferencia: 3 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "Valor comercial"),
    ("02", "Valor en inventarios"),
    ("03", "Otro valor"),
)
