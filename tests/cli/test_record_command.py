# SPDX-License-Identifier: MIT
"""`loggro record-shapes`: the file, the terminal, and nothing that names anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Loggro, files_in
from loggro_integration.exact_json import loads
from loggro_integration.sandbox import FakeLoggro
from loggro_integration.sync import recorded_calls


def test_the_shapes_are_written(loggro: Loggro, restaurant: FakeLoggro, folder: Path) -> None:
    """All reads are made, and the file holds no name, document, amount or secret of the account."""
    restaurant.operator.sell(electronic=True)
    restaurant.operator.push_now()

    ran = loggro("record-shapes", "--out", "shapes.json", "--json")

    text = (folder / "shapes.json").read_text("utf-8")
    written = loads(text)
    assert list(recorded_calls()) == [read["call"] for read in written["reads"]]
    assert ran.code in {0, 1}
    assert {"shapes.json"} == {ran.json["out"]}
    assert written["findings"] == ran.json["findings"]
    for known in (restaurant.password, restaurant.token, restaurant.email, "Arepera", "54000"):
        assert known not in text


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_shapes_for_people(
    loggro: Loggro, restaurant: FakeLoggro, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables in both languages."""
    monkeypatch.setenv("LOGGRO_LANG", language)

    ran = loggro(
        "record-shapes", "--only", "restobar.users.list", "--only", "restobar.taxes.list",
        "--since", "2026-11-20", "--until", "2026-11-21",
    )  # fmt: skip

    assert 0 == ran.code
    assert {"es": "Lecturas: 2", "en": "Reads: 2"}[language] in ran.out
    assert {"es": "es nuevo", "en": "is new"}[language] in ran.out


def test_one_product_needs_no_credentials_of_the_other(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reads of Pymes alone do not log in to Restobar."""
    monkeypatch.delenv("LOGGRO_RESTOBAR_PASSWORD")

    assert 0 == loggro("record-shapes", "--only", "pymes.establishments.list").code
    assert 2 == loggro("record-shapes", "--only", "restobar.taxes.list").code


def test_another_type_ends_with_1(loggro: Loggro, restaurant: FakeLoggro, rules: Path) -> None:
    """So does an assumed name that is not there; the file is written all the same."""
    restaurant.operator.sell()
    restaurant.operator.push_now()
    rules.write_text(rules.read_text("utf-8") + '\n[pymes.fields]\ntotal = "valor"\n', "utf-8")

    ran = loggro("record-shapes", "--only", "pymes.sales.list", "--json")

    assert 1 == ran.code
    assert "pymes.fields.total" in {each["expected"] for each in ran.json["findings"]}


@pytest.mark.parametrize(
    "given",
    [
        ["--only", "restobar.invoices.void"],
        ["--since", "2026-11-21", "--until", "2026-11-20"],
    ],
)
def test_what_cannot_be_recorded(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, given: list[str]
) -> None:
    """A call outside the list, or days the wrong way round, send nothing and write nothing."""
    before = files_in(folder)

    ran = loggro("record-shapes", *given)

    assert 2 == ran.code
    assert before == files_in(folder)
    assert 0 == len(restaurant.calls)
