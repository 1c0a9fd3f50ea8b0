# SPDX-License-Identifier: MIT
"""
How requests travel: operations as data, two engines, log-in, repeats, pages, redaction, hooks.

This room knows requests, not restaurants: no path of Loggro and no document of DIAN.
"""

from __future__ import annotations

from loggro_integration.http._auth import (
    AuthFlow,
    AuthHeaders,
    BearerToken,
    Credential,
    NoAuth,
    PasswordLogin,
    bearer,
    revealed,
)
from loggro_integration.http._client import (
    AsyncClient,
    AsyncClientOptions,
    Client,
    ClientOptions,
    asked_later,
    environment,
)
from loggro_integration.http._core import Options, RawResponse
from loggro_integration.http._engine import AsyncEngine, Engine
from loggro_integration.http._faults import FaultRow, FaultTable, ServerMessage, plain_message
from loggro_integration.http._hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from loggro_integration.http._httpx import AsyncHttpClient, AsyncTransport, HttpClient, Transport
from loggro_integration.http._operation import (
    JsonBody,
    Operation,
    Override,
    PathValue,
    QueryValue,
    SendPolicy,
    Upload,
    as_is,
    request,
)
from loggro_integration.http._paging import (
    AsyncPages,
    Envelope,
    Page,
    PagedOperation,
    Pages,
    PagingStyle,
    row_key,
)
from loggro_integration.http._redact import redact, redact_headers, redact_text, redact_url
from loggro_integration.http._resource import (
    AsyncRawResource,
    AsyncResource,
    Kind,
    RawResource,
    Resource,
    Space,
    call,
    pages,
)
from loggro_integration.http._retry import RetryBudget, RetryPolicy, Timeout
from loggro_integration.http._styles import (
    PYMES_ALL,
    PYMES_ITEMS,
    PYMES_OFFSET,
    PYMES_PAGE,
    RESTOBAR_ALL,
    RESTOBAR_LIMIT,
    RESTOBAR_PAGE,
    RESTOBAR_SWITCH,
)

__all__ = [
    "PYMES_ALL",
    "PYMES_ITEMS",
    "PYMES_OFFSET",
    "PYMES_PAGE",
    "RESTOBAR_ALL",
    "RESTOBAR_LIMIT",
    "RESTOBAR_PAGE",
    "RESTOBAR_SWITCH",
    "AsyncClient",
    "AsyncClientOptions",
    "AsyncEngine",
    "AsyncHttpClient",
    "AsyncPages",
    "AsyncRawResource",
    "AsyncResource",
    "AsyncTransport",
    "AuthFlow",
    "AuthHeaders",
    "BearerToken",
    "Client",
    "ClientOptions",
    "Credential",
    "Engine",
    "Envelope",
    "FaultRow",
    "FaultTable",
    "Hooks",
    "HttpClient",
    "JsonBody",
    "Kind",
    "NoAuth",
    "Operation",
    "Options",
    "Override",
    "Page",
    "PagedOperation",
    "Pages",
    "PagingStyle",
    "PasswordLogin",
    "PathValue",
    "QueryValue",
    "RawResource",
    "RawResponse",
    "RequestEvent",
    "Resource",
    "ResponseEvent",
    "RetryBudget",
    "RetryEvent",
    "RetryPolicy",
    "SendPolicy",
    "ServerMessage",
    "Space",
    "Timeout",
    "Transport",
    "Upload",
    "as_is",
    "asked_later",
    "bearer",
    "call",
    "environment",
    "pages",
    "plain_message",
    "redact",
    "redact_headers",
    "redact_text",
    "redact_url",
    "request",
    "revealed",
    "row_key",
]

for _name in __all__:
    _thing = globals()[_name]
    if getattr(_thing, "__module__", "").startswith(__name__) and hasattr(_thing, "__name__"):
        _thing.__module__ = __name__
