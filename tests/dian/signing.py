# SPDX-License-Identifier: MIT
"""
Certificates, documents and a signer for the tests: everything is made when the tests run.

The signer is written apart from the package's own code, with lxml and cryptography alone, and signs
whatever a `Recipe` says, also what no verifier may accept.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import xmlsec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "sts": "dian:gov:co:facturaelectronica:Structures-2-1",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
}
KINDS = ("Invoice", "CreditNote", "DebitNote", "ApplicationResponse", "AttachedDocument")
SIGNED_AT = "2026-11-20T20:15:32.463-05:00"
SIGNED_DAY = datetime(2026, 11, 21, 1, 15, 32, tzinfo=UTC)

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
C14N_COMMENTS = C14N + "#WithComments"
C14N_11 = "http://www.w3.org/2006/12/xml-c14n11"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"

DIGESTS = {
    "md5": "http://www.w3.org/2001/04/xmldsig-more#md5",
    "sha1": "http://www.w3.org/2000/09/xmldsig#sha1",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
}
METHODS = {
    "rsa-sha1": "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    "rsa-sha256": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "rsa-sha384": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "rsa-sha512": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "hmac-sha256": "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
}
POLICY = "https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf"
POLICY_TEXT = "Política de firma para facturas electrónicas de la República de Colombia."
POLICY_HASH = "dMoMvtcG5aIzgYo0tIsSQeVJBDnUnfSOfBpxXrmor0Y="


# ------------------------------------------------------------------------------- certificates

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@dataclass(frozen=True)
class Usage:
    """What a certificate may do."""

    authority: bool = False
    path_length: int | None = None
    signs: bool = True
    commits: bool | None = None
    issues: bool = False
    key_usage: bool = True
    unknown_critical: bool = False
    unreadable: bool = False


AUTHORITY = Usage(authority=True, signs=False, issues=True)


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def issue(
    name: str,
    issuer: Holder | None = None,
    *,
    usage: Usage = Usage(),
    years: tuple[int, int] = (2026, 2028),
    key: Key | None = None,
    algorithm: hashes.HashAlgorithm | None = None,
    subject: Mapping[str, str] | None = None,
) -> Holder:
    """Make a certificate; without issuer it signs itself. `subject` adds attributes by OID."""
    key = key or rsa_key()
    more = [
        x509.NameAttribute(x509.ObjectIdentifier(oid), text)
        for oid, text in (subject or {}).items()
    ]
    subject_name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CO"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "La Arepera de la 45"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            *more,
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject_name)
        .issuer_name(issuer.certificate.subject if issuer else subject_name)
        .public_key(key.public_key())
        # never shorter than twenty bytes nor with a zero before it: tests change its first one
        .serial_number(x509.random_serial_number() | 1 << 158)
        .not_valid_before(datetime(years[0], 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(years[1], 1, 1, tzinfo=UTC))
    )
    for extension, critical in _extensions(usage):
        builder = builder.add_extension(extension, critical)
    signer = issuer.key if issuer else key
    return Holder(builder.sign(signer, algorithm or hashes.SHA256()), key)


def _extensions(usage: Usage) -> Iterable[tuple[x509.ExtensionType, bool]]:
    yield x509.BasicConstraints(ca=usage.authority, path_length=usage.path_length), True
    if usage.key_usage:
        yield (
            x509.KeyUsage(
                digital_signature=usage.signs,
                content_commitment=usage.signs if usage.commits is None else usage.commits,
                key_encipherment=not usage.signs and not usage.issues,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=usage.issues,
                crl_sign=usage.issues,
                encipher_only=False,
                decipher_only=False,
            ),
            True,
        )
    if usage.unknown_critical:
        oid = x509.ObjectIdentifier("1.3.6.1.4.1.99999.45")
        yield x509.UnrecognizedExtension(oid, b"\x05\x00"), True
    if usage.unreadable:
        yield x509.UnrecognizedExtension(x509.ExtendedKeyUsage.oid, b"\xff"), False


@functools.cache
def root_authority() -> Holder:
    return issue("Autoridad Raiz de Prueba", usage=AUTHORITY, years=(2020, 2040))


@functools.cache
def authority() -> Holder:
    usage = replace(AUTHORITY, path_length=0)
    return issue("Autoridad de Prueba", root_authority(), usage=usage, years=(2022, 2036))


@functools.cache
def restaurant() -> Holder:
    """The signer that the tests trust."""
    return issue("La Arepera de la 45 SAS", authority())


@functools.cache
def stranger() -> Holder:
    """A signer with the same subject whom nobody vouches for."""
    return issue("La Arepera de la 45 SAS")


def anchors() -> bytes:
    return root_authority().pem


# ---------------------------------------------------------------------------------- documents

SIGNATURE_MARK = "@@SIGNATURE@@"

_PARTY = """
 <cac:{role}><cac:Party><cac:PartyTaxScheme>
  <cbc:RegistrationName>{name}</cbc:RegistrationName>
  <cbc:CompanyID schemeAgencyID="195" schemeID="{digit}" schemeName="31">{nit}</cbc:CompanyID>
  <cac:TaxScheme><cbc:ID>04</cbc:ID><cbc:Name>INC</cbc:Name></cac:TaxScheme>
 </cac:PartyTaxScheme></cac:Party></cac:{role}>"""

_EXTENSIONS = """<ext:UBLExtensions>
  <ext:UBLExtension><ext:ExtensionContent><sts:DianExtensions>
   <sts:QRCode>https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=a1</sts:QRCode>
  </sts:DianExtensions></ext:ExtensionContent></ext:UBLExtension>
  <ext:UBLExtension><ext:ExtensionContent>@@SIGNATURE@@</ext:ExtensionContent></ext:UBLExtension>
 </ext:UBLExtensions>"""


def document(kind: str = "Invoice", *, number: str = "FE123", payable: str = "54000.00") -> bytes:
    """Write an unsigned document of the restaurant, with a mark where the signature goes."""
    declared = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in sorted(NS.items()))
    own = f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
    code = hashlib.sha384(number.encode()).hexdigest()
    types = {
        "Invoice": "<cbc:InvoiceTypeCode>01</cbc:InvoiceTypeCode>",
        "CreditNote": "<cbc:CreditNoteTypeCode>91</cbc:CreditNoteTypeCode>",
    }
    text = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<{kind} xmlns="{own}"{declared}>
 {_EXTENSIONS}
 <cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>
 <cbc:CustomizationID>10</cbc:CustomizationID>
 <cbc:ProfileExecutionID>2</cbc:ProfileExecutionID>
 <cbc:ID>{number}</cbc:ID>
 <cbc:UUID schemeID="2" schemeName="CUFE-SHA384">{code}</cbc:UUID>
 <cbc:IssueDate>2026-11-20</cbc:IssueDate>
 <cbc:IssueTime>20:15:32-05:00</cbc:IssueTime>{types.get(kind, "")}
 <cbc:Note>Ñapa &amp; arepa: «gracias»</cbc:Note>{_body(kind, payable)}
</{kind}>
"""
    return text.encode("utf-8")


def _body(kind: str, payable: str) -> str:
    roles = {
        "ApplicationResponse": ("SenderParty", "ReceiverParty"),
        "AttachedDocument": ("SenderParty", "ReceiverParty"),
    }.get(kind, ("AccountingSupplierParty", "AccountingCustomerParty"))
    us = _PARTY.format(role=roles[0], name="La Arepera de la 45", digit="6", nit="900555111")
    them = _PARTY.format(role=roles[1], name="Consumidor Final", digit="", nit="222222222222")
    totals = "RequestedMonetaryTotal" if kind == "DebitNote" else "LegalMonetaryTotal"
    ends = {
        "ApplicationResponse": (
            " <cac:DocumentResponse><cac:Response><cbc:ResponseCode>02</cbc:ResponseCode>"
            f"<cbc:Description>{payable}</cbc:Description></cac:Response></cac:DocumentResponse>"
        ),
        "AttachedDocument": (
            " <cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode>"
            f"<cbc:Description><![CDATA[<Invoice><Total>{payable}</Total></Invoice>]]>"
            "</cbc:Description></cac:ExternalReference></cac:Attachment>"
        ),
    }
    amounts = {
        "LineExtensionAmount": "50000.00",
        "TaxExclusiveAmount": "50000.00",
        "TaxInclusiveAmount": payable,
        "PayableAmount": payable,
    }
    tax = (
        '<cac:TaxTotal><cbc:TaxAmount currencyID="COP">4000.00</cbc:TaxAmount><cac:TaxSubtotal>'
        '<cbc:TaxableAmount currencyID="COP">50000.00</cbc:TaxableAmount>'
        '<cbc:TaxAmount currencyID="COP">4000.00</cbc:TaxAmount><cac:TaxCategory>'
        "<cbc:Percent>8.00</cbc:Percent><cac:TaxScheme><cbc:ID>04</cbc:ID><cbc:Name>INC</cbc:Name>"
        "</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
    )
    quantity = {"CreditNote": "Credited", "DebitNote": "Debited"}.get(kind, "Invoiced")
    line = (
        f"<cac:{kind}Line><cbc:ID>1</cbc:ID>"
        f'<cbc:{quantity}Quantity unitCode="94">10.00</cbc:{quantity}Quantity>'
        '<cbc:LineExtensionAmount currencyID="COP">50000.00</cbc:LineExtensionAmount>'
        "<cac:Item><cbc:Description>Arepa de chócolo</cbc:Description></cac:Item>"
        '<cac:Price><cbc:PriceAmount currencyID="COP">5000.00</cbc:PriceAmount>'
        f'<cbc:BaseQuantity unitCode="94">10.00</cbc:BaseQuantity></cac:Price></cac:{kind}Line>'
    )
    written = "".join(
        f'<cbc:{name} currencyID="COP">{each}</cbc:{name}>' for name, each in amounts.items()
    )
    money = f" {tax}\n <cac:{totals}>{written}</cac:{totals}>\n {line}"
    return us + them + "\n" + ends.get(kind, money)


# --------------------------------------------------------------------------------- signatures


@dataclass(frozen=True)
class Reference:
    """One ``ds:Reference``: what it says, and which node is really digested for it."""

    label: str
    uri: str | None
    kind: str | None = None
    transforms: tuple[str, ...] = ()
    digest: str = "sha256"


@dataclass(frozen=True)
class Recipe:
    """How a document is signed. The plain one is as DIAN demands."""

    signer: Holder = field(default_factory=restaurant)
    key: Key | None = None
    keyinfo: tuple[x509.Certificate, ...] | None = None
    extra_keyinfo: str = ""
    named: tuple[x509.Certificate, ...] | None = None
    certificate_element: str = "SigningCertificate"
    digest: str = "sha256"
    method: str = "rsa-sha256"
    canonicalization: str = C14N
    canonicalization_content: str = ""
    method_content: str = ""
    part_transforms: tuple[str, ...] = ()
    document_transforms: tuple[str, ...] = (ENVELOPED,)
    transform_content: str = ""
    order: tuple[str, ...] = ("document", "keyinfo", "signed_properties")
    references: Callable[[tuple[Reference, ...]], tuple[Reference, ...]] = lambda found: found
    target: str = "#xmldsig-45"
    keyinfo_id: str = "xmldsig-45-keyinfo"
    properties_id: str = "xmldsig-45-signedprops"
    signing_time: str | None = SIGNED_AT
    role: str | None = "supplier"
    policy: str | None = POLICY
    policy_digest: str = "sha256"
    policy_hash: str = POLICY_HASH
    extra_properties: str = ""
    edit: Callable[[etree._Element], None] = lambda root: None
    default_namespace: bool = False


def sign(data: bytes, recipe: Recipe | None = None) -> bytes:
    """Sign a document that carries the mark."""
    recipe = recipe or Recipe()
    root = prepare(data, recipe)
    signature = one(root, "//ds:Signature")
    written = _all(root, "//ds:SignedInfo/ds:Reference")
    for reference, node in zip(_references(recipe), written, strict=True):
        if reference.digest in DIGESTS:
            canonical = _digested(root, signature, reference)
            value = hashlib.new(reference.digest, canonical).digest()
            one(node, "ds:DigestValue").text = base64.b64encode(value).decode()
    info = canonical_form(one(signature, "ds:SignedInfo"), recipe.canonicalization)
    value = base64.b64encode(_signature_value(recipe, info)).decode()
    one(signature, "ds:SignatureValue").text = value
    return to_bytes(root)


def prepare(data: bytes, recipe: Recipe) -> etree._Element:
    """Put the signature, still without values, where the mark stands."""
    signature = _signature_text(recipe)
    if recipe.default_namespace:
        # as Java and .NET write it unless they are told otherwise
        signature = re.sub("(</?)ds:", r"\1", signature)
        signature = signature.replace("<Signature", f'<Signature xmlns="{NS["ds"]}"', 1)
    text = data.decode("utf-8").replace(SIGNATURE_MARK, signature)
    root = etree.fromstring(text.encode("utf-8"))
    recipe.edit(root)
    return root


def to_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def one(node: etree._Element, path: str) -> etree._Element:
    found = _all(node, path)
    return found[0]


def _all(node: etree._Element, path: str) -> list[etree._Element]:
    return node.xpath(path, namespaces=NS)


def canonical_form(node: etree._Element, algorithm: str) -> bytes:
    return etree.tostring(
        node,
        method="c14n",
        exclusive=algorithm.startswith(EXCLUSIVE),
        with_comments=algorithm.endswith("WithComments"),
    )


def _digested(root: etree._Element, signature: etree._Element, reference: Reference) -> bytes:
    algorithm = next((each for each in reference.transforms if each != ENVELOPED), C14N)
    if reference.label == "document":
        if ENVELOPED not in reference.transforms:
            return canonical_form(root, algorithm)
        copy = etree.fromstring(to_bytes(root))
        own = one(copy, "//ds:Signature")
        parent = own.getparent()
        parent.text = (parent.text or "") + (own.tail or "")
        parent.remove(own)
        return canonical_form(copy, algorithm)
    paths = {"keyinfo": "ds:KeyInfo", "signed_properties": ".//xades:SignedProperties"}
    path = paths.get(reference.label, reference.label)
    return canonical_form(one(signature, path), algorithm)


def _signature_value(recipe: Recipe, info: bytes) -> bytes:
    key = recipe.key or recipe.signer.key
    if recipe.method == "hmac-sha256":
        public = recipe.signer.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        mac = hmac.HMAC(public, hashes.SHA256())
        mac.update(info)
        return mac.finalize()
    algorithm = getattr(hashes, recipe.method.removeprefix("rsa-").upper())()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(info, ec.ECDSA(algorithm))
    return key.sign(info, padding.PKCS1v15(), algorithm)


def _references(recipe: Recipe) -> tuple[Reference, ...]:
    digest = recipe.digest
    every = {
        "document": Reference("document", "", None, recipe.document_transforms, digest),
        "keyinfo": Reference(
            "keyinfo", f"#{recipe.keyinfo_id}", None, recipe.part_transforms, digest
        ),
        "signed_properties": Reference(
            "signed_properties",
            f"#{recipe.properties_id}",
            PROPERTIES_TYPE,
            recipe.part_transforms,
            digest,
        ),
    }
    return recipe.references(tuple(every[label] for label in recipe.order))


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _reference_text(reference: Reference, recipe: Recipe) -> str:
    uri = "" if reference.uri is None else f' URI="{_attribute(reference.uri)}"'
    kind = "" if reference.kind is None else f' Type="{_attribute(reference.kind)}"'
    transforms = "".join(
        f'<ds:Transform Algorithm="{_attribute(each)}">{recipe.transform_content}</ds:Transform>'
        for each in reference.transforms
    )
    if transforms:
        transforms = f"<ds:Transforms>{transforms}</ds:Transforms>"
    method = DIGESTS.get(reference.digest, reference.digest)
    return (
        f'<ds:Reference{kind}{uri}>{transforms}<ds:DigestMethod Algorithm="{method}"/>'
        "<ds:DigestValue></ds:DigestValue></ds:Reference>\n"
    )


def _signature_text(recipe: Recipe) -> str:
    references = "".join(_reference_text(each, recipe) for each in _references(recipe))
    kept = (recipe.signer.certificate,) if recipe.keyinfo is None else recipe.keyinfo
    certificates = "".join(
        f"<ds:X509Certificate>{der_text(each)}</ds:X509Certificate>" for each in kept
    )
    return f"""<ds:Signature Id="xmldsig-45">
<ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="{recipe.canonicalization}">{
        recipe.canonicalization_content
    }</ds:CanonicalizationMethod>
<ds:SignatureMethod Algorithm="{METHODS.get(recipe.method, recipe.method)}">{
        recipe.method_content
    }</ds:SignatureMethod>
{references}</ds:SignedInfo>
<ds:SignatureValue Id="xmldsig-45-sigvalue"></ds:SignatureValue>
<ds:KeyInfo Id="{_attribute(recipe.keyinfo_id)}"><ds:X509Data>{certificates}</ds:X509Data>{
        recipe.extra_keyinfo
    }</ds:KeyInfo>
<ds:Object><xades:QualifyingProperties Target="{recipe.target}"><xades:SignedProperties Id="{
        _attribute(recipe.properties_id)
    }"><xades:SignedSignatureProperties>{
        _properties_text(recipe)
    }</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>
</ds:Signature>"""


def _properties_text(recipe: Recipe) -> str:
    time = "" if recipe.signing_time is None else recipe.signing_time
    parts = [f"<xades:SigningTime>{time}</xades:SigningTime>"] if time else []
    named = (recipe.signer.certificate,) if recipe.named is None else recipe.named
    if named:
        certificates = "".join(_named_text(each, recipe) for each in named)
        name = recipe.certificate_element
        parts.append(f"<xades:{name}>{certificates}</xades:{name}>")
    if recipe.policy is not None:
        parts.append(_policy_text(recipe))
    if recipe.role is not None:
        parts.append(
            "<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>"
            f"{recipe.role}</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRole>"
        )
    return "".join(parts) + recipe.extra_properties


def _named_text(each: x509.Certificate, recipe: Recipe) -> str:
    name = recipe.digest if recipe.digest in ("sha256", "sha384", "sha512") else "sha256"
    value = base64.b64encode(each.fingerprint(getattr(hashes, name.upper())())).decode()
    serial = ""
    if recipe.certificate_element == "SigningCertificate":
        serial = (
            f"<xades:IssuerSerial><ds:X509IssuerName>{each.issuer.rfc4514_string()}"
            f"</ds:X509IssuerName><ds:X509SerialNumber>{each.serial_number}</ds:X509SerialNumber>"
            "</xades:IssuerSerial>"
        )
    return (
        f'<xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{DIGESTS[name]}"/>'
        f"<ds:DigestValue>{value}</ds:DigestValue></xades:CertDigest>{serial}</xades:Cert>"
    )


def _policy_text(recipe: Recipe) -> str:
    method = DIGESTS.get(recipe.policy_digest, recipe.policy_digest)
    return (
        "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
        f"<xades:Identifier>{recipe.policy}</xades:Identifier>"
        f"<xades:Description>{POLICY_TEXT}</xades:Description></xades:SigPolicyId>"
        f'<xades:SigPolicyHash><ds:DigestMethod Algorithm="{method}"/>'
        f"<ds:DigestValue>{recipe.policy_hash}</ds:DigestValue></xades:SigPolicyHash>"
        "</xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>"
    )


def der_text(each: x509.Certificate) -> str:
    return base64.b64encode(each.public_bytes(serialization.Encoding.DER)).decode()


def key_value(holder: Holder) -> str:
    """Write the ds:KeyValue of a holder's RSA key."""
    numbers = holder.key.public_key().public_numbers()

    def written(number: int) -> str:
        size = (number.bit_length() + 7) // 8
        return base64.b64encode(number.to_bytes(size, "big")).decode()

    return (
        f"<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{written(numbers.n)}</ds:Modulus>"
        f"<ds:Exponent>{written(numbers.e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
    )


# ------------------------------------------------------------------------- the other libraries


def xmlsec_sign(data: bytes, recipe: Recipe | None = None) -> bytes:
    """Sign by libxmlsec what `prepare` made."""
    recipe = recipe or Recipe()
    root = etree.fromstring(to_bytes(prepare(data, recipe)))
    for node in _all(root, "//ds:SignatureValue | //ds:DigestValue[not(text())]"):
        node.text = None
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(
        recipe.signer.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        xmlsec.constants.KeyDataFormatPem,
    )
    for path in ("//ds:KeyInfo", "//xades:SignedProperties"):
        context.register_id(one(root, path), "Id")
    context.sign(one(root, "//ds:Signature"))
    return to_bytes(root)


def xmlsec_accepts(data: bytes, signer: Holder | None = None) -> bool:
    """Tell what libxmlsec says of a signature, with the key of a signer."""
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(
        (signer or restaurant()).pem, xmlsec.constants.KeyDataFormatCertPem
    )
    try:
        root = etree.fromstring(data)
        for path in ("//ds:KeyInfo", "//xades:SignedProperties"):
            context.register_id(one(root, path), "Id")
        context.verify(one(root, "//ds:Signature"))
    except (xmlsec.Error, etree.LxmlError, IndexError):
        return False
    return True


def signxml_accepts(data: bytes, signer: Holder | None = None) -> bool:
    """Tell what signxml says, used plainly: any reference, any algorithm it knows."""
    config = SignatureConfiguration(
        expect_references=False,
        signature_methods=frozenset(SignatureMethod),
        digest_algorithms=frozenset(DigestAlgorithm),
        verification_time=SIGNED_DAY,
        default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    try:
        XMLVerifier().verify(
            data, x509_cert=(signer or restaurant()).certificate, expect_config=config
        )
    except (SignXMLException, etree.LxmlError, InvalidSignature, ValueError, TypeError):
        return False
    return True
