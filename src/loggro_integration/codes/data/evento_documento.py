# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List EventoDocumento: 7 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("02", "Uso Autorizado por la DIAN", "outdated list: use EventoRadian"),
    ("030", "Solicitación de Corrección en Documento", "outdated list: use EventoRadian"),
    ("031", "Rechazo de Documento", "outdated list: use EventoRadian"),
    ("032", "Recibimiento de los Bienes", "outdated list: use EventoRadian"),
    ("033", "Aceptación de Documento", "outdated list: use EventoRadian"),
    ("040", "Factura Ofrecida para Negociación como Título Valor", "outdated list: use EventoRadian"),
    ("041", "Factura Negociada como Título Valor", "outdated list: use EventoRadian"),
)
