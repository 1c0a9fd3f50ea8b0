# SPDX-License-Identifier: MIT
"""Properties of the Pymes client: wrappers, answers to writes, stock of any mix of codes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import wire
from loggro_integration.errors import ContractChanged, NotFound
from loggro_integration.exact_json import dumps, loads
from loggro_integration.pymes import KnownStock
from loggro_integration.pymes._availability import ask_known
from loggro_integration.wire import pymes

NAMES = st.sampled_from(["contenido", "datos", "content", "errores", "uuid", "id", "nombre"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(
    st.sampled_from(["uuid", "id", "nombre"]), st.text(min_size=1), min_size=1
)
CODES = st.lists(st.sampled_from("ABCDEFGHIJ"), max_size=12)


@given(answer=JSON)
def test_any_answer_to_a_write_is_kept_or_refused(answer: Any) -> None:
    """Nothing else can happen to it, and an object is kept whole."""
    try:
        saved = pymes.saved(answer)
    except ContractChanged:
        assert isinstance(answer, dict)
        assert answer["errores"]
    else:
        assert saved.uuid is None
        assert answer is None or answer in (saved.fields, saved.fields.get("datos"))


@given(answer=JSON)
def test_any_answer_holds_rows_or_is_refused(answer: Any) -> None:
    """What is read as rows is a list of the answer, or its only record."""
    try:
        found = pymes.rows(answer)
    except ContractChanged:
        return

    assert all(dumps(row) in dumps(answer) for row in found)


@given(record=RECORDS, wrap=st.sampled_from(["", "contenido", "datos"]), listed=st.booleans())
def test_a_record_is_the_same_in_every_wrapper(
    record: dict[str, str], wrap: str, listed: bool
) -> None:
    """Wrapped or not, listed or not."""
    inner: Any = [record] if listed else record

    assert record == pymes.only({wrap: inner} if wrap else inner)


@given(asked=CODES, known=st.sets(st.sampled_from("ABCDEFGHIJ")), named=st.booleans())
def test_stock_is_told_of_what_exists(asked: list[str], known: set[str], named: bool) -> None:
    """Any mix of known and unknown codes, whether the refusals can be read or not."""
    wanted = list(dict.fromkeys(asked))
    stock = answered(ask_known(asked, warehouse="w", establishment_code="1"), known, named=named)

    assert [code for code in wanted if code in known] == [row.code for row in stock.rows]
    assert tuple(code for code in wanted if code not in known) == stock.unknown


def answered(talk: Generator[Any, Any, KnownStock], known: set[str], *, named: bool) -> KnownStock:
    """Answer each question of a dialogue as the server would; each is asked with some code."""
    try:
        operation = next(talk)
        while True:
            codes = [each["codigoItem"] for each in operation.json["items"]]
            assert codes
            missing = [code for code in codes if code not in known]
            if missing:
                text = f"Producto no encontrado: {missing[0] if named else '•'}"
                operation = talk.throw(NotFound(text))
            else:
                rows = [{"uuid": code, "codigo": code} for code in codes]
                operation = talk.send(operation.read(loads(dumps({"contenido": rows}))))
    except StopIteration as end:
        result: KnownStock = end.value
        return result


@given(fields=st.dictionaries(st.text(max_size=5), JSON, max_size=3))
def test_an_open_answer_goes_back_as_it_came(fields: dict[str, Any]) -> None:
    """What nobody has published is kept to the last field."""
    if not fields.get("errores"):
        assert fields == wire.to_json(pymes.saved(fields))
