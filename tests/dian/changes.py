# SPDX-License-Identifier: MIT
"""Every change of one field of a typed document, and what differs between two XML files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import attrs
from attrs import evolve
from lxml import etree

from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    DebitNote,
    FiscalDocument,
    PaymentMeans,
    Software,
)

Path = tuple[str | int, ...]
Document = FiscalDocument | ApplicationResponse | AttachedDocument

NOT_WRITTEN: dict[type, frozenset[str]] = {
    PaymentMeans: frozenset({"amount", "tip", "name", "paid_on", "approval"}),
    Software: frozenset({"pin", "name", "maker_name", "maker_company"}),
    DebitNote: frozenset({"type_code"}),
}
"""Fields that a document's XML has no element for, or that stand in another one."""
ASIDE = frozenset({"source", "problems", "issue_time_text", "technical_key", "extensions"})
KINDS = ("order", "invoice", "credit-note", "debit-note", "despatch", "receipt", "additional")


class Change(NamedTuple):
    path: Path
    document: Document


def changes(document: Document) -> Iterator[Change]:
    """Yield the document with each leaf changed, and each optional field left out."""
    for path, value in _changed(document, ()):
        yield Change(path, _put(document, path, value))


def _changed(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if attrs.has(type(value)):
        yield from _fields(value, path)
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _changed(each, (*path, place))
        if len(value) > 1 and isinstance(path[-1], str):
            yield path, value[:-1]
    elif value is not None and path[-1] != "kind":
        yield path, _other(value)


def _fields(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    left_out = ASIDE | NOT_WRITTEN.get(type(value), frozenset())
    for field in attrs.fields(type(value)):
        if field.name not in left_out:
            held = getattr(value, field.name)
            yield from _changed(held, (*path, field.name))
            if field.default is None and held is not None:
                yield (*path, field.name), None


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value} <ñ>" if " " in value else f"{value}Zq"
    if isinstance(value, Decimal):
        return value + Decimal("1.25")
    if isinstance(value, time):
        return value.replace(hour=(value.hour + 1) % 24)
    if isinstance(value, bytes):
        return value + b"<!-- & -->"
    return value + (timedelta(days=1) if isinstance(value, date) else 1)


def _put(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    first, *rest = path
    if isinstance(first, int):
        inside = _put(value[first], tuple(rest), new)
        return (*value[:first], inside, *value[first + 1 :])
    return evolve(value, **{first: _put(getattr(value, first), tuple(rest), new)})


def get(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def put_back(changed: Document, path: Path, original: Document) -> Any:
    """Return the changed document with that field as it was."""
    return _put(changed, path, get(original, path))


def in_order(document: Any) -> Any:
    """Return a document with its references in the order they are written."""
    if not isinstance(document, FiscalDocument):
        return document
    places = {kind: max(1, place - 2) for place, kind in enumerate(KINDS)} | {"order": 0}
    known = sorted(document.references, key=lambda each: places[each.kind])
    return evolve(document, references=tuple(known))


# --- XML -------------------------------------------------------------------------------------


def canonical(data: bytes) -> bytes:
    """Return the canonical form of a file, with comments inside the root alone."""
    return c14n(etree.fromstring(data))


def c14n(root: etree._Element) -> bytes:
    form: bytes = etree.tostring(deepcopy(root), method="c14n", with_comments=True)
    return form


def unsigned(data: bytes) -> bytes:
    """Return the canonical form of a file without the extension of its signature."""
    root = etree.fromstring(data)
    for extension in root.xpath("//*[local-name()='UBLExtension'][*/*[local-name()='Signature']]"):
        for gone in (extension, *extension.iterancestors()):
            parent = gone.getparent()
            assert parent is not None
            parent.remove(gone)
            if len(parent):
                break
    return c14n(root)


def squeezed(data: bytes) -> bytes:
    """Return a file without the white space between its tags."""
    return re.sub(rb">\s+<", b"><", data)


def facts(data: bytes) -> Counter[tuple[str, ...]]:
    """Count what an XML file says: each text and each attribute with its path of local names."""
    found: Counter[tuple[str, ...]] = Counter()
    for element in etree.fromstring(data).iter("{*}*"):
        names = (etree.QName(each).localname for each in element.iterancestors())
        path = "/".join([*reversed(list(names)), etree.QName(element).localname])
        for key, value in element.items():
            found[path, f"@{key}", value] += 1
        if not len(element.findall("*")):
            text = (element.text or "") + "".join(each.tail or "" for each in element)
            found[path, text.strip()] += 1
    return found


SPELLINGS = (
    ("DocumentDescription", "DocumentType"),
    ("CreditNoteLine/CreditNoteLine", "CreditNoteLine/CreditedQuantity"),
    ("CreditNote/InvoiceTypeCode", "CreditNote/CreditNoteTypeCode"),
)
"""Elements the reader takes for others: a change stands in the one that was there."""


def said(found: Counter[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """
    Return facts in one spelling, in order.

    Left out are elements that became empty, and the unit of a base quantity: a source that has
    another one there than on the line keeps it.
    """
    lines = []
    for (path, *rest), count in found.items():
        for old, new in SPELLINGS:
            path = path.replace(old, new)
        if rest != [""] and not path.endswith("BaseQuantity"):
            lines += [(path, *rest)] * count
    return sorted(lines)
