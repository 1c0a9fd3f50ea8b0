# SPDX-License-Identifier: MIT
"""A document as its bytes say it, read with lxml alone: nothing here is the package's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree

__all__ = ["NONE", "NS", "Node", "amounts", "lines_of", "nodes", "sums_of", "text", "total"]

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
NONE = Decimal(0)

Node = etree._Element


def nodes(node: Node, path: str) -> list[Node]:
    found: Any = node.xpath(path, namespaces=NS)
    return list(found)


def amounts(node: Node, path: str) -> list[Decimal]:
    return [Decimal(each.text or "") for each in nodes(node, path)]


def total(node: Node, path: str) -> Decimal:
    return sum(amounts(node, path), NONE)


def text(node: Node, path: str) -> str:
    found = nodes(node, path)
    return (found[0].text or "") if found else ""


def lines_of(root: Node) -> list[Node]:
    return nodes(root, "cac:InvoiceLine|cac:CreditNoteLine|cac:DebitNoteLine")


def sums_of(root: Node) -> list[Node]:
    return nodes(root, "cac:LegalMonetaryTotal|cac:RequestedMonetaryTotal")
