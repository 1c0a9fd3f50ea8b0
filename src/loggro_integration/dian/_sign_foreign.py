# SPDX-License-Identifier: MIT
"""Sign a document that was not written here: opened by the door, signed by signxml."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
from cryptography.hazmat.primitives.hashes import HashAlgorithm
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.xades.xades import XAdESSignaturePolicy, XAdESSigner

from loggro_integration import errors
from loggro_integration.dian import _certificate, _policy
from loggro_integration.dian._canonical import alone, canonical, is_unusual
from loggro_integration.dian._keys import Digest
from loggro_integration.dian._signature import FOREIGN
from loggro_integration.dian.xml import NAMESPACES

__all__ = ["Order", "issue_date_text", "party_number", "place", "sign_tree"]

_DS: Final = f"{{{NAMESPACES['ds']}}}"
_EXT: Final = f"{{{NAMESPACES['ext']}}}"
_PREFIXES: Final = {prefix: NAMESPACES[prefix] for prefix in ("ds", "xades")}
_DIGEST_URIS: Final = {name: uri for uri, name in _policy.DIGESTS.items()}
_SENT: Final = frozenset({"ApplicationResponse", "AttachedDocument"})
_BOUGHT: Final = frozenset({"05", "95"})
_METHOD_URIS: Final = {name: uri for uri, name in _policy.SIGNATURE_METHODS.items()}


@attrs.frozen(kw_only=True)
class Order:
    """
    How one document is to be signed.

    Attributes:
        certificates: The signer's, then those of its chain.
        sign: Makes the signature value.
        digest: For references, certificate, policy and the signature itself.
        role: The claimed role.
        time: SigningTime as written.
        base: Id of the signature; its parts add to it.
    """

    certificates: Sequence[x509.Certificate]
    sign: Callable[[bytes, Digest], bytes]
    digest: Digest
    role: str
    time: str
    base: str


def issue_date_text(root: etree._Element) -> str:
    """Return the IssueDate of a document as written, empty if it has none."""
    return _text(root, "cbc:IssueDate")


def party_number(root: etree._Element, kind: str, role: str) -> str:
    """Return the number of who signs: the issuer's, or the provider's of the software."""
    provider = _text(root, "ext:UBLExtensions//*[local-name() = 'ProviderID']")
    if role == "third party" and provider:
        return provider
    return _text(root, f"cac:{_issuer(root, kind)}PartyTaxScheme/cbc:CompanyID")


def place(root: etree._Element) -> etree._Element:
    """
    Put an empty signature where DIAN wants it and return it.

    An extension without content (the place a template left) is used, the last of them; else a new
    one is added at the end, under a new ``ext:UBLExtensions`` where the document has none.

    Raises:
        InvalidInput: If there are several ``ext:UBLExtensions``, or the root has an Id: signxml
            would refer to that instead of the whole document.
    """
    holders = root.findall(f"{_EXT}UBLExtensions")
    if len(holders) > 1:
        raise _refused("The document has several UBLExtensions.")
    if {"Id", "ID"} & set(root.attrib):
        raise _refused("The root element has an Id.")
    holder = holders[0] if holders else etree.Element(f"{_EXT}UBLExtensions")
    if not holders:
        root.insert(0, holder)
    empty = [each for each in holder.iterfind("*/*") if _is_empty_slot(each)]
    slot = empty[-1] if empty else _new_slot(holder)
    slot.text = None
    return etree.SubElement(slot, f"{_DS}Signature", Id="placeholder")


def sign_tree(root: etree._Element, order: Order) -> bytes:
    """
    Sign a tree in which `place` made room.

    Raises:
        InvalidInput: If signxml cannot sign it, as a document without canonical form.
    """
    key = _Key(order.sign)
    signed, why = None, ""
    try:
        signed = _signer(order).sign(
            root,
            key=key,
            cert=list(order.certificates),
            id_attribute="Id",
            always_add_key_value=False,
            exclude_c14n_transform_element=True,
        )
    except FOREIGN as error:
        why = type(error).__name__
    if key.failure is not None:
        raise key.failure
    if signed is None:
        # raised out here, so that the foreign error, which may quote the document, is not chained
        raise _refused(f"The document cannot be signed ({why}).")
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def _refused(message: str) -> errors.InvalidInput:
    hint = errors.Text(
        es="Escriba el documento como en los ejemplos de la DIAN, o con dian.build.",
        en="Write the document as in DIAN's examples, or with dian.build.",
    )
    return errors.InvalidInput(message, field="what", hint=hint)


def _issuer(root: etree._Element, kind: str) -> str:
    """Return the path to the party that issues a document."""
    if kind in _SENT:
        return "SenderParty/cac:"
    type_code = _text(root, f"cbc:{kind}TypeCode")
    # a support document is issued by who buys
    role = "Customer" if type_code in _BOUGHT else "Supplier"
    return f"Accounting{role}Party/cac:Party/cac:"


def _text(root: etree._Element, path: str) -> str:
    """Return the text of the first element of a path, comments left out."""
    return str(root.xpath(f"string({path})", namespaces=NAMESPACES)).strip()


def _is_empty_slot(content: etree._Element) -> bool:
    return (
        content.tag == f"{_EXT}ExtensionContent"
        and not len(content)
        and not (content.text or "").strip()
    )


def _new_slot(holder: etree._Element) -> etree._Element:
    extension = etree.SubElement(holder, f"{_EXT}UBLExtension")
    return etree.SubElement(extension, f"{_EXT}ExtensionContent")


class _Key:
    """What signxml takes for a key. An error of the caller's own key is told from signxml's."""

    def __init__(self, sign: Callable[[bytes, Digest], bytes]) -> None:
        self._sign = sign
        self.failure: Exception | None = None

    def sign(self, data: bytes, *, padding: AsymmetricPadding, algorithm: HashAlgorithm) -> bytes:
        name: Any = algorithm.name
        try:
            return self._sign(data, name)
        except Exception as failure:
            self.failure = failure
            raise


class _Signer(XAdESSigner):
    """signxml's signer; what is signed is the canonical form of the part in its place."""

    def _c14n(self, nodes: Any, *options: Any, **named: Any) -> bytes:
        # an enveloped signature gives one element at a time
        part = alone(nodes) if is_unusual(nodes) else nodes
        signer: Any = super()  # its method is not typed
        written: bytes = signer._c14n(part, *options, **named)  # noqa: SLF001 (super's)
        return written


def _signer(order: Order) -> Any:
    """Return signxml's signer with DIAN's policy; it writes our properties instead of its own."""
    uri = _DIGEST_URIS[order.digest]
    signer: Any = _Signer(
        signature_policy=XAdESSignaturePolicy(
            Identifier=_policy.POLICY_URL,
            Description=_policy.POLICY_DESCRIPTION,
            DigestMethod=DigestAlgorithm(uri),
            DigestValue=_policy.POLICY_HASHES[uri],
        ),
        claimed_roles=[order.role],
        signature_algorithm=SignatureMethod(_METHOD_URIS[f"rsa-{order.digest}"]),
        digest_algorithm=DigestAlgorithm(uri),
        c14n_algorithm=CanonicalizationMethod(_policy.C14N),
    )
    # the last one writes signxml's order of references, its clock and random ids
    signer.signature_annotators[-1:] = [functools.partial(_annotate, signer, order)]
    return signer


def _annotate(
    signer: Any, order: Order, signature: etree._Element, *, signing_settings: Any
) -> None:
    """Give the parts their ids, add the properties, and refer to KeyInfo and properties."""
    info, value, key_info = signature
    signature.set("Id", order.base)
    info[-1].set("Id", f"{order.base}-ref0")
    value.set("Id", f"{order.base}-sigvalue")
    key_info.set("Id", f"{order.base}-keyinfo")
    holder = etree.SubElement(signature, f"{_DS}Object")
    qualifying = _part(holder, "xades:QualifyingProperties", Target=f"#{order.base}")
    signed = _part(qualifying, "xades:SignedProperties", Id=f"{order.base}-signedprops")
    properties = _part(signed, "xades:SignedSignatureProperties")
    _part(properties, "xades:SigningTime").text = order.time
    _add_certificate(properties, order)
    signer.add_signature_policy_identifier(properties, signature, signing_settings)
    signer.add_signer_role(properties, signature, signing_settings)
    _add_reference(info, key_info, order.digest)
    _add_reference(info, signed, order.digest, Type=_policy.SIGNED_PROPERTIES_TYPE)


def _add_certificate(properties: etree._Element, order: Order) -> None:
    """Name the signer's certificate as DIAN's examples do: by digest, issuer and number."""
    named = order.certificates[0]
    cert = _part(_part(properties, "xades:SigningCertificate"), "xades:Cert")
    fingerprint = _certificate.fingerprint_text(named, order.digest)
    _add_digest(_part(cert, "xades:CertDigest"), order.digest, fingerprint)
    serial = _part(cert, "xades:IssuerSerial")
    _part(serial, "ds:X509IssuerName").text = _certificate.issuer_text(named)
    _part(serial, "ds:X509SerialNumber").text = str(named.serial_number)


def _add_reference(
    info: etree._Element, part: etree._Element, digest: Digest, **attributes: str
) -> None:
    """Refer to a part, digested where it stands."""
    value = base64.b64encode(hashlib.new(digest, canonical(part)).digest()).decode()
    reference = _part(info, "ds:Reference", URI=f"#{part.get('Id')}", **attributes)
    _add_digest(reference, digest, value)


def _add_digest(parent: etree._Element, digest: Digest, value: str) -> None:
    _part(parent, "ds:DigestMethod", Algorithm=_DIGEST_URIS[digest])
    _part(parent, "ds:DigestValue").text = value


def _part(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    prefix, _, local = name.partition(":")
    return etree.SubElement(
        parent, f"{{{NAMESPACES[prefix]}}}{local}", nsmap=_PREFIXES, attrib=attributes
    )
