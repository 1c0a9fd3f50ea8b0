# SPDX-License-Identifier: MIT
"""`loggro sync reconcile`: the days it is asked for, what it prints, and the files it writes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cli.running import Loggro, files_in
from loggro_integration.cli import _reconcile
from loggro_integration.exact_json import loads
from loggro_integration.sandbox import FakeLoggro

DAY = "2026-11-24"
FILES = ("--excel", "mes.xlsx", "--csv", "mes.csv", "--html", "mes.html")


@pytest.fixture
def numbers(restaurant: FakeLoggro) -> list[str]:
    """Sell three times; all of it arrives in Pymes."""
    operator = restaurant.operator
    found = [
        operator.sell(["Arepa de queso"], tip=900),
        operator.sell(["Bandeja de la 45"], electronic=True),
        operator.sell(["Café molido 500 g"], payments="Tarjeta débito"),
    ]
    operator.push_now()
    operator.advance(seconds=3600)
    return found


def test_a_month_is_written_to_three_files(
    loggro: Loggro, folder: Path, numbers: list[str]
) -> None:
    """The workbook, the table and the page hold the sums that the command prints."""
    ran = loggro("sync", "reconcile", "--month", "2026-11", *FILES, "--json")

    found = ran.json
    total = Decimal(found["totals"]["restobar"])
    sheets = openpyxl.load_workbook(folder / "mes.xlsx", data_only=True)
    cells = {cell.value for row in sheets.worksheets[0].iter_rows() for cell in row}
    table = (folder / "mes.csv").read_bytes()
    page = (folder / "mes.html").read_text("utf-8")
    assert (0, []) == (ran.code, found["findings"])
    assert ["2026-11-01", DAY] == [found["since"], found["until"]]
    assert ["mes.xlsx", "mes.csv", "mes.html"] == [Path(each).name for each in found["files"]]
    assert float(total) in cells
    assert table.startswith(b"\xef\xbb\xbfday;number;")
    assert [True] * 3 == [f";{number};" in table.decode("utf-8-sig") for number in numbers]
    assert "Both sides agree." in page


def test_a_day_is_its_close(loggro: Loggro, folder: Path, numbers: list[str]) -> None:
    """One day is asked for by its name, and the page is headed so."""
    ran = loggro("sync", "reconcile", "--day", DAY, "--html", "dia.html")

    assert 0 == ran.code
    assert f"Close of the day {DAY}" in (folder / "dia.html").read_text("utf-8")


@pytest.mark.parametrize(("language", "words"), [("es", "Propinas"), ("en", "Tips")])
def test_files_speak_the_language_of_the_run(
    loggro: Loggro,
    folder: Path,
    numbers: list[str],
    language: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The workbook and the page are in Spanish or English, as the terminal is."""
    monkeypatch.setenv("LOGGRO_LANG", language)

    loggro("sync", "reconcile", "--day", DAY, "--excel", "x.xlsx", "--html", "x.html")

    book = openpyxl.load_workbook(BytesIO((folder / "x.xlsx").read_bytes()))
    assert words in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert words in (folder / "x.html").read_text("utf-8")


def test_a_person_reads_sums_taxes_and_tips(loggro: Loggro, numbers: list[str]) -> None:
    """By payment method and tax, with the tolerance; what is no sale stands apart."""
    ran = loggro("sync", "reconcile", "--day", DAY)

    words = " ".join(ran.out.split())
    assert "tolerance: $ 1 a document" in words
    assert "Tarjeta débito" in words
    assert "INC 8 %" in words
    assert "Apart: tips $ 900, delivery $ 0. Voided: 0." in words


def test_a_finding_is_told_in_words(
    loggro: Loggro, restaurant: FakeLoggro, numbers: list[str]
) -> None:
    """A balance that Pymes holds wrongly: both values, and 1."""
    restaurant.operator.edit_document(numbers[0], saldo=250)

    ran = loggro("sync", "reconcile", "--day", DAY)

    assert 1 == ran.code
    assert "another balance" in ran.out
    assert "$ 250" in ran.out


def test_what_is_not_shown_is_cannot_tell(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, numbers: list[str]
) -> None:
    """Rows without payments end with 3; a setting says that this account has none."""
    restaurant.operator.switch("sales_fields", {"formasPago": "otros"})

    untold = loggro("sync", "reconcile", "--day", DAY)
    rules = folder / "loggro.toml"
    rules.write_text(
        f'{rules.read_text("utf-8")}\n[pymes.sales]\nnot_shown = ["payment"]\n', "utf-8"
    )
    told = loggro("sync", "reconcile", "--day", DAY)

    assert (3, 0) == (untold.code, told.code)
    assert "Nobody can tell whether both sides agree." in untold.out
    assert "Not compared (pymes.sales.not_shown): payment." in told.out


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (("--month", "2026-13"), "month"),
        (("--month", "noviembre"), "month"),
        (("--month", "0000-01"), "month"),
        (("--month", "2027-01"), "month"),
        (("--month", "2026-11", "--day", DAY), "month"),
        (("--day", DAY, "--since", DAY), "day"),
        (("--month", "2026-11", "--until", DAY), "month"),
        (("--since", DAY, "--until", "2026-11-01"), "until"),
        (("--csv", "uno", "--html", "uno"), "csv"),
        (("--html", "loggro.toml"), "html"),
        (("--csv", "loggro.toml/x.csv"), "csv"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_work(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, options: tuple[str, ...], field: str
) -> None:
    """Wrong days, a file that is there, a folder that is none: named, and nothing is asked."""
    before = files_in(folder)

    ran = loggro("sync", "reconcile", *options, "--json")

    assert (2, field) == (ran.code, ran.error["field"])
    assert {"es", "en"} == set(ran.error["hint"])
    assert [] == restaurant.calls
    assert before == files_in(folder)


def test_a_file_that_is_there_is_replaced_by_force(
    loggro: Loggro, folder: Path, numbers: list[str]
) -> None:
    """Only ``--force`` replaces it."""
    (folder / "mes.html").write_text("mine", "utf-8")

    refused = loggro("sync", "reconcile", "--day", DAY, "--html", "mes.html")
    kept = (folder / "mes.html").read_text("utf-8")
    forced = loggro("sync", "reconcile", "--day", DAY, "--html", "mes.html", "--force")

    assert (2, "mine", 0) == (refused.code, kept, forced.code)
    assert "<svg" in (folder / "mes.html").read_text("utf-8")


def test_a_workbook_without_its_library_is_refused_before_the_work(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra to install is named."""
    monkeypatch.setattr(_reconcile, "missing_of", lambda extra: ("xlsxwriter",))

    ran = loggro("sync", "reconcile", "--excel", "mes.xlsx", "--json")

    assert (2, "MissingExtra") == (ran.code, ran.error["class"])
    assert "loggro-integration[excel]" in ran.error["hint"]["en"]
    assert [] == restaurant.calls


def test_a_run_that_fails_leaves_no_file(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written: neither the files nor their scratch."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", "wrong-arepa")

    ran = loggro("sync", "reconcile", *FILES)

    assert 2 == ran.code
    assert [] == [name for name in files_in(folder) if "mes" in name]


def test_the_folder_of_every_day_is_written_anew(
    loggro: Loggro, folder: Path, numbers: list[str]
) -> None:
    """A scheduled run needs no ``--force`` for its own folder."""
    for _ in range(2):
        ran = loggro("sync", "reconcile", "--day", DAY, "--output", "out", "--json")

    written = loads((folder / "out" / "reconciliation.json").read_bytes())
    assert 0 == ran.code
    assert ran.json["sales"] == written["sales"]
