# SPDX-License-Identifier: MIT
"""
Receive a payment in Restobar: of a bill that was printed, or of a sale on credit.

A bill is paid once, and shows it. Of a credit only the sum paid so far shows: it is read before and
after, and where it moved by another amount than was asked for a person has to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from attrs import evolve, frozen

from loggro_integration.codes import InvoiceStatus
from loggro_integration.errors import InvalidAmount, InvalidInput, NeedsReview, Text
from loggro_integration.exact_json import JsonValue, dumps
from loggro_integration.mapping import MappingRules
from loggro_integration.money import exact
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_follow import Follower, InPymes
from loggro_integration.sync._action_record import Note, carry_out, review
from loggro_integration.sync._action_sale import find_sale, key_of, only_from_restobar
from loggro_integration.sync._clock import now, pause
from loggro_integration.sync._states import Event
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale, to_json
from loggro_integration.wire.restobar import NewPayment

__all__ = ["Paid", "credit_payment_body", "pay"]

Body: TypeAlias = Mapping[str, JsonValue]
CreditBody: TypeAlias = Callable[[Sale, tuple[NewPayment, ...]], Body]
Payments: TypeAlias = str | Mapping[str, Decimal]

PAY, PAY_CREDIT = "pay", "pay-credit"
PATIENCE = timedelta(minutes=5)


@frozen(kw_only=True)
class Paid:
    """
    A sale after a payment.

    Attributes:
        sale: As Restobar shows it now.
        key: Its key in the ledger.
        already: It was paid before: nothing was sent now.
        pymes: What Pymes shows of its balance.
    """

    sale: Sale
    key: str
    already: bool
    pymes: InPymes = InPymes.NOT_ASKED


def credit_payment_body(sale: Sale, payments: tuple[NewPayment, ...]) -> Body:
    """
    Return the body of a credit payment, which is not published: names and shape are assumed.

    Args:
        sale: The sale on credit.
        payments: What is paid.
    """
    return {
        "invoice": str(sale.id),
        "paymentMethodValue": [to_json(each) for each in payments],
    }


def pay(
    pos: RestobarClient,
    sale: Sale | str,
    payments: Payments,
    *,
    tip: Decimal | None = None,
    reference: str = "",
    store: Store | None = None,
    books: PymesClient | None = None,
    rules: MappingRules | None = None,
    credit_body: CreditBody = credit_payment_body,
    patience: timedelta = PATIENCE,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], object] = pause,
) -> Paid:
    """
    Receive a payment of a sale in Restobar and follow it into Pymes.

    A bill that was printed (``Facturada``) is marked as paid; a sale on credit (``Por Pagar``)
    receives it as an instalment. Calling it again does nothing that is done: of a credit, the same
    payments with the same `reference` are received once, whether a method is named or told by id.

    Args:
        pos: A client whose user has an open cash register.
        sale: The sale, its id, or its number.
        payments: A method, by name or id, for all that is owed; or methods and values in COP.
        tip: Voluntary tip of a bill, COP; no part of the values.
        reference: Your own name for an instalment: another one is another payment.
        store: The ledger. Without it, two calls are two instalments of a credit.
        books: Client of Pymes, to see what becomes of the balance there.
        rules: Needed with `books`: they name the fields of Pymes.
        credit_body: Makes the body of ``POST /clients/savePaidCredit``, which is not published.
        patience: How long to wait for Pymes.
        clock: Gives the present instant in UTC.
        sleep: Waits so many seconds.

    Raises:
        InvalidInput: If there is no such sale or method, or `pos` is a client of Pymes.
        CashRegisterClosed: If the user has no open cash register.
        Rejected: If Restobar refuses, as too large an instalment.
        OutcomeUnknown: If no usable answer came and nothing shows yet: call again later.
        NeedsReview: If the sale cannot be paid, or what was paid is not what was asked for.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``actions.pay(pos, "FV123", "Efectivo", store=store)``
    """
    only_from_restobar(pos, "actions.pay(pos, …)")
    work = _Pay(pos=pos, store=store, clock=clock, sleep=sleep)
    follower = Follower.of(books, rules, store, clock=clock, sleep=sleep)
    found = find_sale(pos, sale)
    key = key_of(found, store, rules)
    if found.credit is None and found.status != InvoiceStatus.CREDIT:
        note = work.note(PAY, found, key)
        paid, already = work.bill(note, found, payments, tip)
    else:
        note = work.instalment(found, key, payments, reference)
        paid, already = work.credit(note, found, payments, credit_body)
    return _followed(Paid(sale=paid, key=key, already=already), note, follower, patience)


def _followed(paid: Paid, note: Note, follower: Follower | None, patience: timedelta) -> Paid:
    if follower is None:
        return paid
    shown = follower.payment(paid.sale, paid.key, patience=patience)
    note.followed(shown.value)
    return evolve(paid, pymes=shown)


def _asked(payments: Payments, reference: str, spelled: Mapping[str, str]) -> str | None:
    """
    Return what makes one instalment the same as another, however its values are written.

    Args:
        payments: As told.
        reference: Of whoever pays.
        spelled: Other spellings of methods; one that it does not hold stays as told.

    Returns:
        The text to be digested; `None` where two methods of the payment would become one.
    """
    if isinstance(payments, str):
        return dumps({"reference": reference, "payments": spelled.get(payments, payments)})
    said = {spelled.get(name, name): value for name, value in map(_plain, payments.items())}
    if len(said) != len(payments):
        return None
    return dumps({"reference": reference, "payments": dict(sorted(said.items()))})


def _plain(payment: tuple[str, Decimal]) -> tuple[str, str]:
    name, value = payment
    return name, f"{_value(value, f'payments[{name}]').normalize():f}"


@frozen(kw_only=True)
class _Pay:
    """One payment at work."""

    pos: RestobarClient
    store: Store | None
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]

    def note(self, action: str, sale: Sale, key: str, *, mark: str = "") -> Note:
        """Return the page of the ledger for this payment; a reference may name a person."""
        return Note(
            action=action,
            key=key,
            store=self.store,
            clock=self.clock,
            mark=self.store.digest(mark) if self.store is not None and mark else "",
            facts={"id": str(sale.id), "number": sale.label},
            # Of an instalment nothing but the sum shows: an answer that lies must not count as one.
            by_sight=action == PAY_CREDIT,
        )

    def instalment(self, sale: Sale, key: str, payments: Payments, reference: str) -> Note:
        """
        Return the page of the ledger for an instalment, which its methods by name or id share.

        Ledgers that are older than this hold them as they were told.
        """
        if self.store is None:
            return self.note(PAY_CREDIT, sale, key)
        ids = self._methods()
        names = {each: name for name, each in ids.items()}
        marks = [_asked(payments, reference, spelled) for spelled in (ids, {}, names)]
        notes = [self.note(PAY_CREDIT, sale, key, mark=mark) for mark in marks if mark is not None]
        return next((note for note in notes if note.past()), notes[0])

    def _methods(self) -> dict[str, str]:
        """Return the methods of payment that Restobar has: ids by name."""
        return {each.name: str(each.id) for each in self.pos.payment_methods.list()}

    def bill(
        self, note: Note, sale: Sale, payments: Payments, tip: Decimal | None
    ) -> tuple[Sale, bool]:
        """Mark a printed bill as paid, unless it is; tell whether it was before."""

        def look() -> Sale | None:
            shown = self.pos.invoices.get(sale.id)
            return None if shown.status == InvoiceStatus.BILLED else _payable(shown)

        if _payable(sale).status == InvoiceStatus.PAID:
            already = note.open_intent is None
            note.close()
            return sale, already
        asked = self._payments(payments, sale)
        noted = evolve(note, facts={**note.facts, "value": str(_sum(asked))})
        paid = carry_out(
            noted,
            lambda: self.pos.invoices.mark_paid(sale.id, payments=asked, tip=tip),
            look,
            sleep=self.sleep,
        )
        return paid, False

    def credit(
        self, note: Note, sale: Sale, payments: Payments, body: CreditBody
    ) -> tuple[Sale, bool]:
        """Receive an instalment of a credit; tell whether it was received before."""
        intent = note.open_intent
        if note.done is not None or (_payable(sale).status == InvoiceStatus.PAID and not intent):
            return sale, True
        if intent is not None and (arrived := self._arrived(sale, *_noted(intent))) is not None:
            if not note.is_latest:
                # Another instalment left since: the sum does not tell which of them it was.
                raise _moved(arrived, *_noted(intent))
            note.close()
            return arrived, False
        asked = self._payments(payments, sale)
        before, value = _total_paid(sale), _sum(asked)
        facts: Body = {**note.facts, "value": str(value), "paid_before": str(before)}
        paid = carry_out(
            evolve(note, facts=facts),
            lambda: self._receive(sale, body(sale, asked)),
            lambda: self._arrived(sale, before, value),
            sleep=self.sleep,
        )
        return paid, False

    def _arrived(self, sale: Sale, before: Decimal, value: Decimal) -> Sale | None:
        """Return the sale once it shows the instalment, `None` where nothing moved."""
        shown = self.pos.invoices.get(sale.id)
        moved = _total_paid(shown) - before
        if moved not in {Decimal(0), value}:
            raise _moved(shown, before, value)
        return shown if moved else None

    def _receive(self, sale: Sale, body: Body) -> object:
        """Send an instalment; a sale need not tell its registered customer, who is not sent."""
        if sale.client is not None and sale.client.id:
            return self.pos.clients.pay_credit(str(sale.client.id), body)
        return self.pos.request("POST", "/clients/savePaidCredit", json=body)

    def _payments(self, payments: Payments, sale: Sale) -> tuple[NewPayment, ...]:
        """Return payments as bodies hold them, each method by its id."""
        values = {payments: sale.balance} if isinstance(payments, str) else payments
        if not values:
            raise _no_method("", ())
        known = self._methods()
        ids = set(known.values())
        missing = [name for name in values if name not in known and name not in ids]
        if missing:
            raise _no_method(missing[0], known)
        return tuple(
            NewPayment(method=known.get(name, name), value=_value(value, f"payments[{name}]"))
            for name, value in values.items()
        )


def _sum(payments: tuple[NewPayment, ...]) -> Decimal:
    return sum((each.value for each in payments), Decimal(0))


def _value(value: Decimal, name: str) -> Decimal:
    number = exact(value, field=name)
    if number > 0:
        return number
    raise InvalidAmount(
        f"{name} is not above zero.",
        field=name,
        value=value,
        hint=Text(es="Use un valor mayor que cero.", en="Use a value above zero."),
    )


def _total_paid(sale: Sale) -> Decimal:
    return sale.total_paid or Decimal(0)


def _noted(intent: Event) -> tuple[Decimal, Decimal]:
    """Return the sum paid before an instalment and its value, as its intent has them."""
    return Decimal(intent.text("paid_before")), Decimal(intent.text("value"))


def _payable(sale: Sale) -> Sale:
    """Refuse a sale that takes no payment: annulled, or not billed yet."""
    fitting = {InvoiceStatus.BILLED, InvoiceStatus.CREDIT, InvoiceStatus.PAID}
    if sale.status in fitting and not sale.is_voided:
        return sale
    raise review(
        "not-payable",
        f"The sale {sale.label} is {sale.status} in Restobar: it takes no payment.",
        es="Solo se paga lo facturado o lo vendido a crédito: mire la venta en Restobar.",
        en="Only what is billed or sold on credit is paid: look at the sale in Restobar.",
    )


def _moved(sale: Sale, before: Decimal, value: Decimal) -> NeedsReview:
    return review(
        "paid-otherwise",
        f"Of {sale.label} {before} were paid before, {value} were asked for, and {sale.total_paid} "
        "are paid now.",
        es="Mire los abonos en Restobar: sobra uno o entró otro. Si este no llegó, repítalo con "
        "otra referencia.",
        en="Look at its payments in Restobar: one is too many, or another came in. If this one did "
        "not arrive, repeat it with another reference.",
    )


def _no_method(name: str, known: Iterable[str]) -> InvalidInput:
    names = ", ".join(known)
    return InvalidInput(
        f"Restobar has no method of payment {name!r}." if name else "There is no payment.",
        field="payments",
        value=name,
        hint=Text(
            es=f"Hay: {names}." if names else "Diga con qué se paga.",
            en=f"There are: {names}." if names else "Say what it is paid with.",
        ),
    )
