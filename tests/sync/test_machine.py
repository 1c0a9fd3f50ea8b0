# SPDX-License-Identifier: MIT
"""
A restaurant lives through anything in any order; books equal sales less what is set aside.

Every send is checked where it leaves: the books of the fake must not have the document, and the
ledger must hold the proof of its absence and the intent, in this order, right before it.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from loggro_integration import errors
from loggro_integration.days import business_day
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.sync import (
    Event,
    EventKind,
    OfficialIntegration,
    PymesSink,
    Receipt,
    SqliteStore,
    State,
    Synchronizer,
    SyncPolicy,
)
from loggro_integration.testing import Fault, sandbox

pytestmark = pytest.mark.no_cover

# Not the disk is tried here but what is written: a disk in memory spares the waiting.
IN_MEMORY = next((name for name in ("/dev/shm",) if os.access(name, os.W_OK)), None)

MAPPED = ("Nequi", "Transferencia débito bancaria")
PROOFS = ("POS1001", "FE1")

# Why a sale may stay apart for good; nothing else may keep one out of the books.
APART = ("rejected:", "dian-", "sends-used-up", "void", "clock-changed", "gone")

SEND = ("PATCH", "/invoices/forceSendToIntegration/{id}")
LOOK = ("GET", "/v1/ventas-detallado")
LIST = ("GET", "/invoices")

FAULTS = (
    Fault.timeout_before,
    Fault.timeout_after,
    Fault.reset,
    Fault.half_answer,
    Fault.before,
    Fault.after_commit,
    Fault.gateway,
    Fault.error_body,
    Fault.accepted,
    Fault.empty_503,
    Fault.too_many,
    Fault.token_expired,
)

SWITCHES = st.fixed_dictionaries(
    {
        "list_order": st.sampled_from(["newest", "oldest"]),
        "push_delay": st.sampled_from([60, 60, 1800]),
        "void_effect": st.sampled_from(["annulled", "credit-note"]),
        "voided_before_push": st.sampled_from(["skipped", "annulled"]),
        "rejected_pushed": st.sampled_from(["no", "yes"]),
        "forced_resend": st.sampled_from(["duplicates", "duplicates", "ignored", "refused"]),
        "forced_refusal": st.sampled_from(["400", "silent"]),
        "payment_value_includes_tip": st.sampled_from(["no", "yes"]),
        "no_customer": st.sampled_from(["both", "named", "absent"]),
        "none_answer": st.sampled_from(["empty", "404"]),
        "sales_number": st.sampled_from(["full", "sequence"]),
    }
)
# With 2, every run goes day by day.
AT_ONCE = st.sampled_from([2, 300])


MINUTES = st.sampled_from([1, 20, 20, 61, 61, 61])
SOMETIMES = st.sampled_from([False, False, False, True])


class Died(BaseException):
    """The process ends here."""


class Watched(PymesSink):
    """Loggro's own integration; each send is judged, and the process may die around it."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._inner = OfficialIntegration(life.pos, life.books)

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        self._life.judge(key)
        self._life.act(key)
        self._life.die("before-send")
        try:
            receipt = self._inner.deliver(plan, key)
        except (errors.NotSent, errors.RateLimited, errors.TokenRejected):
            self._life.never_left(key)
            raise
        self._life.die("after-send")
        return receipt


class MortalStore(SqliteStore):
    """A ledger whose process may die before or after it wrote."""

    life: Life

    def append(self, events: Any) -> None:
        events = list(events)
        kinds = {event.kind.value for event in events if isinstance(event, Event)}
        for kind in kinds:
            self.life.die(f"before-{kind}")
        super().append(events)
        for kind in kinds:
            self.life.die(f"after-{kind}")


DEATHS = (
    "before-send",
    "after-send",
    "before-seen",
    "after-seen",
    "before-intended",
    "after-intended",
    "before-answered",
    "after-answered",
    "before-looked_up",
    "after-looked_up",
    "after-parked",
)


class Life(RuleBasedStateMachine):
    """One restaurant, its books, and an engine that is started, killed and started again."""

    fired: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(dir=IN_MEMORY))
        self.path = Path(folder, "ledger.db")
        self.box = self.stack.enter_context(sandbox())
        self.operator = self.box.operator
        self.pos = self.box.restobar(sleep=lambda seconds: None)
        self.books = self.box.pymes(sleep=lambda seconds: None)
        self.rules = MappingRules.example()
        self.death = ""
        self.skew = timedelta()
        self.busy = ""
        self.used = False
        self.sends: Counter[str] = Counter()
        self.sent: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        self.numbers: list[str] = []

    @initialize(switches=SWITCHES, at_once=AT_ONCE)
    def open(self, switches: dict[str, Any], at_once: int) -> None:
        """Let both series show one document, and make the first run, which only reads."""
        self.policy = SyncPolicy(at_once=at_once)
        for name, value in switches.items():
            self.operator.switch(name, value)
        sales = evolve(
            self.rules.pymes.sales,
            number_spelling=switches["sales_number"],
            not_found_is_absent=switches["none_answer"] == "404",
        )
        self.rules = evolve(self.rules, pymes=evolve(self.rules.pymes, sales=sales))
        self.numbers += [self.operator.sell(), self.operator.sell(electronic=True)]
        assert set(PROOFS) == set(self.numbers)
        self.operator.advance(seconds=3600)
        self.since = business_day(self.box.now())
        self.run(since=self.since)

    # what happens in the restaurant

    @rule(
        electronic=st.booleans(),
        mapped=st.sampled_from([False, False, True]),
        customer=st.sampled_from([None, None, "0045678"]),
        tip=st.sampled_from([0, 2000]),
        how=st.sampled_from(["paid", "paid", "paid", "credit", "unpaid"]),
        count=st.integers(1, 3),
    )
    def sell(
        self, electronic: bool, mapped: bool, customer: str | None, tip: int, how: str, count: int
    ) -> None:
        self.note("sell")
        bill: dict[str, Any] = {"electronic": electronic, "customer": customer}
        if how == "credit":
            bill |= {"credit": 30, "customer": "0045678"}
        elif how == "unpaid":
            bill |= {"paid": False}
        else:
            bill |= {"payments": "Efectivo" if mapped else "Nequi", "tip": tip}
        self.numbers += [self.operator.sell(**bill) for _ in range(count)]

    @rule(data=st.data(), method=st.sampled_from(["Efectivo", "Nequi"]))
    def pay(self, data: st.DataObject, method: str) -> None:
        """A bill that was printed is paid."""
        self.note("pay")
        with suppress(errors.InvalidInput):
            self.operator.pay(data.draw(st.sampled_from(self.numbers)), method)

    @rule(data=st.data())
    def pay_credit(self, data: st.DataObject) -> None:
        """A part of a credit is paid."""
        self.note("pay_credit")
        with suppress(errors.InvalidInput):
            self.operator.pay_credit(data.draw(st.sampled_from(self.numbers)), 1000)

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        """A sale is voided."""
        self.note("void")
        with suppress(errors.InvalidInput):
            self.operator.annul(data.draw(st.sampled_from(self.numbers)))

    @rule()
    def reject(self) -> None:
        """DIAN will refuse the next invoice."""
        self.note("reject")
        self.operator.reject_next()

    @rule(data=st.data())
    def lose_document(self, data: st.DataObject) -> None:
        """Somebody in Pymes deletes a document that was there."""
        self.note("lose_document")
        number = data.draw(st.sampled_from(self.numbers))
        if number not in PROOFS:
            with suppress(errors.InvalidInput):
                self.operator.delete_document(number)

    # what happens to the machine

    @rule(minutes=st.sampled_from([1, 5, 20, 61, 61, 61, 60 * 24, 60 * 24 * 5]))
    def wait(self, minutes: int) -> None:
        self.note("wait")
        self.operator.advance(seconds=60 * minutes)

    @rule(hours=st.sampled_from([0, 0, 0.1, -0.1, -2, -24, 5, 24 * 40]))
    def set_clock(self, hours: float) -> None:
        """The clock of the machine, not Loggro's, jumps back or ahead."""
        self.note("set_clock")
        self.skew = timedelta(hours=hours)

    @rule(
        make=st.sampled_from([None, *FAULTS]),
        call=st.sampled_from([SEND, SEND, LOOK, LOOK, LIST]),
        times=st.integers(1, 4),
    )
    def use_network(self, make: Any, call: tuple[str, str], times: int) -> None:
        """The network breaks some calls, or is mended."""
        self.note("use_network")
        if make is None:
            self.operator.clear_faults()
        else:
            self.operator.add_faults([make(*call, times=times)])

    # what the engine does

    @rule(minutes=MINUTES, mapped=st.booleans(), wait=st.booleans(), dry=SOMETIMES)
    def sync(self, minutes: int, mapped: bool, wait: bool, dry: bool) -> None:
        self.note("sync")
        with self.after(minutes, mapped):
            self.run(wait=wait, dry_run=dry)

    @rule(
        minutes=MINUTES,
        mapped=st.booleans(),
        wait=st.booleans(),
        death=st.sampled_from(DEATHS),
        fresh=SOMETIMES,
    )
    def sync_and_die(self, minutes: int, mapped: bool, wait: bool, death: str, fresh: bool) -> None:
        """The process ends in the middle of a run, which may have something new to send."""
        self.note("sync_and_die")
        if fresh:
            self.numbers.append(self.operator.sell(payments="Nequi"))
        self.death = death
        with self.after(minutes, mapped):
            self.run(wait=wait)

    @rule(minutes=MINUTES, mapped=st.booleans(), what=st.sampled_from(["press", "press", "void"]))
    def sync_while_busy(self, minutes: int, mapped: bool, what: str) -> None:
        """While the first sale is sent, a person sends or voids every other one."""
        self.note("sync_while_busy")
        self.busy = what
        with self.after(minutes, mapped):
            self.run(wait=True)

    @contextmanager
    def after(self, minutes: int, mapped: bool) -> Iterator[None]:
        """Wait, have the missing setting in place or not, and survive how the run ends."""
        self.operator.advance(seconds=60 * minutes)
        if mapped:
            self.operator.map_payment_method(*MAPPED)
        try:
            with suppress(errors.LoggroError, Died):
                yield
        finally:
            self.operator.unmap_payment_method(MAPPED[0])
            self.death = self.busy = ""

    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        self.note("release")
        with SqliteStore.open(self.path) as store:
            parked = store.rows(State.PARKED, State.EXCLUDED)
        if not parked:
            return
        key = data.draw(st.sampled_from([row.key for row in parked]))
        self.sends[key] = 0
        if times := self.sent[str(key)]:
            # A release ends what a clock that ran ahead had written: its own instant counts.
            times[-1] = (times[-1][0], min(times[-1][1], self.box.now() + self.skew))
        self.using(lambda engine: engine.release(key))

    # what holds at all times

    @invariant()
    def nothing_stands_twice(self) -> None:
        books = self.box.fake.world.books
        counts = Counter((row["tipoDocumento"], row["numero"]) for row in books)
        assert [] == [number for number, count in counts.items() if count > 1]

    @precondition(lambda self: self.used)
    @invariant()
    def the_ledger_is_sound(self) -> None:
        self.used = False
        with SqliteStore.open(self.path) as store:
            assert [] == store.verify()

    def act(self, key: SaleKey) -> None:
        """Let people do what they do while a sale is sent."""
        what, self.busy = self.busy, ""
        planned = {sale_id for _, _, _, sale_id in self.box.fake.world.agenda}
        for number in self.numbers:
            (sale,) = self.box.fake.world.sales.numbered(number)
            if not what or number == str(key.number) or sale.id in planned or sale.sync == "done":
                continue
            with suppress(errors.InvalidInput):
                (self.operator.force_send if what == "press" else self.operator.annul)(number)
        if what:
            self.operator.advance(seconds=60)

    def judge(self, key: SaleKey) -> None:
        """Check a send where it leaves: absent in truth, proved, intended, within its limit."""
        number = str(key.number)
        assert number not in {row["numero"] for row in self.box.fake.books()}
        (sale,) = self.box.fake.world.sales.numbered(number)
        assert sale.finished
        assert sale.dian in {"none", "accepted"}
        story = list(self.store.events(str(key)))
        assert [EventKind.LOOKED_UP, EventKind.INTENDED] == [each.kind for each in story[-2:]]
        assert "absent" == story[-2].text("result")
        now, times = self.box.now(), self.sent[str(key)]
        # An hour apart by Loggro's clock, or by the machine's that was set meanwhile.
        assert not times or any(
            later - before >= timedelta(hours=1)
            for later, before in zip((now, now + self.skew), times[-1], strict=True)
        )
        times.append((now, now + self.skew))
        self.sends[str(key)] += 1
        assert self.sends[str(key)] <= 3

    def never_left(self, key: SaleKey) -> None:
        """A send that nobody received uses up nothing."""
        self.sends[str(key)] -= 1
        self.sent[str(key)].pop()

    def teardown(self) -> None:
        try:
            if hasattr(self, "since"):
                self.settle()
        finally:
            self.stack.close()

    def settle(self) -> None:
        """Let everything heal, and compare both sides."""
        self.skew = timedelta()
        self.operator.clear_faults()
        self.operator.map_payment_method(*MAPPED)
        self.operator.switch("forced_refusal", "400")
        for _ in range(6):
            self.operator.advance(seconds=2 * 3600)
            self.run()
        self.operator.advance(seconds=30 * 3600)
        # Every day again: what was lost long ago is outside of the days read by default.
        self.run(since=self.since)
        with SqliteStore.open(self.path) as store:
            rows = {row.number: row for row in store.rows()}
            assert [] == store.verify()
        documents: dict[str, list[Any]] = {}
        for document in self.box.fake.books():
            if document["tipoDocumento"] == "FACTURA_VENTA":
                documents.setdefault(document["numero"], []).append(document)
        for sale in self.box.fake.sales():
            self.compare(sale, rows.get(sale["number"]), documents.get(sale["number"], []))

    def compare(self, sale: dict[str, Any], row: Any, documents: list[Any]) -> None:
        """Check one sale: in the books once and synced, or apart for a reason that holds."""
        assert len(documents) <= 1
        if sale["status"] == "Facturada":
            return
        voided = sale["status"] == "Anulada"
        if row is None:
            # Voided before anybody saw it, and never pushed.
            assert voided
            return
        if row.state is State.SYNCED:
            assert 1 == len(documents)
            assert Decimal(sale["total"]) == documents[0]["total"]
            return
        assert row.state in {State.PARKED, State.EXCLUDED}, (row, sale)
        assert row.reason.startswith(APART), row
        if row.reason == "dian-rejected":
            assert sale["eInvoice"]["DIAN"]["dianState"] == "Rechazado"
        elif row.reason.startswith("void"):
            assert voided

    # how the engine is started

    def run(self, **how: Any) -> None:
        self.using(lambda engine: engine.run(**how))

    def using(self, work: Any) -> None:
        """Open the ledger like a new process, and close it however that ends."""
        store = MortalStore.open(self.path)
        assert isinstance(store, MortalStore)
        store.life, self.store, self.used = self, store, True
        try:
            work(
                Synchronizer(
                    pos=self.pos,
                    books=self.books,
                    store=store,
                    rules=self.rules,
                    sink=Watched(self),
                    policy=self.policy,
                    clock=lambda: self.box.now() + self.skew,
                    sleep=self.box.sleep,
                )
            )
        finally:
            store.close()

    def die(self, place: str) -> None:
        """End the process where it was decided to end."""
        if self.death == place:
            self.death = ""
            self.note("died")
            raise Died

    def note(self, name: str) -> None:
        type(self).fired[name] += 1


PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

# Four parts share the cores; together they are 200 lives of 50 steps.
PARTS, A_PART, STEPS, OFTEN = 4, 50, 50, 50

RULES = (
    "died",
    "lose_document",
    "pay",
    "pay_credit",
    "reject",
    "release",
    "sell",
    "set_clock",
    "sync",
    "sync_and_die",
    "sync_while_busy",
    "use_network",
    "void",
    "wait",
)


def live(lives: int, number: int) -> Counter[str]:
    """Live so many lives, and return how often each rule was lived through."""
    life = seed(number)(type("Life", (Life,), {"fired": Counter[str]()}))
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=QUIET,
        ),
    )
    return life.fired


def judged(fired: Counter[str], lives: int) -> str:
    """Return how often each rule was lived through, once that is often for all."""
    told = ", ".join(f"{name} {fired[name]}" for name in RULES)
    assert set(fired) <= set(RULES)
    if lives >= PARTS * A_PART:
        assert [] == [name for name in RULES if fired[name] < OFTEN], told
    return f"state machine: {lives} lives x {STEPS} steps: {told}"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_lives(
    part: int, record_property: Callable[[str, object], None], tmp_path_factory: Any
) -> None:
    """Whatever happens in whatever order, books equal sales less what is apart for a reason."""
    lives = 5 if PROFILE == "dev" else A_PART
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    fired = live(lives, part)

    # The part that ends last adds the others up: they may have been lived by other processes.
    written = folder / f"written-{part}.json"
    written.write_text(json.dumps(fired), "utf-8")
    # by its name only once it is whole: another process may be looking
    written.rename(folder / f"lives-{part}.json")
    parts = list(folder.glob("lives-?.json"))
    if len(parts) == PARTS:
        counts = (Counter(json.loads(each.read_text("utf-8"))) for each in parts)
        record_property("printed", judged(sum(counts, Counter()), PARTS * lives))


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_many_more_lives(record_property: Callable[[str, object], None]) -> None:
    """The same, `LOGGRO_LIVES` times (5,000), never the same ones; `LOGGRO_SEED` repeats them."""
    lives = int(os.environ.get("LOGGRO_LIVES", "5000"))
    number = int(os.environ.get("LOGGRO_SEED", str(time.time_ns() // 10**6)))

    fired = live(lives, number)

    record_property("printed", f"{judged(fired, lives)}, seed {number}")
