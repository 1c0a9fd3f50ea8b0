# SPDX-License-Identifier: MIT
"""
The small rules a reading table is made of: what to do with one element.

A table maps the full name of a child to its rule: the name of a field for a plain text, `amount`
for a number as written, a table for an element that only wraps others, or a function for the rest.
An element without a rule is passed over. One loop, `fill`, walks them all: it is the whole cost of
reading, so its three commonest cases are written out in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, TypeVar

from lxml import etree

from loggro_integration.dian._read_findings import Findings
from loggro_integration.dian.xml import NAMESPACES
from loggro_integration.models import Identification, ItemCode, WrittenCode

__all__ = [
    "Apply",
    "Element",
    "Fields",
    "Read",
    "Table",
    "amount",
    "amount_with_unit",
    "clock_of",
    "day",
    "each_identification",
    "each_text",
    "fill",
    "first",
    "first_identification",
    "first_in",
    "first_text",
    "flag",
    "identification",
    "instant",
    "item_code",
    "many",
    "one",
    "passed_over",
    "reported_clock",
    "reported_day",
    "responsibilities",
    "shape",
    "table",
    "text_with",
    "whole",
    "written_code",
]

T = TypeVar("T")
Element = etree._Element  # noqa: SLF001 (lxml gives its element class no public name)
Fields = dict[str, Any]
Read = Callable[[Element, Findings], T]
Apply = Callable[[Fields, Element, Findings], None]


class amount(str):  # noqa: N801 (reads as a rule among the others)
    """
    The name of a field that keeps a number exactly as written.

    An empty element is an absent one; anything but a plain decimal number blocks the reading.
    """

    __slots__ = ()


Table = dict[str, Any]
"""
Full name of a child → its rule: the name of a field, `amount`, a table or a function.

`fill` tells them apart by their class, which no type checker follows: hence `Any`.
"""

_AMOUNT: Final = re.compile(r"\d{1,18}(?:\.\d{1,40})?", re.ASCII).fullmatch
_OTHER_AMOUNT: Final = re.compile(
    r"[+-]?(?:\d{1,18}(?:\.\d{0,40})?|\.\d{1,40})", re.ASCII
).fullmatch
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII).fullmatch
_CLOCK: Final = re.compile(r"(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII).fullmatch
_WHOLE: Final = re.compile(r"\d{1,18}", re.ASCII).fullmatch
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_BOGOTA: Final = "-05:00"


def table(rules: Mapping[str, Any], *, sts: str = NAMESPACES["sts"]) -> Table:
    """
    Make a table, and tables of the mappings inside.

    Args:
        rules: Names with the usual prefix, as ``cbc:ID``; each becomes the full name lxml gives.
            What is a table already stays as it is.
        sts: The namespace that stands for that prefix.
    """
    namespaces = {**NAMESPACES, "sts": sts}

    def full(key: str) -> str:
        prefix, _, name = key.partition(":")
        return key if key.startswith("{") else f"{{{namespaces[prefix]}}}{name}"

    return {
        full(key): table(rule, sts=sts) if isinstance(rule, dict) else rule
        for key, rule in rules.items()
    }


def passed_over(fields: Fields, element: Element, findings: Findings) -> None:
    """Leave a well-known element alone: faster than finding that it is unknown."""


def fill(fields: Fields, element: Element, rules: Table, findings: Findings) -> None:
    """
    Walk the children of an element and apply their rules.

    Plain dictionaries, subscripts and slices: each is a tenth of the whole cost of reading.
    """
    for child in element[:]:  # type: ignore[index]  # lxml-stubs knows no slices
        try:
            rule = rules[child.tag]
        except KeyError:
            continue
        kind = rule.__class__
        if kind is str:
            value = child.text
            if value and (value := value.strip()) and fields.setdefault(rule, value) is not value:
                findings.repeated(child)
        elif kind is amount:
            number = findings.amounts.get(child.text)
            if number is None or rule in fields:
                _amount(rule, fields, child, findings)
            else:
                fields[rule] = number
        elif kind is dict:
            fill(fields, child, rule, findings)
        else:
            rule(fields, child, findings)


def _amount(name: str, fields: Fields, element: Element, findings: Findings) -> None:
    value = element.text
    if name in fields:
        findings.repeated(element)
    elif value and (_AMOUNT(value) or _OTHER_AMOUNT(value := value.strip())):
        fields[name] = findings.amounts[value] = Decimal(value)
    elif value:
        fields[name] = None
        findings.unreadable("amount", element, value)


def amount_with_unit(name: str, field: str) -> Apply:
    """Keep a number exactly as written, and its ``@unitCode``."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        _amount(name, fields, element, findings)
        fields[field] = element.get("unitCode")

    return rule


def text_with(name: str, attribute: str, field: str) -> Apply:
    """Keep the text and one attribute, each under the name of its field."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = element.text
        if name in fields:
            findings.repeated(element)
        elif value and (value := value.strip()):
            fields[name] = value
            if beside := element.get(attribute):
                fields[field] = beside

    return rule


def each_text(name: str) -> Apply:
    """Keep the texts of an element that may stand several times, in document order."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = element.text
        if value is not None and (value := value.strip()):
            fields.setdefault(name, []).append(value)

    return rule


def flag(name: str) -> Apply:
    """Keep a truth value; anything but ``true``, ``false``, ``1`` and ``0`` blocks the reading."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value in _FLAGS:
            fields[name] = _FLAGS[value]
        elif value:
            fields[name] = None
            findings.unreadable("flag", element, value)

    return rule


def whole(name: str) -> Apply:
    """Keep a whole number; what is none is reported and left out."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif _WHOLE(value):
            fields[name] = int(value)
        elif value:
            findings.unreadable("number", element, value, blocking=False)

    return rule


def day(name: str, *, blocking: bool = True) -> Apply:
    """Keep a date; what is none blocks the reading."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = _day_of(value)
            if fields[name] is None:
                findings.unreadable("date", element, value, blocking=blocking)

    return rule


def reported_day(name: str) -> Apply:
    """
    Keep a date that only informs; what is none is reported and left out.

    DIAN's own example of an adjustment note refers to a document of ``202-08-18``.
    """
    return day(name, blocking=False)


def reported_clock(name: str) -> Apply:
    """Keep a clock time of Bogotá that only informs; what is none is reported and left out."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = clock_of(value)
            if fields[name] is None:
                findings.unreadable("time", element, value, blocking=False)

    return rule


def _day_of(value: str) -> date | None:
    match = _DAY(value)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def instant(name: str, written: str) -> Apply:
    """Keep a clock time of Bogotá and the text as it is written, which unique codes hash."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = clock_of(value)
            fields[written] = value
            if fields[name] is None:
                findings.unreadable("time", element, value)

    return rule


def clock_of(value: str) -> time | None:
    """Return the time that a text says, without offset where that is Bogotá's."""
    match = _CLOCK(value)
    if match is None:
        return None
    clock, fraction, offset = match.groups()
    away = "" if offset in {None, _BOGOTA} else offset
    try:
        return time.fromisoformat(f"{clock}{(fraction or '')[:7]}{away}")
    except ValueError:
        return None


def identification(name: str, *, version: str | None = None) -> Apply:
    """
    Keep a number with its type (``@schemeName``) and check digit (``@schemeID``).

    Args:
        name: Field of the number.
        version: Field of ``@schemeVersionID``, where it is kept.
    """

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = Identification(
                number=value,
                type_code=element.get("schemeName") or None,
                check_digit=element.get("schemeID") or None,
            )
            if version and (kind := element.get("schemeVersionID")):
                fields[version] = kind

    return rule


def each_identification(name: str) -> Apply:
    """Keep the numbers of an element that may stand several times."""
    keep = identification("number")

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        found: Fields = {}
        keep(found, element, findings)
        if found:
            fields.setdefault(name, []).append(found["number"])

    return rule


def first_identification(name: str) -> Apply:
    """Keep the first of several identifications."""
    keep = identification(name)

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        if name not in fields:
            keep(fields, element, findings)

    return rule


def written_code(name: str) -> Apply:
    """Keep a unique code with its scheme."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = WrittenCode(scheme=element.get("schemeName") or "", value=value)

    return rule


def item_code(name: str, *, several: bool = False) -> Apply:
    """Keep a code of the item with its scheme and agency."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        code = ItemCode(
            value=(element.text or "").strip(),
            scheme=element.get("schemeID") or None,
            scheme_name=element.get("schemeName") or None,
            agency=element.get("schemeAgencyID") or None,
            agency_name=element.get("schemeAgencyName") or None,
        )
        if several:
            fields.setdefault(name, []).append(code)
        elif fields.setdefault(name, code) is not code:
            findings.repeated(element)

    return rule


def responsibilities(name: str, regime: str | None = None) -> Apply:
    """Keep the responsibilities of the RUT, joined with ``;``, and the regime beside them."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        parts = tuple(part.strip() for part in (element.text or "").split(";"))
        if name in fields:
            findings.repeated(element)
        else:
            fields[name] = tuple(part for part in parts if part)
            if regime:
                fields[regime] = element.get("listName") or None

    return rule


def first_text(name: str) -> Apply:
    """Keep the text of the first of several elements."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if value:
            fields.setdefault(name, value)

    return rule


def first_in(name: str, rules: Mapping[str, Any], *, more: Apply | None = None) -> Apply:
    """
    Read the children of the first of several elements: the one that gives this field.

    Args:
        name: The field.
        rules: Table of the children.
        more: What to do with the elements after that one; they are passed over without it.
    """
    known = table(rules)

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        if name not in fields:
            fill(fields, element, known, findings)
        elif more:
            more(fields, element, findings)

    return rule


def first(name: str, read: Read[T]) -> Apply:
    """Read the first of several elements into an object."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        if name not in fields:
            fields[name] = read(element, findings)

    return rule


def one(name: str, read: Read[T]) -> Apply:
    """Read an element that may stand once into an object."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        if name in fields:
            findings.repeated(element)
        else:
            fields[name] = read(element, findings)

    return rule


def many(name: str, read: Read[T]) -> Apply:
    """Read an element that may stand several times into objects, in document order."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        fields.setdefault(name, []).append(read(element, findings))

    return rule


def shape(
    make: Callable[..., T],
    rules: Mapping[str, Any],
    *,
    lists: tuple[str, ...] = (),
    required: Mapping[str, tuple[str, object]] | None = None,
    neutral: Mapping[str, object] | None = None,
) -> Read[T]:
    """
    Return the reader of one kind of object.

    Args:
        make: The class, called with the fields by name.
        rules: Table of its children, as for `table`.
        lists: Fields gathered from several elements.
        required: Field → the element that must be there, and what stands for it in a lenient
            reading where it is missing or unreadable.
        neutral: What stands for fields that may be missing and have no default.
    """
    known = table(rules)
    needed = tuple((name, *place) for name, place in (required or {}).items())
    names = frozenset(required or ())

    def read(element: Element, findings: Findings) -> T:
        fields: Fields = {}
        fill(fields, element, known, findings)
        for name in lists:
            if name in fields:
                fields[name] = tuple(fields[name])
        if findings.problems or not names <= fields.keys():
            complete(fields, element, findings)
        if neutral:
            fields = {**neutral, **fields}
        return make(**fields)

    def complete(fields: Fields, element: Element, findings: Findings) -> None:
        for name, path, stand_in in needed:
            if fields.get(name) is None:
                if name not in fields:
                    findings.missing(element, path)
                fields[name] = stand_in

    return read
