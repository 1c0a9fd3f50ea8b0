# SPDX-License-Identifier: MIT
"""What changed in Restobar since the ledger last saw a sale."""

from __future__ import annotations

from datetime import date, datetime

from loggro_integration.codes import InvoiceStatus
from loggro_integration.days import business_day
from loggro_integration.errors import LedgerError
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync._compare import condition, customer_document, identity
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.sync._states import Event, EventKind, Row
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["Observer", "is_finished", "is_settled"]

UNFINISHED = frozenset({InvoiceStatus.PENDING, InvoiceStatus.BILLED})


def is_finished(sale: Sale) -> bool:
    """Tell whether a sale is closed: paid, on credit or voided; the others may still change."""
    return sale.is_voided or sale.status not in UNFINISHED


def is_settled(sale: Sale) -> bool:
    """Tell whether nothing more is expected of a sale: it is voided, or paid in full."""
    return sale.is_voided or (is_finished(sale) and (not sale.credit or sale.balance <= 0))


class Observer:
    """Compares a sale with the ledger and records what is new."""

    def __init__(self, store: Store, settings: SyncSettings, watermark: date | None) -> None:
        self._store = store
        self._settings = settings
        self._watermark = watermark

    def observe(
        self, sale: Sale, key: SaleKey, plan: Plan, *, excluded: str = "", now: datetime
    ) -> Row:
        """Record a sale that is new, or what changed in a known one; return its row."""
        row = self._store.row(str(key))
        events = (
            self._first(sale, key, plan, excluded, now)
            if row is None
            else (self._changes(row, sale, key, now))
        )
        if events:
            self._store.append(events)
            row = self._store.row(str(key))
        if row is None:
            raise LedgerError(f"The ledger did not keep {key}.", code="ledger-unusable")
        return row

    def _first(
        self, sale: Sale, key: SaleKey, plan: Plan, excluded: str, now: datetime
    ) -> list[Event]:
        self._remember(sale, key)
        detail: dict[str, JsonValue] = {
            "id": str(sale.id),
            "number": str(key.number),
            "day": business_day(sale.created_on).isoformat(),
            "kind": plan.kind,
            "total": str(sale.total),
            "identity": self._store.digest(identity(sale)),
            "condition": condition(sale),
            **self._shown(sale),
            "customer": self._store.digest(customer_document(sale)),
            "rules": plan.rules_version,
        }
        if reason := excluded or self._excluded(sale, plan):
            detail["excluded"] = reason
        if sale.is_voided:
            detail["voided"] = True
        return [Event(at=now, key=str(key), kind=EventKind.SEEN, detail=detail)]

    def _excluded(self, sale: Sale, plan: Plan) -> str:
        if plan.courtesy:
            return "courtesy"
        if self._watermark and business_day(sale.created_on) < self._watermark:
            return "before-watermark"
        return "dian-rejected" if self._settings.is_rejected(sale) else ""

    def _remember(self, sale: Sale, key: SaleKey) -> None:
        document = customer_document(sale)
        if sale.client is None or document == CONSUMIDOR_FINAL_ID:
            return
        self._store.remember(
            str(key),
            day=business_day(sale.created_on).isoformat(),
            document=document,
            name=sale.client.full_name,
            email=sale.client.email or "",
        )

    def _changes(self, row: Row, sale: Sale, key: SaleKey, now: datetime) -> list[Event]:
        found: list[Event] = []

        def note(kind: EventKind, **detail: JsonValue) -> None:
            found.append(Event(at=now, key=str(key), kind=kind, detail=detail))

        if (new := self._store.digest(identity(sale))) != row.identity:
            day = business_day(sale.created_on).isoformat()
            total = str(sale.total)
            note(EventKind.CHANGED, what="identity", identity=new, total=total, day=day)
        if (state := condition(sale)) != row.condition:
            note(EventKind.CHANGED, what="state", condition=state, **self._shown(sale))
            if sale.is_voided and not row.voided:
                note(EventKind.VOIDED)
            elif _paid(sale) != row.paid:
                note(EventKind.PAID)
        return found

    def _shown(self, sale: Sale) -> dict[str, JsonValue]:
        """Return what people ask about the state of a sale; the hash beside it says none of it."""
        return {
            "paid": _paid(sale),
            "status": str(sale.status.value),
            "dian": self._settings.dian_word(sale),
            "payments": [
                [each.method, str(each.value or 0), str(each.tip or 0)] for each in sale.payments
            ],
        }


def _paid(sale: Sale) -> str:
    return str(sale.total_paid or 0)
