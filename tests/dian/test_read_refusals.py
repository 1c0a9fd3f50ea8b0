# SPDX-License-Identifier: MIT
"""What `dian.read` refuses, with which code and path, and what a lenient reading makes of it."""

from __future__ import annotations

import pickle
from datetime import date, time
from decimal import Decimal

import pytest

from dian.changes import canonical
from dian.documents import attached, event, invoice, note_parts
from dian.pieces import (
    allowance,
    dian_block,
    extensions,
    identification,
    line,
    money,
    tag,
    tax_total,
    totals,
    write,
)
from loggro_integration import dian, errors
from loggro_integration.models import ApplicationResponse, AttachedDocument, Invoice, Party

SUBTOTAL = "/Invoice/TaxTotal/TaxSubtotal"


def bad(**changes: str) -> bytes:
    return write("Invoice", invoice() | changes)


def refusal(data: bytes) -> errors.NotADianDocument:
    with pytest.raises(errors.NotADianDocument) as caught:
        dian.read(data)
    return caught.value


def without(name: str, element: str) -> dict[str, str]:
    """Return the part without its first element of that name."""
    part = invoice()[name]
    start = part.index(f"<{element}")
    end = part.index(f"</{element}>") + len(element) + 3
    return {name: part[:start] + part[end:]}


def twice(name: str, element: str) -> dict[str, str]:
    """Return the part with its first element of that name written twice."""
    part = invoice()[name]
    start = part.index(f"<{element}")
    end = part.index(f"</{element}>") + len(element) + 3
    return {name: part[:end] + part[start:]}


@pytest.mark.parametrize(
    "written", ["diez", "1e5", "NaN", "Infinity", "1_000", "1,5", "1.2.3", "١٢", "9" * 19, "--1"]
)
def test_an_amount_that_is_no_plain_number_is_refused(written: str) -> None:
    """Python would take exponents, underscores, NaN and other digits: the reader does not."""
    error = refusal(bad(totals=totals(Payable=written)))

    assert "unreadable-amount" == error.code
    assert f"/Invoice/LegalMonetaryTotal/PayableAmount: {written!r} is not an amount." == (
        error.message
    )
    assert error.hint is not None
    assert "lenient" in error.hint.es


@pytest.mark.parametrize(
    ("changes", "code", "path", "value"),
    [
        ({"date": tag("cbc:IssueDate", "202-08-18")}, "unreadable-date", "IssueDate", "202-08-18"),
        ({"date": tag("cbc:IssueDate", "2026-2-3")}, "unreadable-date", "IssueDate", "2026-2-3"),
        ({"date": tag("cbc:IssueDate", "2026-02-30")}, "unreadable-date", "IssueDate", "2026-02-"),
        ({"date": tag("cbc:IssueDate", "hoy")}, "unreadable-date", "IssueDate", "hoy"),
        ({"time": tag("cbc:IssueTime", "8pm")}, "unreadable-time", "IssueTime", "8pm"),
        ({"time": tag("cbc:IssueTime", "25:00:00")}, "unreadable-time", "IssueTime", "25:00:00"),
        (
            {"tip": allowance("quizás", "1.00", "03", "Propina voluntaria")},
            "unreadable-flag",
            "AllowanceCharge[2]/ChargeIndicator",
            "quizás",
        ),
        (
            {"line": line(quantity=tag("cbc:InvoicedQuantity", "dos"))},
            "unreadable-amount",
            "InvoiceLine[1]/InvoicedQuantity",
            "dos",
        ),
        (
            {"line": line(free=tag("cbc:FreeOfChargeIndicator", "no"))},
            "unreadable-flag",
            "InvoiceLine[1]/FreeOfChargeIndicator",
            "no",
        ),
    ],
)  # fmt: skip
def test_an_unreadable_value_is_refused_with_its_path(
    changes: dict[str, str], code: str, path: str, value: str
) -> None:
    """The message names the element and what it holds; the error survives pickling."""
    error = pickle.loads(pickle.dumps(refusal(bad(**changes))))

    assert code == error.code
    assert error.message.startswith(f"/Invoice/{path}: '{value}")
    assert " is not " in error.message


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"number": ""}, "ID"),
        ({"number": tag("cbc:ID", " ")}, "ID"),
        ({"date": ""}, "IssueDate"),
        ({"time": ""}, "IssueTime"),
        ({"type": ""}, "InvoiceTypeCode"),
        ({"supplier": ""}, "AccountingSupplierParty"),
        ({"customer": ""}, "AccountingCustomerParty"),
        ({"totals": ""}, "LegalMonetaryTotal"),
        ({"line": "", "gift": ""}, "InvoiceLine"),
        ({"totals": totals(Payable="")}, "LegalMonetaryTotal/PayableAmount"),
        ({"totals": totals(LineExtension="")}, "LegalMonetaryTotal/LineExtensionAmount"),
        ({"totals": totals(TaxExclusive="")}, "LegalMonetaryTotal/TaxExclusiveAmount"),
        ({"totals": totals(TaxInclusive="")}, "LegalMonetaryTotal/TaxInclusiveAmount"),
        ({"line": line(id="")}, "InvoiceLine[1]/ID"),
        ({"line": line(quantity="")}, "InvoiceLine[1]/InvoicedQuantity"),
        ({"line": line(extension="")}, "InvoiceLine[1]/LineExtensionAmount"),
        ({"line": line(price="")}, "InvoiceLine[1]/Price/PriceAmount"),
        (without("inc", "cbc:TaxAmount"), "TaxTotal[1]/TaxAmount"),
        (
            {"inc": tax_total("1.00", tag("cac:TaxSubtotal", money("TaxableAmount", "1")))},
            "TaxTotal[1]/TaxSubtotal/TaxAmount",
        ),
        (without("tip", "cbc:ChargeIndicator"), "AllowanceCharge[2]/ChargeIndicator"),
        (without("tip", "cbc:Amount"), "AllowanceCharge[2]/Amount"),
        (without("prepaid", "cbc:PaidAmount"), "PrepaidPayment/PaidAmount"),
        (without("rate", "cbc:CalculationRate"), "PaymentExchangeRate/CalculationRate"),
        (without("rate", "cbc:SourceCurrencyCode"), "PaymentExchangeRate/SourceCurrencyCode"),
        (without("rate", "cbc:TargetCurrencyCode"), "PaymentExchangeRate/TargetCurrencyCode"),
        (without("billing", "cbc:ID"), "BillingReference/InvoiceDocumentReference/ID"),
    ],
)  # fmt: skip
def test_a_missing_part_is_refused_with_its_path(changes: dict[str, str], path: str) -> None:
    """Whatever a fiscal document cannot do without is asked for by its path."""
    error = refusal(bad(**changes))

    assert ("missing-element", f"/Invoice/{path}: This element is missing.") == (
        error.code,
        error.message,
    )


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        (without("order", "cbc:ID"), "OrderReference/ID"),
        ({"order": tag("cac:OrderReference", tag("cbc:ID", " "))}, "OrderReference/ID"),
        (without("payment", "cbc:ID"), "PaymentMeans/ID"),
    ],
)
def test_what_takes_nothing_from_what_is_owed_is_reported(
    changes: dict[str, str], path: str
) -> None:
    """An empty number of an order opens strictly too, and is written back empty."""
    data = bad(**changes)

    document = dian.read(data)

    assert [("missing-element", f"/Invoice/{path}", False)] == [
        (each.code, each.path, each.blocking) for each in document.problems
    ]
    assert canonical(data) == canonical(dian.write(document))


@pytest.mark.parametrize(
    ("name", "again", "path", "value"),
    [
        ("number", tag("cbc:ID", "FE46"), "ID[2]", "FE46"),
        ("code", tag("cbc:UUID", "00"), "UUID[2]", "00"),
        ("date", tag("cbc:IssueDate", "2026-01-01"), "IssueDate[2]", "2026-01-01"),
        ("time", tag("cbc:IssueTime", "10:00:00"), "IssueTime[2]", "10:00:00"),
        ("supplier", tag("cac:AccountingSupplierParty"), "AccountingSupplierParty[2]", ""),
        ("totals", totals(), "LegalMonetaryTotal[2]", ""),
        ("extensions", extensions(dian_block()), "", ""),
    ],
)
def test_an_element_that_stands_twice_is_refused(
    name: str, again: str, path: str, value: str
) -> None:
    """Two numbers, two totals: nobody knows which counts, so neither does."""
    error = refusal(bad(**{name: invoice()[name] + again}))

    assert "repeated-element" == error.code
    assert path in error.message


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"totals": totals(Payable="1.00").replace(
            "</cac:L", money("PayableAmount", "2.00") + "</cac:L")},
         "LegalMonetaryTotal/PayableAmount[2]"),
        ({"line": line(second=tag("cbc:ID", "9"))}, "InvoiceLine[1]/ID[2]"),
        ({"line": line(item=tag("cac:Item", *(
            tag("cac:StandardItemIdentification", tag("cbc:ID", code)) for code in "ab")))},
         "InvoiceLine[1]/Item/StandardItemIdentification[2]/ID"),
        (twice("tip", "cbc:ChargeIndicator"), "AllowanceCharge[2]/ChargeIndicator[2]"),
        (twice("customer", "cbc:TaxLevelCode"),
         "AccountingCustomerParty/Party/PartyTaxScheme/TaxLevelCode[2]"),
        (twice("customer", "cbc:CompanyID"),
         "AccountingCustomerParty/Party/PartyTaxScheme/CompanyID[2]"),
        (twice("count", "cbc:LineCountNumeric"), "LineCountNumeric[2]"),
    ],
)  # fmt: skip
def test_a_value_inside_that_stands_twice_is_refused(changes: dict[str, str], path: str) -> None:
    """The rule holds at every depth."""
    error = refusal(bad(**changes))

    assert ("repeated-element", f"/Invoice/{path}: This element is repeated.") == (
        error.code,
        error.message,
    )


def test_the_same_value_twice_is_no_contradiction() -> None:
    """A prefix that is one letter and stands twice says the same thing twice."""
    document = dian.read(bad(environment=invoice()["environment"] * 2))

    assert "2" == document.environment


def test_the_number_of_faults_is_told() -> None:
    """The first fault is named and the rest are counted."""
    error = refusal(bad(number="", date="", totals=totals(Payable="x")))

    assert error.message.endswith("(and 2 more)")


def test_a_flood_of_faults_is_counted_not_kept() -> None:
    """Thousands of faults give a hundred problems: a hostile file stays cheap to read."""
    flood = line(price="") * 2000

    error = refusal(bad(line=flood))
    document = dian.read(bad(line=flood, count=tag("cbc:LineCountNumeric", "x")), trust="lenient")

    assert error.message.endswith("(and 1999 more)")
    assert [False] + [True] * 100 == [each.blocking for each in document.problems]
    assert "/Invoice/InvoiceLine[100]/Price/PriceAmount" == document.problems[-1].path


def test_an_attached_document_with_two_documents_is_refused() -> None:
    """Two contents in one attachment: nobody knows which one the container vouches for."""
    parts = attached(b"<a/>", b"<b/>")

    error = refusal(write("AttachedDocument", parts | {"second": parts["attachment"]}))

    assert "repeated-element" == error.code


@pytest.mark.parametrize(
    ("kind", "parts", "path"),
    [
        ("CreditNote", note_parts("CreditNote") | {"type": ""}, "CreditNoteTypeCode"),
        (
            "CreditNote",
            note_parts("CreditNote")
            | {"discrepancy": tag("cac:DiscrepancyResponse", tag("cbc:Description", "x"))},
            "DiscrepancyResponse/ResponseCode",
        ),
        ("DebitNote", note_parts("DebitNote") | {"totals": ""}, "RequestedMonetaryTotal"),
        ("DebitNote", note_parts("DebitNote") | {"line": line("CreditNote")}, "DebitNoteLine"),
        ("ApplicationResponse", event() | {"sender": ""}, "SenderParty"),
        (
            "ApplicationResponse",
            event() | {"response": ""},
            "DocumentResponse/Response/ResponseCode",
        ),
        ("AttachedDocument", attached(b"", b"") | {"receiver": ""}, "ReceiverParty"),
    ],
)
def test_each_kind_asks_for_its_own_parts(kind: str, parts: dict[str, str], path: str) -> None:
    """The mandatory parts of notes, events and containers are asked for too."""
    assert f"/{kind}/{path}: This element is missing." == refusal(write(kind, parts)).message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<Invoice/>", "foreign-root"),
        (b"<html><body>404</body></html>", "foreign-root"),
        (
            b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
            "foreign-root",
        ),
    ],
)
def test_a_foreign_root_is_refused(data: bytes, code: str) -> None:
    """Well-formed XML that is none of DIAN's documents has its own code."""
    assert code == refusal(data).code


@pytest.mark.parametrize("data", [b"", b"{}", b"<Invoice", "<Invoice/>".encode("utf-16")])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    """The hardened door is the only way in."""
    with pytest.raises(errors.XmlRefused):
        dian.read(data)


def test_text_is_not_bytes() -> None:
    """Decoded text has lost its encoding: it is refused as an argument."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.read("<Invoice/>")  # type: ignore[arg-type]

    assert "data" == caught.value.field


def test_the_trust_is_one_of_two() -> None:
    """A misspelt trust is refused before anything is read."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.read(b"", trust="blind")  # type: ignore[arg-type]

    assert ("trust", "blind") == (caught.value.field, caught.value.value)


def test_a_lenient_reading_opens_what_a_strict_one_refuses() -> None:
    """Each hole is filled with a neutral value and named; the rest is read as ever."""
    document = dian.read(
        bad(
            number="",
            date=tag("cbc:IssueDate", "hoy"),
            time="",
            supplier="",
            totals=totals(Payable="diez"),
            line=line(price="", quantity=tag("cbc:InvoicedQuantity", "dos", unitCode="94")),
        ),
        trust="lenient",
    )

    assert isinstance(document, Invoice)
    assert ("", date.min, time.min, Party()) == (
        document.number,
        document.issue_date,
        document.issue_time,
        document.supplier,
    )
    assert (Decimal("0.00"), Decimal("45000.00")) == (
        document.totals.payable,
        document.totals.line_extension,
    )
    assert (Decimal("0.00"), Decimal("0.00")) == (
        document.lines[0].quantity,
        document.lines[0].unit_price,
    )
    assert [
        ("unreadable-date", "/Invoice/IssueDate", "hoy"),
        ("unreadable-amount", "/Invoice/LegalMonetaryTotal/PayableAmount", "diez"),
        ("unreadable-amount", "/Invoice/InvoiceLine[1]/InvoicedQuantity", "dos"),
        ("missing-element", "/Invoice/InvoiceLine[1]/Price/PriceAmount", None),
        ("missing-element", "/Invoice/ID", None),
        ("missing-element", "/Invoice/IssueTime", None),
        ("missing-element", "/Invoice/AccountingSupplierParty", None),
    ] == [(each.code, each.path, each.value) for each in document.problems]


def test_a_lenient_reading_of_an_empty_document_opens_each_kind() -> None:
    """Nothing but the root is enough to open, and everything missing is named."""
    found = {
        kind: dian.read(write(kind, {}), trust="lenient")
        for kind in (
            "Invoice",
            "CreditNote",
            "DebitNote",
            "ApplicationResponse",
            "AttachedDocument",
        )
    }

    assert {
        "Invoice": 8, "CreditNote": 8, "DebitNote": 7,
        "ApplicationResponse": 6, "AttachedDocument": 5,
    } == {kind: len(document.problems) for kind, document in found.items()}  # fmt: skip


def test_a_lenient_reading_fills_an_unreadable_tax() -> None:
    """A rate whose amount is no number stands as zero; an empty one is missing."""
    rates = invoice()["inc"].replace("3600.00", "x", 2)

    document = dian.read(bad(inc=rates), trust="lenient")

    assert isinstance(document, Invoice)
    assert Decimal("0.00") == document.taxes[0].subtotals[0].amount == document.taxes[0].amount
    assert ["unreadable-amount"] * 2 == [each.code for each in document.problems]


def test_empty_mandatory_elements_are_missing() -> None:
    """An element without text says nothing: its place is asked for."""
    parts = {
        "tip": invoice()["tip"].replace(">true<", "><"),
        "time": tag("cbc:IssueTime", ""),
        "line": line(id=tag("cbc:ID", "", schemeID="1"), note=tag("cbc:Note", "")),
    }

    problems = dian.read(bad(**parts), trust="lenient").problems

    assert [
        "/Invoice/AllowanceCharge[2]/ChargeIndicator",
        "/Invoice/InvoiceLine[1]/ID",
        "/Invoice/IssueTime",
    ] == [each.path for each in problems]


def test_a_lenient_reading_keeps_the_first_of_two() -> None:
    """What stands twice is read once, and said."""
    document = dian.read(bad(number=tag("cbc:ID", "FE1") + tag("cbc:ID", "FE2")), trust="lenient")

    assert "FE1" == document.number
    assert ["repeated-element"] == [each.code for each in document.problems]


def test_problems_are_told_in_both_languages() -> None:
    """A person reads what is wrong and what to do in Spanish or English."""
    (problem,) = dian.read(bad(totals=totals(Payable="diez")), trust="lenient").problems

    assert "«diez» no es un valor." == problem.message.es
    assert "'diez' is not an amount." == problem.message.en
    assert "original" in problem.fix.es


def test_a_long_value_is_cut_in_the_message() -> None:
    """A hostile document cannot make a hostile log line."""
    error = refusal(bad(totals=totals(Payable="x" * 5000)))

    assert len(error.message) < 200


@pytest.mark.parametrize(
    "document",
    [
        dian.read(write("ApplicationResponse", event())),
        dian.read(write("AttachedDocument", attached(b"<a/>", b"<b/>"))),
    ],
)
def test_problems_do_not_change_equality(
    document: ApplicationResponse | AttachedDocument,
) -> None:
    """Two readings of the same values are equal, whatever else was found."""
    kind = type(document).__name__
    parts = event() if kind == "ApplicationResponse" else attached(b"<a/>", b"<b/>")
    noted = parts | {"number": parts["number"] + tag("cbc:ID", "OTRO")}

    again = dian.read(write(kind, noted), trust="lenient")

    assert document == again
    assert again.problems


def test_a_party_without_tax_data_is_read() -> None:
    """Nobody is made up where a party names none."""
    party = tag("cac:AccountingCustomerParty", tag("cac:Party", identification("cbc:Note", "x")))

    document = dian.read(bad(customer=party))

    assert isinstance(document, Invoice)
    assert Party() == document.customer
