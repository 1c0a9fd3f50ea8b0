# SPDX-License-Identifier: MIT
"""Lists of Restobar: paging, filters, order, and the paths that are not there."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions, Fault
from sandbox.boxes import DAY, NOWHERE, Box, MakeBox, message


def sell(box: Box, count: int) -> list[str]:
    """Make some sales a minute apart and return their numbers, oldest first."""
    numbers = []
    for _ in range(count):
        numbers.append(box.operator.sell(["Arepa de queso"]))
        box.wait(60)
    return numbers


def page(box: Box, **query: Any) -> dict[str, Any]:
    return box.restobar.get("/invoices", params={**DAY, "pagination": "true", **query}).json()


def test_without_the_switch_the_whole_list_is_a_bare_array(box: Box) -> None:
    """As seen live, though the documentation says that paging is on."""
    numbers = sell(box, 12)

    assert numbers[::-1] == box.numbers()


def test_with_the_switch_a_page_has_ten_rows_and_the_count(box: Box) -> None:
    """Pages count from 0 and every row comes once."""
    numbers = sell(box, 12)

    pages = [page(box, page=index) for index in range(3)]

    assert [10, 2, 0] == [len(each["data"]) for each in pages]
    assert {12} == {each["count"] for each in pages}
    rows = [row["number"] for each in pages for row in each["data"]]
    assert numbers[::-1] == rows


def test_a_limit_is_honoured_up_to_its_maximum(box: Box) -> None:
    """Asking for more than 5000 rows is cut, not refused; nonsense is the default."""
    sell(box, 12)

    sizes = [len(page(box, limit=limit)["data"]) for limit in ("3", "99999", "0", "muchas")]

    assert [3, 12, 10, 10] == sizes


@pytest.mark.parametrize("choice", ["newest", "oldest"])
def test_the_order_differs_by_account(make_box: MakeBox, choice: str) -> None:
    """Newest first or oldest first; ``typeSort`` decides where it was sent."""
    box = make_box(assumptions=Assumptions(list_order=choice))
    numbers = sell(box, 3)

    ascending = numbers if choice == "oldest" else numbers[::-1]
    assert ascending == box.numbers()
    assert numbers == box.numbers(typeSort="asc")
    assert numbers[::-1] == box.numbers(typeSort="desc")
    assert ascending == box.numbers(typeSort="otro")


@pytest.mark.parametrize(("choice", "status"), [("500", 500), ("works", 200)])
def test_a_dateless_page_answers_500_in_some_accounts(
    make_box: MakeBox, choice: str, status: int
) -> None:
    """With a number it works in all of them, and without paging too."""
    box = make_box(assumptions=Assumptions(dateless_list=choice))
    (number,) = sell(box, 1)

    def get(**query: str) -> int:
        return box.restobar.get("/invoices", params=query).status_code

    assert status == get(pagination="true", limit="1", page="0")
    assert status == get(pagination="true", status="Pagada")
    assert 200 == get(number=number)
    assert 200 == get(pagination="true", number=number)
    assert 200 == get(status="Pagada")


def test_a_day_has_both_its_ends(box: Box) -> None:
    """Both instants are included, to the millisecond."""
    box.operator.set_clock(at="2026-11-23T05:00:00.000Z")
    first = box.operator.sell()
    box.operator.set_clock(at="2026-11-24T04:59:59.999Z")
    last = box.operator.sell()
    box.operator.set_clock(at="2026-11-24T05:00:00.000Z")
    tomorrow = box.operator.sell()

    assert [last, first] == box.numbers()
    assert [tomorrow] == box.numbers(dateInit=DAY["dateEnd"], dateEnd="", typeSort="asc")[1:]


def test_an_instant_that_is_none_answers_500(box: Box) -> None:
    """Bad data breaks rather than being refused."""
    assert 500 == box.restobar.get("/invoices", params={"dateInit": "ayer"}).status_code


def test_the_word_undefined_is_an_absent_filter(box: Box) -> None:
    """The web client sends it."""
    numbers = sell(box, 2)
    absent = dict.fromkeys(("status", "clientId", "cashierId", "pagination"), "undefined")

    assert numbers[::-1] == box.numbers(**absent)


def test_a_number_is_found_with_its_prefix_only(box: Box) -> None:
    """Prefix and sequence together; the sequence alone finds nothing."""
    (number,) = sell(box, 1)

    def find(text: str, **more: str) -> list[dict[str, Any]]:
        return box.restobar.get("/invoices", params={"number": text, **more}).json()

    assert [number] == [row["number"] for row in find(number)]
    assert [] == find(number.removeprefix("POS"))
    assert [] == find(number, dateEnd="2026-11-01T00:00:00.000Z")
    assert [] == find(number, dateInit="2026-12-01T00:00:00.000Z")


def test_a_status_finds_what_it_names(box: Box) -> None:
    """``Pendiente`` is whatever is unpaid, ``Todos`` everything."""
    person = box.fake.world.clients
    debtor = next(iter(person))["document"]
    paid = box.operator.sell()
    printed = box.operator.sell(paid=False)
    owed = box.operator.sell(customer=debtor, credit=30)
    void = box.operator.sell()
    box.operator.annul(void)

    def found(status: str) -> set[str]:
        return set(box.numbers(status=status))

    assert {paid} == found("Pagada")
    assert {printed} == found("Facturada")
    assert {owed} == found("Por Pagar")
    assert {void} == found("Anulada")
    assert {printed, owed} == found("Pendiente")
    assert {paid, printed, owed, void} == found("Todos") == set(box.numbers())


@pytest.mark.parametrize("value", ["true", "false", ""])
def test_paid_credits_come_along_by_mere_presence(box: Box, value: str) -> None:
    """``paidInvoices=false`` includes them as well."""
    debtor = next(iter(box.fake.world.clients))["document"]
    owed = box.operator.sell(["Arepa de queso"], customer=debtor, credit=30)
    settled = box.operator.sell(["Arepa de queso"], customer=debtor, credit=30)
    box.operator.sell()
    box.operator.pay_credit(settled, 9000)

    assert [owed] == box.numbers(status="Por Pagar")
    assert {owed, settled} == set(box.numbers(status="Por Pagar", paidInvoices=value))


def test_filters_narrow_the_list(box: Box) -> None:
    """Type, customer, table, cashier, method, channel, delivery and cash session."""
    client = list(box.fake.world.clients)[1]
    pos = box.operator.sell(customer=client["document"], payments="Rappi")
    electronic = box.operator.sell(electronic=True, table="Barra")
    away = box.operator.sell(delivery={"provider": "RAPPI", "guy": "Jairo"})
    row = box.invoice(electronic)

    assert [electronic] == box.numbers(type="FacturaElectronica")
    assert [away, pos] == box.numbers(type="Normal")
    assert [pos] == box.numbers(clientId=client["_id"])
    assert [electronic] == box.numbers(tableId=row["table"]["idInternal"])
    assert [] == box.numbers(cashierId=NOWHERE)
    assert [pos] == box.numbers(paymentMethodName="Rappi")
    assert [away] == box.numbers(onlyDelivery="true")
    assert [away] == box.numbers(deliveryProvider="RAPPI")
    assert 3 == len(box.numbers(cashbox=row["cashBox"], cashBoxRegister=row["cashBox"]))


def test_a_malformed_id_in_a_filter_answers_an_empty_503(box: Box) -> None:
    """As any malformed id does."""
    answer = box.restobar.get("/invoices", params={**DAY, "clientId": "12"})

    assert (503, b"") == (answer.status_code, answer.content)


def test_the_states_of_both_icons_are_filters(box: Box) -> None:
    """Synced or not, accepted or not, in the words of the switches."""
    synced = box.operator.sell(electronic=True)
    box.wait()
    waiting = box.operator.sell()

    assert [synced] == box.numbers(statusLoggro="Sincronizado")
    assert [waiting] == box.numbers(statusLoggro="Pendiente")
    assert [synced] == box.numbers(statusFE="Aceptado")
    assert [] == box.numbers(statusFE="Rechazado")


def test_the_sales_report_is_the_whole_array_of_the_same_objects(box: Box) -> None:
    """Without dates it covers the last month."""
    box.operator.sell()
    box.operator.advance(seconds=40 * 86400)
    number = box.operator.sell()

    rows = box.restobar.get("/reports/reportSalesInvoices", params={"status": "Pagada"}).json()

    assert [box.invoice(number)] == rows


def test_the_sales_report_pages_by_a_hundred(box: Box) -> None:
    """Its default is not that of the list."""
    number = box.operator.sell()
    box.operator.copy_sale(number, 120)

    query = {**DAY, "pagination": "true"}
    answer = box.restobar.get("/reports/reportSalesInvoices", params=query).json()

    assert (100, 121) == (len(answer["data"]), answer["count"])


def test_the_last_invoice_is_null_before_the_first(box: Box) -> None:
    """Then it is the newest."""
    before = box.restobar.get("/invoices/currentBusiness/last").json()

    numbers = sell(box, 2)

    after = box.restobar.get("/invoices/currentBusiness/last").json()
    assert (None, numbers[-1]) == (before, after["number"])


def test_facturadas_are_those_printed_and_unpaid(box: Box) -> None:
    """Nothing else is in that list."""
    box.operator.sell()
    printed = box.operator.sell(paid=False)

    rows = box.restobar.get("/invoices/currentBusiness/facturadas").json()

    assert [printed] == [row["number"] for row in rows]


def test_electronic_invoices_are_counted(box: Box) -> None:
    """POS sales are not."""
    box.operator.sell()
    box.operator.sell(electronic=True)

    assert {"count": 1} == box.restobar.get("/invoices/einvoicesCount").json()


def test_one_invoice_is_read_by_its_id(box: Box) -> None:
    """It is the object of the list."""
    number = box.operator.sell()
    row = box.invoice(number)

    assert row == box.restobar.get(f"/invoices/{row['_id']}").json()


def test_a_missing_invoice_answers_404(box: Box) -> None:
    """The one route with a real 404."""
    assert (404, "Factura no encontrada") == message(box.restobar.get(f"/invoices/{NOWHERE}"))


@pytest.mark.parametrize("path", ["/invoices/12", "/orders/xyz", "/clients/zzzz"])
def test_a_malformed_id_in_a_path_answers_an_empty_503(box: Box, path: str) -> None:
    """No body at all."""
    answer = box.restobar.get(path)

    assert (503, b"") == (answer.status_code, answer.content)


@pytest.mark.parametrize(
    "path", ["/cashbox", "/inventory", "/inventory/types/all", "/deliveryProviders", "/v2/<b>"]
)
def test_the_wrong_documented_paths_answer_a_page(box: Box, path: str) -> None:
    """HTML of the web framework, whoever asks; the path has no mount and is escaped."""
    answer = box.restobar.get(path, headers={"Authorization": ""})

    shown = path.replace("<", "&lt;").replace(">", "&gt;")
    assert 404 == answer.status_code
    assert f"<pre>Cannot GET {shown}</pre>" in answer.text
    assert "text/html; charset=utf-8" == answer.headers["content-type"]


def test_a_method_that_does_not_exist_answers_the_page_too(box: Box) -> None:
    """Orders are not deleted."""
    answer = box.restobar.delete(f"/orders/{NOWHERE}")

    assert (404, True) == (answer.status_code, "Cannot DELETE /orders" in answer.text)


def test_one_bad_record_breaks_a_list_of_restobar_too(box: Box) -> None:
    """500 with nothing but a message."""
    box.operator.add_faults([Fault.bad_record("/products")])

    assert (500, "Error interno del servidor") == message(box.restobar.get("/products"))


def test_every_call_that_arrives_is_logged(box: Box) -> None:
    """Face, method, route and status, refused ones too; the control interface apart."""
    box.restobar.get("/invoices/12")
    box.restobar.get("/cashbox")
    box.control.get("/state")

    last = [(call.face, call.method, call.route, call.status) for call in box.fake.calls[-2:]]

    assert [
        ("restobar", "GET", "/invoices/{id}", 503),
        ("restobar", "GET", "/cashbox", 404),
    ] == last
    assert ["/state"] == [call.path for call in box.fake.operator_calls]
