# SPDX-License-Identifier: MIT
"""The header of a document: number and range, software, parties, payment, what a note adjusts."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Final

from loggro_integration import codes
from loggro_integration.codes import lists
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_parties import complete_address, complete_carrier
from loggro_integration.dian._build_tools import changed, fine, stripped, trimmed
from loggro_integration.dian._once import once
from loggro_integration.errors import Problem
from loggro_integration.models import (
    Delivery,
    ExchangeRate,
    FiscalDocument,
    NumberingRange,
    PaymentMeans,
)

__all__ = [
    "clock",
    "complete_currency",
    "complete_deliveries",
    "complete_numbering",
    "complete_payment",
    "note_prefix",
]

_COP: Final = "COP"
_ONE: Final = Decimal("1.00")
_CASH, _CREDIT = "1", "2"
_UNDEFINED: Final = "1"
_BOGOTA: Final = timedelta(hours=-5)
_LONGEST_PREFIX: Final = 4
_MOST_SEQUENCE: Final = 999_999_999
_AUTHORIZATION: Final = range(11, 15)


def clock(written: time, faults: Faults) -> time:
    """Return the time of issue as Bogotá reads it, to the second (FAD10)."""
    if written.tzinfo is not None and written.utcoffset() != _BOGOTA:
        faults.add("issue-time", "issue_time", written)
    if written.tzinfo is None and not written.microsecond:
        return written
    return written.replace(microsecond=0, tzinfo=None)


def complete_numbering(
    numbering: NumberingRange | None, number: str, day: date, faults: Faults
) -> tuple[NumberingRange | None, str]:
    """Return the range without its key, and the prefix; the number must be one of the range."""
    _check_letters(number, faults)
    if numbering is None:
        faults.add("numbering-missing", "numbering")
        return None, ""
    completed, problems = _range(numbering)
    faults.problems.extend(problems)
    prefix = completed.prefix
    sequence = number.removeprefix(prefix)
    if not number.startswith(prefix) or not sequence.isdigit():
        faults.add("number-prefix", "number", number, prefix=prefix)
    elif not numbering.holds(int(sequence)):
        faults.add("number-outside", "number", number, first=numbering.first, last=numbering.last)
    if not numbering.is_valid_on(day):
        faults.add(
            "numbering-not-valid",
            "numbering",
            numbering.authorization,
            day=day,
            begin=numbering.valid_from or "",
            end=numbering.valid_until or "",
        )
    return completed, prefix


@once
def _range(numbering: NumberingRange) -> tuple[NumberingRange, tuple[Problem, ...]]:
    """Return the range without its key, and what is wrong with it on any day."""
    faults = Faults()
    prefix = numbering.prefix.strip()
    _check_range(numbering, prefix, faults)
    return changed(numbering, prefix=prefix, technical_key=None), tuple(faults.problems)


def _check_letters(number: str, faults: Faults) -> None:
    if not (number.isascii() and number.isalnum()):
        faults.add("number-letters", "number", number)


def _check_range(numbering: NumberingRange, prefix: str, faults: Faults) -> None:
    authorization = numbering.authorization
    if not (authorization.isdigit() and len(authorization) in _AUTHORIZATION):
        faults.add("authorization", "numbering.authorization", authorization)
    if len(prefix) > _LONGEST_PREFIX:
        faults.add("prefix-length", "numbering.prefix", prefix)
    if numbering.valid_from is None or numbering.valid_until is None:
        faults.add("numbering-dates", "numbering.valid_from")
    if not 0 < numbering.first <= numbering.last <= _MOST_SEQUENCE:
        faults.add("numbering-limits", "numbering.first", numbering.first, last=numbering.last)


def note_prefix(
    document: FiscalDocument, numbering: NumberingRange | None, written: str | None, faults: Faults
) -> str:
    """
    Return the prefix of a note, which has its own consecutive and no range.

    A prefix that is told (by a range, or by the issuer) counts where the number begins with it;
    otherwise the prefix is what stands before the last digits.
    """
    number = document.number
    _check_letters(number, faults)
    for told in (numbering.prefix if numbering else None, written):
        if told and number.startswith(told) and number.removeprefix(told).isdigit():
            return told
    prefix = number.rstrip("0123456789")
    if prefix == number:
        faults.add("number-prefix", "number", number, prefix=prefix)
    return prefix


def complete_payment(document: FiscalDocument, faults: Faults) -> tuple[PaymentMeans, ...]:
    """Return how it is paid: in cash by no particular means, where nothing is told."""
    if not document.payment_means:
        return (PaymentMeans(form=_CASH, code=_UNDEFINED),)
    found: list[PaymentMeans] = []
    for index, each in enumerate(document.payment_means):
        path = f"payment_means[{index}]"
        code, form = stripped(each.code) or _UNDEFINED, each.form.strip()
        due = each.due_date
        if form == _CREDIT and due is None:
            due = document.due_date
        if form not in {_CASH, _CREDIT}:
            faults.add("payment-form", f"{path}.form", form)
        elif form == _CREDIT and due is None:
            faults.add("payment-due-date", f"{path}.due_date")
        if codes.lookup(lists.PAYMENT_MEANS, code) is None:
            faults.add("payment-code", f"{path}.code", code)
        found.append(changed(trimmed(each), form=form, code=code, due_date=due))
    return tuple(found)


def complete_currency(document: FiscalDocument, faults: Faults) -> dict[str, object]:
    """Return the currency, and the rate to COP that any other one needs (FAR01 to FAR07)."""
    currency = document.currency.strip().upper()
    rate = document.exchange_rate
    if codes.lookup(lists.CURRENCIES, currency) is None:
        faults.add("currency-unknown", "currency", currency)
    if currency == _COP or rate is None:
        if currency != _COP:
            faults.add("exchange-rate-missing", "exchange_rate", currency)
        return {"currency": currency}
    return {"currency": currency, "exchange_rate": _rate(rate, currency, document, faults)}


def _rate(
    rate: ExchangeRate, currency: str, document: FiscalDocument, faults: Faults
) -> ExchangeRate:
    source, target = rate.source.strip().upper(), rate.target.strip().upper()
    if (source, target) != (currency, _COP):
        faults.add("exchange-rate-currencies", "exchange_rate", source, target=target)
    value = fine(rate.rate, "exchange_rate.rate")
    if value <= 0:
        faults.add("exchange-rate-value", "exchange_rate.rate", value)
    for name in ("source_base", "target_base"):
        base = getattr(rate, name)
        if base is not None and base != 1:
            faults.add("exchange-rate-base", f"exchange_rate.{name}", base)
    return changed(
        rate,
        source=source,
        target=target,
        rate=value,
        on=rate.on or document.issue_date,
        source_base=None,
        target_base=_ONE,
    )


def complete_deliveries(document: FiscalDocument, faults: Faults) -> tuple[Delivery, ...]:
    """Complete where the goods were handed over, and by whom."""
    found: list[Delivery] = []
    for index, each in enumerate(document.deliveries):
        path = f"deliveries[{index}]"
        address = complete_address(each.address, f"{path}.address", faults)
        carrier = each.carrier
        if carrier is not None:
            carrier = complete_carrier(carrier, f"{path}.carrier", faults)
        found.append(changed(each, address=address, carrier=carrier))
    return tuple(found)
