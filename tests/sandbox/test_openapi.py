# SPDX-License-Identifier: MIT
"""The OpenAPI document is the table that checks the requests, and the answers keep to it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from loggro_integration.sandbox import coverage, openapi
from loggro_integration.sandbox._restobar import ROUTES
from loggro_integration.sandbox._spec import tree
from sandbox.boxes import Box
from sandbox.busy import SPAN, make_busy

PRODUCTS = ("restobar", "pymes")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "boolean": bool, "null": type(None),
}  # fmt: skip


def operations(product: str) -> dict[str, Any]:
    """Return the operations of a document by method and path."""
    return {
        f"{method.upper()} {path}": row
        for path, rows in openapi(product)["paths"].items()
        for method, row in rows.items()
    }


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_document_names_every_operation(product: str) -> None:
    """No more and no less than the coverage table; it is plain JSON."""
    modules = {row.module and f"/loggro-{row.module}" for row in coverage()}
    bare = {re.sub("|".join(filter(None, modules)) or "$", "", key) for key in operations(product)}

    assert {f"{row.method} {row.path}" for row in coverage() if row.product == product} == bare
    assert openapi(product) == json.loads(json.dumps(openapi(product)))


def test_paths_queries_and_bodies_are_those_of_the_table() -> None:
    """With what is demanded marked."""
    described = operations("restobar")
    for route in ROUTES:
        row = described[f"{route.method} {route.template}"]
        demanded = {each["name"] for each in row["parameters"] if each["required"]}
        assert {*re.findall(r"\{(\w+)\}", route.template), *route.spec.required} == demanded
        assert bool(route.spec.body) == ("requestBody" in row)
        if route.spec.body:
            (*_, schema) = (each["schema"] for each in row["requestBody"]["content"].values())
            inside = tree(route.spec.fields).inside
            assert set(inside) == set(schema.get("properties", {}))
            wanted = {name for name, node in inside.items() if node.required}
            assert wanted == set(schema.get("required", ()))


def test_declared_statuses_are_described() -> None:
    """And those that every operation may answer: no token, no permission, a malformed id."""
    described = operations("restobar")
    for route in ROUTES:
        codes = {int(code) for code in described[f"{route.method} {route.template}"]["responses"]}
        assert set(route.spec.codes) <= codes
        if not route.public:
            assert {401, 403, 503} <= codes
        if route.spec.premium:
            assert 402 in codes


def test_a_login_needs_no_token() -> None:
    """Alone of all."""
    open_ones = [key for key, row in operations("restobar").items() if row.get("security") == []]

    assert ["POST /login"] == open_ones


def test_forms_are_described_as_forms() -> None:
    """Three operations take nothing else, one takes either."""
    kinds = {
        key: sorted(row["requestBody"]["content"])
        for key, row in operations("restobar").items()
        if "multipart/form-data" in row.get("requestBody", {}).get("content", {})
    }

    assert ["application/json", "multipart/form-data"] == kinds.pop("POST /categories")
    assert ["multipart/form-data"] == sorted({each for found in kinds.values() for each in found})
    assert 3 == len(kinds)


def absent(product: str) -> list[tuple[str, str]]:
    """Return methods and paths that stand in no row, nor where a template of a row would match."""
    paths = openapi(product)["paths"]
    taken: dict[str, list[str]] = {method: [] for method in METHODS}
    for path, rows in paths.items():
        for method in rows:
            taken[method.upper()].append(re.sub(r"{\w+}", "[^/]+", path))
    patterns = {method: re.compile("|".join(found) or "$") for method, found in taken.items()}
    filled = {re.sub(r"{\w+}", "x", path) for path in paths}
    return [
        (method, path)
        for path in sorted(filled)
        for method in METHODS
        if not patterns[method].fullmatch(path)
    ]


def test_a_method_that_a_path_does_not_have_is_not_found(box: Box) -> None:
    """404 and no list of methods, never 405: the page of Express, or the refusal of Pymes."""
    answers = [
        client.request(method, path)
        for product, client in (("restobar", box.restobar), ("pymes", box.pymes))
        for method, path in absent(product)
    ]

    assert {404} == {answer.status_code for answer in answers}
    assert not any("allow" in answer.headers for answer in answers)
    assert len(answers) > 600


def breaks(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Return where a value does not keep to a schema of the document."""
    if "anyOf" in schema:
        tries = [breaks(value, choice, where) for choice in schema["anyOf"]]
        return min(tries, key=len)
    kind = schema.get("type")
    if kind is None:
        return []
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{where}: {value!r} is no {kind}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{where}: {value!r}"]
    if isinstance(value, list):
        inner = schema.get("items", {})
        return [each for row in value for each in breaks(row, inner, f"{where}[]")]
    if isinstance(value, dict):
        inside = schema.get("properties", {})
        return [
            each
            for name, part in value.items()
            for each in breaks(part, inside.get(name, {}), f"{where}.{name}")
        ]
    return []


def test_answers_keep_to_the_document(box: Box) -> None:
    """Every read of a busy restaurant that needs no id."""
    make_busy(box)
    checked = 0
    for key, row in operations("restobar").items():
        method, path = key.split(" ", 1)
        if method == "GET" and "{" not in path:
            answer = box.restobar.get(path, params=SPAN)
            content = row["responses"][str(answer.status_code)]["content"]
            schema = content["application/json"]["schema"]
            assert [] == breaks(answer.json(), schema), key
            checked += 1
    assert 80 == checked
