# SPDX-License-Identifier: MIT
"""Filters that the list of sales and the sales report share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from loggro_integration.http import QueryValue
from loggro_integration.restobar._checks import object_id

__all__ = ["InvoiceFilters", "SaleFilters", "filter_query"]


class SaleFilters(TypedDict, total=False):
    """
    What both take; leave out what is not filtered by.

    Attributes:
        client: Id of a registered customer.
        table: Id of a table.
        cashier: Id of a user.
        cash_session: Id of a cash session.
        payment_method: Name of a payment method, exactly as the business writes it.
        delivery_provider: Channel, as ``RAPPI`` or ``INTERNAL``.
        only_delivery: Only what was delivered.
        sort: ``typeSort``; its values are not published.
    """

    client: str
    table: str
    cashier: str
    cash_session: str
    payment_method: str
    delivery_provider: str
    only_delivery: bool
    sort: str


class InvoiceFilters(SaleFilters, total=False):
    """
    What only the list of sales takes.

    Attributes:
        cash_register: Id of a cash register.
        courier: Id of who delivers.
        electronic_state: ``statusFE``; its values are not published.
        siigo_state: ``statusSiigo``; its values are not published.
        sync_state: ``statusLoggro``; its values are not published.
        with_paid_credits: With ``Por Pagar``, also credits that are paid already.
    """

    cash_register: str
    courier: str
    electronic_state: str
    siigo_state: str
    sync_state: str
    with_paid_credits: bool


_IDS = {
    "client": "clientId",
    "table": "tableId",
    "cashier": "cashierId",
    "cash_session": "cashbox",
    "cash_register": "cashBoxRegister",
    "courier": "deliveryGuyId",
}
_VALUES = {
    "payment_method": "paymentMethodName",
    "delivery_provider": "deliveryProvider",
    "only_delivery": "onlyDelivery",
    "sort": "typeSort",
    "electronic_state": "statusFE",
    "siigo_state": "statusSiigo",
    "sync_state": "statusLoggro",
}


def filter_query(filters: Mapping[str, Any], allowed: type) -> dict[str, QueryValue]:
    """
    Return filters by the names that Restobar gives them.

    Raises:
        TypeError: If a name is none of the allowed ones.
        InvalidId: If an id is none.
    """
    query: dict[str, QueryValue] = {}
    for name, value in filters.items():
        if name not in allowed.__annotations__:
            raise TypeError(f"got an unexpected keyword argument {name!r}")
        if name == "with_paid_credits":
            # evaluated by presence: any value, even false, includes them
            query["paidInvoices"] = True if value else None
        elif name in _IDS:
            query[_IDS[name]] = None if value is None else object_id(value, name)
        else:
            query[_VALUES[name]] = value
    return query
