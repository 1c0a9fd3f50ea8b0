# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TipoCodigoProducto: 4 rows. Source: DIAN toolbox V19 (2026); 2 rows added."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("001", "UNSPSC", None),
    ("010", "GTIN", None),
    ("020", "Partida arancelaria", "FE annex v1.9 table 13.3.5 and official examples"),
    ("999", "Estándar de adopción del contribuyente", "FE annex v1.9 table 13.3.5 and official examples"),
)
