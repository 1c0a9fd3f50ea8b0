# SPDX-License-Identifier: MIT
"""Orders: what is asked for, cooked and then billed."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.codes import OrderStatus
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_PAGE,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    SendPolicy,
)
from loggro_integration.restobar._checks import (
    Body,
    body_of,
    filled,
    object_id,
    optional_id,
    optional_range,
    rows_of,
)
from loggro_integration.restobar._operations.rows import one
from loggro_integration.wire.restobar import NewOrders, Order, TableTotal

__all__ = [
    "cancel_order",
    "change_kitchen_status",
    "create_orders",
    "find_orders",
    "get_order",
    "groups_by_status",
    "kitchen_orders",
    "kitchen_waiting",
    "list_orders",
    "move_orders",
    "orders_of_table",
    "split_orders",
    "tables_by_status",
    "update_order",
    "update_orders",
    "waiting_orders",
]

LARGEST_PAGE = 3000


def list_orders(
    *,
    since: date | None = None,
    until: date | None = None,
    status: OrderStatus | str | None = None,
    kitchen_status: str | None = None,
    only_mine: bool | None = None,
    group: str | None = None,
    courtesy: bool | None = None,
    table: str | None = None,
    product: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[Order]:
    """
    List orders (``GET /orders``), page by page.

    Billed orders read ``Pagada``: do not look for sales by ``Entregado``.

    Args:
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        status: ``Espera``, ``Cocina``, ``Listo``, ``Entregado`` or ``Cancelado``.
        kitchen_status: ``statusKitchen``; its values are not published.
        only_mine: Only those of the client's user.
        group: What the caller gave to `create`.
        courtesy: Only what was given away, or only what was not.
        table: Id of a table.
        product: Id of a product.
        page_size: Rows a page, at most 3000.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        InvalidId: If an id is none.

    Example:
        ``for order in pos.orders.list(since=date(2026, 11, 1)): ...``
    """
    return PagedOperation(
        "GET",
        "/orders",
        query={
            **optional_range(since, until),
            "status": status,
            "statusKitchen": kitchen_status,
            "onlyMine": only_mine,
            "group": optional_id(group, "group"),
            "isComplementary": courtesy,
            "tableId": optional_id(table, "table"),
            "product": optional_id(product, "product"),
        },
        read_item=wire.restobar.order,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_PAGE,
        name="orders.list",
    )


def find_orders(group: str) -> Operation[list[Order]]:
    """
    Find the orders of one `create` (``GET /orders?group=``).

    Args:
        group: What the caller gave.

    Raises:
        InvalidId: If it is no id.

    Example:
        ``pos.orders.find(group)``
    """
    return Operation(
        "GET",
        "/orders",
        query={
            "group": object_id(group, "group"),
            **RESTOBAR_SWITCH.query(0, RESTOBAR_SWITCH.size),
        },
        policy=SendPolicy.READ,
        read=rows_of(wire.restobar.order),
        name="orders.find",
    )


def get_order(order_id: str) -> Operation[Order]:
    """
    Read one order (``GET /orders/{id}``).

    Raises:
        InvalidId: If the id is none.
        NotFound: When sent, if there is no such order; Restobar says so with 401.
        PermissionMissing: When sent, if the user lacks ``OR_GET_ALL``.

    Example:
        ``pos.orders.get(order.id).status``
    """
    return one(
        "/orders/{id}",
        "order_id",
        order_id,
        wire.restobar.order,
        permission="OR_GET_ALL",
        name="orders.get",
    )


def create_orders(orders: NewOrders) -> Operation[list[Order]]:
    """
    Order products (``POST /orders``): each becomes an order, and prints in its area.

    With a `group` of the caller's the orders can be found again: the call counts as keyed then.

    Args:
        orders: What is ordered, and for which table.

    Returns:
        One order for each; only id and status are certain to come.

    Raises:
        InvalidId: If an id is none: Restobar answers a malformed group with an empty 503.
        InvalidInput: If there is no order, or neither a table nor a delivery.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` finds the orders of the group, if there is one.

    Example:
        ``pos.orders.create(NewOrders(orders=(line,), table=table.id, group=token_hex(12)))``
    """
    _check_destination(orders)
    return Operation(
        "POST",
        "/orders",
        json=body_of(orders, "orders"),
        policy=SendPolicy.KEYED if orders.group else SendPolicy.WRITE,
        lookup=find_orders(orders.group) if orders.group else None,
        read=rows_of(wire.restobar.order),
        name="orders.create",
    )


def _check_destination(orders: NewOrders) -> None:
    delivered = all(each.delivery and each.delivery.is_delivery for each in orders.orders)
    if orders.orders and (orders.table or delivered):
        return
    raise InvalidInput(
        "There is no order." if not orders.orders else "There is neither a table nor a delivery.",
        field="orders" if not orders.orders else "table",
        hint=Text(
            es="Pase al menos un NewOrder, y la mesa o delivery=NewDelivery() en cada uno.",
            en="Pass at least one NewOrder, and the table or delivery=NewDelivery() in each.",
        ),
    )


def update_order(order_id: str, changes: Body) -> Operation[wire.OpenAnswer]:
    """
    Change one order (``PUT /orders``).

    Args:
        order_id: Id of the order; sent as ``_id`` (inferred).
        changes: Names and values of its JSON, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If `changes` is empty.
        PermissionMissing: When sent, if the user lacks ``OR_PUT``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.orders.update(order.id, {"quantity": 2})``
    """
    return _change(order_id, body_of(changes, "changes"), "orders.update")


def cancel_order(
    order_id: str,
    *,
    cause: str,
    status: OrderStatus | str = OrderStatus.CANCELLED,
    cause_field: str = "causeCancel",
) -> Operation[wire.OpenAnswer]:
    """
    Cancel one order (``PUT /orders``).

    The names of the body are inferred from stored orders; they are arguments, so that an account
    can correct them.

    Args:
        order_id: Id of the order.
        cause: Why; Restobar keeps it.
        status: What the order shall read.
        cause_field: Name of the field that takes the cause.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If there is no cause.
        PermissionMissing: When sent, if the user lacks ``OR_PUT``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.orders.cancel(order.id, cause="El cliente se fue")``
    """
    body: dict[str, JsonValue] = {"status": str(status), cause_field: filled(cause, "cause")}
    return _change(order_id, body, "orders.cancel")


def _change(order_id: str, body: dict[str, JsonValue], name: str) -> Operation[wire.OpenAnswer]:
    known = object_id(order_id, "order_id")
    return Operation(
        "PUT",
        "/orders",
        json={"_id": str(known), **body},
        policy=SendPolicy.KEYED,
        lookup=get_order(known),
        read=wire.restobar.answer,
        permission="OR_PUT",
        name=name,
    )


def waiting_orders() -> PagedOperation[wire.OpenRecord]:
    """
    List the orders that wait (``GET /orders/currentBusiness/espera``), all at once.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.orders.waiting())``
    """
    return PagedOperation(
        "GET",
        "/orders/currentBusiness/espera",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="orders.waiting",
    )


def orders_of_table(
    table_id: str, *, status: OrderStatus | str | None = None
) -> PagedOperation[wire.OpenRecord]:
    """
    List the active orders of a table (``GET /orders/tables/{table}``), all at once.

    Args:
        table_id: Id of the table.
        status: As in `list`.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``list(pos.orders.of_table(table.id))``
    """
    return PagedOperation(
        "GET",
        "/orders/tables/{table}",
        path={"table": object_id(table_id, "table_id")},
        query={"status": status},
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="orders.of_table",
    )


def tables_by_status(status: OrderStatus | str) -> PagedOperation[TableTotal]:
    """
    List the tables with orders in a status, and what they amount to.

    Path: ``GET /orders/tables/status/{status}``.

    Raises:
        InvalidInput: If the status is empty.

    Example:
        ``{each.table: each.total for each in pos.orders.tables_by_status("Espera")}``
    """
    return PagedOperation(
        "GET",
        "/orders/tables/status/{status}",
        path={"status": filled(status, "status")},
        read_item=wire.restobar.table_total,
        style=RESTOBAR_ALL,
        name="orders.tables_by_status",
    )


def groups_by_status(
    status: OrderStatus | str, *, table: str | None = None
) -> PagedOperation[wire.OpenRecord]:
    """
    List the groups with orders in a status (``GET /orders/groups/status/{status}``).

    Args:
        status: As in `list`.
        table: Id of a table.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If the status is empty.
        InvalidId: If `table` is no id.

    Example:
        ``list(pos.orders.groups_by_status("Espera"))``
    """
    return PagedOperation(
        "GET",
        "/orders/groups/status/{status}",
        path={"status": filled(status, "status")},
        query={"table": optional_id(table, "table")},
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="orders.groups_by_status",
    )


def kitchen_orders(
    *, area: str | None = None, include_defaults: bool | None = None
) -> PagedOperation[wire.OpenRecord]:
    """
    List what the kitchen has to make (``GET /orders/kitchen/ordersForKitchen``).

    Args:
        area: Id of an order area.
        include_defaults: ``includeDefaults``; what it adds is not published.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidId: If `area` is no id.
        PermissionMissing: When sent, if the user lacks ``OR_PUT_KITCHEN``.

    Example:
        ``list(pos.orders.kitchen())``
    """
    return PagedOperation(
        "GET",
        "/orders/kitchen/ordersForKitchen",
        query={
            "waiterOrderArea": optional_id(area, "area"),
            "includeDefaults": include_defaults,
        },
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        permission="OR_PUT_KITCHEN",
        name="orders.kitchen",
    )


def kitchen_waiting(
    *, status: str | None = None, page_size: int | None = None
) -> PagedOperation[wire.OpenRecord]:
    """
    List what waits in the kitchen (``GET /orders/kitchen/espera``), page by page.

    Args:
        status: Values for the kitchen are not published.
        page_size: Rows a page; Restobar's own default is 3000.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.orders.kitchen_waiting())``
    """
    return PagedOperation(
        "GET",
        "/orders/kitchen/espera",
        query={"status": status},
        read_item=wire.restobar.record,
        style=RESTOBAR_PAGE,
        page_size=page_size,
        name="orders.kitchen_waiting",
    )


def move_orders(move: Body, *, table: str | None = None) -> Operation[wire.OpenAnswer]:
    """
    Move orders to another table (``POST /orders/moveToTablet``, spelled so).

    Args:
        move: Names and values of its JSON, which is not published.
        table: Table whose orders are read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If `table` is no id.
        InvalidInput: If `move` is empty.
        PermissionMissing: When sent, if the user lacks ``OR_POST_MOVE``.
        OutcomeUnknown: When sent; its `lookup` lists the orders of `table`, if one was named.

    Example:
        ``pos.orders.move({"orders": [order.id], "table": other.id}, table=other.id)``
    """
    return Operation(
        "POST",
        "/orders/moveToTablet",
        json=body_of(move, "move"),
        policy=SendPolicy.WRITE,
        lookup=None if table is None else orders_of_table(table).first(),
        read=wire.restobar.answer,
        permission="OR_POST_MOVE",
        name="orders.move",
    )


def update_orders(changes: Body, *, order_id: str | None = None) -> Operation[wire.OpenAnswer]:
    """
    Mark many orders as courtesy or internal use (``PUT /orders/updateAll``).

    Args:
        changes: Names and values of its JSON, which is not published.
        order_id: Order that is read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If `order_id` is none.
        InvalidInput: If `changes` is empty.
        PermissionMissing: When sent, if the user lacks ``OR_PUT_ALL``.
        OutcomeUnknown: When sent; its `lookup` reads `order_id`, if it was named.

    Example:
        ``pos.orders.update_all({"orders": [order.id], "internal": {"isInternal": True}})``
    """
    return _changes("/orders/updateAll", changes, order_id, "OR_PUT_ALL", "orders.update_all")


def split_orders(orders: Body, *, group: str | None = None) -> Operation[wire.OpenAnswer]:
    """
    Split orders into single units (``PUT /orders/split``): it makes new orders.

    Args:
        orders: Names and values of its JSON, which is not published.
        group: Group whose orders are read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If `group` is no id.
        InvalidInput: If `orders` is empty.
        PermissionMissing: When sent, if the user lacks ``OR_SPLIT``.
        OutcomeUnknown: When sent; its `lookup` finds the orders of `group`, if one was named.

    Example:
        ``pos.orders.split({"orders": [order.id]}, group=group)``
    """
    return Operation(
        "PUT",
        "/orders/split",
        json=body_of(orders, "orders"),
        policy=SendPolicy.WRITE,
        lookup=None if group is None else find_orders(group),
        read=wire.restobar.answer,
        permission="OR_SPLIT",
        name="orders.split",
    )


def change_kitchen_status(
    changes: Body, *, order_id: str | None = None
) -> Operation[wire.OpenAnswer]:
    """
    Tell what the kitchen did (``PUT /orders/changeStatusKitchen``).

    Args:
        changes: Names and values of its JSON, which is not published.
        order_id: Order that is read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If `order_id` is none.
        InvalidInput: If `changes` is empty.
        PermissionMissing: When sent, if the user lacks ``OR_PUT_KITCHEN``.
        OutcomeUnknown: When sent; its `lookup` reads `order_id`, if it was named.

    Example:
        ``pos.orders.change_kitchen_status({"_id": order.id, "status": "Listo"})``
    """
    return _changes(
        "/orders/changeStatusKitchen",
        changes,
        order_id,
        "OR_PUT_KITCHEN",
        "orders.change_kitchen_status",
    )


def _changes(
    route: str, changes: Body, order_id: str | None, permission: str, name: str
) -> Operation[wire.OpenAnswer]:
    return Operation(
        "PUT",
        route,
        json=body_of(changes, "changes"),
        policy=SendPolicy.WRITE,
        lookup=None if order_id is None else get_order(order_id),
        read=wire.restobar.answer,
        permission=permission,
        name=name,
    )
