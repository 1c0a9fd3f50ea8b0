# SPDX-License-Identifier: MIT
"""
How plain names and values become classes: every fault is collected, none stops the reading.

A reader takes what was written and gives the value, or reports and gives `BAD`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, ClassVar, Final, Self, TypeAlias, TypeVar

import attrs

from loggro_integration import codes
from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    InvalidNit,
    LoggroError,
    Problem,
    Text,
    beginning_of,
)
from loggro_integration.exact_json import is_array, is_object
from loggro_integration.ids import Nit
from loggro_integration.mapping._writing import default_of
from loggro_integration.money import exact

__all__ = [
    "BAD",
    "RULES_FILE",
    "UNWRITABLE",
    "InvalidRules",
    "Reader",
    "Reading",
    "amount",
    "by",
    "choice",
    "code_of",
    "day",
    "flag",
    "named",
    "nit",
    "no_secret",
    "prefix",
    "read_toml",
    "reference",
    "shorthand",
    "table",
    "tables",
    "text",
    "texts",
    "whole",
]

T = TypeVar("T")

BAD: Final = object()
"""Stands for a value that was refused, so that reading can go on."""

UNWRITABLE: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML has no form for: control characters and halves of characters."""

RULES_FILE: Final = "loggro.toml"
"""How errors name a file of rules that nobody named."""

_BOM = "\ufeff"
_FEW = 25
_PREFIX = re.compile(r"[A-Za-z0-9]{0,4}", re.ASCII)
_REFERENCE = re.compile(r"(env|keyring|file):\S+")


_SAID_TWICE = re.compile(r"overwrite|twice")
_TWICE = Text(
    es="Ese nombre está dos veces: deje una sola línea con él.",
    en="That name stands twice: leave one line with it.",
)
_QUOTED = Text(
    es="Corrija esa línea; los textos van entre comillas.",
    en="Mend that line; texts stand in quotes.",
)
_ENDLESS = Text(
    es="Un número tiene demasiadas cifras, o una lista demasiados niveles.",
    en="A number has too many digits, or a list too many levels.",
)
_SHORTER = Text(es="Quite ese valor.", en="Remove that value.")


class InvalidRules(ConfigurationError):
    """
    The rules file cannot be used; nothing was tried.

    Attributes:
        problems: Everything that is wrong in it, each with its key, value and remedy.
    """

    def __init__(self, message: str = "", *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class Reading:
    """
    What was found wrong so far.

    Attributes:
        subject: First word of each code, as ``rules`` in ``rules-wrong-value``.
        file: What is read, as the error names it.
        whole: What is read, with its preposition: a missing key is added to it.
    """

    subject: ClassVar[str] = "rules"
    file: str = RULES_FILE
    whole: Text = Text(es=f"a {RULES_FILE}", en=f"to {RULES_FILE}")

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @classmethod
    def of_file(cls, name: str) -> Self:
        """Return one whose errors and remedies name that file."""
        reading = cls()
        reading.file, reading.whole = name, Text(es=f"a {name}", en=f"to {name}")
        return reading

    def place(self, path: str) -> str:
        """Return the path of a problem."""
        return path

    def named(self, path: str) -> Text:
        """Return how people are told a path."""
        return Text(es=path, en=path)

    def report(self, code: str, path: str, message: Text, fix: Text, value: object = None) -> None:
        """Keep one fault."""
        shown = None if value is None else beginning_of(value)
        self.problems.append(
            Problem(code=code, path=self.place(path), message=message, fix=fix, value=shown)
        )

    def wrong(self, path: str, value: object, *, es: str, en: str) -> object:
        """Report a value that is not what the key takes; `es` and `en` say what it takes."""
        shown, where = beginning_of(value), self.named(path)
        self.report(
            f"{self.subject}-wrong-value",
            path,
            Text(es=f"{where.es} no puede ser {shown!r}.", en=f"{where.en} cannot be {shown!r}."),
            Text(es=f"Escriba {es}.", en=f"Write {en}."),
            value,
        )
        return BAD

    def missing(self, path: str) -> object:
        """Report a key that must be there."""
        where, whole = self.named(path), self.whole
        self.report(
            f"{self.subject}-missing-key",
            path,
            Text(es=f"Falta {where.es}.", en=f"{where.en} is missing."),
            Text(es=f"Agregue {where.es} {whole.es}.", en=f"Add {where.en} {whole.en}."),
        )
        return BAD

    def raise_for_problems(self) -> None:
        """Raise `error`, where there is any fault."""
        if self.problems:
            raise self.error()

    def error(self) -> LoggroError:
        """Return the error with every fault."""
        return InvalidRules(self.summary, problems=tuple(self.problems))

    @property
    def summary(self) -> str:
        """How many faults there are, and in what."""
        return f"{self.file} has {len(self.problems)} problem(s):"


# Values are whatever TOML holds; `object` in, `object` out keeps each reader honest.
Reader: TypeAlias = Callable[[Reading, str, object], object]


def by(read: Reader) -> dict[str, Reader]:
    """Return the metadata that gives a field of a rules class its reader."""
    return {"read": read}


def text(reading: Reading, path: str, value: object) -> object:
    """Take text that is not blank and that a document can hold."""
    if isinstance(value, str) and value.strip() and not UNWRITABLE.search(value):
        return value
    return reading.wrong(
        path, value, es="un texto que se pueda imprimir", en="text that can be printed"
    )


def flag(reading: Reading, path: str, value: object) -> object:
    """Take true or false."""
    if isinstance(value, bool):
        return value
    return reading.wrong(path, value, es="true o false", en="true or false")


def choice(*allowed: object) -> Reader:
    """Take one of these values."""
    listed = ", ".join(str(each).lower() for each in allowed)

    def read(reading: Reading, path: str, value: object) -> object:
        if any(value is each or (value == each and type(value) is type(each)) for each in allowed):
            return value
        return reading.wrong(path, value, es=f"uno de: {listed}", en=f"one of: {listed}")

    return read


def whole(least: int, most: int) -> Reader:
    """Take an integer between two numbers, both included."""

    def read(reading: Reading, path: str, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        return reading.wrong(
            path,
            value,
            es=f"un entero de {least} a {most}",
            en=f"an integer from {least} to {most}",
        )

    return read


def amount(most: Decimal) -> Reader:
    """Take an exact number from zero up to a limit."""

    def read(reading: Reading, path: str, value: object) -> object:
        try:
            number = exact(value, field=path)
        except InvalidInput:
            number = Decimal(-1)
        if 0 <= number <= most:
            return number
        return reading.wrong(
            path, value, es=f"un número de 0 a {most}", en=f"a number from 0 to {most}"
        )

    return read


def day(reading: Reading, path: str, value: object) -> object:
    """Take a date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return reading.wrong(
        path,
        value,
        es="una fecha sin comillas, como 2026-01-31",
        en="a date without quotes, as 2026-01-31",
    )


def nit(reading: Reading, path: str, value: object) -> object:
    """Take a NIT; a wrong check digit is reported with the right one."""
    try:
        return str(Nit.parse(value if isinstance(value, str) else ""))
    except InvalidNit as error:
        hint = error.hint or Text(es="", en="")
        reading.report(
            "rules-wrong-nit",
            path,
            Text(es=f"{path} no es un NIT: {beginning_of(value)}.", en=str(error.message)),
            hint,
            value,
        )
        return BAD


def prefix(reading: Reading, path: str, value: object) -> object:
    """Take the prefix of a resolution; it may be empty."""
    if isinstance(value, str) and _PREFIX.fullmatch(value):
        return value
    return reading.wrong(
        path, value, es="hasta 4 letras o dígitos", en="at most 4 letters or digits"
    )


def code_of(list_name: str) -> Reader:
    """Take a code of a list of DIAN; a short list is told whole."""

    def read(reading: Reading, path: str, value: object) -> object:
        if isinstance(value, str) and codes.lookup(list_name, value) is not None:
            return value
        known = [each.code for each in codes.codes(list_name)]
        listed = f": {', '.join(known)}" if len(known) <= _FEW else ""
        return reading.wrong(
            path,
            value,
            es=f"entre comillas un código de la lista {list_name}{listed}",
            en=f"in quotes a code of the list {list_name}{listed}",
        )

    return read


def no_secret(reading: Reading, path: str, value: object) -> object:
    """Refuse a secret that has no place in the file at all; it is not repeated."""
    del value
    reading.report(
        "rules-secret",
        path,
        Text(es=f"{path} es secreto y no va aquí.", en=f"{path} is secret and does not go here."),
        Text(
            es="Quítelo y déselo al programa que emite, desde una variable de entorno.",
            en="Remove it, and give it to the program that issues, from an environment variable.",
        ),
    )
    return BAD


def reference(reading: Reading, path: str, value: object) -> object:
    """Take the place of a secret, never the secret: what was written is not repeated."""
    if isinstance(value, str) and _REFERENCE.fullmatch(value):
        return value
    reading.report(
        "rules-secret",
        path,
        Text(
            es=f"{path} debe decir dónde está el secreto, no el secreto mismo.",
            en=f"{path} must say where the secret is, not the secret itself.",
        ),
        Text(
            es='Escriba "env:NOMBRE", "keyring:NOMBRE" o "file:RUTA".',
            en='Write "env:NAME", "keyring:NAME" or "file:PATH".',
        ),
    )
    return BAD


def texts(read: Reader = text) -> Reader:
    """Take a list, each item by the same reader."""

    def read_all(reading: Reading, path: str, value: object) -> object:
        if not is_array(value):
            return reading.wrong(path, value, es="una lista [ ... ]", en="a list [ ... ]")
        found = [read(reading, f"{path}[{index}]", item) for index, item in enumerate(value)]
        return BAD if BAD in found else tuple(found)

    return read_all


def named(read: Reader) -> Reader:
    """Take a table of names chosen by the business, each value by the same reader."""

    def read_all(reading: Reading, path: str, value: object) -> object:
        if not is_object(value):
            return _not_a_table(reading, path, value)
        if any(not str(name).strip() for name in value):
            return reading.wrong(path, "", es="un nombre entre comillas", en="a name in quotes")
        found = {name: read(reading, f'{path}."{name}"', item) for name, item in value.items()}
        return BAD if BAD in found.values() else found

    return read_all


def table(kind: type[Any], **readers: Reader) -> Reader:
    """Take a table with the fields of an attrs class; `readers` replace those of its fields."""

    def read(reading: Reading, path: str, value: object) -> object:
        if not is_object(value):
            return _not_a_table(reading, path, value)
        return _build(kind, readers, reading, path, value)

    return read


def tables(kind: type[Any], **readers: Reader) -> Reader:
    """Take one table or several (``[[...]]``)."""
    one = table(kind, **readers)

    def read(reading: Reading, path: str, value: object) -> object:
        if is_array(value):
            return texts(one)(reading, path, value)
        found = one(reading, path, value)
        return BAD if found is BAD else (found,)

    return read


def shorthand(kind: type[Any], field: str) -> Reader:
    """Take a table, or the value of its main field alone."""
    full = table(kind)

    def read(reading: Reading, path: str, value: object) -> object:
        return full(reading, path, value if is_object(value) else {field: value})

    return read


def _not_a_table(reading: Reading, path: str, value: object) -> object:
    return reading.wrong(path, value, es=f"una tabla [{path}]", en=f"a table [{path}]")


def _build(
    kind: type[Any],
    readers: Mapping[str, Reader],
    reading: Reading,
    path: str,
    value: Mapping[str, object],
) -> object:
    fields = {each.name: each for each in attrs.fields(kind)}
    _report_unknown(reading, path, value, list(fields))
    found: dict[str, object] = {}
    for name, each in fields.items():
        where = f"{path}.{name}" if path else name
        read = readers.get(name) or each.metadata.get("read", text)
        if name in value:
            found[name] = read(reading, where, value[name])
        elif each.default is attrs.NOTHING:
            found[name] = reading.missing(where)
    if BAD in found.values():
        _check_the_rest(kind, found, reading)
        return BAD
    try:
        return kind(**found)
    except InvalidRules as error:
        reading.problems.extend(error.problems)
        return BAD


def _check_the_rest(kind: type[Any], found: Mapping[str, object], reading: Reading) -> None:
    """Let a class that compares its parts compare those that are good: all is told at once."""
    check = getattr(kind, "_check_parts", None)
    if check is not None:
        left_out = {
            each.name: default_of(each) for each in attrs.fields(kind) if each.name not in found
        }
        good = {name: value for name, value in found.items() if value is not BAD}
        check(left_out | good, reading)


def _report_unknown(
    reading: Reading, path: str, value: Mapping[str, object], known: list[str]
) -> None:
    for name in map(str, value):
        if name in known:
            continue
        shown = beginning_of(name)
        where = f"{path}.{shown}" if path else shown
        close = get_close_matches(shown, known, n=1)
        fix = (
            Text(es=f"¿Quiso decir {close[0]}?", en=f"Did you mean {close[0]}?")
            if close
            else Text(es=f"Use: {', '.join(known)}.", en=f"Use: {', '.join(known)}.")
        )
        message = Text(es=f"{where} no existe.", en=f"There is no {where}.")
        reading.report(f"{reading.subject}-unknown-key", where, message, fix)


def read_toml(kind: type[T], source: str, reading: Reading | None = None) -> T:
    """
    Read a whole file; it is one of rules unless `reading` says of what.

    Raises:
        InvalidRules: If anything is wrong.
    """
    reading = reading or Reading()
    found = table(kind)(reading, "", _parsed(source, reading))
    reading.raise_for_problems()
    assert isinstance(found, kind)  # noqa: S101  # nothing was reported
    return found


def _parsed(source: str, reading: Reading) -> dict[str, object]:
    try:
        # Windows puts a mark before the text that TOML does not know.
        return tomllib.loads(source.removeprefix(_BOM), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        told = Text(es=f"No es TOML: {error}.", en=f"This is not TOML: {error}.")
        fix = _TWICE if _SAID_TWICE.search(str(error)) else _QUOTED
    except (ValueError, ArithmeticError, RecursionError):
        told, fix = _ENDLESS, _SHORTER
    reading.report(f"{reading.subject}-not-toml", reading.file, told, fix)
    raise reading.error()
