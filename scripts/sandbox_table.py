# SPDX-License-Identifier: MIT
"""
Write the fake's table of published operations from ``loggro-operations.json``.

    python scripts/sandbox_table.py loggro-operations.json restobar > _table_restobar.py

The table holds facts alone: paths, parameters, fields, status codes, limits. What answers each
operation is the fake's own code.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

BODIES = {"json": "json", "multipart": "multipart", "multipart-or-json": "multipart-or-json"}


def field_texts(fields: list[Row] | None, *, request: bool) -> tuple[str, ...]:
    """Return the fields as ``name!:type``; the exclamation mark stands for demanded."""
    return tuple(
        f"{each['name']}{'!' if request and each['required'] == 'yes' else ''}:{each['type']}"
        for each in fields or ()
    )


def body_kind(row: Row) -> str:
    """Return the kind of the body as `Spec` names it."""
    body = row["body"]
    if body is None:
        return ""
    return BODIES[body["kind"]] if body["required"] else "json-optional"


def also(row: Row) -> tuple[int, ...]:
    """Return the status codes to expect although they are not declared."""
    return tuple(int(note.split()[0]) for note in row["undeclared_status_notes"])


def paging(row: Row) -> tuple[str, ...]:
    """Return the names of the paging parameters."""
    names = ("switch", "page", "limit", "offset", "size")
    found = row["paging"] or {}
    return tuple(found[name]["name"] for name in names if found.get(name))


def arguments(row: Row, shapes: dict[tuple[str, ...], str]) -> Iterator[str]:
    """Yield the arguments of `Spec` that differ from its defaults."""
    params = row["params"]
    values = {
        "summary": row["summary"],
        "documented": "" if row["documented_path"] == row["path"] else row["documented_path"],
        "required": tuple(params["query_required"]),
        "optional": tuple(params["query_optional"]),
        "paging": paging(row),
        "body": body_kind(row),
        "fields": field_texts(row["request_fields"], request=True),
        "codes": tuple(row["status_codes"]),
        "also": also(row),
        "permission": (row["permission"] or [None])[0],
        "premium": row["premium"],
        "trial": row["trial_limited"],
        "availability": row["availability"],
        "envelope": row["envelope"],
        "answer": field_texts(row["response_fields"], request=False),
    }
    defaults = {"documented": "", "availability": "normal", "envelope": "unknown", "codes": (200,)}
    for name, value in values.items():
        if name == "answer" and value in shapes:
            yield f"answer={shapes[value]}"
        elif name == "documented" and value is None:
            yield "documented=None"
        elif value is not None and value != defaults.get(name, type(value)()):
            yield f"{name}={value!r}"


def shared_shapes(rows: list[Row]) -> dict[tuple[str, ...], str]:
    """Return the answers that several operations share, each with a name."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        fields = field_texts(row["response_fields"], request=False)
        if fields:
            seen.setdefault(fields, []).append(row["path"])
    many = {fields: paths for fields, paths in seen.items() if len(paths) > 1}
    return {fields: f"_SHAPE_{number}" for number, fields in enumerate(many, 1)}


def main() -> None:
    """Print the module."""
    source, product = sys.argv[1:]
    rows = [row for row in json.loads(Path(source).read_text("utf-8")) if row["product"] == product]
    shapes = shared_shapes(rows)
    lines = [
        "# SPDX-License-Identifier: MIT",
        f'"""Operations of {product}: written by scripts/sandbox_table.py, do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "",
        "from loggro_integration.sandbox._spec import Spec",
        "",
        '__all__ = ["SPECS"]',
        "",
        *(f"{name} = {fields!r}" for fields, name in shapes.items()),
        "SPECS: Mapping[str, Spec] = {",
    ]
    for row in rows:
        key = row["id"].partition(":")[2]
        lines.append(f"    {key!r}: Spec({', '.join(arguments(row, shapes))}),")
    sys.stdout.write("\n".join([*lines, "}", ""]))


if __name__ == "__main__":
    main()
