# SPDX-License-Identifier: MIT
"""Which product of Restobar a line is: by id, code or name, exactly; never by similarity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from loggro_integration.mapping._draft import Draft
from loggro_integration.money import plain
from loggro_integration.wire.restobar import LocationStock, Product, SaleLine

__all__ = ["Article", "Catalogue"]

Taxes = frozenset[tuple[str, Decimal]]


@frozen(kw_only=True)
class Article:
    """
    What can be ordered: a product, or a variant of one.

    Attributes:
        location: Stock location; some accounts refuse orders without it.
        area: Where it prints in the kitchen.
        taxes: What Restobar will charge, `None` where it does not tell.
    """

    id: str
    names: tuple[str, ...]
    location: str | None
    area: str | None
    taxes: Taxes | None


class Catalogue:
    """
    The products of Restobar, asked line by line.

    Args:
        products: As ``pos.products.list()`` gives them.
        aliases: Name or code in the sale → name, code or id in Restobar.
        taxes: Name of a tax in the sale → its name in Restobar.
    """

    def __init__(
        self, products: Iterable[Product], aliases: Mapping[str, str], taxes: Mapping[str, str]
    ) -> None:
        self._aliases = aliases
        self._taxes = taxes
        self._by_id: dict[str, Article] = {}
        self._by_name: dict[str, dict[str, Article]] = {}
        for article in _articles(products):
            self._by_id[article.id] = article
            for name in article.names:
                self._by_name.setdefault(name, {})[article.id] = article

    def find(self, line: SaleLine, path: str, draft: Draft) -> Article | None:
        """Find the product of a line; none, or several, are a problem."""
        code = None if line.code is None else str(line.code)
        named = (line.id,) if line.id else (code, line.name)
        names = [each for each in named if each]
        for name in names:
            written = self._aliases.get(name, name)
            known = self._by_id.get(written)
            found = {known.id: known} if known else self._by_name.get(written, {})
            if len(found) > 1:
                draft.problem("sell-product-ambiguous", path, written)
                return None
            if found:
                return next(iter(found.values()))
        draft.problem("sell-product-unknown", path, " / ".join(names) or "-")
        return None

    def check_taxes(self, line: SaleLine, article: Article, path: str, draft: Draft) -> bool:
        """Compare what the line charges with what Restobar will; False where it does not tell."""
        if article.taxes is None:
            return False
        own = frozenset(
            (self._taxes.get(each.name, each.name), each.percentage) for each in line.taxes
        )
        if own != article.taxes:
            draft.problem("sell-taxes-differ", path, _shown(own), theirs=_shown(article.taxes))
        return True


def _shown(taxes: Taxes) -> str:
    return ", ".join(sorted(f"{name} {plain(rate)} %" for name, rate in taxes)) or "-"


def _articles(products: Iterable[Product]) -> Iterator[Article]:
    """Return products and variants that can be ordered; a product with variants is sold by them."""
    for product in products:
        if product.deleted:
            continue
        area = product.waiter_order_area.id if product.waiter_order_area else None
        variants = [each for each in product.sub_products if not each.deleted]
        for each in variants:
            names = tuple(name for name in (each.name,) if name)
            yield _article(each.id, names, each.locations_stock or product.locations_stock, area)
        if not variants:
            code = None if product.code is None else str(product.code)
            names = tuple(name for name in (code, product.name) if name)
            yield _article(product.id, names, product.locations_stock, area)


def _article(
    identifier: str, names: tuple[str, ...], places: Sequence[LocationStock], area: str | None
) -> Article:
    main = min(places, key=lambda each: not each.is_main, default=None)
    location = main.location_stock.id if main and main.location_stock else None
    return Article(
        id=identifier,
        names=names,
        location=location,
        area=area,
        taxes=None if main is None else _taxes(main),
    )


def _taxes(place: LocationStock) -> Taxes | None:
    """Return the taxes of a product at its main location, where they came with their rates."""
    found = [(each.name, each.percentage) for each in place.taxes]
    told = [(name, rate) for name, rate in found if name is not None and rate is not None]
    return frozenset(told) if len(told) == len(found) else None
