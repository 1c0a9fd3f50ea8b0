# SPDX-License-Identifier: MIT
"""
The two engines: a call goes through `run`, `_attempts`, `_authorized`, `_send_once`, `_read`.

What neither sends nor waits stands once, in `_core`; the asynchronous engine repeats only what
waits.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

from loggro_integration.errors import ConfigurationError, LoggroError
from loggro_integration.http._auth import AuthHeaders
from loggro_integration.http._core import Call, Core, Options, RawResponse
from loggro_integration.http._exchange import Answer, Lost
from loggro_integration.http._httpx import (
    AsyncHttpClient,
    AsyncTransport,
    HttpClient,
    Transport,
    exchange,
    exchange_async,
    new_async_client,
    new_client,
)
from loggro_integration.http._operation import Operation
from loggro_integration.http._redact import install_log_filters

T = TypeVar("T")


class Engine(Core):
    """
    Sends operations and waits for them, synchronously; safe across threads.

    Args:
        base_url: Base of operations without a module; ``https`` only, except loopback.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        sleep: Waits the given seconds.
        concurrency: Connections at most, if the engine makes its own HTTP client.
        **options: As in `Core`.

    Raises:
        ConfigurationError: If a base URL, header or combination cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        *,
        http_client: HttpClient | None = None,
        transport: Transport | None = None,
        sleep: Callable[[float], object] = time.sleep,
        concurrency: int = 4,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(base_url, threading.Lock(), **options)
        _check_one_source(http_client, transport)
        self._sleep = sleep
        self._owns = http_client is None
        self._http = http_client or new_client(transport, concurrency)

    def run(self, operation: Operation[T]) -> T:
        """
        Send an operation and return its value.

        Raises:
            LoggroError: See the tree of `errors`: the class says what to do.
        """
        call = self._call(operation)
        return self._read(call, self._attempts(call))

    def run_raw(self, operation: Operation[T]) -> RawResponse[T]:
        """Send an operation and return its answer; refusals raise as in `run`."""
        call = self._call(operation)
        return self._raw(call, self._attempts(call))

    def _attempts(self, call: Call[Any]) -> Answer:
        """Repeat as the policy allows, until there is an answer or an error to raise."""
        while True:
            verdict = self._judge(call, self._authorized(call))
            if isinstance(verdict, Answer):
                return verdict
            self._sleep(verdict)

    def _authorized(self, call: Call[Any]) -> Answer | Lost:
        """Send with the session's headers; log in first, and once more if they are refused."""
        if call.bare:
            return self._send_once(call, {})
        headers = self._session.headers
        if headers is None:
            headers = self._log_in(call, None)
        outcome = self._send_once(call, headers)
        if self._is_refused_token(call, outcome):
            call.renewed = True
            renewed = self._log_in(call, headers)
            if renewed is not headers:
                return self._send_once(call, renewed)
        return outcome

    def _log_in(self, call: Call[Any], refused: AuthHeaders | None) -> AuthHeaders:
        """Run the auth flow, one caller at a time; whoever waited takes what came out."""
        rounds = self._session.rounds
        with self._session.lock:
            shared = self._shared_session(refused, rounds)
            if shared is not None:
                return shared
            login = self._login_round(refused)
            try:
                operation = login.step(None)
                while operation is not None:
                    asked = self._call(operation, inside=call)
                    operation = login.step(self._read(asked, self._attempts(asked)))
            except LoggroError as error:
                login.fail(error)
                raise
            return login.headers

    def _send_once(self, call: Call[Any], auth: AuthHeaders) -> Answer | Lost:
        """Send one attempt; hooks and log learn how it ended."""
        outcome = exchange(self._http, self._outgoing(call, auth), self._clock)
        self._noted(call, outcome)
        return outcome

    def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._owns:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncEngine(Core):
    """
    Sends operations and waits for them, in asyncio.

    Args:
        base_url: Base of operations without a module; ``https`` only, except loopback.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        sleep: Waits the given seconds.
        concurrency: Connections at most, if the engine makes its own HTTP client.
        **options: As in `Core`.

    Raises:
        ConfigurationError: If a base URL, header or combination cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        *,
        http_client: AsyncHttpClient | None = None,
        transport: AsyncTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        concurrency: int = 4,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(base_url, asyncio.Lock(), **options)
        _check_one_source(http_client, transport)
        self._sleep = sleep
        self._owns = http_client is None
        self._http = http_client or new_async_client(transport, concurrency)

    async def run(self, operation: Operation[T]) -> T:
        """
        Send an operation and return its value.

        Raises:
            LoggroError: See the tree of `errors`: the class says what to do.
        """
        call = self._call(operation)
        return self._read(call, await self._attempts(call))

    async def run_raw(self, operation: Operation[T]) -> RawResponse[T]:
        """Send an operation and return its answer; refusals raise as in `run`."""
        call = self._call(operation)
        return self._raw(call, await self._attempts(call))

    async def _attempts(self, call: Call[Any]) -> Answer:
        """Repeat as the policy allows, until there is an answer or an error to raise."""
        while True:
            verdict = self._judge(call, await self._authorized(call))
            if isinstance(verdict, Answer):
                return verdict
            await self._sleep(verdict)

    async def _authorized(self, call: Call[Any]) -> Answer | Lost:
        """Send with the session's headers; log in first, and once more if they are refused."""
        if call.bare:
            return await self._send_once(call, {})
        headers = self._session.headers
        if headers is None:
            headers = await self._log_in(call, None)
        outcome = await self._send_once(call, headers)
        if self._is_refused_token(call, outcome):
            call.renewed = True
            renewed = await self._log_in(call, headers)
            if renewed is not headers:
                return await self._send_once(call, renewed)
        return outcome

    async def _log_in(self, call: Call[Any], refused: AuthHeaders | None) -> AuthHeaders:
        """Run the auth flow, one caller at a time; whoever waited takes what came out."""
        rounds = self._session.rounds
        async with self._session.lock:
            shared = self._shared_session(refused, rounds)
            if shared is not None:
                return shared
            login = self._login_round(refused)
            try:
                operation = login.step(None)
                while operation is not None:
                    asked = self._call(operation, inside=call)
                    operation = login.step(self._read(asked, await self._attempts(asked)))
            except LoggroError as error:
                login.fail(error)
                raise
            return login.headers

    async def _send_once(self, call: Call[Any], auth: AuthHeaders) -> Answer | Lost:
        """Send one attempt; hooks and log learn how it ended."""
        outcome = await exchange_async(self._http, self._outgoing(call, auth), self._clock)
        self._noted(call, outcome)
        return outcome

    async def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._owns:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


def _check_one_source(http_client: object, transport: object) -> None:
    if http_client is not None and transport is not None:
        raise ConfigurationError("Give `http_client` or `transport`, not both.")
    if http_client is None:
        install_log_filters()
