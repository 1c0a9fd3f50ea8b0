# SPDX-License-Identifier: MIT
"""What holds of every mapped sale, and for each law mappers that break it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Context, Decimal, localcontext
from itertools import count
from typing import Any, TypeAlias

import attrs
from attrs import evolve

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.mapping import MappingRules, Plan, map_sale
from loggro_integration.models import AllowanceCharge, Invoice, TaxSubtotal, TaxTotal
from loggro_integration.wire import Sale, restobar
from properties.restaurant import Made, Seeded, made_sale

__all__ = ["LAWS", "Law", "Mapper", "junk"]

Mapper: TypeAlias = Callable[[Sale, MappingRules], Plan]
Law: TypeAlias = Callable[[Mapper, Made], None]
Raw = dict[str, Any]

CENT = Decimal("0.01")
TOLERANCE = Decimal("2.00")
NONE = Decimal(0)
WHOLE = Decimal(1)


def document_of(mapper: Mapper, made: Made) -> Invoice:
    found = mapper(made.sale, made.rules).document
    assert found is not None
    return found


# --------------------------------------------------------------------------------------- laws


def adds_up(mapper: Mapper, made: Made) -> None:
    """Lines, taxes, less discounts of the document, charges and rounding are what is payable."""
    found = document_of(mapper, made)
    whole = sum((each.line_extension for each in found.lines), NONE)
    whole += sum((tax.amount for each in found.lines for tax in each.taxes), NONE)
    whole += sum(
        (each.amount * (1 if each.charge else -1) for each in found.allowance_charges), NONE
    )
    assert whole + (found.totals.rounding or NONE) == found.totals.payable == made.payable
    for line in found.lines:
        given = sum((each.amount for each in line.allowance_charges), NONE)
        assert abs(line.unit_price * line.quantity - given - line.line_extension) <= CENT


def is_paid(mapper: Mapper, made: Made) -> None:
    """Payments and balance are the payable, the tip as the rules have it."""
    plan = mapper(made.sale, made.rules)
    assert plan.document is not None
    assert plan.accounting.balance is not None
    paid = sum((each.amount for each in plan.accounting.payments), NONE)
    tip = made.tip if made.rules.policies.tip == "charge" else 0
    assert paid + plan.accounting.balance + tip == plan.document.totals.payable
    if "credit" in made.features:
        assert plan.accounting.balance == made.raw["total"] - paid + _delivery_apart(made)
    else:
        assert plan.accounting.balance == 0
        means = sum((each.amount or NONE for each in plan.document.payment_means), NONE)
        tips = sum((each.tip or NONE for each in plan.document.payment_means), NONE)
        assert (means, tips) == (paid, sum(each.tip for each in plan.accounting.payments))
        assert tips == made.tip
        assert _methods(made) <= {each.name for each in plan.document.payment_means}


def _delivery_apart(made: Made) -> Decimal:
    cost = made.raw.get("deliveryCost", 0)
    return Decimal(0 if "delivery in total" in made.features else cost)


def _methods(made: Made) -> set[str]:
    paid = made.raw["paid"]["paymentMethodValue"]
    return {each["paymentMethod"] for each in paid if each["value"]}


def header_is_the_lines(mapper: Mapper, made: Made) -> None:
    """Each header tax is the sum of its lines, and near base by rate as DIAN allows."""
    found = document_of(mapper, made)
    of_lines: Counter[str] = Counter()
    for line in found.lines:
        for tax in line.taxes:
            of_lines[tax.code] += tax.amount  # type: ignore[assignment]
    assert dict(of_lines) == {tax.code: tax.amount for tax in found.taxes}
    for tax in (*found.taxes, *(tax for line in found.lines for tax in line.taxes)):
        assert tax.amount == sum(part.amount for part in tax.subtotals)
        for part in tax.subtotals:
            assert abs(part.amount - _expected(tax.code, part)) <= TOLERANCE
    assert {tax.code for tax in found.taxes} <= _allowed(made)


def _expected(code: str, part: TaxSubtotal) -> Decimal:
    """Return base by rate, or what a unit pays by the measure; IBUA is for each 100 ml."""
    if part.percent is not None:
        assert part.taxable_amount is not None
        return part.taxable_amount * part.percent / 100
    assert part.taxable_amount is None
    assert part.per_unit_amount is not None
    assert part.base_unit_measure is not None
    return part.per_unit_amount * part.base_unit_measure / (100 if code == "34" else 1)


def _allowed(made: Made) -> set[str]:
    found = {"non-responsible": {"22"}, "franchise": {"01", "22", "34", "35"}}
    return found.get(made.regime, {"01", "04", "22", "34", "35"})


def tip_is_untaxed(mapper: Mapper, made: Made) -> None:
    """Without its tip the sale has the same lines and the same taxes."""
    paid = made.raw["paid"]["paymentMethodValue"]
    includes = "values hold the tip" in made.features
    payments = [
        each | {"tip": 0, "value": each["value"] - each.get("tip", 0) * includes} for each in paid
    ]
    bare = restobar.sale(made.raw | {"tip": 0, "paid": {"paymentMethodValue": payments}})
    found, other = document_of(mapper, made), mapper(bare, made.rules).document
    assert other is not None
    assert (found.lines, found.taxes) == (other.lines, other.taxes)
    assert found.totals.tax_exclusive == other.totals.tax_exclusive
    tips = sum(each.amount for each in found.allowance_charges if each.reason_code == "03")
    assert tips == (made.tip if made.rules.policies.tip == "charge" else 0)


def nothing_is_negative(mapper: Mapper, made: Made) -> None:
    """Amounts are exact, not below zero (rounding apart), and have the decimals DIAN reads."""
    found = document_of(mapper, made)
    bare = evolve(found, totals=evolve(found.totals, rounding=None))
    for name, amount in _amounts(bare):
        assert isinstance(amount, Decimal)
        assert amount >= 0
        places = -int(amount.normalize().as_tuple().exponent)
        assert places <= (6 if name in {"unit_price", "quantity", "base_quantity"} else 2)


def _amounts(thing: object) -> Iterator[tuple[str, Any]]:
    if attrs.has(type(thing)):
        for each in attrs.fields(type(thing)):  # type: ignore[arg-type]
            value = getattr(thing, each.name)
            if isinstance(value, (Decimal, float)):
                yield each.name, value
            else:
                yield from _amounts(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from _amounts(value)


def is_deterministic(mapper: Mapper, made: Made) -> None:
    """Mapped again, read again, in another decimal context: the same plan."""
    first = mapper(made.sale, made.rules)
    with localcontext(Context(prec=4)):
        second = mapper(made.sale, made.rules)
    assert first == second
    assert first.document is not None
    assert (first.document.issue_date, first.blocking != ()) == (made.day, bool(made.blocked_by))


def is_pure(mapper: Mapper, made: Made) -> None:
    """What goes in comes out unchanged, down to the JSON."""
    before = repr(made.raw), repr(made.rules)
    sale = made.sale
    mapper(sale, made.rules)
    assert (repr(made.raw), repr(made.rules)) == before
    assert sale == made.sale
    assert wire.to_json(sale) == made.raw


def has_no_order(mapper: Mapper, made: Made) -> None:
    """Lines and payments in another order cost the same; so do sales mapped in another order."""
    found = document_of(mapper, made)
    turned = made.raw | {
        "products": made.raw["products"][::-1],
        "paid": {"paymentMethodValue": made.raw["paid"]["paymentMethodValue"][::-1]},
    }
    other = mapper(restobar.sale(turned), made.rules).document
    assert other is not None
    assert found.totals.payable == other.totals.payable
    # The cent that the largest remainder gives away may go to another line of the same price.
    slack = CENT * len(found.lines) if "bill discount" in made.features else NONE
    one, two = _bases(found), _bases(other)
    assert all(abs(mine - its) <= slack for mine, its in zip(one, two, strict=True))
    assert _paid_by(found) == _paid_by(other)
    _batch_has_no_order(mapper, made)


def _bases(document: Invoice) -> list[Decimal]:
    return sorted(each.line_extension for each in document.lines)


def _paid_by(document: Invoice) -> list[tuple[str, Decimal]]:
    return sorted((each.name or "", each.amount or NONE) for each in document.payment_means)


def _batch_has_no_order(mapper: Mapper, made: Made) -> None:
    batch = [made, *(made_sale(Seeded(seed), seed + 1) for seed in range(3))]
    there = [mapper(each.sale, each.rules) for each in batch]
    back = [mapper(each.sale, each.rules) for each in reversed(batch)]
    assert there == back[::-1]


def is_total(mapper: Mapper, made: Made) -> None:
    """A document or problems, never an exception, however much of the sale is not as it was."""
    plan = mapper(made.sale, made.rules)
    assert plan.document is not None
    assert {each.code for each in plan.blocking} == made.blocked_by
    for seed in range(3):
        sale = junk(made.raw, seed)
        if sale is None:
            continue
        try:
            spoiled = mapper(sale, made.rules)
        except Exception as error:  # the law itself
            raise AssertionError(f"raised {error!r}") from error
        assert spoiled.document is not None or spoiled.blocking
        assert all(each.message.es and each.fix.en for each in spoiled.problems)


def junk(raw: Raw, seed: int) -> Sale | None:
    """Spoil a few values of a sale; `None` where the wire cannot even read it."""
    chance = random.Random(f"{raw['seq']} {seed}")
    changed: Any = raw
    for _ in range(1 + chance.randrange(4)):
        changed = _spoiled(changed, chance)
    try:
        return restobar.sale(changed)
    except ContractChanged:
        return None


_JUNK = (
    *(None, True, [], {}, [{}], 0, -1, 7, 10**13, Decimal("0.333"), Decimal("NaN")),
    *("", "43", "222222222222", "POS7", "Anulada", "Por Pagar", "2026-11-21T04:59:59.999Z"),
)


def _spoiled(value: Any, chance: random.Random) -> Any:
    if not isinstance(value, (dict, list)) or not value or chance.randrange(8) == 0:
        return chance.choice(_JUNK)
    changed = value.copy()
    key = chance.choice(list(value) if isinstance(value, dict) else list(range(len(value))))
    if chance.randrange(5):
        changed[key] = _spoiled(value[key], chance)
    else:
        del changed[key]
    return changed


# ------------------------------------------------------------------------------ wrong mappers


def _wrong(change: Callable[[Invoice], Invoice]) -> Mapper:
    """Make a mapper that spoils the document of ours."""

    def mapper(sale: Sale, rules: MappingRules) -> Plan:
        plan = map_sale(sale, rules)
        return plan if plan.document is None else evolve(plan, document=change(plan.document))

    return mapper


def _first_tax(document: Invoice, change: Callable[[Any], Any]) -> Invoice:
    """Change the first tax of the first line that has any."""
    for index, line in enumerate(document.lines):
        if line.taxes:
            taxes = (change(line.taxes[0]), *line.taxes[1:])
            lines = list(document.lines)
            lines[index] = evolve(line, taxes=taxes)
            return evolve(document, lines=tuple(lines))
    return document


def _tax_apart(document: Invoice) -> Invoice:
    """Round the tax by itself instead of taking what is left of the price."""

    def apart(tax: Any) -> Any:
        (part, *_) = tax.subtotals
        if part.percent is None:
            return tax
        amount = (part.taxable_amount * part.percent / 100).quantize(CENT)
        return evolve(tax, amount=amount, subtotals=(evolve(part, amount=amount),))

    return _first_tax(document, apart)


def _short_price(document: Invoice) -> Invoice:
    """Write unit prices in whole pesos."""
    lines = tuple(
        evolve(each, unit_price=each.unit_price.quantize(WHOLE)) for each in document.lines
    )
    return evolve(document, lines=lines)


def _all_on_the_first(document: Invoice) -> Invoice:
    """Assign the whole to the first payment, as converters do."""
    if len(document.payment_means) < 2:
        return document
    first = document.payment_means[0]
    return evolve(document, payment_means=(evolve(first, amount=document.totals.payable),))


def _no_balance(sale: Sale, rules: MappingRules) -> Plan:
    """Take every sale for paid."""
    plan = map_sale(sale, rules)
    return evolve(plan, accounting=evolve(plan.accounting, balance=NONE))


def _header_of_its_own(document: Invoice) -> Invoice:
    """Compute the header tax from whole pesos instead of adding the lines."""
    taxes = tuple(evolve(tax, amount=tax.amount.quantize(WHOLE)) for tax in document.taxes)
    return evolve(document, taxes=taxes)


def _rate_of_nine(document: Invoice) -> Invoice:
    """Write another rate than the one charged."""

    def raised(tax: Any) -> Any:
        return evolve(
            tax,
            subtotals=tuple(
                each if each.percent is None else evolve(each, percent=each.percent + 1)
                for each in tax.subtotals
            ),
        )

    return _first_tax(document, raised)


def _half_a_bag(document: Invoice) -> Invoice:
    """Let a discount lower what a unit pays; the totals still add up."""

    def lowered(tax: TaxTotal) -> TaxTotal:
        (part, *_) = tax.subtotals
        if part.percent is not None:
            return tax
        amount = (tax.amount / 2).quantize(CENT)
        return evolve(tax, amount=amount, subtotals=(evolve(part, amount=amount),))

    lines = tuple(evolve(each, taxes=tuple(map(lowered, each.taxes))) for each in document.lines)
    return evolve(document, lines=lines, taxes=tuple(map(lowered, document.taxes)))


def _taxed_tip(document: Invoice) -> Invoice:
    """Put the tip into the base of the first line."""
    tip = sum(each.amount for each in document.allowance_charges if each.reason_code == "03")
    line = document.lines[0]
    lines = (evolve(line, line_extension=line.line_extension + tip), *document.lines[1:])
    return evolve(document, lines=lines)


def _tip_as_delivery(document: Invoice) -> Invoice:
    """Write the tip under the reason of a delivery."""
    charges = tuple(evolve(each, reason_code="02") for each in document.allowance_charges)
    return evolve(document, allowance_charges=charges)


def _negative_discount(document: Invoice) -> Invoice:
    """Write a discount as a negative charge."""

    def turned(each: AllowanceCharge) -> AllowanceCharge:
        return each if each.charge else evolve(each, charge=True, amount=-each.amount)

    lines = tuple(
        evolve(line, allowance_charges=tuple(map(turned, line.allowance_charges)))
        for line in document.lines
    )
    return evolve(document, lines=lines)


def _float_payable(document: Invoice) -> Invoice:
    """Keep money in a float."""
    return evolve(document, totals=evolve(document.totals, payable=float(document.totals.payable)))


def _counting() -> Mapper:
    """Make a mapper that numbers documents itself."""
    numbers = count(1)

    def mapper(sale: Sale, rules: MappingRules) -> Plan:
        return evolve(map_sale(sale, rules), sale_id=str(next(numbers)))

    return mapper


def _day_of_utc(document: Invoice) -> Invoice:
    """Take the day of UTC: wrong every night."""
    later = document.issue_time.hour >= 19
    return evolve(document, issue_date=document.issue_date + timedelta(days=later))


def _marking(sale: Sale, rules: MappingRules) -> Plan:
    """Leave a mark in the sale."""
    found = map_sale(sale, rules)
    object.__setattr__(sale, "note3", "mapped")
    return found


def _discount_on_the_first(document: Invoice) -> Invoice:
    """Take the cents of the whole from whichever line stands first."""
    line = document.lines[0]
    lines = (evolve(line, line_extension=line.line_extension - 1), *document.lines[1:])
    return evolve(document, lines=lines)


def _remembering() -> Mapper:
    """Make a mapper that keeps the customer of the sale before."""
    seen: list[Any] = []

    def mapper(sale: Sale, rules: MappingRules) -> Plan:
        plan = map_sale(sale, rules)
        assert plan.document is not None
        seen.append(plan.document.customer)
        return evolve(plan, document=evolve(plan.document, customer=seen[-2:][0]))

    return mapper


def _raising(sale: Sale, rules: MappingRules) -> Plan:
    """Index into what may be missing, as converters do."""
    assert sale.seller is not None
    assert sale.lines[0].name
    return map_sale(sale, rules)


def _silent(sale: Sale, rules: MappingRules) -> Plan:
    """Swallow what is wrong."""
    return evolve(map_sale(sale, rules), problems=())


LAWS: Mapping[str, tuple[Law, Mapping[str, Callable[[], Mapper]]]] = {
    "adds up": (
        adds_up,
        {"tax rounded apart": lambda: _wrong(_tax_apart),
         "short price": lambda: _wrong(_short_price)},
    ),
    "is paid": (
        is_paid,
        {"all on the first": lambda: _wrong(_all_on_the_first), "no balance": lambda: _no_balance},
    ),
    "header is the lines": (
        header_is_the_lines,
        {"header of its own": lambda: _wrong(_header_of_its_own),
         "another rate": lambda: _wrong(_rate_of_nine),
         "unit tax lowered": lambda: _wrong(_half_a_bag)},
    ),
    "tip is untaxed": (
        tip_is_untaxed,
        {"tip in a base": lambda: _wrong(_taxed_tip),
         "tip as delivery": lambda: _wrong(_tip_as_delivery)},
    ),
    "nothing is negative": (
        nothing_is_negative,
        {"negative charge": lambda: _wrong(_negative_discount),
         "float": lambda: _wrong(_float_payable)},
    ),
    "is deterministic": (
        is_deterministic,
        {"own numbers": _counting, "day of UTC": lambda: _wrong(_day_of_utc)},
    ),
    "is pure": (is_pure, {"marks the sale": lambda: _marking}),
    "has no order": (
        has_no_order,
        {"first line pays": lambda: _wrong(_discount_on_the_first),
         "keeps a customer": _remembering},
    ),
    "is total": (is_total, {"raises": lambda: _raising, "is silent": lambda: _silent}),
}  # fmt: skip
