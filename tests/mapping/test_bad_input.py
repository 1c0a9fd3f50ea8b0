# SPDX-License-Identifier: MIT
"""Amounts and quantities that cannot be used: a problem with its path, never an exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import exact_json
from loggro_integration.errors import ContractChanged, MappingFailed, Problem
from loggro_integration.wire import Sale, restobar
from mapping.sales import (
    FIRM,
    electronic,
    found_codes,
    line,
    mapped,
    payment,
    raw_sale,
    the_problem,
)


def built(**changes: Any) -> Sale:
    """A sale built in Python, past the reader that would refuse a float."""
    return evolve(restobar.sale(raw_sale()), **changes)


def with_line(**changes: Any) -> Sale:
    sale = built()
    return evolve(sale, lines=(evolve(sale.lines[0], **changes),))


def with_payment(**changes: Any) -> Sale:
    sale = built()
    assert sale.paid is not None
    changed = tuple(evolve(each, **changes) for each in sale.payments)
    return evolve(sale, paid=evolve(sale.paid, payments=changed))


def with_rate(rate: Any) -> Sale:
    sale = built()
    tax = evolve(sale.lines[0].taxes[0], percentage=rate)
    return evolve(sale, lines=(evolve(sale.lines[0], taxes=(tax,)),))


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: built(total=54000.0), "total"),
        (lambda: built(tip=0.1), "tip"),
        (lambda: built(change=0.1), "change"),
        (lambda: built(delivery_cost=0.1), "delivery_cost"),
        (lambda: built(discount_additional_total=0.1), "discount_additional_total"),
        (lambda: built(discount_additional=0.1), "discount_additional"),
        (lambda: built(discount_total=0.1), "discount_total"),
        (lambda: built(total_paid=0.1), "total_paid"),
        (lambda: with_line(price=27000.0), "lines[0].price"),
        (lambda: with_line(price_normal=27000.0), "lines[0].price_normal"),
        (lambda: with_line(quantity=2.0), "lines[0].quantity"),
        (lambda: with_line(discount=0.5), "lines[0].discount"),
        (lambda: with_line(total=54000.0), "lines[0].total"),
        (lambda: with_line(gross_total=54000.0), "lines[0].gross_total"),
        (lambda: with_rate(8.0), "lines[0].taxes[0].percentage"),
        (lambda: with_payment(value=54000.0), "payments[0].value"),
        (lambda: with_payment(delivery_cost=0.5), "payments[0].delivery_cost"),
    ],
)
def test_float_money_is_a_problem_wherever_it_is(make: Callable[[], Sale], path: str) -> None:
    """A binary number holds no exact cents: class, path, value and remedy are told, no document."""
    plan = mapped(make())
    problem = next(each for each in plan.problems if each.code == "inexact-money")

    assert path == problem.path
    assert "Decimal" in problem.fix.es
    assert plan.document is None
    assert not plan.is_ready


def test_a_float_tip_of_a_payment_is_one_problem_or_two_with_its_path() -> None:
    """It is named by its path."""
    plan = mapped(with_payment(tip=0.5))

    assert {"inexact-money"} == set(found_codes(plan))
    assert {"payments[0].tip"} == {each.path for each in plan.problems}


def test_float_money_raises_nothing_until_it_is_asked() -> None:
    """`raise_for_problems` is the one place that raises, with all of them."""
    plan = mapped(built(total=54000.0))

    with pytest.raises(MappingFailed) as caught:
        plan.raise_for_problems()

    assert plan.problems == caught.value.problems
    assert "POS1204" in str(caught.value)


def test_a_line_without_quantity_is_not_one() -> None:
    """Price and total would allow several: none is taken."""
    problem = the_problem(mapped(raw_sale(line(total=27000) | {"quantity": None})))

    assert ("quantity-missing", "lines[0].quantity") == (problem.code, problem.path)


@pytest.mark.parametrize("quantity", [-1, 0, Decimal("0.0000001"), 1000000])
def test_a_quantity_out_of_range_is_a_problem(quantity: int | Decimal) -> None:
    """A negative quantity is a return, which is a credit note."""
    plan = mapped(raw_sale(line(quantity=quantity, total=54000)))
    problem = the_problem(plan)

    assert ("quantity-not-positive", "lines[0].quantity") == (problem.code, problem.path)
    assert "nota crédito" in problem.fix.es
    assert plan.document is None


@pytest.mark.parametrize(
    "value",
    [Decimal("NaN"), Decimal("Infinity"), True, "54,000", Decimal(10) ** 30, Decimal("1e-60")],
)
def test_what_is_no_amount_is_a_problem(value: Any) -> None:
    """NaN, a flag, a text with separators, sizes that no bill has."""
    assert "amount-invalid" == the_problem(mapped(built(total=value))).code


@pytest.mark.parametrize("value", [Decimal(-1), Decimal(10) ** 12])
def test_an_amount_out_of_range_is_a_problem(value: Decimal) -> None:
    """Amounts go from zero to below a million millions."""
    problem = the_problem(mapped(built(total=value)))

    assert ("amount-out-of-range", "total") == (problem.code, problem.path)


@pytest.mark.parametrize("quantity", [True, Decimal("NaN"), "2x"])
def test_what_is_no_quantity_is_a_problem(quantity: Any) -> None:
    """The same door lets quantities in."""
    assert "amount-invalid" == the_problem(mapped(with_line(quantity=quantity))).code


def test_a_problem_speaks_both_languages_and_names_the_cure() -> None:
    """Message and remedy are there in Spanish and English, filled in."""
    plan = mapped(electronic(payments=[payment(54000, "Sodexo")]))

    for problem in plan.problems:
        for text in (problem.message, problem.fix):
            assert text.es != text.en
            assert "{" not in text.es + text.en
    assert isinstance(plan.problems[0], Problem)


def test_a_bad_total_is_no_expected_total() -> None:
    """Reconciliation compares with nothing rather than with zero."""
    assert mapped(built(total=54000.0)).accounting.total is None


def test_a_sale_that_gave_no_document_still_says_what_to_expect() -> None:
    """Number, day, customer, total and payments are known without the taxes."""
    plan = mapped(raw_sale(line(taxes=[{"taxName": "OTRO", "taxValue": 8}])))

    assert plan.document is None
    assert (("POS1204", "1204"), "222222222222", Decimal("54000.00"), ("Efectivo",)) == (
        plan.accounting.numbers,
        plan.accounting.customer,
        plan.accounting.total,
        tuple(each.method for each in plan.accounting.payments),
    )


def test_a_sale_with_nothing_in_it_is_only_problems() -> None:
    """The least a sale can be gives no exception and no document."""
    least = {
        "_id": "66f9b8a7c3d4e5f60789abcd",
        "status": "Pagada",
        "createdOn": "2026-11-20T18:04:11.120Z",
        "total": 0,
    }
    plan = mapped(least)

    assert ["number-missing", "seller-missing", "sale-without-lines"] == found_codes(plan)
    assert () == plan.accounting.numbers
    with pytest.raises(MappingFailed, match="without number"):
        plan.raise_for_problems()


WRONG_NIT = electronic(client={**FIRM, "checkDigit": 7})
NEGATIVE = raw_sale(line(quantity=-2, total=54000))
UNKNOWN = raw_sale(payments=[payment(54000, "Bre-B")])


@pytest.mark.parametrize(
    ("sale", "code", "path", "value", "fix"),
    [
        pytest.param(
            restobar.sale(WRONG_NIT),
            "customer-nit-check-digit",
            "client.check_digit",
            "830114921-7",
            "Revise el NIT en el RUT: 830114921-1 sería correcto.",
            id="wrong NIT digit",
        ),
        pytest.param(
            restobar.sale(NEGATIVE),
            "quantity-not-positive",
            "lines[0].quantity",
            "-2.00",
            "Corrija la línea en Restobar; una devolución es una nota crédito.",
            id="negative quantity",
        ),
        pytest.param(
            with_line(price=27000.5),
            "inexact-money",
            "lines[0].price",
            "27000.5",
            "Pase Decimal o int; lea el JSON con exact_json.loads.",
            id="float money",
        ),
        pytest.param(
            restobar.sale(UNKNOWN),
            "payment-method-unmapped",
            "payments[0].method",
            "Bre-B",
            'Agregue payment_means."Bre-B" o aliases.payment_means."Bre-B" en loggro.toml.',
            id="unknown payment method",
        ),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    sale: Sale, code: str, path: str, value: str, fix: str, tmp_path: Path, monkeypatch: Any
) -> None:
    """Class, field, value and remedy are exact; no document may be issued and no file is made."""
    monkeypatch.chdir(tmp_path)
    plan = mapped(sale)

    with pytest.raises(MappingFailed) as caught:
        plan.raise_for_problems()

    (problem,) = caught.value.problems
    assert type(caught.value) is MappingFailed
    assert (code, path, value, fix) == (problem.code, problem.path, problem.value, problem.fix.es)
    assert problem.blocking
    assert not plan.is_ready
    assert [] == list(tmp_path.iterdir())


def test_float_money_never_gets_past_the_reader() -> None:
    """JSON read by another library is refused with its path; one's own reader keeps each digit."""
    row = raw_sale() | {"total": 54000.1}

    with pytest.raises(ContractChanged, match=r"got float @ \$\.total"):
        restobar.sale(row)
    assert Decimal("54000.1") == restobar.sale(exact_json.loads(json.dumps(row))).total


@pytest.mark.parametrize(
    ("sale", "path"),
    [
        (raw_sale(line(name="Arepa\x0bmixta")), "lines[0].name"),
        (raw_sale(line(code="P\ud80004")), "lines[0].code"),
        (raw_sale(payments=[payment(54000, approbationNumber="1\x00")]), "payments[0].approval"),
        (electronic(client={**FIRM, "name": "Tejidos\x1f SAS"}), "client.name"),
        (electronic(client={**FIRM, "address": "Calle\uffff 1"}), "client.address"),
        (raw_sale(delivery={"isDelivery": True, "address": "Calle 1\x07"}), "delivery.address"),
    ],
)
def test_a_text_that_xml_cannot_hold_is_a_problem(sale: dict[str, Any], path: str) -> None:
    """The document is refused while it is mapped, not only when it is written."""
    found = [each for each in mapped(sale).problems if each.code == "text-unwritable"]

    assert [path] == [each.path for each in found]
    assert found[0].value is not None
    assert found[0].value.isascii()
