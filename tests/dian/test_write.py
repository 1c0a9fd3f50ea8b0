# SPDX-License-Identifier: MIT
"""The writer: every kind of document, exactly as it is, in canonical form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from lxml import etree

from dian import typed
from dian.changes import c14n, canonical
from loggro_integration import dian, errors
from loggro_integration.codes import CreditNoteConcept
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    Discrepancy,
    ExtensionBlock,
    ExtensionElement,
    FiscalDocument,
    Identification,
    Invoice,
    PaymentMeans,
    PaymentTerms,
    Reference,
    ResponseLine,
    TaxSubtotal,
    TaxTotal,
    WrittenCode,
)

D = Decimal
Document = FiscalDocument | ApplicationResponse | AttachedDocument
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
AGENCY = (
    'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
)
every_kind = pytest.mark.parametrize("make", typed.KINDS)


def body(document: Document) -> str:
    data = dian.write(document)
    assert data.startswith(DECLARATION)
    return data.removeprefix(DECLARATION).decode()


# --- canonical by construction ---------------------------------------------------------------


@every_kind
def test_every_kind_is_its_own_canonical_form(make: Callable[[], Document]) -> None:
    """Parsing and canonicalising the body gives the body, byte by byte."""
    data = dian.write(make())

    assert DECLARATION + canonical(data) == data


@every_kind
def test_every_kind_is_read_back_as_it_was(make: Callable[[], Document]) -> None:
    """What the types hold is what the reader finds: nothing added, nothing lost."""
    document = make()

    found = dian.read(dian.write(document))

    assert document == found
    assert () == found.problems


@every_kind
def test_no_white_space_and_no_slot_for_a_signature(make: Callable[[], Document]) -> None:
    """Elements follow each other; an unsigned document has no empty ExtensionContent."""
    text = body(make())

    assert re.search(r">\s+<", text.partition("<cac:Attachment>")[0]) is None
    assert "/>" not in text
    assert "ds:Signature" not in text
    assert "<ext:ExtensionContent></ext:ExtensionContent>" not in text


@every_kind
def test_namespaces_are_declared_once_and_in_order(make: Callable[[], Document]) -> None:
    """The default one first, then by prefix: also those that only the signature uses."""
    text = body(make())

    prefixes = re.findall(r"xmlns(?::(\w+))?=", text)

    assert ["", "cac", "cbc", "ds", "ext", "sts", "xades", "xades141"] == prefixes


@cache
def schema(shared: Path, kind: str) -> etree.XMLSchema:
    file = shared / "xsd" / "maindoc" / f"UBL-{kind}-2.1.xsd"
    return etree.XMLSchema(etree.parse(file, etree.XMLParser(load_dtd=True)))


@pytest.mark.corpus
@every_kind
def test_every_kind_is_valid(make: Callable[[], Document], shared: Path) -> None:
    """The UBL 2.1 schema of its root accepts the document as it is written."""
    document = make()
    found = schema(shared, type(document).__name__)

    found.validate(etree.fromstring(dian.write(document)))

    assert [] == [str(error.message) for error in found.error_log]


# --- order -----------------------------------------------------------------------------------


def children(text: str, path: str = ".") -> list[str]:
    parent = etree.fromstring(text.encode()).find(path)
    assert parent is not None
    names = [etree.QName(child).localname for child in parent]
    return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]


CBC_HEAD = ["UBLVersionID", "CustomizationID", "ProfileID", "ProfileExecutionID", "ID", "UUID"]
HEAD = ["UBLExtensions", *CBC_HEAD, "IssueDate", "IssueTime"]
REFERENCES = [
    "OrderReference",
    "BillingReference",
    "DespatchDocumentReference",
    "ReceiptDocumentReference",
    "AdditionalDocumentReference",
]
PARTIES = ["AccountingSupplierParty", "AccountingCustomerParty", "TaxRepresentativeParty"]
DELIVERY = ["Delivery", "DeliveryTerms", "PaymentMeans", "PaymentTerms"]
RATES = ["PaymentExchangeRate", "PaymentAlternativeExchangeRate"]


def test_an_invoice_is_in_the_order_of_its_schema() -> None:
    """Header, parties, payment, totals and lines stand where UBL's Invoice wants them."""
    expected = [
        *HEAD,
        *["DueDate", "InvoiceTypeCode", "Note", "TaxPointDate", "DocumentCurrencyCode"],
        *["LineCountNumeric", "InvoicePeriod", *REFERENCES, *PARTIES, *DELIVERY],
        *["PrepaidPayment", "AllowanceCharge", *RATES, "TaxTotal", "WithholdingTaxTotal"],
        *["LegalMonetaryTotal", "InvoiceLine"],
    ]

    assert expected == children(body(typed.invoice()))


def test_a_credit_note_is_in_the_order_of_its_schema() -> None:
    """The rates stand before the discounts, the reason of the note before its references."""
    expected = [
        *HEAD,
        *["TaxPointDate", "CreditNoteTypeCode", "Note", "DocumentCurrencyCode"],
        *["LineCountNumeric", "InvoicePeriod", "DiscrepancyResponse", *REFERENCES, *PARTIES],
        *[*DELIVERY, *RATES, "AllowanceCharge", "TaxTotal", "LegalMonetaryTotal"],
        "CreditNoteLine",
    ]

    assert expected == children(body(typed.credit_note()))


def test_a_debit_note_is_in_the_order_of_its_schema() -> None:
    """Advances and discounts stand before delivery; the totals have their own name."""
    expected = [
        *HEAD,
        *["Note", "TaxPointDate", "DocumentCurrencyCode", "LineCountNumeric", "InvoicePeriod"],
        *["DiscrepancyResponse", *REFERENCES, *PARTIES, "PrepaidPayment", "AllowanceCharge"],
        *[*DELIVERY, *RATES, "TaxTotal", "RequestedMonetaryTotal", "DebitNoteLine"],
    ]

    assert expected == children(body(typed.debit_note()))


def test_lines_have_taxes_before_discounts_in_notes_alone() -> None:
    """An invoice's line has its discounts first; quantities are named after the kind."""
    both = typed.arepa(withholdings=())
    invoice = body(typed.invoice(lines=(evolve(both, withholdings=(typed.WITHHELD,)),)))
    credit, debit = (
        body(make(lines=(evolve(both, free_of_charge=None),)))
        for make in (typed.credit_note, typed.debit_note)
    )
    cac = f"{{{typed_namespace('cac')}}}"

    assert [
        *["ID", "InvoicedQuantity", "LineExtensionAmount", "FreeOfChargeIndicator"],
        *["AllowanceCharge", "TaxTotal", "WithholdingTaxTotal", "Item", "Price"],
    ] == children(invoice, f"{cac}InvoiceLine")
    for text, kind, verb in ((credit, "Credit", "Credited"), (debit, "Debit", "Debited")):
        assert [
            *["ID", f"{verb}Quantity", "LineExtensionAmount", "TaxTotal", "AllowanceCharge"],
            *["Item", "Price"],
        ] == children(text, f"{cac}{kind}NoteLine")


def typed_namespace(prefix: str) -> str:
    found = re.search(f'xmlns:{prefix}="([^"]*)"', body(typed.pos()))
    assert found is not None
    return found[1]


def test_a_full_line_is_in_the_order_of_its_schema() -> None:
    """Everything a line of an invoice may carry has its place, in the item too."""
    text = body(typed.invoice(lines=(typed.gift(),)))
    cac = f"{{{typed_namespace('cac')}}}"

    assert [
        *["ID", "Note", "InvoicedQuantity", "LineExtensionAmount", "FreeOfChargeIndicator"],
        *["InvoicePeriod", "DocumentReference", "PricingReference", "TaxTotal"],
        *["WithholdingTaxTotal", "Item", "Price"],
    ] == children(text, f"{cac}InvoiceLine")
    assert [
        *["Description", "PackSizeNumeric", "BrandName", "ModelName"],
        *["SellersItemIdentification", "StandardItemIdentification"],
        *["AdditionalItemIdentification", "AdditionalItemProperty"],
        "InformationContentProviderParty",
    ] == children(text, f"{cac}InvoiceLine/{cac}Item")


def test_references_are_written_by_kind() -> None:
    """Whatever their order in the types, UBL has one order of kinds; within a kind theirs stays."""
    last = Reference(kind="additional", number="AD-1")
    first = Reference(kind="debit-note", number="ND4")
    second = Reference(kind="invoice", number="FE40")
    document = typed.plain_invoice(references=(last, first, second))

    found = dian.read(dian.write(document))

    assert isinstance(found, Invoice)
    assert (first, second, last) == found.references


# --- literals --------------------------------------------------------------------------------


def test_dians_block_is_that_of_the_official_examples() -> None:
    """Range, country, software, security code, authority and QR: element by element."""
    expected = (
        "<sts:DianExtensions><sts:InvoiceControl>"
        "<sts:InvoiceAuthorization>18764000000045</sts:InvoiceAuthorization>"
        "<sts:AuthorizationPeriod><cbc:StartDate>2026-01-19</cbc:StartDate>"
        "<cbc:EndDate>2028-01-19</cbc:EndDate></sts:AuthorizationPeriod>"
        "<sts:AuthorizedInvoices><sts:Prefix>FE</sts:Prefix><sts:From>1</sts:From>"
        "<sts:To>5000</sts:To></sts:AuthorizedInvoices></sts:InvoiceControl>"
        '<sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6"'
        ' listAgencyName="United Nations Economic Commission for Europe"'
        ' listSchemeURI="urn:oasis:names:specification:ubl:codelist:gc:'
        'CountryIdentificationCode-2.1">CO</cbc:IdentificationCode></sts:InvoiceSource>'
        f'<sts:SoftwareProvider><sts:ProviderID {AGENCY} schemeID="6" schemeName="31">'
        f"900555111</sts:ProviderID><sts:SoftwareID {AGENCY}>3f0c45ab-4545</sts:SoftwareID>"
        f"</sts:SoftwareProvider><sts:SoftwareSecurityCode {AGENCY}>{typed.SHA}"
        "</sts:SoftwareSecurityCode><sts:AuthorizationProvider>"
        f'<sts:AuthorizationProviderID {AGENCY} schemeID="4" schemeName="31">800197268'
        "</sts:AuthorizationProviderID></sts:AuthorizationProvider>"
        f"<sts:QRCode>{typed.QR}</sts:QRCode></sts:DianExtensions>"
    )

    assert expected in body(typed.invoice())


def test_a_note_has_no_numbering_and_a_range_without_prefix_none() -> None:
    """What is absent leaves no element behind."""
    bare = evolve(typed.RANGE, prefix="", valid_from=None, valid_until=None)

    note, invoice = body(typed.credit_note()), body(typed.invoice(numbering=bare))

    assert "InvoiceControl" not in note
    assert "sts:Prefix" not in invoice
    assert "AuthorizationPeriod" not in invoice
    assert "<sts:AuthorizedInvoices><sts:From>1</sts:From>" in invoice


def test_a_document_with_nothing_in_extensions_has_none() -> None:
    """No range, no software, no block: no UBLExtensions, which may not stand empty."""
    bare = typed.plain_invoice(numbering=None, software=None, qr_code=None)

    assert "ext:UBLExtension" not in body(bare).partition(">")[2]


def test_the_unique_code_carries_the_environment() -> None:
    """`UUID` of an invoice has two attributes, of a POS document also the agency's."""
    plain, equivalent = body(typed.plain_invoice()), body(typed.pos())

    assert f'<cbc:UUID schemeID="2" schemeName="CUFE-SHA384">{typed.SHA}<' in plain
    assert f'<cbc:UUID {AGENCY} schemeID="2" schemeName="CUDE-SHA384">{typed.SHA}<' in equivalent


def test_type_and_currency_are_written_as_each_kind_does() -> None:
    """A POS document names its type and leaves out the code list of the currency."""
    coded = (
        '<cbc:DocumentCurrencyCode listAgencyID="6"'
        ' listAgencyName="United Nations Economic Commission for Europe"'
        ' listID="ISO 4217 Alpha">COP<'
    )
    plain, equivalent = body(typed.plain_invoice()), body(typed.pos())

    assert coded in plain
    assert "<cbc:InvoiceTypeCode>01<" in plain
    assert "<cbc:DocumentCurrencyCode>COP<" in equivalent
    assert '<cbc:InvoiceTypeCode name="Factura tipo punto de venta POS">20<' in equivalent
    for make in (typed.support, typed.support_adjustment, typed.debit_adjustment):
        assert "<cbc:DocumentCurrencyCode>COP<" in body(make())


def test_parties_carry_agency_digit_and_type() -> None:
    """A NIT has its check digit, a cédula none; the country is named in Spanish."""
    text = body(typed.plain_invoice())

    assert f'<cbc:CompanyID {AGENCY} schemeID="6" schemeName="31">900555111<' in text
    assert f'<cbc:CompanyID {AGENCY} schemeName="13">1020304050<' in text
    assert '<cbc:TaxLevelCode listName="48">O-13;O-15</cbc:TaxLevelCode>' in text
    assert "<cbc:IndustryClassificationCode>5611;5613<" in text
    assert (
        "<cac:Country><cbc:IdentificationCode>CO</cbc:IdentificationCode>"
        '<cbc:Name languageID="es">Colombia</cbc:Name></cac:Country>'
    ) in text


def test_amounts_carry_the_currency_of_the_document() -> None:
    """In dollars every amount says so; rates and percentages say nothing."""
    text = body(typed.invoice(currency="USD"))

    assert 'currencyID="COP"' not in text
    assert '<cbc:TaxAmount currencyID="USD">3600.00</cbc:TaxAmount>' in text
    assert "<cbc:CalculationRate>4012.50</cbc:CalculationRate>" in text


def test_an_event_tells_who_it_is_about_and_why() -> None:
    """A claim says its reason in attributes; a legal person is told on the number itself."""
    text = body(typed.claim())

    assert (
        '<cbc:ResponseCode listID="02" name="Mercancía no entregada">031</cbc:ResponseCode>'
    ) in text
    assert (
        f'<cbc:CompanyID {AGENCY} schemeID="8" schemeName="31" schemeVersionID="1">900777222<'
    ) in text
    assert '<cbc:ID schemeName="13">1020304050</cbc:ID><cbc:FirstName>Lucía<' in body(typed.event())


def test_an_answer_groups_its_responses_by_line() -> None:
    """Responses under one line stand together; without a line each stands under its place."""
    grouped = body(typed.answer())
    placed = body(typed.answer(lines=(ResponseLine(code="1"), ResponseLine(code="2"))))

    assert ["1", "2"] == re.findall("<cbc:LineID>(.*?)<", grouped)
    assert 3 == len(re.findall("<cac:Response><cbc:ResponseCode>", grouped)) - 1
    assert ["1", "2"] == re.findall("<cbc:LineID>(.*?)<", placed)


def test_a_container_is_that_of_the_annex() -> None:
    """Its texts, and the document inside as escaped text: the same value as CDATA, canonical."""
    text = body(typed.attached())

    for piece in (
        "<cbc:DocumentType>Contenedor de Factura Electrónica</cbc:DocumentType>",
        "<cbc:ParentDocumentID>FE45</cbc:ParentDocumentID>",
        "<cbc:MimeCode>text/xml</cbc:MimeCode><cbc:EncodingCode>UTF-8</cbc:EncodingCode>",
        "<cac:ParentDocumentLineReference><cbc:LineID>1</cbc:LineID>",
        "<cbc:DocumentType>ApplicationResponse</cbc:DocumentType>",
        "<cbc:ValidatorID>Unidad Especial Dirección de Impuestos y Aduanas Nacionales<",
        "<cbc:ValidationTime>09:30:30-05:00</cbc:ValidationTime>",
        '&lt;Invoice a="1 &amp;amp; 2"&gt;&#xD;\n]]&amp;gt;ó&lt;/Invoice&gt;',
    ):
        assert piece in text
    assert "CDATA" not in text


def test_a_reference_in_an_equivalent_says_its_environment() -> None:
    """The official POS example writes `schemeID` on the code of the note it refers to."""
    known = Reference(
        kind="credit-note",
        number="NDA005",
        unique_code=WrittenCode(scheme="CUDE-SHA384", value=typed.SHA),
        type_code="94",
    )

    assert f'<cbc:UUID schemeID="2" schemeName="CUDE-SHA384">{typed.SHA}</cbc:UUID>' in body(
        typed.pos(unique_code=None, references=(known,))
    )


# --- values ----------------------------------------------------------------------------------


def test_texts_and_attributes_are_escaped_as_c14n_does() -> None:
    """Markup, quotes, tabs and carriage returns: each as its place wants it."""
    line = typed.arepa(descriptions=('a < b & c > d "e" \t\n\r]]>',), unit_code="<\"&'>\t\n\r")

    text = body(typed.plain_invoice(lines=(line,)))

    assert 'a &lt; b &amp; c &gt; d "e" \t\n&#xD;]]&gt;</cbc:Description>' in text
    assert 'unitCode="&lt;&quot;&amp;\'>&#x9;&#xA;&#xD;"' in text


@pytest.mark.parametrize(
    "value", ["  a ", "a\tb\nc", "a\rb\r\nc", "ñ€😀", "\x7f\x85\u2028", "\u00a0x\ufeff"]
)
def test_white_space_and_every_letter_survive(value: str) -> None:
    """What a text or an attribute holds is what any parser finds."""
    note = evolve(typed.plain_invoice(), notes=(value,), environment=value)

    root = etree.fromstring(dian.write(note))
    cbc = f"{{{typed_namespace('cbc')}}}"

    assert value == root.findtext(f"{cbc}Note")
    code = root.find(f"{cbc}UUID")
    assert code is not None
    assert value == code.get("schemeID")


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1", "1"),
        ("1.10", "1.10"),
        ("0.00", "0.00"),
        ("-2.50", "-2.50"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("0E-2", "0.00"),
        ("123456789012345678.1234567890123456789", "123456789012345678.1234567890123456789"),
    ],
)
def test_amounts_are_written_as_they_are(amount: str, written: str) -> None:
    """With their zeros, never with an exponent, never rounded."""
    line = typed.arepa(line_extension=D(amount))

    text = body(typed.plain_invoice(lines=(line,)))

    assert f'<cbc:LineExtensionAmount currencyID="COP">{written}<' in text


def test_the_time_is_written_as_it_was_read_while_it_is_that_time() -> None:
    """A text that says another time than the field gives way to the field."""
    agreed = typed.plain_invoice(issue_time_text="20:15:32.000-05:00")
    stale = typed.plain_invoice(issue_time_text="20:15:33-05:00")
    odd = typed.plain_invoice(issue_time_text="<b>")

    assert "<cbc:IssueTime>20:15:32.000-05:00<" in body(agreed)
    assert "<cbc:IssueTime>20:15:32-05:00<" in body(stale)
    assert "<cbc:IssueTime>20:15:32-05:00<" in body(odd)


def test_a_time_with_an_offset_keeps_it() -> None:
    """A clock time is Bogotá's where it says nothing else."""
    abroad = typed.plain_invoice(issue_time=time(1, 15, tzinfo=timezone(timedelta(hours=2))))
    exact = typed.plain_invoice(issue_time=time(1, 15, 0, 250_000))

    assert "<cbc:IssueTime>01:15:00+02:00<" in body(abroad)
    assert "<cbc:IssueTime>01:15:00.250000-05:00<" in body(exact)


def test_codes_of_our_lists_are_written_by_their_value() -> None:
    """A member of an open list is its text."""
    note = typed.credit_note(
        discrepancy=Discrepancy(code=CreditNoteConcept.VOID, description="Anulación")
    )

    assert "<cbc:ResponseCode>2</cbc:ResponseCode>" in body(note)


def test_nothing_is_completed() -> None:
    """Without environment, code or customization there is none of them: `build` completes."""
    bare = typed.plain_invoice(
        environment=None, customization=None, profile=None, unique_code=None, line_count=None
    )

    text = body(bare)

    for name in ("CustomizationID", "ProfileID", "ProfileExecutionID", "UUID", "LineCount"):
        assert f"<cbc:{name}" not in text
    assert "<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:ID>FE45</cbc:ID>" in text


def test_what_the_sale_told_is_not_written() -> None:
    """Amount, tip and name of a payment, keys and makers have no place in the document."""
    means = PaymentMeans(
        form="1", code="10", amount=D("9.99"), tip=D("8.88"), name="Efectivo", approval="A-45"
    )
    software = evolve(typed.SOFTWARE, pin="98765", name="Fogón", maker_company="Brasas SAS")
    numbering = evolve(typed.RANGE, technical_key="a1b2c3d4e5")

    text = body(typed.plain_invoice(payment_means=(means,), software=software, numbering=numbering))

    for value in ("9.99", "8.88", "Efectivo", "A-45", "98765", "Fogón", "Brasas", "a1b2c3d4e5"):
        assert value not in text


# --- extensions ------------------------------------------------------------------------------


def test_the_three_blocks_of_a_pos_document() -> None:
    """Each is its official group of names and values in turn, after DIAN's block, in order."""
    blocks = typed.pos_blocks()
    text = body(typed.pos(extensions=blocks[::-1]))

    assert (
        "<ext:UBLExtension><ext:ExtensionContent><FabricanteSoftware>"
        "<InformacionDelFabricanteDelSoftware>"
        "<Name>NombreApellido</Name><Value>Ana Ruiz</Value>"
        "<Name>RazonSocial</Name><Value>La Arepera de la 45 SAS</Value>"
        "<Name>NombreSoftware</Name><Value>Fogón</Value>"
        "</InformacionDelFabricanteDelSoftware></FabricanteSoftware>"
        "</ext:ExtensionContent></ext:UBLExtension>"
        "<ext:UBLExtension><ext:ExtensionContent><BeneficiosComprador>"
        "<InformacionBeneficiosComprador>"
        "<Name>Codigo</Name><Value>1020304050</Value>"
        "<Name>NombresApellidos</Name><Value>Lucía Peña</Value>"
        "<Name>Puntos</Name><Value>0</Value>"
        "</InformacionBeneficiosComprador></BeneficiosComprador>"
        "</ext:ExtensionContent></ext:UBLExtension>"
        "<ext:UBLExtension><ext:ExtensionContent><PuntoVenta><InformacionCajaVenta>"
        "<Name>PlacaCaja</Name><Value>C-1</Value>"
        "<Name>UbicaciónCaja</Name><Value>Salón</Value>"
        "<Name>Cajero</Name><Value>Luz</Value>"
        "<Name>TipoCaja</Name><Value>Principal</Value>"
        "<Name>CódigoVenta</Name><Value>45-7</Value>"
        "<Name>SubTotal</Name><Value>45000.00</Value>"
        "</InformacionCajaVenta></PuntoVenta>"
        "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    ) in text
    assert text.index("sts:DianExtensions") < text.index("FabricanteSoftware")


def test_the_annexs_spelling_of_a_group_can_be_asked_for() -> None:
    """`InformacionVeneficiosComprador` is written where the block says so, and read back."""
    block = ExtensionBlock(
        name="BeneficiosComprador",
        values=(("Codigo", "1"),),
        group="InformacionVeneficiosComprador",
    )

    document = typed.pos(extensions=(block,))

    assert "<BeneficiosComprador><InformacionVeneficiosComprador><Name>" in body(document)
    assert document == dian.read(dian.write(document))


def test_due_diligence_has_its_pairs_without_a_group() -> None:
    """The block of currency exchange is the official one, byte by byte."""
    block = ExtensionBlock(name="DebidaDiligencia", values=(("Cod_Diligencia", "01"),))

    text = body(typed.plain_invoice(extensions=(block,)))

    assert (
        "<DebidaDiligencia><Name>Cod_Diligencia</Name><Value>01</Value></DebidaDiligencia>" in text
    )


def test_health_goes_first_and_keeps_its_shape() -> None:
    """In the health sector `CustomTagGeneral` stands before DIAN's block; elsewhere after it."""
    block = typed.health_block()
    health = typed.plain_invoice(customization="SS-CUFE", extensions=(block,))

    text = body(health)
    found = dian.read(dian.write(health))

    assert text.index("CustomTagGeneral") < text.index("sts:DianExtensions")
    assert (
        '<Interoperabilidad><Group schemeName="Sector Salud"><Collection schemeName="Usuario">'
        "<AdditionalInformation><Name>CODIGO_PRESTADOR</Name><Value>4545</Value>"
        "</AdditionalInformation><AdditionalInformation><Name>MODALIDAD_PAGO</Name>"
        '<Value schemeID="02" schemeName="salud_modalidad_pago.gc">Evento</Value>'
    ) in text
    assert isinstance(found, Invoice)
    assert block.elements == found.extensions[0].elements
    assert "4545" == found.extensions[0].get("CODIGO_PRESTADOR")
    other = body(evolve(health, customization="10"))
    assert other.index("CustomTagGeneral") > other.index("sts:DianExtensions")


def test_blocks_in_other_namespaces_are_canonical_too() -> None:
    """Elements of UBL, of another vocabulary and of none change the default as C14N does."""
    inner = ExtensionElement(
        name="{urn:x}Ajeno",
        attributes=(("a", "<1>"), ("b", "2")),
        elements=(
            ExtensionElement(name="{urn:x}Igual", text="y"),
            ExtensionElement(name="Propio", text="ñ"),
            ExtensionElement(name="{}Ninguno", text="z"),
            ExtensionElement(name="cbc:ID", text="1"),
        ),
    )
    block = ExtensionBlock(name="{urn:x}Bloque", attributes=(("v", "1"),), elements=(inner,))
    grouped = ExtensionBlock(name="Otro", group="{urn:y}Grupo", values=(("a", "b"),))
    document = typed.plain_invoice(extensions=(block, grouped))

    data = dian.write(document)
    found = dian.read(data)

    assert DECLARATION + canonical(data) == data
    assert isinstance(found, Invoice)
    assert (block.elements, grouped.values, grouped.group) == (
        found.extensions[0].elements,
        found.extensions[1].values,
        found.extensions[1].group,
    )


def test_a_block_may_be_a_lone_text_or_empty() -> None:
    """A block without elements is read and written as it is."""
    text = ExtensionBlock(name="Sello", values=(("Sello", "45"),), attributes=(("v", "1"),))
    empty = ExtensionBlock(name="Vacío")
    document = typed.plain_invoice(extensions=(text, empty))

    assert '<Sello v="1">45</Sello>' in body(document)
    assert "<Vacío></Vacío>" in body(document)
    assert document == dian.read(dian.write(document))


# --- refusals --------------------------------------------------------------------------------

BARE_TAX = TaxTotal(code="01", name="IVA", amount=D("0.00"))


def tax(**part: Any) -> TaxTotal:
    subtotal = TaxSubtotal(amount=D("0.00"), **part)
    return TaxTotal(code="01", name="IVA", amount=D("0.00"), subtotals=(subtotal,))


@pytest.mark.parametrize(
    ("make", "fields", "named"),
    [
        (typed.credit_note, {"withholdings": (typed.WITHHELD,)}, "withholdings"),
        (typed.credit_note, {"due_date": typed.DAY}, "due_date"),
        (typed.credit_note, {"prepayments": typed.invoice().prepayments}, "prepayments"),
        (typed.credit_note, {"lines": (typed.gift(),)}, "lines[0].withholdings"),
        (typed.debit_note, {"withholdings": (typed.WITHHELD,)}, "withholdings"),
        (typed.debit_note, {"due_date": typed.DAY}, "due_date"),
        (typed.debit_note, {"lines": (typed.arepa(),)}, "lines[0].free_of_charge"),
        (
            typed.debit_note,
            {"lines": (typed.arepa(free_of_charge=None, period_code="1"),)},
            "lines[0].period_code",
        ),
        (typed.invoice, {"lines": ()}, "lines"),
        (typed.invoice, {"number": ""}, "number"),
        (typed.invoice, {"lines": (typed.arepa(id=""),)}, "lines[0].id"),
        (typed.invoice, {"payment_means": (PaymentMeans(form="1"),)}, "payment_means[0].code"),
        (
            typed.invoice,
            {"payment_terms": (PaymentTerms(duration=D(1)),)},
            "payment_terms[0].unit_code",
        ),
        (
            typed.invoice,
            {"payment_terms": (PaymentTerms(unit_code="DAY"),)},
            "payment_terms[0].duration",
        ),
        (typed.invoice, {"taxes": (BARE_TAX,)}, "taxes[0].subtotals"),
        (
            typed.invoice,
            {"lines": (typed.arepa(taxes=(BARE_TAX,)),)},
            "lines[0].taxes[0].subtotals",
        ),
        (
            typed.invoice,
            {"taxes": (tax(base_unit_measure=D(1)),)},
            "taxes[0].subtotals[0].unit_code",
        ),
        (
            typed.invoice,
            {"lines": (typed.arepa(taxes=(tax(unit_code="94"),)),)},
            "lines[0].taxes[0].subtotals[0].base_unit_measure",
        ),
        (typed.invoice, {"taxes": (tax(code="04"),)}, "taxes[0].subtotals[0].code"),
        (typed.invoice, {"taxes": (tax(name="INC"),)}, "taxes[0].subtotals[0].name"),
        (
            typed.invoice,
            {"references": (Reference(kind="order", number="1"),) * 2},
            "references[1]",
        ),
        (
            typed.invoice,
            {"references": (Reference(kind="order", number="1", type_code="01"),)},
            "references[0].type_code",
        ),
        (
            typed.invoice,
            {"references": (Reference(kind="carta", number="1"),)},
            "references[0].kind",
        ),
        (
            typed.invoice,
            {"references": (Reference(kind="invoice", number=""),)},
            "references[0].number",
        ),
        (
            typed.invoice,
            {"lines": (typed.arepa(references=(Reference(kind="order", number="1"),)),)},
            "lines[0].references[0].kind",
        ),
        (
            typed.invoice,
            {"supplier": evolve(typed.RESTAURANT, responsibilities=("O-13;O-15",))},
            "supplier.responsibilities[0]",
        ),
        (
            typed.invoice,
            {"supplier": evolve(typed.RESTAURANT, trade_name=None)},
            "supplier.trade_name",
        ),
        (
            typed.invoice,
            {"customer": evolve(typed.CUSTOMER, personal_identification=None)},
            "customer.personal_identification",
        ),
        (
            typed.invoice,
            {"supplier": evolve(typed.RESTAURANT, identification=None)},
            "supplier.identification",
        ),
        (typed.invoice, {"software": evolve(typed.SOFTWARE, provider=None)}, "software.provider"),
        (
            typed.invoice,
            {"exchange_rate": evolve(typed.RATE, source="")},
            "exchange_rate.source",
        ),
        (typed.event, {"reference": None}, "reference"),
        (
            typed.event,
            {"sender": evolve(typed.EXCHANGING, identification=None)},
            "sender.identification",
        ),
        (typed.attached, {"parent_number": None}, "parent_number"),
        (typed.attached, {"document": None}, "document"),
    ],
)
def test_what_a_kind_cannot_hold_is_refused_by_name(
    make: Callable[..., Document], fields: dict[str, Any], named: str
) -> None:
    """Nothing is left out silently and nothing invalid is written: the error names the field."""
    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(make(**fields))

    assert named == raised.value.field
    assert raised.value.hint is not None


def test_all_that_is_refused_is_counted() -> None:
    """The first field is named, the others are told as a number."""
    note = typed.credit_note(due_date=typed.DAY, withholdings=(typed.WITHHELD,), number="")

    with pytest.raises(errors.InvalidInput, match=r"and 2 more"):
        dian.write(note)


@pytest.mark.parametrize(
    ("fields", "named", "kind"),
    [
        ({"notes": ("a\x00b",)}, "notes[0]", errors.InvalidInput),
        ({"notes": ("ok", "\x1b[2J")}, "notes[1]", errors.InvalidInput),
        ({"notes": ("\ud83d",)}, "notes[0]", errors.InvalidInput),
        ({"notes": ("\uffff",)}, "notes[0]", errors.InvalidInput),
        ({"notes": "Gracias"}, "notes", errors.InvalidInput),
        ({"notes": (45,)}, "notes[0]", errors.InvalidInput),
        (
            {"lines": (typed.arepa(properties=(("Color",),)),)},
            "lines[0].properties[0]",
            errors.InvalidInput,
        ),
        ({"number": None}, "number", errors.InvalidInput),
        ({"lines": typed.arepa()}, "lines", errors.InvalidInput),
        ({"lines": (typed.arepa(taxes=("IVA",)),)}, "lines[0].taxes[0]", errors.InvalidInput),
        ({"references": ("FE40",)}, "references[0]", errors.InvalidInput),
        ({"lines": (typed.arepa(unit_code="\x01"),)}, "lines[0].unit_code", errors.InvalidInput),
        ({"lines": (typed.arepa(unit_price=2.5),)}, "lines[0].unit_price", errors.InexactMoney),
        (
            {"lines": (typed.arepa(quantity=D("NaN")),)},
            "lines[0].quantity",
            errors.InvalidAmount,
        ),
        ({"totals": typed.totals(payable=D("Infinity"))}, "totals.payable", errors.InvalidAmount),
        ({"totals": typed.totals(payable=D("1E+999999"))}, "totals.payable", errors.InvalidAmount),
        ({"totals": typed.totals(payable=D("1E-41"))}, "totals.payable", errors.InvalidAmount),
        ({"totals": typed.totals(payable=D(10**18))}, "totals.payable", errors.InvalidAmount),
        ({"totals": typed.totals(payable="1.00")}, "totals.payable", errors.InvalidAmount),
        ({"totals": typed.totals(payable=True)}, "totals.payable", errors.InvalidAmount),
        ({"issue_date": datetime(2026, 11, 20, tzinfo=UTC)}, "issue_date", errors.InvalidDate),
        ({"issue_date": "2026-11-20"}, "issue_date", errors.InvalidDate),
        ({"issue_time": "20:15"}, "issue_time", errors.InvalidDate),
        (
            {"issue_time": time(1, tzinfo=ZoneInfo("Europe/Madrid"))},
            "issue_time",
            errors.InvalidDate,
        ),
        ({"line_count": 2.0}, "line_count", errors.InvalidInput),
        ({"line_count": True}, "line_count", errors.InvalidInput),
        ({"line_count": -1}, "line_count", errors.InvalidInput),
        (
            {"lines": (typed.arepa(free_of_charge="no"),)},
            "lines[0].free_of_charge",
            errors.InvalidInput,
        ),
        ({"supplier": "La Arepera"}, "supplier", errors.InvalidInput),
        ({"supplier": None}, "supplier", errors.InvalidInput),
        (
            {"customer": evolve(typed.CUSTOMER, identification=Identification(number="\x02"))},
            "customer.identification.number",
            errors.InvalidInput,
        ),
        (
            {"extensions": (ExtensionBlock(name="no es nombre"),)},
            "extensions[0]",
            errors.InvalidInput,
        ),
        (
            {"extensions": (ExtensionBlock(name="DianExtensions"),)},
            "extensions[0]",
            errors.InvalidInput,
        ),
        (
            {"extensions": (evolve(typed.health_block(), values=(("otro", "valor"),)),)},
            "extensions[0]",
            errors.InvalidInput,
        ),
        (
            {"extensions": (ExtensionBlock(name="X", attributes=(("a", "1"), ("a", "2"))),)},
            "extensions[0]",
            errors.InvalidInput,
        ),
        (
            {
                "extensions": (
                    ExtensionBlock(
                        name="X",
                        elements=(
                            ExtensionElement(
                                name="Y", text="t", elements=(ExtensionElement(name="Z"),)
                            ),
                        ),
                    ),
                )
            },
            "extensions[0]",
            errors.InvalidInput,
        ),
    ],
)
def test_what_xml_cannot_hold_is_refused_by_name(
    fields: dict[str, Any], named: str, kind: type[errors.InvalidInput]
) -> None:
    """Control characters, halves of pairs, floats and other types: the error names the field."""
    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(typed.plain_invoice(**fields))

    assert (named, kind) == (raised.value.field, type(raised.value))


def test_a_container_holds_utf8_alone() -> None:
    """Bytes in another encoding, and text, are no document to put inside."""
    for content in (b"<a>\xf1</a>", "<a/>", b"<a>\x01</a>"):
        with pytest.raises(errors.InvalidInput) as raised:
            dian.write(typed.attached(answer=content))
        assert "answer" == raised.value.field


@pytest.mark.parametrize("thing", [None, "x", b"<Invoice/>", typed.arepa()])
def test_only_documents_are_written(thing: object) -> None:
    """Anything else is refused before anything is tried."""
    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(thing)  # type: ignore[arg-type]

    assert "document" == raised.value.field


def test_an_int_is_an_exact_amount() -> None:
    """A whole number written as `int` loses nothing; a subclass of the models is its kind."""

    class Mine(Invoice):
        pass

    document = typed.plain_invoice(lines=(typed.arepa(quantity=3),))
    mine = Mine(**vars(document))

    assert ">3</cbc:InvoicedQuantity>" in body(document)
    assert body(document) == body(mine)


def test_notes_are_of_their_own_class() -> None:
    """The root follows from the class alone."""
    for make, kind in ((typed.credit_note, CreditNote), (typed.debit_note, DebitNote)):
        assert body(make()).startswith(f"<{kind.__name__} xmlns=")
    assert c14n(etree.fromstring(body(typed.credit_note()).encode())).startswith(b"<CreditNote ")


def test_a_source_without_canonical_form_is_refused() -> None:
    """A relative namespace address leaves nothing to sign: the error is ours, with a remedy."""
    written = dian.write(typed.invoice())
    odd = written.replace(b"<cbc:UBLVersionID>", b'<cbc:UBLVersionID xmlns:q="rel/uri">', 1)
    document = dian.read(odd)

    with pytest.raises(errors.XmlRefused) as caught:
        dian.write(document)

    assert caught.value.code == "not-canonical"
    assert dian.write(evolve(document, source=None)) == written
