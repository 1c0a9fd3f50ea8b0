# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List RemesaTransporte: 3 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("01", "Número de Radicación de la Remesa entregado por el RNDC"),
    ("02", "Nro. del consecutivo de la Remesa según codificación interna de cada empresa de transporte. (Alfanumérico)"),
    ("03", "Valor del flete a cobrar por el servicio de transporte de la remesa"),
)
