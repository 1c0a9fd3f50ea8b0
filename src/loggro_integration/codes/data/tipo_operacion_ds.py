# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoOperacionDS: 2 rows. No official list: see the source of each row."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("10", "Residente", "DS annex v1.1 (documento soporte and its note)"),
    ("11", "No residente", "DS annex v1.1 (documento soporte and its note)"),
)
