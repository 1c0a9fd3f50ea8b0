# SPDX-License-Identifier: MIT
"""Bodies that are sent to Restobar."""

from decimal import Decimal

from attrs import field, frozen

from loggro_integration.wire._record import Record, wire

__all__ = ["NewPayment", "PaidRequest"]


@frozen(kw_only=True, slots=False)
class NewPayment(Record):
    """
    One payment of a sale that is being paid.

    Only `method` and `value` are documented; the rest is inferred from stored sales.

    Attributes:
        method: Id of the payment method; stored sales carry its name instead.
        value: COP.
        tip: COP.
        delivery_cost: COP.
        approval: Number of the voucher of a card.
    """

    method: str = field(metadata=wire("paymentMethod"))
    value: Decimal
    tip: Decimal | None = None
    delivery_cost: Decimal | None = None
    approval: str | None = field(default=None, metadata=wire("approbationNumber"))


@frozen(kw_only=True, slots=False)
class PaidRequest(Record):
    """
    Body of ``POST /invoices/{id}/changeToPaid``.

    Attributes:
        id: The sale, once more.
        payments: How it is paid.
        tip: Voluntary tip of the whole sale, COP.
    """

    id: str = field(metadata=wire("_id"))
    payments: tuple[NewPayment, ...] = field(metadata=wire("paymentMethodValue"))
    tip: Decimal | None = None
