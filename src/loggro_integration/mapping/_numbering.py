# SPDX-License-Identifier: MIT
"""When a sale was made, its number, its kind and the resolution that covers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time

from attrs import frozen

from loggro_integration.codes import InvoiceType
from loggro_integration.days import business_clock, business_day
from loggro_integration.errors import InvalidDate, InvalidId, InvalidNit, InvalidNumber
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import DocumentNumber, Nit, SaleKey
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._plan import Kind
from loggro_integration.models import NumberingRange
from loggro_integration.wire import Sale

__all__ = ["Header", "read_header"]

_SEQUENCE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@frozen(kw_only=True)
class Header:
    """
    What identifies the document.

    Attributes:
        number: With the prefix of the resolution, an alias resolved.
        written: With the prefix as Restobar writes it; the key has it too.
    """

    kind: Kind
    day: date | None
    clock: time
    number: DocumentNumber | None
    written: DocumentNumber | None
    key: SaleKey | None
    range: NumberingRange | None


def read_header(sale: Sale, rules: MappingRules, draft: Draft) -> Header:
    """Read number, date and kind, and find the resolution."""
    day, clock = _issued(sale, draft)
    written = _number(sale, rules, draft)
    number = _canonical(written, rules, draft)
    kind = _kind(sale, "" if number is None else number.prefix, rules, draft)
    _check_business(sale, rules, draft)
    return Header(
        kind=kind,
        day=day,
        clock=clock,
        number=number,
        written=written,
        key=_key(sale, written, rules, draft),
        range=_range(number, day, kind, rules, draft),
    )


def _issued(sale: Sale, draft: Draft) -> tuple[date | None, time]:
    try:
        day = business_day(sale.created_on)
    except InvalidDate:
        draft.stop("date-unreadable", "created_on", sale.created_on)
        return None, time()
    clock = business_clock(sale.created_on)
    draft.note("date.bogota", "created_on", day=day, clock=clock)
    return day, clock


def _number(sale: Sale, rules: MappingRules, draft: Draft) -> DocumentNumber | None:
    if sale.sequence is None and not sale.number:
        draft.stop("number-missing", "number")
        return None
    try:
        number = _assembled(sale, rules, draft)
    except InvalidNumber as error:
        draft.stop("number-malformed", "number", error.value)
        return None
    # Some accounts write the whole number here, others the sequence alone.
    if number and sale.number not in {"", str(number.sequence), *_spellings(number, rules)}:
        draft.problem("number-mismatch", "number", sale.number, parts=number)
    return number


def _assembled(sale: Sale, rules: MappingRules, draft: Draft) -> DocumentNumber | None:
    """Put prefix and sequence together; what the sale lacks of them is read from its number."""
    if sale.sequence is None:
        prefixes = [sale.prefix] if sale.prefix else _prefixes_of(sale.number, rules)
        if len(prefixes) > 1:
            draft.stop("number-ambiguous", "number", sale.number, prefixes=", ".join(prefixes))
            return None
        number = DocumentNumber.parse(sale.number, prefix=next(iter(prefixes), None))
    else:
        number = DocumentNumber(sale.prefix, sale.sequence)
        before = sale.number.removesuffix(str(sale.sequence))
        if sale.prefix or before == sale.number or before not in _known_prefixes(rules):
            return number
        number = DocumentNumber(before, sale.sequence)
    draft.note("number.parsed", "number", prefix=number.prefix, sequence=number.sequence)
    return number


def _known_prefixes(rules: MappingRules) -> dict[str, str]:
    """Return each prefix of the rules, aliases among them, with the one of its resolution."""
    ranges = (*rules.numbering.pos, *rules.numbering.electronic)
    return {each.prefix: each.prefix for each in ranges} | dict(rules.aliases.prefixes)


def _prefixes_of(text: str, rules: MappingRules) -> list[str]:
    """Return the prefixes that a number may begin with; a range that cannot hold it decides."""
    ranges = (*rules.numbering.pos, *rules.numbering.electronic)
    found: dict[str, bool] = {}
    for prefix, canonical in _known_prefixes(rules).items():
        sequence = text.removeprefix(prefix)
        if text.startswith(prefix) and _SEQUENCE.fullmatch(sequence):
            same = [each for each in ranges if each.prefix == canonical]
            found[prefix] = any(each.holds(int(sequence)) for each in same)
    return [prefix for prefix, holds in found.items() if holds] or list(found)


def _spellings(number: DocumentNumber, rules: MappingRules) -> set[str]:
    """Return the number with each prefix that stands for the same resolution."""
    known = _known_prefixes(rules)
    own = known.get(number.prefix, number.prefix)
    same = {prefix for prefix, canonical in known.items() if canonical == own}
    return {f"{prefix}{number.sequence}" for prefix in same | {number.prefix}}


def _canonical(
    number: DocumentNumber | None, rules: MappingRules, draft: Draft
) -> DocumentNumber | None:
    """Return the number with the prefix of the resolution where the written one drifted."""
    if number is None:
        return None
    prefix = rules.aliases.prefixes.get(number.prefix)
    if prefix is None:
        return number
    draft.note("prefix.alias", "prefix", written=number.prefix, name=prefix)
    return DocumentNumber(prefix, number.sequence)


def _key(
    sale: Sale, number: DocumentNumber | None, rules: MappingRules, draft: Draft
) -> SaleKey | None:
    if number is None:
        return None
    business = sale.business_id or rules.business.id or Nit.parse(rules.business.nit).number
    try:
        return SaleKey(str(business), number.prefix, number.sequence)
    except InvalidId:
        draft.problem("business-id-malformed", "business_id", business)
        return None


def _check_business(sale: Sale, rules: MappingRules, draft: Draft) -> None:
    expected = rules.business
    if sale.business_id and expected.id and sale.business_id != expected.id:
        draft.problem("business-other", "business_id", sale.business_id, expected=expected.id)
    written = sale.business.nit if sale.business else None
    if not written:
        return
    try:
        nit = str(Nit.parse(str(written)))
    except InvalidNit:
        nit = ""
    if nit != expected.nit:
        draft.problem("business-nit", "business.nit", written, expected=expected.nit)


def _kind(sale: Sale, prefix: str, rules: MappingRules, draft: Draft) -> Kind:
    """Decide by the electronic block and the type, then by the prefix; both must agree."""
    electronic = any(each.prefix == prefix for each in rules.numbering.electronic)
    pos = any(each.prefix == prefix for each in rules.numbering.pos)
    marked = _is_marked(sale, pos and not electronic, draft)
    normal = sale.type == InvoiceType.NORMAL
    by_prefix_alone = electronic and not pos
    if (marked and (normal or (pos and not electronic))) or (normal and by_prefix_alone):
        draft.problem("kind-contradictory", "electronic", prefix=prefix)
    if marked:
        draft.note("kind.marked", "electronic")
        return "electronic"
    if electronic or pos:
        kind: Kind = "electronic" if by_prefix_alone else "pos"
        draft.note(f"kind.{kind}-by-prefix", "prefix", prefix=prefix)
        return kind
    draft.note("kind.pos-by-absence", "electronic")
    return "pos"


def _is_marked(sale: Sale, only_pos: bool, draft: Draft) -> bool:
    """Tell whether the sale says that it is electronic: by its type, or by its block."""
    if sale.type == InvoiceType.ELECTRONIC:
        return True
    block = sale.electronic
    if block is None:
        return False
    dian = (block.dian.state, block.dian.extra) if block.dian else ()
    if any(map(_says_something, (block.extra, *dian))):
        return True
    draft.note("kind.empty-mark", "electronic")
    return not only_pos


def _says_something(value: JsonValue) -> bool:
    if isinstance(value, Mapping):
        return any(map(_says_something, value.values()))
    return (
        bool(value) if isinstance(value, (str, list)) else value is not None and value is not False
    )


def _range(
    number: DocumentNumber | None,
    day: date | None,
    kind: Kind,
    rules: MappingRules,
    draft: Draft,
) -> NumberingRange | None:
    """Return the resolution that covers the number, the one valid that day where several do."""
    if number is None or day is None:
        return None
    ranges = rules.numbering.electronic if kind == "electronic" else rules.numbering.pos
    same = [each for each in ranges if each.prefix == number.prefix]
    holding = [each for each in same if each.holds(number.sequence)]
    valid = [each for each in holding if each.is_valid_on(day)]
    facts = {"kind": kind, "prefix": number.prefix, "sequence": number.sequence, "day": day}
    if not same:
        draft.problem("prefix-unknown", "prefix", number.prefix, **facts)
    elif not holding:
        spans = ", ".join(f"{each.first}-{each.last}" for each in same)
        draft.problem("number-out-of-range", "sequence", number.sequence, spans=spans, **facts)
    elif not valid:
        until = ", ".join(f"{each.valid_from}..{each.valid_until}" for each in holding)
        draft.problem("resolution-not-valid", "created_on", day, until=until, **facts)
    else:
        draft.note("range.used", "sequence", authorization=valid[0].authorization)
    return next(iter(valid or holding), None)
