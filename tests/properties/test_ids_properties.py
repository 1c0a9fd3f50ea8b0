# SPDX-License-Identifier: MIT
"""Ids: reading what was written is the identity, and anything else is a typed error."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.co import nit as oracle

from loggro_integration.errors import InvalidId, InvalidInput, InvalidNit
from loggro_integration.ids import (
    DocumentNumber,
    Nit,
    ObjectId,
    SaleKey,
    UniqueCode,
    check_digit,
)

nit_numbers = st.from_regex(r"[1-9][0-9]{0,14}", fullmatch=True)
prefixes = st.from_regex(r"([A-Za-z0-9][A-Za-z0-9./_-]{0,19})?", fullmatch=True)
sequences = st.integers(0, 10**18 - 1)
businesses = st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True)
anything = st.one_of(st.text(), st.integers(), st.none(), st.binary())


@given(nit_numbers)
def test_the_check_digit_is_that_of_stdnum(number: str) -> None:
    """An independent library computes the same digit."""
    assert str(check_digit(number)) == oracle.calc_check_digit(number)


@pytest.mark.slow
def test_a_million_check_digits_are_those_of_stdnum() -> None:
    """One million numbers of the usual lengths, from one seed."""
    source = random.Random(20261124)
    numbers = [str(source.randrange(10**5, 10**11)) for _ in range(1_000_000)]

    different = [n for n in numbers if str(check_digit(n)) != oracle.calc_check_digit(n)]

    assert different == []


@given(nit_numbers)
def test_a_nit_is_read_back_from_all_its_forms(number: str) -> None:
    """With digit, with dots, and bare."""
    nit = Nit.parse(number)

    assert nit == Nit.parse(str(nit)) == Nit.parse(nit.formatted)


@given(nit_numbers, st.integers(0, 9))
def test_only_one_digit_is_right(number: str, digit: int) -> None:
    """Of ten digits nine are refused."""
    right = check_digit(number)

    if digit == right:
        assert Nit.parse(f"{number}-{digit}").check_digit == digit
    else:
        with pytest.raises(InvalidNit, match=f"is {right}, not {digit}"):
            Nit.parse(f"{number}-{digit}")


@given(nit_numbers, st.data())
def test_one_changed_digit_is_noticed(number: str, data: st.DataObject) -> None:
    """Changing a digit changes the check digit, but for the one collision of the scheme."""
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != number[place]]))
    changed = number[:place] + other + number[place + 1 :]

    # Remainders 0 and 1 write the digits 0 and 1; 11 - r writes 1 for r = 10: the only collision.
    digits = {check_digit(number), check_digit(changed)}

    assert len(digits) == 2 or digits == {1}


@given(prefixes, sequences)
def test_a_number_with_known_prefix_is_read_back(prefix: str, sequence: int) -> None:
    """Prefixes that end in digits included."""
    number = DocumentNumber(prefix, sequence)

    assert DocumentNumber.parse(str(number), prefix=prefix) == number


@given(prefixes.filter(lambda prefix: not prefix[-1:].isdigit()), sequences)
def test_a_number_is_read_back_without_its_prefix(prefix: str, sequence: int) -> None:
    """Where the prefix ends in no digit nothing else is needed."""
    number = DocumentNumber(prefix, sequence)

    assert DocumentNumber.parse(str(number)) == number


@given(anything, st.none() | prefixes)
def test_what_is_read_is_written_the_same(text: object, prefix: str | None) -> None:
    """Any input is an error of ours or comes back letter by letter."""
    try:
        number = DocumentNumber.parse(text, prefix=prefix)
    except InvalidInput:
        return

    assert str(number) == text


@given(businesses, prefixes, sequences)
def test_a_key_is_read_back(business: str, prefix: str, sequence: int) -> None:
    """The text of a key holds all three parts."""
    key = SaleKey(business, prefix, sequence)

    assert SaleKey.parse(str(key)) == key
    assert str(key.number) == f"{prefix}{sequence}"


@given(st.sampled_from([Nit.parse, DocumentNumber.parse, SaleKey.parse, ObjectId]), anything)
def test_no_input_escapes_as_a_foreign_error(read, value: object) -> None:
    """Whatever arrives, there is a value that writes itself or an error of ours."""
    try:
        found = read(value)
    except InvalidInput:
        return

    assert str(found)


@given(st.from_regex(r"[0-9a-fA-F]{24}", fullmatch=True))
def test_every_24_hex_digits_are_an_object_id(text: str) -> None:
    """Both letter cases, unchanged."""
    assert str(ObjectId(text)) == text


@given(st.sampled_from(["CUFE", "CUDE", "CUDS"]), st.binary(min_size=0, max_size=60))
def test_only_a_sha384_is_a_unique_code(kind: str, digest: bytes) -> None:
    """48 bytes make a code, any other length none."""
    if len(digest) == 48:
        assert str(UniqueCode(kind, digest.hex())) == digest.hex()
    else:
        with pytest.raises(InvalidId):
            UniqueCode(kind, digest.hex())
