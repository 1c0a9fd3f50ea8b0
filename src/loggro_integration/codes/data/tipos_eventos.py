# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TiposEventos: 5 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("02", "Documento validado por la DIAN", "outdated list: use EventoRadian"),
    ("04", "Documento rechazado por la DIAN", "outdated list: use EventoRadian"),
    ("031", "Rechazo de Documento", "outdated list: use EventoRadian"),
    ("032", "Recepción de mercacías y/o servicios", "outdated list: use EventoRadian"),
    ("033", "Aceptación de Documento", "outdated list: use EventoRadian"),
)
