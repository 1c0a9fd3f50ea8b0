# SPDX-License-Identifier: MIT
"""The frame of every page, and the page of an error."""

from __future__ import annotations

from loggro_integration.errors import LoggroError
from loggro_integration.render._printable import printable
from loggro_integration.web._elements import Html, el, joined
from loggro_integration.web._view import View

__all__ = ["facts", "failure_page", "locked_page", "page"]


def page(view: View, title: str, *body: Html | None, here: str = "") -> str:
    """
    Write a whole page.

    Args:
        view: How it is written.
        title: Its title.
        body: What stands between menu and foot.
        here: Which entry of the menu this is: ``home``, ``sales`` or none.
    """
    head = joined(
        (
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="robots", content="noindex"),
            el("title", f"{title} · Loggro"),
            el("link", rel="stylesheet", href="/style.css"),
        )
    )
    whole = el(
        "html",
        el("head", head),
        el(
            "body",
            el("a", view("Ir al contenido", "Skip to content"), class_="skip", href="#main"),
            _header(view, here),
            el("main", *body, id="main"),
            _footer(view),
        ),
        lang=view.language,
    )
    return printable(f"<!doctype html>\n{whole}\n")


def _header(view: View, here: str) -> Html:
    entries = (
        ("home", "/", view("Resumen", "Summary")),
        ("sales", "/sales", view("Facturas", "Invoices")),
    )
    links = (
        el("a", name, href=address, aria_current="page" if which == here else None)
        for which, address, name in entries
    )
    name, code = ("English", "en") if view.language == "es" else ("Español", "es")
    language = el("a", name, class_="language", href=view.other, lang=code, hreflang=code)
    menu = el("nav", *links, aria_label=view("Páginas", "Pages"))
    return el("header", el("div", menu, language, class_="bar"))


def _footer(view: View) -> Html:
    ledger = view(f"Libro {view.ledger}. ", f"Ledger {view.ledger}. ") if view.ledger else ""
    said = view(
        "Esta página solo lee: nada cambia desde aquí. Fechas y horas de Bogotá.",
        "This page only reads: nothing changes from here. Dates and times of Bogotá.",
    )
    return el("footer", el("p", ledger, said))


def facts(*pairs: tuple[str, str | Html | None]) -> Html:
    """Write names and values; a pair without a value is left out."""
    found = (joined((el("dt", name), el("dd", value))) for name, value in pairs if value)
    return el("dl", *found, class_="facts")


def failure_page(view: View, error: LoggroError) -> str:
    """Say what cannot be shown, and what to do about it."""
    title = view("Esto no se puede mostrar", "This cannot be shown")
    remedy = el("p", view.text(error.hint)) if error.hint else None
    said = el("p", error.message, lang="en", class_="small muted")
    return page(
        view,
        title,
        el("section", el("h1", title), remedy, class_="hero unknown"),
        el("section", said, class_="card apart"),
    )


def locked_page(view: View) -> str:
    """Say how to come in."""
    title = view("Abra la dirección completa", "Open the whole address")
    text = view(
        "Esta página pide la llave que loggro serve imprime al empezar: copie de la consola la "
        "dirección completa, con ?token=…",
        "This page asks for the key that loggro serve prints when it begins: copy the whole "
        "address from the console, with ?token=…",
    )
    return page(view, title, el("section", el("h1", title), el("p", text), class_="hero unknown"))
