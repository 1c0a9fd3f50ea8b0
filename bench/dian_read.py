# SPDX-License-Identifier: MIT
"""
Compare reading a signed invoice of ten lines into typed objects with ``lxml.etree.fromstring``.

The invoice is written compactly, as a canonical writer does, with IVA and INC, both parties with
their addresses, DIAN's block and a signature of the usual size: 24 KB, 434 elements. Beside the
reading stand the hardened door alone and the walk over the ready tree alone. Candidates run in one
process, in shuffled rounds, in CPU time of the thread; a figure is the median of the ratios.

    python bench/dian_read.py [--rounds N] [--bound RATIO] [FILE ...]

Further files, as official examples, are measured beside it: indented, they have fewer elements a
kilobyte, and white space costs the floor alone. Exits 1 when reading the invoice costs
more than the bound times the floor; without a bound it only prints.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from lxml import etree

from loggro_integration import dian
from loggro_integration.dian._read import read_root
from loggro_integration.dian.xml import open_document

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SPACES = {
    "": f"{UBL}Invoice-2",
    ":cac": f"{UBL}CommonAggregateComponents-2",
    ":cbc": f"{UBL}CommonBasicComponents-2",
    ":ds": "http://www.w3.org/2000/09/xmldsig#",
    ":ext": f"{UBL}CommonExtensionComponents-2",
    ":sts": "dian:gov:co:facturaelectronica:Structures-2-1",
    ":xades": "http://uri.etsi.org/01903/v1.3.2#",
    ":xades141": "http://uri.etsi.org/01903/v1.4.1#",
}
AGENCY = {
    "schemeAgencyID": "195",
    "schemeAgencyName": "CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)",
}
SHA384 = "0a1b2c3d" * 12
BATCH = 40


def tag(name: str, /, *content: str, **attributes: str) -> str:
    """Write an element."""
    shown = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{shown}>{''.join(content)}</{name}>"


def money(name: str, amount: Decimal) -> str:
    """Write an amount in pesos."""
    return tag(f"cbc:{name}", f"{amount:.2f}", currencyID="COP")


def tax_total(code: str, name: str, base: Decimal, rate: int) -> str:
    """Write a tax with one rate."""
    tax = base * rate / 100
    category = tag(
        "cac:TaxCategory",
        tag("cbc:Percent", f"{rate}.00"),
        tag("cac:TaxScheme", tag("cbc:ID", code), tag("cbc:Name", name)),
    )
    part = tag("cac:TaxSubtotal", money("TaxableAmount", base), money("TaxAmount", tax), category)
    return tag("cac:TaxTotal", money("TaxAmount", tax), part)


def rate_of(number: int) -> tuple[str, str, int]:
    """Return the tax of a line: IVA on the odd ones, INC on the even ones."""
    return ("01", "IVA", 19) if number % 2 else ("04", "INC", 8)


def line(number: int) -> str:
    """Write a line."""
    price = Decimal(12_000 + 500 * number)
    code = tag(
        "cbc:ID",
        f"ARE-{number:03d}",
        schemeAgencyID="10",
        schemeID="999",
        schemeName="Estándar de adopción del contribuyente",
    )
    item = tag(
        "cac:Item",
        tag("cbc:Description", f"Arepa rellena número {number}"),
        tag("cac:SellersItemIdentification", tag("cbc:ID", f"ARE-{number:03d}")),
        tag("cac:StandardItemIdentification", code),
    )
    quantity = {"unitCode": "94"}
    return tag(
        "cac:InvoiceLine",
        tag("cbc:ID", str(number)),
        tag("cbc:InvoicedQuantity", f"{number}.00", **quantity),
        money("LineExtensionAmount", price * number),
        tag("cbc:FreeOfChargeIndicator", "false"),
        tax_total(*rate_of(number)[:2], price * number, rate_of(number)[2]),
        item,
        tag(
            "cac:Price",
            money("PriceAmount", price),
            tag("cbc:BaseQuantity", f"{number}.00", **quantity),
        ),
    )


def address(name: str) -> str:
    """Write an address."""
    country = tag("cbc:IdentificationCode", "CO") + tag("cbc:Name", "Colombia", languageID="es")
    return tag(
        name,
        tag("cbc:ID", "11001"),
        tag("cbc:CityName", "Bogotá, D.c."),
        tag("cbc:PostalZone", "110231"),
        tag("cbc:CountrySubentity", "Bogotá"),
        tag("cbc:CountrySubentityCode", "11"),
        tag("cac:AddressLine", tag("cbc:Line", "Calle 45 # 13-20")),
        tag("cac:Country", country),
    )


def party(role: str, name: str, nit: str, digit: str) -> str:
    """Write a supplier or customer."""
    registered = tag("cbc:RegistrationName", name)
    company = tag("cbc:CompanyID", nit, **AGENCY, schemeID=digit, schemeName="31")
    return tag(
        f"cac:{role}",
        tag("cbc:AdditionalAccountID", "1"),
        tag(
            "cac:Party",
            tag("cac:PartyName", tag("cbc:Name", name)),
            tag("cac:PhysicalLocation", address("cac:Address")),
            tag(
                "cac:PartyTaxScheme",
                registered,
                company,
                tag("cbc:TaxLevelCode", "O-13;O-15", listName="48"),
                address("cac:RegistrationAddress"),
                tag("cac:TaxScheme", tag("cbc:ID", "01"), tag("cbc:Name", "IVA")),
            ),
            tag(
                "cac:PartyLegalEntity",
                registered,
                company,
                tag("cac:CorporateRegistrationScheme", tag("cbc:ID", "FE")),
            ),
            tag(
                "cac:Contact",
                tag("cbc:Telephone", "6015550145"),
                tag("cbc:ElectronicMail", "caja@arepera.example"),
            ),
        ),
    )


def signature() -> str:
    """Write something of the size and shape of a signature; it verifies nothing."""
    method = tag("ds:DigestMethod", Algorithm="http://www.w3.org/2001/04/xmlenc#sha256")
    digest = method + tag("ds:DigestValue", "A" * 44)
    references = "".join(tag("ds:Reference", digest, URI=uri) for uri in ("", "#k", "#p"))
    policy = "https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf"
    named = tag("xades:SigPolicyId", tag("xades:Identifier", policy), tag("xades:Description", "x"))
    serial = tag("ds:X509IssuerName", "CN=Prueba,C=CO") + tag("ds:X509SerialNumber", "1")
    properties = tag(
        "xades:SignedSignatureProperties",
        tag("xades:SigningTime", "2026-11-20T12:31:00-05:00"),
        tag(
            "xades:SigningCertificate",
            tag(
                "xades:Cert",
                tag("xades:CertDigest", digest),
                tag("xades:IssuerSerial", serial),
            ),
        ),
        tag(
            "xades:SignaturePolicyIdentifier",
            tag("xades:SignaturePolicyId", named, tag("xades:SigPolicyHash", digest)),
        ),
        tag(
            "xades:SignerRole",
            tag("xades:ClaimedRoles", tag("xades:ClaimedRole", "supplier")),
        ),
    )
    return tag(
        "ds:Signature",
        tag(
            "ds:SignedInfo",
            tag("ds:CanonicalizationMethod", Algorithm="c14n"),
            tag("ds:SignatureMethod", Algorithm="rsa-sha256"),
            references,
        ),
        tag("ds:SignatureValue", "A" * 344),
        tag("ds:KeyInfo", tag("ds:X509Data", tag("ds:X509Certificate", "A" * 1900))),
        tag(
            "ds:Object",
            tag("xades:QualifyingProperties", tag("xades:SignedProperties", properties)),
        ),
    )


def dian_block() -> str:
    """Write DIAN's own extension."""
    identified = {**AGENCY, "schemeID": "4", "schemeName": "31"}
    period = tag("cbc:StartDate", "2026-01-19") + tag("cbc:EndDate", "2028-01-19")
    numbers = tag("sts:Prefix", "FE") + tag("sts:From", "1") + tag("sts:To", "5000")
    return tag(
        "sts:DianExtensions",
        tag(
            "sts:InvoiceControl",
            tag("sts:InvoiceAuthorization", "18764000000045"),
            tag("sts:AuthorizationPeriod", period),
            tag("sts:AuthorizedInvoices", numbers),
        ),
        tag("sts:InvoiceSource", tag("cbc:IdentificationCode", "CO", listAgencyID="6")),
        tag(
            "sts:SoftwareProvider",
            tag("sts:ProviderID", "900555111", **identified),
            tag("sts:SoftwareID", "3f0c45ab-0000-4000-8000-000000000045", **AGENCY),
        ),
        tag("sts:SoftwareSecurityCode", SHA384, **AGENCY),
        tag(
            "sts:AuthorizationProvider",
            tag("sts:AuthorizationProviderID", "800197268", **identified),
        ),
        tag("sts:QRCode", dian.qr_url(SHA384, "test")),
    )


def totals(extension: Decimal, taxes: Decimal) -> str:
    """Write the totals."""
    return tag(
        "cac:LegalMonetaryTotal",
        money("LineExtensionAmount", extension),
        money("TaxExclusiveAmount", extension),
        money("TaxInclusiveAmount", extension + taxes),
        money("PayableAmount", extension + taxes),
    )


def invoice(lines: int = 10) -> bytes:
    """Return the invoice; its amounts add up."""
    bases = {"01": Decimal(0), "04": Decimal(0)}
    for number in range(1, lines + 1):
        bases[rate_of(number)[0]] += Decimal(12_000 + 500 * number) * number
    taxes = bases["01"] * 19 / 100 + bases["04"] * 8 / 100
    extensions = "".join(
        tag("ext:UBLExtension", tag("ext:ExtensionContent", block))
        for block in (dian_block(), signature())
    )
    body = (
        tag("ext:UBLExtensions", extensions),
        tag("cbc:UBLVersionID", "UBL 2.1"),
        tag("cbc:CustomizationID", "10"),
        tag("cbc:ProfileID", "DIAN 2.1: Factura Electrónica de Venta"),
        tag("cbc:ProfileExecutionID", "2"),
        tag("cbc:ID", "FE45"),
        tag("cbc:UUID", SHA384, schemeID="2", schemeName="CUFE-SHA384"),
        tag("cbc:IssueDate", "2026-11-20"),
        tag("cbc:IssueTime", "12:30:00-05:00"),
        tag("cbc:InvoiceTypeCode", "01"),
        tag("cbc:DocumentCurrencyCode", "COP"),
        tag("cbc:LineCountNumeric", str(lines)),
        party("AccountingSupplierParty", "La Arepera de la 45 SAS", "900555111", "6"),
        party("AccountingCustomerParty", "Maíz y Fuego SAS", "900777222", "8"),
        tag(
            "cac:PaymentMeans",
            tag("cbc:ID", "1"),
            tag("cbc:PaymentMeansCode", "10"),
            tag("cbc:PaymentID", "1"),
        ),
        tax_total("01", "IVA", bases["01"], 19),
        tax_total("04", "INC", bases["04"], 8),
        totals(sum(bases.values(), Decimal(0)), taxes),
        *(line(number) for number in range(1, lines + 1)),
    )
    declared = "".join(f' xmlns{prefix}="{uri}"' for prefix, uri in SPACES.items())
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    return f"{head}<Invoice{declared}>{''.join(body)}</Invoice>".encode()


def microseconds(work: Callable[[], object]) -> float:
    """Return the CPU microseconds of one call, out of a batch."""
    start = time.thread_time()
    for _ in range(BATCH):
        work()
    return (time.thread_time() - start) / BATCH * 1e6


def measure(data: bytes, rounds: int) -> dict[str, tuple[float, float]]:
    """Return, by candidate, the median microseconds and the median ratio to the floor."""
    root = open_document(data)
    candidates: dict[str, Callable[[], object]] = {
        "fromstring (floor)": lambda: etree.fromstring(data),  # noqa: TID251 (it is the floor)
        "hardened door": lambda: open_document(data),
        "walk of a ready tree": lambda: read_root(root, trust="lenient"),
        "read": lambda: dian.read(data, trust="lenient"),
    }
    shuffle = random.Random(45)
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name in shuffle.sample(list(candidates), len(candidates)):
            times[name].append(microseconds(candidates[name]))
    floor = times["fromstring (floor)"]
    return {
        name: (
            statistics.median(own),
            statistics.median(one / other for one, other in zip(own, floor, strict=True)),
        )
        for name, own in times.items()
    }


def show(title: str, found: dict[str, tuple[float, float]]) -> None:
    """Print one table."""
    print(title)
    for name, (cost, ratio) in found.items():
        print(f"  {name:<22} {cost:7.1f} µs  {ratio:5.2f}")


def main() -> int:
    """Measure, print, and compare with the bound where one is given."""
    parser = argparse.ArgumentParser(description="cost of reading an invoice into typed objects")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--bound", type=float)
    options = parser.parse_args()
    data = invoice()
    found = measure(data, options.rounds)
    show(f"invoice of ten lines, {len(data)} bytes (gate of the design: 3.00)", found)
    for file in options.files:
        show(file.name, measure(file.read_bytes(), options.rounds))
    return int(options.bound is not None and found["read"][1] > options.bound)


if __name__ == "__main__":
    sys.exit(main())
