# SPDX-License-Identifier: MIT
"""
Documents of La Arepera de la 45, written here by hand: the reader is tried without the corpus.

Each is made of parts by name; a test replaces, drops or adds parts and gets the document.
"""

from __future__ import annotations

from dian.pieces import (
    BLOCKS,
    SHA,
    Parts,
    address,
    allowance,
    customer,
    dian_block,
    extensions,
    gift,
    identification,
    line,
    money,
    nominal,
    reference,
    scheme,
    subtotal,
    supplier,
    tag,
    tax_total,
    totals,
)


def head(number: str = "FE45", name: str = "CUFE-SHA384", code: str = SHA) -> Parts:
    return {
        "extensions": extensions(dian_block(), *BLOCKS),
        "version": tag("cbc:UBLVersionID", "UBL 2.1"),
        "customization": tag("cbc:CustomizationID", "10"),
        "profile": tag("cbc:ProfileID", "DIAN 2.1: Factura Electrónica de Venta"),
        "environment": tag("cbc:ProfileExecutionID", "2"),
        "number": tag("cbc:ID", number),
        "code": tag("cbc:UUID", code, schemeID="2", schemeName=name),
        "date": tag("cbc:IssueDate", "2026-11-20"),
        "time": tag("cbc:IssueTime", "20:15:32-05:00"),
    }


def invoice() -> Parts:
    """An invoice with everything the reader knows; its lines, taxes and totals add up."""
    return head() | {
        "due": tag("cbc:DueDate", "2026-12-20"),
        "type": tag("cbc:InvoiceTypeCode", "01"),
        "note": tag("cbc:Note", "Gracias por su visita"),
        "tax-point": tag("cbc:TaxPointDate", "2026-11-20"),
        "currency": tag("cbc:DocumentCurrencyCode", "COP"),
        "count": tag("cbc:LineCountNumeric", "2"),
        "period": tag(
            "cac:InvoicePeriod",
            tag("cbc:StartDate", "2026-11-01"),
            tag("cbc:EndDate", "2026-11-30"),
        ),
        "order": tag("cac:OrderReference", tag("cbc:ID", "PED-7")),
        "billing": tag(
            "cac:BillingReference",
            reference("Invoice", "FE40", tag("cbc:IssueDate", "2026-11-01")),
            reference("CreditNote", "NC4", tag("cbc:UUID", SHA, schemeName="CUDE-SHA384")),
            reference("DebitNote", "ND4", tag("cbc:DocumentDescription", "Propina")),
        ),
        "despatch": reference("Despatch", "DES-1"),
        "receipt": reference("Receipt", "REC-1"),
        "additional": reference("Additional", "AD-1", tag("cbc:DocumentTypeCode", "99")),
        "supplier": supplier(),
        "customer": customer(),
        "representative": tag(
            "cac:TaxRepresentativeParty",
            tag("cac:PartyIdentification", identification("cbc:ID", "900777222", digit="8")),
            tag("cac:PartyName", tag("cbc:Name", "Contadores de la 45")),
        ),
        "delivery": tag(
            "cac:Delivery",
            tag("cbc:ActualDeliveryDate", "2026-11-20"),
            address("cac:DeliveryAddress"),
            tag("cac:DeliveryParty", tag("cac:PartyName", tag("cbc:Name", "Mandados Ya"))),
        ),
        "terms": tag(
            "cac:DeliveryTerms",
            tag("cbc:ID", "1"),
            tag("cbc:SpecialTerms", "En la puerta"),
            tag("cbc:LossRiskResponsibilityCode", "CIF"),
            tag("cbc:LossRisk", "Del remitente"),
        ),
        "payment": tag(
            "cac:PaymentMeans",
            tag("cbc:ID", "2"),
            tag("cbc:PaymentMeansCode", "48"),
            tag("cbc:PaymentDueDate", "2026-12-20"),
            tag("cbc:PaymentID", "A1"),
            tag("cbc:PaymentID", "A2"),
        ),
        "prepaid": tag(
            "cac:PrepaidPayment",
            tag("cbc:ID", "1"),
            money("PaidAmount", "0.00"),
            tag("cbc:ReceivedDate", "2026-11-19"),
            tag("cbc:PaidDate", "2026-11-18"),
            tag("cbc:InstructionID", "Bono"),
        ),
        "discount": allowance("false", "1000.00", "01", "Cliente frecuente"),
        "tip": allowance("true", "4500.00", "03", "Propina voluntaria"),
        "rate": exchange("PaymentExchangeRate"),
        "other-rate": exchange("PaymentAlternativeExchangeRate"),
        "inc": tax_total("3600.00", subtotal("04", "INC", "45000.00", "3600.00", "8.00")),
        "bags": tax_total("60.00", nominal("22", "Bolsas", "60.00", "1", "60.00")),
        "withholding": tax_total(
            "1.00",
            subtotal("06", "ReteRenta", "40.00", "1.00", "2.50"),
            name="cac:WithholdingTaxTotal",
        ),
        "totals": totals(),
        "line": line(),
        "gift": gift(),
    }


def exchange(name: str) -> str:
    return tag(
        f"cac:{name}",
        tag("cbc:SourceCurrencyCode", "COP"),
        tag("cbc:SourceCurrencyBaseRate", "1.00"),
        tag("cbc:TargetCurrencyCode", "USD"),
        tag("cbc:TargetCurrencyBaseRate", "1.00"),
        tag("cbc:CalculationRate", "4012.50"),
        tag("cbc:Date", "2026-11-20"),
    )


def note_parts(kind: str) -> Parts:
    """A credit or debit note that gives back one arepa."""
    verb = {"CreditNote": "Credited", "DebitNote": "Debited"}[kind]
    name = {"CreditNote": "LegalMonetaryTotal", "DebitNote": "RequestedMonetaryTotal"}[kind]
    only_credit = {"type": tag("cbc:CreditNoteTypeCode", "91")} if kind == "CreditNote" else {}
    return (
        head("NC45", "CUDE-SHA384")
        | {"extensions": extensions(dian_block(control=False))}
        | only_credit
        | {
            "currency": tag("cbc:DocumentCurrencyCode", "COP"),
            "count": tag("cbc:LineCountNumeric", "1"),
            "discrepancy": tag(
                "cac:DiscrepancyResponse",
                tag("cbc:ReferenceID", "FE45"),
                tag("cbc:ResponseCode", "2"),
                tag("cbc:Description", "Anulación"),
            ),
            "billing": tag(
                "cac:BillingReference",
                reference("Invoice", "FE45", tag("cbc:UUID", SHA, schemeName="CUFE-SHA384")),
            ),
            "supplier": supplier(),
            "customer": customer(),
            "payment": tag("cac:PaymentMeans", tag("cbc:ID", "1")),
            "inc": tax_total("3600.00", subtotal("04", "INC", "45000.00", "3600.00", "8.00")),
            "totals": totals(
                name,
                TaxInclusive="48600.00",
                Payable="48600.00",
                AllowanceTotal="",
                ChargeTotal="",
                Prepaid="",
                PayableRounding="",
            ),
            "line": line(kind, verb),
        }
    )


def exchange_party(name: str, registered: str, nit: str, digit: str) -> str:
    return tag(
        name,
        tag(
            "cac:PartyTaxScheme",
            tag("cbc:RegistrationName", registered),
            identification("cbc:CompanyID", nit, digit=digit),
            scheme("01", "IVA"),
        ),
    )


def event(code: str = "030") -> Parts:
    """An acknowledgement of receipt by Maíz y Fuego of an invoice of the restaurant."""
    response = tag("cbc:ResponseCode", code, listID="02", name="Mercancía no entregada")
    return head("AR45", "CUDE-SHA384") | {
        "extensions": extensions(dian_block()),
        "note": tag("cbc:Note", "Recibido"),
        "sender": exchange_party("cac:SenderParty", "Maíz y Fuego SAS", "900777222", "8"),
        "receiver": exchange_party("cac:ReceiverParty", "La Arepera de la 45", "900555111", "6"),
        "response": tag(
            "cac:DocumentResponse",
            tag("cac:Response", response, tag("cbc:Description", "Acuse de recibo")),
            reference(
                "",
                "FE45",
                tag("cbc:UUID", SHA, schemeName="CUFE-SHA384"),
                tag("cbc:DocumentTypeCode", "01"),
            ),
            tag(
                "cac:IssuerParty",
                tag(
                    "cac:Person",
                    identification("cbc:ID", "1020304050", "13"),
                    tag("cbc:FirstName", "Lucía"),
                    tag("cbc:FamilyName", "Peña"),
                    tag("cbc:JobTitle", "Bodeguera"),
                    tag("cbc:OrganizationDepartment", "Compras"),
                ),
            ),
            tag(
                "cac:LineResponse",
                tag("cac:LineReference", tag("cbc:LineID", "1")),
                tag(
                    "cac:Response",
                    tag("cbc:ResponseCode", "0000"),
                    tag("cbc:Description", "Autorizada"),
                ),
                tag("cac:Response", tag("cbc:Description", "Regla: FAJ43b, Notificación: x")),
            ),
        ),
    }


def attached(document: bytes, answer: bytes) -> Parts:
    """The container with a document and an answer, each as CDATA."""
    return head("AD45") | {
        "extensions": extensions(),
        "code": "",
        "time": tag("cbc:IssueTime", "20:15:32"),
        "kind": tag("cbc:DocumentType", "Contenedor de Factura Electrónica"),
        "parent": tag("cbc:ParentDocumentID", "FE45"),
        "sender": exchange_party("cac:SenderParty", "La Arepera de la 45", "900555111", "6"),
        "receiver": exchange_party("cac:ReceiverParty", "Maíz y Fuego SAS", "900777222", "8"),
        "attachment": _attachment(document),
        "line": tag(
            "cac:ParentDocumentLineReference",
            tag("cbc:LineID", "1"),
            reference(
                "",
                "FE45",
                tag("cbc:UUID", SHA, schemeName="CUFE-SHA384"),
                tag("cbc:IssueDate", "2026-11-20"),
                tag("cbc:DocumentType", "ApplicationResponse"),
                _attachment(answer),
                tag(
                    "cac:ResultOfVerification",
                    tag("cbc:ValidatorID", "DIAN"),
                    tag("cbc:ValidationResultCode", "02"),
                    tag("cbc:ValidationDate", "2026-11-20"),
                ),
            ),
        ),
    }


def _attachment(content: bytes) -> str:
    return tag(
        "cac:Attachment",
        tag(
            "cac:ExternalReference",
            tag("cbc:MimeCode", "text/xml"),
            f"<cbc:Description><![CDATA[{content.decode()}]]></cbc:Description>",
        ),
    )
