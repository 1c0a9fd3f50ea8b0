# SPDX-License-Identifier: MIT
"""
Write the reference of the clients and of all operations, in both languages, from the list.

    python scripts/generate_reference.py

What stands before the first table of a page is kept, and so are its headings and the text below
them; tables and entries are made anew. ``--check`` writes nothing and fails if a page is out of
date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import reference_operations
from reference_words import in_spanish

from loggro_integration import operations
from loggro_integration.http import Space
from loggro_integration.pymes import NAMES
from loggro_integration.pymes._namespaces import Spaces as PymesSpaces
from loggro_integration.restobar._namespaces import Spaces as RestobarSpaces

DOCS = Path(__file__).resolve().parent.parent / "docs"
VARIABLES = {"restobar": "pos", "pymes": "books"}
WORDS = {each.call: each.words for each in NAMES if each.call}
COLUMNS = {
    "en": "| call | what it does | operation | policy |",
    "es": "| llamada | qué hace | operación | política |",
}
ENTRY = """::: {function}
    options:
      heading: {name}
      heading_level: 3
      show_root_heading: true
      toc_label: {name}
"""
PATH = re.compile(r",?\s*``(?:GET|POST|PUT|PATCH|DELETE) [^`]*``(?:[,;:] [^)]*(?=\)))?")


def functions() -> dict[tuple[str, str], Any]:
    """Return the function behind each call, by product and name, as the clients list them."""
    found = {}
    for product, kind in (("restobar", RestobarSpaces), ("pymes", PymesSpaces)):
        root: Any = kind(None)  # type: ignore[type-var]
        spaces = {name: space for name, space in vars(root).items() if isinstance(space, Space)}
        for space, holder in {**spaces, "": root}.items():
            for name, value in vars(type(holder)).items():
                if hasattr(value, "build"):
                    found[product, f"{space}.{name}".lstrip(".")] = value.build
    return found


def calls(product: str) -> Iterator[tuple[str, str, str, str, Any]]:
    """Yield name, operation, policy, path and function of each call of a product."""
    rows = {call: row for row in operations() if row.product == product for call in row.calls}
    for (owner, call), function in functions().items():
        if owner == product and call in rows:
            row = rows[call]
            module = f"{row.module}: " if row.module else ""
            route = f"{module}{row.method} {row.path}"
            yield f"{VARIABLES[product]}.{call}", call, route, row.policy_of(call).name, function


def says(language: str, product: str, call: str, function: Any) -> str:
    """Say what a call does."""
    if language == "es":
        return in_spanish(call) if product == "restobar" else WORDS[call]
    paragraph = " ".join(function.__doc__.strip().split("\n\n")[0].split())
    without = re.sub(r"\s*\(\s*\)", "", PATH.sub("", paragraph))
    text = re.split(r"[.:;](?:\s|$)", without)[0]
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def place(function: Any) -> str:
    """Return the full name of a function: the anchor of its entry."""
    return f"{function.__module__}.{function.__qualname__}"


def table(language: str, product: str) -> str:
    """Write the table of a product."""
    lines = [COLUMNS[language], "|---|---|---|---|"]
    for name, call, route, policy, function in calls(product):
        text = says(language, product, call, function)
        lines.append(f"| [`{name}`](#{place(function)}) | {text} | `{route}` | `{policy}` |")
    return "\n".join(lines) + "\n"


def page(language: str, text: str) -> str:
    """Put the tables and entries of today into a page."""
    restobar, pymes = (table(language, product) for product in VARIABLES)
    parts = re.split(r"^(?:\|.*\n)+", text, flags=re.MULTILINE)
    before, between, rest = parts[0], parts[1], "".join(parts[2:])
    head, _, _ = rest.partition("\n::: loggro_integration.restobar._operations")
    entries = [
        ENTRY.format(function=place(function), name=name)
        for product in VARIABLES
        for name, _, _, _, function in calls(product)
    ]
    return f"{before}{restobar}{between}{pymes}{head}\n" + "\n".join(entries)


def operations_page(language: str, text: str) -> str:
    """Put the tables of today into the page of all operations."""
    owners = {
        (product, call): function
        for product in VARIABLES
        for _, call, _, _, function in calls(product)
    }
    places = {key: place(function) for key, function in owners.items()}
    words = {key: says("es", *key, function) for key, function in owners.items()}
    return reference_operations.page(text, language, places, words)


def main() -> int:
    """Write the pages, or compare them."""
    stale = 0
    for language in COLUMNS:
        for name, make in (("clients", page), ("operations", operations_page)):
            path = DOCS / language / "reference" / f"{name}.md"
            text = path.read_text("utf-8")
            made = make(language, text)
            stale += made != text
            if "--check" not in sys.argv:
                path.write_text(made, "utf-8")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
