# SPDX-License-Identifier: MIT
"""What `dian.read` makes of odd forms, absent parts, notes, events and containers."""

from __future__ import annotations

from datetime import date, time, timedelta, timezone
from decimal import Decimal

import pytest

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import SHA, identification, line, money, subtotal, tag, tax_total, write
from loggro_integration import dian
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    Discrepancy,
    Identification,
    Invoice,
    Party,
    Person,
    Prepayment,
    Reference,
    ResponseLine,
    TaxTotal,
    WrittenCode,
)

CUFE = WrittenCode(scheme="CUFE-SHA384", value=SHA)
CEDULA = Identification(number="1020304050", type_code="13")


def read_invoice(**changes: str) -> Invoice:
    document = dian.read(write("Invoice", invoice() | changes))
    assert isinstance(document, Invoice)
    return document


def test_a_document_may_lack_all_that_is_optional() -> None:
    """What is absent is `None` or empty, never a made-up value."""
    needed = ("number", "date", "time", "type", "supplier", "customer", "totals", "line")
    parts = {name: part for name, part in invoice().items() if name in needed}

    document = dian.read(write("Invoice", parts))

    assert isinstance(document, Invoice)
    assert ((), (), None, None, None, None) == (
        document.taxes,
        document.extensions,
        document.unique_code,
        document.environment,
        document.software,
        document.line_count,
    )


def test_empty_elements_are_absent() -> None:
    """An empty optional element, as ``PaidDate`` in official examples, says nothing."""
    document = read_invoice(
        prepaid=tag(
            "cac:PrepaidPayment", money("PaidAmount", "1.00"), tag("cbc:PaidDate", ""),
            tag("cbc:ID", "  "), tag("cbc:ReceivedDate", " "),
        ),
        count=tag("cbc:LineCountNumeric", ""),
        due=tag("cbc:DueDate", ""),
        code=tag("cbc:UUID", ""),
        note=tag("cbc:Note", "") + tag("cbc:Note", " uno ") + tag("cbc:Note", "dos"),
        totals=tag("cac:LegalMonetaryTotal", *(
            money(name, amount) for name, amount in (
                ("LineExtensionAmount", "1"), ("TaxExclusiveAmount", "1"),
                ("TaxInclusiveAmount", "1"), ("PayableAmount", "1"), ("ChargeTotalAmount", ""),
            )
        )),
    )  # fmt: skip

    assert (Prepayment(amount=Decimal("1.00")),) == document.prepayments
    assert (None, None, None, ("uno", "dos")) == (
        document.line_count,
        document.due_date,
        document.unique_code,
        document.notes,
    )
    assert document.totals.charge is None


def test_a_comment_never_cuts_a_value_short() -> None:
    """What stands around a comment is one text, as it is for the canonical form."""
    document = read_invoice(
        number="<cbc:ID>FE<!-- x -->45</cbc:ID>",
        totals=invoice()["totals"].replace("52160.00", "521<!-- y -->60.00"),
    )

    assert ("FE45", Decimal("52160.00")) == (document.number, document.totals.payable)


def test_cdata_and_character_references_are_text() -> None:
    """A value split between CDATA and references is read whole."""
    document = read_invoice(number="<cbc:ID><![CDATA[F]]>E&#52;<![CDATA[5]]></cbc:ID>")

    assert "FE45" == document.number


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+5", "5"),
        (".50", "0.50"),
        ("7.", "7"),
        (" 8.10 ", "8.10"),
        ("-3.00", "-3.00"),
        ("0.0000001", "1E-7"),
    ],
)
def test_every_form_of_a_decimal_number_is_read(written: str, expected: str) -> None:
    """The forms of ``xsd:decimal`` are amounts; sign and zeros stay."""
    document = read_invoice(rate="", totals=invoice()["totals"].replace("4500.00", written))

    assert Decimal(expected) == document.totals.charge
    assert expected == str(document.totals.charge)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20:15:32-05:00", time(20, 15, 32)),
        ("20:15:32", time(20, 15, 32)),
        ("20:15:32.5-05:00", time(20, 15, 32, 500_000)),
        ("20:15:32.123456789-05:00", time(20, 15, 32, 123_456)),
        ("01:15:32Z", time(1, 15, 32, tzinfo=timezone.utc)),  # noqa: UP017 (what it parses to)
        ("20:15:32-04:00", time(20, 15, 32, tzinfo=timezone(-timedelta(hours=4)))),
    ],
)
def test_times_are_clock_times_of_bogota(written: str, expected: time) -> None:
    """Only an offset other than Bogotá's stays with the time; the text stays as written."""
    document = read_invoice(time=tag("cbc:IssueTime", written))

    assert (expected, written) == (document.issue_time, document.issue_time_text)


def test_a_date_may_carry_an_offset() -> None:
    """``xsd:date`` allows it: the calendar date counts."""
    assert date(2026, 11, 20) == read_invoice(date=tag("cbc:IssueDate", "2026-11-20Z")).issue_date


def test_a_date_that_only_informs_is_reported() -> None:
    """An official note refers to a document of ``202-08-18``: it is read, and said so."""
    document = read_invoice(
        billing=tag(
            "cac:BillingReference",
            tag(
                "cac:InvoiceDocumentReference",
                tag("cbc:ID", "FE1"),
                tag("cbc:IssueDate", "202-08-18"),
            ),
        ),
        count=tag("cbc:LineCountNumeric", "dos"),
    )

    assert [
        ("unreadable-number", "/Invoice/LineCountNumeric", "dos", False),
        (
            "unreadable-date",
            "/Invoice/BillingReference/InvoiceDocumentReference/IssueDate",
            "202-08-18",
            False,
        ),
    ] == [(each.code, each.path, each.value, each.blocking) for each in document.problems]
    assert document.references[1].issue_date is None


def test_a_total_that_mixes_taxes_says_so() -> None:
    """The first rate names the total; another code stays with its own rate."""
    mixed = tax_total(
        "9.00", subtotal("04", "INC", "50", "4.00", "8"), subtotal("01", "IVA", "25", "5.00", "19")
    )

    (total,) = read_invoice(inc=mixed, bags="").taxes

    assert ("04", "INC") == (total.code, total.name)
    assert [(None, None), ("01", "IVA")] == [(part.code, part.name) for part in total.subtotals]


def test_a_total_without_rates_is_read() -> None:
    """Old documents write a bare amount of zero: no code is made up for it."""
    (total,) = read_invoice(inc=tax_total("0.00"), bags="").taxes

    assert TaxTotal(code="", name="", amount=Decimal("0.00")) == total


def test_only_the_first_of_several_counts_where_ubl_allows_several() -> None:
    """Second price, period, terms, item brand and tax scheme are passed over, as XPath [1] does."""
    twice = {
        name: invoice()[name] + invoice()[name].replace("2026", "2025").replace("CIF", "FOB")
        for name in ("period", "terms")
    }
    price = tag(
        "cac:PricingReference",
        *(
            tag("cac:AlternativeConditionPrice", money("PriceAmount", amount))
            for amount in ("7.00", "8.00")
        ),
    )

    document = read_invoice(line=line(price_reference=price), **twice)

    assert date(2026, 11, 1) == (document.period and document.period.start)
    assert "CIF" == (document.delivery_terms and document.delivery_terms.code)
    assert Decimal("7.00") == (
        document.lines[0].reference_price and document.lines[0].reference_price.amount
    )


def test_an_invoice_has_no_discrepancy() -> None:
    """A note's reason in an invoice is passed over: the XSD has no place for it there."""
    document = read_invoice(
        discrepancy=tag("cac:DiscrepancyResponse", tag("cbc:ResponseCode", "2"))
    )

    assert not hasattr(document, "discrepancy")


def test_a_credit_note_is_read() -> None:
    """Its reason, its reference and its quantity stand in elements of its own."""
    document = dian.read(write("CreditNote", note_parts("CreditNote")))

    assert isinstance(document, CreditNote)
    assert "91" == document.type_code
    assert Discrepancy(code="2", description="Anulación", reference="FE45") == document.discrepancy
    assert (Reference(kind="invoice", number="FE45", unique_code=CUFE),) == document.references
    assert Decimal("2.000") == document.lines[0].quantity
    assert (None, "3f0c45ab") == (
        document.numbering,
        document.software and document.software.id,
    )


@pytest.mark.parametrize(
    ("profile", "type_code"),
    [
        ("DIAN 2.1: Nota Débito de Factura Electrónica de Venta", "92"),
        ("DIAN 2.1: Nota de ajuste débito al documento equivalente", "93"),
    ],
)
def test_a_debit_note_is_read(profile: str, type_code: str) -> None:
    """UBL gives it no type code: the profile tells an adjustment of a POS document apart."""
    parts = note_parts("DebitNote") | {"profile": tag("cbc:ProfileID", profile)}

    document = dian.read(write("DebitNote", parts))

    assert isinstance(document, DebitNote)
    assert (type_code, Decimal("48600.00")) == (document.type_code, document.totals.payable)
    assert Decimal("2.000") == document.lines[0].quantity


def test_a_misplaced_quantity_and_type_are_read() -> None:
    """DIAN's own adjustment note writes both in elements of another name."""
    parts = note_parts("CreditNote") | {
        "type": tag("cbc:InvoiceTypeCode", "95"),
        "line": line("CreditNote", quantity=tag("cbc:CreditNoteLine", "2.0", unitCode="NT")),
    }

    document = dian.read(write("CreditNote", parts))

    assert isinstance(document, CreditNote)
    assert ("95", Decimal("2.0"), "NT") == (
        document.type_code,
        document.lines[0].quantity,
        document.lines[0].unit_code,
    )


def test_an_event_is_read() -> None:
    """Sender, receiver, the event with its reason, the document, who received, and the lines."""
    document = dian.read(write("ApplicationResponse", event("031")))

    assert isinstance(document, ApplicationResponse)
    assert ("031", "02", "Mercancía no entregada", "Acuse de recibo") == (
        document.response_code,
        document.claim_code,
        document.claim_text,
        document.description,
    )
    assert ("Maíz y Fuego SAS", "La Arepera de la 45") == (
        document.sender.name,
        document.receiver.name,
    )
    assert (
        Reference(kind="document", number="FE45", unique_code=CUFE, type_code="01")
        == document.reference
    )
    assert (
        Person(
            first_name="Lucía",
            family_name="Peña",
            identification=CEDULA,
            job_title="Bodeguera",
            department="Compras",
        )
        == document.person
    )
    assert (
        ResponseLine(code="0000", description="Autorizada"),
        ResponseLine(description="Regla: FAJ43b, Notificación: x"),
    ) == document.lines


def test_the_first_response_of_an_answer_counts() -> None:
    """A second response or document in the same answer changes nothing."""
    parts = event()
    again = parts["response"].replace("030", "033").replace("FE45", "FE46")

    document = dian.read(write("ApplicationResponse", parts | {"again": again}))

    assert isinstance(document, ApplicationResponse)
    assert ("030", "FE45") == (
        document.response_code,
        document.reference and document.reference.number,
    )


def test_an_attached_document_gives_its_documents() -> None:
    """The signed document and the answer inside are bytes to read in turn."""
    inner = write("Invoice", invoice())
    answer = write("ApplicationResponse", event("02"))

    document = dian.read(write("AttachedDocument", attached(inner.strip(), answer.strip())))

    assert isinstance(document, AttachedDocument)
    assert ("FE45", CUFE, date(2026, 11, 20), "02", date(2026, 11, 20)) == (
        document.parent_number,
        document.parent_code,
        document.parent_date,
        document.validation_code,
        document.validated_on,
    )
    assert document.document is not None
    assert document.answer is not None
    assert read_invoice() == dian.read(document.document)
    assert "02" == dian.read(document.answer).response_code  # type: ignore[union-attr]


def test_an_attached_document_may_be_empty() -> None:
    """A container without its documents is read; there is nothing inside."""
    parts = attached(b"", b"") | {"line": ""}

    document = dian.read(write("AttachedDocument", parts))

    assert isinstance(document, AttachedDocument)
    assert (None, None, None) == (document.document, document.answer, document.parent_code)


def test_an_identification_without_number_is_absent() -> None:
    """An empty ``CompanyID`` identifies nobody."""
    party = tag(
        "cac:AccountingCustomerParty",
        tag("cac:Party", tag("cac:PartyTaxScheme", identification("cbc:CompanyID", ""))),
    )

    assert Party() == read_invoice(customer=party).customer
