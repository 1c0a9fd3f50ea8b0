# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TarifaImpuestoIVA: 4 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "tax")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("0.00", "Exento", "01"),
    ("5.00", "Bienes / Servicios al 5", "01"),
    ("16.00", "Contratos firmados con el estado antes de ley 1819", "01"),
    ("19.00", "Tarifa general", "01"),
)
