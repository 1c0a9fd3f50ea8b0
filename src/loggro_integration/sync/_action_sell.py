# SPDX-License-Identifier: MIT
"""
Sell a sale of another system through Restobar, once.

Loggro has no idempotency key. The ids of the caller stand for one: each call looks first, and what
was sent without a usable answer is looked up before anything is sent again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration.codes import InvoiceStatus, OrderStatus
from loggro_integration.errors import NeedsReview, NotFound, Text
from loggro_integration.ids import ObjectId
from loggro_integration.mapping import RestobarOrders
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_pay import PAY
from loggro_integration.sync._action_record import Note, carry_out
from loggro_integration.sync._action_sale import key_of
from loggro_integration.sync._clock import now, pause
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale
from loggro_integration.wire.restobar import Order, PaidRequest

__all__ = ["sell"]

# Only these can still be billed; ``Cocina`` and ``Listo`` become ``Entregado``.
_OPEN: Final = frozenset(
    {OrderStatus.WAITING, OrderStatus.KITCHEN, OrderStatus.READY, OrderStatus.DELIVERED}
)


def sell(
    pos: RestobarClient,
    selling: RestobarOrders,
    *,
    store: Store | None = None,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], object] = pause,
) -> Sale:
    """
    Sell through Restobar: make the orders, bill them, mark the sale as paid.

    Calling it again with the same ids goes on where it stopped, and does nothing to a sale that is
    done: keep both ids before the first call. At most one of each write is sent in a call. Two
    calls with the same ids at the same time are not safe: the second may leave orders behind.

    Args:
        pos: A client whose user has an open cash register.
        selling: From `to_restobar_orders`.
        store: The ledger: intent and outcome of each write are recorded there.
        clock: Gives the present instant in UTC.
        sleep: Waits so many seconds, where the ledger says that an earlier write may still arrive.

    Returns:
        The sale as Restobar holds it, with the number that it was given.

    Raises:
        OutcomeUnknown: If a write got no usable answer and does not show yet: wait, then call this
            again with the same ids. It may still be on its way.
        NeedsReview: If what Restobar holds under these ids is not what was asked for.
        Rejected: If Restobar refuses, as `CashRegisterClosed`; what was made stays.
        ReadFailed: If it could not be looked up; nothing was sent since.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``sale = actions.sell(pos, to_restobar_orders(sale, sale_id=..., group=..., ...))``
    """
    work = _Sell(pos=pos, selling=selling, store=store, clock=clock, sleep=sleep)
    sale = work.billed()
    _check(sale, selling)
    if selling.payment is None:
        return sale
    sale = work.paid(sale, selling.payment)
    _check(sale, selling)
    return sale


@frozen(kw_only=True)
class _Sell:
    """One sale at work."""

    pos: RestobarClient
    selling: RestobarOrders
    store: Store | None
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]

    def billed(self) -> Sale:
        """Return the sale, made where there is none yet."""
        identifier = ObjectId(self.selling.sale.id)
        note = self._note("create-invoice", f"sale:{identifier}")
        sale = _sale(self.pos, identifier)
        if sale is not None:
            note.close()
            return sale
        orders = _orders(self.pos, self.selling, self._note("create-orders", note.key), self.sleep)
        billed = self.selling.bill([order.id for order in orders])
        return carry_out(
            note,
            lambda: self.pos.invoices.create(billed),
            lambda: _sale(self.pos, identifier),
            sleep=self.sleep,
        )

    def paid(self, sale: Sale, payment: PaidRequest) -> Sale:
        """Return the sale once it is paid; one that was paid is left as it is."""
        note = self._note(PAY, key_of(sale, self.store, None))
        if sale.status == InvoiceStatus.PAID:
            note.close()
            return sale
        return carry_out(
            note,
            lambda: self.pos.invoices.mark_paid(
                payment.id, payments=payment.payments, tip=payment.tip, client=payment.client
            ),
            lambda: _if_paid(_sale(self.pos, ObjectId(payment.id))),
            sleep=self.sleep,
        )

    def _note(self, action: str, key: str) -> Note:
        sale = self.selling.sale
        facts = {"id": str(sale.id), "total": str(sale.total)}
        return Note(action=action, key=key, store=self.store, clock=self.clock, facts=facts)


def _sale(pos: RestobarClient, identifier: ObjectId) -> Sale | None:
    try:
        return pos.invoices.get(identifier)
    except NotFound:
        return None


def _if_paid(sale: Sale | None) -> Sale | None:
    """Return the sale once its payment shows."""
    return None if sale is None or sale.status == InvoiceStatus.BILLED else sale


# -- orders ---------------------------------------------------------------------------------------


def _orders(
    pos: RestobarClient,
    selling: RestobarOrders,
    note: Note,
    sleep: Callable[[float], object],
) -> Sequence[Order]:
    """Return the orders of the group, made where there are none yet."""
    group = selling.orders.group or ""

    def look() -> Sequence[Order] | None:
        # an account that does not know the filter gives every order there is
        found = [each for each in pos.orders.list(group=group) if _is_of(each, group)]
        return found or None

    found = carry_out(note, lambda: pos.orders.create(selling.orders), look, sleep=sleep)
    _check_orders(found, selling, group)
    return found


def _is_of(order: Order, group: str) -> bool:
    """Tell whether an order may be of a group: one that does not tell may."""
    known = order.group.id if order.group else None
    return known is None or known == group


def _check_orders(found: Sequence[Order], selling: RestobarOrders, group: str) -> None:
    """Refuse a group that is not what was asked for: a part of it would be billed wrong."""
    asked = len(selling.orders.orders)
    if len(found) != asked:
        raise _review(
            f"The group {group} has {len(found)} orders and {asked} were asked for.",
            Text(
                es="Revise esos pedidos en Restobar; cancélelos y venda con un grupo nuevo.",
                en="Check those orders in Restobar; cancel them and sell with a new group.",
            ),
        )
    closed = [str(each.status) for each in found if each.status and each.status not in _OPEN]
    if closed:
        raise _review(
            f"The group {group} has orders that cannot be billed: {', '.join(closed)}.",
            Text(
                es="Alguien los canceló o facturó: revise en Restobar y use otro grupo.",
                en="Somebody cancelled or billed them: check in Restobar and use another group.",
            ),
        )
    told = Counter(map(_told, found))
    wanted = Counter(
        (each.product, each.quantity, each.unit_price) for each in selling.orders.orders
    )
    if None not in told and told != wanted:
        raise _review(
            f"The group {group} has other products, quantities or prices than asked for.",
            Text(
                es="El grupo ya se usó para otra venta: venda con un grupo nuevo.",
                en="The group was used for another sale: sell with a new group.",
            ),
        )


def _told(order: Order) -> tuple[str, Decimal, Decimal] | None:
    """Return what an order is of, `None` where the answer does not tell."""
    product = order.product.id if order.product else None
    if product is None or order.quantity is None or order.unit_price is None:
        return None
    return product, order.quantity, order.unit_price


# -- the sale -------------------------------------------------------------------------------------


def _check(sale: Sale, selling: RestobarOrders) -> None:
    """Refuse a sale under this id that is not what was asked for."""
    if selling.sale.credit is not None:
        fitting = {InvoiceStatus.CREDIT, InvoiceStatus.PAID}
    else:
        fitting = {InvoiceStatus.BILLED, InvoiceStatus.PAID}
    if sale.is_voided or sale.status not in fitting:
        raise _review(
            f"The sale {sale.label} is {sale.status} in Restobar.",
            Text(
                es="Mírela en Restobar: no quedó como se pidió.",
                en="Look at it in Restobar: it is not as it was asked for.",
            ),
        )
    if sale.total != selling.sale.total:
        raise _review(
            f"The sale {sale.label} is of {sale.total} in Restobar, and {selling.sale.total} were "
            "asked for.",
            Text(
                es="Mírela en Restobar: los impuestos o precios del producto son otros, o el id "
                "es de otra venta.",
                en="Look at it in Restobar: taxes or prices of the product differ, or the id is "
                "another sale's.",
            ),
        )


def _review(message: str, hint: Text) -> NeedsReview:
    return NeedsReview(message, hint=hint, code="sell")
