# SPDX-License-Identifier: MIT
"""`loggro map explain`: a sale by its number, or from a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro, files_in
from cli.shapes import KEYS
from loggro_integration.exact_json import dumps
from loggro_integration.sandbox import FakeLoggro, Fault


@pytest.fixture
def saved(fake: FakeLoggro, rules: Path, folder: Path) -> Path:
    """Save one sale as the API gives it."""
    del rules
    number = fake.operator.sell([("Arepa de queso", 2), "Jugo de lulo"], tip=2000)
    row = next(sale for sale in fake.sales() if sale["number"] == number)
    path = folder / "sale.json"
    path.write_text(dumps(row), "utf-8")
    return path


def total(rows: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(row["line_extension"]) for row in rows), Decimal(0))


def test_a_sale_by_its_number(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """The document, its taxes and its decisions are shown; nothing stands in the way."""
    number = restaurant.operator.sell(["Bandeja de la 45"], electronic=True)

    ran = loggro("map", "explain", number, "--json")

    found = ran.json
    assert 0 == ran.code
    assert KEYS["map explain"] == set(found)
    assert (number, "electronic", True, []) == (
        found["number"],
        found["kind"],
        found["ready"],
        found["problems"],
    )
    assert "38500.00" == found["document"]["totals"]["payable"]


def test_a_sale_for_people(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """A person reads where each peso went, in pesos."""
    number = restaurant.operator.sell(["Bandeja de la 45"])

    ran = loggro("map", "explain", number)

    assert 0 == ran.code
    assert f"Sale {number} (POS)" in ran.out
    assert "$ 38.500" in ran.out
    assert "Ready to be a document." in ran.out


@pytest.mark.parametrize("wrapped", ["object", "list", "data"])
def test_a_sale_from_a_file(loggro: Loggro, saved: Path, wrapped: str) -> None:
    """A file holds the sale as any of the API's answers does; no account is needed."""
    text = saved.read_text("utf-8")
    shapes = {"object": text, "list": f"[{text}]", "data": f'{{"data": [{text}], "count": 1}}'}
    saved.write_text(shapes[wrapped], "utf-8")

    ran = loggro("map", "explain", "--file", saved, "--json")

    assert 0 == ran.code
    assert "25500.00" == ran.json["accounting"]["total"]


def test_a_sale_of_another_pos_from_a_file(loggro: Loggro, rules: Path, folder: Path) -> None:
    """A file in the format of other POS is explained too, and its faults are told at once."""
    del rules
    sale = {
        "number": "POS7", "issued_at": "2026-11-20T13:04:11-05:00", "status": "paid",
        "seller": "Camila", "total": 27000,
        "lines": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 1,
                   "taxes": [{"name": "I CONSUMO", "percent": 8}]}],
        "payments": [{"method": "Efectivo", "value": 27000}],
    }  # fmt: skip
    (folder / "sale.json").write_text(dumps(sale), "utf-8")
    (folder / "wrong.json").write_text(dumps({**sale, "total": "27.000", "tip": -1}), "utf-8")

    ran = loggro("map", "explain", "--file", "sale.json", "--json")
    wrong = loggro("map", "explain", "--file", "wrong.json")

    assert (0, "POS7", True) == (ran.code, ran.json["number"], ran.json["ready"])
    assert 2 == wrong.code
    assert "total" in wrong.err
    assert "tip" in wrong.err


def test_a_sale_as_a_page(loggro: Loggro, saved: Path, folder: Path) -> None:
    """The page is written beside what is printed, and its place is told."""
    ran = loggro("map", "explain", "--file", saved, "--html", "pages/sale.html")

    text = (folder / "pages/sale.html").read_text("utf-8")
    assert 0 == ran.code
    assert f"Page written: {Path('pages/sale.html')}" in ran.out
    assert text.startswith("<!doctype html>")
    assert "$ 25.500" in text


def test_a_page_of_a_blocked_sale(loggro: Loggro, saved: Path, folder: Path) -> None:
    """What is to be mended is on the page too; JSON stays alone on stdout."""
    text = saved.read_text("utf-8").replace("Efectivo", "Bre-B")
    saved.write_text(text, "utf-8")

    ran = loggro("map", "explain", "--file", saved, "--html", "sale.html", "--json")

    assert 1 == ran.code
    assert not ran.json["ready"]
    assert "payment-method-unmapped" in (folder / "sale.html").read_text("utf-8")


def test_a_page_that_cannot_be_written(loggro: Loggro, saved: Path, folder: Path) -> None:
    """A folder is no file."""
    (folder / "there").mkdir()

    ran = loggro("map", "explain", "--file", saved, "--html", "there", "--json")

    assert (2, "html") == (ran.code, ran.error["field"])


def test_problems_for_people(loggro: Loggro, saved: Path) -> None:
    """All problems stand in the table, each with its remedy, and the command ends with 1."""
    text = saved.read_text("utf-8").replace("Efectivo", "Bre-B").replace("I CONSUMO", "ICA")
    saved.write_text(text, "utf-8")

    ran = loggro("map", "explain", "--file", saved)

    shown = " ".join(ran.out.split())
    assert 1 == ran.code
    assert "Bre-B" in shown
    assert "ICA" in shown
    assert "It cannot be a document: " in shown


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("<html></html>", "it is not JSON"),
        ('{"total": NaN}', "it is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "holds 0 sales"),
        ("[{}, {}]", "holds 2 sales"),
        ('{"data": [], "count": 0}', "holds 0 sales"),
        ("{}", "holds no sale"),
        ('"FE1"', "holds no sale"),
        ('{"_id": 1, "status": 2, "createdOn": "x", "total": "y"}', "holds no sale"),
    ],
)
def test_a_file_that_holds_no_sale(loggro: Loggro, saved: Path, content: str, reason: str) -> None:
    """Anything else is unusable input, with its reason."""
    saved.write_text(content, "utf-8")

    ran = loggro("map", "explain", "--file", saved, "--json")

    assert (2, "InvalidInput") == (ran.code, ran.error["class"])
    assert reason in ran.error["message"]
    assert {"es", "en"} == set(ran.error["hint"])


def test_a_number_that_stands_twice(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Two sales of one number are shown by id, and neither is chosen."""
    number = restaurant.operator.sell()
    row = restaurant.sales()[0]
    twin = {**row, "_id": "6b0518fa8577dce5f1000abc"}
    restaurant.operator.add_faults(
        [Fault(method="GET", route="/invoices", status=200, body=[row, twin])]
    )

    ran = loggro("map", "explain", number, "--json")

    assert (3, "NeedsReview", "several-sales") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert "6b0518fa8577dce5f1000abc" in ran.error["message"]


def test_without_rules(loggro: Loggro, folder: Path) -> None:
    """No rules, no document; the remedy makes a file to begin with."""
    ran = loggro("map", "explain", "FE1", "--json")

    assert (2, "ConfigurationError", "no-rules") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert "loggro sandbox --write-rules loggro.toml" in ran.error["hint"]["en"]
    assert [] == files_in(folder)


def test_an_annulled_sale_is_told_to_be(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Its document can be made, and the title says that it was annulled."""
    number = restaurant.operator.sell(["Bandeja de la 45"])
    restaurant.operator.annul(number, "Error de digitación")

    ran = loggro("map", "explain", number)

    assert f"Sale {number} (POS, annulled)" in ran.out
