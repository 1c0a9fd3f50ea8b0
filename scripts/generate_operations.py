# SPDX-License-Identifier: MIT
"""
Write the list of operations as a Python module: generate_operations.py loggro-operations.json.

The facts come from that list; the names of the calls from the clients themselves. The text goes to
``src/loggro_integration/_operations_list.py``, or to the standard output with ``--print``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loggro_integration.http import Space
from loggro_integration.pymes import NAMES
from loggro_integration.restobar._namespaces import Spaces

TARGET = Path(__file__).resolve().parent.parent / "src/loggro_integration/_operations_list.py"
HEAD = '''# SPDX-License-Identifier: MIT
# Written by scripts/generate_operations.py: do not edit.
# fmt: off
# ruff: noqa: E501
"""The operations of both products: {rows} rows. Source: Loggro's portal and public clients."""

'''
SENT = re.compile(r"``(GET|POST|PUT|PATCH|DELETE) ([^`?]+)")
POLICIES = {"safe": "READ", "natural-key": "KEYED", "unsafe": "WRITE"}
TOLD = {"switch": ("default",), "page": ("first",), "limit": ("default", "max")}
COLUMNS = (
    "product", "module", "method", "path", "variant", "documented", "path_certainty", "summary",
    "availability", "calls", "paging", "effect", "idempotency", "policy", "permission", "plan",
    "plan_note", "endpoint", "request", "response", "slug", "updated", "sources",
)  # fmt: skip

Row = Mapping[str, Any]


def restobar_calls() -> Iterator[tuple[str, str]]:
    """Yield each call of Restobar and the operation that its docstring names first."""
    root = Spaces(None)  # type: ignore[type-var]
    spaces = {name: space for name, space in vars(root).items() if isinstance(space, Space)}
    for space, holder in {"": root, **spaces}.items():
        for name, value in vars(type(holder)).items():
            found = SENT.search(getattr(getattr(value, "build", None), "__doc__", None) or "")
            if found and name != "request":
                yield f"{space}.{name}".lstrip("."), f"restobar:{found[1]} {found[2].strip()}"


def calls_by_operation() -> dict[str, list[str]]:
    """Name the calls of each operation, the plainest first."""
    found: dict[str, list[str]] = {}
    for call, operation in restobar_calls():
        found.setdefault(operation, []).append(call)
    for each in NAMES:
        if each.call:
            found.setdefault(each.id, []).append(each.call)
    return found


def paging_text(row: Row) -> str:
    """Write how a list is paged, as ``restobar-switch switch=pagination page=page first=0 …``."""
    paging = row["paging"]
    if not paging:
        return ""
    words = [paging["style"]]
    for name in ("switch", "page", "offset", "limit", "size"):
        parameter = paging.get(name) or {}
        if parameter:
            words.append(f"{name}={parameter['name']}")
        words += [
            f"{name}.{key}={json.dumps(parameter[key])}"
            for key in TOLD.get(name, ())
            if parameter.get(key) is not None
        ]
    return " ".join(words)


def changes_a_row(row: Row, call: str) -> bool:
    """Tell whether a call names what it changes, though the same operation also makes one."""
    return call.endswith(".update") and "with `_id` it edits" in (row["effect_note"] or "")


def columns(row: Row, calls: list[str], sources: list[str]) -> Iterator[str]:
    """Yield the columns of a row, all of them texts."""
    path, _, variant = row["id"].partition(":")[2].partition(" ")[2].partition("#")
    page = f"https://developer.loggro.com/reference/{row['slug']}"
    plan = {"premium": row["premium"], "trial": row["trial_limited"]}
    documented = "=" if row["documented_path"] == path else row["documented_path"] or ""
    yield from (row["product"], row["module"] or "", row["method"], path, variant, documented)
    yield from (row["path_certainty"], row["summary"], row["availability"])
    yield " ".join(call + "=KEYED" * changes_a_row(row, call) for call in calls)
    yield from (paging_text(row), row["effect"], row["idempotency"])
    # Two of the unsafe ones are GETs that reach DIAN: the verb says nothing.
    yield from (POLICIES[row["idempotency"]], " ".join(row["permission"]))
    yield from (" ".join(name for name, held in plan.items() if held), row["premium_note"] or "")
    yield from row["certainty"].values()
    yield from (row["slug"] or "", row["doc_updated"] or "")
    yield " ".join(str(sources.index(each)) for each in row["source"] if each != page)


def sources_of(rows: list[Row]) -> list[str]:
    """Return the sources that are no page of the portal, once each."""
    found = {each for row in rows for each in row["source"]}
    return sorted(each for each in found if not each.startswith("https://developer.loggro.com"))


def module_text(rows: list[Row]) -> str:
    """Return the text of the whole module."""
    calls, sources = calls_by_operation(), sources_of(rows)
    lines = [HEAD.format(rows=len(rows)), f"COLUMNS = {quoted(COLUMNS)}\n", "SOURCES = (\n"]
    lines += [f"    {json.dumps(each, ensure_ascii=False)},\n" for each in sources]
    lines += [")\n", "ROWS: tuple[tuple[str, ...], ...] = (\n"]
    for row in rows:
        lines.append(f"    {quoted(columns(row, calls.get(row['id'], []), sources))},\n")
    return "".join([*lines, ")\n"])


def quoted(texts: Any) -> str:
    """Write texts as a Python tuple."""
    return f"({', '.join(json.dumps(each, ensure_ascii=False) for each in texts)})"


def main() -> None:
    """Write the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--print", action="store_true", dest="shown")
    asked = parser.parse_args()
    text = module_text(json.loads(asked.spec.read_text("utf-8")))
    if asked.shown:
        sys.stdout.write(text)
    else:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
