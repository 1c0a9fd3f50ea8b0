# SPDX-License-Identifier: MIT
"""The page behind a socket of this machine."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from attrs import field, frozen

from loggro_integration._serving import listening, served
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.web._app import LedgerPage
from loggro_integration.web._guard import Names

__all__ = ["ServedPage", "serve"]


@frozen(kw_only=True)
class ServedPage:
    """
    Where a page answers.

    Attributes:
        url: Address with the key; whoever opens it is let in.
        address: The same without the key.
    """

    address: str
    token: str = field(repr=False)

    @property
    def url(self) -> str:
        """The address to open, with the key."""
        return f"{self.address}?token={self.token}"


@contextmanager
def serve(
    page: LedgerPage, *, host: str = "127.0.0.1", port: int = 0, exposed: bool = False
) -> Generator[ServedPage]:
    """
    Serve a page while the block runs; it answers when the block begins.

    Args:
        page: The page.
        host: Where to listen: this machine alone by default.
        port: Port to listen on; 0 takes a free one.
        exposed: Whether `host` may be seen by other machines. What they are sent is not encrypted.

    Raises:
        InvalidInput: If other machines would see the host and nobody said that they may.
        OSError: If the port is taken, or the host is not of this machine.
    """
    if not exposed and not _is_loopback(host):
        raise _would_expose(host)
    named = f"[{host}]" if ":" in host else host
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else named  # noqa: S104 (compared)
    token = secrets.token_urlsafe(32)
    with listening(host, port) as listener:
        bound = listener.getsockname()[1]
        config = _config(page, token, Names(named, bound, exposed))
        with served(config, listener, name="ledger-page"):
            yield ServedPage(address=f"http://{shown}:{bound}/", token=token)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _would_expose(host: str) -> InvalidInput:
    return InvalidInput(
        f"{host} is not this machine alone: others of the network would see the page.",
        field="host",
        value=host,
        hint=Text(
            es="Use 127.0.0.1, o agregue --expose si de verdad lo quiere.",
            en="Use 127.0.0.1, or add --expose if you really mean it.",
        ),
    )


def _config(page: LedgerPage, token: str, names: Names) -> uvicorn.Config:
    return uvicorn.Config(
        page.application(token, names),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
