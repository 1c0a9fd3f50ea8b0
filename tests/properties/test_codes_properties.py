# SPDX-License-Identifier: MIT
"""Codes: every row is found by its code and its name, and no text is lost in an enum."""

from __future__ import annotations

import copy
import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import codes
from loggro_integration.codes import OpenEnum, data

ENUMS = [
    thing
    for name in codes.__all__
    if isinstance(thing := getattr(codes, name), type)
    and issubclass(thing, OpenEnum)
    and thing is not OpenEnum
]

list_names = st.sampled_from(sorted(data.MODULES))
enums = st.sampled_from(ENUMS)


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, codes.Code]:
    """Draw a list and one of its rows."""
    list_name = draw(list_names)
    return list_name, draw(st.sampled_from(codes.codes(list_name)))


@given(rows(), st.sampled_from(["es", "en"]))
def test_code_to_name_to_code(row: tuple[str, codes.Code], language: str) -> None:
    """The name of a code leads to rows of which one has that code."""
    list_name, code = row

    name = codes.name(list_name, code.code, language)

    namesakes = {each.code for each in codes.codes(list_name) if each.name(language) == name}
    assert code.code in namesakes


@given(rows())
def test_a_row_is_official_or_says_its_source(row: tuple[str, codes.Code]) -> None:
    """Certainty is never missing, and both questions agree."""
    list_name, code = row

    assert codes.is_official(list_name, code.code) is code.official is (code.source is None)


@given(list_names, st.text())
def test_any_text_is_looked_up_without_error(list_name: str, text: str) -> None:
    """A code is found as it is, or there is none."""
    found = codes.lookup(list_name, text)

    assert found is None or found.code == text


@given(enums, st.text())
def test_an_enum_loses_no_text(kind: type[OpenEnum], text: str) -> None:
    """Known or not, the value survives JSON, a copy and another process."""
    value = kind(text)

    assert text == value == str(value) == value.value
    assert json.loads(json.dumps(value)) == text
    assert value == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))
    assert value.is_known is (text in {member.value for member in kind})
