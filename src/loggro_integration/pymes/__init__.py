# SPDX-License-Identifier: MIT
"""
The client of Loggro Pymes, the accounting.

Operations are pure functions; the namespaces list them once for both clients. Nothing here knows
Restobar or a fiscal document.
"""

from loggro_integration.pymes._client import AsyncPymesClient, PymesClient

__all__ = ["AsyncPymesClient", "PymesClient"]

# The door exports them under its own name.
for _name in __all__:
    globals()[_name].__module__ = "loggro_integration"
del _name
