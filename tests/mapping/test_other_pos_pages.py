# SPDX-License-Identifier: MIT
"""The page of another POS carries the published schema, every key and every field, as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from loggro_integration import exact_json
from loggro_integration.mapping import (
    SellSettings,
    TableFormat,
    external_fields,
    sale_schema,
)
from loggro_integration.mapping._csv_columns import FIELDS
from pages import blocks

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("es", "en")


def page(language: str) -> str:
    return (DOCS / language / "guides" / "other-pos.md").read_text("utf-8")


def keys(schema: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Each key of the format with its path, and whether it is needed."""
    for name, each in schema["properties"].items():
        yield f"{prefix}{name}", name in schema["required"]
        inner = each.get("items", each)
        if "properties" in inner:
            yield from keys(inner, f"{prefix}{name}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_carries_the_schema(language: str) -> None:
    """The JSON of the page is the schema that the package gives."""
    (shown,) = blocks(page(language), "json")

    assert sale_schema() == exact_json.loads(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_each_key(language: str) -> None:
    """Each key stands in the table, marked where it is needed, and none that does not exist."""
    rows = [line.split("|")[1:3] for line in page(language).splitlines() if line.startswith("| `")]
    told = {name.strip().strip("`"): bool(mark.strip()) for name, mark in rows}
    known = dict(keys(sale_schema()))

    assert known == {name: mark for name, mark in told.items() if name in known}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_settings_and_fields(language: str) -> None:
    """Each setting of selling, and each field of the external sale beside its mark, is told."""
    text = page(language)
    marked = {
        certainty: next(line for line in text.splitlines() if line.startswith(f"| `{certainty}`"))
        for certainty in ("documented", "inferred")
    }

    assert [] == [each.name for each in attrs.fields(SellSettings) if f"`{each.name}`" not in text]
    assert [] == [each.path for each in external_fields()
                  if f"`{each.path}`" not in marked[each.certainty]]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_format_of_the_page_is_one(language: str) -> None:
    """The TOML of the page is read, and names fields that exist."""
    (shown,) = blocks(page(language), "toml")

    found = TableFormat.from_toml(shown)

    assert "Factura" == found.columns["number"]
    assert set(found.columns) | set(found.constants) <= set(FIELDS)
    assert () == found.sales(";".join([*found.columns.values(), "Hora de cierre"]))
