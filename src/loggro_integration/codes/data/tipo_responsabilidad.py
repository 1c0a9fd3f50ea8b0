# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""List TipoResponsabilidad: 7 rows. Source: DIAN toolbox V19 (2026); 2 rows added."""

FIELDS = ("code", "name_es", "source", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("O-13", "Gran contribuyente", None, None),
    ("O-15", "Autorretenedor", None, None),
    ("O-23", "Agente de retención IVA", None, None),
    ("O-47", "Régimen simple de tributación", None, None),
    ("R-99-PN", "No responsable", None, None),
    ("O-48", "Impuesto sobre las ventas - IVA", "DS annex v1.1", "documento soporte only"),
    ("O-49", "No responsable de IVA", "DS annex v1.1", "documento soporte only"),
)
