# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List ConceptoNotaAjusteDS: 5 rows. No official list: see the source of each row."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("1", "Devolución parcial de los bienes y/o no aceptación parcial del servicio", "DS annex v1.1 via public sources"),
    ("2", "Anulación del documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura de venta o documento equivalente", "DS annex v1.1 via public sources"),
    ("3", "Rebaja o descuento parcial o total", "DS annex v1.1 via public sources"),
    ("4", "Ajuste de precio", "DS annex v1.1 via public sources"),
    ("5", "Otros", "DS annex v1.1 via public sources"),
)
