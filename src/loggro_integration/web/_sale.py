# SPDX-License-Identifier: MIT
"""One sale: both icons, amounts, payments, what differs, its story, and its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlencode

from attrs import frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.sync import Event, Person, Row, State, Story, StoryLine, meaning_of
from loggro_integration.sync._reasons import DIFFERS
from loggro_integration.web._documents import Held, Search
from loggro_integration.web._elements import Html, el, joined, with_commands
from loggro_integration.web._layout import facts, page
from loggro_integration.web._list import address_of
from loggro_integration.web._view import View

__all__ = ["Told", "sale_page"]

_SHOWN: Final = 3


@frozen(kw_only=True)
class Told:
    """
    What the ledger and the folder of documents hold of a sale.

    Attributes:
        purged: The day before which the customers' data were deleted, empty where none were.
        documents: What the folder holds, `None` where no folder was given.
    """

    story: Story
    events: Sequence[Event]
    person: Person | None
    purged: str
    documents: Search | None

    @property
    def row(self) -> Row:
        """Where it stands."""
        return self.story.row


def sale_page(view: View, told: Told) -> str:
    """Write the page of a sale."""
    row = told.row
    title = view(f"Factura {row.number}", f"Invoice {row.number}")
    return page(
        view,
        title,
        el("p", el("a", view("‹ Facturas", "‹ Invoices"), href="/sales"), class_="pages"),
        el("h1", title),
        _icons(view, row),
        _why(view, told.story),
        el("section", _facts(view, told), class_="card apart"),
        _payments(view, told.events),
        _differences(view, row),
        _documents(view, told),
        _story(view, told.story.lines),
        here="sales",
    )


def _icons(view: View, row: Row) -> Html:
    pairs = (("DIAN: ", view.dian(row)), ("Pymes: ", view.pymes(row.state)))
    return el("p", *(el("span", name, mark) for name, mark in pairs), class_="icons")


def _why(view: View, story: Story) -> Html | None:
    row = story.row
    if row.state is State.SYNCED:
        return None
    meaning = el("h3", view.text(meaning_of(row.reason))) if row.reason else None
    todo = el("p", with_commands(view.text(story.advice)), class_="todo")
    return el("ul", el("li", meaning, todo), class_="reasons")


def _facts(view: View, told: Told) -> Html:
    row = told.row
    paid = el("span", view.pesos(row.paid))
    return facts(
        (view("Fecha", "Date"), view.day(row.day)),
        (view("Tipo", "Kind"), view.kind(row.kind)),
        (view("Cliente", "Customer"), _customer(view, told)),
        (view("Total", "Total"), view.pesos(row.total)),
        (view("Pagado", "Paid"), paid),
        (view("Saldo", "Balance"), _balance(view, row)),
        (view("En Restobar", "In Restobar"), view.status(row.status)),
        (view("Reenvíos", "Sent again"), view.count(row.sends)),
        (
            view("Última novedad", "Last news"),
            view.instant(row.updated_at) if row.updated_at else view.unknown,
        ),
    )


def _balance(view: View, row: Row) -> str:
    if row.voided:
        return view("anulada", "voided")
    try:
        return view.pesos(Decimal(row.total) - Decimal(row.paid))
    except InvalidOperation:
        return view.unknown


def _customer(view: View, told: Told) -> Html | str:
    """Show the name, and of the document only what tells two people apart."""
    person = told.person
    if person is None:
        return view.nobody(told.row.day, told.purged)
    others = f"/sales?{urlencode({'customer_of': told.row.key})}"
    link = el("a", view("sus facturas", "their invoices"), href=others)
    return joined((person.name, " · ", _masked(person.document), " · ", link))


def _masked(document: str) -> str:
    shown = document[-_SHOWN:] if len(document) > 2 * _SHOWN else ""
    return f"•••{shown}"


def _payments(view: View, events: Iterable[Event]) -> Html:
    heading = el("h2", view("Pagos", "Payments"))
    last = [event.detail["payments"] for event in events if "payments" in event.detail]
    if not last:
        said = view(
            "El libro no anotó cómo se pagó esta venta.",
            "The ledger did not record how this sale was paid.",
        )
        return joined((heading, el("p", said, class_="muted")))
    paid = last[-1]
    rows = [_payment(view, _items(each)) for each in _items(paid)]
    if not rows:
        return joined((heading, el("p", view("Sin pagos todavía.", "No payments yet."))))
    names = (
        (view("Medio", "Means"), None),
        (view("Valor", "Amount"), "money"),
        (view("Propina", "Tip"), "money"),
    )
    heads = (el("th", name, scope="col", class_=kind) for name, kind in names)
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows))
    return joined((heading, table))


def _payment(view: View, written: list[JsonValue]) -> Html:
    method, value, tip = ["" if each is None else str(each) for each in [*written, "", "", ""]][:3]
    return el(
        "tr",
        el("td", method or view.unknown),
        el("td", view.pesos(value), class_="money"),
        el("td", view.pesos(tip), class_="money"),
    )


def _items(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _differences(view: View, row: Row) -> Html | None:
    if not row.reason.startswith(DIFFERS):
        return None
    both = f"loggro sync reconcile --since {row.day} --until {row.day}"
    said = view(
        f"El libro guarda qué difiere, no cuánto. Los dos valores: {both}",
        f"The ledger keeps what differs, not by how much. Both values: {both}",
    )
    heading = el("h2", view("Diferencias con Pymes", "Differences from Pymes"))
    which = el("p", view.text(meaning_of(row.reason)))
    return joined((heading, which, el("p", with_commands(said), class_="muted")))


def _documents(view: View, told: Told) -> Html:
    heading = el("h2", view("XML y PDF", "XML and PDF"))
    found = told.documents
    if found is None:
        said = view(
            "El libro no guarda documentos. Con loggro serve --documents CARPETA, los que estén "
            "en esa carpeta se abren desde aquí.",
            "The ledger holds no documents. With loggro serve --documents FOLDER, those that "
            "stand in that folder open from here.",
        )
    elif found.held is not None:
        return joined((heading, _held(view, told.row, found.held)))
    elif found.unread:
        said = view(
            f"Archivos de la carpeta por leer: {found.unread}. Recargue esta página.",
            f"Files of the folder still to be read: {found.unread}. Load this page again.",
        )
    else:
        said = view(
            "En la carpeta no hay un documento con este número y esta fecha.",
            "The folder holds no document with this number and date.",
        )
    return joined((heading, el("p", with_commands(said), class_="muted")))


def _held(view: View, row: Row, held: Held) -> Html:
    names = (("xml", "XML", bool(held.xml)), ("pdf", "PDF", held.has_pdf))
    links = (
        el("a", view(f"Descargar {name}", f"Download {name}"), href=f"{address_of(row)}/{kind}")
        for kind, name, there in names
        if there
    )
    code = (
        el("p", f"{held.code_name}: ", el("code", held.code), class_="small") if held.code else None
    )
    return joined((el("p", *links, class_="actions"), code))


def _story(view: View, lines: Iterable[StoryLine]) -> Html:
    heading = el("h2", view("Su historia", "Its story"))
    steps = (
        el(
            "li",
            el("time", view.instant(line.at), datetime=line.at.isoformat()),
            el("span", view.text(line.text)),
        )
        for line in lines
    )
    return joined((heading, el("ol", *steps, class_="story")))
