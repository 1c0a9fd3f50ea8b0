# SPDX-License-Identifier: MIT
"""The payload of an external sale adds up as its document does."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from loggro_integration.mapping import ExternalFormat, external_fields, external_sale, map_sale
from properties.restaurant import Made, made_sales


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made_sales())
def test_the_payload_adds_up(made: Made) -> None:
    """Lines, taxes, charges and rounding give the total; payments and balance pay it."""
    plan = map_sale(made.sale, made.rules)
    assume(plan.is_ready and not plan.voided and not plan.courtesy)

    found = external_sale(plan, made.rules)

    charges = sum(each.amount for each in found.charges)
    totals = sum(each.total for each in found.lines)
    assert found.total == totals + charges + found.rounding
    assert found.net == sum(each.net for each in found.lines)
    assert sum(each.amount for each in found.taxes) == sum(
        tax.amount for each in found.lines for tax in each.taxes
    )
    known = {each.path for each in external_fields()}
    assert known >= set(found.body(ExternalFormat(path="/x")))
