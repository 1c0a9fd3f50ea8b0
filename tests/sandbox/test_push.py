# SPDX-License-Identifier: MIT
"""Loggro's own push: with the settings in place a sale appears in the books, otherwise not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loggro_integration.sandbox import Assumptions, Operator
from sandbox.boxes import NOWHERE, Box, MakeBox, message

NEQUI = "Transferencia débito bancaria"


def state(box: Box, number: str) -> tuple[str, str]:
    seen = box.operator.state_of(number)
    return str(seen["sync"]), str(seen["reason"])


def test_a_sale_appears_after_the_delay(box: Box) -> None:
    """Not one second before; the second icon follows."""
    number = box.operator.sell()

    box.wait(59)
    before = (box.documents(), box.invoice(number)["statusLoggro"])
    box.wait(1)

    assert ([], "Pendiente") == before
    assert [number] == [row["numero"] for row in box.documents()]
    assert "Sincronizado" == box.invoice(number)["statusLoggro"]


def test_delays_are_switches(make_box: MakeBox) -> None:
    """Of the push and of a forced send."""
    box = make_box(assumptions=Assumptions(push_delay=7, forced_delay=3))
    first, second = box.operator.sell(), box.operator.sell()
    box.force(second)
    seen = []
    for _ in range(2):
        box.wait(3)
        seen.append([row["numero"] for row in box.documents()])
    box.wait(1)

    assert [[second], [second]] == seen
    assert {first, second} == {row["numero"] for row in box.documents()}


def test_numbers_come_from_the_right_numbering(box: Box) -> None:
    """POS sales from one, electronic ones from the other; prefix and sequence are kept apart."""
    pos, electronic = box.operator.sell(), box.operator.sell(electronic=True)
    box.wait()

    rows = {row["numero"]: row for row in box.documents()}

    assert "Facturas cargadas por Venta POS Externa" == rows[pos]["aplicaA"]
    assert "Facturas cargadas por Venta Externa No POS" == rows[electronic]["aplicaA"]
    assert ("FE", 1) == (rows[electronic]["prefijo"], rows[electronic]["consecutivo"])


def test_the_books_hold_base_and_tax_to_the_cent(box: Box) -> None:
    """The tax is the difference, so that the document adds up to Restobar's total."""
    number = box.operator.sell(
        [
            ("Arepa de queso", 3),
            "Café molido 500 g",
            "Huevos criollos x 12",
            "Pulpa de fruta sin preparar",
        ]
    )
    box.wait()

    row = box.document(number)

    taxes = {tax["nombre"]: (tax["base"], tax["valor"]) for tax in row["impuestos"]}
    assert (25000, 2000) == taxes["INC 8%"]
    assert (26890.76, 5109.24) == taxes["IVA 19%"]
    assert (16000, 0) == taxes["IVA 0% exento"]
    assert 83200 == row["total"] == round(row["subtotal"] + 2000 + 5109.24, 2)


def test_nobody_becomes_consumidor_final(box: Box) -> None:
    """With Restobar's default client and without any client."""
    numbers = [box.operator.sell(), box.operator.sell()]
    box.wait()

    customers = [box.document(number)["cliente"] for number in numbers]

    assert [{"tipoId": "13", "id": "222222222222", "nombre": "Consumidor Final"}] * 2 == customers


def test_a_customer_is_named_and_created_where_missing(box: Box) -> None:
    """A new one appears in the customers of Pymes, once."""
    new = {"name": "Ana", "idType": "CC", "idNumber": "79555001"}
    for _ in range(2):
        box.operator.sell(customer=new)
    box.wait()

    query = {"tipoId": "13", "id": "79555001"}
    answer = box.pymes.get("/loggro-facturacion/v1/clientes", params=query).json()

    assert ["Ana"] == [row["nombre"] for row in answer["contenido"]]


def test_payments_show_means_value_and_day(box: Box) -> None:
    """As mapped on the integration screen."""
    number = box.operator.sell(
        [("Arepa de queso", 2)], payments={"Tarjeta débito": 8000, "Rappi": 10000}, tip=1000
    )
    box.wait()

    row = box.document(number)

    assert "Contado" == row["formaPago"]
    assert [("Tarjeta débito", 8000, "2026-11-23"), ("Acuerdo mutuo", 10000, "2026-11-23")] == [
        (each["medioPago"], each["valor"], each["fecha"]) for each in row["formasPago"]
    ]


def test_a_credit_has_its_balance_and_follows_its_payments(box: Box) -> None:
    """Pendiente, Abonada, Pagada; each payment is a receipt."""
    debtor = next(iter(box.fake.world.clients))["document"]
    number = box.operator.sell([("Arepa de queso", 2)], customer=debtor, credit=30)
    seen = []
    for payment in (0, 8000, 10000):
        if payment:
            box.operator.pay_credit(number, payment)
        box.wait()
        row = box.document(number)
        seen.append((row["estado"], row["saldo"], len(row["formasPago"])))

    assert [("Pendiente", 18000, 0), ("Abonada", 10000, 1), ("Pagada", 0, 2)] == seen
    assert "Crédito 30 días" == box.document(number)["formaPago"]
    receipts = box.pymes.get("/loggro-financiero/v1/saldos/ingreso-cliente").json()["contenido"]
    assert [(8000, number), (10000, number)] == [
        (row["total"], row["referencia"]) for row in receipts
    ]


def test_the_day_of_a_document_is_bogotas(box: Box) -> None:
    """Eleven at night in Bogotá is the next day in UTC."""
    number = box.operator.sell(at="2026-11-23T04:30:00.000Z")
    box.wait()

    assert "2026-11-22" == box.document(number)["fecha"]


BREAKS: list[tuple[str, Callable[[Operator], None], str]] = [
    ("token", lambda operator: operator.clear_token(), "token de Loggro Pymes no configurado"),
    (
        "wrong token",
        lambda operator: operator.paste_token("x"),
        "token de Loggro Pymes no configurado",
    ),
    (
        "resolution",
        lambda operator: operator.clear_resolution("pos"),
        "resolución POS sin configurar",
    ),
    (
        "prefix",
        lambda operator: operator.set_resolution("pos", prefix="LL"),
        "el prefijo POS no es el de la resolución POS",
    ),
    (
        "range",
        lambda operator: operator.set_resolution("pos", low=1, high=1000),
        "el número POS1001 está fuera del rango de la resolución POS",
    ),
    (
        "validity",
        lambda operator: operator.set_resolution(
            "pos", valid_from="2024-01-01", valid_to="2025-12-31"
        ),
        "la resolución POS no está vigente",
    ),
    (
        "means",
        lambda operator: operator.unmap_payment_method("Efectivo"),
        "medio de pago sin configurar: Efectivo",
    ),
    (
        "form",
        lambda operator: operator.unmap_payment_form("Contado"),
        "forma de pago sin configurar: Contado",
    ),
    ("tax", lambda operator: operator.unmap_tax("I CONSUMO"), "impuesto sin configurar: I CONSUMO"),
    (
        "seller",
        lambda operator: operator.unmap_seller("Integración"),
        "vendedor sin configurar: Integración",
    ),
    (
        "product",
        lambda operator: operator.unmap_product("Arepa de queso"),
        "producto sin configurar: Arepa de queso",
    ),
]


@pytest.mark.parametrize(("name", "spoil", "reason"), BREAKS, ids=[each[0] for each in BREAKS])
def test_a_missing_setting_keeps_a_sale_out_until_mended_and_sent_again(
    box: Box, name: str, spoil: Callable[[Operator], None], reason: str
) -> None:
    """Mending alone is not enough; sending alone is refused."""
    spoil(box.operator)
    number = box.operator.sell()
    box.wait()
    unsynced = (box.documents(), state(box, number), box.invoice(number)["statusLoggro"])
    refused = box.force(number)

    box.operator.configure_all()
    box.operator.set_resolution(
        "pos", prefix="POS", low=1, high=10**6, valid_from="2026-01-01", valid_to="2027-12-31"
    )
    box.wait()
    mended = box.documents()
    sent = box.force(number).status_code
    box.wait()

    assert ([], ("error", reason), "Error") == unsynced
    assert (400, f"No fue posible enviar la factura a la integración: {reason}") == message(refused)
    assert ([], 200) == (mended, sent)
    assert [number] == [row["numero"] for row in box.documents()]
    assert ("done", "") == state(box, number)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("establishments", "no hay establecimiento en Loggro Pymes"),
        ("warehouses", "no hay bodega en Loggro Pymes"),
        ("pymes_boxes", "no hay caja en Loggro Pymes"),
        ("bank_accounts", "no hay cuenta bancaria en Loggro Pymes"),
    ],
)
def test_pymes_needs_its_places(box: Box, table: str, reason: str) -> None:
    """Without one of them no document can stand."""
    rows = getattr(box.fake.world, table)
    for row in list(rows):
        rows.remove(row["uuid"])
    number = box.operator.sell()

    box.wait()

    assert ("error", reason) == state(box, number)


def test_everything_that_is_missing_can_be_seen_at_once(box: Box) -> None:
    """Loggro shows only the first."""
    number = box.operator.sell()
    for name in ("clear_token", "configure_all", "clear_token"):
        getattr(box.operator, name)()
    box.operator.clear_resolution("pos")
    box.operator.unmap_tax("I CONSUMO")
    box.wait()

    seen = box.operator.state_of(number)

    assert [
        "token de Loggro Pymes no configurado",
        "resolución POS sin configurar",
        "impuesto sin configurar: I CONSUMO",
    ] == seen["missing"]
    assert seen["missing"][0] == seen["reason"]


def test_a_new_restaurant_has_not_mapped_nequi(box: Box) -> None:
    """The first thing a check finds; mapping it and sending again heals it."""
    number = box.operator.sell(payments="Nequi")
    box.wait()
    before = state(box, number)

    box.operator.map_payment_method("Nequi", NEQUI)
    box.force(number)
    box.wait()

    assert ("error", "medio de pago sin configurar: Nequi") == before
    assert NEQUI == box.document(number)["formasPago"][0]["medioPago"]


@pytest.mark.parametrize(("choice", "status"), [("400", 400), ("silent", 200)])
def test_a_send_that_cannot_work_is_refused_or_silent(
    make_box: MakeBox, choice: str, status: int
) -> None:
    """A good answer alone proves nothing."""
    box = make_box(assumptions=Assumptions(forced_refusal=choice))
    number = box.operator.sell(payments="Nequi")
    box.wait()

    assert status == box.force(number).status_code
    box.wait()
    assert [] == box.documents()


@pytest.mark.parametrize(
    ("choice", "status", "count"),
    [("duplicates", 200, 2), ("ignored", 200, 1), ("refused", 400, 1)],
)
def test_sending_again_what_is_synced(
    make_box: MakeBox, choice: str, status: int, count: int
) -> None:
    """A duplicate by default, so that a careless client is caught."""
    box = make_box(assumptions=Assumptions(forced_resend=choice))
    number = box.operator.sell()
    box.wait()

    answer = box.force(number)
    box.wait()

    assert status == answer.status_code
    assert count == len(box.documents(numero=number))
    assert ([number] if count > 1 else []) == box.fake.duplicates()


@pytest.mark.parametrize(("choice", "count"), [("duplicates", 2), ("ignored", 1), ("refused", 1)])
def test_sending_twice_before_the_first_arrives(make_box: MakeBox, choice: str, count: int) -> None:
    """What is on its way counts as sent where repeats are not doubled."""
    box = make_box(assumptions=Assumptions(forced_resend=choice))
    number = box.operator.sell()

    statuses = [box.force(number).status_code for _ in range(2)]
    box.wait()

    assert [200, 400 if choice == "refused" else 200] == statuses
    assert count == len(box.documents(numero=number))


def test_a_forced_send_arrives_after_its_own_delay(box: Box) -> None:
    """Ten seconds; the automatic push then finds it done."""
    number = box.operator.sell()
    box.force(number)
    box.wait(9)
    before = box.documents()

    box.wait(1)

    assert [] == before
    assert [number] == [row["numero"] for row in box.documents()]
    box.wait()
    assert [] == box.fake.duplicates()


def test_what_was_printed_only_cannot_be_sent(box: Box) -> None:
    """400; unknown: 404; malformed: 503."""
    printed = box.operator.sell(paid=False)

    def send(sale_id: str) -> int:
        return box.restobar.patch(f"/invoices/forceSendToIntegration/{sale_id}").status_code

    assert 400 == box.force(printed).status_code
    assert [404, 503] == [send(NOWHERE), send("x")]


@pytest.mark.parametrize(("choice", "sync"), [("error", "error"), ("created", "done")])
def test_an_unmapped_product_is_an_error_or_created(
    make_box: MakeBox, choice: str, sync: str
) -> None:
    """Where it is created, the item appears in the catalogue of Pymes and is used again."""
    box = make_box(assumptions=Assumptions(unmapped_product=choice))
    box.operator.add_product("Plato del día", price=12000)
    numbers = [box.operator.sell(["Plato del día"]) for _ in range(2)]

    box.wait()

    assert [sync] * 2 == [state(box, number)[0] for number in numbers]
    made = [row for row in box.fake.world.items if row["descripcion"] == "Plato del día"]
    assert (1 if choice == "created" else 0) == len(made)


@pytest.mark.parametrize(("choice", "extra"), [("apart", []), ("line", ["Propina"])])
def test_the_tip_is_a_line_of_the_document_or_not(
    make_box: MakeBox, choice: str, extra: list[str]
) -> None:
    """It is never part of the total."""
    box = make_box(assumptions=Assumptions(tip_posting=choice))
    number = box.operator.sell(["Arepa de queso"], tip=900)
    box.wait()

    row = box.document(number)

    assert ["Arepa de queso", *extra] == [line["descripcion"] for line in row["detalles"]]
    assert 9000 == row["total"]


def test_a_credit_payment_before_the_push_is_in_the_document(box: Box) -> None:
    """Nothing is posted twice."""
    debtor = next(iter(box.fake.world.clients))["document"]
    number = box.operator.sell([("Arepa de queso", 2)], customer=debtor, credit=30)
    box.operator.pay_credit(number, 5000)

    box.wait()

    row = box.document(number)
    assert ("Abonada", 13000, 1) == (row["estado"], row["saldo"], len(row["formasPago"]))


def test_a_payment_of_a_sale_that_is_not_in_the_books_waits(box: Box) -> None:
    """It comes with the document, once that is sent."""
    debtor = next(iter(box.fake.world.clients))["document"]
    box.operator.clear_token()
    number = box.operator.sell([("Arepa de queso", 2)], customer=debtor, credit=30)
    box.operator.pay_credit(number, 18000)
    box.wait()
    box.operator.paste_token()

    box.force(number)
    box.wait()

    assert ("Pagada", 0) == (box.document(number)["estado"], box.document(number)["saldo"])


def test_a_document_deleted_by_hand_is_not_brought_back_by_a_payment(box: Box) -> None:
    """The push only changes what it finds."""
    debtor = next(iter(box.fake.world.clients))["document"]
    number = box.operator.sell(customer=debtor, credit=30)
    box.wait()
    box.operator.delete_document(number)

    box.operator.pay_credit(number, 1000)
    box.operator.annul(number)
    box.wait()

    assert [] == box.documents()
