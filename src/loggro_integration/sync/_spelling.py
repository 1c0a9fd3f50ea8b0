# SPDX-License-Identifier: MIT
"""How Pymes writes the number of a sale, and which rows are surely its document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loggro_integration.ids import SaleKey
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.wire import SalesRow

__all__ = ["Spelling"]


class Spelling:
    """
    The spelling of an account: prefix and number together (``full``), or the number alone.

    Args:
        settings: Of the account.
    """

    def __init__(self, settings: SyncSettings) -> None:
        self._settings = settings
        self._alone = settings.number_spelling == "sequence"

    def own(self, key: SaleKey) -> str:
        """Return the number as this account's rows write it."""
        return str(key.sequence) if self._alone else self.full(key)

    def other(self, key: SaleKey) -> set[str]:
        """Return the spellings that would show a wrong setting."""
        return {self.full(key), str(key.sequence)} - {self.own(key)}

    def full(self, key: SaleKey) -> str:
        """Return prefix and number, with the prefix of the resolution."""
        return f"{self._prefix(key)}{key.sequence}"

    def sure(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        """Return the rows, written like the sale, that are surely its document."""
        return tuple(row for row in rows if self._is_same(key, row))

    def unsure(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        """Return the rows with its number alone whose series cannot be told."""
        if not self._alone:
            return ()
        number = str(key.sequence)
        return tuple(row for row in rows if row.number == number and self._prefix_of(row) is None)

    def alike(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        """Return the rows whose number differs from the sale's by signs, case or zeros alone."""
        prefix = _plain(self._prefix(key))
        together = re.compile(f"{re.escape(prefix)}0*{key.sequence}")
        apart = re.compile(f"0*{key.sequence}")

        def is_alike(row: SalesRow) -> bool:
            found = self._prefix_of(row)
            written = apart if self._alone or found == self._prefix(key) else together
            fits = written.fullmatch(_plain(row.number)) or together.fullmatch(_plain(row.number))
            return fits is not None and _plain(found or prefix) == prefix

        return tuple(row for row in rows if row.number != self.own(key) and is_alike(row))

    def answers(self, key: SaleKey, rows: Iterable[SalesRow]) -> bool:
        """Tell whether rows may answer the question for this number: none, or some with it."""
        numbers = [_plain(row.number) for row in rows]
        return not numbers or any(_plain(self.own(key)) in number for number in numbers)

    def _prefix(self, key: SaleKey) -> str:
        return self._settings.prefixes.get(key.prefix, key.prefix)

    def _prefix_of(self, row: SalesRow) -> str | None:
        name = self._settings.fields.prefix
        value = row.record.get(name)
        if value is None:
            return "" if row.record.has(name) else None
        return str(value)

    def _is_same(self, key: SaleKey, row: SalesRow) -> bool:
        found = self._prefix_of(row)
        if self._alone:
            return found == self._prefix(key)
        # FE1+1 and FE+11 are both written FE11: the row's own prefix tells them apart.
        rest = row.number.removeprefix(found or "")
        other = found not in {None, self._prefix(key)} and row.number == f"{found}{rest}"
        return not (other and rest.isdecimal() and not rest.startswith("0"))


def _plain(text: str) -> str:
    """Return a text without signs and case."""
    return re.sub(r"[\W_]", "", text).upper()
