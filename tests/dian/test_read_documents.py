# SPDX-License-Identifier: MIT
"""What `dian.read` makes of documents written here: every element it knows, every kind."""

from __future__ import annotations

from datetime import date, time, timedelta, timezone
from decimal import Decimal

import pytest

from dian.documents import (
    BLOCKS,
    OLD_STS,
    SHA,
    attached,
    dian_block,
    event,
    extensions,
    identification,
    invoice,
    line,
    money,
    note_parts,
    subtotal,
    tag,
    tax_total,
    write,
)
from loggro_integration import dian
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    ApplicationResponse,
    AttachedDocument,
    Contact,
    CreditNote,
    DebitNote,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    ExchangeRate,
    Identification,
    Invoice,
    ItemCode,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    Period,
    Person,
    Prepayment,
    Reference,
    ReferencePrice,
    ResponseLine,
    Shareholder,
    Software,
    TaxSubtotal,
    TaxTotal,
    Totals,
    WrittenCode,
)

CUFE = WrittenCode(scheme="CUFE-SHA384", value=SHA)
PLACE = Address(
    city_code="11001",
    city_name="Bogotá, D.c.",
    postal_zone="110231",
    department_name="Bogotá",
    department_code="11",
    lines=("Calle 45 # 13-20", "Local 3"),
    country_code="CO",
    country_name="Colombia",
)
NIT = Identification(number="900555111", type_code="31", check_digit="6")
OTHER_NIT = Identification(number="900777222", type_code="31")
CEDULA = Identification(number="1020304050", type_code="13")
INC = TaxTotal(
    code="04",
    name="INC",
    amount=Decimal("3600.00"),
    subtotals=(
        TaxSubtotal(
            amount=Decimal("3600.00"), taxable_amount=Decimal("45000.00"), percent=Decimal("8.00")
        ),
    ),
)
BAGS = TaxTotal(
    code="22",
    name="Bolsas",
    amount=Decimal("60.00"),
    subtotals=(
        TaxSubtotal(
            amount=Decimal("60.00"),
            base_unit_measure=Decimal("1"),
            unit_code="94",
            per_unit_amount=Decimal("60.00"),
        ),
    ),
)
WITHHOLDING = TaxTotal(
    code="06",
    name="ReteRenta",
    amount=Decimal("1.00"),
    subtotals=(
        TaxSubtotal(
            amount=Decimal("1.00"), taxable_amount=Decimal("40.00"), percent=Decimal("2.50")
        ),
    ),
)


def read_invoice(**changes: str) -> Invoice:
    document = dian.read(write("Invoice", invoice() | changes))
    assert isinstance(document, Invoice)
    return document


def test_the_header_is_read() -> None:
    """Every single value of the header arrives as its type."""
    document = read_invoice()

    expected = {
        "number": "FE45",
        "issue_date": date(2026, 11, 20),
        "issue_time": time(20, 15, 32),
        "issue_time_text": "20:15:32-05:00",
        "type_code": "01",
        "currency": "COP",
        "customization": "10",
        "profile": "DIAN 2.1: Factura Electrónica de Venta",
        "environment": "2",
        "unique_code": CUFE,
        "due_date": date(2026, 12, 20),
        "tax_point_date": date(2026, 11, 20),
        "notes": ("Gracias por su visita",),
        "line_count": 2,
        "period": Period(start=date(2026, 11, 1), end=date(2026, 11, 30)),
        "representative": Identification(number="900777222", type_code="31", check_digit="8"),
        "representative_name": "Contadores de la 45",
        "qr_code": "https://catalogo-vpfe-hab.dian.gov.co/x",
        "problems": (),
    }
    assert expected == {name: getattr(document, name) for name in expected}


def test_the_supplier_is_read() -> None:
    """Names, activities, both addresses, tax data, consortium and contact have their place."""
    expected = Party(
        name="La Arepera de la 45 SAS",
        identification=NIT,
        trade_name="La Arepera",
        other_names=("Arepas de la 45",),
        organization_type="1",
        responsibilities=("O-13", "O-15"),
        tax_regime="48",
        tax_scheme="ZA",
        tax_scheme_name="IVA e INC",
        address=PLACE,
        registration_address=PLACE,
        contact=Contact(
            name="Caja",
            telephone="6015550145",
            fax="6015550146",
            email="caja@arepera.example",
            note="De 7 a 22",
        ),
        invoice_prefix="FE",
        registration_number="0045",
        activity_codes=("5611", "5613"),
        legal_name="La Arepera de la 45 SAS",
        legal_identification=NIT,
        shareholders=(
            Shareholder(
                name="Maíz y Fuego SAS",
                identification=OTHER_NIT,
                percent=Decimal("25.50"),
                responsibilities=("O-13",),
                tax_scheme="01",
            ),
        ),
    )

    assert expected == read_invoice().supplier


def test_the_customer_is_read() -> None:
    """A natural person keeps the document, the first name and the regime 49."""
    expected = Party(
        name="Lucía Peña",
        identification=CEDULA,
        organization_type="2",
        responsibilities=("R-99-PN",),
        tax_regime="49",
        tax_scheme="ZZ",
        tax_scheme_name="No aplica",
        personal_identification=CEDULA,
        person=Person(first_name="Lucía"),
    )

    assert expected == read_invoice().customer


def test_a_line_is_read_with_its_discount_and_tax() -> None:
    """Numbers keep the zeros they are written with."""
    expected = Line(
        id="1",
        income_of="0",
        notes=("Sin ají",),
        quantity=Decimal("2.000"),
        unit_code="94",
        line_extension=Decimal("45000.00"),
        free_of_charge=False,
        allowance_charges=(
            AllowanceCharge(
                id="1",
                charge=False,
                reason_code="00",
                reason="Martes de arepa",
                percent=Decimal("10.00"),
                amount=Decimal("5000.00"),
                base_amount=Decimal("50000.00"),
            ),
        ),
        taxes=(INC,),
        descriptions=("Arepa de choclo",),
        seller_item_id="ARE-1",
        standard_item=ItemCode(value="ARE-1", scheme="999", scheme_name="Estándar", agency="195"),
        unit_price=Decimal("25000.00"),
        base_quantity=Decimal("2.000"),
    )

    found = read_invoice().lines[0]

    assert expected == found
    assert "2.000" == str(found.quantity)


def test_a_line_is_read_with_everything_a_line_may_carry() -> None:
    """A gift of a mandator, with a nominal tax, a withholding, codes, properties and references."""
    expected = Line(
        id="2",
        income_of="1",
        notes=("Sin ají",),
        quantity=Decimal(1),
        line_extension=Decimal("0.00"),
        free_of_charge=True,
        period_start=date(2026, 11, 20),
        period_code="1",
        period_text="Por operación",
        reference_price=ReferencePrice(
            amount=Decimal("2000.00"), type_code="01", type_name="Valor comercial"
        ),
        references=(
            Reference(
                kind="document",
                number="REM-1",
                issue_date=date(2026, 11, 19),
                type_code="9",
                description="Remisión",
            ),
        ),
        taxes=(BAGS,),
        withholdings=(WITHHOLDING,),
        descriptions=("Bolsa", "De tela"),
        pack_size=Decimal(1),
        brand="Telar",
        model="Chica",
        seller_item_id="BOL",
        seller_item_extended_id="BOL-TELA",
        additional_items=(ItemCode(value="77", scheme="010"), ItemCode(value="78", scheme="001")),
        properties=(("Color", "Crudo"), ("Lavable", "")),
        mandator=OTHER_NIT,
        mandator_name="Maíz y Fuego SAS",
        unit_price=Decimal("0.00"),
        base_quantity=Decimal(1),
    )

    assert expected == read_invoice().lines[1]


def test_taxes_totals_and_charges_are_read() -> None:
    """Header taxes, withholdings, the tip and the eight totals arrive exactly."""
    document = read_invoice()

    assert (INC, BAGS) == document.taxes
    assert (WITHHOLDING,) == document.withholdings
    assert [(False, "01"), (True, "03")] == [
        (each.charge, each.reason_code) for each in document.allowance_charges
    ]
    assert (
        Totals(
            line_extension=Decimal("45000.00"),
            tax_exclusive=Decimal("45000.00"),
            tax_inclusive=Decimal("48660.00"),
            allowance=Decimal("1000.00"),
            charge=Decimal("4500.00"),
            prepaid=Decimal("0.00"),
            rounding=Decimal("0.00"),
            payable=Decimal("52160.00"),
        )
        == document.totals
    )


def test_payment_delivery_and_rates_are_read() -> None:
    """Payment means, advances, exchange rates, delivery and its terms have their place."""
    document = read_invoice()

    rate = ExchangeRate(
        source="COP",
        source_base=Decimal("1.00"),
        target="USD",
        target_base=Decimal("1.00"),
        rate=Decimal("4012.50"),
        on=date(2026, 11, 20),
    )
    assert (
        PaymentMeans(form="2", code="48", due_date=date(2026, 12, 20), payment_ids=("A1", "A2")),
    ) == document.payment_means
    assert (
        Prepayment(
            id="1",
            amount=Decimal("0.00"),
            received_on=date(2026, 11, 19),
            paid_on=date(2026, 11, 18),
            instruction="Bono",
        ),
    ) == document.prepayments
    assert (rate, rate) == (document.exchange_rate, document.alternative_exchange_rate)
    assert (
        Delivery(on=date(2026, 11, 20), address=PLACE, carrier=Party(trade_name="Mandados Ya")),
    ) == document.deliveries
    assert (
        DeliveryTerms(id="1", code="CIF", special_terms="En la puerta", loss_risk="Del remitente")
        == document.delivery_terms
    )


def test_references_keep_their_kind_and_order() -> None:
    """Each kind of referenced document is told apart."""
    expected = (
        Reference(kind="order", number="PED-7"),
        Reference(kind="invoice", number="FE40", issue_date=date(2026, 11, 1)),
        Reference(
            kind="credit-note",
            number="NC4",
            unique_code=WrittenCode(scheme="CUDE-SHA384", value=SHA),
        ),
        Reference(kind="debit-note", number="ND4", description="Propina"),
        Reference(kind="despatch", number="DES-1"),
        Reference(kind="receipt", number="REC-1"),
        Reference(kind="additional", number="AD-1", type_code="99"),
    )

    assert expected == read_invoice().references


def test_the_block_of_dian_is_read() -> None:
    """Numbering and software come from the extension, whatever their place among the others."""
    document = read_invoice(extensions=extensions(*BLOCKS[:2], dian_block()))

    assert (
        NumberingRange(
            authorization="18764000000045",
            prefix="FE",
            first=1,
            last=5000,
            valid_from=date(2026, 1, 19),
            valid_until=date(2028, 1, 19),
        )
        == document.numbering
    )
    assert (
        Software(provider="900555111", provider_check_digit="6", id="3f0c45ab", security_code=SHA)
        == document.software
    )


@pytest.mark.parametrize("namespace", [OLD_STS, "urn:otro"])
def test_the_block_of_dian_is_found_by_its_local_name(namespace: str) -> None:
    """The namespace of 2019, and any other, gives the same document."""
    old = dian.read(write("Invoice", invoice(), sts=namespace))

    assert read_invoice() == old


def test_a_block_without_namespace_is_kept_empty() -> None:
    """A block that stands in no namespace at all is no block of DIAN's."""
    block = '<DianExtensions xmlns=""><QRCode>x</QRCode></DianExtensions>'

    document = read_invoice(extensions=extensions(block))

    assert (None, None) == (document.qr_code, document.software)


def test_an_authorisation_may_be_missing() -> None:
    """A numbering block without number, as some notes carry, does not stop the reading."""
    block = tag("sts:DianExtensions", tag("sts:InvoiceControl", tag("sts:AuthorizedInvoices")))

    assert NumberingRange(authorization="") == read_invoice(extensions=extensions(block)).numbering


def test_other_extensions_are_kept_as_pairs() -> None:
    """The three blocks of a POS document, and free ones, are pairs; copies of UBL are left out."""
    document = read_invoice()

    assert [
        ("FabricanteSoftware", "Fogón"),
        ("BeneficiosComprador", None),
        ("PuntoVenta", None),
        ("CustomTagGeneral", None),
    ] == [(block.name, block.get("NombreSoftware")) for block in document.extensions]
    assert (
        ("PlacaCaja", "C-1"),
        ("Cajero", ""),
        ("TipoCaja", "Principal"),
        ("CódigoVenta", ""),
        ("Suelto", "x"),
        ("Value", "sin nombre"),
        ("SubTotal", ""),
    ) == document.extensions[2].values
    assert (("Mesa", "4"), ("MonedaCop", "USD")) == document.extensions[3].values


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
