# SPDX-License-Identifier: MIT
"""The sale that an action is on: found once, named in the ledger by its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from loggro_integration.errors import InvalidId, InvalidInput, InvalidNumber, NotFound, Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, map_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_record import review
from loggro_integration.sync._find_rows import no_sale
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["find_sale", "key_of", "only_from_restobar", "waits"]

_OBJECT_ID: Final = re.compile(r"[0-9a-fA-F]{24}")
_FIRST_WAIT: Final = 10.0


def waits(patience: timedelta) -> Iterator[float]:
    """Give delays in seconds, each twice the one before, that last as long as the patience."""
    left, delay = patience.total_seconds(), _FIRST_WAIT
    while left > 0:
        yield min(delay, left)
        left -= delay
        delay *= 2


def only_from_restobar(pos: object, call: str) -> None:
    """
    Refuse what is aimed at Pymes' copy of a sale of Restobar.

    Raises:
        InvalidInput: If `pos` is a client of Pymes.

    Source: "anular, recibir pago, enviar por correo, entre otros" of a synchronised document is
    done in Restobar (help centre of Loggro, integration.md section 5).
    """
    if not isinstance(pos, PymesClient):
        return
    raise InvalidInput(
        f"Pymes holds a copy: a sale of Restobar is changed in Restobar alone. Call {call}.",
        field="pos",
        value="PymesClient",
        hint=Text(
            es=f"Hágalo desde Restobar, con un RestobarClient: {call}.",
            en=f"Do it from Restobar, with a RestobarClient: {call}.",
        ),
    )


def find_sale(pos: RestobarClient, sale: Sale | str) -> Sale:
    """
    Read a sale as Restobar shows it now.

    Args:
        pos: Client of Restobar.
        sale: The sale, its id, or its number as ``FE123``.

    Raises:
        InvalidInput: If there is none.
        NeedsReview: If several have that number.

    Example:
        ``actions.find_sale(pos, "FE123").status``
    """
    if isinstance(sale, Sale):
        return pos.invoices.get(sale.id)
    name = str(sale).strip()
    if _OBJECT_ID.fullmatch(name):
        try:
            return pos.invoices.get(name)
        except NotFound:
            raise no_sale(name, "sale") from None
    found = pos.invoices.find(name)
    if not found:
        raise no_sale(name, "sale")
    if len(found) > 1:
        raise review(
            "number-repeated",
            f"Restobar holds {len(found)} sales numbered {name}.",
            es=f"Diga cuál por su id: {', '.join(str(each.id) for each in found)}.",
            en=f"Say which by its id: {', '.join(str(each.id) for each in found)}.",
        )
    return found[0]


def key_of(sale: Sale, store: Store | None, rules: MappingRules | None) -> str:
    """Return the key under which the ledger has a sale, or will have it."""
    rows = store.rows_of_sale(str(sale.id)) if store is not None else []
    if rows:
        return rows[-1].key
    return _mapped(sale, rules) or _plain_key(sale) or f"sale:{sale.id}"


def _mapped(sale: Sale, rules: MappingRules | None) -> str:
    key = map_sale(sale, rules).key if rules is not None else None
    return "" if key is None else str(key)


def _plain_key(sale: Sale) -> str:
    try:
        return str(SaleKey(str(sale.business_id or ""), sale.prefix, sale.sequence or 0))
    except (InvalidId, InvalidNumber):
        return ""
