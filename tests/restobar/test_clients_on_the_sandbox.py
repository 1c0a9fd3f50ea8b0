# SPDX-License-Identifier: MIT
"""Both clients against the fake Loggro: every call for real, twins alike, in process and not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration import PymesClient, RestobarClient, SendPolicy, errors, wire
from loggro_integration.codes import InvoiceStatus
from loggro_integration.http import Override
from loggro_integration.sandbox import Assumptions, FakeLoggro, Fault, serve, transport
from loggro_integration.wire import OpenRecord, SalesFields, restobar
from pymes.pymes_cases import NAMESPACES as PYMES_NAMESPACES
from restobar.cases import NAMESPACES as RESTOBAR_NAMESPACES
from restobar.kit import descriptors
from restobar.play import DAY, PYMES, RESTOBAR, opened, play, play_async

MOVES = RESTOBAR + PYMES


@pytest.fixture(scope="module")
def played() -> list[Any]:
    """What the synchronous clients get in process: the measure of the others."""
    return play(MOVES, opened())


@pytest.fixture(scope="module")
def played_async() -> list[Any]:
    """What the asynchronous clients get in process."""
    return play_async(MOVES, opened())


@pytest.fixture(scope="module")
def over_loopback() -> list[Any]:
    """What the synchronous clients get over a socket."""
    fake = opened()
    with serve(fake) as served:
        return play(MOVES, fake, served)


@pytest.fixture(scope="module")
def over_loopback_async() -> list[Any]:
    """What the asynchronous clients get over a socket."""
    fake = opened()
    with serve(fake) as served:
        return play_async(MOVES, fake, served)


PLACES = pytest.mark.parametrize("place", range(len(MOVES)), ids=[str(move) for move in MOVES])


@PLACES
def test_twins_get_the_same(place: int, played: list[Any], played_async: list[Any]) -> None:
    """Same state, same call: the same value or the same error from both clients."""
    assert played[place] == played_async[place]


@PLACES
def test_a_socket_changes_nothing(place: int, played: list[Any], over_loopback: list[Any]) -> None:
    """What a call gives in process it gives over a real connection too."""
    assert played[place] == over_loopback[place]


@PLACES
def test_twins_get_the_same_over_a_socket(
    place: int, played: list[Any], over_loopback_async: list[Any]
) -> None:
    """The asynchronous client over a real connection gives what the others give."""
    assert played[place] == over_loopback_async[place]


@PLACES
def test_no_answer_of_the_fake_has_an_unknown_shape(place: int, played: list[Any]) -> None:
    """Typed rows leave no field of the fake over, and no error says "unknown shape"."""
    result = played[place]
    if isinstance(result, tuple):
        assert not issubclass(result[0], errors.UnexpectedResponse | errors.UnreadableAnswer)
    for row in result if isinstance(result, list) else []:
        if isinstance(row, restobar.Sale):
            assert set(row.extra) <= {"statusLoggro", "inventoryControl"}


def test_every_call_of_the_play_exists() -> None:
    """The play names calls that both clients have."""
    assert {move.call for move in RESTOBAR} <= descriptors(RESTOBAR_NAMESPACES)
    assert {move.call for move in PYMES} <= descriptors(PYMES_NAMESPACES)


def test_the_refusals_are_the_expected_ones(played: list[Any]) -> None:
    """
    Each call that must fail does, with its class; every other one gives a value.

    An e-mail without address is answered 500, the one refusal code that is documented for it.
    """
    refused = [
        (str(move), result[0].__name__)
        for move, result in zip(MOVES, played, strict=True)
        if isinstance(result, tuple)
    ]

    assert [
        ("restobar.invoices.get", "NotFound"),
        ("restobar.invoices.mark_paid", "NotFound"),
        ("restobar.invoices.send_email", "ServerFailed"),
        ("restobar.invoices.force_send", "NotFound"),
        ("restobar.invoices.void", "InvalidRequest"),
        ("restobar.invoices.finalize_void", "InvalidRequest"),
    ] == sorted(set(refused), key=refused.index)


@pytest.fixture
def fake() -> FakeLoggro:
    """A restaurant with four sales."""
    return opened()


@pytest.fixture
def pos(fake: FakeLoggro) -> Iterator[RestobarClient]:
    """The client of its point of sale."""
    with RestobarClient(
        email=fake.email,
        password=fake.password,
        transport=transport(fake.restobar_app),
        sleep=lambda seconds: None,
    ) as client:
        yield client


@pytest.fixture
def books(fake: FakeLoggro) -> Iterator[PymesClient]:
    """The client of its books."""
    with PymesClient(
        token=fake.token, transport=transport(fake.pymes_app), sleep=lambda seconds: None
    ) as client:
        yield client


def test_sales_are_read_whole(fake: FakeLoggro, pos: RestobarClient) -> None:
    """What the list gives is what Restobar holds, to the last key and digit."""
    rows = [wire.to_json(sale) for sale in pos.invoices.list(since=DAY, page_size=3)]

    assert sorted(fake.sales(), key=lambda row: row["_id"]) == sorted(
        rows, key=lambda row: row["_id"]
    )


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_every_sale_comes_once_in_either_order(order: str) -> None:
    """The order of the list is not published: both give each row once."""
    fake = FakeLoggro(assumptions=Assumptions(list_order=order))  # type: ignore[arg-type]
    number = fake.operator.sell()
    fake.operator.copy_sale(number, 24)
    with RestobarClient(
        email=fake.email, password=fake.password, transport=transport(fake.restobar_app)
    ) as pos:
        ids = [sale.id for sale in pos.invoices.list(since=DAY, page_size=7)]

    assert 25 == len(ids) == len(set(ids))


def test_a_range_of_days_ends_at_midnight_in_bogota(fake: FakeLoggro, pos: RestobarClient) -> None:
    """A sale of the last minute belongs to its Bogotá day, and to no other."""
    late = fake.operator.sell(at="2026-11-25T04:59:59.999Z")
    days = {day: date(2026, 11, day) for day in (23, 24, 25)}

    found = {
        day: [sale.number for sale in pos.invoices.list(since=at, until=at)]
        for day, at in days.items()
    }

    assert late in found[24]
    assert late not in found[23] + found[25]


def test_a_billed_sale_becomes_paid(fake: FakeLoggro, pos: RestobarClient) -> None:
    """The write reaches the fake as it was meant: methods, values and tip."""
    sale = pos.invoices.get(fake.sales()[1]["_id"])
    cash = next(method for method in pos.payment_methods.list() if method.name == "Efectivo")
    pos.invoices.mark_paid(
        sale.id,
        payments=[restobar.NewPayment(method=cash.id, value=sale.total)],
        tip=Decimal(700),
    )

    after = pos.invoices.get(sale.id)

    assert (InvoiceStatus.BILLED, InvoiceStatus.PAID) == (sale.status, after.status)
    assert [("Efectivo", sale.total)] == [(each.method, each.value) for each in after.payments]
    assert Decimal(700) == after.tip


def test_a_void_keeps_its_reason(fake: FakeLoggro, pos: RestobarClient) -> None:
    """The inferred field of the reason is the one the fake stores."""
    sale = fake.sales()[0]["_id"]
    pos.invoices.void(sale, reason="Pedido equivocado")

    after = pos.invoices.get(sale)

    assert after.is_voided
    assert after.deleted is not None
    assert "Pedido equivocado" == after.deleted.reason


def test_a_paid_answer_that_is_lost_is_looked_up(fake: FakeLoggro, pos: RestobarClient) -> None:
    """After a 500 that came too late, the look-up tells that it happened: nothing is sent twice."""
    fake.operator.add_faults([Fault.after_commit("POST", "/invoices/{id}/changeToPaid")])
    sale = pos.invoices.get(fake.sales()[1]["_id"])
    cash = next(iter(pos.payment_methods.list()))
    payment = restobar.NewPayment(method=cash.id, value=sale.total)
    with pytest.raises(errors.ServerFailed) as caught:
        pos.invoices.mark_paid(sale.id, payments=[payment])

    found = pos.run(caught.value.lookup)  # type: ignore[arg-type]

    assert InvoiceStatus.PAID == found.status
    assert 1 == sum(call.path.endswith("changeToPaid") for call in fake.calls)


def test_an_expired_token_is_renewed_once(fake: FakeLoggro, pos: RestobarClient) -> None:
    """The token ends between two calls; the second logs in again and gives its value."""
    list(pos.taxes.list())
    fake.operator.expire_tokens()

    assert list(pos.taxes.list())
    assert 2 == sum(call.path == "/login" for call in fake.calls)


def test_a_user_who_may_not_log_in_is_told_why(fake: FakeLoggro, pos: RestobarClient) -> None:
    """An inactive user is refused in Loggro's words, once, and nothing was written."""
    fake.operator.set_user(fake.email, active=False)

    with pytest.raises(errors.AuthenticationFailed, match="Usuario inactivo"):
        list(pos.taxes.list())

    assert ["/login"] == [call.path for call in fake.calls]


def test_a_report_without_premium_names_the_plan(fake: FakeLoggro, pos: RestobarClient) -> None:
    """The sales report needs premium; the remedy says so."""
    fake.operator.set_plan("basic")

    with pytest.raises(errors.PlanLimit) as caught:
        list(pos.reports.sales_invoices(since=DAY, status="Pagada"))

    assert "premium" in str(caught.value.hint)


def test_a_missing_permission_is_named(fake: FakeLoggro, pos: RestobarClient) -> None:
    """Without the permission of the cash boxes its code is in the error."""
    fake.operator.set_permission("CB_GET_ALL", allowed=False)

    with pytest.raises(errors.PermissionMissing) as caught:
        list(pos.cashboxes.list())

    assert "CB_GET_ALL" == caught.value.permission


def test_a_dateless_list_would_fail_and_ours_does_not(
    fake: FakeLoggro, pos: RestobarClient
) -> None:
    """Without dates the fake answers 500 as two accounts did: our list always sends them."""
    with pytest.raises(errors.Unavailable):
        pos.request("GET", "/invoices", query={"pagination": True}, policy=SendPolicy.READ)

    assert 4 == len(list(pos.invoices.list(since=DAY)))


def test_the_documented_path_of_the_cash_boxes_does_not_exist(
    fake: FakeLoggro, pos: RestobarClient
) -> None:
    """The page of Express is told apart from "not found", and the remedy names the setting."""
    with pytest.raises(errors.UnexpectedResponse, match="Cannot GET /cashbox") as caught:
        pos.request("GET", "/cashbox", policy=SendPolicy.READ)

    assert "overrides" in str(caught.value.hint)


@pytest.mark.parametrize("module", ["facturacion", "financiero"])
def test_the_books_may_stand_in_another_module(module: str) -> None:
    """Where the fake moves the sales documents, one override finds them."""
    fake = FakeLoggro(assumptions=Assumptions(sales_module=module))
    number = fake.operator.sell()
    fake.operator.push_now()
    overrides = {"sales.list": Override(base_url=f"https://api.loggro.com/apik/loggro-{module}")}
    with PymesClient(
        token=fake.token, transport=transport(fake.pymes_app), overrides=overrides
    ) as books:
        rows = list(books.sales.list(number=number))

    assert [number] == [row.get("numero") for row in rows]


def test_documents_are_read_by_configurable_names(fake: FakeLoggro, books: PymesClient) -> None:
    """The default names read every document of the fake."""
    rows = [SalesFields().read(row) for row in books.sales.list(since=DAY, until=DAY)]

    assert {row.number for row in rows} <= {sale["number"] for sale in fake.sales()}
    assert rows
    assert {DAY} == {row.day for row in rows}


@pytest.mark.parametrize("shape", ["list", "object"])
def test_both_forms_of_an_error_are_read(shape: str) -> None:
    """`errores` is a list or one object: words and code come out of both."""
    fake = FakeLoggro(assumptions=Assumptions(errors_shape=shape))  # type: ignore[arg-type]
    with (
        PymesClient(token=fake.token, transport=transport(fake.pymes_app)) as books,
        pytest.raises(errors.InvalidRequest) as caught,
    ):
        books.request(
            "GET",
            "/v1/vendedores",
            query={"limit": 101},
            module="facturacion",
            policy=SendPolicy.READ,
        )

    assert "parametro.invalido" == caught.value.code


def test_a_wrong_token_of_the_books_is_refused(fake: FakeLoggro) -> None:
    """A token that Pymes does not know is `TokenRejected`, told once."""
    with (
        PymesClient(token="wrong", transport=transport(fake.pymes_app)) as books,
        pytest.raises(errors.TokenRejected),
    ):
        list(books.sellers.list())

    assert 1 == len(fake.calls)


def test_rows_of_unknown_shape_are_kept_whole(books: PymesClient) -> None:
    """Whatever the books answer stands in the record."""
    rows = list(books.numbering_ranges.list())

    assert rows
    assert all(isinstance(row, OpenRecord) and row.fields for row in rows)
