# SPDX-License-Identifier: MIT
"""
The invoice that the DIAN benches share, who signs it, and how it is emitted by hand.

Ten lines with IVA or INC, a buyer with an address, what a restaurant's invoice carries: 20 KB, 24
KB signed. `ByHand` is the floor of an emission: a program that knows this one invoice, adds its
taxes up, hashes, fills in f-strings and templates, and signs. It writes the same bytes as the
package, or the bench does not start.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, date, datetime, time
from decimal import Decimal

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import NameOID

from loggro_integration import dian
from loggro_integration.days import BOGOTA
from loggro_integration.models import (
    Address,
    Contact,
    Identification,
    Invoice,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    Software,
    TaxRate,
    calculate,
    priced_line,
)

DAY = date(2026, 11, 20)
CLOCK = time(20, 15, 32)
AT = datetime(2026, 11, 20, 20, 15, 32, 463_000, tzinfo=BOGOTA)
PIN = "31416"
KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
ISSUER = Party(
    name="La Arepera de la 45 SAS",
    trade_name="La Arepera",
    identification=Identification(number="900555111", type_code="31", check_digit="6"),
    organization_type="1",
    responsibilities=("O-13", "O-15"),
    tax_regime="48",
    tax_scheme="ZA",
    address=Address(city_code="11001", postal_zone="110231", lines=("Calle 45 # 13-20",)),
    contact=Contact(name="Caja", telephone="6015550145", email="caja@arepera.example"),
    activity_codes=("5611",),
)
BUYER = Party(
    name="Maíz y Fuego SAS",
    identification=Identification(number="900777222", type_code="31", check_digit="8"),
    organization_type="1",
    responsibilities=("R-99-PN",),
    tax_scheme="01",
    address=Address(city_code="05001", postal_zone="050021", lines=("Carrera 70 # 45-10",)),
    contact=Contact(email="compras@maizyfuego.example"),
)
SOFTWARE = Software(id="0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a", pin=PIN)
RANGE = NumberingRange(
    authorization="18760000001",
    prefix="FE",
    first=1,
    last=999_999,
    valid_from=date(2026, 1, 1),
    valid_until=date(2028, 1, 1),
    technical_key=KEY,
)
RATES = (TaxRate(code="04", percent=8), TaxRate(code="01", percent=19))


def line(number: int) -> Line:
    """Sell some arepas: IVA on the odd lines, INC on the even ones."""
    return priced_line(
        description=f"Arepa rellena número {number}, con queso y hogao",
        quantity=number,
        unit_price=12_000 + 500 * number,
        taxes=(RATES[number % 2],),
        seller_item_id=f"ARE-{number:03d}",
    )


def invoice(lines: int = 10) -> Invoice:
    """Return the invoice as a shop knows it."""
    sold = tuple(line(number) for number in range(1, lines + 1))
    taxes, totals = calculate(sold)
    return Invoice(
        number="FE45",
        issue_date=DAY,
        issue_time=CLOCK,
        type_code="01",
        supplier=ISSUER,
        customer=BUYER,
        lines=sold,
        taxes=taxes,
        totals=totals,
        payment_means=(PaymentMeans(form="1", code="10"),),
        notes=("Gracias por su compra en La Arepera de la 45.",),
    )


def build(document: Invoice) -> dian.Unsigned:
    """Build an invoice of the range."""
    return dian.build(document, numbering=RANGE, software=SOFTWARE, environment="test")


@frozen
class Holder:
    """A certificate made now, and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @classmethod
    def made(cls) -> Holder:
        """Make an RSA key of 2,048 bits and a certificate that may sign for the restaurant."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        names = {
            NameOID.COUNTRY_NAME: "CO",
            NameOID.ORGANIZATION_NAME: "La Arepera de la 45 SAS",
            NameOID.SERIAL_NUMBER: "900555111",
            NameOID.COMMON_NAME: "La Arepera de la 45 SAS",
        }
        name = x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items()])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(45)
            .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2028, 1, 1, tzinfo=UTC))
            .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(certificate, key)

    def rsa(self, data: bytes) -> bytes:
        """Make one bare signature."""
        return self.key.sign(data, PKCS1v15(), hashes.SHA256())

    def signer(self) -> dian.Signer:
        """Return the signer of the package."""
        return dian.Signer(certificate=self.certificate, key=self.key)


# --- by hand ---------------------------------------------------------------------------------


def cut(text: str, *values: str) -> list[str]:
    """Return what stands around values that follow one another in a text."""
    pieces = []
    for value in values:
        before, _, text = text.partition(value)
        pieces.append(before)
    return [*pieces, text]


def escaped(text: str) -> str:
    """Escape a text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def b64(data: bytes) -> bytes:
    """Return base64."""
    return base64.b64encode(data)


def sha384(text: str) -> str:
    """Hash as DIAN's codes do."""
    return hashlib.sha384(text.encode()).hexdigest()


def tax_by_hand(code: str, name: str, percent: Decimal, base: Decimal, tax: Decimal) -> str:
    """Write a tax of one rate."""
    return (
        f'<cac:TaxTotal><cbc:TaxAmount currencyID="COP">{tax:.2f}</cbc:TaxAmount><cac:TaxSubtotal>'
        f'<cbc:TaxableAmount currencyID="COP">{base:.2f}</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="COP">{tax:.2f}</cbc:TaxAmount><cac:TaxCategory>'
        f"<cbc:Percent>{percent:.2f}</cbc:Percent><cac:TaxScheme><cbc:ID>{code}</cbc:ID>"
        f"<cbc:Name>{name}</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
        "</cac:TaxTotal>"
    )


def line_by_hand(number: int, sold: Line) -> str:
    """Write a line with its one tax."""
    (tax,) = sold.taxes
    (rate,) = tax.subtotals
    name = "INC" if tax.code == "04" else "IVA"
    written = tax_by_hand(tax.code, name, rate.percent, rate.taxable_amount, tax.amount)
    return (
        f'<cac:InvoiceLine><cbc:ID>{number}</cbc:ID><cbc:InvoicedQuantity unitCode="94">'
        f'{sold.quantity}</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="COP">'
        f"{sold.line_extension:.2f}</cbc:LineExtensionAmount><cbc:FreeOfChargeIndicator>false"
        f"</cbc:FreeOfChargeIndicator>{written}<cac:Item><cbc:Description>"
        f"{escaped(sold.description)}</cbc:Description><cac:SellersItemIdentification><cbc:ID>"
        f"{escaped(sold.seller_item_id)}</cbc:ID></cac:SellersItemIdentification>"
        '<cac:StandardItemIdentification><cbc:ID schemeID="999" schemeName="Estándar de adopción '
        f'del contribuyente">{escaped(sold.seller_item_id)}</cbc:ID>'
        "</cac:StandardItemIdentification></cac:Item><cac:Price>"
        f'<cbc:PriceAmount currencyID="COP">{sold.unit_price:.2f}</cbc:PriceAmount>'
        f'<cbc:BaseQuantity unitCode="94">{sold.quantity}</cbc:BaseQuantity></cac:Price>'
        "</cac:InvoiceLine>"
    )


class ByHand:
    """
    Emits the invoice of the bench without the package.

    What never changes is cut out of a finished document here; whoever writes such a program has it
    in the source.
    """

    def __init__(self, holder: Holder, signed: dian.Signed) -> None:
        text, document = signed.xml.decode(), signed.document
        self._holder = holder
        self._document = cut(
            text[: text.index("<cac:TaxTotal>")],
            document.software.security_code, document.qr_code,
            "<ext:UBLExtension>" + text[text.index("<ext:ExtensionContent><ds:Signature") :
                                        text.index("</ext:UBLExtensions>")],
            document.number, signed.unique_code, "2026-11-20", "20:15:32-05:00",
            document.notes[0], "10<", "Maíz y Fuego SAS", "900777222", "Maíz y Fuego SAS",
            "900777222",
        )  # fmt: skip
        self._namespaces = text[text.index(" xmlns=") : text.index("><ext:UBLExtensions>")].encode()
        self._signature = self._templates(text, signed)

    def _templates(self, text: str, signed: dian.Signed) -> dict[str, bytes]:
        found = {}
        for name in ("ds:SignedInfo", "ds:KeyInfo", "xades:SignedProperties"):
            start, end = text.index(f"<{name}"), text.index(f"</{name}>")
            part = text[start:end] + f"</{name}>"
            for volatile in (signed.id, "2026-11-20T20:15:32.463-05:00"):
                part = part.replace(volatile, "\0")
            if name == "ds:SignedInfo":
                for digest in part.split("<ds:DigestValue>")[1:]:
                    part = part.replace(digest.partition("<")[0], "\0")
            part = part.replace("%", "%%").replace(f"<{name}", f"<{name}\0")
            found[name] = part.replace("\0", "%b").encode()
        return found

    def __call__(self, sale: Invoice) -> bytes:
        """Return the signed document."""
        body = self._body(sale).encode()
        at = AT.isoformat(timespec="milliseconds").encode()
        place = body.index(b"</ext:UBLExtensions>")
        slot = b"<ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension>"
        hashed = hashlib.sha256(body[BODY:place])
        hashed.update(slot)
        hashed.update(body[place:])
        digest = hashed.digest()
        ident = self._ident(digest, at)
        signature = self._sign(ident, digest, at)
        half = slot.index(b"</ext:Ext")
        return b"".join((body[:place], slot[:half], signature, slot[half:], body[place:]))

    def _ident(self, digest: bytes, at: bytes) -> bytes:
        found = hashlib.sha256(digest + at).hexdigest()
        variant = "89ab"[int(found[16], 16) % 4]
        return (
            f"xmldsig-{found[:8]}-{found[8:12]}-8{found[13:16]}-{variant}{found[17:20]}-"
            f"{found[20:32]}"
        ).encode()

    def _sign(self, ident: bytes, digest: bytes, at: bytes) -> bytes:
        spaces, parts = self._namespaces, self._signature
        key_info, properties = parts["ds:KeyInfo"], parts["xades:SignedProperties"]
        first = b64(hashlib.sha256(key_info % (spaces, ident)).digest())
        second = b64(hashlib.sha256(properties % (spaces, ident, at)).digest())
        info = (ident, b64(digest), ident, first, ident, second)
        value = self._holder.rsa(parts["ds:SignedInfo"] % (spaces, *info))
        return (
            b'<ds:Signature Id="%b">%b<ds:SignatureValue Id="%b-sigvalue">%b</ds:SignatureValue>%b'
            b'<ds:Object><xades:QualifyingProperties Target="#%b">%b</xades:QualifyingProperties>'
            b"</ds:Object></ds:Signature>"
        ) % (
            ident,
            parts["ds:SignedInfo"] % (b"", *info),
            ident,
            b64(value),
            key_info % (b"", ident),
            ident,
            properties % (b"", ident, at),
        )

    def _body(self, sale: Invoice) -> str:
        number, day, at = sale.number, sale.issue_date.isoformat(), f"{sale.issue_time}-05:00"
        groups: dict[str, list[Decimal]] = {}
        extension = Decimal("0.00")
        for sold in sale.lines:
            tax = sold.taxes[0]
            rate = tax.subtotals[0]
            group = groups.setdefault(tax.code, [rate.percent, Decimal(0), Decimal(0)])
            group[1] += rate.taxable_amount
            group[2] += tax.amount
            extension += sold.line_extension
        iva, inc = groups["01"], groups["04"]
        total = extension + iva[2] + inc[2]
        buyer = sale.customer.identification.number
        cufe = sha384(
            f"{number}{day}{at}{extension:.2f}01{iva[2]:.2f}04{inc[2]:.2f}030.00{total:.2f}"
            f"900555111{buyer}{KEY}2"
        )
        qr = f"https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey={cufe}"
        security = sha384(f"{SOFTWARE.id}{PIN}{number}")
        name, note = escaped(sale.customer.name), escaped(sale.notes[0])
        values = (
            security, qr, "", number, cufe, day, at, note, f"{len(sale.lines)}<",
            name, buyer, name, buyer, "",
        )  # fmt: skip
        head = "".join(
            [text for pair in zip(self._document, values, strict=False) for text in pair]
        )
        return (
            f"{head}{tax_by_hand('01', 'IVA', *iva)}{tax_by_hand('04', 'INC', *inc)}"
            f'<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="COP">{extension:.2f}'
            f'</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="COP">{extension:.2f}'
            f'</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="COP">{total:.2f}'
            f'</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="COP">{total:.2f}'
            "</cbc:PayableAmount></cac:LegalMonetaryTotal>"
            f"{''.join([line_by_hand(n, sold) for n, sold in enumerate(sale.lines, 1)])}</Invoice>"
        )


BODY = len(b'<?xml version="1.0" encoding="UTF-8"?>\n')
