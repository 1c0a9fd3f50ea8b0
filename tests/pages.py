# SPDX-License-Identifier: MIT
"""Pages of the documentation as a reader uses them: blocks run in order, outputs compared."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from string import Template

import httpx
import pytest
from sybil import Document, Example
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

from loggro_integration.cli import _connect, main
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import Synchronizer, actions
from loggro_integration.testing import Box, sandbox

Sleep = Callable[[float], object]
Clock = Callable[[], datetime]

PROGRAM = "import sys; from loggro_integration.cli import main; sys.exit(main())"
PORT_OF_THE_PAGES = "127.0.0.1:8045"
TECHNICAL_KEY = "clave-tecnica-de-prueba"
FENCED = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)

# ------------------------------------------------------------------------------ what a page holds


def blocks(text: str, language: str) -> list[str]:
    """Give the code blocks of one language, those inside tabs too."""
    return [
        "\n".join(line.removeprefix(indent) for line in body.splitlines()) + "\n"
        for indent, written, body in FENCED.findall(text)
        if written == language
    ]


def commands(block: str) -> list[str]:
    """Give the commands of a console block: comments gone, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", block)
    lines = (re.sub(r"(^|\s)#\s.*", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


def tidy(text: str) -> list[str]:
    """Give the lines of an output, each without what only lays out a table."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not set(line) <= set("─━")]


def missing_lines(shown: str, printed: str) -> list[str]:
    """Give the lines of a page that the output does not have, in this order; ``…`` skips."""
    rest = iter(tidy(printed))
    return [
        line
        for line in tidy(shown)
        if line != "…" and not any(fits(line, printed_line) for printed_line in rest)
    ]


def fits(shown: str, printed: str) -> bool:
    """Tell whether a printed line is the shown one, where ``…`` stands for anything."""
    return bool(re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed))


# ---------------------------------------------------------------------------------- the terminal


class Terminal:
    """
    The shell of a reader: `loggro`, `curl`, `export` and `echo $?`, and nothing else.

    `loggro sandbox` becomes a process of its own on a free port, its printed lines are exported as
    the page tells the reader to do, and the port of the page stands for the free one.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._served: list[subprocess.Popen[str]] = []
        self._address = PORT_OF_THE_PAGES
        self.code = 0

    def run(self, block: str) -> str:
        """Run the commands of a block and return all they print."""
        return "".join(map(self._run, commands(block)))

    def close(self) -> None:
        """End what still runs."""
        for process in self._served:
            process.kill()
            process.communicate()

    def _run(self, line: str) -> str:
        if line == "echo $?":
            return f"{self.code}\n"
        written = line.replace(PORT_OF_THE_PAGES, self._address)
        words = [Template(word).safe_substitute(os.environ) for word in shlex.split(written)]
        act: Callable[[list[str]], str] = {
            "curl": self._curl,
            "export": self._export,
            "loggro": self._loggro,
        }[words[0]]
        return act(words[1:]).replace(self._address, PORT_OF_THE_PAGES)

    def _export(self, words: list[str]) -> str:
        for word in words:
            name, _, value = word.partition("=")
            self._patch.setenv(name, value)
        return ""

    def _curl(self, words: list[str]) -> str:
        """Do what curl does with ``-s URL -H NAME:VALUE -d BODY``."""
        given = iter(words)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        url, body = "", None
        for word in given:
            if word == "-H":
                name, _, value = next(given).partition(":")
                headers[name] = value.strip()
            elif word == "-d":
                body = next(given)
            elif word != "-s":
                url = word
        answer = httpx.request(
            "GET" if body is None else "POST", url, headers=headers, content=body
        )
        return answer.text + "\n"

    def _loggro(self, words: list[str]) -> str:
        if words[0] == "sandbox":
            return self._serve(words)
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            self.code = main(words)
        return printed.getvalue()

    def _serve(self, words: list[str]) -> str:
        if "--port" in words:
            words[words.index("--port") + 1] = "0"
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._served.append(process)
        printed = "".join(_until(process, "Ctrl-C"))
        self._address = re.findall(r"127\.0\.0\.1:\d+", printed)[0]
        for line in printed.splitlines():
            if line.strip().startswith("export "):
                self._export(shlex.split(line)[1:])
        return printed


def _until(process: subprocess.Popen[str], last: str) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if last in line:
            return


# -------------------------------------------------------------------------------------- the page


class Reader:
    """Runs the blocks of a page in order, in one namespace, and compares what they print."""

    def __init__(self, terminal: Terminal | None) -> None:
        self._terminal = terminal
        self._python = PythonEvaluator()
        self._printed: str | None = None
        self.ran: dict[str, int] = {"python": 0, "console": 0, "text": 0}

    def read(self, path: Path) -> None:
        """Run a page; an output that differs is an assertion error that names the block."""
        acts = {"python": self._run_python, "console": self._run_console, "text": self._compare}
        parsers = [CodeBlockParser(language, act) for language, act in acts.items()]
        for example in Document.parse(str(path), *parsers).examples():
            example.evaluate()

    def _run_python(self, example: Example) -> None:
        printed = io.StringIO()
        with redirect_stdout(printed):
            self._python(example)
        self._done("python", printed.getvalue())

    def _run_console(self, example: Example) -> None:
        if self._terminal is None:
            self._printed = None
        else:
            self._done("console", self._terminal.run(str(example.parsed)))

    def _compare(self, example: Example) -> None:
        """Compare a shown output with what the block before it printed, where one ran."""
        if self._printed is not None:
            lost = missing_lines(str(example.parsed), self._printed)
            assert [] == lost, f"{example.path}:{example.line}\n{self._printed}"
            self.ran["text"] += 1

    def _done(self, kind: str, printed: str) -> None:
        self._printed = printed
        self.ran[kind] += 1


# -------------------------------------------------------------------------------------- the world


@contextmanager
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Open a terminal, and end what it started."""
    terminal = Terminal(monkeypatch)
    try:
        yield terminal
    finally:
        terminal.close()


@contextmanager
def restaurant(monkeypatch: pytest.MonkeyPatch, *, mapped: bool = True) -> Iterator[Box]:
    """
    Serve the restaurant of the pages on loopback, with its three sales of 2026-11-20.

    The environment holds its addresses and credentials, and the rules stand in the folder. Where
    Nequi is `mapped`, that happened after its sale, which therefore is not in Pymes.
    """
    with sandbox(over="loopback") as box:
        assert box.served is not None
        variables = {
            "LOGGRO_RESTOBAR_URL": box.served.restobar,
            "LOGGRO_PYMES_URL": box.served.pymes,
            "LOGGRO_RESTOBAR_EMAIL": box.fake.email,
            "LOGGRO_RESTOBAR_PASSWORD": box.fake.password,
            "LOGGRO_PYMES_TOKEN": box.fake.token,
            "OPERATOR": box.served.operator_url,
            "OPERATOR_TOKEN": box.served.operator_token,
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        Path("loggro.toml").write_text(MappingRules.example().to_toml(), "utf-8")
        sell = box.operator.sell
        sell(electronic=True, at="2026-11-20T12:00:00-05:00")
        sell(["Bandeja de la 45"], electronic=True, payments="Nequi", customer="830115355",
             at="2026-11-20T12:30:00-05:00")  # fmt: skip
        sell(["Arepa rellena mixta", "Cerveza artesanal"], payments="Tarjeta débito", tip=2000,
             at="2026-11-20T13:00:00-05:00")  # fmt: skip
        if mapped:
            box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
        yield box


def live_by(monkeypatch: pytest.MonkeyPatch, *, sleep: Sleep, clock: Clock | None = None) -> None:
    """Let command and engine wait, and read the clock, in the world of a fake."""
    defaults = Synchronizer.__init__.__kwdefaults__
    monkeypatch.setattr(_connect, "pause", sleep)
    for act in (actions.void, actions.pay):
        monkeypatch.setitem(act.__kwdefaults__, "sleep", sleep)
    monkeypatch.setitem(defaults, "sleep", sleep)
    if clock is not None:
        monkeypatch.setattr(_connect, "now", clock)
        for act in (actions.void, actions.pay, actions.email):
            monkeypatch.setitem(act.__kwdefaults__, "clock", clock)
        monkeypatch.setitem(defaults, "clock", clock)


def advance(seconds: float) -> None:
    """Let time pass on the clock of the fake whose address the environment holds."""
    httpx.post(
        f"{os.environ['OPERATOR']}/advance",
        json={"seconds": seconds},
        headers={"Authorization": f"Bearer {os.environ['OPERATOR_TOKEN']}"},
    ).raise_for_status()


def write_documents(folder: Path) -> None:
    """Write the signed invoice of the guide, its authority, and the same invoice edited."""
    from dian import signing
    from loggro_integration.dian import read, unique_code

    raw = signing.document(number="FE123")
    unsigned = read(raw.replace(signing.SIGNATURE_MARK.encode(), b""))
    assert unsigned.unique_code is not None
    wrong, right = unsigned.unique_code.value, unique_code(unsigned, TECHNICAL_KEY).computed
    signed = signing.sign(raw.replace(wrong.encode(), str(right).encode()))
    (folder / "FE123.xml").write_bytes(signed)
    (folder / "FE123-editada.xml").write_bytes(signed.replace(b"54000.00", b"45000.00"))
    (folder / "autoridad.pem").write_bytes(signing.authority().pem)


def write_certificate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write what the guide to signing needs: a PKCS#12, its authority, an unsigned invoice."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    from dian import signers, signing

    holder, password = signers.restaurant(), "clave-de-prueba"
    container = pkcs12.serialize_key_and_certificates(
        b"firma",
        holder.key,
        holder.certificate,
        [signing.authority().certificate],
        serialization.BestAvailableEncryption(password.encode()),
    )
    monkeypatch.setenv("CLAVE_DEL_P12", password)
    (folder / "firma.p12").write_bytes(container)
    (folder / "FE124.xml").write_bytes(signers.foreign(number="FE124"))
    (folder / "autoridad.pem").write_bytes(signing.authority().pem)
    (folder / "autoridad.cer").write_bytes(
        signing.root_authority().certificate.public_bytes(serialization.Encoding.DER)
    )
