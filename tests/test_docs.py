# SPDX-License-Identifier: MIT
"""The documentation: both languages alike, and every name in it held against the code."""

import ast
import dataclasses
import doctest
import importlib
import inspect
import io
import json
import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest

from loggro_integration import PymesClient, RestobarClient, errors, mapping, operations
from loggro_integration.cli._app import build
from loggro_integration.cli._sandbox import _assumptions
from loggro_integration.http import Space
from loggro_integration.sandbox import Assumptions, Fault
from loggro_integration.sync import ReconciliationRow, State
from loggro_integration.sync._check_screens import _PLACES
from loggro_integration.sync._judge import (
    ANNULLED,
    CREDITED,
    DUPLICATE,
    RENUMBERED,
    REPEATED,
    VOID_NOT_VISIBLE,
)
from loggro_integration.sync._pass import USED_UP
from loggro_integration.sync._reasons import REASONS
from loggro_integration.sync._reconcile_rows import FINDINGS
from loggro_integration.sync._states import CONFLICT, GONE
from pages import blocks, commands

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("es", "en")
READMES = ("README.md", "README.es.md")
PAGES = sorted(path.relative_to(DOCS / "es").as_posix() for path in (DOCS / "es").rglob("*.md"))
EVERY_PAGE = [*READMES, *(f"docs/{language}/{page}" for language in LANGUAGES for page in PAGES)]
DOORS = (
    *("codes", "dian", "errors", "mapping", "models", "render", "sync", "testing", "web", "wire"),
)
EXAMPLES = sorted(
    path.relative_to(ROOT / "src").as_posix()
    for path in (ROOT / "src").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def prose_of(text: str) -> str:
    """Give a text without its code blocks."""
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)


def headings(text: str) -> list[tuple[int, str]]:
    """Give the level and the words of each heading."""
    found = re.findall(r"^(#+) (.+)$", prose_of(text), re.MULTILINE)
    return [(len(marks), words) for marks, words in found]


def table_rows(text: str) -> list[list[str]]:
    """Give the rows of the tables of a page, headings too, cell by cell."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in lines]


def code_words(text: str) -> list[str]:
    """Give the words of a text that are set as code, blocks apart."""
    return re.findall(r"`([^`]+)`", prose_of(text))


def in_column(page: str, column: int, *, section: str = "") -> list[str]:
    """Give the code words of one column of the tables of a page, or of one section of it."""
    text = read(page)
    if section:
        text = re.split(r"^## ", text.partition(f"## {section}\n")[2], flags=re.MULTILINE)[0]
    rows = [row for row in table_rows(text) if len(row) > column]
    return [word for row in rows for word in code_words(row[column])]


def docstrings(path: str) -> Iterator[tuple[str, str]]:
    """Give each docstring of a source file that holds an example, with the name of its owner."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(ast.parse(read(f"src/{path}"))):
        if isinstance(node, documented) and ">>>" in (text := ast.get_docstring(node) or ""):
            yield getattr(node, "name", path), text


def test_both_languages_have_the_same_pages() -> None:
    """Each page exists in Spanish and in English, under the same name."""
    english = sorted(
        path.relative_to(DOCS / "en").as_posix() for path in (DOCS / "en").rglob("*.md")
    )

    assert PAGES == english


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_sections(page: str) -> None:
    """A page and its mirror have the same outline."""
    spanish = [level for level, _ in headings(read(f"docs/es/{page}"))]
    english = [level for level, _ in headings(read(f"docs/en/{page}"))]

    assert spanish == english


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_show_the_same_commands(page: str) -> None:
    """Commands and JSON are the same in both languages, comments and paths of readers apart."""

    def shown(language: str) -> list[str]:
        text = read(f"docs/{language}/{page}")
        found = blocks(text, "console") + blocks(text, "json")
        return [re.sub(r" +#.*", "", block) for block in found]

    assert shown("es") == shown("en")


def test_the_readmes_have_the_same_sections() -> None:
    """The Spanish README mirrors the English one."""
    english, spanish = (read(page) for page in READMES)

    assert [level for level, _ in headings(english)] == [level for level, _ in headings(spanish)]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_opens_with_the_two_commands(page: str) -> None:
    """The first thing a newcomer reads is how to see it work and how to test it."""
    first = blocks(read(page), "console")[0].splitlines()

    assert ["./scripts/demo", "./scripts/test"] == [line.split("#")[0].strip() for line in first]


@pytest.mark.parametrize(
    ("page", "independent", "missing"),
    [
        ("README.md", "independent of Loggro and of DIAN", "What does not exist yet"),
        ("README.es.md", "independiente de Loggro y de la DIAN", "Lo que todavía no existe"),
        ("docs/en/index.md", "independent of Loggro and of DIAN", "What does not exist yet"),
        ("docs/es/index.md", "independiente de Loggro y de la DIAN", "Lo que todavía no existe"),
    ],
)
def test_the_first_pages_say_what_this_is_not(page: str, independent: str, missing: str) -> None:
    """The first paragraph tells who made it, the second what does not exist yet."""
    prose = [
        " ".join(block.split())
        for block in read(page).split("\n\n")
        if not block.startswith(("#", "```"))
    ]

    assert independent in prose[0]
    assert missing in prose[1]
    assert "DIAN" in prose[1]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_says_how_to_install_and_what_is_untested(page: str) -> None:
    """Installing is one line on each system, and the systems nobody tried are named."""
    text = read(page)

    assert "pip install 'loggro-integration[all]'" in text
    assert 'py -m pip install "loggro-integration[all]"' in text
    assert re.search(r"Windows (and|y) macOS (are not tested|no están probados)", text)


@pytest.mark.parametrize("page", READMES)
def test_the_script_of_a_readme_has_ten_lines(page: str) -> None:
    """The example is short enough to be typed."""
    (script,) = blocks(read(page), "python")

    assert len([line for line in script.splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md", "SECURITY.md"])
def test_links_lead_to_files(page: str) -> None:
    """Each relative link of a page at the top leads to a file of the repository."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", read(page))

    assert [] == [link for link in links if not (ROOT / link).is_file()]


@pytest.mark.parametrize("page", ["docs/es/errors.md", "docs/en/errors.md", "docs/errors.md"])
def test_every_error_is_explained(page: str) -> None:
    """Each name of `errors` has its heading, and no other name has one."""
    level = 2 if page == "docs/errors.md" else 3

    explained = [words for depth, words in headings(read(page)) if depth == level]

    assert sorted(errors.__all__) == sorted(explained)


def test_the_address_of_an_error_leads_to_its_heading() -> None:
    """`docs_url` is the page of errors, at the heading that carries the name of the class."""
    anchors = {words.lower() for _, words in headings(read("docs/errors.md"))}

    for name in errors.__all__:
        kind = getattr(errors, name)
        if issubclass(kind, errors.LoggroError):
            page, anchor = kind.__new__(kind).docs_url.removeprefix(errors.DOCS_URL).split("#")
            assert "errors/" == page
            assert anchor in anchors


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_has_its_reference(language: str, door: str) -> None:
    """Each public door has a generated page, which the index of the reference links."""
    page = DOCS / language / "reference" / f"{door}.md"

    assert f"::: loggro_integration.{door}\n" in page.read_text("utf-8")
    assert f"]({door}.md)" in read(f"docs/{language}/reference/index.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_the_navigation(page: str) -> None:
    """A page that the navigation forgets is not found by readers."""
    navigation = read("mkdocs.yml")

    for language in LANGUAGES:
        assert re.search(rf"\b{language}/{re.escape(page)}$", navigation, re.MULTILINE)


@pytest.mark.parametrize("path", EXAMPLES)
def test_examples_in_docstrings_run(path: str) -> None:
    """Each example of a docstring gives what it shows, with its module's names and its room."""
    module = importlib.import_module(
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    )
    room = path.split("/")[1].removesuffix(".py")
    names = {room: importlib.import_module(f"loggro_integration.{room}"), **vars(module)}
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)

    for name, text in docstrings(path):
        test = doctest.DocTestParser().get_doctest(text, dict(names), name, path, 0)
        runner.run(test, out=report.write)

    assert "" == report.getvalue()
    assert runner.tries > 0


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_json_is_json(page: str) -> None:
    """Each JSON block parses."""
    for block in blocks(read(page), "json"):
        json.loads(block)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_file_of_the_docs_is_the_example(language: str) -> None:
    """The TOML on the page of the rules is what `MappingRules.example()` reads."""
    (block,) = blocks(read(f"docs/{language}/rules.md"), "toml")

    assert mapping.MappingRules.example() == mapping.MappingRules.from_toml(block)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_switch_of_the_fake_stands_among_the_unknowns(language: str) -> None:
    """Each choice the fake makes is told as unknown, and no switch is told that it lacks."""
    told = set(in_column(f"docs/{language}/unknowns.md", 3))

    assert {each.name for each in dataclasses.fields(Assumptions)} == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_among_the_unknowns_exists(language: str) -> None:
    """A dotted setting is a key of the rules file; another one is a name at a public door."""
    example = mapping.MappingRules.example()
    doors = {
        "ExternalFormat": "loggro_integration.mapping",
        "Policies": "loggro_integration.dian",
        "RetryPolicy": "loggro_integration",
        "SellSettings": "loggro_integration.mapping",
        "SyncPolicy": "loggro_integration.sync",
        "credit_payment_body": "loggro_integration.sync.actions",
        "file_name": "loggro_integration.dian",
    }

    for setting in in_column(f"docs/{language}/unknowns.md", 2):
        if "." in setting:
            attrgetter(setting.removesuffix(".*"))(example)
        else:
            assert setting in importlib.import_module(doors[setting]).__all__


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_of_the_guide_is_read(language: str) -> None:
    """Each fragment of TOML, added to the rules of the example, changes them."""
    example = mapping.MappingRules.example()

    for fragment in blocks(read(f"docs/{language}/guides/settings.md"), "toml"):
        changed = mapping.MappingRules.from_toml(f"{example.to_toml()}\n{fragment}")
        assert example != changed, fragment


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_of_the_guide_is_a_switch(language: str) -> None:
    """Each ``--assume NAME=VALUE`` is understood, and is not what the fake does anyway."""
    text = read(f"docs/{language}/guides/settings.md")
    pairs = re.findall(r"`--assume '?(\w+=[^`']+)'?`", text)

    assert len(pairs) >= 5
    for pair in pairs:
        assert Assumptions() != _assumptions([pair]), pair


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_ledger_is_explained(language: str) -> None:
    """The table of the states holds them all, and no other."""
    section = {"es": "Los estados", "en": "The states"}[language]
    told = in_column(f"docs/{language}/concepts/sending-once.md", 0, section=section)

    assert sorted(state.value for state in State) == sorted(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_to_set_aside_is_explained(language: str) -> None:
    """The guide tells what to do for each reason that the command prints."""
    text = read(f"docs/{language}/guides/sync.md")
    told = {word.removesuffix(":…") for word in code_words(text)}

    judged = {ANNULLED, CONFLICT, CREDITED, DUPLICATE, GONE, RENUMBERED, REPEATED, USED_UP}
    others = {VOID_NOT_VISIBLE, "clock-changed", "dian-pending", "differs", "rejected"}
    assert set() == {*REASONS, *judged, *others} - told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_is_explained(language: str) -> None:
    """The guide names each verdict of a reconciliation."""
    fields = inspect.getdoc(ReconciliationRow) or ""
    verdicts = re.findall(r"``([\w-]+)``", fields.split("verdict:")[1].split("restobar_total:")[0])

    assert len(verdicts) >= 9
    assert set() == set(verdicts) - set(code_words(read(f"docs/{language}/guides/sync.md")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_of_a_reconciliation_is_explained(language: str) -> None:
    """The guide names each kind of finding, and no other."""
    assert set(FINDINGS) == set(in_column(f"docs/{language}/guides/reconcile.md", 0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_explained(language: str) -> None:
    """The table of the guide names each check of the settings, and no other."""
    told = in_column(f"docs/{language}/guides/check.md", 0)

    assert {*_PLACES} - {"dian-rejected"} == set(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_explained(language: str) -> None:
    """The table of the faults holds each way to make one, and no other."""
    made = {name for name, member in vars(Fault).items() if isinstance(member, classmethod)}

    assert made == set(in_column(f"docs/{language}/guides/testing.md", 0))


VARIABLES = {"restobar": "pos", "pymes": "books"}


def calls_of(client: object, product: str) -> Iterator[tuple[str, str, str, str]]:
    """Give each call of a client: its name, its function, its operation and its policy."""
    rows = {call: row for row in operations() if row.product == product for call in row.calls}
    spaces = {name: space for name, space in vars(client).items() if isinstance(space, Space)}
    for space, holder in {"": client, **spaces}.items():
        for kind in type(holder).__mro__:
            for name, member in vars(kind).items():
                call = f"{space}.{name}".lstrip(".")
                if not hasattr(member, "build") or call == "request":
                    continue
                row, build = rows[call], member.build
                yield (
                    f"{VARIABLES[product]}.{call}",
                    f"{build.__module__}.{build.__qualname__}",
                    f"{row.module}: {row.method} {row.path}"
                    if row.module
                    else f"{row.method} {row.path}",
                    row.policy_of(call).name,
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_lists_every_call(language: str) -> None:
    """Each call of both clients has its row, with its operation, its policy and its entry."""
    text = read(f"docs/{language}/reference/clients.md")
    rows = [[code_words(cell) for cell in row] for row in table_rows(text)]
    with (
        RestobarClient(email="nadie@laarepera45.example", password="x") as pos,
        PymesClient(token="x") as books,
    ):
        expected = [*calls_of(pos, "restobar"), *calls_of(books, "pymes")]

    told = [(row[0][0], row[2][0], row[3][0]) for row in rows if row[0]]
    entries = re.findall(r"^::: (\S+\._operations\.\S+)$", text, re.MULTILINE)

    assert sorted((name, route, policy) for name, _, route, policy in expected) == sorted(told)
    assert sorted(function for _, function, *_ in expected) == sorted(entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_lists_every_operation(language: str) -> None:
    """Each stands once with what is published and its calls, once with what the fake does."""
    text = read(f"docs/{language}/reference/operations.md")
    rows = [row for row in table_rows(text) if code_words(row[0])]
    told = [row for row in rows if len(row) == 8]
    covered = [row for row in rows if len(row) == 3]
    variables = {"restobar": "pos", "pymes": "books"}

    assert 255 == len(told) == len(covered)
    for each, row, (operation, does, statuses) in zip(operations(), told, covered, strict=True):
        variant = each.id.partition("#")[2]
        path = f"{each.method} {each.path}{variant and ' #'}{variant}"
        assert [f"{each.module}: {path}" if each.module else path] == code_words(row[0])
        assert [f"{variables[each.product]}.{call}" for call in each.calls] == code_words(row[1])
        assert each.availability == row[4]
        assert [each.policy.name] == code_words(row[5])
        assert [each.permission] * bool(each.permission) == code_words(row[6])
        assert row[7].endswith(" · ".join(each.certainty))
        wrong = each.documented_path if each.documented_path != each.path else None
        assert [wrong] * bool(wrong) == code_words(row[3])
        assert [path] == code_words(operation)
        assert each.is_callable != (does in {"refuses", "rechaza"})
        assert re.fullmatch(r"\d{3}( \d{3})*", statuses)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_command_of_a_page_exists(page: str) -> None:
    """Each line that starts `loggro` names a command and options that exist."""
    app = build("en")

    for block in blocks(read(page), "console"):
        for line in commands(block):
            if line.startswith("loggro ") and "--help" not in line:
                words = re.sub(r" \|.*", "", line).split()[1:]
                app.parse_args(words, print_error=False, exit_on_error=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_asks_for_the_five_things(language: str) -> None:
    """The letter, in Spanish in both trees, asks for what an integration cannot do without."""
    text = read(f"docs/{language}/ask-loggro.md")
    letter = "\n".join(line for line in text.splitlines() if line.startswith(">"))

    for asked in (
        "usuario de Restobar dedicado",
        "reportSalesInvoices",
        "token de Loggro Pymes",
        "ambiente de pruebas",
        "nombres de los campos",
        "ventas-detallado",
        "idempotente",
    ):
        assert asked in letter


def test_both_trees_hold_the_same_letter() -> None:
    """The English page holds the Spanish letter word for word."""
    spanish, english = (
        [line for line in read(f"docs/{language}/ask-loggro.md").splitlines() if line[:1] == ">"]
        for language in LANGUAGES
    )

    assert spanish == english
