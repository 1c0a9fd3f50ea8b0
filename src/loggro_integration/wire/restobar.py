# SPDX-License-Identifier: MIT
"""
The shapes of Restobar: the sale with everything in it, and the catalogues.

Each lower-case function reads one row; `to_json` writes a row back, unknown fields included.
"""

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import structure
from loggro_integration.wire._open_record import record
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_catalogue import (
    CashCount,
    CashSession,
    Client,
    ClientContact,
    LocationStock,
    Login,
    PaymentMethod,
    Product,
    StockTax,
    SubProduct,
    Tax,
    User,
)
from loggro_integration.wire._restobar_requests import NewPayment, PaidRequest
from loggro_integration.wire._restobar_sale import (
    Business,
    Cancellation,
    City,
    Credit,
    Deletion,
    Delivery,
    DianBlock,
    ElectronicInvoice,
    LineTax,
    Sale,
    SaleClient,
    SaleLine,
    SalePaid,
    SalePayment,
    SaleTax,
)

__all__ = [
    "Business",
    "Cancellation",
    "CashCount",
    "CashSession",
    "City",
    "Client",
    "ClientContact",
    "Credit",
    "Deletion",
    "Delivery",
    "DianBlock",
    "ElectronicInvoice",
    "LineTax",
    "LocationStock",
    "Login",
    "NewPayment",
    "PaidRequest",
    "PaymentMethod",
    "Product",
    "Ref",
    "Sale",
    "SaleClient",
    "SaleLine",
    "SalePaid",
    "SalePayment",
    "SaleTax",
    "StockTax",
    "SubProduct",
    "Tax",
    "User",
    "cash_session",
    "client",
    "login",
    "payment_method",
    "product",
    "record",
    "sale",
    "tax",
    "user",
]


def sale(value: JsonValue) -> Sale:
    """
    Read one sale.

    Raises:
        ContractChanged: If a field has an unknown type; the message names each path.
    """
    return structure(value, Sale)


def login(value: JsonValue) -> Login:
    """Read the answer of a login."""
    return structure(value, Login)


def payment_method(value: JsonValue) -> PaymentMethod:
    """Read one payment method."""
    return structure(value, PaymentMethod)


def tax(value: JsonValue) -> Tax:
    """Read one tax."""
    return structure(value, Tax)


def user(value: JsonValue) -> User:
    """Read one user."""
    return structure(value, User)


def client(value: JsonValue) -> Client:
    """Read one registered customer."""
    return structure(value, Client)


def product(value: JsonValue) -> Product:
    """Read one product."""
    return structure(value, Product)


def cash_session(value: JsonValue) -> CashSession:
    """Read one cash session."""
    return structure(value, CashSession)


for _name in __all__:
    globals()[_name].__module__ = __name__
del _name
