# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoRegimen: 2 rows. No official list: see the source of each row."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("48", "Responsable de IVA", "TaxLevelCode/@listName"),
    ("49", "No responsable de IVA", "TaxLevelCode/@listName"),
)
