# SPDX-License-Identifier: MIT
"""
Planted secrets over all operations: nine places where one enters, and all where it could leave.

It enters by password, token, request header, query, JSON, multipart form, answer header, answer
body and password of a certificate; also by the address of a redirect. It is looked for in logs at
DEBUG, errors with their notes, causes and pickles, hooks, traces, what the command prints, the
bytes of a ledger, reprs of clients, of signers and of answers. Aim: none.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from dian.signers import AT, foreign, key_pem, restaurant, unsigned
from loggro_integration import (
    AsyncPymesClient,
    AsyncRestobarClient,
    PymesClient,
    RestobarClient,
    dian,
    errors,
    operations,
)
from loggro_integration.cli import main
from loggro_integration.cli._output import Output
from loggro_integration.http import Hooks, Operation, PagedOperation, RetryPolicy, Upload
from loggro_integration.restobar._operations.login import login
from loggro_integration.secret import Secret
from loggro_integration.sync import SqliteStore
from pymes import pymes_cases
from restobar import cases
from restobar.kit import Case, build

pytestmark = pytest.mark.no_cover

PLANTED = "S3CR3T"
RETRY = RetryPolicy(attempts=2, base=0, throttled_base=0)
HEADERS = {"set-cookie": "session=S3CR3T-cookie", "x-auth-token": "S3CR3T-header"}
SECRETS: dict[str, Any] = {
    "tokenCurrent": "S3CR3T-t0ken",
    "password": "S3CR3T-p4ssword",
    "clave": "S3CR3T-clave",
    "pin": "S3CR3T-pin",
    "modifiedBy": {"ip": "S3CR3T-ip"},
}
BODY = SECRETS | {
    "message": "El token S3CR3T-t0ken y la clave=S3CR3T-x no sirven",
    "errores": [{"codigo": "S3CR3T-t0ken", "mensaje": "password: S3CR3T-p4ssword"}],
    "echo": ["S3CR3T-p4ssword"],
}
ENDS: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "refused": lambda _: httpx.Response(400, json=BODY, headers=HEADERS),
    "token refused": lambda _: httpx.Response(401, json=BODY, headers=HEADERS),
    "server error": lambda _: httpx.Response(500, json=BODY, headers=HEADERS),
    "another shape": lambda _: httpx.Response(200, json=[[BODY]], headers=HEADERS),
    "page": lambda _: httpx.Response(200, html="<p>S3CR3T-t0ken password: S3CR3T-p4ssword</p>"),
    "redirect": lambda _: httpx.Response(302, headers={"location": "/x?token=S3CR3T-t0ken"}),
    "lost": lambda request: _lose(request),
}


def _lose(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("connection reset", request=request)


def first_cases() -> Iterator[tuple[str, str, Case]]:
    """Give one case for each call of both clients, with the id of its operation."""
    tables: dict[str, Any] = {"restobar": cases, "pymes": pymes_cases}
    for each in operations():
        for call in each.calls:
            rows = tables[each.product].CASES
            if case := next((row for row in rows if row.call == call), None):
                yield each.product, call, case


LOGIN = Case(call="login", method="POST", path="/login")
CALLS = [*first_cases(), ("restobar", "login", LOGIN)]
NAMESPACES: dict[str, Mapping[str, type]] = {
    "restobar": cases.NAMESPACES,
    "pymes": pymes_cases.NAMESPACES,
}


def planted(product: str, case: Case) -> Operation[Any]:
    """Return the operation of a case with a secret in header, query, body and form."""
    made = (
        login("S3CR3T-ana@example.com", "S3CR3T-p4ssword")
        if case is LOGIN
        else build(NAMESPACES[product], case)
    )
    operation = made.first() if isinstance(made, PagedOperation) else made
    more: dict[str, Any] = {
        "headers": {**operation.headers, "x-api-key": "S3CR3T-key", "cookie": "S3CR3T-cookie"},
        "query": {**operation.query, "token": "S3CR3T-query", "email": "S3CR3T@example.com"},
    }
    if isinstance(operation.json, Mapping):
        more["json"] = {**operation.json, **SECRETS}
    if operation.form is not None:
        file = Upload("S3CR3T.csv", b"S3CR3T-file", "text/csv")
        more["form"] = {**operation.form, "password": "S3CR3T-form", "planted": file}
    return evolve(operation, **more)


class Loggro:
    """Lets everybody in, and ends every other call as told."""

    def __init__(self, end: Callable[[httpx.Request], httpx.Response]) -> None:
        self.end = end
        self.sent: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(bytes(request.url.raw_path) + request.read())
        if request.url.path.endswith("/login"):
            return httpx.Response(200, json={"tokenCurrent": "S3CR3T-t0ken"}, headers=HEADERS)
        return self.end(request)

    async def later(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self(request)


def options(told: list[object]) -> dict[str, Any]:
    hooks = Hooks(request=told.append, response=told.append, retry=told.append)
    return {"hooks": hooks, "retry": RETRY}


def ask(product: str, operation: Operation[Any], server: Loggro) -> list[object]:
    """Run an operation and return what a program could print of it."""
    told: list[object] = []
    transport = httpx.MockTransport(server)
    with (
        RestobarClient(
            email="S3CR3T-ana@example.com",
            password="S3CR3T-p4ssword",
            transport=transport,
            **options(told),
        )
        if product == "restobar"
        else PymesClient(token="S3CR3T-t0ken", transport=transport, **options(told))
    ) as client:
        told.append(client)
        for run in (client.run, client._engine.run_raw):
            try:
                told.append(type(run(operation)) if run == client.run else repr(run(operation)))
            except errors.LoggroError as error:
                told.append(error)
    return told


def ask_async(product: str, operation: Operation[Any], server: Loggro) -> list[object]:
    """Do the same in asyncio."""
    told: list[object] = []

    async def main() -> None:
        transport = httpx.MockTransport(server.later)
        async with (
            AsyncRestobarClient(
                email="S3CR3T-ana@example.com",
                password="S3CR3T-p4ssword",
                transport=transport,
                **options(told),
            )
            if product == "restobar"
            else AsyncPymesClient(token="S3CR3T-t0ken", transport=transport, **options(told))
        ) as client:
            told.append(client)
            try:
                told.append(type(await client.run(operation)))
            except errors.LoggroError as error:
                told.append(error)

    asyncio.run(main())
    return told


def every_form(thing: object) -> list[str]:
    """Give each text that a program may make of a thing."""
    forms = [repr(thing), str(thing)]
    if isinstance(thing, errors.LoggroError):
        forms += traceback.format_exception(thing)
        forms += getattr(thing, "__notes__", [])
        forms += [repr(vars(thing)), repr(thing.args), repr(pickle.dumps(thing))]
        if thing.__context__ is not None:
            forms += every_form(thing.__context__)
    return forms


def printed(error: errors.LoggroError) -> list[str]:
    """Give what the command prints of an error, to people and as JSON."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        for as_json in (True, False):
            Output(as_json=as_json, language="es").error(error)
    return [out.getvalue()]


def written_down(errors_found: list[errors.LoggroError], folder: Path) -> bytes:
    """Return the bytes of a ledger in which every error was noted, words and cure."""
    with SqliteStore.open(folder / "loggro.db") as store:
        for number, error in enumerate(errors_found):
            store.put(f"trouble {number}", f"{type(error).__name__}: {error.message} {error.hint}")
        return b"".join(path.read_bytes() for path in folder.iterdir())


def every_form_of(record: logging.LogRecord) -> list[str]:
    """Give each text that a handler may make of a record."""
    return [
        record.getMessage(),
        repr(record.msg),
        repr(record.args),
        repr(record.exc_info),
        logging.Formatter("%(message)s").format(record),
    ]


def test_every_call_is_here() -> None:
    """Each call of each operation that has a method has its case."""
    expected = {(each.product, call) for each in operations() for call in each.calls}

    assert expected == {(product, call) for product, call, _ in CALLS}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("run", [ask, ask_async])
def test_a_planted_secret_appears_nowhere(
    run: Callable[[str, Operation[Any], Loggro], list[object]],
    end: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    """Over all operations: what is sent holds it, what can be seen does not."""
    caplog.set_level(logging.DEBUG)
    found: list[str] = []
    failed: list[errors.LoggroError] = []
    for product, call, case in CALLS:
        caplog.clear()
        server = Loggro(ENDS[end])
        told = run(product, planted(product, case), server)
        texts = [text for thing in told for text in every_form(thing)]
        texts += [text for record in caplog.records for text in every_form_of(record)]
        ended = [thing for thing in told if isinstance(thing, errors.LoggroError)]
        texts += [text for error in ended for text in printed(error)]
        failed += ended
        found += [f"{product}.{call}: {text[:300]}" for text in texts if PLANTED in text]
        assert any(PLANTED.encode() in sent for sent in server.sent), call
        assert caplog.records, call

    assert [] == found
    assert len(failed) > len(CALLS) // 2
    assert PLANTED.encode() not in written_down(failed, tmp_path)
    if run is ask and end == "refused":
        record_property("printed", f"planted secrets: {len(CALLS)} calls, 0 occurrences")


CERTIFICATE_PASSWORD = "S3CR3T-p12"


def container() -> bytes:
    """Return the restaurant's certificate as an authority delivers it."""
    holder = restaurant()
    return pkcs12.serialize_key_and_certificates(
        b"firma", holder.key, holder.certificate, None,
        BestAvailableEncryption(CERTIFICATE_PASSWORD.encode()),
    )  # fmt: skip


def openings() -> list[Callable[[], dian.Signer]]:
    """Return every way in which a certificate and a password come together, right and wrong."""
    right, wrong = CERTIFICATE_PASSWORD, f"{CERTIFICATE_PASSWORD}-wrong"
    pem, key, other = restaurant().pem, key_pem(restaurant(), right), PLANTED.encode()
    return [
        *(
            lambda password=password: dian.Signer.from_p12(container(), password)
            for password in (right, Secret(right), wrong, Secret(wrong))
        ),
        *(
            lambda password=password: dian.Signer.from_pem(pem, key, password)
            for password in (right, Secret(right), wrong, Secret(wrong))
        ),
        lambda: dian.Signer.from_p12(other, right),
        lambda: dian.Signer.from_pem(pem, container(), right),
    ]


def test_the_password_of_a_certificate_appears_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In no signer, signature, error, log or ledger, whether it opens the key or not."""
    caplog.set_level(logging.DEBUG)
    told: list[object] = []
    for opened in openings():
        try:
            signer = opened()
            signed = signer.sign(unsigned(), at=AT)
            told += [signer, signed, signer.sign(foreign(), at=AT), signed.xml]
            told += [getattr(signer, name) for name in signer.__slots__]
            with pytest.raises(TypeError) as caught:
                pickle.dumps(signer)
            told.append(caught.value)
        except errors.InvalidInput as error:
            told.append(error)
    failed = [thing for thing in told if isinstance(thing, errors.LoggroError)]

    texts = [text for thing in told for text in every_form(thing)]
    texts += [text for record in caplog.records for text in every_form_of(record)]
    texts += [text for error in failed for text in printed(error)]
    assert [] == [text[:300] for text in texts if PLANTED in text]
    assert PLANTED.encode() not in written_down(failed, tmp_path)
    assert 6 == len(failed)
    assert 4 == sum(isinstance(thing, dian.Signer) for thing in told)


@pytest.mark.parametrize("variable", ["S3CR3T-p12", "S3CR3T-p12-wrong"])
@pytest.mark.parametrize("tail", [[], ["--json"]])
def test_the_command_does_not_print_the_password_of_a_certificate(
    variable: str,
    tail: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`loggro dian sign` with the right one and with a wrong one: neither is shown or kept."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("PASSWORD_OF_P12", variable)
    (tmp_path / "firma.p12").write_bytes(container())
    (tmp_path / "factura.xml").write_bytes(foreign())
    words = ["dian", "sign", "factura.xml", "--p12", "firma.p12", "--at", "2026-11-21T01:15:32Z"]
    monkeypatch.chdir(tmp_path)

    code = main([*words, "--password-env", "PASSWORD_OF_P12", *tail])

    shown = capsys.readouterr()
    assert (0 if variable == CERTIFICATE_PASSWORD else 2) == code, shown.err
    assert PLANTED not in shown.out + shown.err + caplog.text
    files = [path for path in tmp_path.iterdir() if path.name != "firma.p12"]
    assert not any(PLANTED.encode() in path.read_bytes() for path in files)
