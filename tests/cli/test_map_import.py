# SPDX-License-Identifier: MIT
"""`loggro map import`: the sales of another POS from JSON or CSV; nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro
from cli.shapes import BELOW, KEYS
from loggro_integration.exact_json import dumps

LINE = {
    "name": "Bandeja",
    "code": "P05",
    "price": 27000,
    "quantity": 2,
    "taxes": [{"name": "I CONSUMO", "percent": 8}],
}
SALE = {
    "number": "POS7",
    "issued_at": "2026-11-20T13:04:11-05:00",
    "status": "paid",
    "seller": "Camila",
    "total": 54000,
    "lines": [LINE],
    "payments": [{"method": "Efectivo", "value": 54000}],
}
TABLE = """
numbers = "1.234,56"
dates = "20/11/2026"
separator = ";"
[columns]
number = "Factura"
[constants]
status = "paid"
payment_method = "Efectivo"
"""
CSV = (
    "\ufeffFactura;issued_at;total;seller;line_name;line_code;line_quantity;line_price;tax_name;"
    "tax_percent;payment_value\r\n"
    "POS7;20/11/2026 13:04;54.000;Camila;Bandeja;P05;2;27.000;I CONSUMO;8;54.000\r\n"
)


@pytest.fixture
def sales(rules: Path, folder: Path) -> Path:
    """A folder with rules and the same sale as JSON and as CSV."""
    del rules
    (folder / "sales.json").write_text(dumps(SALE), "utf-8")
    (folder / "sales.csv").write_text(CSV, "utf-8")
    (folder / "pos.toml").write_text(TABLE, "utf-8")
    return folder


@pytest.mark.parametrize("given", [["sales.json"], ["sales.csv", "--table", "pos.toml"]])
def test_a_sale_of_another_pos_is_a_document(loggro: Loggro, sales: Path, given: list[str]) -> None:
    """Both forms give the same document, to the cent, without any account."""
    del sales
    ran = loggro("map", "import", *given, "--json")

    (found,) = ran.json["sales"]
    assert 0 == ran.code
    assert (KEYS["map import"], BELOW["map import"]) == (set(ran.json), set(found))
    assert ("POS7", "pos", "2026-11-20", "54000.00", "54000.00", True) == (
        found["number"], found["kind"], found["day"], found["total"], found["payable"],
        found["ready"],
    )  # fmt: skip


def test_what_stands_in_the_way_is_told(loggro: Loggro, sales: Path) -> None:
    """A sale that cannot be a document is told with its problems, and ends with 1."""
    wrong = SALE | {"number": "POS8", "seller": "Nadie"}
    (sales / "sales.json").write_text(dumps([SALE, wrong]), "utf-8")

    ran = loggro("map", "import", "sales.json")

    assert 1 == ran.code
    assert "seller-unmapped" in ran.out
    assert "Ready to be documents: 1 of 2." in ran.out
    assert "[seller-unmapped] seller.name" in ran.err


def test_every_fault_of_a_list_is_told(loggro: Loggro, sales: Path) -> None:
    """Faults of several sales come together, each with the place of its sale."""
    wrong: list[Any] = [SALE | {"total": "54.000"}, SALE, 7, SALE | {"status": "pagada"}]
    (sales / "sales.json").write_text(dumps(wrong), "utf-8")

    ran = loggro("map", "import", "sales.json")

    assert 2 == ran.code
    assert all(place in ran.err for place in ("[0].total", "[2]", "[3].status"))


def test_a_number_that_stands_twice_is_refused(loggro: Loggro, sales: Path) -> None:
    """Two sales with one number would be two documents: the file is refused, both are named."""
    other = SALE | {"number": "POS8"}
    (sales / "sales.json").write_text(dumps([SALE, other, SALE | {"total": 1}]), "utf-8")

    ran = loggro("map", "import", "sales.json")

    assert 2 == ran.code
    assert "[sale-repeated] [2].number: The sale POS7 is already in [0]." in ran.err


def test_every_fault_of_a_table_is_told(loggro: Loggro, sales: Path) -> None:
    """A table that cannot be read whole names row and column, and gives nothing."""
    (sales / "sales.csv").write_text(CSV.replace("54.000;Camila", "54,0.0;Camila"), "utf-8")

    ran = loggro("map", "import", "sales.csv", "--table", "pos.toml", "--json")

    assert 2 == ran.code
    assert "row 2, column total" in ran.err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["sales.csv"], "is not JSON"),
        (["none.json"], "cannot be read"),
        (["sales.csv", "--table", "sales.csv"], "table-not-toml"),
    ],
)
def test_what_is_no_file_of_sales_is_refused(
    loggro: Loggro, sales: Path, given: list[str], told: str
) -> None:
    """A file of another form is told with its reason."""
    del sales
    ran = loggro("map", "import", *given)

    assert 2 == ran.code
    assert told in ran.err


def test_json_that_is_nested_too_deeply_is_refused(loggro: Loggro, sales: Path) -> None:
    """Hostile nesting is refused with its own words."""
    (sales / "sales.json").write_text("[" * 100_000, "utf-8")

    ran = loggro("map", "import", "sales.json")

    assert 2 == ran.code
    assert "nested too deeply" in ran.err
