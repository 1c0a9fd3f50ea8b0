# SPDX-License-Identifier: MIT
"""What keeps a document from being issued: each problem, where it is, and all of them at once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any, Literal

import pytest
from attrs import evolve
from lxml import etree

from dian.bills import (
    AT,
    BOX,
    BUYER,
    DAY,
    ISSUER,
    NUMBERING,
    PERSON,
    SELLER,
    SOFTWARE,
    arguments,
    bill,
    broken,
    built,
    credit,
    debit,
    gift,
    line,
    pos,
    support,
    tax,
    taxed,
    without_reference,
)
from loggro_integration import dian, errors
from loggro_integration.dian._build_faults import PROBLEMS
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    ApplicationResponse,
    AttachedDocument,
    Delivery,
    Discrepancy,
    ExchangeRate,
    Identification,
    ItemCode,
    Line,
    Party,
    PaymentMeans,
    Period,
    Prepayment,
    Reference,
    ReferencePrice,
    ResponseLine,
    TaxRate,
    TaxTotal,
    WrittenCode,
)


def buyer(**fields: Any) -> Party:
    return evolve(BUYER, **fields)


def issued(**fields: Any) -> dian.Document:
    return bill(supplier=evolve(ISSUER, **fields))


def sold(**fields: Any) -> dian.Document:
    """Make a bill of one line that differs from a good one in these fields."""
    return evolve(bill(line()), lines=(evolve(line(), **fields),), taxes=())


def with_totals(**fields: Any) -> dian.Document:
    plain = bill(line())
    return evolve(plain, totals=evolve(plain.totals, **fields))


def charge(**fields: Any) -> AllowanceCharge:
    told = {"charge": True, "amount": Decimal("100.00"), "reason": "Costo de domicilio", **fields}
    return AllowanceCharge(**told)


def dollars(**fields: Any) -> dian.Document:
    rate = ExchangeRate(
        **{"source": "USD", "target": "COP", "rate": Decimal(4100), "on": DAY, **fields}
    )
    return bill(currency="USD", exchange_rate=rate)


def referring(note: Any = None, **fields: Any) -> dian.Document:
    note = note or credit()
    return evolve(note, references=(evolve(note.references[0], **fields),))


def event(code: str = "033", **fields: Any) -> ApplicationResponse:
    invoice = built(bill(customer=BUYER))
    made = dian.event(
        code,
        invoice=invoice,
        number="AR1",
        at=AT,
        person=PERSON if code in {"030", "032"} else None,
        claim="01" if code == "031" else None,
    )
    return evolve(made, **fields)


def answer(code: Literal["02", "04"]) -> ApplicationResponse:
    lines = [ResponseLine(code="FAD06", description="Valor del CUFE no está calculado")]
    return dian.answer(built(bill()), code, number="1", at=AT, lines=lines)


def container(**fields: Any) -> AttachedDocument:
    invoice = dian.build(bill(customer=BUYER), **arguments())
    answer = dian.answer(invoice.document, "02", number="1", at=AT)  # type: ignore[arg-type]
    said = dian.build(answer, software=SOFTWARE, environment="test")
    return evolve(dian.attach(invoice.xml, said.xml, number="AD1", at=AT), **fields)


def nominal(**fields: Any) -> Line:
    """Make a line with a tax of 70 a bag."""
    found = line(taxes=(TaxRate(code="22", per_unit_amount=70),))
    part = evolve(found.taxes[0].subtotals[0], **fields)
    return evolve(found, taxes=(evolve(found.taxes[0], amount=part.amount, subtotals=(part,)),))


def nit(number: str, digit: str | None = None) -> Identification:
    return Identification(number=number, type_code="31", check_digit=digit)


IVA_5 = TaxRate(code="01", percent=5)
CUFE = WrittenCode(scheme="CUFE-SHA384", value="ab" * 48)

SCHEMAS = functools.cache(lambda shared: dian.schemas.load(shared / "xsd"))

Make = Callable[[], dian.Document]
Case = tuple[str, str, Make, dict[str, Any]]


def case(code: str, path: str, make: Make, **changes: Any) -> Any:
    return pytest.param(code, path, make, changes, id=f"{code}-{path}")


CASES = [
    # --- number, range, software -------------------------------------------------------------
    case("number-letters", "number", lambda: bill(number="SETP-990000001")),
    case("number-prefix", "number", lambda: bill(number="FE990000001")),
    case("number-prefix", "number", lambda: bill(number="SETPX90000001")),
    case("number-prefix", "number", lambda: credit(number="NC")),
    case("number-outside", "number", lambda: bill(number="SETP989999999")),
    case("number-outside", "number", lambda: bill(number="SETP995000001")),
    case("numbering-missing", "numbering", bill, numbering=None),
    case("numbering-not-valid", "numbering", lambda: bill(issue_date=date(2019, 1, 18))),
    case("numbering-not-valid", "numbering", lambda: bill(issue_date=date(2030, 1, 20))),
    case("numbering-dates", "numbering.valid_from", bill,
         numbering=evolve(NUMBERING, valid_until=None)),
    case("numbering-limits", "numbering.first", bill, numbering=evolve(NUMBERING, first=0)),
    case("numbering-limits", "numbering.first", bill,
         numbering=evolve(NUMBERING, last=1_000_000_000)),
    case("authorization", "numbering.authorization", bill,
         numbering=evolve(NUMBERING, authorization="1876")),
    case("authorization", "numbering.authorization", bill,
         numbering=evolve(NUMBERING, authorization="1876000000A")),
    case("prefix-length", "numbering.prefix", lambda: bill(number="SETPS990000001"),
         numbering=evolve(NUMBERING, prefix="SETPS")),
    case("technical-key", "numbering.technical_key", bill,
         numbering=evolve(NUMBERING, technical_key=None)),
    case("software-missing", "software", bill, software=None),
    case("software-id", "software.id", bill, software=evolve(SOFTWARE, id=" ")),
    case("software-pin", "software.pin", bill, software=evolve(SOFTWARE, pin=None)),
    case("id-malformed", "software.provider", bill, software=evolve(SOFTWARE, provider="9A")),
    case("check-digit", "software.provider_check_digit", bill,
         software=evolve(SOFTWARE, provider_check_digit="1")),
    case("issue-time", "issue_time",
         lambda: bill(issue_time=time(20, 15, tzinfo=timezone(timedelta(0))))),
    case("operation-unknown", "customization", lambda: bill(customization="05")),
    case("operation-unknown", "customization", lambda: credit(customization="30")),
    case("operation-unknown", "customization", lambda: pos(customization="11")),
    case("operation-unknown", "customization", lambda: support(customization="09")),
    case("profile-missing", "profile", lambda: bill(type_code="40")),
    case("paper-reference", "references", lambda: bill(type_code="03")),
    # --- parties -----------------------------------------------------------------------------
    case("party-name-missing", "supplier.name",
         lambda: issued(name=" ", trade_name=None)),
    case("party-field-missing", "supplier.responsibilities", lambda: issued(responsibilities=())),
    case("party-field-missing", "supplier.tax_scheme", lambda: issued(tax_scheme=None)),
    case("party-field-missing", "deliveries[0].carrier.tax_regime",
         lambda: bill(deliveries=(Delivery(carrier=BUYER),))),
    case("id-missing", "supplier.identification.number", lambda: issued(identification=None)),
    case("id-missing", "customer.identification.number",
         lambda: bill(customer=buyer(identification=nit(" ")))),
    case("id-malformed", "supplier.identification.number",
         lambda: issued(identification=nit("90055511A"))),
    case("id-malformed", "supplier.identification.number",
         lambda: issued(identification=nit("0900555111"))),
    case("id-malformed", "customer.identification.number",
         lambda: bill(customer=buyer(
             identification=Identification(number="12ü", type_code="41")))),
    case("id-malformed", "customer.identification.number",
         lambda: bill(customer=buyer(
             identification=Identification(number="1" * 36, type_code="41")))),
    case("id-type-unknown", "customer.identification.type_code",
         lambda: bill(customer=buyer(identification=Identification(number="1020304050")))),
    case("id-type-unknown", "customer.identification.type_code",
         lambda: bill(customer=buyer(
             identification=Identification(number="1020304050", type_code="43")))),
    case("check-digit", "supplier.identification.check_digit",
         lambda: issued(identification=nit("900555111", "5"))),
    case("check-digit", "customer.identification.check_digit",
         lambda: bill(customer=buyer(identification=nit("900.777.222-1")))),
    case("nit-needed", "supplier.identification.type_code",
         lambda: issued(identification=Identification(number="1020304050", type_code="13"))),
    case("nit-needed", "supplier.identification.type_code",
         lambda: support(supplier=evolve(
             SELLER, identification=Identification(number="1020304050", type_code="13")))),
    case("foreign-id-needed", "supplier.identification.type_code",
         lambda: support(customization="11")),
    case("organization-type", "customer.organization_type",
         lambda: bill(customer=buyer(organization_type=None))),
    case("organization-type", "customer.organization_type",
         lambda: bill(customer=buyer(organization_type="3"))),
    case("responsibility-unknown", "supplier.responsibilities[1]",
         lambda: issued(responsibilities=("O-13", "O-99"))),
    case("party-tax-unknown", "customer.tax_scheme",
         lambda: bill(customer=buyer(tax_scheme="ZY"))),
    case("address-incomplete", "supplier.address.lines",
         lambda: issued(address=Address(city_code="11001"))),
    case("address-incomplete", "supplier.address.city_code",
         lambda: issued(address=Address(lines=("Calle 45",)))),
    case("address-missing", "supplier.address",
         lambda: support(supplier=evolve(SELLER, address=None))),
    case("city-unknown", "supplier.address.city_code",
         lambda: issued(address=Address(city_code="11000", lines=("Calle 45",)))),
    case("country-unknown", "customer.address.country_code",
         lambda: bill(customer=buyer(address=Address(country_code="XX", lines=("1",))))),
    # --- payment and currency ----------------------------------------------------------------
    case("payment-form", "payment_means[0].form",
         lambda: bill(payment_means=(PaymentMeans(form="3", code="10"),))),
    case("payment-code", "payment_means[1].code",
         lambda: bill(payment_means=(
             PaymentMeans(form="1", code="10"), PaymentMeans(form="1", code="72")))),
    case("payment-due-date", "payment_means[0].due_date",
         lambda: bill(payment_means=(PaymentMeans(form="2", code="30"),))),
    case("prepayment-date", "prepayments[0].received_on",
         lambda: bill(prepayments=(Prepayment(amount=Decimal(5)),))),
    case("currency-unknown", "currency", lambda: bill(currency="PSO")),
    case("exchange-rate-missing", "exchange_rate", lambda: bill(currency="USD")),
    case("exchange-rate-currencies", "exchange_rate", lambda: dollars(source="COP", target="USD")),
    case("exchange-rate-value", "exchange_rate.rate", lambda: dollars(rate=Decimal(0))),
    case("exchange-rate-base", "exchange_rate.source_base",
         lambda: dollars(source_base=Decimal(5000))),
    case("exchange-rate-base", "exchange_rate.target_base",
         lambda: dollars(target_base=Decimal(2))),
    # --- lines -------------------------------------------------------------------------------
    case("lines-count", "lines", lambda: evolve(bill(), lines=())),
    case("line-descriptions", "lines[0].descriptions", lambda: sold(descriptions=())),
    case("line-descriptions", "lines[0].descriptions", lambda: sold(descriptions=("a",) * 4)),
    case("line-negative", "lines[0]", lambda: sold(quantity=Decimal(0))),
    case("line-negative", "lines[0]", lambda: sold(unit_price=Decimal("-1"))),
    case("line-negative", "lines[0]", lambda: sold(line_extension=Decimal("-50000.00"))),
    case("line-amount", "lines[0].line_extension", lambda: sold(unit_price=Decimal("25001.01"))),
    case("line-amount", "lines[0].line_extension",
         lambda: sold(allowance_charges=(charge(charge=False),))),
    case("free-with-price", "lines[0].line_extension",
         lambda: bill(gift(unit_price=Decimal(1)), line())),
    case("reference-price", "lines[0].reference_price",
         lambda: bill(gift(reference_price=None), line())),
    case("reference-price", "lines[0].reference_price",
         lambda: bill(gift(reference_price=ReferencePrice(amount=Decimal(0))), line())),
    case("reference-price", "lines[0].reference_price",
         lambda: bill(evolve(gift(), free_of_charge=False, reference_price=None), line())),
    case("reference-price-type", "lines[0].reference_price.type_code",
         lambda: bill(gift(
             reference_price=ReferencePrice(amount=Decimal(25000), type_code="09")), line())),
    case("item-standard", "lines[0].standard_item.scheme",
         lambda: sold(standard_item=ItemCode(value="1", scheme="EAN"))),
    case("income-of", "lines[0].income_of", lambda: bill(line(), customization="11")),
    case("income-of", "lines[0].income_of", lambda: bill(line(income_of="2"), customization="12")),
    case("mandator-missing", "lines[0].mandator",
         lambda: bill(line(income_of="1"), customization="11")),
    case("aiu-note", "lines", lambda: bill(line(), customization="09")),
    case("aiu-note-length", "lines",
         lambda: bill(line(aiu="x" * 5000), customization="09")),
    case("period-code", "lines[0].period_code",
         lambda: support(line("Maíz", 10, 4000, (IVA_5,), period_code="3"))),
    # --- taxes -------------------------------------------------------------------------------
    case("tax-unknown", "lines[0].taxes[0].code", lambda: bill(taxed(tax("99")))),
    case("tax-unknown", "lines[0].taxes[0].code", lambda: bill(taxed(tax("ZZ")))),
    case("tax-misplaced", "lines[0].taxes[0].code", lambda: bill(taxed(tax("06")))),
    case("tax-misplaced", "lines[0].withholdings[0].code",
         lambda: sold(withholdings=(tax("04"),))),
    case("tax-repeated", "lines[0].taxes", lambda: bill(taxed(tax(), tax()))),
    case("tax-mixed", "lines[0].taxes[0].subtotals[0].code",
         lambda: bill(taxed(tax(code="01")))),
    case("tax-sum", "lines[0].taxes[0].amount",
         lambda: bill(taxed(evolve(tax(), amount=Decimal("4002.01"))))),
    case("tax-rate", "lines[0].taxes[0].subtotals[0].amount",
         lambda: bill(taxed(tax("04", "4002.01")))),
    case("tax-rate", "lines[0].taxes[0].subtotals[0].amount",
         lambda: bill(taxed(tax("04", "3997.99")))),
    case("tax-two-rates", "lines[0].taxes[0].subtotals[0].per_unit_amount",
         lambda: bill(taxed(tax(per_unit_amount=Decimal(5))))),
    case("tax-without-base", "lines[0].taxes[0].subtotals[0].taxable_amount",
         lambda: bill(taxed(tax(taxable_amount=None)))),
    case("tax-without-rate", "lines[0].taxes[0].subtotals[0].percent",
         lambda: bill(taxed(tax(percent=None)))),
    case("tax-without-rate", "lines[0].taxes[0].subtotals",
         lambda: bill(taxed(TaxTotal(code="04", name="INC", amount=Decimal("0.00"))))),
    case("tax-without-measure", "lines[0].taxes[0].subtotals[0].base_unit_measure",
         lambda: bill(nominal(base_unit_measure=None))),
    case("tax-without-measure", "lines[0].taxes[0].subtotals[0].base_unit_measure",
         lambda: bill(nominal(unit_code=" "))),
    case("tax-nominal", "lines[0].taxes[0].amount",
         lambda: bill(nominal(amount=Decimal("143.00")))),
    case("tax-not-in-support", "lines[0].taxes", lambda: support(line())),
    case("withholding-not-allowed", "lines[0].withholdings[0].code",
         lambda: support(line("Maíz", 10, 4000, (IVA_5,),
                              withholdings=[TaxRate(code="07", percent="0.966")]))),
    case("withholding-not-allowed", "withholdings[0].code",
         lambda: support(withholdings=(tax("07"),))),
    case("header-rate", "taxes[0].subtotals[0].amount",
         lambda: bill(*[taxed(tax("04", "4001.50"))] * 2)),
    case("header-tax", "taxes[0].amount", lambda: bill(line(), taxes=(tax("04", "4002.01"),))),
    case("header-tax", "withholdings[0].amount",
         lambda: bill(line(withholdings=[TaxRate(code="06", percent=2)]),
                      withholdings=(tax("06", "1002.01"),))),
    case("header-tax-alone", "taxes[0].code",
         lambda: bill(line(), taxes=(tax("01", "9500.00", percent=Decimal(19)),))),
    case("amount-negative", "lines[0].taxes[0].subtotals[0].amount",
         lambda: bill(taxed(tax("04", "-1.00")))),
    case("amount-negative", "lines[0].taxes[0].subtotals[0].taxable_amount",
         lambda: bill(taxed(tax("04", "0.00", taxable_amount=Decimal("-1.00"))))),
    case("amount-negative", "allowance_charges[0].amount",
         lambda: bill(allowance_charges=(charge(amount=Decimal("-100.00")),))),
    case("amount-negative", "prepayments[0].amount",
         lambda: bill(prepayments=(Prepayment(amount=Decimal(-5), paid_on=DAY),))),
    # --- totals ------------------------------------------------------------------------------
    case("discount-above-base", "allowance_charges[0].amount",
         lambda: bill(allowance_charges=(charge(charge=False, base_amount=Decimal("99.00")),))),
    case("percent-range", "allowance_charges[0].percent",
         lambda: bill(allowance_charges=(charge(percent=Decimal(101)),))),
    case("totals", "totals.line_extension",
         lambda: with_totals(line_extension=Decimal("50002.01"))),
    case("totals", "totals.tax_exclusive", lambda: with_totals(tax_exclusive=Decimal("0.00"))),
    case("totals", "totals.tax_inclusive",
         lambda: with_totals(tax_inclusive=Decimal("53997.99"))),
    case("totals", "totals.allowance", lambda: with_totals(allowance=Decimal(10))),
    case("totals", "totals.charge", lambda: with_totals(charge=Decimal(10))),
    case("totals", "totals.prepaid", lambda: with_totals(prepaid=Decimal(10))),
    case("amount-negative", "totals.payable",
         lambda: evolve(bill(gift(taxes=())),
                        totals=evolve(bill(gift(taxes=())).totals, payable=Decimal("-0.01")))),
    case("payable", "totals.payable", lambda: with_totals(payable=Decimal("54002.01"))),
    case("payable", "totals.payable", lambda: with_totals(payable=Decimal("53997.99"))),
    # --- POS ---------------------------------------------------------------------------------
    case("point-of-sale-missing", "point_of_sale", pos, point_of_sale=None),
    *[
        case("pos-value", f"software.{name}", pos, software=evolve(SOFTWARE, **{name: " "}))
        for name in ("name", "maker_name", "maker_company")
    ],
    *[
        case("pos-value", f"point_of_sale.{name}", pos, point_of_sale=evolve(BOX, **{name: ""}))
        for name in ("plate", "place", "cashier", "type", "buyer_points")
    ],
    # --- notes -------------------------------------------------------------------------------
    case("concept-missing", "discrepancy", lambda: credit(discrepancy=None)),
    case("concept-unknown", "discrepancy.code",
         lambda: credit(discrepancy=Discrepancy(code="9"))),
    case("concept-unknown", "discrepancy.code", lambda: debit(discrepancy=Discrepancy(code="5"))),
    case("void-without-reference", "discrepancy.code",
         lambda: without_reference(discrepancy=Discrepancy(code="2"))),
    case("note-without-reference", "references",
         lambda: credit(references=(), customization="20")),
    case("note-without-reference", "references",
         lambda: evolve(dian.credit_note(
             built(support()), number="NS1", at=AT, concept="2"), references=())),
    case("note-with-reference", "references", lambda: credit(customization="22")),
    case("note-references", "references",
         lambda: credit(references=credit().references * 2)),
    case("note-period", "period", lambda: without_reference(period=None)),
    case("note-period", "period", lambda: without_reference(period=Period(start=DAY))),
    case("note-period-order", "period",
         lambda: without_reference(period=Period(start=DAY, end=date(2026, 11, 1)))),
    case("reference-number", "references[0].number", lambda: referring(number=" ")),
    case("reference-code", "references[0].unique_code", lambda: referring(unique_code=None)),
    case("reference-date", "references[0].issue_date", lambda: referring(issue_date=None)),
    case("reference-scheme", "references[0].unique_code",
         lambda: referring(unique_code=evolve(CUFE, scheme="CUFE-SHA256"))),
    case("adjusted-type", "customization",
         lambda: credit(built(pos()), customization="91")),
    case("adjusted-type", "references[0].type_code",
         lambda: referring(credit(built(pos())), type_code="40")),
    # --- events and containers ---------------------------------------------------------------
    case("event-unknown", "response_code", lambda: event(response_code="035")),
    case("event-number", "number", lambda: event(number="A" * 51)),
    case("event-number", "number", lambda: event(number=" ")),
    case("event-code", "reference.unique_code",
         lambda: event(reference=Reference(kind="document", number="SETP990000001"))),
    case("reference-number", "reference.number", lambda: event(reference=None)),
    case("claim-unknown", "claim_code", lambda: event("031", claim_code="05")),
    case("person-missing", "person", lambda: event("030", person=None)),
    case("person-field", "person.family_name",
         lambda: event("032", person=evolve(PERSON, family_name=" "))),
    case("oath-missing", "notes", lambda: event("034", notes=())),
    case("container-field", "answer", lambda: container(answer=None)),
    case("container-field", "parent_code", lambda: container(parent_code=None)),
    case("container-not-validated", "validation_code", lambda: container(validation_code="04")),
]  # fmt: skip

NOTICES = [
    case("reason-length", "allowance_charges[0].reason",
         lambda: bill(allowance_charges=(charge(reason="Propina"),))),
    case("reason-length", "allowance_charges[0].reason",
         lambda: bill(allowance_charges=(charge(reason="x" * 5001),))),
    case("address-incomplete-notice", "customer.address.lines",
         lambda: bill(customer=buyer(address=Address(city_code="11001")))),
    case("left-out", "withholdings", lambda: credit(withholdings=(tax("06", "350.00"),))),
    case("left-out", "withholdings",
         lambda: credit(
             built(bill(line(withholdings=(TaxRate(code="06", percent="3.5"),)))))),
    case("left-out", "prepayments",
         lambda: evolve(credit(), prepayments=(Prepayment(amount=Decimal(1000)),))),
    case("tax-base", "lines[0].taxes[0].subtotals[0].taxable_amount",
         lambda: bill(line(taxes=(TaxRate(code="01", percent=19, base=Decimal(10000)),)))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "make", "changes"), CASES)
def test_what_dian_would_refuse_is_never_written(
    code: str, path: str, make: Make, changes: dict[str, Any]
) -> None:
    """Each problem is told with its place; the same document without it is issued elsewhere."""
    with pytest.raises(errors.RulesBroken) as caught:
        dian.build(make(), **arguments(**changes))

    found = {(problem.code, problem.path) for problem in caught.value.problems}
    assert (code, path) in found


@pytest.mark.parametrize(("code", "path", "make", "changes"), NOTICES)
def test_what_dian_only_notes_is_issued_and_told(
    code: str, path: str, make: Make, changes: dict[str, Any]
) -> None:
    """A notification keeps no document back; it is in `notices`."""
    made = dian.build(make(), **arguments(**changes))

    assert [(code, path, False)] == [
        (notice.code, notice.path, notice.blocking) for notice in made.notices
    ]


GOOD: dict[str, Make] = {
    "bill": bill,
    "bill of a company": lambda: bill(customer=BUYER),
    "bill in dollars": dollars,
    "bill with a gift": lambda: bill(gift(), line()),
    "bill with bags": lambda: bill(nominal()),
    "pos": pos,
    "support": support,
    "credit": credit,
    "credit of a pos document": lambda: credit(built(pos())),
    "credit of a period": without_reference,
    "debit": debit,
    "receipt": lambda: event("030"),
    "claim": lambda: event("031"),
    "tacit acceptance": lambda: event("034"),
    "container": container,
    "answer": lambda: answer("02"),
    "rejection": lambda: answer("04"),
}


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_the_documents_that_the_cases_start_from_are_good(make: Make) -> None:
    """Without the fault, each one is issued and nothing is noted."""
    assert () == dian.build(make(), **arguments()).notices


@pytest.mark.corpus
@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_what_is_built_is_valid_by_the_schema(make: Make, shared: Path) -> None:
    """UBL 2.1 accepts every kind, and its canonical form is what was written."""
    made = dian.build(make(), **arguments())

    assert () == SCHEMAS(shared).validate(made.xml)
    _, _, body = made.xml.partition(b"\n")
    assert etree.tostring(etree.fromstring(made.xml), method="c14n") == body


def test_every_problem_has_a_document_that_shows_it() -> None:
    """A check that nothing breaks is no check."""
    shown = {each.values[0] for each in (*CASES, *NOTICES)}

    assert set(PROBLEMS) == shown


def test_all_problems_are_told_at_once() -> None:
    """One attempt is enough to know everything that is wrong."""
    document = bill(
        evolve(line(), descriptions=()),
        taxed(tax("99")),
        number="SETP1",
        currency="USD",
        payment_means=(PaymentMeans(form="2"),),
    )

    found = broken(document, software=None)

    assert {
        "line-descriptions",
        "tax-unknown",
        "number-outside",
        "exchange-rate-missing",
        "payment-due-date",
        "software-missing",
    } <= set(found)


def test_a_problem_says_what_was_found_and_what_to_do_in_both_languages() -> None:
    """The message names both sides of a difference; the remedy is no repetition of it."""
    problem = broken(with_totals(payable=Decimal("54002.01")))["payable"]

    assert "54002.01" == problem.value
    for language, remedy in (("es", "Corrija"), ("en", "Mend")):
        message = problem.message.in_language(language)
        assert "54002.01" in message
        assert "54000.00" in message
        assert remedy in problem.fix.in_language(language)


def test_the_error_names_the_document_and_every_problem() -> None:
    """What is printed is enough to mend it."""
    with pytest.raises(errors.RulesBroken) as caught:
        dian.build(bill(number="SETP1"), **arguments(software=None))

    assert "SETP1" in str(caught.value)
    assert "[software-missing] software:" in str(caught.value)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_texts_use_only_what_a_problem_knows(code: str) -> None:
    """Both languages fill the same places."""
    wording = PROBLEMS[code]

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert places(wording.es) == places(wording.en)
    assert places(wording.fix_es) == places(wording.fix_en)


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("lines[0].quantity", lambda: sold(quantity=2.0)),
        ("lines[0].unit_price", lambda: sold(unit_price=25000.5)),
        ("lines[0].line_extension", lambda: sold(line_extension=50000.0)),
        ("lines[0].amount", lambda: sold(taxes=(evolve(tax(), amount=4000.0),))),
        (
            "lines[0].reference_price.amount",
            lambda: bill(gift(reference_price=ReferencePrice(amount=2.5)), line()),
        ),  # type: ignore[arg-type]
        ("lines[0].amount", lambda: sold(allowance_charges=(charge(amount=1.5),))),
        ("taxes[0].amount", lambda: bill(taxes=(evolve(tax(), amount=4000.0),))),
        ("totals.line_extension", lambda: with_totals(line_extension=50000.0)),
        ("totals.payable", lambda: with_totals(payable=54000.0)),
    ],
)
def test_a_float_is_refused_with_its_place(field: str, make: Make) -> None:
    """Money is exact: a float cannot hold cents, wherever it stands."""
    with pytest.raises(errors.InexactMoney) as caught:
        dian.build(make(), **arguments())

    assert field == caught.value.field


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e30"])
def test_what_is_no_amount_is_refused_with_its_place(amount: str) -> None:
    """A number that no invoice has never reaches a sum."""
    with pytest.raises(errors.InvalidAmount) as caught:
        dian.build(sold(line_extension=Decimal(amount)), **arguments())

    assert "lines[0].line_extension" == caught.value.field


def test_ten_thousand_lines_are_too_many() -> None:
    """FAV02: the id of a line has four figures."""
    document = bill()
    many = evolve(document, lines=document.lines[:1] * 10_000)

    assert "lines-count" in broken(many)


def test_a_tax_within_two_pesos_is_let_pass() -> None:
    """FAX07 and FAU14 tolerate 2.00 either way: rounding per unit costs that much."""
    for amount in ("3998.00", "4002.00"):
        assert {} == broken(bill(taxed(tax("04", amount))))


def test_a_measure_may_be_that_of_one_unit() -> None:
    """Official examples tell the bags of one unit: 30.00 a bag, two sold, 60.00."""
    part = nominal().taxes[0].subtotals[0]
    each = nominal(base_unit_measure=Decimal(1), amount=part.amount)

    assert {} == broken(bill(each))


def test_ibua_is_counted_per_hundred_millilitres() -> None:
    """35 per 100 ml of 25000 ml is 8750, in the line and in its check."""
    found = line(taxes=(TaxRate(code="34", per_unit_amount=35, measure=25000),))
    wrong = evolve(found.taxes[0], amount=Decimal("87500.00"))

    assert Decimal("8750.00") == found.taxes[0].amount
    assert {} == broken(bill(found))
    assert "tax-sum" in broken(bill(evolve(found, taxes=(wrong,))))


def test_a_zero_tax_of_the_header_is_no_problem() -> None:
    """Reference examples write INC 0.00 where no line has any."""
    nothing = TaxTotal(code="01", name="IVA", amount=Decimal("0.00"))

    assert {} == broken(bill(line(), taxes=(*bill(line()).taxes, nothing)))
