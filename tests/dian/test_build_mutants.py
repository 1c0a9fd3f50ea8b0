# SPDX-License-Identifier: MIT
"""
Good documents with one field changed, every field and many values.

Whatever a caller fills in, `build` either tells what is wrong or writes what it returns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from attrs import evolve

from dian import bills
from dian.bills import BUYER, DAY, ISSUER, arguments, bill, built, line
from dian.test_build_checks import container, dollars, event, nominal
from loggro_integration import dian, errors
from loggro_integration.models import (
    AllowanceCharge,
    Delivery,
    FiscalDocument,
    Prepayment,
    TaxRate,
)

pytestmark = pytest.mark.no_cover

TEXTS = ("", " ", "\x00", "²", "٣", "\ud800", "é" * 300, "-", ";", "31", "222222222222", "\u00a0")
NUMBERS: tuple[Any, ...] = (
    *map(Decimal, ("NaN", "sNaN", "Infinity", "-0.00", "-1", "0", "0.005", "1E+3", "1E+18")),
    *map(Decimal, ("1E-30", "1.23456789")),
    1.5,
    3,
)
OTHERS: tuple[tuple[type, tuple[Any, ...]], ...] = (
    (str, TEXTS),
    (bool, (True, False)),
    (Decimal, NUMBERS),
    (int, (-1, 0, 10**30)),
    (datetime, ()),
    (date, (date.min, date.max)),
    (time, (time.min, time.max)),
    (tuple, ((),)),
)
UNTOUCHED = frozenset({"pin", "problems", "source", "technical_key"})
OF_THE_SALE = ("amount", "approval", "name", "paid_on", "tip")
"""What a means of payment knows and UBL has no place for."""


def values(kind: str, now: object) -> tuple[Any, ...]:
    """Return what may stand in a field instead of what stands there now."""
    empty: tuple[Any, ...] = (None,) if "None" in kind and now is not None else ()
    if now is None:
        return TEXTS if "str" in kind else NUMBERS if "Decimal" in kind else ()
    return next((found for of, found in OTHERS if isinstance(now, of)), ()) + empty


def mutants(thing: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the thing with one field changed, its parts included; of a tuple the first two."""
    for field in attrs.fields(type(thing)):
        if field.name in UNTOUCHED:
            continue
        now, here = getattr(thing, field.name), f"{path}.{field.name}"
        changes = [(here, value) for value in values(str(field.type), now)]
        if attrs.has(type(now)):
            changes += mutants(now, here)
        elif isinstance(now, tuple):
            for place, part in enumerate(now[:2]):
                inside = f"{here}[{place}]"
                parts = mutants(part, inside) if attrs.has(type(part)) else (
                    (inside, text) for text in TEXTS if isinstance(part, str)
                )  # fmt: skip
                changes += [(way, (*now[:place], new, *now[place + 1 :])) for way, new in parts]
        for way, value in changes:
            yield way, evolve(thing, **{field.name: value})


def rich() -> dian.Document:
    """Return an invoice with something in every corner."""
    return bill(
        line(withholdings=[TaxRate(code="06", percent=2)], brand="Masa", model="M1"),
        bills.gift(),
        customer=BUYER,
        allowance_charges=(
            AllowanceCharge(charge=True, amount=Decimal("5.00"), reason="Propina voluntaria"),
        ),
        prepayments=(Prepayment(amount=Decimal(5), paid_on=DAY),),
        deliveries=(Delivery(address=ISSUER.address, carrier=evolve(BUYER, tax_regime="48")),),
    )


def without_the_sale(document: dian.Document) -> dian.Document:
    if not isinstance(document, FiscalDocument):
        return document
    none = dict.fromkeys(OF_THE_SALE)
    means = tuple(evolve(each, **none) for each in document.payment_means)
    return evolve(document, payment_means=means)


STARTS: dict[str, Callable[[], dian.Document]] = {
    "invoice": rich,
    "invoice in dollars": dollars,
    "invoice built": lambda: built(bill()),
    "pos": lambda: bills.pos(nominal()),
    "support": bills.support,
    "credit": bills.credit,
    "credit of a period": bills.without_reference,
    "debit": bills.debit,
    "receipt": lambda: event("030"),
    "claim": lambda: event("031"),
    "tacit acceptance": lambda: event("034"),
    "container": container,
}


@pytest.mark.parametrize("make", STARTS.values(), ids=STARTS)
def test_one_wrong_field_is_told_or_written_as_it_is_returned(
    make: Callable[[], dian.Document], record_property: Callable[[str, object], None]
) -> None:
    """No other error leaves `build`, and no bytes that say something else than the document."""
    counts: Counter[str] = Counter()
    for path, mutant in mutants(make()):
        try:
            made = dian.build(mutant, **arguments())
        except errors.LoggroError:
            counts["told"] += 1
            continue
        counts["built"] += 1
        assert (path, without_the_sale(made.document)) == (path, dian.read(made.xml))
    record_property("printed", f"build, one field wrong: {dict(counts)}")
    assert min(counts["told"], counts["built"]) > 100
