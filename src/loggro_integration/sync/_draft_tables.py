# SPDX-License-Identifier: MIT
"""The tables that bring names of Restobar to names of Pymes: means, terms, taxes, people, items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from loggro_integration import codes
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping import toml_key, toml_text
from loggro_integration.money import exact, plain
from loggro_integration.sync._check_screens import INTEGRATION_SCREEN
from loggro_integration.sync._draft_catalogues import Catalogues
from loggro_integration.sync._draft_entries import DraftedBlock, DraftedEntry, block, entry
from loggro_integration.sync._draft_names import Named, folded, likeness, named, usual_means
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.restobar import Product, Tax, User

__all__ = ["payment_means", "payment_terms", "products", "sellers", "taxes"]

_EXACT: Final = Text(es="el mismo nombre en los dos lados", en="the same name on both sides")
_SCREEN: Final = Text(es=f"véalo en {INTEGRATION_SCREEN}", en=f"look at {INTEGRATION_SCREEN}")
_RATES: Final = {Decimal(8): "04", Decimal(19): "01", Decimal(5): "01"}
_EXEMPT, _EXCLUDED = "exento", "excluido"


def _question(name: str, example: str, why: Text = _SCREEN) -> DraftedEntry:
    said = Text(es=f"{name!r}: {why.es}", en=f"{name!r}: {why.en}")
    return entry(toml_key(name), example, "question", said)


def payment_means(found: Catalogues) -> DraftedBlock:
    """Bring each payment method to a means of DIAN."""
    return block(
        "[payment_means]",
        "Medios de pago: método de Restobar → código de la DIAN y nombre en Pymes",
        "Means of payment: method of Restobar → code of DIAN and name in Pymes",
        (_means(name, found.means) for name in found.methods),
    )


def _means(name: str, known: Sequence[Named]) -> DraftedEntry:
    usable = [row for row in known if codes.is_official(codes.lists.PAYMENT_MEANS, row.code)]
    same = [row for row in usable if row.name == name]
    if len(same) == 1:
        return entry(toml_key(name), toml_text(same[0].code), "match", _EXACT)
    usual = usual_means(name)
    if usual is not None:
        return _usual(name, usual, usable)
    near = likeness(name, usable)
    if near is not None:
        return entry(toml_key(name), _both(near.row.code, near.row.name), "proposal", near.why)
    return _question(name, toml_text("ZZZ"))


def _usual(name: str, code: str, known: Sequence[Named]) -> DraftedEntry:
    row = next((each for each in known if each.code == code), None)
    value = toml_text(code) if row is None else _both(code, row.name)
    label = codes.name(codes.lists.PAYMENT_MEANS, code) or code
    why = Text(
        es=f"por costumbre, no por norma: código {code}, {label}",
        en=f"by habit, no norm: code {code}, {label}",
    )
    return entry(toml_key(name), value, "proposal", why)


def _both(code: str, name: str) -> str:
    return f"{{ code = {toml_text(code)}, pymes = {toml_text(name)} }}"


def payment_terms(found: Catalogues) -> tuple[DraftedBlock, DraftedBlock]:
    """Name contado and crédito as Pymes does."""
    rows = [(row.name, _days(row)) for row in _with_names(found.terms)]
    cash = [name for name, _ in rows if folded(name) == "contado"]
    contado = (
        [entry("pymes", toml_text(cash[0]), "match", _EXACT)]
        if len(cash) == 1
        else [_question("contado", 'pymes = "Contado"')]
    )
    terms = [(name, days) for name, days in rows if name not in cash]
    return (
        block("[payment_terms.contado]", "Forma de pago de contado", "Cash terms", contado),
        block(
            "[payment_terms.credito]",
            "Forma de pago a crédito: Restobar solo dice la fecha de vencimiento",
            "Credit terms: Restobar only says the due date",
            _credit(terms),
        ),
    )


def _credit(terms: Sequence[tuple[str, int | None]]) -> list[DraftedEntry]:
    if len(terms) != 1:
        listed = ", ".join(name for name, _ in terms) or "-"
        why = Text(es=f"elija una de Pymes: {listed}", en=f"choose one of Pymes: {listed}")
        return [entry("pymes", toml_text(terms[0][0]) if terms else "", "question", why)]
    name, days = terms[0]
    only = Text(es="la única a crédito de Pymes", en="the only credit terms of Pymes")
    entries = [entry("pymes", toml_text(name), "proposal", only)]
    if days:
        entries.append(entry("days", str(days), "proposal", only))
    return entries


def _with_names(rows: Iterable[OpenRecord]) -> list[_Row]:
    return [_Row(row) for row in rows if named([row])]


class _Row:
    """A row of Pymes that says its name."""

    def __init__(self, record: OpenRecord) -> None:
        self.record = record
        self.name = named([record])[0].name
        self.code = named([record])[0].code or self._text("impuesto")

    def _text(self, field: str) -> str:
        value = self.record.get(field) if self.record.has(field) else None
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> Decimal | None:
        value = self.record.get(field) if self.record.has(field) else None
        try:
            return None if value is None else exact(value, field=field)
        except InvalidInput:
            return None


def _days(row: _Row) -> int | None:
    days = row.number("dias")
    return None if days is None else int(days)


def taxes(found: Catalogues) -> DraftedBlock:
    """Bring each tax of Restobar to a tax of DIAN and its name in Pymes."""
    rows = _with_names(found.pymes_taxes)
    twice = {name for name, times in Counter(tax.name for tax in found.taxes).items() if times > 1}
    return block(
        "[taxes]",
        "Impuestos: nombre en Restobar → código de la DIAN, tarifa y nombre en Pymes",
        "Taxes: name in Restobar → code of DIAN, rate and name in Pymes",
        _once(_shared_tax(tax) if tax.name in twice else _tax(tax, rows) for tax in found.taxes),
    )


def _shared_tax(tax: Tax) -> DraftedEntry:
    why = Text(es="dos impuestos se llaman así", en="two taxes are called so")
    return _question(tax.name, '{ code = "04", percent = 8 }', why)


def _tax(tax: Tax, rows: Sequence[_Row]) -> DraftedEntry:
    rate = tax.percentage
    if rate is None:
        return _question(tax.name, '{ code = "04", percent = 8 }')
    alike = [row for row in rows if row.number("tarifa") == rate and _is_tax(row.code)]
    same = [row for row in alike if row.name == tax.name]
    if len(same) == 1:
        return entry(toml_key(tax.name), _taxed(same[0].code, rate), "match", _EXACT)
    if len(alike) == 1:
        row = alike[0]
        why = Text(
            es=f"el único de Pymes con {plain(rate, places=0)} %",
            en=f"the only one of Pymes with {plain(rate, places=0)} %",
        )
        return entry(toml_key(tax.name), _taxed(row.code, rate, row.name), "proposal", why)
    return _by_rate(tax.name, rate)


def _is_tax(code: str) -> bool:
    return codes.lookup(codes.lists.TAXES, code) is not None


def _taxed(code: str | None, rate: Decimal, pymes: str | None = None) -> str:
    parts = [] if code is None else [f"code = {toml_text(code)}"]
    parts.append(f"percent = {plain(rate, places=0)}")
    parts += [] if pymes is None else [f"pymes = {toml_text(pymes)}"]
    return f"{{ {', '.join(parts)} }}"


def _by_rate(name: str, rate: Decimal) -> DraftedEntry:
    """Propose what such a rate is; 0 % is exempt or excluded, which only its name tells."""
    if rate == 0 and folded(name).startswith(_EXCLUDED):
        why = Text(es="excluido: sin impuesto", en="excluded: no tax")
        return entry(toml_key(name), _taxed(None, rate), "proposal", why)
    code = "01" if rate == 0 and folded(name).startswith(_EXEMPT) else _RATES.get(rate)
    if code is None:
        why = Text(
            es="diga el código de la DIAN; sin código es excluido",
            en="say the code of DIAN; without code it is excluded",
        )
        return _question(name, _taxed("01", rate), why)
    label = codes.name(codes.lists.TAXES, code) or code
    why = Text(
        es=f"por su tarifa sería {label}; falta su nombre en Pymes",
        en=f"by its rate it would be {label}; its name in Pymes is missing",
    )
    return entry(toml_key(name), _taxed(code, rate), "proposal", why)


def sellers(found: Catalogues) -> DraftedBlock:
    """Bring each user of Restobar that may sell to a seller of Pymes."""
    users = [user for user in found.users if user.is_active is not False and user.name]
    twice = {name for name, times in Counter(user.name for user in users).items() if times > 1}
    entries = [_seller(user, found.sellers, user.name in twice) for user in users]
    known = {user.name for user in users}
    seen = dict.fromkeys(
        sale.seller.name for sale in found.sales if sale.seller and sale.seller.name
    )
    gone = Text(es="vendió, y no está entre los usuarios", en="sold, and is not among the users")
    entries += [_question(name, '""', gone) for name in seen if name not in known]
    return block(
        "[sellers]",
        "Vendedores: nombre en Restobar → vendedor de Pymes",
        "Sellers: name in Restobar → seller of Pymes",
        _once(entries),
    )


def _once(entries: Iterable[DraftedEntry]) -> list[DraftedEntry]:
    """Keep one entry a key: TOML has no second one."""
    by_key: dict[str, DraftedEntry] = {}
    for each in entries:
        by_key.setdefault(each.key, each)
    return list(by_key.values())


def _seller(user: User, known: Sequence[Named], is_shared: bool) -> DraftedEntry:
    name = user.name or ""
    full = " ".join(part for part in (name, user.last_name) if part)
    if is_shared:
        why = Text(es="dos usuarios se llaman así", en="two users are called so")
        return _question(name, toml_text(full), why)
    document = str(user.document_number or "")
    same = [row for row in known if document and row.id == document]
    if len(same) == 1:
        why = Text(es="el mismo documento en los dos lados", en="the same document on both sides")
        return entry(toml_key(name), toml_text(same[0].name), "match", why)
    exact_names = [row for row in known if row.name in {name, full}]
    if len(exact_names) == 1:
        return entry(toml_key(name), toml_text(exact_names[0].name), "match", _EXACT)
    near = likeness(full, known)
    if near is not None:
        return entry(toml_key(name), toml_text(near.row.name), "proposal", near.why)
    missing = Text(
        es=f"Pymes no tiene a {full!r}; si vende, créelo en Pymes",
        en=f"Pymes lacks {full!r}; if it sells, make it in Pymes",
    )
    return entry(toml_key(name), toml_text(full), "question", missing)


def products(found: Catalogues) -> tuple[DraftedBlock, ...]:
    """Say how products find their items: by code or by name where all do, else one by one."""
    sold = [
        each for each in found.products if each.is_active is not False and not each.is_ingredient
    ]
    by_code = {str(item.code): item.code for item in found.items if item.code}
    by_name = {item.description: item.code for item in found.items if item.description}
    title = (
        "Productos: cómo encuentra cada uno su artículo de Pymes",
        "Products: how each finds its item in Pymes",
    )
    for match, has in (
        ("code", [str(each.code or "") in by_code for each in sold]),
        ("name", [each.name in by_name for each in sold]),
    ):
        if sold and all(has):
            why = Text(
                es=f"los {len(sold)} productos de Restobar tienen su artículo así",
                en=f"all {len(sold)} products of Restobar have their item so",
            )
            return (block("[products]", *title, [entry("match", toml_text(match), "match", why)]),)
    rows = [Named(name=str(name), code=str(code)) for name, code in by_name.items() if code]
    entries = _once(_product(each, by_code, rows) for each in sold)
    return (block("[products.items]", *title, entries),)


def _product(
    product: Product, by_code: Mapping[str, object], rows: Sequence[Named]
) -> DraftedEntry:
    code = str(product.code or "")
    key = toml_key(code or product.name)
    if code in by_code:
        why = Text(
            es=f"el mismo código en los dos lados ({product.name})",
            en=f"the same code on both sides ({product.name})",
        )
        return entry(key, toml_text(code), "match", why)
    same = [row for row in rows if row.name == product.name]
    if len(same) == 1:
        return entry(key, toml_text(same[0].code), "match", _EXACT)
    near = likeness(product.name, rows)
    if near is not None:
        return entry(key, toml_text(near.row.code), "proposal", near.why)
    why = Text(
        es=f"Pymes no tiene artículo para {product.name!r}",
        en=f"Pymes has no item for {product.name!r}",
    )
    return entry(key, toml_text(code or product.name), "question", why)
