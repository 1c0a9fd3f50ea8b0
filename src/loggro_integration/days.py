# SPDX-License-Identifier: MIT
"""
Business days of Bogotá and instants of UTC; there is no clock here.

Colombia is UTC-5 all year, without daylight saving (Decreto 2707 de 1982; the last change was
1992-1993), so a fixed offset is right for every invoice there can be. Loggro's instants are UTC; a
restaurant's day is midnight to midnight in Bogotá. A `datetime` without zone is refused everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from loggro_integration.errors import InvalidDate, Text

__all__ = [
    "BOGOTA",
    "Window",
    "business_clock",
    "business_day",
    "day_window",
    "each_day",
    "format_instant",
    "parse_instant",
    "shift_window",
    "window",
    "windows",
]

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")
"""The zone of every business day: UTC-5, no daylight saving."""

_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)",
    re.ASCII,
)
_WITH_ZONE = Text(
    es="Use un datetime con zona, como datetime.now(UTC).",
    en="Use a datetime with a zone, as datetime.now(UTC).",
)
_A_DATE = Text(
    es="Use un date de Bogotá, sin hora: date(2026, 11, 20).",
    en="Use a date of Bogotá, without time: date(2026, 11, 20).",
)
_IN_ORDER = Text(
    es="Ponga primero la fecha más antigua.",
    en="Put the earlier date first.",
)
_IN_CALENDAR = Text(
    es="Use una fecha entre los años 2 y 9998.",
    en="Use a date between the years 2 and 9998.",
)


@dataclass(frozen=True, slots=True)
class Window:
    """
    A stretch of time: from `start` up to, not including, `end`.

    Attributes:
        start: First instant, kept in UTC.
        end: The instant after the last, kept in UTC.

    Raises:
        InvalidDate: If one has no zone, or `end` is not after `start`.

    >>> day = day_window(date(2026, 8, 30))
    >>> format_instant(day.start), format_instant(day.last_millisecond)
    ('2026-08-30T05:00:00.000Z', '2026-08-31T04:59:59.999Z')
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", _in_utc(self.start, "start"))
        object.__setattr__(self, "end", _in_utc(self.end, "end"))
        if self.end <= self.start:
            raise InvalidDate(
                "The window ends before it starts.",
                field="end",
                value=self.end.isoformat(),
                hint=_IN_ORDER,
            )

    @property
    def last_millisecond(self) -> datetime:
        """The last instant inside that Restobar can name, for ``dateEnd``."""
        return self.end - _MILLISECOND

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= _in_utc(instant, "instant") < self.end


def business_day(instant: datetime) -> date:
    """
    Return the day in Bogotá on which an instant falls.

    Raises:
        InvalidDate: If the instant has no zone.

    >>> business_day(datetime(2026, 8, 31, 4, 59, tzinfo=UTC))
    datetime.date(2026, 8, 30)
    """
    return _moved(instant, BOGOTA, "instant").date()


def business_clock(instant: datetime) -> time:
    """
    Return the clock time of Bogotá at an instant, to the second, as documents write it.

    Raises:
        InvalidDate: If the instant has no zone.

    >>> business_clock(datetime(2026, 8, 31, 4, 59, 30, 120000, tzinfo=UTC))
    datetime.time(23, 59, 30)
    """
    return _moved(instant, BOGOTA, "instant").time().replace(microsecond=0)


def day_window(day: date) -> Window:
    """
    Return one Bogotá day, midnight to midnight, as UTC instants.

    Raises:
        InvalidDate: If `day` is a datetime, or at the very end of the calendar.

    >>> day_window(date(2026, 8, 30)).end.isoformat()
    '2026-08-31T05:00:00+00:00'
    """
    return window(day, day)


def window(since: date, until: date) -> Window:
    """
    Return the Bogotá days from `since` to `until`, both included, as UTC instants.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    >>> window(date(2026, 11, 1), date(2026, 11, 30)).start.isoformat()
    '2026-11-01T05:00:00+00:00'
    """
    _check_range(since, until)
    return Window(_midnight(since), _midnight(_next(until, "until")))


def windows(since: date, until: date, *, days: int = 10) -> Iterator[Window]:
    """
    Cut the days from `since` to `until` into windows of at most `days` days, without gap.

    Raises:
        InvalidDate: If `until` is before `since`, one is a datetime, or `days` is below one.

    >>> [w.start.day for w in windows(date(2026, 11, 1), date(2026, 11, 30))]
    [1, 11, 21]
    """
    whole = window(since, until)
    if days < 1:
        raise InvalidDate(
            "A window has at least one day.",
            field="days",
            value=days,
            hint=Text(es="Use uno o más días.", en="Use one day or more."),
        )
    starts = range(0, (until - since).days + 1, days)
    return (_cut(whole, days=days, after=start) for start in starts)


def _cut(whole: Window, *, days: int, after: int) -> Window:
    """Return the part of a window that begins `after` days and lasts `days` at most."""
    start = whole.start + after * _DAY
    left = (whole.end - start) // _DAY
    return Window(start, start + min(days, left) * _DAY)


def shift_window(day: date, start: time, end: time) -> Window:
    """
    Return a shift that begins on `day`: where `end` is not after `start`, it ends the next day.

    Args:
        day: Bogotá day on which the shift begins.
        start: Wall time in Bogotá.
        end: Wall time in Bogotá.

    Raises:
        InvalidDate: If `day` is a datetime, or a time carries a zone.

    >>> shift_window(date(2026, 8, 30), time(18), time(2)).end.isoformat()
    '2026-08-31T07:00:00+00:00'
    """
    for name, value in (("start", start), ("end", end)):
        _check_wall_time(value, name)
    last = day if end > start else _next(_checked_day(day, "day"), "day")
    return Window(_at(day, start), _at(last, end))


def each_day(since: date, until: date) -> Iterator[date]:
    """
    Yield every day from `since` to `until`, both included.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    >>> [day.day for day in each_day(date(2026, 2, 27), date(2026, 3, 1))]
    [27, 28, 1]
    """
    _check_range(since, until)
    return (since + index * _DAY for index in range((until - since).days + 1))


def parse_instant(text: str) -> datetime:
    """
    Read an instant as Loggro writes it, into UTC; digits after the microsecond are dropped.

    Args:
        text: ISO 8601 with ``T`` and an offset or ``Z``.

    Raises:
        InvalidDate: If the form is another, the offset is missing, or there is no such day.

    >>> parse_instant("2026-09-29T21:50:32.463Z").isoformat()
    '2026-09-29T21:50:32.463000+00:00'
    """
    try:
        found = datetime.fromisoformat(_instant_text(text))
    except ValueError as error:
        raise _not_an_instant(text) from error
    return _in_utc(found, "instant")


def format_instant(instant: datetime) -> str:
    """
    Write an instant as Loggro expects it: UTC with milliseconds, the rest dropped.

    Raises:
        InvalidDate: If the instant has no zone.

    >>> format_instant(datetime(2026, 9, 29, 16, 50, 32, 463999, tzinfo=BOGOTA))
    '2026-09-29T21:50:32.463Z'
    """
    text = _in_utc(instant, "instant").isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _instant_text(text: object) -> str:
    """Return the text where it has the form of an instant: ISO 8601 has many more forms."""
    if isinstance(text, str) and _INSTANT.fullmatch(text):
        return text
    raise ValueError("another form")


def _in_utc(instant: datetime, field: str) -> datetime:
    """Return an instant in UTC."""
    return _moved(instant, UTC, field)


def _moved(instant: datetime, zone: timezone, field: str) -> datetime:
    """Return an instant in a zone, refusing one that has none."""
    if not _has_zone(instant):
        raise InvalidDate(f"{field} has no zone.", field=field, value=instant, hint=_WITH_ZONE)
    try:
        return instant.astimezone(zone)
    except OverflowError as error:
        raise _off_calendar(instant, field) from error


def _has_zone(value: object) -> bool:
    """Tell whether this is a datetime with a zone."""
    return isinstance(value, datetime) and value.utcoffset() is not None


def _midnight(day: date) -> datetime:
    """Return the first instant of a Bogotá day."""
    return _at(day, time())


def _at(day: date, wall: time) -> datetime:
    """Return the instant of a wall time in Bogotá."""
    return datetime.combine(_checked_day(day, "day"), wall, tzinfo=BOGOTA)


def _next(day: date, field: str) -> date:
    """Return the day after."""
    try:
        return day + _DAY
    except OverflowError as error:
        raise _off_calendar(day, field) from error


def _check_range(since: date, until: date) -> None:
    """Refuse datetimes and a range that runs backwards."""
    if _checked_day(until, "until") < _checked_day(since, "since"):
        raise InvalidDate(
            f"The range ends before it starts on {since}.",
            field="until",
            value=until,
            hint=_IN_ORDER,
        )


def _checked_day(day: date, field: str) -> date:
    """Return a day; a datetime is refused, because its zone would be guessed."""
    if not _is_day(day):
        raise InvalidDate(f"{field} is not a day.", field=field, value=day, hint=_A_DATE)
    return day


def _is_day(value: object) -> bool:
    """Tell whether this is a date and no datetime."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _check_wall_time(wall: time, field: str) -> None:
    """Refuse a time that brings its own zone."""
    if wall.tzinfo is not None:
        raise InvalidDate(
            f"{field} carries a zone.",
            field=field,
            value=wall,
            hint=Text(
                es="Use la hora local de Bogotá, sin zona.",
                en="Use the wall time of Bogotá, without zone.",
            ),
        )


def _off_calendar(value: date, field: str) -> InvalidDate:
    """Build the error for a date beyond what can be written."""
    return InvalidDate(
        f"{field} is at the edge of the calendar.", field=field, value=value, hint=_IN_CALENDAR
    )


def _not_an_instant(text: object) -> InvalidDate:
    """Build the error for text that is no instant."""
    return InvalidDate(
        "This is not an instant.",
        field="instant",
        value=None if text is None else str(text)[:80],
        hint=Text(
            es="Use ISO 8601 con zona, como 2026-09-29T21:50:32.463Z.",
            en="Use ISO 8601 with zone, as 2026-09-29T21:50:32.463Z.",
        ),
    )
