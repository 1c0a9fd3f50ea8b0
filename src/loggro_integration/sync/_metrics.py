# SPDX-License-Identifier: MIT
"""
Counters, gauges and durations of the synchronisation, for Prometheus.

A label holds a state, a kind, a result or a reason: never a number, an amount or a customer.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from attrs import define, field

from loggro_integration.days import business_day
from loggro_integration.sync._events import SyncEvent, SyncEventKind
from loggro_integration.sync._seen import RangeSeen
from loggro_integration.sync._states import State
from loggro_integration.sync._status import Status

__all__ = ["Metrics", "reason_label", "result_of"]

# Upper ends of the buckets of a run's duration, in seconds: from a quiet pass to one that waits.
BUCKETS: Final = (1, 5, 15, 60, 300, 900, 3600)
RESULTS: Final = {0: "fine", 1: "problems", 3: "unknown"}

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Labels = tuple[tuple[str, str], ...]


class Sample(NamedTuple):
    """One line of a family: what follows its name, its labels and its value."""

    suffix: str
    labels: Labels
    value: Decimal | int


class Family(NamedTuple):
    """One metric as Prometheus knows it."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


@define(eq=False, repr=False)
class Metrics:
    """
    What runs did and how the ledger stands; hand it to `Synchronizer` as an observer.

    `take` adds how the ledger stands. Threads may share it.

    >>> metrics = Metrics()
    >>> metrics.prometheus_text()
    ''
    """

    _counts: Counter[tuple[str, Labels]] = field(factory=Counter[tuple[str, Labels]], init=False)
    _buckets: Counter[int] = field(factory=Counter[int], init=False)
    _seconds: Decimal = field(default=Decimal(0), init=False)
    _began: datetime | None = field(default=None, init=False)
    _status: Status | None = field(default=None, init=False)
    _turn: threading.Lock = field(factory=threading.Lock, init=False)

    def __call__(self, event: SyncEvent, /) -> None:
        """Count what a run tells."""
        with self._turn:
            if event.kind is SyncEventKind.RUN_STARTED:
                self._began = event.at
            elif event.kind in {SyncEventKind.RUN_ENDED, SyncEventKind.RUN_FAILED}:
                self._end(event)
            else:
                self._count(event)

    def take(self, status: Status) -> Metrics:
        """Keep how the ledger stands, in place of what was kept before; return itself."""
        with self._turn:
            self._status = status
        return self

    def prometheus_text(self) -> str:
        """Return everything that was seen, in the text format 0.0.4 of Prometheus."""
        with self._turn:
            families = [*self._of_runs(), *_of_status(self._status)]
        return "".join(_family_text(each) for each in families if each.samples)

    def _end(self, event: SyncEvent) -> None:
        self._add("runs", result=result_of(event))
        if self._began is None:
            return
        seconds = _seconds(max(timedelta(), event.at - self._began))
        self._seconds += seconds
        fitting = next((top for top in BUCKETS if seconds <= top), 0)
        self._buckets[fitting] += 1
        self._began = None

    def _count(self, event: SyncEvent) -> None:
        if event.kind is SyncEventKind.SENT:
            self._add("sends")
        elif event.kind is SyncEventKind.ANSWERED:
            self._add("answers", answer=reason_label(str(event.detail.get("answer") or "unknown")))
        elif event.kind is SyncEventKind.LOOKED_UP:
            result = str(event.detail.get("result") or "unknown")
            self._add("lookups", result=reason_label(result))
        elif event.kind is SyncEventKind.PARKED:
            self._add("parked", reason=reason_label(str(event.detail.get("reason") or "")))

    def _add(self, name: str, **labels: str) -> None:
        self._counts[name, tuple(labels.items())] += 1

    def _of_runs(self) -> Iterator[Family]:
        for name, text in _COUNTED.items():
            samples = [
                Sample("", labels, count)
                for (counted, labels), count in sorted(self._counts.items())
                if counted == name
            ]
            yield Family(f"loggro_sync_{name}_total", "counter", text, tuple(samples))
        yield Family(
            "loggro_sync_run_duration_seconds",
            "histogram",
            "How long runs took, from their beginning to their end.",
            tuple(self._duration()),
        )

    def _duration(self) -> Iterator[Sample]:
        below = 0
        if not self._buckets:
            return
        for top in BUCKETS:
            below += self._buckets[top]
            yield Sample("_bucket", (("le", str(top)),), below)
        count = below + self._buckets[0]
        yield Sample("_bucket", (("le", "+Inf"),), count)
        yield Sample("_sum", (), self._seconds)
        yield Sample("_count", (), count)


_COUNTED: Final = {
    "runs": "Runs that ended, by their result.",
    "sends": "Forced sends.",
    "answers": "Answers to forced sends.",
    "lookups": "Look-ups in Pymes, by their result.",
    "parked": "Sales set aside during runs, by reason.",
}


def result_of(event: SyncEvent) -> str:
    """Return how a run ended: ``fine``, ``problems``, ``unknown`` or ``failed``."""
    code = event.detail.get("exit_code")
    return RESULTS.get(code, "problems") if isinstance(code, int) else "failed"


def reason_label(reason: str) -> str:
    """Return the stable word of a reason, without what an answer or a field added to it."""
    return reason.partition(":")[0] or "unknown"


def _of_status(status: Status | None) -> Iterator[Family]:
    if status is None:
        return
    yield _gauge("sales", "Sales in the ledger, by state.", _by_state(status.counts))
    parked = Counter(reason_label(each.reason) for each in status.parked)
    yield _gauge(
        "parked_sales",
        "Sales that a person has to decide, by reason.",
        [((("reason", name),), count) for name, count in sorted(parked.items())],
    )
    answers = [((("answer", each),), int(status.in_pymes == each)) for each in _ANSWERS]
    yield _gauge("in_pymes", "Whether everything is in Pymes: 1 at the answer that holds.", answers)
    if status.last_run is not None and status.age is not None:
        at, age = _seconds(status.last_run - _EPOCH), _seconds(status.age)
        yield _gauge("last_run_timestamp_seconds", "When the last run ended.", [((), at)])
        yield _gauge("last_run_age_seconds", "Time since the last run ended.", [((), age)])
    yield from _of_numbering(status)
    if status.quota is not None:
        limit = [] if status.quota.limit is None else [((), status.quota.limit)]
        yield _gauge("quota_used", "Electronic documents used.", [((), status.quota.used)])
        yield _gauge("quota_limit", "Electronic documents of the plan.", limit)


_ANSWERS: Final = ("no", "not-yet", "unknown", "yes")


def _by_state(counts: Mapping[State, int]) -> list[tuple[Labels, Decimal | int]]:
    return [((("state", state.value),), count) for state, count in counts.items()]


def _of_numbering(status: Status) -> Iterator[Family]:
    """Give what is left of the resolutions of each kind: the one that lasts longest counts."""
    today = business_day(status.at)
    kinds: dict[str, list[RangeSeen]] = {}
    for each in status.numbering or ():
        kinds.setdefault(each.kind, []).append(each)
    days: list[tuple[Labels, Decimal | int]] = []
    left: list[tuple[Labels, Decimal | int]] = []
    for kind, ranges in sorted(kinds.items()):
        label: Labels = (("kind", kind),)
        known = [each.days_left(today) for each in ranges]
        days += [(label, most) for most in _most(known)]
        usable = [each for each in ranges if each.verdict(today) != "ended"]
        left += [(label, most) for most in _most([each.left for each in usable])]
    yield _gauge("numbering_days_left", "Days until the last resolution of a kind ends.", days)
    yield _gauge("numbering_numbers_left", "Numbers left in a resolution of a kind.", left)


def _most(values: Iterable[int | None]) -> list[int]:
    """Return the largest value alone, nothing where one of them is not known."""
    found = list(values)
    known = [each for each in found if each is not None]
    return [max(known)] if known and len(known) == len(found) else []


def _gauge(name: str, text: str, values: Iterable[tuple[Labels, Decimal | int]]) -> Family:
    samples = tuple(Sample("", labels, value) for labels, value in values)
    return Family(f"loggro_sync_{name}", "gauge", text, samples)


def _seconds(length: timedelta) -> Decimal:
    return Decimal(length // _MICROSECOND).scaleb(-6).normalize()


def _family_text(family: Family) -> str:
    told = family.help.replace("\\", r"\\").replace("\n", r"\n")
    head = f"# HELP {family.name} {told}\n# TYPE {family.name} {family.kind}\n"
    return head + "".join(_line(family.name, each) for each in family.samples)


def _line(name: str, sample: Sample) -> str:
    written = ",".join(f'{label}="{_escaped(value)}"' for label, value in sample.labels)
    labels = f"{{{written}}}" if written else ""
    return f"{name}{sample.suffix}{labels} {Decimal(sample.value):f}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
