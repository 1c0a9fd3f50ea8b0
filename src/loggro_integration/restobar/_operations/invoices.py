# SPDX-License-Identifier: MIT
"""Sales: what Restobar calls invoices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Unpack

from attrs import evolve

from loggro_integration import wire
from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.errors import InvalidInput, InvalidNumber, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    SendPolicy,
)
from loggro_integration.ids import DocumentNumber
from loggro_integration.restobar._checks import (
    amount,
    day_range,
    filled,
    object_id,
    optional_amount,
    rows_of,
)
from loggro_integration.restobar._operations.filters import InvoiceFilters, filter_query
from loggro_integration.wire.restobar import NewPayment, NewSaleClient, PaidRequest, Sale

__all__ = [
    "billed_invoices",
    "count_electronic",
    "finalize_void",
    "find_invoices",
    "force_send",
    "get_invoice",
    "is_validated",
    "last_invoice",
    "list_invoices",
    "mark_paid",
    "send_email",
    "validate_electronic",
    "void_invoice",
]

LARGEST_PAGE = 5000


def list_invoices(
    *,
    since: date,
    until: date | None = None,
    status: InvoiceStatus | str | None = None,
    kind: InvoiceType | str | None = None,
    page_size: int | None = None,
    **filters: Unpack[InvoiceFilters],
) -> PagedOperation[Sale]:
    """
    List the sales made on Bogotá days (``GET /invoices``), page by page.

    The range is always sent: without it some accounts answer 500. Rows that move between pages
    come once. The order is not published: sort what you need sorted.

    Args:
        since: First day, by the time of the sale.
        until: Last day, included; `None` leaves the end open.
        status: ``Pendiente``, ``Pagada``, ``Anulada``, ``Todos`` or ``Por Pagar``; all by default.
        kind: ``Normal`` or ``FacturaElectronica``.
        page_size: Rows a page, at most 5000.
        **filters: ``client``, ``table``, ``cashier``, ``cash_session``, ``cash_register`` and
            ``courier`` by id; ``payment_method`` and ``delivery_provider`` by name;
            ``only_delivery``, ``with_paid_credits``; ``electronic_state``, ``siigo_state``,
            ``sync_state`` and ``sort``, whose values are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        InvalidId: If an id is none.

    Example:
        ``for sale in pos.invoices.list(since=date(2026, 11, 1), until=date(2026, 11, 30)): ...``
    """
    return PagedOperation(
        "GET",
        "/invoices",
        query={
            **day_range(since, until),
            "status": status,
            "type": kind,
            **filter_query(filters, InvoiceFilters),
        },
        read_item=wire.restobar.sale,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_PAGE,
        name="invoices.list",
    )


def find_invoices(number: DocumentNumber | str) -> Operation[list[Sale]]:
    """
    Find the sales with a number (``GET /invoices?number=``), whenever they were made.

    Args:
        number: Prefix and sequence together, as ``FVE29984``.

    Returns:
        Usually one sale; none where the number does not exist.

    Raises:
        InvalidNumber: If the number is empty.

    Example:
        ``pos.invoices.find("FVE29984")``
    """
    text = str(number).strip()
    if not text:
        raise InvalidNumber(
            "The number is empty.",
            field="number",
            value=str(number),
            hint=Text(
                es="Escriba prefijo y consecutivo juntos, como FVE29984.",
                en="Write prefix and sequence together, as FVE29984.",
            ),
        )
    return Operation(
        "GET",
        "/invoices",
        query={"number": text},
        policy=SendPolicy.READ,
        read=rows_of(wire.restobar.sale),
        name="invoices.find",
    )


def get_invoice(invoice_id: str) -> Operation[Sale]:
    """
    Read one sale by its Restobar id (``GET /invoices/{id}``).

    Raises:
        InvalidId: If the id is none.
        NotFound: When sent, if there is no such sale.

    Example:
        ``pos.invoices.get(sale.id).status``
    """
    return Operation(
        "GET",
        "/invoices/{id}",
        path={"id": object_id(invoice_id, "invoice_id")},
        policy=SendPolicy.READ,
        read=wire.restobar.sale,
        name="invoices.get",
    )


def last_invoice() -> Operation[wire.OpenRecord | None]:
    """
    Read the newest sale of the business (``GET /invoices/currentBusiness/last``).

    Returns:
        The answer as received, because its shape is not published; `None` where there is no sale.

    Example:
        ``pos.invoices.last()``
    """
    return Operation(
        "GET",
        "/invoices/currentBusiness/last",
        policy=SendPolicy.READ,
        read=_open_or_none,
        name="invoices.last",
    )


def _open_or_none(value: JsonValue) -> wire.OpenRecord | None:
    return None if value is None else wire.restobar.record(value)


def billed_invoices() -> PagedOperation[wire.OpenRecord]:
    """
    List the sales printed and not yet paid (``GET /invoices/currentBusiness/facturadas``).

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.invoices.billed())``
    """
    return PagedOperation(
        "GET",
        "/invoices/currentBusiness/facturadas",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="invoices.billed",
    )


def count_electronic() -> Operation[wire.OpenAnswer]:
    """
    Read how many electronic documents were used (``GET /invoices/einvoicesCount``).

    Returns:
        The answer as received: its shape is not published.

    Example:
        ``pos.invoices.count_electronic()``
    """
    return Operation(
        "GET",
        "/invoices/einvoicesCount",
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        name="invoices.count_electronic",
    )


def validate_electronic() -> Operation[wire.OpenAnswer]:
    """
    Let Restobar ask DIAN about its electronic sales (``GET /invoices/validateEInvoice``).

    It reaches DIAN: a read-only client refuses it, and it is not repeated.

    Returns:
        The answer as received: its shape is not published.

    Example:
        ``pos.invoices.validate_electronic()``
    """
    return Operation(
        "GET",
        "/invoices/validateEInvoice",
        policy=SendPolicy.WRITE,
        read=wire.restobar.answer,
        name="invoices.validate_electronic",
    )


def is_validated(invoice_id: str) -> Operation[wire.OpenAnswer]:
    """
    Let Restobar ask DIAN about one sale (``GET /invoices/isValidate/{id}``).

    It reaches DIAN: a read-only client refuses it, and it is not repeated. The state that
    Restobar holds already is in ``pos.invoices.get(id).electronic``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.invoices.is_validated(sale.id)``
    """
    return Operation(
        "GET",
        "/invoices/isValidate/{id}",
        path={"id": object_id(invoice_id, "invoice_id")},
        policy=SendPolicy.WRITE,
        read=wire.restobar.answer,
        name="invoices.is_validated",
    )


def force_send(invoice_id: str) -> Operation[wire.OpenAnswer]:
    """
    Send a sale to the accounting integration again.

    Path: ``PATCH /invoices/forceSendToIntegration/{id}``. Look the sale up in Pymes first: nobody
    has published what a second send of it does, and with Siigo connected too it may go there as
    well. It is sent once and never repeated.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        Conflict: When sent, if Restobar cannot send it.
        OutcomeUnknown: When sent, without a look-up: the answer lies in Pymes.

    Example:
        ``pos.invoices.force_send(sale.id)``
    """
    return Operation(
        "PATCH",
        "/invoices/forceSendToIntegration/{id}",
        path={"id": object_id(invoice_id, "invoice_id")},
        policy=SendPolicy.WRITE,
        read=wire.restobar.answer,
        name="invoices.force_send",
    )


def send_email(invoice_id: str) -> Operation[wire.OpenAnswer]:
    """
    E-mail a sale to its customer (``POST /invoices/{id}/sendEmail``); no state of it is published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.invoices.send_email(sale.id)``
    """
    return Operation(
        "POST",
        "/invoices/{id}/sendEmail",
        path={"id": object_id(invoice_id, "invoice_id")},
        policy=SendPolicy.WRITE,
        read=wire.restobar.answer,
        name="invoices.send_email",
    )


def mark_paid(
    invoice_id: str,
    *,
    payments: Iterable[NewPayment],
    tip: Decimal | None = None,
    client: NewSaleClient | None = None,
) -> Operation[wire.OpenAnswer]:
    """
    Mark a billed sale as paid (``POST /invoices/{id}/changeToPaid``).

    The sale must be ``Facturada``, and the user needs an open cash register. Restobar updates the
    orders, records tip and delivery, and pushes to the accounting integration.

    Args:
        invoice_id: Id of the sale.
        payments: At least one; each names its method by id, in COP.
        tip: Voluntary tip of the whole sale, COP.
        client: Replaces name, telephone and e-mail of the customer.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If an id is none.
        InvalidInput: If there is no payment.
        InvalidAmount: If a value is not above zero, or a tip or cost is negative.
        InexactMoney: If an amount is a float.
        CashRegisterClosed: When sent, if the user has no open cash register.
        OutcomeUnknown: When sent; its `lookup` reads the sale again.

    Example:
        ``pos.invoices.mark_paid(sale.id, payments=[NewPayment(method=cash.id, value=total)])``
    """
    sale = object_id(invoice_id, "invoice_id")
    body = PaidRequest(
        id=sale, payments=_checked(payments), tip=optional_amount(tip, "tip"), client=client
    )
    return Operation(
        "POST",
        "/invoices/{id}/changeToPaid",
        path={"id": sale},
        json=wire.to_json(body),
        policy=SendPolicy.KEYED,
        lookup=get_invoice(sale),
        read=wire.restobar.answer,
        name="invoices.mark_paid",
    )


def _checked(payments: Iterable[NewPayment]) -> tuple[NewPayment, ...]:
    checked = tuple(_payment(each, f"payments[{place}]") for place, each in enumerate(payments))
    if checked:
        return checked
    raise InvalidInput(
        "There is no payment.",
        field="payments",
        hint=Text(
            es="Pase al menos un NewPayment con el id del método y el valor.",
            en="Pass at least one NewPayment with the id of the method and the value.",
        ),
    )


def _payment(payment: object, place: str) -> NewPayment:
    if not isinstance(payment, NewPayment):
        raise InvalidInput(
            f"{place} is a {type(payment).__name__}, not a NewPayment.",
            field=place,
            hint=Text(
                es="Use wire.restobar.NewPayment(method=..., value=...).",
                en="Use wire.restobar.NewPayment(method=..., value=...).",
            ),
        )
    return evolve(
        payment,
        method=object_id(payment.method, f"{place}.method"),
        value=amount(payment.value, f"{place}.value"),
        tip=optional_amount(payment.tip, f"{place}.tip"),
        delivery_cost=optional_amount(payment.delivery_cost, f"{place}.delivery_cost"),
    )


def void_invoice(
    invoice_id: str, *, reason: str | None = None, reason_field: str = "reason"
) -> Operation[wire.OpenAnswer]:
    """
    Annul a sale (``POST /invoices/{id}/changeToCanceled``).

    An electronic sale is annulled in two steps: see `finalize_void`.

    Args:
        invoice_id: Id of the sale.
        reason: Why; sent as the only field of the body, whose names are not published.
        reason_field: Name of that field, inferred from stored sales.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If `reason` is given and empty.
        OutcomeUnknown: When sent; its `lookup` reads the sale again.

    Example:
        ``pos.invoices.void(sale.id, reason="Pedido equivocado")``
    """
    sale = object_id(invoice_id, "invoice_id")
    return Operation(
        "POST",
        "/invoices/{id}/changeToCanceled",
        path={"id": sale},
        json=None if reason is None else {reason_field: filled(reason, "reason")},
        policy=SendPolicy.KEYED,
        lookup=get_invoice(sale),
        read=wire.restobar.answer,
        name="invoices.void",
    )


def finalize_void(invoice_id: str) -> Operation[wire.OpenAnswer]:
    """
    End the annulment of an electronic sale (``POST /invoices/{id}/finalizeCancellation``).

    It follows once DIAN has the credit note (inferred).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the sale again.

    Example:
        ``pos.invoices.finalize_void(sale.id)``
    """
    sale = object_id(invoice_id, "invoice_id")
    return Operation(
        "POST",
        "/invoices/{id}/finalizeCancellation",
        path={"id": sale},
        policy=SendPolicy.KEYED,
        lookup=get_invoice(sale),
        read=wire.restobar.answer,
        name="invoices.finalize_void",
    )
