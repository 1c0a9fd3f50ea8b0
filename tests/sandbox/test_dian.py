# SPDX-License-Identifier: MIT
"""The first icon: what the DIAN says of an electronic sale, and the code it carries."""

from __future__ import annotations

import hashlib

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import NOWHERE, Box, MakeBox

TEST_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"


def dian(box: Box, number: str) -> dict[str, object]:
    return box.invoice(number)["eInvoice"]["DIAN"]


def test_a_pos_sale_has_no_electronic_part(box: Box) -> None:
    """The block is absent, not empty."""
    assert "eInvoice" not in box.invoice(box.operator.sell())


def test_the_state_moves_with_the_clock(box: Box) -> None:
    """Pending, then accepted after five seconds."""
    number = box.operator.sell(electronic=True)
    states = [dian(box, number)["dianState"]]
    for seconds in (4, 1):
        box.wait(seconds)
        states.append(dian(box, number)["dianState"])

    assert ["Pendiente", "Pendiente", "Aceptado"] == states


def test_a_rejection_names_its_rule(box: Box) -> None:
    """Only the next electronic sale is struck."""
    box.operator.reject_next("FAD06", "Valor del CUFE no está calculado correctamente")
    box.operator.sell()
    bad, good = box.operator.sell(electronic=True), box.operator.sell(electronic=True)
    box.wait()

    assert "Rechazado" == dian(box, bad)["dianState"]
    assert ["Regla: FAD06, Rechazo: Valor del CUFE no está calculado correctamente"] == dian(
        box, bad
    )["errors"]
    assert "Aceptado" == dian(box, good)["dianState"]


@pytest.mark.parametrize(("choice", "notices"), [("no", []), ("yes", ["Rechazado"])])
def test_a_rejected_sale_goes_to_pymes_or_not(
    make_box: MakeBox, choice: str, notices: list[str]
) -> None:
    """Unknown at Loggro."""
    box = make_box(assumptions=Assumptions(rejected_pushed=choice))
    box.operator.reject_next()
    number = box.operator.sell(electronic=True)
    box.wait()

    assert notices == [row["facturacionElectronica"]["notificacionDian"] for row in box.documents()]
    assert ("done" if notices else "error") == box.operator.state_of(number)["sync"]


def test_an_accepted_sale_shows_its_code_in_both_products(box: Box) -> None:
    """The same 96 digits; the word is that of Pymes' own page."""
    number = box.operator.sell(electronic=True)
    box.wait()

    electronic = box.document(number)["facturacionElectronica"]

    assert dian(box, number)["cufe"] == electronic["cufe"]
    assert "Confirmado" == electronic["notificacionDian"]


def test_the_code_is_the_hash_of_the_published_concatenation(box: Box) -> None:
    """Number, Bogotá date and time, amounts, parties, technical key, environment."""
    number = box.operator.sell([("Arepa de queso", 2), "Café molido 500 g"], electronic=True)

    code = dian(box, number)["cufe"]

    text = (
        f"{number}2026-11-2307:00:00-05:0043557.43015109.24041333.33030.0050000.00"
        f"900555111222222222222{TEST_KEY}2"
    )
    assert hashlib.sha384(text.encode()).hexdigest() == code


def test_the_code_follows_the_technical_key_of_the_numbering(box: Box) -> None:
    """Without a numbering it is the published key of the test environment, which the seed uses."""
    codes = []
    for key in (TEST_KEY, "0" * 40):
        for numbering in box.fake.world.ranges:
            numbering["claveTecnica"] = key
        box.operator.set_series("electronic", next=7)
        codes.append(dian(box, box.operator.sell(electronic=True) and "FE7"))
        box.fake.world.sales.numbered("FE7").clear()

    assert codes[0]["cufe"] != codes[1]["cufe"]


def test_without_a_numbering_the_code_uses_the_published_key(box: Box) -> None:
    """The electronic resolution was not chosen on the screen."""
    box.operator.clear_resolution("electronic")

    assert 96 == len(str(dian(box, box.operator.sell(electronic=True))["cufe"]))


def test_the_push_waits_for_the_dian(make_box: MakeBox) -> None:
    """A slow answer delays the document; nothing is lost."""
    box = make_box(assumptions=Assumptions(dian_delay=300))
    number = box.operator.sell(electronic=True)
    box.wait(299)
    before = box.documents()

    box.wait(5)

    assert [] == before
    assert [number] == [row["numero"] for row in box.documents()]


@pytest.mark.parametrize(("choice", "count"), [("duplicates", 2), ("ignored", 1)])
def test_a_forced_send_waits_for_the_dian_too(make_box: MakeBox, choice: str, count: int) -> None:
    """It then comes beside the automatic push, which is a duplicate unless repeats are ignored."""
    box = make_box(assumptions=Assumptions(dian_delay=300, forced_resend=choice))
    number = box.operator.sell(electronic=True)
    box.force(number)

    box.wait(305)

    assert [number] * count == [row["numero"] for row in box.documents()]


def test_asking_the_dian_settles_one_or_all(box: Box) -> None:
    """Two reads that act: the answers arrive at once."""
    first, second = box.operator.sell(electronic=True), box.operator.sell(electronic=True)

    one = box.restobar.get(f"/invoices/isValidate/{box.invoice(first)['_id']}").json()
    rest = box.restobar.get("/invoices/validateEInvoice").json()

    again = box.restobar.get(f"/invoices/isValidate/{box.invoice(first)['_id']}").json()
    assert {"isValid": True, "dianState": "Aceptado"} == one == again
    assert [(second, "Aceptado")] == [(row["number"], row["dianState"]) for row in rest["data"]]
    assert 0 == box.restobar.get("/invoices/validateEInvoice").json()["count"]


def test_asking_about_what_is_not_there(box: Box) -> None:
    """404 for an unknown id, 503 for a malformed one."""
    paths = [f"/invoices/isValidate/{sale_id}" for sale_id in (NOWHERE, "x")]

    assert [404, 503] == [box.restobar.get(path).status_code for path in paths]


def test_an_unpaid_electronic_sale_is_not_at_the_dian(box: Box) -> None:
    """It goes there when it is paid."""
    number = box.operator.sell(electronic=True, paid=False)
    before = box.invoice(number)

    box.operator.pay(number)

    assert "eInvoice" not in before
    assert "Pendiente" == dian(box, number)["dianState"]


def test_words_and_names_are_switches(make_box: MakeBox) -> None:
    """Values of both icons and the paths of the unpublished fields."""
    box = make_box(
        assumptions=Assumptions(
            sync_field="integraciones.loggro.estado",
            sync_pending="pending",
            sync_done="ok",
            sync_error="failed",
            dian_state_field="dian.estado",
            dian_pending="PENDING",
            dian_accepted="OK",
            dian_rejected="REJECTED",
            cufe_field="dian.uuid",
            xml_field="",
        )
    )
    box.operator.reject_next()
    bad, good = box.operator.sell(electronic=True), box.operator.sell(electronic=True)
    early = box.invoice(good)
    box.wait()

    rows = [box.invoice(number) for number in (bad, good)]

    assert ("pending", "PENDING") == (
        early["integraciones"]["loggro"]["estado"],
        early["dian"]["estado"],
    )
    assert ["failed", "ok"] == [row["integraciones"]["loggro"]["estado"] for row in rows]
    assert ["REJECTED", "OK"] == [row["dian"]["estado"] for row in rows]
    assert {96} == {len(row["dian"]["uuid"]) for row in rows}
    assert "statusLoggro" not in rows[0]
    assert "eInvoice" not in rows[1]
    assert [good] == box.numbers(statusLoggro="ok", statusFE="OK")
