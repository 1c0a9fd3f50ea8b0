# SPDX-License-Identifier: MIT
"""
The client of Loggro Pymes, the accounting.

Operations are pure functions; the namespaces list them once for both clients. Nothing here knows
Restobar or a fiscal document.
"""

from loggro_integration.pymes._availability import KnownStock
from loggro_integration.pymes._client import AsyncPymesClient, PymesClient
from loggro_integration.pymes._names import NAMES, CallName

__all__ = ["NAMES", "AsyncPymesClient", "CallName", "KnownStock", "PymesClient"]

for _name in ("CallName", "KnownStock"):
    globals()[_name].__module__ = __name__
# The door exports them under its own name.
for _name in ("AsyncPymesClient", "PymesClient"):
    globals()[_name].__module__ = "loggro_integration"
