# SPDX-License-Identifier: MIT
"""The fake Loggro as one object: two faces, one state, one control."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime

from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import CallRecord
from loggro_integration.sandbox._asgi import Application
from loggro_integration.sandbox._assumptions import Assumptions
from loggro_integration.sandbox._clock import Clock, Minter
from loggro_integration.sandbox._faults import Fault, Faults
from loggro_integration.sandbox._operator import Operator
from loggro_integration.sandbox._operator_app import OperatorFace
from loggro_integration.sandbox._pymes import PymesFace
from loggro_integration.sandbox._restobar import RestobarFace
from loggro_integration.sandbox._restobar_auth import new_token
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._seed import fill
from loggro_integration.sandbox._state import Doc, Plan, World

__all__ = ["FakeLoggro"]

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class FakeLoggro:
    """
    A restaurant in Loggro Restobar and Loggro Pymes, with the integration between them.

    It has state, checks what it is sent, and refuses in Loggro's words. All that a person does
    on Loggro's screens, the clock and the faults go through `operator`. A new one has every
    setting of the integration in place but one: the payment method Nequi is not mapped.

    Attributes:
        restobar_app: ASGI application of ``https://api.pirpos.com``.
        pymes_app: ASGI application of ``https://api.loggro.com/apik``.
        operator_app: ASGI application of the control interface.
        operator: The same control as an object.
        email: Login of the integration's own Restobar user.
        password: Its password, invented from the seed.
        token: Token of Pymes.
        operator_token: Token of the control interface.
        calls: Every call of Restobar and Pymes that arrived, oldest first.
        operator_calls: Every call of the control interface over HTTP.

    Args:
        seed: ``"arepera"``, or anything else for another restaurant of the same kind.
        assumptions: Choices where Loggro publishes nothing.
        start: First instant of the clock.
        faults: What goes wrong from the beginning.
        random_seed: Another number gives other ids.
        plan: Plan of the Restobar account.
        real_clock: Let the clock run; otherwise it stands until the operator moves it.

    Raises:
        InvalidInput: If an assumption has a value that it cannot have.

    >>> fake = FakeLoggro()
    >>> number = fake.operator.sell(["Arepa de queso"], payments="Tarjeta débito")
    >>> fake.operator.advance(seconds=60)
    '2026-11-23T12:01:00.000Z'
    >>> [(row["numero"], row["total"], row["estado"]) for row in fake.books()]
    [('POS1001', Decimal('9000'), 'Pagada')]
    """

    def __init__(
        self,
        *,
        seed: str | int = "arepera",
        assumptions: Assumptions | None = None,
        start: datetime = START,
        faults: Iterable[Fault] = (),
        random_seed: int = 45,
        plan: Plan = "premium",
        real_clock: bool = False,
    ) -> None:
        chosen = assumptions or Assumptions()
        chosen.check()
        clock = Clock(start, ticking=time.monotonic if real_clock else None)
        world = World(chosen, clock, Minter(f"{seed}/{random_seed}"), plan)
        self.world = world
        self.faults = Faults(tuple(faults))
        self.calls: list[CallRecord] = []
        self.operator_calls: list[CallRecord] = []
        fill(world, seed)
        self.token = new_token(world, world.business["_id"])
        world.pymes_tokens.add(self.token)
        world.settings.token = self.token
        self.email = str(next(iter(world.users))["email"])
        self.password = world.password
        digest = hashlib.sha256(f"operator/{seed}/{random_seed}".encode()).hexdigest()
        self.operator_token = f"operator-{digest[:32]}"
        self.operator = Operator(self)
        self.restobar_app = Application(RestobarFace(world, self.faults, self.calls), world.shown)
        self.pymes_app = Application(PymesFace(world, self.faults, self.calls), world.shown)
        self.operator_app = Application(OperatorFace(self), world.shown)

    def sales(self) -> list[Doc]:
        """Return every invoice as Restobar shows it now, oldest first; copies."""
        with self.world.lock:
            _push.settle(self.world)
            return [deepcopy(shown(self.world, sale)) for sale in self.world.sales]

    def books(self) -> list[Doc]:
        """
        Return every document of the books, oldest first; copies.

        The fields have the fake's own names, whatever the switches rename.
        """
        with self.world.lock:
            _push.settle(self.world)
            return [deepcopy(row) for row in self.world.books]

    def duplicates(self) -> list[str]:
        """Return the numbers that stand more than once in the books, sorted."""
        counts = Counter((row["tipoDocumento"], row["numero"]) for row in self.books())
        return sorted(number for (_, number), count in counts.items() if count > 1)

    def __repr__(self) -> str:
        business = self.world.business
        return f"<FakeLoggro {business['name']!r} NIT {business['nit']}>"
