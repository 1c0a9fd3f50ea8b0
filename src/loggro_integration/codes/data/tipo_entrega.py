# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoEntrega: 11 rows. Source: DIAN toolbox V19 (2026)."""

FIELDS = ("code", "name_es")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("CFR", "Costo y flete"),
    ("CIF", "Costo, flete y seguro"),
    ("CIP", "Transporte y Seguro Pagados hasta"),
    ("CPT", "Transporte Pagado Hasta"),
    ("DAP", "Entregado en un Lugar"),
    ("DAT", "Entregado en Terminal"),
    ("DDP", "Entregado con Pago de Derechos"),
    ("EXW", "En Fábrica"),
    ("FAS", "Franco al costado del buque"),
    ("FCA", "Franco transportista"),
    ("FOB", "Franco a bordo"),
)
