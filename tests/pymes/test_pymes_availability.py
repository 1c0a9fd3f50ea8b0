# SPDX-License-Identifier: MIT
"""Stock of many codes: what is unknown is dropped, reported, and never asked for twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from loggro_integration import AsyncPymesClient, PymesClient, errors
from loggro_integration.exact_json import loads
from loggro_integration.pymes import KnownStock
from loggro_integration.pymes._namespaces import Availability
from pymes.pymes_cases import UUID
from restobar.kit import made, run, signature

PLACE = {"warehouse": UUID, "establishment_code": "001"}


class Warehouse:
    """
    A server that knows some codes and refuses a batch with any other, as Pymes does.

    Args:
        known: Codes it knows.
        refusal: Makes the text of a refusal of one code.
    """

    def __init__(
        self,
        known: Sequence[str],
        refusal: Callable[[str], str] = "Producto no encontrado: {}".format,
    ) -> None:
        self.known = set(known)
        self.refusal = refusal
        self.batches: list[list[str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body: Any = loads(request.content)
        codes = [each["codigoItem"] for each in body["items"]]
        self.batches.append(codes)
        for code in codes:
            if code not in self.known:
                error = {"codigo": "x", "mensaje": self.refusal(code)}
                return made((400, {"errores": [error]}))
        rows = [{"uuid": code, "codigo": code, "cantidadDisponible": 1} for code in codes]
        return made({"contenido": rows})

    async def later(self, request: httpx.Request) -> httpx.Response:
        """Answer an asynchronous client."""
        return self(request)

    def ask(self, codes: Any, **place: Any) -> KnownStock:
        """Ask with the synchronous client."""
        with PymesClient(token="t", transport=httpx.MockTransport(self)) as books:
            return books.availability.known(codes, **(place or PLACE))

    def ask_async(self, codes: Any) -> KnownStock:
        """Ask with the asynchronous client."""

        async def call() -> KnownStock:
            async with AsyncPymesClient(
                token="t", transport=httpx.MockTransport(self.later)
            ) as books:
                return await books.availability.known(codes, **PLACE)

        found: KnownStock = run(call)
        return found


def codes_of(stock: KnownStock) -> list[Any]:
    """Return the codes of the rows."""
    return [row.code for row in stock.rows]


def test_all_known_codes_take_one_question() -> None:
    """Nothing is dropped and nothing is asked twice, not even a code given twice."""
    warehouse = Warehouse(["A", "B"])
    stock = warehouse.ask(["A", "B", "A"])

    assert (["A", "B"], ()) == (codes_of(stock), stock.unknown)
    assert [["A", "B"]] == warehouse.batches


def test_unknown_codes_are_dropped_and_reported_in_order() -> None:
    """Each refusal names one code; the batch is asked again without it."""
    warehouse = Warehouse(["A", "B"])
    stock = warehouse.ask(["A", "Z", "B", "Y"])

    assert (["A", "B"], ("Z", "Y")) == (codes_of(stock), stock.unknown)
    assert [["A", "Z", "B", "Y"], ["A", "B", "Y"], ["A", "B"]] == warehouse.batches


def test_the_asynchronous_twin_asks_and_tells_the_same() -> None:
    """Same questions in the same order, same report."""
    warehouse, twin = Warehouse(["A", "B"]), Warehouse(["A", "B"])

    assert warehouse.ask(["Y", "A", "Z", "B"]) == twin.ask_async(["Y", "A", "Z", "B"])
    assert warehouse.batches == twin.batches


def test_a_hundred_codes_at_a_time() -> None:
    """250 codes are three questions, and rows keep their order."""
    codes = [f"C{number}" for number in range(250)]
    warehouse = Warehouse(codes)
    stock = warehouse.ask(codes)

    assert codes == codes_of(stock)
    assert [100, 100, 50] == [len(batch) for batch in warehouse.batches]


@pytest.mark.parametrize("text", ["Producto no encontrado", "Producto no encontrado: ****"])
def test_a_refusal_without_a_readable_code_is_halved(text: str) -> None:
    """Where the text does not name an asked code, halves find it."""
    warehouse = Warehouse(["A", "B", "C"], lambda code: text)
    stock = warehouse.ask(["A", "Z", "B", "C"])

    assert (["A", "B", "C"], ("Z",)) == (codes_of(stock), stock.unknown)
    assert [["A", "Z", "B", "C"], ["A", "Z"], ["A"], ["Z"], ["B", "C"]] == warehouse.batches


def test_no_code_is_known() -> None:
    """Everything is unknown, and an empty batch is never sent."""
    warehouse = Warehouse([])
    stock = warehouse.ask(["Y", "Z"])

    assert ((), ("Y", "Z")) == (stock.rows, stock.unknown)
    assert [["Y", "Z"], ["Z"]] == warehouse.batches


def test_no_codes_ask_nothing() -> None:
    """There is nothing to ask about."""
    warehouse = Warehouse([])

    assert KnownStock((), ()) == warehouse.ask([])
    assert [] == warehouse.batches


@pytest.mark.parametrize("ask", [Warehouse.ask, Warehouse.ask_async])
def test_another_missing_thing_is_raised(ask: Callable[[Warehouse, Any], KnownStock]) -> None:
    """If it is the warehouse that is missing, no code is called unknown."""
    warehouse = Warehouse([], lambda code: "La bodega no existe")
    with pytest.raises(errors.InvalidRequest):
        ask(warehouse, ["A"])

    assert 1 == len(warehouse.batches)


def test_an_object_that_does_not_exist_is_raised() -> None:
    """`objeto.no-existe` is about the place: it ends the questions."""

    def refuse(request: httpx.Request) -> httpx.Response:
        return made((400, {"errores": [{"codigo": "objeto.no-existe", "mensaje": "No existe"}]}))

    with (
        PymesClient(token="t", transport=httpx.MockTransport(refuse)) as books,
        pytest.raises(errors.NotFound),
    ):
        books.availability.known(["A"], **PLACE)


@pytest.mark.parametrize(
    ("codes", "place", "field"),
    [
        ("A01", PLACE, "codes"),
        (["A", " "], PLACE, "codes"),
        (["A"], {"warehouse": ""} | {"establishment_code": "001"}, "warehouse"),
        (["A"], {"warehouse": UUID, "establishment_code": ""}, "establishment_code"),
        (["A"], {"warehouse": UUID, "establishment_uuid": ""}, "establishment_uuid"),
        (["A"], {"warehouse": UUID}, "establishment_uuid"),
        (["A"], PLACE | {"establishment_uuid": UUID}, "establishment_uuid"),
    ],
)
def test_bad_questions_are_not_sent(codes: Any, place: dict[str, str], field: str) -> None:
    """The field is named, and nothing left."""
    warehouse = Warehouse(["A"])
    with pytest.raises(errors.InvalidInput) as caught:
        warehouse.ask(codes, **place)

    assert field == caught.value.field
    assert [] == warehouse.batches


def test_several_requests_have_no_raw_answer() -> None:
    """`with_raw_response` has the single question only; the class shows the generator."""
    with PymesClient(token="t", transport=httpx.MockTransport(Warehouse([]))) as books:
        raw: Any = books.with_raw_response.availability
        with pytest.raises(AttributeError, match="no raw answer"):
            _ = raw.known

        assert signature(Availability.known) == signature(books.availability.known)
        assert "disponibilidad-productos" in (books.availability.known.__doc__ or "")
