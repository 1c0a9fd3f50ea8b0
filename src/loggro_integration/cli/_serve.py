# SPDX-License-Identifier: MIT
"""`loggro serve`: the read-only page of a ledger, on this machine."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from loggro_integration.cli._exit import FINE
from loggro_integration.cli._options import DEFAULT_LEDGER, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._sandbox import WAIT, checked_port, stop_signal
from loggro_integration.cli._status import age_of
from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.web import ServedPage

__all__ = ["serve"]

DEFAULT_AGE = timedelta(hours=24)


def serve(
    *,
    ledger: Path = DEFAULT_LEDGER,
    port: int = 0,
    host: str = "127.0.0.1",
    expose: Flag = False,
    documents: Path | None = None,
    max_age: Decimal | None = None,
    json: Flag = False,
) -> int:
    """
    Serve the page of a ledger until Ctrl-C: is everything in Pymes, which sales are not, and why.

    Args:
        ledger: File of the ledger; it is only read.
        port: Port to listen on; 0 takes a free one.
        host: Where to listen; another one than this machine needs --expose.
        expose: Let other machines of the network open the page; it is not encrypted.
        documents: Folder with the XML, ZIP and PDF of the documents.
        max_age: Hours after which the last run is too old to answer; 24 by default.
        json: Print one line of JSON on stdout once it is ready.
    """
    from loggro_integration import web

    out = Output(as_json=json)
    page = web.LedgerPage(
        ledger=ledger,
        documents=None if documents is None else web.DocumentFolder(documents),
        language=out.language if os.environ.get("LOGGRO_LANG") else None,
        max_age=age_of(max_age) or DEFAULT_AGE,
    )
    with (
        stop_signal() as stop,
        web.serve(page, host=host, port=checked_port(port), exposed=expose) as served,
    ):
        _announce(out, served, expose=expose)
        while not stop.wait(WAIT):
            pass
    out.say("Terminado.", "Ended.")
    return FINE


def _announce(out: Output, served: ServedPage, *, expose: bool) -> None:
    out.json({"url": served.url, "address": served.address, "token": served.token})
    out.say("Abra esta dirección en el navegador:", "Open this address in a browser:")
    out.line(f"  {served.url}")
    out.say(
        "La dirección es la llave: no la comparta. Ctrl-C para terminar.",
        "The address is the key: do not share it. Ctrl-C to end it.",
    )
    if expose:
        out.warn(
            Text(
                es="Ojo: otros equipos de la red pueden abrirla, y lo que ven viaja sin cifrar.",
                en="Beware: other machines of the network can open it, unencrypted.",
            )
        )
