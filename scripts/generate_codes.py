# SPDX-License-Identifier: MIT
"""
Write the code lists of a folder as Python modules: generate_codes.py --from FOLDER.

FOLDER holds `codelists.json` (`{list: [{"code", "name_es", ...}]}`). Each list becomes a module of
`loggro_integration.codes.data`, and an index names them. Nothing else is changed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/loggro_integration/codes/data"
EDITION = "DIAN toolbox V19 (2026)"
ORDER = ("code", "name_es", "source", "note")
HEAD = """# SPDX-License-Identifier: MIT
# Written by scripts/generate_codes.py: do not edit.
# fmt: off
"""
LONGEST_LINE = 100

Row = Mapping[str, str | None]


def module_name(list_name: str) -> str:
    """Return the module of a list: `TipoIdFiscal` stands in `tipo_id_fiscal`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", list_name).lower()


def columns(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return every field that some row has, the common ones first."""
    names = {name for row in rows for name in row}
    return (*(n for n in ORDER if n in names), *sorted(names - set(ORDER)))


def literal(value: str | None) -> str:
    """Write text in double quotes, as the formatter would."""
    return "None" if value is None else json.dumps(value, ensure_ascii=False)


def origin(rows: Sequence[Row]) -> str:
    """Say where the rows come from; a row with a `source` is not in the official list."""
    added = sum(bool(row.get("source")) for row in rows)
    if added == len(rows):
        return "No official list: see the source of each row."
    return f"Source: {EDITION}" + (f"; {added} rows added." if added else ".")


def header(*lines: str) -> str:
    """Write the head of a module, silencing the line length only where a line is long."""
    long = any(len(line) > LONGEST_LINE for line in lines)
    return HEAD + ("# ruff: noqa: E501\n" if long else "")


def module_text(list_name: str, rows: Sequence[Row]) -> str:
    """Write one list as a module."""
    fields = columns(rows)
    lines = [
        f'"""List {list_name}: {len(rows)} rows. {origin(rows)}"""\n\n',
        f"FIELDS = ({', '.join(map(literal, fields))})\n",
        "ROWS: tuple[tuple[str | None, ...], ...] = (\n",
        *(f"    ({', '.join(literal(row.get(f)) for f in fields)}),\n" for row in rows),
        ")\n",
    ]
    return "".join([header(*lines), *lines])


def index_text(names: Sequence[str]) -> str:
    """Write the index: which module holds which list."""
    lines = ['"""The code lists as data: one module per list, loaded on first use."""\n\n']
    lines.append(f"EDITION = {literal(EDITION)}\n")
    lines.append("MODULES = {\n")
    lines += [f"    {literal(name)}: {literal(module_name(name))},\n" for name in names]
    return "".join([header(*lines), *lines, "}\n"])


def modules(lists: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of every module."""
    yield "__init__.py", index_text(list(lists))
    for name, rows in lists.items():
        yield f"{module_name(name)}.py", module_text(name, rows)


def read_lists(folder: Path) -> dict[str, list[Row]]:
    """Read the lists of a folder."""
    lists: dict[str, list[Row]] = json.loads((folder / "codelists.json").read_text("utf-8"))
    return dict(sorted(lists.items()))


def main() -> None:
    """Write all modules, and remove those of lists that are gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, required=True)
    texts = dict(modules(read_lists(parser.parse_args().folder)))
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.glob("*.py"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (TARGET / name).write_text(text, "utf-8")
    print(f"{len(texts) - 1} lists in {TARGET}")


if __name__ == "__main__":
    main()
