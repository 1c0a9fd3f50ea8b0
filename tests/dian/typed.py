# SPDX-License-Identifier: MIT
"""Typed documents of La Arepera de la 45, one of each kind: what the writer is tried on."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from attrs import evolve

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
    ExtensionBlock,
    ExtensionElement,
    Identification,
    Invoice,
    ItemCode,
    ItemProperty,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    PaymentTerms,
    Period,
    Person,
    Prepayment,
    Reference,
    ReferencePrice,
    ResponseLine,
    Shareholder,
    Software,
    TaxRegistration,
    TaxSubtotal,
    TaxTotal,
    Totals,
    WrittenCode,
)

D = Decimal
SHA = "c0de" * 24
DAY = date(2026, 11, 20)
QR = f"https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey={SHA}"

NIT = Identification(number="900555111", type_code="31", check_digit="6")
OTHER_NIT = Identification(number="900777222", type_code="31", check_digit="8")
CEDULA = Identification(number="1020304050", type_code="13")
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
SOFTWARE = Software(
    provider="900555111", provider_check_digit="6", id="3f0c45ab-4545", security_code=SHA
)
RANGE = NumberingRange(
    authorization="18764000000045",
    prefix="FE",
    first=1,
    last=5000,
    valid_from=date(2026, 1, 19),
    valid_until=date(2028, 1, 19),
)
RESTAURANT = Party(
    name="La Arepera de la 45 SAS",
    identification=NIT,
    trade_name="La Arepera & Cía",
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
            percent=D("25.50"),
            responsibilities=("O-13",),
            tax_regime="48",
            tax_scheme="01",
            tax_scheme_name="IVA",
        ),
    ),
    other_tax_schemes=(
        TaxRegistration(
            name="La Arepera de la 45 SAS",
            identification=NIT,
            responsibilities=("O-47",),
            tax_regime="49",
            registration_address=PLACE,
            tax_scheme="04",
            tax_scheme_name="INC",
        ),
    ),
)
CUSTOMER = Party(
    name="Lucía Peña",
    identification=CEDULA,
    organization_type="2",
    responsibilities=("R-99-PN",),
    tax_regime="49",
    tax_scheme="ZZ",
    tax_scheme_name="No aplica",
    personal_identification=CEDULA,
    other_identifications=(Identification(number="PA45", type_code="41"),),
    person=Person(first_name="Lucía", family_name="Peña"),
)
EXCHANGING = Party(
    name="Maíz y Fuego SAS",
    identification=OTHER_NIT,
    organization_type="1",
    tax_scheme="01",
    tax_scheme_name="IVA",
)

INC = TaxTotal(
    code="04",
    name="INC",
    amount=D("3600.00"),
    subtotals=(TaxSubtotal(amount=D("3600.00"), taxable_amount=D("45000.00"), percent=D("8.00")),),
)
BAGS = TaxTotal(
    code="22",
    name="Bolsas",
    amount=D("60.00"),
    subtotals=(
        TaxSubtotal(
            amount=D("60.00"),
            base_unit_measure=D("1"),
            unit_code="94",
            per_unit_amount=D("60.00"),
        ),
    ),
)
WITHHELD = TaxTotal(
    code="06",
    name="ReteRenta",
    amount=D("1.00"),
    rounding=D("0.00"),
    subtotals=(
        TaxSubtotal(amount=D("0.60"), taxable_amount=D("40.00"), percent=D("1.50")),
        TaxSubtotal(
            amount=D("0.40"),
            taxable_amount=D("40.00"),
            percent=D("1.00"),
            code="07",
            name="ReteICA",
        ),
    ),
)
DISCOUNT = AllowanceCharge(
    charge=False,
    amount=D("5000.00"),
    reason_code="00",
    reason="Martes de arepa",
    percent=D("10.00"),
    base_amount=D("50000.00"),
    id="1",
)
TIP = AllowanceCharge(
    charge=True, amount=D("4500.00"), reason_code="03", reason="Propina voluntaria", id="2"
)
RATE = ExchangeRate(
    source="COP",
    target="USD",
    rate=D("4012.50"),
    on=DAY,
    source_base=D("1.00"),
    target_base=D("1.00"),
)


def arepa(**fields: Any) -> Line:
    """Return a line of two arepas with INC."""
    known: dict[str, Any] = {
        "id": "1",
        "quantity": D("2.000"),
        "line_extension": D("45000.00"),
        "unit_price": D("25000.00"),
        "base_quantity": D("2.000"),
        "descriptions": ("Arepa de choclo",),
        "taxes": (INC,),
        "allowance_charges": (DISCOUNT,),
        "standard_item": ItemCode(
            value="ARE-1", scheme="999", scheme_name="Estándar", agency="195", agency_name="DIAN"
        ),
        "seller_item_id": "ARE-1",
        "free_of_charge": False,
    }
    return Line(**known | fields)


def gift() -> Line:
    """Return a line with everything a line of an invoice may carry."""
    return Line(
        id="2",
        income_of="1",
        quantity=D("1"),
        line_extension=D("0.00"),
        unit_price=D("0.00"),
        base_quantity=D("1"),
        notes=("Contrato de servicios AIU por concepto de: aseo", "Y otra"),
        free_of_charge=True,
        reference_price=ReferencePrice(
            amount=D("2000.00"), type_code="01", type_name="Valor comercial"
        ),
        period_start=DAY,
        period_code="1",
        period_text="Por operación",
        references=(
            Reference(
                kind="document",
                number="REM-1",
                issue_date=DAY,
                type_code="9",
                description="Remisión",
            ),
        ),
        taxes=(BAGS,),
        withholdings=(WITHHELD,),
        descriptions=("Bolsa", "De tela"),
        pack_size=D("1"),
        brand="Telar",
        model="Chica",
        seller_item_id="BOL",
        seller_item_extended_id="BOL-TELA",
        standard_item=ItemCode(value="14111700", scheme="001", scheme_name="UNSPSC", agency="10"),
        additional_items=(ItemCode(value="77", scheme="010"), ItemCode(value="78")),
        properties=(("Color", "Crudo"), ("Lavable", "")),
        measured_properties=(
            ItemProperty(name="03", value="90000.00", quantity=D("12.5"), unit_code="KGM"),
        ),
        mandator=OTHER_NIT,
        mandator_name="Maíz y Fuego SAS",
    )


def totals(**fields: Any) -> Totals:
    known: dict[str, Any] = {
        "line_extension": D("45000.00"),
        "tax_exclusive": D("45000.00"),
        "tax_inclusive": D("48660.00"),
        "payable": D("53160.00"),
        "charge": D("4500.00"),
    }
    return Totals(**known | fields)


def invoice(**fields: Any) -> Invoice:
    """Return an invoice with everything an invoice may carry."""
    known: dict[str, Any] = {
        "number": "FE45",
        "issue_date": DAY,
        "issue_time": time(20, 15, 32),
        "type_code": "01",
        "customization": "10",
        "profile": "DIAN 2.1: Factura Electrónica de Venta",
        "environment": "2",
        "unique_code": WrittenCode(scheme="CUFE-SHA384", value=SHA),
        "due_date": date(2026, 12, 20),
        "notes": ("Gracias por su visita", "Vuelva <pronto>"),
        "tax_point_date": DAY,
        "line_count": 2,
        "period": Period(start=DAY, end=DAY, start_time=time(6), end_time=time(22, 30)),
        "references": (
            Reference(kind="order", number="PED-7", issue_date=DAY),
            Reference(kind="invoice", number="FE40", issue_date=date(2026, 11, 1)),
            Reference(
                kind="credit-note",
                number="NC4",
                unique_code=WrittenCode(scheme="CUDE-SHA384", value=SHA),
            ),
            Reference(kind="debit-note", number="ND4", description="Propina"),
            Reference(kind="despatch", number="DES-1"),
            Reference(kind="receipt", number="REC-1"),
            Reference(kind="additional", number="AD-1", type_code="99", description="Acta"),
        ),
        "supplier": RESTAURANT,
        "customer": CUSTOMER,
        "representative": OTHER_NIT,
        "representative_name": "Contadores de la 45",
        "deliveries": (
            Delivery(on=DAY, at=time(21), address=PLACE, carrier=Party(trade_name="Mandados Ya")),
        ),
        "delivery_terms": DeliveryTerms(
            code="CIF", special_terms="En la puerta", loss_risk="Del remitente", id="1"
        ),
        "payment_means": (
            PaymentMeans(form="2", code="48", due_date=DAY, payment_ids=("A1", "A2")),
            PaymentMeans(form="1", code="10"),
        ),
        "payment_terms": (
            PaymentTerms(
                notes=("A un mes",),
                event_code="2",
                amount=D("1.00"),
                due_date=DAY,
                duration=D("30"),
                unit_code="DAY",
            ),
        ),
        "prepayments": (
            Prepayment(
                amount=D("0.00"),
                id="1",
                received_on=DAY,
                paid_on=DAY,
                paid_at=time(12),
                instruction="Bono",
            ),
        ),
        "allowance_charges": (TIP,),
        "exchange_rate": RATE,
        "alternative_exchange_rate": RATE,
        "taxes": (INC, BAGS),
        "withholdings": (WITHHELD,),
        "totals": totals(prepaid=D("0.00"), rounding=D("0.00"), allowance=D("0.00")),
        "lines": (arepa(), gift()),
        "numbering": RANGE,
        "software": SOFTWARE,
        "qr_code": QR,
    }
    return Invoice(**known | fields)


def plain_invoice(**fields: Any) -> Invoice:
    """Return the everyday invoice: one line, paid in cash."""
    left_out: dict[str, Any] = dict.fromkeys(
        (
            "period",
            "tax_point_date",
            "due_date",
            "representative",
            "representative_name",
            "delivery_terms",
            "exchange_rate",
            "alternative_exchange_rate",
        )
    )
    left_out |= dict.fromkeys(
        ("references", "deliveries", "payment_terms", "prepayments", "withholdings"), ()
    )
    left_out |= {"lines": (arepa(),), "line_count": 1, "taxes": (INC,)}
    left_out |= {"payment_means": (PaymentMeans(form="1", code="10"),)}
    return invoice(**left_out | fields)


def pos_blocks() -> tuple[ExtensionBlock, ...]:
    return (
        ExtensionBlock(
            name="FabricanteSoftware",
            values=(
                ("NombreApellido", "Ana Ruiz"),
                ("RazonSocial", "La Arepera de la 45 SAS"),
                ("NombreSoftware", "Fogón"),
            ),
        ),
        ExtensionBlock(
            name="BeneficiosComprador",
            values=(("Codigo", "1020304050"), ("NombresApellidos", "Lucía Peña"), ("Puntos", "0")),
        ),
        ExtensionBlock(
            name="PuntoVenta",
            values=(
                ("PlacaCaja", "C-1"),
                ("UbicaciónCaja", "Salón"),
                ("Cajero", "Luz"),
                ("TipoCaja", "Principal"),
                ("CódigoVenta", "45-7"),
                ("SubTotal", "45000.00"),
            ),
        ),
    )


def pos(**fields: Any) -> Invoice:
    """Return a POS document with its three blocks."""
    known: dict[str, Any] = {
        "number": "POS45",
        "type_code": "20",
        "profile": "DIAN 2.1: Documento Equivalente POS",
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=SHA),
        "extensions": pos_blocks(),
    }
    return plain_invoice(**known | fields)


def support(**fields: Any) -> Invoice:
    """Return a support document: the restaurant buys from a farmer."""
    known: dict[str, Any] = {
        "number": "DS45",
        "type_code": "05",
        "profile": "DIAN 2.1: documento soporte en adquisiciones efectuadas a no obligados a"
        " facturar.",
        "unique_code": WrittenCode(scheme="CUDS-SHA384", value=SHA),
        "supplier": CUSTOMER,
        "customer": RESTAURANT,
        "withholdings": (WITHHELD,),
        "lines": (arepa(period_start=DAY, period_code="1", period_text="Por operación"),),
    }
    return plain_invoice(**known | fields)


def health_block() -> ExtensionBlock:
    """Return the extension of the health sector, as a user builds it."""

    def pair(name: str, value: str, **attributes: str) -> ExtensionElement:
        return ExtensionElement(
            name="AdditionalInformation",
            elements=(
                ExtensionElement(name="Name", text=name),
                ExtensionElement(
                    name="Value", text=value, attributes=tuple(sorted(attributes.items()))
                ),
            ),
        )

    collection = ExtensionElement(
        name="Collection",
        attributes=(("schemeName", "Usuario"),),
        elements=(
            pair("CODIGO_PRESTADOR", "4545"),
            pair("MODALIDAD_PAGO", "Evento", schemeName="salud_modalidad_pago.gc", schemeID="02"),
            pair("COPAGO", "0.00"),
        ),
    )
    group = ExtensionElement(
        name="Group", attributes=(("schemeName", "Sector Salud"),), elements=(collection,)
    )
    return ExtensionBlock(
        name="CustomTagGeneral",
        elements=(
            ExtensionElement(name="Name", text="Responsable"),
            ExtensionElement(name="Value", text="url www.minsalud.gov.co"),
            ExtensionElement(name="Name", text="Tipo, identificador:año del acto administrativo"),
            ExtensionElement(name="Value", text="Resolución 506:2021"),
            ExtensionElement(name="Interoperabilidad", elements=(group,)),
        ),
    )


def _note(fields: dict[str, Any], **known: Any) -> dict[str, Any]:
    """Return the fields of a note; what no note has a place for is left out."""
    whole = invoice()
    names = (name for name in vars(whole) if name not in {"numbering", "problems", "source"})
    taken = {name: getattr(whole, name) for name in names}
    taken |= {"due_date": None, "withholdings": (), "lines": (arepa(),)}
    taken |= {"discrepancy": Discrepancy(code="2", description="Anulación", reference="FE45")}
    return taken | known | fields


def credit_note(**fields: Any) -> CreditNote:
    """Return a credit note with everything it may carry."""
    lines = (arepa(), evolve(gift(), withholdings=()))
    known = {
        "number": "NC45",
        "type_code": "91",
        "customization": "20",
        "profile": "DIAN 2.1: Nota Crédito de Factura Electrónica de Venta",
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=SHA),
        "prepayments": (),
        "lines": lines,
    }
    return CreditNote(**_note(fields, **known))


def debit_note(**fields: Any) -> DebitNote:
    """Return a debit note with everything it may carry."""
    kept = evolve(
        gift(),
        withholdings=(),
        free_of_charge=None,
        period_start=None,
        period_code=None,
        period_text=None,
    )
    known = {
        "number": "ND45",
        "type_code": "92",
        "customization": "30",
        "profile": "DIAN 2.1: Nota Débito de Factura Electrónica de Venta",
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=SHA),
        "lines": (arepa(free_of_charge=None), kept),
    }
    return DebitNote(**_note(fields, **known))


def credit_adjustment(**fields: Any) -> CreditNote:
    """Return an adjustment note of a POS document (94)."""
    known: dict[str, Any] = {
        "type_code": "94",
        "customization": "20",
        "profile": "DIAN 2.1: Nota de ajuste crédito al documento equivalente",
    }
    return credit_note(**known | fields)


def debit_adjustment(**fields: Any) -> DebitNote:
    """Return a debit adjustment of a POS document (93)."""
    known: dict[str, Any] = {
        "type_code": "93",
        "customization": "20",
        "profile": "DIAN 2.1: Nota de ajuste débito al documento equivalente",
    }
    return debit_note(**known | fields)


def support_adjustment(**fields: Any) -> CreditNote:
    """Return an adjustment note of a support document (95)."""
    known: dict[str, Any] = {
        "type_code": "95",
        "customization": "10",
        "supplier": CUSTOMER,
        "customer": RESTAURANT,
        "unique_code": WrittenCode(scheme="CUDS-SHA384", value=SHA),
    }
    return credit_note(**known | fields)


def event(code: str = "030", **fields: Any) -> ApplicationResponse:
    """Return an event about an invoice of the restaurant."""
    known: dict[str, Any] = {
        "number": "AR45",
        "issue_date": DAY,
        "issue_time": time(9, 30),
        "sender": EXCHANGING,
        "receiver": evolve(EXCHANGING, name="La Arepera de la 45 SAS", identification=NIT),
        "response_code": code,
        "description": "Acuse de recibo de Factura Electrónica de Venta",
        "reference": Reference(
            kind="document",
            number="FE45",
            unique_code=WrittenCode(scheme="CUFE-SHA384", value=SHA),
            type_code="01",
        ),
        "customization": "1",
        "profile": "DIAN 2.1: ApplicationResponse de Factura Electrónica de Venta",
        "environment": "2",
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=SHA),
        "notes": ("Recibido",),
        "software": SOFTWARE,
        "qr_code": QR,
        "person": Person(
            first_name="Lucía",
            family_name="Peña",
            identification=CEDULA,
            job_title="Bodeguera",
            department="Compras",
        ),
    }
    return ApplicationResponse(**known | fields)


def claim(**fields: Any) -> ApplicationResponse:
    """Return a claim (031) with its reason."""
    known: dict[str, Any] = {
        "description": "Reclamo de la Factura Electrónica de Venta",
        "claim_code": "02",
        "claim_text": "Mercancía no entregada",
        "person": None,
    }
    return event("031", **known | fields)


def answer(**fields: Any) -> ApplicationResponse:
    """Return DIAN's answer, with the lines it gives."""
    known: dict[str, Any] = {
        "description": "Documento validado por la DIAN",
        "profile": "DIAN 2.1",
        "person": None,
        "lines": (
            ResponseLine(code="0000", description="0", line_id="1"),
            ResponseLine(code="0", description="La Factura FE45, ha sido autorizada.", line_id="2"),
            ResponseLine(code="FAJ43b", description="Regla: FAJ43b, Notificación", line_id="2"),
        ),
    }
    return event("02", **known | fields)


def attached(**fields: Any) -> AttachedDocument:
    """Return a container with a document and an answer."""
    known: dict[str, Any] = {
        "number": "AD45",
        "issue_date": DAY,
        "issue_time": time(9, 31),
        "sender": evolve(EXCHANGING, name="La Arepera de la 45 SAS", identification=NIT),
        "receiver": EXCHANGING,
        "parent_number": "FE45",
        "document": b'<?xml version="1.0"?>\n<Invoice a="1 &amp; 2">\r\n]]&gt;\xc3\xb3</Invoice>',
        "answer": b"<ApplicationResponse/>",
        "parent_code": WrittenCode(scheme="CUFE-SHA384", value=SHA),
        "validation_code": "02",
        "validated_on": DAY,
        "validated_at": time(9, 30, 30),
        "document_type": "Contenedor de Factura Electrónica",
        "parent_date": DAY,
        "customization": "Documentos adjuntos",
        "profile": "Factura Electrónica de Venta",
        "environment": "2",
    }
    return AttachedDocument(**known | fields)


KINDS = (
    invoice,
    plain_invoice,
    pos,
    support,
    credit_note,
    debit_note,
    credit_adjustment,
    debit_adjustment,
    support_adjustment,
    event,
    claim,
    answer,
    attached,
)
"""Makers of one document of each kind."""
