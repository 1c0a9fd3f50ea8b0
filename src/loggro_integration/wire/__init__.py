# SPDX-License-Identifier: MIT
"""
The shapes each API speaks: typed rows, unknown fields kept, money exact.

`wire.restobar` and `wire.pymes` hold the rows; `to_json` writes any of them back. Nothing here
knows what a field means for the tax authority: that is `mapping`.
"""

from loggro_integration.exact_json import JsonValue, dumps, loads
from loggro_integration.wire import pymes, restobar
from loggro_integration.wire._converter import unstructure as to_json
from loggro_integration.wire._describe import Expected, describe, known_keys, row_class
from loggro_integration.wire._open_record import OpenAnswer, OpenRecord
from loggro_integration.wire._record import Record
from loggro_integration.wire.assumptions import (
    PartFields,
    SaleFields,
    SalesFields,
    SalesPayment,
    SalesRow,
    SalesTax,
)
from loggro_integration.wire.restobar import Sale

__all__ = [
    "Expected",
    "JsonValue",
    "OpenAnswer",
    "OpenRecord",
    "PartFields",
    "Record",
    "Sale",
    "SaleFields",
    "SalesFields",
    "SalesPayment",
    "SalesRow",
    "SalesTax",
    "describe",
    "dumps",
    "known_keys",
    "loads",
    "pymes",
    "restobar",
    "row_class",
    "to_json",
]

for _name in (
    "Expected",
    "OpenAnswer",
    "OpenRecord",
    "Record",
    "describe",
    "known_keys",
    "row_class",
    "to_json",
):
    globals()[_name].__module__ = __name__
