# SPDX-License-Identifier: MIT
"""The page as an application: each address, what it reads of the ledger, and how errors show."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlencode

from attrs import evolve, field, frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from loggro_integration.errors import InvalidInput, LoggroError, Text
from loggro_integration.sync import Row, SqliteStore, status, story_of
from loggro_integration.web._documents import DocumentFolder, Held, Search
from loggro_integration.web._filters import PER_PAGE, read_filters
from loggro_integration.web._guard import Guard, Names
from loggro_integration.web._home import home
from loggro_integration.web._layout import failure_page, locked_page
from loggro_integration.web._list import Listed, listing
from loggro_integration.web._sale import Told, sale_page
from loggro_integration.web._style import style
from loggro_integration.web._view import View

__all__ = ["LedgerPage"]

T = TypeVar("T")

_LANGUAGES: Final = ("es", "en")
_LANGUAGE_COOKIE: Final = "loggro_language"
# Whoever waits for a page does not wait for a run.
_PATIENCE: Final = 2.0


def _now() -> datetime:
    return datetime.now(UTC)


@frozen(kw_only=True)
class LedgerPage:
    """
    The read-only page of one ledger.

    Attributes:
        ledger: The file; it is opened for each answer, and nothing is ever written.
        documents: The folder with their XML and PDF, `None` where nobody named one.
        language: ``es`` or ``en``; `None` lets the browser say.
        max_age: How old the last run may be before nobody knows any more.
        now: Returns the present instant.
    """

    ledger: Path
    documents: DocumentFolder | None = None
    language: str | None = None
    max_age: timedelta = timedelta(hours=24)
    now: Callable[[], datetime] = field(default=_now)

    def application(self, token: str, names: Names) -> ASGIApp:
        """
        Return the application, which answers only whoever holds the token.

        Args:
            token: The key of the printed address.
            names: The names by which it may be asked for.
        """
        app = Starlette(
            routes=[
                Route("/", self._home),
                Route("/sales", self._list),
                Route("/sales/{key}", self._sale),
                Route("/sales/{key}/xml", self._xml),
                Route("/sales/{key}/pdf", self._pdf),
                Route("/style.css", _stylesheet),
            ],
            exception_handlers={LoggroError: self._failed, HTTPException: self._no_page},
        )
        app.router.redirect_slashes = False
        return Guard(app, token, names, self._locked)

    def _home(self, request: Request) -> Response:
        with self._opened() as store:
            found = status(store, now=self.now(), max_age=self.max_age)
        return self._answer(request, home, found)

    def _list(self, request: Request) -> Response:
        asked = read_filters(request.query_params)
        offset = (asked.page - 1) * PER_PAGE
        with self._opened() as store:
            found = store.page(asked.wanted, limit=PER_PAGE, offset=offset)
            people = {row.key: store.person(row.key) for row in found.rows}
            purged = store.get("purged_before") or ""
            choices = {
                "dian": _values(store.counts_by("dian")),
                "kind": _values(store.counts_by("kind")),
                "status": _values(store.counts_by("status")),
            }
        known = {key: person for key, person in people.items() if person}
        listed = Listed(asked=asked, found=found, people=known, purged=purged, choices=choices)
        return self._answer(request, listing, listed)

    def _sale(self, request: Request) -> Response:
        with self._opened() as store:
            row = _row(store, request)
            told = Told(
                story=story_of(store, row.key),
                events=tuple(store.events(row.key)),
                person=store.person(row.key),
                purged=store.get("purged_before") or "",
                documents=self._search(row),
            )
        return self._answer(request, sale_page, told)

    def _xml(self, request: Request) -> Response:
        row, held = self._held(request)
        return _download(held.xml, "application/xml", f"{row.number}.xml")

    def _pdf(self, request: Request) -> Response:
        row, held = self._held(request)
        content = held.pdf(self._view(request).language)
        return _download(content, "application/pdf", f"{row.number}.pdf")

    def _held(self, request: Request) -> tuple[Row, Held]:
        with self._opened() as store:
            row = _row(store, request)
        found = self._search(row)
        if found is None or found.held is None:
            raise HTTPException(404)
        return row, found.held

    def _search(self, row: Row) -> Search | None:
        if self.documents is None:
            return None
        try:
            day = date.fromisoformat(row.day)
        except ValueError:
            return Search(held=None)
        return self.documents.find(row.number, day)

    @contextmanager
    def _opened(self) -> Generator[SqliteStore]:
        """Open the ledger to read it, if the end of its chain is as it was left."""
        with SqliteStore.read_only(self.ledger, patience=_PATIENCE) as store:
            if store.has_key:
                store.anchor()
            yield store

    def _view(self, request: Request) -> View:
        language = self._language(request)
        other = "en" if language == "es" else "es"
        kept = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        return View(
            language=language,
            now=self.now(),
            ledger=self.ledger.name,
            other=f"?{urlencode([*kept, ('lang', other)])}",
        )

    def _language(self, request: Request) -> str:
        asked = request.query_params.get("lang", request.cookies.get(_LANGUAGE_COOKIE, ""))
        if asked in _LANGUAGES:
            return asked
        return self.language or _spoken(request.headers.get("accept-language", ""))

    def _answer(
        self, request: Request, write: Callable[[View, T], str], found: T, code: int = 200
    ) -> Response:
        """Write a page, and keep the language that was chosen on it."""
        view = self._view(request)
        answer = HTMLResponse(write(view, found), code)
        if request.query_params.get("lang") == view.language:
            answer.set_cookie(_LANGUAGE_COOKIE, view.language, httponly=True, samesite="strict")
        return answer

    def _failed(self, request: Request, error: Exception) -> Response:
        known = error if isinstance(error, LoggroError) else _NOTHING
        code = 400 if isinstance(error, InvalidInput) else 503
        return self._answer(request, failure_page, known, code)

    def _no_page(self, request: Request, error: Exception) -> Response:
        return self._answer(request, failure_page, _NOTHING, getattr(error, "status_code", 404))

    def _locked(self, request: Request) -> Response:
        return HTMLResponse(locked_page(evolve(self._view(request), ledger="")), 403)


_NOTHING: Final = LoggroError(
    "There is no such page or sale.",
    hint=Text(es="Búsquela en la lista de facturas.", en="Search it in the list of invoices."),
)


def _values(counts: Iterable[tuple[str, ...]]) -> list[str]:
    return [value for (value,) in counts]


def _row(store: SqliteStore, request: Request) -> Row:
    row = store.row(request.path_params["key"])
    if row is None:
        raise HTTPException(404)
    return row


def _spoken(header: str) -> str:
    """Return the first of our languages that a browser asks for; Spanish where it asks none."""
    asked = (part.strip()[:2].lower() for part in header.split(","))
    return next((language for language in asked if language in _LANGUAGES), "es")


def _download(content: bytes, kind: str, name: str) -> Response:
    safe = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-._"))
    return Response(
        content,
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )


def _stylesheet(_: Request) -> Response:
    return Response(style(), media_type="text/css")
