# SPDX-License-Identifier: MIT
"""Which item of Pymes a product is."""

from __future__ import annotations

from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._rules import ProductRule

__all__ = ["item_of"]


def item_of(
    code: str | None, name: str | None, identifier: str | None, rules: MappingRules
) -> ProductRule | None:
    """Find the item by code, name or id; what is listed goes before the general way."""
    products = rules.products
    for written in filter(None, (code, name, identifier)):
        known = rules.aliases.products.get(written, written)
        if known in products.items:
            return products.items[known]
    if products.match == "explicit":
        return None
    own = code if products.match == "code" else name
    return ProductRule(pymes=own) if own else None
