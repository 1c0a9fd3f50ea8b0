# SPDX-License-Identifier: MIT
"""
A status and a button for a web application of your own, as one WSGI function.

Usage: python embed_web.py arepera.db 8080         serves it on this machine
       python embed_web.py arepera.db GET /status  answers one request

GET /status reads the ledger alone. POST /passes answers 202 at once: a request never waits for a
pass, and two of them never run at the same time.
"""

import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from wsgiref.simple_server import make_server

from loggro_integration import exact_json
from loggro_integration.sync import Deployment, RunReport, SqliteStore, run_pass, status

WORKER = ThreadPoolExecutor(1)


class Application:
    """The two routes over one restaurant."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.running: Future[RunReport] | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        """Answer as WSGI wants it."""
        routes = {("GET", "/status"): self.status, ("POST", "/passes"): self.begin}
        answer = routes.get((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        code, body = answer() if answer else ("404 Not Found", {})
        start(code, [("Content-Type", "application/json; charset=utf-8")])
        return [exact_json.dumps(body).encode()]

    def status(self) -> tuple[str, object]:
        """Tell how the ledger stands, also while a pass runs."""
        with SqliteStore.join(self.deployment.ledger) as store:
            return "200 OK", status(store, now=datetime.now(UTC)).as_json()

    def begin(self) -> tuple[str, object]:
        """Begin a pass, unless one is running."""
        if self.running is None or self.running.done():
            self.running = WORKER.submit(run_pass, self.deployment)
        return "202 Accepted", {"running": True}


def main(ledger: str, *words: str) -> int:
    """Serve, or answer one request."""
    application = Application(Deployment(rules="loggro.toml", ledger=ledger))
    if len(words) == 1:
        make_server("127.0.0.1", int(words[0]), application).serve_forever()
    codes: list[str] = []
    environ = {"REQUEST_METHOD": words[0], "PATH_INFO": words[1], "wsgi.input": io.BytesIO()}
    (body,) = application(environ, lambda code, headers: codes.append(code))
    print(codes[0], body.decode())
    if application.running is not None:
        application.running.result()
    return 0 if codes[0][0] == "2" else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
