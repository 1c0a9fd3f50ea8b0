# SPDX-License-Identifier: MIT
"""Which function answers which published operation: the table of both faces, as data."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from loggro_integration.sandbox._app import Route
from loggro_integration.sandbox._pymes import ROUTES as PYMES
from loggro_integration.sandbox._restobar import ROUTES as RESTOBAR

__all__ = ["Covered", "coverage", "routes"]

_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Covered:
    """
    One operation that the fake answers.

    Attributes:
        product: ``restobar`` or ``pymes``.
        method: HTTP method.
        path: Path template, as in the published list.
        module: Pymes: the module below which it answers.
        handler: Module and name of the function that answers.
        permission: Code that the user's role needs.
        premium: Whether it answers 402 without a premium plan.
        availability: Who may call it.
        declares_server_error: Whether its published row names a 5xx as an answer.
    """

    product: str
    method: str
    path: str
    module: str
    handler: str
    permission: str | None
    premium: bool
    availability: str
    declares_server_error: bool

    @property
    def id(self) -> str:
        """Identifier of the operation in the published list."""
        return f"{self.product}:{self.method} {self.path}"


def routes(product: str) -> tuple[Route, ...]:
    """Return the routes of a face."""
    return RESTOBAR if product == "restobar" else PYMES


def coverage() -> tuple[Covered, ...]:
    """
    Return every operation of both faces with the function that answers it.

    >>> next(row for row in coverage() if row.id == "restobar:GET /units").handler
    '_restobar_things.Things.all'
    """
    return tuple(
        Covered(
            product=product,
            method=route.method,
            path=route.template,
            module=route.module,
            handler=_name(route),
            permission=route.permission,
            premium=route.spec.premium,
            availability=route.spec.availability,
            declares_server_error=max(route.spec.codes) >= _SERVER_ERROR,
        )
        for product in ("restobar", "pymes")
        for route in routes(product)
    )


def _name(route: Route) -> str:
    handler = inspect.unwrap(route.handler)
    module = handler.__module__.rpartition(".")[2]
    return f"{module}.{handler.__qualname__.partition('.<locals>')[0]}"
