# SPDX-License-Identifier: MIT
"""The shape recorder: types and presence, never a value; and what differs from our classes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from loggro_integration import PymesClient, RestobarClient, errors
from loggro_integration.exact_json import dumps, loads
from loggro_integration.http import SendPolicy
from loggro_integration.sandbox import FakeLoggro, Fault, transport
from loggro_integration.sync import ShapeReport, record_shapes, recorded_calls
from loggro_integration.sync._shape import Shape
from loggro_integration.sync._shape_list import BOOKS, POS
from loggro_integration.sync._shape_report import compare
from loggro_integration.sync._shapes import _builder
from loggro_integration.testing import Assumptions
from loggro_integration.wire import SaleFields, SalesFields, describe, known_keys, row_class
from loggro_integration.wire.restobar import Movement, Sale

DAY = date(2026, 11, 20)
SECRET = "s3cr3t-Xy9"
NAME = "Zulema Quiñones"


@pytest.fixture
def fake() -> FakeLoggro:
    """Open a restaurant whose sales are in Pymes."""
    found = FakeLoggro()
    found.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    for electronic in (True, False, True):
        found.operator.sell(at="2026-11-20T12:00:00-05:00", electronic=electronic)
    found.operator.push_now()
    return found


class Planted(httpx.BaseTransport):
    """Answers what the fake answers, changed by a function of the decoded body."""

    def __init__(self, inner: httpx.BaseTransport, change: Callable[[Any], Any]) -> None:
        self.inner = inner
        self.change = change

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.inner.handle_request(request)
        body = answer.read()
        if not request.url.path.endswith("/login"):
            body = dumps(self.change(loads(body))).encode()
        return httpx.Response(answer.status_code, content=body)


def record(
    fake: FakeLoggro, change: Callable[[Any], Any] = lambda body: body, **options: Any
) -> ShapeReport:
    pos = RestobarClient(
        email=fake.email,
        password=fake.password,
        transport=Planted(transport(fake.restobar_app), change),
        read_only=True,
    )
    books = PymesClient(
        token=fake.token, transport=Planted(transport(fake.pymes_app), change), read_only=True
    )
    with pos, books:
        return record_shapes(pos, books, since=DAY, until=DAY, **options)


def test_the_account_is_recorded(fake: FakeLoggro) -> None:
    """Each read of the list is made, in its order, and its fields are told with their types."""
    steps: list[int] = []
    report = record(fake, step=lambda: steps.append(1))

    assert list(recorded_calls()) == [read.call for read in report.reads]
    assert {"recorded", "empty"} == {read.outcome for read in report.reads}
    assert len(report.reads) == len(steps)
    found: Any = report.to_json()
    sale = found["reads"][0]["fields"]
    assert {"types": ["integer"], "forms": [], "presence": "always"} == sale["$.data[].total"]
    assert ["instant"] == sale["$.data[].createdOn"]["forms"]
    assert "sometimes" == sale["$.data[].eInvoice"]["presence"]
    assert "Sale" == found["reads"][0]["model"]


def test_the_recorder_sends_reads_of_its_list_only(fake: FakeLoggro) -> None:
    """Everything in the list is declared a read, and nothing else reaches the server."""
    with (
        RestobarClient(email="a@b.co", password="x") as pos,
        PymesClient(token="x") as books,
    ):
        for client, looks in ((pos, POS), (books, BOOKS)):
            for look in looks:
                build = _builder(client, look.call)
                given = {"since": DAY, "until": DAY, look.argument: "66f9b8a7c3d4e5f60789abcd"}
                taken = build.__code__.co_varnames
                operation = build(**{k: v for k, v in given.items() if k and k in taken})
                assert SendPolicy.READ is operation.policy, look.call
    before = len(fake.calls)
    record(fake)

    assert {"GET"} == {call.method for call in fake.calls[before:] if "login" not in call.path}


def planted(value: Any) -> Any:
    """Put the secret and the name into every text, and make keys of them."""
    if isinstance(value, str):
        return f"{value} {SECRET} {NAME}"
    if isinstance(value, list):
        return [planted(item) for item in value]
    if isinstance(value, dict):
        found = {key: planted(item) for key, item in value.items()}
        return found | {NAME: 1, SECRET: 2, "zulema": {"quiñones": 3}} if found else found
    return value


def planted_beside_ids(value: Any, key: str = "") -> Any:
    """Leave ids as they are, so that the reads which need one are made too."""
    if isinstance(value, str) and key in {"_id", "uuid"}:
        return value
    if isinstance(value, list):
        return [planted_beside_ids(item) for item in value]
    if isinstance(value, dict):
        return {name: planted_beside_ids(item, name) for name, item in value.items()} | {NAME: 1}
    return planted(value)


@pytest.mark.parametrize("change", [planted, planted_beside_ids])
def test_nothing_planted_is_recorded(fake: FakeLoggro, change: Callable[[Any], Any]) -> None:
    """A secret and a name in every text of every answer, and as keys, stay out of the file."""
    fake.operator.add_faults(
        [Fault(status=400, method="GET", route="/taxes", body={"message": f"{SECRET} {NAME}"})]
    )

    report = record(fake, change)

    written = dumps(report.to_json()) + repr(report) + repr(report.reads)
    for word in (SECRET, NAME, *NAME.split(), *NAME.lower().split()):
        assert word not in written
    assert "$.data[].*" in written
    assert {"recorded"} <= {read.outcome for read in report.reads}


def test_no_value_at_all_is_recorded(fake: FakeLoggro) -> None:
    """Every text and number that the fake answers is looked for; field names apart."""
    seen: set[str] = set()

    def collect(body: Any) -> Any:
        seen.update(texts(body))
        return body

    report = record(fake, collect)

    parts = {
        part
        for read in report.reads
        for path in read.to_json()["fields"]
        for part in path.replace("[]", "").split(".")
    }  # type: ignore[union-attr]
    assert len(seen) > 200
    assert set() == {text for text in seen if text in parts} - known_keys()


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        yield str(value)


def finding(report: ShapeReport, kind: str, path: str) -> list[str]:
    return [each.message.en for each in report.findings if (each.kind, each.path) == (kind, path)]


def test_a_new_field_is_told(fake: FakeLoggro) -> None:
    """What no class knows is new."""

    def change(body: Any) -> Any:
        for row in body["data"] if isinstance(body, dict) and "data" in body else ():
            row["tipoDeVenta"] = "Mostrador"
        return body

    report = record(fake, change, only=["restobar.invoices.list"])

    assert ["field tipoDeVenta (string) is new."] == finding(report, "new", "tipoDeVenta")


def test_another_type_is_told(fake: FakeLoggro) -> None:
    """A number that comes as text, deep in a row, is named with what we say."""

    def change(body: Any) -> Any:
        for row in body["data"]:
            row["seq"] = str(row["seq"])
            row["products"][0]["price"] = {"value": 1}
        return body

    report = record(fake, change, only=["restobar.invoices.list"])

    assert ["field seq is string, we say int."] == finding(report, "type", "seq")
    assert ["field products[].price is integer/object, we say Decimal."] == [
        message.replace(
            "field products[].price is object,", "field products[].price is integer/object,"
        )
        for message in finding(report, "type", "products[].price")
    ]


def test_a_needed_field_that_is_missing_is_told(fake: FakeLoggro) -> None:
    """A field without which a row cannot be read, and is not always there."""

    def change(body: Any) -> Any:
        del body["data"][0]["status"]
        return body

    report = record(fake, change, only=["restobar.invoices.list"])

    assert ["field status is not always there, we need it."] == finding(report, "missing", "status")


def test_an_assumed_name_that_is_not_there_is_told() -> None:
    """Names that nobody published are held against the rows, with the setting to change."""
    fake = FakeLoggro(assumptions=Assumptions(sales_fields={"total": "valorTotal"}))
    fake.operator.sell(at="2026-11-20T12:00:00-05:00")
    fake.operator.push_now()

    report = record(fake, only=["pymes.sales.list"])

    assert ["there is no total; set pymes.fields.total."] == finding(report, "name", "total")
    other = record(fake, only=["pymes.sales.list"], sales_fields=SalesFields(total="valorTotal"))
    assert [] == finding(other, "name", "valorTotal")


def test_the_sandbox_is_as_we_say(fake: FakeLoggro) -> None:
    """The fake sends no type that our classes do not expect, and every assumed name."""
    report = record(fake)

    assert [] == [each.message.en for each in report.findings if each.kind == "type"]
    assert [] == [each.message.en for each in report.findings if each.kind == "missing"]


def test_a_refused_read_is_a_result(fake: FakeLoggro) -> None:
    """The class and status of the refusal are kept, its words are not; the others go on."""
    fake.operator.add_faults(
        [Fault(status=402, method="GET", route="/products", body={"message": SECRET})]
    )

    report = record(fake)

    (products,) = (read for read in report.reads if read.call == "restobar.products.list")
    (one,) = (read for read in report.reads if read.call == "restobar.products.get")
    assert "refused" == products.outcome
    assert (products.refusal or "").endswith(" 402")
    assert "skipped" == one.outcome
    assert SECRET not in dumps(report.to_json())


def test_a_page_instead_of_json_is_a_result(fake: FakeLoggro) -> None:
    """A gateway that answers 200 with HTML is told as such, and none of its words is kept."""
    page = f"<p>{SECRET}</p>"
    fault = Fault(status=200, method="GET", route="/taxes", body=page, content_type="text/html")
    fake.operator.add_faults([fault])
    login = {"email": fake.email, "password": fake.password}

    with RestobarClient(**login, transport=transport(fake.restobar_app)) as pos:
        report = record_shapes(pos, None, since=DAY, until=DAY)

    (taxes,) = (read for read in report.reads if read.call == "restobar.taxes.list")
    assert ("refused", "UnexpectedResponse 200") == (taxes.outcome, taxes.refusal)
    assert SECRET not in dumps(report.to_json())


def test_an_account_that_answers_nothing_raises(fake: FakeLoggro) -> None:
    """Where no read at all is answered, its error is the result."""
    with (
        RestobarClient(
            email=fake.email, password="otra", transport=transport(fake.restobar_app)
        ) as pos,
        pytest.raises(errors.AuthenticationFailed),
    ):
        record_shapes(pos, None, since=DAY, until=DAY)


def test_a_name_that_is_not_in_the_list_is_refused(fake: FakeLoggro) -> None:
    """The list is explicit: neither another read nor a write can be asked for."""
    for name in ("restobar.invoices.void", "restobar.invoices.force_send", "x"):
        with pytest.raises(errors.InvalidInput):
            record(fake, only=[name])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", "empty"),
        ("2026-11-20T12:00:00.000Z", "instant"),
        ("2026-11-20", "day"),
        ("20/11/2026", "day"),
        ("66f9b8a7c3d4e5f60789abcd", "id"),
        ("8d0f1c0e-9a3b-4c1d-8e2f-000000000001", "uuid"),
        ("900555111", "digits"),
        ("54000.00", "number"),
        ("Nequi", "text"),
    ],
)
def test_forms_of_texts(text: str, form: str) -> None:
    """A form says how a text is written, not what."""
    shape = Shape()
    shape.add(text)

    assert {form} == shape.forms


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("tipoDeVenta", True),
        ("_id", True),
        ("valor_total", True),
        ("Ana", False),
        ("ana", False),
        ("CUFE", False),
        ("3001234567", False),
        ("66f9b8a7c3d4e5f60789abcd", False),
        ("ana maria", False),
        ("ana@example.com", False),
        ("x" * 41, False),
        ("", False),
    ],
)
def test_keys_that_may_be_values_are_hidden(key: str, *, told: bool) -> None:
    """A key is told if it looks like the name of a field and stands nowhere as a value."""
    shape = Shape()
    shape.add({key: 1})

    assert {key if told else "*"} == set(shape.hidden(frozenset({"_id"}), {"ana"}).fields)


def test_every_json_type_is_told() -> None:
    """Null, numbers, text, lists and objects, mixed at one place."""
    shape = Shape()
    for value in (None, True, 1, Decimal("1.5"), "x", [], {}, [1]):
        shape.add(value)

    assert {"null", "boolean", "integer", "decimal", "string", "array", "object"} == shape.types
    assert shape.at("a.b") is None
    assert {"integer"} == shape.hidden(frozenset(), set()).items.types  # type: ignore[union-attr]


def test_classes_are_described() -> None:
    """What a class expects follows from its fields."""
    sale = describe(Sale)

    assert ({"integer", "decimal"}, "Decimal", True) == (
        set(sale["total"].types),
        sale["total"].name,
        True,
    )
    assert "list of SaleLine" == sale["products"].name
    assert {"array"} == sale["products"].types
    assert not describe(Movement)["invoice"].types
    assert row_class(len) is None
    assert row_class(3) is None


def test_empty_lists_and_texts_say_no_type() -> None:
    """An empty list or an empty text stands for nothing, as in the rows of Restobar."""
    shape = Shape()
    shape.add({"seq": [], "total": "", "statusLoggro": "x"})

    found = list(compare("x", shape, Sale, assumed=SaleFields().sync_state))

    assert [] == [each.path for each in found if each.kind in {"type", "new"}]


def test_the_recorder_needs_no_loop() -> None:
    """It is synchronous: a program in asyncio runs it in a thread."""
    fake = FakeLoggro()

    async def main() -> ShapeReport:
        return await asyncio.to_thread(record, fake, only=["pymes.establishments.list"])

    assert ["recorded"] == [read.outcome for read in asyncio.run(main()).reads]
