# SPDX-License-Identifier: MIT
"""Receipts, ageing, purchases and the catalogues of a company in Pymes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import FACTURACION, FINANCIERO, INVENTARIO, Box, MakeBox

ORGANIZACION = "/loggro-organizacion/v1"
COMPRAS = "/loggro-compras/v1"
RECEIPTS = f"{FINANCIERO}/ingresos"
NOBODY = {"tipoId": "13", "id": "222222222222"}


def rows(box: Box, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = box.pymes.get(path, params=query)
    assert 200 == answer.status_code
    return answer.json()["contenido"]


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errores"][0]["codigo"]


def debtor(box: Box) -> dict[str, str]:
    client = next(iter(box.fake.world.clients))
    return {"tipoId": str(client["idDocumentType"]), "id": client["document"]}


def owe(box: Box, days: int = 30) -> str:
    """Sell on credit, let Loggro push it, and return the number."""
    number: str = box.operator.sell(customer=debtor(box)["id"], credit=days)
    box.wait()
    return number


def receive(box: Box, value: Any, *applied: tuple[str, Any], **more: Any) -> httpx.Response:
    body = {
        "fecha": "2026-11-23",
        "cliente": debtor(box),
        "valor": value,
        "documentos": [{"numero": number, "valor": part} for number, part in applied],
    }
    return box.pymes.put(RECEIPTS, json=body | more)


def test_a_receipt_pays_a_document(box: Box) -> None:
    """Its balance goes down, its state changes, and the rest is left on the receipt."""
    number = owe(box)
    answer = receive(box, 20000, (number, 6500))
    (receipt,) = rows(box, f"{FINANCIERO}/saldos/ingreso-cliente", clienteId=debtor(box)["id"])
    (owed,) = rows(box, f"{FINANCIERO}/saldos/factura-venta")

    assert (200, receipt["uuid"]) == (answer.status_code, answer.json()["datos"])
    assert (20000, 13500, number) == (receipt["total"], receipt["saldo"], receipt["referencia"])
    assert 10000 == owed["saldo"]
    assert "Abonada" == box.document(number)["estado"]
    receive(box, 10000, (number, 10000))
    assert [] == rows(box, f"{FINANCIERO}/saldos/factura-venta")
    assert "Pagada" == box.document(number)["estado"]


def test_an_advance_stands_apart(box: Box) -> None:
    """It is no receipt of a document."""
    receive(box, 50000, anticipo=True)
    (advance,) = rows(box, f"{FINANCIERO}/saldos/anticipo-cliente")

    assert 50000 == advance["saldo"]
    assert [] == rows(box, f"{FINANCIERO}/saldos/ingreso-cliente")


def test_a_repeated_receipt_is_a_second_one(box: Box) -> None:
    """`PUT` creates: nothing makes a repeat harmless."""
    first, second = (receive(box, 1000).json()["datos"] for _ in range(2))

    assert first != second
    assert 2 == len(rows(box, f"{FINANCIERO}/saldos/ingreso-cliente"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fecha": "ayer"}, "parametro.invalido"),
        ({"fecha": "2026-02-30"}, "parametro.invalido"),
        ({"fecha": None}, "parametro.requerido"),
        ({"cliente": {"tipoId": "13", "id": "1"}}, "objeto.no-existe"),
        ({"cliente": {}}, "objeto.no-existe"),
        ({"cliente": None}, "parametro.requerido"),
        ({"cliente": {"id": 7}}, "parametro.invalido"),
        ({"valor": 0}, "parametro.invalido"),
        ({"valor": "1"}, "parametro.invalido"),
        ({"caja": "x"}, "objeto.no-existe"),
        ({"cuentaBancaria": "x"}, "objeto.no-existe"),
        ({"documentos": [{"numero": "FE9", "valor": 1}]}, "objeto.no-existe"),
        ({"documentos": [{}]}, "objeto.no-existe"),
        ({"documentos": [{"numero": "NUMBER", "valor": 0}]}, "parametro.invalido"),
        ({"documentos": [{"numero": "NUMBER", "valor": 999}]}, "valor.invalido"),
        ({"valor": 90000, "documentos": [{"numero": "NUMBER", "valor": 16501}]}, "valor.invalido"),
        (
            {"valor": 90000, "documentos": [{"numero": "NUMBER", "valor": 9000}] * 2},
            "valor.invalido",
        ),
        ({"cliente": NOBODY, "documentos": [{"numero": "NUMBER", "valor": 1}]}, "objeto.no-existe"),
    ],
)
def test_a_receipt_that_cannot_be(box: Box, change: dict[str, Any], code: str) -> None:
    """It is refused whole: nothing is received and nothing is paid."""
    number = owe(box)
    entries = change.get("documentos") or []
    for entry in entries:
        if entry.get("numero") == "NUMBER":
            entry["numero"] = number
    answer = receive(box, 500, **change)
    for entry in entries:
        if entry.get("numero") == number:
            entry["numero"] = "NUMBER"

    assert (400, code) == refused(answer)
    assert [] == rows(box, f"{FINANCIERO}/saldos/ingreso-cliente")
    assert 16500 == box.document(number)["saldo"]


def test_what_customers_owe_grows_old(box: Box) -> None:
    """Days count from the end of the credit; the sums stand in one span each."""
    owe(box)
    (customer,) = rows(box, f"{FACTURACION}/clientes", **debtor(box))
    spans = []
    for days in (0, 40, 30, 30, 30):
        box.operator.advance(seconds=86400 * days)
        (person,) = rows(box, f"{FACTURACION}/edades-cxc")
        (document,) = rows(box, f"{FACTURACION}/edades-cxc/cliente", uuid=customer["uuid"])
        assert 16500 == person["total"] == person[document["edad"]] == document["saldo"]
        spans.append(document["edad"])

    assert ["corriente", "de1a30", "de31a60", "de61a90", "masDe90"] == spans
    assert debtor(box)["id"] == person["cliente"]["id"]
    assert [document] == rows(box, f"{FACTURACION}/edades-cxc/cliente", **debtor(box))


def test_ageing_is_narrowed(box: Box) -> None:
    """By establishment and day; what is paid is not there."""
    owe(box)
    box.operator.sell()
    box.wait()
    (place,) = rows(box, f"{INVENTARIO}/estructura-empresarial/establecimientos")
    path = f"{FACTURACION}/edades-cxc"

    assert 1 == len(rows(box, path)) == len(rows(box, path, establecimientoUuidOCodigo="001"))
    assert 1 == len(rows(box, path, establecimientoUuidOCodigo=place["uuid"]))
    assert 1 == len(rows(box, path, fechaUltimaModificacion="2026-11-23"))
    assert [] == rows(box, path, fechaUltimaModificacion="2026-11-24")


@pytest.mark.parametrize("path", [f"{FACTURACION}/edades-cxc", f"{COMPRAS}/edades-cxp"])
def test_ageing_that_cannot_be_told(box: Box, path: str) -> None:
    """No such place, no day, no person, nobody named."""
    detail = f"{path}/{'cliente' if path.endswith('cxc') else 'proveedor'}"
    bad_place = box.pymes.get(path, params={"establecimientoUuidOCodigo": "x"})
    bad_day = box.pymes.get(path, params={"fechaUltimaModificacion": "ayer"})

    assert (404, "objeto.no-existe") == refused(bad_place)
    assert (400, "parametro.invalido") == refused(bad_day)
    assert (400, "parametro.requerido") == refused(box.pymes.get(detail))
    assert (400, "parametro.requerido") == refused(box.pymes.get(detail, params={"id": "1"}))
    for query in ({"uuid": "x"}, {"tipoId": "13", "id": "1"}):
        assert (404, "objeto.no-existe") == refused(box.pymes.get(detail, params=query))


def test_what_is_owed_to_suppliers(box: Box) -> None:
    """Two are owed; the sums of their documents are theirs."""
    people = rows(box, f"{COMPRAS}/edades-cxp")
    first, second = people
    by_uuid = rows(box, f"{COMPRAS}/edades-cxp/proveedor", uuid=first["proveedor"]["uuid"])
    named = {name: second["proveedor"][name] for name in ("tipoId", "id")}
    by_number = rows(box, f"{COMPRAS}/edades-cxp/proveedor", **named)

    assert ["Molinos La Mazorca", "Ramiro Quesada"] == [
        row["proveedor"]["nombre"] for row in people
    ]
    assert first["total"] == sum(row["saldo"] for row in by_uuid)
    assert [("Q77", "de31a60", 60000)] == [
        (row["numero"], row["edad"], row["saldo"]) for row in by_number
    ]
    assert [] == rows(box, f"{COMPRAS}/edades-cxp", fechaUltimaModificacion="2026-11-23")


@pytest.mark.parametrize("size", ["limit", "size"])
def test_payables_take_two_names_of_the_page_size(box: Box, size: str) -> None:
    """``limit`` and ``size`` are both published there."""
    assert 1 == len(rows(box, f"{COMPRAS}/edades-cxp", **{size: 1}))
    answer = box.pymes.get(f"{COMPRAS}/edades-cxp", params={size: 101})
    assert (400, "parametro.invalido") == refused(answer)


def test_purchases_are_filtered(box: Box) -> None:
    """By number, state, kind, supplier, place and day."""
    every = rows(box, f"{COMPRAS}/compras-detallado")
    supplier = every[0]["proveedor"]

    def found(**query: str) -> list[str]:
        return [row["numero"] for row in rows(box, f"{COMPRAS}/compras-detallado", **query)]

    assert ["FM880", "FM951", "Q77", "Q81"] == [row["numero"] for row in every]
    assert ["Q77"] == found(numero="Q77")
    assert ["Q81"] == found(estado="Pagada")
    assert 4 == len(found(tipoDocumento="FACTURA_COMPRA", embedded="x"))
    assert ["FM880", "FM951"] == found(proveedorUuid=supplier["uuid"])
    assert ["FM880", "FM951"] == found(proveedorTipoId="31", proveedorId=supplier["id"])
    assert 4 == len(found(establecimientoUuidOCodigo="001"))
    assert ["Q81"] == found(fechaDesde="2026-11-10", fechaHasta="2026-11-30")
    assert [] == found(fechaHasta="2026-01-01")
    bad = box.pymes.get(f"{COMPRAS}/compras-detallado", params={"fechaDesde": "20/11/2026"})
    assert (400, "parametro.invalido") == refused(bad)


@pytest.mark.parametrize(
    "path",
    [
        f"{FACTURACION}/ventas-detallado",
        f"{FINANCIERO}/saldos/factura-venta",
        f"{FINANCIERO}/saldos/ingreso-cliente",
    ],
)
@pytest.mark.parametrize("name", ["fechaDesde", "fechaHasta"])
def test_a_day_that_is_none_is_refused(box: Box, path: str, name: str) -> None:
    """The fake takes ``2026-11-20`` alone."""
    answer = box.pymes.get(path, params={name: "20/11/2026"})

    assert (400, "parametro.invalido") == refused(answer)


@pytest.mark.parametrize(
    ("path", "count", "by_key"),
    [
        ("centros", 3, []),
        ("monedas", 3, [("buscar/COP", "codigo")]),
        ("unidades-negocio", 3, [("codigoCompleto/01.02", "codigoCompleto")]),
        ("estructura-empresarial/agrupadores", 2, [("buscar/01", "codigo"), ("01", "codigo")]),
    ],
)
def test_catalogues_of_the_organization(
    box: Box, path: str, count: int, by_key: list[tuple[str, str]]
) -> None:
    """A list, each row by its uuid, and by its code; what is not there is refused as declared."""
    base = ORGANIZACION
    found = rows(box, f"{base}/{path}")

    assert count == len(found)
    for row in found:
        assert row == box.pymes.get(f"{base}/{path}/{row['uuid']}").json()["contenido"]
    for key, name in by_key:
        row = box.pymes.get(f"{base}/{path}/{key}").json()["contenido"]
        assert row[name] == key.rpartition("/")[2]
        assert "objeto.no-existe" == refused(box.pymes.get(f"{base}/{path}/{key}x"))[1]
    status = 400 if path == "unidades-negocio" else 404
    assert (status, "objeto.no-existe") == refused(box.pymes.get(f"{base}/{path}/x"))


def test_the_tree_of_the_company(box: Box) -> None:
    """Children by parent: groupers, business units, ledger accounts."""
    path = f"{ORGANIZACION}/estructura-empresarial/agrupadores"
    groupers = rows(box, path)
    (top, *_) = rows(box, f"{ORGANIZACION}/unidades-negocio")
    children = rows(box, f"{ORGANIZACION}/unidades-negocio/padre/{top['uuid']}")
    accounts = rows(box, f"{FINANCIERO}/cuentas/11/hijas")

    assert [groupers[1]] == rows(box, path, padre=groupers[0]["uuid"])
    assert ["Mesas", "Domicilios"] == [row["nombre"] for row in children]
    assert [] == rows(box, f"{ORGANIZACION}/unidades-negocio/padre/x")
    assert ["1105", "1110"] == [row["codigo"] for row in accounts]
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{FINANCIERO}/cuentas/9/hijas"))


@pytest.mark.parametrize(("choice", "answers"), [("inventario", (404, 200)), ("both", (200, 200))])
def test_groupers_answer_below_the_organization(
    make_box: MakeBox, choice: str, answers: tuple[int, int]
) -> None:
    """Inferred by name; below inventario too where the structure answers in both."""
    box = make_box(assumptions=Assumptions(structure_modules=choice))

    assert answers == tuple(
        box.pymes.get(f"{base}/estructura-empresarial/agrupadores").status_code
        for base in (INVENTARIO, ORGANIZACION)
    )


def test_ledger_accounts(box: Box) -> None:
    """By kind, by code, in a range whose ends are demanded."""
    path = f"{FINANCIERO}/cuentas"
    between = rows(box, f"{path}/rango", desde="1105", hasta="1110")

    assert {"INGRESO"} == {row["tipo"] for row in rows(box, path, tipo="INGRESO")}
    assert "Caja general" == box.pymes.get(f"{path}/codigo/110505").json()["contenido"]["nombre"]
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}/codigo/9"))
    assert ["1105", "110505", "1110"] == [row["codigo"] for row in between]
    for query in ({"desde": "1"}, {"hasta": "1"}):
        answer = box.pymes.get(f"{path}/rango", params=query)
        assert (400, "parametro.requerido") == refused(answer)
    backwards = box.pymes.get(f"{path}/rango", params={"desde": "2", "hasta": "1"})
    assert (400, "parametro.invalido") == refused(backwards)


def test_incoterms_are_eleven(box: Box) -> None:
    """Those of 2020, page by page."""
    found = rows(box, f"{FACTURACION}/incoterms", limit=100)

    assert 11 == len(found)
    assert found[4:8] == rows(box, f"{FACTURACION}/incoterms", limit=4, page=2)


def test_one_warehouse(box: Box) -> None:
    """By its uuid."""
    path = f"{INVENTARIO}/estructura-empresarial/bodegas"
    (row,) = rows(box, path)

    assert row == box.pymes.get(f"{path}/{row['uuid']}").json()["contenido"]
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}/x"))


def test_the_planned_filter_is_refused(box: Box) -> None:
    """It is documented and does not exist yet."""
    answer = box.pymes.get(f"{FACTURACION}/formas-de-pago", params={"tipo": "VENTA"})

    assert (400, "recurso.no-implementado") == refused(answer)


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"page": "x"}, {"offset": -1}])
def test_every_list_has_its_limits(box: Box, query: dict[str, Any]) -> None:
    """Sellers too, though they declare no 400: above 100 it is said of all."""
    answer = box.pymes.get(f"{FACTURACION}/vendedores", params=query)

    assert (400, "parametro.invalido") == refused(answer)
