# SPDX-License-Identifier: MIT
"""What `dian.read` makes of an invoice written here: every element it knows."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from dian.documents import invoice
from dian.pieces import BLOCKS, OLD_STS, SHA, dian_block, extensions, tag, write
from loggro_integration import dian
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    Contact,
    Delivery,
    DeliveryTerms,
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
    Shareholder,
    Software,
    TaxRegistration,
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
                tax_scheme_name="IVA",
            ),
        ),
        other_tax_schemes=(
            TaxRegistration(
                name="Otro régimen", identification=Identification(number="1", type_code="31")
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
