# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List ConceptoNotaCredito: 6 rows. Source: DIAN toolbox V19 (2026); 1 rows added."""

FIELDS = ("code", "name_es", "source", "note", "name_raw")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("1", "Devolución parcial de los bienes y/o no aceptación parcial del servicio", None, None, None),
    ("2", "Anulación de factura electrónica", None, None, None),
    ("3", "Rebaja o descuento parcial o total", None, None, "Rebaja  o descuento parcial o total"),
    ("4", "Ajuste de precio", None, None, None),
    ("5", "Otros", None, "v1.9 text: \"Descuento comercial por pronto pago\"; the V19-2026 list still says \"Otros\". One source shifts the two discounts to 6 and 7: accept 1-6, be lenient with 7 on input", None),
    ("6", "Descuento comercial por volumen de ventas", "FE annex v1.9 text (not in the V19-2026 list)", "official 2024 example", None),
)
