# SPDX-License-Identifier: MIT
"""Ledgers to look at, written event by event as a run writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from loggro_integration.exact_json import JsonValue
from loggro_integration.sync import Event, EventKind, SqliteStore

NOW = datetime(2026, 11, 24, 19, 5, tzinfo=UTC)
HOSTILE = "<script>alert('x')</script> & \"Cía\""
BUSINESS = "6399190e5fe56f01f9a50001"


def key_of(number: int, prefix: str = "FE") -> str:
    return f"{BUSINESS}:{prefix}:{number}"


def seen(
    sequence: int,
    date_: date,
    /,
    *,
    prefix: str = "FE",
    electronic: bool = True,
    **detail: JsonValue,
) -> Event:
    """A sale as Restobar shows it first: paid in cash, and accepted by DIAN if it is electronic."""
    series = prefix if electronic else "POS"
    known: dict[str, JsonValue] = {
        "id": f"{sequence:024x}",
        "number": f"{series}{sequence}",
        "day": date_.isoformat(),
        "kind": "electronic" if electronic else "pos",
        "total": "54000",
        "identity": f"{sequence:032x}",
        "condition": "0" * 32,
        "paid": "54000",
        "status": "Pagada",
        "dian": "accepted" if electronic else "",
        "payments": [["Efectivo", "54000", "0"]],
    }
    at = datetime(date_.year, date_.month, date_.day, 20, 15, tzinfo=UTC)
    key = key_of(sequence, series)
    return Event(at=at, key=key, kind=EventKind.SEEN, detail={**known, **detail})


def after(event: Event, kind: EventKind, **detail: JsonValue) -> Event:
    return Event(at=event.at + timedelta(minutes=20), key=event.key, kind=kind, detail=detail)


def synced(event: Event) -> list[Event]:
    return [event, after(event, EventKind.LOOKED_UP, result="equal")]


def absent(event: Event) -> list[Event]:
    return [event, after(event, EventKind.LOOKED_UP, result="absent")]


def parked(event: Event, reason: str) -> list[Event]:
    looked = (
        after(event, EventKind.LOOKED_UP, result="absent")
        if reason == "sends-used-up"
        else after(event, EventKind.LOOKED_UP, result="different", reason=reason)
    )
    return [event, looked, after(event, EventKind.PARKED, reason=reason)]


def sent(event: Event) -> list[Event]:
    return [
        *absent(event),
        after(event, EventKind.INTENDED),
        after(event, EventKind.SENT),
        after(event, EventKind.ANSWERED, answer="accepted"),
    ]


def a_month(count: int) -> Iterator[Event]:
    """Give `count` synchronised sales, one in three of them on the counter."""
    for number in range(1, count + 1):
        day = date(2026, 11, 1) + timedelta(days=number * 20 // count)
        total = str(18000 + number % 17 * 3500)
        paid: list[JsonValue] = [["Efectivo", total, "0"]]
        yield from synced(
            seen(number, day, electronic=number % 3 > 0, total=total, paid=total, payments=paid)
        )


def a_bad_week() -> Iterator[Event]:
    """Give sales of every state, with every way to be open."""
    day = date(2026, 11, 23)
    mixed: list[JsonValue] = [["Nequi", "80000", "8000"], ["Efectivo", "40000", "0"]]
    yield from parked(
        seen(901, day, total="120000", paid="120000", payments=mixed), "sends-used-up"
    )
    yield from parked(seen(902, day, total="86500", paid="86500"), "sends-used-up")
    yield from parked(seen(903, day), "differs:customer, total")
    yield from parked(seen(904, day, dian="rejected"), "duplicate")
    yield from sent(seen(905, date(2026, 11, 24), dian="pending"))
    yield seen(
        906, date(2026, 11, 24), status="Por Pagar", paid="0", payments=[], dian="Notificada"
    )
    unsure = seen(907, date(2026, 11, 24), electronic=False)
    yield unsure
    yield after(unsure, EventKind.LOOKED_UP, result="cannot_tell", reason="no-answer")
    yield seen(908, date(2026, 11, 24), excluded="courtesy", electronic=False)
    gone = seen(909, date(2026, 11, 22), status="Anulada")
    yield from synced(gone)
    yield after(gone, EventKind.VOIDED)


def write(path: Path, events: Iterator[Event], *, last_run: datetime | None = NOW) -> Path:
    """Write a ledger of these events, with a customer for two of its sales."""
    with SqliteStore.open(path) as store:
        store.append(events)
        store.put("watermark", "2026-11-01")
        if last_run is not None:
            ended = (last_run - timedelta(minutes=12)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            store.put("first_run", ended)
            store.put("last_run", ended)
        for number, name in ((901, "Ana María Ñáñez"), (902, HOSTILE), (1, "Ana María Ñáñez")):
            document = "1032456871" if "Ana" in name else "900123456"
            store.remember(
                key_of(number), day="2026-11-23", document=document, name=name, email="a@b.co"
            )
    return path
