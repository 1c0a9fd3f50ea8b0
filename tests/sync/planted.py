# SPDX-License-Identifier: MIT
"""A restaurant's month, and the ways in which a person can spoil its books."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from sync.desk import TODAY, Desk

DAYS = 30
LAST = TODAY + timedelta(days=DAYS - 1)
ONE_DAY = 86_400

COPIED: tuple[dict[str, Any], ...] = (
    {"lines": ["Arepa de queso", "Jugo de lulo"], "payments": "Efectivo", "tip": 1600},
    {"lines": [("Arepa de queso", 3)], "payments": {"Efectivo": 10000, "Nequi": 17000}},
    {"lines": ["Jugo de lulo"], "payments": "Tarjeta crédito", "electronic": True},
    {"lines": ["Arepa de queso"], "payments": "Tarjeta débito", "discount": 1000},
    {
        "lines": ["Salsa de la casa 250 ml", "Huevos criollos x 12"],
        "payments": "Rappi",
        "delivery": {"provider": "RAPPI", "address": "Carrera 7", "cost": 3000},
    },
    {"lines": ["Café molido 500 g", "Arepa de queso"], "electronic": True, "tip": 3000},
)
"""Sales of which a month holds many."""


def sell_a_month(desk: Desk, *, sales: int) -> list[str]:
    """Sell on each of thirty days, let Loggro push it all, and return every number."""
    operator = desk.box.operator
    operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    operator.map_payment_method("Rappi", "Acuerdo mutuo")
    customer = next(iter(desk.box.fake.world.clients))["document"]
    kinds = cycle(COPIED)
    numbers: list[str] = []
    for day in range(DAYS):
        rest = (sales - len(numbers)) // (DAYS - day)
        own = [
            operator.sell(**next(kinds)),
            operator.sell(customer=customer, credit=30, electronic=day % 2 == 0),
        ]
        if day % 3 == 0:
            operator.pay_credit(own[1], 5000)
        numbers += own
        operator.advance(seconds=1200)
        numbers += operator.copy_sale(own[0], rest - len(own))
        operator.advance(seconds=1200)
        if day % 5 == 3:
            operator.annul(own[0])
        operator.advance(seconds=ONE_DAY - 2400)
    return numbers


def _rows(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.box.fake.world.books)


def _annulled(desk: Desk) -> Iterator[str]:
    return (row["numero"] for row in _rows(desk) if row["estado"] == "Anulada")


def _standing(desk: Desk, *, electronic: bool) -> Iterator[str]:
    """Give the numbers of paid documents, spread over the month."""
    found = [
        row["numero"]
        for row in _rows(desk)
        if row["estado"] == "Pagada" and (row["facturacionElectronica"] is not None) == electronic
    ]
    return (found[(each * 17) % len(found)] for each in range(len(found)))


def _row(desk: Desk, number: str) -> dict[str, Any]:
    return next(row for row in _rows(desk) if row["numero"] == number)


Edit = Callable[[Desk, str, int], str]


def _edit(**fields: Callable[[dict[str, Any], int], Any]) -> Edit:
    """Make an edit of fields, each from the row as it is."""

    def edit(desk: Desk, number: str, turn: int) -> str:
        row = _row(desk, number)
        changed = {name: make(row, turn) for name, make in fields.items()}
        desk.box.operator.edit_document(number, **changed)
        return number

    return edit


def _other_day(row: dict[str, Any], turn: int) -> str:
    """Another day: by turns before the month, in it, and after it."""
    return ("2026-11-20", "2026-12-01", "2027-01-15", "2026-12-09")[turn]


def _other_taxes(row: dict[str, Any], turn: int) -> list[dict[str, Any]]:
    """Other taxes: an amount, a rate, a tax, or none."""
    first, *rest = row["impuestos"]
    code = "04" if first["codigo"] == "01" else "01"
    changed = ({"valor": first["valor"] + 9}, {"tarifa": 16}, {"codigo": code})
    return [{**first, **changed[turn]}, *rest] if turn < 3 else []


def _other_payments(row: dict[str, Any], turn: int) -> list[dict[str, Any]]:
    """Other payments: a method, an amount, one more, or none."""
    first, *rest = row["formasPago"]
    changes = ({"medioPago": "Cheque"}, {"valor": first["valor"] - 50})
    if turn < 2:
        return [{**first, **changes[turn]}, *rest]
    return [first, *rest, {**first, "valor": 700}] if turn == 2 else []


def _delete(desk: Desk, number: str, turn: int) -> str:
    desk.box.operator.delete_document(number)
    return number


def _duplicate(desk: Desk, number: str, turn: int) -> str:
    desk.box.operator.duplicate_document(number)
    return number


def _bill_in_pymes(desk: Desk, number: str, turn: int) -> str:
    """Bill something in Pymes: in its own series, and in those of Restobar."""
    prefix, new = (("PY", "PY77"), ("POS", "POS99001"), ("FE", "FE99001"), ("PY", "PY78"))[turn]
    desk.box.operator.add_document(new, date="2026-12-02", total=5000, prefix=prefix)
    return new


def _credit(desk: Desk, number: str, turn: int) -> str:
    note = f"NC{9000 + turn}"
    total = _row(desk, number)["total"]
    desk.box.operator.add_document(note, date="2026-12-03", total=total, prefix="NC")
    desk.box.operator.edit_document(note, tipoDocumento="NOTA_CREDITO_VENTA", referencia=number)
    return number


EDITS: dict[str, Edit] = {
    "missing": _delete,
    "extra": _bill_in_pymes,
    "duplicate": _duplicate,
    "customer": _edit(cliente=lambda row, turn: {"id": f"7999000{turn}"}),
    "day": _edit(fecha=_other_day),
    "total": _edit(total=lambda row, turn: row["total"] + (2, -1000, 500, -2)[turn]),
    "tax": _edit(impuestos=_other_taxes),
    "payment": _edit(formasPago=_other_payments),
    "balance": _edit(saldo=lambda row, turn: 100 + turn),
    "state": _edit(estado=lambda row, turn: ("Pendiente", "Abonada")[turn % 2]),
    "dian-state": _edit(
        facturacionElectronica=lambda row, turn: {
            "notificacionDian": ("Rechazado", "Sin Notificar")[turn % 2]
        }
    ),
    "annulled-in-pymes": _edit(estado=lambda row, turn: "Anulada"),
    "credited-in-pymes": _credit,
    "void-not-visible": _edit(estado=lambda row, turn: "Pagada"),
}
"""Each kind of difference, and how it comes into the books."""

FOUR = ("missing", "extra", "day", "total", "tax", "payment", "customer", "dian-state")
"""Kinds of which four are planted; of the others, three: fifty together."""


def plant(desk: Desk) -> set[tuple[str, str]]:
    """Spoil the books in fifty places; return the number and the kind of each."""
    paid, electronic = _standing(desk, electronic=False), _standing(desk, electronic=True)
    sources = {"dian-state": electronic, "void-not-visible": _annulled(desk)}
    wanted = [
        (kind, turn, next(sources.get(kind, paid)))
        for kind in EDITS
        for turn in range(4 if kind in FOUR else 3)
    ]
    return {(EDITS[kind](desk, number, turn), kind) for kind, turn, number in wanted}
