# SPDX-License-Identifier: MIT
"""
How a cell of a table is read: numbers and dates in the style that the caller declared.

A cell in another style is refused. Whether ``27.000`` is twenty-seven or twenty-seven thousand is
never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from attrs import frozen

from loggro_integration.errors import Text

__all__ = ["DATES", "NUMBERS", "Cells", "DateStyle", "NumberStyle"]

NumberStyle: TypeAlias = Literal["1.234,56", "1234,56", "1,234.56", "1234.56"]
"""How numbers are written: by their separators."""

DateStyle: TypeAlias = Literal["2026-11-20", "20/11/2026", "20-11-2026", "11/20/2026"]
"""How days are written: by the 20th of November 2026."""

NUMBERS: Final[dict[str, re.Pattern[str]]] = {
    "1.234,56": re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?"),
    "1234,56": re.compile(r"([0-9]+)(?:,([0-9]+))?"),
    "1,234.56": re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"),
    "1234.56": re.compile(r"([0-9]+)(?:\.([0-9]+))?"),
}

DATES: Final[dict[str, str]] = {
    "2026-11-20": r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
    "20/11/2026": r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
    "20-11-2026": r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})",
    "11/20/2026": r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})",
}

_CLOCK: Final = r"[ T]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
_BOGOTA: Final = "-05:00"
_ISO: Final = "2026-11-20"
_ZONED: Final = re.compile(r"T.*(Z|[+-][0-9]{2}:[0-9]{2})$")
_FLAGS: Final = {"true": True, "false": False}


@frozen
class Cells:
    """The styles of one table."""

    numbers: NumberStyle
    dates: DateStyle

    def read(self, kind: str, cell: str) -> object:
        """Return the value that the format takes, or `None` for a cell in another style."""
        read = self._readers().get(kind)
        return cell if read is None else read(cell)

    def takes(self, kind: str) -> Text:
        """Say what a cell of this kind is."""
        day = self.dates
        words = {
            "whole": Text(es="un entero", en="an integer"),
            "flag": Text(
                es="true o false, o declare en words qué palabra es cuál",
                en="true or false, or declare in words which word is which",
            ),
            "day": Text(es=f"un día como {day}", en=f"a day as {day}"),
            "instant": Text(
                es=f"día y hora de Bogotá, como {day} 13:04", en=f"day and time, as {day} 13:04"
            ),
        }
        number = Text(es=f"un número como {self.numbers}", en=f"a number as {self.numbers}")
        return words.get(kind, number)

    def _readers(self) -> dict[str, Callable[[str], object]]:
        return {
            "amount": self._number,
            "quantity": self._number,
            "percent": self._percent,
            "whole": _whole,
            "day": self._day,
            "instant": self._instant,
            "flag": _FLAGS.get,
        }

    def _number(self, cell: str) -> str | None:
        found = NUMBERS[self.numbers].fullmatch(cell.removeprefix("$").strip())
        if found is None:
            return None
        whole = re.sub("[.,]", "", found[1])
        return whole if found[2] is None else f"{whole}.{found[2]}"

    def _percent(self, cell: str) -> str | None:
        return self._number(cell.removesuffix("%").strip())

    def _day(self, cell: str) -> str | None:
        found = re.fullmatch(DATES[self.dates], cell)
        return _written_day(found) if found else None

    def _instant(self, cell: str) -> str | None:
        """Return an instant: a cell tells the time of Bogotá, unless it tells its zone."""
        if self.dates == _ISO and _ZONED.search(cell):
            return cell
        found = re.fullmatch(DATES[self.dates] + _CLOCK, cell)
        if found is None:
            return None
        hour, second = found["hour"].zfill(2), found["second"] or "00"
        return f"{_written_day(found)}T{hour}:{found['minute']}:{second}{_BOGOTA}"


def _written_day(found: re.Match[str]) -> str:
    return f"{found['year']}-{found['month'].zfill(2)}-{found['day'].zfill(2)}"


def _whole(cell: str) -> int | None:
    return int(cell) if re.fullmatch("[0-9]{1,18}", cell) else None
