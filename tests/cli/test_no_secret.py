# SPDX-License-Identifier: MIT
"""No command prints a password, a token, a key or a PIN, whatever happens."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from cli.running import Loggro
from dian.documents import invoice as invoice_parts
from dian.pieces import write
from loggro_integration.cli._commands import COMMANDS as ALL_COMMANDS
from loggro_integration.sandbox import FakeLoggro, Fault

pytestmark = pytest.mark.no_cover

DAY = "2026-11-24"
COMMANDS = [
    ["doctor"],
    ["check"],
    ["check", "--known", "POS1001"],
    ["sales", "list"],
    ["sales", "show", "POS1001"],
    ["map", "explain", "POS1001"],
    ["rules", "new", "--since", DAY, "--until", DAY, "--out", "drafted.toml", "--force"],
    ["rules", "check", "--since", DAY],
    ["sync", "start", "--from", DAY],
    ["sync", "run", "--since", DAY],
    ["sync", "status"],
    ["sync", "review"],
    ["sync", "reconcile", "--since", DAY],
    ["record-shapes", "--since", DAY, "--until", DAY],
    ["pay", "POS1001", "--with", "Efectivo", "--yes"],
    ["email", "POS1001", "--yes"],
    ["void", "POS1001", "--yes", "--wait", "1"],
]
# These make no call with the credentials of the account; those of dian have tests of their own.
OFFLINE = {
    *("demo", "sandbox", "dian", "ledger", "serve", "status"),
    *("map import", "sync retry", "sync explain"),
}
PLANTED = "S3CR3T"
BODY = {
    "message": "La clave=S3CR3T-x no sirve",
    "errores": [{"codigo": "x", "mensaje": "password: S3CR3T-p4ssword"}],
    "tokenCurrent": "S3CR3T-t0ken",
    "password": "S3CR3T-p4ssword",
    "modifiedBy": {"ip": "S3CR3T-ip", "pin": "S3CR3T-pin"},
}
FAULTS = {
    "well": [],
    "server-error": [Fault(status=500, every=3)],
    "refused": [Fault(status=401, every=2, body={"message": "Token inválido"})],
    "page": [Fault.garbage("*", "*", every=2)],
    "cut": [Fault.half_answer("*", "*", every=4)],
    "planted-refusal": [Fault(status=400, every=3, body=BODY)],
    "planted-error": [Fault(status=500, every=2, body=BODY)],
    "planted-answer": [Fault(status=200, every=3, body=BODY)],
}


def test_every_command_that_calls_is_here() -> None:
    """A new command joins the list, or says that it needs no account."""
    paths = [each.path for each in ALL_COMMANDS]
    calling = {path for path in paths if not {path, path.partition(" ")[0]} & OFFLINE}

    assert calling == {
        each
        for each in calling
        if any(each.split() == words[: len(each.split())] for words in COMMANDS)
    }


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("turn", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_credentials_are_never_printed(
    loggro: Loggro,
    restaurant: FakeLoggro,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    turn: int,
) -> None:
    """Password and token stay away from stdout, stderr, logs and every file.

    Every other command is asked for JSON, in the second turn the others.
    """
    caplog.set_level(logging.DEBUG)
    restaurant.operator.sell()
    restaurant.operator.push_now()
    restaurant.operator.add_faults(FAULTS[fault])

    printed = [
        loggro(*words, *["--json"][(index + turn) % 2 :]) for index, words in enumerate(COMMANDS)
    ]

    files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    everything = "".join(ran.out + ran.err for ran in printed) + caplog.text + repr(files)
    assert "Traceback" not in everything
    assert restaurant.password not in everything
    assert restaurant.token not in everything
    assert PLANTED not in everything


@pytest.mark.parametrize("option", ["--key", "--pin"])
@pytest.mark.parametrize(
    ("command", "as_json"),
    [("read", False), ("verify", False), ("explain", False), ("explain", True)],
)
def test_keys_are_masked_for_people(
    loggro: Loggro, folder: Path, command: str, option: str, as_json: bool
) -> None:
    """The technical key and the PIN are masked, also where the text that is hashed is shown."""
    (folder / "invoice.xml").write_bytes(write("Invoice", invoice_parts()))
    tail = ["--json"] if as_json else []

    ran = loggro("dian", command, "invoice.xml", option, "s3cr3t-of-the-range", *tail)

    assert ran.code in {0, 1}
    assert "s3cr3t-of-the-range" not in ran.out + ran.err
