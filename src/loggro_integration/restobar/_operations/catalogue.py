# SPDX-License-Identifier: MIT
"""The catalogue: products, taxes, payment methods, customers, users, cash sessions."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, RESTOBAR_SWITCH, PagedOperation, QueryValue
from loggro_integration.restobar._checks import optional_id, optional_range
from loggro_integration.wire.restobar import (
    CashSession,
    Client,
    PaymentMethod,
    Product,
    Tax,
    User,
)

__all__ = [
    "list_cash_sessions",
    "list_clients",
    "list_payment_methods",
    "list_products",
    "list_taxes",
    "list_users",
]

LARGEST_CLIENTS = 10_000
LARGEST_CASH_SESSIONS = 999
# 21 to 23 KB a row; the documented maximum is not enforced
LARGEST_PRODUCTS = 100

# null stands for "nobody" in this resource
_CLIENTS = evolve(RESTOBAR_SWITCH, envelope=evolve(RESTOBAR_SWITCH.envelope, null_is_empty=True))


def list_payment_methods() -> PagedOperation[PaymentMethod]:
    """
    List the payment methods of the business (``GET /paymentMethods``), all at once.

    Names are free text; sales carry the name, bodies the id.

    Example:
        ``{method.name: method.id for method in pos.payment_methods.list()}``
    """
    return PagedOperation(
        "GET",
        "/paymentMethods",
        read_item=wire.restobar.payment_method,
        style=RESTOBAR_ALL,
        name="payment_methods.list",
    )


def list_taxes() -> PagedOperation[Tax]:
    """
    List the taxes of the business (``GET /taxes``), all at once.

    Example:
        ``{tax.name: tax.percentage for tax in pos.taxes.list()}``
    """
    return PagedOperation(
        "GET",
        "/taxes",
        read_item=wire.restobar.tax,
        style=RESTOBAR_ALL,
        name="taxes.list",
    )


def list_products(
    *,
    name: str | None = None,
    category: str | None = None,
    types: str | None = None,
    inventory_type: str | None = None,
    include_ingredients: bool | None = None,
    in_rappi: bool | None = None,
    page_size: int | None = None,
) -> PagedOperation[Product]:
    """
    List the products of the menu (``GET /products``); 21 to 23 KB each.

    Args:
        name: Part of the name, or a barcode.
        category: Id of a category.
        types: ``Normal``; other words are not published.
        inventory_type: ``PerUnit`` or ``WithIngredients``.
        include_ingredients: Ingredients too.
        in_rappi: Only what is sold in Rappi.
        page_size: Rows a page, at most 100.

    Raises:
        InvalidId: If `category` is no id.

    Example:
        ``[product.name for product in pos.products.list(name="arepa")]``
    """
    query: dict[str, QueryValue] = {
        "name": name,
        "categoryId": optional_id(category, "category"),
        "types": types,
        "inventoryType": inventory_type,
        "includeIngredients": include_ingredients,
        "useInRappi": in_rappi,
    }
    return PagedOperation(
        "GET",
        "/products",
        query=query,
        read_item=wire.restobar.product,
        style=RESTOBAR_SWITCH,
        page_size=LARGEST_PRODUCTS if page_size is None else page_size,
        max_page_size=LARGEST_PRODUCTS,
        name="products.list",
    )


def list_clients(
    *, text: str | None = None, document: str | None = None, page_size: int | None = None
) -> PagedOperation[Client]:
    """
    List registered customers (``GET /clients``); several may share a document.

    Args:
        text: One or several words of a name or document.
        document: Document or name, matched in part.
        page_size: Rows a page, at most 10,000.

    Example:
        ``list(pos.clients.list(document="900123456"))``
    """
    return PagedOperation(
        "GET",
        "/clients",
        query={"filter": text, "clientData": document},
        read_item=wire.restobar.client,
        style=_CLIENTS,
        page_size=page_size,
        max_page_size=LARGEST_CLIENTS,
        name="clients.list",
    )


def list_users() -> PagedOperation[User]:
    """
    List the users (``GET /users``, not documented, seen in two accounts); sellers are users.

    Example:
        ``{user.id: user.name for user in pos.users.list()}``
    """
    return PagedOperation(
        "GET",
        "/users",
        read_item=wire.restobar.user,
        style=RESTOBAR_ALL,
        name="users.list",
    )


def list_cash_sessions(
    *,
    status: str | None = None,
    cash_session: str | None = None,
    cashier: str | None = None,
    since: date | None = None,
    until: date | None = None,
    page_size: int | None = None,
) -> PagedOperation[CashSession]:
    """
    List cash sessions (``GET /cashboxes``; the documented ``/cashbox`` does not exist).

    Without premium the account shows one. No call opens or closes a session.

    Args:
        status: ``open`` or ``closed``.
        cash_session: Id of a session.
        cashier: Id of a user.
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        page_size: Rows a page, at most 999.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        InvalidId: If an id is none.
        PermissionMissing: When sent, if the user lacks ``CB_GET_ALL``.

    Example:
        ``[session.cashiers for session in pos.cashboxes.list(status="open")]``
    """
    query: dict[str, QueryValue] = {
        "status": status,
        "cashBoxId": optional_id(cash_session, "cash_session"),
        "cashierId": optional_id(cashier, "cashier"),
        **optional_range(since, until),
    }
    return PagedOperation(
        "GET",
        "/cashboxes",
        query=query,
        read_item=wire.restobar.cash_session,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_CASH_SESSIONS,
        permission="CB_GET_ALL",
        name="cashboxes.list",
    )
