# SPDX-License-Identifier: MIT
"""What Pymes creates, changes and ends: each write is read back, each refusal has its status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import FACTURACION, FINANCIERO, Box, MakeBox

NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Kind:
    """
    One kind of record.

    Attributes:
        path: Its list, which is also where it is created.
        body: A new one.
        key: What no two share, as the list filters it; empty where no filter is published.
        demanded: What a body needs.
        created: Status of a creation.
        gone: Status of a read after its end, or what its end shows.
        missing: Status of what is not there, to read and to write.
    """

    path: str
    body: dict[str, Any]
    key: dict[str, str]
    demanded: tuple[str, ...]
    created: int = 201
    gone: int | dict[str, str] = 404
    missing: int = 404
    other: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.path.rpartition("/")[2]


CUSTOMER = {"tipoId": "31", "id": "900777001", "nombre": "Ferretería El Clavo"}
KINDS = [
    Kind(
        f"{FACTURACION}/clientes",
        CUSTOMER,
        {"tipoId": "31", "id": "900777001"},
        ("tipoId", "id", "nombre"),
        gone={"estado": "SUSPENDIDO"},
    ),
    Kind(
        f"{FACTURACION}/vendedores",
        {"tipoId": "13", "id": "52555001", "nombre": "Marta Peña"},
        {},
        ("id", "nombre"),
        created=200,
        gone=400,
        missing=400,
    ),
    Kind(
        f"{FINANCIERO}/cajas",
        {"codigo": "CAJA2", "nombre": "Caja del patio"},
        {},
        ("codigo", "nombre"),
    ),
    Kind(
        f"{FINANCIERO}/conceptos-comerciales",
        {"codigo": "C09", "nombre": "Propinas", "cuentaContable": "1105"},
        {},
        ("codigo", "nombre"),
        gone={"estado": "INACTIVO"},
    ),
    Kind(
        f"{FINANCIERO}/tarjetas-credito",
        {"numeroCuenta": "5100", "entidadFinanciera": "Banco", "franquicia": "MASTER"},
        {"numeroCuenta": "5100"},
        ("numeroCuenta", "entidadFinanciera", "franquicia"),
    ),
    Kind(
        f"{FINANCIERO}/cuentas-bancarias",
        {"numeroCuenta": "7700", "nombre": "Corriente", "tipoCuentaBancaria": "CORRIENTE"},
        {"numeroCuenta": "7700"},
        ("numeroCuenta", "nombre", "tipoCuentaBancaria"),
    ),
]
ALL = pytest.mark.parametrize("kind", KINDS, ids=str)


def create(box: Box, kind: Kind, **more: Any) -> str:
    """Create one and return its uuid."""
    answer = box.pymes.post(kind.path, json=kind.body | more)
    assert kind.created == answer.status_code
    return answer.json()["datos"]


def change(box: Box, kind: Kind, uuid: str, body: dict[str, Any]) -> httpx.Response:
    """Change one; customers are named in the body."""
    if kind.path.endswith("clientes"):
        return box.pymes.put(kind.path, json={"uuid": uuid} | body)
    return box.pymes.put(f"{kind.path}/{uuid}", json=body)


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal."""
    return answer.status_code, answer.json()["errores"][0]["codigo"]


@ALL
def test_what_is_created_can_be_read(box: Box, kind: Kind) -> None:
    """By uuid, in the list, and by its key where the list filters it."""
    before = box.pymes.get(kind.path).json()["metadata"]["pagination"]["total"]
    uuid = create(box, kind, nota="queda")

    row = box.pymes.get(f"{kind.path}/{uuid}").json()["contenido"]
    every = box.pymes.get(kind.path, params={"limit": 100}).json()
    found = box.pymes.get(kind.path, params=kind.key).json()["contenido"]

    assert kind.body | {"uuid": uuid, "nota": "queda"} == {
        name: row[name] for name in (*kind.body, "uuid", "nota")
    }
    assert before + 1 == every["metadata"]["pagination"]["total"]
    assert row in every["contenido"]
    assert row in found
    assert not kind.key or [row] == found


@ALL
def test_a_key_is_used_once(box: Box, kind: Kind) -> None:
    """A second record with it is refused, on creation and on change; its own key is no twin."""
    first = create(box, kind)
    twin = box.pymes.post(kind.path, json=kind.body)
    other = kind.body | {
        name: "999" for name in ("id", "codigo", "numeroCuenta") if name in kind.body
    }
    second = box.pymes.post(kind.path, json=other).json()["datos"]

    assert (400, "objeto.ya-existe") == refused(twin)
    assert (400, "objeto.ya-existe") == refused(change(box, kind, second, kind.body))
    assert 200 == change(box, kind, first, kind.body).status_code


@ALL
def test_a_change_sends_everything(box: Box, kind: Kind) -> None:
    """What is left out falls back to its first value."""
    uuid = create(box, kind, nota="x", nombre="Antes")
    body = kind.body | {"nombre": "Después"}
    answer = change(box, kind, uuid, body)

    row = box.pymes.get(f"{kind.path}/{uuid}").json()["contenido"]

    assert (200, {"datos": uuid}) == (answer.status_code, answer.json())
    assert "Después" == row["nombre"]
    assert "nota" not in row


@ALL
def test_an_end_is_seen(box: Box, kind: Kind) -> None:
    """Suspended and deactivated records stay with their new state, deleted ones are gone."""
    uuid = create(box, kind)
    answer = box.pymes.delete(f"{kind.path}/{uuid}")
    after = box.pymes.get(f"{kind.path}/{uuid}")

    assert (200, {"datos": uuid}) == (answer.status_code, answer.json())
    if isinstance(kind.gone, int):
        assert (kind.gone, "objeto.no-existe") == refused(after)
    else:
        row = after.json()["contenido"]
        assert kind.gone == {name: row[name] for name in kind.gone}


@ALL
def test_what_is_not_there_is_refused(box: Box, kind: Kind) -> None:
    """With the status that the operation declares."""
    expected = (kind.missing, "objeto.no-existe")

    assert expected == refused(box.pymes.get(f"{kind.path}/{NOBODY}"))
    assert expected == refused(box.pymes.delete(f"{kind.path}/{NOBODY}"))
    assert expected == refused(change(box, kind, NOBODY, kind.body))


@ALL
def test_a_body_needs_its_fields(box: Box, kind: Kind) -> None:
    """Each demanded field by name: absent, null, of another type, blank."""
    for name in kind.demanded:
        short = {key: value for key, value in kind.body.items() if key != name}

        assert (400, "parametro.requerido") == refused(box.pymes.post(kind.path, json=short))
        for value, code in ((None, "requerido"), (7, "invalido"), ({}, "invalido")):
            answer = box.pymes.post(kind.path, json=kind.body | {name: value})
            assert (400, f"parametro.{code}") == refused(answer)
            assert name in answer.json()["errores"][0]["mensaje"]
    key = kind.demanded[0]
    blank = box.pymes.post(kind.path, json=kind.body | {key: " "})
    assert (400, "parametro.requerido") == refused(blank)


@ALL
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7"])
def test_a_body_is_an_object(box: Box, kind: Kind, body: bytes) -> None:
    """In the words of Pymes, not of the other face."""
    answer = box.pymes.post(kind.path, content=body)

    assert (400, "cuerpo.invalido") == refused(answer)


def test_a_customer_is_changed_by_its_identification(box: Box) -> None:
    """The body needs a uuid or both parts of the identification; the key is kept."""
    (kind, *_) = KINDS
    uuid = create(box, kind)
    named = {"tipoId": "31", "id": "900777001", "nombre": "Otro"}

    assert {"datos": uuid} == box.pymes.put(kind.path, json=named).json()
    assert {"datos": uuid} == box.pymes.put(kind.path, json={"uuid": uuid, "nombre": "Tres"}).json()
    row = box.pymes.get(f"{kind.path}/{uuid}").json()["contenido"]
    assert ("Tres", "900777001") == (row["nombre"], row["id"])
    for body in ({"nombre": "x"}, {"nombre": "x", "tipoId": "31"}):
        assert (400, "parametro.requerido") == refused(box.pymes.put(kind.path, json=body))


def test_records_are_found_by_their_codes(box: Box) -> None:
    """Boxes and concepts by code, concepts by ledger account, sellers by number."""
    codes = {
        f"{FINANCIERO}/cajas/codigo/CAJA1": "Caja principal",
        f"{FINANCIERO}/conceptos-comerciales/codigo/C01": "Venta de alimentos",
    }
    for path, name in codes.items():
        assert name == box.pymes.get(path).json()["contenido"]["nombre"]
        assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}x"))
    by_account = f"{FINANCIERO}/conceptos-comerciales/cuenta-contable"
    (concept,) = box.pymes.get(f"{by_account}/414010").json()["contenido"]
    assert "C01" == concept["codigo"]
    assert [] == box.pymes.get(f"{by_account}/9").json()["contenido"]


def test_a_concept_needs_a_ledger_account_that_exists(box: Box) -> None:
    """Otherwise it could not be booked."""
    body = {"codigo": "C10", "nombre": "x", "cuentaContable": "999999"}
    answer = box.pymes.post(f"{FINANCIERO}/conceptos-comerciales", json=body)

    assert (400, "objeto.invalido") == refused(answer)


def test_a_box_with_receipts_stays(box: Box) -> None:
    """Whoever deletes it would lose where the money lies."""
    (cash_box,) = box.pymes.get(f"{FINANCIERO}/cajas").json()["contenido"]
    body = {
        "fecha": "2026-11-23",
        "cliente": {"tipoId": "13", "id": "222222222222"},
        "valor": 1000,
        "caja": cash_box["uuid"],
    }
    assert 200 == box.pymes.put(f"{FINANCIERO}/ingresos", json=body).status_code

    answer = box.pymes.delete(f"{FINANCIERO}/cajas/{cash_box['uuid']}")

    assert (400, "objeto.en-uso") == refused(answer)


@pytest.mark.parametrize("choice", ["list", "object"])
def test_a_refusal_comes_in_both_shapes(make_box: MakeBox, choice: str) -> None:
    """As everywhere in Pymes: a list, or one object."""
    box = make_box(assumptions=Assumptions(errors_shape=choice))
    found = box.pymes.post(f"{FINANCIERO}/cajas", json={"nombre": "x"}).json()["errores"]

    assert isinstance(found, list if choice == "list" else dict)


def test_prices_of_a_list(box: Box) -> None:
    """Created, then changed; the list by uuid or code, the product by uuid or code."""
    (prices,) = box.fake.world.price_lists
    path = f"{FACTURACION}/lista-precios"
    (item, *_) = box.fake.world.items
    for key, price in ((prices["uuid"], 27000), ("LP1", "27500.50")):
        body = {"codigoItem": item["codigo"], "precio": price}
        assert 200 == box.pymes.put(f"{path}/{key}/productos", json=body).status_code
        for product in (item["uuid"], item["codigo"]):
            entry = box.pymes.get(f"{path}/LP1/productos/{product}").json()["contenido"]
            assert (price, item["codigo"]) == (entry["precio"], entry["codigoItem"])
    assert 1 == len(box.fake.world.price_entries)


def test_prices_that_cannot_be(box: Box) -> None:
    """No such list or product, or no price."""
    path = f"{FACTURACION}/lista-precios"
    body = {"codigoItem": "P01", "precio": 1}

    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}/x/productos/P01"))
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}/LP1/productos/P01"))
    assert (404, "objeto.no-existe") == refused(box.pymes.get(f"{path}/LP1/productos/nada"))
    assert (400, "objeto.no-existe") == refused(box.pymes.put(f"{path}/x/productos", json=body))
    for change, code in (
        ({"codigoItem": "nada"}, "objeto.no-existe"),
        ({"precio": "gratis"}, "parametro.invalido"),
        ({"precio": -1}, "parametro.invalido"),
        ({"precio": None}, "parametro.requerido"),
    ):
        answer = box.pymes.put(f"{path}/LP1/productos", json=body | change)
        assert (400, code) == refused(answer)
