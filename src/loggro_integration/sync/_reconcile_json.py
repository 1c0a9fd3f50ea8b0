# SPDX-License-Identifier: MIT
"""A comparison as JSON values: amounts are text, so that no program rounds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import attrs

from loggro_integration.errors import Text
from loggro_integration.exact_json import JsonValue, is_object
from loggro_integration.money import plain

if TYPE_CHECKING:
    from loggro_integration.sync._reconcile_rows import Reconciliation, ReconciliationRow

__all__ = ["to_dict"]

_ROW = (
    "day",
    "number",
    "kind",
    "verdict",
    "restobar_total",
    "pymes_total",
    "restobar_status",
    "pymes_status",
    "detail",
)


def to_dict(found: Reconciliation) -> dict[str, JsonValue]:
    """Write a comparison."""
    sales = found.sales
    return {
        "since": str(found.since),
        "until": str(found.until),
        "business": found.business,
        "agree": found.agree,
        "tolerance": plain(found.tolerance),
        "not_compared": list(found.not_compared),
        "totals": _object(found.totals),
        "findings": [{**_record(each), "text": _record(each.text)} for each in found.findings],
        "days": [{**_record(day), "agree": day.agree} for day in found.days],
        "payment_methods": [{**_record(each), "agree": each.agree} for each in found.methods],
        "taxes": [{**_record(each), "agree": each.agree} for each in found.taxes],
        "series": [{**_record(each), "holes": list(each.holes)} for each in found.series],
        "sales": {**_record(sales), "iva": _value(sales.iva), "inc": _value(sales.inc)},
        "documents": [_row(row) for row in found.rows],
    }


def _row(row: ReconciliationRow) -> dict[str, JsonValue]:
    return {
        **{name: _value(getattr(row, name)) for name in _ROW},
        "differences": [_record(each) for each in row.differences],
        "cannot_tell": list(row.untold),
        "restobar": None if row.restobar is None else _record(row.restobar),
        "pymes": None if row.pymes is None else _record(row.pymes),
    }


def _record(value: object) -> dict[str, JsonValue]:
    """Write an object of ours by its fields."""
    if isinstance(value, Text):
        return {"es": value.es, "en": value.en}
    names = (each.name for each in attrs.fields(type(cast("attrs.AttrsInstance", value))))
    return {name: _value(getattr(value, name)) for name in names}


def _object(values: Mapping[str, object]) -> dict[str, JsonValue]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> JsonValue:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_object(value):
        return _object(value)
    if isinstance(value, tuple):
        return [_value(each) for each in cast("tuple[object, ...]", value)]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return _record(value)
