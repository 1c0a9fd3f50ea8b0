# SPDX-License-Identifier: MIT
"""`loggro demo`: the whole job, as it is printed and as it ends."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cli.running import Loggro, child, files_in
from cli.shapes import KEYS
from loggro_integration.exact_json import loads

NOBODY = "http://127.0.0.1:9"


def test_the_job_ends_with_both_sides_equal() -> None:
    """As a process, without network or credentials: JSON alone on stdout, and 0."""
    ran = child("demo", "--json", env={"LOGGRO_RESTOBAR_URL": NOBODY, "LOGGRO_PYMES_URL": NOBODY})

    found = ran.json
    assert 0 == ran.code
    assert KEYS["demo"] == set(found)
    assert found["agree"] is True
    assert found["electronic"] == found["synced"] >= 10
    assert found["pos"] == found["pos_synced"]
    assert found["totals"]["restobar"] == found["totals"]["pymes"]
    assert "Selling" in ran.err


def test_other_seeds_and_sizes_tell_another_story(loggro: Loggro) -> None:
    """`--sales` and `--seed` change the counts."""
    first = loggro("demo", "--sales", 61, "--seed", 7, "--json")
    other = loggro("demo", "--sales", 70, "--seed", 8, "--json")

    assert (0, 0) == (first.code, other.code)
    assert (61, 7) == (first.json["sales"], first.json["seed"])
    assert first.json["totals"] != other.json["totals"]


@pytest.mark.parametrize("plant", ["missing", "duplicate", "different"])
def test_broken_books_are_found(loggro: Loggro, plant: str) -> None:
    """What was planted is counted and named, and the command ends with 1."""
    ran = loggro("demo", "--sales", 60, "--plant", plant, "--json")

    kind = "duplicates" if plant == "duplicate" else plant
    assert (1, False, 1) == (ran.code, ran.json["agree"], ran.json[kind])


def test_broken_books_for_people(loggro: Loggro) -> None:
    """The report names the number on which both sides do not agree."""
    ran = loggro("demo", "--sales", 60, "--plant", "missing")

    assert 1 == ran.code
    assert "missing in Pymes" in ran.out
    assert "Both sides do not agree: FE" in ran.out


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_report_for_people(
    loggro: Loggro, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Each electronic invoice with both icons, then the days, then the verdict and the files."""
    monkeypatch.setenv("LOGGRO_LANG", language)

    ran = loggro("demo", "--sales", 60, "--output", "out")

    spanish = language == "es"
    parts = (
        ("Facturas electrónicas", "Totales por día", "Los dos lados coinciden", "Escrito: ")
        if spanish
        else ("Electronic invoices", "Totals per day", "Both sides agree", "Written: ")
    )
    places = [ran.out.index(part) for part in parts]
    assert 0 == ran.code
    assert sorted(places) == places
    for word in ("✔ Aceptado", "✖ Rechazado", "Consumidor Final", "Abonada", "Anulada", "Pagada"):
        assert word in ran.out
    assert ["out", "out/reconciliation.csv", "out/reconciliation.json"] == files_in(folder)


def test_both_files(loggro: Loggro, folder: Path) -> None:
    """The two files hold the same documents."""
    loggro("demo", "--sales", 60, "--output", "out", "--json")

    text = (folder / "out" / "reconciliation.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    written = loads((folder / "out" / "reconciliation.json").read_bytes())
    assert isinstance(written, dict)
    documents = written["documents"]
    assert isinstance(documents, list)
    assert [row["number"] for row in rows] == [row["number"] for row in documents]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (["--sales", "10"], "sales"),
        (["--sales", "-1"], "sales"),
        (["--sales", "1000000000000000000000"], "sales"),
        (["--output", "taken"], "output"),
    ],
)
def test_what_the_demo_refuses(loggro: Loggro, folder: Path, given: list[str], field: str) -> None:
    """Too few or too many sales, or a folder that cannot be written."""
    (folder / "taken").write_text("a file")

    ran = loggro("demo", *given, "--json")

    assert (2, "InvalidInput", field) == (ran.code, ran.error["class"], ran.error["field"])
    assert ["taken"] == files_in(folder)
