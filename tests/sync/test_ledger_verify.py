# SPDX-License-Identifier: MIT
"""What `verify` names: changes, insertions, removals, another order, and a tail that is gone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.errors import InvalidInput, LedgerError, Problem
from loggro_integration.models import NumberingRange
from loggro_integration.sync import Anchor, Event, EventKind, SqliteStore
from loggro_integration.sync._ledger_records import link

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
NUMBERING = NumberingRange(authorization="18764000001", prefix="FE", first=1, last=9)
SALES = 4

Tampering: TypeAlias = Callable[[sqlite3.Connection], object]


def told(sale: int) -> list[Event]:
    """What happened to one sale."""
    key = f"900555111:FE:{sale}"
    detail = {"number": f"FE{sale}", "day": "2026-11-23", "total": str(1000 * sale)}
    kinds: tuple[tuple[EventKind, dict[str, str]], ...] = (
        (EventKind.SEEN, detail),
        (EventKind.LOOKED_UP, {"result": "absent"}),
    )
    return [
        Event(at=NOW + timedelta(seconds=sale), key=key, kind=kind, detail=known)
        for kind, known in kinds
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of eight events and three numbers."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with SqliteStore.open(path) as store:
        for sale in range(1, SALES + 1):
            store.append(told(sale))
        store.remember(
            "900555111:FE:1", day="2026-11-23", document="1020304050", name="Ana", email=""
        )
        for _ in range(3):
            store.next_number(NUMBERING, at=NOW)
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


def copied(ledger: Path, folder: Path) -> Path:
    for name in (ledger.name, f"{ledger.name}.key"):
        shutil.copy(ledger.with_name(name), folder / name)
    return folder / ledger.name


def tamper(path: Path, *acts: str | Tampering) -> None:
    """Let another program write into the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for act in acts:
            if isinstance(act, str):
                connection.execute(act)
            else:
                act(connection)


def wrong(path: Path, anchor: Anchor | None = None) -> list[Problem]:
    with SqliteStore.open(path) as store:
        return store.verify(anchor)


def first(path: Path) -> tuple[str, str]:
    """Say what is wrong first, and where."""
    found = wrong(path)
    return (found[0].code, found[0].path) if found else ("", "")


def rewritten(table: str, columns: str, *, head: str | None = None) -> Tampering:
    """Write every link of a table anew, as somebody would who knows how, but has not the key."""

    def act(connection: sqlite3.Connection) -> None:
        chain, position = "", 0
        query = f"SELECT position, {columns} FROM {table} ORDER BY position"
        for position, *parts in connection.execute(query).fetchall():
            chain = link(chain, *map(str, parts))
            connection.execute(
                f"UPDATE {table} SET chain = ? WHERE position = ?", (chain, position)
            )
        if head is not None:
            connection.execute(
                "UPDATE meta SET value = ? || substr(value, instr(value, ' ')) WHERE name = ?",
                (f"{position}:{chain}", head),
            )

    return act


def rows_anew(connection: sqlite3.Connection) -> None:
    """Leave of the rows those of the sales that still have both events."""
    connection.execute(
        "DELETE FROM rows WHERE key NOT IN (SELECT key FROM events GROUP BY key HAVING count(*)=2)"
    )


def swap(one: int, other: int) -> tuple[str, ...]:
    return tuple(
        f"UPDATE events SET position = {new} WHERE position = {old}"
        for old, new in ((one, -100), (other, one), (-100, other))
    )


def shift(start: int, by: int) -> tuple[str, ...]:
    """Renumber the events from one on, by way of numbers that nobody has."""
    return (
        f"UPDATE events SET position = position + 1000 WHERE position >= {start}",
        f"UPDATE events SET position = position - 1000 + {by} WHERE position >= 1000",
    )


FORGED = (
    "INSERT INTO events VALUES ({0}, '2026-11-23T15:00:00.000Z', 'x:FE:9', 'seen', '{{}}', '{1}')"
)
COPY = "INSERT INTO events SELECT {}, at, key, kind, detail, chain FROM events WHERE position = {}"
EVENTS = "at, key, kind, detail"
NUMBERS = "at, authorization, prefix, sequence, reference"
TAIL_OFF = ("DELETE FROM events WHERE position > 6", rows_anew)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (["UPDATE events SET detail = replace(detail, '2000', '9000')"], ("changed", 3)),
        (["UPDATE events SET kind = 'parked' WHERE position = 8"], ("changed", 8)),
        (["UPDATE events SET chain = replace(chain, 'a', 'b') WHERE position = 4"], ("changed", 4)),
        (["DELETE FROM events WHERE position = 1"], ("missing", 1)),
        (["DELETE FROM events WHERE position IN (4, 5)"], ("missing", 4)),
        (["DELETE FROM events WHERE position = 4", *shift(5, -1)], ("changed", 4)),
        ([FORGED.format(0, "00")], ("inserted", 0)),
        ([*shift(5, 1), FORGED.format(5, "00")], ("inserted", 5)),
        ([*shift(5, 2), FORGED.format(5, "00"), FORGED.format(6, "11")], ("inserted", 5)),
        ([*swap(3, 4)], ("moved", 3)),
        ([*swap(2, 7)], ("moved", 2)),
        ([*shift(6, 1), COPY.format(6, 2)], ("moved", 6)),
    ],
    ids=[
        "amount-changed", "kind-changed", "link-changed", "first-removed", "two-removed",
        "removed-and-renumbered", "put-before-the-first", "put-in", "two-put-in", "neighbours",
        "far-apart", "copied",
    ],
)  # fmt: skip
def test_the_first_broken_event_is_named(
    path: Path, acts: list[str | Tampering], expected: tuple[str, int]
) -> None:
    """What was done to the chain, and at which event it begins."""
    tamper(path, *acts)

    assert (f"event-{expected[0]}", f"events[{expected[1]}]") == first(path)


@pytest.mark.parametrize(
    ("acts", "code", "place"),
    [
        (TAIL_OFF, "tail-removed", "events[7]"),
        (["DELETE FROM events", "DELETE FROM rows"], "tail-removed", "events[1]"),
        ([*TAIL_OFF, rewritten("events", EVENTS, head="head")], "head-altered", "events"),
        (["DELETE FROM meta WHERE name = 'head'"], "head-altered", "events"),
        ([FORGED.format(9, "00")], "event-changed", "events[9]"),
        (
            [FORGED.format(9, "00"), rewritten("events", EVENTS)],
            "added-at-the-end", "events[9]",
        ),
        (
            ["UPDATE events SET detail = '{\"result\":\"equal\"}' WHERE position = 8",
             rewritten("events", EVENTS)],
            "chain-rewritten", "events[8]",
        ),
        (
            ["UPDATE events SET detail = replace(detail, '1000', '9000') WHERE position = 1",
             rewritten("events", EVENTS, head="head")],
            "head-altered", "events",
        ),
    ],
    ids=[
        "tail", "everything", "tail-and-head", "head-gone", "added-without-link",
        "added-with-link", "last-rewritten", "all-rewritten-without-the-key",
    ],
)  # fmt: skip
def test_the_end_of_the_chain_is_guarded(
    path: Path, acts: list[str | Tampering], code: str, place: str
) -> None:
    """Whoever knows the format, and not the key, cannot write another end."""
    tamper(path, *acts)

    assert (code, place) == first(path)


def test_one_tampering_is_told_once(path: Path) -> None:
    """A change does not make all that follows look changed."""
    tamper(path, *swap(3, 4), "UPDATE rows SET state = 'waiting' WHERE key = 'none'")

    found = [each for each in wrong(path) if each.code == "event-moved"]

    assert ["events[3]"] == [each.path for each in found]


@pytest.mark.parametrize(
    ("act", "code", "place"),
    [
        ("UPDATE numbers SET sequence = 7 WHERE position = 2", "number-changed", "numbers[2]"),
        ("DELETE FROM numbers WHERE position = 1", "number-missing", "numbers[1]"),
        ("DELETE FROM numbers WHERE position = 3", "tail-removed", "numbers[3]"),
        ("DELETE FROM numbers", "tail-removed", "numbers[1]"),
        ("DELETE FROM meta WHERE name = 'numbers_head'", "head-altered", "numbers"),
    ],
    ids=["changed", "first-removed", "last-removed", "all-removed", "head-removed"],
)
def test_the_numbers_are_chained_too(path: Path, act: str, code: str, place: str) -> None:
    """A number cannot be taken back or changed unseen."""
    tamper(path, act)

    assert (code, place) == first(path)


def test_without_its_key_the_links_are_checked_alone(path: Path) -> None:
    """Whoever gets a copy without the key still finds a change, and is not told of seals."""
    path.with_name("ledger.db.key").unlink()
    with SqliteStore.open(path) as store:
        assert (False, []) == (store.has_key, store.verify())

    tamper(path, "UPDATE events SET detail = replace(detail, '2000', '9000')")

    assert ("event-changed", "events[3]") == first(path)


def test_a_former_file_put_back_shows_with_an_anchor_alone(path: Path, tmp_path: Path) -> None:
    """It is sound in itself: only what was kept elsewhere tells that more had happened."""
    former = tmp_path / "former"
    former.mkdir()
    copied(path, former)
    with SqliteStore.open(path) as store:
        early = store.anchor()
        store.append(told(5))
        late = store.anchor()

    shutil.copy(former / "ledger.db", path)

    assert [] == wrong(path)
    assert [] == wrong(path, early)
    assert [("tail-removed", "events[9]")] == [(p.code, p.path) for p in wrong(path, late)]


def test_a_ledger_of_another_chain_does_not_fit_an_anchor(path: Path) -> None:
    """An anchor names one history."""
    with SqliteStore.open(path) as store:
        (other,) = store.verify(Anchor(7, "0" * 64))
        (later,) = store.verify(Anchor(12, "0" * 64))

        assert ("chain-rewritten", "events[7]") == (other.code, other.path)
        assert "up to position 7 was" in other.message.en
        assert "it reached position 12 and reaches 8" in later.message.en
        assert [] == store.verify(Anchor(0, ""))


@pytest.mark.parametrize("name", ["detail", "at", "key", "kind", "chain"])
@pytest.mark.parametrize("position", range(1, 2 * SALES + 1))
def test_every_column_of_every_event_is_covered(path: Path, position: int, name: str) -> None:
    """One sign of any of them, and its event is the first that is named."""
    tamper(path, f"UPDATE events SET {name} = {name} || 'x' WHERE position = {position}")

    assert ("event-changed", f"events[{position}]") == first(path)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=st.permutations(range(1, 2 * SALES + 1)), left=st.integers(1, 2 * SALES))
def test_no_other_order_or_selection_passes(
    path: Path, tmp_path: Path, order: list[int], left: int
) -> None:
    """Whichever events are kept, in whichever order, the ledger is sound in its own alone."""
    kept = order[:left]
    folder = tmp_path / "variant"
    folder.mkdir(exist_ok=True)
    variant = copied(path, folder)
    moves = [
        f"UPDATE events SET position = {-new} WHERE position = {old}"
        for new, old in enumerate(kept, start=1)
    ]
    tamper(
        variant,
        *moves,
        "DELETE FROM events WHERE position > 0",
        "UPDATE events SET position = 1000 - position",
        "UPDATE events SET position = position - 1000",
    )

    assert (kept == list(range(1, 2 * SALES + 1))) == (wrong(variant) == [])


def test_a_ledger_whose_end_was_altered_takes_no_more_events(path: Path) -> None:
    """Going on would hide what was done to it."""
    tamper(path, *TAIL_OFF)

    with SqliteStore.open(path) as store:
        with pytest.raises(LedgerError) as caught:
            store.append(told(7))
        assert "ledger-altered" == caught.value.code
        with pytest.raises(LedgerError):
            store.anchor()
        assert ("tail-removed", "events[7]") == (
            store.verify()[0].code,
            store.verify()[0].path,
        )


def test_a_number_taken_back_is_not_handed_out_again(path: Path) -> None:
    """Where the end of the numbers is altered, none is handed out."""
    tamper(path, "DELETE FROM numbers WHERE position = 3")

    with SqliteStore.open(path) as store, pytest.raises(LedgerError):
        store.next_number(NUMBERING, at=NOW)


def test_a_damaged_file_is_an_answer(path: Path) -> None:
    """Bytes that a disk lost are told as damage, not as tampering."""
    damage(path, "events")

    with SqliteStore.open(path) as store:
        found = store.verify()

    assert [("file-damaged", "file")] == [(each.code, each.path) for each in found]
    assert found[0].message.es.startswith("El archivo está dañado: ")
    assert found[0].message.en.startswith("The file is damaged: ")
    assert "page" in found[0].message.en.lower()
    assert "\n" not in found[0].message.en


def damage(path: Path, table: str) -> None:
    """Overwrite the page in which a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_purge_breaks_nothing(path: Path) -> None:
    """The chain never held a person."""
    with SqliteStore.open(path) as store:
        assert 1 == store.purge(date(2026, 11, 24))
        assert [] == store.verify()
        assert store.person("900555111:FE:1") is None


@pytest.mark.parametrize(
    "text", ["", "8", "8:", "0:" + "0" * 64, "8:xyz", "-1:" + "0" * 64, "08:" + "0" * 64]
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    """A half copied anchor is not taken for one that differs."""
    with pytest.raises(InvalidInput) as caught:
        Anchor.parse(text)

    error = caught.value
    assert ("anchor", text) == (error.field, error.value)
    assert "That is no anchor of a ledger." == error.message
    assert error.hint is not None
    assert "Escríbala como la mostró loggro ledger verify: 1234:5f3a…, completa." == error.hint.es
    assert "Write it as loggro ledger verify showed it: 1234:5f3a…, whole." == error.hint.en


def test_an_anchor_reads_what_it_writes(path: Path) -> None:
    """It is copied by hand, from a screen into a mail."""
    with SqliteStore.open(path) as store:
        anchor = store.anchor()

    assert anchor == Anchor.parse(f" {anchor}\n")
    assert 8 == anchor.position


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (["UPDATE events SET detail = replace(detail, '2000', '9000')"], ["event-changed"]),
        (["UPDATE events SET chain = chain || '0' WHERE position = 4"], ["event-changed"]),
        ([*shift(5, 1), FORGED.format(5, "00")], ["event-inserted", "added-at-the-end"]),
        ([*swap(3, 4)], ["event-moved"]),
        (["DELETE FROM events WHERE position = 4"], ["event-missing"]),
    ],
    ids=["amount", "link", "put-in", "moved", "removed"],
)  # fmt: skip
def test_what_follows_a_tampering_is_in_its_place(
    path: Path, acts: list[str | Tampering], expected: list[str]
) -> None:
    """One act is one finding of the chain, however much stands after it."""
    tamper(path, *acts)

    told = [each.code for each in wrong(path)]

    assert expected == [code for code in told if code not in {"row-strayed", "event-impossible"}]


def test_two_tamperings_are_told_both(path: Path) -> None:
    """The first does not hide the second."""
    tamper(path, *(f"UPDATE events SET at = at || 'x' WHERE position = {at}" for at in (2, 6)))

    found = [each.path for each in wrong(path) if each.code == "event-changed"]

    assert ["events[2]", "events[6]"] == found


def test_a_forged_beginning_is_told(path: Path) -> None:
    """Also where its own link is right: nothing stands before the first event."""
    at, name = "2026-11-23T15:00:00.000Z", "x:FE:9"
    tamper(path, FORGED.format(0, link("", at, name, "seen", "{}")))

    assert ("event-inserted", "events[0]") == first(path)


def test_an_empty_ledger_is_sound(tmp_path: Path) -> None:
    """Nothing happened yet, and its end says so."""
    with SqliteStore.open(tmp_path / "new.db") as store:
        assert [] == store.verify()
        assert Anchor(0, "") == store.anchor()
        assert ["chain-rewritten"] == [
            each.code for each in _after_one(store).verify(Anchor(1, "0" * 64))
        ]


def _after_one(store: SqliteStore) -> SqliteStore:
    store.append(told(1)[:1])
    return store


def test_numbers_taken_back_with_their_end_rewritten(path: Path) -> None:
    """Without the key no other end of the numbers passes."""
    tamper(
        path,
        "DELETE FROM numbers WHERE position = 3",
        rewritten("numbers", NUMBERS, head="numbers_head"),
    )

    assert ("head-altered", "numbers") == first(path)


@pytest.mark.parametrize(
    ("acts", "es", "en"),
    [
        (
            ["UPDATE events SET detail = replace(detail, '2000', '9000')"],
            "El evento 3 (900555111:FE:2) fue cambiado, o quitaron los que iban antes.",
            "The event 3 (900555111:FE:2) was changed, or those before it were taken out.",
        ),
        (
            ["DELETE FROM events WHERE position IN (4, 5)"],
            "Faltan los eventos 4 a 5: los quitaron.",
            "The events 4 to 5 are missing: they were taken out.",
        ),
        (
            [*swap(3, 4)],
            "El evento 3 (900555111:FE:2) no está en su lugar: lo movieron o lo copiaron.",
            "The event 3 (900555111:FE:2) is not in its place: it was moved or copied.",
        ),
        (
            [FORGED.format(0, "00")],
            "El evento 0 (x:FE:9) lo insertó otro programa: el siguiente no lo conoce.",
            "The event 0 (x:FE:9) was put in by another program: the next one does not know it.",
        ),
        (
            TAIL_OFF,
            "Falta el final de la cadena: llegaba a la posición 8 y llega a la 6.",
            "The tail of the chain is missing: it reached position 8 and reaches 6.",
        ),
        (
            ["UPDATE numbers SET sequence = 7 WHERE position = 2"],
            "El número 2 (FE7) fue cambiado, o quitaron los que iban antes.",
            "The number 2 (FE7) was changed, or those before it were taken out.",
        ),
        (
            ["UPDATE rows SET day = '2020-01-01' WHERE key = '900555111:FE:3'"],
            "El estado de 900555111:FE:3 no es el que dan sus eventos.",
            "The state of 900555111:FE:3 is not what its events make of it.",
        ),
        (
            ["INSERT INTO rows VALUES ('x:FE:9', 'synced', '2026-11-23', '{}')"],
            "El estado de x:FE:9 no es el que dan sus eventos.",
            "The state of x:FE:9 is not what its events make of it.",
        ),
        (
            ["DELETE FROM meta WHERE name = 'head'"],
            "La marca del final de la cadena falta, o no la escribió este programa.",
            "The mark of the end of the chain is missing, or was not written by this program.",
        ),
        (
            [FORGED.format(9, "00"), rewritten("events", EVENTS)],
            "Otro programa agregó después de la posición 8.",
            "Another program added after position 8.",
        ),
        (
            ["UPDATE events SET key = 'x' WHERE position = 8", rewritten("events", EVENTS)],
            "La cadena hasta la posición 8 se escribió de nuevo: ya no es la que era.",
            "The chain up to position 8 was written anew: it is not what it was.",
        ),
    ],
    ids=[
        "changed", "missing", "moved", "inserted", "tail", "number", "row", "row-without-events",
        "head", "added", "rewritten",
    ],
)  # fmt: skip
def test_a_finding_says_what_where_and_what_to_do(
    path: Path, acts: list[str | Tampering], es: str, en: str
) -> None:
    """In both languages, with the remedy."""
    tamper(path, *acts)

    found = wrong(path)[0]

    assert (es, en) == (found.message.es, found.message.en)
    assert ("restáurela" in found.fix.es, "restore" in found.fix.en) == (True, True)


def test_events_that_cannot_have_happened_are_named(path: Path) -> None:
    """Somebody who writes a right chain of wrong events is found by their sense."""
    with SqliteStore.open(path) as store, store._transaction():
        end = store._end_of("events", "head")
        parts = ("2026-11-23T15:00:00.000Z", "900555111:FE:1", "sent", "{}")
        end = Anchor(end.position + 1, link(end.chain, *parts))
        store._write_event(end, *parts)
        store._write_head("head", end)

    found = wrong(path)

    assert [("event-impossible", "events[9]")] == [(each.code, each.path) for each in found]
    assert "El evento 9 (900555111:FE:1) no pudo ocurrir" in found[0].message.es
    assert "The event 9 (900555111:FE:1) cannot have happened" in found[0].message.en
