# SPDX-License-Identifier: MIT
"""The pages as a reader uses them: every snippet runs, every shown output is what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages import (
    Reader,
    advance,
    blocks,
    commands,
    live_by,
    missing_lines,
    restaurant,
    shell,
    write_certificate,
    write_documents,
)

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"es": ROOT / "docs" / "es", "en": ROOT / "docs" / "en"}
READMES = {"es": ROOT / "README.es.md", "en": ROOT / "README.md"}
TUTORIAL = "tutorial.md"
GUIDES_WITH_COMMANDS = (
    "guides/actions.md",
    "guides/check.md",
    "guides/dian.md",
    "guides/ledger.md",
    "guides/reconcile.md",
    "guides/sinks.md",
    "guides/sync.md",
    "guides/unattended.md",
)


def text_of(language: str, page: str) -> str:
    return path_of(language, page).read_text("utf-8")


def path_of(language: str, page: str) -> Path:
    return READMES[language] if page == "README" else FOLDERS[language] / page


def pages_with_python() -> list[str]:
    """Name the pages that hold Python; the tutorial has a test of its own."""
    pages = (path.relative_to(FOLDERS["es"]).as_posix() for path in FOLDERS["es"].rglob("*.md"))
    return [
        "README",
        *sorted(p for p in pages if p != TUTORIAL and blocks(text_of("es", p), "python")),
    ]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, as wide as the outputs of the pages."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", FOLDERS)
@pytest.mark.parametrize("page", pages_with_python())
def test_a_page_does_what_it_shows(
    page: str, language: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each snippet of a page runs as printed against the fake, and prints what the page shows."""
    monkeypatch.setenv("LOGGRO_LANG", language)
    text = text_of(language, page)
    if page in {"guides/dian.md", "guides/print.md"}:
        write_documents(folder)
    if page in {"guides/dian.md", "guides/sign.md"}:
        write_certificate(folder, monkeypatch)

    with restaurant(monkeypatch) as box, shell(monkeypatch) as terminal:
        live_by(monkeypatch, sleep=box.sleep, clock=box.now)
        reader = Reader(terminal if page in GUIDES_WITH_COMMANDS else None)
        reader.read(path_of(language, page))

    assert len(blocks(text, "python")) == reader.ran["python"]
    if page in GUIDES_WITH_COMMANDS:
        assert len(blocks(text, "console")) == reader.ran["console"]
        assert len(blocks(text, "text")) == reader.ran["text"]


@pytest.mark.parametrize("language", FOLDERS)
def test_the_tutorial_does_what_it_shows(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command and snippet of the tutorial runs, over loopback, and prints what is shown."""
    monkeypatch.setenv("LOGGRO_LANG", language)
    text = text_of(language, TUTORIAL)

    with shell(monkeypatch) as terminal:
        live_by(monkeypatch, sleep=advance)
        reader = Reader(terminal)
        reader.read(path_of(language, TUTORIAL))

    for kind, ran in reader.ran.items():
        assert len(blocks(text, kind)) == ran


@pytest.mark.parametrize("language", FOLDERS)
def test_the_tutorial_uses_every_step_of_the_job(language: str) -> None:
    """The tutorial goes the whole way, from the fake's server to the reconciliation."""
    lines = [line for b in blocks(text_of(language, TUTORIAL), "console") for line in commands(b)]
    used = {" ".join(re.findall(r"^loggro (\w+ ?[a-z]*)", line)).strip() for line in lines}

    wanted = {
        "demo",
        "sandbox",
        "check",
        "sales list",
        "map explain",
        "sync start",
        "sync run",
        "sync status",
        "sync review",
        "sync reconcile",
    }
    assert wanted <= used
    assert any(line.startswith("curl") and "map_payment_method" in line for line in lines)


def test_a_missing_line_is_seen() -> None:
    """The comparison sees a line that is gone, moved, or changed; layout does not matter."""
    printed = "  Día   Total  \n ────── \n  2026-11-20   $ 96.000   ✔  \n\nHecho en 3 s.\n"

    assert [] == missing_lines("Día  Total\n…\nHecho en … s.", printed)
    assert ["Día Total"] == missing_lines("Hecho en 3 s.\nDía Total", printed)
    assert ["2026-11-20 $ 96.001 ✔"] == missing_lines("2026-11-20  $ 96.001  ✔", printed)
