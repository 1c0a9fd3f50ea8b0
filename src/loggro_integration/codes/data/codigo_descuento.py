# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List CodigoDescuento: 4 rows. Source: DIAN toolbox V19 (2026); 2 rows added."""

FIELDS = ("code", "name_es", "source", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("00", "Descuento no condicionado", None, None),
    ("01", "Descuento condicionado", None, None),
    ("02", "Recargo no condicionado", "public source quoting the annex", "charge; text from a public source"),
    ("03", "Recargo condicionado", "public source quoting the annex", "charge; used by the official tip example with reason \"Propina\""),
)
