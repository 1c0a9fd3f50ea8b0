# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TipoOperacionF: 8 rows. Source: DIAN toolbox V19 (2026); 3 rows added."""

FIELDS = ("code", "name_es", "source", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("10", "Estandar", None, None),
    ("09", "AIU", None, None),
    ("11", "Mandatos", None, None),
    ("12", "Transporte", None, None),
    ("13", "Cambiario", None, None),
    ("15", "Compra de divisas", "official example (comment in Compra o Venta de Divisas.xml)", None),
    ("16", "Venta de divisas", "official example (comment in Compra o Venta de Divisas.xml)", None),
    ("14", "Notarios", "public source quoting the annex", "single weak source"),
)
