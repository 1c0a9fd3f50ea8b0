# SPDX-License-Identifier: MIT
"""
A local, read-only page of a ledger: is everything in Pymes, which sales are not, and why.

Loopback by default, behind a key; it works without JavaScript and never writes. Needs the extra
``web``; XML and PDF of a folder also need ``dian`` and ``pdf``.
"""

from loggro_integration.errors import MissingExtra

try:
    from loggro_integration.web._app import LedgerPage
    from loggro_integration.web._documents import DocumentFolder
    from loggro_integration.web._server import ServedPage, serve
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn"}:
        raise
    raise MissingExtra(f"The page needs {error.name}.", extra="web") from error

__all__ = ["DocumentFolder", "LedgerPage", "ServedPage", "serve"]

for _name in __all__:
    globals()[_name].__module__ = __name__
