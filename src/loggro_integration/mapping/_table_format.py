# SPDX-License-Identifier: MIT
"""How the table of one POS is written, as a file of its own: declared once, read every day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from attrs import asdict, field, frozen

from loggro_integration.errors import Text
from loggro_integration.mapping._csv_cells import DATES, NUMBERS, DateStyle, NumberStyle
from loggro_integration.mapping._csv_sales import SEPARATORS, sales_from_csv
from loggro_integration.mapping._reading import (
    Reading,
    by,
    choice,
    named,
    read_toml,
    text,
    texts,
)
from loggro_integration.wire import Sale

__all__ = ["TableFormat"]


class _FormatReading(Reading):
    """What is wrong in the format of a table so far."""

    subject = "table"
    file = "The format of the table"
    whole = Text(es="al formato de la tabla", en="to the format of the table")


def _any_text(reading: Reading, path: str, value: object) -> object:
    """Take text, the empty one too: a constant may say that something is absent."""
    return value if value == "" else text(reading, path, value)


@frozen(kw_only=True)
class TableFormat:
    """
    How a table of sales is written; the arguments of `sales_from_csv`.

    Attributes:
        numbers: As ``1.234,56``.
        dates: As ``20/11/2026``.
        separator: ``;``, ``,`` or a tab.
        columns: Field → header in the file.
        constants: Field → what it always is.
        words: Field → word of the file → value.
        ignore: Headers that are not needed.
    """

    numbers: NumberStyle = field(metadata=by(choice(*NUMBERS)))
    dates: DateStyle = field(metadata=by(choice(*DATES)))
    separator: str = field(metadata=by(choice(*SEPARATORS)))
    columns: Mapping[str, str] = field(metadata=by(named(text)), factory=dict[str, str])
    constants: Mapping[str, str] = field(metadata=by(named(_any_text)), factory=dict[str, str])
    words: Mapping[str, Mapping[str, str]] = field(
        metadata=by(named(named(text))), factory=dict[str, Mapping[str, str]]
    )
    ignore: tuple[str, ...] = field(metadata=by(texts()), default=())

    @classmethod
    def from_toml(cls, source: str) -> Self:
        """
        Read a format from TOML.

        Raises:
            InvalidRules: With everything that is wrong in it.

        >>> from loggro_integration.mapping import TableFormat
        >>> form = TableFormat.from_toml('''
        ... numbers = "1.234,56"
        ... dates = "20/11/2026"
        ... separator = ";"
        ... [columns]
        ... total = "Valor"
        ... ''')
        >>> form.columns
        {'total': 'Valor'}
        """
        return read_toml(cls, source, _FormatReading())

    def sales(self, table: str) -> tuple[Sale, ...]:
        """
        Read the sales of a table; see `sales_from_csv`.

        Raises:
            InvalidInput: If a field of the format does not exist.
            InvalidSale: With everything that is wrong in the table.
        """
        return sales_from_csv(table, **asdict(self, recurse=False))
