# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List EventoRadian: 7 rows. No official list: see the source of each row."""

FIELDS = ("code", "name_es", "source")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("02", "Documento validado por la DIAN", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("04", "Documento rechazado por la DIAN", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("030", "Acuse de recibo de Factura Electrónica de Venta", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("031", "Reclamo de la Factura Electrónica de Venta", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("032", "Recibo del bien y/o prestación del servicio", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("033", "Aceptación expresa", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
    ("034", "Aceptación Tácita", "official RADIAN examples (replaces the outdated EventoDocumento and TiposEventos)"),
)
