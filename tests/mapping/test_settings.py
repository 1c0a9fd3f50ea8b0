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
    Policies,
    ProductRule,
    Products,
    PymesSettings,
    Regime,
    SalesLookup,
    TermRule,
)
from mapping.policies import CASES
from mapping.sales import RULES, credit, found_codes, line, mapped, raw_sale, rules

ROOT = Path(__file__).resolve().parents[2]
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
