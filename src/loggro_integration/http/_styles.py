# SPDX-License-Identifier: MIT
"""
The paging styles that are known, as rows of data; the clients choose by name.

Default and largest sizes differ by endpoint where the style leaves `largest` open.
"""

from __future__ import annotations

from loggro_integration.http._paging import Envelope, PagingStyle

__all__ = [
    "PYMES_ALL",
    "PYMES_ITEMS",
    "PYMES_OFFSET",
    "PYMES_PAGE",
    "RESTOBAR_ALL",
    "RESTOBAR_LIMIT",
    "RESTOBAR_PAGE",
    "RESTOBAR_SWITCH",
]

# `{data, count}` with the switch, a bare array without (or from accounts that ignore it).
_DATA_COUNT = Envelope(rows=("data", ""), total=("count",))
# `{contenido, metadata}`; a Spring page inside `contenido` or, as documented, `datos`; bare array.
_CONTENIDO = Envelope(
    rows=("contenido", "contenido.content", "datos", "datos.content", ""),
    total=(
        "metadata.pagination.total",
        "contenido.totalElements",
        "datos.totalElements",
    ),
)

RESTOBAR_SWITCH = PagingStyle(
    name="restobar-switch",
    switch="pagination",
    page="page",
    first=0,
    limit="limit",
    size=500,
    envelope=_DATA_COUNT,
)
"""``pagination=true``, ``page`` from 0, ``limit``; `{data, count}`."""

RESTOBAR_PAGE = PagingStyle(
    name="restobar-page", page="page", first=0, limit="limit", size=500, envelope=_DATA_COUNT
)
"""``page`` from 0 and ``limit`` without the switch."""

RESTOBAR_LIMIT = PagingStyle(name="limit-only", limit="limit", size=2000, envelope=_DATA_COUNT)
"""``limit`` only: one request."""

RESTOBAR_ALL = PagingStyle(name="restobar-all", envelope=_DATA_COUNT)
"""No paging: everything in one array."""

PYMES_PAGE = PagingStyle(
    name="pymes-page",
    page="page",
    first=1,
    limit="limit",
    size=100,
    largest=100,
    envelope=_CONTENIDO,
)
"""``page`` from 1 and ``limit`` up to 100; `{contenido, metadata}`."""

PYMES_OFFSET = PagingStyle(
    name="pymes-offset",
    offset="offset",
    limit="limit",
    size=100,
    largest=100,
    envelope=_CONTENIDO,
)
"""``offset`` in rows from 0 and ``limit`` up to 100."""

PYMES_ITEMS = PagingStyle(
    name="pymes-pagina-tamano",
    page="pagina",
    first=0,
    limit="tamano",
    size=100,
    largest=100,
    envelope=_CONTENIDO,
)
"""``pagina`` from 0 and ``tamano`` up to 100; a Spring page inside the wrapper."""

PYMES_ALL = PagingStyle(name="pymes-all", envelope=_CONTENIDO)
"""No paging: everything in one answer."""
