# SPDX-License-Identifier: MIT
"""What `--notify` tells: what is new, once until it changes, without shell, secret or customer."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.exact_json import loads
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import Event, EventKind, Notifier, SqliteStore, status
from loggro_integration.sync._notify import TOLD, command_words
from loggro_integration.sync._seen import QuotaSeen, keep_checked, keep_numbering, ranges_of
from loggro_integration.testing import MemoryStore
from sync.desk import Desk, left_out
from sync.test_status import HOUR, NOW, ran, rules, seen

# Writes what it gets, its words and its environment beside itself, and ends as it is told.
COMMAND = """
import json, os, pathlib, sys
place = pathlib.Path(sys.argv[1])
said = sys.stdin.read()
count = len(list(place.glob("*.json")))
ours = sorted(name for name in os.environ if name.startswith("LOGGRO_"))
place.joinpath(f"{count}.json").write_text(
    json.dumps({"said": said, "words": sys.argv[2:], "ours": ours}), "utf-8"
)
sys.exit(int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 0)
"""

Told = Callable[[], list[Any]]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "avisar.py"
    path.write_text(COMMAND, "utf-8")
    return path


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Give what the command got so far, oldest first."""
    return lambda: [loads(each.read_text("utf-8")) for each in sorted(tmp_path.glob("*.json"))]


@pytest.fixture
def notifier(program: Path, tmp_path: Path) -> Notifier:
    return Notifier(command=f"'{sys.executable}' -S '{program}' '{tmp_path}'")


@pytest.fixture
def store() -> MemoryStore:
    """Open a ledger whose last run ended an hour ago."""
    return ran(MemoryStore())


def parked(store: MemoryStore, number: int) -> str:
    return seen(store, number, "equal", "absent", reason="gone")


def test_nothing_new_calls_nothing(store: MemoryStore, notifier: Notifier, told: Told) -> None:
    """Where everything is in Pymes nobody is disturbed."""
    seen(store, 1, "equal")

    found = notifier.tell(store, now=NOW)

    assert (False, False, None, []) == (bool(found.notice), found.told, found.failure, told())
    assert store.get(TOLD) is None


def test_what_was_set_aside_is_told_once(
    store: MemoryStore, notifier: Notifier, told: Told
) -> None:
    """The second call says nothing; another sale is told alone."""
    parked(store, 1)
    results = [notifier.tell(store, now=NOW).told for _ in range(2)]
    parked(store, 2)
    results.append(notifier.tell(store, now=NOW).told)

    numbers = [[sale["number"] for sale in loads(each["said"])["parked"]] for each in told()]
    assert [True, False, True] == results
    assert [["FE1"], ["FE2"]] == numbers


def test_what_changes_is_told_again(store: MemoryStore, notifier: Notifier, told: Told) -> None:
    """Released and set aside once more for the same reason is news."""
    key = parked(store, 1)
    notifier.tell(store, now=NOW)
    later = NOW + HOUR
    store.append([Event(at=later, key=key, kind=EventKind.RELEASED)])
    notifier.tell(store, now=later)
    for result in ("equal", "absent"):
        looked: dict[str, Any] = {"result": result, "reason": "gone" if result == "absent" else ""}
        store.append([Event(at=later, key=key, kind=EventKind.LOOKED_UP, detail=looked)])

    notifier.tell(store, now=later)

    assert 2 == len(told())


def test_what_happens_to_a_parked_sale_is_no_news(
    store: MemoryStore, notifier: Notifier, told: Told
) -> None:
    """A payment or a void of a sale that was told is not told again: a person knows of it."""
    key = parked(store, 1)
    notifier.tell(store, now=NOW)
    paid: dict[str, Any] = {"what": "state", "paid": "54000"}
    store.append([Event(at=NOW + HOUR, key=key, kind=EventKind.CHANGED, detail=paid)])

    assert not notifier.tell(store, now=NOW + HOUR).notice
    assert 1 == len(told())


def test_the_schema_of_a_notice(store: MemoryStore, notifier: Notifier, told: Told) -> None:
    """Each key is there, in every notice, and amounts are text."""
    parked(store, 1)

    notifier.tell(store, now=NOW)

    (one,) = told()
    found = loads(one["said"])
    assert {
        *(
            "schema",
            "at",
            "ledger",
            "in_pymes",
            "answer",
            "parked",
            "cannot_tell",
            "resolutions",
            "quota",
        ),
        *("no_run", "last_run", "hours_since_last_run"),
    } == set(found)
    (sale,) = found["parked"]
    assert ("loggro.notice/1", "no", 1) == (
        found["schema"],
        found["in_pymes"],
        found["hours_since_last_run"],
    )
    assert ("FE1", "54000.00", "parked", "gone") == tuple(
        sale[name] for name in ("number", "total", "state", "reason")
    )
    assert "estaba en Pymes y ya no está" == sale["meaning"]["es"]


def test_no_customer_and_no_secret_leaves(
    desk: Desk, notifier: Notifier, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither JSON nor environment hold a name, a document, a mail, a password or a token."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", desk.box.fake.password)
    monkeypatch.setenv("LOGGRO_LANG", "es")
    numbers = left_out(desk, electronic=True, customer="830115355")
    client = desk.box.fake.sales()[-1]["client"]
    row = next(row for row in desk.store.rows() if row.number == numbers[0])
    reason: dict[str, Any] = {"reason": "sends-used-up"}
    desk.store.append([Event(at=desk.box.now(), key=row.key, kind=EventKind.PARKED, detail=reason)])

    assert notifier.tell(desk.store, now=desk.box.now()).told

    (one,) = told()
    said = one["said"]
    assert numbers[0] in said
    known = [client["name"], client["document"], client["email"], desk.box.fake.password]
    assert [] == [each for each in known if each and str(each) in said]
    assert ["LOGGRO_LANG"] == one["ours"]


def test_an_expiring_resolution_is_told_once(
    store: MemoryStore, notifier: Notifier, told: Told
) -> None:
    """At 30 days or 90 % once, and once more when it is over."""
    ranges = ranges_of(rules(valid_until=date(2026, 12, 1)), NOW)
    keep_numbering(store, ranges, [("pos", "POS", 10)])
    for days in (0, 1, 8, 9):
        ran(store)
        notifier.tell(store, now=NOW + timedelta(days=days, hours=-1))
        store.put("last_run", "2026-12-04T12:00:00.000Z")

    verdicts = [
        [
            (each["prefix"], each["verdict"], each["days_left"])
            for each in loads(n["said"])["resolutions"]
        ]
        for n in told()
        if loads(n["said"])["resolutions"]
    ]
    assert [[("POS", "soon", 7)], [("POS", "ended", -1)]] == verdicts


def test_the_quota_is_told_once(store: MemoryStore, notifier: Notifier, told: Told) -> None:
    """At 90 % of the electronic documents, until the limit is raised or used up."""
    for used, limit in ((89, 100), (90, 100), (95, 100), (100, 100)):
        quota = QuotaSeen(used=used, limit=limit, seen_at=NOW)
        keep_checked(store, ranges_of(MappingRules.example(), NOW), quota)
        notifier.tell(store, now=NOW)

    assert [(90, "soon"), (100, "ended")] == [
        (found["used"], found["verdict"]) for found in (loads(n["said"])["quota"] for n in told())
    ]


def test_no_run_for_hours_is_told_once(store: MemoryStore, notifier: Notifier, told: Told) -> None:
    """After 24 hours by default, and again only once a run has ended and none followed."""
    for hours in (22, 24, 48):
        notifier.tell(store, now=NOW + timedelta(hours=hours))

    (one,) = told()
    found = loads(one["said"])
    assert (True, 25) == (found["no_run"], found["hours_since_last_run"])
    assert "unknown" == found["in_pymes"]


def test_a_ledger_that_never_ran_is_told(notifier: Notifier, told: Told) -> None:
    """That no run has ever ended is news too."""
    notifier.tell(MemoryStore(), now=NOW)

    (one,) = told()
    assert (True, None) == (loads(one["said"])["no_run"], loads(one["said"])["last_run"])


def test_what_nobody_can_tell_is_told_once(
    store: MemoryStore, notifier: Notifier, told: Told
) -> None:
    """The count is told when the look-up stops telling, and again after it did."""
    seen(store, 1, "cannot_tell")
    seen(store, 2, "cannot_tell")
    for _ in range(2):
        notifier.tell(store, now=NOW)
    store.append(
        [
            Event(
                at=NOW, key=f"b:FE:{number}", kind=EventKind.LOOKED_UP, detail={"result": "equal"}
            )
            for number in (1, 2)
        ]
    )
    notifier.tell(store, now=NOW)
    seen(store, 3, "cannot_tell")
    notifier.tell(store, now=NOW)

    assert [2, 1] == [loads(each["said"])["cannot_tell"] for each in told()]


@pytest.mark.parametrize(
    ("words", "patience", "said"),
    [
        ("{python} -S {program} {folder} 7", 60, "ended with 7"),
        ("{python} -S -c 'import time; time.sleep(60)'", 1, "did not end within 1 s"),
        ("{folder}/nobody", 60, "could not be run: No such file or directory"),
    ],
)
def test_a_command_that_fails_is_told_and_tried_again(
    store: MemoryStore, program: Path, tmp_path: Path, words: str, patience: int, said: str
) -> None:
    """It raises nothing, and what it did not take is new the next time."""
    parked(store, 1)
    named = {"python": sys.executable, "program": program, "folder": tmp_path}
    failing = Notifier(command=words.format(**named), patience=timedelta(seconds=patience))

    first, second = (failing.tell(store, now=NOW) for _ in range(2))

    assert first.failure is not None
    assert said in first.failure.en
    assert (False, True) == (first.told, bool(second.notice))


def test_what_is_over_is_forgotten_though_the_command_fails(
    store: MemoryStore, notifier: Notifier, tmp_path: Path
) -> None:
    """A thing told before, gone meanwhile, is news when it comes back."""
    key = parked(store, 1)
    notifier.tell(store, now=NOW)
    store.append([Event(at=NOW, key=key, kind=EventKind.RELEASED)])
    parked(store, 2)
    Notifier(command=f"{tmp_path}/nobody").tell(store, now=NOW)

    assert "{}" == store.get(TOLD)


@pytest.mark.parametrize("kept", ["{", "[1]"])
def test_a_note_that_cannot_be_read_tells_again(
    store: MemoryStore, notifier: Notifier, told: Told, kept: str
) -> None:
    """Telling twice is better than not at all."""
    parked(store, 1)
    store.put(TOLD, kept)

    assert notifier.tell(store, now=NOW).told
    assert 1 == len(told())


def test_no_shell_reads_the_command(store: MemoryStore, program: Path, tmp_path: Path) -> None:
    """Signs of a shell are letters of a word."""
    parked(store, 1)
    strange = "'; touch hacked' $HOME `id` | > x"
    command = f"'{sys.executable}' -S '{program}' '{tmp_path}' {strange}"

    assert Notifier(command=command).tell(store, now=NOW).told

    found = loads((tmp_path / "0.json").read_text("utf-8"))
    assert ["; touch hacked", "$HOME", "`id`", "|", ">", "x"] == found["words"]


@pytest.mark.parametrize(
    ("command", "windows", "words"),
    [
        (r"C:\avisos\avisar.exe -q", True, (r"C:\avisos\avisar.exe", "-q")),
        (r'"C:\Avisos Loggro\a.exe" O\'Brien', True, (r"C:\Avisos Loggro\a.exe", r"O\'Brien")),
        (r"avisar 'a b' c\ d # e", False, ("avisar", "a b", "c d", "#", "e")),
    ],
)
def test_words_of_each_system(command: str, windows: bool, words: tuple[str, ...]) -> None:
    """A backslash is a letter of a path on Windows, and a sign before a letter elsewhere."""
    assert words == command_words(command, windows=windows)


@pytest.mark.parametrize("command", ["", "   ", "''", "avisar 'sin cerrar"])
def test_a_command_that_is_none_is_refused(command: str) -> None:
    """Before any run begins."""
    with pytest.raises(InvalidInput) as caught:
        Notifier(command=command)

    assert "notify" == caught.value.field


@pytest.mark.parametrize("name", ["no_run_for", "patience"])
def test_times_must_be_above_zero(name: str) -> None:
    """A time of nothing would tell always, or wait for nothing."""
    times: dict[str, Any] = {name: timedelta()}

    with pytest.raises(InvalidInput) as caught:
        Notifier(command="avisar", **times)

    assert name == caught.value.field


def test_a_notifier_pickles() -> None:
    """A scheduler may hand it to another process."""
    one = Notifier(command="avisar -q")

    assert one == pickle.loads(pickle.dumps(one))


def test_it_tells_beside_a_run_that_hangs(tmp_path: Path, notifier: Notifier, told: Told) -> None:
    """Another process may hold the ledger for days: that no run ends is told all the same, once."""
    with SqliteStore.open(tmp_path / "loggro.db") as held:
        held.put("last_run", "2026-11-20T12:00:00.000Z")
        with SqliteStore.join(tmp_path / "loggro.db") as beside:
            results = [notifier.tell(beside, now=NOW).told for _ in range(2)]
            known = status(beside, now=NOW)

    assert [True, False] == results
    assert 96 == loads(told()[0]["said"])["hours_since_last_run"]
    assert timedelta(days=4) == known.age
