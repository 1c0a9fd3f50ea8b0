# SPDX-License-Identifier: MIT
"""
Named awkward sales and their documents, written out by people and computed twice.

The mapping and a calculator of fractions must both give what each golden file says; no program
writes one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from mapping.calculator import Answer, answer, is_taxed, of_another, part_of, text
from mapping.figures import added, line_figures, tax_figures
from mapping.goldens import FOLDER, NAMES, Case, load, notes_of, plan_of, seen

Plain = dict[str, Any]

ROOT = Path(__file__).parents[2]
MONEY = re.compile(r"\d+\.\d\d(\d{4})?\b")
NO_MONEY = {"arithmetic", "problems", "percent", "quantity", "measure"}


# --------------------------------------------------------------------------- what the mapping says


def test_there_are_more_than_forty_and_each_is_whole() -> None:
    """Every sale has its document and every document its sale, told in a line of people's words."""
    sales, documents = (
        {each.stem for each in (FOLDER / name).glob("*.toml")} for name in ("sales", "documents")
    )

    assert sales == documents
    assert len(sales) >= 40
    for name in NAMES:
        _, told, *_ = (FOLDER / "sales" / f"{name}.toml").read_text("utf-8").splitlines()
        assert told.startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_the_mapping_gives_the_document(name: str) -> None:
    """Lines, taxes, totals, payments, customer, dates, notes and problems are as written."""
    case = load(name)

    plan = plan_of(case)

    expected = {key: value for key, value in case.golden.items() if key != "arithmetic"}
    notes = notes_of(case, plan.document) if plan.document else []
    assert expected == seen(plan, notes)


@pytest.mark.parametrize("name", NAMES)
def test_the_arithmetic_is_shown(name: str) -> None:
    """The sentence of each golden names what is to pay, as people write it."""
    golden = load(name).golden
    payable = Fraction(golden["document"]["totals"]["payable"])

    written = f"{payable.numerator // payable.denominator:,}"

    assert written in golden["arithmetic"]


ROW = re.compile(r"\| `([a-z-]+)` \| .* \| ([\d.,]+) \| ([\d.,]+) \| ([\d.,]+) \|")


@pytest.mark.parametrize(("language", "marks"), [("es", (".", ",")), ("en", (",", "."))])
def test_the_page_shows_some_of_them(language: str, marks: tuple[str, str]) -> None:
    """Lines, taxes and payable of the worked examples are those of their golden files."""
    page = (ROOT / "docs" / language / "concepts" / "money.md").read_text("utf-8")
    thousands, point = marks

    shown = [
        (name, *(each.replace(thousands, "").replace(point, ".") for each in amounts))
        for name, *amounts in ROW.findall(page)
    ]

    totals = {name: load(name).golden["document"]["totals"] for name, *_ in shown}
    taxes = {
        name: text(Fraction(each["with_taxes"]) - Fraction(each["lines"]))
        for name, each in totals.items()
    }
    assert len(shown) == 6
    assert shown == [
        (name, totals[name]["lines"], taxes[name], totals[name]["payable"]) for name, *_ in shown
    ]


def test_no_program_writes_a_golden() -> None:
    """Only the reader names the folder, it writes nothing, and pytest has no option for it."""
    programs = (*ROOT.glob("tests/**/*.py"), *ROOT.glob("scripts/**/*.py"))
    named = {each.name for each in programs if '"golden"' in each.read_text("utf-8")}

    assert {"goldens.py", Path(__file__).name} == named
    reader = (Path(__file__).parent / "goldens.py").read_text("utf-8")
    assert not re.search(r"\.write|dump|open\(", reader)
    assert "update" not in (ROOT / "tests" / "conftest.py").read_text("utf-8")


# ------------------------------------------------------------------------ what the calculator says


def computed(case: Case) -> Answer:
    return answer(of_another(case.raw) if case.other else case.raw, case.changes)


def faults(case: Case, golden: Plain) -> Iterator[str]:
    """Name what a golden says and the fractions do not."""
    found = computed(case)
    document = golden["document"]
    yield from _different("document", document, found.lines)
    if [each["amount"] for each in document.get("charges", [])] != found.charges:
        yield "charges"
    if document["totals"] != found.totals:
        yield "totals"
    yield from _faults_of_payment(golden, found, _in_the_books(case))
    for note, (lines, totals) in zip(
        golden.get("notes", []), _noted(case, found, document), strict=True
    ):
        yield from _different(note["number"], note, lines)
        if note["totals"] != totals or note.get("charges", []) != (
            document.get("charges", []) if "charges" in note["totals"] else []
        ):
            yield f"{note['number']} totals"


def _different(where: str, document: Plain, lines: list[Plain]) -> Iterator[str]:
    """Compare lines and taxes of a document or a note."""
    written = [line_figures(each) for each in document["lines"]]
    expected = [{name: each[name] for name in written[0]} for each in lines]
    if written != expected:
        yield f"{where} lines"
    for line, other in zip(document["lines"], lines, strict=True):
        if any(each["of"] != other["listed"] for each in line.get("discounts", [])):
            yield f"{where} discount of"
    taxes = [tax_figures(each) for each in document.get("taxes", [])]
    if taxes != added(lines):
        yield f"{where} taxes"


def _in_the_books(case: Case) -> Fraction:
    """Return what Pymes should say: the total, with the tip where its totals hold it."""
    holds_tip = case.changes.get("policies", {}).get("tip_in_pymes") == "total"
    return Fraction(case.raw["total"]) + Fraction(case.raw.get("tip", 0)) * holds_tip


def _faults_of_payment(golden: Plain, found: Answer, total: Fraction) -> Iterator[str]:
    """Compare what was paid and is owed with what is due, and the tips with the tip."""
    accounting, payments = golden["accounting"], golden["document"].get("payments", [])
    owed = Fraction(accounting["balance"])
    paid = sum((Fraction(each.split()[0]) for each in accounting.get("paid", [])), Fraction(0))
    by_document = sum((Fraction(each["amount"]) for each in payments), Fraction(0))
    on_credit = {each["form"] for each in payments} == {"2"}
    if paid + owed != found.due:
        yield "paid"
    if by_document + owed * (not on_credit) != found.due:
        yield "payments"
    tips = sum((Fraction(each.get("tip", 0)) for each in payments), Fraction(0))
    if tips != Fraction(accounting["tip"]):
        yield "tip"
    if Fraction(accounting["total"]) != total:
        yield "accounting total"


def _noted(case: Case, found: Answer, document: Plain) -> Iterator[tuple[list[Plain], Plain]]:
    """Compute what each note holds: all of the document, or the part that came back."""
    before: dict[str, Fraction] = {}
    for note in case.notes:
        if "lines" not in note:
            yield found.lines, found.totals
            continue
        parts = []
        for name, quantity in note["lines"].items():
            sold = Fraction(document["lines"][int(name) - 1]["quantity"])
            back = Fraction(quantity)
            parts.append(
                part_of(found.lines[int(name) - 1], back, before.get(name, Fraction(0)), sold)
            )
            before[name] = before.get(name, Fraction(0)) + back
        yield parts, _totals(parts)


def _totals(lines: list[Plain]) -> Plain:
    bases = sum((Fraction(each["base"]) for each in lines), Fraction(0))
    taxed = sum((Fraction(each["base"]) for each in lines if is_taxed(each)), Fraction(0))
    taxes = sum((Fraction(tax[3]) for each in lines for tax in each["taxes"]), Fraction(0))
    whole = text(bases + taxes)
    return {"lines": text(bases), "bases": text(taxed), "with_taxes": whole, "payable": whole}


@pytest.mark.parametrize("name", NAMES)
def test_the_fractions_agree(name: str) -> None:
    """Base, tax, discount, total and payment of each golden are those of the second calculator."""
    case = load(name)

    assert [] == list(faults(case, case.golden))


def changed(golden: Any, change: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    """Give every golden with one of its amounts changed, and say which."""
    for path in _paths(golden):
        planted = deepcopy(golden)
        holder = planted
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = change(holder[path[-1]])
        yield ".".join(map(str, path)), planted


def _paths(value: Any, *before: Any) -> Iterator[tuple[Any, ...]]:
    """Find the places of amounts."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        if key in NO_MONEY:
            continue
        if isinstance(each, (dict, list)):
            yield from _paths(each, *before, key)
        elif isinstance(each, str) and MONEY.match(each):
            yield *before, key


def a_cent_more(amount: str) -> str:
    """Add a cent; to a unit price, a millionth."""
    found = MONEY.match(amount)
    assert found is not None
    places = 6 if found[1] else 2
    raised = text(Fraction(found[0]) + Fraction(1, 10**places), places)
    return raised + amount[found.end() :]


def test_a_cent_planted_anywhere_is_found(record_property: Callable[[str, object], None]) -> None:
    """One cent more in any amount of any golden: the fractions disagree."""
    unseen: list[str] = []
    planted = 0
    for name in NAMES:
        case = load(name)
        for where, golden in changed(case.golden, a_cent_more):
            planted += 1
            if not list(faults(case, golden)):
                unseen.append(f"{name}: {where}")

    record_property(
        "printed", f"{len(NAMES)} golden sales; {planted} planted cents, {len(unseen)} unseen"
    )
    assert planted > 500
    assert [] == unseen
