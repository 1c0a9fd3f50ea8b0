# SPDX-License-Identifier: MIT
"""
Sales as a Colombian restaurant makes them, from one source for Hypothesis and for the bench.

`made_sale` asks a `Chance` for each choice and knows what it sold: what is payable, on which day,
and what must block it. All amounts are whole pesos with taxes included, as Restobar holds them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Protocol, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from loggro_integration.days import BOGOTA
from loggro_integration.mapping import MappingRules, Policies, Regime, TaxRule
from loggro_integration.wire import Sale, restobar

__all__ = [
    "NEEDED",
    "Chance",
    "Made",
    "Seeded",
    "distribution",
    "made_sale",
    "made_sales",
    "month",
    "shown",
]

V = TypeVar("V")
Raw = dict[str, Any]

NEEDED = ("tip", "mixed payment", "two taxes", "discount")
FIRST_DAY = datetime(2026, 11, 1, tzinfo=BOGOTA)
INC = ("I CONSUMO", 8)
IVA = ("IVA19", 19)
IVA5 = ("IVA5", 5)
ICUI = ("ICUI", 20)
EXEMPT = ("EXENTO", 0)
BAG = ("INC BOLSAS", 0)
IBUA = ("IBUA", 0)
BAG_TAX, DRINK_TAX = 73, 272  # in 2026, of a bag and of 400 ml
TAXED_BY = {
    "inc": ([INC], [INC, IVA], [IVA, ICUI]),
    "simple": ([INC], [INC, IVA], [IVA, ICUI]),
    "franchise": ([IVA], [IVA, ICUI], [IVA, ICUI]),
    "non-responsible": ([], [], []),
}
DISHES = (
    ("Bandeja paisa", "P01", 32900), ("Ajiaco santafereño", "P02", 27500),
    ("Arepa rellena mixta", "P04", 13700), ("Churrasco", "P07", 45300),
    ("Limonada de coco", "B01", 9900), ("Cazuela de mariscos", "P09", 51999),
    ("Empanada", "E01", 2950), ("Tinto", "B09", 1850), ("Menú del día", "M01", 16500),
)  # fmt: skip
TWICE_TAXED = (("Cóctel de la casa", "C01", 28900), ("Papas de paquete", "R01", 4700))
EXTRAS = (("Adición de queso", "X01", 3500), ("Adición de aguacate", "X02", 4250))
PARTS = (("Papa del combo", "K02", 6900), ("Gaseosa del combo", "K03", 4900))
WEIGHED = (Decimal("0.25"), Decimal("0.335"), Decimal("1.275"))
METHODS = ("Efectivo", "Tarjeta débito", "Tarjeta crédito", "Nequi", "Rappi")
SELLERS = ("Camila", "Andrés", "Paola")
PEOPLE = (("Marina", "Quiroga", "1020304050"), ("Óscar", "Peñalosa", "79111222"))
FIRMS = (("Tejidos del Altiplano SAS", "830114921", 1), ("Flores Doradas SAS", "900555111", 6))
FOREIGN = (
    ("Ana", "Müller", "C01X00T47", "41"),
    ("Luc", "Moreau", "XA-998877", "42"),
    ("Yuleisy", "Rondón", "987654321012345", "48"),
    ("Kenji", "Ito", "E330011", "22"),
)


class Chance(Protocol):
    """Where choices come from; the smallest number is the plainest choice."""

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to below `bound`."""


class Seeded:
    """Choices of a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, bound: int) -> int:
        return self._random.randrange(bound)


class _Drawn:
    """Choices of Hypothesis, which shrinks them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def below(self, bound: int) -> int:
        return self._draw(st.integers(0, bound - 1))


@dataclass(frozen=True)
class Made:
    """
    A sale, and what is true of it whatever maps it.

    Attributes:
        features: What occurs in it, for the distribution.
        payable: COP that the document must ask for.
        day: Bogotá day.
        blocked_by: Codes of the problems that must block it.
    """

    raw: Raw
    rules: MappingRules
    regime: str
    features: frozenset[str]
    payable: Decimal
    tip: int
    day: date
    blocked_by: frozenset[str] = frozenset()

    @property
    def sale(self) -> Sale:
        """The sale as wire."""
        return restobar.sale(self.raw)


@dataclass
class _Till:
    """A sale while it is rung up."""

    chance: Chance
    regime: str
    features: set[str] = field(default_factory=set)
    lines: list[Raw] = field(default_factory=list)
    blocked_by: set[str] = field(default_factory=set)

    def happens(self, percent: int, feature: str = "") -> bool:
        found = self.chance.below(100) >= 100 - percent
        if found and feature:
            self.features.add(feature)
        return found

    def one_of(self, choices: Sequence[V]) -> V:
        return choices[self.chance.below(len(choices))]


def made_sale(chance: Chance, number: int = 1204, *, day: int | None = None) -> Made:
    """Make one sale; `day` of November 2026, or any."""
    till = _Till(chance, ("inc", "inc", "franchise", "simple", "non-responsible")[chance.below(5)])
    till.features.add(f"regime {till.regime}")
    for _ in range(1 + chance.below(5)):
        _ring_up(till)
    net = sum(each["total"] for each in till.lines)
    bill: Raw = {}
    discount = _discount(till, net, bill)
    delivery, inside = _delivery(till, bill) if net else (0, False)
    rounds = net > 1000 and "discountAdditional" not in bill and till.happens(3, "rounding")
    rounding = till.one_of((1, -1, 2, -2)) if rounds else 0
    total = net - discount + rounding + delivery * inside
    tip = _tip(till, total)
    client = _client(till)
    local = FIRST_DAY + timedelta(
        days=chance.below(30) if day is None else day, hours=11, seconds=chance.below(46_000)
    )
    if local.hour >= 19:
        till.features.add("night shift")
    tip_charged = not till.happens(15, "tip outside")
    payments, reading = _payments(till, total, tip, delivery * (not inside), bill, local)
    raw = {
        "_id": f"66f9b8a7c3d4e5f6{number:08x}",
        "seq": number,
        "invoicePrefix": "POS",
        "number": f"POS{number}",
        "status": "Pagada",
        "type": "Factura",
        "createdOn": _instant(local),
        "total": total,
        "tip": tip,
        "seller": {"name": till.one_of(SELLERS)},
        "products": till.lines,
        "paid": {"paymentMethodValue": payments},
        **bill,
        **({} if client is None else {"client": client}),
    }
    _void_or_electronic(till, raw)
    return Made(
        raw=raw,
        rules=_rules(till.regime, tip_charged, reading),
        regime=till.regime,
        features=frozenset(till.features),
        payable=Decimal(total + delivery * (not inside) + tip * tip_charged),
        tip=tip,
        day=local.date(),
        blocked_by=frozenset(till.blocked_by),
    )


@cache
def _rules(regime: str, tip_charged: bool, reading: bool | str) -> MappingRules:
    example = MappingRules.example()
    return evolve(
        example,
        business=evolve(example.business, regimes=(Regime(kind=regime),)),
        taxes={
            **example.taxes,
            "IVA5": TaxRule(code="01", percent=Decimal(5)),
            "ICUI": TaxRule(code="35", percent=Decimal(20)),
            BAG[0]: TaxRule(code="22", fact="bag"),
            IBUA[0]: TaxRule(code="34", fact="ibua-high", measure_each=Decimal(400)),
        },
        policies=Policies(
            tip="charge" if tip_charged else "outside",
            payment_value_includes_tip=reading,  # type: ignore[arg-type]
        ),
    )


def _instant(local: datetime) -> str:
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


# ------------------------------------------------------------------------------------- lines


def _ring_up(till: _Till) -> None:
    """Ring up a dish, and what may come with it."""
    usual, double, packaged = TAXED_BY[till.regime]
    if usual and till.happens(11):
        dish = till.one_of(TWICE_TAXED)
        till.features.add("two taxes")
        _line(till, dish, double if dish is TWICE_TAXED[0] else packaged)
    elif usual and till.happens(5, "exempt"):
        _line(till, ("Leche fresca", "L01", 5200), [EXEMPT])
    elif till.happens(4, "bag"):
        _line(till, ("Bolsa", "Z01", BAG_TAX), [BAG], held=BAG_TAX)
    elif usual and till.happens(4, "sweetened drink"):
        _line(till, ("Gaseosa", "B07", 4900), [IVA, IBUA], held=DRINK_TAX)
    elif usual and till.happens(5, "other rate"):
        _line(till, ("Libra de café", "T01", 24900), [IVA5])
    else:
        _line(till, till.one_of(DISHES), usual)
        if till.happens(12, "extra"):
            _line(till, till.one_of(EXTRAS), usual)
        if till.happens(8, "combo"):
            for part in PARTS:
                _given(till, part, usual)


def _line(
    till: _Till, dish: tuple[str, str, int], taxes: Sequence[tuple[str, int]], held: int = 0
) -> None:
    """Ring up a line; `held` is what each unit pays of a tax that no discount lowers."""
    name, code, listed = dish
    price = listed + till.chance.below(500)
    quantity: int | Decimal = 1 + till.chance.below(4)
    if not held and till.happens(6, "weighed"):
        quantity = till.one_of(WEIGHED)
    gross = _whole(Decimal(price) * quantity)
    discount = 0
    if till.happens(7, "discount"):
        most = gross - _whole(held * Decimal(quantity))
        discount = till.one_of((most // 10, most // 3, min(most - 1, 1000) if most else 0))
    elif till.happens(3, "courtesy"):
        discount = gross
    if till.happens(10, "sub-product"):
        name = f"{name} grande"
    written: Raw = {
        "idInternal": "6787210c1b0e7e0ac76839e8", "name": name, "code": code,
        "quantity": quantity, "price": price, "totalBruto": gross, "discount": discount,
        "total": gross - discount, "taxes": _written(till, taxes),
    }  # fmt: skip
    if not till.happens(70):
        del written["totalBruto"]
        written["total"] = gross - discount
    till.lines.append(written)


def _given(till: _Till, dish: tuple[str, str, int], taxes: Sequence[tuple[str, int]]) -> None:
    """Ring up a line without price: what belongs to a combo."""
    name, code, listed = dish
    till.features.add("zero price")
    till.lines.append(
        {"idInternal": "6787210c1b0e7e0ac76839e9", "name": name, "code": code, "quantity": 1,
         "price": 0, "priceNormal": listed, "total": 0, "taxes": _written(till, taxes)}
    )  # fmt: skip


def _written(till: _Till, taxes: Sequence[tuple[str, int]]) -> list[Raw]:
    if till.happens(20, "nested taxes"):
        return [{"tax": {"name": name, "percentage": rate}} for name, rate in taxes]
    return [{"taxName": name, "taxValue": rate} for name, rate in taxes]


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


# -------------------------------------------------------------------------------------- bill


def _discount(till: _Till, net: int, bill: Raw) -> int:
    """Discount the whole bill, by an amount or by a percentage."""
    if net <= 2000 or not till.happens(12, "discount"):
        return 0
    till.features.add("bill discount")
    if till.happens(30, "bill discount percent"):
        rate = till.one_of((5, 10, 15))
        bill["discountAdditional"] = rate
        return _whole(Decimal(net) * rate / 100)
    amount = till.one_of((net // 20, net // 10, 1777))
    bill["discountAdditionalTotal"] = amount
    return amount


def _delivery(till: _Till, bill: Raw) -> tuple[int, bool]:
    """Deliver the sale; tell what it costs, and whether the total holds it."""
    if not till.happens(12, "delivery"):
        return 0, False
    cost = till.one_of((4900, 6500, 8100))
    bill["delivery"] = {"isDelivery": True, "address": "Carrera 7 # 45-10"}
    bill["deliveryCost"] = cost
    return cost, till.happens(40, "delivery in total")


def _tip(till: _Till, total: int) -> int:
    if total < 5000 or not till.happens(35, "tip"):
        return 0
    return till.one_of((_whole(Decimal(total) / 10), 1000 + till.chance.below(900)))


# ---------------------------------------------------------------------------------- payments


def _payments(
    till: _Till, total: int, tip: int, apart: int, bill: Raw, local: datetime
) -> tuple[list[Raw], bool | str]:
    """Pay the sale; tell how the values of this account read their tips."""
    if till.happens(8, "credit"):
        return _abonos(till, total, bill, local), "unset"
    if till.happens(4, "no payments"):
        bill["paymentMethod"] = till.one_of(METHODS)
        return [], "unset"
    count = 1 + (total > 10 and till.happens(18)) + (total > 10 and till.happens(5))
    if count > 1:
        till.features.add("mixed payment")
    includes = till.happens(40, "values hold the tip") if tip else False
    values, tips = _parts(till, total, count), _parts(till, tip, count)
    names = _several(till, count)
    change = 0
    if names[0] == METHODS[0] and till.happens(10, "change"):
        change = till.one_of((100, 5000, 20_000))
        bill["change"] = change
    paid = [
        {"paymentMethod": name, "value": value + own * includes, "tip": own,
         "createdOn": _instant(local)}
        for name, value, own in zip(names, values, tips, strict=True)
    ]  # fmt: skip
    paid[0]["value"] += change
    # Two of these that are equal could be taken for each other: then the account has a setting.
    beside = [each for each in (tip, change, apart) if each]
    sums = {*beside, *(one + other for one in beside for other in beside)}
    unclear = len(set(beside)) != len(beside) or len(sums) != len(beside) * (len(beside) + 3) // 2
    return paid, includes if unclear or till.happens(30, "tip by setting") else "unset"


def _parts(till: _Till, total: int, count: int) -> list[int]:
    """Cut an amount in parts, none of them of nothing where there is enough."""
    if count == 1:
        return [total]
    first = total * (1 + till.chance.below(8)) // 10
    return [first, *_parts(till, total - first, count - 1)]


def _several(till: _Till, count: int) -> list[str]:
    left = list(METHODS)
    return [left.pop(till.chance.below(len(left))) for _ in range(count)]


def _abonos(till: _Till, total: int, bill: Raw, local: datetime) -> list[Raw]:
    """Sell on credit; some of it may be paid."""
    paid = total // 3 if total > 10 and till.happens(50, "abonos") else 0
    due = local + timedelta(days=30)
    bill |= {
        "status": "Por Pagar",
        "credit": {"dueDate": f"{due.date()}T05:00:00.000Z", "dueQuote": 1},
        "totalPaid": paid,
    }
    later = _instant(local + timedelta(days=5))
    return [{"paymentMethod": "Nequi", "value": paid, "createdOn": later}] if paid else []


# ---------------------------------------------------------------------------------- customer


def _client(till: _Till) -> Raw | None:
    kinds: tuple[tuple[int, Callable[[_Till], Raw]], ...] = (
        (15, _default_client), (20, _person), (15, _firm), (6, _foreigner), (4, _wrong_digit),
        (3, _name_alone), (2, _unidentified),
    )  # fmt: skip
    drawn = till.chance.below(100) - 35
    for share, make in kinds:
        if 0 <= drawn < share:
            till.features.add(make.__name__.strip("_").replace("_", " "))
            return make(till)
        drawn -= share
    till.features.add("no client")
    return None


def _default_client(_: _Till) -> Raw:
    return {"name": "Consumidor", "lastName": "final", "document": "222222222222",
            "idDocumentType": "13"}  # fmt: skip


def _person(till: _Till) -> Raw:
    name, last, document = till.one_of(PEOPLE)
    return {"name": name, "lastName": last, "document": document, "idDocumentType": "13",
            "isSocialReason": False}  # fmt: skip


def _firm(till: _Till) -> Raw:
    name, document, digit = till.one_of(FIRMS)
    return {"name": name, "document": document, "checkDigit": digit, "idDocumentType": "31",
            "isSocialReason": True, "responsibilities": "R-99-PN"}  # fmt: skip


def _foreigner(till: _Till) -> Raw:
    name, last, document, kind = till.one_of(FOREIGN)
    return {"name": name, "lastName": last, "document": document, "idDocumentType": kind,
            "isSocialReason": False}  # fmt: skip


def _wrong_digit(till: _Till) -> Raw:
    till.blocked_by.add("customer-nit-check-digit")
    found = _firm(till)
    return found | {"checkDigit": (found["checkDigit"] + 1) % 10}


def _name_alone(till: _Till) -> Raw:
    till.blocked_by |= {"customer-document-missing", "customer-id-type-missing"}
    return {"name": "Don Hernando"}


def _unidentified(till: _Till) -> Raw:
    till.blocked_by.add("customer-id-type-43")
    return {"name": "Turista", "document": "77001122", "idDocumentType": "43"}


def _void_or_electronic(till: _Till, raw: Raw) -> None:
    if till.happens(30, "electronic"):
        raw |= {"invoicePrefix": "FE", "number": f"FE{raw['seq']}", "type": "FacturaElectronica"}
        raw["eInvoice"] = {"DIAN": {"dianState": "Aceptado"}}
    if till.happens(5, "voided"):
        raw |= {"status": "Anulada", "canceled": {"date": raw["createdOn"]}}
        raw["deletedInfo"] = {"isDeleted": True, "reason": "Error de digitación"}


# ------------------------------------------------------------------------------------ doors


@st.composite
def made_sales(draw: st.DrawFn) -> Made:
    """Sales as Hypothesis draws them."""
    return made_sale(_Drawn(draw), 1 + draw(st.integers(0, 400_000)))


def month(count: int, seed: int = 1) -> Iterator[Made]:
    """Make the sales of November 2026, in order."""
    chance = Seeded(seed)
    for index in range(count):
        yield made_sale(chance, index + 1, day=index * 30 // count)


def distribution(sales: Iterable[Made]) -> dict[str, float]:
    """Return the percentage of the sales in which each feature occurs."""
    found = [each.features for each in sales]
    counts = Counter(feature for features in found for feature in features)
    return {name: 100 * count / len(found) for name, count in sorted(counts.items())}


def shown(shares: dict[str, float]) -> str:
    """Write a distribution in one line, what must occur first."""
    names = sorted(shares, key=lambda name: (name not in NEEDED, -shares[name]))
    return ", ".join(f"{name} {shares[name]:.0f} %" for name in names)
