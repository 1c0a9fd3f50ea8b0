# SPDX-License-Identifier: MIT
"""What the published schema of a sale accepts is read, and then mapped without an exception."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from loggro_integration import exact_json
from loggro_integration.mapping import (
    InvalidSale,
    MappingRules,
    map_sale,
    sale_from_dict,
    sale_schema,
)
from loggro_integration.wire import Sale

RULES = MappingRules.example()
VALIDATOR = jsonschema.Draft202012Validator(sale_schema())
# At the edges of what the patterns allow, and what JSON has beside it.
WILD = st.sampled_from(
    [
        "", " ", "\n", "0", "7\n", "27.000", "1e3", "٣", "2024-02-29", "2026-02-29\n", "\ud800",
        "\x85", "\u2028", "6787210c1b0e7e0ac76839e8\n", "x" * 301, "paid\n", 0, -1, 1, 10**12,
        10**12 - 1, 10**15, True, False, None, [], {}, ["a"], {"name": "a"},
    ]
)  # fmt: skip


def values(schema: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    """Values that a schema accepts; where it is `wild`, now and then one that it may refuse."""
    fitting = _fitting(schema, wild)
    if not wild:
        return fitting
    return st.integers(0, 39).flatmap(lambda dice: WILD if dice == 0 else fitting)


def _fitting(schema: dict[str, Any], wild: bool) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "object":
        needed, known = set(schema["required"]), schema["properties"]
        parts = {name: values(each, wild=wild) for name, each in known.items()}
        return st.fixed_dictionaries(
            {name: parts[name] for name in parts if name in needed},
            optional={name: parts[name] for name in parts if name not in needed},
        )
    if schema.get("type") == "array":
        least = schema.get("minItems", 0)
        return st.lists(values(schema["items"], wild=wild), min_size=least, max_size=2)
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "type" not in schema:
        return st.one_of([_plain(each) for each in schema["anyOf"]])
    if schema["type"] == "boolean":
        return st.booleans()
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    pattern = schema["pattern"]
    rare = next((each for start, each in LOOKING_AHEAD.items() if start in pattern), None)
    return st.from_regex(pattern) if rare is None else rare


# What these look ahead for is rare: a letter, a digit above zero.
LOOKING_AHEAD = {
    r"(?=.*\S)": st.one_of(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=9).map("a{}".format),
        st.sampled_from([" a", "a\n", "2" * 12, "830114921", "31", "O-13;O-15", "Efectivo"]),
    ),
    r"(?=.*[1-9])": st.sampled_from(["1", "0.250", "000001.5", "999999.999999", "0.000001\n"]),
}

WHOLE_SALES = values(sale_schema(), wild=False).map(lambda sale: {"number": "POS7", **sale})
SALES = st.one_of(WHOLE_SALES, values(sale_schema(), wild=True))


@given(SALES)
@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_what_the_schema_accepts_is_read_and_mapped(data: Any) -> None:
    """Schema and reader agree on JSON text, and nothing that is read breaks the mapping."""
    text = exact_json.dumps(data)
    accepted = VALIDATOR.is_valid(json.loads(text))
    event(f"accepted: {accepted}")

    read = _read(exact_json.loads(text))

    assert read is not None or not accepted
    if read is not None:
        map_sale(read, RULES)


def _read(data: Any) -> Sale | None:
    """The sale, or `None` where it is refused."""
    try:
        return sale_from_dict(data)
    except InvalidSale:
        return None


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": [{"name": "a", "quantity": 1, "price": 1.5, "taxes": []}]},
        {"total": "27.000"},
        {"issued_at": "2026-02-30T10:00:00Z"},
        {"status": "Pagada"},
        {"propina": 1},
    ],
)
def test_the_schema_refuses_what_is_refused(wrong: dict[str, Any]) -> None:
    """The schema is no mere sieve: it refuses decimals, unreal days and unknown keys itself."""
    line = {"name": "a", "quantity": 1, "price": 1, "taxes": []}
    right = {"number": "POS1", "issued_at": "2026-02-28T10:00:00Z", "status": "paid", "total": 1,
             "lines": [line]}  # fmt: skip

    assert VALIDATOR.is_valid(right)
    assert not VALIDATOR.is_valid({**right, **wrong})
