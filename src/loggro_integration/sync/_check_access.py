# SPDX-License-Identifier: MIT
"""Checks of who calls: clock, plan, login, token, permissions, cash session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from loggro_integration.errors import PlanLimit, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.sync._check_reads import Reads
from loggro_integration.sync._check_screens import screen_of
from loggro_integration.sync._clock import CLOCKS_APART, time_told
from loggro_integration.sync._finding import Finding, fine, missing, soon, unknown, wrong

__all__ = ["cash_session", "clock", "login", "permissions", "plan", "pymes_token", "shared_login"]

_EXPIRES_SOON: Final = timedelta(days=30)
_MILLISECONDS: Final = 10**11


def clock(reads: Reads) -> list[Finding]:
    """Compare the clock of this machine with the ``Date`` of an answer."""
    answer = reads.pos.with_raw_response.invoices.last()
    here = reads.clock()
    told = time_told(answer.headers)
    if told is None:
        return [
            unknown(
                "clock",
                "Restobar no dice su hora.",
                "Restobar does not tell its time.",
                screen_of("clock"),
            )
        ]
    apart = abs(here - told)
    minutes = apart // timedelta(minutes=1)
    if apart <= CLOCKS_APART:
        return [fine("clock", "está en hora", "is right")]
    ahead = here > told
    return [
        wrong(
            "clock",
            Text(
                es=f"El reloj de este equipo está {'adelantado' if ahead else 'atrasado'} "
                f"{minutes} minutos.",
                en=f"The clock of this machine is {minutes} minutes "
                f"{'ahead' if ahead else 'behind'}.",
            ),
            Text(
                es="Active la hora de red (NTP) en este equipo.",
                en="Switch network time (NTP) on in this machine.",
            ),
        )
    ]


def plan(reads: Reads) -> list[Finding]:
    """Tell what the plan hides: a free account sees 30 days, a trial one 24 hours."""
    report = reads.pos.reports.sales_invoices(since=reads.today, until=reads.today, page_size=1)
    try:
        next(iter(report), None)
    except PlanLimit:
        return [_without_premium(reads)]
    return [fine("plan", "premium", "premium")]


def _without_premium(reads: Reads) -> Finding:
    day = reads.last_day()
    try:
        next(iter(reads.pos.invoices.list(since=day, until=day)), None)
    except PlanLimit:
        return wrong(
            "plan",
            Text(
                es="La cuenta gratuita solo muestra 30 días de ventas.",
                en="The free account shows 30 days of sales alone.",
            ),
            Text(
                es="Pase a un plan pago de Restobar: la integración lo exige.",
                en="Take a paid plan of Restobar: the integration demands one.",
            ),
        )
    return soon(
        "plan",
        Text(
            es="La cuenta no es premium; si es de prueba, solo muestra 24 horas de ventas.",
            en="The account is not premium; if it is a trial, it shows 24 hours of sales alone.",
        ),
        Text(
            es="Si es de prueba, pase a un plan pago: lo que no se lee no se sincroniza.",
            en="If it is a trial, take a paid plan: what is not read is not synchronised.",
        ),
    )


def login(reads: Reads) -> list[Finding]:
    """Tell that the login works, and how old its token is."""
    last = reads.pos.invoices.last()
    number = last.get("number") if last else None
    days = _age(reads.pos.token_claims, reads.clock())
    old = Text(es="", en="") if days is None else _days_old(days)
    return [
        fine(
            "restobar-login",
            f"última factura {number or '-'}{old.es}",
            f"last invoice {number or '-'}{old.en}",
        )
    ]


def _days_old(days: int) -> Text:
    return Text(es=f"; token de hace {days} días", en=f"; token {days} days old")


def pymes_token(reads: Reads) -> list[Finding]:
    """Tell that the token of Pymes works, and when it ends where it says so."""
    count = len(reads.establishments)
    claims, now = reads.books.token_claims, reads.clock()
    ends = _instant(claims.get("exp"))
    if ends is not None and ends - now <= _EXPIRES_SOON:
        day = ends.date()
        return [
            soon(
                "pymes-token",
                Text(es=f"El token de Pymes vence el {day}.", en=f"Pymes' token ends on {day}."),
                Text(
                    es="Genere otro y péguelo en Restobar y donde lo lee este programa.",
                    en="Make another; paste it in Restobar and where this program reads it.",
                ),
            )
        ]
    days = _age(claims, now)
    old = Text(es="", en="") if days is None else _days_old(days)
    return [
        fine(
            "pymes-token",
            f"responde; establecimientos: {count}{old.es}",
            f"answers; establishments: {count}{old.en}",
        )
    ]


def _age(claims: Mapping[str, JsonValue], now: datetime) -> int | None:
    """Return the days since a token was made, where it says so."""
    made = _instant(claims.get("iat")) or _instant(claims.get("date"))
    return None if made is None else max(0, (now - made).days)


def _instant(value: JsonValue) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        return None
    seconds = value // 1000 if value >= _MILLISECONDS else value
    return datetime.fromtimestamp(seconds, UTC)


def permissions(reads: Reads) -> list[Finding]:
    """Say that what the role may write shows only when it is tried."""
    del reads
    return [
        unknown(
            "permissions",
            "si el rol del usuario permite reenviar facturas a la integración.",
            "whether the user's role may send invoices to the integration again.",
            screen_of("permissions"),
        )
    ]


def shared_login(reads: Reads) -> list[Finding]:
    """Tell whether the user of the integration is also a cashier or a seller."""
    user = reads.pos.token_claims.get("sub")
    if not isinstance(user, str):
        return [
            unknown(
                "shared-login",
                "el token no dice de qué usuario es.",
                "the token does not say whose it is.",
                screen_of("shared-login"),
            )
        ]
    sold = sum(
        user in {person.id for person in (sale.cashier, sale.seller) if person}
        for sale in reads.sales
    )
    at_till = any(user in {each.id for each in box.cashiers} for box in reads.sessions)
    if not sold and not at_till:
        return [fine("shared-login", "es un usuario dedicado", "is a user of its own")]
    return [
        soon(
            "shared-login",
            Text(
                es=f"El usuario de la integración es cajero de una caja abierta, o vendió: "
                f"{sold} ventas recientes.",
                en=f"The integration's user is cashier of an open session, or sold: "
                f"{sold} recent sales.",
            ),
            Text(
                es="Cree un usuario solo para la integración: entrar de nuevo puede sacar al "
                "cajero.",
                en="Make a user for the integration alone: logging in may throw the cashier out.",
            ),
        )
    ]


def cash_session(reads: Reads) -> list[Finding]:
    """Nothing is billed or paid without an open cash session."""
    if reads.sessions:
        count = len(reads.sessions)
        return [fine("open-cash-session", f"{count} abiertas", f"{count} open")]
    return [
        missing(
            "open-cash-session",
            Text(es="No hay caja abierta en Restobar.", en="No cash session is open in Restobar."),
            Text(
                es="Ábrala en Restobar: sin ella no se puede facturar ni cobrar.",
                en="Open it in Restobar: nothing can be billed or paid without it.",
            ),
        )
    ]
