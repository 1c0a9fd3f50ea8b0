# SPDX-License-Identifier: MIT
"""The terms a line is priced on, before it is calculated: rates, discounts and charges."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from attrs import field, frozen

from loggro_integration import codes
from loggro_integration.errors import InvalidAmount, InvalidInput, Text
from loggro_integration.money import ZERO, exact, round_half_even

__all__ = ["ANY_TAX", "CONTEXT", "Adjustment", "TaxRate", "not_negative", "refused", "share"]

CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
_HUNDRED: Final = Decimal(100)

_NOMINAL: Final = frozenset({"20", "21", "22", "23", "24", "25", "26", "32", "33", "34"})
"""Taxes that are so much a unit. Source: DIAN annex v1.9, FAS07 and its official examples."""
ANY_TAX: Final = frozenset({"ZZ"})


def not_negative(value: object, name: str) -> Decimal:
    """Let an amount in: exact, zero or more."""
    number = exact(value, field=name)
    if number < 0:
        raise refused(name, number, es="Use cero o más.", en="Use zero or more.")
    return number


def refused(name: str, value: object, *, es: str, en: str) -> InvalidAmount:
    return InvalidAmount(
        f"{name} cannot be {value}.", field=name, value=value, hint=Text(es=es, en=en)
    )


def _optional(value: object, name: str) -> Decimal | None:
    """Let a number in that may be absent."""
    return None if value is None else not_negative(value, name)


def _percent(value: object) -> Decimal | None:
    return _optional(value, "percent")


def _per_unit_amount(value: object) -> Decimal | None:
    return _optional(value, "per_unit_amount")


def _measure_each(value: object) -> Decimal | None:
    return _optional(value, "measure_each")


def _measure(value: object) -> Decimal | None:
    return _optional(value, "measure")


def _base(value: object) -> Decimal | None:
    return _optional(value, "base")


def _amount(value: object) -> Decimal | None:
    return _optional(value, "amount")


@frozen(kw_only=True, slots=False)
class TaxRate:
    """
    A tax or a withholding of a line, before it is calculated.

    Numbers are `Decimal`, `int` or text; a float raises.

    Attributes:
        code: DIAN tax code, list `TipoImpuesto`.
        percent: As 19 for 19 %, for percentage taxes.
        per_unit_amount: For nominal taxes: so much a bag (``22``), a gram (``33``), a degree
            (``32``), per 100 ml (``34``).
        measure_each: What one unit of the line holds of it: 350 for a bottle of 350 ml, 37 for a
            bottle of 37 degrees; 1 where it is not given.
        measure: What the whole line holds of it, instead of `measure_each` times the quantity.
        unit_code: UN/ECE unit of the measure; ``MLT`` for IBUA, ``GRM`` for INPP, else ``94``.
        base: Taxable base of the line where it is not the net amount (AIU), or the IVA of a
            ReteIVA.
        name: Name written beside the code; that of DIAN's list where it is not given.

    Raises:
        InexactMoney: If a number is a float.
        InvalidInput: If the tax is a percentage and `percent` is missing, is nominal and
            `per_unit_amount` is missing, or the code is unknown and has no `name`.
    """

    code: str
    percent: Decimal | None = field(default=None, converter=_percent)
    per_unit_amount: Decimal | None = field(default=None, converter=_per_unit_amount)
    measure_each: Decimal | None = field(default=None, converter=_measure_each)
    measure: Decimal | None = field(default=None, converter=_measure)
    unit_code: str | None = None
    base: Decimal | None = field(default=None, converter=_base)
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.percent is None) == (self.per_unit_amount is None):
            raise _wrong_kind(self.code)
        if self.code not in ANY_TAX and (self.code in _NOMINAL) != self.is_nominal:
            raise _wrong_kind(self.code)
        if self.percent is not None and self.percent > _HUNDRED:
            raise refused("percent", self.percent, es="Use 0 a 100.", en="Use 0 to 100.")
        if not self.written_name:
            raise InvalidInput(
                f"The tax {self.code} is not in DIAN's list.",
                field="code",
                value=self.code,
                hint=Text(es="Dele un `name`.", en="Give it a `name`."),
            )

    @property
    def is_nominal(self) -> bool:
        """Whether it is so much a unit, and no percentage."""
        return self.per_unit_amount is not None

    @property
    def written_name(self) -> str:
        """The name that stands beside the code."""
        return self.name or codes.name(codes.lists.TAXES, self.code) or ""


def _wrong_kind(code: str) -> InvalidInput:
    nominal = code in _NOMINAL
    wanted = "per_unit_amount" if nominal else "percent"
    return InvalidInput(
        f"The tax {code} takes {wanted}, and only that.",
        field=wanted,
        value=code,
        hint=Text(
            es=f"Escriba {wanted}: la tarifa {'por unidad' if nominal else 'en porcentaje'}.",
            en=f"Write {wanted}: the rate {'per unit' if nominal else 'as a percentage'}.",
        ),
    )


@frozen(kw_only=True, slots=False)
class Adjustment:
    """
    A discount or a charge, as an amount or as a percentage.

    Attributes:
        amount: In the document's currency; taxes included where the price includes them.
        percent: Of price times quantity, 0 to 100, instead of the amount.
        reason: What is written; ``Descuento de la línea`` or ``Recargo de la línea`` otherwise.
        reason_code: List `CodigoDescuento`; ``00`` for discounts and ``02`` for charges otherwise.

    Raises:
        InexactMoney: If a number is a float.
        InvalidInput: If there is not exactly one of `amount` and `percent`.
    """

    amount: Decimal | None = field(default=None, converter=_amount)
    percent: Decimal | None = field(default=None, converter=_percent)
    reason: str | None = None
    reason_code: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.amount is None) == (self.percent is None):
            raise InvalidInput(
                "A discount or charge has an amount or a percentage.",
                field="amount",
                hint=Text(
                    es="Escriba `amount` o `percent`, uno de los dos.",
                    en="Write `amount` or `percent`, one of them.",
                ),
            )
        if self.percent is not None and self.percent > _HUNDRED:
            raise refused("percent", self.percent, es="Use 0 a 100.", en="Use 0 to 100.")

    def of(self, gross: Decimal) -> Decimal:
        """Return the amount it takes off, or adds to, a gross amount; cents."""
        if self.percent is None:
            return round_half_even(self.amount or ZERO)
        return share(gross, self.percent)


def share(base: Decimal, percent: Decimal) -> Decimal:
    """Return a percentage of a base, rounded half-even to cents."""
    return round_half_even(CONTEXT.divide(CONTEXT.multiply(base, percent), _HUNDRED))
