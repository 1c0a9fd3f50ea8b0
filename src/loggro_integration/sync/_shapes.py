# SPDX-License-Identifier: MIT
"""
The shape recorder: reads an account with both clients and tells the shape of what it answers.

It sends the reads of an explicit list and nothing else; of what comes back it keeps types and
presence only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

import attrs
from attrs import define, field

from loggro_integration.errors import InvalidInput, LoggroError, Text, UnexpectedResponse
from loggro_integration.exact_json import JsonValue, loads
from loggro_integration.http import PagedOperation, RawResponse, SendPolicy
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._shape import Shape, values_in
from loggro_integration.sync._shape_list import BOOKS, POS, Look
from loggro_integration.sync._shape_report import (
    RecordedRead,
    ShapeFinding,
    ShapeReport,
    compare,
    missing_names,
)
from loggro_integration.wire import Record, SaleFields, SalesFields, known_keys, row_class

__all__ = ["record_shapes", "recorded_calls"]

_PRODUCTS = {"restobar": POS, "pymes": BOOKS}


def recorded_calls() -> tuple[str, ...]:
    """
    Return the reads that the recorder may send, all of them.

    >>> recorded_calls()[0]
    'restobar.invoices.list'
    """
    return tuple(f"{product}.{look.call}" for product, looks in _PRODUCTS.items() for look in looks)


def record_shapes(
    pos: RestobarClient | None,
    books: PymesClient | None,
    *,
    since: date,
    until: date,
    only: Iterable[str] | None = None,
    sale_fields: SaleFields | None = None,
    sales_fields: SalesFields | None = None,
    step: Callable[[], object] | None = None,
) -> ShapeReport:
    """
    Read an account and return types and presence of what it answers, never a value.

    Only the first page of each list is read. A refusal, as a plan that lacks a report, is kept
    with its class and status; the other reads go on.

    Args:
        pos: Client of Restobar; `None` leaves its reads out.
        books: Client of Pymes; `None` leaves its reads out.
        since: First Bogotá day, where a read takes days.
        until: Last one.
        only: Names of `recorded_calls`; all of them by default.
        sale_fields: Where a sale holds what nobody has published, to see whether it does.
        sales_fields: Names of the fields of a ``ventas-detallado`` row, the same.
        step: Called after each read.

    Raises:
        InvalidInput: If a name of `only` is not in the list.
        LoggroError: The first error, where no read at all was answered.
    """
    wanted = _wanted(only)
    days = {"since": since, "until": until}
    recorder = _Recorder(days=days, step=step)
    for product, client in (("restobar", pos), ("pymes", books)):
        for look in _PRODUCTS[product] if client is not None else ():
            if f"{product}.{look.call}" in wanted:
                recorder.look(product, client, look)
    if recorder.first_error is not None and not recorder.answered:
        raise recorder.first_error
    return recorder.report(sale_fields or SaleFields(), sales_fields or SalesFields())


def _wanted(only: Iterable[str] | None) -> frozenset[str]:
    known = recorded_calls()
    if only is None:
        return frozenset(known)
    names = tuple(only)
    for name in names:
        if name not in known:
            raise InvalidInput(
                f"{name!r} is not in the list of the recorder.",
                field="only",
                value=name,
                hint=Text(
                    es="Vea sync.recorded_calls(): solo esas lecturas se envían.",
                    en="See sync.recorded_calls(): only those reads are sent.",
                ),
            )
    return frozenset(names)


@define
class _Seen:
    """One read as it was answered; `read` says what its rows are read by."""

    call: str
    outcome: str
    refusal: str | None = None
    shape: Shape | None = None
    rows: Shape | None = None
    model: type[Record] | None = None


@define
class _Recorder:
    """What was seen so far, values only as a set to know a key that is one."""

    days: Mapping[str, date]
    step: Callable[[], object] | None
    seen: list[_Seen] = field(factory=list[_Seen])
    first_rows: dict[str, JsonValue] = field(factory=dict[str, JsonValue])
    values: set[str] = field(factory=set[str], repr=False)
    first_error: LoggroError | None = None
    answered: bool = False

    def look(self, product: str, client: Any, look: Look) -> None:
        """Make one read; a refusal is a result too."""
        name = f"{product}.{look.call}"
        build = _builder(client, look.call)
        arguments = self._arguments(product, look, build)
        if arguments is None:
            self.seen.append(_Seen(name, "skipped"))
            return
        try:
            operation = build(**arguments)
            _check_read(operation, name)
            answer = attrgetter(look.call)(client.with_raw_response)(**arguments)
            self._take(name, operation, answer)
        except LoggroError as error:
            self.first_error = self.first_error or error
            refusal = f"{type(error).__name__} {error.status or '-'}"
            self.seen.append(_Seen(name, "refused", refusal))
        if self.step is not None:
            self.step()

    def _arguments(
        self, product: str, look: Look, build: Callable[..., Any]
    ) -> dict[str, object] | None:
        """Return what the call is given, `None` where there is no id for it."""
        taken = inspect.signature(build).parameters
        found: dict[str, object] = {
            name: day for name, day in self.days.items() if name in taken or _takes_filters(taken)
        }
        if look.argument is None:
            return found
        value: object = look.fixed
        if look.of is not None:
            row = self.first_rows.get(f"{product}.{look.of}")
            value = row.get(look.key) if isinstance(row, Mapping) else None
        return {**found, look.argument: value} if isinstance(value, str) else None

    def _take(self, name: str, operation: Any, answer: RawResponse[Any]) -> None:
        body = _body_of(answer)
        self.answered = True
        shape, rows = Shape(), Shape()
        shape.add(body)
        found = _rows(body, operation)
        for row in found:
            rows.add(row)
        self.values.update(values_in(body))
        if found:
            self.first_rows[name] = found[0]
        read = getattr(operation, "read_item", None) or operation.read
        outcome = "recorded" if rows.objects or not isinstance(body, list) else "empty"
        self.seen.append(_Seen(name, outcome, None, shape, rows, row_class(read)))

    def report(self, sale_fields: SaleFields, sales_fields: SalesFields) -> ShapeReport:
        """Hide keys that may be values, and compare with the classes."""
        known = known_keys()
        reads: list[RecordedRead] = []
        findings: list[ShapeFinding] = []
        for each in self.seen:
            rows = each.rows and each.rows.hidden(known, self.values)
            model = each.model.__name__ if each.model else None
            shape = each.shape and each.shape.hidden(known, self.values)
            reads.append(RecordedRead(each.call, each.outcome, model, each.refusal, shape))
            if rows and rows.objects:
                if each.model is not None:
                    assumed = attrs.astuple(sale_fields)
                    findings.extend(compare(each.call, rows, each.model, assumed=assumed))
                settings: dict[str, tuple[attrs.AttrsInstance, str]] = {
                    "restobar.invoices.list": (sale_fields, "restobar.fields"),
                    "pymes.sales.list": (sales_fields, "pymes.fields"),
                }
                names = settings.get(each.call)
                if names is not None:
                    findings.extend(missing_names(each.call, rows, *names))
        return ShapeReport(tuple(reads), tuple(findings))


def _body_of(answer: RawResponse[Any]) -> JsonValue:
    """Return what was answered, or raise what a page of HTML with status 200 is."""
    try:
        return loads(answer.body)
    except ValueError:
        pass
    # out of the handler: the error of the reader holds the text that it read
    raise UnexpectedResponse(
        "The answer is not JSON.", status=answer.status, correlation_id=answer.correlation_id
    )


def _takes_filters(taken: Mapping[str, inspect.Parameter]) -> bool:
    """Tell whether the days stand among keyword filters, as those of `invoices.list`."""
    return "since" in taken and any(each.kind is each.VAR_KEYWORD for each in taken.values())


def _builder(client: Any, call: str) -> Callable[..., Any]:
    """Return the function that makes the operation of a call."""
    space, _, name = call.rpartition(".")
    calls: object = attrgetter(space)(client)
    build: Callable[..., Any] = getattr(type(calls), name)
    return build


def _check_read(operation: Any, name: str) -> None:
    """Refuse whatever is not declared a read: the list is checked once more before sending."""
    if operation.policy is not SendPolicy.READ:
        raise InvalidInput(f"{name} is no read.", field="only", value=name)


def _rows(body: JsonValue, operation: Any) -> list[JsonValue]:
    """Return the rows of an answer: those of a list, or the answer itself."""
    paths = operation.style.envelope.rows if isinstance(operation, PagedOperation) else ("",)
    for path in paths:
        found: JsonValue = body
        for step in path.split(".") if path else ():
            found = found.get(step) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            return found
    return [body] if isinstance(body, Mapping) else []
