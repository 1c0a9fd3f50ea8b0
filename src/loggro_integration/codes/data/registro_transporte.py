# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List RegistroTransporte: 2 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("0", "Servicio adicional"),
    ("1", "Remesa de transporte registrada en el RNDC"),
)
