# SPDX-License-Identifier: MIT
"""The lines of a draft: each is read, then priced; a line that was refused stands as `None`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from attrs import evolve

from loggro_integration import codes
from loggro_integration.dian._draft_parts import identification
from loggro_integration.dian._draft_reading import Table
from loggro_integration.errors import InvalidInput
from loggro_integration.models import (
    Adjustment,
    ItemCode,
    Line,
    LineDetails,
    TaxRate,
    priced_line,
)

__all__ = ["adjustment", "read_lines"]

T = TypeVar("T")

_UNIT: Final = "94"


def read_lines(table: Table) -> tuple[Line, ...]:
    """
    Read ``[[lines]]``, numbered from 1.

    ``includes_taxes`` of the draft is that of each line that does not say otherwise.
    """
    included = table.flag("includes_taxes")
    found = [_line(each, included) for each in table.tables("lines")]
    return tuple(
        evolve(line, id=str(number)) for number, line in enumerate(found, 1) if line is not None
    )


def _line(table: Table, included: bool) -> Line | None:
    """Read a line and price it, unless something in it was refused already."""
    before = len(table.reading.problems)
    taxes, withholdings = _rates(table, "taxes"), _rates(table, "withholdings")
    discounts, charges = _adjustments(table, "discounts"), _adjustments(table, "charges")
    details = _details(table)
    quantity, unit_price = table.number("quantity"), table.number("unit_price")
    description = table.texts("description")
    if not table.holds("description"):
        table.reading.missing(table.where("description"))
    includes_taxes = table.flag("includes_taxes", default=included)
    free, aiu = table.flag("free_of_charge"), table.optional_text("aiu")
    if len(table.reading.problems) > before:
        return None
    return _attempt(
        table,
        lambda: priced_line(
            description=description,
            quantity=quantity,
            unit_price=unit_price,
            taxes=taxes,
            withholdings=withholdings,
            discounts=discounts,
            charges=charges,
            includes_taxes=includes_taxes,
            free_of_charge=free,
            aiu=aiu,
            **details,
        ),
    )


def _attempt(table: Table, make: Callable[[], T]) -> T | None:
    """Make a thing; what it refuses is a fault of the draft at the key it names."""
    try:
        return make()
    except InvalidInput as error:
        table.reading.refused(table.path, error)
        return None


def _details(table: Table) -> LineDetails:
    """Read what a line says beside its amounts."""
    mandator = table.table("mandator")
    return LineDetails(
        unit_code=table.optional_code("unit_code", codes.lists.UNITS) or _UNIT,
        notes=table.texts("notes"),
        seller_item_id=table.optional_text("seller_item_id"),
        standard_item=_item(table.table("standard_item")),
        additional_items=tuple(
            item for each in table.tables("additional_items") if (item := _item(each))
        ),
        brand=table.optional_text("brand"),
        model=table.optional_text("model"),
        pack_size=table.optional_number("pack_size"),
        properties=table.pairs("properties"),
        income_of=table.optional_text("income_of"),
        mandator=identification(mandator) if mandator else None,
        mandator_name=mandator.optional_text("name") if mandator else None,
        period_start=table.optional_day("period_start"),
        period_code=table.optional_text("period_code"),
    )


def _item(table: Table | None) -> ItemCode | None:
    if table is None:
        return None
    return ItemCode(
        value=table.text("code"),
        scheme=table.optional_code("scheme", codes.lists.PRODUCT_STANDARDS) or "999",
    )


def _rates(table: Table, name: str) -> tuple[TaxRate, ...]:
    found = [_rate(each) for each in table.tables(name)]
    return tuple(rate for rate in found if rate is not None)


def _rate(table: Table) -> TaxRate | None:
    code, name = table.text("code"), table.optional_text("name")
    percent, per_unit = table.optional_number("percent"), table.optional_number("per_unit_amount")
    each, measure = table.optional_number("measure_each"), table.optional_number("measure")
    unit = table.optional_code("unit_code", codes.lists.UNITS)
    base = table.optional_amount("base")
    if not code:
        return None
    return _attempt(
        table,
        lambda: TaxRate(
            code=code,
            percent=percent,
            per_unit_amount=per_unit,
            measure_each=each,
            measure=measure,
            unit_code=unit,
            base=base,
            name=name,
        ),
    )


def _adjustments(table: Table, name: str) -> tuple[Adjustment, ...]:
    found = [adjustment(each) for each in table.tables(name)]
    return tuple(each for each in found if each is not None)


def adjustment(table: Table) -> Adjustment | None:
    """Read one discount or charge, of a line or of the document."""
    amount, percent = table.optional_amount("amount"), table.optional_number("percent")
    reason = table.optional_text("reason")
    code = table.optional_code("reason_code", codes.lists.CHARGE_REASONS)
    return _attempt(
        table,
        lambda: Adjustment(amount=amount, percent=percent, reason=reason, reason_code=code),
    )
