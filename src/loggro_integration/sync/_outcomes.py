# SPDX-License-Identifier: MIT
"""From a sale of a run to what the report says of it; no customer is named there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from loggro_integration.errors import Problem, Text
from loggro_integration.money import plain
from loggro_integration.sync._case import Case, Unread
from loggro_integration.sync._causes import Cause, likely_causes
from loggro_integration.sync._compare import Difference
from loggro_integration.sync._pass import USED_UP
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._reasons import meaning_of
from loggro_integration.sync._report import Outcome
from loggro_integration.sync._states import State
from loggro_integration.wire import Sale

__all__ = ["causes_of", "outcome_of", "outcome_of_unread", "outcome_of_waiting"]

MASK = "•••"
# Shorter ones would blot out half of a sentence.
SHORTEST_NAME = 3


def outcome_of(case: Case, settings: SyncSettings, policy: SyncPolicy, *, now: datetime) -> Outcome:
    """Return where one sale stands after the run."""
    verdict = case.verdict
    said = case.held or (verdict.text if verdict else None)
    owed = _other_balance(case, settings, policy, now)
    if owed is not None:
        said = _owed_text(owed)
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
        differences=((owed,) if owed else ()) + (verdict.differences if verdict else ()),
        problems=tuple(_unnamed_problem(each, case.sale) for each in blocking),
        unclear=verdict is not None and verdict.result == "cannot_tell",
        attention=accepted_since or bool(case.odd) or owed is not None,
    )


def outcome_of_waiting(case: Case) -> Outcome:
    """Return what is known of a sale voided so lately that Pymes may still get it."""
    return Outcome(
        key=str(case.key),
        number=str(case.key.number),
        kind=case.plan.kind,
        day=case.day,
        total=case.sale.total,
        state=State.WAITING,
        reason=_VOIDED_LATELY,
    )


def _other_balance(
    case: Case, settings: SyncSettings, policy: SyncPolicy, now: datetime
) -> Difference | None:
    """
    Return how the balance of a credit differs in Pymes, once a payment has had time to get there.

    It moves no state: the document itself is the same on both sides.
    """
    booked = case.verdict.booked if case.verdict else None
    if case.state is not State.SYNCED or booked is None or booked.balance is None:
        return None
    sale = case.sale
    if sale.credit is None or sale.is_voided or "balance" in settings.not_shown:
        return None
    if sale.modified_on is not None and now - sale.modified_on < policy.grace:
        return None
    preview = case.plan.accounting.balance
    owed = sale.balance if preview is None else preview
    if abs(owed - booked.balance) <= settings.tolerance:
        return None
    return Difference(field="balance", restobar=plain(owed), pymes=plain(booked.balance))


def causes_of(cases: Iterable[Case], settings: SyncSettings) -> tuple[Cause, ...]:
    """Rank why the sales of a run that Pymes proves not to have may be missing; asks nothing."""
    known = list(cases)
    kinds = {case.sale.id: str(case.plan.kind) for case in known}
    return likely_causes(
        [case.sale for case in known if _is_missing(case)],
        [case.sale for case in known if case.state is State.SYNCED],
        (),
        kind_of=lambda sale: kinds[sale.id],
        dian_of=settings.dian_word,
    )


def _is_missing(case: Case) -> bool:
    """Tell whether a sale should be in Pymes and is not: absent, refused, or sent in vain."""
    if case.foreign or case.sale.is_voided:
        return False
    refused = case.known.reason.startswith("rejected") or case.known.reason == USED_UP
    return case.state is State.ABSENT or (case.state is State.PARKED and refused)


def outcome_of_unread(unread: Unread) -> Outcome:
    """Return what is known of a sale that could not be looked after."""
    row, sale, plan = unread.row, unread.sale, unread.plan
    return Outcome(
        key=row.key if row else "",
        number=row.number if row else _number(unread),
        kind=row.kind if row else (plan.kind if plan else ""),
        day=unread.day,
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
    return meaning_of(row.reason) if row.reason else None


def _owed_text(found: Difference) -> Text:
    return Text(
        es=f"Está en Pymes, y el saldo no coincide: Restobar {found.restobar}, Pymes "
        f"{found.pymes}. Revise los abonos.",
        en=f"It is in Pymes, and the balance differs: Restobar {found.restobar}, Pymes "
        f"{found.pymes}. Check the payments.",
    )


_VOIDED_LATELY = Text(
    es="Se acaba de anular: se mira otra vez cuando Loggro haya tenido tiempo de llevarla.",
    en="It was voided just now: it is looked at again once Loggro has had time to carry it.",
)
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
