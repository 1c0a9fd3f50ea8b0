# SPDX-License-Identifier: MIT
"""
What a field of another POS's sale takes: one reader and one JSON schema, which say the same.

Whatever a schema accepts its reader reads: the patterns of texts are shared by both. Money is an
integer or text, in JSON never a decimal, which most programs read as a float.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil
from typing import Any, Final, TypeAlias

from attrs import frozen

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue, is_array
from loggro_integration.ids import ObjectId
from loggro_integration.mapping._reading import BAD, Reader, Reading, choice, flag, table, texts
from loggro_integration.money import exact, round_half_even

__all__ = [
    "AMOUNT",
    "DAY",
    "FLAG",
    "INSTANT",
    "OBJECT_ID",
    "PERCENT",
    "PREFIX",
    "QUANTITY",
    "TEXT",
    "WHOLE",
    "Kind",
    "Schema",
    "choice_of",
    "one",
    "several",
]

Schema: TypeAlias = dict[str, JsonValue]

_LONGEST: Final = 300
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
# Every day there is of this century, so that a schema knows the 30th of February too.
_DATE: Final = (
    r"20[0-9]{2}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|20[0-9]{2}-(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|20[0-9]{2}-02-(0[1-9]|1[0-9]|2[0-8])"
    r"|20([02468][048]|[13579][26])-02-29"
)
_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
_OFFSET: Final = r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
# No control character and no half of a pair: XML has no form for them.
_PRINTABLE: Final = r"(?=.*\S)[^\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]*"


@frozen(kw_only=True)
class Kind:
    """
    What a field takes.

    Attributes:
        name: How a cell of a table is read: ``text``, ``amount``, ``quantity``, ``percent``,
            ``whole``, ``day``, ``instant`` or ``flag``; ``one`` and ``several`` hold a class.
        read: Takes a value, or reports and gives `BAD`.
        schema: JSON schema of the same.
        of: The class that it holds.
    """

    name: str
    read: Reader
    schema: Schema
    of: type[Any] | None = None

    def field(self, about: str) -> dict[str, Any]:
        """Return the metadata of a field; `about` describes it in the schema."""
        return {"read": self.read, "kind": self, "about": about}


# -- texts ----------------------------------------------------------------------------------------


def _pattern(name: str, pattern: str, *, es: str, en: str, kind: type[str] = str) -> Kind:
    """Make a kind of text; blanks around it are dropped."""
    whole = re.compile(pattern)

    def read(reading: Reading, path: str, value: object) -> object:
        found = value.strip() if isinstance(value, str) and len(value) <= _LONGEST else None
        if found is not None and whole.fullmatch(found):
            return kind(found)
        return reading.wrong(path, value, es=es, en=en)

    schema: Schema = {"type": "string", "maxLength": _LONGEST, "pattern": f"^({pattern})$"}
    return Kind(name=name, read=read, schema=schema)


TEXT: Final = _pattern(
    "text",
    _PRINTABLE,
    es=f"un texto de hasta {_LONGEST} caracteres que se puedan imprimir",
    en=f"text of at most {_LONGEST} characters that can be printed",
)

PREFIX: Final = _pattern(
    "text",
    "([A-Za-z0-9][A-Za-z0-9./_-]{0,19})?",
    es="hasta 20 letras, dígitos y . / _ -",
    en="at most 20 letters, digits and . / _ -",
)

OBJECT_ID: Final = _pattern(
    "text",
    "[0-9a-fA-F]{24}",
    es="un id de Restobar: 24 dígitos hexadecimales",
    en="an id of Restobar: 24 hexadecimal digits",
    kind=ObjectId,
)


def choice_of(*allowed: str) -> Kind:
    """Take one of these texts."""
    return Kind(name="text", read=choice(*allowed), schema={"type": "string", "enum": [*allowed]})


FLAG: Final = Kind(name="flag", read=flag, schema={"type": "boolean"})


# -- numbers --------------------------------------------------------------------------------------


def _number(
    name: str, pattern: str, least: Decimal, most: Decimal, places: int, *, es: str, en: str
) -> Kind:
    """Make a kind of number: an integer, a `Decimal`, or text of this pattern."""
    written = re.compile(pattern)

    def read(reading: Reading, path: str, value: object) -> object:
        if isinstance(value, float):
            return _inexact(reading, path, value)
        found = _exactly(value, written)
        if found is not None and least <= found <= most and _fits(found, places):
            return found
        return reading.wrong(path, value, es=es, en=en)

    schema: Schema = {
        "anyOf": [
            {"type": "integer", "minimum": ceil(least), "maximum": int(most)},
            {"type": "string", "pattern": f"^({pattern})$"},
        ]
    }
    return Kind(name=name, read=read, schema=schema)


def _exactly(value: object, written: re.Pattern[str]) -> Decimal | None:
    if isinstance(value, str):
        value = value.strip()
        if not written.fullmatch(value):
            return None
    try:
        return exact(value)
    except InvalidInput:
        return None


def _fits(number: Decimal, places: int) -> bool:
    return round_half_even(number, places=places) == number


def _inexact(reading: Reading, path: str, value: float) -> object:
    where = reading.named(path)
    reading.report(
        f"{reading.subject}-inexact-number",
        path,
        Text(
            es=f"{where.es} llegó como número binario {value!r}, que no guarda centavos exactos.",
            en=f"{where.en} arrived as the binary number {value!r}, which holds no exact cents.",
        ),
        Text(
            es=f'Escriba un entero, o texto: "{value!r}". En Python, Decimal.',
            en=f'Write an integer, or text: "{value!r}". In Python, Decimal.',
        ),
        value,
    )
    return BAD


AMOUNT: Final = _number(
    "amount",
    r"[0-9]{1,12}(\.[0-9]{1,2})?",
    Decimal(0),
    Decimal("999999999999.99"),
    2,
    es='pesos: un entero, o texto con punto y hasta 2 decimales, como "27000.50"',
    en='pesos: an integer, or text with a point and at most 2 decimals, as "27000.50"',
)

QUANTITY: Final = _number(
    "quantity",
    r"(?=.*[1-9])[0-9]{1,6}(\.[0-9]{1,6})?",
    Decimal("0.000001"),
    Decimal("999999.999999"),
    6,
    es='una cantidad mayor que cero: un entero, o texto como "0.250"',
    en='a quantity above zero: an integer, or text as "0.250"',
)

PERCENT: Final = _number(
    "percent",
    r"100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?",
    Decimal(0),
    Decimal(100),
    2,
    es='un porcentaje de 0 a 100, como 8 o "1.5"',
    en='a percentage from 0 to 100, as 8 or "1.5"',
)


def _read_whole(reading: Reading, path: str, value: object) -> object:
    # JSON has no integers of its own: 7.0 is one too.
    if isinstance(value, Decimal) and _is_whole(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_SEQUENCE:
        return value
    return reading.wrong(path, value, es="un entero, sin comillas", en="an integer, without quotes")


def _is_whole(number: Decimal) -> bool:
    return number.is_finite() and number.adjusted() < _MOST_DIGITS and number == int(number)


_MOST_DIGITS: Final = 15
_MOST_SEQUENCE: Final = 10**_MOST_DIGITS - 1
_WHOLE_SCHEMA: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": _MOST_SEQUENCE}

WHOLE: Final = Kind(name="whole", read=_read_whole, schema=_WHOLE_SCHEMA)


# -- days and instants ----------------------------------------------------------------------------


def _read_day(reading: Reading, path: str, value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        value = date.fromisoformat(text) if re.fullmatch(_DATE, text) else value
    if isinstance(value, date) and not isinstance(value, datetime) and _is_near(value):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return reading.wrong(path, value, es="un día como 2026-11-20", en="a day as 2026-11-20")


def _read_instant(reading: Reading, path: str, value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        value = parse_instant(text) if _INSTANT.fullmatch(text) else value
    if isinstance(value, datetime) and value.utcoffset() is not None and _is_near(value):
        return value.astimezone(UTC)
    return reading.wrong(
        path,
        value,
        es="un instante con su zona, como 2026-11-20T13:04:11-05:00",
        en="an instant with its zone, as 2026-11-20T13:04:11-05:00",
    )


def _is_near(day: date) -> bool:
    """Tell whether a day can be one of a sale: what is UTC may stand a day aside."""
    return _FIRST_YEAR - 1 <= day.year <= _LAST_YEAR + 1


_INSTANT: Final = re.compile(f"({_DATE})T{_CLOCK}{_OFFSET}")

DAY: Final = Kind(name="day", read=_read_day, schema={"type": "string", "pattern": f"^({_DATE})$"})

INSTANT: Final = Kind(
    name="instant",
    read=_read_instant,
    schema={"type": "string", "pattern": f"^({_DATE})T{_CLOCK}{_OFFSET}$"},
)


# -- tables ---------------------------------------------------------------------------------------


def one(kind: type[Any]) -> Kind:
    """Take one table with the fields of a class."""
    return Kind(name="one", read=table(kind), schema={}, of=kind)


def several(kind: type[Any], *, least: int = 0) -> Kind:
    """Take a list of tables, at least so many."""
    rows = texts(table(kind))

    def read(reading: Reading, path: str, value: object) -> object:
        if is_array(value) and len(value) < least:
            return reading.wrong(path, "[]", es="una por lo menos", en="at least one")
        return rows(reading, path, value)

    known: Mapping[str, JsonValue] = {"minItems": least} if least else {}
    return Kind(name="several", read=read, schema={"type": "array", **known}, of=kind)
