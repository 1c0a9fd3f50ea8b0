# SPDX-License-Identifier: MIT
"""
Sales of another POS from a table: a row for each line, the values of the sale repeated or blank.

Nothing is half-read: a file with a fault gives no sale, and every fault names its row and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text, beginning_of
from loggro_integration.mapping._csv_cells import DATES, NUMBERS, Cells, DateStyle, NumberStyle
from loggro_integration.mapping._csv_columns import (
    Column,
    Columns,
    check_names,
    field_at,
    read_columns,
)
from loggro_integration.mapping._sale_of_other import (
    SaleReading,
    read_other,
    to_sale,
)
from loggro_integration.wire import Sale

__all__ = ["SEPARATORS", "sales_from_csv"]

SEPARATORS: Final = (";", ",", "\t")
_BOM: Final = "\ufeff"
_STEP: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")
# Stands for a cell that was refused, so that the rest of its sale is read too.
_STANDS_FOR: Final[dict[str, object]] = {
    "whole": 0,
    "flag": False,
    "day": "2026-01-01",
    "instant": "2026-01-01T00:00:00Z",
}


def sales_from_csv(
    text: str,
    *,
    numbers: NumberStyle,
    dates: DateStyle,
    separator: str,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    ignore: Collection[str] = (),
) -> tuple[Sale, ...]:
    r"""
    Read sales of another POS from CSV: one row for each line that was sold.

    The columns are the fields of `sale_from_dict`: ``number``, ``issued_at``, ``total``,
    ``client_name``, ``line_price``, ``tax_name``, ``payment_value``; a second tax or payment has
    ``_2``. Rows with the same number are one sale, wherever they stand; what is of the whole sale
    stands in one of them or in all. Times are of Bogotá, unless they tell their zone. An empty cell
    is an absent value.

    Args:
        text: The file; a byte-order mark is dropped.
        numbers: How numbers are written, as ``1.234,56``; never guessed.
        dates: How days are written, as ``20/11/2026``; never guessed.
        separator: ``;``, ``,`` or a tab.
        columns: Field → header in the file, where it is not the name of the field.
        constants: Field → what it is in every sale or line, where the file has no such column,
            written as its cells are; an empty text says that it is absent.
        words: Field → word of the file → value, as ``{"status": {"Pagada": "paid"}}``.
        ignore: Headers that are not needed: one that nobody names is a fault.

    Returns:
        The sales, in the order of their first rows, for `map_sale`.

    Raises:
        InvalidInput: If an argument cannot be used.
        InvalidSale: With everything that is wrong at once, each with row and column; row 1 is the
            header, as spreadsheets count.

    >>> from loggro_integration.mapping import sales_from_csv
    >>> found = sales_from_csv(
    ...     "number;issued_at;total;line_name;line_quantity;line_price;tax_name;tax_percent\n"
    ...     "POS7;20/11/2026 13:04;54.000;Bandeja;2;27.000;I CONSUMO;8\n",
    ...     numbers="1.234,56", dates="20/11/2026", separator=";", constants={"status": "paid"},
    ... )
    >>> found[0].number, found[0].total
    ('POS7', Decimal('54000'))
    """
    cells = _cells(numbers, dates, separator)
    check_names((*(columns or {}), *(constants or {}), *(words or {})))
    reading = _CsvReading()
    rows = _rows(text.removeprefix(_BOM), separator, reading)
    known = _header(rows, columns or {}, constants or {}, ignore, reading)
    return _sales(rows, known, _Table(known, cells, words or {}, reading), reading)


def _header(
    rows: Sequence[tuple[int, list[str]]],
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    ignore: Collection[str],
    reading: _CsvReading,
) -> Columns:
    """Return the columns; where the header is wrong the rows cannot be read."""
    before = len(reading.problems)
    known = read_columns(rows[0][1] if rows else (), columns, constants, ignore, reading)
    if len(reading.problems) > before:
        reading.raise_for_problems()
    reading.headers = {each.name: each.header for each in known}
    return known


def _sales(
    rows: Sequence[tuple[int, list[str]]], known: Columns, table: _Table, reading: _CsvReading
) -> tuple[Sale, ...]:
    found = [
        read_other(reading, f"sales[{index}]", table.sale(f"sales[{index}]", group))
        for index, group in enumerate(_groups(_sized(rows, reading), known, reading))
    ]
    reading.raise_for_problems()
    return tuple(map(to_sale, found))


def _cells(numbers: NumberStyle, dates: DateStyle, separator: str) -> Cells:
    _one_of("numbers", numbers, NUMBERS)
    _one_of("dates", dates, DATES)
    _one_of("separator", separator, SEPARATORS)
    return Cells(numbers, dates)


def _one_of(name: str, value: str, allowed: Collection[str]) -> None:
    if value in allowed:
        return
    listed = ", ".join(map(repr, allowed))
    raise InvalidInput(
        f"{name} is none of the styles there are.",
        field=name,
        value=value,
        hint=Text(es=f"Use uno de {listed}.", en=f"Use one of {listed}."),
    )


@frozen
class _Cell:
    """Where a value stood, and how it was written."""

    row: int
    header: str
    written: str


class _CsvReading(SaleReading):
    """
    What is wrong in a table so far, told by row and column.

    Attributes:
        cells: Path → the cell that it came from.
        rows: Path of a sale or a line → its row.
        numbers: Path of a tax or payment → its number among the columns.
        headers: Field → the header of its column.
    """

    file = "The table"
    whole = Text(es="al archivo", en="to the file")

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[str, _Cell] = {}
        self.rows: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.headers: dict[str, str] = {}

    def place(self, path: str) -> str:
        """Return row and column."""
        return self.named(path).en

    def named(self, path: str) -> Text:
        """Return row and column, for people."""
        cell = self.cells.get(path)
        row = cell.row if cell else self._row(path)
        if row is None:
            return Text(es=path, en=path)
        column = beginning_of(cell.header if cell else self._column(path))
        return Text(es=f"fila {row}, columna {column}", en=f"row {row}, column {column}")

    def wrong(self, path: str, value: object, *, es: str, en: str) -> object:
        """Report a value as the cell has it."""
        cell = self.cells.get(path)
        return super().wrong(path, cell.written if cell else value, es=es, en=en)

    def _row(self, path: str) -> int | None:
        """Return the row of the line that a path is about, or the first one of its sale."""
        while path and path not in self.rows:
            path = path.rpartition(".")[0]
        return self.rows.get(path)

    def _column(self, path: str) -> str:
        """Return the header of a path; where there is none, the field that it stands for."""
        steps = tuple(found[0] for found in _STEP.findall(path))[1:]
        name = field_at(steps, self.numbers.get(path.rpartition(".")[0], 1))
        return self.headers.get(name, name)


# -- rows -----------------------------------------------------------------------------------------


def _rows(text: str, separator: str, reading: SaleReading) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, numbered as a spreadsheet does."""
    source = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, row in enumerate(source, 1):
            if any(each.strip() for each in row):
                found.append((number, row))
    except csv.Error as error:
        _report(reading, "broken", number + 1, str(error))
    return found


def _sized(
    rows: Sequence[tuple[int, list[str]]], reading: SaleReading
) -> Iterator[tuple[int, list[str]]]:
    """Leave out the rows that have not one cell for each column."""
    header = rows[0][1]
    unnamed = [place for place, name in enumerate(header) if not name.strip()]
    for number, row in rows[1:]:
        if len(row) != len(header):
            _report(reading, "width", number, f"{len(row)} ≠ {len(header)}")
        elif extra := [place for place in unnamed if row[place].strip()]:
            _report(reading, "unnamed", number, str(extra[0] + 1))
        else:
            yield number, row


_Rows = list[tuple[int, list[str]]]


def _groups(
    rows: Iterator[tuple[int, list[str]]], columns: Columns, reading: SaleReading
) -> list[_Rows]:
    """Put the rows of one sale together, wherever they stand."""
    keys = [each for each in columns if each.is_key]
    groups: dict[tuple[str, ...], _Rows] = {}
    for number, row in rows:
        key = tuple(each.cell(row) for each in keys)
        if any(key):
            groups.setdefault(key, []).append((number, row))
        else:
            _report(reading, "unnumbered", number, "")
    return list(groups.values())


_WORDINGS: Final = {
    "broken": (
        Text(es="La fila no es CSV: {0}.", en="The row is no CSV: {0}."),
        Text(
            es="Revise las comillas y el separador; lo que sigue no se leyó.",
            en="Check quotes and separator; nothing after it was read.",
        ),
    ),
    "width": (
        Text(es="La fila no tiene las celdas del encabezado: {0}.", en="The row has not the cells "
             "of the header: {0}."),
        Text(
            es="Ponga entre comillas los textos que llevan el separador.",
            en="Put texts that hold the separator in quotes.",
        ),
    ),
    "unnamed": (
        Text(es="La columna {0} no tiene nombre y la fila dice algo en ella.",
             en="The column {0} has no name, and the row says something in it."),
        Text(es="Póngale nombre en el encabezado.", en="Name it in the header."),
    ),
    "unnumbered": (
        Text(es="La fila no dice de qué venta es.", en="The row does not say which sale it is of."),
        Text(es="Escriba number, o prefix y sequence.", en="Write number, or prefix and sequence."),
    ),
}  # fmt: skip


def _report(reading: SaleReading, what: str, row: int, detail: str) -> None:
    message, fix = _WORDINGS[what]
    shown = Text(es=message.es.format(detail), en=message.en.format(detail))
    reading.report(f"sale-{what}-row", f"row {row}", shown, fix, detail or None)


# -- from rows to the format ----------------------------------------------------------------------


class _Table:
    """Makes of the rows of each sale what `sale_from_dict` takes."""

    def __init__(
        self,
        columns: Columns,
        cells: Cells,
        words: Mapping[str, Mapping[str, str]],
        reading: _CsvReading,
    ) -> None:
        self._of_sale = [each for each in columns if not each.is_of_line]
        self._of_line = [each for each in columns if each.is_of_line]
        self._cells = cells
        self._words = words
        self._reading = reading

    def sale(self, path: str, rows: _Rows) -> dict[str, Any]:
        """Return one sale; `path` is how its faults are told."""
        self._reading.rows[path] = rows[0][0]
        found: dict[str, Any] = {}
        for column in self._of_sale:
            cell = self._agreed(column, rows)
            if cell.written:
                self._put(found, path, column, column.steps, cell)
        lines: list[dict[str, Any]] = []
        found["lines"] = lines
        for number, row in rows:
            if any(each.place is not None and each.cell(row) for each in self._of_line):
                where = f"{path}.lines[{len(lines)}]"
                self._reading.rows[where] = number
                lines.append(self._line(where, number, row))
        return found

    def _agreed(self, column: Column, rows: _Rows) -> _Cell:
        """Return what the rows of a sale say of it; they may not contradict each other."""
        said = [_Cell(number, column.header, column.cell(row)) for number, row in rows]
        real = [each for each in said if each.written] or said[:1]
        for each in real[1:]:
            if each.written != real[0].written:
                self._contradiction(real[0], each)
        return real[0]

    def _contradiction(self, first: _Cell, other: _Cell) -> None:
        header = beginning_of(other.header)
        said, before = beginning_of(other.written), beginning_of(first.written)
        self._reading.report(
            "sale-contradicting-row",
            f"row {other.row}, column {header}",
            Text(
                es=f"La fila {other.row} dice {said} y la fila {first.row} {before}: son la misma "
                "venta.",
                en=f"Row {other.row} says {said} and row {first.row} {before}: they are one sale.",
            ),
            Text(
                es=f"Deje un solo valor de {header} por venta.",
                en=f"Leave one value of {header} for each sale.",
            ),
            other.written,
        )

    def _line(self, path: str, number: int, row: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {"taxes": []}
        for column in self._of_line:
            cell = _Cell(number, column.header, column.cell(row))
            if cell.written:
                self._put(found, path, column, column.steps[1:], cell)
        return found

    def _put(
        self, found: dict[str, Any], path: str, column: Column, steps: tuple[str, ...], cell: _Cell
    ) -> None:
        """Put the value of a cell where the format has it."""
        *outer, name = steps
        for step in outer:
            path = f"{path}.{step}"
            if step in {"taxes", "payments"}:
                found, path = self._item(found.setdefault(step, []), path, column.number)
            else:
                found = found.setdefault(step, {})
        path = f"{path}.{name}"
        self._reading.cells[path] = cell
        found[name] = self._value(column, path, cell)

    def _item(
        self, items: list[dict[str, Any]], path: str, number: int
    ) -> tuple[dict[str, Any], str]:
        """Return the tax or payment with a number, begun where it is new."""
        numbers = self._reading.numbers
        for index, item in enumerate(items):
            if numbers[f"{path}[{index}]"] == number:
                return item, f"{path}[{index}]"
        items.append({})
        where = f"{path}[{len(items) - 1}]"
        numbers[where] = number
        return items[-1], where

    def _value(self, column: Column, path: str, cell: _Cell) -> object:
        kind = column.kind.name
        declared = self._words.get(column.name) or self._words.get(field_at(column.steps, 1), {})
        found = self._cells.read(kind, declared.get(cell.written, cell.written))
        if found is None:
            takes = self._cells.takes(kind)
            self._reading.wrong(path, cell.written, es=takes.es, en=takes.en)
            return _STANDS_FOR.get(kind, "1")
        return found
