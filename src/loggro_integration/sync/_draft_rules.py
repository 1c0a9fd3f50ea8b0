# SPDX-License-Identifier: MIT
"""`draft_rules`: a rules file drafted from both catalogues, with nothing guessed silently."""

from __future__ import annotations

from datetime import date

from loggro_integration.errors import Text
from loggro_integration.mapping import detect_tip_reading
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._draft_catalogues import Catalogues, read_catalogues
from loggro_integration.sync._draft_entries import DraftedBlock, DraftedEntry, DraftedRules
from loggro_integration.sync._draft_house import (
    business,
    cash_boxes,
    maker,
    numbering,
    policies,
    prefixes,
    pymes,
    regimes,
)
from loggro_integration.sync._draft_tables import (
    payment_means,
    payment_terms,
    products,
    sellers,
    taxes,
)

__all__ = ["draft_rules"]


def draft_rules(
    pos: RestobarClient,
    books: PymesClient,
    *,
    since: date | None = None,
    until: date | None = None,
    tax_transaction: str = "VENTA",
) -> DraftedRules:
    """
    Draft the rules of a business from what both systems hold.

    Only reads. What is exactly the same on both sides is in force; what is similar, or usual, is a
    proposal in a comment; what no API tells is a question with the screen that shows it. A list
    that cannot be read leaves questions, never an exception.

    Args:
        pos: Restobar.
        books: Pymes.
        since: First Bogotá day of the sales that tell prefixes, sellers, the business and what
            payments do with the tip; without days no sale is read but the last.
        until: Last day.
        tax_transaction: ``transaccion`` of Pymes' taxes; its values are not published.

    Returns:
        The draft: `DraftedRules.to_toml` writes it, `DraftedRules.rules` reads it back.
    """
    found = read_catalogues(pos, books, since=since, until=until, tax_transaction=tax_transaction)
    tips = detect_tip_reading(found.sales)
    blocks = (
        business(found),
        regimes(found),
        pymes(found),
        *numbering(found),
        payment_means(found),
        *payment_terms(found),
        taxes(found),
        sellers(found),
        *products(found),
        *prefixes(found),
        policies(tips),
        maker(),
        *cash_boxes(found),
        *_unread(found),
    )
    return DraftedRules(blocks=blocks, tips=tips)


def _unread(found: Catalogues) -> tuple[DraftedBlock, ...]:
    if not found.unread:
        return ()
    entries = tuple(
        DraftedEntry(
            key=name,
            value="",
            mark="question",
            why=Text(es=f"no se pudo leer {name}: {why}", en=f"{name} could not be read: {why}"),
        )
        for name, why in found.unread
    )
    title = Text(es="Lo que no se pudo leer", en="What could not be read")
    return (DraftedBlock(header="", title=title, entries=entries),)
