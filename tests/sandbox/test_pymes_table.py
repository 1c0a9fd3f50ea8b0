# SPDX-License-Identifier: MIT
"""The fake's table of Pymes is the published one, and each operation answers where it should."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.sandbox._pymes import ROUTES
from loggro_integration.sandbox._pymes_bodies import BODIES
from loggro_integration.sandbox._table_pymes import SPECS
from sandbox.boxes import Box

Row = Mapping[str, Any]
CALLED = [key for key, spec in SPECS.items() if spec.availability == "normal"]


@pytest.fixture(scope="session")
def published(shared: Path) -> dict[str, Row]:
    """The published operations of Pymes by method and path."""
    rows = json.loads((shared / "spec" / "loggro-operations.json").read_text("utf-8"))
    return {row["id"].partition(":")[2]: row for row in rows if row["product"] == "pymes"}


def fields(rows: list[Row] | None, *, request: bool) -> list[str]:
    """Return fields as the table writes them."""
    return [
        f"{row['name']}{'!' if request and row['required'] == 'yes' else ''}:{row['type']}"
        for row in rows or ()
    ]


@pytest.mark.corpus
def test_the_table_says_what_is_published(published: dict[str, Row]) -> None:
    """All 88 rows: parameters, paging, fields, codes, availability and answer."""
    assert published.keys() == SPECS.keys()
    for key, row in published.items():
        spec = SPECS[key]
        assert list(spec.required) == row["params"]["query_required"], key
        assert list(spec.optional) == row["params"]["query_optional"], key
        assert list(spec.fields) == fields(row["request_fields"], request=True), key
        assert list(spec.answer) == fields(row["response_fields"], request=False), key
        assert list(spec.codes) == row["status_codes"], key
        assert (spec.availability, spec.envelope) == (row["availability"], row["envelope"]), key
        assert bool(spec.body) == (row["body"] is not None), key


@pytest.mark.corpus
def test_each_route_stands_in_its_module(published: dict[str, Row]) -> None:
    """One route for each callable operation, none more."""
    served = {f"{route.method} {route.template}": route.module for route in ROUTES}

    assert served == {key: published[key]["module"] for key in CALLED}
    assert 87 == len(served) == len(ROUTES)


def test_bodies_of_ours_are_for_what_is_not_published() -> None:
    """No published body is replaced, and none that is demanded is left without fields."""
    wanted = {key for key, spec in SPECS.items() if spec.body and not spec.fields}

    assert wanted == BODIES.keys()


@pytest.mark.parametrize("key", CALLED)
def test_each_operation_answers_what_it_declares(box: Box, key: str) -> None:
    """Asked for nothing in particular: a success, or a declared refusal in the words of Pymes."""
    method, path = key.split(" ", 1)
    (route,) = [each for each in ROUTES if (each.method, each.template) == (method, path)]
    place = f"/loggro-{route.module}{re.sub(r'{.*?}', 'nada', path)}"
    body = {"json": {}} if SPECS[key].body else {}

    answer = box.pymes.request(method, place, **body)

    assert answer.status_code in SPECS[key].codes
    assert {"contenido", "errores"} & answer.json().keys()


@pytest.mark.parametrize("key", CALLED)
def test_each_operation_wants_its_token_and_its_type(box: Box, key: str) -> None:
    """401 without a token and 415 without the content type, whatever is asked."""
    method, path = key.split(" ", 1)
    (route,) = [each for each in ROUTES if (each.method, each.template) == (method, path)]
    place = f"/loggro-{route.module}{re.sub(r'{.*?}', 'nada', path)}"

    assert 401 == box.pymes.request(method, place, headers={"Authorization": ""}).status_code
    headers = {"Content-Type": "text/plain"}
    assert 415 == box.pymes.request(method, place, headers=headers).status_code
