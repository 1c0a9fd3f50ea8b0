# SPDX-License-Identifier: MIT
"""
The small rules a reading table is made of: what to do with one element.

A table maps the full name of a child to its rule: the name of a field for a plain text, `amount`
for a number as written, a table for an element that only wraps others, or a function for the rest.
An element without a rule is passed over. The common rules are lines of code, which `_read_code`
puts in place; the others are functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, TypeVar, cast

from loggro_integration.dian._read_code import (
    Apart,
    Apply,
    Code,
    Element,
    Fields,
    Read,
    Shape,
    Table,
    whole_maker,
)
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
    "apart",
    "append",
    "clock_of",
    "day",
    "each_identification",
    "each_text",
    "fill",
    "first",
    "first_and_other_texts",
    "first_identification",
    "first_in",
    "first_text",
    "flag",
    "identification",
    "instant",
    "item_code",
    "many",
    "one",
    "parts",
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

_AMOUNT: Final = re.compile(r"\d{1,18}(?:\.\d{1,40})?", re.ASCII).fullmatch
_OTHER_AMOUNT: Final = re.compile(
    r"[+-]?(?:\d{1,18}(?:\.\d{0,40})?|\.\d{1,40})", re.ASCII
).fullmatch
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII).fullmatch
_CLOCK: Final = re.compile(r"(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII).fullmatch
_WHOLE: Final = re.compile(r"\d{1,18}", re.ASCII).fullmatch
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_BOGOTA: Final = "-05:00"


def table(rules: Mapping[str, Any]) -> Table:
    """
    Make a table, and tables of the mappings inside.

    Args:
        rules: Names with the usual prefix, as ``cbc:ID``; each becomes the full name lxml gives.
            What is a table already stays as it is.
    """
    return Table((_full_name(key), _rule(given)) for key, given in rules.items())


def _full_name(key: str) -> str:
    prefix, _, name = key.partition(":")
    return key if key.startswith("{") else f"{{{NAMESPACES[prefix]}}}{name}"


def _rule(given: Any) -> Any:
    if isinstance(given, str):
        return text(given)
    return table(cast("Mapping[str, Any]", given)) if type(given) is dict else given


passed_over: Final = Code("pass")
"""Leave a well-known element alone."""


def fill(fields: Fields, element: Element, rules: Table, findings: Findings) -> None:
    """Walk the children of an element and apply their rules."""
    rules.walk(fields, element, findings)


def append(fields: Fields, name: str, value: object) -> None:
    """Add to a list that may not be there yet."""
    if fields.get(name):
        fields[name].append(value)
    else:
        fields[name] = [value]


def text(name: str) -> Code:
    """Keep the text."""
    return Code(
        """
value = child.text
if value and (value := value.strip()):
    if $no_name:
        $name = value
    elif $name is not value:
        findings.repeated(child)
""",
        name=name,
    )


def parsed(name: str, read: Callable[[str], object], kind: str, *, blocking: bool = True) -> Code:
    """
    Keep what a function makes of the text.

    Args:
        name: Field.
        read: Returns `None` of what it cannot read.
        kind: What the text should be, as `Findings.unreadable` knows it.
        blocking: Whether that blocks the reading; else it is reported and left out.
    """
    report = f"findings.unreadable({kind!r}, child, value, blocking={blocking})"
    return Code(
        f"""
value = child.text
if not $no_name:
    findings.repeated(child)
elif value and (value := value.strip()):
    found = $read(value)
    if found is None:
        {report}
    {"" if blocking else "else: "}$name = found
""",
        name=name,
        read=read,
    )


def amount(name: str) -> Code:
    """
    Keep a number exactly as written.

    An empty element is an absent one; anything but a plain decimal number blocks the reading.
    """
    return Code(
        """
value = child.text
number = amounts.get(value)
if number is None and value and $plain(value):
    number = amounts[value] = $decimal(value)
if number is not None and $no_name:
    $name = number
else:
    $other
""",
        name=name,
        plain=_AMOUNT,
        decimal=Decimal,
        other=parsed(name, _decimal_of, "amount"),
    )


def _decimal_of(value: str) -> Decimal | None:
    return Decimal(value) if _OTHER_AMOUNT(value) else None


def amount_with_unit(name: str, field: str) -> Code:
    """Keep a number exactly as written, and its ``@unitCode``."""
    return Code("$amount\n$field = child.get('unitCode')", amount=amount(name), field=field)


def text_with(name: str, attribute: str, field: str) -> Code:
    """Keep the text and one attribute, each under the name of its field."""
    return Code(
        f"""
value = child.text
if not $no_name:
    findings.repeated(child)
elif value and (value := value.strip()):
    $name = value
    if value := child.get({attribute!r}):
        $field = value
""",
        name=name,
        field=field,
    )


def each_text(name: str) -> Code:
    """Keep the texts of an element that may stand several times, in document order."""
    return Code(
        """
value = child.text
if value and (value := value.strip()):
    if $no_name:
        $name = [value]
    else:
        $name.append(value)
""",
        name=name,
    )


def flag(name: str) -> Code:
    """Keep a truth value; anything but ``true``, ``false``, ``1`` and ``0`` blocks the reading."""
    return parsed(name, _FLAGS.get, "flag")


def whole(name: str) -> Code:
    """Keep a whole number; what is none is reported and left out."""
    return parsed(name, _whole_of, "number", blocking=False)


def _whole_of(value: str) -> int | None:
    return int(value) if _WHOLE(value) else None


def day(name: str) -> Code:
    """Keep a date; what is none blocks the reading."""
    return parsed(name, _day_of, "date")


def reported_day(name: str) -> Code:
    """
    Keep a date that only informs; what is none is reported and left out.

    DIAN's own example of an adjustment note refers to a document of ``202-08-18``.
    """
    return parsed(name, _day_of, "date", blocking=False)


def reported_clock(name: str) -> Code:
    """Keep a clock time of Bogotá that only informs; what is none is reported and left out."""
    return parsed(name, clock_of, "time", blocking=False)


def _day_of(value: str) -> date | None:
    match = _DAY(value)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def instant(name: str, written: str) -> Code:
    """Keep a clock time of Bogotá and the text as it is written, which unique codes hash."""
    return Code(
        """
$clock
if not $no_name and $no_written:
    $written = child.text.strip()
""",
        name=name,
        written=written,
        clock=parsed(name, clock_of, "time"),
    )


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


_NUMBER: Final = """$make({
    'number': value,
    'type_code': child.get('schemeName') or None,
    'check_digit': child.get('schemeID') or None,
})"""
_identification: Final = whole_maker(Identification)


def identification(name: str, *, version: str | None = None) -> Code:
    """
    Keep a number with its type (``@schemeName``) and check digit (``@schemeID``).

    Args:
        name: Field of the number.
        version: Field of ``@schemeVersionID``, where it is kept.
    """
    more = Code(
        """
if value := child.get('schemeVersionID'):
    $version = value
""",
        version=version or "",
    )
    return Code(
        f"""
value = child.text
if not $no_name:
    findings.repeated(child)
elif value and (value := value.strip()):
    $name = {_NUMBER}
    $more
""",
        name=name,
        make=_identification,
        more=more if version else passed_over,
    )


_KEEP_EACH: Final = """
if $no_name:
    $name = value
elif $no_more:
    $more = [value]
else:
    $more.append(value)
"""


def each_identification(name: str, more: str) -> Code:
    """Keep the first of several identifications, and the others in a list."""
    return Code(
        f"""
value = child.text
if value and (value := value.strip()):
    value = {_NUMBER}
    $keep
""",
        make=_identification,
        keep=Code(_KEEP_EACH, name=name, more=more),
    )


def first_and_other_texts(name: str, more: str) -> Code:
    """Keep the first of several texts, and the others in a list."""
    return Code(
        """
value = child.text
if value and (value := value.strip()):
    $keep
""",
        keep=Code(_KEEP_EACH, name=name, more=more),
    )


def first_identification(name: str) -> Code:
    """Keep the first of several identifications."""
    return Code("if $no_name:\n    $keep", name=name, keep=identification(name))


def written_code(name: str) -> Code:
    """Keep a unique code with its scheme."""
    return Code(
        """
value = child.text
if not $no_name:
    findings.repeated(child)
elif value and (value := value.strip()):
    $name = $make({'scheme': child.get('schemeName') or '', 'value': value})
""",
        name=name,
        make=whole_maker(WrittenCode),
    )


def item_code(name: str, *, several: bool = False) -> Code:
    """Keep a code of the item with its scheme and agency."""
    keep = """
if $no_name:
    $name = value
else:
    findings.repeated(child)
"""
    return Code(
        """
value = $make({
    'value': (child.text or '').strip(),
    'scheme': child.get('schemeID') or None,
    'scheme_name': child.get('schemeName') or None,
    'agency': child.get('schemeAgencyID') or None,
    'agency_name': child.get('schemeAgencyName') or None,
})
$keep
""",
        make=whole_maker(ItemCode),
        keep=Code(_APPEND if several else keep, name=name),
    )


_APPEND: Final = """
if $no_name:
    $name = [value]
else:
    $name.append(value)
"""


def parts(name: str) -> Code:
    """Keep the parts of a text that are joined with ``;``."""
    return Code(
        """
if $no_name:
    $name = $split(child.text)
else:
    findings.repeated(child)
""",
        name=name,
        split=_parts_of,
    )


def _parts_of(value: str | None) -> tuple[str, ...]:
    found = [part.strip() for part in (value or "").split(";")]
    return tuple([part for part in found if part])


def responsibilities(name: str, regime: str) -> Code:
    """Keep the responsibilities of the RUT, and the regime beside them."""
    return Code(
        """
if $no_name:
    $regime = child.get('listName') or None
$keep
""",
        name=name,
        regime=regime,
        keep=parts(name),
    )


def first_text(name: str) -> Code:
    """Keep the text of the first of several elements."""
    return Code(
        """
value = child.text
if value and $no_name and (value := value.strip()):
    $name = value
""",
        name=name,
    )


def first_in(name: str, rules: Mapping[str, Any], *, more: Code = passed_over) -> Code:
    """
    Read the children of the first of several elements: the one that gives this field.

    Args:
        name: The field.
        rules: Table of the children.
        more: What to do with the elements after that one; they are passed over without it.
    """
    return Code(
        """
if $no_name:
    $rules
else:
    $more
""",
        name=name,
        rules=table(rules),
        more=more,
    )


def apart(rules: Table, keep: Callable[[Fields, Fields, Element, Findings], None]) -> Code:
    """
    Read the children into fields of their own.

    Args:
        rules: Table of the children.
        keep: Takes the fields around, those of its own, the element, and what was found wrong.
    """
    return Apart(
        """
whole, fields, part = fields, {}, child
$rules
$keep(whole, fields, part, findings)
fields = whole
""",
        rules=rules,
        keep=keep,
    )


def first(name: str, read: Read[T]) -> Code:
    """Read the first of several elements into an object."""
    return Code("if $no_name:\n    $name = $read(child, findings)", name=name, read=read)


def one(name: str, read: Read[T]) -> Code:
    """Read an element that may stand once into an object."""
    return Code(
        """
if $no_name:
    $name = $read(child, findings)
else:
    findings.repeated(child)
""",
        name=name,
        read=read,
    )


def many(name: str, read: Read[T]) -> Code:
    """Read an element that may stand several times into objects, in document order."""
    return Code("value = $read(child, findings)\n$keep", read=read, keep=Code(_APPEND, name=name))


def shape(
    make: Callable[..., T],
    rules: Mapping[str, Any],
    *,
    lists: tuple[str, ...] = (),
    required: Mapping[str, tuple[str, object]] | None = None,
    neutral: Mapping[str, object] | None = None,
    reported: tuple[str, ...] = (),
) -> Shape[T]:
    """
    Return the reader of one kind of object.

    Args:
        make: The class, called with the fields by name.
        rules: Table of its children, as for `table`.
        lists: Fields gathered from several elements.
        required: Field → the element that must be there, and what stands for it in a lenient
            reading where it is missing or unreadable.
        neutral: What stands for fields that may be missing and have no default.
        reported: Those of `required` without which a strict reading goes on too.
    """
    return Shape(make, table(rules), lists, required or {}, neutral or {}, reported)
