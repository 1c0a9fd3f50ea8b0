# SPDX-License-Identifier: MIT
"""
The lines of a sale: what each cost, its taxes and its product, and the line of the document.

Prices of Restobar include tax. A tax of so much a unit is taken out first; then the base is rounded
half-even to cents and the tax is the rest, so that the lines add up to Restobar's total without a
rounding entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve, frozen

from loggro_integration import codes
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._items import item_of
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._nominal import NominalTax, number, read_nominal, told
from loggro_integration.mapping._rules import ProductRule, TaxRule
from loggro_integration.models import (
    AllowanceCharge,
    ItemCode,
    Line,
    ReferencePrice,
    TaxSubtotal,
    TaxTotal,
    tax_totals,
)
from loggro_integration.money import (
    CENTS,
    ROUNDING,
    ZERO,
    IncludedSplit,
    base_of_included_price,
    format_pesos,
    plain,
    round_half_even,
    split_included,
)
from loggro_integration.wire.restobar import LineTax, SaleLine

__all__ = ["Priced", "build_line", "find_name", "read_line", "sold_line"]

V = TypeVar("V")

_PRICE_STEP = Decimal("0.000001")
_LINE_DISCOUNT = "Descuento de la línea"
_BILL_DISCOUNT = "Descuento de la cuenta"
_OWN_STANDARD = "999"


@frozen(kw_only=True)
class Priced:
    """
    One line of a sale with its amounts let in; COP, taxes included.

    Attributes:
        gross: Before the discount of the line.
        net: After it.
        reference: Commercial unit price, for a line that is given away.
        taxes: Rule of each percentage tax; none where the item is excluded.
        nominal: Taxes of so much a unit.
        held: Their sum: COP of the price that no base holds.
        item: Code of the item in Pymes, `None` where it has none yet.
    """

    path: str
    source: SaleLine
    quantity: Decimal
    gross: Decimal
    net: Decimal
    reference: Decimal
    taxes: tuple[TaxRule, ...] = ()
    nominal: tuple[TaxTotal, ...] = ()
    held: Decimal = ZERO
    item: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether the line costs nothing before any discount of the bill."""
        return self.net == 0

    @property
    def discountable(self) -> Decimal:
        """What a discount of the bill can lower: a tax of so much a unit is not lowered."""
        return ZERO if self.is_free else self.net - self.held

    def taxable(self, amount: Decimal) -> Decimal:
        """Return what a base may come of: an amount of the line less its taxes a unit."""
        return max(amount - self.held, ZERO) if self.held else amount


def find_name(
    kind: str,
    path: str,
    written: str,
    known: Mapping[str, V],
    aliases: Mapping[str, str],
    draft: Draft,
) -> V | None:
    """Find a name exactly, then by a declared alias; otherwise it is a problem."""
    if written in known:
        return known[written]
    name = aliases.get(written)
    if name is not None and name in known:
        draft.note("name.alias", path, written=written, name=name)
        return known[name]
    draft.problem(f"{kind}-unmapped", path, written, alias=kind.replace("-", "_"))
    return None


@frozen(kw_only=True)
class _Written:
    """
    The amounts of a line as it writes them, let in once.

    Attributes:
        other: Its second discount, where it writes two that differ.
    """

    price: Decimal | None
    listed: Decimal | None
    gross: Decimal | None
    discount: Decimal | None
    other: Decimal | None
    total: Decimal | None


def read_line(
    line: SaleLine, path: str, on: date | None, rules: MappingRules, draft: Draft
) -> Priced | None:
    """Let one line in; `None` where its amounts cannot be used."""
    quantity = draft.quantity(f"{path}.quantity", line.quantity)
    written = _let_in(line, path, draft)
    taxes = _taxes(line.taxes, path, rules, draft)
    if not (line.name or "").strip():
        draft.problem("line-without-name", f"{path}.name")
    rule = _product(line, path, rules, draft)
    amounts = None if quantity is None else _amounts(written, quantity, path, rules, draft)
    if quantity is None or amounts is None or taxes is None:
        return None
    percentages, units = taxes
    nominal = read_nominal(units, rule, quantity, on, draft) if units else ()
    if nominal is None or (nominal and not _holds(nominal, amounts[1], path, draft)):
        return None
    own = rule.reference_price if rule else None
    return Priced(
        path=path,
        source=line,
        quantity=quantity,
        gross=amounts[0],
        net=amounts[1],
        reference=written.price or written.listed or own or ZERO,
        taxes=percentages,
        nominal=nominal,
        held=sum([each.amount for each in nominal], ZERO) if nominal else ZERO,
        item=rule.pymes if rule else None,
    )


def _holds(nominal: Sequence[TaxTotal], net: Decimal, path: str, draft: Draft) -> bool:
    """Tell whether a line costs at least its taxes of so much a unit, or nothing at all."""
    held = sum([each.amount for each in nominal], ZERO)
    if net == 0 or held <= net:
        return True
    draft.stop("unit-tax-exceeds-line", path, held, net=net)
    return False


def _let_in(line: SaleLine, path: str, draft: Draft) -> _Written:
    discount = draft.optional_amount(f"{path}.discount", line.discount)
    other = draft.optional_amount(f"{path}.discount_total", line.discount_total)
    return _Written(
        price=draft.optional_amount(f"{path}.price", line.price),
        listed=draft.optional_amount(f"{path}.price_normal", line.price_normal),
        gross=draft.optional_amount(f"{path}.gross_total", line.gross_total),
        discount=other if discount is None else discount,
        other=None if discount is None or discount == other else other,
        total=draft.optional_amount(f"{path}.total", line.total),
    )


def _decided(written: _Written, gross: Decimal, path: str, draft: Draft) -> _Written:
    """Return the line with the discount that its total proves: of a unit and of the line differ."""
    if written.other is None:
        return written
    if written.total is None:
        draft.problem(
            "line-discount-undecided", f"{path}.discount", written.discount, other=written.other
        )
        return written
    if gross - written.other != written.total:
        return written
    draft.note("line.discount-by-figures", f"{path}.discount_total", written.other)
    return evolve(written, discount=written.other)


def _amounts(
    written: _Written, quantity: Decimal, path: str, rules: MappingRules, draft: Draft
) -> tuple[Decimal, Decimal] | None:
    """Return what the line cost before and after its discount; its total is what counts."""
    priced = None if written.price is None else round_half_even(written.price * quantity)
    gross = priced if written.gross is None else written.gross
    if gross is None and written.total is not None:
        gross = written.total + (written.discount or ZERO)
    if gross is None:
        draft.stop("line-without-price", path)
        return None
    written = _decided(written, gross, path, draft)
    net = gross - (written.discount or ZERO) if written.total is None else written.total
    if net < 0:
        draft.stop("discount-exceeds-line", f"{path}.discount", written.discount, gross=gross)
        return None
    if not draft.broken:
        _compare(written, gross, net, priced, path, rules.policies.rounding_tolerance, draft)
    rounding = _rounding(written, gross, net)
    return (gross + rounding if rounding else max(gross, net)), net


def _rounding(written: _Written, gross: Decimal, net: Decimal) -> Decimal:
    """Return what rounding to whole pesos added to the line: it is no discount."""
    added = net + (written.discount or ZERO) - gross
    return added if abs(added) < 1 else ZERO


def _compare(
    written: _Written,
    gross: Decimal,
    net: Decimal,
    priced: Decimal | None,
    path: str,
    tolerance: Decimal,
    draft: Draft,
) -> None:
    """Compare what the line says of itself."""
    implied = written.discount is None and not _rounding(written, gross, net)
    expected = min(gross, net) if implied else gross - (written.discount or ZERO)
    if expected != net or net > gross:
        expected = min(expected, gross)
        if abs(net - expected) > tolerance:
            draft.problem("line-total-mismatch", f"{path}.total", net, expected=expected)
        else:
            draft.note("line.rounded", f"{path}.total", net, expected=expected)
    if priced is not None and abs(priced - gross) > tolerance:
        draft.problem("line-price-mismatch", f"{path}.price", priced, gross=gross)


def _taxes(
    taxes: Sequence[LineTax], path: str, rules: MappingRules, draft: Draft
) -> tuple[tuple[TaxRule, ...], list[NominalTax]] | None:
    """Return the percentages and the taxes a unit; `None` where a rule is missing."""
    found = [_tax(tax, f"{path}.taxes[{index}]", rules, draft) for index, tax in enumerate(taxes)]
    if None in found:
        draft.broken = True
        return None
    known = tuple(each for each in found if each is not None and each.code is not None)
    if not known:
        draft.note("line.excluded", path)
    if len(taxes) > 1:
        _check_conflicts(taxes, known, f"{path}.taxes", draft)
    units = [
        NominalTax(rule=rule, path=f"{path}.taxes[{index}]", written=tax.percentage)
        for index, (tax, rule) in enumerate(zip(taxes, found, strict=True))
        if rule is not None and rule.is_nominal
    ]
    return tuple([rule for rule in known if not rule.is_nominal]) if units else known, units


def _check_conflicts(
    taxes: Sequence[LineTax], known: Sequence[TaxRule], path: str, draft: Draft
) -> None:
    """Report a tax that stands on the line twice, or at two rates."""
    names = [tax.name for tax in taxes]
    kinds = Counter(rule.code or "" for rule in known)
    if len(set(names)) != len(names):
        draft.problem("tax-repeated", path)
    elif doubled := [code for code, times in kinds.items() if times > 1]:
        draft.problem("tax-conflict", path, _tax_name(doubled[0]), names=", ".join(names))


def _tax_name(code: str) -> str:
    return codes.name(codes.lists.TAXES, code) or code


def _tax(tax: LineTax, path: str, rules: MappingRules, draft: Draft) -> TaxRule | None:
    rate = draft.percent(f"{path}.percentage", tax.percentage)
    rule = find_name("tax", f"{path}.name", tax.name, rules.taxes, rules.aliases.taxes, draft)
    other = tax.extra.get("taxName", tax.name) if tax.nested else tax.name
    if other != tax.name:
        draft.problem("tax-named-twice", f"{path}.name", tax.name, other=other)
    if rule is None or rate is None:
        return None
    if rule.percent != rate and not rule.is_nominal:
        draft.problem("tax-rate-mismatch", f"{path}.percentage", rate, expected=rule.percent)
    return rule


def _product(line: SaleLine, path: str, rules: MappingRules, draft: Draft) -> ProductRule | None:
    """Find the item; without one the line is a problem."""
    code = None if line.code is None else str(line.code)
    found = item_of(code, line.name, line.id, rules)
    if found is None:
        shown = line.name or code or line.id or ""
        draft.problem("product-unmapped", path, shown, own_code=code or "-")
    return found


def build_line(
    priced: Priced, number: int, share: Decimal, rules: MappingRules, draft: Draft
) -> Line | None:
    """
    Build a line of the document.

    Args:
        priced: The line.
        number: Its number in the document, from 1.
        share: Its part of the discount of the bill, COP, taxes included.
        rules: The rules.
        draft: Where decisions are kept.

    Returns:
        The line, or `None` for one without price that a policy leaves out.
    """
    by_discount = rules.policies.courtesy == "discount" and priced.taxable(priced.gross) > 0
    if not priced.is_free or by_discount:
        return sold_line(priced, number, share, draft)
    if priced.gross == 0 and rules.policies.zero_price == "omit":
        draft.note("line.omitted", priced.path, name=priced.source.name)
        return None
    return _given(priced, number, draft)


def _rates(priced: Priced) -> list[Decimal]:
    return [tax.percent for tax in priced.taxes]


def sold_line(priced: Priced, number: int, share: Decimal, draft: Draft) -> Line:
    rates = _rates(priced)
    paid = priced.net - share
    charged = split_included(priced.taxable(paid), rates)
    listed = _base(priced, priced.gross, paid, charged, rates)
    after_line = _base(priced, priced.net, paid, charged, rates)
    discounts = ((listed - after_line, _LINE_DISCOUNT), (after_line - charged.base, _BILL_DISCOUNT))
    _note_split(priced, share, charged, draft)
    return Line(
        **_described(priced, number),
        free_of_charge=False,
        line_extension=charged.base,
        unit_price=(listed / priced.quantity).quantize(_PRICE_STEP, rounding=ROUNDING),
        allowance_charges=_allowances(discounts, listed),
        taxes=_tax_totals(priced, charged, paid),
        reference_price=None if listed else _other_value(priced),
    )


def _other_value(priced: Priced) -> ReferencePrice:
    """
    Return the value of one whose price is tax alone, as a bag's.

    Source: official example of a consumidor final: a bag with line amount 0 and value type 03.
    """
    each = (priced.gross / priced.quantity).quantize(CENTS, rounding=ROUNDING)
    return ReferencePrice(amount=each, type_code="03", type_name="Otro valor")


def _described(priced: Priced, number: int) -> dict[str, Any]:
    """Return the fields of a line that do not depend on its price."""
    source = priced.source
    code = None if source.code is None else str(source.code)
    own = code or (None if source.id is None else str(source.id))
    return {
        "id": str(number),
        "quantity": priced.quantity,
        "base_quantity": priced.quantity,
        "descriptions": ((source.name or "").strip(),),
        "seller_item_id": own,
        "standard_item": ItemCode(value=own, scheme=_OWN_STANDARD) if own else None,
    }


def _note_split(priced: Priced, share: Decimal, charged: IncludedSplit, draft: Draft) -> None:
    if priced.gross > priced.net:
        draft.note("line.discount", priced.path, priced.gross - priced.net)
    if share:
        draft.note("line.bill-discount", priced.path, share)
    taxes = zip(priced.taxes, charged.taxes, strict=True)
    paid = priced.net - share
    parts = [
        f"{format_pesos(amount)} ({tax.code} {number(tax.percent)} %)" for tax, amount in taxes
    ]
    if paid:
        parts += map(told, priced.nominal)
    written = " + ".join(parts) or format_pesos(ZERO)
    draft.note("line.split", priced.path, paid, base=charged.base, taxes=written)


def _base(
    priced: Priced, amount: Decimal, paid: Decimal, split: IncludedSplit, rates: list[Decimal]
) -> Decimal:
    """Return the base of an amount, known already where it is what was paid."""
    return split.base if amount == paid else split_included(priced.taxable(amount), rates).base


def _allowances(
    discounts: Sequence[tuple[Decimal, str]], base: Decimal
) -> tuple[AllowanceCharge, ...]:
    """Return the discounts that are any, numbered from 1 (FAQ02)."""
    real = [(amount, reason) for amount, reason in discounts if amount]
    return tuple(
        AllowanceCharge(
            id=str(index),
            charge=False,
            amount=amount,
            reason_code=codes.ChargeReason.DISCOUNT.value,
            reason=reason,
            base_amount=base,
        )
        for index, (amount, reason) in enumerate(real, 1)
    )


def _tax_totals(priced: Priced, split: IncludedSplit, paid: Decimal) -> tuple[TaxTotal, ...]:
    """Return the taxes of a line; what costs nothing pays none of so much a unit."""
    found = tuple(
        _tax_total(rule, split.base, amount)
        for rule, amount in zip(priced.taxes, split.taxes, strict=True)
    )
    if paid:
        found += priced.nominal
    return tax_totals(found) if len(found) > 1 else found


def _tax_total(rule: TaxRule, base: Decimal, amount: Decimal) -> TaxTotal:
    code = rule.code or ""
    # two decimals, or all that a rate has
    percent = Decimal(plain(rule.percent))
    part = TaxSubtotal(amount=amount, taxable_amount=base, percent=percent)
    return TaxTotal(code=code, name=rule.name or _tax_name(code), amount=amount, subtotals=(part,))


def _given(priced: Priced, number: int, draft: Draft) -> Line:
    """Build a line that is given away: no price, no tax, and its commercial price beside it."""
    if priced.reference == 0:
        draft.problem("reference-price-missing", f"{priced.path}.price_normal", priced.source.name)
    # what is all tax, as a bag, is worth its price
    untaxed = (priced.reference - priced.held / priced.quantity).quantize(
        _PRICE_STEP, rounding=ROUNDING
    )
    value = untaxed if untaxed > 0 else priced.reference
    base = round_half_even(base_of_included_price(value, _rates(priced)))
    draft.note("line.free", priced.path, base)
    return Line(
        **_described(priced, number),
        free_of_charge=True,
        line_extension=ZERO,
        unit_price=ZERO,
        reference_price=ReferencePrice(amount=base, type_code="01", type_name="Valor comercial"),
    )
