# SPDX-License-Identifier: MIT
"""
Billing of Colombian restaurants: Loggro Restobar, Loggro Pymes and DIAN's electronic documents.

The heavy names load on first use: importing this package opens no HTTP, XML or cryptography
library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from loggro_integration._version import __version__

if TYPE_CHECKING:
    from loggro_integration import errors
    from loggro_integration._operations import OperationInfo, operations
    from loggro_integration.http import Hooks, Override, RetryPolicy, SendPolicy, Timeout
    from loggro_integration.pymes import AsyncPymesClient, PymesClient
    from loggro_integration.restobar import (
        AsyncRestobarBranches,
        AsyncRestobarClient,
        RestobarBranches,
        RestobarClient,
    )

__all__ = [
    "AsyncPymesClient",
    "AsyncRestobarBranches",
    "AsyncRestobarClient",
    "Hooks",
    "OperationInfo",
    "Override",
    "PymesClient",
    "RestobarBranches",
    "RestobarClient",
    "RetryPolicy",
    "SendPolicy",
    "Timeout",
    "__version__",
    "errors",
    "operations",
]

_ROOMS = {
    "AsyncPymesClient": "pymes",
    "AsyncRestobarBranches": "restobar",
    "AsyncRestobarClient": "restobar",
    "Hooks": "http",
    "OperationInfo": "_operations",
    "Override": "http",
    "PymesClient": "pymes",
    "RestobarBranches": "restobar",
    "RestobarClient": "restobar",
    "RetryPolicy": "http",
    "SendPolicy": "http",
    "Timeout": "http",
    "operations": "_operations",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use; its repr says this module, not the room it lives in."""
    if name == "errors":
        return import_module(f"{__name__}.errors")
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    found.__module__ = __name__
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
