# SPDX-License-Identifier: MIT
"""
Check a built documentation site: ``check_site.py SITE``.

Every name of every public door has its entry in the reference, in both languages.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = "loggro_integration"
LANGUAGES = ("es", "en")
# The door of the package itself has several pages; every other page is one door.
OF_THE_PACKAGE = ("clients", "operations")


def pages(site: Path, language: str) -> list[Path]:
    """Give the pages of the reference, its index apart."""
    return sorted((site / language / "reference").glob("*/index.html"))


def entries(page: Path) -> set[str]:
    """Give the anchors of a page that name something of the package."""
    return set(re.findall(rf'id="({PACKAGE}[\w.]*)"', page.read_text("utf-8")))


def expected(door: ModuleType) -> set[str]:
    """Name what a door exports, rooms and modules inside it apart."""
    return {
        f"{door.__name__}.{name}"
        for name in door.__all__
        if not isinstance(getattr(door, name), ModuleType) and not name.startswith("__")
    }


def missing(site: Path) -> list[str]:
    """Say which public names have no entry."""
    found = []
    for language in LANGUAGES:
        known: dict[str, set[str]] = {}
        named: dict[str, str] = {}
        for page in pages(site, language):
            name = page.parent.name
            door = PACKAGE if name in OF_THE_PACKAGE else f"{PACKAGE}.{name}"
            known.setdefault(door, set()).update(entries(page))
            named.setdefault(door, name)
        for door, name in named.items():
            gone = expected(importlib.import_module(door)) - known[door]
            found += [f"{language}/reference/{name}: {entry}" for entry in sorted(gone)]
    return found


def main(arguments: list[str]) -> int:
    """Print what is missing; 1 if something is, 2 without a site."""
    if len(arguments) != 1 or not pages(Path(arguments[0]), LANGUAGES[0]):
        print("usage: check_site.py SITE, a folder built by mkdocs", file=sys.stderr)
        return 2
    gone = missing(Path(arguments[0]))
    print("\n".join(gone) or "every public name is documented")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
