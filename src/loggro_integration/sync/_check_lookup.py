# SPDX-License-Identifier: MIT
"""The check of the sales look-up, and which recent sales it does not see: no ledger is needed."""

from __future__ import annotations

from typing import Final

from loggro_integration.days import business_day
from loggro_integration.errors import Text
from loggro_integration.sync._check_reads import Reads
from loggro_integration.sync._check_screens import screen_of
from loggro_integration.sync._finding import Finding, fine, unknown, wrong
from loggro_integration.sync._lookup import CannotTell, NoNotes, SalesLookup
from loggro_integration.sync._observe import is_finished
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.wire import Sale

__all__ = ["Looked", "look"]

_CODE: Final = "sales-lookup"


class Looked:
    """
    What the look-up says of the recent sales.

    Attributes:
        findings: One: it works, it does not, or there is nothing to try it with.
        synced: Recent sales that Pymes shows.
        unsynced: Finished sales, older than the grace of Loggro's push, that Pymes does not show.
    """

    def __init__(self, finding: Finding) -> None:
        self.findings = [finding]
        self.synced: list[Sale] = []
        self.unsynced: list[Sale] = []


def look(reads: Reads) -> Looked:
    """Try the look-up on the recent sales."""
    lookup = SalesLookup(reads.books, NoNotes(), SyncSettings.from_rules(reads.rules))
    due = reads.clock() - SyncPolicy().grace
    known = [
        (sale, plan.key, business_day(sale.created_on))
        for sale, plan in reads.plans
        if plan.key is not None and is_finished(sale) and not sale.is_voided and not plan.courtesy
    ]
    lookup.prove((key, day) for _, key, day in reversed(known))
    if not known:
        return Looked(_nothing_sold())
    sale, key, day = known[-1]
    answer = lookup.find(key, day)
    if isinstance(answer, CannotTell) and not answer.is_unproved:
        return Looked(_cannot(answer))
    looked = Looked(_proved(sale) if lookup.is_proved else _unproved())
    for each, its_key, its_day in known:
        if lookup.on_day(its_key, its_day):
            looked.synced.append(each)
        elif each.created_on <= due:
            looked.unsynced.append(each)
    return looked


def _nothing_sold() -> Finding:
    return unknown(
        _CODE,
        "no hay ventas recientes con qué probar la consulta de ventas de Pymes.",
        "there are no recent sales to try the sales look-up of Pymes with.",
        screen_of(_CODE),
    )


def _proved(sale: Sale) -> Finding:
    return fine(
        _CODE,
        f"encuentra ventas conocidas (hasta {sale.label})",
        f"finds known sales (to {sale.label})",
    )


def _unproved() -> Finding:
    return unknown(
        _CODE,
        "la consulta de ventas aún no encuentra ninguna. Con el número de una factura que esté en "
        "Pymes: loggro check --known NÚMERO.",
        "the sales look-up finds none yet. With the number of an invoice that Pymes shows: "
        "loggro check --known NUMBER.",
        screen_of(_CODE),
    )


def _cannot(answer: CannotTell) -> Finding:
    setting = answer.setting
    fix = Text(
        es=f"Corrija {setting} en loggro.toml." if setting else "Vuelva a intentarlo más tarde.",
        en=f"Correct {setting} in loggro.toml." if setting else "Try again later.",
    )
    return wrong(_CODE, answer.reason, fix)
