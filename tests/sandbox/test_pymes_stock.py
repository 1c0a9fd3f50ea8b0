# SPDX-License-Identifier: MIT
"""Items, availability and stock exits of Pymes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.boxes import INVENTARIO, Box

ITEMS = f"{INVENTARIO}/items"
EXITS = f"{INVENTARIO}/salidas"
AVAILABLE = f"{INVENTARIO}/productos/disponibilidad-productos"
CUP = {
    "codigo": "V01",
    "descripcion": "Vaso de cartón",
    "tipoItem": "INVENTARIABLE",
    "precioVta": "350.50",
    "cantidadDisponible": 40,
}


def place(box: Box) -> dict[str, Any]:
    (row,) = box.pymes.get(f"{INVENTARIO}/estructura-empresarial/establecimientos").json()[
        "contenido"
    ]
    return row


def warehouse(box: Box) -> dict[str, Any]:
    (row,) = box.pymes.get(f"{INVENTARIO}/estructura-empresarial/bodegas").json()["contenido"]
    return row


def ask(box: Box, *codes: str, **more: Any) -> httpx.Response:
    body = {
        "establecimientoUuid": place(box)["uuid"],
        "bodegaUuid": warehouse(box)["uuid"],
        "items": [{"codigoItem": code} for code in codes],
    }
    return box.pymes.post(AVAILABLE, json=body | more)


def available(box: Box, code: str = "V01") -> Any:
    (row,) = ask(box, code).json()["contenido"]
    return row["cantidadDisponible"]


def leave(box: Box, quantity: Any = 5, code: str = "V01", **more: Any) -> httpx.Response:
    body = {
        "establecimiento": place(box)["nombre"],
        "detallesSalida": [{"codigoItem": code, "cantidad": quantity}],
    }
    return box.pymes.post(EXITS, json=body | more)


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errores"][0]["codigo"]


@pytest.fixture
def stocked(box: Box) -> Box:
    """A restaurant with forty paper cups."""
    assert 200 == box.pymes.put(ITEMS, json=CUP).status_code
    return box


def test_an_item_is_created_and_read_by_code_and_uuid(stocked: Box) -> None:
    """Without its stock: only availability tells it."""
    uuid = stocked.pymes.put(ITEMS, json=CUP).json()["datos"]
    by_code, by_uuid = (
        stocked.pymes.get(f"{ITEMS}/{key}").json()["contenido"] for key in ("V01", uuid)
    )
    query = {"tipoItem": "INVENTARIABLE"}
    (row,) = stocked.pymes.get(ITEMS, params=query).json()["contenido"]["content"]

    assert by_code == by_uuid == row
    assert (uuid, "Vaso de cartón", "350.50") == (row["uuid"], row["descripcion"], row["precioVta"])
    assert "cantidadDisponible" not in row
    assert 40 == available(stocked)


def test_an_item_is_changed_by_its_code(stocked: Box) -> None:
    """Same uuid, other words; a change does not fill the stock."""
    total = len(stocked.fake.world.items)
    body = CUP | {"descripcion": "Vaso grande", "cantidadDisponible": 900}
    stocked.pymes.put(ITEMS, json=body)

    assert "Vaso grande" == stocked.pymes.get(f"{ITEMS}/V01").json()["contenido"]["descripcion"]
    assert (total, 40) == (len(stocked.fake.world.items), available(stocked))


def test_an_ended_item_is_not_listed(stocked: Box) -> None:
    """It is read by its code, with its state; a change brings it back."""
    assert 200 == stocked.pymes.delete(f"{ITEMS}/V01").status_code
    query = {"tipoItem": "INVENTARIABLE"}

    assert "INACTIVO" == stocked.pymes.get(f"{ITEMS}/V01").json()["contenido"]["estado"]
    assert 0 == stocked.pymes.get(ITEMS, params=query).json()["contenido"]["totalElements"]
    stocked.pymes.put(ITEMS, json=CUP)
    assert 1 == stocked.pymes.get(ITEMS, params=query).json()["contenido"]["totalElements"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"codigo": None}, "parametro.requerido"),
        ({"codigo": " "}, "parametro.requerido"),
        ({"descripcion": 7}, "parametro.invalido"),
        ({"tipoItem": "OTRO"}, "parametro.invalido"),
        ({"cantidadDisponible": "muchos"}, "parametro.invalido"),
        ({"cantidadDisponible": -1}, "parametro.invalido"),
    ],
)
def test_an_item_that_cannot_be(box: Box, change: dict[str, Any], code: str) -> None:
    """The field is refused, and nothing is kept."""
    assert (400, code) == refused(box.pymes.put(ITEMS, json=CUP | change))
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{ITEMS}/V01"))


def test_items_that_are_not_there(box: Box) -> None:
    """404 to read, 400 to end: what each declares; an unknown kind is refused."""
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{ITEMS}/nada"))
    assert (400, "objeto.no-existe") == refused(box.pymes.delete(f"{ITEMS}/nada"))
    assert (400, "parametro.invalido") == refused(box.pymes.get(ITEMS, params={"tipoItem": "x"}))


def test_a_stock_item_may_become_a_service(stocked: Box) -> None:
    """It has no stock any more, and its exits are still read."""
    uuid = leave(stocked).json()["datos"]
    stocked.pymes.put(ITEMS, json=CUP | {"tipoItem": "SERVICIO"})
    detail = stocked.pymes.get(f"{EXITS}/{uuid}/inventario").json()["contenido"]

    assert 0 == available(stocked)
    assert [0] == [line["existencias"] for line in detail["detallesSalida"]]
    assert (400, "producto.invalido") == refused(leave(stocked))


def test_a_code_may_be_a_number(box: Box) -> None:
    """One account sends numbers: it is found by its digits."""
    box.pymes.put(ITEMS, json=CUP | {"codigo": 770})

    assert 770 == box.pymes.get(f"{ITEMS}/770").json()["contenido"]["codigo"]
    (row,) = ask(box, "770").json()["contenido"]
    assert "770" == row["codigo"]


def test_availability_is_all_or_nothing(stocked: Box) -> None:
    """One unknown code refuses the whole batch, and is named."""
    refusal = ask(stocked, "V01", "nada", "otro")

    assert 400 == refusal.status_code
    assert "Producto no encontrado: nada" == refusal.json()["errores"][0]["mensaje"]
    assert ["V01", "P01"] == [
        row["codigo"] for row in ask(stocked, "V01", "P01").json()["contenido"]
    ]


def test_availability_by_the_code_of_the_place(stocked: Box) -> None:
    """Either names the establishment; a service has no stock."""
    answer = ask(stocked, "P01", establecimientoUuid=None, establecimientoCodigo="001")

    assert [0] == [row["cantidadDisponible"] for row in answer.json()["contenido"]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"establecimientoUuid": None}, "parametro.requerido"),
        ({"establecimientoUuid": "x"}, "objeto.no-existe"),
        ({"bodegaUuid": "x"}, "objeto.no-existe"),
        ({"bodegaUuid": None}, "parametro.requerido"),
        ({"items": []}, "parametro.requerido"),
        ({"items": None}, "parametro.requerido"),
        ({"items": [{}]}, "parametro.requerido"),
        ({"items": [{"codigoItem": 7}]}, "parametro.invalido"),
    ],
)
def test_a_bad_question_about_stock(stocked: Box, change: dict[str, Any], code: str) -> None:
    """What is demanded is demanded."""
    assert (400, code) == refused(ask(stocked, "V01", **change))


def test_a_warehouse_belongs_to_its_establishment(stocked: Box) -> None:
    """Another one's is refused; a second warehouse of the same place is empty."""
    world = stocked.fake.world
    world.warehouses.add({"uuid": "w2", "nombre": "Patio", "padre": place(stocked)["uuid"]})
    world.warehouses.add({"uuid": "w3", "nombre": "Ajena", "padre": "otro"})
    uuid = world.warehouses.find(nombre="Bodega de despacho")["uuid"]

    assert (400, "bodega.invalida") == refused(ask_in(stocked, "w3"))
    assert [0] == [row["cantidadDisponible"] for row in ask_in(stocked, "w2").json()["contenido"]]
    assert [40] == [row["cantidadDisponible"] for row in ask_in(stocked, uuid).json()["contenido"]]


def ask_in(box: Box, uuid: str) -> httpx.Response:
    body = {"establecimientoUuid": place(box)["uuid"], "bodegaUuid": uuid}
    return box.pymes.post(AVAILABLE, json=body | {"items": [{"codigoItem": "V01"}]})


def test_an_exit_takes_stock_out(stocked: Box) -> None:
    """The answer is its uuid; both reads show it, and availability what is left."""
    answer = leave(stocked, 5, observacion="Merma")
    uuid = answer.json()["datos"]
    row = stocked.pymes.get(f"{EXITS}/{uuid}").json()["contenido"]
    detail = stocked.pymes.get(f"{EXITS}/{uuid}/inventario").json()["contenido"]

    assert (200, 35) == (answer.status_code, available(stocked))
    assert ("Merma", "PENDIENTE", "2026-11-23") == (row["observacion"], row["estado"], row["fecha"])
    assert [{"codigoItem": "V01", "cantidad": 5}] == row["detallesSalida"]
    (line,) = detail["detallesSalida"]
    assert (5, 35, None) == (line["cantidad"], line["existencias"], line["costo"])


def test_two_equal_exits_are_two(stocked: Box) -> None:
    """Nothing makes a repeat harmless."""
    first, second = (leave(stocked, 5).json()["datos"] for _ in range(2))

    assert first != second
    assert 30 == available(stocked)


@pytest.mark.parametrize(
    ("quantity", "code", "change", "expected"),
    [
        (41, "V01", {}, "existencias.insuficientes"),
        (0, "V01", {}, "parametro.invalido"),
        (-1, "V01", {}, "parametro.invalido"),
        ("5", "V01", {}, "parametro.invalido"),
        (None, "V01", {}, "parametro.requerido"),
        (1, "nada", {}, "producto.no-encontrado"),
        (1, "P01", {}, "producto.invalido"),
        (1, "V01", {"establecimiento": "Otra"}, "objeto.no-existe"),
        (1, "V01", {"establecimientoUuid": "x"}, "objeto.no-existe"),
        (1, "V01", {"detallesSalida": []}, "parametro.requerido"),
    ],
)
def test_an_exit_that_cannot_be(
    stocked: Box, quantity: Any, code: str, change: dict[str, Any], expected: str
) -> None:
    """It is refused whole, and the stock stays."""
    assert (400, expected) == refused(leave(stocked, quantity, code, **change))
    assert 40 == available(stocked)


def test_lines_of_one_item_are_added_up(stocked: Box) -> None:
    """Twice 25 of 40 is too much."""
    line = {"codigoItem": "V01", "cantidad": 25}
    answer = leave(stocked, detallesSalida=[line, line])

    assert (400, "existencias.insuficientes") == refused(answer)


def test_the_cost_of_an_exit_is_entered(stocked: Box) -> None:
    """It shows in the detail of its inventory."""
    uuid = leave(stocked).json()["datos"]
    body = {"salidaUuid": uuid, "detalles": [{"codigoItem": "V01", "costo": 210.5}]}
    answer = stocked.pymes.post(f"{EXITS}/entrada-costo", json=body)
    detail = stocked.pymes.get(f"{EXITS}/{uuid}/inventario").json()["contenido"]

    assert (200, {"datos": uuid}) == (answer.status_code, answer.json())
    assert [210.5] == [line["costo"] for line in detail["detallesSalida"]]


def test_the_state_of_a_consumption_order_is_changed(stocked: Box) -> None:
    """It shows in the exit."""
    uuid = leave(stocked).json()["datos"]
    body = {"salidaUuid": uuid, "estado": "ENTREGADO"}

    assert 200 == stocked.pymes.patch(f"{EXITS}/estado-pedido-consumo", json=body).status_code
    assert "ENTREGADO" == stocked.pymes.get(f"{EXITS}/{uuid}").json()["contenido"]["estado"]


def test_costs_and_states_that_cannot_be(stocked: Box) -> None:
    """No such exit, no such line, no such state."""
    uuid = leave(stocked).json()["datos"]
    line = {"codigoItem": "V01", "costo": 1}
    costs: list[tuple[dict[str, Any], str]] = [
        ({"salidaUuid": "x", "detalles": [line]}, "objeto.no-existe"),
        ({"salidaUuid": uuid, "detalles": [line | {"codigoItem": "P01"}]}, "parametro.invalido"),
        ({"salidaUuid": uuid, "detalles": [line | {"costo": -1}]}, "parametro.invalido"),
        ({"salidaUuid": uuid, "detalles": []}, "parametro.requerido"),
    ]
    states = [
        ({"salidaUuid": "x", "estado": "ENTREGADO"}, "objeto.no-existe"),
        ({"salidaUuid": uuid, "estado": "PERDIDO"}, "parametro.invalido"),
    ]

    for body, code in costs:
        assert (400, code) == refused(stocked.pymes.post(f"{EXITS}/entrada-costo", json=body))
    for state, code in states:
        answer = stocked.pymes.patch(f"{EXITS}/estado-pedido-consumo", json=state)
        assert (400, code) == refused(answer)
    for path in (f"{EXITS}/x", f"{EXITS}/x/inventario"):
        assert (404, "objeto.no-existe") == refused(stocked.pymes.get(path))


def test_units_of_measure(box: Box) -> None:
    """A list in its envelope."""
    rows = box.pymes.get(f"{INVENTARIO}/productos/unidades-medida").json()["contenido"]

    assert ["Unidad", "Kilogramo", "Litro"] == [row["nombre"] for row in rows]
