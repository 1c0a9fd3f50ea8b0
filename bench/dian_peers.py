# SPDX-License-Identifier: MIT
"""
The same work by other libraries, where they are installed; the package imports none of them.

signxml 5 signs and verifies the same invoice, the ``xmlsec`` wheel does so through libxmlsec, and
satcfdi reads, writes and signs an invoice of its own country. facho 0.2.1 does not import on Python
3.11 and later: its figures were taken once with shims, in November 2026, and are quoted.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID, ObjectIdentifier
from dian_invoice import AT, Holder
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.verifier import SignatureConfiguration, XMLVerifier
from signxml.xades.xades import XAdESSignaturePolicy, XAdESSigner

Work = Callable[[], object]

NS = {
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
}
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
POLICY = "https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf"
POLICY_HASH = "dMoMvtcG5aIzgYo0tIsSQeVJBDnUnfSOfBpxXrmor0Y="
PLACE = "./{{{ext}}}UBLExtensions/{{{ext}}}UBLExtension/{{{ext}}}ExtensionContent/".format(**NS)
PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"

QUOTED = """facho 0.2.1, taken once with shims on the same machine (it does not import on 3.11):
  write 12,620 µs, sign 89,465 µs; its fork 0.3.0: sign 3.9 times one RSA, emission 5.6 times."""


# --- signxml ---------------------------------------------------------------------------------


def parsed(data: bytes) -> etree._Element:
    """Parse without a second thought, as the floors do."""
    return etree.fromstring(data)  # noqa: TID251 (it is the floor)


def with_slot(data: bytes) -> etree._Element:
    """Parse an unsigned document and make the place of its signature."""
    root = parsed(data)
    holder = root.find("ext:UBLExtensions", NS)
    extension = etree.SubElement(holder, f"{{{NS['ext']}}}UBLExtension")
    content = etree.SubElement(extension, f"{{{NS['ext']}}}ExtensionContent")
    etree.SubElement(content, f"{{{NS['ds']}}}Signature", Id="placeholder")
    return root


def signxml_sign(data: bytes, holder: Holder) -> bytes:
    """Sign with DIAN's policy by signxml: its own ids, clock and order; the key is kept."""
    signer = XAdESSigner(
        signature_policy=XAdESSignaturePolicy(
            Identifier=POLICY,
            Description="Política de firma para facturas electrónicas de la República de Colombia.",
            DigestMethod=DigestAlgorithm.SHA256,
            DigestValue=POLICY_HASH,
        ),
        claimed_roles=["supplier"],
        c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    signed = signer.sign(
        with_slot(data), key=holder.key, cert=[holder.certificate], always_add_key_value=False
    )
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def signxml_verify(data: bytes, holder: Holder) -> object:
    """Verify the three references by signxml, and nothing of XAdES."""
    config = SignatureConfiguration(
        location=PLACE,
        expect_references=3,
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=datetime(2026, 11, 20, tzinfo=UTC),
        default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    return XMLVerifier().verify(
        data, x509_cert=holder.certificate, id_attribute="Id", expect_config=config
    )


# --- the wheel xmlsec ------------------------------------------------------------------------


def xmlsec_works(unsigned: bytes, signed: bytes, holder: Holder) -> dict[str, Work]:
    """Return signing and verifying by libxmlsec, the key kept."""
    try:
        import xmlsec
    except ImportError:
        return {}
    pem = holder.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    key = xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.PEM)
    certificate = holder.certificate.public_bytes(serialization.Encoding.PEM)
    key.load_cert_from_memory(certificate, xmlsec.KeyFormat.PEM)
    return {
        "sign, xmlsec": lambda: xmlsec_sign(xmlsec, unsigned, key, holder),
        "verify, xmlsec": lambda: xmlsec_verify(xmlsec, signed, key),
    }


def xmlsec_sign(xmlsec: Any, data: bytes, key: Any, holder: Holder) -> bytes:
    """Sign with DIAN's properties: template by hand, cryptography by libxmlsec."""
    root = with_slot(data)
    place = root.find(f".//{{{NS['ds']}}}Signature")
    template = xmlsec.template
    signature = template.create(
        root, xmlsec.Transform.C14N, xmlsec.Transform.RSA_SHA256, ns="ds", name="sig"
    )
    place.getparent().replace(place, signature)
    sha256 = xmlsec.Transform.SHA256
    document = template.add_reference(signature, sha256, uri="")
    template.add_transform(document, xmlsec.Transform.ENVELOPED)
    template.add_reference(signature, sha256, uri="#keyinfo")
    template.add_reference(signature, sha256, uri="#props", type=PROPERTIES_TYPE)
    info = template.ensure_key_info(signature, id="keyinfo")
    template.add_x509_data(info)
    holder_of = etree.SubElement(signature, f"{{{NS['ds']}}}Object")
    holder_of.append(parsed(properties(holder)))
    context = xmlsec.SignatureContext()
    context.key = key
    xmlsec.tree.add_ids(root, ["Id"])
    context.sign(signature)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def properties(holder: Holder) -> bytes:
    """Write the signed properties."""
    der = holder.certificate.public_bytes(serialization.Encoding.DER)
    digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
    method = f'<ds:DigestMethod Algorithm="{SHA256}"/>'
    return (
        f'<xades:QualifyingProperties xmlns:xades="{NS["xades"]}" xmlns:ds="{NS["ds"]}" '
        'Target="#sig"><xades:SignedProperties Id="props"><xades:SignedSignatureProperties>'
        f"<xades:SigningTime>{AT.isoformat()}</xades:SigningTime><xades:SigningCertificate>"
        f"<xades:Cert><xades:CertDigest>{method}<ds:DigestValue>{digest}</ds:DigestValue>"
        "</xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>"
        f"{holder.certificate.issuer.rfc4514_string()}</ds:X509IssuerName><ds:X509SerialNumber>"
        f"{holder.certificate.serial_number}</ds:X509SerialNumber></xades:IssuerSerial>"
        "</xades:Cert></xades:SigningCertificate><xades:SignaturePolicyIdentifier>"
        f"<xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>{POLICY}"
        f"</xades:Identifier></xades:SigPolicyId><xades:SigPolicyHash>{method}<ds:DigestValue>"
        f"{POLICY_HASH}</ds:DigestValue></xades:SigPolicyHash></xades:SignaturePolicyId>"
        "</xades:SignaturePolicyIdentifier></xades:SignedSignatureProperties>"
        "</xades:SignedProperties></xades:QualifyingProperties>"
    ).encode()


def xmlsec_verify(xmlsec: Any, data: bytes, key: Any) -> None:
    """Verify the signature value and the three references by libxmlsec."""
    root = parsed(data)
    xmlsec.tree.add_ids(root, ["Id"])
    context = xmlsec.SignatureContext()
    context.key = key
    context.verify(root.find(f".//{{{NS['ds']}}}Signature"))


# --- satcfdi ---------------------------------------------------------------------------------


def satcfdi_works() -> dict[str, Work]:
    """Return reading, writing and signing of an invoice of Mexico with ten lines."""
    try:
        from satcfdi.cfdi import CFDI
        from satcfdi.create.cfd import cfdi40
        from satcfdi.models import Signer
    except ImportError:
        return {}
    signer = Signer.load(**mexican())
    issuer = cfdi40.Emisor(rfc="EKU9003173C9", nombre="LA AREPERA DE LA 45", regimen_fiscal="601")
    buyer = cfdi40.Receptor(
        rfc="XAXX010101000",
        nombre="MAIZ Y FUEGO",
        uso_cfdi="S01",
        domicilio_fiscal_receptor="20000",
        regimen_fiscal_receptor="616",
    )

    def made() -> Any:
        sold = [
            cfdi40.Concepto(
                clave_prod_serv="90101501",
                cantidad=number,
                clave_unidad="E48",
                descripcion=f"Arepa rellena número {number}, con queso y hogao",
                valor_unitario=12_000 + 500 * number,
                impuestos=cfdi40.Impuestos(
                    traslados=cfdi40.Traslado(
                        impuesto="002", tipo_factor="Tasa", tasa_o_cuota=Decimal("0.160000")
                    )
                ),
            )
            for number in range(1, 11)
        ]
        return cfdi40.Comprobante(
            emisor=issuer,
            receptor=buyer,
            lugar_expedicion="20000",
            conceptos=sold,
            fecha=datetime(2026, 11, 20, 20, 15, 32),  # noqa: DTZ001 (satcfdi wants it so)
        )

    def emitted() -> bytes:
        document = made()
        document.sign(signer)
        return document.xml_bytes()

    document = made()
    document.sign(signer)
    data = document.xml_bytes()
    return {
        "its floor, satcfdi": lambda: parsed(data),
        "read, satcfdi": lambda: CFDI.from_string(data),
        "write, satcfdi": document.xml_bytes,
        "emission, satcfdi": emitted,
    }


def mexican() -> dict[str, bytes | str]:
    """Make a certificate of the form that satcfdi reads."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    names = {
        NameOID.COMMON_NAME: "LA AREPERA DE LA 45",
        NameOID.ORGANIZATION_NAME: "LA AREPERA DE LA 45",
        NameOID.ORGANIZATIONAL_UNIT_NAME: "Sucursal 1",
        ObjectIdentifier("2.5.4.45"): "EKU9003173C9 / VADA800927DJ3",
        NameOID.SERIAL_NUMBER: " / VADA800927HSRSRL05",
    }
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items()])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(b"30001000000500003416"))
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2028, 1, 1, tzinfo=UTC))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.DER
    protection = serialization.BestAvailableEncryption(b"12345678a")
    return {
        "certificate": certificate.public_bytes(encoding),
        "key": key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, protection),
        "password": "12345678a",
    }
