# SPDX-License-Identifier: MIT
"""The fake's table of operations is the published one, and each operation answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.sandbox import coverage
from loggro_integration.sandbox._table_restobar import SPECS
from sandbox.boxes import NOWHERE, Box

Row = Mapping[str, Any]


@pytest.fixture(scope="session")
def published(shared: Path) -> dict[str, Row]:
    """The published operations of Restobar by method and path."""
    rows = json.loads((shared / "spec" / "loggro-operations.json").read_text("utf-8"))
    return {f"{row['method']} {row['path']}": row for row in rows if row["product"] == "restobar"}


def fields(rows: list[Row] | None, *, request: bool) -> list[str]:
    """Return fields as the table writes them."""
    return [
        f"{row['name']}{'!' if request and row['required'] == 'yes' else ''}:{row['type']}"
        for row in rows or ()
    ]


@pytest.mark.corpus
def test_every_published_operation_has_a_handler(published: dict[str, Row]) -> None:
    """One each, none more."""
    covered = [f"{row.method} {row.path}" for row in coverage() if row.product == "restobar"]

    assert sorted(published) == sorted(covered)
    assert len(covered) == len(set(covered)) == 167


@pytest.mark.corpus
def test_the_table_says_what_is_published(published: dict[str, Row]) -> None:
    """Parameters, fields, codes, permission, plan, availability and answer of each row."""
    for key, row in published.items():
        spec = SPECS[key]
        assert list(spec.required) == row["params"]["query_required"], key
        assert list(spec.optional) == row["params"]["query_optional"], key
        assert list(spec.fields) == fields(row["request_fields"], request=True), key
        assert list(spec.answer) == fields(row["response_fields"], request=False), key
        assert list(spec.codes) == row["status_codes"], key
        assert spec.permission == (row["permission"] or [None])[0], key
        assert (spec.premium, spec.trial) == (row["premium"], row["trial_limited"]), key
        assert (spec.availability, spec.envelope) == (row["availability"], row["envelope"]), key
        assert bool(spec.body) == (row["body"] is not None), key
        assert (spec.documented or row["path"]) == (row["documented_path"] or row["path"]), key


def wrong_paths() -> list[tuple[str, str]]:
    """Name the paths that are documented and do not exist."""
    return [
        (key.partition(" ")[0], spec.documented)
        for key, spec in SPECS.items()
        if spec.documented and not spec.documented.startswith("/deliveryProvider/")
    ]


@pytest.mark.parametrize(("method", "path"), wrong_paths())
def test_a_wrong_documented_path_is_expresss_page(box: Box, method: str, path: str) -> None:
    """404 with HTML, whoever asks."""
    real = path.replace("{id}", NOWHERE)

    answer = box.restobar.request(method, real)

    assert (404, True) == (answer.status_code, f"Cannot {method} {real}" in answer.text)
    assert answer.headers["content-type"].startswith("text/html")


def test_three_families_of_paths_are_wrong() -> None:
    """As many as the reference counts: inventory, cashbox, deliveryProviders."""
    heads = {path.split("/")[1] for _, path in wrong_paths()}

    assert {"inventory", "cashbox", "deliveryProviders"} == heads


def test_one_operation_declares_no_server_error() -> None:
    """Of every other a 5xx is a documented answer; the list is what a fuzzer must know."""
    quiet = [
        row.id for row in coverage() if row.product == "restobar" and not row.declares_server_error
    ]

    assert ["restobar:GET /users"] == quiet
