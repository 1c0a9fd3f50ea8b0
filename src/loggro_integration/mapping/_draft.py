# SPDX-License-Identifier: MIT
"""What is collected while one sale is mapped, and how its amounts are let in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeGuard

from loggro_integration.errors import InexactMoney, InvalidAmount, Problem, Text
from loggro_integration.mapping._plan import TraceStep
from loggro_integration.mapping._problems import PROBLEMS, Wording
from loggro_integration.mapping._writing import toml_text
from loggro_integration.money import CENTS, ROUNDING, ZERO, exact, plain, round_half_even

__all__ = ["Draft"]

_MOST_AMOUNT = Decimal(10) ** 12
_MOST_QUANTITY = Decimal(10) ** 6
_ONE = Decimal(1)
_DIGITS = 12  # of the largest amount
_PLACES = 6
_SHOWN = 160


class Draft:
    """
    Problems and decisions, in the order they come up.

    Args:
        wordings: Texts of the problems by their codes.

    Attributes:
        broken: An amount could not be used: no document can be built, and sums are not judged.
    """

    def __init__(self, wordings: Mapping[str, Wording] = PROBLEMS) -> None:
        self._wordings = wordings
        self.problems: list[Problem] = []
        self.trace: list[TraceStep] = []
        self.broken = False

    def problem(self, code: str, path: str, value: object = None, **facts: object) -> None:
        """Report a problem by its code; `facts` and the value fill its text."""
        wording = self._wordings[code]
        shown = None if value is None else _text(value)
        known = {name: _text(fact) for name, fact in facts.items()} | {
            "value": shown or "",
            "key": toml_text("" if value is None else str(value)),
            "path": path,
        }
        self.problems.append(
            Problem(
                code=code,
                path=path,
                message=Text(es=wording.es.format_map(known), en=wording.en.format_map(known)),
                fix=Text(es=wording.fix_es.format_map(known), en=wording.fix_en.format_map(known)),
                value=shown,
                blocking=wording.blocking,
            )
        )

    def stop(self, code: str, path: str, value: object = None, **facts: object) -> None:
        """Report a problem that leaves nothing to build a document from."""
        self.broken = True
        self.problem(code, path, value, **facts)

    def note(
        self, code: str, path: str = "", amount: Decimal | None = None, **facts: object
    ) -> None:
        """Keep a decision."""
        known = {name: _text(fact) for name, fact in facts.items()}
        self.trace.append(TraceStep(code=code, path=path, amount=amount, facts=known))

    def amount(self, path: str, value: object) -> Decimal:
        """Let an amount of COP in, to the cent; an absent one is zero, a bad one a problem."""
        found = self.optional_amount(path, value)
        return ZERO if found is None else found

    def optional_amount(self, path: str, value: object) -> Decimal | None:
        """Let an amount of COP in, to the cent; an absent one stays absent."""
        if value is None:
            return None
        if _is_whole(value) and value >= 0:
            return value.quantize(CENTS)
        number = self._exact(path, value)
        if number is None:
            return ZERO
        if number < 0 or number >= _MOST_AMOUNT:
            self.stop("amount-out-of-range", path, number)
            return ZERO
        cents = number.quantize(CENTS, rounding=ROUNDING)
        if cents != number:
            self.note("amount.rounded", path, cents, written=number)
        return cents

    def quantity(self, path: str, value: object) -> Decimal | None:
        """Let a quantity in: above zero, six decimals; `None` for a bad one or none."""
        if value is None:
            self.stop("quantity-missing", path)
            return None
        if _is_whole(value) and 0 < value < _MOST_QUANTITY:
            return value
        number = self._exact(path, value)
        if number is None:
            return None
        if not 0 < number < _MOST_QUANTITY:
            self.stop("quantity-not-positive", path, number)
            return None
        rounded = round_half_even(number, places=_PLACES)
        if rounded == 0:
            self.stop("quantity-not-positive", path, number)
            return None
        if rounded == number:
            return number
        self.note("quantity.rounded", path, written=number, quantity=rounded)
        return rounded

    def percent(self, path: str, value: object) -> Decimal | None:
        """Let a rate in; `None` for a bad one."""
        return self._exact(path, value)

    def _exact(self, path: str, value: object) -> Decimal | None:
        if _is_whole(value):
            return value
        try:
            return exact(value, field=path)
        except InexactMoney:
            self.stop("inexact-money", path, repr(value))
        except InvalidAmount:
            self.stop("amount-invalid", path, str(value))
        return None


def _is_whole(value: object) -> TypeGuard[Decimal]:
    """Tell whether a value is whole pesos as the wire reads them: nearly all are, and exact."""
    return type(value) is Decimal and value.same_quantum(_ONE) and value.adjusted() < _DIGITS


def _text(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        value = plain(value) if abs(value) < _MOST_AMOUNT else value
    return str(value)[:_SHOWN]
