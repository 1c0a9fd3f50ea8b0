# SPDX-License-Identifier: MIT
"""Metrics: the parser of Prometheus and the SDK of OpenTelemetry read them."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from loggro_integration.errors import MissingExtra, ReadFailed
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import Fault
from loggro_integration.sync import (
    Metrics,
    OpenTelemetryObserver,
    State,
    SyncEvent,
    SyncEventKind,
    status,
)
from loggro_integration.sync._metrics import Family, Sample, _family_text, reason_label
from loggro_integration.sync._seen import QuotaSeen, keep_checked, keep_numbering, ranges_of
from loggro_integration.testing import MemoryStore
from sync.desk import TODAY, Desk, left_out
from sync.test_status import NOW, ran, rules, seen

Values = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(text: str) -> Values:
    """Read an exposition as Prometheus does; each family stands in it once."""
    families = list(text_string_to_metric_families(text))
    names = [each.name for each in families]
    assert sorted(set(names)) == sorted(names)
    assert all(each.documentation and each.type != "unknown" for each in families)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def value(values: Values, name: str, **labels: str) -> float | None:
    return values.get((f"loggro_sync_{name}", tuple(sorted(labels.items()))))


def test_nothing_done_is_an_exposition_too() -> None:
    """Before any run, and without a status, nothing is said: no false zero."""
    assert {} == read(Metrics().prometheus_text())


def test_whole_numbers_stay_whole() -> None:
    """A count is written as it is, without decimals."""
    text = Metrics().take(status(ran(MemoryStore()), now=NOW)).prometheus_text()

    assert 'loggro_sync_sales{state="synced"} 0\n' in text
    assert "loggro_sync_last_run_age_seconds 3600\n" in text


def test_runs_sends_and_looks_are_counted(desk: Desk) -> None:
    """Two runs, one forced send that was accepted, and how each look-up ended."""
    metrics = Metrics()
    desk.box.operator.sell()
    (number,) = [desk.box.operator.sell(payments="Nequi")]
    desk.settle()
    engine = desk.engine(observers=[metrics])
    engine.run(since=TODAY)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    engine.run()

    found = read(metrics.prometheus_text())

    assert (1, 1) == tuple(value(found, "runs_total", result=each) for each in ("problems", "fine"))
    assert 1 == value(found, "sends_total")
    assert 1 == value(found, "answers_total", answer="accepted")
    assert (value(found, "lookups_total", result="equal") or 0) >= 1
    assert (value(found, "lookups_total", result="absent") or 0) >= 1
    assert 2 == value(found, "run_duration_seconds_count")
    assert number not in metrics.prometheus_text()


def test_a_run_that_fails_is_counted(desk: Desk) -> None:
    """An error that ends a run is a result of its own."""
    metrics = Metrics()
    engine = desk.engine(observers=[metrics])
    desk.box.operator.add_faults([Fault.before("GET", "/invoices", status=500)])

    with pytest.raises(ReadFailed):
        engine.run(since=TODAY)

    assert 1 == value(read(metrics.prometheus_text()), "runs_total", result="failed")


def event(kind: SyncEventKind, seconds: float = 0, **detail: Any) -> SyncEvent:
    return SyncEvent(at=NOW + timedelta(seconds=seconds), kind=kind, key="b:FE:1", detail=detail)


def test_how_long_runs_took_is_a_histogram() -> None:
    """Each bucket holds the runs up to its end, exactly; the sum has no rounding."""
    metrics = Metrics()
    for seconds in (0.5, 1, 7.25, 4000):
        metrics(event(SyncEventKind.RUN_STARTED))
        metrics(event(SyncEventKind.RUN_ENDED, seconds, exit_code=0))

    found = read(metrics.prometheus_text())
    buckets = [
        value(found, "run_duration_seconds_bucket", le=each)
        for each in ("1", "5", "15", "3600", "+Inf")
    ]
    assert [2, 2, 3, 3, 4] == buckets
    assert 4008.75 == value(found, "run_duration_seconds_sum")


def test_a_clock_that_went_back_took_no_time() -> None:
    """A run cannot end before it began, and an end without beginning is counted alone."""
    metrics = Metrics()
    metrics(event(SyncEventKind.RUN_STARTED))
    metrics(event(SyncEventKind.RUN_ENDED, -60, exit_code=3))
    metrics(event(SyncEventKind.RUN_FAILED))

    found = read(metrics.prometheus_text())
    assert (1, 0) == (
        value(found, "run_duration_seconds_count"),
        value(found, "run_duration_seconds_sum"),
    )
    assert (1, 1) == tuple(
        value(found, "runs_total", result=each) for each in ("unknown", "failed")
    )


@pytest.mark.parametrize(
    ("reason", "label"),
    [
        ("gone", "gone"),
        ("rejected:409:Ana Díaz ya existe", "rejected"),
        ("differs:total", "differs"),
        ("", "unknown"),
    ],
)
def test_a_reason_is_cut_to_its_word(reason: str, label: str) -> None:
    """What Loggro answered may name a customer: it is no label."""
    metrics = Metrics()
    metrics(event(SyncEventKind.PARKED, reason=reason))

    assert label == reason_label(reason)
    assert 1 == value(read(metrics.prometheus_text()), "parked_total", reason=label)


def test_a_status_becomes_gauges() -> None:
    """States, reasons, the answer, the age of the last run, numbering and quota."""
    store = ran(MemoryStore(), timedelta(minutes=90))
    seen(store, 1, "equal")
    seen(store, 2, "equal", "absent", reason="gone")
    keep_checked(
        store, ranges_of(MappingRules.example(), NOW), QuotaSeen(used=9, limit=10, seen_at=NOW)
    )
    keep_numbering(store, ranges_of(rules(last=1000), NOW), [("pos", "POS", 400)])

    found = read(Metrics().take(status(store, now=NOW)).prometheus_text())

    assert (1, 1, 0) == tuple(
        value(found, "sales", state=each) for each in ("synced", "parked", "absent")
    )
    assert 1 == value(found, "parked_sales", reason="gone")
    assert (1, 0) == tuple(value(found, "in_pymes", answer=each) for each in ("no", "yes"))
    assert 5400 == value(found, "last_run_age_seconds")
    assert NOW.timestamp() - 5400 == value(found, "last_run_timestamp_seconds")
    assert (date(2028, 12, 31) - date(2026, 11, 24)).days == value(
        found, "numbering_days_left", kind="pos"
    )
    assert (600, None) == tuple(
        value(found, "numbering_numbers_left", kind=each) for each in ("pos", "electronic")
    )
    assert (9, 10) == (value(found, "quota_used"), value(found, "quota_limit"))


def test_what_is_not_known_is_no_gauge() -> None:
    """A ledger that never ran has no age, no numbering, no quota; nothing is a false zero."""
    quota = QuotaSeen(used=9, limit=None, seen_at=NOW)
    store = MemoryStore()
    keep_checked(store, ranges_of(rules(valid_until=None), NOW), quota)

    found = read(Metrics().take(status(store, now=NOW)).prometheus_text())

    assert 1 == value(found, "in_pymes", answer="unknown")
    for name in ("last_run_age_seconds", "quota_limit"):
        assert value(found, name) is None
    assert value(found, "numbering_days_left", kind="pos") is None
    assert 9 == value(found, "quota_used")


def test_the_resolution_that_lasts_counts() -> None:
    """One that is over says nothing, once another of its kind follows."""
    old = rules(valid_until=date(2026, 11, 1), last=5000)
    (pos,) = old.numbering.pos
    new = evolve(
        pos, authorization="18764000000999", first=5001, last=9000, valid_until=date(2027, 1, 3)
    )
    both = evolve(old, numbering=evolve(old.numbering, pos=(pos, new)))
    store = MemoryStore()
    keep_numbering(store, ranges_of(both, NOW), [("pos", "POS", 5000), ("pos", "POS", 5001)])

    found = read(Metrics().take(status(store, now=NOW)).prometheus_text())

    assert 40 == value(found, "numbering_days_left", kind="pos")
    assert 3999 == value(found, "numbering_numbers_left", kind="pos")


def test_every_sign_is_escaped() -> None:
    """Backslash, quote and line break come out of the parser as they went in."""
    sample = Sample("", (("reason", 'a"b\\c\nd'),), 1)
    family = Family("x_total", "counter", "A \\ and\na break.", (sample,))

    text = _family_text(family)

    (found,) = text_string_to_metric_families(text)
    assert "A \\ and\na break." == found.documentation
    assert {"reason": 'a"b\\c\nd'} == found.samples[0].labels
    assert text.splitlines()[0].startswith("# HELP x_total A ")


# OpenTelemetry


class Telescope:
    """An observer, and what it exported."""

    def __init__(self) -> None:
        self._spans, self._reader = InMemorySpanExporter(), InMemoryMetricReader()
        tracers = TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self._spans))
        self.observer = OpenTelemetryObserver(
            tracer_provider=tracers, meter_provider=MeterProvider([self._reader])
        )

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._spans.get_finished_spans())

    def points(self) -> dict[str, list[tuple[dict[str, Any], Any]]]:
        """Give each metric's points: their attributes, and their value or count."""
        data = self._reader.get_metrics_data()
        assert data is not None
        (resource,) = data.resource_metrics
        (scope,) = resource.scope_metrics
        return {
            metric.name: [
                (
                    dict(point.attributes or {}),
                    getattr(point, "value", None) or getattr(point, "count", None),
                )
                for point in metric.data.data_points
            ]
            for metric in scope.metrics
        }


@pytest.fixture
def telescope() -> Telescope:
    return Telescope()


def test_a_run_is_a_span_with_its_sales_below(desk: Desk, telescope: Telescope) -> None:
    """The span of a sale lies below that of its run: its number and state, and no customer."""
    numbers = left_out(desk, customer="830115355", electronic=True)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine(observers=[telescope.observer]).run()

    (run,) = [each for each in telescope.spans if each.name == "loggro.sync.run"]
    sales = [each for each in telescope.spans if each.name == "loggro.sync.sale"]
    sent = [each for each in sales if (each.attributes or {})["loggro.sale.number"] == numbers[0]]
    assert run.context is not None
    assert {run.context.span_id} == {each.parent and each.parent.span_id for each in sales}
    assert ("fine", 1) == tuple((run.attributes or {})[f"loggro.{n}"] for n in ("result", "sends"))
    assert "synced" in {(each.attributes or {})["loggro.state"] for each in sent}
    assert {"intended", "sent", "answered"} <= {e.name for each in sent for e in each.events}
    customer = desk.box.fake.sales()[-1]["client"]
    told = "".join(each.to_json() for each in telescope.spans)
    assert customer["document"] not in told
    assert customer["name"] not in told


def test_a_sale_that_stays_open_ends_with_its_run(desk: Desk, telescope: Telescope) -> None:
    """No span is left open, and the open one has the state in which the run left it."""
    left_out(desk)

    desk.engine(observers=[telescope.observer]).run(dry_run=True)

    states = [
        (each.attributes or {}).get("loggro.state")
        for each in telescope.spans
        if each.name == "loggro.sync.sale"
    ]
    assert State.ABSENT.value in states
    assert telescope.observer._sales == {}


def test_the_meters_count_as_metrics_do(desk: Desk, telescope: Telescope) -> None:
    """Runs by result, sends, look-ups and what was set aside, without number or customer."""
    left_out(desk)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.engine(observers=[telescope.observer]).run()
    telescope.observer(event(SyncEventKind.PARKED, reason="rejected:409:Ana"))

    found = telescope.points()

    assert [({"result": "fine"}, 1)] == found["loggro.sync.runs"]
    assert [({}, 1)] == found["loggro.sync.sends"]
    assert [({"reason": "rejected"}, 1)] == found["loggro.sync.parked"]
    assert {"equal", "absent"} <= {each["result"] for each, _ in found["loggro.sync.lookups"]}
    assert [({"result": "fine"}, 1)] == found["loggro.sync.run.duration"]


def test_a_failed_run_is_an_error_span(desk: Desk, telescope: Telescope) -> None:
    """Its status is an error and names the class, never the message."""
    desk.box.operator.add_faults([Fault.before("GET", "/invoices", status=500)])

    with pytest.raises(ReadFailed) as caught:
        desk.engine(observers=[telescope.observer]).run(since=TODAY)

    (run,) = telescope.spans
    assert "ERROR" == run.status.status_code.name
    assert "failed" == (run.attributes or {})["loggro.result"]
    assert type(caught.value).__name__ == (run.attributes or {})["error.type"]
    assert caught.value.message not in run.to_json()


def test_an_end_without_a_beginning_is_only_counted(telescope: Telescope) -> None:
    """An observer that came late makes no span and raises nothing."""
    telescope.observer(event(SyncEventKind.SALES_READ))
    telescope.observer(SyncEvent(at=NOW, kind=SyncEventKind.SALES_READ))
    telescope.observer(event(SyncEventKind.RUN_ENDED, exit_code=0))

    assert [] == telescope.spans
    assert [({"result": "fine"}, 1)] == telescope.points()["loggro.sync.runs"]


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error tells what to install."""
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)

    with pytest.raises(MissingExtra) as caught:
        OpenTelemetryObserver()

    assert "otel" in str(caught.value)
