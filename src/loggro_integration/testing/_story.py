# SPDX-License-Identifier: MIT
"""
The sales of the demo: some of every kind, then a crowd drawn from a seed.

All of it happens through the operator's screens, like in a restaurant.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import define, field

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sandbox import FakeLoggro

__all__ = ["MINIMUM_SALES", "Story", "tell"]

# 09:00 in Bogotá
FIRST_MORNING = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
DAYS = 3
UNMAPPED = "Nequi"


@define
class Story:
    """
    What happened, by number, so that the report can be checked against it.

    Attributes:
        sold: Numbered sales in order.
        credits: Credit sales with two abonos.
        voided: Sales annulled after they were pushed.
        voided_early: Sales annulled before any push.
        rejected: Electronic sales refused by DIAN.
        unmapped: Sales paid with the payment method that no screen maps.
        courtesies: Given away: they never become invoices.
    """

    sold: list[str] = field(factory=list[str])
    credits: list[str] = field(factory=list[str])
    voided: list[str] = field(factory=list[str])
    voided_early: list[str] = field(factory=list[str])
    rejected: list[str] = field(factory=list[str])
    unmapped: list[str] = field(factory=list[str])
    courtesies: int = 0


def tell(
    fake: FakeLoggro,
    *,
    sales: int,
    seed: int,
    on_sale: Callable[[int], object] = lambda count: None,
) -> Story:
    """
    Sell, take payments, annul, and let Loggro's own push do what it can.

    Args:
        fake: Where it happens.
        sales: Numbered sales; courtesies come on top.
        seed: The same seed gives the same days.
        on_sale: Called with the count after each sale.

    Raises:
        InvalidInput: If `sales` leaves no room for one of every kind.
    """
    if sales < MINIMUM_SALES:
        raise InvalidInput(
            f"The demo needs at least {MINIMUM_SALES} sales to hold every kind.",
            field="sales",
            value=sales,
            hint=Text(
                es=f"Use --sales {MINIMUM_SALES} o más.", en=f"Use --sales {MINIMUM_SALES} or more."
            ),
        )
    return _Teller(fake, sales, seed, on_sale).tell()


class _Teller:
    """One telling of the story."""

    def __init__(
        self, fake: FakeLoggro, sales: int, seed: int, on_sale: Callable[[int], object]
    ) -> None:
        self._fake = fake
        self.operator = fake.operator
        self._sales = sales
        self.random = random.Random(seed)  # noqa: S311 - a story, not a secret
        self._on_sale = on_sale
        self._products = [str(row["name"]) for row in fake.world.products]
        self.people = self._customers(company=False)
        self.firms = self._customers(company=True)
        self.story = Story()

    def _customers(self, *, company: bool) -> list[str]:
        clients = self._fake.world.clients
        return [
            str(client["document"]) for client in clients if client["isSocialReason"] is company
        ]

    def tell(self) -> Story:
        """Sell on three days and let the last push happen."""
        acts = [*ONE_OF_EACH, *[_someone] * (self._sales - MINIMUM_SALES)]
        for position, act in enumerate(acts):
            self._set_clock(position, len(acts))
            act(self)
            self._on_sale(len(self.story.sold))
        self.operator.advance(seconds=3600)
        for number in self.story.credits:
            self.operator.pay_credit(number, 5000, method="Efectivo")
            self.operator.advance(seconds=60)
            self.operator.pay_credit(number, 7000, method="Tarjeta débito")
        for number in self.story.voided:
            self.operator.annul(number, "El cliente devolvió el pedido")
        self.operator.advance(seconds=3600)
        return self.story

    def _set_clock(self, position: int, steps: int) -> None:
        day, within = divmod(position * DAYS, steps)
        opened = FIRST_MORNING + timedelta(days=day)
        self.operator.set_clock(at=opened + timedelta(hours=10) * within / steps)

    def sell(self, **how: Any) -> str:
        """Sell something and remember its number."""
        number = self.operator.sell(**how)
        self.story.sold.append(number)
        return number

    def lines(self) -> list[tuple[str, int]]:
        """Choose one to four products."""
        names = self.random.sample(self._products, self.random.randint(1, 4))
        return [(name, self.random.randint(1, 3)) for name in names]

    def someone(self) -> str | None:
        """Choose a customer, or nobody."""
        return self.random.choice([None, None, *self.people, *self.firms])

    def chance(self, share: float) -> bool:
        """Let it happen in that share of the cases."""
        return self.random.random() < share


def _cash(teller: _Teller) -> None:
    teller.sell(lines=teller.lines())


def _electronic_nobody(teller: _Teller) -> None:
    teller.sell(lines=teller.lines(), electronic=True)


def _electronic_person(teller: _Teller) -> None:
    teller.sell(
        lines=teller.lines(), electronic=True, customer=teller.people[0], payments="Tarjeta débito"
    )


def _electronic_firm(teller: _Teller) -> None:
    teller.sell(
        lines=teller.lines(),
        electronic=True,
        customer=teller.firms[0],
        payments="Transferencia bancaria",
    )


def _card_with_tip(teller: _Teller) -> None:
    teller.sell(
        lines=teller.lines(), electronic=True, payments="Tarjeta crédito", tip=4000, seller="Camila"
    )


def _mixed_with_tip(teller: _Teller) -> None:
    teller.sell(
        lines=[("Arepa de queso", 4), ("Jugo de lulo", 2)],
        electronic=True,
        customer=teller.people[1],
        payments=[
            {"method": "Efectivo", "value": 20000, "tip": 2000},
            {"method": "Tarjeta débito", "tip": 3000, "approval": "004512"},
        ],
    )


def _mixed_pos(teller: _Teller) -> None:
    teller.sell(
        lines=[("Arepa de queso", 3), ("Agua en botella", 2)],
        payments=[{"method": "Efectivo", "value": 10000}, {"method": "Rappi"}],
    )


def _delivery(teller: _Teller) -> None:
    teller.sell(
        lines=teller.lines(),
        customer=teller.people[2],
        payments="Rappi",
        delivery={"provider": "RAPPI", "address": "Carrera 9 # 45-10", "cost": 0},
    )


def _electronic_delivery(teller: _Teller) -> None:
    teller.sell(
        lines=teller.lines(),
        electronic=True,
        customer=teller.people[2],
        delivery={"provider": "INTERNAL", "address": "Carrera 9 # 45-10", "cost": 0},
    )


def _line_discount(teller: _Teller) -> None:
    teller.sell(
        lines=[{"product": "Arepa de queso", "quantity": 3, "discount": 3000}, "Jugo de lulo"],
        electronic=True,
    )


def _bill_discount(teller: _Teller) -> None:
    teller.sell(lines=[("Arepa de queso", 2), "Jugo de lulo", "Agua en botella"], discount=2500)


def _two_rates(teller: _Teller) -> None:
    teller.sell(
        lines=["Arepa de queso", "Salsa de la casa 250 ml", "Huevos criollos x 12"],
        electronic=True,
        customer=teller.firms[0],
        payments="Tarjeta crédito",
    )


def _excluded(teller: _Teller) -> None:
    teller.sell(lines=["Pulpa de fruta sin preparar", ("Arepa de queso", 2)])


def _credit(teller: _Teller) -> None:
    number = teller.sell(
        lines=[("Bandeja de la 45", 4), ("Jugo de lulo", 4)],
        electronic=True,
        customer=teller.firms[0],
        credit=30,
    )
    teller.story.credits.append(number)


def _courtesy(teller: _Teller) -> None:
    teller.operator.sell(lines=["Agua en botella"], courtesy=True)
    teller.story.courtesies += 1


def _voided_pos(teller: _Teller) -> None:
    teller.story.voided.append(teller.sell(lines=teller.lines()))


def _voided_electronic(teller: _Teller) -> None:
    teller.story.voided.append(
        teller.sell(lines=teller.lines(), electronic=True, customer=teller.people[0])
    )


def _voided_early(teller: _Teller) -> None:
    number = teller.sell(lines=teller.lines(), electronic=True)
    teller.operator.annul(number, "Se digitó mal")
    teller.story.voided_early.append(number)


def _rejected(teller: _Teller) -> None:
    teller.operator.reject_next()
    number = teller.sell(lines=teller.lines(), electronic=True, customer=teller.firms[0])
    teller.operator.advance(seconds=30)
    teller.story.rejected.append(number)


def _unmapped_electronic(teller: _Teller) -> None:
    teller.story.unmapped.append(
        teller.sell(lines=teller.lines(), electronic=True, payments=UNMAPPED)
    )


def _unmapped_pos(teller: _Teller) -> None:
    teller.story.unmapped.append(teller.sell(lines=teller.lines(), payments=UNMAPPED))


def _someone(teller: _Teller) -> None:
    """Sell to one of the crowd."""
    electronic = teller.chance(0.4)
    methods = ("Efectivo", "Efectivo", "Tarjeta débito", "Tarjeta crédito", "Rappi", UNMAPPED)
    method = teller.random.choice(methods)
    number = teller.sell(
        lines=teller.lines(),
        electronic=electronic,
        customer=teller.someone(),
        payments=method,
        tip=1000 * teller.random.randint(0, 4) if teller.chance(0.3) else 0,
    )
    if method == UNMAPPED:
        teller.story.unmapped.append(number)


ONE_OF_EACH: tuple[Callable[[_Teller], None], ...] = (
    _cash,
    _electronic_nobody,
    _electronic_person,
    _electronic_firm,
    _card_with_tip,
    _mixed_with_tip,
    _mixed_pos,
    _delivery,
    _electronic_delivery,
    _line_discount,
    _bill_discount,
    _two_rates,
    _excluded,
    _credit,
    _courtesy,
    _voided_pos,
    _voided_electronic,
    _voided_early,
    _rejected,
    _unmapped_electronic,
    _unmapped_electronic,
    _unmapped_pos,
    _unmapped_pos,
    _cash,
)

MINIMUM_SALES = sum(act is not _courtesy for act in ONE_OF_EACH)
