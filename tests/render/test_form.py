# SPDX-License-Identifier: MIT
"""What the printed form says of each kind of document, before any paper."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidAmount, InvalidInput
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    Contact,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    ExchangeRate,
    ExtensionBlock,
    FiscalDocument,
    Identification,
    Party,
    PaymentMeans,
    Period,
    Prepayment,
    Reference,
    ReferencePrice,
    Shareholder,
    Software,
    TaxSubtotal,
    TaxTotal,
    Totals,
)
from loggro_integration.render._fill import Wording, fill
from loggro_integration.render._form import Form
from render import papers


def form(document: FiscalDocument, **wording: Any) -> Form:
    return fill(document, Wording(**wording))


def facts(found: Form) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in found.facts]


def sums(found: Form) -> list[tuple[str, str, str]]:
    return [(each.label, each.amount, each.kind) for each in found.sums]


def sections(found: Form) -> dict[str, list[tuple[str, str]]]:
    return {
        section.heading: [(fact.label, fact.value) for fact in section.facts]
        for section in (*found.references, *found.sections)
    }


@pytest.mark.parametrize(
    ("type_code", "title"),
    [
        ("01", "Factura electrónica de venta"),
        ("02", "Factura electrónica de venta - Exportación"),
        ("03", "Factura electrónica de venta - Contingencia del facturador"),
        ("04", "Factura electrónica de venta - Contingencia DIAN"),
        ("20", "Documento equivalente electrónico - Tiquete de máquina registradora"),
        ("05", "Documento soporte en adquisiciones efectuadas a sujetos no obligados"),
        ("35", "Documento equivalente: transporte terrestre de pasajeros"),
        ("77", "77"),
    ],
)
def test_a_document_carries_its_name(type_code: str, title: str) -> None:
    """Each kind has the name that DIAN gives it; an unknown one shows its code."""
    assert form(papers.invoice(type_code=type_code)).title.startswith(title)


@pytest.mark.parametrize(
    ("type_code", "title"),
    [
        ("91", "Nota crédito de factura electrónica de venta"),
        ("92", "Nota débito de factura electrónica de venta"),
        ("93", "Nota de ajuste débito al documento equivalente electrónico"),
        ("94", "Nota de ajuste crédito al documento equivalente electrónico"),
        ("95", "Nota de ajuste al documento soporte"),
    ],
)
def test_a_note_carries_its_name(type_code: str, title: str) -> None:
    """The five notes are told apart."""
    assert form(papers.note(type_code)).title.startswith(title)


def test_the_issuer_of_a_support_document_is_its_buyer() -> None:
    """Roles are inverted: the head names the restaurant, the seller stands below."""
    found = form(papers.support())

    assert "La Arepera de la 45" == found.issuer.name
    assert "Aurelio Ibáñez" == found.counterpart.name
    assert "Vendedor (no obligado a facturar)" == found.counterpart.heading


def test_an_issuer_is_told_completely() -> None:
    """Known name, registered name, NIT, regime, responsibilities, activity, place, contact."""
    issuer = form(papers.invoice()).issuer

    assert ("La Arepera de la 45", "NIT 900373076-4") == (issuer.name, issuer.identification)
    assert (
        "Arepas y Sabores de Bogotá S.A.S.",
        (
            "Responsable de IVA · Tributo: INC · Gran contribuyente (O-13) · "
            "Régimen simple de tributación (O-47)"
        ),
        "Actividad económica 5611",
        "Matrícula mercantil 02345678",
        "Calle 45 # 13-20, local 2, Bogotá, D.C., Bogotá, 110231",
        "Tel. 601 555 0145 · hola@laarepera45.example",
    ) == issuer.lines


def test_the_final_consumer_is_told() -> None:
    """It has a cédula of twelve twos and no responsibilities."""
    customer = form(papers.pos()).counterpart

    assert ("Cliente", "consumidor final") == (customer.heading, customer.name)
    assert "Cédula de ciudadanía 222222222222" == customer.identification
    assert ("No responsable (R-99-PN)",) == customer.lines


def test_a_party_with_everything() -> None:
    """Consortium, second identification, place abroad and a note of the contact are told."""
    member = Shareholder(
        name="Uno S.A.",
        identification=Identification(number="900000001", type_code="31", check_digit="6"),
        percent=Decimal("60"),
    )
    party = Party(
        name="Consorcio",
        identification=Identification(number="X-1"),
        personal_identification=Identification(number="AB12", type_code="41"),
        shareholders=(member, Shareholder(name="Dos S.A.")),
        tax_regime="49",
        tax_scheme="ZA",
        other_names=("Consorcio", "El otro nombre"),
        address=Address(
            lines=("Gran Vía 1",), city_name="Madrid", country_code="ES", country_name="España"
        ),
        registration_address=Address(lines=("Calle 2",), city_name="Cali", country_code="CO"),
        contact=Contact(note="Solo por la mañana"),
    )

    card = form(papers.invoice(customer=party)).counterpart

    assert "Identificación X-1" == card.identification
    assert (
        "El otro nombre",
        "Pasaporte AB12",
        "Uno S.A. NIT 900000001-6 (60 %)",
        "Dos S.A.",
        "No responsable de IVA · Tributo: IVA e INC",
        "Gran Vía 1, Madrid, España",
        "Calle 2, Cali",
        "Solo por la mañana",
    ) == card.lines


def test_a_party_without_anything() -> None:
    """What a document does not say is not invented."""
    card = form(papers.invoice(customer=Party())).counterpart

    assert ("Cliente", "", "", ()) == (card.heading, card.name, card.identification, card.lines)


def test_the_facts_of_a_credit_sale() -> None:
    """Issue, form and means of payment, due date once, currency."""
    assert [
        ("Fecha y hora de emisión", "2026-11-20 20:15:32"),
        ("Forma de pago", "Crédito"),
        ("Medio de pago", "Tarjeta Crédito"),
        ("Vencimiento", "2026-12-20"),
        ("Moneda", "COP"),
    ] == facts(form(papers.invoice(due_date=date(2026, 12, 20))))


def test_means_of_payment_are_told_one_by_one() -> None:
    """Means with their own names, amounts and references, and one without any code."""
    means = (
        PaymentMeans(form="1", code="47", name="Nequi", amount=Decimal("30000.00")),
        PaymentMeans(form="1", code="10", name="Efectivo", payment_ids=("A1", "A2")),
        PaymentMeans(form="1", name="Vale de la casa"),
        PaymentMeans(form="1"),
    )

    found = facts(form(papers.invoice(payment_means=means)))

    assert [
        ("Forma de pago", "Contado"),
        ("Medio de pago", "Transferencia Débito Bancaria (Nequi), $ 30.000,00"),
        ("Medio de pago", "Efectivo, A1, A2"),
        ("Medio de pago", "Vale de la casa"),
    ] == found[1:-1]


@pytest.mark.parametrize(
    ("validated_at", "text"),
    [
        (datetime(2026, 11, 20, 20, 15, 40), "2026-11-20 20:15:40"),  # noqa: DTZ001
        (datetime(2026, 11, 21, 1, 15, 40, tzinfo=UTC), "2026-11-20 20:15:40"),
    ],
)
def test_the_validation_is_told_in_the_time_of_bogota(validated_at: datetime, text: str) -> None:
    """An instant is moved to Bogotá; a time without zone is taken to be there."""
    found = facts(form(papers.invoice(), validated_at=validated_at))

    assert ("Validado por la DIAN", text) == found[1]


def test_periods_and_rates_of_exchange() -> None:
    """Open ends of a period show; a rate of a currency to itself does not."""
    document = papers.invoice(
        currency="USD",
        exchange_rate=ExchangeRate(
            source="USD", target="COP", rate=Decimal("4012.50"), on=date(2026, 11, 20)
        ),
        alternative_exchange_rate=ExchangeRate(source="COP", target="COP", rate=Decimal(1)),
        period=Period(start=date(2026, 11, 1)),
        tax_point_date=date(2026, 11, 19),
    )

    found = form(document)

    assert [
        ("Fecha del impuesto", "2026-11-19"),
        ("Período", "2026-11-01 / …"),
        ("Moneda", "USD"),
        ("Tasa de cambio", "1 USD = 4.012,5 COP (2026-11-20)"),
    ] == facts(found)[-4:]
    assert ("TOTAL A PAGAR", "USD 100.740,01", "total") in sums(found)
    assert ("Total en pesos", "$ 404.219.290,12", "note") in sums(found)
    assert found.words.endswith("DÓLARES CON UN CENTAVO")


def test_the_totals_of_an_invoice_with_a_tip() -> None:
    """The tip has a row of its own between the total with taxes and the amount to pay."""
    assert [
        ("Subtotal", "$ 88.518,53", "part"),
        ("Base gravable", "$ 88.518,53", "part"),
        ("INC", "$ 7.081,48", "part"),
        ("INC Bolsas", "$ 140,00", "part"),
        ("Total con impuestos", "$ 95.740,01", "part"),
        ("Propina voluntaria", "$ 5.000,00", "part"),
        ("TOTAL A PAGAR", "$ 100.740,01", "total"),
    ] == sums(form(papers.invoice()))


def test_discounts_charges_rounding_and_advances() -> None:
    """Each has its row, those without words a name, and totals stand where one row is not all."""
    charges = (
        AllowanceCharge(charge=False, amount=Decimal("1000.00"), percent=Decimal("2.5003")),
        AllowanceCharge(charge=False, amount=Decimal("500.00"), reason="Cupón"),
        AllowanceCharge(charge=True, amount=Decimal("300.00"), reason_code="03"),
        AllowanceCharge(charge=True, amount=Decimal("200.00"), reason_code="02", reason=" "),
    )
    prepayments = (
        Prepayment(amount=Decimal("100.00"), received_on=date(2026, 11, 1), instruction="Bono"),
        Prepayment(amount=Decimal("50.00"), paid_on=date(2026, 11, 2)),
    )
    document = papers.invoice(allowance_charges=charges, prepayments=prepayments)
    document = evolve(document, totals=evolve(document.totals, rounding=Decimal("0.99")))

    assert [
        ("Descuento (2,5 %)", "-$ 1.000,00", "part"),
        ("Cupón", "-$ 500,00", "part"),
        ("Propina", "$ 300,00", "part"),
        ("Recargo", "$ 200,00", "part"),
        ("Total descuentos", "-$ 1.500,00", "part"),
        ("Total recargos", "$ 500,00", "part"),
        ("Redondeo", "$ 0,99", "part"),
        ("TOTAL A PAGAR", "$ 94.740,01", "total"),
        ("Anticipo 2026-11-01 Bono (informativo)", "$ 100,00", "note"),
        ("Anticipo 2026-11-02 (informativo)", "$ 50,00", "note"),
        ("Anticipos (informativo)", "$ 150,00", "note"),
    ] == sums(form(document))[5:]


def test_totals_without_their_rows_are_still_told() -> None:
    """A document that only has sums shows them."""
    totals = Totals(
        line_extension=Decimal(100),
        tax_exclusive=Decimal(0),
        tax_inclusive=Decimal(100),
        payable=Decimal(110),
        allowance=Decimal(10),
        charge=Decimal(20),
        prepaid=Decimal(5),
    )
    document = papers.invoice((), allowance_charges=(), totals=totals)

    assert [
        ("Total descuentos", "-$ 10", "part"),
        ("Total recargos", "$ 20", "part"),
        ("TOTAL A PAGAR", "$ 110", "total"),
        ("Anticipos (informativo)", "$ 5", "note"),
    ] == sums(form(document))[3:]


def test_taxes_are_told_by_rate_and_withholdings_after_them() -> None:
    """Percentages show rate and base, nominal taxes the amount a unit and the units."""
    found = form(evolve(papers.invoice(), withholdings=papers.support().withholdings))

    assert [
        ("INC", "8 %", "88.518,53", "7.081,48"),
        ("INC Bolsas", "70,00 / und", "2 und", "140,00"),
        ("ReteRenta", "2,5 %", "300.000,00", "7.500,00"),
    ] == [(tax.name, tax.rate, tax.base, tax.amount) for tax in found.taxes]
    assert ("ReteRenta (informativa)", "$ 7.500,00", "note") == sums(found)[-1]


def test_the_tax_on_sweet_drinks_is_told_per_100_ml() -> None:
    """As the law sets it: 38 / ml of 800 ml would be a hundred times what is charged."""
    part = TaxSubtotal(
        amount=Decimal("304.00"),
        per_unit_amount=Decimal("38.00"),
        base_unit_measure=Decimal("800"),
        unit_code="MLT",
    )
    tax = TaxTotal(code="34", name="IBUA", amount=part.amount, subtotals=(part,))
    line = papers.line(1, "Gaseosa", "2", "6000.00", taxes=(tax,))

    found = form(papers.invoice((line,), allowance_charges=(), taxes=(tax,)))

    assert ("38 / 100 ml", "800 ml") == (found.taxes[0].rate, found.taxes[0].base)
    assert ("IBUA 38 / 100 ml",) == found.rows[0].tax_names


def test_taxes_that_say_little() -> None:
    """A total without subtotals, a nominal one without unit, one without any rate or name."""
    taxes = (
        TaxTotal(code="03", name="", amount=Decimal("1.00")),
        TaxTotal(
            code="34",
            name="IBUA",
            amount=Decimal("63.00"),
            subtotals=(
                TaxSubtotal(
                    amount=Decimal("63.00"),
                    per_unit_amount=Decimal("18.00"),
                    base_unit_measure=Decimal("350"),
                ),
                TaxSubtotal(amount=Decimal("0.00"), code="35", name="ICUI"),
            ),
        ),
    )
    line = papers.line(1, "Gaseosa", "1", "100.00", taxes=taxes)

    found = form(papers.invoice((line,), allowance_charges=(), taxes=taxes))

    assert [("ICA", "", "", "1"), ("IBUA", "18", "350", "63"), ("ICUI", "", "", "0")] == [
        (tax.name, tax.rate, tax.base, tax.amount) for tax in found.taxes
    ]
    assert ("ICA", "IBUA 18", "ICUI") == found.rows[0].tax_names


def test_whole_amounts_have_no_decimals_and_others_two() -> None:
    """One amount with cents gives cents to all, so that figures stand under each other."""
    whole = papers.line(1, "Tinto", "2", "2500.00", taxes=())
    cents = papers.line(2, "Aromática", "1", "2500.50", taxes=())

    assert ["5.000"] == [row.total for row in form(papers.invoice((whole,))).rows]
    assert ["5.000,00", "2.500,50"] == [
        row.total for row in form(papers.invoice((whole, cents))).rows
    ]


def test_no_amount_has_one_decimal_alone() -> None:
    """A price, or a total in pesos, may have cents where no column of the document has."""
    dollars = papers.invoice((papers.line(1, "Arepa congelada", "12", "48.50", taxes=()),))
    rate = ExchangeRate(source="USD", target="COP", rate=Decimal("4012.55"), on=date(2026, 11, 20))

    found = form(evolve(dollars, currency="USD", exchange_rate=rate))

    assert ("48,50", "582") == (found.rows[0].price, found.rows[0].total)
    assert "$ 22.398.054,10" == found.sums[-1].amount


def test_a_unit_price_keeps_six_decimals() -> None:
    """Price times quantity must give the line, so a price is not rounded to cents."""
    line = papers.line(1, "Café", "3", "1234.567891", taxes=())

    assert "1.234,567891" == form(papers.invoice((line,))).rows[0].price


def test_a_line_with_everything() -> None:
    """Codes, brand, charges, discounts, gift, mandate, purchase date, notes: all in small type."""
    line = evolve(
        papers.line(
            1,
            "Ron añejo",
            "1",
            "0.00",
            allowance_charges=(
                AllowanceCharge(charge=False, amount=Decimal("5.00"), percent=Decimal(50)),
                AllowanceCharge(charge=False, amount=Decimal("1.00")),
                AllowanceCharge(charge=True, amount=Decimal("2.00"), reason="Empaque"),
                AllowanceCharge(charge=True, amount=Decimal("3.00")),
            ),
        ),
        descriptions=("Ron añejo", "Botella", "750 ml"),
        unit_code="BO",
        brand="Caldas",
        model="8 años",
        free_of_charge=True,
        reference_price=ReferencePrice(amount=Decimal("90000.00")),
        income_of="1",
        mandator=Identification(number="800242106", type_code="31", check_digit="2"),
        mandator_name="Licores",
        period_start=date(2026, 11, 19),
        properties=(("01", "Remesa"), ("02", "")),
        notes=("Contrato de servicios AIU", " "),
        withholdings=papers.support().withholdings,
        references=(Reference(kind="document", number="DOC-9"),),
    )

    row = form(papers.invoice((line,))).rows[0]

    assert ("botella", "6,00") == (row.unit, row.discount)
    assert (
        "Botella",
        "750 ml",
        "Caldas 8 años",
        "Descuento (50 %): -$ 5,00",
        "Empaque: $ 2,00",
        "Recargo: $ 3,00",
        "Obsequio o muestra, valor comercial $ 90.000,00",
        "ReteRenta 2,5 %: $ 7.500,00",
        "Ingreso para el mandante",
        "Mandante: Licores NIT 800242106-2",
        "Fecha de compra: 2026-11-19",
        "01: Remesa",
        "Contrato de servicios AIU",
        "DOC-9",
    ) == row.details


def test_a_gift_without_price_says_so() -> None:
    """A sample whose commercial price is not written is still called one."""
    line = evolve(papers.line(1, "Galleta", "1", "0.00", taxes=()), free_of_charge=True)

    assert ("Obsequio o muestra",) == form(papers.invoice((line,))).rows[0].details


@pytest.mark.parametrize(
    ("code", "es", "en"),
    [
        ("94", "und", "unit"),
        ("KGM", "kg", "kg"),
        ("16", "16", "16"),
        ("???", "???", "???"),
        (None, "", ""),
    ],
)
def test_units_have_short_names(code: str | None, es: str, en: str) -> None:
    """A unit with a long name, or with none, shows its code."""
    line = evolve(papers.menu()[0], unit_code=code)

    assert es == form(papers.invoice((line,))).rows[0].unit
    assert en == form(papers.invoice((line,)), language="en").rows[0].unit


def test_a_note_tells_what_it_is_about() -> None:
    """Concept, reason, and the invoice with its date and code."""
    assert {
        "Motivo de la nota": [
            (
                "Concepto",
                "1 - Devolución parcial de los bienes y/o no aceptación parcial del servicio",
            ),
            ("Motivo", "La arepa llegó fría"),
        ],
        "Documentos de referencia": [("Factura", f"FE45, 2026-11-20, CUFE {papers.CODE[::-1]}")],
    } == sections(form(papers.note()))


@pytest.mark.parametrize(
    ("type_code", "concept"),
    [
        ("91", "3 - Rebaja o descuento parcial o total"),
        ("92", "3 - Cambio del valor"),
        ("93", "3 - Cambio del valor"),
        ("95", "3 - Rebaja o descuento parcial o total"),
    ],
)
def test_each_note_has_its_list_of_concepts(type_code: str, concept: str) -> None:
    """The same number means another thing in a debit note."""
    found = form(papers.note(type_code, discrepancy=Discrepancy(code="3")))

    assert ("Concepto", concept) == sections(found)["Motivo de la nota"][0]


@pytest.mark.parametrize(
    ("type_code", "label"),
    [
        ("91", "Factura"),
        ("93", "Documento equivalente"),
        ("94", "Documento equivalente"),
        ("95", "Documento soporte"),
    ],
)
def test_what_a_note_adjusts_has_its_name(type_code: str, label: str) -> None:
    """A note to a POS or support document does not call it an invoice."""
    found = sections(form(papers.note(type_code)))

    assert [label] == [each for each, _ in found["Documentos de referencia"]]


def test_a_reason_that_repeats_the_concept_is_told_once() -> None:
    """A note whose reason is the name of its concept does not say it twice."""
    why = Discrepancy(code="4", description="Ajuste de precio")

    found = sections(form(papers.note(references=(), discrepancy=why)))

    assert {"Motivo de la nota": [("Concepto", "4 - Ajuste de precio")]} == found


def test_a_note_without_reference_tells_its_number_and_odd_concept() -> None:
    """A number that no reference repeats is shown, a concept outside the list as it is."""
    why = Discrepancy(code="88", reference="FE40")

    assert {"Motivo de la nota": [("Concepto", "88"), ("Documento", "FE40")]} == sections(
        form(papers.note(references=(), discrepancy=why))
    )


def test_references_are_named_by_their_kind() -> None:
    """Orders, notes, POS documents and kinds nobody knows."""
    references = (
        Reference(kind="order", number="PED-7"),
        Reference(kind="invoice", number="POS9", type_code="20"),
        Reference(kind="additional", number="AD-1", description="Acta"),
        Reference(kind="document", number="D-1"),
    )

    assert {
        "Documentos de referencia": [
            ("Orden de compra", "PED-7"),
            ("Documento equivalente POS", "POS9"),
            ("Documento adicional", "AD-1, Acta"),
            ("document", "D-1"),
        ]
    } == sections(form(papers.invoice(references=references)))


def test_a_pos_document_tells_box_cashier_and_buyer() -> None:
    """The three extensions of type 20 are printed, the maker of the software beside the code."""
    found = form(papers.pos())

    assert {
        "Punto de venta": [
            ("Placa de la caja", "CAJA-45-1"),
            ("Ubicación", "Barra del primer piso"),
            ("Cajero", "Lucía Gómez"),
            ("Tipo de caja", "Caja principal"),
            ("Código de la venta", "V-000123"),
        ],
        "Beneficios del comprador": [
            ("Código del comprador", "C-77"),
            ("Comprador", "Óscar Niño"),
            ("Puntos", "120"),
        ],
    } == sections(found)
    assert (
        "Software: Caja Maíz · Fabricante: Programas del Maíz S.A.S., Íngrid Muñoz · "
        "Proveedor tecnológico: NIT 900373076-4 · "
        "Id. del software: 56f2ae4e-9812-4fad-9255-08fcfcd5ccb0"
    ) in found.seal


def test_delivery_representative_and_other_extensions() -> None:
    """What a document says beside the sale has its own sections; empty values are left out."""
    document = papers.invoice(
        deliveries=(
            Delivery(
                on=date(2026, 11, 20),
                address=Address(lines=("Calle 9",), city_name="Cali"),
                carrier=Party(name="Mandados Ya"),
            ),
            Delivery(),
        ),
        delivery_terms=DeliveryTerms(code="CIF", loss_risk="Del remitente"),
        representative=Identification(number="900777222", type_code="31", check_digit="8"),
        representative_name="Contadores de la 45",
        extensions=(
            ExtensionBlock(
                name="CustomTagGeneral", values=(("Copago", "0"), ("Póliza", ""), ("", "x"))
            ),
        ),
    )

    assert {
        "Entrega": [
            ("Fecha", "2026-11-20"),
            ("Lugar", "Calle 9, Cali"),
            ("Transportador", "Mandados Ya"),
            ("Condiciones", "CIF, Del remitente"),
        ],
        "Datos adicionales": [
            ("Copago", "0"),
            ("Representante", "Contadores de la 45 NIT 900777222-8"),
        ],
    } == sections(form(document))


def test_terms_of_delivery_without_words_are_left_out() -> None:
    """An empty element makes no section."""
    assert {} == sections(form(papers.invoice(delivery_terms=DeliveryTerms(id="1"))))


def test_the_seal_of_an_invoice() -> None:
    """Resolution with number, prefix, range and dates; software; DIAN's page of the document."""
    found = form(papers.invoice())

    assert found.code is not None
    assert ("CUFE", papers.CODE) == (found.code.label, found.code.value)
    assert (
        "Autorización de numeración DIAN No. 18760000001, prefijo FE, del 1 al 5000, "
        "vigente del 2026-01-19 al 2028-01-19"
    ) == found.seal[0]
    assert (
        "Consulte este documento en "
        f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={papers.CODE}"
    ) == found.seal[-1]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"prefix": ""},
            "No. 18760000001, del 1 al 5000, vigente del 2026-01-19 al 2028-01-19",
        ),
        ({"valid_until": None}, "No. 18760000001, prefijo FE, del 1 al 5000"),
    ],
)
def test_a_range_that_says_less(fields: dict[str, Any], text: str) -> None:
    """A range without prefix, or without dates, is told as far as it goes."""
    numbering = evolve(papers.RANGE, **fields)

    assert form(papers.invoice(numbering=numbering)).seal[0].endswith(text)


def test_the_user_may_word_the_resolution_and_the_footer() -> None:
    """The house's own sentence replaces ours; its footer follows the notes of the document."""
    found = form(papers.invoice(), resolution_text="Resolución propia", footer="¡Vuelva!")

    assert "Resolución propia" == found.seal[0]
    assert "Autorización" not in "".join(found.seal)
    assert ("Gracias por su visita. Mesa 7, atendió Lucía.", "¡Vuelva!") == found.notes


def test_a_note_has_no_resolution() -> None:
    """Notes are numbered without authorisation, and software without data is not mentioned."""
    found = form(papers.note(software=Software()))

    assert 1 == len(found.seal)
    assert found.seal[0].startswith("Consulte")


@pytest.mark.parametrize(
    ("fields", "wording", "marks"),
    [
        ({}, {}, ()),
        ({"environment": "2"}, {}, ("DOCUMENTO DE PRUEBA - SIN VALIDEZ FISCAL",)),
        ({"unique_code": None}, {}, ("BORRADOR - SIN CÓDIGO ÚNICO",)),
        (
            {"environment": "2"},
            {"stamp": "ANULADA", "language": "en"},
            ("ANULADA", "TEST DOCUMENT - NOT VALID FOR TAX PURPOSES"),
        ),
    ],
)
def test_what_is_not_valid_says_so(
    fields: dict[str, Any], wording: dict[str, Any], marks: tuple[str, ...]
) -> None:
    """Test documents, drafts and what the user stamps are marked; a valid document is not."""
    assert marks == form(papers.invoice(**fields), **wording).marks


def test_a_draft_has_neither_code_nor_qr() -> None:
    """Nothing stands in for a unique code that does not exist."""
    found = form(papers.invoice(unique_code=None))

    assert (None, None) == (found.code, found.qr)
    assert not any("catalogo" in text for text in found.seal)


def test_the_same_form_in_english() -> None:
    """Labels, figures and words change; the document's own texts do not."""
    found = form(papers.invoice(), language="en")

    assert ("Electronic sales invoice", "en") == (found.title, found.language)
    assert ("AMOUNT DUE", "$ 100,740.01", "total") == sums(found)[-1]
    assert "IN WORDS: ONE HUNDRED THOUSAND SEVEN HUNDRED FORTY PESOS AND ONE CENT" == found.words
    assert ("Means of payment", "Credit card") in facts(found)
    assert "Propina voluntaria" in [each.label for each in found.sums]


@pytest.mark.parametrize("other", [None, b"<Invoice/>", papers.AREPERA])
def test_what_has_no_printed_form_is_refused(other: Any) -> None:
    """`dian.read` gives events and containers too."""
    with pytest.raises(InvalidInput) as caught:
        form(other)

    assert "document" == caught.value.field


def test_an_amount_beyond_any_amount_is_refused() -> None:
    """A figure that no invoice has is an error of ours, not of a library."""
    totals = evolve(papers.invoice().totals, payable=Decimal("1e30"))

    with pytest.raises(InvalidAmount):
        form(papers.invoice(totals=totals))


def test_a_responsibility_outside_the_list_shows_its_code() -> None:
    """A code that DIAN's list lacks is printed once, as it is."""
    party = evolve(papers.FINAL, responsibilities=("O-99",), tax_scheme=None)

    assert ("O-99",) == form(papers.invoice(customer=party)).counterpart.lines
