# SPDX-License-Identifier: MIT
"""The face of Pymes: modules, envelopes, limits, catalogues, the books."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions, Fault
from sandbox.boxes import FACTURACION, FINANCIERO, INVENTARIO, Box, MakeBox

ORGANIZACION = "/loggro-organizacion/v1"
SALES = f"{FACTURACION}/ventas-detallado"
PLACES = f"{INVENTARIO}/estructura-empresarial/establecimientos"


def rows(box: Box, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = box.pymes.get(path, params=query)
    assert 200 == answer.status_code
    return answer.json()["contenido"]


def test_the_content_type_is_needed_even_on_a_read(box: Box) -> None:
    """415 without it, before the token is looked at."""
    del box.pymes.headers["Content-Type"]

    answer = box.pymes.get(SALES, headers={"Authorization": ""})

    assert 415 == answer.status_code


def test_a_content_type_with_a_charset_will_do(box: Box) -> None:
    """Only the type counts."""
    headers = {"Content-Type": "application/json; charset=utf-8"}

    assert 200 == box.pymes.get(SALES, headers=headers).status_code


@pytest.mark.parametrize("header", ["", "Bearer x", "Basic eDp5"])
def test_a_bad_token_answers_401_without_a_body(box: Box, header: str) -> None:
    """None, wrong, of another scheme."""
    answer = box.pymes.get(SALES, headers={"Authorization": header})

    assert (401, b"") == (answer.status_code, answer.content)


def test_a_page_says_where_it_stands(box: Box) -> None:
    """``contenido`` and ``metadata``; pages count from 1."""
    for _ in range(3):
        box.operator.sell()
    box.wait()

    answer = box.pymes.get(SALES, params={"limit": 2, "page": 2}).json()

    assert 1 == len(answer["contenido"])
    pagination = {"offset": 2, "limit": 2, "total": 3}
    assert {"order": [], "pagination": pagination} == answer["metadata"]


def test_a_page_has_twenty_rows_unless_asked(box: Box) -> None:
    """The documented default."""
    box.operator.copy_sale(box.operator.sell(), 24)
    box.wait()

    assert [20, 5, 0] == [len(rows(box, SALES, page=page)) for page in (1, 2, 3)]


def test_an_offset_wins_over_a_page(box: Box) -> None:
    """Precedence varies by call: send only one."""
    box.operator.copy_sale(box.operator.sell(), 4)
    box.wait()

    assert 2 == len(rows(box, SALES, offset=3, page=1))


@pytest.mark.parametrize("query", [{"limit": 101}, {"limit": 0}, {"page": 0}, {"page": "x"}])
def test_a_page_beyond_the_limits_is_refused(box: Box, query: dict[str, object]) -> None:
    """400 with ``errores``."""
    answer = box.pymes.get(SALES, params=query)

    assert 400 == answer.status_code
    assert "parametro.invalido" == answer.json()["errores"][0]["codigo"]


@pytest.mark.parametrize(("choice", "kind"), [("list", list), ("object", dict)])
def test_errors_come_in_two_shapes(make_box: MakeBox, choice: str, kind: type) -> None:
    """A list, or one object."""
    box = make_box(assumptions=Assumptions(errors_shape=choice))

    assert isinstance(box.pymes.get(SALES, params={"limit": 101}).json()["errores"], kind)


def test_the_places_of_the_company(box: Box) -> None:
    """An establishment, its warehouse, its box, its account."""
    (place,) = rows(box, PLACES)
    (warehouse,) = rows(
        box, f"{INVENTARIO}/estructura-empresarial/bodegas", establecimiento=place["uuid"]
    )
    (cash_box,) = rows(box, f"{FINANCIERO}/cajas")
    (account,) = rows(box, f"{FINANCIERO}/cuentas-bancarias", estado="ACTIVA")

    assert ("EST", place["uuid"]) == (place["tipoNodo"], warehouse["padre"])
    assert ("Caja principal", "AHORROS") == (cash_box["nombre"], account["tipoCuentaBancaria"])
    assert [] == rows(box, f"{INVENTARIO}/estructura-empresarial/bodegas", establecimiento="x")
    assert [] == rows(box, f"{FINANCIERO}/cajas", estadoCaja="CERRADA")


@pytest.mark.parametrize("key", ["uuid", "codigo"])
def test_one_place_is_found_by_uuid_or_code(box: Box, key: str) -> None:
    """Others answer 404 with ``errores``."""
    (place,) = rows(box, PLACES)

    found = box.pymes.get(f"{PLACES}/{place[key]}").json()["contenido"]
    missing = box.pymes.get(f"{PLACES}/x")

    assert place == found
    assert (404, "objeto.no-existe") == (
        missing.status_code,
        missing.json()["errores"][0]["codigo"],
    )


@pytest.mark.parametrize(
    ("choice", "answers"),
    [("inventario", (200, 404)), ("organizacion", (404, 200)), ("both", (200, 200))],
)
def test_the_structure_answers_in_one_module_or_both(
    make_box: MakeBox, choice: str, answers: tuple[int, int]
) -> None:
    """Seen under inventario, named after organizacion."""
    box = make_box(assumptions=Assumptions(structure_modules=choice))

    statuses = tuple(
        box.pymes.get(f"{base}/estructura-empresarial/establecimientos").status_code
        for base in (INVENTARIO, ORGANIZACION)
    )

    assert answers == statuses


def test_customers_and_sellers(box: Box) -> None:
    """Consumidor Final is there; a seller is found by its number, a missing number is refused."""
    (nobody,) = rows(box, f"{FACTURACION}/clientes", tipoId="13", id="222222222222")
    sellers = rows(box, f"{FACTURACION}/vendedores")
    (seller,) = rows(box, f"{FACTURACION}/vendedores/buscarId", id=sellers[1]["id"])

    assert "Consumidor Final" == nobody["nombre"]
    assert sellers[1] == seller
    assert 400 == box.pymes.get(f"{FACTURACION}/vendedores/buscarId").status_code
    assert seller == box.pymes.get(f"{FACTURACION}/vendedores/{seller['uuid']}").json()["contenido"]
    assert nobody == box.pymes.get(f"{FACTURACION}/clientes/{nobody['uuid']}").json()["contenido"]


@pytest.mark.parametrize("wrapper", ["contenido", "datos"])
def test_items_are_a_spring_page_that_counts_from_zero(make_box: MakeBox, wrapper: str) -> None:
    """In one wrapper or the other."""
    box = make_box(assumptions=Assumptions(items_wrapper=wrapper))
    total = len(box.fake.world.items)

    first = box.pymes.get(f"{INVENTARIO}/items").json()[wrapper]
    last = box.pymes.get(f"{INVENTARIO}/items", params={"pagina": 1}).json()[wrapper]

    assert (10, total - 10) == (len(first["content"]), len(last["content"]))
    assert (total, 2) == (first["totalElements"], first["totalPages"])
    assert [False, True] == [first["last"], last["last"]]


def test_items_are_limited_and_filtered(box: Box) -> None:
    """More than 100 is 400; none is of stock, which Restobar keeps."""
    path = f"{INVENTARIO}/items"

    assert 400 == box.pymes.get(path, params={"tamano": 101}).status_code
    query = {"tipoItem": "INVENTARIABLE"}
    assert 0 == box.pymes.get(path, params=query).json()["contenido"]["totalElements"]
    assert "P01" == box.pymes.get(f"{path}/P01").json()["contenido"]["codigo"]


def test_three_numberings_of_which_one_is_for_external_electronic_sales(box: Box) -> None:
    """The dedicated lists know only NO-POS ones; an unknown place has none; keys are not shown."""
    (place,) = rows(box, PLACES)
    every = rows(box, f"{FACTURACION}/consecutivos/vigencias")
    (company,) = rows(box, f"{FACTURACION}/consecutivos/no-pos/compania")
    path = f"{FACTURACION}/consecutivos/no-pos/establecimientos"

    assert ["POS", "FE", "PY"] == [row["prefijo"] for row in every]
    assert "Facturas cargadas por Venta Externa No POS" == company["aplicaA"]
    assert [company] == rows(box, f"{path}/{place['uuid']}")
    assert [] == rows(box, f"{path}/otro")
    assert "claveTecnica" not in company
    assert {"resolucion", "prefijo", "desde", "hasta", "fechaDesde", "fechaHasta"} < set(company)


def test_forms_means_and_taxes(box: Box) -> None:
    """What the integration screen maps to."""
    forms = rows(box, f"{FACTURACION}/formas-de-pago", estado="ACTIVO")
    means = rows(box, f"{FACTURACION}/medios-de-pago", integracion="RESTOBAR")
    taxes = rows(box, f"{FACTURACION}/impuesto-retencion/VENTA")
    (consumption,) = rows(box, f"{FACTURACION}/impuesto-retencion/VENTA", impuesto="04")
    rates = rows(box, f"{FACTURACION}/vigencia-tarifa-impuesto/basica", impuesto="01")

    assert ["Contado", "Crédito 30 días", "Crédito 60 días"] == [row["nombre"] for row in forms]
    assert {"10", "47", "48", "49"} < {row["codigo"] for row in means}
    assert 3 == len(taxes)
    assert ("INC 8%", 8) == (consumption["nombre"], consumption["tarifa"])
    assert [19, 0] == [row["tarifa"] for row in rates]


def test_documents_are_filtered(box: Box) -> None:
    """By number, day, customer, kind and establishment."""
    debtor = next(iter(box.fake.world.clients))["document"]
    first = box.operator.sell(customer=debtor)
    box.operator.advance(seconds=86400)
    second = box.operator.sell()
    box.wait()
    (customer,) = rows(box, f"{FACTURACION}/clientes", id=debtor)
    (place,) = rows(box, PLACES)

    def found(**query: str) -> list[str]:
        return [row["numero"] for row in box.documents(**query)]

    assert [first, second] == found() == found(establecimiento=place["uuid"])
    assert [first] == found(numero=first) == found(clienteId=debtor)
    assert [first] == found(clienteUuid=customer["uuid"])
    assert [] == found(clienteUuid="x")
    assert [first] == found(fechaDesde="2026-11-23", fechaHasta="2026-11-23")
    assert [second] == found(fechaDesde="2026-11-24")
    assert [first, second] == found(tipoDocumento="FACTURA_VENTA", embedded="x")
    assert [] == found(numero="1001")


@pytest.mark.parametrize(("choice", "status"), [("empty", 200), ("404", 404)])
def test_none_is_an_empty_list_or_404(make_box: MakeBox, choice: str, status: int) -> None:
    """Which proves nothing either way."""
    box = make_box(assumptions=Assumptions(none_answer=choice))

    assert status == box.pymes.get(SALES).status_code


@pytest.mark.parametrize(("choice", "number"), [("full", "POS1001"), ("sequence", "1001")])
def test_the_number_is_prefix_and_sequence_or_the_sequence_alone(
    make_box: MakeBox, choice: str, number: str
) -> None:
    """In the row and as a filter; the other spelling finds nothing."""
    box = make_box(assumptions=Assumptions(sales_number=choice))
    box.operator.sell()
    box.wait()

    found = {
        text: [row["numero"] for row in box.documents(numero=text)] for text in ("POS1001", "1001")
    }

    assert {"POS1001": [], "1001": []} | {number: [number]} == found


def test_fields_may_have_other_names(make_box: MakeBox) -> None:
    """Also within objects, to another depth, and where the object is null."""
    names = {
        "numero": "numeroDocumento",
        "cliente.id": "cliente.identificacion",
        "total": "valores.total",
        "facturacionElectronica.cufe": "cufe",
    }
    box = make_box(assumptions=Assumptions(sales_fields=names))
    number = box.operator.sell()
    box.wait()

    (row,) = box.documents(numero=number)

    assert (number, 16500) == (row["numeroDocumento"], row["valores"]["total"])
    assert "222222222222" == row["cliente"]["identificacion"]
    assert set() == {"numero", "total", "cufe"} & set(row)
    assert "id" not in row["cliente"]


@pytest.mark.parametrize("module", ["financiero", "ventas"])
def test_the_documents_may_answer_at_another_base(make_box: MakeBox, module: str) -> None:
    """A known module answers 404 as Pymes does, the sales module answers."""
    box = make_box(assumptions=Assumptions(sales_module=module))

    assert 404 == box.pymes.get(SALES).status_code
    assert 200 == box.pymes.get(f"/loggro-{module}/v1/ventas-detallado").status_code


def test_what_does_not_exist(box: Box) -> None:
    """A path of a module is Pymes' own 404; an unknown module is a page of the gateway."""
    path, module = box.pymes.get(f"{FACTURACION}/facturas"), box.pymes.get("/loggro-pymes/v1/x")

    assert (404, "recurso.no-existe") == (path.status_code, path.json()["errores"][0]["codigo"])
    assert (404, True) == (module.status_code, module.text.startswith("<html>"))
    assert 404 == box.pymes.post(SALES, json={}).status_code


def test_balances_show_what_is_owed(box: Box) -> None:
    """Open invoices of a customer; notes and advances are empty."""
    debtor = next(iter(box.fake.world.clients))["document"]
    number = box.operator.sell(customer=debtor, credit=30)
    box.operator.sell()
    box.wait()

    (owed,) = rows(box, f"{FINANCIERO}/saldos/factura-venta", clienteId=debtor)

    assert (number, 16500, 16500) == (owed["numero"], owed["total"], owed["saldo"])
    assert [] == rows(box, f"{FINANCIERO}/saldos/factura-venta", fechaDesde="2027-01-01")
    assert [] == rows(box, f"{FINANCIERO}/saldos/nota-credito-venta")
    assert [] == rows(box, f"{FINANCIERO}/saldos/anticipo-cliente")


def test_one_bad_record_breaks_a_whole_list(box: Box) -> None:
    """500 with a stack trace, as seen live; other routes answer."""
    box.operator.add_faults([Fault.bad_record("/v1/items")])

    answer = box.pymes.get(f"{INVENTARIO}/items")

    assert (500, "error.interno") == (answer.status_code, answer.json()["errores"][0]["codigo"])
    assert "getAsignarVersion" in answer.json()["errores"][0]["mensaje"]
    assert 200 == box.pymes.get(f"{FACTURACION}/clientes").status_code


def test_pymes_calls_are_logged_by_route(box: Box) -> None:
    """Without the module, so that a moved base shows in the path."""
    box.pymes.get(SALES)

    call = box.fake.calls[-1]

    assert ("pymes", "/v1/ventas-detallado", 200) == (call.face, call.route, call.status)
