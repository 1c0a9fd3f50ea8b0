# SPDX-License-Identifier: MIT
"""`loggro dian schemas`: keep the UBL schemas, which this package does not carry, for this user."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._options import Flag, wrong_usage
from loggro_integration.cli._output import Output
from loggro_integration.errors import (
    ConnectionFailed,
    InvalidInput,
    Text,
    UnexpectedResponse,
)

__all__ = ["schemas"]

PACKAGE = "facho==0.2.1"
WHEEL = "facho-0.2.1-py2.py3-none-any.whl"
# that of the file on PyPI, which never changes
SHA256 = "90a63055054e11a0031b5c882240c4e7dac8c55e8ef1e7ed3ae100e1edfbb7e2"
SECONDS = 300


def schemas(
    *,
    source: Annotated[Path | None, Parameter(name="--from")] = None,
    fetch: Flag = False,
    json: Flag = False,
) -> int:
    """
    Keep the UBL schemas for this user; without options tell where they are.

    Args:
        source: Folder or ZIP that holds common/ and maindoc/ of UBL 2.1, or the wheel of it.
        fetch: Get them from PyPI through pip: the data of a wheel, of which nothing is installed.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.dian import schemas as library

    if source is not None and fetch:
        raise _both()
    out = Output(as_json=json)
    if fetch:
        with out.progress("Descargando los esquemas", "Fetching the schemas"):
            content = _fetched()
        library.install(content)
    elif source is not None:
        library.install(source)
    folder = library.installed_folder()
    here = folder.is_dir()
    if here:
        library.load().compile()
    files = len(library.FILES) if here else 0
    out.json({"folder": folder, "installed": here, "files": files})
    if here:
        out.say(f"Los esquemas están en {folder}.", f"The schemas are in {folder}.")
    else:
        out.say(
            "No hay esquemas: loggro dian schemas --fetch, o --from con una carpeta o un ZIP.",
            "There are no schemas: loggro dian schemas --fetch, or --from with a folder or a ZIP.",
        )
    return FINE if here else PROBLEMS


def _fetched() -> bytes:
    """Return the wheel that carries the schemas, downloaded by pip into a folder that goes away."""
    if find_spec("pip") is None:
        raise _unreachable("pip is not installed here.", code="no-pip")
    with tempfile.TemporaryDirectory(prefix="loggro-") as scratch:
        _download(scratch)
        found = Path(scratch) / WHEEL
        if not found.is_file():
            raise _unreachable(f"pip brought no {WHEEL}.", code="pip-failed")
        content = found.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise UnexpectedResponse(
            f"The {WHEEL} that pip brought is not the one of PyPI.",
            code="wheel-changed",
            hint=Text(
                es="Su índice de paquetes da otro archivo: no se usó. Avise a quien lo administra.",
                en="Your package index gives another file: it was not used. Tell whoever runs it.",
            ),
        )
    return content


def _download(folder: str) -> None:
    words = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    words += ["--disable-pip-version-check", "--no-input", "--quiet", "--dest", folder, PACKAGE]
    try:
        done = subprocess.run(  # noqa: S603  # fixed words
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unreachable(f"pip did not end in {SECONDS} s.", code="pip-failed") from None
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        last = told[-1].removeprefix("ERROR:").strip()[:200] if told else "it says nothing"
        raise _unreachable(f"pip could not download {PACKAGE}: {last}", code="pip-failed")


def _unreachable(message: str, *, code: str) -> ConnectionFailed:
    return ConnectionFailed(
        message,
        code=code,
        hint=Text(
            es=f"En un equipo con red y pip: pip download --no-deps {PACKAGE}; después aquí:"
            f" loggro dian schemas --from {WHEEL}",
            en=f"Where network and pip are: pip download --no-deps {PACKAGE}; then here:"
            f" loggro dian schemas --from {WHEEL}",
        ),
    )


def _both() -> InvalidInput:
    return wrong_usage(
        "Schemas come from a place or from PyPI, not from both.",
        field="--fetch",
        hint=Text(es="Use --from o --fetch.", en="Use --from or --fetch."),
    )
