# SPDX-License-Identifier: MIT
"""A sale of another POS becomes the sale that `map_sale` takes, or says all that is wrong."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from loggro_integration import exact_json
from loggro_integration.mapping import (
    InvalidSale,
    MappingRules,
    map_sale,
    sale_from_dict,
    sale_schema,
)
from mapping.other_sales import INC, dish, everything, faults, least, problems

RULES = MappingRules.example()


def schema_takes(data: Any) -> bool:
    """Whether the published schema accepts it."""
    return jsonschema.Draft202012Validator(sale_schema()).is_valid(data)


@pytest.mark.parametrize("data", [least(), everything()])
def test_what_is_read_the_schema_accepts(data: dict[str, Any]) -> None:
    """The examples are read, and the schema accepts them."""
    sale_from_dict(data)

    assert schema_takes(data)


@pytest.mark.parametrize(
    "data",
    [
        least(number=None, sequence=0),
        least(sequence=10**15 - 1, prefix="", instalments=0),
        least(total=0),
        least(total=10**12 - 1),
        least(total="999999999999.99"),
        least(lines=[dish(quantity=999999)]),
        least(lines=[dish(quantity="0.000001")]),
        least(lines=[dish(taxes=[INC | {"percent": 0}])]),
        least(lines=[dish(taxes=[INC | {"percent": 100}])]),
        least(notes="x" * 300),
        least(issued_at="2000-02-29T00:00:00-14:59"),
        least(issued_at="2099-12-31T23:59:59.999999999Z"),
    ],
)
def test_the_edges_are_read_and_accepted(data: dict[str, Any]) -> None:
    """The least and the largest of each kind are inside, for the reader and for the schema."""
    sale_from_dict(data)

    assert schema_takes(data)


def test_the_schema_is_one() -> None:
    """The schema is a schema of draft 2020-12, which names every key in words."""
    schema = sale_schema()

    jsonschema.Draft202012Validator.check_schema(schema)

    assert set(everything()) == set(schema["properties"])
    assert all(each["description"] for each in schema["properties"].values())


def test_everything_of_the_format_arrives() -> None:
    """Each key of the format reaches the sale that `map_sale` takes."""
    sale = sale_from_dict(everything())

    assert ("FE12", "FE", 12) == (sale.number, sale.prefix, sale.sequence)
    assert ("Por Pagar", "FacturaElectronica") == (sale.status, sale.type)
    assert datetime(2026, 11, 21, 1, 15, 32, 500000, UTC) == sale.created_on
    assert "900555111-6" == sale.business.nit
    assert ["Camila", "Paola", "Terraza 4"] == [
        each.name for each in (sale.seller, sale.cashier, sale.table)
    ]
    assert [
        Decimal(72000), Decimal(20000), Decimal(5000), Decimal(0), Decimal(2001), Decimal(6000)
    ] == [
        sale.total, sale.total_paid, sale.tip, sale.change, sale.discount_additional_total,
        sale.delivery_cost,
    ]  # fmt: skip
    assert (True, "Calle 10 # 4-20", "INTERNAL") == (
        sale.delivery.is_delivery, sale.delivery.address, sale.delivery.provider
    )  # fmt: skip
    assert (datetime(2026, 12, 20, tzinfo=UTC), 2) == (
        sale.credit.due_date, sale.credit.instalments
    )  # fmt: skip
    assert ("", "Sin cebolla") == (sale.id, sale.observations)


def test_the_parts_arrive_whole() -> None:
    """Lines, taxes, payments and the customer keep each of their values."""
    sale = sale_from_dict(everything())
    line, free = sale.lines
    payment, client = sale.payments[0], sale.client

    assert [
        "6787210c1b0e7e0ac76839e8", "Bandeja", "P05", Decimal(2), Decimal(27000), Decimal(30000),
        Decimal("4000.00"), Decimal(50000), "I CONSUMO", Decimal(8),
    ] == [
        line.id, line.name, line.code, line.quantity, line.price, line.price_normal,
        line.discount, line.total, line.taxes[0].name, line.taxes[0].percentage,
    ]  # fmt: skip
    assert (Decimal("9000.50"), ()) == (free.price, free.taxes)
    assert [
        "Nequi", Decimal(20000), Decimal(1000), Decimal(0), "004512",
        datetime(2026, 11, 21, 1, 15, 40, tzinfo=UTC),
    ] == [
        payment.method, payment.value, payment.tip, payment.delivery_cost, payment.approval,
        payment.created_on,
    ]  # fmt: skip
    assert [
        "Tejidos del Altiplano SAS", "31", "830114921", "1", True, "R-99-PN",
        "facturas@tejidos.example", "6015550100", "Carrera 7 # 12-30", "11001",
    ] == [
        client.full_name, client.id_document_type, client.document, client.check_digit,
        client.is_social_reason, client.responsibilities, client.email, client.phone,
        client.address, client.city.city_code,
    ]  # fmt: skip


def test_what_is_absent_stays_absent() -> None:
    """No key has a hidden default."""
    sale = sale_from_dict(least())

    assert [None] * 9 == [
        sale.client, sale.type, sale.business, sale.tip, sale.delivery, sale.delivery_cost,
        sale.credit, sale.total_paid, sale.discount_additional_total,
    ]  # fmt: skip


def test_it_becomes_a_document_without_any_restobar() -> None:
    """The rules alone make a document of it, and the plan holds no id of Restobar."""
    plan = map_sale(sale_from_dict(least()), RULES)

    assert (True, "POS7", Decimal("54000.00"), "") == (
        plan.is_ready, plan.document.number, plan.document.totals.payable, plan.sale_id
    )  # fmt: skip


def test_a_credit_sale_keeps_its_terms_and_its_balance() -> None:
    """Discounts, delivery, tip, instalments and due date reach the document and the preview."""
    plan = map_sale(sale_from_dict(everything()), RULES)

    assert () == plan.blocking
    assert date(2026, 12, 20) == plan.document.due_date
    assert ("partly-paid", Decimal("52000.00")) == (plan.accounting.status, plan.accounting.balance)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("paid", "paid"), ("voided", "voided"), ("open", "unfinished")],
)
def test_each_status_means_what_it_says(status: str, expected: str) -> None:
    """The words of the format become the states of the sale."""
    changes = {"payments": None} if status == "open" else {}

    plan = map_sale(sale_from_dict(least(status=status, **changes)), RULES)

    assert expected == plan.accounting.status


def test_a_normal_sale_says_so() -> None:
    """`electronic` false contradicts a prefix of electronic invoices."""
    plan = map_sale(sale_from_dict(least(number="FE7", electronic=False)), RULES)

    assert ["kind-contradictory"] == [each.code for each in plan.blocking]


def test_all_faults_come_at_once() -> None:
    """Each fault has its code, path, value and a remedy in both languages."""
    data = least(
        status="pagada", total="54.000", tip=-1, lines=[dish(quantity=0, price=None)], amount=1
    )

    found = problems(data)

    assert [
        ("sale-unknown-key", "amount", None),
        ("sale-wrong-value", "status", "pagada"),
        ("sale-wrong-value", "total", "54.000"),
        ("sale-wrong-value", "lines[0].quantity", "0"),
        ("sale-missing-key", "lines[0].price", None),
        ("sale-wrong-value", "tip", "-1"),
    ] == [(each.code, each.path, each.value) for each in found]
    assert all(each.fix.es and each.fix.en for each in found)


def test_the_error_tells_each_fault() -> None:
    """The text of the error lists the faults, and names the first as its field."""
    with pytest.raises(InvalidSale) as caught:
        sale_from_dict(least(total=None))

    assert ("total", None) == (caught.value.field, caught.value.value)
    with pytest.raises(InvalidSale) as wrong:
        sale_from_dict(least(status="pagada"))
    assert ("status", "pagada") == (wrong.value.field, wrong.value.value)
    assert "Add total to the sale." in str(caught.value)
    assert caught.value.problems == pickle.loads(pickle.dumps(caught.value)).problems


LONG = "Z" * 50_000


@pytest.mark.parametrize(
    "data",
    [
        least(status=LONG),
        least(**{LONG: 1}),
        least(client={LONG: LONG}),
        least(lines=[dish(**{LONG: [LONG]})]),
        least(issued_at=LONG),
        least(issuer_nit=LONG),
        least(total=[LONG]),
        {LONG: LONG},
        LONG,
    ],
)
def test_no_fault_quotes_a_whole_book(data: Any) -> None:
    """Of a key or value that nobody could read the beginning is told."""
    with pytest.raises(InvalidSale) as caught:
        sale_from_dict(data)

    for each in caught.value.problems:
        told = (each.path, each.value or "", each.message.es, each.message.en, each.fix.es)
        assert max(map(len, told)) < 400


@pytest.mark.parametrize("value", [27000.5, 1.0, float("nan")])
def test_a_float_is_no_money(value: float) -> None:
    """A float is refused with its own remedy, a whole one too."""
    assert [("sale-inexact-number", "total")] == faults(least(total=value))


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("number", least(number=None)),
        ("issued_at", least(issued_at="2026-11-20 13:04:11")),
        ("issued_at", least(issued_at="2026-02-30T13:04:11Z")),
        ("issued_at", least(issued_at=datetime(2026, 11, 20))),  # noqa: DTZ001
        ("issued_at", least(issued_at=datetime(1990, 11, 20, tzinfo=UTC))),
        ("issued_at", least(issued_at=date(2026, 11, 20))),
        ("due_date", least(due_date="20/11/2026")),
        ("due_date", least(due_date="2026-02-29")),
        ("due_date", least(due_date=datetime(2026, 11, 20, tzinfo=UTC))),
        ("sequence", least(sequence="7")),
        ("sequence", least(sequence=True)),
        ("sequence", least(sequence=10**15)),
        ("sequence", least(sequence=Decimal("7.5"))),
        ("sequence", least(sequence=Decimal("NaN"))),
        ("sequence", least(sequence=Decimal("1E+99"))),
        ("total", least(total=10**12)),
        ("total", least(total=10**5000)),
        ("total", least(total=Decimal("999999999999.995"))),
        ("total", least(total="54,000")),
        ("lines[0].quantity", least(lines=[dish(quantity=10**6)])),
        ("lines[0].quantity", least(lines=[dish(quantity=Decimal("1.0000001"))])),
        ("total", least(total=Decimal("1.005"))),
        ("total", least(total=True)),
        ("lines", least(lines=[])),
        ("lines", least(lines={"0": dish()})),
        ("lines[0]", least(lines=["Bandeja"])),
        ("lines[0].name", least(lines=[dish(name="Ban\x00deja")])),
        ("lines[0].name", least(lines=[dish(name=" ")])),
        ("lines[0].name", least(lines=[dish(name="x" * 301)])),
        ("lines[0].taxes", least(lines=[dish(taxes=None)])),
        ("lines[0].taxes[0].percent", least(lines=[dish(taxes=[INC | {"percent": 101}])])),
        ("lines[0].product_id", least(lines=[dish(product_id="P05")])),
        ("prefix", least(prefix="FE 1")),
        ("electronic", least(electronic="si")),
        ("client", least(client="Marina")),
        ("", ["no", "sale"]),
    ],
)
def test_what_is_no_value_of_its_key_is_refused(path: str, data: Any) -> None:
    """Nothing of another type, form or size comes in, and the path says where."""
    assert [path] == [found for _, found in faults(data)]


@pytest.mark.parametrize(
    ("written", "total"),
    [("54000", "54000"), (" 54000.50\n", "54000.50"), (Decimal("5.4E+4"), "54000")],
)
def test_exact_numbers_come_as_they_are(written: object, total: str) -> None:
    """Text, with blanks around it, and `Decimal` are exact amounts."""
    assert Decimal(total) == sale_from_dict(least(total=written)).total


def test_instants_and_days_may_be_pythons() -> None:
    """A `datetime` with a zone and a `date` are taken too."""
    bogota = timezone(timedelta(hours=-5))
    data = least(issued_at=datetime(2026, 11, 20, 23, tzinfo=bogota), due_date=date(2026, 12, 1))

    sale = sale_from_dict(data)

    assert datetime(2026, 11, 21, 4, tzinfo=UTC) == sale.created_on
    assert datetime(2026, 12, 1, tzinfo=UTC) == sale.credit.due_date


def test_a_whole_number_of_json_is_a_sequence() -> None:
    """JSON has no integers of its own: 7.0 is seven."""
    data = exact_json.loads('{"sequence": 7.0}')

    assert 7 == sale_from_dict(least(number=None, **data)).sequence


def test_what_is_read_is_not_changed() -> None:
    """The mapping that came is left as it was."""
    data = everything()
    before = copy.deepcopy(data)

    sale_from_dict(data)

    assert before == data
