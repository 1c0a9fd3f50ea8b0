# SPDX-License-Identifier: MIT
"""
How a plain mapping, as TOML and JSON give it, is read: every fault is collected, none stops.

A `Table` is asked for its keys by name; what nobody asked for is reported when it is closed. A
value that was refused stands as an empty one of its type, so that reading can go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, TypeGuard, TypeVar

from loggro_integration import codes
from loggro_integration.errors import InvalidInput, Problem, Text, beginning_of
from loggro_integration.exact_json import is_object
from loggro_integration.money import exact, round_half_even

__all__ = ["InvalidDraft", "Reading", "Table"]

T = TypeVar("T")

_LISTED: Final = 12
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRINTABLE: Final = Text(
    es="solo caracteres que se puedan imprimir", en="only characters that can be printed"
)
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]*", re.ASCII)
_SECRETS: Final = {"pin": "pin_env", "technical_key": "technical_key_env"}
_TOO_LARGE: Final = 10**18
_CENTS: Final = 2
_FINE: Final = 6


class InvalidDraft(InvalidInput):
    """
    A draft cannot become a document; nothing was made.

    Attributes:
        problems: Everything that is wrong in it, each with its path, value and remedy.
    """

    # it is raised before anybody asks the door for its name
    __module__ = "loggro_integration.dian"

    def __init__(self, message: str = "", *, problems: Sequence[Problem] = ()) -> None:
        first = problems[0] if problems else None
        super().__init__(
            message, field=first.path if first else None, value=first.value if first else None
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class Reading:
    """
    What was found wrong so far.

    Attributes:
        kind: The kind of document, named when a key does not belong to it.
        asked: Section (``lines.taxes``) → the keys that were asked for, in that order.
        tables: Every table that was opened.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.problems: list[Problem] = []
        self.asked: dict[str, dict[str, None]] = {}
        self.tables: list[Table] = []

    def report(self, code: str, path: str, message: Text, fix: Text, value: object = None) -> None:
        """Keep one fault."""
        shown = None if value is None else beginning_of(value)
        self.problems.append(Problem(code=code, path=path, message=message, fix=fix, value=shown))

    def wrong(self, path: str, value: object, *, es: str, en: str) -> None:
        """Report a value that is not what the key takes; `es` and `en` say what it takes."""
        shown = beginning_of(value)
        self.report(
            "draft-wrong-value",
            path,
            Text(es=f"{path} no puede ser {shown!r}.", en=f"{path} cannot be {shown!r}."),
            Text(es=f"Escriba {es}.", en=f"Write {en}."),
            value,
        )

    def refused(self, path: str, error: InvalidInput) -> None:
        """Report what a calculator or a value type refused, at the key it names."""
        hint = error.hint or Text(es="Corrija el valor.", en="Mend the value.")
        where = f"{path}.{error.field}" if error.field else path
        message = Text(es=f"{where} no se puede usar.", en=error.message)
        self.report("draft-refused", where, message, hint, error.value)

    def missing(self, path: str) -> None:
        """Report a key that must be there."""
        self.report(
            "draft-missing-key",
            path,
            Text(es=f"Falta {path}.", en=f"{path} is missing."),
            Text(es=f"Agregue {path} al borrador.", en=f"Add {path} to the draft."),
        )

    def close(self) -> None:
        """
        Report what nobody asked for, and raise with every fault, where there is any.

        Raises:
            InvalidDraft: With all of them.
        """
        for each in self.tables:
            each.close()
        if self.problems:
            raise InvalidDraft(
                f"The draft has {len(self.problems)} problem(s):", problems=self.problems
            )


class Table:
    """One table of the draft, asked key by key."""

    def __init__(
        self, values: Mapping[str, object], reading: Reading, path: str = "", section: str = ""
    ) -> None:
        self.reading = reading
        self.path = path
        self._values = values
        self._section = section
        self._asked = reading.asked.setdefault(section, {})
        reading.tables.append(self)

    def where(self, name: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{name}" if self.path else name

    def holds(self, name: str) -> bool:
        """Tell whether a key is written."""
        self._asked[name] = None
        return name in self._values

    def __getitem__(self, name: str) -> object:
        self._asked[name] = None
        return self._values.get(name)

    def close(self) -> None:
        """Report the keys that nobody asked for; a secret is not repeated."""
        known = list(self._asked)
        for name in self._values:
            if name in self._asked:
                continue
            name = str(name)
            if name in _SECRETS:
                _report_secret(self.reading, self.where(name), self.where(_SECRETS[name]))
            else:
                _report_unknown(self.reading, self.where(name), name, known)

    # -- one value ----------------------------------------------------------------------------

    def _optional(self, name: str, read: Callable[[Table, str, object], T | None]) -> T | None:
        value = self[name]
        return None if value is None else read(self, name, value)

    def _needed(self, name: str, read: Callable[[Table, str, object], T | None], empty: T) -> T:
        if self[name] is None:
            self.reading.missing(self.where(name))
            return empty
        found = self._optional(name, read)
        return empty if found is None else found

    def wrong(self, name: str, value: object, *, es: str, en: str) -> None:
        """Report the value of a key; see `Reading.wrong`."""
        self.reading.wrong(self.where(name), value, es=es, en=en)

    def text(self, name: str) -> str:
        """Take a text that must be there."""
        return self._needed(name, _text, "")

    def optional_text(self, name: str) -> str | None:
        """Take a text that may be absent."""
        return self._optional(name, _text)

    def variable(self, name: str, *, needed: bool = False) -> str | None:
        """Take the name of an environment variable; what is none is not repeated."""
        value = self[name]
        if isinstance(value, str) and _VARIABLE.fullmatch(value):
            return value
        if value is not None:
            _report_variable(self.reading, self.where(name))
        elif needed:
            self.reading.missing(self.where(name))
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts, or one text."""
        return self._optional(name, _texts) or ()

    def code(self, name: str, list_name: str) -> str:
        """Take a code of a list of DIAN that must be there."""
        return self._needed(name, _code_of(list_name), "")

    def optional_code(self, name: str, list_name: str) -> str | None:
        """Take a code of a list of DIAN that may be absent."""
        return self._optional(name, _code_of(list_name))

    def choice(self, name: str, *allowed: str) -> str:
        """Take one of these texts; it must be there."""
        return self._needed(name, _one_of(allowed), allowed[0])

    def amount(self, name: str) -> Decimal:
        """Take an amount of at most two decimals, zero or more, that must be there."""
        return self._needed(name, _number(_CENTS), Decimal(0))

    def optional_amount(self, name: str, *, signed: bool = False) -> Decimal | None:
        """Take an amount of at most two decimals that may be absent."""
        return self._optional(name, _number(_CENTS, signed=signed))

    def number(self, name: str) -> Decimal:
        """Take a price, a quantity or a rate of at most six decimals that must be there."""
        return self._needed(name, _number(_FINE), Decimal(0))

    def optional_number(self, name: str) -> Decimal | None:
        """Take a price, a quantity or a rate of at most six decimals that may be absent."""
        return self._optional(name, _number(_FINE))

    def whole(self, name: str) -> int:
        """Take an integer, zero or more, that must be there."""
        return self._needed(name, _whole, 0)

    def day(self, name: str) -> date:
        """Take a date that must be there."""
        return self._needed(name, _day, date.min)

    def optional_day(self, name: str) -> date | None:
        """Take a date that may be absent."""
        return self._optional(name, _day)

    def clock(self, name: str) -> time:
        """Take a time of Bogotá that must be there."""
        return self._needed(name, _clock, time.min)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Take true or false."""
        found = self._optional(name, _flag)
        return default if found is None else found

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Take a table of names and texts, in order."""
        return self._optional(name, _pairs) or ()

    # -- tables in it -------------------------------------------------------------------------

    def table(self, name: str) -> Table | None:
        """Take a table that may be absent."""
        value = self[name]
        if value is None:
            return None
        if is_object(value):
            return self._inner(name, value, self.where(name))
        shown = self.where(name)
        self.wrong(name, value, es=f"una tabla [{shown}]", en=f"a table [{shown}]")
        return None

    def needed_table(self, name: str) -> Table:
        """Take a table that must be there; an empty one stands for it otherwise."""
        if self[name] is None:
            self.reading.missing(self.where(name))
        return self.table(name) or self._silent(name)

    def tables(self, name: str) -> tuple[Table, ...]:
        """Take a list of tables (``[[...]]``), or one table."""
        value = self[name]
        if is_object(value):
            value = [value]
        if value is None:
            return ()
        where = self.where(name)
        if not _is_row(value):
            self.wrong(name, value, es=f"tablas [[{where}]]", en=f"tables [[{where}]]")
            return ()
        return tuple(
            found
            for index, each in enumerate(value)
            if (found := self._one_of_many(name, each, f"{where}[{index}]"))
        )

    def _one_of_many(self, name: str, value: object, where: str) -> Table | None:
        if is_object(value):
            return self._inner(name, value, where)
        self.reading.wrong(where, value, es="una tabla", en="a table")
        return None

    def _inner(self, name: str, value: Mapping[str, object], where: str) -> Table:
        section = f"{self._section}.{name}" if self._section else name
        return Table(value, self.reading, where, section)

    def _silent(self, name: str) -> Table:
        """Return an empty table whose missing keys are not reported: the table itself was."""
        return Table({}, Reading(self.reading.kind), self.where(name), name)


# -- readers of one value -------------------------------------------------------------------------


def _text(table: Table, name: str, value: object) -> str | None:
    if isinstance(value, str) and _NO_XML.search(value):
        table.wrong(name, ascii(value), es=_PRINTABLE.es, en=_PRINTABLE.en)
        return None
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        shown = beginning_of(value)
        table.wrong(name, value, es=f'un texto entre comillas: "{shown}"', en=f'text: "{shown}"')
        return None
    table.wrong(name, value, es="un texto entre comillas", en="text in quotes")
    return None


def _is_row(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)


def _texts(table: Table, name: str, value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        found = _text(table, name, value)
        return (found,) if found else None
    if not _is_row(value):
        table.wrong(name, value, es='una lista ["…"]', en='a list ["…"]')
        return None
    read = [_text(table, f"{name}[{index}]", each) for index, each in enumerate(value)]
    return tuple(each for each in read if each is not None)


def _code_of(list_name: str) -> Callable[[Table, str, object], str | None]:
    def read(table: Table, name: str, value: object) -> str | None:
        if isinstance(value, str) and codes.lookup(list_name, value) is not None:
            return value
        _wrong_code(table, name, value, list_name)
        return None

    return read


def _wrong_code(table: Table, name: str, value: object, list_name: str) -> None:
    rows = [row.code for row in codes.codes(list_name)]
    near = rows if len(rows) <= _LISTED else get_close_matches(beginning_of(value), rows, n=3)
    some = f": {', '.join(near)}" if near else ""
    table.wrong(
        name,
        value,
        es=f"entre comillas un código de la lista {list_name}{some}",
        en=f"in quotes a code of the list {list_name}{some}",
    )


def _one_of(allowed: Sequence[str]) -> Callable[[Table, str, object], str | None]:
    listed = ", ".join(f'"{each}"' for each in allowed)

    def read(table: Table, name: str, value: object) -> str | None:
        if isinstance(value, str) and value in allowed:
            return value
        table.wrong(name, value, es=f"uno de {listed}", en=f"one of {listed}")
        return None

    return read


def _number(places: int, *, signed: bool = False) -> Callable[[Table, str, object], Decimal | None]:
    def read(table: Table, name: str, value: object) -> Decimal | None:
        if isinstance(value, float):
            _report_float(table.reading, table.where(name), value)
            return None
        try:
            number = exact(value)
        except InvalidInput:
            table.wrong(name, value, es="un número como 54000.50", en="a number as 54000.50")
            return None
        if (number < 0 and not signed) or round_half_even(number, places=places) != number:
            table.wrong(
                name,
                value,
                es=f"un número de hasta {places} decimales{'' if signed else ', cero o más'}",
                en=f"a number of at most {places} decimals{'' if signed else ', zero or more'}",
            )
            return None
        return number

    return read


def _report_float(reading: Reading, path: str, value: float) -> None:
    """A float has lost its cents before it came here: the reader of the file is what to mend."""
    reading.report(
        "draft-inexact-number",
        path,
        Text(
            es=f"{path} llegó como número binario {value!r}, que no guarda centavos exactos.",
            en=f"{path} arrived as the binary number {value!r}, which cannot hold cents exactly.",
        ),
        Text(
            es=f'Escriba "{value!r}" entre comillas, o lea el archivo con parse_float=Decimal.',
            en=f'Write "{value!r}" in quotes, or read the file with parse_float=Decimal.',
        ),
        value,
    )


def _whole(table: Table, name: str, value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _TOO_LARGE:
        return value
    table.wrong(name, value, es="un entero, sin comillas", en="an integer, without quotes")
    return None


def _day(table: Table, name: str, value: object) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    table.wrong(name, value, es="una fecha como 2026-11-20", en="a date as 2026-11-20")
    return None


def _clock(table: Table, name: str, value: object) -> time | None:
    found = value
    if isinstance(value, str):
        try:
            found = time.fromisoformat(value)
        except ValueError:
            found = None
    if isinstance(found, time) and found.tzinfo is None:
        return found.replace(microsecond=0)
    table.wrong(
        name,
        value,
        es="una hora de Bogotá sin zona, como 20:15:32",
        en="a time of Bogotá without a zone, as 20:15:32",
    )
    return None


def _flag(table: Table, name: str, value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    table.wrong(name, value, es="true o false", en="true or false")
    return None


def _pairs(table: Table, name: str, value: object) -> tuple[tuple[str, str], ...] | None:
    if not is_object(value):
        table.wrong(name, value, es='una tabla { "nombre" = "valor" }', en='a table { "a" = "b" }')
        return None
    read = [(key, _text(table, f"{name}.{key}", each)) for key, each in value.items()]
    return tuple((key, each) for key, each in read if each is not None)


# -- keys that nobody asked for -------------------------------------------------------------------


def _report_secret(reading: Reading, path: str, instead: str) -> None:
    reading.report(
        "draft-secret",
        path,
        Text(
            es=f"{path} es secreto: no va en el borrador.",
            en=f"{path} is a secret: it does not belong in the draft.",
        ),
        Text(
            es=f"Quítelo y ponga en {instead} el nombre de la variable de entorno que lo tiene.",
            en=f"Remove it, and name in {instead} the environment variable that holds it.",
        ),
    )


def _report_variable(reading: Reading, path: str) -> None:
    reading.report(
        "draft-secret",
        path,
        Text(
            es=f"{path} no es el nombre de una variable de entorno.",
            en=f"{path} is not the name of an environment variable.",
        ),
        Text(
            es='Escriba el nombre en mayúsculas, como "LOGGRO_DIAN_PIN", y nunca el secreto.',
            en='Write the name in capitals, as "LOGGRO_DIAN_PIN", and never the secret.',
        ),
    )


def _report_unknown(reading: Reading, path: str, name: str, known: list[str]) -> None:
    close = get_close_matches(name, known, n=1)
    listed = ", ".join(sorted(known))
    fix = (
        Text(es=f"¿Quiso decir {close[0]}?", en=f"Did you mean {close[0]}?")
        if close
        else Text(es=f"Quítelo; aquí van: {listed}.", en=f"Remove it; here stand: {listed}.")
    )
    message = Text(
        es=f"Un documento {reading.kind} no tiene {path}.",
        en=f"A document {reading.kind} has no {path}.",
    )
    reading.report("draft-unknown-key", path, message, fix)
