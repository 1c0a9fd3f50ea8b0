# SPDX-License-Identifier: MIT
"""`loggro sandbox`: the fake Loggro as a server on this machine."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from attrs import evolve
from cyclopts import Parameter

from loggro_integration.cli._exit import FINE
from loggro_integration.cli._files import write_text
from loggro_integration.cli._options import Flag
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import loads

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules
    from loggro_integration.sandbox import Assumptions, FakeLoggro, Served

__all__ = ["WAIT", "checked_port", "sandbox", "stop_signal"]

# Ctrl-C is only seen between two waits on Windows.
WAIT = 0.5

Assumed = Annotated[tuple[str, ...], Parameter(negative="", show_default=False)]


def sandbox(
    *,
    port: int = 0,
    seed: str = "arepera",
    assume: Assumed = (),
    write_rules: Path | None = None,
    json: Flag = False,
) -> int:
    """
    Serve the fake Restobar and the fake Pymes on 127.0.0.1 until Ctrl-C.

    Args:
        port: Port to listen on; 0 takes a free one.
        seed: The curated restaurant "arepera", or anything else for another one.
        assume: A choice where Loggro publishes nothing, as NAME=VALUE; may be repeated.
        write_rules: Write the rules of this restaurant to a file, such as loggro.toml.
        json: Print one line of JSON on stdout once it is ready.
    """
    from loggro_integration.sandbox import FakeLoggro, serve

    out = Output(as_json=json)
    fake = FakeLoggro(
        seed=seed, assumptions=_assumptions(assume), start=datetime.now(UTC), real_clock=True
    )
    if write_rules is not None:
        _write_rules(fake, write_rules)
    with stop_signal() as stop, serve(fake, port=checked_port(port)) as served:
        _announce(out, fake, served)
        while not stop.wait(WAIT):
            pass
    out.say("Terminado.", "Ended.")
    return FINE


def checked_port(port: int) -> int:
    """
    Return a port that there can be; 0 stands for any free one.

    Raises:
        InvalidInput: If it is none.
    """
    if 0 <= port <= 65535:
        return port
    raise InvalidInput(
        f"{port} is no port.",
        field="port",
        value=port,
        hint=Text(es="Use de 0 a 65535.", en="Use 0 to 65535."),
    )


@contextmanager
def stop_signal() -> Generator[threading.Event]:
    """Give an event that is set when the process is asked to end."""
    stop = threading.Event()
    asked = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda _number, _frame: stop.set()) for number in asked]
    try:
        yield stop
    finally:
        for number, handler in zip(asked, before, strict=True):
            signal.signal(number, handler)


def _assumptions(given: Sequence[str]) -> Assumptions:
    """Read ``NAME=VALUE`` pairs; a number or an object is written as JSON."""
    from loggro_integration.sandbox import Assumptions

    chosen = Assumptions()
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InvalidInput(
                f"{pair!r} is not NAME=VALUE.",
                field="assume",
                value=pair,
                hint=Text(es="Ejemplo: push_delay=5", en="Example: push_delay=5"),
            )
        chosen = chosen.switched(name, _value(value, getattr(chosen, name, "")))
    return chosen


def _value(text: str, example: object) -> object:
    """Read a value in the type of its switch; what cannot be read is refused by the switch."""
    if isinstance(example, str):
        return text
    try:
        return loads(text)
    except ValueError:
        return text


def _write_rules(fake: FakeLoggro, path: Path) -> None:
    """Write the rules, never over other ones."""
    text = _rules_of(fake).to_toml()
    if path.exists() and path.read_bytes() != text.encode():
        raise InvalidInput(
            f"{path} exists and holds other rules.",
            field="write-rules",
            value=path,
            hint=Text(es="Elija otro nombre.", en="Choose another name."),
        )
    write_text(path, text, field="write-rules")


def _rules_of(fake: FakeLoggro) -> MappingRules:
    """Return the example's rules with the NIT and the name of this restaurant."""
    from loggro_integration.mapping import MappingRules

    rules = MappingRules.example()
    nit, name = (str(fake.world.business[key]) for key in ("nit", "name"))
    return evolve(rules, business=evolve(rules.business, nit=nit, name=name))


def _announce(out: Output, fake: FakeLoggro, served: Served) -> None:
    out.json(
        {
            "restobar": served.restobar,
            "pymes": served.pymes,
            "email": fake.email,
            "password": fake.password,
            "token": fake.token,
            "operator": {"url": served.operator_url, "token": served.operator_token},
        }
    )
    out.say(
        "El Loggro de prueba está listo. Copie esto en otra consola:",
        "The fake Loggro is ready. Copy this into another shell:",
    )
    exports = {
        "LOGGRO_RESTOBAR_URL": served.restobar,
        "LOGGRO_RESTOBAR_EMAIL": fake.email,
        "LOGGRO_RESTOBAR_PASSWORD": fake.password,
        "LOGGRO_PYMES_URL": served.pymes,
        "LOGGRO_PYMES_TOKEN": fake.token,
    }
    for name, value in exports.items():
        out.line(f"  export {name}={value}")
    out.say(
        f"Las pantallas de Loggro: {served.operator_url} (token {served.operator_token})",
        f"Loggro's screens: {served.operator_url} (token {served.operator_token})",
    )
    out.say("Ctrl-C para terminar.", "Ctrl-C to end it.")
