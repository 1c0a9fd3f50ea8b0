# SPDX-License-Identifier: MIT
"""Which sale of the ledger a person means by what they typed."""

from __future__ import annotations

from collections.abc import Callable

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sync._states import Row
from loggro_integration.sync._store import Store

__all__ = ["find_row", "find_rows", "no_sale"]


def find_rows(store: Store, written: str) -> list[Row]:
    """
    Return the sales that a person may mean, by day and key; none where the ledger knows none.

    Args:
        store: The ledger.
        written: Number as Restobar shows it (``FE123``), key (``arepera:FE:123``), or sequence
            alone (``123``). Blanks, a hyphen and small letters are forgiven where nothing is
            written exactly so.
    """
    wanted = written.strip()
    if (row := store.row(wanted)) is not None:
        return [row]
    rows = store.rows()
    loose = _loose(wanted)
    ways: tuple[Callable[[Row], bool], ...] = (
        lambda row: row.number == wanted,
        lambda row: row.key.rpartition(":")[2] == wanted,
        lambda row: loose in {_loose(row.number), _loose(row.key)},
    )
    return next((found for way in ways if (found := list(filter(way, rows)))), list[Row]())


def find_row(store: Store, written: str) -> Row:
    """
    Return the one sale that a person means.

    Raises:
        InvalidInput: If the ledger knows no such sale, or several.
    """
    found = find_rows(store, written)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _refused(
            f"The ledger does not know {written}.",
            written,
            Text(
                es="Escriba prefijo y número como los muestra Restobar; si es nueva: "
                "loggro sync run.",
                en="Write prefix and number as Restobar shows them; if it is new: loggro sync run.",
            ),
        )
    keys = ", ".join(row.key for row in found)
    raise _refused(
        f"Several sales of the ledger may be {written}: {keys}.",
        written,
        Text(es="Escriba la clave completa.", en="Write the whole key."),
    )


def no_sale(number: str, field: str) -> InvalidInput:
    """Return the error of a number or id that Restobar does not know."""
    return InvalidInput(
        f"Restobar has no sale {number}.",
        field=field,
        value=number,
        hint=Text(
            es="Escriba prefijo y número como los muestra Restobar, sin espacios.",
            en="Write prefix and number as Restobar shows them, without spaces.",
        ),
    )


def _loose(text: str) -> str:
    return text.replace(" ", "").replace("-", "").upper()


def _refused(message: str, written: str, hint: Text) -> InvalidInput:
    return InvalidInput(message, field="NUMBER", value=written, hint=hint)
