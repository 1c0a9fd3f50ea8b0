# SPDX-License-Identifier: MIT
"""Shapes that lie about keys, algorithms or text."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from attacks.shapes import FORGED, PAYABLE, Make, Shape, edited, forge, signed, swapped, tag
from attacks.shapes_structure import changing
from dian.signing import (
    C14N,
    C14N_11,
    C14N_COMMENTS,
    ENVELOPED,
    EXCLUSIVE,
    NS,
    Holder,
    Recipe,
    Usage,
    authority,
    document,
    issue,
    key_value,
    one,
    restaurant,
    rsa_key,
    sign,
    stranger,
)
from loggro_integration import errors


def by(make: Callable[[], Holder], *others: Callable[[], Holder]) -> Callable[[], Recipe]:
    """Return the recipe of a signature by another holder, with its chain in the KeyInfo."""

    def recipe() -> Recipe:
        holder = make()
        chain = (holder.certificate, *(other().certificate for other in others))
        return Recipe(signer=holder, keyinfo=chain)

    return recipe


def _substituted() -> Recipe:
    """The stranger signs; KeyInfo and properties name the restaurant."""
    return Recipe(key=stranger().key)


def _both(*, named: Holder) -> Recipe:
    kept = (stranger().certificate, restaurant().certificate)
    return Recipe(signer=stranger(), keyinfo=kept, named=(named.certificate,))


def _below_a_leaf() -> Holder:
    return issue("Cajero", restaurant())


def _too_deep() -> Holder:
    middle = issue("Autoridad intermedia", authority(), usage=Usage(authority=True, issues=True))
    holder = issue("La Arepera de la 45 SAS", middle)
    _too_deep.middle = middle  # type: ignore[attr-defined]
    return holder


def _certificate_list(root: etree._Element) -> None:
    etree.SubElement(one(root, "//ds:X509Data"), tag("ds", "X509CRL")).text = "QUJD"


def _garbage_certificate(root: etree._Element) -> None:
    one(root, "//ds:X509Certificate").text = "QUJD"


UNTRUSTED = (errors.SignerNotTrusted, "untrusted")

KEYS = [
    Shape("self-signed-with-the-same-subject", signed(by(stranger)), *UNTRUSTED),
    Shape("self-signed-beside-the-authority", signed(by(stranger, authority)), *UNTRUSTED),
    Shape("issued-by-a-signer", signed(by(_below_a_leaf, restaurant, authority)), *UNTRUSTED),
    Shape(
        "path-too-long",
        signed(by(_too_deep, lambda: _too_deep.middle, authority)),  # type: ignore[attr-defined]
        *UNTRUSTED,
    ),
    Shape(
        "unknown-critical-extension",
        signed(by(lambda: issue("La Arepera", authority(), usage=Usage(unknown_critical=True)))),
        *UNTRUSTED,
    ),
    Shape(
        "unreadable-extension",
        signed(by(lambda: issue("La Arepera", authority(), usage=Usage(unreadable=True)))),
        *UNTRUSTED,
    ),
    Shape(
        "weak-key",
        signed(by(lambda: issue("La Arepera", authority(), key=rsa_key(1024)))),
        *UNTRUSTED,
    ),
    Shape(
        "expired-at-signing",
        signed(by(lambda: issue("La Arepera", authority(), years=(2023, 2025)))),
        errors.SignerNotTrusted,
        "expired",
    ),
    Shape(
        "not-yet-valid",
        signed(by(lambda: issue("La Arepera", authority(), years=(2027, 2029)))),
        errors.SignerNotTrusted,
        "not-yet-valid",
    ),
    Shape(
        "not-for-signing",
        signed(by(lambda: issue("La Arepera", authority(), usage=Usage(signs=False)))),
        errors.SignerNotTrusted,
        "wrong-usage",
    ),
    Shape(
        "without-key-usage",
        signed(by(lambda: issue("La Arepera", authority(), usage=Usage(key_usage=False)))),
        errors.SignerNotTrusted,
        "wrong-usage",
    ),
    Shape("signed-by-the-authority", signed(by(authority)), errors.SignerNotTrusted, "wrong-usage"),
    Shape("certificate-substituted", signed(_substituted), code="signature-broken"),
    Shape(
        "two-certificates-good-one-named",
        signed(lambda: _both(named=restaurant())),
        code="signature-broken",
    ),
    Shape("two-certificates-bad-one-named", signed(lambda: _both(named=stranger())), *UNTRUSTED),
    Shape(
        "another-certificate-named",
        signed(lambda: Recipe(signer=stranger(), named=(restaurant().certificate,))),
        code="signing-certificate",
    ),
    Shape("no-certificate-named", signed(lambda: Recipe(named=())), code="signing-certificate"),
    Shape("no-certificate", signed(lambda: Recipe(keyinfo=())), code="key-info"),
    Shape("certificate-of-garbage", edited(_garbage_certificate), code="certificate-unreadable"),
    Shape(
        "key-value-of-another",
        signed(lambda: Recipe(extra_keyinfo=key_value(stranger()))),
        code="signature-broken",
    ),
    Shape(
        "certificate-list",
        edited(_certificate_list),
        code="key-info",
    ),
    Shape(
        "retrieval-method",
        signed(lambda: Recipe(extra_keyinfo='<ds:RetrievalMethod URI="https://example.org/k"/>')),
        code="key-info",
    ),
    Shape(
        "hmac-with-the-public-key",
        signed(lambda: Recipe(method="hmac-sha256")),
        code="signature-method",
    ),
]


# --------------------------------------------------------------------------------- algorithms

_XSLT = (
    '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">'
    '<xsl:template match="/"><forged/></xsl:template></xsl:stylesheet>'
)


def _document_by(*transforms: str, content: str = "") -> Callable[[], Recipe]:
    return lambda: Recipe(document_transforms=transforms, transform_content=content)


def _not_signed_over(transform: str, content: str = "") -> Make:
    """Add a transform to a good signature, which its digest does not follow."""

    def edit(root: etree._Element) -> None:
        forge(root)
        node = etree.SubElement(one(root, "//ds:Transforms"), tag("ds", "Transform"))
        node.set("Algorithm", transform)
        if content:
            node.append(etree.fromstring(content))

    return edited(edit)


ALGORITHMS = [
    Shape("sha1-digests", signed(lambda: Recipe(digest="sha1")), code="digest-method"),
    Shape("md5-digests", signed(lambda: Recipe(digest="md5")), code="digest-method"),
    Shape(
        "sha1-document", signed(lambda: changing("document", digest="sha1")), code="digest-method"
    ),
    Shape(
        "unknown-digest",
        signed(lambda: changing("document", digest="urn:none")),
        code="digest-method",
    ),
    Shape("sha1-signature", signed(lambda: Recipe(method="rsa-sha1")), code="signature-method"),
    Shape(
        "truncated-mac",
        signed(lambda: Recipe(method_content="<ds:HMACOutputLength>8</ds:HMACOutputLength>")),
        code="signature-method",
    ),
    Shape(
        "c14n-with-comments",
        signed(lambda: Recipe(canonicalization=C14N_COMMENTS)),
        code="canonicalization",
    ),
    Shape(
        "exclusive-c14n",
        signed(lambda: Recipe(canonicalization=EXCLUSIVE)),
        code="canonicalization",
    ),
    Shape("c14n-1.1", signed(lambda: Recipe(canonicalization=C14N_11)), code="canonicalization"),
    Shape(
        "c14n-with-prefixes",
        signed(
            lambda: Recipe(
                canonicalization_content=(
                    f'<ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="cbc"/>'
                )
            )
        ),
        code="canonicalization",
    ),
    Shape("no-transform", signed(_document_by()), code="transforms"),
    Shape("c14n-only", signed(_document_by(C14N)), code="transforms"),
    Shape("comments-kept", signed(_document_by(ENVELOPED, C14N_COMMENTS)), code="transforms"),
    Shape("enveloped-and-c14n", signed(_document_by(ENVELOPED, C14N)), code="transforms"),
    Shape("enveloped-twice", signed(_document_by(ENVELOPED, ENVELOPED)), code="transforms"),
    Shape(
        "exclusive-parts", signed(lambda: Recipe(part_transforms=(EXCLUSIVE,))), code="transforms"
    ),
    Shape(
        "enveloped-parts", signed(lambda: Recipe(part_transforms=(ENVELOPED,))), code="transforms"
    ),
    Shape(
        "xslt",
        _not_signed_over("http://www.w3.org/TR/1999/REC-xslt-19991116", _XSLT),
        code="transforms",
    ),
    Shape(
        "xpath",
        _not_signed_over(
            "http://www.w3.org/TR/1999/REC-xpath-19991116",
            f'<ds:XPath xmlns:ds="{NS["ds"]}">not(ancestor-or-self::cbc)</ds:XPath>',
        ),
        code="transforms",
    ),
    Shape(
        "xpath-filter",
        _not_signed_over("http://www.w3.org/2002/06/xmldsig-filter2"),
        code="transforms",
    ),
    Shape(
        "base64", _not_signed_over("http://www.w3.org/2000/09/xmldsig#base64"), code="transforms"
    ),
    Shape("unknown-transform", _not_signed_over("urn:none"), code="transforms"),
]


# --------------------------------------------------------------------------------------- text

BROKEN_VALUE = "</ds:SignatureValue>"


def _forged_where_nothing_is_signed(root: etree._Element) -> None:
    """Write into the Object and its unsigned properties, which no reference covers."""
    one(root, "//ds:Object").text = FORGED
    added = etree.SubElement(
        one(root, "//xades:QualifyingProperties"), tag("xades", "UnsignedProperties")
    )
    etree.SubElement(added, tag("cbc", "PayableAmount")).text = FORGED


def _language_on_the_object(root: etree._Element) -> None:
    one(root, "//ds:Object").set("{http://www.w3.org/XML/1998/namespace}lang", "es")


def _in_value(name: str, inserted: str) -> Make:
    """Put something into the middle of the text of a part of the signature."""

    def make(kind: str) -> bytes:
        text = sign(document(kind)).decode("utf-8")
        start = text.index(">", text.index(f"<ds:{name}")) + 9
        return (text[:start] + inserted + text[start:]).encode("utf-8")

    return make


def _root_attribute(attribute: str) -> Make:
    return lambda kind: sign(document(kind)).replace(
        f"<{kind} ".encode(), f"<{kind} {attribute} ".encode(), 1
    )


def _doubled(path: str) -> Make:
    def edit(root: etree._Element) -> None:
        forge(root)
        one(root, path).addnext(deepcopy(one(root, path)))

    return edited(edit)


def _twice(*, properties: str) -> Callable[[], Recipe]:
    return lambda: Recipe(extra_properties=properties)


def _with_doctype(kind: str) -> bytes:
    data = sign(document(kind))
    start = data.index(f"<{kind} ".encode())
    doctype = f'<!DOCTYPE {kind} [<!ENTITY total "{FORGED}">]>'.encode()
    return data[:start] + doctype + data[start:].replace(PAYABLE.encode(), b"&total;", 1)


TEXT = [
    Shape("comment-in-an-amount", swapped(PAYABLE, "540<!--9-->00.00"), None),
    Shape("comment-in-a-number", swapped(">FE123<", ">FE<!--x-->123<"), None),
    Shape("character-reference-in-a-number", swapped(">FE123<", ">FE&#49;23<"), None),
    Shape("cdata-in-a-number", swapped(">FE123<", "><![CDATA[FE]]>123<"), None),
    Shape("forged-by-a-comment", swapped(PAYABLE, f"{FORGED}<!--{PAYABLE}-->"), code="body-edited"),
    Shape("forged-by-cdata", swapped(">FE123<", f"><![CDATA[{FORGED}]]><"), code="body-edited"),
    Shape("comment-in-a-digest", _in_value("DigestValue", "<!--x-->"), code="comment-in-signature"),
    Shape(
        "comment-in-the-value", _in_value("SignatureValue", "<!--x-->"), code="comment-in-signature"
    ),
    Shape(
        "comment-in-a-certificate",
        _in_value("X509Certificate", "<!--x-->"),
        code="comment-in-signature",
    ),
    Shape("element-in-the-value", _in_value("SignatureValue", "<x/>"), code="signature-broken"),
    Shape("element-in-a-digest", _in_value("DigestValue", "<x/>"), code="signature-broken"),
    *(
        Shape(f"instruction-in-{name}", make, errors.XmlRefused, "processing-instruction")
        for name, make in (
            ("an-amount", swapped(PAYABLE, f"<?x {FORGED}?>{PAYABLE}")),
            ("the-value", _in_value("SignatureValue", "<?x y?>")),
            ("a-digest", _in_value("DigestValue", "<?x y?>")),
        )
    ),
    Shape("entity-in-an-amount", _with_doctype, errors.XmlRefused, "doctype"),
    Shape("undeclared-entity", swapped(PAYABLE, "&total;"), errors.XmlRefused, "malformed"),
    Shape("white-space-in-the-body", swapped("<cbc:Note>", " <cbc:Note>"), code="body-edited"),
    Shape("carriage-return-kept", swapped("<cbc:Note>", "<cbc:Note>&#13;"), code="body-edited"),
    Shape("base64-with-spaces", _in_value("SignatureValue", " \n "), None),
    Shape("base64-with-foreign-signs", _in_value("SignatureValue", "!"), code="signature-broken"),
    Shape("forged-beside-the-signed-parts", edited(_forged_where_nothing_is_signed), None),
    Shape(
        "prefix-bound-again",
        swapped("<cbc:Note>", '<cbc:Note xmlns:cbc="urn:x">'),
        code="body-edited",
    ),
    Shape(
        "namespace-on-the-root", _root_attribute('xmlns:mine="urn:mine"'), code="signature-broken"
    ),
    Shape("attribute-on-the-root", _root_attribute('mine="1"'), code="body-edited"),
    # the canonical form of each signed part inherits it
    Shape("language-on-the-root", _root_attribute('xml:lang="es"'), code="signature-broken"),
    Shape(
        "language-beside-the-signed-parts", edited(_language_on_the_object), code="signature-broken"
    ),
    Shape("relative-namespace", _root_attribute('xmlns:mine="mine"'), code="no-canonical-form"),
    Shape(
        "relative-namespace-inside",
        swapped("<cbc:Note>", '<cbc:Note xmlns:mine="../mine">'),
        code="no-canonical-form",
    ),
    Shape(
        "instruction-beside-the-root",
        lambda kind: sign(document(kind)) + b"<?x y?>",
        code="processing-instruction",
    ),
    Shape("comment-beside-the-root", lambda kind: sign(document(kind)) + b"<!-- x -->", None),
    Shape("byte-order-mark", lambda kind: b"\xef\xbb\xbf" + sign(document(kind)), None),
    Shape(
        "utf-16",
        lambda kind: sign(document(kind)).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        errors.XmlRefused,
        "not-utf8",
    ),
    Shape(
        "false-encoding",
        lambda kind: sign(document(kind)).replace(b"UTF-8", b"ISO-8859-1", 1),
        errors.XmlRefused,
        "not-utf8",
    ),
    Shape(
        "trailing-element",
        lambda kind: sign(document(kind)) + b"<x/>",
        errors.XmlRefused,
        "malformed",
    ),
    Shape(
        "trailing-text",
        lambda kind: sign(document(kind)) + FORGED.encode(),
        errors.XmlRefused,
        "malformed",
    ),
    Shape("two-signed-infos", _doubled("//ds:SignedInfo"), code="signature-ambiguous"),
    Shape(
        "two-signed-properties", _doubled("//xades:SignedProperties"), code="signature-ambiguous"
    ),
    Shape(
        "two-qualifying-properties",
        _doubled("//xades:QualifyingProperties"),
        code="signature-ambiguous",
    ),
    Shape("two-keyinfos", _doubled("//ds:KeyInfo"), code="signature-ambiguous"),
    Shape("two-signature-values", _doubled("//ds:SignatureValue"), code="id-collision"),
    Shape(
        "two-signing-times",
        signed(_twice(properties="<xades:SigningTime>2020-01-01T00:00:00Z</xades:SigningTime>")),
        code="properties-ambiguous",
    ),
    Shape(
        "two-roles",
        signed(_twice(properties="<xades:SignerRoleV2/>")),
        code="properties-ambiguous",
    ),
    Shape(
        "mark-left-over",
        lambda kind: document(kind).replace(b"@@", b""),
        errors.NotSigned,
        "unsigned",
    ),
]
