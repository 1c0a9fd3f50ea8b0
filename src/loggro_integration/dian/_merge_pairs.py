# SPDX-License-Identifier: MIT
"""
Which element of one tree is which of another: the pairing that a three-way merge stands on.

Two questions are answered. What became of each part when a typed document was changed: both trees
were written by us, so equal parts are equal to the letter. And where each part stands in the
document it was read from, which holds more than our types, in other places and other spellings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from loggro_integration.dian.xml import NAMESPACES

__all__ = [
    "Element",
    "Shape",
    "children",
    "content",
    "found_in",
    "grouped",
    "is_element",
    "pairs",
    "shape",
    "top",
]

Element = etree._Element  # noqa: SLF001 (lxml gives its element class no public name)
Shape = tuple[Any, ...]
"""An element as a value: tag, attributes, text and the shapes of what it holds."""

_CAC: Final = f"{{{NAMESPACES['cac']}}}"
_CBC: Final = f"{{{NAMESPACES['cbc']}}}"
_EXT: Final = f"{{{NAMESPACES['ext']}}}"

_ALIASES: Final = {
    f"{_CBC}{name}": alias
    for alias, names in {
        "quantity": ("InvoicedQuantity", "CreditedQuantity", "DebitedQuantity", "CreditNoteLine"),
        "type": ("InvoiceTypeCode", "CreditNoteTypeCode"),
        "description": ("DocumentType", "DocumentDescription"),
    }.items()
    for name in names
}
"""Elements the reader takes for each other: what it read from one is changed in that one."""

_WRAPPERS: Final = frozenset(
    f"{_CAC}{name}"
    for name in ("AddressLine", "BillingReference", "PartyIdentification", "PartyName")
)
"""Elements that say nothing themselves: several things may stand in one, or one in each."""

_MOST_COMPARISONS: Final = 2_500
"""Pairs compared one with one; a longer stretch of changed elements is paired in its order."""

_MOST_AHEAD: Final = 64
"""Elements of a source passed over in search of one of ours: a hostile file has thousands."""
_FLAGS: Final = {"1": "true", "0": "false"}


# --- what an element holds -------------------------------------------------------------------


def is_element(node: Any) -> bool:
    """Tell an element from a comment, which lxml gives the same type."""
    return isinstance(node.tag, str)


def children(element: Element) -> list[Element]:
    """Return the elements inside, without comments."""
    return [child for child in element if is_element(child)]


def content(element: Element) -> str:
    """Return the text of an element as whoever signed it sees it: comments leave no gap."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def units(element: Element) -> Iterator[Element]:
    """Yield what is paired below an element: its children, or theirs where they only wrap."""
    for child in children(element):
        if child.tag in _WRAPPERS:
            yield from children(child)
        else:
            yield child


def top(unit: Element, parent: Element) -> Element:
    """Return the child of `parent` that is the unit or wraps it."""
    above = unit.getparent()
    return unit if above is parent or above is None else above


def grouped(element: Element) -> dict[str, list[Element]]:
    """Return the units below an element by what they are, in document order."""
    groups: dict[str, list[Element]] = {}
    for unit in units(element):
        above = unit.getparent()
        key = _ALIASES.get(str(unit.tag)) or str(unit.tag)
        if above is not element and above is not None:
            key = f"{above.tag}/{key}"
        groups.setdefault(key, []).append(unit)
    return groups


def shape(element: Element) -> Shape:
    """Return an element that we wrote as a value."""
    inside = children(element)
    text = None if inside else (element.text or "")
    return (element.tag, sorted(element.items()), text, *[shape(child) for child in inside])


# --- what became of what ---------------------------------------------------------------------


def pairs(
    before: Sequence[Element], after: Sequence[Element]
) -> list[tuple[Element | None, Element | None]]:
    """
    Pair elements of one kind with what became of them.

    Returns:
        Each element of `after` in its order with the one it comes from, or `None` where it is new;
        then those of `before` that are gone, with `None`.
    """
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    origin: dict[int, int] = {}
    for view in (shape, _likeness):
        _pair_equals(before, after, origin, view)
    _pair_rest(before, after, origin)
    used = set(origin.values())
    kept = [
        (before[origin[place]] if place in origin else None, each)
        for place, each in enumerate(after)
    ]
    return [*kept, *((each, None) for place, each in enumerate(before) if place not in used)]


def _likeness(element: Element) -> Any:
    """Return what an element stays when it is numbered anew or its amounts change."""
    inside = children(element)
    if element.tag == f"{_EXT}UBLExtension":
        return [block.tag for child in inside for block in child]
    if len(inside) > 1 and inside[0].tag == f"{_CBC}ID":
        return [shape(child) for child in inside[1:]]
    return shape(element)


def _pair_equals(
    before: Sequence[Element],
    after: Sequence[Element],
    origin: dict[int, int],
    view: Callable[[Element], Any],
) -> None:
    """Pair what looks the same, wherever it was moved: the first with the first."""
    used = set(origin.values())
    waiting: dict[str, list[int]] = {}
    for place in range(len(before) - 1, -1, -1):
        if place not in used:
            waiting.setdefault(repr(view(before[place])), []).append(place)
    for place, each in enumerate(after):
        if place not in origin and (same := waiting.get(repr(view(each)))):
            origin[place] = same.pop()


def _pair_rest(before: Sequence[Element], after: Sequence[Element], origin: dict[int, int]) -> None:
    """Pair what is left: one with one where the numbers agree, else by what they share."""
    used = set(origin.values())
    old = [place for place in range(len(before)) if place not in used]
    new = [place for place in range(len(after)) if place not in origin]
    if len(old) != len(new) and len(old) * len(new) <= _MOST_COMPARISONS:
        leaves_old = [set(_leaves(before[place])) for place in old]
        leaves_new = [set(_leaves(after[place])) for place in new]
        chosen = _best_in_order([[len(one & other) for other in leaves_new] for one in leaves_old])
        origin.update((new[second], old[first]) for first, second in chosen)
    else:
        origin.update(zip(new, old, strict=False))


def _best_in_order(scores: list[list[int]]) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose scores add up to most; each score above zero."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            best[row][column] = max(
                best[row + 1][column],
                best[row][column + 1],
                best[row + 1][column + 1] + scores[row][column],
            )
    found: list[tuple[int, int]] = []
    row, column = 0, 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found.append((row, column))
            row, column = row + 1, column + 1
    return found


def _leaves(element: Element) -> Iterator[tuple[object, str]]:
    inside = children(element)
    if not inside:
        yield element.tag, content(element).strip()
    for child in inside:
        yield from _leaves(child)


# --- where it stands in the source -----------------------------------------------------------


def found_in(ours: Sequence[Element], source: Sequence[Element]) -> dict[Element, Element]:
    """
    Find the elements of a source that ours were read from.

    Args:
        ours: Elements of one kind, written from what was read.
        source: Those of the source, in document order; there may be more of them.
    """
    if len(ours) == len(source) == 1:
        return {ours[0]: source[0]}
    found: dict[Element, Element] = {}
    taken: set[Element] = set()
    start = 0
    for each in ours:
        ahead = range(start, min(len(source), start + _MOST_AHEAD))
        place = next((at for at in ahead if covers(source[at], each)), None)
        if place is not None:
            found[each] = source[place]
            taken.add(source[place])
            start = place + 1
    rest = [each for each in ours if each not in found]
    for each, other in zip(rest, _nearest(rest, source, taken), strict=False):
        found[each] = other
    return found


def _nearest(
    rest: Sequence[Element], source: Sequence[Element], taken: set[Element]
) -> Iterator[Element]:
    """Yield for each of the rest what is most like it among the elements nobody claimed."""
    free = [each for each in source if each not in taken]
    if len(free) * len(rest) > _MOST_COMPARISONS:
        yield from free
        return
    for each in rest:
        if not free:
            return
        mine = set(_leaves(each))
        best = max(free, key=lambda other: len(mine & set(_leaves(other))))
        free.remove(best)
        yield best


def covers(source: Element, ours: Element) -> bool:
    """Tell whether an element of the source says everything that ours says."""
    inside = grouped(ours)
    if not inside:
        return not children(source) and same_text(content(source), ours.text or "")
    held = grouped(source)
    return all(_cover(held.get(key, ()), wanted) for key, wanted in inside.items())


def _cover(source: Sequence[Element], ours: Sequence[Element]) -> bool:
    start = 0
    for each in ours:
        while start < len(source) and not covers(source[start], each):
            start += 1
        if start == len(source):
            return False
        start += 1
    return True


def same_text(source: str, ours: str) -> bool:
    """Tell whether a text of the source is read as ours is: white space and zeros do not count."""
    source = source.strip()
    if source == ours.strip():
        return True
    if _FLAGS.get(source) == ours:
        return True
    if ";" in source:
        return [part for each in source.split(";") if (part := each.strip())] == ours.split(";")
    try:
        return Decimal(source) == Decimal(ours)
    except InvalidOperation:
        return False
