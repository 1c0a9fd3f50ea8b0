# SPDX-License-Identifier: MIT
"""A report as sheets of tables, before it is a workbook or a page: one source of its figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from loggro_integration.errors import Text

__all__ = ["CANNOT_TELL", "Cell", "Column", "Report", "Sheet", "Table", "column"]

ZERO = Decimal(0)

Kind: TypeAlias = Literal["text", "money", "count", "day"]
Cell: TypeAlias = object
"""Text, `Text` in both languages, an amount, a count, a day, or `None` for nothing."""

CANNOT_TELL = Text(es="no se puede saber", en="cannot tell")
"""What stands where a side does not show a figure: never zero."""


@frozen
class Column:
    """
    One column of a table.

    Attributes:
        kind: How its cells are written: ``money`` and ``count`` are numbers, ``day`` is a date.
        summed: Whether a total stands below it.
    """

    name: Text
    kind: Kind = "text"
    summed: bool = False


def column(es: str, en: str, kind: Kind = "text", *, summed: bool = False) -> Column:
    """Name a column in both languages."""
    return Column(Text(es=es, en=en), kind, summed)


@frozen(kw_only=True)
class Table:
    """Rows under their columns."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text | None = None

    def total(self, index: int) -> Decimal | int | None:
        """Sum a column; `None` where it has no sum, or one of its figures is not known."""
        if not self.columns[index].summed:
            return None
        return _sum([row[index] for row in self.rows if row[index] is not None])

    @property
    def has_totals(self) -> bool:
        """Whether a total stands below any column."""
        return bool(self.rows) and any(each.summed for each in self.columns)


def _sum(cells: Iterable[Cell]) -> Decimal | int | None:
    found: list[Decimal | int] = []
    for cell in cells:
        if not isinstance(cell, (Decimal, int)):
            return None
        found.append(cell)
    if all(isinstance(each, int) for each in found):
        return sum(map(int, found))
    return sum(map(Decimal, found), ZERO)


@frozen(kw_only=True)
class Sheet:
    """
    One sheet of a workbook, one part of a page.

    Attributes:
        name: At most 31 letters, as a workbook asks.
    """

    name: Text
    tables: tuple[Table, ...]


@frozen(kw_only=True)
class Report:
    """
    The whole report.

    Attributes:
        notes: Sentences below its title.
    """

    title: Text
    subtitle: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Text, ...] = field(default=())
