# SPDX-License-Identifier: MIT
"""A fault for each arithmetic rule of DIAN, planted into the bytes of a document that has none."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import TypeAlias

from lxml import etree

from dian.arithmetic import CURRENCIES, QUANTITY
from dian.ubl import NS, Node, lines_of, nodes, sums_of

__all__ = ["PLANTED", "more"]

Fault: TypeAlias = Callable[[Node], None]

_TAX = "cac:TaxTotal"
_PART = "cac:TaxTotal/cac:TaxSubtotal"
_SCHEME = f"{_PART}/cac:TaxCategory/cac:TaxScheme"


def _line(root: Node) -> Node:
    return lines_of(root)[0]


def _header(root: Node) -> Node:
    return root


def _sums(root: Node) -> Node:
    return sums_of(root)[0]


def _first(node: Node, path: str) -> Node:
    return nodes(node, path)[0]


Place: TypeAlias = Callable[[Node], Node]


def more(place: Place, path: str, amount: str) -> Fault:
    """Add to an amount; one that is not there is put there."""

    def plant(root: Node) -> None:
        for each in nodes(place(root), path)[:1]:
            each.text = str(Decimal(each.text or "0") + Decimal(amount))
            return
        put(place(root), path, amount)

    return plant


def put(node: Node, path: str, value: str, **attributes: str) -> Node:
    """Append an element, in the currency of Colombia unless told otherwise."""
    added = etree.SubElement(node, f"{{{NS['cbc']}}}{path.removeprefix('cbc:')}")
    added.text = value
    added.attrib.update(attributes or {"currencyID": "COP"})
    return added


def gone(place: Place, path: str) -> Fault:
    """Take every such node out."""

    def plant(root: Node) -> None:
        for each in nodes(place(root), path):
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)

    return plant


def twice(place: Place, path: str) -> Fault:
    """Repeat a node."""

    def plant(root: Node) -> None:
        each = _first(place(root), path)
        each.addnext(deepcopy(each))

    return plant


def written(place: Place, path: str, value: str) -> Fault:
    """Write another text."""

    def plant(root: Node) -> None:
        _first(place(root), path).text = value

    return plant


def in_dollars(path: str) -> Fault:
    """Say that an amount is in dollars; one that is not there is put there so."""

    def plant(root: Node) -> None:
        found = nodes(root, path)
        if found:
            found[0].set("currencyID", "USD")
            return
        holder, _, name = path.rpartition("/")
        put(_first(root, holder), name, "0.00", currencyID="USD")

    return plant


def by_unit(place: Place, *, measure: str | None = None) -> Fault:
    """Turn a tax into one by the unit, with or without its units."""

    def plant(root: Node) -> None:
        part = _first(place(root), _PART)
        put(part, "PerUnitAmount", "73.00")
        if measure is not None:
            put(part, "BaseUnitMeasure", measure).attrib.pop("currencyID")

    return plant


def _no_lines(root: Node) -> None:
    for each in lines_of(root):
        root.remove(each)


def _no_sums(root: Node) -> None:
    root.remove(_sums(root))


def _odd_unit(root: Node) -> None:
    _first(_line(root), QUANTITY).set("unitCode", "ÑAPA")


PLANTED: dict[str, Fault] = {
    "AS01a": twice(_header, _TAX),
    "AS01b": written(_header, f"{_SCHEME}/cbc:ID", "03"),
    "AS02": more(_header, f"{_TAX}/cbc:TaxAmount", "0.01"),
    "AS04": twice(_header, _PART),
    "AS05": gone(_header, f"{_PART}/cbc:TaxableAmount"),
    "AS07": more(_header, f"{_PART}/cbc:TaxAmount", "2.02"),
    "AS09": by_unit(_header),
    "AS10": by_unit(_header, measure="2"),
    "AS11": by_unit(_header),
    "AS15": gone(_header, _SCHEME),
    "AS16": written(_header, f"{_SCHEME}/cbc:ID", "99"),
    "AU01": _no_sums,
    "AU02": more(_sums, "cbc:LineExtensionAmount", "1.00"),
    "AU04": more(_sums, "cbc:TaxExclusiveAmount", "1.00"),
    "AU06": more(_sums, "cbc:TaxInclusiveAmount", "1.00"),
    "AU08": more(_sums, "cbc:AllowanceTotalAmount", "1.00"),
    "AU10": more(_sums, "cbc:ChargeTotalAmount", "1.00"),
    "AU12": more(_sums, "cbc:PrepaidAmount", "1.00"),
    "AU14": more(_sums, "cbc:PayableAmount", "2.01"),
    "AV01": _no_lines,
    "AV02": written(_line, "cbc:ID", "7"),
    "AV04a": gone(_line, QUANTITY),
    "AV04b": written(_line, QUANTITY, "-2"),
    "AV05": _odd_unit,
    "AV06": more(_line, "cbc:LineExtensionAmount", "0.02"),
    "AX01": twice(_line, _TAX),
    "AX02": more(_line, f"{_TAX}/cbc:TaxAmount", "0.01"),
    "AX04": twice(_line, _PART),
    "AX05": more(_line, f"{_PART}/cbc:TaxableAmount", "0.01"),
    "AX07": more(_line, f"{_PART}/cbc:TaxAmount", "2.02"),
    "AX09": written(_line, f"{_SCHEME}/cbc:ID", "22"),
    "AX13": gone(_line, f"{_PART}/cac:TaxCategory"),
    "AX14": written(_line, f"{_PART}/cac:TaxCategory/cbc:Percent", "9.00"),
    "AX15": gone(_line, _SCHEME),
    "AX16": written(_line, f"{_SCHEME}/cbc:ID", "99"),
    **{name: in_dollars(path) for name, path in CURRENCIES.items()},
}
