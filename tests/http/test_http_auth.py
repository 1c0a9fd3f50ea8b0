# SPDX-License-Identifier: MIT
"""Logging in: one at a time, once more if the token is refused, never in a loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from typing import Any

import httpx
import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.http import (
    AsyncEngine,
    AuthHeaders,
    BearerToken,
    Engine,
    FaultRow,
    FaultTable,
    NoAuth,
    Operation,
    PasswordLogin,
    RetryPolicy,
    SendPolicy,
    bearer,
    request,
    revealed,
)
from loggro_integration.secret import Secret
from peers.replies import BASE, Reply, Runner, Server, run_in_asyncio, run_synchronously

NO_ENTRY = "No tienes autorización para acceder a la información."
FAULTS = FaultTable(
    [
        FaultRow(400, errors.AuthenticationFailed, "Correo o contraseña", route="/login"),
        FaultRow(401, errors.NotFound, "Pedido no encontrado"),
        FaultRow(403, errors.TokenRejected, "No tienes autorización", token=True),
    ]
)
READ = request("GET", "/invoices", policy=SendPolicy.READ)
WRITE = request("POST", "/invoices", json={"total": 54000})

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])


def token_of(body: Any) -> str:
    token: str = body["tokenCurrent"]
    return token


def login(email: str, password: Secret) -> Operation[str]:
    return Operation(
        "POST",
        "/login",
        json={"email": email, "password": password},
        policy=SendPolicy.READ,
        read=token_of,
        authorized=False,
    )


def with_password(**more: Any) -> PasswordLogin:
    return PasswordLogin("ana@example.com", "arepas-45", login, **more)


class Restaurant:
    """Answers like Restobar: a log-in, and calls that need the token of the last log-in."""

    def __init__(self, *, refusals: tuple[Reply, ...] = (Reply(401),)) -> None:
        self.logins = 0
        self.valid: str | None = None
        self.refusals = refusals
        self.refused = 0
        self.lock = threading.Lock()
        self.log_in_with = self._log_in

    def _log_in(self, _: httpx.Request) -> Reply:
        with self.lock:
            self.logins += 1
            self.valid = f"token-{self.logins}"
            return Reply(200, {"tokenCurrent": self.valid})

    def __call__(self, request: httpx.Request) -> Reply:
        if request.url.path == "/login":
            return self.log_in_with(request)
        if request.headers.get("authorization") == f"Bearer {self.valid}":
            return Reply(200, {"ok": True})
        self.refused += 1
        return self.refusals[(self.refused - 1) % len(self.refusals)]


@both
def test_the_first_call_logs_in_and_the_second_does_not(run: Runner) -> None:
    """The token of one log-in serves all later calls."""
    server = Server(Restaurant())

    run(server, READ, READ, auth=with_password())

    assert ["/login", "/invoices", "/invoices"] == server.paths


@both
def test_the_login_carries_the_revealed_password_and_no_token(run: Runner) -> None:
    """The password leaves in the body only, and only there."""
    server = Server(Restaurant())

    run(server, READ, auth=with_password())

    sent, call = server.requests
    assert b'{"email":"ana@example.com","password":"arepas-45"}' == sent.content
    assert "authorization" not in sent.headers
    assert "Bearer token-1" == call.headers["authorization"]


@both
@pytest.mark.parametrize("refusal", [Reply(401), Reply(403, {"message": NO_ENTRY})], ids=str)
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
def test_a_refused_token_is_renewed_once(
    run: Runner, refusal: Reply, operation: Operation[Any]
) -> None:
    """The token ended meanwhile: log in once, repeat once, whatever the policy."""
    restaurant = Restaurant(refusals=(refusal,))

    def ended(request: httpx.Request) -> Reply:
        restaurant.valid = "another"
        return restaurant(request)

    server = Server(restaurant, restaurant, ended, restaurant)

    value = run(server, operation, operation, auth=with_password(), faults=FAULTS)

    assert {"ok": True} == value
    assert ["/login", "/invoices", "/invoices", "/login", "/invoices"] == server.paths


@both
def test_a_token_refused_twice_is_an_error(run: Runner) -> None:
    """One re-login and one repeat, never a loop."""
    server = Server(
        lambda request: (
            Reply(200, {"tokenCurrent": "abcd"}) if request.url.path == "/login" else Reply(401)
        )
    )

    with pytest.raises(errors.TokenRejected):
        run(server, READ, auth=with_password(), faults=FAULTS)

    assert ["/login", "/invoices", "/login", "/invoices"] == server.paths


@both
def test_a_listed_401_is_no_refused_token(run: Runner) -> None:
    """Restobar says 401 for "order not found": no log-in follows."""
    server = Server(Reply(401, {"message": "Pedido no encontrado"}))

    with pytest.raises(errors.NotFound):
        run(server, READ, auth=BearerToken("abcd"), faults=FAULTS)

    assert 1 == len(server.requests)


@both
def test_an_ordinary_403_is_no_refused_token(run: Runner) -> None:
    """A missing permission is not mended by logging in."""
    restaurant = Restaurant(refusals=(Reply(403, {"message": "Falta permiso"}),))
    restaurant.log_in_with = lambda _: Reply(200, {"tokenCurrent": "useless"})
    server = Server(restaurant)

    with pytest.raises(errors.PermissionMissing):
        run(server, READ, auth=with_password(), faults=FAULTS)

    assert ["/login", "/invoices"] == server.paths


@both
def test_a_fixed_token_is_not_sent_twice(run: Runner) -> None:
    """A token that nobody can renew is refused once."""
    server = Server(Reply(401))

    with pytest.raises(errors.TokenRejected):
        run(server, READ, auth=BearerToken(Secret("abcd")))

    assert 1 == len(server.requests)


@both
def test_a_token_function_is_asked_again(run: Runner) -> None:
    """A function may give a new token after the old one was refused."""
    tokens = iter(["stale", "fresh"])
    server = Server(Reply(401), Reply(200, {}))

    run(server, READ, auth=BearerToken(lambda: Secret(next(tokens))))

    assert ["Bearer stale", "Bearer fresh"] == [
        request.headers["authorization"] for request in server.requests
    ]


@both
def test_wrong_credentials_are_told(run: Runner) -> None:
    """The server's words, the class and the hint; the call itself never leaves."""
    server = Server(Reply(400, {"message": "Correo o contraseña incorrectos."}))

    with pytest.raises(errors.AuthenticationFailed, match="Correo o contraseña") as told:
        run(server, WRITE, auth=with_password(), faults=FAULTS)

    assert ["/login"] == server.paths
    assert told.value.hint is not None


@both
@pytest.mark.parametrize("status", [401, 403])
def test_an_unlisted_refusal_of_the_login_is_about_credentials(run: Runner, status: int) -> None:
    """A log-in has no token that could be refused."""
    server = Server(Reply(status))

    with pytest.raises(errors.AuthenticationFailed):
        run(server, READ, auth=with_password())

    assert ["/login"] == server.paths


@both
def test_the_login_is_repeated_on_500_and_the_call_is_not(run: Runner) -> None:
    """Restobar's log-in answers 500 now and then: three attempts, then the call gives up."""
    server = Server(Reply(500))

    with pytest.raises(errors.Unavailable):
        run(server, READ, auth=with_password())

    assert ["/login"] * 3 == server.paths


@both
def test_a_login_is_allowed_in_read_only_mode(run: Runner) -> None:
    """Reading needs a token too, whatever the log-in counts as."""
    server = Server(Restaurant())

    def write_login(email: str, password: Secret) -> Operation[str]:
        return evolve(login(email, password), policy=SendPolicy.WRITE)

    value = run(server, READ, auth=PasswordLogin("a", "b", write_login), read_only=True)

    assert {"ok": True} == value


@both
def test_a_remembered_token_spares_the_login(run: Runner) -> None:
    """A token kept from an earlier run is used first."""
    restaurant = Restaurant()
    restaurant.valid = "kept"
    server = Server(restaurant)

    run(server, READ, auth=with_password(remembered=lambda: Secret("kept")))

    assert ["/invoices"] == server.paths


@both
def test_a_remembered_token_that_is_refused_is_replaced_and_told(run: Runner) -> None:
    """The stale token is not used twice, and the new one is handed out to be kept."""
    kept: list[str] = []
    server = Server(Restaurant())
    auth = with_password(
        remembered=lambda: "stale-one", remember=lambda token: kept.append(token.reveal())
    )

    run(server, READ, auth=auth)

    assert ["/invoices", "/login", "/invoices"] == server.paths
    assert ["token-1"] == kept


@both
def test_operations_without_credential_log_nobody_in(run: Runner) -> None:
    """An operation that needs no token does not ask for one."""
    server = Server(Reply(200, {}))
    free = Operation("GET", "/health", read=dict, policy=SendPolicy.READ, authorized=False)

    run(server, free, auth=with_password())

    assert ["/health"] == server.paths


def test_fifty_threads_log_in_once() -> None:
    """All start at once, all are served, one log-in."""
    restaurant = Restaurant()
    server = Server(restaurant)
    values: list[Any] = []
    start = threading.Barrier(50)

    with Engine(BASE, transport=server.transport, auth=with_password()) as engine:

        def work() -> None:
            start.wait()
            values.append(engine.run(READ))

        threads = [threading.Thread(target=work) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [{"ok": True}] * 50 == values
    assert 1 == restaurant.logins


def test_fifty_threads_with_an_ended_token_log_in_once() -> None:
    """The token ends for all at once: one re-login serves everybody."""
    restaurant = Restaurant()
    refused = threading.Barrier(50)

    def together(request: httpx.Request) -> Reply:
        reply = restaurant(request)
        if reply.status == 401:
            # Nobody goes on before everybody has been refused.
            refused.wait(100)
        return reply

    server = Server(together)
    with Engine(BASE, transport=server.transport, auth=with_password()) as engine:
        engine.run(READ)
        restaurant.valid = "ended"
        values: list[Any] = []
        threads = [
            threading.Thread(target=lambda: values.append(engine.run(READ))) for _ in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [{"ok": True}] * 50 == values
    assert 2 == restaurant.logins


def test_threads_that_waited_for_a_failed_login_share_its_error() -> None:
    """Wrong credentials are tried once, not once a thread: the account is not locked."""
    restaurant = Restaurant()
    waiting = threading.Semaphore(0)
    attempts = 0

    def refuse(_: httpx.Request) -> Reply:
        nonlocal attempts
        attempts += 1
        for _ in range(19):
            waiting.acquire()
        return Reply(400, {"message": "Correo o contraseña incorrectos."})

    restaurant.log_in_with = refuse
    server = Server(restaurant)
    told: list[errors.LoggroError] = []

    class Lock:
        """A lock that counts who waits for it."""

        def __init__(self) -> None:
            self.lock = threading.Lock()

        def __enter__(self) -> None:
            if not self.lock.acquire(blocking=False):
                waiting.release()
                self.lock.acquire()

        def __exit__(self, *_: object) -> None:
            self.lock.release()

    with Engine(BASE, transport=server.transport, auth=with_password(), faults=FAULTS) as engine:
        engine._session.lock = Lock()

        def work() -> None:
            try:
                engine.run(READ)
            except errors.AuthenticationFailed as error:
                told.append(error)

        threads = [threading.Thread(target=work) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert 1 == attempts
    assert 20 == len({id(error) for error in told})
    assert 1 == len({str(error) for error in told})


def test_a_later_call_tries_the_login_again() -> None:
    """A failed log-in is not remembered for ever."""
    restaurant = Restaurant()
    server = Server(Reply(400, {"message": "Usuario inactivo"}), restaurant)

    with Engine(BASE, transport=server.transport, auth=with_password()) as engine:
        with pytest.raises(errors.InvalidRequest):
            engine.run(READ)
        value = engine.run(READ)

    assert {"ok": True} == value


@pytest.fixture
def anyio_backend() -> str:
    """The engines speak asyncio."""
    return "asyncio"


@pytest.mark.anyio
async def test_a_hundred_tasks_log_in_once_and_once_more() -> None:
    """Tasks that start together share the log-in, and the re-login when the token ends."""
    restaurant = Restaurant()

    async def answer(request: httpx.Request) -> httpx.Response:
        response = restaurant(request).response()
        await asyncio.sleep(0)
        return response

    transport = httpx.MockTransport(answer)
    async with AsyncEngine(BASE, transport=transport, auth=with_password()) as engine:
        first = await asyncio.gather(*(engine.run(READ) for _ in range(100)))
        restaurant.valid = "ended"
        second = await asyncio.gather(*(engine.run(READ) for _ in range(100)))

    assert [{"ok": True}] * 200 == first + second
    assert 2 == restaurant.logins


@pytest.mark.anyio
async def test_tasks_that_waited_for_a_failed_login_share_its_error() -> None:
    """Wrong credentials are tried once for all that waited."""
    sent: list[str] = []

    async def refuse(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        await asyncio.sleep(0)
        return httpx.Response(400, json={"message": "Correo o contraseña incorrectos."})

    async with AsyncEngine(
        BASE, transport=httpx.MockTransport(refuse), auth=with_password(), faults=FAULTS
    ) as engine:
        told = await asyncio.gather(*(engine.run(READ) for _ in range(20)), return_exceptions=True)

    assert {errors.AuthenticationFailed} == {type(error) for error in told}
    assert ["/login"] == sent


def test_copies_with_other_options_share_the_session() -> None:
    """A copy does not log in again."""
    server = Server(Restaurant())

    with Engine(BASE, transport=server.transport, auth=with_password()) as engine:
        engine.run(READ)
        engine.with_options(timeout=3, retry=RetryPolicy(attempts=1)).run(READ)

    assert ["/login", "/invoices", "/invoices"] == server.paths


@pytest.mark.parametrize("token", ["abcd\n", "abcd\r\nX-Evil: 1", "pássword", "abcd\x00"])
def test_a_token_that_no_header_can_carry_is_refused_unseen(token: str) -> None:
    """The HTTP library would quote it; here it is refused before, and not shown."""
    server = Server(Reply(200, {}))

    with pytest.raises(errors.ConfigurationError) as told:
        run_synchronously(server, READ, auth=BearerToken(token))

    assert [] == server.requests
    assert token not in repr(told.value)
    assert "abcd" not in str(told.value)
    assert told.value.__context__ is None


@both
def test_a_login_in_two_steps_is_one_flow(run: Runner) -> None:
    """A flow yields as many operations as it needs and receives what each read."""

    class TwoSteps:
        def auth_flow(
            self, refused: AuthHeaders | None
        ) -> Generator[Operation[Any], Any, AuthHeaders]:
            ticket = yield request("POST", "/ticket", policy=SendPolicy.READ)
            token = yield request("POST", f"/token/{ticket['id']}", policy=SendPolicy.READ)
            return bearer(token["value"])

    server = Server(Reply(200, {"id": 7}), Reply(200, {"value": "abcd"}), Reply(200, {}))

    run(server, READ, auth=TwoSteps())

    assert ["/ticket", "/token/7", "/invoices"] == server.paths
    assert "Bearer abcd" == server.requests[-1].headers["authorization"]


@both
def test_without_credential_nothing_is_sent_about_it(run: Runner) -> None:
    """An engine without auth sends bare requests, and a 401 is simply raised."""
    server = Server(Reply(200, {}), Reply(401))

    with pytest.raises(errors.TokenRejected):
        run(server, READ, READ, auth=NoAuth())

    assert "authorization" not in server.requests[0].headers
    assert 2 == len(server.requests)


def test_credentials_may_be_values_secrets_or_functions() -> None:
    """All forms give the text."""
    forms = ["abc", Secret("abc"), lambda: "abc", lambda: Secret("abc")]

    assert ["abc"] * 4 == [revealed(form) for form in forms]


def test_flows_do_not_show_what_they_hold() -> None:
    """The repr of a flow holds neither e-mail nor password nor token."""
    shown = repr(with_password()) + repr(BearerToken("abcd"))

    assert "PasswordLogin()BearerToken()" == shown
