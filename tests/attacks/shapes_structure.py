# SPDX-License-Identifier: MIT
"""Shapes that move, double or rename things: wrapping, ids and references."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from attacks.shapes import (
    FORGED,
    Edit,
    Make,
    Shape,
    amount,
    edited,
    forge,
    new_extension,
    signature_of,
    signed,
    tag,
)
from dian.signing import PROPERTIES_TYPE, Recipe, Reference, document, one, sign, to_bytes
from loggro_integration import errors


def _copy_under_new_element(root: etree._Element) -> None:
    copy = etree.SubElement(root, "{urn:copy}original")
    copy.append(deepcopy(root))
    for each in list(copy.iter(tag("ds", "Signature"))):
        each.getparent().remove(each)
    forge(root)


def _sibling(where: str) -> Edit:
    def edit(root: etree._Element) -> None:
        own = amount(root)
        twin = deepcopy(own)
        twin.text = FORGED
        twin.tail = None
        own.addprevious(twin) if where == "before" else own.addnext(twin)

    return edit


def _without_signature(root: etree._Element) -> etree._Element:
    copy = deepcopy(root)
    for each in list(copy.iter(tag("ds", "Signature"))):
        each.getparent().remove(each)
    return copy


def _original_into_extension(root: etree._Element) -> etree._Element:
    forged = forge(_without_signature(root))
    new_extension(forged, root)
    return forged


def _old_root_as_child(root: etree._Element) -> etree._Element:
    forged = forge(_without_signature(root))
    forged.append(root)
    return forged


def _signature_to_forged_root(root: etree._Element) -> etree._Element:
    """The forged root takes the signature, the original stays beside it without one."""
    original = _without_signature(root)
    forge(root)
    new_extension(root, original, at=0)
    return root


def _second_signature(at: int) -> Edit:
    def edit(root: etree._Element) -> None:
        new_extension(root, deepcopy(signature_of(root)), at=at)

    return edit


def _signature_twice_in_content(root: etree._Element) -> None:
    signature_of(root).addnext(deepcopy(signature_of(root)))


def _move_signature(path: str) -> Edit:
    def edit(root: etree._Element) -> None:
        signature = signature_of(root)
        (root if path == "." else one(root, path)).append(signature)

    return edit


def _signature_below_content(root: etree._Element) -> None:
    signature = signature_of(root)
    box = etree.SubElement(signature.getparent(), "{urn:box}box")
    box.append(signature)


def _second_extensions(root: etree._Element) -> None:
    holder = etree.Element(tag("ext", "UBLExtensions"))
    root.insert(0, holder)
    extension = etree.SubElement(holder, tag("ext", "UBLExtension"))
    etree.SubElement(extension, tag("ext", "ExtensionContent")).append(signature_of(root))


def _empty_extensions(root: etree._Element) -> None:
    root.append(etree.Element(tag("ext", "UBLExtensions")))


def _signature_in_object(root: etree._Element) -> None:
    one(root, "//ds:Object").append(deepcopy(signature_of(root)))


def _second_object(root: etree._Element) -> None:
    holder = etree.SubElement(signature_of(root), tag("ds", "Object"))
    holder.append(forge(_without_signature(root)))


def _document_in_object(root: etree._Element) -> None:
    one(root, "//ds:Object").append(forge(_without_signature(root)))


def _properties_renamed(root: etree._Element) -> None:
    one(root, "//xades:SignedProperties").tag = tag("xades", "UnsignedProperties")


def _second_qualifying(root: etree._Element) -> None:
    etree.SubElement(one(root, "//xades:QualifyingProperties"), "{urn:box}box").text = FORGED


def _before_signature(root: etree._Element) -> None:
    box = etree.Element("{urn:box}box")
    box.text = FORGED
    signature_of(root).addprevious(box)


def _beside_signature(root: etree._Element) -> None:
    etree.SubElement(signature_of(root).getparent(), "{urn:box}box").text = FORGED


def _signature_of_another(kind: str) -> bytes:
    root = etree.fromstring(sign(document(kind)))
    other = etree.fromstring(sign(document(kind, number=FORGED, payable=FORGED)))
    signature_of(other).getparent().replace(signature_of(other), signature_of(root))
    return to_bytes(other)


def _renamed_root(root: etree._Element) -> None:
    kind = "CreditNote" if root.tag.endswith("}Invoice") else "Invoice"
    root.tag = f"{{urn:oasis:names:specification:ubl:schema:xsd:{kind}-2}}{kind}"


def _renamed_signature(name: str) -> Edit:
    def edit(root: etree._Element) -> None:
        forge(root)
        signature_of(root).tag = name

    return edit


WRAPPING = [
    Shape("copy-under-a-new-element", edited(_copy_under_new_element), code="body-edited"),
    Shape("forged-sibling-before", edited(_sibling("before")), code="body-edited"),
    Shape("forged-sibling-after", edited(_sibling("after")), code="body-edited"),
    Shape(
        "original-into-an-extension", edited(_original_into_extension), code="signature-misplaced"
    ),
    Shape("old-root-as-child", edited(_old_root_as_child), code="signature-misplaced"),
    Shape("signature-to-a-forged-root", edited(_signature_to_forged_root), code="body-edited"),
    Shape("second-signature-before", edited(_second_signature(0)), code="several-signatures"),
    Shape("second-signature-after", edited(_second_signature(-1)), code="several-signatures"),
    Shape("signature-twice", edited(_signature_twice_in_content), code="several-signatures"),
    Shape("signature-below-the-root", edited(_move_signature(".")), code="signature-misplaced"),
    Shape(
        "signature-in-the-extensions",
        edited(_move_signature("ext:UBLExtensions")),
        code="signature-misplaced",
    ),
    Shape(
        "signature-in-the-extension",
        edited(_move_signature("ext:UBLExtensions/ext:UBLExtension")),
        code="signature-misplaced",
    ),
    Shape(
        "signature-in-a-party", edited(_move_signature("//cac:Party")), code="signature-misplaced"
    ),
    Shape("signature-in-a-box", edited(_signature_below_content), code="signature-misplaced"),
    Shape("two-extensions", edited(_second_extensions), code="several-extensions"),
    Shape("empty-second-extensions", edited(_empty_extensions), code="several-extensions"),
    Shape("signature-inside-object", edited(_signature_in_object), code="several-signatures"),
    Shape("second-object", edited(_second_object), code="signature-shape"),
    Shape("document-in-object", edited(_document_in_object), code="signature-shape"),
    Shape("properties-unsigned", edited(_properties_renamed), code="signature-shape"),
    Shape("second-qualifying-child", edited(_second_qualifying), code="signature-shape"),
    Shape("element-before-the-signature", edited(_before_signature), code="signature-not-alone"),
    Shape("element-beside-the-signature", edited(_beside_signature), code="signature-not-alone"),
    Shape("signature-of-another-document", _signature_of_another, code="body-edited"),
    Shape("root-of-another-kind", edited(_renamed_root), code="signature-broken"),
    Shape(
        "signature-removed",
        edited(lambda root: forge(_without_signature(root))),
        errors.NotSigned,
        "unsigned",
    ),
    Shape(
        "signature-in-lower-case",
        edited(_renamed_signature(tag("ds", "signature"))),
        errors.NotSigned,
        "unsigned",
    ),
    Shape(
        "signature-in-another-namespace",
        edited(_renamed_signature("{http://www.w3.org/2000/09/xmldsig}Signature")),
        errors.NotSigned,
        "unsigned",
    ),
    Shape(
        "root-in-another-namespace",
        edited(lambda root: setattr(root, "tag", "{urn:mine}Invoice")),
        errors.NotADianDocument,
        "foreign-root",
    ),
]


# ---------------------------------------------------------------------------------------- ids

KEYINFO, PROPERTIES = "xmldsig-45-keyinfo", "xmldsig-45-signedprops"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
WSU_ID = "{http://docs.oasis-open.org/wss/2004/01/wsu}Id"


def _same_id(attribute: str, value: str) -> Make:
    def edit(root: etree._Element) -> None:
        forge(root)
        one(root, "cbc:Note").set(attribute, value)

    return edited(edit)


IDS = [
    *(
        Shape(
            f"id-of-{label}-as-{attribute.rpartition('}')[2]}",
            _same_id(attribute, value),
            code="id-collision",
        )
        for label, value in (("keyinfo", KEYINFO), ("properties", PROPERTIES))
        for attribute in ("Id", "ID", "id", "iD")
    ),
    Shape("id-of-keyinfo-as-xml-id", _same_id(XML_ID, KEYINFO), code="id-collision"),
    Shape("id-of-keyinfo-as-wsu-id", _same_id(WSU_ID, KEYINFO), code="id-collision"),
    Shape("id-of-the-signature", _same_id("Id", "xmldsig-45"), code="id-collision"),
    Shape("id-in-capitals", _same_id("Id", KEYINFO.upper()), code="body-edited"),
    Shape(
        "id-with-quotes",
        signed(lambda: Recipe(keyinfo_id="a' or '1'='1")),
        code="id-missing",
    ),
    Shape("id-with-spaces", signed(lambda: Recipe(properties_id="a b")), code="id-missing"),
    Shape("id-empty", signed(lambda: Recipe(properties_id="")), code="id-missing"),
    Shape(
        "xpointer",
        signed(lambda: changing("keyinfo", uri=f"#xpointer(id('{KEYINFO}'))")),
        code="reference-target",
    ),
    Shape(
        "double-number-sign",
        signed(lambda: changing("keyinfo", uri=f"##{KEYINFO}")),
        code="reference-target",
    ),
]


# --------------------------------------------------------------------------------- references


def changing(label: str, /, **changes: object) -> Recipe:
    """Return a recipe with one reference changed."""

    def change(found: tuple[Reference, ...]) -> tuple[Reference, ...]:
        return tuple(
            Reference(**{**vars(each), **changes}) if each.label == label else each
            for each in found
        )

    return Recipe(references=change)


def _without(*labels: str) -> Recipe:
    return Recipe(
        references=lambda found: tuple(each for each in found if each.label not in labels)
    )


def _repeated(label: str, *, instead: str | None = None) -> Recipe:
    def change(found: tuple[Reference, ...]) -> tuple[Reference, ...]:
        again = next(each for each in found if each.label == label)
        return (*(each for each in found if each.label != instead), again)

    return Recipe(references=change)


def _properties_of_another(kind: str) -> bytes:
    root = etree.fromstring(sign(document(kind)))
    later = sign(document(kind, number="FE124"), Recipe(signing_time="2026-11-25T10:00:00-05:00"))
    other = one(etree.fromstring(later), "//xades:SignedProperties")
    own = one(root, "//xades:SignedProperties")
    own.getparent().replace(own, other)
    return to_bytes(root)


def _digests_exchanged(root: etree._Element) -> None:
    values = root.findall(f".//{tag('ds', 'Reference')}/{tag('ds', 'DigestValue')}")
    values[1].text, values[2].text = values[2].text, values[1].text


REFERENCES = [
    Shape(
        "references-extended",
        signed(
            lambda: Recipe(
                references=lambda found: (
                    *found,
                    Reference("ds:SignatureValue", "#xmldsig-45-sigvalue"),
                )
            )
        ),
        code="references-count",
    ),
    Shape("references-doubled", signed(lambda: _repeated("document")), code="references-count"),
    Shape("no-document", signed(lambda: _without("document")), code="references-count"),
    Shape("no-keyinfo", signed(lambda: _without("keyinfo")), code="references-count"),
    Shape("no-properties", signed(lambda: _without("signed_properties")), code="references-count"),
    Shape(
        "only-the-document",
        signed(lambda: _without("keyinfo", "signed_properties")),
        code="references-count",
    ),
    Shape(
        "no-reference",
        signed(lambda: _without("document", "keyinfo", "signed_properties")),
        code="references-count",
    ),
    Shape(
        "document-twice-for-keyinfo",
        signed(lambda: _repeated("document", instead="keyinfo")),
        code="reference-target",
    ),
    Shape(
        "keyinfo-twice-for-document",
        signed(lambda: _repeated("keyinfo", instead="document")),
        code="reference-target",
    ),
    Shape(
        "another-part-for-keyinfo",
        signed(lambda: changing("keyinfo", label="ds:SignatureValue", uri="#xmldsig-45-sigvalue")),
        code="reference-target",
    ),
    *(
        Shape(
            f"address-{name}",
            signed(lambda uri=uri: changing("keyinfo", uri=uri)),
            code="reference-target",
        )
        for name, uri in (
            ("on-the-web", "https://example.org/keyinfo.xml"),
            ("of-a-file", "file:///etc/hostname"),
            ("absent", None),
            ("of-nothing", "#nowhere"),
            ("bare", KEYINFO),
            ("with-a-space", f"#{KEYINFO} "),
            ("in-percents", f"#%78{KEYINFO[1:]}"),
            ("by-pointer", f"#xpointer(id('{KEYINFO}'))"),
        )
    ),
    *(
        Shape(
            f"document-{name}",
            signed(lambda uri=uri: changing("document", uri=uri)),
            code="reference-target",
        )
        for name, uri in (
            ("absent", None),
            ("of-a-sharp", "#"),
            ("of-a-space", " "),
            ("by-pointer", "#xpointer(/)"),
            ("by-its-id", "#FE123"),
        )
    ),
    Shape("properties-of-another", _properties_of_another, code="signature-broken"),
    Shape("digests-exchanged", edited(_digests_exchanged), code="signature-broken"),
    Shape(
        "target-changed",
        edited(lambda root: one(root, "//xades:QualifyingProperties").set("Target", "#other")),
        code="target",
    ),
    Shape(
        "target-absent",
        edited(lambda root: one(root, "//xades:QualifyingProperties").attrib.pop("Target")),
        code="target",
    ),
    Shape(
        "type-changed",
        signed(lambda: changing("signed_properties", kind="urn:other")),
        code="reference-type",
    ),
    Shape(
        "type-absent",
        signed(lambda: changing("signed_properties", kind=None)),
        code="reference-type",
    ),
    Shape(
        "type-on-the-document",
        signed(lambda: changing("document", kind=PROPERTIES_TYPE)),
        code="reference-type",
    ),
]
