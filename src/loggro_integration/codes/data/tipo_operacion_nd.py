# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoOperacionND: 3 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("30", "Nota Débito que referencia una factura electrónica."),
    ("32", "Nota Débito sin referencia a facturas."),
    ("33", "Nota Débito para facturación electrónica V1 (Decreto 2242)."),
)
