# SPDX-License-Identifier: MIT
"""JSON is the same after a round trip, and never holds a float."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.exact_json import dumps, loads

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def leaves(value: object) -> Iterator[object]:
    """Walk through everything inside a value."""
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@given(values)
def test_a_round_trip_changes_nothing(value: object) -> None:
    """What is written is read back equal, to the last digit."""
    assert value == loads(dumps(value))


@given(values)
def test_the_standard_library_reads_the_same(value: object) -> None:
    """What is written is JSON for everybody."""
    assert value == json.loads(dumps(value), parse_float=Decimal)


@given(values)
def test_the_bytes_are_utf8(value: object) -> None:
    """Every text that is written can be sent."""
    assert value == loads(dumps(value).encode())


@given(values)
def test_no_float_is_ever_read(value: object) -> None:
    """Reading yields `int` and `Decimal` only."""
    assert not any(isinstance(leaf, float) for leaf in leaves(loads(dumps(value))))
