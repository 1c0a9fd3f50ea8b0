# SPDX-License-Identifier: MIT
"""
The push of a partner: Loggro's private endpoint for external sales, which nobody has published.

Nothing about it is assumed but that it takes JSON with the token of Pymes: path, module, method
and body are settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import evolve

from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    LoggroError,
    Rejected,
    Text,
)
from loggro_integration.exact_json import JsonValue, loads
from loggro_integration.http import Operation, request
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import ExternalFormat, MappingRules, Plan, external_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.sync._sinks import PymesSink, Receipt

__all__ = ["ExternalBody", "ExternalSale"]

ExternalBody: TypeAlias = ExternalFormat | Callable[[Plan], Mapping[str, JsonValue]]
"""How the body is made: the partner's names for our payload, or a function of the plan."""

_METHODS: Final = ("POST", "PUT", "PATCH")
_NO_ROUTE: Final = {404, 405}
_RECEIPT: Final = Receipt(note="accepted; whether it arrived, the look-up in Pymes tells")


class ExternalSale(PymesSink):
    """
    Hands sales to Pymes as a partner of Loggro, in one attempt each.

    A repeat may make a second document, since nothing else is published: the engine looks the sale
    up in Pymes before and after, and a time-out is `OutcomeUnknown`. An answer 2xx means that it
    was accepted, not that it arrived.

    Args:
        books: Client of Pymes; its token is sent.
        path: Of the call below the module, as Loggro gave it to you. There is no default.
        rules: The rules file; needed unless `body` is a function.
        method: ``POST``, ``PUT`` or ``PATCH``.
        module: Module of Pymes, or a name of yours in `PymesClient(modules=…)` for another address.
        body: How the body is made; by default `mapping.external_sale` with the names of ours.

    Raises:
        ConfigurationError: If there is no path.
        InvalidInput: If path or method cannot be used, or the rules are missing.

    Example:
        ``ExternalSale(books, path="/the/path", rules=rules)``
    """

    def __init__(
        self,
        books: PymesClient,
        *,
        path: str = "",
        rules: MappingRules | None = None,
        method: str = "POST",
        module: str = "facturacion",
        body: ExternalBody | None = None,
    ) -> None:
        super().__init__(books, rules)
        path = path or (body.path if isinstance(body, ExternalFormat) else "")
        if not path:
            raise _no_path()
        if method not in _METHODS:
            raise _refused(
                "method", method, es="Use POST, PUT o PATCH.", en="Use POST, PUT or PATCH."
            )
        self._call = request(method, path, module=module)
        self._books = books
        self._body = _maker(body or ExternalFormat(path=path), rules)

    def check(self, plan: Plan) -> None:
        """
        Refuse a plan of which no body can be made.

        Raises:
            MappingFailed: With what is missing.
        """
        self._body(plan)

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """
        Hand one sale over.

        Raises:
            MappingFailed: If no body can be made of the plan; nothing leaves.
            ConfigurationError: If there is no such route; nothing was done.
            Rejected: If Pymes refused the sale.
            OutcomeUnknown: If no usable answer came.
        """
        del key
        try:
            self._books.run(self._operation(plan))
        except Rejected as error:
            if _is_no_route(error):
                raise self._wrong_route(error) from error
            raise
        return _RECEIPT

    def _operation(self, plan: Plan) -> Operation[Any]:
        return evolve(self._call, json=self._body(plan), decode=_whatever, name="external_sale")

    def _wrong_route(self, error: Rejected) -> ConfigurationError:
        found = ConfigurationError(
            f"Pymes has no route {self._call.method} {self._call.route} in the module "
            f"{self._call.module} ({error.status}).",
            code="external-sale-route",
            hint=_ASK,
        )
        found.status = error.status
        return found


def _maker(
    body: ExternalBody, rules: MappingRules | None
) -> Callable[[Plan], Mapping[str, JsonValue]]:
    """Return what makes the body of a plan."""
    if not isinstance(body, ExternalFormat):
        return _guarded(body)
    if rules is None:
        raise _refused(
            "rules",
            None,
            es="Páselas en rules=, o haga el cuerpo con una función en body=.",
            en="Pass them as rules=, or make the body with a function as body=.",
        )
    return lambda plan: external_sale(plan, rules).body(body)


def _guarded(
    make: Callable[[Plan], Mapping[str, JsonValue]],
) -> Callable[[Plan], Mapping[str, JsonValue]]:
    """Return a function of somebody else's whose failure cannot be taken for a send."""

    def made(plan: Plan) -> Mapping[str, JsonValue]:
        try:
            return make(plan)
        except LoggroError:
            raise
        except Exception as error:
            # Its text may hold a customer's data; the cause keeps it for whoever debugs.
            raise _refused(
                "body",
                type(error).__name__,
                es="Corrija la función que hace el cuerpo; no salió nada.",
                en="Correct the function that makes the body; nothing left.",
            ) from error

    return made


def _whatever(body: bytes) -> object:
    """Read an answer that may be empty: its shape is not published."""
    return loads(body) if body else None


def _is_no_route(error: Rejected) -> bool:
    """Tell whether the route is not there, rather than something that the sale names."""
    return error.status in _NO_ROUTE and not (error.code or "").startswith("objeto.")


def _refused(field: str, value: object, *, es: str, en: str) -> InvalidInput:
    return InvalidInput(
        f"The external sale cannot be made with this {field}.",
        field=field,
        value=value,
        hint=Text(es=es, en=en),
    )


_ASK: Final = Text(
    es="Loggro no publica esta ruta. Pida a Loggro, como aliado: la ruta y el módulo, los nombres "
    "del cuerpo, qué responde si se repite un número, y un token que la pueda usar.",
    en="Loggro publishes no such route. Ask Loggro, as a partner, for: path and module, the names "
    "of the body, what it answers to a repeated number, and a token that may use it.",
)


def _no_path() -> ConfigurationError:
    return ConfigurationError(
        "The external sale needs the path that Loggro gave you: there is no default.",
        code="external-sale-path",
        hint=_ASK,
    )
