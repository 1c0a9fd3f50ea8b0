# SPDX-License-Identifier: MIT
"""
What the matrix of faults works with: a stage on which one write is struck, mended and recovered.

A write sees a `Scene` alone: clients, ledger, clock and what was noted when it was prepared, so
that the same write runs in this process and in one that is killed.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import IO, Any, Protocol

import httpx

from loggro_integration.errors import LedgerError
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import RetryPolicy, Timeout
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sandbox import Served, transport
from loggro_integration.sync import Event, EventKind, SqliteStore
from loggro_integration.testing import Box, Fault, no_sleep
from sandbox.boxes import Relay

WORKER = Path(__file__).with_name("matrix_worker.py")

# Seconds that a client waits for an answer, where nobody really waits.
PATIENCE = 2.0

# Points around a write, in the order in which they are passed.
POINTS = (
    "before-intent",
    "after-intent",
    "before-send",
    "after-send",
    "before-record",
    "after-record",
)

Action = Callable[[], object]


class Points:
    """
    What happens at the named points around a write: nothing, until one is armed.

    Attributes:
        drip: Called before each byte of the answer, which then comes alone.
    """

    def __init__(self) -> None:
        self._armed: dict[str, Action] = {}
        self.drip: Action | None = None

    def arm(self, point: str, action: Action) -> None:
        """Let something happen when a point is passed next."""
        assert point in POINTS
        self._armed[point] = action

    def pass_by(self, point: str) -> None:
        """Pass a point."""
        action = self._armed.pop(point, None)
        if action is not None:
            action()


class Tap(httpx.BaseTransport):
    """Passes requests on, and by the points around those of one route."""

    def __init__(self, inner: httpx.BaseTransport, route: tuple[str, str], points: Points) -> None:
        method, template = route
        self._inner, self._method, self._points = inner, method, points
        self._path = re.compile(".*" + re.sub(r"\{\w+\}", "[^/]+", template))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != self._method or not self._path.fullmatch(request.url.path):
            return self._inner.handle_request(request)
        self._points.pass_by("before-send")
        answer = self._inner.handle_request(request)
        self._points.pass_by("after-send")
        return answer if self._points.drip is None else self._dripping(answer, self._points.drip)

    def _dripping(self, answer: httpx.Response, drip: Action) -> httpx.Response:
        def drops() -> Iterator[bytes]:
            for byte in answer.read():
                drip()
                yield bytes([byte])

        return httpx.Response(answer.status_code, headers=answer.headers, content=drops())

    def close(self) -> None:
        self._inner.close()


class PointedStore(SqliteStore):
    """A ledger that passes by the points around the intent and the record of one write."""

    points: Points
    action: str

    def append(self, events: Iterable[Event]) -> None:
        events = list(events)
        steps = {step_of(event, self.action) for event in events} & set(_POINTED)
        for step in steps:
            self.points.pass_by(f"before-{_POINTED[step]}")
        super().append(events)
        for step in steps:
            self.points.pass_by(f"after-{_POINTED[step]}")


_POINTED = {"intended": "intent", "answered": "record"}


def step_of(event: Event, action: str) -> str:
    """Return which step of a write an event is: of an action asked for, or of the engine's send."""
    if event.text("action") != action:
        return ""
    return event.text("phase") if action else event.kind.value


@dataclass(kw_only=True)
class Scene:
    """What a write works with, in whatever process it runs."""

    pos: RestobarClient
    books: PymesClient
    store: SqliteStore
    now: Callable[[], datetime]
    sleep: Callable[[float], object] = no_sleep
    memo: dict[str, str] = field(default_factory=dict[str, str])


class Write(Protocol):
    """One of the twelve writes, as a program would do it, and how it recovers."""

    @property
    def name(self) -> str:
        """Its name in the table."""
        ...

    @property
    def action(self) -> str:
        """Its name in the ledger; empty for a send of the engine."""
        ...

    @property
    def route(self) -> tuple[str, str]:
        """Method and path of the request that is struck."""
        ...

    def prepare(self, stage: Stage) -> dict[str, str]:
        """Bring the restaurant to where the write is due, and note what it needs."""
        ...

    def act(self, scene: Scene) -> None:
        """Do the write, with the calls that come before and after it."""
        ...

    def made(self, stage: Stage) -> int:
        """Count how often its effect stands in the fake; 1 is right."""
        ...

    def look(self, stage: Stage) -> str:
        """Look and decide as the hint says, where a person has to, and say what was done."""
        ...

    def recover(self, stage: Stage) -> list[str]:
        """Go on as a user would once the fault is gone; what a person had to do is returned."""
        ...


class Stage:
    """
    A fake, a ledger and the clients of one case.

    Args:
        box: The fake; where it is served, time passes really, and else on a clock of ours.
        patience: Seconds that a client waits for an answer.
        deadline: Seconds that one call may take.
    """

    def __init__(
        self,
        box: Box,
        path: Path,
        write: Write,
        stack: ExitStack,
        *,
        patience: float = PATIENCE,
        deadline: float = 5 * PATIENCE,
    ) -> None:
        self.box, self.path, self.write = box, path, write
        self.points = Points()
        self.skew = timedelta()
        self.waited = 0.0
        self.killed = ""
        self.helped: list[str] = []
        self._stack = stack
        self._timing = {"timeout": Timeout(read=patience), "retry": RetryPolicy(deadline=deadline)}
        self.store: PointedStore = self._opened()
        self._begun, self._arrived, self._since = 0, 0, box.now()
        self.scene = Scene(
            pos=box.restobar(**self._options(box.fake.restobar_app)),
            books=box.pymes(**self._options(box.fake.pymes_app)),
            store=self.store,
            now=lambda: box.now() + self.skew,
            sleep=box.sleep,
        )

    def begin(self) -> None:
        """Prepare the write; what the ledger gets from here on is its story."""
        self.scene.memo = self.write.prepare(self)
        self._begun = len(list(self.store.events()))
        self._arrived = self.arrived()
        self._since = self.box.now()

    def story(self) -> list[str]:
        """Return what the ledger got since the write was prepared, in its own words."""
        events = [event for event in self.store.events() if not event.key.startswith(_FILLER)]
        return [told(event, self._since) for event in events[self._begun :]]

    def arrived(self) -> int:
        """Count the requests of the write that reached Loggro since it was prepared."""
        calls = self.box.fake.calls
        count = sum((each.method, each.route) == self.write.route for each in calls)
        return count - self._arrived

    def wait(self, **delta: float) -> None:
        """Let time pass."""
        self.box.operator.advance(seconds=timedelta(**delta).total_seconds())

    def close_ledger(self) -> None:
        """Leave the ledger to another process."""
        self.store.close()

    def reopen_ledger(self) -> None:
        """Open the ledger as the next run of a program does."""
        self.store = self.scene.store = self._opened()

    def _opened(self) -> PointedStore:
        store = PointedStore.open(self.path, patience=0.05)
        assert isinstance(store, PointedStore)
        store.points, store.action = self.points, self.write.action
        return self._stack.enter_context(store)

    def _options(self, app: Any) -> dict[str, Any]:
        over_sockets = self.box.served is not None
        inner = httpx.HTTPTransport() if over_sockets else transport(app)
        options = {"transport": Tap(inner, self.write.route, self.points), "sleep": no_sleep}
        clock = {} if over_sockets else {"clock": lambda: self.waited}
        return {**options, **self._timing, **clock}


def told(event: Event, since: datetime) -> str:
    """Return an event in few words: what it is, what it says, and by how many days it is off."""
    names = ("result", "answer", "what", "found", "reason")
    step = event.text("phase") or event.kind.value
    days = round((event.at - since) / timedelta(days=1))
    words = ":".join(filter(None, [step, *map(event.text, names)]))
    action = event.text("action")
    return (f"{action}." if action else "") + words + (f"@{days:+}d" if days else "")


# -- what strikes ---------------------------------------------------------------------------------


class Strike(Protocol):
    """Lets one thing go wrong on a stage, and takes it away at the end of the block."""

    def __call__(self, stage: Stage, /) -> AbstractContextManager[None]: ...


Make = Callable[..., Fault]


def wire(make: Make, **options: Any) -> Strike:
    """Strike the write on its way to the fake or back."""

    @contextmanager
    def strike(stage: Stage) -> Generator[None]:
        stage.box.operator.add_faults([make(*stage.write.route, **options)])
        yield
        stage.box.operator.clear_faults()

    return strike


@contextmanager
def token_dies(stage: Stage) -> Generator[None]:
    """Let the token end when the write leaves; that of Pymes is renewed by a person."""
    fake = stage.box.fake
    in_pymes = stage.write.route[1].startswith("/v1/")
    tokens = fake.world.pymes_tokens if in_pymes else fake.world.tokens
    stage.points.arm("before-send", tokens.clear)
    yield
    if in_pymes:
        stage.helped.append("pastes a new token of Pymes")
        fake.world.pymes_tokens.add(fake.token)


@contextmanager
def drips(stage: Stage) -> Generator[None]:
    """Let the answer come byte by byte, each in time for the client, and all of it too late."""

    def drip() -> None:
        stage.waited += PATIENCE / 2

    stage.points.drip = drip
    yield
    stage.points.drip = None


def clock_jumps(**delta: float) -> Strike:
    """Let the clock of the machine jump between the intent and the answer."""

    @contextmanager
    def strike(stage: Stage) -> Generator[None]:
        def jump() -> None:
            stage.skew = timedelta(**delta)

        stage.points.arm("before-send", jump)
        yield
        stage.skew = timedelta()

    return strike


def disk_full(point: str) -> Strike:
    """Let SQLite find no room from a point on."""

    @contextmanager
    def strike(stage: Stage) -> Generator[None]:
        stage.points.arm(point, lambda: fill(stage.store))
        yield
        stage.helped.append("frees space on the disk")
        stage.store._connection.execute("PRAGMA max_page_count = 1000000")

    return strike


def ledger_locked(point: str) -> Strike:
    """Let another program hold the file of the ledger from a point on."""

    @contextmanager
    def strike(stage: Stage) -> Generator[None]:
        other = sqlite3.connect(stage.path, isolation_level=None)
        stage.points.arm(point, lambda: other.execute("BEGIN IMMEDIATE"))
        yield
        other.close()

    return strike


_FILLER = "-:FILL:"


def fill(store: SqliteStore) -> None:
    """Use up the last page of a ledger that may not grow, with events of sales of nobody."""
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    detail: dict[str, JsonValue] = {"excluded": "courtesy", "day": "2026-11-23"}
    number = count()
    while _fits(
        store, Event(at=at, key=f"{_FILLER}{next(number)}", kind=EventKind.SEEN, detail=detail)
    ):
        pass
    while _fits(store, Event(at=at, key=f"{_FILLER}0", kind=EventKind.PAID)):
        pass


def _fits(store: SqliteStore, event: Event) -> bool:
    try:
        SqliteStore.append(store, [event])
    except LedgerError as error:
        if error.code == "ledger-full":
            return False
        raise
    return True


# -- processes that are killed --------------------------------------------------------------------


class Killing:
    """A server for the fake of the test that runs, and a process that forks what is killed."""

    def __init__(self, relay: Relay, served: Served) -> None:
        self._relay, self.served = relay, served
        self._process: subprocess.Popen[str] | None = None

    def kill(self, stage: Stage, point: str) -> int:
        """Let a process do the write of a stage, killed at a point; return how it ended."""
        self._relay.fake = stage.box.fake
        fake = stage.box.fake
        order = {
            "write": stage.write.name,
            "point": point,
            "ledger": str(stage.path),
            "restobar": self.served.restobar,
            "pymes": self.served.pymes,
            "email": fake.email,
            "password": fake.password,
            "token": fake.token,
            "now": stage.box.operator.now(),
            "memo": stage.scene.memo,
        }
        stage.close_ledger()
        end = self._ask(order)
        stage.reopen_ledger()
        return end

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            with self._process as process:
                process.kill()

    def _ask(self, order: dict[str, Any]) -> int:
        process = self._process = self._process or _forker()
        stdin, stdout = _pipe(process.stdin), _pipe(process.stdout)
        stdin.write(json.dumps(order) + "\n")
        stdin.flush()
        return int(stdout.readline())


def _forker() -> subprocess.Popen[str]:
    nowhere = dict.fromkeys(("LOGGRO_RESTOBAR_URL", "LOGGRO_PYMES_URL"), "https://192.0.2.1")
    return subprocess.Popen(
        [sys.executable, str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **nowhere, "PYTHONPATH": str(WORKER.parent.parent)},
    )


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def killed(point: str) -> Strike:
    """Let the process die at a point; nothing is ended in an orderly way."""

    @contextmanager
    def strike(stage: Stage) -> Generator[None]:
        stage.killed = point
        yield
        stage.killed = ""

    return strike


FAULTS: dict[str, dict[str, Strike]] = {
    "time-out before send": {"": wire(Fault.timeout_before)},
    "time-out after send": {"": wire(Fault.timeout_after)},
    "reset in the answer": {"": wire(Fault.half_answer)},
    "500 before commit": {"": wire(Fault.before)},
    "500 after commit": {"": wire(Fault.after_commit)},
    "502 HTML": {"": wire(Fault.gateway)},
    "200 with an error body": {"": wire(Fault.error_body)},
    "empty 503": {"": wire(Fault.empty_503)},
    "slow drip": {"late": wire(Fault.slow, seconds=PATIENCE + 1), "byte by byte": drips},
    "duplicate delivery": {"": wire(Fault.twice)},
    "token dying midway": {"": token_dies},
    "clock jump": {"ahead": clock_jumps(days=3), "back": clock_jumps(days=-3)},
    "disk full": {
        "at the intent": disk_full("before-intent"),
        "at the record": disk_full("before-record"),
    },
    "ledger locked": {
        "at the intent": ledger_locked("before-intent"),
        "at the record": ledger_locked("before-record"),
    },
    "process kill": {
        "before it left": killed("before-send"),
        "after it arrived": killed("after-send"),
        "after the record": killed("after-record"),
    },
}
