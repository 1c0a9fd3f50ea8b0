# SPDX-License-Identifier: MIT
"""The documentation: both languages alike, every name explained, every snippet runs."""

import ast
import dataclasses
import doctest
import importlib
import importlib.util
import io
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path

import pytest
from sybil import Document
from sybil.parsers.markdown import PythonCodeBlockParser

from loggro_integration import errors, mapping

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("es", "en")
READMES = ("README.md", "README.es.md")
PAGES = sorted(path.relative_to(DOCS / "es").as_posix() for path in (DOCS / "es").rglob("*.md"))
DOORS = ("codes", "dian", "errors", "mapping", "models", "render", "sync", "testing", "wire")
COMMANDS = [
    "check",
    "demo",
    "dian explain",
    "dian read",
    "dian verify",
    "doctor",
    "map explain",
    "sales list",
    "sales show",
    "sandbox",
    "sync reconcile",
    "sync review",
    "sync run",
    "sync start",
    "sync status",
]
NEEDS_LOGGRO = re.compile(r"\b(Restobar|Pymes)Client\b|\bsandbox\(")
EXAMPLES = sorted(
    path.relative_to(ROOT / "src").as_posix()
    for path in (ROOT / "src").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def headings(text: str) -> list[tuple[int, str]]:
    """Give the level and the words of each heading, code blocks apart."""
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^(#+) (.+)$", prose, re.MULTILINE)
    return [(len(marks), words) for marks, words in found]


def snippets(text: str, language: str) -> list[str]:
    """Give the code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run_snippets(page: str) -> int:
    """Run the Python blocks of a page one after another, in one namespace; return how many."""
    examples = list(Document.parse(str(ROOT / page), PythonCodeBlockParser()).examples())
    for example in examples:
        example.evaluate()
    return len(examples)


def pages_with_code() -> list[str]:
    """Name the pages that hold Python, in both languages."""
    pages = [*READMES, *(f"docs/{language}/{page}" for language in LANGUAGES for page in PAGES)]
    return [page for page in pages if snippets(read(page), "python")]


def docstrings(path: str) -> Iterator[tuple[str, str]]:
    """Give each docstring of a source file that holds an example, with the name of its owner."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(ast.parse(read(f"src/{path}"))):
        if isinstance(node, documented) and ">>>" in (text := ast.get_docstring(node) or ""):
            yield getattr(node, "name", path), text


def needs_loggro(page: str) -> bool:
    """Tell whether a page's Python talks to a Loggro."""
    return any(NEEDS_LOGGRO.search(block) for block in snippets(read(page), "python"))


def has_room(name: str) -> bool:
    return importlib.util.find_spec(f"loggro_integration.{name}") is not None


@pytest.fixture
def loggro(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve a fake Loggro on loopback, and point the environment of `from_env` to it."""
    testing = importlib.import_module("loggro_integration.testing")
    with ExitStack() as stack:
        box = stack.enter_context(testing.sandbox(seed="arepera", over="loopback"))
        monkeypatch.setenv("LOGGRO_RESTOBAR_URL", box.served.restobar)
        monkeypatch.setenv("LOGGRO_PYMES_URL", box.served.pymes)
        monkeypatch.setenv("LOGGRO_RESTOBAR_EMAIL", box.fake.email)
        monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", box.fake.password)
        monkeypatch.setenv("LOGGRO_PYMES_TOKEN", box.fake.token)
        yield


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
        blocks = snippets(text, "console") + snippets(text, "json")
        return [re.sub(r" +#.*", "", block) for block in blocks]

    assert shown("es") == shown("en")


def test_the_readmes_have_the_same_sections() -> None:
    """The Spanish README mirrors the English one."""
    english, spanish = (read(page) for page in READMES)

    assert [level for level, _ in headings(english)] == [level for level, _ in headings(spanish)]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_opens_with_the_two_commands(page: str) -> None:
    """The first thing a newcomer reads is how to see it work and how to test it."""
    first = snippets(read(page), "console")[0].splitlines()

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
    (script,) = snippets(read(page), "python")

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
def test_every_command_is_documented(language: str) -> None:
    """Each command has its section, and no section tells of a command that does not exist."""
    sections = [
        words.removeprefix("loggro ")
        for _, words in headings(read(f"docs/{language}/cli.md"))
        if words.startswith("loggro ")
    ]

    assert COMMANDS == sorted(sections)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", [door for door in DOORS if has_room(door)])
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


@pytest.mark.parametrize("page", [page for page in pages_with_code() if not needs_loggro(page)])
def test_snippets_run(page: str) -> None:
    """Each Python block of a page does what it says, without any Loggro."""
    assert len(snippets(read(page), "python")) == run_snippets(page)


@pytest.mark.parametrize(
    "page",
    [page for page in pages_with_code() if needs_loggro(page) and has_room("testing")],
)
@pytest.mark.usefixtures("loggro")
def test_snippets_run_against_the_fake(page: str) -> None:
    """Each Python block of a page that talks to Loggro does what it says, against the fake."""
    assert len(snippets(read(page), "python")) == run_snippets(page)


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


@pytest.mark.parametrize("page", pages_with_code())
def test_json_is_json(page: str) -> None:
    """Each JSON block parses."""
    for block in snippets(read(page), "json"):
        json.loads(block)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_file_of_the_docs_is_the_example(language: str) -> None:
    """The TOML on the page of the rules is what `MappingRules.example()` reads."""
    (block,) = snippets(read(f"docs/{language}/rules.md"), "toml")

    assert mapping.MappingRules.example() == mapping.MappingRules.from_toml(block)


def cells(language: str, column: int) -> set[str]:
    """Give the code words of one column of the tables of what is not known."""
    rows = [
        line.strip("| ").split(" | ")
        for line in read(f"docs/{language}/unknowns.md").splitlines()
        if line.startswith("| ") and " | " in line
    ]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row[column])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_switch_of_the_fake_stands_among_the_unknowns(language: str) -> None:
    """Each choice the fake makes is told as unknown, and no switch is told that it lacks."""
    assumptions = importlib.import_module("loggro_integration.sandbox").Assumptions

    assert {each.name for each in dataclasses.fields(assumptions)} == cells(language, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_among_the_unknowns_exists(language: str) -> None:
    """A dotted setting is a key of the rules file; another one is a class at a public door."""
    example = mapping.MappingRules.example()
    classes = {"RetryPolicy": "loggro_integration", "SyncPolicy": "loggro_integration.sync"}

    for setting in cells(language, 2):
        if "." in setting:
            attrgetter(setting.removesuffix(".*"))(example)
        else:
            assert setting in importlib.import_module(classes[setting]).__all__


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
