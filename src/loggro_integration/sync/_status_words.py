# SPDX-License-Identifier: MIT
"""What a status says to people: one sentence first, then what ends soon and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from loggro_integration.days import business_day
from loggro_integration.errors import Text
from loggro_integration.sync._check_numbering import RENEW
from loggro_integration.sync._check_screens import screen_of
from loggro_integration.sync._finding import Finding, listed, soon, unknown, wrong
from loggro_integration.sync._seen import QuotaSeen, RangeSeen
from loggro_integration.sync._states import State

if TYPE_CHECKING:
    from loggro_integration.sync._status import OpenSale, Status

__all__ = ["answer", "duration", "unknowns", "warnings"]

LAST_RUN, NUMBERING, QUOTA = "last-run", "numbering", "electronic-quota"

_YES: Final = {
    "yes": Text(es="Todo está en Pymes", en="Everything is in Pymes"),
    "not-yet": Text(es="Todavía no está todo en Pymes", en="Not everything is in Pymes yet"),
    "no": Text(es="No todo está en Pymes", en="Not everything is in Pymes"),
    "unknown": Text(
        es="No se sabe si todo está en Pymes", en="It is not known whether everything is in Pymes"
    ),
}
# In the order in which they matter; Spanish has a word for one and a word for several.
_COUNTED: Final = {
    State.PARKED: ("apartada", "apartadas", "set aside"),
    State.DIFFERENT: ("diferente", "diferentes", "different"),
    State.ABSENT: ("falta", "faltan", "missing"),
    State.CANNOT_TELL: ("no se puede saber", "no se pueden saber", "cannot be told"),
    State.IN_FLIGHT: (
        "reenviada, por confirmar",
        "reenviadas, por confirmar",
        "sent again, not confirmed",
    ),
    State.WAITING: ("en espera", "en espera", "waiting"),
    State.SYNCED: ("sincronizada", "sincronizadas", "synchronised"),
}
_RUN: Final = Text(
    es="Revise por qué no corre: loggro sync run.", en="See why it does not run: loggro sync run."
)


def answer(status: Status) -> Text:
    """Say whether everything is in Pymes, which sales are not and why, and when that was seen."""
    head, open_, seen = _YES[status.in_pymes], _which(status.open), _last_run(status)
    synced = _counted(State.SYNCED, status.counts.get(State.SYNCED, 0))
    parts = [synced, *([open_] if open_ else [])]
    return Text(
        es=f"{head.es}: {'; '.join(each.es for each in parts)}. {seen.es}",
        en=f"{head.en}: {'; '.join(each.en for each in parts)}. {seen.en}",
    )


def _which(open_: Sequence[OpenSale]) -> Text | None:
    """Count the open sales by state, and name the first of them with their reason."""
    if not open_:
        return None
    counts = Counter(each.state for each in open_)
    named = sorted(open_, key=lambda each: list(_COUNTED).index(each.state))[:3]
    known = [_counted(state, counts[state]) for state in _COUNTED if counts[state]]
    more = "…" if len(open_) > len(named) else ""
    es = ", ".join(f"{each.number} ({each.meaning.es.rstrip('.')})" for each in named)
    en = ", ".join(f"{each.number} ({each.meaning.en.rstrip('.')})" for each in named)
    return Text(
        es=f"{', '.join(each.es for each in known)}: {es}{more}",
        en=f"{', '.join(each.en for each in known)}: {en}{more}",
    )


def _counted(state: State, count: int) -> Text:
    one, several, en = _COUNTED[state]
    return Text(es=f"{count} {one if count == 1 else several}", en=f"{count} {en}")


def _last_run(status: Status) -> Text:
    age = status.age
    if age is None:
        return Text(es="No ha terminado ninguna pasada.", en="No run has ended yet.")
    told = duration(age)
    return Text(es=f"Última pasada hace {told.es}.", en=f"Last run {told.en} ago.")


def duration(length: timedelta) -> Text:
    """Say a length of time in its largest whole unit, minutes to days."""
    for unit, es, en in (
        (timedelta(days=2), "días", "days"),
        (timedelta(hours=2), "horas", "hours"),
    ):
        if length >= unit:
            count = length // (unit / 2)
            return Text(es=f"{count} {es}", en=f"{count} {en}")
    minutes = length // timedelta(minutes=1)
    return Text(es=f"{minutes} min", en=f"{minutes} min")


def warnings(status: Status) -> Iterator[Finding]:
    """Tell an old last run, and each resolution and quota that ends soon or has ended."""
    today = business_day(status.at)
    if status.is_stale and status.max_age is not None and status.age is not None:
        yield _stale(status.age, status.max_age)
    for each in ending(status.numbering or (), today):
        yield _range_ends(each, today)
    if status.quota is not None and status.quota.verdict in {"soon", "ended"}:
        yield _quota_ends(status.quota)


def ending(ranges: Iterable[RangeSeen], today: date) -> list[RangeSeen]:
    """Return the resolutions that end soon or have ended, and that no other one follows."""
    known = list(ranges)
    good = [each for each in known if each.verdict(today) in {"ok", "unknown"}]
    followed = {each.kind for each in good}
    return [
        each
        for each in known
        if each.verdict(today) in {"soon", "ended"} and each.kind not in followed
    ]


def _stale(age: timedelta, most: timedelta) -> Finding:
    told, allowed = duration(age), duration(most)
    return wrong(
        LAST_RUN,
        Text(
            es=f"Ninguna pasada terminó en {told.es}; lo más son {allowed.es}.",
            en=f"No run ended for {told.en}; the most is {allowed.en}.",
        ),
        _RUN,
    )


def _range_ends(seen: RangeSeen, today: date) -> Finding:
    told = [*_days_told(seen, today), *_numbers_told(seen)]
    name = seen.prefix or "-"
    make = wrong if seen.verdict(today) == "ended" else soon
    return make(
        f"{seen.kind}-numbering",
        Text(
            es=f"La resolución {name} {' y '.join(each.es for each in told)}.",
            en=f"The resolution {name} {' and '.join(each.en for each in told)}.",
        ),
        RENEW,
    )


def _days_told(seen: RangeSeen, today: date) -> Iterator[Text]:
    days, until = seen.days_left(today), seen.valid_until
    if days is not None and days < 0:
        yield Text(es=f"venció el {until}", en=f"ended on {until}")
    elif days is not None:
        yield Text(es=f"vence el {until}, en {days} días", en=f"ends on {until}, in {days} days")


def _numbers_told(seen: RangeSeen) -> Iterator[Text]:
    if seen.used is not None:
        percent = int(seen.used * 100)
        yield Text(
            es=f"va en {percent} %: le quedan {seen.left} números",
            en=f"is {percent} % used: {seen.left} numbers are left",
        )


def _quota_ends(seen: QuotaSeen) -> Finding:
    make = wrong if seen.verdict == "ended" else soon
    return make(
        QUOTA,
        Text(
            es=f"Van {seen.used} de {seen.limit} documentos electrónicos.",
            en=f"{seen.used} of {seen.limit} electronic documents are used.",
        ),
        Text(
            es="Compre un paquete de documentos y suba restobar.quota.limit.",
            en="Buy a pack of documents and raise restobar.quota.limit.",
        ),
    )


def unknowns(status: Status) -> Iterator[Finding]:
    """Name what no run and no check has seen."""
    if status.last_run is None:
        yield _not_seen(
            LAST_RUN,
            Text(es="cuándo terminó una pasada: ninguna.", en="when a run ended: none did."),
            Text(es="Ejecute loggro sync run.", en="Run loggro sync run."),
        )
    if status.numbering is None:
        yield _not_seen(
            NUMBERING,
            Text(es="cuánto queda de las resoluciones.", en="how much of the resolutions is left."),
            _CHECK,
        )
    yield from map(_half_seen, _unsure(status.numbering or ()))
    if status.quota is None or status.quota.limit is None:
        yield unknown(
            QUOTA,
            "cuántos documentos electrónicos quedan: diga restobar.quota en loggro.toml.",
            "how many electronic documents are left: tell restobar.quota in loggro.toml.",
            screen_of(QUOTA),
        )


def _unsure(ranges: Iterable[RangeSeen]) -> list[RangeSeen]:
    return [each for each in ranges if each.valid_until is None or each.last_number is None]


def _half_seen(seen: RangeSeen) -> Finding:
    """Name what is not known of a resolution: its end, or how much of it is used."""
    es = [*(["hasta cuándo vale"] if seen.valid_until is None else [])]
    en = [*(["until when it is valid"] if seen.valid_until is None else [])]
    if seen.last_number is None:
        es.append("cuántos números lleva")
        en.append("how many of its numbers are used")
    name = seen.prefix or "-"
    return _not_seen(
        f"{seen.kind}-numbering",
        Text(es=f"de la resolución {name}, {listed(es)}.", en=f"of {name}, {listed(en)}."),
        _CHECK,
    )


_CHECK: Final = Text(
    es="Ejecute loggro check, o la próxima pasada lo anota.",
    en="Run loggro check, or the next run notes it.",
)


def _not_seen(code: str, what: Text, fix: Text) -> Finding:
    return Finding(
        code=code,
        verdict="unknown",
        message=Text(es=f"No se sabe {what.es}", en=f"It is not known {what.en}"),
        fix=fix,
    )
