# SPDX-License-Identifier: MIT
"""Checks of what is mapped by name: means and terms of payment, taxes, sellers, products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from loggro_integration.errors import Text
from loggro_integration.mapping import TaxRule
from loggro_integration.sync._check_reads import Reads, in_force
from loggro_integration.sync._check_screens import INTEGRATION_SCREEN
from loggro_integration.sync._draft_names import named
from loggro_integration.sync._finding import Finding, fine, lacking, listed, missing, soon, wrong
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.restobar import Product

__all__ = [
    "items",
    "mapped",
    "payment_means",
    "payment_terms",
    "products",
    "pymes_means",
    "pymes_sellers",
    "pymes_taxes",
    "sellers",
    "tax_rates",
    "taxes",
]


def payment_means(reads: Reads) -> list[Finding]:
    """Every payment method of Restobar has a line in the rules."""
    names = [method.name for method in reads.pos.payment_methods.list()]
    known = {*reads.rules.payment_means, *reads.rules.aliases.payment_means}
    return mapped("payment-means", "payment_means", names, known)


def pymes_means(reads: Reads) -> list[Finding]:
    """Pymes has the means of payment that the rules name."""
    rows = list(reads.books.payment_means.list())
    wanted = (rule.pymes or name for name, rule in reads.rules.payment_means.items())
    return _rows("pymes-payment-means", "[payment_means]", rows, "estado", wanted)


def payment_terms(reads: Reads) -> list[Finding]:
    """Pymes has the terms, cash and credit, that the rules name."""
    rows = list(reads.books.payment_terms.list())
    terms = reads.rules.payment_terms
    wanted = (terms.contado.pymes, terms.credito.pymes)
    return _rows("payment-terms", "[payment_terms]", rows, "estado", wanted)


def taxes(reads: Reads) -> list[Finding]:
    """Every tax of Restobar has a line in the rules."""
    names = [tax.name for tax in reads.taxes]
    return mapped("taxes", "taxes", names, {*reads.rules.taxes, *reads.rules.aliases.taxes})


def tax_rates(reads: Reads) -> list[Finding]:
    """The rate of each tax is the same in Restobar and in the rules."""
    rules = reads.rules
    unlike = [
        f"{tax.name}: {tax.percentage} / {rule.percent}"
        for tax in reads.taxes
        if (rule := rules.taxes.get(rules.aliases.taxes.get(tax.name, tax.name)))
        if not rule.is_nominal and tax.percentage not in {None, rule.percent}
    ]
    if not unlike:
        return [fine("tax-rates", "iguales", "the same")]
    shown = listed(unlike)
    return [
        wrong(
            "tax-rates",
            Text(
                es=f"La tarifa no es la de [taxes] (Restobar / reglas): {shown}.",
                en=f"The rate is not that of [taxes] (Restobar / rules): {shown}.",
            ),
            Text(
                es="Corrija la tarifa en Restobar, o percent en [taxes].",
                en="Correct the rate in Restobar, or percent in [taxes].",
            ),
        )
    ]


def pymes_taxes(reads: Reads) -> list[Finding]:
    """Pymes has each tax of the rules, by name and rate."""
    code, rows = "pymes-taxes", reads.pymes_taxes
    wanted = [rule.pymes for rule in reads.rules.taxes.values()]
    found = _rows(code, "[taxes]", list(rows), "estado", wanted)
    unlike = listed(_other_rates(reads.rules.taxes.values(), rows))
    if not unlike:
        return found
    message = Text(
        es=f"La tarifa en Pymes no es la de [taxes] (Pymes / reglas): {unlike}.",
        en=f"The rate in Pymes is not that of [taxes] (Pymes / rules): {unlike}.",
    )
    fix = Text(
        es="Corrija la tarifa en Pymes, o pymes y percent en [taxes].",
        en="Correct the rate in Pymes, or pymes and percent in [taxes].",
    )
    return [*(each for each in found if each.verdict != "ok"), wrong(code, message, fix)]


def _other_rates(rules: Iterable[TaxRule], rows: Iterable[OpenRecord]) -> Iterator[str]:
    rates = {str(row.get("nombre")): row.get("tarifa") for row in rows}
    for rule in rules:
        rate = rates.get(rule.pymes or "")
        told = isinstance(rate, int | Decimal) and not isinstance(rate, bool)
        if told and not rule.is_nominal and rate != rule.percent:
            yield f"{rule.pymes}: {rate} / {rule.percent}"


def sellers(reads: Reads) -> list[Finding]:
    """Whoever sells or takes money has a line in the rules, or a default seller stands in."""
    rules = reads.rules
    if rules.policies.default_seller:
        name = rules.policies.default_seller
        return [fine("sellers", f"vendedor por defecto {name}", f"default seller {name}")]
    people = reads.sellers()
    lost = sorted(people - {*rules.sellers, *rules.aliases.sellers})
    if not lost:
        return [fine("sellers", f"{len(people)} asociados", f"{len(people)} mapped")]
    names = listed(lost)
    # A cashier may never sell, so a missing line is no problem before a sale shows it.
    return [
        soon(
            "sellers",
            Text(
                es=f"Sin asociar en [sellers], si es que venden: {names}.",
                en=f"Not mapped in [sellers], in case they sell: {names}.",
            ),
            _map_fix("sellers"),
        )
    ]


def pymes_sellers(reads: Reads) -> list[Finding]:
    """Pymes has the sellers that the rules name, by name or document."""
    code = "pymes-sellers"
    rows = reads.pymes_sellers
    if not rows:
        return [_nothing(code)]
    known = [name for row in rows for name in (row.name, row.id) if name]
    lost = lacking(code, "[sellers]", reads.rules.sellers.values(), known)
    return [lost or fine(code, f"{len(rows)}", f"{len(rows)}")]


def products(reads: Reads) -> list[Finding]:
    """Every product finds its item by the way that the rules say."""
    rules = reads.rules.products
    count = len(reads.products)
    if rules.match != "explicit":
        return [fine("products", f"{count} por {rules.match}", f"{count} by {rules.match}")]
    known = {*rules.items, *reads.rules.aliases.products}
    return mapped("products", "products.items", [each.name for each in reads.products], known)


def items(reads: Reads) -> list[Finding]:
    """Pymes has the item of each product."""
    code = "pymes-items"
    if not reads.items:
        return [_nothing(code)]
    known = {str(name) for row in reads.items for name in (row.code, row.description) if name}
    lost = [each.name for each in reads.products if _item_of(reads, each) not in {None, *known}]
    if not lost:
        return [fine(code, f"{len(reads.items)} ítems", f"{len(reads.items)} items")]
    names = listed(lost)
    return [
        missing(
            code,
            Text(
                es=f"Pymes no tiene el ítem de: {names}.", en=f"Pymes lacks the item of: {names}."
            ),
            Text(
                es="Cree los ítems en Pymes con el código del producto, o corrija [products].",
                en="Make the items in Pymes with the product's code, or correct [products].",
            ),
        )
    ]


def _item_of(reads: Reads, product: Product) -> str | None:
    """Return the code of the item that a product should have, `None` where nothing says it."""
    rules = reads.rules.products
    name = reads.rules.aliases.products.get(product.name, product.name)
    own = (name, product.name, str(product.code or ""), str(product.id))
    rule = next((rules.items[each] for each in own if each in rules.items), None)
    if rule is not None:
        return rule.pymes
    by = {"code": str(product.code) if product.code else None, "name": product.name}
    return by.get(rules.match)


def _rows(
    code: str, section: str, rows: list[OpenRecord], state: str, wanted: Iterable[str | None]
) -> list[Finding]:
    """Judge a catalogue of Pymes; where its rows say no name, none can be missed."""
    held = in_force(rows, state)
    if not held:
        return [_nothing(code)]
    names = [row.name for row in named(held)]
    lost = lacking(code, section, wanted, names) if names else None
    return [lost or fine(code, f"{len(held)}", f"{len(held)}")]


def _nothing(code: str) -> Finding:
    return missing(
        code,
        Text(es="La lista de Pymes está vacía.", en="The list of Pymes is empty."),
        Text(es="Llénela en Pymes antes de sincronizar.", en="Fill it in Pymes before syncing."),
    )


def mapped(code: str, section: str, names: list[str], known: Iterable[str]) -> list[Finding]:
    """Tell which names of Restobar the rules lack."""
    lost = sorted(set(names) - set(known))
    if not lost:
        return [fine(code, f"{len(names)} asociados", f"{len(names)} mapped")]
    shown = ", ".join(lost)
    return [
        missing(
            code,
            Text(
                es=f"Sin asociar en [{section}]: {shown}.",
                en=f"Not mapped in [{section}]: {shown}.",
            ),
            _map_fix(section),
        )
    ]


def _map_fix(section: str) -> Text:
    return Text(
        es=f"Agregue cada nombre a [{section}] en loggro.toml y en {INTEGRATION_SCREEN}.",
        en=f"Add each name to [{section}] in loggro.toml and on {INTEGRATION_SCREEN}.",
    )
