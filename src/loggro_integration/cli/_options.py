# SPDX-License-Identifier: MIT
"""Options that several commands share: their types, names and defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from loggro_integration.errors import InvalidDate, InvalidInput, Text

__all__ = [
    "DEFAULT_LEDGER",
    "DEFAULT_RULES",
    "KINDS",
    "SALE_COLUMNS",
    "STATES",
    "Flag",
    "check_days",
    "wrong_usage",
]

DEFAULT_RULES = Path("loggro.toml")
DEFAULT_LEDGER = Path("loggro.db")

KINDS = {
    "pos": Text(es="POS", en="POS"),
    "electronic": Text(es="electrónica", en="electronic"),
}

STATES = {
    "waiting": Text(es="en espera", en="waiting"),
    "excluded": Text(es="excluida", en="excluded"),
    "absent": Text(es="falta en Pymes", en="absent"),
    "in_flight": Text(es="reenviada, por confirmar", en="in flight"),
    "synced": Text(es="sincronizada", en="synced"),
    "different": Text(es="diferente", en="different"),
    "cannot_tell": Text(es="no se puede saber", en="cannot tell"),
    "parked": Text(es="apartada", en="parked"),
}

SALE_COLUMNS = (
    ("Número", "Number"),
    ("Día", "Day"),
    ("Tipo", "Kind"),
    ("Total", "Total"),
    ("Estado", "State"),
    ("Motivo", "Reason"),
)

# A switch has no opposite: leaving it out is the opposite.
Flag: TypeAlias = Annotated[bool, Parameter(negative="", show_default=False)]


def wrong_usage(message: str, *, field: str, hint: Text, value: object = None) -> InvalidInput:
    """Return the error of options that do not go together; its code is ``usage``."""
    found = InvalidInput(message, field=field, value=value, hint=hint)
    found.code = "usage"
    return found


def check_days(since: date, until: date) -> None:
    """
    Do nothing where a range of days is one.

    Raises:
        InvalidDate: If it ends before it begins.
    """
    if until < since:
        raise InvalidDate(
            f"The range ends before it begins: {since} to {until}.",
            field="until",
            value=until,
            hint=Text(es="Ponga primero el día más antiguo.", en="Put the earlier day first."),
        )
