# SPDX-License-Identifier: MIT
"""Where two sides that both hold a document do not agree, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import evolve

from loggro_integration.money import plain
from loggro_integration.sync._compare import Difference
from loggro_integration.sync._reconcile_held import Held, RateKey, by_rate, rate_name

__all__ = ["compare_held"]

ZERO = Decimal(0)


def compare_held(
    pos: Held, books: Held, *, tolerance: Decimal, not_shown: Iterable[str]
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """
    Compare taxes, payments, balance, state and state at DIAN of a document that stands.

    Args:
        pos: What Restobar holds.
        books: What Pymes holds.
        tolerance: COP by which two amounts may differ.
        not_shown: Fields that are left out.

    Returns:
        The differences, and the fields of which one side says nothing.
    """
    left_out = frozenset(not_shown)
    with_bases = all(tax.base is not None for held in (pos, books) for tax in held.taxes or ())
    found: list[Difference] = []
    untold: list[str] = []
    for name, (one, other) in {
        "tax": (_taxes(pos, with_bases=with_bases), _taxes(books, with_bases=with_bases)),
        "payment": (pos.payments, books.payments),
        "balance": (_balance(pos), _balance(books)),
        "state": (pos.state, books.state),
        "dian-state": (pos.dian, books.dian),
    }.items():
        if name in left_out:
            continue
        if one is None or other is None:
            untold.append(name)
        elif told := _unequal(name, one, other, tolerance):
            found.append(told)
    return tuple(found), tuple(untold)


def _taxes(held: Held, *, with_bases: bool) -> Mapping[str, Decimal] | None:
    """Return the tax of each rate, and its base where both sides show one."""
    if held.taxes is None:
        return None
    amounts = {_rate(key): each for key, each in by_rate(held.taxes).items()}
    if with_bases:
        bases = by_rate(evolve(tax, amount=tax.base or ZERO) for tax in held.taxes)
        amounts |= {f"{_rate(key)} base": each for key, each in bases.items()}
    return amounts


def _balance(held: Held) -> Mapping[str, Decimal] | None:
    return None if held.balance is None else {"": held.balance}


def _rate(key: RateKey) -> str:
    """Name a rate by its code, which both sides share; people know the two usual ones."""
    code, percent = key
    return rate_name({"01": "IVA", "04": "INC"}.get(code, code), percent)


def _unequal(
    name: str,
    one: Mapping[str, Decimal] | str,
    other: Mapping[str, Decimal] | str,
    tolerance: Decimal,
) -> Difference | None:
    if not isinstance(one, str) and not isinstance(other, str):
        return _unequal_sums(name, one, other, tolerance)
    if one == other:
        return None
    return Difference(field=name, restobar=str(one), pymes=str(other))


def _unequal_sums(
    name: str, one: Mapping[str, Decimal], other: Mapping[str, Decimal], tolerance: Decimal
) -> Difference | None:
    apart = [
        key
        for key in sorted({*one, *other})
        if abs(one.get(key, ZERO) - other.get(key, ZERO)) > tolerance
    ]
    if not apart:
        return None
    return Difference(field=name, restobar=_listed(apart, one), pymes=_listed(apart, other))


def _listed(keys: Iterable[str], amounts: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{key} {plain(amounts.get(key, ZERO))}".strip() for key in keys)
