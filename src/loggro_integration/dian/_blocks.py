# SPDX-License-Identifier: MIT
"""
Extensions beside DIAN's own block: from elements to `ExtensionBlock`, and back to text.

A block is either a group of ``Name`` and ``Value`` in turn, as the three of a POS document, or a
tree of elements. Both ways stand here, because each must be the other's inverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from loggro_integration.dian._write_text import Unwritable, attribute, text
from loggro_integration.models import ExtensionBlock, ExtensionElement

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["GROUPS", "pairs_of", "read_block", "write_block"]

GROUPS: Final = {
    "FabricanteSoftware": "InformacionDelFabricanteDelSoftware",
    "BeneficiosComprador": "InformacionBeneficiosComprador",
    "PuntoVenta": "InformacionCajaVenta",
}
"""The blocks of a POS document → the element around their pairs, in the order they are written."""

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_PREFIXES: Final = {
    f"{_UBL}CommonAggregateComponents-2": "cac:",
    f"{_UBL}CommonBasicComponents-2": "cbc:",
}
_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = re.compile(f"[{_FIRST}][{_FIRST}.\\-0-9\u00b7\u0300-\u036f\u203f-\u2040]*").fullmatch
_RESERVED: Final = frozenset({"DianExtensions", "Signature"})
"""Names that mean something else in this place: no block of the user's may have them."""

# --- reading ---------------------------------------------------------------------------------


def read_block(block: etree._Element, namespace: str) -> ExtensionBlock:
    """
    Return a block as it is written.

    Args:
        block: The element inside ``ExtensionContent``, without comments.
        namespace: That of the document, whose elements go by their plain names.
    """
    element = _element(block, namespace)
    group, pairs = _grouped(element)
    if pairs is not None:
        official = group == GROUPS.get(element.name, "")
        return ExtensionBlock(
            name=element.name,
            values=pairs,
            group=None if official else group,
            attributes=element.attributes,
        )
    return ExtensionBlock(
        name=element.name,
        values=tuple(pairs_of(element.elements or ((element,) if element.text else ()))),
        attributes=element.attributes,
        elements=element.elements,
    )


def _element(element: etree._Element, namespace: str) -> ExtensionElement:
    children = tuple([_element(child, namespace) for child in element])
    return ExtensionElement(
        name=_plain_name(str(element.tag), namespace),
        text="" if children else (element.text or "").strip(),
        attributes=tuple(
            sorted((str(key), str(value)) for key, value in element.items() if key[0] != "{")
        ),
        elements=children,
    )


def _plain_name(tag: str, namespace: str) -> str:
    uri, _, local = tag.removeprefix("{").rpartition("}")
    if uri == namespace:
        return local
    prefix = _PREFIXES.get(uri)
    return f"{prefix}{local}" if prefix else f"{{{uri}}}{local}"


def _grouped(block: ExtensionElement) -> tuple[str, tuple[tuple[str, str], ...] | None]:
    """Return the group and the pairs of a block that holds nothing else; `None` for any other."""
    inside = block.elements
    group = ""
    if len(inside) == 1 and inside[0].elements and not inside[0].attributes:
        group, inside = inside[0].name, inside[0].elements
    names, values = inside[::2], inside[1::2]
    regular = len(names) == len(values) and all(
        name.name == "Name"
        and value.name == "Value"
        and not (name.attributes or value.attributes or name.elements or value.elements)
        for name, value in zip(names, values, strict=True)
    )
    if not regular or not inside or (block.name in GROUPS and not group):
        return "", None
    return group, tuple((name.text, value.text) for name, value in zip(names, values, strict=True))


def pairs_of(elements: Iterable[ExtensionElement]) -> Iterator[tuple[str, str]]:
    """
    Pair each ``Name`` with the ``Value`` after it; other texts go by their element's name.

    Elements of UBL are passed over: they are no pairs.
    """
    pending: str | None = None
    for name, value in _leaves(elements):
        if name.lower() == "value" and pending is not None:
            yield pending, value
            pending = None
            continue
        if pending is not None:
            yield pending, ""
        pending = value if name.lower() == "name" else None
        if pending is None:
            yield name, value
    if pending is not None:
        yield pending, ""


def _leaves(elements: Iterable[ExtensionElement]) -> Iterator[tuple[str, str]]:
    for element in elements:
        if element.elements:
            yield from _leaves(element.elements)
        elif not element.name.startswith(("cac:", "cbc:")):
            yield element.name.rpartition("}")[2], element.text


# --- writing ---------------------------------------------------------------------------------


def write_block(block: ExtensionBlock, namespace: str) -> str:
    """
    Return the XML of a block.

    Args:
        block: The block.
        namespace: That of the document, declared on its root.

    Raises:
        Unwritable: If a name is none of XML, or `values` say something else than `elements`.
    """
    name, shown, declared, default = _tag(block.name, namespace, namespace)
    if name in _RESERVED:
        raise Unwritable
    attributes = declared + _attributes(block.attributes)
    return f"<{shown}{attributes}>{_inside(block, name, default, namespace)}</{shown}>"


def _inside(block: ExtensionBlock, name: str, default: str, namespace: str) -> str:
    if block.elements:
        said = block.values and tuple(pairs_of(block.elements)) != tuple(block.values)
        if said or block.group is not None:
            raise Unwritable
        return "".join([_written(each, default, namespace) for each in block.elements])
    if len(block.values) == 1 and block.values[0][0] == name:
        return text(block.values[0][1])
    pairs = _written_pairs(block.values, default, namespace)
    group = GROUPS.get(name, "") if block.group is None else block.group
    if not group:
        return pairs
    _, shown, declared, inner = _tag(group, default, namespace)
    if inner != default:
        pairs = _written_pairs(block.values, inner, namespace)
    return f"<{shown}{declared}>{pairs}</{shown}>"


def _written_pairs(values: Sequence[tuple[str, str]], default: str, namespace: str) -> str:
    again = "" if default == namespace else f' xmlns="{attribute(namespace)}"'
    return "".join(
        [
            f"<Name{again}>{text(name)}</Name><Value{again}>{text(value)}</Value>"
            for name, value in values
        ]
    )


def _written(element: ExtensionElement, default: str, namespace: str) -> str:
    _, shown, declared, inner = _tag(element.name, default, namespace)
    if element.elements:
        if element.text:
            raise Unwritable
        content = "".join([_written(each, inner, namespace) for each in element.elements])
    else:
        content = text(element.text)
    return f"<{shown}{declared}{_attributes(element.attributes)}>{content}</{shown}>"


def _tag(name: str, default: str, namespace: str) -> tuple[str, str, str, str]:
    """
    Return the local name, the name as written, its declaration, and the default namespace inside.

    Canonical XML declares a default namespace only where it is another one than outside.
    """
    if name.startswith(("cac:", "cbc:")):
        local, shown, inner = name[4:], name, default
    elif name.startswith("{"):
        uri, _, local = name[1:].rpartition("}")
        shown, inner = local, uri
    else:
        local, shown, inner = name, name, namespace
    if not _NAME(local):
        raise Unwritable
    declared = "" if inner == default else f' xmlns="{attribute(inner)}"'
    return local, text(shown), declared, inner


def _attributes(pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names) or not all(_NAME(name) and name != "xmlns" for name in names):
        raise Unwritable
    return "".join([f' {text(name)}="{attribute(value)}"' for name, value in sorted(pairs)])
