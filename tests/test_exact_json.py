# SPDX-License-Identifier: MIT
"""JSON keeps every digit, and refuses what it cannot hold."""

from __future__ import annotations

import json
from collections import OrderedDict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.codes import InvoiceStatus
from loggro_integration.errors import InexactMoney, InvalidInput
from loggro_integration.exact_json import dumps, loads


def test_a_fraction_is_read_digit_by_digit() -> None:
    """A number with decimals keeps its trailing zero: it never was a float."""
    value = loads('{"cost": 9800.50}')

    assert {"cost": Decimal("9800.50")} == value
    assert "9800.50" == str(value["cost"])


def test_a_whole_number_stays_an_integer() -> None:
    """Sequences and pesos are `int`."""
    assert int is type(loads("54000"))


@pytest.mark.parametrize("text", ['{"a": 1', "", "NaN", "[Infinity]", "-Infinity", "<html>"])
def test_what_is_no_json_is_refused(text: str) -> None:
    """Text that is no JSON raises `ValueError`, NaN and Infinity included."""
    with pytest.raises(ValueError):
        loads(text)


def test_bytes_are_utf8() -> None:
    """The bytes of an answer are read without a step between."""
    assert {"estado": "Anulación"} == loads('{"estado": "Anulación"}'.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    """A broken encoding is a `ValueError` too."""
    with pytest.raises(ValueError):
        loads(b'"\xff"')


def test_endless_nesting_is_refused_when_reading() -> None:
    """A hostile answer cannot exhaust the stack."""
    with pytest.raises(InvalidInput, match="nested too deeply"):
        loads("[" * 200_000)


def test_a_list_that_holds_itself_is_refused() -> None:
    """What has no end is not written."""
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(InvalidInput, match="nested too deeply"):
        dumps(endless)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (54000, "54000"),
        (Decimal("9800.50"), "9800.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        ("Anulación «1»\n", '"Anulación «1»\\n"'),
        (InvoiceStatus.PAID, '"Pagada"'),
        ([1, ("a", None)], '[1,["a",null]]'),
        (OrderedDict(b=1, a=[]), '{"b":1,"a":[]}'),
        ({InvoiceStatus.PAID: 1}, '{"Pagada":1}'),
        ({}, "{}"),
    ],
)
def test_every_kind_of_value_has_its_form(value: object, text: str) -> None:
    """Values are written without blanks and in their order, decimals digit by digit."""
    assert text == dumps(value)


def test_a_huge_exponent_is_not_written_out() -> None:
    """A number of a hundred thousand digits stays a few characters."""
    assert "1E+99999" == dumps(Decimal("1E+99999"))


def test_half_of_a_surrogate_pair_is_escaped() -> None:
    """What UTF-8 cannot hold goes out as JSON's own escape and comes back."""
    text = dumps({"nota": "\ud83d"})

    assert '{"nota":"\\ud83d"}' == text
    assert {"nota": "\ud83d"} == json.loads(text.encode())


@pytest.mark.parametrize("value", [1.5, [1.5], {"total": 54000.0}])
def test_a_float_is_never_written(value: object) -> None:
    """A float raises instead of going out inexact."""
    with pytest.raises(InexactMoney) as caught:
        dumps(value)

    assert "json" == caught.value.field
    assert "Use Decimal or int." == str(caught.value.hint)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", Decimal("NaN"), Decimal("Infinity"), object()])
def test_what_has_no_json_form_is_refused(value: object) -> None:
    """Anything else is named by its type, never by its value."""
    with pytest.raises(InvalidInput, match=type(value).__name__) as caught:
        dumps({"a": value})

    assert caught.value.value is None


def test_a_key_that_is_no_text_is_refused() -> None:
    """JSON has no other keys, and two of them could become one."""
    with pytest.raises(InvalidInput, match="not int"):
        dumps({1: "a"})


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text('abñ"', max_size=4), inner),
        max_leaves=12,
    ),
    st.integers(1, 4),
)
def test_indented_text_is_that_of_the_standard_library(value: object, indent: int) -> None:
    """People read what they know: the same lines and blanks, with accents as they are."""
    assert dumps(value, indent=indent) == json.dumps(value, indent=indent, ensure_ascii=False)
    assert loads(dumps(value, indent=indent)) == value
