# SPDX-License-Identifier: MIT
"""
The lossless half of writing: a change of types becomes a change of the document they came from.

Three trees meet: the source, what our types say of it, and what they say now. Where the last two
differ the source is changed; everything else of it stays: unknown elements and attributes,
comments, white space, order, spelling, namespace declarations.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from loggro_integration import errors
from loggro_integration.dian._merge_pairs import (
    Element,
    children,
    content,
    found_in,
    grouped,
    is_element,
    pairs,
    shape,
    top,
)
from loggro_integration.dian._ubl_order import PLACES
from loggro_integration.dian._write_text import attribute
from loggro_integration.dian.xml import NAMESPACES, open_document

__all__ = ["canonical", "drop_signature", "merge"]

_EXT: Final = f"{{{NAMESPACES['ext']}}}"
_EXTENSIONS: Final = f"{_EXT}UBLExtensions"
_EXTENSION: Final = f"{_EXT}UBLExtension"
_BILLING: Final = f"{{{NAMESPACES['cac']}}}BillingReference"
_OWN: Final = "DianExtensions"
_SIGNATURE: Final = f"{{{NAMESPACES['ds']}}}Signature"
_STS: Final = f'xmlns:sts="{NAMESPACES["sts"]}"'.encode()


def merge(root: Element, before: bytes, after: bytes) -> None:
    """
    Change a document where two writings of its types differ, and drop its signature.

    Args:
        root: The document as it was read; it is changed.
        before: What `emit` writes of it.
        after: What `emit` writes of the changed types.
    """
    old, new = (open_document(_with_block_of(root, body)) for body in (before, after))
    _merge(root, old, new)
    drop_signature(root)


def canonical(root: Element) -> bytes:
    """
    Return the canonical form of a document, with the comments inside the root alone.

    Raises:
        XmlRefused: If it has none: a relative namespace address leaves it undefined.
    """
    if root.getprevious() is not None or root.getnext() is not None:
        # lxml writes xmlns="" into a root that has neighbours; a copy has none
        root = deepcopy(root)
    try:
        body: bytes = etree.tostring(root, method="c14n", with_comments=True)
    except etree.LxmlError:
        raise errors.XmlRefused(
            "The document has no canonical form: the address of a namespace is relative.",
            code="not-canonical",
            hint=errors.Text(
                es="Pida el original al emisor, o escríbalo con evolve(documento, source=None).",
                en="Ask for the original, or write it with evolve(document, source=None).",
            ),
        ) from None
    return body


def _with_block_of(root: Element, body: bytes) -> bytes:
    """Write DIAN's block in the namespace of the source: five official notes have another."""
    for block in root.iterfind(f"{_EXTENSIONS}/{_EXTENSION}/{_EXT}ExtensionContent/*"):
        if is_element(block):
            name = etree.QName(block)
            if name.localname == _OWN and name.namespace:
                declared = f'xmlns:sts="{attribute(name.namespace)}"'.encode("latin-1")
                return body.replace(_STS, declared, 1)
    return body


# --- changing --------------------------------------------------------------------------------


def _merge(target: Element, old: Element, new: Element) -> None:
    """Change an element of the source where two elements of ours differ."""
    _merge_attributes(target, old, new)
    if not children(old) and not children(new):
        if content(old) != content(new):
            _set_text(target, new.text)
    elif _is_free(target):
        _merge_block(target, old, new)
    else:
        _merge_children(target, old, new)


def _is_free(target: Element) -> bool:
    """Tell whether an element is an extension of any shape: the order of all it holds counts."""
    above = target.getparent()
    inside = above is not None and above.tag == f"{_EXT}ExtensionContent"
    return inside and etree.QName(target).localname != _OWN


def _merge_block(target: Element, old: Element, new: Element) -> None:
    """Change the texts of a block, or put another in its place where its elements are others."""
    if _alike(target, old) and _alike(old, new):
        _merge_texts(target, old, new)
        return
    parent = target.getparent()
    if parent is not None:
        tail = target.tail
        grown = _grow(parent, new, parent.index(target))
        parent.remove(target)
        grown.tail = tail


def _alike(one: Element, other: Element) -> bool:
    """Tell whether two elements hold elements of the same names in the same order."""
    ones, others = children(one), children(other)
    return [each.tag for each in ones] == [each.tag for each in others] and all(
        map(_alike, ones, others)
    )


def _merge_texts(target: Element, old: Element, new: Element) -> None:
    _merge_attributes(target, old, new)
    if content(old) != content(new):
        _set_text(target, new.text)
    for place, before, after in zip(*map(children, (target, old, new)), strict=True):
        _merge_texts(place, before, after)


def _merge_attributes(target: Element, old: Element, new: Element) -> None:
    for name in sorted({*map(str, old.keys()), *map(str, new.keys())}):
        value = new.get(name)
        # what the source says otherwise than we would is not ours: the unit of a base quantity
        if value == old.get(name) or (target.get(name) or None) != (old.get(name) or None):
            continue
        if value is not None:
            target.set(name, value)
        elif name in target.attrib:
            del target.attrib[name]


def _set_text(target: Element, text: str | None) -> None:
    """Give a leaf another text; the comments in its old one go with that."""
    for child in list(target):
        if is_element(child):
            child.tail = None
        else:
            target.remove(child)
    target.text = text


def _merge_children(target: Element, old: Element, new: Element) -> None:
    olds, news, held = grouped(old), grouped(new), grouped(target)
    standing: dict[Element, Element] = {}
    arriving: set[Element] = set()
    for key in {**olds, **news}:
        before, after, there = olds.get(key, []), news.get(key, []), held.get(key, [])
        found = found_in(before, there)
        if before and not after:
            # the types knew the first of several: where they hold none any more, all go
            for each in found.values() if key == _EXTENSION else there:
                _remove(each, target)
            continue
        taken = set(found.values())
        free = [each for each in there if each not in taken]
        kept, missing = _merge_group(target, pairs(before, after), found)
        if key != _EXTENSION:
            kept |= _take_over(missing, free, alone=not before and len(after) == len(there) == 1)
        missing -= kept.keys()
        _reorder([top(each, target) for each in kept.values()])
        standing |= kept
        arriving |= missing
    for group in news.values():
        for unit in group:
            if unit in arriving:
                standing[unit] = _insert(target, new, unit, group, standing)
    # references of several kinds are one list in the types
    billed = [unit for wrapper in new.iterfind(_BILLING) for unit in children(wrapper)]
    _reorder([top(standing[unit], target) for unit in billed if unit in standing])


def _merge_group(
    target: Element,
    changes: list[tuple[Element | None, Element | None]],
    found: dict[Element, Element],
) -> tuple[dict[Element, Element], set[Element]]:
    """
    Change and remove the elements of one kind.

    Returns:
        Where each that stays stands, in its new order; and those that are to be put in.
    """
    kept: dict[Element, Element] = {}
    missing: set[Element] = set()
    for before, after in changes:
        place = found.get(before) if before is not None else None
        if after is None:
            if place is not None:
                _remove(place, target)
            continue
        changed = before is None or shape(before) != shape(after)
        if place is not None and before is not None:
            kept[after] = place
            if changed:
                _merge(place, before, after)
        elif changed:
            missing.add(after)
    return kept, missing


def _take_over(
    missing: set[Element], free: list[Element], *, alone: bool
) -> dict[Element, Element]:
    """
    Let elements that are put in fill those that say nothing: ``<cbc:Telephone/>``.

    Args:
        missing: What is to be put in.
        free: Elements of its kind in the source that nothing of ours was read from.
        alone: Whether there is one of each: then it is filled even if it says something that could
            not be read.
    """
    usable = [each for each in free if alone or not (len(each) or content(each).strip())]
    taken = dict(zip(missing, usable, strict=False))
    for unit, place in taken.items():
        _merge(place, etree.Element(str(unit.tag)), unit)
    return taken


def _reorder(elements: list[Element]) -> None:
    """Let children of one element stand in this order, each in the place of another."""
    if len(set(elements)) < len(elements) or len(elements) < 2:
        return
    parent = elements[0].getparent()
    if parent is None:
        return
    stands = {each: place for place, each in enumerate(parent)}
    places = sorted(stands[each] for each in elements)
    if places == [stands[each] for each in elements]:
        return
    tails = [parent[place].tail for place in places]
    for each in elements:
        parent.remove(each)
    for place, each, tail in zip(places, elements, tails, strict=True):
        parent.insert(place, each)
        each.tail = tail


def _remove(unit: Element, parent: Element) -> None:
    """Remove an element, its wrapper if that holds nothing else, and the space it stood on."""
    above = unit.getparent()
    if above is not None and above is not parent and len(children(above)) == 1:
        unit, above = above, parent
    if above is None:
        return
    before, tail = unit.getprevious(), unit.tail or ""
    indent = (above.text if before is None else before.tail) or ""
    last = unit.getnext() is None
    above.remove(unit)
    rest = tail if last else indent
    left = indent + tail if tail.strip() else rest
    if before is None:
        above.text = left
    else:
        before.tail = left


# --- putting in ------------------------------------------------------------------------------


def _insert(
    target: Element,
    new: Element,
    unit: Element,
    group: list[Element],
    standing: dict[Element, Element],
) -> Element:
    """Put an element of ours into the source, where its kind stands or the schema wants it."""
    place = _beside_its_kind(target, unit, group, standing)
    if place is None:
        place = _in_schema_order(target, unit, new, standing)
    model = top(unit, new)
    before = target[place - 1] if place else None
    space = (target.text if before is None else before.tail) or ""
    last = place == len(target)
    grown = _grow(target, model, place)
    if not space.strip():
        grown.tail = space
        if last and before is not None and not (target.text or "").strip():
            before.tail = target.text
    return grown if model is unit else grown[0]


def _beside_its_kind(
    target: Element, unit: Element, group: list[Element], standing: dict[Element, Element]
) -> int | None:
    place = group.index(unit)
    for each in reversed(group[:place]):
        if each in standing:
            return target.index(top(standing[each], target)) + 1
    for each in group[place:]:
        if each in standing:
            return target.index(top(standing[each], target))
    return None


def _in_schema_order(
    target: Element, unit: Element, new: Element, standing: dict[Element, Element]
) -> int:
    """Return the place after everything that may stand before the element."""
    places = PLACES.get(etree.QName(target).localname, {})
    mine = places.get(etree.QName(top(unit, new)).localname)
    if mine is not None:
        earlier = [
            at
            for at, child in enumerate(target)
            if is_element(child) and places.get(etree.QName(child).localname, mine + 1) <= mine
        ]
        return earlier[-1] + 1 if earlier else 0
    model = top(unit, new)
    stand = {top(each, new): top(place, target) for each, place in standing.items()}
    for each in model.itersiblings(preceding=True):
        if each in stand:
            return target.index(stand[each]) + 1
    following = (stand[each] for each in model.itersiblings() if each in stand)
    first = next(following, None)
    return len(target) if first is None else target.index(first)


def _grow(parent: Element, model: Element, place: int | None = None) -> Element:
    """
    Copy an element of ours below one of the source, in the prefixes the source has.

    It is put in its place while it is empty: lxml drops a default namespace that returns inside
    another one from what it moves.
    """
    at = len(parent) if place is None else place
    uri = etree.QName(model).namespace
    if not uri:
        # only a copy undeclares the default namespace: an element made here would fall into it
        grown = deepcopy(model)
        parent.insert(at, grown)
        return grown
    prefix = next((key for key, known in NAMESPACES.items() if known == uri), None)
    spaces = {prefix: NAMESPACES[prefix]} if prefix and uri not in parent.nsmap.values() else None
    grown = etree.SubElement(parent, model.tag, nsmap=spaces)
    parent.insert(at, grown)
    for key, value in model.items():
        grown.set(key, value)
    grown.text = model.text
    for child in model:
        _grow(grown, child)
    return grown


# --- the signature ---------------------------------------------------------------------------


def drop_signature(root: Element) -> None:
    """Remove the signature of a document with the extension around it."""
    for extensions in root.findall(_EXTENSIONS):
        for extension in extensions.findall(_EXTENSION):
            for signature in extension.findall(f"{_EXT}ExtensionContent/{_SIGNATURE}"):
                holder = signature.getparent()
                alone = holder is None or len(children(holder)) == 1
                _remove(extension if alone else signature, extensions)
        if not children(extensions):
            _remove(extensions, root)
