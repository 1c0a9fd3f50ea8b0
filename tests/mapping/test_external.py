# SPDX-License-Identifier: MIT
"""The payload of an external sale: the document with the names of Pymes, in a partner's words."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import exact_json
from loggro_integration.errors import InvalidInput, MappingFailed
from loggro_integration.mapping import (
    ExternalFormat,
    ExternalSale,
    MappingRules,
    ProductRule,
    Products,
    external_fields,
    external_sale,
    map_sale,
    sale_from_dict,
)
from mapping.other_sales import dish, everything, least

RULES = MappingRules.example()


def payload(data: dict[str, Any], rules: MappingRules = RULES) -> ExternalSale:
    """The payload of a sale."""
    return external_sale(map_sale(sale_from_dict(data), rules), rules)


def test_a_pos_sale_names_its_consecutive_and_its_parts() -> None:
    """Number, resolution, «Aplica a», place, till and seller are those that Pymes knows."""
    found = payload(least(tip=4000))

    assert ("POS7", "POS", 7, "18764000000451", "pos") == (
        found.number, found.prefix, found.sequence, found.authorization, found.kind
    )  # fmt: skip
    assert "Facturas cargadas por Venta POS Externa" == found.applies_to
    assert (date(2026, 11, 20), time(13, 4, 11), "COP") == (
        found.issued_on, found.issued_at, found.currency
    )  # fmt: skip
    assert ["La Arepera de la 45", "Bodega de despacho", "Caja principal"] == [
        found.establishment, found.warehouse, found.cash_box
    ]  # fmt: skip
    assert ("Camila Torres", "Contado") == (found.seller, found.form)


def test_the_money_of_a_pos_sale() -> None:
    """Lines, taxes, tip and payment are those of the document, to the cent."""
    found = payload(least(tip=4000))

    (line,) = found.lines
    assert ["P05", "Bandeja", Decimal(2), Decimal("25000.000000"), Decimal("0.00"),
            Decimal("50000.00"), Decimal("54000.00"), False] == [
        line.item, line.description, line.quantity, line.unit_price, line.discount, line.net,
        line.total, line.free,
    ]  # fmt: skip
    assert [("04", "INC 8%", 8, Decimal("50000.00"), Decimal("4000.00"))] == [
        (each.code, each.name, each.percent, each.base, each.amount) for each in found.taxes
    ]
    assert [("03", "Propina voluntaria", Decimal("4000.00"))] == [
        (each.code, each.reason, each.amount) for each in found.charges
    ]
    assert [("Efectivo", "10", Decimal("54000.00"), Decimal("4000.00"))] == [
        (each.method, each.code, each.amount, each.tip) for each in found.payments
    ]
    assert (Decimal("50000.00"), Decimal("58000.00"), Decimal("4000.00"), Decimal("0.00")) == (
        found.net, found.total, found.tip, found.balance
    )  # fmt: skip


def test_an_electronic_credit_sale_owes_its_balance() -> None:
    """Customer, due date, discounts, delivery and the instalment paid so far arrive."""
    found = payload(everything())

    customer = found.customer
    assert ("31", "830114921", "1", "Tejidos del Altiplano SAS", True, ("R-99-PN",)) == (
        customer.id_type, customer.number, customer.check_digit, customer.name, customer.company,
        customer.responsibilities,
    )  # fmt: skip
    assert ("facturas@tejidos.example", "6015550100", "Carrera 7 # 12-30", "11001") == (
        customer.email, customer.phone, customer.address, customer.city_code
    )  # fmt: skip
    assert "Facturas cargadas por Venta Externa No POS" == found.applies_to
    assert ("Crédito 30 días", date(2026, 12, 20), Decimal("52000.00")) == (
        found.form, found.due_date, found.balance
    )  # fmt: skip
    assert [("Transferencia débito bancaria", Decimal("20000.00"), date(2026, 11, 20))] == [
        (each.method, each.amount, each.paid_on) for each in found.payments
    ]
    assert found.lines[0].discount > 0


def test_a_rounding_of_the_total_is_told() -> None:
    """What the total adds to its lines goes as rounding, and is inside the total."""
    data = least(total=54001, payments=[{"method": "Efectivo", "value": 54001}])

    found = payload(data)

    assert (Decimal("1.00"), Decimal("54001.00")) == (found.rounding, found.total)
    assert Decimal("0.00") == payload(least()).rounding


def test_the_final_consumer_is_named() -> None:
    """A sale without customer is of the final consumer, who has no contact and no address."""
    customer = payload(least()).customer

    assert ("222222222222", "consumidor final", False, None, None) == (
        customer.number, customer.name, customer.company, customer.email, customer.address
    )  # fmt: skip


def test_a_tax_of_two_names_keeps_the_one_of_dian() -> None:
    """Where two rules are of one tax and rate, nobody knows which name of Pymes is meant."""
    rules = evolve(RULES, taxes={**RULES.taxes, "INC": evolve(RULES.taxes["I CONSUMO"], pymes="X")})

    assert "INC 8%" == payload(least()).taxes[0].name
    assert RULES.taxes["I CONSUMO"].pymes != payload(least(), rules).taxes[0].name


def test_the_preview_holds_the_lines_of_pymes() -> None:
    """What should land in Pymes names each line's item, with and without its taxes."""
    plan = map_sale(sale_from_dict(everything()), RULES)

    lines = plan.accounting.lines
    assert [("P05", "Bandeja", Decimal(2)), ("J1", "Jugo", Decimal(2))] == [
        (each.item, each.description, each.quantity) for each in lines
    ]
    assert plan.document.totals.line_extension == sum(each.net for each in lines)
    assert plan.document.totals.tax_inclusive == sum(each.total for each in lines)


def test_what_is_listed_decides_the_item() -> None:
    """An item of the rules goes before the own code, by code, alias or name."""
    rules = MappingRules.from_toml(
        RULES.to_toml() + '\n[products.items]\n"Bandeja" = "IT-1"\n"Postre" = "IT-2"\n'
        '[aliases.products]\n"P09" = "Postre"\n'
    )
    lines = [dish(), dish(code="P09", name="Flan"), dish(code="P11", name="Jugo")]

    found = payload(
        least(lines=lines, total=162000, payments=[{"method": "Nequi", "value": 162000}]), rules
    )

    assert ["IT-1", "IT-2", "P11"] == [each.item for each in found.lines]


@pytest.mark.parametrize("changes", [{"status": "voided"}, {"payments": None}])
def test_what_must_not_go_to_pymes_is_refused(changes: dict[str, Any]) -> None:
    """Neither a voided sale nor one that something blocks has a payload."""
    with pytest.raises(MappingFailed):
        payload(least(**changes))


def test_a_sale_given_away_is_refused() -> None:
    """A courtesy never becomes an invoice."""
    with pytest.raises(MappingFailed, match="given away"):
        payload(least(total=0, payments=None, lines=[dish(price=0, list_price=27000)]))


def test_a_line_without_item_is_told() -> None:
    """A delivery posted as a line needs an item of its own, and the problem says how."""
    rules = evolve(
        RULES,
        policies=evolve(RULES.policies, delivery="line"),
        products=Products(match="explicit", items={"P05": ProductRule(pymes="IT-1")}),
    )
    data = least(delivery={"cost": 6000, "address": "Calle 10"}, total=60000,
                 payments=[{"method": "Efectivo", "value": 60000}])  # fmt: skip

    with pytest.raises(MappingFailed) as caught:
        payload(data, rules)

    (problem,) = caught.value.problems
    assert ("product-unmapped", "lines[2].item") == (problem.code, problem.path)
    assert "products.items.DOMICILIO" in problem.fix.es


def test_a_partner_gives_its_own_words() -> None:
    """Names, amounts, days, constants and what is left out are those of the partner's endpoint."""
    form = ExternalFormat(
        path="/api/ventas",
        names={"number": "numeroFactura", "lines": "detalle", "lines.item": "codigo",
               "customer": "cliente", "customer.number": "identificacion"},
        leave_out=["lines.taxes", "taxes", "charges", "payments", "issued_at"],
        constants={"origen": "POS"},
        amounts="text",
        days="20/11/2026",
    )  # fmt: skip

    body: Any = payload(least()).body(form)

    assert ("POS7", "20/11/2026", "POS", "54000.00") == (
        body["numeroFactura"], body["issued_on"], body["origen"], body["total"]
    )  # fmt: skip
    assert "222222222222" == body["cliente"]["identificacion"]
    assert ["P05"] == [each["codigo"] for each in body["detalle"]]
    assert {"lines", "taxes", "charges", "payments", "issued_at", "due_date"}.isdisjoint(body)
    assert "taxes" not in body["detalle"][0]


def test_the_body_is_exact_json() -> None:
    """Without a format of its own the body has our names, exact numbers and ISO days."""
    text = exact_json.dumps(payload(least()).body(ExternalFormat(path="/x")))
    body: Any = exact_json.loads(text)

    assert '"total":54000.00' in text
    assert ("2026-11-20", "13:04:11", 7, False) == (
        body["issued_on"], body["issued_at"], body["sequence"], body["lines"][0]["free"]
    )  # fmt: skip


def test_a_name_may_be_that_of_a_field_left_out() -> None:
    """What is not written leaves its name to another value."""
    form = ExternalFormat(path="/x", names={"total": "net"}, leave_out=["net"])

    assert Decimal("54000.00") == payload(least()).body(form)["net"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": {"numero": "n"}},
        {"leave_out": ["lines.price"]},
        {"names": {"lines.net": "total"}},
        {"names": {"total": "valor", "net": "valor"}},
        {"constants": {"total": 1}},
    ],
)
def test_a_format_that_loses_a_value_is_refused(wrong: dict[str, Any]) -> None:
    """A format that names no field, or gives two values one name, cannot be used."""
    with pytest.raises(InvalidInput):
        ExternalFormat(path="/x", **wrong)


def test_every_field_says_how_sure_it_is() -> None:
    """The table covers the payload whole, and marks the need for each field."""
    paths = [each.path for each in external_fields()]

    assert len(paths) == len(set(paths))
    assert {"number", "lines.taxes.percent", "customer.city_code"} <= set(paths)
    assert {"documented", "inferred"} == {each.certainty for each in external_fields()}
    assert all(each.about for each in external_fields())
