# SPDX-License-Identifier: MIT
"""The box that users put into their own tests."""

from datetime import UTC, date, datetime

import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.testing import Fault, no_sleep, sandbox

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("over", ["process", "loopback"])
def test_both_clients_reach_the_fake(over: str) -> None:
    """In process and over a socket a client of the box needs no address and no password."""
    with sandbox(over=over) as box:
        number = box.operator.sell()
        box.operator.advance(seconds=600)

        sales = [sale.number for sale in box.restobar().invoices.list(since=TODAY)]
        rows = [row.get("numero") for row in box.pymes().sales.list(since=TODAY, until=TODAY)]

        assert [number] == sales == rows


@pytest.mark.anyio
@pytest.mark.parametrize("over", ["process", "loopback"])
async def test_the_asynchronous_clients_reach_the_fake(over: str) -> None:
    """The asynchronous twins see the same."""
    with sandbox(over=over) as box:
        number = box.operator.sell()
        box.operator.advance(seconds=600)
        async with box.async_restobar() as pos, box.async_pymes() as books:
            sales = [sale.number async for sale in pos.invoices.list(since=TODAY)]
            rows = [row.get("numero") async for row in books.sales.list(since=TODAY, until=TODAY)]

        assert [number] == sales == rows


def test_the_clock_is_the_fakes() -> None:
    """Waiting moves the fake's clock and takes no time."""
    with sandbox() as box:
        box.sleep(90)

        assert datetime(2026, 11, 23, 12, 1, 30, tzinfo=UTC) == box.now()


def test_no_sleep_returns_at_once() -> None:
    """It takes the place of `time.sleep`."""
    assert no_sleep(1e9) is None


def test_faults_and_preparation_apply() -> None:
    """Faults from the beginning, and a hook for what a test needs first."""
    prepared = []
    fault = Fault.before("GET", "/taxes", status=500)

    with sandbox(7, faults=[fault], prepare=prepared.append) as box:
        assert [box.fake] == prepared
        assert [] == box.duplicates()


def test_another_way_of_serving_is_refused() -> None:
    """A typing error is named."""
    with pytest.raises(InvalidInput) as caught, sandbox(over="carrier pigeon"):
        pass

    assert "over" == caught.value.field
