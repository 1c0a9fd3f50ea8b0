# SPDX-License-Identifier: MIT
"""The filters of the list, read from the address; what cannot be meant is refused by its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol
from urllib.parse import urlencode

from attrs import evolve, frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sync import RowFilter, State

__all__ = ["PER_PAGE", "Asked", "read_filters"]

PER_PAGE: Final = 25
_LONGEST: Final = 60


class _Query(Protocol):
    """The parameters of an address."""

    def get(self, name: str, default: str, /) -> str: ...


@frozen(kw_only=True)
class Asked:
    """
    A filter and the page of its list.

    Attributes:
        page: 1 for the first.
    """

    wanted: RowFilter
    page: int = 1

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The filter as it is written in an address."""
        wanted = self.wanted
        texts: Mapping[str, str] = {
            "state": ",".join(wanted.states),
            "since": wanted.since.isoformat() if wanted.since else "",
            "until": wanted.until.isoformat() if wanted.until else "",
            "number": wanted.number,
            "kind": wanted.kind,
            "dian": wanted.dian,
            "status": wanted.status,
            "reason": wanted.reason,
            "customer_of": wanted.customer_of,
        }
        return [(name, text) for name, text in texts.items() if text]

    def address(self, *, page: int = 1) -> str:
        """Return the address of a page of this list."""
        fields = [*self.fields, *([("page", str(page))] if page > 1 else [])]
        return f"/sales?{urlencode(fields)}" if fields else "/sales"

    @property
    def of_any_customer(self) -> Asked:
        """The same list for every customer."""
        return Asked(wanted=evolve(self.wanted, customer_of=""))


def read_filters(query: _Query) -> Asked:
    """
    Read the filters of an address.

    Raises:
        InvalidInput: If one of them cannot be meant.
    """
    since, until = _day(query, "since"), _day(query, "until")
    if since and until and until < since:
        raise _refused("until", query.get("until", ""), _IN_ORDER)
    wanted = RowFilter(
        states=tuple(_state(name) for name in query.get("state", "").split(",") if name),
        since=since,
        until=until,
        **{name: _text(query, name) for name in _TEXTS},
    )
    return Asked(wanted=wanted, page=_page(query))


_TEXTS: Final = ("number", "kind", "dian", "status", "reason", "customer_of")
_IN_ORDER: Final = Text(es="Ponga primero la fecha más antigua.", en="Put the earlier date first.")


def _text(query: _Query, name: str) -> str:
    written = query.get(name, "").strip()
    if len(written) > _LONGEST and name != "reason":
        raise _refused(name, written[:_LONGEST], Text(es="Escríbalo corto.", en="Write it short."))
    return written


def _day(query: _Query, name: str) -> date | None:
    written = query.get(name, "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        hint = Text(es="Escríbala así: 2026-11-24.", en="Write it as 2026-11-24.")
        raise _refused(name, written, hint) from None


def _state(name: str) -> State:
    try:
        return State(name)
    except ValueError:
        hint = Text(es="Elija uno de la lista.", en="Choose one of the list.")
        raise _refused("state", name, hint) from None


def _page(query: _Query) -> int:
    written = query.get("page", "1")
    if written.isascii() and written.isdecimal() and 0 < len(written) < 8 and int(written):
        return int(written)
    raise _refused("page", written, Text(es="Use 1 o más.", en="Use 1 or more."))


def _refused(name: str, value: str, hint: Text) -> InvalidInput:
    return InvalidInput(
        f"The filter {name} cannot be {value!r}.", field=name, value=value, hint=hint
    )
