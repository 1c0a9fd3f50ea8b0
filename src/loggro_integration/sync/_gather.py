# SPDX-License-Identifier: MIT
"""
Which sales a run is about: those of its days, those that are not done yet, those paid late.

Nothing that Restobar shows is passed over in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from loggro_integration.days import business_day
from loggro_integration.errors import (
    LedgerError,
    NotFound,
    RateLimited,
    ReadFailed,
    Rejected,
    Text,
    UnexpectedResponse,
)
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._ahead import ahead
from loggro_integration.sync._case import Case, Gathered, Unread
from loggro_integration.sync._judge import RENUMBERED, REPEATED
from loggro_integration.sync._observe import is_finished, is_settled
from loggro_integration.sync._parts import Earlier
from loggro_integration.sync._policy import SyncPolicy
from loggro_integration.sync._states import LOOKABLE, Row, State
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import ACCOUNT_TROUBLE
from loggro_integration.wire import Sale

__all__ = ["Gatherer"]

K = TypeVar("K")

# Sales that are read at once; a page is held whole.
A_PAGE = 300

# So many sales of one day are read by their day.
CROWDED = 5

_UNREADABLE = (ReadFailed, UnexpectedResponse, Rejected)


class Gatherer:
    """
    Reads sales of Restobar and gives each the key under which the ledger knows it.

    Args:
        pos: Client of Restobar.
        store: The ledger.
        plan_of: Maps a sale.
        policy: Limits.
        stop: Asked after each sale whether to read no more.
    """

    def __init__(
        self,
        pos: RestobarClient,
        store: Store,
        plan_of: Callable[[Sale], Plan],
        policy: SyncPolicy,
        stop: Callable[[], bool],
    ) -> None:
        self._pos = pos
        self._store = store
        self._plan_of = plan_of
        self._policy = policy
        self._stop = stop

    def gather(self, first: date, last: date, *, today: date) -> Gathered | None:
        """
        Return the sales of these days and the older ones not done; none where it was stopped.

        Where these days hold more than are held at once, there is `None`: go day by day then.
        """
        found = Gathered(unfinished=self._unfinished())
        listed = self._list(first, last, found, most=self._policy.at_once if first < last else None)
        return None if listed is None else self._with_older(found, listed, (), today)

    def of_day(self, day: date, before: Earlier, *, today: date) -> Gathered:
        """Return the sales of one day of a long run; none where it was stopped."""
        found = self._going_on(before)
        listed = self._list(day, day, found) or {}
        if found.stopped:
            return Gathered(stopped=True)
        self._sort_out(found, listed.values(), today)
        return found

    def of_last_day(self, day: date, before: Earlier, *, today: date) -> Gathered:
        """Return the sales of the last day of a long run, and the older ones that are not done."""
        found = self._going_on(before)
        listed = self._list(day, day, found) or {}
        return self._with_older(found, listed, before.done, today)

    def some(self, sales: Iterable[Sale]) -> Gathered:
        """Return the cases of these sales, and of the rows that former numbers have left."""
        found = Gathered()
        # What is not paid is not kept of such a reading: any day serves.
        self._sort_out(found, sales, date.min)
        return found

    def keep(self, found: Gathered) -> None:
        """Remember what is not paid yet, so that it is not forgotten once its day is read."""
        kept = "\n".join(
            f"{sale_id} {day} {asked}" for sale_id, (day, asked) in sorted(found.unfinished.items())
        )
        if kept != (self._store.get("unfinished") or ""):
            self._store.put("unfinished", kept)

    def _going_on(self, before: Earlier) -> Gathered:
        if before.unfinished is None:
            before.unfinished = self._unfinished()
        return Gathered(unfinished=before.unfinished)

    def _list(
        self, first: date, last: date, found: Gathered, *, most: int | None = None
    ) -> dict[str, Sale] | None:
        """List the sales of these days; nothing where there are more than `most`."""
        listed: dict[str, Sale] = {}
        listing = self._pos.invoices.list(since=first, until=last, status="Todos", page_size=A_PAGE)
        for each in listing:
            if self._stop():
                found.stopped = True
                return {}
            listed[str(each.id)] = each
            if most is not None and max(listing.total or 0, len(listed)) > most:
                return None
            day = business_day(each.created_on)
            found.newest = max(found.newest or day, day)
        return listed

    def _with_older(
        self, found: Gathered, listed: dict[str, Sale], done: Container[str], today: date
    ) -> Gathered:
        """Join the older sales that are not done, but those that this run has had before."""
        if found.stopped:
            return Gathered(stopped=True)
        listed.update(self._paid_late(found, listed, today))
        older = [
            row
            for row in self._store.rows(*LOOKABLE)
            if row.restobar_id not in listed and row.restobar_id not in done
        ]
        listed.update(self._of_crowded_days(older))
        single = [row for row in older if row.restobar_id not in listed]
        for row, answer in self._ahead(lambda row: row.restobar_id, single):
            if sale := self._read(row, answer, found):
                listed[str(sale.id)] = sale
        self._sort_out(found, listed.values(), today)
        return found

    def _ahead(
        self, id_of: Callable[[K], str], wanted: Iterable[K]
    ) -> Iterator[tuple[K, Callable[[], Sale]]]:
        """Read sales by their ids, several at a time."""
        return ahead(
            lambda each: self._pos.invoices.get(ObjectId(id_of(each))),
            wanted,
            self._policy.concurrency,
        )

    def _unfinished(self) -> dict[str, tuple[date, date]]:
        try:
            lines = [line.split() for line in (self._store.get("unfinished") or "").splitlines()]
            return {
                sale_id: (date.fromisoformat(day), date.fromisoformat(asked))
                for sale_id, day, asked in lines
            }
        except ValueError:
            raise LedgerError(
                "The list of unpaid sales cannot be read: it was altered.", code="ledger-altered"
            ) from None

    def _paid_late(
        self, found: Gathered, listed: dict[str, Sale], today: date
    ) -> Iterator[tuple[str, Sale]]:
        """Ask once a day for what was not paid in full, outside the days of the run."""
        oldest = today - timedelta(days=self._policy.unfinished_days)
        for sale_id, (day, _) in list(found.unfinished.items()):
            if day < oldest and sale_id not in listed:
                del found.unfinished[sale_id]
        wanted = [
            sale_id
            for sale_id, (_, asked) in found.unfinished.items()
            if sale_id not in listed and asked != today
        ]
        for sale_id, answer in self._ahead(str, wanted):
            day, asked = found.unfinished[sale_id]
            found.unfinished[sale_id] = (day, today)
            try:
                yield sale_id, answer()
            except (*ACCOUNT_TROUBLE, RateLimited):
                raise
            except NotFound:
                del found.unfinished[sale_id]
            except _UNREADABLE:
                found.unfinished[sale_id] = (day, asked)

    def _of_crowded_days(self, rows: list[Row]) -> Iterator[tuple[str, Sale]]:
        """Read the older sales by whole days where a day has several: one call, not one each."""
        wanted = {row.restobar_id for row in rows}
        for day, count in sorted(Counter(row.day for row in rows).items()):
            if count < CROWDED:
                continue
            that = date.fromisoformat(day)
            for sale in self._pos.invoices.list(since=that, until=that, status="Todos"):
                if str(sale.id) in wanted:
                    yield str(sale.id), sale

    def _read(self, row: Row, answer: Callable[[], Sale], found: Gathered) -> Sale | None:
        """Take what was read of an older sale; one that cannot be read stops nothing."""
        try:
            sale = answer()
        except (*ACCOUNT_TROUBLE, RateLimited):
            raise
        except NotFound:
            found.unread.append(Unread(reason=_LOST, row=row))
        except _UNREADABLE as error:
            found.unread.append(Unread(reason=_unreadable(type(error).__name__), row=row))
        else:
            if is_finished(sale):
                return sale
            found.unread.append(Unread(reason=_REOPENED, row=row, sale=sale))
        return None

    def _sort_out(self, found: Gathered, sales: Iterable[Sale], today: date) -> None:
        cases: dict[str, Case] = {}
        for sale in sorted(sales, key=lambda sale: (sale.created_on, str(sale.id))):
            if is_finished(sale):
                self._add(cases, sale, found)
            if is_settled(sale):
                found.unfinished.pop(str(sale.id), None)
            else:
                found.unfinished[str(sale.id)] = (business_day(sale.created_on), today)
        found.cases += cases.values()

    def _add(self, cases: dict[str, Case], sale: Sale, found: Gathered) -> None:
        plan = self._plan_of(sale)
        if plan.key is None:
            found.unread.append(Unread(reason=_NO_NUMBER, sale=sale, plan=plan))
            return
        for case in self._cases_of(sale, plan, plan.key):
            other = cases.get(str(case.key))
            if other is None:
                cases[str(case.key)] = case
                continue
            if other.foreign and not case.foreign:
                cases[str(case.key)] = case
            cases[str(case.key)].odd = REPEATED

    def _cases_of(self, sale: Sale, plan: Plan, key: SaleKey) -> Iterator[Case]:
        """
        Give the case of a sale: under its key, or under the one the ledger knows it by.

        A business that is named later, or not always, changes nothing: it is the same sale. Under
        another number, both rows are looked at by a person once either may have been sent.
        """
        rows = self._store.rows_of_sale(str(sale.id))
        same = [row for row in rows if row.number == str(key.number)]
        others = [row for row in rows if row.number != str(key.number)]
        if same:
            key = SaleKey.parse(same[0].key)
        odd = RENUMBERED if any(_may_be_in_pymes(row) for row in others) else ""
        holder = same[0] if same else self._store.row(str(key))
        foreign = holder is not None and holder.restobar_id != str(sale.id)
        yield Case(sale=sale, key=key, plan=plan, odd=REPEATED if foreign else odd, foreign=foreign)
        for row in others:
            yield Case(sale=sale, key=SaleKey.parse(row.key), plan=plan, odd=RENUMBERED)


def _may_be_in_pymes(row: Row) -> bool:
    return bool(row.ever_synced or row.intents or row.state is State.IN_FLIGHT)


_LOST = Text(
    es="Restobar ya no muestra esta venta: revise si la borraron.",
    en="Restobar does not show this sale any more: check whether it was deleted.",
)
_REOPENED = Text(
    es="La venta volvió a quedar sin pagar en Restobar: se revisa cuando se cierre.",
    en="The sale is open again in Restobar: it is looked after once it is closed.",
)
_NO_NUMBER = Text(
    es="La venta no tiene un número que se pueda usar: no se puede buscar ni enviar.",
    en="The sale has no number that can be used: it cannot be looked up or sent.",
)


def _unreadable(what: str) -> Text:
    return Text(
        es=f"Restobar no deja leer esta venta ({what}): se intenta en la próxima pasada.",
        en=f"Restobar does not let this sale be read ({what}): the next run tries again.",
    )
