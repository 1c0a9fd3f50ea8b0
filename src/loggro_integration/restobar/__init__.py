# SPDX-License-Identifier: MIT
"""
The client of Loggro Restobar, the point of sale (ex PirPos).

Operations are pure functions; the namespaces list them once for both clients. Nothing here knows
Pymes or a fiscal document.
"""

from loggro_integration.restobar._branches import (
    AsyncBranchRows,
    AsyncRestobarBranches,
    BranchAnswers,
    BranchRow,
    BranchRows,
    RestobarBranches,
)
from loggro_integration.restobar._client import AsyncRestobarClient, RestobarClient

__all__ = [
    "AsyncBranchRows",
    "AsyncRestobarBranches",
    "AsyncRestobarClient",
    "BranchAnswers",
    "BranchRow",
    "BranchRows",
    "RestobarBranches",
    "RestobarClient",
]

# The door exports them under its own name.
for _name in ("AsyncRestobarBranches", "AsyncRestobarClient", "RestobarBranches", "RestobarClient"):
    globals()[_name].__module__ = "loggro_integration"
