# SPDX-License-Identifier: MIT
"""`loggro sales`: what Restobar holds, read over a socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Loggro, files_in
from cli.shapes import KEYS, SALE, SALE_LINE, WHOLE_SALE
from loggro_integration.sandbox import FakeLoggro


@pytest.fixture
def sold(restaurant: FakeLoggro) -> list[str]:
    """Sell three times: POS, electronic on credit with a customer, and one that is voided."""
    operator = restaurant.operator
    first = operator.sell(["Arepa de queso"], tip=1000)
    second = operator.sell(
        [("Bandeja de la 45", 2)],
        electronic=True,
        credit=15,
        customer={"name": "=Marina", "idType": "CC", "idNumber": "52000111"},
    )
    third = operator.sell(["Jugo de lulo"], payments={"Nequi": 7500})
    operator.annul(third)
    return [first, second, third]


def test_sales_of_today(loggro: Loggro, sold: list[str]) -> None:
    """Without a range the sales of today are listed, with a total without the voided one."""
    ran = loggro("sales", "list", "--json")

    found = ran.json
    assert 0 == ran.code
    assert KEYS["sales list"] == set(found)
    assert 3 == found["count"]
    assert "86000.00" == found["total"]
    assert sorted(sold) == sorted(sale["number"] for sale in found["sales"])


def test_keys_of_a_sale(loggro: Loggro, sold: list[str]) -> None:
    """Each sale of the list has the documented keys, amounts as text."""
    found = loggro("sales", "list", "--json").json["sales"]

    sale = next(each for each in found if each["number"] == sold[1])
    assert SALE == set(sale)
    assert ("electronic", "Por Pagar", False) == (sale["kind"], sale["status"], sale["voided"])
    assert ("77000.00", "77000.00") == (sale["total"], sale["balance"])
    assert "52000111" == sale["customer"]["document"]


def test_sales_for_people(loggro: Loggro, sold: list[str]) -> None:
    """The table shows each number and pesos as Colombians write them."""
    ran = loggro("sales", "list")

    assert [] == [number for number in sold if number not in ran.out]
    assert "$ 86.000" in ran.out
    assert "" == ran.err


def test_sales_of_a_status(loggro: Loggro, sold: list[str]) -> None:
    """The filter is Restobar's own."""
    found = loggro("sales", "list", "--status", "Anulada", "--json").json

    assert [sold[2]] == [sale["number"] for sale in found["sales"]]


def test_sales_of_other_days(loggro: Loggro, sold: list[str]) -> None:
    """A day without sales is an empty list, not an error."""
    ran = loggro("sales", "list", "--since", "2026-01-01", "--until", "2026-01-02", "--json")

    assert (0, 0, "0.00") == (ran.code, ran.json["count"], ran.json["total"])


def test_sales_as_csv(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """The file opens in a Colombian spreadsheet and runs no formula of a customer's name."""
    ran = loggro("sales", "list", "--csv", folder / "out" / "sales.csv")

    raw = (folder / "out" / "sales.csv").read_bytes()
    lines = raw.decode("utf-8-sig").splitlines()
    assert 0 == ran.code
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "day;time;number;kind;status;customer;document;payment;tip;total" == lines[0]
    assert 4 == len(lines)
    assert "'=Marina" in raw.decode()


def test_a_range_that_ends_before_it_begins(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """Days in the wrong order are refused before anything is asked."""
    ran = loggro("sales", "list", "--since", "2026-11-02", "--until", "2026-11-01", "--json")

    assert 2 == ran.code
    assert ("InvalidDate", "until", "2026-11-01") == (
        ran.error["class"],
        ran.error["field"],
        ran.error["value"],
    )


@pytest.mark.parametrize("position", [0, 1, 2])
def test_one_sale(loggro: Loggro, sold: list[str], position: int) -> None:
    """A sale is shown whole: lines, taxes, payments, customer, states."""
    ran = loggro("sales", "show", sold[position], "--json")

    (sale,) = ran.json["sales"]
    assert 0 == ran.code
    assert sold[position] == sale["number"] == ran.json["number"]
    assert KEYS["sales show"] == set(ran.json)
    assert WHOLE_SALE == set(sale)
    assert SALE_LINE == set(sale["lines"][0])


def test_one_sale_for_people(loggro: Loggro, sold: list[str]) -> None:
    """A person sees the products, the payments and the state at DIAN."""
    pos, electronic = loggro("sales", "show", sold[0]), loggro("sales", "show", sold[1])

    assert "Arepa de queso" in pos.out
    assert "Efectivo" in pos.out
    assert "State at DIAN" in electronic.out


def test_a_delivery(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """A delivery shows its provider, address and cost."""
    number = restaurant.operator.sell(
        ["Arepa de queso"],
        delivery={"provider": "RAPPI", "address": "Carrera 7 # 45-10", "cost": 4000},
    )

    (sale,) = loggro("sales", "show", number, "--json").json["sales"]

    assert {"provider": "RAPPI", "address": "Carrera 7 # 45-10", "cost": "4000.00"} == sale[
        "delivery"
    ]


def test_a_number_that_nobody_sold(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """An unknown number is an unusable input with its remedy."""
    ran = loggro("sales", "show", "FE999", "--json")

    assert 2 == ran.code
    assert ("InvalidInput", "NUMBER", "FE999") == (
        ran.error["class"],
        ran.error["field"],
        ran.error["value"],
    )
    assert ["loggro.toml"] == files_in(folder)


def test_sales_need_no_rules(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """Reading Restobar works before there is a rules file."""
    (folder / "loggro.toml").unlink()

    assert 3 == loggro("sales", "list", "--json").json["count"]
