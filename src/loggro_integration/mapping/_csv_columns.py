# SPDX-License-Identifier: MIT
"""
The columns of a table of sales: which field of the format each one holds.

Fields are named after the format: ``total``, ``client_name``, ``line_price``, ``tax_name``,
``payment_value``; a second tax or payment has ``_2``, up to ``_9``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
from attrs import frozen

from loggro_integration.errors import InvalidInput, Text, beginning_of
from loggro_integration.mapping._reading import Reading
from loggro_integration.mapping._sale_kinds import Kind
from loggro_integration.mapping._sale_of_other import OtherSale, kind_of

__all__ = ["FIELDS", "Column", "Columns", "check_names", "field_at", "read_columns"]

_SINGULAR: Final = {"lines": "line", "taxes": "tax", "payments": "payment"}
_NUMBERED: Final = re.compile(r"((?:tax|payment)_\w+?)_([2-9])")
_KEYS: Final = ("number", "prefix", "sequence")


@frozen(kw_only=True)
class _Field:
    """A field of the format: where it stands, as ``("lines", "taxes", "name")``."""

    steps: tuple[str, ...]
    kind: Kind
    needed: bool


def _fields(kind: type[Any], prefix: str, steps: tuple[str, ...]) -> Iterator[tuple[str, _Field]]:
    for each in attrs.fields(kind):
        found, here = kind_of(each), (*steps, each.name)
        if found.of is None:
            needed = each.default is attrs.NOTHING and here[0] != "payments"
            yield f"{prefix}{each.name}", _Field(steps=here, kind=found, needed=needed)
        else:
            yield from _fields(found.of, f"{_SINGULAR.get(each.name, each.name)}_", here)


FIELDS: Final = dict(_fields(OtherSale, "", ()))
"""Every field that a column may hold, by its name."""

_NAMES: Final = {field.steps: name for name, field in FIELDS.items()}


@frozen(kw_only=True)
class Column:
    """
    A field of the sale, and where its value comes from.

    Attributes:
        name: Of the field, with its number.
        number: Which tax or payment, from 1.
        header: Of the column.
        place: Of the column in the file, from 0; `None` for a constant.
        constant: What stands where there is no column.
    """

    name: str
    steps: tuple[str, ...]
    kind: Kind
    number: int
    header: str
    place: int | None = None
    constant: str = ""

    @property
    def is_of_line(self) -> bool:
        """Whether each row has its own: the rest is of the whole sale."""
        return self.steps[0] == "lines"

    @property
    def is_key(self) -> bool:
        """Whether it tells the rows of one sale from those of another."""
        return self.name in _KEYS

    def cell(self, row: Sequence[str]) -> str:
        """Return what the row says."""
        return self.constant if self.place is None else row[self.place].strip()


Columns = tuple[Column, ...]


def field_at(steps: tuple[str, ...], number: int) -> str:
    """Return the name of the field at a path, as ``tax_name_2``."""
    name = _NAMES.get(steps, ".".join(steps))
    return name if number == 1 else f"{name}_{number}"


def check_names(names: Iterable[str]) -> None:
    """
    Check that each is the name of a field.

    Raises:
        InvalidInput: With the fields there are.
    """
    for name in names:
        _parts(name)


def read_columns(
    header: Sequence[str],
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    ignore: Collection[str],
    reading: Reading,
) -> Columns:
    """Return what each column holds; what the header lacks or has too much is reported."""
    names = [each.strip() for each in header]
    fields = {shown: field for field, shown in columns.items()}
    found = [
        _column(fields.get(shown, shown), shown, place)
        for place, shown in enumerate(names)
        if shown in fields or (shown not in columns and _is_field(shown))
    ]
    given = [_constant(name, value) for name, value in constants.items()]
    _check(names, found, given, columns, ignore, reading)
    return (*found, *given)


def _parts(name: str) -> tuple[_Field, int]:
    numbered = _NUMBERED.fullmatch(name)
    base, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
    if base not in FIELDS:
        raise InvalidInput(
            f"There is no field {beginning_of(name)!r}.",
            field="columns",
            value=beginning_of(name),
            hint=Text(
                es=f"Los campos son: {', '.join(FIELDS)}.",
                en=f"The fields are: {', '.join(FIELDS)}.",
            ),
        )
    return FIELDS[base], number


def _is_field(name: str) -> bool:
    numbered = _NUMBERED.fullmatch(name)
    return (numbered[1] if numbered else name) in FIELDS


def _column(name: str, shown: str, place: int) -> Column:
    field, number = _parts(name)
    return Column(
        name=name, steps=field.steps, kind=field.kind, number=number, header=shown, place=place
    )


def _constant(name: str, value: str) -> Column:
    field, number = _parts(name)
    return Column(
        name=name,
        steps=field.steps,
        kind=field.kind,
        number=number,
        header=name,
        constant=value.strip(),
    )


def _check(
    names: Sequence[str],
    found: Sequence[Column],
    given: Sequence[Column],
    columns: Mapping[str, str],
    ignore: Collection[str],
    reading: Reading,
) -> None:
    taken = {each.header for each in found}
    for shown in dict.fromkeys(each for each in names if each):
        if names.count(shown) > 1:
            _report(reading, "repeated", shown)
        elif shown not in taken and shown not in ignore:
            _report(reading, "unknown", shown)
    known = [each.name for each in found]
    for name in (each.name for each in given if each.name in known):
        _report(reading, "twice", name)
    wanted = list(columns.values())
    for shown in dict.fromkeys(wanted):
        if shown not in names:
            _report(reading, "missing", shown)
        elif wanted.count(shown) > 1:
            _report(reading, "shared", shown)
    declared = {*known, *(each.name for each in given), *columns}
    for name in _lacking(declared):
        _report(reading, "missing", name)


def _lacking(known: Collection[str]) -> Iterator[str]:
    for name, field in FIELDS.items():
        if field.needed and name not in known:
            yield name
    if "number" not in known and "sequence" not in known:
        yield "number"


_WORDINGS: Final = {
    "repeated": (
        Text(es="La columna {0} está dos veces.", en="The column {0} stands twice."),
        Text(es="Deje una, o cambie su nombre.", en="Leave one, or rename it."),
    ),
    "unknown": (
        Text(es="Nadie dice qué es la columna {0}.", en="Nobody says what the column {0} is."),
        Text(
            es="Nómbrela en columns, o en ignore si no hace falta.",
            en="Name it in columns, or in ignore where it is not needed.",
        ),
    ),
    "shared": (
        Text(es="Dos campos piden la columna {0}.", en="Two fields ask for the column {0}."),
        Text(es="Deje en columns uno solo.", en="Leave one of them in columns."),
    ),
    "twice": (
        Text(
            es="{0} es una columna y también una constante.", en="{0} is a column and a constant."
        ),
        Text(es="Quítela de constants.", en="Remove it from constants."),
    ),
    "missing": (
        Text(es="No hay columna {0}.", en="There is no column {0}."),
        Text(
            es="Diga en columns cómo se llama en el archivo, o en constants cuánto vale siempre; "
            "revise también el separador.",
            en="Say in columns what the file calls it, or in constants what it always is; "
            "check the separator too.",
        ),
    ),
}


def _report(reading: Reading, what: str, name: str) -> None:
    message, fix = _WORDINGS[what]
    told = beginning_of(name)
    shown = Text(es=message.es.format(told), en=message.en.format(told))
    reading.report(f"{reading.subject}-{what}-column", f"header, column {told}", shown, fix)
