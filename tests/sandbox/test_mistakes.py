# SPDX-License-Identifier: MIT
"""What people get wrong in a set-up, each made and mended through the operator."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.sandbox import transport
from sandbox.boxes import Box


def state_of(box: Box, number: str) -> object:
    """Return what the second icon of a sale says."""
    return box.invoice(number)["statusLoggro"]


@pytest.mark.parametrize(
    ("catalogue", "name", "how"),
    [
        ("establishments", "*", {}),
        ("warehouses", "Bodega de despacho", {}),
        ("cash_boxes", "CAJA1", {}),
        ("bank_accounts", "Cuenta de ahorros", {}),
        ("sellers", "Camila Torres", {"seller": "Camila"}),
        ("items", "P01", {}),
        ("numberings", "POS", {}),
        ("payment_terms", "Contado", {}),
        ("payment_means", "Efectivo", {}),
        ("taxes", "INC 8%", {}),
    ],
)
def test_a_sale_waits_for_a_record_that_was_taken_away(
    box: Box, catalogue: str, name: str, how: dict[str, Any]
) -> None:
    """Without the record nothing reaches the books; once it is back, a forced send does."""
    box.operator.remove_record(catalogue, name)
    number = box.operator.sell(**how)
    box.operator.push_now()
    before = state_of(box, number), box.documents()
    box.operator.restore_records()
    box.operator.force_send(number)
    box.operator.push_now()

    assert ("Error", []) == before
    assert [number] == [row["numero"] for row in box.documents()]


@pytest.mark.parametrize(
    ("catalogue", "name", "wrong", "right"),
    [
        ("cash_boxes", "CAJA1", {"estadoCaja": "INACTIVA"}, {"estadoCaja": "ACTIVA"}),
        ("bank_accounts", "*", {"estado": "INACTIVA"}, {"estado": "ACTIVA"}),
        ("numberings", "POS", {"estado": "INACTIVA"}, {"estado": "ACTIVA"}),
        (
            "numberings",
            "POS",
            {"aplicaA": "Facturas de venta"},
            {"aplicaA": "Facturas cargadas por Venta POS Externa"},
        ),
        ("taxes", "INC 8%", {"tarifa": 4}, {"tarifa": 8}),
    ],
)
def test_a_sale_waits_for_a_record_that_is_wrong(
    box: Box, catalogue: str, name: str, wrong: dict[str, Any], right: dict[str, Any]
) -> None:
    """A closed box, a numbering that applies to something else, another rate: all stop the push."""
    box.operator.edit_record(catalogue, name, **wrong)
    number = box.operator.sell()
    box.operator.push_now()
    before = state_of(box, number)
    box.operator.edit_record(catalogue, name, **right)
    box.operator.force_send(number)
    box.operator.push_now()

    assert ("Error", "Sincronizado") == (before, state_of(box, number))


def test_names_that_do_not_exist_are_refused(box: Box) -> None:
    """A catalogue, a record, a field, a cashier: each is named."""
    operator = box.operator

    with pytest.raises(InvalidInput, match="no catalogue called 'ships'"):
        operator.remove_record("ships", "*")
    with pytest.raises(InvalidInput, match="nothing called 'Nave'"):
        operator.remove_record("warehouses", "Nave")
    with pytest.raises(InvalidInput, match="no field 'color'"):
        operator.edit_record("warehouses", "*", color="azul")
    with pytest.raises(InvalidInput, match="no user called 'Nadie'"):
        operator.set_cashiers(["Nadie"])
    with pytest.raises(InvalidInput, match="no user called 'Nadie'"):
        operator.sell(cashier="Nadie")


def test_who_is_no_cashier_cannot_bill(box: Box) -> None:
    """The cashiers of the open session are those that were said."""
    box.operator.set_cashiers(["Camila"])

    with pytest.raises(InvalidInput):
        box.operator.sell()
    assert "POS1001" == box.operator.sell(cashier="Camila")
    assert "Camila" == box.fake.sales()[0]["cashier"]["name"]


def test_a_revoked_token_stops_the_push_alone(box: Box) -> None:
    """The token on the screen ends; the one of the API still opens Pymes."""
    box.operator.revoke_token()
    number = box.operator.sell()
    box.operator.push_now()

    assert "Error" == state_of(box, number)
    assert box.fake.token in box.fake.world.pymes_tokens


def test_a_plan_without_documents_left_issues_none(box: Box) -> None:
    """The second electronic sale waits; once more are bought, a forced send issues it."""
    box.operator.set_quota(1)
    numbers = [box.operator.sell(electronic=True) for _ in range(2)]
    box.operator.push_now()
    before = [state_of(box, number) for number in numbers]
    box.operator.set_quota(None)
    box.operator.force_send(numbers[1])
    box.operator.push_now()

    assert ["Sincronizado", "Error"] == before
    assert "Sincronizado" == state_of(box, numbers[1])


def test_inventory_in_pymes_moves_stock_a_second_time(box: Box) -> None:
    """Only while it is on."""
    for on in (True, False):
        box.operator.set_inventory(on=on)
        box.operator.sell()
        box.operator.push_now()

    assert ["POS1001"] == [row["referencia"] for row in box.fake.world.stock_exits]


def test_a_forced_send_reaches_siigo_where_it_is_connected(box: Box) -> None:
    """It is the same button."""
    number = box.operator.sell(payments="Nequi")
    box.operator.push_now()
    box.operator.connect_siigo(connected=True)
    with pytest.raises(InvalidInput):
        box.operator.force_send(number)
    box.operator.connect_siigo(connected=False)
    with pytest.raises(InvalidInput):
        box.operator.force_send(number)

    assert [number] == box.operator.siigo()


def test_answers_carry_the_date_of_the_server(box: Box) -> None:
    """It is the fake's clock, or differs from it by what was said."""

    def shown() -> datetime:
        with httpx.Client(transport=transport(box.fake.restobar_app)) as client:
            answer = client.get("https://api.pirpos.com/taxes")
        return parsedate_to_datetime(answer.headers["date"])

    fine = shown()
    box.operator.shift_date_header(seconds=-3600)

    assert datetime(2026, 11, 23, 12, tzinfo=UTC) == fine
    assert datetime(2026, 11, 23, 11, tzinfo=UTC) == shown()
