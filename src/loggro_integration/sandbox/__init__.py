# SPDX-License-Identifier: MIT
"""
A fake Loggro: Restobar and Pymes on one state, with quirks, refusals and faults.

Written from the published facts alone. It knows none of the clients and shares no code with
them, so that it cannot repeat their mistakes. What nobody has published is a switch: see
`Assumptions`.
"""

from __future__ import annotations

from loggro_integration.sandbox._app import CallRecord
from loggro_integration.sandbox._assumptions import Assumptions, assumptions_page
from loggro_integration.sandbox._coverage import Covered, coverage
from loggro_integration.sandbox._fake import FakeLoggro
from loggro_integration.sandbox._faults import Fault
from loggro_integration.sandbox._openapi import openapi
from loggro_integration.sandbox._operator import Operator
from loggro_integration.sandbox._server import Served, serve
from loggro_integration.sandbox._transport import async_transport, transport

__all__ = [
    "Assumptions",
    "CallRecord",
    "Covered",
    "FakeLoggro",
    "Fault",
    "Operator",
    "Served",
    "assumptions_page",
    "async_transport",
    "coverage",
    "openapi",
    "serve",
    "transport",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
