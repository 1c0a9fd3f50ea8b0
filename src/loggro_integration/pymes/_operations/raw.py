# SPDX-License-Identifier: MIT
"""The way out: a call that no operation wraps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loggro_integration.http import JsonBody, Operation, QueryValue, SendPolicy, request

__all__ = ["raw_request"]


def raw_request(
    method: str,
    path: str,
    *,
    query: Mapping[str, QueryValue] | None = None,
    json: JsonBody = None,
    module: str = "facturacion",
    policy: SendPolicy = SendPolicy.WRITE,
) -> Operation[Any]:
    """
    Send a call that is not wrapped, and return its decoded JSON.

    Args:
        method: HTTP verb.
        path: Path below the module, as ``/v1/monedas``.
        query: Values of the query string.
        json: JSON body.
        module: Where the path answers: one of the five, or a name of `modules`.
        policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
            and refused by a read-only client.

    Example:
        ``books.request("GET", "/v1/monedas", module="organizacion", policy=READ)``
    """
    return request(method, path, query=query, json=json, module=module, policy=policy)
