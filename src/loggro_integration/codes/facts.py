# SPDX-License-Identifier: MIT
"""
Dated fiscal facts: what the State sets anew each year, or changed once.

Each fact holds for a period and names its source. A day without data is an error, never the value
of another year: next year's UVT is not known before DIAN publishes it.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from attrs import frozen

from loggro_integration.errors import InvalidDate, InvalidInput, Text

__all__ = ["Fact", "fact", "history", "ibua_rate", "names", "pos_cap", "uvt"]

_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)


@frozen(kw_only=True)
class Fact:
    """
    One value and the days it holds.

    Attributes:
        name: As `names` lists them.
        value: Exact, in `unit`.
        unit: ``COP``, ``percent``, ``UVT``, ``COP/100 ml`` or ``COP/bag``.
        since: First day.
        until: Last day; `None` where the norm has no end.
        source: Norm or publication.
        certainty: ``published`` where the norm itself gives the figure, ``computed`` from another
            fact, ``medium`` where only secondary sources were read.
    """

    name: str
    value: Decimal
    unit: str
    since: date
    until: date | None
    source: str
    certainty: str = "published"

    def holds(self, on: date) -> bool:
        """Tell whether the fact is in force that day."""
        return self.since <= on and (self.until is None or on <= self.until)


def _year(year: int, name: str, value: str, unit: str, source: str, certainty: str) -> Fact:
    return Fact(
        name=name,
        value=Decimal(value),
        unit=unit,
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        source=source,
        certainty=certainty,
    )


def _norm(name: str, value: str, unit: str, since: date, source: str, certainty: str) -> Fact:
    return Fact(
        name=name,
        value=Decimal(value),
        unit=unit,
        since=since,
        until=None,
        source=source,
        certainty=certainty,
    )


_UVT_2025: Final = "Resolución DIAN 193 de 2024"
_UVT_2026: Final = "Resolución DIAN 238 de 2025"
_BAG_2025: Final = "Estatuto Tributario, art. 512-15; tarifa de 2025"
_BAG_2026: Final = "Circular DIAN 5 de 2025"
_SUGAR: Final = "Ley 2277 de 2022, art. 54; tarifas del año según DIAN"
_IVA: Final = "Estatuto Tributario, art. 468 y 468-1; Ley 1819 de 2016"
_INC: Final = "Estatuto Tributario, art. 512-1 y 512-9"
_CAP: Final = "Resolución DIAN 1092 de 2022: solo el tiquete POS en papel"
_SIMPLE: Final = "Estatuto Tributario, art. 512-13"
_CARDS: Final = "Decreto 406 de 2001, art. 17 (Decreto 1625 de 2016)"
_SINCE_IVA: Final = date(2017, 1, 1)
_SINCE_INC: Final = date(2022, 1, 1)
_SINCE_DATA: Final = date(2025, 1, 1)
_PUBLISHED: Final = "published"
_MEDIUM: Final = "medium"

_FACTS: Final = (
    _year(2025, "uvt", "49799", "COP", _UVT_2025, _PUBLISHED),
    _year(2026, "uvt", "52374", "COP", _UVT_2026, _PUBLISHED),
    _norm("pos-ticket-cap", "5", "UVT", _SINCE_DATA, _CAP, _PUBLISHED),
    _norm("non-responsible-limit", "3500", "UVT", _SINCE_DATA, _SIMPLE, _MEDIUM),
    _norm("inc-restaurant", "8", "percent", _SINCE_INC, _INC, _PUBLISHED),
    _norm("iva-general", "19", "percent", _SINCE_IVA, _IVA, _PUBLISHED),
    _norm("iva-reduced", "5", "percent", _SINCE_IVA, _IVA, _PUBLISHED),
    _norm("iva-exempt", "0", "percent", _SINCE_IVA, _IVA, _PUBLISHED),
    _year(2025, "bag", "70", "COP/bag", _BAG_2025, _MEDIUM),
    _year(2026, "bag", "73", "COP/bag", _BAG_2026, _PUBLISHED),
    _year(2025, "ibua-low", "0", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2025, "ibua-middle", "38", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2025, "ibua-high", "65", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2026, "ibua-low", "0", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2026, "ibua-middle", "40", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2026, "ibua-high", "68", "COP/100 ml", _SUGAR, _MEDIUM),
    _year(2025, "icui", "20", "percent", _SUGAR, _MEDIUM),
    _year(2026, "icui", "20", "percent", _SUGAR, _MEDIUM),
    _norm("card-retefuente", "1.5", "percent", _SINCE_DATA, _CARDS, _MEDIUM),
)


def names() -> tuple[str, ...]:
    """
    Return the names of all facts, sorted.

    >>> "uvt" in names()
    True
    """
    return tuple(sorted({each.name for each in _FACTS}))


def history(name: str) -> tuple[Fact, ...]:
    """
    Return every period of a fact, oldest first.

    Raises:
        InvalidInput: If there is no such fact.

    >>> [str(each.value) for each in history("bag")]
    ['70', '73']
    """
    found = sorted((each for each in _FACTS if each.name == name), key=lambda each: each.since)
    if not found:
        listed = ", ".join(names())
        raise InvalidInput(
            "There is no fiscal fact of that name.",
            field="name",
            value=name,
            hint=Text(es=f"Use uno de: {listed}.", en=f"Use one of: {listed}."),
        )
    return tuple(found)


def fact(name: str, on: date) -> Fact:
    """
    Return a fact as it stood on a day.

    Args:
        name: As `names` lists them.
        on: A day of Bogotá.

    Raises:
        InvalidDate: If the package holds no data of that day, or `on` is not a date.
        InvalidInput: If there is no such fact.

    >>> fact("uvt", date(2026, 11, 20)).value
    Decimal('52374')
    """
    if isinstance(on, datetime) or not isinstance(on, date):
        raise InvalidDate(
            "A fiscal fact is asked for a calendar day of Bogotá.",
            field="on",
            value=on,
            hint=Text(es="Use un datetime.date.", en="Use a datetime.date."),
        )
    periods = history(name)
    for each in periods:
        if each.holds(on):
            return each
    raise InvalidDate(
        f"There is no data of {name} for {on}.",
        field="on",
        value=on,
        hint=_remedy(periods),
    )


def _remedy(periods: tuple[Fact, ...]) -> Text:
    first, last = periods[0].since, periods[-1].until
    until_es, until_en = (f"hasta el {last}", f"until {last}") if last else ("en adelante", "on")
    return Text(
        es=f"Se conoce desde el {first} {until_es}. Actualice el paquete o dé usted el valor.",
        en=f"It is known from {first} {until_en}. Update the package, or give the value yourself.",
    )


def uvt(on: date) -> Decimal:
    """
    Return the Unidad de Valor Tributario of a day, in COP.

    Raises:
        InvalidDate: If the package holds no data of that day.

    >>> uvt(date(2025, 3, 1))
    Decimal('49799')
    """
    return fact("uvt", on).value


def pos_cap(on: date) -> Decimal:
    """
    Return 5 UVT in COP: the most a paper POS ticket may be, before taxes.

    The electronic POS document has no cap by the calendar of 2024; other texts repeat it for that
    document too, so that whoever applies it decides.

    Raises:
        InvalidDate: If the package holds no data of that day.

    >>> pos_cap(date(2026, 11, 20))
    Decimal('261870')
    """
    return _CONTEXT.multiply(fact("pos-ticket-cap", on).value, uvt(on))


def _is_measure(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return False
    return Decimal(value).is_finite() and value >= 0


def ibua_rate(sugar: Decimal, on: date) -> Decimal:
    """
    Return the tax on sweetened drinks in COP for each 100 ml.

    Only producers and importers charge it: a restaurant that resells receives it as a cost.

    Args:
        sugar: Added sugar in grams for each 100 ml: below 5, from 5 to 9, and 9 or more.
        on: A day of Bogotá.

    Raises:
        InvalidDate: If the package holds no data of that day.
        InvalidInput: If `sugar` is not an exact number of zero or more.

    >>> ibua_rate(Decimal("10.6"), date(2026, 11, 20))
    Decimal('68')
    """
    if not _is_measure(sugar):
        raise InvalidInput(
            "The sugar is an exact number of grams in 100 ml, zero or more.",
            field="sugar",
            value=sugar,
            hint=Text(es='Use Decimal("10.6").', en='Use Decimal("10.6").'),
        )
    band = "low" if sugar < 5 else "middle" if sugar < 9 else "high"
    return fact(f"ibua-{band}", on).value
