# SPDX-License-Identifier: MIT
"""The first screen: is everything in Pymes, which sales are not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from attrs import define, field

from loggro_integration.errors import Text
from loggro_integration.sync import Finding, OpenSale, RangeSeen, State, Status, advice_for
from loggro_integration.sync._states import PENDING, SET_ASIDE
from loggro_integration.web._elements import Html, el, joined, with_commands
from loggro_integration.web._layout import page
from loggro_integration.web._view import View
from loggro_integration.web._words import STATES

__all__ = ["home"]

_NAMED: Final = 6
_GRAVEST: Final = (
    State.PARKED,
    State.DIFFERENT,
    State.ABSENT,
    State.CANNOT_TELL,
    State.IN_FLIGHT,
    State.WAITING,
)
_TONES: Final = {State.CANNOT_TELL: "ask", State.IN_FLIGHT: "way", State.WAITING: "way"}


@define
class _Group:
    """Open sales with one state and one reason."""

    state: State
    reason: str
    meaning: Text
    sales: list[OpenSale] = field(factory=list[OpenSale])


def home(view: View, status: Status) -> str:
    """Write the first screen."""
    title = _answer(view, status)
    return page(
        view,
        title,
        el(
            "section",
            el("h1", title),
            el("p", _which(view, status.open)),
            el("p", _seen(view, status)),
            class_=f"hero {status.in_pymes}",
        ),
        _reasons(view, status),
        _warnings(view, status.warnings),
        _tiles(view, status),
        _numbering(view, status),
        _unknown(view, status.unknown),
        here="home",
    )


def _answer(view: View, status: Status) -> str:
    count = view.count(len(status.open))
    if status.in_pymes == "yes":
        return view("Sí: todo está en Pymes", "Yes: everything is in Pymes")
    if status.in_pymes == "not-yet":
        return view(f"Todavía no: {count} en camino", f"Not yet: {count} on their way")
    if status.in_pymes == "no":
        return view(
            f"No: {_sales(view, len(status.open))} por resolver",
            f"No: {_sales(view, len(status.open))} to settle",
        )
    return view("No se sabe si todo está en Pymes", "Nobody knows if everything is in Pymes")


def _sales(view: View, count: int) -> str:
    one = count == 1
    return view(
        f"{view.count(count)} {'venta' if one else 'ventas'}",
        f"{view.count(count)} {'sale' if one else 'sales'}",
    )


def _which(view: View, sales: Sequence[OpenSale]) -> str:
    """Name the open sales, the gravest first; the rest is counted."""
    gravest = sorted(sales, key=lambda each: _GRAVEST.index(each.state))
    named = ", ".join(each.number or "?" for each in gravest[:_NAMED])
    more = len(sales) - _NAMED
    if more <= 0:
        return named
    return view(f"{named} y {view.count(more)} más", f"{named} and {view.count(more)} more")


def _seen(view: View, status: Status) -> str:
    if status.last_run is None or status.age is None:
        return view(
            "Todavía no ha terminado ninguna pasada: loggro sync run",
            "No run has ended yet: loggro sync run",
        )
    relevant = sum(status.counts.values()) - status.counts.get(State.EXCLUDED, 0)
    synced = status.counts.get(State.SYNCED, 0)
    found = view(
        f"{view.count(synced)} de {_sales(view, relevant)} en Pymes. ",
        f"{view.count(synced)} of {_sales(view, relevant)} in Pymes. ",
    )
    when = f"{view.ago(status.age)} ({view.instant(status.last_run)})"
    return found + view(f"Última pasada {when}.", f"Last run {when}.")


def _reasons(view: View, status: Status) -> Html:
    heading = el("h2", view("¿Cuáles no, y por qué?", "Which are not, and why?"))
    if not status.open:
        none = (
            view("Ninguna que el libro conozca.", "None that the ledger knows of.")
            if status.in_pymes == "unknown"
            else view("Ninguna venta está pendiente.", "No sale is open.")
        )
        return joined((heading, el("p", none)))
    groups = (_group(view, each) for each in _groups(status.open))
    return joined((heading, el("ul", *groups, class_="reasons")))


def _groups(sales: Iterable[OpenSale]) -> list[_Group]:
    found: dict[tuple[State, str, str], _Group] = {}
    for sale in sales:
        key = (sale.state, sale.reason, sale.meaning.en)
        group = found.setdefault(key, _Group(sale.state, sale.reason, sale.meaning))
        group.sales.append(sale)
    return sorted(found.values(), key=lambda each: (_GRAVEST.index(each.state), -len(each.sales)))


def _group(view: View, group: _Group) -> Html:
    meaning = view.text(group.meaning)
    state = el("span", view.text(STATES[group.state]), class_="state")
    head = f"{_sales(view, len(group.sales))}: {meaning}"
    asked = {"state": group.state.value, **({"reason": group.reason} if group.reason else {})}
    more = len(group.sales) - _NAMED
    rest = (
        el("a", view(f"y {view.count(more)} más", f"and {view.count(more)} more"),
           href=f"/sales?{urlencode(asked)}")
        if more > 0
        else None
    )  # fmt: skip
    return el(
        "li",
        el("h3", head),
        el("p", state, *(_number(each) for each in group.sales[:_NAMED]), rest, class_="numbers"),
        el("p", with_commands(view.text(_todo(group))), class_="todo"),
        class_=_TONES.get(group.state),
    )


def _todo(group: _Group) -> Text:
    """Say what to do about sales that stand alike; commands name the sale where it is one."""
    first, *others = (sale.advice for sale in group.sales)
    if all(each == first for each in others):
        return first
    return advice_for(group.state, group.reason)


def _number(sale: OpenSale) -> Html:
    if not sale.key:
        return el("span", f"{sale.number or '?'} ")
    return joined((el("a", sale.number, href=f"/sales/{quote(sale.key, safe='')}"), " "))


def _warnings(view: View, findings: Iterable[Finding]) -> Html | None:
    told = [_finding(view, each) for each in findings]
    if not told:
        return None
    heading = el("h2", view("Para atender", "Needs attention"))
    return joined((heading, el("ul", *told, class_="notes")))


def _finding(view: View, finding: Finding) -> Html:
    fix = el("p", view.text(finding.fix), class_="todo") if finding.fix else None
    return el("li", el("p", view.text(finding.message)), fix, class_="card")


def _tiles(view: View, status: Status) -> Html:
    quota = status.quota
    tiles = (
        _tile(view("En Pymes", "In Pymes"), _count(view, status, State.SYNCED), State.SYNCED),
        _tile(
            view("Pendientes", "Pending"),
            view.count(len(status.pending)),
            *PENDING,
        ),
        _tile(
            view("Apartadas", "Set aside"),
            view.count(len(status.parked)),
            *SET_ASIDE,
        ),
        _tile(
            view("No se sabe", "Cannot tell"),
            view.count(len(status.cannot_tell)),
            State.CANNOT_TELL,
        ),
        _tile(
            view("No se envían", "Not sent"),
            _count(view, status, State.EXCLUDED),
            State.EXCLUDED,
        ),
        _tile(
            view("Documentos electrónicos", "Electronic documents"),
            view.unknown if quota is None else _quota(view, quota.used, quota.limit),
        ),
    )  # fmt: skip
    heading = el("h2", view("Cuántas", "How many"))
    return joined((heading, el("ul", *tiles, class_="tiles")))


def _count(view: View, status: Status, state: State) -> str:
    return view.count(status.counts.get(state, 0))


def _quota(view: View, used: int, limit: int | None) -> str:
    return view.count(used) if limit is None else f"{view.count(used)} / {view.count(limit)}"


def _tile(name: str, figure: str, *states: State) -> Html:
    inside = joined((el("span", name), el("b", figure)))
    if states:
        address = urlencode({"state": ",".join(states)})
        inside = el("a", inside, href=f"/sales?{address}")
    return el("li", inside, class_="tile")


def _numbering(view: View, status: Status) -> Html | None:
    if not status.numbering:
        return None
    heading = el("h2", view("Resoluciones", "Resolutions"))
    told = (el("li", _range(view, each), class_="card") for each in status.numbering)
    return joined((heading, el("ul", *told, class_="notes")))


def _range(view: View, seen: RangeSeen) -> str:
    last = view.unknown if seen.last_number is None else f"{seen.prefix}{seen.last_number}"
    until = view.day(seen.valid_until.isoformat()) if seen.valid_until else view.unknown
    return view(
        f"{seen.prefix} ({view.kind(seen.kind)}): va en {last}, hasta {seen.prefix}{seen.last}; "
        f"vence: {until}",
        f"{seen.prefix} ({view.kind(seen.kind)}): now at {last}, up to {seen.prefix}{seen.last}; "
        f"ends: {until}",
    )


def _unknown(view: View, findings: Iterable[Finding]) -> Html | None:
    told = [_finding(view, each) for each in findings]
    if not told:
        return None
    summary = view(f"Lo que no se sabe ({len(told)})", f"What is not known ({len(told)})")
    return el("details", el("summary", summary), el("ul", *told, class_="notes"))
