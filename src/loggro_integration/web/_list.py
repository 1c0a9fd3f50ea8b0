# SPDX-License-Identifier: MIT
"""The list of invoices with both icons, its filters and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from attrs import frozen

from loggro_integration.sync import Person, Row, RowPage, State, meaning_of
from loggro_integration.sync._states import PENDING, SET_ASIDE
from loggro_integration.web._elements import Html, el, joined
from loggro_integration.web._filters import PER_PAGE, Asked
from loggro_integration.web._layout import page
from loggro_integration.web._view import View
from loggro_integration.web._words import STATES

__all__ = ["Listed", "address_of", "listing"]


@frozen(kw_only=True)
class Listed:
    """
    One page of the list.

    Attributes:
        people: Customers by key, where the side table has them.
        purged: The day before which the customers' data were deleted, empty where none were.
        choices: What the ledger holds of kinds, of states at DIAN and of statuses.
    """

    asked: Asked
    found: RowPage
    people: Mapping[str, Person]
    purged: str
    choices: Mapping[str, list[str]]


def address_of(row: Row) -> str:
    """Return the address of the page of a sale."""
    return f"/sales/{quote(row.key, safe='')}"


def listing(view: View, listed: Listed) -> str:
    """Write the list."""
    title = view("Facturas", "Invoices")
    found = listed.found
    one = found.total == 1
    caption = view(
        f"{view.count(found.total)} {'factura' if one else 'facturas, la más reciente primero'}",
        f"{view.count(found.total)} {'invoice' if one else 'invoices, the newest first'}",
    )
    body = (
        joined((_table(view, listed, caption), _pages(view, listed)))
        if found.rows
        else el("p", view("Ninguna factura cumple esto.", "No invoice meets this."), class_="card")
    )
    return page(view, title, el("h1", title), _form(view, listed), body, here="sales")


def _form(view: View, listed: Listed) -> Html:
    wanted = listed.asked.wanted
    active = len({name for name, _ in listed.asked.fields} - {"number"})
    number = _field(
        view("Número", "Number"),
        el("input", type="search", name="number", value=wanted.number, maxlength="60",
           autocomplete="off"),
    )  # fmt: skip
    more = view(f"Filtros ({active})", f"Filters ({active})") if active else None
    return el(
        "form",
        el("div", number, el("button", view("Buscar", "Search")), class_="search"),
        el(
            "details",
            el("summary", more or view("Más filtros", "More filters")),
            el("div", *_fields(view, listed), class_="fields"),
            el("p", _not_held(view), class_="muted small"),
            open=bool(active),
        ),
        _customer(view, listed),
        el("p", el("a", view("Quitar los filtros", "Clear the filters"), href="/sales"))
        if listed.asked.fields
        else None,
        action="/sales",
        method="get",
    )


def _fields(view: View, listed: Listed) -> Iterable[Html]:
    wanted = listed.asked.wanted
    days = ((view("Desde", "From"), "since"), (view("Hasta", "Until"), "until"))
    for label, name in days:
        day = getattr(wanted, name)
        written = day.isoformat() if day else ""
        yield _field(label, el("input", type="date", name=name, value=written))
    chosen = ",".join(wanted.states)
    yield _select(view, view("En Pymes", "In Pymes"), "state", chosen, _states(view))
    named = (
        ("dian", view("DIAN", "DIAN"), view.dian_word),
        ("kind", view("Tipo de documento", "Kind of document"), view.kind),
        ("status", view("Pago", "Payment"), view.status),
    )
    for name, label, said in named:
        options = [(value, said(value)) for value in listed.choices[name] if value]
        yield _select(view, label, name, getattr(wanted, name), options)


def _states(view: View) -> Iterable[tuple[str, str]]:
    """Offer each state, and those together that the first screen counts together."""
    yield ",".join(PENDING), view("Pendientes (todas)", "Pending (all)")
    yield ",".join(SET_ASIDE), view("Por decidir (todas)", "To be decided (all)")
    yield from ((state.value, view.text(text)) for state, text in STATES.items())


def _field(label: str, control: Html) -> Html:
    return el("label", el("span", label), control)


def _select(
    view: View, label: str, name: str, chosen: str, options: Iterable[tuple[str, str]]
) -> Html:
    known = [("", view("Todos", "All")), *options]
    written = (el("option", text, value=value, selected=value == chosen) for value, text in known)
    return _field(label, el("select", *written, name=name))


def _not_held(view: View) -> str:
    return view(
        "El libro no guarda el establecimiento ni el vendedor. Para ver las facturas de un "
        "cliente, abra una de ellas.",
        "The ledger holds neither establishment nor seller. To see the invoices of a customer, "
        "open one of them.",
    )


def _customer(view: View, listed: Listed) -> Html | None:
    key = listed.asked.wanted.customer_of
    if not key:
        return None
    number = "".join(key.split(":")[1:])
    said = view(f"Solo el cliente de {number}. ", f"Only the customer of {number}. ")
    drop = el("a", view("Todos", "All"), href=listed.asked.of_any_customer.address())
    keep = el("input", type="hidden", name="customer_of", value=key)
    return el("p", keep, said, drop)


def _table(view: View, listed: Listed, caption: str) -> Html:
    columns = (
        (view("Número", "Number"), None),
        (view("Fecha", "Date"), None),
        (view("Cliente", "Customer"), None),
        (view("Total", "Total"), "money"),
        (view("Pago", "Payment"), None),
        ("DIAN", None),
        ("Pymes", None),
    )
    heads = (
        el("th", name, scope="col", role="columnheader", class_=kind) for name, kind in columns
    )
    rows = (_row(view, row, listed, [name for name, _ in columns]) for row in listed.found.rows)
    return el(
        "table",
        el("caption", caption),
        el("thead", el("tr", *heads, role="row"), role="rowgroup"),
        el("tbody", *rows, role="rowgroup"),
        class_="sales",
        role="table",
    )


def _row(view: View, row: Row, listed: Listed, names: list[str]) -> Html:
    person = listed.people.get(row.key)
    customer = person.name if person else view.nobody(row.day, listed.purged)
    kind = el("span", view.kind(row.kind), class_="why")
    number = el("span", el("a", row.number, href=address_of(row)), kind)
    cells: tuple[tuple[Html | str, str], ...] = (
        (number, "number"),
        (view.day(row.day), "day"),
        (customer, "customer"),
        (view.pesos(row.total), "money"),
        (_payment(view, row), "payment"),
        (view.dian(row), "dian"),
        (_pymes(view, row), "pymes"),
    )
    return el(
        "tr",
        *(
            el("td", cell, data_label=name, role="cell", class_=kind_of)
            for name, (cell, kind_of) in zip(names, cells, strict=True)
        ),
        role="row",
    )


def _payment(view: View, row: Row) -> str:
    return view("Anulada", "Voided") if row.voided else view.status(row.status)


def _pymes(view: View, row: Row) -> Html:
    why = None
    if row.reason and row.state is not State.SYNCED:
        why = el("span", view.text(meaning_of(row.reason)), class_="why")
    return el("span", view.pymes(row.state), why)


def _pages(view: View, listed: Listed) -> Html | None:
    last = -(-listed.found.total // PER_PAGE)
    if last <= 1:
        return None
    asked = listed.asked
    steps = (
        (asked.page > 1, 1, view("« Primera", "« First")),
        (asked.page > 1, asked.page - 1, view("‹ Anterior", "‹ Previous")),
        (asked.page < last, asked.page + 1, view("Siguiente ›", "Next ›")),
        (asked.page < last, last, view("Última »", "Last »")),
    )
    here = view(
        f"Página {view.count(asked.page)} de {view.count(last)}",
        f"Page {view.count(asked.page)} of {view.count(last)}",
    )
    links = [el("a", name, href=asked.address(page=to)) for leads, to, name in steps if leads]
    return el(
        "nav",
        el("span", here),
        *links,
        class_="pages",
        aria_label=view("Páginas de la lista", "Pages of the list"),
    )
