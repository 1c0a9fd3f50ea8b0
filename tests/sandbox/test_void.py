# SPDX-License-Identifier: MIT
"""Annulment: one phase for POS, two for what the DIAN accepted, and what Pymes shows of it."""

from __future__ import annotations

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import NOWHERE, Box, MakeBox, message


def void(box: Box, number: str, **body: str) -> tuple[int, dict[str, object]]:
    sale_id = box.invoice(number)["_id"]
    answer = box.restobar.post(f"/invoices/{sale_id}/changeToCanceled", json=body)
    return answer.status_code, answer.json()


def finalise(box: Box, number: str) -> tuple[int, dict[str, object]]:
    sale_id = box.invoice(number)["_id"]
    answer = box.restobar.post(f"/invoices/{sale_id}/finalizeCancellation")
    return answer.status_code, answer.json()


def test_a_pos_sale_is_annulled_at_once(box: Box) -> None:
    """Status, date, mark and reason; its orders are cancelled; the session lists it."""
    number = box.operator.sell(["Arepa de queso"])

    status, row = void(box, number, reason="Error")

    assert (200, "Anulada") == (status, row["status"])
    assert {"isDeleted": True, "reason": "Error"} == row["deletedInfo"]
    assert {"date": "2026-11-23T12:00:00.000Z"} == row["canceled"]
    assert "Cancelada" == box.restobar.get("/orders").json()["data"][0]["status"]
    (session,) = box.restobar.get("/cashboxes").json()
    assert [row["_id"]] == session["canceledInvoices"]


def test_a_printed_invoice_can_be_annulled(box: Box) -> None:
    """It was never paid."""
    number = box.operator.sell(paid=False)

    assert (200, "Anulada") == (void(box, number)[0], box.invoice(number)["status"])


def test_annulling_twice_is_refused(box: Box) -> None:
    """400; the first stays."""
    number = box.operator.sell()
    void(box, number)

    status, answer = void(box, number)

    assert (400, "La factura ya se encuentra anulada.") == (status, answer["message"])


def test_what_does_not_exist_cannot_be_annulled(box: Box) -> None:
    """404 for both phases."""
    paths = [f"/invoices/{NOWHERE}/{end}" for end in ("changeToCanceled", "finalizeCancellation")]

    assert [404, 404] == [box.restobar.post(path).status_code for path in paths]


def test_an_electronic_sale_waits_for_the_dian_first(box: Box) -> None:
    """While its answer is out the sale cannot be annulled."""
    number = box.operator.sell(electronic=True)

    status, answer = void(box, number)

    assert 400 == status
    assert "La factura electrónica aún está en validación ante la DIAN." == answer["message"]


@pytest.mark.parametrize(("choice", "between"), [("Anulada", "Anulada"), ("unchanged", "Pagada")])
def test_an_accepted_sale_is_annulled_in_two_phases(
    make_box: MakeBox, choice: str, between: str
) -> None:
    """The second waits for the credit note; the status in between is a switch."""
    box = make_box(assumptions=Assumptions(void_first_phase=choice))
    number = box.operator.sell(electronic=True)
    box.wait()

    first = void(box, number, note="Error")
    early = finalise(box, number)
    box.wait(5)
    second = finalise(box, number)

    assert (200, between) == (first[0], first[1]["status"])
    assert (400, "La nota crédito aún no ha sido aceptada por la DIAN.") == (
        early[0],
        early[1]["message"],
    )
    assert (200, "Anulada") == (second[0], second[1]["status"])
    assert {"isDeleted": True, "reason": "Error"} == second[1]["deletedInfo"]


def test_the_second_phase_needs_the_first(box: Box) -> None:
    """And happens once."""
    number = box.operator.sell(electronic=True)
    box.wait()
    too_early = finalise(box, number)
    void(box, number)
    box.wait()
    finalise(box, number)

    again = finalise(box, number)

    assert [400, 400] == [too_early[0], again[0]]


@pytest.mark.parametrize(("choice", "second"), [("yes", 200), ("no", 400)])
def test_the_annulment_waits_for_a_credit_note_or_not(
    make_box: MakeBox, choice: str, second: int
) -> None:
    """Without the note one phase is the whole of it, and there is no second."""
    box = make_box(assumptions=Assumptions(void_needs_note=choice))
    number = box.operator.sell(electronic=True)
    box.wait()

    first = void(box, number)[0]
    box.wait()

    assert (200, second) == (first, finalise(box, number)[0])
    assert "Anulada" == box.invoice(number)["status"]


@pytest.mark.parametrize(("answer", "second"), [("accepted", 200), ("rejected", 400)])
def test_the_dian_may_refuse_the_credit_note(make_box: MakeBox, answer: str, second: int) -> None:
    """A refused note never lets the annulment be finished, and Pymes keeps the document."""
    box = make_box(assumptions=Assumptions(void_note=answer))
    number = box.operator.sell(electronic=True)
    box.wait()
    void(box, number)
    box.wait()

    assert second == finalise(box, number)[0]
    box.wait()
    assert (["Anulada"] if second == 200 else ["Pagada"]) == [
        row["estado"] for row in box.fake.world.books
    ]


def test_a_rejected_sale_is_annulled_in_one_phase(box: Box) -> None:
    """There is nothing at the DIAN to undo."""
    box.operator.reject_next()
    number = box.operator.sell(electronic=True)
    box.wait()

    assert "Anulada" == void(box, number)[1]["status"]


@pytest.mark.parametrize(
    ("effect", "states"),
    [
        ("annulled", ["Anulada"]),
        ("credit-note", ["Pagada", "Pagada"]),
        ("nothing", ["Pagada"]),
    ],
)
def test_pymes_shows_an_annulment_in_one_of_three_ways(
    make_box: MakeBox, effect: str, states: list[str]
) -> None:
    """Unknown at Loggro; it arrives with the delay of the push."""
    box = make_box(assumptions=Assumptions(void_effect=effect))
    number = box.operator.sell()
    box.wait()

    void(box, number)
    before = [row["estado"] for row in box.documents()]
    box.wait()

    assert ["Pagada"] == before
    assert states == [row["estado"] for row in box.documents()]


def test_a_credit_note_names_its_invoice(make_box: MakeBox) -> None:
    """Own number, own kind, the same amounts."""
    box = make_box(assumptions=Assumptions(void_effect="credit-note"))
    first, second = box.operator.sell(), box.operator.sell()
    box.wait()
    for number in (first, second):
        void(box, number)
    box.wait()

    notes = box.documents(tipoDocumento="NOTA_CREDITO_VENTA")

    assert [("NC1", first), ("NC2", second)] == [
        (row["numero"], row["referencia"]) for row in notes
    ]
    assert {16500} == {row["total"] for row in notes}
    assert {0} == {row["saldo"] for row in box.documents()}


@pytest.mark.parametrize(("choice", "states"), [("skipped", []), ("annulled", ["Anulada"])])
def test_a_sale_annulled_before_its_push_is_skipped_or_sent(
    make_box: MakeBox, choice: str, states: list[str]
) -> None:
    """Unknown at Loggro."""
    box = make_box(assumptions=Assumptions(voided_before_push=choice))
    void(box, box.operator.sell())

    box.wait()

    assert states == [row["estado"] for row in box.documents()]


def test_a_sale_annulled_before_its_push_stays_out_while_a_setting_is_missing(
    make_box: MakeBox,
) -> None:
    """Where it would be sent, it is an error like any other."""
    box = make_box(assumptions=Assumptions(voided_before_push="annulled"))
    number = box.operator.sell()
    box.operator.clear_token()
    void(box, number)

    box.wait()

    assert ([], "error") == (box.documents(), box.operator.state_of(number)["sync"])


def test_an_annulled_sale_cannot_be_sent_again(box: Box) -> None:
    """400: it is in no state for it."""
    number = box.operator.sell()
    void(box, number)

    assert (
        400,
        "La factura no está en un estado que se pueda enviar a la integración.",
    ) == message(box.force(number))
