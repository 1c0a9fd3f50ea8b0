# SPDX-License-Identifier: MIT
"""Business days of Bogotá, instants of UTC, windows and night shifts."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from loggro_integration.days import (
    BOGOTA,
    Window,
    business_clock,
    business_day,
    day_window,
    each_day,
    format_instant,
    parse_instant,
    shift_window,
    window,
    windows,
)
from loggro_integration.errors import InvalidDate

AUGUST_30 = date(2026, 8, 30)
NAIVE = datetime(2026, 8, 30, 12)  # noqa: DTZ001 - the point of the tests that use it
NOON = datetime(2026, 8, 30, 12, tzinfo=UTC)


def utc(text: str) -> datetime:
    """Read an instant short."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_bogota_is_five_hours_behind_all_year() -> None:
    """No daylight saving."""
    offsets = {BOGOTA.utcoffset(datetime(2026, month, 1, tzinfo=UTC)) for month in range(1, 13)}

    assert offsets == {timedelta(hours=-5)}


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-08-30T05:00:00", date(2026, 8, 30)),
        ("2026-08-31T04:59:59.999999", date(2026, 8, 30)),
        ("2026-08-31T05:00:00", date(2026, 8, 31)),
        ("2026-01-01T04:59:59", date(2025, 12, 31)),
    ],
)
def test_a_sale_belongs_to_the_day_of_bogota(instant: str, expected: date) -> None:
    """The day ends at 05:00 UTC."""
    assert business_day(utc(instant)) == expected


def test_the_day_does_not_depend_on_the_zone_it_is_told_in() -> None:
    """The same instant in another zone is the same day."""
    tokyo = timezone(timedelta(hours=9))

    assert business_day(utc("2026-08-31T04:00:00").astimezone(tokyo)) == AUGUST_30


def test_a_day_is_the_window_that_restobar_is_asked_for() -> None:
    """The published example: 05:00:00.000Z to 04:59:59.999Z of the next day."""
    day = day_window(AUGUST_30)

    asked = (format_instant(day.start), format_instant(day.last_millisecond))

    assert asked == ("2026-08-30T05:00:00.000Z", "2026-08-31T04:59:59.999Z")


def test_a_window_spans_both_days() -> None:
    """`until` is included."""
    month = window(date(2026, 11, 1), date(2026, 11, 30))

    assert (month.start, month.end) == (utc("2026-11-01T05:00:00"), utc("2026-12-01T05:00:00"))


def test_windows_cut_a_month_without_gap() -> None:
    """Each begins where the one before ends; the last may be shorter."""
    cuts = list(windows(date(2026, 11, 1), date(2026, 11, 25)))

    assert [(cut.end - cut.start).days for cut in cuts] == [10, 10, 5]
    assert [cut.start for cut in cuts[1:]] == [cut.end for cut in cuts[:-1]]


@pytest.mark.parametrize("days", [0, -1])
def test_a_window_has_at_least_a_day(days: int) -> None:
    """Cutting into nothing is refused at the call, not at the first item."""
    with pytest.raises(InvalidDate) as caught:
        windows(AUGUST_30, AUGUST_30, days=days)

    assert ("days", str(days)) == (caught.value.field, caught.value.value)
    assert caught.value.hint.es


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(8), time(16), ("2026-08-30T13:00:00", "2026-08-30T21:00:00")),
        (time(18), time(2), ("2026-08-30T23:00:00", "2026-08-31T07:00:00")),
        (time(18), time(0), ("2026-08-30T23:00:00", "2026-08-31T05:00:00")),
        (time(6), time(6), ("2026-08-30T11:00:00", "2026-08-31T11:00:00")),
    ],
)
def test_a_night_shift_ends_the_next_day(start: time, end: time, expected: tuple[str, str]) -> None:
    """Where the end is not after the start, it belongs to the next day."""
    shift = shift_window(AUGUST_30, start, end)

    assert (shift.start, shift.end) == tuple(map(utc, expected))


@pytest.mark.parametrize("name", ["start", "end"])
def test_a_shift_is_told_in_wall_time(name: str) -> None:
    """A time that brings its own zone is refused."""
    times = {"start": time(8), "end": time(16), name: time(9, tzinfo=UTC)}

    with pytest.raises(InvalidDate) as caught:
        shift_window(AUGUST_30, **times)

    assert caught.value.field == name
    assert "Bogotá" in caught.value.hint.es


@pytest.mark.parametrize("end", [time(16), time(2)])
def test_a_shift_begins_on_a_day(end: time) -> None:
    """A datetime is no day, for day and night shifts alike."""
    with pytest.raises(InvalidDate):
        shift_window(NOON, time(8), end)


def test_each_day_names_every_day() -> None:
    """Both ends are included, across months."""
    days = list(each_day(date(2028, 2, 28), date(2028, 3, 1)))

    assert days == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


def test_the_clock_is_that_of_bogota_to_the_second() -> None:
    """A sale of one minute before midnight in Bogotá is not one of the next day's morning."""
    instant = utc("2026-08-31T04:59:59").replace(microsecond=999_000)
    assert business_clock(instant) == time(23, 59, 59)
    assert business_clock(instant).tzinfo is None


@pytest.mark.parametrize("function", [window, windows, each_day])
def test_a_range_runs_forward(function) -> None:
    """The mistake is found at the call and names the later end."""
    with pytest.raises(InvalidDate) as caught:
        function(AUGUST_30, date(2026, 8, 29))

    assert ("until", "2026-08-29") == (caught.value.field, caught.value.value)
    assert "antigua" in caught.value.hint.es
    assert "earlier" in caught.value.hint.en


@pytest.mark.parametrize("function", [window, windows, each_day])
@pytest.mark.parametrize("value", [NOON, NAIVE, "2026-08-30", None])
def test_a_range_is_of_days(function, value: object) -> None:
    """A datetime would have its zone guessed; text and None are no days."""
    for since, until, field in ((value, AUGUST_30, "since"), (AUGUST_30, value, "until")):
        with pytest.raises(InvalidDate) as caught:
            function(since, until)

        assert caught.value.field == field
        assert "date(2026, 11, 20)" in caught.value.hint.es


@pytest.mark.parametrize("function", [business_clock, business_day, format_instant])
@pytest.mark.parametrize("value", [NAIVE, AUGUST_30, "2026-08-30T12:00:00Z", None])
def test_an_instant_has_a_zone(function, value: object) -> None:
    """What has no zone is refused, never guessed."""
    with pytest.raises(InvalidDate) as caught:
        function(value)

    assert caught.value.field == "instant"
    assert "datetime.now(UTC)" in caught.value.hint.es
    assert "datetime.now(UTC)" in caught.value.hint.en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-29T21:50:32.463Z", "2026-09-29T21:50:32.463000+00:00"),
        ("2026-09-29T16:50:32-05:00", "2026-09-29T21:50:32+00:00"),
        ("2026-09-29T21:50:32Z", "2026-09-29T21:50:32+00:00"),
        ("2026-09-29T21:50:32.4Z", "2026-09-29T21:50:32.400000+00:00"),
        ("2026-09-29T21:50:32.123456789Z", "2026-09-29T21:50:32.123456+00:00"),
    ],
)
def test_an_instant_is_read_into_utc(text: str, expected: str) -> None:
    """`Z`, an offset and any number of decimals are understood."""
    assert parse_instant(text).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-09-29",
        "2026-09-29T21:50:32",
        "2026-09-29 21:50:32Z",
        "20260929T215032Z",
        "2026-W40-2T21:50:32Z",
        "2026-02-30T00:00:00Z",
        "2026-09-29T24:00:01Z",
        "2026-09-29T21:50:32.Z",
        "2026-09-29T21:50:32+25:00",
        "٢٠٢٦-09-29T21:50:32Z",
        None,
        1759182632,
    ],
)
def test_another_text_is_no_instant(text: object) -> None:
    """The error shows how Loggro writes instants."""
    with pytest.raises(InvalidDate) as caught:
        parse_instant(text)

    assert caught.value.field == "instant"
    assert "2026-09-29T21:50:32.463Z" in caught.value.hint.es
    assert "2026-09-29T21:50:32.463Z" in caught.value.hint.en


def test_an_instant_is_written_in_milliseconds() -> None:
    """The rest of the second is dropped, not rounded into the next."""
    instant = datetime(2026, 12, 31, 18, 59, 59, 999_999, tzinfo=BOGOTA)

    assert format_instant(instant) == "2026-12-31T23:59:59.999Z"


@pytest.mark.parametrize(
    "call",
    [
        lambda: day_window(date.max),
        lambda: shift_window(date.max, time(18), time(2)),
        lambda: shift_window(date.max, time(18), time(23)),
        lambda: business_day(datetime.min.replace(tzinfo=UTC)),
        lambda: parse_instant("0001-01-01T00:00:00+05:00"),
        lambda: parse_instant("9999-12-31T23:59:59-05:00"),
    ],
)
def test_the_edge_of_the_calendar_is_refused(call) -> None:
    """What cannot be written in the other zone is a typed error, not an overflow."""
    with pytest.raises(InvalidDate, match="edge of the calendar") as caught:
        call()

    assert "9998" in caught.value.hint.es


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-08-30T04:59:59", False),
        ("2026-08-30T05:00:00", True),
        ("2026-08-31T04:59:59.999999", True),
        ("2026-08-31T05:00:00", False),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(instant: str, expected: bool) -> None:
    """Half open, so that windows tile."""
    assert (utc(instant) in day_window(AUGUST_30)) is expected


@pytest.mark.parametrize("end", [NOON, NOON - timedelta(seconds=1)])
def test_a_window_ends_after_it_starts(end: datetime) -> None:
    """An empty or backward window is refused."""
    with pytest.raises(InvalidDate) as caught:
        Window(NOON, end)

    assert caught.value.field == "end"


def test_a_window_keeps_utc_and_pickles() -> None:
    """Whatever the zone it was made with, it compares equal and survives a process."""
    day = day_window(AUGUST_30)
    same = Window(day.start.astimezone(BOGOTA), day.end.astimezone(BOGOTA))

    assert (same, same.start.tzinfo, pickle.loads(pickle.dumps(same))) == (day, UTC, day)
