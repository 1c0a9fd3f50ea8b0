# SPDX-License-Identifier: MIT
"""Documents that an operator made odd, and fields named inside of what is no object."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import FACTURACION, FINANCIERO, Box, MakeBox

ODD: tuple[Any, ...] = (None, 5, "x", True, [], [1], {})
FIELDS = ("fecha", "cliente", "establecimiento", "numero", "formaPago", "estado", "vendedor")
NOVEMBER = {"fechaDesde": "2026-11-01", "fechaHasta": "2026-11-30"}


def debtor(box: Box) -> dict[str, Any]:
    client = next(iter(box.fake.world.clients))
    return {"tipoId": str(client["idDocumentType"]), "id": client["document"]}


def owe(box: Box) -> str:
    number: str = box.operator.sell(customer=debtor(box)["id"], credit=30)
    box.operator.push_now()
    return number


@pytest.mark.parametrize("field", FIELDS)
def test_a_document_of_odd_kinds_breaks_no_list(make_box: MakeBox, field: str) -> None:
    """The books, the balances and the ages answer, whatever a field was made."""
    box = make_box(login=False)
    number = owe(box)
    who = debtor(box)
    lists = (
        (f"{FACTURACION}/ventas-detallado", NOVEMBER | {"clienteId": who["id"]}),
        (f"{FINANCIERO}/saldos/factura-venta", NOVEMBER),
        (f"{FACTURACION}/edades-cxc", {"fechaUltimaModificacion": "2026-11-01"}),
        (f"{FACTURACION}/edades-cxc/cliente", who),
    )
    (row,) = box.fake.world.books

    for value in ODD:
        row[field] = value
        answers = [box.pymes.get(path, params=query) for path, query in lists]

        assert [200] * len(lists) == [each.status_code for each in answers], (number, value)


@pytest.mark.parametrize("path", ["vendedor.n", "total.y.z", "cliente.id.x", "impuestos.0"])
def test_a_field_named_inside_of_a_plain_value_is_not_moved(make_box: MakeBox, path: str) -> None:
    """A switch that names a place which is not there changes nothing."""
    boxes = (make_box(), make_box(assumptions=Assumptions(sales_fields={path: "otro.lugar"})))
    for box in boxes:
        owe(box)
    plain, moved = (
        box.pymes.get(f"{FACTURACION}/ventas-detallado").json()["contenido"] for box in boxes
    )

    assert plain == moved
