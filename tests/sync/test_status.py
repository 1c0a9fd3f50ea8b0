# SPDX-License-Identifier: MIT
"""What the ledger alone says: is everything in Pymes, what is not, why, what ends soon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidInput, LedgerError
from loggro_integration.exact_json import dumps
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import Fault
from loggro_integration.sync import (
    Event,
    EventKind,
    RangeSeen,
    State,
    Status,
    meaning_of,
    status,
)
from loggro_integration.sync._check_numbering import ranges_seen
from loggro_integration.sync._check_reads import Reads
from loggro_integration.sync._seen import (
    NUMBERING,
    OPEN,
    QUOTA,
    QuotaSeen,
    keep_checked,
    keep_numbering,
    keep_quota,
    quota_of,
    ranges_of,
    read_notes,
    read_numbering,
    read_quota,
)
from loggro_integration.sync._status_words import duration
from loggro_integration.testing import MemoryStore
from sync.desk import TODAY, Desk, left_out

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def seen(store: MemoryStore, number: int, *looks: str, reason: str = "", **detail: str) -> str:
    """Put a sale into a ledger, and look it up."""
    key = f"b:FE:{number}"
    told: dict[str, Any] = {
        "number": f"FE{number}",
        "day": "2026-11-20",
        "kind": "electronic",
        "total": "54000",
        **detail,
    }
    events = [Event(at=NOW - HOUR, key=key, kind=EventKind.SEEN, detail=told)]
    for result in looks:
        looked: dict[str, Any] = {"result": result, "reason": reason}
        events.append(Event(at=NOW, key=key, kind=EventKind.LOOKED_UP, detail=looked))
    store.append(events)
    return key


def ran(store: MemoryStore, ago: timedelta = HOUR) -> MemoryStore:
    """Let the last run have ended some time ago."""
    store.put("first_run", "2026-11-20T12:00:00.000Z")
    store.put("last_run", (NOW - ago).strftime("%Y-%m-%dT%H:%M:%S.000Z"))
    return store


def of(store: MemoryStore, **options: Any) -> Status:
    return status(store, now=NOW, **options)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def test_a_ledger_without_a_run_says_what_it_does_not_know(store: MemoryStore) -> None:
    """Nothing is guessed: run, numbering and quota are named as not known, and the exit is 3."""
    found = of(store)

    assert ("unknown", 3, None) == (found.in_pymes, found.exit_code, found.age)
    assert ["last-run", "numbering", "electronic-quota"] == [each.code for each in found.unknown]
    assert all(each.verdict == "unknown" and each.fix for each in found.unknown)
    assert "No run has ended yet." in found.answer.en


def test_everything_is_in_pymes(store: MemoryStore) -> None:
    """The first sentence says so, with the count and the age of the last run."""
    seen(store, 1, "equal")

    found = of(ran(store, timedelta(minutes=5)))

    assert ("yes", 0) == (found.in_pymes, found.exit_code)
    assert (
        "Todo está en Pymes: 1 sincronizada. Última pasada hace 5 min.",
        "Everything is in Pymes: 1 synchronised. Last run 5 min ago.",
    ) == (found.answer.es, found.answer.en)


def test_what_waits_in_its_time_is_not_yet_there(store: MemoryStore) -> None:
    """A waiting sale is named with its reason, and fails nothing."""
    seen(store, 1, "equal")
    seen(store, 2)

    found = of(ran(store))

    assert ("not-yet", 0) == (found.in_pymes, found.exit_code)
    assert "1 waiting: FE2 (Loggro may still carry it by itself)." in found.answer.en


def test_a_missing_sale_is_named_first(store: MemoryStore) -> None:
    """What is missing or set aside comes before what waits, each with its number and its reason."""
    seen(store, 1)
    seen(store, 2, "absent")
    parked = seen(store, 3, "equal", "absent", reason="gone")

    found = of(ran(store))

    assert ("no", 1) == (found.in_pymes, found.exit_code)
    assert [parked] == [each.key for each in found.parked]
    assert found.parked[0].advice.en.endswith("Once that is settled: loggro sync retry FE3")
    assert "1 set aside, 1 missing, 1 waiting: FE3 (was in Pymes and has gone), FE2" in (
        found.answer.en
    )


def test_what_nobody_can_tell_ends_with_three(store: MemoryStore) -> None:
    """A look-up that proves nothing is no absence."""
    seen(store, 1, "cannot_tell")

    found = of(ran(store))

    assert ("unknown", 3) == (found.in_pymes, found.exit_code)
    assert ["FE1"] == [each.number for each in found.cannot_tell]


def test_the_oldest_on_its_way_comes_first(store: MemoryStore) -> None:
    """Pending sales are sorted by their day."""
    seen(store, 1)
    seen(store, 2, "absent", day="2026-11-18")

    assert ["FE2", "FE1"] == [each.number for each in of(ran(store)).pending]


def test_a_long_list_is_cut_in_the_sentence(store: MemoryStore) -> None:
    """Three sales are named, and the rest is hinted at; the list holds them all."""
    for number in range(1, 6):
        seen(store, number, "absent")

    found = of(ran(store))

    assert "5 missing: FE1 (is not in Pymes), FE2 (is not in Pymes), FE3 (is not in Pymes)…" in (
        found.answer.en
    )
    assert 5 == len(found.open)


def test_an_old_last_run_makes_it_unknown(store: MemoryStore) -> None:
    """With `max_age` the last run may be too old: exit 1, and a warning says by how much."""
    seen(store, 1, "equal")
    ran(store, timedelta(hours=30))

    fresh, old = of(store), of(store, max_age=timedelta(hours=24))

    assert (0, False) == (fresh.exit_code, fresh.is_stale)
    assert (1, True, "unknown") == (old.exit_code, old.is_stale, old.in_pymes)
    (warning,) = old.warnings
    assert ("last-run", "No run ended for 30 hours; the most is 24 hours.") == (
        warning.code,
        warning.message.en,
    )


def test_an_age_must_be_above_zero(store: MemoryStore) -> None:
    """Nothing is younger than 0 hours."""
    with pytest.raises(InvalidInput) as caught:
        of(store, max_age=timedelta())

    assert "max_age" == caught.value.field


@pytest.mark.parametrize("name", ["watermark", "last_run", "last_counts"])
@pytest.mark.parametrize("value", ["soon", "[1]", "{"])
def test_altered_settings_are_told(store: MemoryStore, name: str, value: str) -> None:
    """A setting that a run decides by is never read past."""
    store.put(name, value)

    with pytest.raises(LedgerError) as caught:
        of(store)

    assert "ledger-altered" == caught.value.code


def test_the_counts_of_the_last_run_are_there(store: MemoryStore) -> None:
    """They are those of the run, not of the whole ledger."""
    store.put("last_counts", dumps({"synced": 3}))

    assert {"synced": 3} == of(store).last_counts


# What ends soon.


def rules(**changes: Any) -> MappingRules:
    known = MappingRules.example()
    (pos,) = known.numbering.pos
    numbering = evolve(known.numbering, pos=(evolve(pos, **changes),))
    return evolve(known, numbering=numbering)


def numbered(store: MemoryStore, number: int, **changes: Any) -> Status:
    """Return the status after a run that saw a POS number."""
    keep_numbering(store, ranges_of(rules(**changes), NOW), [("pos", "POS", number)])
    return of(ran(store))


@pytest.mark.parametrize(
    ("changes", "last", "verdict", "said"),
    [
        ({}, 1000, "ok", None),
        ({"valid_until": date(2026, 12, 24)}, 1000, "soon", "ends on 2026-12-24, in 30 days"),
        ({"valid_until": date(2026, 12, 25)}, 1000, "ok", None),
        ({"valid_until": date(2026, 11, 24)}, 1000, "soon", "in 0 days"),
        ({"valid_until": date(2026, 11, 23)}, 1000, "ended", "ended on 2026-11-23"),
        ({"last": 1000}, 899, "ok", None),
        ({"last": 1000}, 900, "soon", "is 90 % used: 100 numbers are left"),
        ({"last": 1000}, 1000, "ended", "is 100 % used: 0 numbers are left"),
        ({"valid_until": None, "last": 1000}, 950, "soon", "POS is 95 % used"),
    ],
)
def test_a_resolution_that_ends_is_told(
    store: MemoryStore, changes: dict[str, Any], last: int, verdict: str, said: str | None
) -> None:
    """30 days before its end and from 90 % used on, with what is left; over, it fails."""
    found = numbered(store, last, **changes)

    (pos,) = [each for each in found.numbering or () if each.kind == "pos"]
    told = [each for each in found.warnings if each.code == "pos-numbering"]
    assert verdict == pos.verdict(TODAY + timedelta(days=1))
    assert [said is not None] == [bool(told)]
    assert said is None or said in told[0].message.en
    assert int(verdict == "ended") == found.exit_code


def test_a_resolution_that_another_one_follows_is_no_news(store: MemoryStore) -> None:
    """Once the next resolution of its kind stands in the rules, the old one may end."""
    old = rules(valid_until=date(2026, 11, 30), last=5000)
    (pos,) = old.numbering.pos
    later = evolve(pos, authorization="18764000000999", first=5001, last=9000, valid_until=None)
    both = evolve(old, numbering=evolve(old.numbering, pos=(pos, later)))

    keep_numbering(store, ranges_of(both, NOW), [("pos", "POS", 4990)])

    assert () == of(ran(store)).warnings


def test_what_is_not_known_of_a_resolution_is_named(store: MemoryStore) -> None:
    """Without an end, or without a number seen, it says which of both."""
    keep_numbering(store, ranges_of(rules(valid_until=None), NOW), [])

    told = {each.code: each.message.en for each in of(ran(store)).unknown}
    (pos,) = [each for each in read_numbering(store) or () if each.kind == "pos"]
    assert "unknown" == pos.verdict(TODAY)
    assert "until when it is valid, how many of its numbers are used" in told["pos-numbering"]
    assert "of FE, how many of its numbers are used" in told["electronic-numbering"]


def test_an_end_is_told_where_no_number_was_seen(store: MemoryStore) -> None:
    """The day alone is enough, and what is used is named as not known."""
    keep_numbering(store, ranges_of(rules(valid_until=date(2026, 12, 1)), NOW), [])

    found = of(ran(store))

    assert ["The resolution POS ends on 2026-12-01, in 7 days."] == [
        each.message.en for each in found.warnings
    ]


def test_an_end_that_is_not_known_is_named_alone(store: MemoryStore) -> None:
    """Where numbers were seen, only the day is missing."""
    found = numbered(store, 5, valid_until=None)

    told = {each.code: each.message.en for each in found.unknown}
    assert "It is not known of POS, until when it is valid." == told["pos-numbering"]


def test_the_highest_number_ever_seen_is_kept(store: MemoryStore) -> None:
    """A later run over older days does not make a resolution look emptier."""
    numbered(store, 900, last=1000)

    found = numbered(store, 20, last=1000)

    (pos,) = [each for each in found.numbering or () if each.kind == "pos"]
    assert (900, 100) == (pos.last_number, pos.left)


def test_a_number_outside_a_range_is_not_its_own(store: MemoryStore) -> None:
    """Another prefix or a number beyond the range says nothing of it."""
    keep_numbering(
        store, ranges_of(rules(last=1000), NOW), [("pos", "OLD", 5), ("pos", "POS", 1001)]
    )

    assert {None} == {each.last_number for each in read_numbering(store) or ()}


@pytest.mark.parametrize(
    ("used", "limit", "verdict", "left", "code"),
    [
        (89, 100, "ok", 11, 0),
        (90, 100, "soon", 10, 0),
        (100, 100, "ended", 0, 1),
        (120, 100, "ended", 0, 1),
        (7, None, "unknown", None, 0),
    ],
)
def test_the_quota_is_told(
    store: MemoryStore, used: int, limit: int | None, verdict: str, left: int | None, code: int
) -> None:
    """From 90 % on it warns, used up it fails, and without a limit it is not known."""
    quota = QuotaSeen(used=used, limit=limit, seen_at=NOW)
    keep_checked(store, ranges_of(MappingRules.example(), NOW), quota)

    found = of(ran(store))

    assert found.quota == quota
    assert (verdict, left, code) == (quota.verdict, quota.left, found.exit_code)
    warned = {each.code for each in found.warnings}
    assert (verdict in {"soon", "ended"}) == ("electronic-quota" in warned)
    assert (verdict == "unknown") == ("electronic-quota" in {e.code for e in found.unknown})


@pytest.mark.parametrize("name", [NUMBERING, QUOTA, OPEN])
@pytest.mark.parametrize("value", ["{", "[1]", '{"used": 1}', '[{"kind": "pos"}]', "7"])
def test_a_note_that_cannot_be_read_was_not_seen(store: MemoryStore, name: str, value: str) -> None:
    """What nothing is decided by stops nothing: it is not known, and the next run writes it."""
    store.put(name, value)

    assert (None, None, ()) == (read_numbering(store), read_quota(store), read_notes(store))


# What a run and a check keep.


def test_a_run_keeps_why_a_sale_is_open(desk: Desk) -> None:
    """The status says what the run said, with the setting that may mend it, and names nobody."""
    desk.rules = evolve(
        desk.rules, payment_means={"Efectivo": desk.rules.payment_means["Efectivo"]}
    )
    (number,) = left_out(desk)

    found = status(desk.store, now=desk.box.now())

    (sale,) = [each for each in found.open if each.number == number]
    assert (State.ABSENT, "no") == (sale.state, found.in_pymes)
    assert "Nequi" in sale.meaning.en
    assert "payment_means" in sale.advice.en


def test_a_reason_of_another_state_is_not_shown(store: MemoryStore) -> None:
    """Once a sale has moved on, what an earlier run said of it is over."""
    key = seen(store, 1)
    note = {
        "key": key,
        "number": "FE1",
        "day": "2026-11-20",
        "kind": "pos",
        "total": "1",
        "state": "absent",
        "reason": ["viejo", "old"],
        "setting": "x",
        "fix": None,
    }
    store.put(OPEN, dumps([note]))

    (sale,) = of(store).open

    assert (meaning_of("waiting"), "") == (sale.meaning, sale.setting)


def test_a_sale_without_a_usable_number_is_not_forgotten(desk: Desk) -> None:
    """The ledger cannot hold it, but the status of the last run names it as set aside."""
    desk.box.operator.sell()
    desk.settle()
    (sale,) = desk.box.fake.world.sales
    sale.doc.update(invoicePrefix="PO S", number="PO S1001")

    desk.started()
    found = status(desk.store, now=desk.box.now())

    (parked,) = found.parked
    assert ("", "PO S1001", "no-number") == (parked.key, parked.number, parked.reason)
    assert "no" == found.in_pymes


def test_a_sale_without_a_number_stays_until_its_day_is_read_again(desk: Desk) -> None:
    """Days later the run reads other days, and does not forget it; once mended, it is over."""
    desk.box.operator.sell()
    desk.settle()
    (sale,) = desk.box.fake.world.sales
    sale.doc.update(invoicePrefix="PO S", number="PO S1001")
    engine = desk.started()
    desk.box.operator.advance(seconds=5 * 86400)
    desk.box.operator.sell()
    engine.run()
    engine.run(since=TODAY + timedelta(days=5))
    kept = status(desk.store, now=desk.box.now()).parked
    sale.doc.update(invoicePrefix="POS", number="POS1001")

    engine.run(since=TODAY)

    assert ["PO S1001"] == [each.number for each in kept]
    assert () == status(desk.store, now=desk.box.now()).parked


def test_a_run_keeps_the_numbers_it_saw(desk: Desk) -> None:
    """The resolutions of the rules, each with the highest number of a sale."""
    desk.box.operator.sell(electronic=True)
    number = desk.box.operator.sell()
    desk.settle()
    desk.started()

    known = {each.kind: each for each in status(desk.store, now=desk.box.now()).numbering or ()}

    assert number == f"POS{known['pos'].last_number}"
    assert date(2028, 12, 31) == known["electronic"].valid_until


def test_a_check_keeps_the_earlier_end_that_pymes_shows(desk: Desk) -> None:
    """Pymes may say another day: the earlier one counts, also after the next run."""
    reads = Reads(desk.box.restobar(), desk.box.pymes(), desk.rules, desk.box.now)
    row = {"resolucion": desk.rules.numbering.pos[0].authorization, "fechaHasta": "2026-12-01"}
    vars(reads)["ranges"] = (row,)

    keep_checked(desk.store, ranges_seen(reads), None)
    desk.engine().run(since=TODAY)

    (pos,) = [each for each in read_numbering(desk.store) or () if each.kind == "pos"]
    assert date(2026, 12, 1) == pos.valid_until


def test_the_preflight_keeps_what_it_saw(desk: Desk) -> None:
    """`Synchronizer.preflight` leaves resolutions and quota in the ledger."""
    desk.rules = with_quota(desk.rules)
    desk.engine().preflight()

    assert read_numbering(desk.store)
    quota = read_quota(desk.store)
    assert quota is not None
    assert 500 == quota.limit


def with_quota(known: MappingRules, field: str = "count") -> MappingRules:
    """Return rules that say where the count of electronic documents stands."""
    quota = evolve(known.restobar.quota, used_field=field, limit=500)
    return evolve(known, restobar=evolve(known.restobar, quota=quota))


def counted(desk: Desk) -> int:
    return sum("einvoicesCount" in call.path for call in desk.box.fake.calls)


def test_a_run_counts_documents_every_six_hours(desk: Desk) -> None:
    """The count is one more call, so it is made again only when it is old."""
    desk.rules = with_quota(desk.rules)
    engine = desk.engine()
    engine.run(since=TODAY)
    engine.run()
    desk.box.operator.advance(seconds=6 * 3600)
    engine.run()

    assert 2 == counted(desk)
    assert read_quota(desk.store) is not None


def test_a_refused_count_stops_no_run(desk: Desk) -> None:
    """The quota stays unknown, and the run goes on."""
    desk.rules = with_quota(desk.rules)
    desk.box.operator.add_faults([Fault.before("GET", "/invoices/einvoicesCount", status=400)])

    desk.engine().run(since=TODAY)

    assert read_quota(desk.store) is None


def test_a_count_without_its_field_is_not_kept(desk: Desk) -> None:
    """A name that the answer lacks gives no number, and without a name nothing is asked."""
    store, pos = MemoryStore(), desk.box.restobar()

    keep_quota(store, pos, with_quota(desk.rules, "elsewhere"), NOW)

    assert read_quota(store) is None
    assert quota_of(pos, desk.rules, NOW) is None


def test_a_status_as_json_has_stable_values(desk: Desk) -> None:
    """Amounts are text, instants UTC, and the lists hold the same sales as the status."""
    (number,) = left_out(desk)
    keep_checked(desk.store, (), QuotaSeen(used=1, limit=2, seen_at=NOW))

    found = status(desk.store, now=desk.box.now(), max_age=HOUR).as_json()

    assert ("no", False, 3600) == (found["in_pymes"], found["stale"], found["max_age_seconds"])
    pending: Any = found["oldest_pending"]
    assert (number, "16500.00", "absent") == (pending["number"], pending["total"], pending["state"])
    assert {"es", "en"} == set(pending["meaning"])
    quota: Any = found["quota"]
    assert ([], 1, "2026-11-24T12:00:00.000Z") == (
        found["numbering"],
        quota["left"],
        quota["seen_at"],
    )


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=119), "119 min"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=49), "2 days"),
    ],
)
def test_times_are_said_in_their_largest_unit(length: timedelta, said: str) -> None:
    """Minutes below two hours, hours below two days, days above."""
    assert said == duration(length).en


def test_a_range_without_numbers_left_is_over() -> None:
    """The last number handed out ends a resolution, whatever its day."""
    full = RangeSeen(
        kind="pos", authorization="1", prefix="P", first=1, last=9, valid_until=None,
        last_number=9, seen_at=NOW,
    )  # fmt: skip

    assert "ended" == full.verdict(TODAY)
