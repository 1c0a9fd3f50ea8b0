# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TributoParte: 4 rows. No official list: see the source of each row."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "IVA", "FE annex v1.9 (party TaxScheme)"),
    ("04", "INC", "FE annex v1.9 (party TaxScheme)"),
    ("ZA", "IVA e INC", "FE annex v1.9 (party TaxScheme)"),
    ("ZZ", "No aplica", "FE annex v1.9 (party TaxScheme)"),
)
