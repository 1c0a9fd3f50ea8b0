# SPDX-License-Identifier: MIT
"""Cash boxes, and the receipts that fill them."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.http import PYMES_PAGE, Operation, PagedOperation, SendPolicy
from loggro_integration.pymes._checks import Body, body_of, filled, key_of
from loggro_integration.pymes._operations._build import one, write
from loggro_integration.pymes._operations.sales import receipt_balances
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Saved

__all__ = [
    "create_cash_box",
    "create_receipt",
    "delete_cash_box",
    "find_cash_box",
    "get_cash_box",
    "list_cash_boxes",
    "update_cash_box",
]


def list_cash_boxes(
    *, kind: str | None = None, state: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the cash boxes (*cajas*, ``GET /v1/cajas``).

    Args:
        kind: ``tipoCaja``; its values are not published.
        state: ``estadoCaja``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``[box.get("nombre") for box in books.cash_boxes.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/cajas",
        query={"tipoCaja": kind, "estadoCaja": state},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="cash_boxes.list",
    )


def get_cash_box(uuid: str) -> Operation[OpenRecord]:
    """
    Read a cash box (*caja*) by its uuid.

    Path: ``GET /v1/cajas/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.cash_boxes.get(uuid)``
    """
    return one(
        "/v1/cajas/{uuid}",
        "cash_boxes.get",
        wire.pymes.record,
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
    )


def find_cash_box(code: str) -> Operation[OpenRecord]:
    """
    Find a cash box (*caja*) by its code.

    Path: ``GET /v1/cajas/codigo/{codigo}``.

    Args:
        code: ``codigo``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.cash_boxes.find("CAJA1")``
    """
    return one(
        "/v1/cajas/codigo/{codigo}",
        "cash_boxes.find",
        wire.pymes.record,
        module="financiero",
        path={"codigo": filled(code, "code")},
    )


def create_cash_box(cash_box: Body, *, code: str | None = None) -> Operation[Saved]:
    """
    Create a cash box (*caja*).

    Path: ``POST /v1/cajas``.

    Args:
        cash_box: Fields as Pymes names them: its shape is not published.
        code: For the look-up, if ``codigo`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds it by its code.

    Example:
        ``books.cash_boxes.create({"codigo": "CAJA2", "nombre": "…"})``
    """
    body = body_of(cash_box, "cash_box")
    return write(
        "POST",
        "/v1/cajas",
        "cash_boxes.create",
        module="financiero",
        json=body,
        lookup=find_cash_box(key_of(code, body, "codigo", "code")),
    )


def update_cash_box(uuid: str, cash_box: Body) -> Operation[Saved]:
    """
    Change a cash box (*caja*).

    Path: ``PUT /v1/cajas/{uuid}``.

    Args:
        uuid: The cash box.
        cash_box: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` or the body is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.cash_boxes.update(uuid, {**row.fields, "nombre": "…"})``
    """
    return write(
        "PUT",
        "/v1/cajas/{uuid}",
        "cash_boxes.update",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        json=body_of(cash_box, "cash_box"),
        lookup=get_cash_box(uuid),
    )


def delete_cash_box(uuid: str) -> Operation[Saved]:
    """
    Delete a cash box (*caja*).

    Path: ``DELETE /v1/cajas/{uuid}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.cash_boxes.delete(uuid)``
    """
    return write(
        "DELETE",
        "/v1/cajas/{uuid}",
        "cash_boxes.delete",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_cash_box(uuid),
    )


def create_receipt(
    receipt: Body, *, customer_id: str | None = None, day: date | None = None
) -> Operation[Saved]:
    """
    Create a receipt (*ingreso*, *recibo de caja*, ``PUT /v1/ingresos``): ``PUT`` creates.

    It is sent once and never repeated: a second one would be a second receipt.

    Args:
        receipt: Fields as Pymes names them: its shape is not published.
        customer_id: Whose receipts to look at after a lost answer.
        day: Bogotá day of the receipt, for the same look.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty.
        InvalidDate: If `day` is a datetime.
        OutcomeUnknown: When sent. With `customer_id`, its `lookup` reads the first page of what
            is left of that customer's receipts: compare date and value. One that is used up may
            not show there.

    Example:
        ``books.receipts.create({…}, customer_id="900123456", day=date(2026, 11, 20))``
    """
    lookup = None
    if customer_id is not None:
        customer = filled(customer_id, "customer_id")
        lookup = receipt_balances(since=day, until=day, customer_id=customer).first()
    return write(
        "PUT",
        "/v1/ingresos",
        "receipts.create",
        module="financiero",
        json=body_of(receipt, "receipt"),
        lookup=lookup,
        policy=SendPolicy.WRITE,
    )
