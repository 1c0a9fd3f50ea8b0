# SPDX-License-Identifier: MIT
"""Mapped sales on their way to DIAN: built by `dian.build`, with the notes that may follow them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import evolve

from loggro_integration import dian
from loggro_integration.days import BOGOTA
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import (
    CashBox,
    Maker,
    MappingRules,
    Plan,
    map_return,
    map_sale,
    point_of_sale,
    software,
    void_note,
)
from loggro_integration.models import Invoice
from loggro_integration.wire import Sale
from mapping.goldens import NAMES, load
from properties.restaurant import month

__all__ = ["Built", "from_goldens", "from_the_generator"]

PIN = "45045"
TECHNICAL_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
SOFTWARE_ID = "0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a"
MAKER = Maker(person="Ana Ruiz", company="Programas del Maíz SAS", software="La Caja")
TILL = CashBox(plate="C-01", place="Salón", type="Caja principal")


@dataclass(frozen=True)
class Built:
    """A document from a sale: where it comes from, and its bytes."""

    name: str
    kind: str
    xml: bytes


def from_goldens() -> Iterator[Built]:
    """Build every golden sale that may be issued, with its notes."""
    for name in NAMES:
        case = load(name)
        yield from _built(name, case.sale, case.rules)


def from_the_generator(count: int, seed: int) -> Iterator[Built]:
    """Build so many sales as a restaurant makes them, with the notes of every fifth."""
    for index, made in enumerate(month(count, seed)):
        yield from _built(f"generated-{index}", made.sale, made.rules, notes=index % 5 == 0)


def _built(name: str, sale: Sale, rules: MappingRules, *, notes: bool = True) -> Iterator[Built]:
    rules = evolve(rules, maker=MAKER, cash_boxes={"principal": TILL})
    plan = map_sale(sale, rules)
    if plan.document is None or not plan.is_ready or plan.courtesy:
        return
    issued = _issue(plan, sale, rules)
    yield _named(name, issued)
    if notes:
        yield from _notes(name, issued.document, rules)


def _issue(plan: Plan, sale: Sale, rules: MappingRules) -> Any:
    document = plan.document
    assert document is not None
    assert document.numbering is not None
    return dian.build(
        document,
        environment="test",
        numbering=evolve(document.numbering, technical_key=TECHNICAL_KEY),
        software=software(rules, identifier=SOFTWARE_ID, pin=PIN),
        point_of_sale=point_of_sale(sale, rules) if plan.kind == "pos" else None,
    )


def _notes(name: str, issued: Invoice, rules: MappingRules) -> Iterator[Built]:
    """Annul a document, take half of its first line back, and charge that line once more."""
    at = datetime.combine(issued.issue_date, issued.issue_time, BOGOTA)
    first = issued.lines[0]
    half = (first.quantity / 2).quantize(Decimal("0.001"))
    void = void_note(issued, number=DocumentNumber("NC", 1), at=at)
    back = map_return(issued, {"1": half}, "Plato devuelto", number=DocumentNumber("NC", 2), at=at)
    debit = dian.debit_note(issued, number="ND1", at=at, concept="3", lines=issued.lines)
    for what, note in (("void", void), ("return", back), ("debit", debit)):
        built = dian.build(
            note,
            environment="test",
            software=software(rules, identifier=SOFTWARE_ID, pin=PIN),
        )
        yield _named(f"{name}-{what}", built)


def _named(name: str, unsigned: Any) -> Built:
    return Built(name=name, kind=unsigned.document.type_code, xml=unsigned.xml)
