# SPDX-License-Identifier: MIT
"""The control interface over HTTP: ``POST /_sandbox/<verb>`` with its own token."""

from __future__ import annotations

import hmac
import inspect
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from loggro_integration.errors import InvalidInput
from loggro_integration.sandbox._app import CallRecord, Outcome, Refused, Reply, Request, read_body
from loggro_integration.sandbox._operator import Operator
from loggro_integration.sandbox._restobar_auth import bearer

if TYPE_CHECKING:
    from loggro_integration.sandbox._fake import FakeLoggro

__all__ = ["OperatorFace", "verbs"]

_NOT_SERVED = {"add_faults"}


def verbs() -> dict[str, inspect.Signature]:
    """Return the verbs that are served, with their parameters."""
    return {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(Operator, inspect.isfunction)
        if not name.startswith("_") and name not in _NOT_SERVED
    }


class OperatorFace:
    """Answers the control interface; its calls have a log of their own."""

    def __init__(self, fake: FakeLoggro) -> None:
        self._fake = fake
        self._verbs = verbs()

    def answer(self, request: Request) -> Outcome:
        """Run one verb, or show verbs, state or calls."""
        try:
            reply = self._answer(request)
        except Refused as refused:
            reply = refused.reply
        path = request.path
        record = CallRecord("operator", request.method, path, path, reply.status)
        self._fake.operator_calls.append(record)
        return Outcome(reply)

    def _answer(self, request: Request) -> Reply:
        self._admit(request)
        name = request.path.strip("/")
        if request.method == "GET":
            view = self._views().get(name)
            return _error(404, f"there is no view {name!r}") if view is None else Reply(view())
        if request.method != "POST" or name not in self._verbs:
            return _error(404, f"there is no verb {name!r}")
        return self._run(name, read_body(request))

    def _admit(self, request: Request) -> None:
        token = bearer(request)
        if token is None:
            raise Refused(_error(401, "the operator token is missing"))
        if not hmac.compare_digest(token.encode(), self._fake.operator_token.encode()):
            raise Refused(_error(403, "this is not the operator token"))

    def _views(self) -> Mapping[str, Callable[[], object]]:
        return {"": self._list, "state": self._state, "calls": self._calls}

    def _run(self, name: str, arguments: Mapping[str, Any]) -> Reply:
        try:
            self._verbs[name].bind(None, **arguments)
        except TypeError as error:
            return _error(400, str(error))
        try:
            return Reply({"result": getattr(self._fake.operator, name)(**arguments)})
        except InvalidInput as error:
            return _error(400, str(error), field=error.field)

    def _list(self) -> object:
        return {
            "verbs": {
                name: {
                    "parameters": {
                        each.name: str(each.annotation)
                        for each in signature.parameters.values()
                        if each.name != "self"
                    },
                    "does": (inspect.getdoc(getattr(Operator, name)) or "").partition("\n")[0],
                }
                for name, signature in self._verbs.items()
            }
        }

    def _state(self) -> object:
        fake, world = self._fake, self._fake.world
        with world.lock:
            return {
                "now": fake.operator.now(),
                "business": dict(world.business),
                "plan": world.plan,
                "assumptions": asdict(world.assumptions),
                "settings": fake.operator.settings(),
                "sales": len(world.sales),
                "books": len(world.books),
                "waiting": len(world.agenda),
                "duplicates": fake.duplicates(),
                "products": [row["name"] for row in world.products],
                "paymentMethods": [row["name"] for row in world.payment_methods],
                "clients": [row["document"] for row in world.clients],
                "users": [row["name"] for row in world.users],
                "tables": [row["name"] for row in world.tables],
            }

    def _calls(self) -> object:
        return {"calls": [asdict(record) for record in self._fake.calls]}


def _error(status: int, message: str, **more: object) -> Reply:
    return Reply({"error": message, **more}, status)
