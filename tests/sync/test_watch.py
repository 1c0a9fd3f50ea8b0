# SPDX-License-Identifier: MIT
"""Pass after pass: how long is waited, and that no failure makes a tight loop."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import errors
from loggro_integration.sync import Round, WatchPolicy, watch
from loggro_integration.sync._ahead import ahead

MINUTE = timedelta(minutes=1)


class Office:
    """Passes that end as they are told to, and a clock that counts the waits."""

    def __init__(self, *endings: errors.LoggroError | None) -> None:
        self.endings = list(endings)
        self.waits: list[float] = []
        self.rounds: list[Round[int]] = []
        self.passes = 0

    def run(self) -> int:
        error = self.endings[self.passes]
        self.passes += 1
        if error is not None:
            raise error
        return self.passes

    def watch(self, **options: WatchPolicy) -> Round[int]:
        return watch(
            self.run,
            stop=lambda: self.passes == len(self.endings),
            sleep=self.waits.append,
            told=self.rounds.append,
            **options,
        )


def test_passes_follow_each_other_until_somebody_stops() -> None:
    """Between two passes the agreed time is waited; the last one is returned and told."""
    office = Office(None, None, None)

    last = office.watch(policy=WatchPolicy(every=5 * MINUTE))

    assert ([300.0, 300.0], 3) == (office.waits, last.value)
    assert [1, 2, 3] == [each.value for each in office.rounds]


def test_waits_grow_with_failures_and_begin_anew() -> None:
    """1, 2, 4 minutes; one good pass, and a later failure waits one minute again."""
    down = errors.ReadFailed("down")
    office = Office(down, down, down, None, down, None)

    last = office.watch()

    assert [60.0, 120.0, 240.0, 900.0, 60.0] == office.waits
    assert [down] * 3 == [each.error for each in office.rounds[:3]]
    assert None is last.error


def test_a_stop_during_the_wait_makes_no_further_pass() -> None:
    """Whoever asks while nothing happens waits for nothing."""
    office = Office(None, None)
    asked: list[bool] = []

    last = watch(
        office.run,
        stop=lambda: bool(asked),
        sleep=lambda seconds: asked.append(True),
        told=office.rounds.append,
    )

    assert (1, 1) == (office.passes, last.value)


@given(failures=st.integers(1, 10**6), asked=st.none() | st.floats(0, 10**6))
def test_no_wait_is_short_and_none_is_without_end(failures: int, asked: float | None) -> None:
    """However often it fails, a wait lies between a minute and an hour, or what Loggro asks for."""
    policy = WatchPolicy()

    wait = policy.wait_after(errors.RateLimited("slow down", retry_after=asked), failures)

    longest = max(timedelta(hours=1), timedelta(seconds=asked or 0))
    assert MINUTE <= wait <= longest


@pytest.mark.parametrize("name", ["every", "first_wait", "longest_wait"])
def test_a_tight_loop_is_refused(name: str) -> None:
    """No time under a second is taken."""
    with pytest.raises(errors.InvalidInput) as caught:
        WatchPolicy(**{name: timedelta(milliseconds=999)})

    assert name == caught.value.field


def test_what_is_no_error_of_loggro_ends_it() -> None:
    """A defect is not waited away."""

    def broken() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        watch(broken, stop=lambda: False, sleep=lambda seconds: None, told=lambda last: None)


def taken(answers: list[tuple[int, Callable[[], str]]]) -> list[tuple[int, str]]:
    return [(each, answer()) for each, answer in answers]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_answers_come_in_the_order_of_the_questions(workers: int) -> None:
    """However many threads ask."""
    assert [(each, str(each)) for each in range(20)] == taken(list(ahead(str, range(20), workers)))


@pytest.mark.parametrize("workers", [1, 3])
def test_an_error_is_raised_where_its_answer_is_taken(workers: int) -> None:
    """The answers before and after it are lost to nobody."""

    def ask(each: int) -> int:
        if each == 2:
            raise errors.ReadFailed("gone")
        return each * 10

    found: list[int | str] = []
    for _, answer in ahead(ask, range(4), workers):
        try:
            found.append(answer())
        except errors.ReadFailed as error:
            found.append(error.message)

    assert [0, 10, "gone", 30] == found


def test_at_most_so_many_questions_are_open() -> None:
    """Whoever stops taking leaves no long queue behind."""
    asked: list[int] = []

    for each, answer in ahead(lambda at: asked.append(at), range(100), 3):
        answer()
        if each == 1:
            break

    assert len(asked) <= 5
