# SPDX-License-Identifier: MIT
"""
For the tests of your own program: a fake Loggro with clients, faults and a clock of its own.

Everything runs without an account. The fake keeps state, refuses what Loggro refuses in its words,
and synchronises like Loggro does; nothing is a recorded reply.
"""

from loggro_integration.sandbox import Assumptions, FakeLoggro, Fault, Operator
from loggro_integration.testing._box import Box, no_sleep, sandbox
from loggro_integration.testing._memory_store import MemoryStore
from loggro_integration.testing._sink_contract import OpenSink, SinkCase, SinkCheck, sink_contract
from loggro_integration.testing._store_contract import OpenStore, StoreCheck, store_contract

__all__ = [
    "Assumptions",
    "Box",
    "FakeLoggro",
    "Fault",
    "MemoryStore",
    "OpenSink",
    "OpenStore",
    "Operator",
    "SinkCase",
    "SinkCheck",
    "StoreCheck",
    "no_sleep",
    "sandbox",
    "sink_contract",
    "store_contract",
]

for _name in (
    "Box",
    "MemoryStore",
    "SinkCase",
    "no_sleep",
    "sandbox",
    "sink_contract",
    "store_contract",
):
    globals()[_name].__module__ = __name__
