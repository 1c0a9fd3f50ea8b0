# SPDX-License-Identifier: MIT
"""Verbs about the world around Loggro: the clock, the DIAN, faults, switches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from loggro_integration.days import format_instant
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._faults import Fault, FaultKind
from loggro_integration.sandbox._operator_base import Verbs, instant

__all__ = ["WorldVerbs"]

_DEFAULT_RULE = "FAK24"
_DEFAULT_TEXT = "No está informado el DV del NIT del adquiriente"


class WorldVerbs(Verbs):
    """The clock, the DIAN, faults, switches."""

    def advance(self, *, seconds: float = 60.0) -> str:
        """Move the clock, let happen what became due, and return the new instant."""
        with self._acting() as world:
            world.clock.advance(seconds)
        return self.now()

    def set_clock(self, *, at: datetime | str) -> str:
        """Jump to an instant, forwards or back, and return it."""
        with self._acting() as world:
            world.clock.set(instant(at))
        return self.now()

    def now(self) -> str:
        """Return the instant of the fake's clock, as Restobar writes it."""
        return format_instant(self._world.now())

    def push_now(self) -> int:
        """
        Let the DIAN answer and Loggro's own push happen at once for everything that waits.

        Returns:
            How many things happened. The clock does not move.
        """
        with self._acting() as world:
            before = len(world.agenda)
            for what in ("dian", "note"):
                self._hurry(what)
            for what in ("push", "force", "paid", "void"):
                self._hurry(what)
            return before

    def _hurry(self, what: str) -> None:
        world = self._world
        waiting = [item for item in sorted(world.agenda) if item[2] == what]
        world.agenda = sorted(item for item in world.agenda if item[2] != what)
        for _, _, _, sale_id in waiting:
            _push.act(world, what, world.sales.by_id[sale_id])

    def reject_next(self, rule: str = _DEFAULT_RULE, text: str = _DEFAULT_TEXT) -> None:
        """Let the DIAN refuse the next electronic document, with a rule and its text."""
        with self._acting() as world:
            world.reject.append((rule, text))

    def switch(self, name: str, value: Any) -> None:
        """
        Change an assumption while the fake runs.

        Raises:
            InvalidInput: If there is no such switch or it has no such value.
        """
        with self._acting() as world:
            world.assumptions = world.assumptions.switched(name, value)

    def inject_fault(
        self,
        *,
        method: str = "*",
        route: str = "*",
        kind: FaultKind = "answer-before",
        every: int = 1,
        times: int | None = None,
        status: int = 500,
        body: Any = None,
        content_type: str = "application/json",
        seconds: float = 0.0,
    ) -> None:
        """
        Put a fault in force; see `Fault` for the meaning of each argument.

        Raises:
            InvalidInput: If there is no such kind, or `every` is below 1.
        """
        given: dict[str, Any] = {} if body is None else {"body": body}
        fault = Fault(
            method=method, route=route, kind=kind, every=every, times=times, status=status,
            content_type=content_type, seconds=float(seconds), **given,
        )  # fmt: skip
        self.add_faults([fault])

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Put faults in force (in process only: JSON has no faults, see `inject_fault`)."""
        with self._acting():
            for fault in faults:
                self._fake.faults.add(fault)

    def clear_faults(self) -> None:
        """Let everything work again."""
        with self._acting():
            self._fake.faults.clear()

    def expire_tokens(self) -> None:
        """End every Restobar token."""
        with self._acting() as world:
            world.tokens.clear()
