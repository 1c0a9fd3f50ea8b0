# SPDX-License-Identifier: MIT
"""
What a DIAN signature may look like: the allow-lists, and the examination of its shape.

Nothing is computed here. `examine` looks at the tree and either names the parts of the one
signature or refuses with a stable code; `_signature` does the cryptography afterwards.
"""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn, cast

import attrs
from lxml import etree

from loggro_integration import errors
from loggro_integration.dian.xml import NAMESPACES

__all__ = [
    "C14N",
    "DIGESTS",
    "ENVELOPED",
    "POLICY_DESCRIPTION",
    "POLICY_HASHES",
    "POLICY_IDENTIFIERS",
    "POLICY_URL",
    "SIGNATURE_METHODS",
    "SIGNED_PROPERTIES_TYPE",
    "UNPLACED",
    "Parts",
    "digest_name",
    "examine",
    "method_name",
    "placed_signature",
    "refuse",
    "signatures",
]

C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
ENVELOPED: Final = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
SIGNED_PROPERTIES_TYPE: Final = "http://uri.etsi.org/01903#SignedProperties"

SIGNATURE_METHODS: Final = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": "rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": "rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": "rsa-sha512",
}
DIGESTS: Final = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}

# DIAN's signature policy: recomputed over the PDF; 2019 documents carry the v1 address
POLICY_URL: Final = (
    "https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf"
)
POLICY_IDENTIFIERS: Final = frozenset({POLICY_URL, POLICY_URL.replace("/v2/", "/v1/")})
POLICY_DESCRIPTION: Final = (
    "Política de firma para facturas electrónicas de la República de Colombia."
)
POLICY_HASHES: Final = {
    "http://www.w3.org/2000/09/xmldsig#sha1": "sbcECQ7v+y/m3OcBCJyvmkBhtFs=",
    "http://www.w3.org/2001/04/xmlenc#sha256": "dMoMvtcG5aIzgYo0tIsSQeVJBDnUnfSOfBpxXrmor0Y=",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": (
        "EQC0kiWPaAME6IsEZ7WuaTWJ97Zmf6hIO69rMCVURmQxBB9ebgLrjhL5BArQ0a0l"
    ),
    "http://www.w3.org/2001/04/xmlenc#sha512": (
        "Zcjw1Z9nGQn2j6NyGx8kAaLbOfJGd/fJxRTCeirlqAg7zRG27piJkJOpflGu7XACpMj9hC6dVMcCyzqHxxPZeQ=="
    ),
}
"""Digest of the policy by algorithm; SHA-1 only names the known file, it protects nothing."""

MAX_CERTIFICATES: Final = 10

UNPLACED: Final = frozenset({"several-signatures", "signature-misplaced", "several-extensions"})
"""Codes of documents without one signature at its place: there is nothing to diagnose."""

_HINT: Final = errors.Text(
    es="La firma no es como la exige la DIAN: no confíe en el contenido; pida el original al"
    " emisor.",
    en="The signature is not as DIAN demands: do not trust the content; ask its sender for the"
    " original.",
)

_DS: Final = f"{{{NAMESPACES['ds']}}}"
_EXT: Final = f"{{{NAMESPACES['ext']}}}"
_XADES: Final = f"{{{NAMESPACES['xades']}}}"

_PLACE: Final = (f"{_EXT}ExtensionContent", f"{_EXT}UBLExtension", f"{_EXT}UBLExtensions")
_SINGLE: Final = ("SignedInfo", "KeyInfo", "QualifyingProperties", "SignedProperties")
_ID: Final = re.compile(r"[A-Za-z_][\w.\-]*", re.ASCII)
_X509_PARTS: Final = frozenset(
    f"{_DS}{name}" for name in ("X509Certificate", "X509IssuerSerial", "X509SubjectName", "X509SKI")
)


@attrs.frozen(kw_only=True)
class Parts:
    """
    The elements of a signature whose shape is allowed; all of them still unverified.

    Attributes:
        references: The three ``ds:Reference`` by what they cover, in the order written.
        certificates: Base64 of each ``ds:X509Certificate`` of the KeyInfo.
    """

    signature: etree._Element
    signed_info: etree._Element
    signature_value: etree._Element
    key_info: etree._Element
    signed_properties: etree._Element
    references: dict[str, etree._Element]
    certificates: tuple[str, ...]


def refuse(code: str, message: str, *, hint: errors.Text | None = None) -> NoReturn:
    """
    Raise `SignatureInvalid` with a stable code.

    Raises:
        SignatureInvalid: Always.
    """
    raise errors.SignatureInvalid(message, code=code, hint=hint or _HINT)


def signatures(root: etree._Element) -> list[etree._Element]:
    """Return every ``ds:Signature`` of the document, wherever it stands."""
    return list(root.iter(f"{_DS}Signature"))


def placed_signature(root: etree._Element) -> etree._Element:
    """
    Return the one signature of the document, at the one place where DIAN puts it.

    Raises:
        SignatureInvalid: ``several-signatures``, ``signature-misplaced``, ``several-extensions``
            or ``signature-not-alone``.
    """
    found = signatures(root)
    if len(found) != 1:
        refuse("several-signatures", f"The document carries {len(found)} signatures, not one.")
    ancestors = list(found[0].iterancestors())
    if tuple(node.tag for node in ancestors[:-1]) != _PLACE:
        refuse("signature-misplaced", "The signature does not stand in a UBLExtension of the root.")
    if len(root.findall(f"{_EXT}UBLExtensions")) != 1:
        refuse("several-extensions", "The root carries several UBLExtensions.")
    if len(_children(ancestors[0])) != 1:
        refuse("signature-not-alone", "Other elements stand beside the signature.")
    return found[0]


def examine(root: etree._Element) -> Parts:
    """
    Name the parts of the document's signature, if its shape is one of those allowed.

    One signature at its place, no doubled element or id, RSA with SHA-256, 384 or 512, inclusive
    C14N 1.0, three references (document, KeyInfo, SignedProperties) in any order, no foreign
    transform. Source: annex v1.9 section 6.9 and the official examples.

    Raises:
        SignatureInvalid: With a code naming what is not allowed.
    """
    signature = placed_signature(root)
    _check_prolog(root)
    _check_doubles(root)
    _check_ids(root)
    if next(signature.iter(etree.Comment), None) is not None:
        refuse("comment-in-signature", "A comment stands inside the signature.")
    signed_info, value, key_info, holder = _exactly(
        signature, "SignedInfo", "SignatureValue", "KeyInfo", "Object"
    )
    properties = _signed_properties(signature, holder)
    return Parts(
        signature=signature,
        signed_info=signed_info,
        signature_value=value,
        key_info=key_info,
        signed_properties=properties,
        references=_references(signed_info, key_info, properties),
        certificates=_certificates(key_info),
    )


def digest_name(reference: etree._Element) -> str | None:
    """Return ``sha256``, ``sha384`` or ``sha512`` for a reference, `None` for anything else."""
    method = reference.find(f"{_DS}DigestMethod")
    return None if method is None else DIGESTS.get(str(method.get("Algorithm")))


def method_name(signed_info: etree._Element) -> str | None:
    """Return ``rsa-sha256``, ``rsa-sha384`` or ``rsa-sha512``, `None` for anything else."""
    method = signed_info.find(f"{_DS}SignatureMethod")
    return None if method is None else SIGNATURE_METHODS.get(str(method.get("Algorithm")))


def _children(node: etree._Element) -> list[etree._Element]:
    return list(node.iterchildren("*"))


def _exactly(node: etree._Element, *names: str) -> list[etree._Element]:
    """Return the child elements of a node, which must be these, in this order."""
    found = _children(node)
    if [child.tag for child in found] != [f"{_DS}{name}" for name in names]:
        refuse(
            "signature-shape",
            f"{etree.QName(node).localname} must hold {', '.join(names) or 'nothing'}.",
        )
    return found


def _check_prolog(root: etree._Element) -> None:
    # they belong to what URI="" covers, and signxml leaves them out
    for before in (True, False):
        if next(root.itersiblings(etree.ProcessingInstruction, preceding=before), None) is not None:
            refuse("processing-instruction", "A processing instruction stands beside the root.")


def _check_doubles(root: etree._Element) -> None:
    for name in _SINGLE:
        if len(list(root.iter(f"{{*}}{name}"))) > 1:
            refuse("signature-ambiguous", f"The document holds more than one {name}.")


# the value of every attribute that some library might take for an id; asking for the length of its
# name first halves the time
_ids: Final = etree.XPath(
    "//@*[string-length(local-name()) = 2][translate(local-name(), 'ID', 'id') = 'id']",
    smart_strings=False,
)


def _check_ids(root: etree._Element) -> None:
    found: list[str] = cast("Any", _ids(root))
    if len(found) != len(set(found)):
        refuse("id-collision", "Two elements carry the same id.")


def _own_id(node: etree._Element) -> str:
    """Return the Id of a signed part; ids that need quoting somewhere are refused."""
    value = str(node.get("Id", ""))
    if not _ID.fullmatch(value):
        refuse("id-missing", f"{etree.QName(node).localname} has no usable Id.")
    return value


def _signed_properties(signature: etree._Element, holder: etree._Element) -> etree._Element:
    qualifying = _children(holder)
    if [node.tag for node in qualifying] != [f"{_XADES}QualifyingProperties"]:
        refuse("signature-shape", "ds:Object must hold one xades:QualifyingProperties.")
    if qualifying[0].get("Target") != f"#{_own_id(signature)}":
        refuse("target", "QualifyingProperties belong to another signature.")
    properties = _children(qualifying[0])
    allowed = [f"{_XADES}SignedProperties", f"{_XADES}UnsignedProperties"]
    if not properties or [node.tag for node in properties] != allowed[: len(properties)]:
        refuse("signature-shape", "QualifyingProperties must begin with SignedProperties.")
    return properties[0]


def _references(
    signed_info: etree._Element, key_info: etree._Element, properties: etree._Element
) -> dict[str, etree._Element]:
    names = ("CanonicalizationMethod", "SignatureMethod", "Reference", "Reference", "Reference")
    if len(signed_info.findall(f"{_DS}Reference")) != 3:
        refuse("references-count", "A DIAN signature has three references.")
    method, algorithm, *references = _exactly(signed_info, *names)
    _check_algorithm(method, {C14N: ""}, "canonicalization")
    _check_algorithm(algorithm, SIGNATURE_METHODS, "signature-method")
    labels = {
        "": "document",
        f"#{_own_id(key_info)}": "keyinfo",
        f"#{_own_id(properties)}": "signed_properties",
    }
    found: dict[str, etree._Element] = {}
    for reference in references:
        label = labels.get(str(reference.get("URI", "?")))
        if label is None or label in found:
            refuse("reference-target", "A reference leads elsewhere, or twice to the same part.")
        _check_reference(reference, label)
        found[label] = reference
    return found


def _check_reference(reference: etree._Element, label: str) -> None:
    transforms = reference.find(f"{_DS}Transforms")
    applied: list[str] = []
    if transforms is None:
        digest, _ = _exactly(reference, "DigestMethod", "DigestValue")
    else:
        _, digest, _ = _exactly(reference, "Transforms", "DigestMethod", "DigestValue")
        applied = [_transform(node) for node in _children(transforms)]
    if applied not in ([[ENVELOPED]] if label == "document" else [[], [C14N]]):
        refuse("transforms", f"The transforms of the reference to the {label} are not allowed.")
    _check_algorithm(digest, DIGESTS, "digest-method")
    says_properties = reference.get("Type") == SIGNED_PROPERTIES_TYPE
    if says_properties != (label == "signed_properties"):
        refuse("reference-type", "The Type of a reference does not say what it covers.")


def _transform(node: etree._Element) -> str:
    """Return the algorithm of a transform that has no parameters."""
    if _children(node) or node.tag != f"{_DS}Transform":
        refuse("transforms", "A transform with parameters is not allowed.")
    return str(node.get("Algorithm", ""))


def _check_algorithm(node: etree._Element, allowed: dict[str, str], code: str) -> None:
    if node.get("Algorithm") not in allowed or _children(node):
        refuse(code, f"The algorithm of {etree.QName(node).localname} is not allowed.")


def _certificates(key_info: etree._Element) -> tuple[str, ...]:
    parts = _children(key_info)
    tags = [node.tag for node in parts]
    if tags.count(f"{_DS}X509Data") != 1 or set(tags) - {f"{_DS}X509Data", f"{_DS}KeyValue"}:
        refuse("key-info", "KeyInfo must hold one X509Data, and at most a KeyValue beside it.")
    data = _children(parts[tags.index(f"{_DS}X509Data")])
    if {node.tag for node in data} - _X509_PARTS:
        refuse("key-info", "X509Data holds something that is not a certificate.")
    found = [node.text or "" for node in data if node.tag == f"{_DS}X509Certificate"]
    if not 1 <= len(found) <= MAX_CERTIFICATES:
        refuse("key-info", "X509Data must hold the certificate of the signer.")
    return tuple(found)
