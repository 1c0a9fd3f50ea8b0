# SPDX-License-Identifier: MIT
"""Days: windows tile the calendar, and every instant belongs to exactly one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.days import (
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

days = st.dates(date(1994, 1, 1), date(2999, 12, 30))
spans = st.integers(0, 400)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.builds(datetime.combine, days, st.times(), tzinfo=zones)
wall_times = st.times()


@given(instants)
def test_an_instant_is_in_the_window_of_its_day(instant: datetime) -> None:
    """And in no neighbouring one."""
    day = business_day(instant)

    held = [offset for offset in (-1, 0, 1) if instant in day_window(day + timedelta(days=offset))]
    assert held == [0]


@given(days)
def test_days_tile_the_calendar(day: date) -> None:
    """A day ends where the next begins and lasts 24 hours."""
    today, tomorrow = day_window(day), day_window(day + timedelta(days=1))

    assert today.end == tomorrow.start
    assert today.end - today.start == timedelta(days=1)
    assert business_day(today.start) == business_day(today.last_millisecond) == day


@given(days, spans, st.integers(1, 60))
def test_windows_tile_their_range(since: date, span: int, length: int) -> None:
    """No gap, no overlap, no more than the asked length, and both ends reached."""
    until = since + timedelta(days=span)

    cuts = list(windows(since, until, days=length))

    whole = window(since, until)
    edges = [whole.start, *(cut.end for cut in cuts)]
    assert [cut.start for cut in cuts] == edges[:-1]
    assert edges[-1] == whole.end
    assert all(cut.end - cut.start <= timedelta(days=length) for cut in cuts)


@given(days, spans)
def test_each_day_is_named_once(since: date, span: int) -> None:
    """The days are those whose windows make up the range."""
    until = since + timedelta(days=span)

    named = list(each_day(since, until))

    assert [day_window(day) for day in named] == list(windows(since, until, days=1))


@given(days, wall_times, wall_times)
def test_a_shift_lasts_at_most_a_day(day: date, start: time, end: time) -> None:
    """It begins on its day, is never empty and never longer than 24 hours."""
    shift = shift_window(day, start.replace(tzinfo=None), end.replace(tzinfo=None))

    assert business_day(shift.start) == day
    assert timedelta(0) < shift.end - shift.start <= timedelta(days=1)


@given(instants)
def test_an_instant_is_read_back_to_the_millisecond(instant: datetime) -> None:
    """Writing drops less than a millisecond and never moves forward."""
    back = parse_instant(format_instant(instant))

    assert timedelta(0) <= instant - back < timedelta(milliseconds=1)
    assert format_instant(back) == format_instant(instant)
    assert back.tzinfo is UTC


@given(instants)
def test_iso_text_with_any_offset_is_read(instant: datetime) -> None:
    """What Python writes is the same instant."""
    assert parse_instant(instant.isoformat()) == instant


@given(st.one_of(st.text(), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z"), st.none()))
def test_any_text_is_an_instant_or_a_typed_error(text: object) -> None:
    """Nothing else leaves the function."""
    try:
        instant = parse_instant(text)
    except InvalidDate:
        return

    assert instant.tzinfo is UTC
