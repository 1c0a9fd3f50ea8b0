# SPDX-License-Identifier: MIT
"""Who may ask, and how: a key, a known name of this machine, and reading only."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from attrs import field, frozen
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "Names"]

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_OPEN: Final = "/style.css"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@frozen
class Names:
    """
    The names by which this page may be asked for; any other is a page that was lured here.

    Attributes:
        host: Where it listens.
        exposed: Whether machines of the network may ask, by an address. A lured browser has a name
            there and never a bare address.
    """

    host: str
    port: int
    exposed: bool = False

    def __contains__(self, asked: object) -> bool:
        if not isinstance(asked, str):
            return False
        name, _, port = asked.rpartition(":")
        if not port.isdecimal():
            name, port = asked, "80"
        if port != str(self.port):
            return False
        return name in (*_LOOPBACK, self.host) or (self.exposed and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


@frozen
class Guard:
    """
    Lets requests through to the page; what it refuses never reaches the ledger.

    Attributes:
        app: The page.
        token: The key of the printed address.
        names: The names it may be asked for by.
        locked: Answers whoever has no key.
    """

    app: ASGIApp
    token: str = field(repr=False)
    names: Names
    locked: Callable[[Request], Response]
    session: str = field(factory=lambda: secrets.token_urlsafe(32), repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with the headers that every answer has."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        request = Request(scope)
        answer = self._refusal(request) or self.app
        await answer(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        """Return the answer to whoever is not let through, `None` for whoever is."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.names:
            return PlainTextResponse("421: this page has another address.\n", 421)
        if request.method not in {"GET", "HEAD"}:
            refused = {"Allow": "GET, HEAD"}
            return PlainTextResponse("405: this page only reads.\n", 405, headers=refused)
        if "token" in request.query_params:
            return self._exchange(request)
        if request.url.path == _OPEN or self._knows(request):
            return None
        return self.locked(request)

    def _exchange(self, request: Request) -> Response:
        """Give a cookie for the key, and take the key out of the address."""
        given = request.query_params.getlist("token")
        if len(given) != 1 or not _same(given[0], self.token):
            return self.locked(request)
        rest = [pair for pair in request.query_params.multi_items() if pair[0] != "token"]
        address = f"{_own_path(request)}{'?' if rest else ''}{urlencode(rest)}"
        answer = RedirectResponse(address, 303)
        answer.set_cookie(self._cookie, self.session, httponly=True, samesite="strict")
        return answer

    @property
    def _cookie(self) -> str:
        # Cookies know no ports: two pages on one machine must not take each other's.
        return f"loggro_{self.names.port}"

    def _knows(self, request: Request) -> bool:
        return _same(request.cookies.get(self._cookie, ""), self.session)


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def _own_path(request: Request) -> str:
    """Return the path; one that a browser would take for another machine is not followed."""
    path = request.url.path
    return "/" if path.startswith(("//", "/\\")) else path
