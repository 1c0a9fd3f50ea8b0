# SPDX-License-Identifier: MIT
"""Every record of both APIs goes back as it came, whatever else its row holds."""

from __future__ import annotations

import typing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import NoneType
from typing import Any

import attrs
import pytest
from cattrs.errors import BaseValidationError
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import wire
from loggro_integration.codes import OpenEnum
from loggro_integration.days import BOGOTA, format_instant
from loggro_integration.errors import ContractChanged
from loggro_integration.exact_json import dumps, loads
from loggro_integration.ids import ObjectId
from loggro_integration.wire import OpenRecord, Record, pymes, restobar
from loggro_integration.wire._converter import _careful, structure
from loggro_integration.wire._leaves import Unfit
from loggro_integration.wire._record import OWN, key_of
from loggro_integration.wire.restobar import LineTax, Ref

# the kinds inside them are drawn with them
RECORDS = [
    restobar.CashSession,
    restobar.Client,
    restobar.Login,
    restobar.PaymentMethod,
    restobar.Product,
    restobar.Sale,
    restobar.Tax,
    restobar.User,
    pymes.Availability,
    pymes.Establishment,
    pymes.Item,
    pymes.Warehouse,
]
BEGIN = datetime(1990, 1, 1, tzinfo=UTC)
names = st.text(alphabet="abcXYZ_", min_size=1, max_size=6).map("x_".__add__)
ids = st.text(alphabet="0123456789abcdef", min_size=24, max_size=24)
numbers = st.integers(-(10**12), 10**12) | st.decimals(
    -(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2
)
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
    max_leaves=4,
)
unknown = st.dictionaries(names, anything, max_size=2)
instants = st.integers(0, 10**13).flatmap(
    lambda milliseconds: st.sampled_from(_spellings(BEGIN + timedelta(milliseconds=milliseconds)))
)
flat_taxes = st.fixed_dictionaries({"taxName": st.text(max_size=5), "taxValue": numbers})
nested_taxes = st.fixed_dictionaries(
    {"tax": st.fixed_dictionaries({"name": st.text(max_size=5), "percentage": numbers})}
)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(10**9), 10**9),
    bool: st.booleans(),
    Decimal: numbers,
    datetime: instants,
    ObjectId: ids,
    Any: anything,
    LineTax: st.builds(lambda a, b: {**a, **b}, unknown, flat_taxes | nested_taxes),
    Ref: ids | st.builds(lambda a, b: {**a, **b}, unknown, st.just({"name": "Bodega"})),
}


def _spellings(instant: datetime) -> list[str]:
    return [
        format_instant(instant),
        instant.isoformat(),
        instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
        instant.astimezone(BOGOTA).isoformat(timespec="microseconds"),
    ]


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Return the JSON values that a field of this type reads."""
    kinds = [kind for kind in typing.get_args(hint) if kind is not NoneType]
    if typing.get_origin(hint) is tuple:
        return st.lists(of_type(kinds[0]), max_size=2)
    if len(kinds) > 1:
        return st.text(max_size=5) | st.integers(0, 10**9)
    kind = kinds[0] if kinds else hint
    if kind in LEAVES:
        return LEAVES[kind]
    return st.text(max_size=8) if issubclass(kind, OpenEnum) else row_of(kind)


def row_of(kind: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Return rows of a record: what it needs, some of the rest, nulls, and unknown keys."""
    needed: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for field in attrs.fields(kind):
        if field.name in OWN:
            continue
        if field.default is attrs.NOTHING:
            needed[key_of(field)] = of_type(field.type)
        else:
            others[key_of(field)] = st.none() | of_type(field.type)
    known = st.fixed_dictionaries(needed, optional=others)
    return st.builds(lambda extra, row: {**extra, **row}, unknown, known)


def canonical(value: Any) -> str:
    """Write a value with its keys in order, so that 1 and 1.0 and true differ."""
    return dumps(_ordered(value))


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_record_goes_back_as_it_came(kind: type[Record], data: st.DataObject) -> None:
    """Known and unknown keys, nulls, empty lists and every digit survive a round trip."""
    row = data.draw(row_of(kind))

    assert canonical(row) == canonical(wire.to_json(structure(loads(dumps(row)), kind)))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@given(value=anything | unknown)
def test_any_json_reads_or_is_refused(kind: type[Record], value: Any) -> None:
    """A row of any shape gives a record or `ContractChanged`, never another exception."""
    try:
        record = structure(value, kind)
    except ContractChanged:
        return
    assert canonical(value) == canonical(wire.to_json(record))


@given(unknown)
def test_an_open_record_goes_back_as_it_came(row: dict[str, Any]) -> None:
    """A row that nobody has published is kept whole."""
    assert canonical(row) == canonical(wire.to_json(structure(row, OpenRecord)))


@given(row_of(restobar.Sale), st.sampled_from(["total", "createdOn", "status", "products"]))
def test_a_sale_of_another_type_is_refused_with_its_path(row: dict[str, Any], key: str) -> None:
    """Whatever else is in the sale, a field of another type is named."""
    with pytest.raises(ContractChanged, match=r"@ \$\."):
        structure({**row, key: {"otro": "tipo"}}, restobar.Sale)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@given(data=st.data(), broken=st.booleans())
def test_the_quick_reader_and_the_careful_one_agree(
    kind: type[Record], data: st.DataObject, broken: bool
) -> None:
    """The reader that names paths reads the same values, and refuses the same rows."""
    row = data.draw(row_of(kind))
    if broken:
        row |= data.draw(
            st.dictionaries(st.sampled_from([*map(key_of, attrs.fields(kind))]), anything)
        )
    try:
        careful = _careful.structure(row, kind)
    except (BaseValidationError, Unfit):
        with pytest.raises(ContractChanged, match=r"@ \$"):
            structure(row, kind)
    else:
        assert without_own(careful) == without_own(structure(row, kind))


def without_own(value: Any) -> Any:
    """Return a record without what only the quick reader keeps."""
    if isinstance(value, tuple):
        return tuple(map(without_own, value))
    if not isinstance(value, Record) or isinstance(value, LineTax):
        return value
    fields = [each.name for each in attrs.fields(type(value)) if each.name not in OWN]
    return {name: without_own(getattr(value, name)) for name in fields}
