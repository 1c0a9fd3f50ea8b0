# SPDX-License-Identifier: MIT
"""The OpenAPI document of the fake, written from the same table that checks its requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from loggro_integration.sandbox._app import Route
from loggro_integration.sandbox._coverage import routes
from loggro_integration.sandbox._pymes_pages import MOST
from loggro_integration.sandbox._pymes_stock import KINDS
from loggro_integration.sandbox._restobar_lists import ID_FILTERS
from loggro_integration.sandbox._spec import Node, Spec, tree

__all__ = ["openapi"]

_ID = {"type": "string", "pattern": "^[0-9a-fA-F]{24}$"}
# What the published types are in JSON Schema. A file is a text of a form there.
_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "bool": {"type": "boolean"},
    "ObjectId": _ID,
    "uuid": {"type": "string", "format": "uuid"},
    "datetime": {"type": "string", "format": "date-time"},
    "array": {"type": "array"},
    "object": {"type": "object"},
    "file": {"type": "string", "format": "binary"},
    "null": {"type": "null"},
    "unknown": {},
}
_MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {}},
}
_SOME = {"minLength": 1}
_DAY = {"type": "string", "format": "date"}
_SIZES = {"limit", "size", "tamano"}
_LAST = 999_999_999
_WORDS = {"status", "source"}
_JSON, _FORM = "application/json", "multipart/form-data"
_NO_TOKEN, _FORBIDDEN, _PAYMENT, _EMPTY = 401, 403, 402, 503
_DONE, _LATER = {200: "OK", 201: "Made"}, 202


def openapi(product: str = "restobar") -> dict[str, Any]:
    """
    Return the OpenAPI 3.1 document of a face, as JSON.

    It describes what the fake takes and answers: published fields where there are some, the
    fake's own choice elsewhere. Every answer's fields may be absent, and more may come.

    Args:
        product: ``restobar`` or ``pymes``.

    >>> document = openapi()
    >>> document["openapi"], document["paths"]["/units"]["get"]["summary"]
    ('3.1.0', 'List units')
    """
    paths: dict[str, Any] = {}
    for route in routes(product):
        module = f"/loggro-{route.module}" if route.module else ""
        paths.setdefault(module + route.template, {})[route.method.lower()] = _operation(
            product, route
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Fake Loggro: {product}", "version": "1"},
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }


def _operation(product: str, route: Route) -> dict[str, Any]:
    spec = route.spec
    row: dict[str, Any] = {
        "operationId": f"{route.method} {route.template}",
        "summary": spec.summary or route.template,
        "parameters": list(_parameters(product, route)),
        "responses": {str(code): answer for code, answer in _answers(product, route)},
    }
    if spec.body:
        row["requestBody"] = _body(spec)
    if route.public:
        row["security"] = []
    return row


def _parameters(product: str, route: Route) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", route.template):
        text = product == "pymes" or name in _WORDS
        schema = {"type": "string", **_SOME} if text else _ID
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    for name in route.spec.required:
        schema = _TYPES["datetime"] if name.startswith("date") else {"type": "string"}
        yield {"name": name, "in": "query", "required": True, "schema": {**schema, **_SOME}}
    for name in dict.fromkeys((*route.spec.optional, *route.spec.paging)):
        schema = _filter(name, route.spec.paging) if product == "pymes" else _word(name)
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _word(name: str) -> dict[str, Any]:
    """Return the schema of a filter of Restobar, which refuses what is no instant and no id."""
    if name in ID_FILTERS:
        return _or_empty(_ID)
    return _or_empty(_TYPES["datetime"]) if name.startswith("date") else {"type": "string"}


def _filter(name: str, paging: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a filter of Pymes, which refuses what is no day and no page."""
    if name in _SIZES:
        return _or_empty({"type": "integer", "minimum": 1, "maximum": MOST})
    if name in paging:
        return _or_empty({"type": "integer", "minimum": int(name == "page"), "maximum": _LAST})
    if name == "tipoItem":
        return {"enum": [*KINDS, ""]}
    return _or_empty(_DAY) if name.startswith("fecha") else {"type": "string"}


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """Let a filter be empty, which counts as absent."""
    return {"anyOf": [schema, {"const": ""}]}


def _body(spec: Spec) -> dict[str, Any]:
    whole = Node(required=True, inside=tree(spec.fields).inside)
    kinds = {
        "json": (_JSON,),
        "json-optional": (_JSON,),
        "multipart": (_FORM,),
        "multipart-or-json": (_JSON, _FORM),
    }
    # a form cannot say null: there the word is a text
    content = {
        kind: {"schema": _schema(whole, optional_null=kind == _JSON)} for kind in kinds[spec.body]
    }
    return {"required": spec.body != "json-optional", "content": content}


def _schema(node: Node, *, optional_null: bool) -> dict[str, Any]:
    """Return the schema of a place; an absent field may be sent as null (a body), or left out."""
    choices = [_choice(node, kind, optional_null=optional_null) for kind in node.types]
    if optional_null and not node.required and "null" not in node.types:
        choices.append(_TYPES["null"])
    if {} in choices:
        return {}
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _choice(node: Node, kind: str, *, optional_null: bool) -> dict[str, Any]:
    schema = dict(_TYPES[kind])
    entry = node.inside.get("[]")
    if kind == "array" and entry is not None:
        inner = Node(entry.types, required=True, inside=entry.inside)
        schema["items"] = _schema(inner, optional_null=optional_null)
        if node.required:
            schema["minItems"] = 1
    if kind == "object" and node.inside:
        named = {name: inner for name, inner in node.inside.items() if name != "[]"}
        schema["properties"] = {
            name: _schema(inner, optional_null=optional_null) for name, inner in named.items()
        }
        required = [name for name, inner in named.items() if inner.required]
        if required:
            schema["required"] = required
    return schema


def _answers(product: str, route: Route) -> Iterator[tuple[int, dict[str, Any]]]:
    spec = route.spec
    for code in sorted({*spec.codes, *spec.also, *_more_codes(product, route)}):
        if code in _DONE:
            yield code, {"description": _DONE[code], "content": {_JSON: {"schema": _answer(spec)}}}
        elif code == _EMPTY:
            yield code, {"description": "A malformed ObjectId: no body; or refused"}
        elif product == "pymes" and code == _NO_TOKEN:
            yield code, {"description": "No token, or a wrong one: no body"}
        else:
            schema: dict[str, Any] = _MESSAGE if product == "restobar" else {}
            told = "Taken, and not done yet" if code == _LATER else "Refused"
            yield code, {"description": told, "content": {_JSON: {"schema": schema}}}


def _more_codes(product: str, route: Route) -> Iterable[int]:
    """Return the statuses that the fake answers beside those of the published row."""
    if product == "pymes":
        return (400, 401, 404, 415)
    found = {_LATER} if (route.method, route.template) == ("POST", "/invoices") else set[int]()
    if not route.public:
        found |= {_NO_TOKEN, _FORBIDDEN, _EMPTY}
    if route.spec.premium:
        found.add(_PAYMENT)
    if route.spec.body or "{" in route.template or route.spec.required:
        # a body that is no JSON gets 400 before anything else is looked at
        found |= {400}
    return found


def _answer(spec: Spec) -> dict[str, Any]:
    """Return the schema of the answer; of an unknown shape anything goes."""
    if not spec.answer:
        return {}
    named = [text if text.startswith("[]") else f"[].{text}" for text in spec.answer]
    rows = _schema(tree(f"rows{text}" for text in named).inside["rows"], optional_null=True)
    listed = next(choice for choice in rows["anyOf"] if choice.get("type") == "array")
    row = listed["items"]
    wrapped = {"type": "object", "properties": {"data": listed, "count": {"type": "integer"}}}
    shapes = {
        "array": listed,
        "data-count": {"anyOf": [wrapped, listed]},
        "data-count|array": {"anyOf": [wrapped, listed]},
        "object-or-null": {"anyOf": [row, {"type": "null"}]},
    }
    shape: dict[str, Any] = shapes.get(spec.envelope, row)
    return shape
