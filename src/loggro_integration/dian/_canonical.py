# SPDX-License-Identifier: MIT
"""
The canonical form of a part of a document where it stands (inclusive C14N 1.0).

lxml writes it as whoever signed did, but for two sorts of documents. Where a part is in a default
namespace that is not the root's, as a Signature of Java or .NET, libxml2 writes ``xmlns=""`` into
it; and ``xml:lang``, ``xml:space`` or ``xml:base`` of an element around the part, which the form
inherits, is left out. Of the part as a document of its own the form is right.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from loggro_integration.dian import xml

__all__ = ["alone", "canonical", "is_unusual", "without_inherited"]

_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_inherits: Final = etree.XPath("boolean(ancestor::*/@xml:*)")


def is_unusual(part: etree._Element) -> bool:
    """Tell whether the form that lxml writes of a part may not be that of the part in its place."""
    return not part.prefix or bool(_inherits(part))


def canonical(part: etree._Element) -> bytes:
    """Return the canonical form of a part in its place, without comments."""
    whole = alone(part) if is_unusual(part) else part
    written: bytes = etree.tostring(whole, method="c14n", with_comments=False)
    return written


def alone(part: etree._Element) -> etree._Element:
    """Return a part as a document of its own, with all that it inherits; a root as it is."""
    if part.getparent() is None:
        return part
    root = xml.open_document(etree.tostring(part, encoding="utf-8", with_tail=False))
    for around in part.iterancestors():
        for name, value in around.items():
            # the nearest one counts
            if str(name).startswith(_XML) and name not in root.attrib:
                root.set(name, value)
    return root


def without_inherited(root: etree._Element) -> etree._Element:
    """Return a copy of what `alone` made, without the attributes it inherited."""
    copy = deepcopy(root)
    for name in [name for name in copy.attrib if str(name).startswith(_XML)]:
        del copy.attrib[name]
    return copy
