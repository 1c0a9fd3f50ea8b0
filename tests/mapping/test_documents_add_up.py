# SPDX-License-Identifier: MIT
"""
What is built from a mapped sale passes the schema and the arithmetic rules of DIAN.

The rules are read a second time, from the bytes and by code of the tests alone (`dian.arithmetic`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from lxml import etree

from dian.arithmetic import LETTERS, RULES, letter_of, verdicts
from dian.planted import PLANTED, more
from loggro_integration import dian
from mapping.built import Built, from_goldens, from_the_generator

pytestmark = pytest.mark.no_cover

FAMILIES = re.compile(r"[FCD](AS|AU|AV|AX)\d")
# AIU and mandates: texts and marks of documents that a restaurant does not issue
NO_ARITHMETIC = {"AV03", "AV08a", "AV08b"}
# no sale has a discount of the document or an advance, and a debit note here no charge
NEVER = {"FAU09", "CAU09", "DAU09", "FAU13", "CAU13", "DAU13", "DAU11"}
SALES = 120
IDS = [f"{letter}{name}" for letter in LETTERS.values() for name in RULES]


@pytest.fixture(scope="module")
def documents() -> list[Built]:
    """The golden sales and as many of a restaurant's month, with notes of each kind."""
    return [*from_goldens(), *from_the_generator(SALES, seed=3)]


def judged(documents: Iterable[Built]) -> tuple[Counter[str], dict[str, list[str]]]:
    """Count the verdicts of each rule, and name what is wrong by document."""
    counts: Counter[str] = Counter()
    faults: dict[str, list[str]] = {}
    for each in documents:
        for name, verdict in verdicts(etree.fromstring(each.xml)):
            counts[name] += 1
            if verdict:
                faults.setdefault(each.name, []).append(f"{name}: {verdict}")
    return counts, faults


def test_every_document_keeps_every_rule(
    documents: list[Built], record_property: Callable[[str, object], None]
) -> None:
    """FAS, FAU, FAV and FAX hold of each invoice, CA and DA of each note; all are put to work."""
    counts, faults = judged(documents)

    kinds = Counter(each.kind for each in documents)
    record_property("printed", f"{len(documents)} documents of mapped sales, by type {dict(kinds)}")
    for letter in LETTERS.values():
        shown = ", ".join(f"{name} {counts[name]}" for name in IDS if name[0] == letter)
        record_property("printed", f"verdicts: {shown}")
    assert {} == faults
    assert NEVER == {name for name in IDS if not counts[name]}
    assert {"01", "20", "91", "92", "93", "94"} == set(kinds)


@pytest.mark.slow
def test_two_thousand_sales_keep_every_rule(
    record_property: Callable[[str, object], None],
) -> None:
    """The same of a long month."""
    counts, faults = judged(from_the_generator(2000, seed=45))

    record_property("printed", f"{counts.total()} verdicts on 2,000 more sales and their notes")
    assert {} == faults


@pytest.mark.corpus
def test_every_document_is_valid_by_the_schema(
    documents: list[Built], shared: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each is what the XSD wants, before its signature."""
    schemas = dian.schemas.load(shared / "xsd")

    found = {each.name: wrong for each in documents if (wrong := schemas.validate(each.xml))}

    record_property("printed", f"{len(documents)} documents of mapped sales valid by the schema")
    assert {} == found


@pytest.mark.corpus
def test_every_row_of_the_four_families_is_implemented(shared: Path) -> None:
    """The facts list no rule of these families that has no code here, but those of no sum."""
    rows = json.loads((shared / "spec" / "dian-rules.json").read_text("utf-8"))["rules"]
    listed = {row["id"][1:] for row in rows if FAMILIES.match(row["id"])}

    assert listed == set(RULES) | NO_ARITHMETIC
    assert set(RULES) == set(PLANTED)


@pytest.fixture(scope="module")
def sound(documents: list[Built]) -> dict[str, bytes]:
    """An invoice with discount and tip, and the two notes about it."""
    names = {"F": "annulled-after-it-was-sent", "C": "-void", "D": "-debit"}
    by_name = {each.name: each.xml for each in documents}
    return {letter: by_name[names["F"] + end * (letter != "F")] for letter, end in names.items()}


@pytest.mark.parametrize("name", IDS)
def test_each_rule_can_fail(name: str, sound: dict[str, bytes]) -> None:
    """A fault planted for the rule is found by it, and the document had none."""
    root = etree.fromstring(sound[name[0]])
    assert name[0] == letter_of(root)
    assert not any(RULES[name[1:]](root))

    PLANTED[name[1:]](root)

    assert any(RULES[name[1:]](root))


@pytest.mark.parametrize(("amount", "holds"), [("2.00", True), ("2.01", False)])
@pytest.mark.parametrize("letter", LETTERS.values())
def test_two_pesos_may_be_rounding(
    letter: str, amount: str, holds: bool, sound: dict[str, bytes]
) -> None:
    """What is to pay may differ by 2.00 and by no cent more."""
    root = etree.fromstring(sound[letter])
    more(lambda node: node, "//cbc:PayableAmount", amount)(root)

    assert holds == (not any(RULES["AU14"](root)))
