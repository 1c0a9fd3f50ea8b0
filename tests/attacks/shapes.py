# SPDX-License-Identifier: MIT
"""
Ways to make a signed document say something else, written on documents signed by the tests.

A shape takes the kind of document and returns the attacker's bytes. `FORGED` is what the attacker
wants to be read; where a shape forges nothing it is refused for what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from dian.signing import NS, Recipe, document, one, sign, to_bytes
from loggro_integration import errors

FORGED = "99999999.99"
PAYABLE = "54000.00"

Make = Callable[[str], bytes]
Edit = Callable[[etree._Element], object]


@dataclass(frozen=True)
class Shape:
    """
    One attack.

    Attributes:
        error: Class that must be raised, or `None` where the document says the same as before.
        code: Its code.
    """

    name: str
    make: Make
    error: type[errors.LoggroError] | None = errors.SignatureInvalid
    code: str | None = None


def tag(prefix: str, name: str) -> str:
    return f"{{{NS[prefix]}}}{name}"


def edited(edit: Edit) -> Make:
    """Make a shape that changes the tree of a signed document."""

    def make(kind: str) -> bytes:
        root = etree.fromstring(sign(document(kind)))
        changed = edit(root)
        return to_bytes(changed if isinstance(changed, etree._Element) else root)

    return make


def swapped(old: str, new: str) -> Make:
    """Make a shape that changes the text of a signed document."""

    def make(kind: str) -> bytes:
        text = sign(document(kind)).decode("utf-8")
        assert old in text
        return text.replace(old, new, 1).encode("utf-8")

    return make


def signed(recipe: Callable[[], Recipe]) -> Make:
    """Make a shape whose signature itself is unusual, though its cryptography holds."""
    return lambda kind: sign(document(kind, payable=PAYABLE), recipe())


def forge(root: etree._Element) -> etree._Element:
    """Put the attacker's amount and number into a tree."""
    for node in root.iter():
        if isinstance(node.tag, str) and node.text and PAYABLE in node.text:
            node.text = node.text.replace(PAYABLE, FORGED)
    one(root, "cbc:ID").text = FORGED
    return root


def amount(root: etree._Element) -> etree._Element:
    """Return the element that carries the payable amount, in any kind of document."""
    return next(node for node in root.iter() if node.text and PAYABLE in node.text)


def new_extension(root: etree._Element, *children: etree._Element, at: int = -1) -> None:
    holder = one(root, "ext:UBLExtensions")
    extension = etree.Element(tag("ext", "UBLExtension"))
    etree.SubElement(extension, tag("ext", "ExtensionContent")).extend(children)
    holder.insert(len(holder) if at < 0 else at, extension)


def signature_of(root: etree._Element) -> etree._Element:
    return one(root, "//ds:Signature")
