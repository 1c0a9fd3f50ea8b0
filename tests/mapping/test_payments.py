# SPDX-License-Identifier: MIT
"""How a sale is paid: cash and credit, several payments, tips, change, abonos."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.mapping import Aliases, MappingRules, PaymentTerms, Plan, Policies, TermRule
from loggro_integration.wire import restobar
from mapping.sales import (
    RULES,
    credit,
    document_of,
    found_codes,
    mapped,
    payment,
    raw_sale,
    rules,
    steps,
    the_problem,
)

CARD = "Tarjeta débito"


def amounts(plan: Plan) -> list[tuple[str | None, Decimal | None, Decimal | None]]:
    assert plan.document is not None
    return [(each.code, each.amount, each.tip) for each in plan.document.payment_means]


def test_cash_is_form_1() -> None:
    """A paid sale says how, how much and when."""
    means = document_of(raw_sale()).payment_means

    assert [("1", "10", Decimal("54000.00"), "Efectivo", date(2026, 11, 20), None)] == [
        (each.form, each.code, each.amount, each.name, each.paid_on, each.due_date)
        for each in means
    ]


def test_a_mixed_payment_is_several_means() -> None:
    """The total is never put on the first one."""
    sale = raw_sale(payments=[payment(20000), payment(34000, CARD, approbationNumber="004512")])
    means = document_of(sale).payment_means

    assert [("10", Decimal("20000.00"), None), ("49", Decimal("34000.00"), "004512")] == [
        (each.code, each.amount, each.approval) for each in means
    ]


def test_a_paid_sale_without_payments_falls_back_to_its_method() -> None:
    """The root method pays the total, and the trace says that it is a fallback."""
    plan = mapped(raw_sale(payments=[], paymentMethod=CARD))

    assert [("49", Decimal("54000.00"), None)] == amounts(plan)
    assert "payment.fallback" in steps(plan)


def test_a_paid_sale_without_any_method_is_a_problem() -> None:
    """Nothing stands in for it."""
    assert "payment-missing" == the_problem(mapped(raw_sale(payments=[]))).code


def test_a_sale_of_nothing_needs_no_payment() -> None:
    """There is nothing to pay."""
    plan = mapped(raw_sale(total=0, discountAdditionalTotal=54000, payments=[]))

    assert plan.is_ready
    assert "paid" == plan.accounting.status


def test_payments_of_nothing_do_not_count() -> None:
    """Restobar may list a method that was not used."""
    plan = mapped(raw_sale(payments=[payment(54000), payment(0, CARD)]))

    assert [("10", Decimal("54000.00"), None)] == amounts(plan)
    assert "payment.nothing" in steps(plan)


@pytest.mark.parametrize(("value", "step"), [(54000, "excluded"), (59000, "included")])
def test_the_figures_tell_if_the_value_holds_the_tip(value: int, step: str) -> None:
    """Either way the sale is paid with 54,000 and the tip is 5,000; the evidence is traced."""
    plan = mapped(raw_sale(tip=5000, payments=[payment(value, tip=5000)]))

    assert [("10", Decimal("54000.00"), Decimal("5000.00"))] == amounts(plan)
    assert f"payment.tip-{step}" in steps(plan)


@pytest.mark.parametrize(("value", "includes"), [(54000, False), (59000, True)])
def test_the_setting_tells_if_the_value_holds_the_tip(value: int, includes: bool) -> None:
    """A setting that fits is used, one that does not is contradicted by the figures."""
    sale = raw_sale(tip=5000, payments=[payment(value, tip=5000)])

    right = mapped(sale, rules(payment_value_includes_tip=includes))
    wrong = mapped(sale, rules(payment_value_includes_tip=not includes))

    assert right.is_ready
    assert "payment-tip-setting" == the_problem(wrong).code
    assert f"= {str(includes).lower()}" in the_problem(wrong).fix.en


def test_a_setting_that_nothing_fits_is_a_mismatch() -> None:
    """Neither reading reaches the total."""
    sale = raw_sale(tip=5000, payments=[payment(50000, tip=5000)])

    for includes in (True, False, "unset"):
        plan = mapped(sale, rules(payment_value_includes_tip=includes))
        assert "payments-mismatch" == the_problem(plan).code


def test_a_tip_equal_to_the_change_does_not_decide() -> None:
    """59,000 is the total with the tip, or with a change of the same size."""
    sale = raw_sale(tip=5000, change=5000, payments=[payment(59000, tip=5000)])

    assert "payment-tip-undecided" == the_problem(mapped(sale)).code
    assert mapped(sale, rules(payment_value_includes_tip=True)).is_ready


@pytest.mark.parametrize("value", [54000, 60000])
def test_change_is_taken_from_cash(value: int) -> None:
    """The value may be what was handed over, or what stayed."""
    sale = raw_sale(change=6000, payments=[payment(value - 20000), payment(20000, CARD)])

    assert [("10", Decimal("34000.00"), None), ("49", Decimal("20000.00"), None)] == amounts(
        mapped(sale)
    )


def test_change_without_cash_is_taken_from_the_largest() -> None:
    """It has to come from somewhere, and the trace says from where."""
    sale = raw_sale(change=6000, payments=[payment(20000, "Nequi"), payment(40000, CARD)])
    plan = mapped(sale)

    assert [("47", Decimal("20000.00"), None), ("49", Decimal("34000.00"), None)] == amounts(plan)
    assert "payment.change" in steps(plan)


def test_a_change_larger_than_the_payment_is_a_problem() -> None:
    """A payment cannot be negative."""
    sale = raw_sale(change=6000, payments=[payment(5000), payment(55000, CARD)])

    assert "payment-negative" in found_codes(mapped(sale))


def test_each_payment_keeps_its_tip() -> None:
    """Cards pay the tip through the bank."""
    sale = raw_sale(tip=5000, payments=[payment(20000, tip=2000), payment(34000, CARD, tip=3000)])

    assert [
        ("10", Decimal("20000.00"), Decimal("2000.00")),
        ("49", Decimal("34000.00"), Decimal("3000.00")),
    ] == amounts(mapped(sale))


def test_a_tip_that_no_payment_names_is_spread() -> None:
    """By what each paid, without losing a cent."""
    plan = mapped(raw_sale(tip=1000, payments=[payment(18000), payment(36000, CARD)]))

    assert [Decimal("333.33"), Decimal("666.67")] == [each[2] for each in amounts(plan)]
    assert "tip.spread" in steps(plan)


def test_a_tip_alone_is_a_payment() -> None:
    """The sale may be paid by one method and the tip by another."""
    sale = raw_sale(tip=2000, payments=[payment(54000), payment(0, CARD, tip=2000)])

    assert [("10", Decimal("54000.00"), None), ("49", Decimal("0.00"), Decimal("2000.00"))] == (
        amounts(mapped(sale))
    )


def test_tips_that_differ_are_a_problem_with_both_sides() -> None:
    """Root and payments must say the same."""
    problem = the_problem(mapped(raw_sale(tip=5000, payments=[payment(54000, tip=4000)])))

    assert ("tip-mismatch", "5000.00") == (problem.code, problem.value)
    assert "4000.00" in problem.message.en


def test_payments_that_do_not_pay_are_a_mismatch() -> None:
    """Too little or too much is reported with both sides."""
    problem = the_problem(mapped(raw_sale(payments=[payment(50000)])))

    assert ("payments-mismatch", "payments", "50000.00") == (
        problem.code,
        problem.path,
        problem.value,
    )


def test_an_unknown_method_is_a_problem_with_its_key() -> None:
    """Path, value and the key to add; the document stands without the code."""
    plan = mapped(raw_sale(payments=[payment(54000, "Sodexo")]))
    problem = the_problem(plan)

    assert ("payment-method-unmapped", "payments[0].method", "Sodexo") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert 'payment_means."Sodexo"' in problem.fix.es
    assert [(None, Decimal("54000.00"), None)] == amounts(plan)
    assert not plan.is_ready


@pytest.mark.parametrize("method", [None, "", " "])
def test_a_payment_without_method_is_no_cash(method: str | None) -> None:
    """An absent name cannot be mapped: the remedy is in Restobar, not in the rules."""
    problem = the_problem(mapped(raw_sale(payments=[payment(54000, paymentMethod=method)])))

    assert ("payment-without-method", "payments[0].method", "54000.00") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "Restobar" in problem.fix.es


def test_a_payment_without_value_is_not_replaced_by_the_label_of_the_sale() -> None:
    """Nequi without an amount is not everything by cash, though the sale is labelled so."""
    sale = raw_sale(payments=[{"paymentMethod": "Nequi"}], paymentMethod="Efectivo")
    plan = mapped(sale)

    assert ["payment-without-value"] == found_codes(plan)
    assert "Nequi" in the_problem(plan).message.es
    assert plan.document is None
    assert "payment.fallback" not in steps(plan)


@pytest.mark.parametrize("method", ['Bono "oro"', "A\\B", "Tab\tla", "Efectivo ", "ñ" * 90])
def test_the_key_of_a_remedy_can_be_pasted(method: str) -> None:
    """Whatever the name holds, the remedy's key is TOML and maps it."""
    fix = the_problem(mapped(raw_sale(payments=[payment(54000, method)]))).fix.en
    key = re.search(r"Add payment_means\.(.+) or aliases", fix)

    assert key is not None
    more = MappingRules.from_toml(f"{RULES.to_toml()}\n[payment_means.{key[1]}]\ncode = '10'\n")
    assert method in more.payment_means


def test_a_method_is_read_by_alias() -> None:
    """Declared spellings only."""
    with_rules = evolve(RULES, aliases=Aliases(payment_means={"NEQUI": "Nequi"}))

    assert [("47", Decimal("54000.00"), None)] == amounts(
        mapped(raw_sale(payments=[payment(54000, "NEQUI")]), with_rules)
    )


def test_delivery_costs_of_payments_are_theirs() -> None:
    """A delivery outside the total is paid by those who say so."""
    sale = raw_sale(payments=[payment(20000), payment(34000, CARD, deliveryCost=5000)])

    assert [("10", Decimal("20000.00"), None), ("49", Decimal("39000.00"), None)] == amounts(
        mapped(sale)
    )


@pytest.mark.parametrize("values", [(20000, 34000), (20000, 39000)])
def test_a_value_may_hold_the_delivery(values: tuple[int, int]) -> None:
    """What fits decides; the payments cover total and delivery either way."""
    first, second = values
    sale = raw_sale(payments=[payment(first), payment(second, CARD, deliveryCost=5000)])
    plan = mapped(sale)

    assert plan.is_ready
    assert [Decimal("20000.00"), Decimal("39000.00")] == [each[1] for each in amounts(plan)]


def test_a_delivery_that_stays_outside_is_taken_off_the_payment() -> None:
    """The document does not charge it, so no payment of the document covers it."""
    sale = raw_sale(payments=[payment(59000, deliveryCost=5000)])

    assert [("10", Decimal("54000.00"), None)] == amounts(mapped(sale, rules(delivery="outside")))


def test_a_delivery_that_no_payment_names_is_spread() -> None:
    """By what each paid."""
    sale = raw_sale(deliveryCost=5400, payments=[payment(18000), payment(36000, CARD)])

    assert [Decimal("19800.00"), Decimal("39600.00")] == [each[1] for each in amounts(mapped(sale))]


def test_a_free_bill_with_a_tip_puts_the_tip_on_the_first_payment() -> None:
    """Where nobody paid anything there are no shares."""
    sale = raw_sale(
        total=0,
        discountAdditionalTotal=54000,
        deliveryCost=5000,
        tip=0,
        payments=[payment(0, tip=1000), payment(0, CARD, tip=1000)],
    )
    plan = mapped(sale)

    assert ["tip-mismatch"] == found_codes(plan)
    assert [Decimal("5000.00"), Decimal("0.00")] == [each[1] for each in amounts(plan)]


def test_a_credit_sale_is_form_2_with_its_due_date() -> None:
    """For the whole, due on the Bogotá day, by the means the rules name."""
    found = document_of(credit())

    assert [("2", "1", date(2026, 12, 20), Decimal("54000.00"))] == [
        (each.form, each.code, each.due_date, each.amount) for each in found.payment_means
    ]
    assert date(2026, 12, 20) == found.due_date


@pytest.mark.parametrize(
    ("paid", "status", "balance"), [((), "owed", 54000), ((5000, 7000), "partly-paid", 42000),
                                    ((14000, 40000), "paid", 0)],
)  # fmt: skip
def test_abonos_change_the_balance_and_not_the_document(
    paid: tuple[int, ...], status: str, balance: int
) -> None:
    """A document issued before an abono is the one mapped after it."""
    abonos = [payment(value) for value in paid]
    plan = mapped(credit(payments=abonos, totalPaid=sum(paid)))

    assert plan.document == document_of(credit())
    assert (status, Decimal(balance)) == (plan.accounting.status, plan.accounting.balance)
    assert list(paid) == [each.amount for each in plan.accounting.payments]


def test_a_credit_that_was_paid_up_is_still_credit() -> None:
    """Its status is paid, its form stays 2."""
    plan = mapped(credit(status="Pagada", payments=[payment(54000)], totalPaid=54000))

    assert plan.document is not None
    assert "2" == plan.document.payment_means[0].form


@pytest.mark.parametrize("block", [{}, {"dueDate": None, "dueQuote": 0}, {"dueDate": ""}])
def test_a_credit_block_without_terms_makes_no_credit(block: dict[str, Any]) -> None:
    """A paid sale with an empty block is contado, and the trace says what was passed over."""
    plan = mapped(raw_sale(credit=block))

    assert plan.is_ready
    assert [("10", Decimal("54000.00"), None)] == amounts(plan)
    assert "credit.empty" in steps(plan)
    assert "credit-due-date-missing" in found_codes(mapped(credit(credit=block)))


@pytest.mark.parametrize(
    ("changes", "status", "balance"),
    [
        ({"status": "Pagada", "totalPaid": 54000}, "paid", 0),
        ({"status": "Pagada", "totalPaid": None}, "paid", 0),
        ({"totalPaid": 20000}, "partly-paid", 34000),
        ({"totalPaid": None}, "owed", 54000),
    ],
)
def test_abonos_that_are_not_listed_still_count(
    changes: dict[str, Any], status: str, balance: int
) -> None:
    """The payments may be empty on a paid sale: what is paid is told by the total or the state."""
    plan = mapped(credit(**changes))

    assert plan.is_ready
    assert (status, Decimal(balance)) == (plan.accounting.status, plan.accounting.balance)
    assert (balance != 54000) == ("abonos.unlisted" in steps(plan))


def test_an_abono_pays_no_delivery_that_it_does_not_name() -> None:
    """10,000 of 59,000 leave 49,000; a delivery that the abono names was paid beside it."""
    sale = {"deliveryCost": 5000, "totalPaid": 10000}
    plain = mapped(credit(payments=[payment(10000)], **sale))
    named = mapped(credit(payments=[payment(10000, deliveryCost=5000)], **sale))

    assert (Decimal(49000), Decimal(44000)) == (plain.accounting.balance, named.accounting.balance)


@pytest.mark.parametrize("status", ["Facturada", "Pendiente"])
def test_a_sale_that_was_only_printed_is_not_finished(status: str) -> None:
    """It is neither paid nor sold on credit yet, whatever terms it carries."""
    printed = mapped(credit(status=status))
    unpaid = mapped(raw_sale(status=status, payments=[]))

    assert ["sale-not-finished"] == found_codes(printed) == found_codes(unpaid)


@pytest.mark.parametrize("sale", [raw_sale(status="Reabierta"), credit(status="Reabierta")])
def test_a_state_that_nobody_has_published_is_a_problem(sale: dict[str, Any]) -> None:
    """It is shown as it came; marking the sale paid would be no remedy."""
    problem = the_problem(mapped(sale))

    assert ("status-unknown", "status", "Reabierta") == (problem.code, problem.path, problem.value)
    assert "changeToPaid" not in problem.fix.en


def test_a_due_day_at_midnight_utc_is_that_day() -> None:
    """Loggro stores days without time so: shifted to Bogotá it would be the day before."""
    sale = credit(credit={"dueDate": "2026-12-20T00:00:00.000Z"})

    assert date(2026, 12, 20) == document_of(sale).due_date
    assert "due-date.day" in steps(mapped(sale))


def test_abonos_must_add_up_to_what_is_paid() -> None:
    """Both sides are shown."""
    plan = mapped(credit(payments=[payment(5000)], totalPaid=6000))

    assert "payments-mismatch" == the_problem(plan).code


def test_a_credit_that_does_not_say_what_is_paid_is_read_from_its_abonos() -> None:
    """The balance is what they leave."""
    plan = mapped(credit(payments=[payment(5000)], totalPaid=None))

    assert plan.is_ready
    assert Decimal("49000.00") == plan.accounting.balance


def test_tips_of_abonos_need_the_setting_where_nothing_proves_them() -> None:
    """Without the paid total the figures cannot decide."""
    sale = credit(tip=500, payments=[payment(5000, tip=500)], totalPaid=None)

    assert "payment-tip-undecided" == the_problem(mapped(sale)).code
    assert (
        Decimal("4500.00")
        == mapped(sale, rules(payment_value_includes_tip=True)).accounting.payments[0].amount
    )


def test_a_credit_tip_may_be_still_to_pay() -> None:
    """The tip of a credit sale is part of what is owed, not of the abonos."""
    plan = mapped(credit(tip=500, payments=[payment(5000)], totalPaid=5000))

    assert plan.is_ready
    assert [("1", Decimal("54000.00"), Decimal("500.00"))] == amounts(plan)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (None, "credit-due-date-missing"),
        ({"dueQuote": 1}, "credit-due-date-missing"),
        ({"dueDate": "2026-11-19T05:00:00.000Z"}, "credit-due-before-issue"),
    ],
)
def test_a_credit_without_usable_due_date_is_a_problem(terms: Any, code: str) -> None:
    """A due date is mandatory (FAN04)."""
    assert code == the_problem(mapped(credit(credit=terms))).code


def test_a_due_date_without_zone_is_a_problem() -> None:
    """A sale built by hand may hold one."""
    sale = restobar.sale(credit())
    assert sale.credit is not None
    naive = evolve(sale, credit=evolve(sale.credit, due_date=datetime(2026, 12, 20)))  # noqa: DTZ001

    assert "credit-due-date-unreadable" == the_problem(mapped(naive)).code


def test_the_days_of_the_rules_give_a_due_date() -> None:
    """Only where the sale names none, and the trace says so."""
    terms = PaymentTerms(credito=TermRule(days=30, code="30"))
    plan = mapped(credit(credit=None), evolve(RULES, payment_terms=terms))

    assert plan.document is not None
    assert (date(2026, 12, 20), "30") == (
        plan.document.due_date,
        plan.document.payment_means[0].code,
    )
    assert "due-date.by-days" in steps(plan)
    assert "credito" == plan.accounting.form


@pytest.mark.parametrize("status", ["Facturada", "Pendiente"])
def test_a_sale_that_is_not_finished_is_a_problem(status: str) -> None:
    """Neither paid nor on credit: it has no form of payment."""
    plan = mapped(raw_sale(status=status, payments=[]))

    assert ("sale-not-finished", status) == (the_problem(plan).code, the_problem(plan).value)
    assert "unfinished" == plan.accounting.status


def test_a_voided_sale_is_mapped_as_it_was() -> None:
    """The original document, marked as voided."""
    plan = mapped(raw_sale(status="Anulada"))

    assert plan.voided
    assert plan.is_ready
    assert plan.document == document_of(raw_sale())
    assert "voided" == plan.accounting.status


def test_a_voided_sale_may_have_no_payment() -> None:
    """It is reported and does not block; its own method still counts."""
    bare = mapped(raw_sale(status="Anulada", payments=[]))
    named = mapped(raw_sale(status="Anulada", payments=[], paymentMethod="Efectivo"))

    assert "voided-without-payment" == the_problem(bare).code
    assert bare.is_ready
    assert [("10", Decimal("54000.00"), None)] == amounts(named)


def test_a_payment_date_without_zone_is_left_out() -> None:
    """It is reported and does not block."""
    sale = restobar.sale(raw_sale())
    assert sale.paid is not None
    naive = tuple(
        evolve(each, created_on=datetime(2026, 11, 20))  # noqa: DTZ001
        for each in sale.payments
    )
    plan = mapped(evolve(sale, paid=evolve(sale.paid, payments=naive)))

    assert "payment-date-unreadable" == the_problem(plan).code
    assert plan.is_ready


def test_the_seller_is_found_or_named_as_missing() -> None:
    """By name, by alias, by default only where the sale names none."""
    default = evolve(RULES, policies=Policies(default_seller="Paola"))
    alias = evolve(RULES, aliases=Aliases(sellers={"Cami": "Camila"}))

    assert "Camila Torres" == mapped(raw_sale()).accounting.seller
    assert "Camila Torres" == mapped(raw_sale(seller={"name": "Cami"}), alias).accounting.seller
    assert "Paola Ríos" == mapped(raw_sale(seller=None), default).accounting.seller
    assert "seller-missing" == the_problem(mapped(raw_sale(seller=None))).code
    assert "seller-missing" == the_problem(mapped(raw_sale(seller={"name": " "}))).code
    assert "seller-unmapped" == the_problem(mapped(raw_sale(seller={"name": "Z"}), default)).code


@pytest.mark.parametrize(
    "seller", ["67872da9bca2d0f342a0a404", {"_id": "67872da9bca2d0f342a0a404"}]
)
def test_a_seller_that_is_only_an_id_is_found_by_it(seller: Any) -> None:
    """An account may write the reference alone: it is somebody, and no default hides who."""
    with_rules = evolve(RULES, aliases=Aliases(sellers={"67872da9bca2d0f342a0a404": "Camila"}))
    problem = the_problem(mapped(raw_sale(seller=seller), rules(default_seller="Paola")))

    assert "Camila Torres" == mapped(raw_sale(seller=seller), with_rules).accounting.seller
    assert ("seller-unmapped", "67872da9bca2d0f342a0a404") == (problem.code, problem.value)


def test_instalments_are_told_and_change_nothing_of_the_document() -> None:
    """Restobar says how many and one date: the document has that one."""
    due = "2026-12-20T05:00:00.000Z"
    one = mapped(credit(credit={"dueDate": due, "dueQuote": 1}))
    three = mapped(credit(credit={"dueDate": due, "dueQuote": 3}))

    assert one.document == three.document
    assert "credit.instalments" not in steps(one)
    assert "credit.instalments" in steps(three)


@pytest.mark.parametrize(
    ("paid", "tip", "codes"),
    [(54000, 0, []), (59000, 5000, []), (54001, 0, ["credit-overpaid"])],
)
def test_a_credit_sale_paid_more_than_whole_is_told(paid: int, tip: int, codes: list[str]) -> None:
    """An abono may hold the tip; what goes beyond is a slip, and the document stays as it is."""
    plan = mapped(credit(tip=tip, payments=[payment(paid)], totalPaid=paid))

    assert codes == found_codes(plan)
    assert plan.is_ready
