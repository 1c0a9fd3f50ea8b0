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
    policy: SendPolicy = SendPolicy.WRITE,
) -> Operation[Any]:
    """
    Send a call that is not wrapped, and return its decoded JSON.

    Args:
        method: HTTP verb.
        path: Path below the base URL, as ``/roles``.
        query: Values of the query string.
        json: JSON body.
        policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
            and refused by a read-only client.

    Example:
        ``pos.request("GET", "/roles", policy=SendPolicy.READ)``
    """
    return request(method, path, query=query, json=json, policy=policy)
