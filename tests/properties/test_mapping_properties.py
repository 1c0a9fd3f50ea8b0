# SPDX-License-Identifier: MIT
"""Mapping: whatever was sold, the document adds up, nothing is guessed, nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Context, Decimal, localcontext
from typing import Any, get_args, get_type_hints

import attrs
from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.mapping import MappingRules, Plan, Policies, explain, map_sale, to_json
from loggro_integration.models import Invoice
from loggro_integration.wire import Sale, restobar
from mapping.sales import EXEMPT, INC, IVA, PAID_AT, RULES, line, mapped, raw_sale, rules

TAXES: list[list[dict[str, Any]]] = [INC, INC, IVA, EXEMPT, [], [*INC, *IVA]]
METHODS = ["Efectivo", "Tarjeta débito", "Tarjeta crédito", "Nequi", "Rappi"]
WEIGHTS = st.sampled_from([Decimal("0.25"), Decimal("0.335"), Decimal("1.5")])


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """A line of whole pesos, seldom weighed, one in three with a discount."""
    price = draw(st.integers(50, 400_000))
    quantity = draw(st.integers(1, 12) | st.integers(1, 12) | WEIGHTS)
    gross = int(price * quantity)
    discount = draw(st.sampled_from([0, 0, gross // 10, gross // 3]))
    found = line(price=price, quantity=quantity, taxes=draw(st.sampled_from(TAXES)))
    return found | {"totalBruto": gross, "discount": discount, "total": gross - discount}


@st.composite
def parts(draw: st.DrawFn, total: int, count: int) -> list[int]:
    """A total of whole pesos in `count` parts."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=count - 1, max_size=count - 1)))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


@st.composite
def raw_sales(draw: st.DrawFn) -> dict[str, Any]:
    """A paid sale that adds up: discount of the bill, tip, several payments, any of them."""
    sold = draw(st.lists(lines(), min_size=1, max_size=6))
    nets = sum(each["total"] for each in sold)
    discount = draw(st.sampled_from([0, 0, nets // 20, nets // 4]))
    total, count = nets - discount, draw(st.integers(1, 3))
    tip = draw(st.sampled_from([0, total // 10, 1777]))
    includes = draw(st.booleans())
    values, tips = draw(parts(total, count)), draw(parts(tip, count))
    names = draw(st.permutations(METHODS))
    payments = [
        {"paymentMethod": name, "value": value + own * includes, "tip": own}
        for name, value, own in zip(names, values, tips, strict=False)
    ]
    event(f"tip: {tip > 0}, payments: {count}, discount: {discount > 0}")
    return raw_sale(
        *sold, total=total, tip=tip, discountAdditionalTotal=discount, payments=payments
    )


def document_of(plan: Plan) -> Invoice:
    assert [] == [each.code for each in plan.blocking]
    assert plan.document is not None
    return plan.document


@given(raw_sales())
def test_lines_taxes_discounts_and_charges_are_the_payable(raw: dict[str, Any]) -> None:
    """To the cent, and the payable is Restobar's total with the tip."""
    found = document_of(mapped(raw))
    net = sum(each.line_extension for each in found.lines)
    taxes = sum(tax.amount for each in found.lines for tax in each.taxes)
    charges = sum(each.amount for each in found.allowance_charges)

    assert net + taxes + charges == found.totals.payable == raw["total"] + raw["tip"]
    assert found.totals.rounding is None


@given(raw_sales())
def test_each_line_is_price_times_quantity_less_its_discounts(raw: dict[str, Any]) -> None:
    """Six decimals of price leave less than a cent, whatever the quantity."""
    for each in document_of(mapped(raw)).lines:
        discounts = sum(one.amount for one in each.allowance_charges)
        assert abs(each.unit_price * each.quantity - discounts - each.line_extension) <= Decimal(
            "0.01"
        )


@given(raw_sales())
def test_taxes_stay_within_the_tolerance_of_dian(raw: dict[str, Any]) -> None:
    """Header and line: tax against base × rate, and header against the sum of lines."""
    found = document_of(mapped(raw))

    for tax in (*found.taxes, *(tax for each in found.lines for tax in each.taxes)):
        for part in tax.subtotals:
            assert part.taxable_amount is not None
            assert part.percent is not None
            assert abs(part.amount - part.taxable_amount * part.percent / 100) <= 2
    for tax in found.taxes:
        of_lines = [
            one.amount for each in found.lines for one in each.taxes if one.code == tax.code
        ]
        assert tax.amount == sum(of_lines)


@given(raw_sales(), st.booleans())
def test_the_tip_is_in_no_base(raw: dict[str, Any], with_tip: bool) -> None:
    """The taxes of a sale do not know whether there was a tip."""
    without = raw | {
        "tip": 0,
        "paid": {
            "paymentMethodValue": [{"paymentMethod": "Efectivo", "value": raw["total"]}],
        },
    }
    with_rules = rules(tip="charge" if with_tip else "outside")

    assert document_of(mapped(raw, with_rules)).taxes == document_of(mapped(without)).taxes


@given(raw_sales())
def test_payments_and_balance_are_the_payable(raw: dict[str, Any]) -> None:
    """Each means has its amount and its tip; together they are what is to pay."""
    plan = mapped(raw)
    found = document_of(plan)
    means = sum((each.amount or 0) + (each.tip or 0) for each in found.payment_means)
    expected = sum(each.amount + each.tip for each in plan.accounting.payments)

    assert means == expected == found.totals.payable
    assert 0 == plan.accounting.balance


@given(raw_sales())
def test_nothing_is_negative_and_nothing_is_a_float(raw: dict[str, Any]) -> None:
    """Amounts are exact and positive (VLR01), with two decimals but for the price."""
    for name, amount in amounts_in(document_of(mapped(raw))):
        assert isinstance(amount, Decimal)
        assert amount >= 0
        assert name == "unit_price" or -amount.normalize().as_tuple().exponent <= 3


def amounts_in(thing: object) -> Iterator[tuple[str, Any]]:
    """Walk every number of a document."""
    if attrs.has(type(thing)):
        for each in attrs.fields(type(thing)):  # type: ignore[arg-type]
            value = getattr(thing, each.name)
            if isinstance(value, (Decimal, float)):
                yield each.name, value
            yield from amounts_in(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from amounts_in(value)


@given(raw_sales())
def test_the_same_sale_gives_the_same_plan_in_any_context(raw: dict[str, Any]) -> None:
    """Deterministic, and the caller's decimal settings do not reach a document."""
    sale = restobar.sale(raw)
    first = map_sale(sale, RULES)

    with localcontext(Context(prec=5)):
        second = map_sale(sale, RULES)

    assert first == second


@given(raw_sales(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_change_the_money(raw: dict[str, Any], chance: Any) -> None:
    """Shuffled, the sale has the same payable and the same taxes within a cent a line."""
    shuffled = raw | {"products": chance.sample(raw["products"], len(raw["products"]))}
    one, other = document_of(mapped(raw)), document_of(mapped(shuffled))

    assert one.totals.payable == other.totals.payable
    assert abs(one.totals.line_extension - other.totals.line_extension) <= Decimal("0.01") * len(
        one.lines
    )


@given(raw_sales())
def test_every_plan_can_be_explained(raw: dict[str, Any]) -> None:
    """The rows of the explanation add up to the payable."""
    plan = mapped(raw)
    rows = explain(plan)
    sections = {"line", "tax", "charge", "rounding"}

    assert document_of(plan).totals.payable == sum(
        Decimal(each["amount"] or 0) for each in rows if each["section"] in sections
    )
    assert to_json(plan)["ready"] is True


SCRAPS = st.none() | st.text(max_size=8) | st.sampled_from(["POS", "Efectivo", "13", "31", "43"])
ODD_AMOUNTS = (
    st.integers(-1000, 10**7)
    | st.decimals(allow_nan=True, allow_infinity=True)
    | st.floats()
    | st.sampled_from([0, 54000, Decimal("54000.005"), Decimal("1e17"), True])
)


BY_KIND: dict[Any, st.SearchStrategy[Any]] = {
    Decimal: ODD_AMOUNTS,
    datetime: st.datetimes(),
    str: SCRAPS.map(lambda text: text or ""),
    int: st.integers(-5, 10**19),
}


def odd(record: Any, draw: st.DrawFn) -> Any:
    """Change some fields of a record to anything of their kind, good or bad."""
    changes: dict[str, Any] = {}
    for name, hint in get_type_hints(type(record)).items():
        kinds = [each for each in (hint, *get_args(hint)) if each in BY_KIND]
        if kinds and name != "absent" and not draw(st.integers(0, 3)):
            changes[name] = draw(BY_KIND[kinds[0]])
    return attrs.evolve(record, **changes)


@st.composite
def odd_sales(draw: st.DrawFn) -> Sale:
    """A sale in which anything may be wrong, at every depth."""
    sale = restobar.sale(
        raw_sale(
            line(),
            client={"name": "Marina", "document": "1020304050", "idDocumentType": "13"},
            credit=draw(st.none() | st.just({"dueQuote": 1})),
            delivery={"isDelivery": draw(st.booleans())},
            business={"nit": "900555111-6"},
        )
    )
    assert sale.paid is not None
    assert sale.client is not None
    tax = odd(sale.lines[0].taxes[0], draw)
    return odd(
        attrs.evolve(
            sale,
            lines=(odd(attrs.evolve(sale.lines[0], taxes=(tax,)), draw),),
            paid=attrs.evolve(sale.paid, payments=(odd(sale.payments[0], draw),)),
            client=odd(sale.client, draw),
        ),
        draw,
    )


POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "payment_value_includes_tip": st.booleans(),
        "tip": st.just("outside"),
        "tip_in_pymes": st.just("total"),
        "delivery": st.sampled_from(["line", "outside"]),
        "delivery_tax": st.just("I CONSUMO"),
        "delivery_in_total": st.booleans(),
        "bill_discount": st.sampled_from(["amount", "percent"]),
        "courtesy": st.just("discount"),
        "zero_price": st.just("omit"),
        "customer_without_document": st.just("consumidor-final"),
        "default_seller": st.just("Paola"),
        "rounding_tolerance": st.sampled_from([Decimal(0), Decimal(1)]),
    },
).map(lambda chosen: evolve(RULES, policies=Policies(**chosen)))


def paid_by(document: Invoice, with_rules: MappingRules) -> Decimal:
    """What the means of payment pay of a document: the tip only where it is in it."""
    tips = with_rules.policies.tip == "charge"
    amounts = ((each.amount or 0) + (each.tip or 0) * tips for each in document.payment_means)
    return sum(amounts, Decimal(0))


@given(odd_sales(), POLICIES)
def test_mapping_is_total(sale: Sale, with_rules: MappingRules) -> None:
    """A document or problems, never an exception; what is ready adds up."""
    plan = map_sale(sale, with_rules)

    event(f"document: {plan.document is not None}, ready: {plan.is_ready}")
    assert plan.document is not None or plan.blocking
    assert explain(plan) is not None
    assert to_json(plan) is not None
    if plan.is_ready and plan.document is not None and not plan.voided:
        assert paid_by(plan.document, with_rules) == plan.document.totals.payable


WHOLE = raw_sale(
    line(discount=4000, totalDiscount=4000, totalBruto=54000, total=50000, taxes=[*INC, *IVA]),
    line(code="P05", taxes=[{"tax": {"name": "EXENTO", "percentage": 0}}]),
    number="FE1204",
    invoicePrefix="FE",
    businessId="6399190e5fe56f01f9a50001",
    business={"name": "La Arepera de la 45", "nit": "900555111-6"},
    total=104000,
    totalPaid=104000,
    tip=5000,
    change=1000,
    deliveryCost=2000,
    discountAdditional=0,
    discountAdditionalTotal=0,
    paymentMethod="Efectivo",
    client={
        "name": "Marina",
        "lastName": "Quiroga",
        "document": "1020304050",
        "idDocumentType": "13",
        "checkDigit": 8,
        "isSocialReason": False,
        "cityDetail": {"cityCode": "11001"},
    },
    eInvoice={"DIAN": {"dianState": "Aceptado"}},
    credit={"dueDate": "2026-12-20T05:00:00.000Z", "dueQuote": 1},
    delivery={"isDelivery": True, "address": "Calle 1 # 2-3"},
    deletedInfo={"isDeleted": False},
    payments=[
        {"paymentMethod": "Efectivo", "value": 50000, "tip": 2000, "deliveryCost": 2000},
        {"paymentMethod": "Nequi", "value": 54000, "tip": 3000, "createdOn": PAID_AT},
    ],
)
SPOILS: dict[type[Any], st.SearchStrategy[Any]] = {
    str: st.sampled_from(
        ["", "31", "43", "222222222222", "8301149211", "6787210c1b0e7e0ac76839e8", "Anulada",
         "Por Pagar", "Facturada", "Reabierta", "FE", "POS.", "FE1204", "FacturaElectronica",
         "2026-12-20T00:00:00.000Z", "2026-11-21T04:59:59.999Z"]
    ),
    int: st.sampled_from(
        [0, 1, -1, 8, 2000, 4000, 5000, 50000, 54000, 104000, 10**13, Decimal("0.333"),
         Decimal("53999.999999999996"), Decimal("1.5")]
    ),
    bool: st.booleans(),
    dict: st.sampled_from([{}, "6787210c1b0e7e0ac76839e8"]),
    list: st.just([]),
}  # fmt: skip


def spoiled(value: Any, draw: st.DrawFn) -> Any:
    """Change one value somewhere in a JSON tree, or leave it out."""
    if not isinstance(value, (dict, list)) or not value or draw(st.integers(0, 9)) == 0:
        kind = int if isinstance(value, Decimal) else type(value)
        return draw(st.none() | SPOILS.get(kind, st.none()))
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    changed = value.copy()
    if draw(st.integers(0, 3)):
        changed[key] = spoiled(value[key], draw)
    else:
        del changed[key]
    return changed


@st.composite
def spoiled_sales(draw: st.DrawFn) -> Any:
    """The JSON of a sale in which up to three things differ from what is published."""
    found: Any = WHOLE
    for _ in range(draw(st.integers(1, 3))):
        found = spoiled(found, draw)
    return found


@given(spoiled_sales(), POLICIES)
def test_a_sale_that_differs_anywhere_is_mapped_or_refused(
    raw: Any, with_rules: MappingRules
) -> None:
    """Unreadable is `ContractChanged`; whatever reads maps, and what is ready adds up."""
    try:
        sale = restobar.sale(raw)
    except ContractChanged:
        event("refused")
        return
    plan = map_sale(sale, with_rules)

    event(f"document: {plan.document is not None}, ready: {plan.is_ready}")
    assert wire.to_json(sale) == raw
    assert all(each.message.es and each.fix.es for each in plan.problems)
    assert to_json(plan)["ready"] is plan.is_ready
    if plan.is_ready and plan.document is not None and not plan.voided:
        assert paid_by(plan.document, with_rules) == plan.document.totals.payable
        assert len(plan.document.lines) > 0
