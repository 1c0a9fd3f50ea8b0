# SPDX-License-Identifier: MIT
"""
The one control interface: all that people do on Loggro's screens, the clock, the faults.

No client and no part of the synchronisation uses it. The same verbs are served on loopback.
"""

from __future__ import annotations

from loggro_integration.sandbox._operator_books import BooksVerbs
from loggro_integration.sandbox._operator_mistakes import MistakeVerbs
from loggro_integration.sandbox._operator_sales import SalesVerbs
from loggro_integration.sandbox._operator_screens import ScreenVerbs
from loggro_integration.sandbox._operator_world import WorldVerbs

__all__ = ["Operator"]


class Operator(WorldVerbs, ScreenVerbs, SalesVerbs, BooksVerbs, MistakeVerbs):
    """
    Whoever sits at Loggro's screens, and whoever moves the world of the fake.

    Every public method is a verb; `POST /_sandbox/<verb>` takes its arguments as JSON. Instants
    are `datetime` or text with a zone, amounts are whole pesos.
    """
