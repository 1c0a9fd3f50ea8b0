# SPDX-License-Identifier: MIT
"""The plan: its preview, its explanation, its JSON, and the note that annuls its document."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.exact_json import dumps, loads
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import (
    MappingRules,
    Plan,
    PreviewPayment,
    PreviewTax,
    explain,
    explain_html,
    to_json,
    void_note,
)
from loggro_integration.mapping._problems import PROBLEMS
from loggro_integration.mapping._steps import STEPS
from loggro_integration.models import CreditNote, Invoice, Reference, WrittenCode
from loggro_integration.wire import OpenRecord, SalesFields, SalesRow
from mapping.sales import (
    FIRM,
    INC,
    IVA,
    RULES,
    credit,
    document_of,
    electronic,
    line,
    mapped,
    payment,
    raw_sale,
    rules,
)

ROW = {"numero": "FE1204", "fecha": "2026-11-20", "cliente": {"id": "830114921"}, "total": 59000}


def test_the_rows_of_a_line_have_the_path_of_its_decisions() -> None:
    """Money, decisions and problems count the lines alike, from zero."""
    paths = {
        each["path"] for each in explain(mapped(raw_sale())) if "lines" in (each["path"] or "")
    }

    assert {"lines[0]"} == paths


def full_plan() -> Plan:
    """A company, two rates, a discount of the bill, a tip, two means, a courtesy, a rounding."""
    sale = electronic(
        line(taxes=[*INC]),
        line(name="Café", code="P11", price=32000, quantity=1, taxes=[*IVA]),
        line(name="Agua", code="P14", price=5400, quantity=1, discount=5400, total=0),
        client=FIRM,
        discountAdditionalTotal=2000,
        total=84001,
        tip=5000,
        payments=[payment(50000, tip=3000), payment(34001, "Nequi", tip=2000)],
    )
    return mapped(sale)


def row(**changes: Any) -> SalesRow:
    return SalesFields().read(OpenRecord({**ROW, **changes}))


def test_the_preview_is_what_pymes_should_hold() -> None:
    """Numbers, day, customer, taxes, payments with their names in Pymes, balance and state."""
    found = full_plan().accounting

    assert (("FE1204", "1204"), date(2026, 11, 20), "830114921") == (
        found.numbers,
        found.day,
        found.customer,
    )
    assert (Decimal("84001.00"), Decimal("0.00"), "paid", "Contado") == (
        found.total,
        found.balance,
        found.status,
        found.form,
    )
    assert (
        PreviewPayment(
            method="Nequi",
            pymes="Transferencia débito bancaria",
            code="47",
            amount=Decimal("34001.00"),
            tip=Decimal("2000.00"),
            day=date(2026, 11, 20),
        )
        == found.payments[1]
    )
    assert (
        PreviewTax(
            code="04",
            name="INC",
            percent=Decimal("8.00"),
            base=Decimal("48837.21"),
            amount=Decimal("3906.98"),
        )
        == found.taxes[0]
    )


def test_the_likely_spelling_of_the_number_comes_first() -> None:
    """The rules may say that Pymes writes the sequence alone."""
    bare = MappingRules.from_toml(RULES.to_toml() + '[pymes.sales]\nnumber_spelling = "sequence"\n')

    assert ("1204", "POS1204") == mapped(raw_sale(), bare).accounting.numbers


def test_a_number_without_prefix_has_one_spelling() -> None:
    """Both spellings are the same text then."""
    assert ("1204",) == mapped(raw_sale(invoicePrefix="")).accounting.numbers


@pytest.mark.parametrize(
    ("changes", "different"),
    [
        ({}, ()),
        ({"numero": "1204"}, ()),
        ({"total": 59001}, ()),
        ({"total": Decimal("58998.99")}, ("total",)),
        ({"fecha": "2026-11-21"}, ("day",)),
        ({"cliente": {"id": "222222222222"}}, ("customer",)),
        ({"numero": "FE1205"}, ("number",)),
    ],
)
def test_a_row_of_pymes_is_compared_by_four_values(
    changes: dict[str, Any], different: tuple[str, ...]
) -> None:
    """Number in either spelling, customer, Bogotá day, and total within a peso."""
    expected = mapped(electronic(client=FIRM, deliveryCost=5000), rules(delivery_in_pymes="total"))

    assert different == expected.accounting.differences(row(**changes))


def test_a_plan_that_is_ready_raises_nothing() -> None:
    """Warnings do not block."""
    plan = mapped(raw_sale(delivery={"isDelivery": True}))

    plan.raise_for_problems()

    assert 1 == len(plan.problems)
    assert () == plan.blocking


def test_a_plan_pickles() -> None:
    """Workers hand it on."""
    plan = full_plan()

    assert plan == pickle.loads(pickle.dumps(plan))


def test_the_version_of_the_rules_is_recorded() -> None:
    """Who reads the ledger knows which rules decided."""
    assert "7" == mapped(raw_sale(), evolve(RULES, version="7")).rules_version


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_rows_of_an_explanation_add_up_to_the_total(language: str) -> None:
    """Lines, taxes, charges and rounding are the payable; payments, tips and balance are too."""
    rows = explain(full_plan(), language)

    def add(*sections: str) -> Decimal:
        return sum(
            (Decimal(each["amount"] or 0) for each in rows if each["section"] in sections),
            Decimal(0),
        )

    assert Decimal("89001.00") == add("total") == add("line", "tax", "charge", "rounding")
    assert add("total") == add("payment", "tip", "balance")
    assert {"section", "path", "label", "amount", "rule"} == set(rows[0])


def test_an_explanation_holds_decisions_and_problems_in_the_language() -> None:
    """Each decision has its rule; each problem its remedy."""
    plan = mapped(raw_sale(total=54001, payments=[payment(54001, "Sodexo")]))

    spanish = {each["section"]: each for each in explain(plan)}
    english = {each["section"]: each for each in explain(plan, "en")}

    assert "Redondeo" == spanish["rounding"]["label"]
    assert "Rounding" == english["rounding"]["label"]
    assert "payment-method-unmapped" == spanish["problem"]["rule"]
    assert "Agregue" in str(spanish["problem"]["label"])
    assert "Add" in str(english["problem"]["label"])


def test_a_sale_without_document_is_explained_by_its_problems() -> None:
    """There is no money to show, and the reason is shown."""
    plan = mapped(raw_sale(line(taxes=[{"taxName": "OTRO", "taxValue": 8}])))

    sections = {each["section"] for each in explain(plan)}

    assert {"payment", "decision", "problem"} == sections


def test_every_decision_has_both_texts() -> None:
    """No placeholder stays unfilled, whatever was decided."""
    plans = [full_plan(), mapped(raw_sale()), mapped(credit(payments=[payment(5000)]))]

    for step in (step for plan in plans for step in plan.trace):
        assert step.text.es
        assert "{" not in step.text.es + step.text.en


def test_the_json_keeps_its_keys_and_amounts_are_text() -> None:
    """The keys are documented: a change here breaks scripts."""
    found = to_json(full_plan())
    document = found["document"]
    assert isinstance(document, dict)

    assert [
        "number",
        "key",
        "kind",
        "ready",
        "voided",
        "courtesy",
        "rules_version",
        "document",
        "problems",
        "trace",
        "accounting",
    ] == list(found)
    assert [
        "kind",
        "type_code",
        "customization",
        "number",
        "issue_date",
        "issue_time",
        "due_date",
        "currency",
        "supplier",
        "customer",
        "lines",
        "taxes",
        "withholdings",
        "allowance_charges",
        "payment_means",
        "totals",
    ] == list(document)
    assert found == loads(dumps(found))
    assert "89001.00" == document["totals"]["payable"]
    assert {"id": "830114921", "id_type": "31", "check_digit": "1", "name": FIRM["name"]} == (
        document["customer"]
    )


def test_the_json_of_a_sale_without_document_says_null() -> None:
    """The problems are there instead."""
    found = to_json(mapped(raw_sale(products=[], total=54000, seq=None)))

    assert (None, None, None, False) == (
        found["document"],
        found["number"],
        found["key"],
        found["ready"],
    )
    problems = found["problems"]
    assert isinstance(problems, list)
    assert ["number-missing", "sale-without-lines"] == [each["code"] for each in problems]


def test_problems_and_decisions_are_sorted_and_filled() -> None:
    """The tables are in order, and each text has its two languages."""
    assert sorted(PROBLEMS) == list(PROBLEMS)
    assert sorted(STEPS) == list(STEPS)
    assert all(all(wording[:4]) for wording in PROBLEMS.values())
    assert all(all(texts) for texts in STEPS.values())


def note_of(document: Invoice) -> CreditNote:
    return void_note(
        document,
        number=DocumentNumber("NC", 9),
        at=datetime(2026, 11, 22, 3, 30, 15, tzinfo=UTC),
        reason="El cliente devolvió el pedido",
    )


def test_a_void_repeats_every_line_and_total() -> None:
    """It cancels the invoice exactly: nothing is computed again."""
    document = full_plan().document
    assert document is not None
    note = note_of(document)

    assert (document.lines, document.taxes, document.totals, document.allowance_charges) == (
        note.lines,
        note.taxes,
        note.totals,
        note.allowance_charges,
    )


def test_a_void_is_concept_2_in_operation_20_on_its_own_day() -> None:
    """Number and Bogotá date are the note's; there is no resolution."""
    code = WrittenCode(scheme="CUFE-SHA384", value="0" * 96)
    note = note_of(evolve(document_of(electronic()), unique_code=code))

    assert ("NC9", date(2026, 11, 21), time(22, 30, 15), "91", "20", None) == (
        note.number,
        note.issue_date,
        note.issue_time,
        note.type_code,
        note.customization,
        note.numbering,
    )
    assert note.discrepancy is not None
    assert ("2", "FE1204") == (note.discrepancy.code, note.discrepancy.reference)
    assert note.references == (
        Reference(kind="invoice", number="FE1204", unique_code=code, issue_date=date(2026, 11, 20)),
    )


def test_a_pos_document_is_voided_by_an_adjustment_note() -> None:
    """Type 94 with the type of what it adjusts."""
    note = note_of(document_of(raw_sale()))

    assert ("94", "20", "20") == (note.type_code, note.customization, note.references[0].type_code)
    assert "ajuste" in (note.profile or "")


def decisions(plan: Plan, language: str = "es") -> dict[str | None, str | None]:
    return {each["rule"]: each["label"] for each in explain(plan, language)}


def test_a_decision_is_told_in_pesos_as_colombians_read_them() -> None:
    """Every amount of a sentence, not only its first, and the taxes one by one."""
    plan = mapped(raw_sale(line(price=10000, quantity=1)))

    assert (
        "$ 10.000 = base $ 9.259,26 + impuestos $ 740,74 (04 8 %)."
        == (decisions(plan)["line.split"])
    )


def test_what_a_decision_compares_is_told_in_pesos_too() -> None:
    """Payments against the total, and a line's total against what it should be."""
    tipped = mapped(raw_sale(tip=5000, payments=[payment(59000, tip=5000)]))
    weighed = line(price=30478, quantity=Decimal("0.335"), total=10210)

    assert "suman $ 59.000 y el total es $ 54.000" in str(decisions(tipped)["payment.tip-included"])
    assert "$ 10.210, no $ 10.210,13" in str(decisions(mapped(raw_sale(weighed)))["line.rounded"])


def test_what_the_figures_decide_is_told_so() -> None:
    """``unset`` alone would be a riddle; a setting is told by its value."""
    sale = raw_sale(deliveryCost=6000, payments=[payment(60000)])

    assert "(delivery_in_total = unset: deciden las cifras)" in str(
        decisions(mapped(sale))["delivery.apart"]
    )
    assert "(delivery_in_total = unset: the figures decide)" in str(
        decisions(mapped(sale), "en")["delivery.apart"]
    )
    assert "(delivery_in_total = false)" in str(
        decisions(mapped(sale, rules(delivery_in_total=False)))["delivery.apart"]
    )


def test_a_tip_that_no_payment_holds_is_told() -> None:
    """On credit nobody has paid it yet: total, balance and tip are seen together."""
    plan = mapped(credit(tip=5000))
    rows = explain(plan)
    told = {each["section"]: each["amount"] for each in rows if each["rule"] is None}

    assert ("59000.00", "54000.00", "5000.00") == (told["total"], told["balance"], told["tip"])
    assert "Propina por pagar" in explain_html(plan)
    assert "Propina por pagar" not in explain_html(full_plan())


def test_a_quantity_is_told_with_a_comma() -> None:
    """Beside amounts that have theirs."""
    weighed = line(price=20000, quantity=Decimal("1.275"), total=25500)

    assert "1,275 × Arepa rellena mixta" == explain(mapped(raw_sale(weighed)))[0]["label"]
