# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""List TipoIdFiscal: 12 rows. Source: DIAN toolbox V19 (2026); 2 rows added."""

FIELDS = ("code", "name_es", "source", "note")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("11", "Registro civil", None, None),
    ("12", "Tarjeta de identidad", None, None),
    ("13", "Cédula de ciudadanía", None, None),
    ("21", "Tarjeta de extranjería", None, None),
    ("22", "Cédula de extranjería", None, None),
    ("31", "NIT", None, None),
    ("41", "Pasaporte", None, None),
    ("42", "Documento de identificación extranjero", None, None),
    ("50", "NIT de otro país", None, None),
    ("91", "NUIP *", None, None),
    ("47", "PEP", "FE annex v1.9 text (not in the V19-2026 list)", "Permiso Especial de Permanencia"),
    ("48", "PPT", "FE annex v1.9 text (not in the V19-2026 list)", "Permiso por Protección Temporal; new in v1.9"),
)
