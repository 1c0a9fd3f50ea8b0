# SPDX-License-Identifier: MIT
"""What the terminal shows: JSON, tables, progress, errors, and no secret."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cli.running import Loggro, Terminal, program
from loggro_integration import errors
from loggro_integration._files import LARGEST
from loggro_integration.cli import _app
from loggro_integration.cli._exit import exit_code_of
from loggro_integration.cli._files import csv_text, read_bytes, read_text, write_text
from loggro_integration.cli._output import Output, as_json, language_of
from loggro_integration.errors import Problem, Text
from loggro_integration.exact_json import loads

AREPA = Text(es="arepa de chócolo", en="corn arepa")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LOGGRO_LANG": "es"}, "es"),
        ({"LOGGRO_LANG": "en", "LANG": "es_CO.UTF-8"}, "en"),
        ({"LOGGRO_LANG": "ES_co"}, "es"),
        ({"LC_ALL": "es_CO.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"LC_ALL": "C", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LANG": "Spanish_Colombia"}, "es"),
        ({"LOGGRO_LANG": "", "LANG": "fr_FR"}, "en"),
    ],
)
def test_language(environment: dict[str, str], language: str) -> None:
    """`LOGGRO_LANG` decides, then the locale; a language nobody speaks here is English."""
    assert language == language_of(environment)


def test_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without variables, as on Windows, the locale of the process decides."""
    monkeypatch.setattr("locale.getlocale", lambda: ("Spanish_Colombia", "1252"))

    assert "es" == language_of({"LANG": "C.UTF-8"})


def test_json_is_one_line_of_exact_values(capsys: pytest.CaptureFixture[str]) -> None:
    """Amounts are text with their cents, dates ISO 8601, sentences in both languages."""
    value = {
        "amount": Decimal("54000.5"),
        "day": date(2026, 11, 20),
        "at": datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
        "text": AREPA,
        "rows": (1, None, True),
        "path": Path("loggro.db"),
    }

    Output(as_json=True).json(value)

    printed = capsys.readouterr().out
    assert 1 == printed.count("\n")
    assert {
        "amount": "54000.50",
        "day": "2026-11-20",
        "at": "2026-11-20T14:00:00.000Z",
        "text": {"es": "arepa de chócolo", "en": "corn arepa"},
        "rows": [1, None, True],
        "path": "loggro.db",
    } == loads(printed)


def test_a_float_never_becomes_json() -> None:
    """An inexact amount is a defect that shows at once."""
    with pytest.raises(errors.InexactMoney):
        Output(as_json=True).json({"total": 0.1})


def test_json_for_an_old_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an encoding cannot hold is escaped, pairs included: the JSON stays the same."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stream)

    Output(as_json=True).json({"text": "chócolo → 🫓"})

    written = stream.buffer.getvalue()  # type: ignore[attr-defined]
    assert written.isascii()
    assert {"text": "chócolo → 🫓"} == loads(written)


def test_nothing_for_people_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Sentences and tables stay away from a program's stdout."""
    out = Output(as_json=True)

    out.say("hola", "hello")
    out.table(AREPA, (("a", "b"),), [(1,)])

    assert ("", "") == capsys.readouterr()


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Amounts are written as Colombians read them; texts in brackets are no markup."""
    out = Output(as_json=False, language="es")

    out.table(
        AREPA, (("Total", "Total"), ("Nota", "Note")), [(Decimal(54000), "[red]"), (None, AREPA)]
    )

    printed = capsys.readouterr().out
    assert "$ 54.000" in printed
    assert "[red]" in printed
    assert 2 == printed.count("arepa de chócolo")


def test_control_signs_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A customer's name cannot move the cursor, clear the screen or turn the text around."""
    out = Output(as_json=False, language="en")
    name = "\x1b[2JMarina\x07\u202e"

    out.line(name)
    out.table(AREPA, (("a", "b"),), [(name,)])
    out.error(errors.NotFound(f"no\n{name}"))

    printed = capsys.readouterr()
    assert "\\x1b[2JMarina\\x07\\u202e\n" in printed.out
    assert not {"\x1b", "\x07", "\u202e"} & set(printed.out + printed.err)
    assert 1 == len(printed.err.splitlines())


def test_progress_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe or a log gets no bar."""
    with Output(as_json=False).progress("Leyendo", "Reading", total=3) as step:
        step()

    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize("total", [3, None])
def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch, total: int | None) -> None:
    """A person sees what is going on, on stderr."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")

    with Output(as_json=True, language="es").progress("Leyendo", "Reading", total) as step:
        step()

    assert "Leyendo" in screen.getvalue()


def test_work_that_is_found_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar counts against what is known so far; several threads may add to it."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")

    with Output(as_json=True, language="en").steps("Sincronizando", "Synchronising") as steps:
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(steps.more, (2, 1)))
        steps.step()

    assert "Synchronising" in screen.getvalue()
    assert "1/3" in screen.getvalue()


def test_an_error_shows_its_call_its_remedy_and_all_problems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A person reads what happened, where, and what to do, for each problem."""
    error = errors.Rejected(
        "no", method="GET", url="https://x/a?q=***", status=400, hint=Text(es="haga", en="do")
    )
    problem = Problem(code="p", path="lines[0]", message=AREPA, fix=Text(es="f", en="mend"))
    mapping = errors.MappingFailed("cannot", problems=[problem])

    out = Output(as_json=False, language="en")
    out.error(error)
    out.error(mapping)

    assert [
        "Rejected: GET https://x/a?q=*** → 400: no",
        "  → do",
        "MappingFailed: cannot",
        "  · [p] lines[0]: corn arepa mend",
    ] == capsys.readouterr().err.splitlines()


def test_an_error_in_json_has_the_same_parts(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads class, field, value, remedy and problems."""
    problem = Problem(code="p", path="x", message=AREPA, fix=AREPA, value="1", blocking=False)
    out = Output(as_json=True)

    out.error(errors.InvalidNit("bad", field="nit", value="9", hint=AREPA))
    first = loads(capsys.readouterr().out)
    out.error(errors.MappingFailed("cannot", problems=[problem]))
    second = loads(capsys.readouterr().out)

    both = {"es": AREPA.es, "en": AREPA.en}
    assert {
        "error": {
            "class": "InvalidNit",
            "message": "bad",
            "field": "nit",
            "value": "9",
            "hint": both,
        }
    } == first
    assert [
        {"code": "p", "path": "x", "value": "1", "blocking": False, "message": both, "fix": both}
    ] == second["error"]["problems"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ConnectionFailed", 4),
        ("Unavailable", 4),
        ("RateLimited", 4),
        ("LedgerLocked", 4),
        ("AnswerLost", 3),
        ("ContractChanged", 3),
        ("NeedsReview", 3),
        ("DianPending", 3),
        ("MissingExtra", 2),
        ("InexactMoney", 2),
        ("TokenRejected", 2),
        ("LedgerError", 2),
        ("XmlRefused", 2),
        ("NotADianDocument", 2),
        ("MappingFailed", 1),
        ("SignatureInvalid", 1),
        ("Conflict", 1),
    ],
)
def test_exit_codes(name: str, code: int) -> None:
    """An error ends with the code of what the caller should do."""
    assert code == exit_code_of(getattr(errors, name)("x"))


def test_every_error_has_an_exit_code() -> None:
    """No class falls outside 1 to 4."""
    kinds = [getattr(errors, name) for name in errors.__all__]
    found = {exit_code_of(kind("x")) for kind in kinds if issubclass(kind, errors.LoggroError)}

    assert {1, 2, 3, 4} == found


def test_csv_is_for_a_spreadsheet_and_runs_nothing() -> None:
    """Cells that would be formulas are text; amounts keep their sign and their point."""
    text = csv_text(("a", "b", "c"), [("=1+1", Decimal("-5.5"), None), ("x;y", "@cmd", 3)])

    assert "a;b;c\r\n'=1+1;-5.50;\r\n\"x;y\";'@cmd;3\r\n" == text


def test_a_file_is_refused_with_its_reason(folder: Path) -> None:
    """A folder, a missing file, other bytes than UTF-8, and a file without end."""
    (folder / "latin.toml").write_bytes("ñ".encode("latin-1"))
    with (folder / "huge.xml").open("wb") as huge:
        huge.truncate(LARGEST + 1)

    for read, name, reason in (
        (read_bytes, ".", "Is a directory"),
        (read_bytes, "none.xml", "No such file or directory"),
        (read_bytes, "huge.xml", "larger than 64 MB"),
        (read_bytes, "a\0b", "null byte"),
        (read_text, "latin.toml", "not UTF-8 text"),
    ):
        with pytest.raises(errors.InvalidInput, match=reason) as caught:
            read(Path(name))
        assert ("file", name) == (caught.value.field, caught.value.value)


def test_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    """A file where a folder should be is told apart from success."""
    (folder / "taken").write_text("x")

    with pytest.raises(errors.InvalidInput, match="cannot be written") as caught:
        write_text(folder / "taken" / "out.csv", "", field="csv")

    assert "csv" == caught.value.field
    with pytest.raises(errors.InvalidInput, match="Is a directory"):
        write_text(folder, "", field="csv")


def test_a_folder_is_made_where_it_is_missing(folder: Path) -> None:
    """Writing needs no preparation."""
    write_text(folder / "a" / "b.txt", "ñ\r\n", field="csv")

    assert "ñ\r\n".encode() == (folder / "a" / "b.txt").read_bytes()


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Interrupted."),
        (PermissionError(13, "Permission denied", "loggro.db"), 2, "Permission denied: loggro.db."),
        (OSError("no space"), 2, "no space."),
        (errors.Unavailable("down"), 4, "Unavailable: down"),
    ],
)
def test_no_way_to_end_shows_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: int,
    words: str,
) -> None:
    """Ctrl-C, the system's refusals and our own errors end in one line."""

    def fail(*_: object) -> int:
        raise raised

    monkeypatch.setattr(_app, "_call", fail)

    ended = _app.run(["demo"])

    printed = capsys.readouterr()
    assert (code, "") == (ended, printed.out)
    assert words in printed.err


def test_words_that_are_no_text(loggro: Loggro) -> None:
    """Bytes that no encoding explains are refused, not shown as a traceback."""
    ran = loggro("sandbox", "--seed", "\udcff", "--json")

    assert (2, "InvalidInput", "argv") == (ran.code, ran.error["class"], ran.error["field"])


def test_a_defect_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of our own that is missing is no missing extra."""

    def fail(*_: object) -> int:
        raise ModuleNotFoundError("no", name="loggro_integration.lost")

    monkeypatch.setattr(_app.App, "__call__", fail)

    with pytest.raises(ModuleNotFoundError):
        _app.run(["demo"])


def test_streams_that_are_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls the command from a program may collect its words in memory."""
    words = io.StringIO()
    monkeypatch.setattr(sys, "stdout", words)

    assert 0 == _app.run(["--version"])
    assert words.getvalue().strip()


def test_a_reader_that_goes_away() -> None:
    """`loggro ... | head` ends quietly, also at the interpreter's last flush."""
    text = (
        "import os, sys\n"
        "from loggro_integration.cli import main\n"
        "read, write = os.pipe()\n"
        "os.dup2(write, 1); os.close(write); os.close(read)\n"
        "sys.exit(main(['--help']))\n"
    )

    ran = program(text)

    assert (141, "") == (ran.code, ran.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize(
    ("words", "told"),
    [("--version --json", "No space left"), ("dian read none.xml --json", "none")],
)
def test_an_output_that_is_full(words: str, told: str) -> None:
    """What happened is told on stderr, and nothing escapes as a traceback."""
    text = (
        "import os, sys\n"
        "from loggro_integration.cli import main\n"
        "os.dup2(os.open('/dev/full', os.O_WRONLY), 1)\n"
        f"sys.exit(main({words.split()!r}))\n"
    )

    ran = program(text)

    assert 2 == ran.code
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_as_json_leaves_plain_values_alone() -> None:
    """Numbers, flags and null need no translation."""
    assert [1, "a", None, False] == as_json([1, "a", None, False])
