# SPDX-License-Identifier: MIT
"""Pieces of XML of La Arepera de la 45, from which `documents` are written."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {
    "cac": f"{UBL}CommonAggregateComponents-2",
    "cbc": f"{UBL}CommonBasicComponents-2",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ext": f"{UBL}CommonExtensionComponents-2",
    "sts": "dian:gov:co:facturaelectronica:Structures-2-1",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
}
OLD_STS = "http://www.dian.gov.co/contratos/facturaelectronica/v1/Structures"
SIGNATURE_MARK = "@@SIGNATURE@@"
"""Where `signing.sign` puts the signature."""

TECHNICAL_KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
PIN = "45045"
SHA = "c0de" * 24

Parts = dict[str, str]


def tag(name: str, /, *content: str, **attributes: str) -> str:
    """Write an element: a lone content without ``<`` is text, anything else is XML already."""
    shown = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = "".join(piece if piece.startswith("<") else escape(piece) for piece in content)
    return f"<{name}{shown}>{inner}</{name}>"


def money(name: str, amount: str) -> str:
    return tag(f"cbc:{name}", amount, currencyID="COP")


def write(kind: str, parts: Parts, *, sts: str = NAMESPACES["sts"], to_sign: bool = False) -> bytes:
    """Write a document of that root from its parts, in their order."""
    spaces = {**NAMESPACES, "sts": sts}
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in sorted(spaces.items()))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{UBL}{kind}-2"{declared}>'
    body = "".join(parts.values())
    if not to_sign:
        body = body.replace(SIGNATURE_MARK, "")
    return f"{head}{body}</{kind}>\n".encode()


# --- pieces ----------------------------------------------------------------------------------


def identification(name: str, number: str, kind: str = "31", digit: str = "") -> str:
    return tag(name, number, schemeAgencyID="195", schemeID=digit, schemeName=kind)


def address(name: str) -> str:
    return tag(
        name,
        tag("cbc:ID", "11001"),
        tag("cbc:CityName", "Bogotá, D.c."),
        tag("cbc:PostalZone", "110231"),
        tag("cbc:CountrySubentity", "Bogotá"),
        tag("cbc:CountrySubentityCode", "11"),
        tag("cac:AddressLine", tag("cbc:Line", "Calle 45 # 13-20")),
        tag("cac:AddressLine", tag("cbc:Line", "Local 3")),
        tag(
            "cac:Country",
            tag("cbc:IdentificationCode", "CO"),
            tag("cbc:Name", "Colombia", languageID="es"),
        ),
    )


def scheme(code: str, name: str) -> str:
    return tag("cac:TaxScheme", tag("cbc:ID", code), tag("cbc:Name", name))


def supplier() -> str:
    legal = tag(
        "cac:PartyLegalEntity",
        tag("cbc:RegistrationName", "La Arepera de la 45 SAS"),
        identification("cbc:CompanyID", "900555111", digit="6"),
        tag(
            "cac:CorporateRegistrationScheme",
            tag("cbc:ID", "FE"),
            tag("cbc:Name", "0045"),
        ),
        tag(
            "cac:ShareholderParty",
            tag("cbc:PartecipationPercent", "25.50"),
            tag(
                "cac:Party",
                tag(
                    "cac:PartyTaxScheme",
                    tag("cbc:RegistrationName", "Maíz y Fuego SAS"),
                    identification("cbc:CompanyID", "900777222"),
                    tag("cbc:TaxLevelCode", "O-13"),
                    scheme("01", "IVA"),
                ),
            ),
        ),
    )
    return tag(
        "cac:AccountingSupplierParty",
        tag("cbc:AdditionalAccountID", "1"),
        tag(
            "cac:Party",
            tag("cbc:IndustryClassificationCode", "5611;5613"),
            tag("cac:PartyName", tag("cbc:Name", "La Arepera")),
            tag("cac:PartyName", tag("cbc:Name", "Arepas de la 45")),
            tag("cac:PhysicalLocation", address("cac:Address")),
            tag(
                "cac:PartyTaxScheme",
                tag("cbc:RegistrationName", "La Arepera de la 45 SAS"),
                identification("cbc:CompanyID", "900555111", digit="6"),
                tag("cbc:TaxLevelCode", "O-13;O-15", listName="48"),
                address("cac:RegistrationAddress"),
                scheme("ZA", "IVA e INC"),
            ),
            tag(
                "cac:PartyTaxScheme",
                tag("cbc:RegistrationName", "Otro régimen"),
                identification("cbc:CompanyID", "1"),
            ),
            legal,
            tag(
                "cac:Contact",
                tag("cbc:Name", "Caja"),
                tag("cbc:Telephone", "6015550145"),
                tag("cbc:Telefax", "6015550146"),
                tag("cbc:ElectronicMail", "caja@arepera.example"),
                tag("cbc:Note", "De 7 a 22"),
            ),
        ),
    )


def customer() -> str:
    return tag(
        "cac:AccountingCustomerParty",
        tag("cbc:AdditionalAccountID", "2"),
        tag(
            "cac:Party",
            tag("cac:PartyIdentification", identification("cbc:ID", "1020304050", "13")),
            tag(
                "cac:PartyTaxScheme",
                tag("cbc:RegistrationName", "Lucía Peña"),
                identification("cbc:CompanyID", "1020304050", "13"),
                tag("cbc:TaxLevelCode", "R-99-PN", listName="49"),
                scheme("ZZ", "No aplica"),
            ),
            tag("cac:Person", tag("cbc:FirstName", "Lucía")),
        ),
    )


def subtotal(code: str, name: str, base: str, tax: str, percent: str) -> str:
    category = tag("cac:TaxCategory", tag("cbc:Percent", percent), scheme(code, name))
    return tag("cac:TaxSubtotal", money("TaxableAmount", base), money("TaxAmount", tax), category)


def nominal(code: str, name: str, tax: str, measure: str, each: str) -> str:
    return tag(
        "cac:TaxSubtotal",
        money("TaxAmount", tax),
        tag("cbc:BaseUnitMeasure", measure, unitCode="94"),
        money("PerUnitAmount", each),
        tag("cac:TaxCategory", scheme(code, name)),
    )


def tax_total(amount: str, *subtotals: str, name: str = "cac:TaxTotal") -> str:
    return tag(name, money("TaxAmount", amount), *subtotals)


def allowance(charge: str, amount: str, code: str, reason: str, *, base: str = "") -> str:
    return tag(
        "cac:AllowanceCharge",
        tag("cbc:ID", "1"),
        tag("cbc:ChargeIndicator", charge),
        tag("cbc:AllowanceChargeReasonCode", code),
        tag("cbc:AllowanceChargeReason", reason),
        *((tag("cbc:MultiplierFactorNumeric", "10.00"),) if base else ()),
        money("Amount", amount),
        *((money("BaseAmount", base),) if base else ()),
    )


def line(kind: str = "Invoice", verb: str = "Invoiced", **pieces: str) -> str:
    """Write a line; `pieces` replace its parts by name."""
    parts = {
        "id": tag("cbc:ID", "1", schemeID="0"),
        "note": tag("cbc:Note", "Sin ají"),
        "quantity": tag(f"cbc:{verb}Quantity", "2.000", unitCode="94"),
        "extension": money("LineExtensionAmount", "45000.00"),
        "free": tag("cbc:FreeOfChargeIndicator", "false"),
        "discount": allowance("false", "5000.00", "00", "Martes de arepa", base="50000.00"),
        "taxes": tax_total("3600.00", subtotal("04", "INC", "45000.00", "3600.00", "8.00")),
        "item": tag(
            "cac:Item",
            tag("cbc:Description", "Arepa de choclo"),
            tag("cac:SellersItemIdentification", tag("cbc:ID", "ARE-1")),
            tag(
                "cac:StandardItemIdentification",
                tag("cbc:ID", "ARE-1", schemeID="999", schemeName="Estándar", schemeAgencyID="195"),
            ),
        ),
        "price": tag(
            "cac:Price",
            money("PriceAmount", "25000.00"),
            tag("cbc:BaseQuantity", "2.000", unitCode="94"),
        ),
    } | pieces
    return tag(f"cac:{kind}Line", *parts.values())


def gift() -> str:
    """A second line with everything a line may carry."""
    item = tag(
        "cac:Item",
        tag("cbc:Description", "Bolsa"),
        tag("cbc:Description", "De tela"),
        tag("cbc:PackSizeNumeric", "1"),
        tag("cbc:BrandName", "Telar"),
        tag("cbc:ModelName", "Chica"),
        tag(
            "cac:SellersItemIdentification", tag("cbc:ID", "BOL"), tag("cbc:ExtendedID", "BOL-TELA")
        ),
        tag("cac:AdditionalItemIdentification", tag("cbc:ID", "77", schemeID="010")),
        tag("cac:AdditionalItemIdentification", tag("cbc:ID", "78", schemeID="001")),
        tag("cac:AdditionalItemProperty", tag("cbc:Name", "Color"), tag("cbc:Value", "Crudo")),
        tag("cac:AdditionalItemProperty", tag("cbc:Name", "Lavable")),
        tag(
            "cac:InformationContentProviderParty",
            tag(
                "cac:PowerOfAttorney",
                tag(
                    "cac:AgentParty",
                    tag("cac:PartyIdentification", identification("cbc:ID", "900777222")),
                    tag("cac:PartyName", tag("cbc:Name", "Maíz y Fuego SAS")),
                ),
            ),
        ),
    )
    return line(
        id=tag("cbc:ID", "2", schemeID="1"),
        quantity=tag("cbc:InvoicedQuantity", "1", unitCode="94"),
        extension=money("LineExtensionAmount", "0.00"),
        free=tag("cbc:FreeOfChargeIndicator", "true"),
        period=tag(
            "cac:InvoicePeriod",
            tag("cbc:StartDate", "2026-11-20"),
            tag("cbc:DescriptionCode", "1"),
            tag("cbc:Description", "Por operación"),
        ),
        reference=tag(
            "cac:PricingReference",
            tag(
                "cac:AlternativeConditionPrice",
                money("PriceAmount", "2000.00"),
                tag("cbc:PriceTypeCode", "01"),
                tag("cbc:PriceType", "Valor comercial"),
            ),
        ),
        document=tag(
            "cac:DocumentReference",
            tag("cbc:ID", "REM-1"),
            tag("cbc:IssueDate", "2026-11-19"),
            tag("cbc:DocumentTypeCode", "9"),
            tag("cbc:DocumentType", "Remisión"),
        ),
        discount="",
        taxes=tax_total("60.00", nominal("22", "Bolsas", "60.00", "1", "60.00")),
        withholding=tax_total(
            "1.00",
            subtotal("06", "ReteRenta", "40.00", "1.00", "2.50"),
            name="cac:WithholdingTaxTotal",
        ),
        item=item,
        price=tag("cac:Price", money("PriceAmount", "0.00"), tag("cbc:BaseQuantity", "1")),
    )


def totals(name: str = "LegalMonetaryTotal", **amounts: str) -> str:
    parts = {
        "LineExtension": "45000.00",
        "TaxExclusive": "45000.00",
        "TaxInclusive": "48660.00",
        "AllowanceTotal": "1000.00",
        "ChargeTotal": "4500.00",
        "Prepaid": "0.00",
        "PayableRounding": "0.00",
        "Payable": "52160.00",
    } | amounts
    pieces = [money(f"{key}Amount", amount) for key, amount in parts.items() if amount]
    return tag(f"cac:{name}", *pieces)


def dian_block(*, control: bool = True) -> str:
    numbering = tag(
        "sts:InvoiceControl",
        tag("sts:InvoiceAuthorization", "18764000000045"),
        tag(
            "sts:AuthorizationPeriod",
            tag("cbc:StartDate", "2026-01-19"),
            tag("cbc:EndDate", "2028-01-19"),
        ),
        tag(
            "sts:AuthorizedInvoices",
            tag("sts:Prefix", "FE"),
            tag("sts:From", "1"),
            tag("sts:To", "5000"),
        ),
    )
    return tag(
        "sts:DianExtensions",
        *((numbering,) if control else ()),
        tag("sts:InvoiceSource", tag("cbc:IdentificationCode", "CO")),
        tag(
            "sts:SoftwareProvider",
            identification("sts:ProviderID", "900555111", digit="6"),
            tag("sts:SoftwareID", "3f0c45ab"),
        ),
        tag("sts:SoftwareSecurityCode", SHA),
        tag("sts:QRCode", "\n  https://catalogo-vpfe-hab.dian.gov.co/x\n "),
    )


def extensions(*blocks: str, signature: bool = True) -> str:
    inside = [*blocks, *((SIGNATURE_MARK,) if signature else ())]
    return tag(
        "ext:UBLExtensions",
        *(f"<ext:UBLExtension>{_content(block)}</ext:UBLExtension>" for block in inside),
    )


def _content(block: str) -> str:
    return f"<ext:ExtensionContent>{block}</ext:ExtensionContent>"


MAKER = """<FabricanteSoftware><InformacionDelFabricanteDelSoftware>
 <Name>NombreApellido</Name><Value>Ana Ruiz</Value>
 <Name>RazonSocial</Name><Value>La Arepera de la 45 SAS</Value>
 <Name>NombreSoftware</Name><Value>Fogón</Value>
</InformacionDelFabricanteDelSoftware></FabricanteSoftware>"""
BENEFITS = """<BeneficiosComprador><InformacionBeneficiosComprador>
 <Name>Codigo</Name><Value>1020304050</Value> <Name>Puntos</Name><Value>12</Value>
</InformacionBeneficiosComprador></BeneficiosComprador>"""
TILL = """<PuntoVenta><InformacionCajaVenta>
 <Name>PlacaCaja</Name>texto suelto<Value>C-1</Value>
 <Name>Cajero</Name>
 <Name>TipoCaja</Name><Value>Principal</Value>
 <Name>CódigoVenta</Name><Suelto>x</Suelto>
 <Value>sin nombre</Value>
 <Name>SubTotal</Name>
</InformacionCajaVenta></PuntoVenta>"""
CUSTOM = """<CustomTagGeneral>
 <Interoperabilidad><Group><Collection><AdditionalInformation>
  <name>Mesa</name><value>4</value>
 </AdditionalInformation></Collection></Group></Interoperabilidad>
 <TotalesCop><MonedaCop>USD</MonedaCop></TotalesCop>
 <cac:InvoiceLine><cbc:ID>99</cbc:ID></cac:InvoiceLine>
</CustomTagGeneral>"""
BLOCKS = (MAKER, BENEFITS, TILL, CUSTOM)


def reference(kind: str, number: str, *more: str) -> str:
    return tag(f"cac:{kind}DocumentReference", tag("cbc:ID", number), *more)
