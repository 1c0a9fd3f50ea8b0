# SPDX-License-Identifier: MIT
"""
Whatever nobody published and the mapping meets: a setting, its default, a line of the docs, a test.

The numbers are those of the lists of the project's facts: section 7 of `integration.md` and section
5 of its `README.md`. What does not touch the mapping says which room meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from loggro_integration.mapping import (
    CashBox,
    ExternalFormat,
    MappingRules,
    Numbering,
    Policies,
    ProductRule,
    Products,
    PymesSettings,
    Regime,
    SalesLookup,
    TaxRule,
    external_sale,
    point_of_sale,
)
from loggro_integration.wire import restobar
from mapping.policies import CASES
from mapping.sales import RULES, document_of, found_codes, line, mapped, raw_sale

ROOT = Path(__file__).resolve().parents[2]
POSTED = (
    *("policies.tip", "policies.tip_in_pymes", "policies.delivery", "policies.delivery_tax"),
    *("policies.delivery_in_total", "policies.delivery_in_pymes", "policies.bill_discount"),
    *("policies.courtesy", "policies.zero_price", "policies.rounding_tolerance"),
)

# Settings, or in one word the room that meets it and the mapping does not.
INTEGRATION: dict[int, tuple[str, ...] | str] = {
    1: ("ExternalFormat",),
    2: "sync",  # states are shown there; none decides a document
    3: "sync",
    4: "sync",  # the note of a void is concept 2 whatever Pymes does with it
    5: POSTED,
    6: ("products.match", "policies.customer_without_document"),
    7: "sync",  # a bank account is checked to exist, no document names it
    8: ("numbering.pos", "policies.default_cash_box"),
    9: "http",
    10: "restobar",
    11: "sync",
    12: ("taxes.*",),
    13: "dian",
    14: ("policies.rounding_tolerance",),
    15: ("policies.pos_cap",),
    16: "wire",  # both shapes are read: proved below
    17: ("policies.payment_value_includes_tip",),
    18: "rules",  # the rules file stands for the screens
    19: ("pymes.sales.number_spelling",),
    20: "sync",
}
README: dict[int, tuple[str, ...] | str] = {
    1: ("ExternalFormat",),
    2: "sync",
    3: "wire",
    4: "sync",
    5: "sync",
    6: (*POSTED, "policies.payment_value_includes_tip"),
    7: ("products.match", "policies.customer_without_document"),
    8: "restobar",
    9: "pymes",
    10: "http",
    11: "rules",
    12: ("numbering.pos", "policies.default_cash_box"),
    13: "wire",
    14: "pymes",
    15: ("pymes.sales.number_spelling",),
}
DATED = ("taxes.*", "business.regimes")  # the facts with a date, beside the two lists


def settings() -> set[str]:
    """Name every setting of the tables."""
    rows = (*INTEGRATION.values(), *README.values(), DATED)
    return {name for row in rows if not isinstance(row, str) for name in row}


def products(match: str) -> list[str]:
    return found_codes(mapped(raw_sale(), evolve(RULES, products=Products(match=match))))


def kind(numbering: Numbering) -> str | None:
    """Tell what a sale of the prefix FV is, which says nothing else of itself."""
    return mapped(raw_sale(invoicePrefix="FV"), evolve(RULES, numbering=numbering)).kind


def numbers(spelling: str) -> tuple[str, ...]:
    rules = evolve(RULES, pymes=PymesSettings(sales=SalesLookup(number_spelling=spelling)))
    return mapped(raw_sale(), rules).accounting.numbers


def tax_code(code: str) -> str:
    rules = evolve(RULES, taxes={"ICUI": TaxRule(code=code, percent=Decimal(20))})
    taxed = line(taxes=[{"taxName": "ICUI", "taxValue": 20}])
    return document_of(raw_sale(taxed), rules).taxes[0].code


def regime(kind: str) -> list[str]:
    business = evolve(RULES.business, regimes=(Regime(kind=kind),))
    return found_codes(mapped(raw_sale(), evolve(RULES, business=business)))


def till(name: str | None) -> str | None:
    boxes = {key: CashBox(plate=key, place="Salón", type="Caja") for key in ("C1", "C2")}
    rules = evolve(RULES, cash_boxes=boxes, policies=Policies(default_cash_box=name))
    try:
        return point_of_sale(restobar.sale(raw_sale()), rules).plate
    except ValueError:
        return None


def body(names: Mapping[str, str]) -> set[str]:
    items = {"P04": ProductRule(pymes="P04")}
    rules = evolve(RULES, products=Products(items=items))
    payload = external_sale(mapped(raw_sale(), rules), rules)
    return set(payload.body(ExternalFormat(path="/ventas", names=names))) & {"number", "numero"}


POS = RULES.numbering
OURS = evolve(POS.pos[0], prefix="FV")
# How each setting is asked, the value it starts from, another one, and the answer of each.
PROOFS: dict[str, tuple[Callable[[Any], Any], Any, Any, Any, Any]] = {
    "products.match": (products, "explicit", "name", ["product-unmapped"], []),
    "numbering.pos": (
        kind, Numbering(electronic=(OURS,)), Numbering(pos=(OURS,)), "electronic", "pos",
    ),
    "pymes.sales.number_spelling": (
        numbers, "full", "sequence", ("POS1204", "1204"), ("1204", "POS1204"),
    ),
    "taxes.*": (tax_code, "35", "36", "35", "36"),
    "business.regimes": (regime, "inc", "non-responsible", [], ["tax-not-of-regime"]),
    "policies.default_cash_box": (till, None, "C2", None, "C2"),
    "ExternalFormat": (body, {}, {"number": "numero"}, {"number"}, {"numero"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PROOFS)
def test_both_values_of_a_setting_do_what_they_say(name: str) -> None:
    """The value it starts from and another one, over one sale."""
    ask, first, other, answer, differs = PROOFS[name]

    assert (answer, differs) == (ask(first), ask(other))
    assert answer != differs


def test_every_setting_is_proved() -> None:
    """Here, or among the policies, where each value has its answer."""
    policies = {f"policies.{name}" for name in CASES}

    assert set() == settings() - policies - set(PROOFS)
    assert set() == set(PROOFS) - settings()


def test_every_setting_has_a_default() -> None:
    """It is a key of the rules file that may be left out; a format is given by who has one."""
    least = MappingRules.from_toml('[business]\nnit = "900555111-6"\nname = "Demo"\n')

    for name in settings() - {"ExternalFormat"}:
        attrgetter(name.removesuffix(".*"))(least)
    named = {each.name for each in attrs.fields(ExternalFormat) if each.default is attrs.NOTHING}
    assert {"path"} == named


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_setting_stands_among_the_unknowns(language: str) -> None:
    """In both languages, in a row that says what is not known and the reading to start from."""
    page = (ROOT / "docs" / language / "unknowns.md").read_text("utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| ")]
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row[3])}

    assert set() == settings() - told


def test_an_embedded_customer_with_and_without_id_is_one() -> None:
    """Accounts differ; the document does not."""
    plain = {"name": "Marina", "document": "1020304050", "idDocumentType": "13"}
    found = [
        mapped(raw_sale(client=plain | own)).document
        for own in ({}, {"idInternal": "6787210c1b0e7e0ac76839e8"})
    ]

    assert found[0] == found[1]
    assert found[0] is not None


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("path", "section", "table"),
    [("spec/integration.md", 7, INTEGRATION), ("spec/README.md", 5, README)],
)
def test_no_unknown_of_the_facts_is_left_out(
    shared: Path, path: str, section: int, table: dict[int, Any]
) -> None:
    """Each number of the list has its row, and no row is of nothing."""
    text = (shared / path).read_text("utf-8")
    found = re.search(rf"^## {section}\..*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None

    assert sorted(table) == [
        int(number) for number in re.findall(r"^(\d+)\. ", found.group(), re.MULTILINE)
    ]
