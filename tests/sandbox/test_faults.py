# SPDX-License-Identifier: MIT
"""What goes wrong on the way, and that the work was done or not as the fault says."""

from __future__ import annotations

import httpx
import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.sandbox import Fault
from sandbox.boxes import FACTURACION, Box

PATH = "/orders"


def strike(box: Box, fault: Fault, *, patience: float = 30) -> httpx.Response:
    """Send an order into a fault; only for an answer does the client wait so short."""
    body = {"table": box.table(), "orders": [box.entry()]}
    box.operator.add_faults([fault])
    return box.restobar.post(PATH, json=body, timeout=httpx.Timeout(30, read=patience))


def orders(box: Box) -> int:
    box.operator.clear_faults()
    return int(box.restobar.get("/orders").json()["count"])


@pytest.mark.parametrize(
    ("fault", "status", "text", "done"),
    [
        (Fault.before("POST", PATH), 500, "Error interno", 0),
        (Fault.before("POST", PATH, status=503), 503, "Error interno", 0),
        (Fault.after_commit("POST", PATH), 500, "Error interno", 1),
        (Fault.gateway("POST", PATH), 502, "<h1>502 Bad Gateway</h1>", 0),
        (Fault.empty_503("POST", PATH), 503, "", 0),
        (Fault.garbage("POST", PATH), 200, "<!DOCTYPE html>", 1),
        (Fault.error_body("POST", PATH), 200, "Error interno", 0),
        (Fault.accepted("POST", PATH), 202, '{"message":{}}', 1),
        (Fault.too_many("POST", PATH), 429, "Too Many Requests", 0),
        (Fault.twice("POST", PATH), 200, "Espera", 2),
    ],
)
def test_a_wrong_answer(box: Box, fault: Fault, status: int, text: str, done: int) -> None:
    """Status and body are wrong; the work was done so many times."""
    answer = strike(box, fault)

    assert status == answer.status_code
    assert text in answer.text
    assert done == orders(box)


WIRE: list[tuple[Fault, type[Exception], type[Exception], int]] = [
    (Fault.timeout_before("POST", PATH), httpx.ConnectTimeout, httpx.ReadTimeout, 0),
    (Fault.timeout_after("POST", PATH), httpx.ReadTimeout, httpx.ReadTimeout, 1),
    (Fault.reset_before("POST", PATH), httpx.ReadError, httpx.ReadError, 0),
    (Fault.reset("POST", PATH), httpx.ReadError, httpx.ReadError, 1),
    (Fault.half_answer("POST", PATH), httpx.RemoteProtocolError, httpx.RemoteProtocolError, 1),
    (Fault.slow("POST", PATH, seconds=20), httpx.ReadTimeout, httpx.ReadTimeout, 1),
]


@pytest.mark.parametrize(("fault", "in_process", "over_a_socket", "done"), WIRE)
def test_no_answer(
    box: Box, fault: Fault, in_process: type[Exception], over_a_socket: type[Exception], done: int
) -> None:
    """The library raises what a broken connection makes it raise; the work was done or not."""
    expected = in_process if box.over == "process" else over_a_socket

    with pytest.raises(expected):
        strike(box, fault, patience=1)

    assert done == orders(box)


def test_a_slow_answer_arrives_when_the_client_waits(box: Box) -> None:
    """In process nobody waits at all."""
    answer = strike(box, Fault.slow("POST", PATH, seconds=0.01))

    assert (200, 1) == (answer.status_code, orders(box))


def test_a_slow_answer_arrives_when_the_client_has_no_limit(box: Box) -> None:
    """No time-out was set."""
    box.operator.add_faults([Fault.slow("GET", "/taxes", seconds=0.01)])

    assert 200 == box.restobar.get("/taxes", timeout=None).status_code


def test_a_token_may_end_in_the_middle(box: Box) -> None:
    """403 for the call and for those after it, until the next login."""
    answer = strike(box, Fault.token_expired("POST", PATH, times=1))
    after = box.restobar.get("/taxes").status_code

    box.login()

    assert [403, 403, 200] == [
        answer.status_code,
        after,
        box.restobar.get("/taxes").status_code,
    ]


def test_a_fault_strikes_every_nth_call_and_stops(box: Box) -> None:
    """The third and the sixth, then no more."""
    box.operator.add_faults([Fault.before("GET", "/taxes", every=3, times=2)])

    statuses = [box.restobar.get("/taxes").status_code for _ in range(9)]

    assert [200, 200, 500, 200, 200, 500, 200, 200, 200] == statuses


def test_a_fault_is_about_one_route_by_its_template(box: Box) -> None:
    """Not about its neighbours, nor about other methods."""
    box.operator.add_faults([Fault.before("GET", "/invoices/{id}")])
    sale_id = box.invoice(box.operator.sell())["_id"]

    assert 500 == box.restobar.get(f"/invoices/{sale_id}").status_code
    assert 200 == box.restobar.post(f"/invoices/{sale_id}/changeToCanceled").status_code


def test_a_fault_can_be_about_everything(box: Box) -> None:
    """A storm over both products; the first of two faults wins."""
    box.operator.add_faults([Fault.too_many("*", "*"), Fault.gateway("*", "*")])

    assert 429 == box.restobar.get("/taxes").status_code
    assert 429 == box.pymes.get(f"{FACTURACION}/clientes").status_code


def test_the_log_names_what_happened_on_the_wire(box: Box) -> None:
    """A call that was broken is in it, with the answer that did not arrive."""
    with pytest.raises(httpx.ReadError):
        strike(box, Fault.reset("POST", PATH))

    call = box.fake.calls[-1]
    assert (PATH, 200, "reset-after") == (call.route, call.status, call.fault)


def test_a_wrong_answer_may_have_any_body(box: Box) -> None:
    """JSON, text, a content type of one's own."""
    as_json = Fault(method="POST", route=PATH, status=400, body={"message": "x"})
    as_text = Fault(method="GET", route="/taxes", status=200, body="a;b", content_type="text/csv")
    box.operator.add_faults([as_text])

    assert {"message": "x"} == strike(box, as_json).json()
    answer = box.restobar.get("/taxes")
    assert ("a;b", "text/csv") == (answer.text, answer.headers["content-type"])


@pytest.mark.parametrize("arguments", [{"kind": "quake"}, {"every": 0}])
def test_a_fault_that_cannot_be_is_refused(arguments: dict[str, object]) -> None:
    """When it is made, not when it strikes."""
    with pytest.raises(InvalidInput):
        Fault(**arguments)
