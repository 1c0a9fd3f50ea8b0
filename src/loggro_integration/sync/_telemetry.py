# SPDX-License-Identifier: MIT
"""
Spans and metrics of runs for OpenTelemetry; the library comes with the extra ``otel``.

Attributes of metrics hold results and reasons, never a number or a customer. A span of a sale has
its number, and no customer either.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from loggro_integration.errors import MissingExtra
from loggro_integration.sync._events import SyncEvent, SyncEventKind
from loggro_integration.sync._metrics import reason_label, result_of
from loggro_integration.sync._states import State

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

__all__ = ["OpenTelemetryObserver"]

SCOPE: Final = "loggro_integration.sync"

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SETTLED: Final = frozenset({State.SYNCED, State.EXCLUDED, State.PARKED})
_RUN_ENDS: Final = frozenset({SyncEventKind.RUN_ENDED, SyncEventKind.RUN_FAILED})


class OpenTelemetryObserver:
    """
    Makes a span of each run, one below it of each sale, and the counters of `Metrics`.

    Hand it to `Synchronizer` as an observer, one to each. A sale that is settled ends its span; the
    others end theirs with the run.

    Args:
        tracer_provider: Where spans go; the global one by default.
        meter_provider: Where metrics go; the global one by default.

    Raises:
        MissingExtra: If opentelemetry-api is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        trace, metrics = _library("trace"), _library("metrics")
        self._context_of: Any = trace.set_span_in_context
        self._failed: Any = trace.Status(trace.StatusCode.ERROR)
        self._tracer = trace.get_tracer(SCOPE, tracer_provider=tracer_provider)
        meter = metrics.get_meter(SCOPE, meter_provider=meter_provider)
        self._runs = meter.create_counter("loggro.sync.runs", "{run}", "Runs that ended.")
        self._sends = meter.create_counter("loggro.sync.sends", "{send}", "Forced sends.")
        self._lookups = meter.create_counter(
            "loggro.sync.lookups", "{lookup}", "Look-ups in Pymes."
        )
        self._parked = meter.create_counter("loggro.sync.parked", "{sale}", "Sales set aside.")
        self._duration = meter.create_histogram(
            "loggro.sync.run.duration", "s", "How long runs took."
        )
        self._run: Span | None = None
        self._began: datetime | None = None
        self._sales: dict[str, tuple[Span, datetime]] = {}

    def __call__(self, event: SyncEvent, /) -> None:
        """Take one event of a run."""
        if event.kind is SyncEventKind.RUN_STARTED:
            self._start(event)
        elif event.kind in _RUN_ENDS:
            self._end(event)
        elif event.key:
            self._count(event)
            self._tell_sale(event)
        elif self._run is not None:
            self._run.add_event(event.kind.value, dict(_told(event)), _instant(event.at))

    def _start(self, event: SyncEvent) -> None:
        self._began = event.at
        self._run = self._tracer.start_span(
            "loggro.sync.run",
            attributes={f"loggro.{name}": told for name, told in _told(event)},
            start_time=_instant(event.at),
        )

    def _end(self, event: SyncEvent) -> None:
        for span, last in self._sales.values():
            span.end(_instant(last))
        self._sales.clear()
        result = result_of(event)
        self._runs.add(1, {"result": result})
        if self._began is not None:
            seconds = max(timedelta(), event.at - self._began).total_seconds()
            self._duration.record(seconds, {"result": result})
        if self._run is not None:
            self._close(self._run, event, result)
        self._run = self._began = None

    def _close(self, span: Span, event: SyncEvent, result: str) -> None:
        span.set_attribute("loggro.result", result)
        for name, told in _told(event):
            span.set_attribute(f"loggro.{name}", told)
        if event.kind is SyncEventKind.RUN_FAILED:
            span.set_attribute("error.type", str(event.detail.get("error")))
            span.set_status(self._failed)
        span.end(_instant(event.at))

    def _count(self, event: SyncEvent) -> None:
        if event.kind is SyncEventKind.SENT:
            self._sends.add(1)
        elif event.kind is SyncEventKind.LOOKED_UP:
            self._lookups.add(1, {"result": reason_label(str(event.detail.get("result", "")))})
        elif event.kind is SyncEventKind.PARKED:
            self._parked.add(1, {"reason": reason_label(str(event.detail.get("reason", "")))})

    def _tell_sale(self, event: SyncEvent) -> None:
        if self._run is None:
            return
        known = self._sales.pop(event.key, None)
        span = known[0] if known else self._span_of(event)
        span.add_event(event.kind.value, timestamp=_instant(event.at))
        span.set_attribute("loggro.state", event.state.value if event.state else "")
        if event.state in _SETTLED:
            span.end(_instant(event.at))
        else:
            self._sales[event.key] = span, event.at

    def _span_of(self, event: SyncEvent) -> Span:
        span: Span = self._tracer.start_span(
            "loggro.sync.sale",
            context=self._context_of(self._run),
            attributes={
                "loggro.sale.number": event.number,
                "loggro.sale.kind": str(event.detail.get("kind", "")),
            },
            start_time=_instant(event.at),
        )
        return span


def _library(name: str) -> Any:
    try:
        return importlib.import_module(f"opentelemetry.{name}")
    except ImportError:
        raise MissingExtra("opentelemetry-api is not installed.", extra="otel") from None


def _told(event: SyncEvent) -> Iterator[tuple[str, str | int]]:
    """Give the details that an attribute can hold: texts, whole numbers and switches."""
    for name, value in event.detail.items():
        if isinstance(value, str | int):
            yield name, value


def _instant(at: datetime) -> int:
    """Return an instant as OpenTelemetry counts it: nanoseconds since 1970."""
    return (at - _EPOCH) // timedelta(microseconds=1) * 1000
