# SPDX-License-Identifier: MIT
"""Numbers of a range: none twice, none left out, whoever asks at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from loggro_integration.days import business_day
from loggro_integration.errors import InvalidDate, NumberingMismatch, NumberingUnusable
from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange
from loggro_integration.sync import RangeSeen, SqliteStore
from loggro_integration.sync._numbers import next_of

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NUMBERING = NumberingRange(
    authorization="18764000001",
    prefix="FE",
    first=1,
    last=5000,
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
)
PROCESSES, EACH = 4, 200

ISSUER = """
import sys
from datetime import UTC, datetime
from loggro_integration.models import NumberingRange
from loggro_integration.sync import SqliteStore

numbering = NumberingRange(authorization="18764000001", prefix="FE", first=1, last=5000)
at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
with SqliteStore.join(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    print(*[store.next_number(numbering, at=at).sequence for _ in range(int(sys.argv[2]))])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def test_four_processes_share_a_range(path: Path) -> None:
    """Eight hundred numbers, no gap and no repeat, while another process writes the ledger."""
    command = [sys.executable, "-c", ISSUER, str(path), str(EACH)]
    with SqliteStore.open(path) as store:
        issuers = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(PROCESSES)
        ]
        for each in issuers:
            assert each.stdout is not None
            assert "ready" == each.stdout.readline().strip()
        for each in issuers:
            # All begin at once: none waits for another to end.
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        printed = [each.communicate(timeout=300)[0] for each in issuers]
        wrong = store.verify()

    got = [[int(word) for word in line.split()] for line in printed]
    assert list(range(1, PROCESSES * EACH + 1)) == sorted(number for own in got for number in own)
    assert [EACH] * PROCESSES == [len(own) for own in got]
    assert [] == wrong


def test_threads_share_a_store_that_also_writes(path: Path) -> None:
    """Settings written between them disturb no number, and no number disturbs a setting."""
    with SqliteStore.open(path) as store, ThreadPoolExecutor(8) as threads:
        numbers = [threads.submit(store.next_number, NUMBERING, at=NOW) for _ in range(60)]
        puts = [threads.submit(store.put, f"setting {each}", "kept") for each in range(60)]

        assert list(range(1, 61)) == sorted(each.result().sequence for each in numbers)
        assert [None] * 60 == [each.result() for each in puts]
        assert ["kept"] * 60 == [store.get(f"setting {each}") for each in range(60)]
        assert [] == store.verify()


def test_a_renewed_authorization_goes_on(path: Path) -> None:
    """The same prefix under another resolution repeats no number, even where ranges overlap."""
    renewed = evolve(NUMBERING, authorization="18764000002", last=9000)
    with SqliteStore.open(path) as store:
        got = [
            str(store.next_number(numbering, at=NOW))
            for numbering in (NUMBERING, renewed, NUMBERING, renewed)
        ]

    assert ["FE1", "FE2", "FE3", "FE4"] == got


def test_a_range_may_have_been_begun_elsewhere(path: Path) -> None:
    """Its first number is then the one to go on with; an earlier one is never gone back to."""
    with SqliteStore.open(path) as store:
        got = [
            store.next_number(evolve(NUMBERING, first=first), at=NOW).sequence
            for first in (351, 351, 1)
        ]

    assert [351, 352, 353] == got


def test_the_error_names_range_and_remedy(path: Path) -> None:
    """Whoever issues reads what to ask DIAN for; nothing is used up."""
    short = evolve(NUMBERING, last=1)
    with SqliteStore.open(path) as store:
        store.next_number(short, at=NOW)
        with pytest.raises(NumberingUnusable) as caught:
            store.next_number(short, at=NOW)
        assert "FE2" == str(store.next_number(NUMBERING, at=NOW))

    assert "FE1 to FE1 (authorization 18764000001) is used up" in caught.value.message
    assert caught.value.hint is not None
    assert "DIAN" in caught.value.hint.es


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2025-12-31T23:59:59-05:00", "range-not-begun"),
        ("2026-01-01T00:00:00-05:00", ""),
        ("2026-12-31T23:59:59-05:00", ""),
        ("2027-01-01T00:00:00-05:00", "range-expired"),
    ],
)
def test_a_range_counts_days_of_bogota(at: str, code: str) -> None:
    """The last evening of December is January in UTC, and still December in the restaurant."""
    try:
        told = next_of(NUMBERING, None, datetime.fromisoformat(at)) and ""
    except NumberingUnusable as error:
        told = error.code

    assert code == told


def test_a_range_without_days_has_no_end() -> None:
    """A number that DIAN gave without validity is judged by its numbers alone."""
    numbering = NumberingRange(authorization="", first=7, last=7)

    assert "7" == str(next_of(numbering, None, NOW))


@pytest.mark.parametrize(
    ("at", "last", "expected"),
    [
        (
            datetime(2025, 6, 1, tzinfo=UTC),
            None,
            (
                "range-not-begun",
                "is valid from 2026-01-01 on.",
                "Use el rango vigente hasta ese día, y revise la hora del equipo.",
                "Use the range in force until that day, and check the clock of the machine.",
            ),
        ),
        (
            datetime(2027, 6, 1, tzinfo=UTC),
            None,
            (
                "range-expired",
                "expired on 2026-12-31.",
                "Pida a la DIAN otra numeración; los números que sobraron ya no se usan.",
                "Ask DIAN for another numbering; the numbers left over are not used any more.",
            ),
        ),
        (
            NOW,
            5000,
            (
                "range-used-up",
                "is used up.",
                "Pida a la DIAN otra numeración y use el rango nuevo.",
                "Ask DIAN for another numbering and use the new range.",
            ),
        ),
    ],
    ids=["not-begun", "expired", "used-up"],
)
def test_the_error_says_why_and_what_to_do(
    at: datetime, last: int | None, expected: tuple[str, str, str, str]
) -> None:
    """Whoever issues need not look the resolution up; a range without authorization is told too."""
    for authorization in ("18764000001", ""):
        with pytest.raises(NumberingUnusable) as caught:
            next_of(evolve(NUMBERING, authorization=authorization), last, at)

        error, named = caught.value, authorization or "-"
        head = f"The range FE1 to FE5000 (authorization {named}) "
        assert error.hint is not None
        assert expected == (
            error.code,
            error.message.removeprefix(head),
            error.hint.es,
            error.hint.en,
        )


@pytest.mark.parametrize(("authorization", "shown"), [("18764000001", "18764000001"), ("", "-")])
def test_a_number_of_another_range_is_named(path: Path, authorization: str, shown: str) -> None:
    """The error says which number it is, and what to do about it."""
    other = evolve(NUMBERING, authorization="18764000009")
    with SqliteStore.open(path) as store:
        store.next_number(
            evolve(NUMBERING, authorization=authorization), at=NOW, reference="order 17"
        )
        with pytest.raises(NumberingMismatch) as caught:
            store.next_number(other, at=NOW, reference="order 17")

    error = caught.value
    assert "number-of-another-range" == error.code
    assert error.message.endswith(f"has the number FE1 already, of the authorization {shown}.")
    assert error.hint is not None
    assert "Use ese número, o dé otra referencia al documento nuevo." == error.hint.es
    assert "Use that number, or give the new document another reference." == error.hint.en


def test_an_instant_without_zone_is_refused(path: Path) -> None:
    """Nobody knows on which day it falls."""
    with SqliteStore.open(path) as store, pytest.raises(InvalidDate):
        store.next_number(NUMBERING, at=NOW.replace(tzinfo=None))


def test_a_reference_outlives_its_range(path: Path) -> None:
    """What was given is given again, also once the range has expired; never of another range."""
    later = datetime(2027, 6, 1, tzinfo=UTC)
    with SqliteStore.open(path) as store:
        number = store.next_number(NUMBERING, at=NOW, reference="order 17")
    with SqliteStore.open(path) as store:
        assert number == store.next_number(NUMBERING, at=later, reference="order 17")
        with pytest.raises(NumberingMismatch, match="order 17 has the number FE1"):
            store.next_number(
                evolve(NUMBERING, authorization="18764000002"), at=NOW, reference="order 17"
            )
        assert [] == store.verify()


@settings(max_examples=200, deadline=None)
@given(
    first=st.integers(1, 10**9),
    length=st.integers(1, 50),
    last=st.none() | st.integers(-10, 60),
)
def test_the_next_number_lies_in_its_range(first: int, length: int, last: int | None) -> None:
    """It is beyond the last one and within the range, or there is none."""
    numbering = NumberingRange(authorization="1", prefix="FE", first=first, last=first + length - 1)
    used = None if last is None else first + last
    try:
        sequence = next_of(numbering, used, NOW).sequence
    except NumberingUnusable:
        assert used is not None
        assert used >= numbering.last
    else:
        assert numbering.holds(sequence)
        assert used is None or sequence == max(first, used + 1)


@pytest.mark.parametrize(
    ("handed_out", "days", "verdict"),
    [
        (1, 400, "ok"),
        (89, 31, "ok"),
        (90, 400, "soon"),
        (1, 30, "soon"),
        (100, 400, "ended"),
        (1, -1, "ended"),
    ],
)
def test_a_range_tells_that_it_comes_to_its_end(
    path: Path, handed_out: int, days: int, verdict: str
) -> None:
    """With the number that was handed out last: 90 % used, or 30 days before the last one."""
    today = business_day(NOW)
    numbering = NumberingRange(
        authorization="18764000001", prefix="SETP", first=1, last=100,
        valid_until=today + timedelta(days=days),
    )  # fmt: skip
    with SqliteStore.open(path) as store:
        before = NOW - timedelta(days=10)
        numbers = [store.next_number(numbering, at=before) for _ in range(handed_out)]

    seen = RangeSeen.of(numbering, kind="electronic", at=NOW, number=numbers[-1])

    assert (verdict, 100 - handed_out, days) == (
        seen.verdict(today),
        seen.left,
        seen.days_left(today),
    )


@pytest.mark.parametrize("number", [None, DocumentNumber("OTRA", 95), DocumentNumber("SETP", 101)])
def test_a_number_of_another_range_says_nothing_of_this_one(number: DocumentNumber | None) -> None:
    """Neither another prefix nor what lies outside is a number that was used of it."""
    numbering = NumberingRange(authorization="18764000001", prefix="SETP", first=1, last=100)

    seen = RangeSeen.of(numbering, kind="pos", at=NOW, number=number)

    assert (None, None, "unknown") == (seen.used, seen.left, seen.verdict(business_day(NOW)))
