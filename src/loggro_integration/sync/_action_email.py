# SPDX-License-Identifier: MIT
"""E-mail a sale to its customer: nothing shows whether a mail left, so it is never repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping import MappingRules
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_record import Note, send_once
from loggro_integration.sync._action_sale import find_sale, key_of, only_from_restobar
from loggro_integration.sync._clock import now
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["Emailed", "email"]


@frozen(kw_only=True)
class Emailed:
    """
    A sale that was mailed.

    Attributes:
        sale: As Restobar shows it.
        key: Its key in the ledger.
        already: The ledger says that it was mailed before: nothing was sent now.
    """

    sale: Sale
    key: str
    already: bool


def email(
    pos: RestobarClient,
    sale: Sale | str,
    *,
    store: Store | None = None,
    rules: MappingRules | None = None,
    again: bool = False,
    clock: Callable[[], datetime] = now,
) -> Emailed:
    """
    Let Restobar e-mail a sale to its customer; with a ledger, once to each address.

    Args:
        pos: Client of Restobar.
        sale: The sale, its id, or its number.
        store: The ledger: intent and outcome are recorded there.
        rules: For the key of a sale that the ledger does not know yet.
        again: Mail it although it was mailed before, or nobody knows: a person asks for it.
        clock: Gives the present instant in UTC.

    Raises:
        InvalidInput: If there is no such sale, its customer has no e-mail, or `pos` is a client of
            Pymes.
        Rejected: If Restobar refuses.
        OutcomeUnknown: If no usable answer came: it is not sent again by itself.
        NeedsReview: If an earlier one got no usable answer and `again` is not set.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``actions.email(pos, "FE123", store=store)``
    """
    only_from_restobar(pos, "actions.email(pos, …)")
    found = find_sale(pos, sale)
    address = (found.client.email if found.client else None) or ""
    if not address:
        raise _no_address(found)
    key = key_of(found, store, rules)
    note = Note(
        action="email",
        key=key,
        store=store,
        clock=clock,
        mark=store.digest(address.lower()) if store is not None else "",
        facts={"id": str(found.id), "number": found.label},
    )
    sent = send_once(note, lambda: pos.invoices.send_email(found.id), again=again)
    return Emailed(sale=found, key=key, already=not sent)


def _no_address(sale: Sale) -> InvalidInput:
    return InvalidInput(
        f"The customer of {sale.label} has no e-mail in Restobar.",
        field="email",
        hint=Text(
            es="Escriba su correo en Restobar, en la venta, y repítalo.",
            en="Write their e-mail in Restobar, on the sale, and repeat it.",
        ),
    )
