# SPDX-License-Identifier: MIT
"""Every policy, and every other setting for what nobody published: both values, one sale."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from loggro_integration.mapping import (
    ConsumidorFinal,
    MappingRules,
    Plan,
    Policies,
    ProductRule,
    Products,
    PymesSettings,
    Regime,
    SalesLookup,
    TermRule,
)
from mapping.sales import RULES, credit, found_codes, line, mapped, payment, raw_sale, rules

ROOT = Path(__file__).resolve().parents[2]
TIPPED = raw_sale(tip=5000, payments=[payment(59000, tip=5000)])
DELIVERED = raw_sale(deliveryCost=6000, payments=[payment(60000)])
ANONYMOUS = raw_sale(client={"name": "Marina", "lastName": "Quiroga"})
GIVEN = raw_sale(line(), line(price=9000, quantity=1, discount=9000, total=0))
FREE = raw_sale(line(), line(price=0, quantity=1, priceNormal=9000, total=0))


def payable(plan: Plan) -> Decimal | None:
    return plan.document.totals.payable if plan.document else None


def charges(plan: Plan) -> list[str]:
    return [each.reason or "" for each in plan.document.allowance_charges] if plan.document else []


def lines(plan: Plan) -> list[tuple[bool, int]]:
    found = plan.document.lines if plan.document else ()
    return [(each.free_of_charge, len(each.allowance_charges)) for each in found]


def line_taxes(plan: Plan) -> list[int]:
    return [len(each.taxes) for each in plan.document.lines] if plan.document else []


def total(plan: Plan) -> Decimal | None:
    return plan.accounting.total


def problems(plan: Plan) -> list[str]:
    return found_codes(plan)


# What is asked of the plan, the sale, the other policies it needs, and each value's answer.
CASES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], dict[Any, Any]]] = {
    "payment_value_includes_tip": (
        problems, TIPPED, {}, {True: [], "unset": [], False: ["payment-tip-setting"]},
    ),
    "tip": (
        payable, TIPPED, {}, {"charge": Decimal("59000.00"), "outside": Decimal("54000.00")},
    ),
    "tip_in_pymes": (
        total, TIPPED, {}, {"apart": Decimal("54000.00"), "total": Decimal("59000.00")},
    ),
    "delivery": (
        charges, DELIVERED, {}, {"charge": ["Costo de domicilio"], "line": [], "outside": []},
    ),
    "delivery_tax": (
        line_taxes, DELIVERED, {"delivery": "line"}, {None: [1, 0], "I CONSUMO": [1, 1]},
    ),
    "delivery_in_total": (
        problems, DELIVERED, {},
        {False: [], "unset": [], True: ["totals-mismatch", "payments-mismatch"]},
    ),
    "delivery_in_pymes": (
        total, DELIVERED, {}, {"apart": Decimal("54000.00"), "total": Decimal("60000.00")},
    ),
    "bill_discount": (
        problems, raw_sale(discountAdditional=10, total=48600), {},
        {"percent": [], "unset": [], "amount": ["totals-mismatch"]},
    ),
    "courtesy": (
        lines, GIVEN, {},
        {"free-of-charge": [(False, 0), (True, 0)], "discount": [(False, 0), (False, 1)]},
    ),
    "zero_price": (
        lines, FREE, {}, {"free-of-charge": [(False, 0), (True, 0)], "omit": [(False, 0)]},
    ),
    "customer_without_document": (
        problems, ANONYMOUS, {},
        {
            "problem": ["customer-document-missing", "customer-id-type-missing"],
            "consumidor-final": [],
        },
    ),
    "default_seller": (
        problems, raw_sale(seller=None), {}, {None: ["seller-missing"], "Paola": []},
    ),
    "pos_cap": (
        problems, raw_sale(line(price=300000, quantity=1)), {},
        {"off": [], "warn": ["pos-above-cap"]},
    ),
    "rounding_tolerance": (
        problems, raw_sale(total=54001), {}, {Decimal(2): [], Decimal(0): ["totals-mismatch"]},
    ),
}  # fmt: skip
ELSEWHERE = {
    "default_cash_box": "tests/mapping/test_point_of_sale.py",
    "pymes_tolerance": "tests/sync",
    "voided_missing": "tests/sync",
}
DEFAULTS = {each.name: getattr(Policies(), each.name) for each in attrs.fields(Policies)}
VALUES = [(name, value) for name, case in CASES.items() for value in case[3]]


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_each_value_of_a_policy_does_what_it_says(name: str, value: Any) -> None:
    """The same sale under each value gives what the page promises."""
    ask, sale, others, answers = CASES[name]

    plan = mapped(sale, rules(**others, **{name: value}))

    assert answers[value] == ask(plan)


@pytest.mark.parametrize("name", CASES)
def test_the_default_is_among_the_values_and_another_one_differs(name: str) -> None:
    """A policy that changes nothing would be no policy."""
    answers = CASES[name][3]

    assert DEFAULTS[name] in answers
    assert any(answer != answers[DEFAULTS[name]] for answer in answers.values())


def test_every_policy_is_proved() -> None:
    """Here, or where the part that uses it is proved."""
    assert set(DEFAULTS) == set(CASES) | set(ELSEWHERE)
    for name, place in ELSEWHERE.items():
        path = ROOT / place
        files = [path] if path.is_file() else [*path.glob("*.py")]
        assert any(re.search(rf"\b{name}=", file.read_text("utf-8")) for file in files), name


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_policy_stands_on_the_page_with_its_default(language: str) -> None:
    """The page of the rules lists each policy with the value it starts from."""
    page = (ROOT / "docs" / language / "rules.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `policies\.(\w+)` \| `?([^`|]+?)`? \|", page, re.MULTILINE))

    def shown(value: object) -> str:
        return "—" if value is None else str(value).removesuffix(".00")

    assert {name: shown(value) for name, value in DEFAULTS.items()} == told


def test_how_products_find_their_items() -> None:
    """By code, by name, or only those listed."""
    found = {
        match: mapped(raw_sale(), evolve(RULES, products=Products(match=match)))
        for match in ("code", "name", "explicit")
    }

    assert {"code": [], "name": [], "explicit": ["product-unmapped"]} == {
        match: found_codes(plan) for match, plan in found.items()
    }


def test_the_spelling_of_the_number_in_pymes() -> None:
    """The likely spelling goes first, the other one is looked for too."""
    sales = SalesLookup(number_spelling="sequence")

    assert ("POS1204", "1204") == mapped(raw_sale()).accounting.numbers
    assert ("1204", "POS1204") == mapped(
        raw_sale(), evolve(RULES, pymes=PymesSettings(sales=sales))
    ).accounting.numbers


def test_the_days_of_a_credit_without_due_date() -> None:
    """Without days it is a problem, with days the date follows."""
    sale = credit(credit={"dueQuote": 1})
    terms = evolve(RULES.payment_terms, credito=TermRule(days=30))

    assert ["credit-due-date-missing"] == found_codes(mapped(sale))
    assert [] == found_codes(mapped(sale, evolve(RULES, payment_terms=terms)))


def test_the_email_of_the_final_consumer() -> None:
    """Written only where a business found that DIAN asks for it (FAK51)."""

    def email(with_rules: MappingRules) -> str | None:
        document = mapped(raw_sale(), with_rules).document
        assert document is not None
        contact = document.customer.contact if document.customer else None
        return contact.email if contact else None

    told = evolve(RULES, consumidor_final=ConsumidorFinal(email="caja@laarepera45.example"))

    assert (None, "caja@laarepera45.example") == (email(RULES), email(told))


def test_the_reference_price_of_a_gift_without_price() -> None:
    """DIAN wants a commercial value: the rule gives it, or it is a problem."""
    sale = raw_sale(line(), line(price=0, quantity=1, total=0, code="P09"))
    items = {"P09": ProductRule(pymes="P09", reference_price=Decimal(5400))}
    told = evolve(RULES, products=Products(match="code", items=items))

    assert ["reference-price-missing"] == found_codes(mapped(sale))
    assert [] == found_codes(mapped(sale, told))


@pytest.mark.parametrize(
    ("kind", "scheme", "codes"),
    [
        ("inc", "04", []),
        ("simple", "04", []),
        ("franchise", "01", ["tax-not-of-regime"]),
        ("non-responsible", "ZZ", ["tax-not-of-regime"]),
    ],
)
def test_each_regime_charges_what_it_may(kind: str, scheme: str, codes: list[str]) -> None:
    """INC is charged under INC and the Régimen Simple, and by nobody else."""
    business = evolve(RULES.business, regimes=(Regime(kind=kind),))

    plan = mapped(raw_sale(), evolve(RULES, business=business))

    assert codes == found_codes(plan)
    assert plan.document is not None
    assert scheme == plan.document.supplier.tax_scheme
