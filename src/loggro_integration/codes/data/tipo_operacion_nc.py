# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoOperacionNC: 3 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("20", "Nota Crédito que referencia una factura electrónica."),
    ("22", "Nota Crédito sin referencia a facturas*."),
    ("23", "Nota Crédito para facturación electrónica V1 (Decreto 2242)."),
)
