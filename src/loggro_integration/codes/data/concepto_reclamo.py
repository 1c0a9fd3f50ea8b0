# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List ConceptoReclamo: 4 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "Documento con inconsistencias"),
    ("02", "Mercancía no entregada totalmente"),
    ("03", "Mercancía no entregada parcialmente"),
    ("04", "Servicio no prestado"),
)
