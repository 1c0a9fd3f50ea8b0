# SPDX-License-Identifier: MIT
"""From a sale of a run to what the report says of it; no customer is named there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from loggro_integration.days import business_day
from loggro_integration.errors import Problem, Text
from loggro_integration.sync._case import Case, Unread
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._report import Outcome
from loggro_integration.sync._states import Row, State
from loggro_integration.wire import Sale

__all__ = ["outcome_of", "outcome_of_unread"]

MASK = "•••"
# Shorter ones would blot out half of a sentence.
SHORTEST_NAME = 3


def outcome_of(case: Case, settings: SyncSettings, policy: SyncPolicy) -> Outcome:
    """Return where one sale stands after the run."""
    verdict = case.verdict
    said = case.held or (verdict.text if verdict else None)
    accepted_since = case.known.reason == "dian-rejected" and not settings.is_rejected(case.sale)
    if accepted_since:
        said = _ACCEPTED_SINCE
    reason = said or _reason(case, settings, policy)
    blocking = case.plan.blocking if case.state is not State.SYNCED else ()
    return Outcome(
        key=str(case.key),
        number=str(case.key.number),
        kind=case.plan.kind,
        day=case.day,
        total=case.sale.total,
        state=case.state,
        sends=case.known.sends,
        sent_now=case.sent_now,
        reason=reason and _unnamed(reason, case.sale),
        setting=verdict.setting if verdict else "",
        differences=verdict.differences if verdict else (),
        problems=tuple(_unnamed_problem(each, case.sale) for each in blocking),
        unclear=verdict is not None and verdict.result == "cannot_tell",
        attention=accepted_since or bool(case.odd),
    )


def outcome_of_unread(unread: Unread) -> Outcome:
    """Return what is known of a sale that could not be looked after."""
    row, sale, plan = unread.row, unread.sale, unread.plan
    return Outcome(
        key=row.key if row else "",
        number=row.number if row else _number(unread),
        kind=row.kind if row else (plan.kind if plan else ""),
        day=business_day(sale.created_on) if sale else _day(row),
        total=unread.total,
        # What has no number cannot be in the ledger; a person has to look all the same.
        state=row.state if row else State.PARKED,
        sends=row.sends if row else 0,
        reason=unread.reason,
        problems=tuple(_unnamed_problem(each, sale) for each in plan.blocking)
        if sale and plan
        else (),
        attention=True,
    )


def _number(unread: Unread) -> str:
    return unread.sale.label if unread.sale else ""


def _day(row: Row | None) -> date:
    return date.fromisoformat(row.day) if row else date.min


def _reason(case: Case, settings: SyncSettings, policy: SyncPolicy) -> Text | None:
    row = case.known
    if row.state is State.WAITING and settings.is_pending(case.sale):
        hours = policy.dian_patience // timedelta(hours=1)
        return Text(
            es=f"La DIAN aún no decide: se le dan {hours} horas.",
            en=f"DIAN has not decided yet: it is given {hours} hours.",
        )
    if row.state is State.WAITING:
        minutes = policy.grace // timedelta(minutes=1)
        return Text(
            es=f"Loggro aún puede llevarla solo: se le dan {minutes} minutos.",
            en=f"Loggro may still carry it by itself: it is given {minutes} minutes.",
        )
    if row.state is State.ABSENT and row.sends:
        hours = policy.between_sends // timedelta(hours=1)
        return Text(
            es=f"Reenviada {row.sends} veces y aún no llega; se espera {hours} h entre envíos.",
            en=f"Sent {row.sends} times and not there yet; sends are {hours} h apart.",
        )
    return Text(es=row.reason, en=row.reason) if row.reason else None


_ACCEPTED_SINCE = Text(
    es="La DIAN la había rechazado y ya no: si la aceptó, libérela para sincronizarla.",
    en="DIAN had rejected it and does not any more: if it accepted it, release it to sync it.",
)


def _unnamed_problem(problem: Problem, sale: Sale) -> Problem:
    return replace(
        problem,
        value=problem.value and _masked(problem.value, sale),
        message=_unnamed(problem.message, sale),
        fix=_unnamed(problem.fix, sale),
    )


def _unnamed(text: Text, sale: Sale) -> Text:
    """Return a text without the name, document, mail and phone of the sale's customer."""
    return Text(es=_masked(text.es, sale), en=_masked(text.en, sale))


def _masked(text: str, sale: Sale) -> str:
    client = sale.client
    if client is None:
        return text
    given = (client.full_name, client.name, client.last_name, client.document, client.email)
    named = {str(value) for value in (*given, client.phone) if value}
    # The mapping reads a document without its dots and blanks.
    named |= {re.sub(r"[.\s]", "", str(client.document))} if client.document else set()
    for value in sorted(named, key=len, reverse=True):
        if len(value) >= SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", MASK, text)
    return text
