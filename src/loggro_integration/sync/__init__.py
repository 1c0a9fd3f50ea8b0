# SPDX-License-Identifier: MIT
"""
The synchronisation that cannot lose or duplicate an invoice.

It drives and audits Loggro's own integration: finds the sales, looks each one up in Pymes, asks
Restobar to send again what is proved absent, looks again, records everything, and reconciles both
sides. Over HTTP this is *at least once plus a ledger*; nothing here promises exactly once.
"""

from loggro_integration.sync._advice import advice_for
from loggro_integration.sync._causes import Cause
from loggro_integration.sync._check_rules import Gap, RulesCheck, check_rules
from loggro_integration.sync._compare import Difference, Expected
from loggro_integration.sync._deployment import Deployment, run_one, run_pass
from loggro_integration.sync._draft_entries import DraftedBlock, DraftedEntry, DraftedRules
from loggro_integration.sync._draft_rules import draft_rules
from loggro_integration.sync._engine import Synchronizer
from loggro_integration.sync._events import SyncEvent, SyncEventKind, SyncObserver
from loggro_integration.sync._find_rows import find_row
from loggro_integration.sync._finding import Finding
from loggro_integration.sync._ledger_head import Anchor
from loggro_integration.sync._ledger_records import ChainedEvent
from loggro_integration.sync._listing import RowFilter, RowPage
from loggro_integration.sync._lookup import Absent, CannotTell, Found, SalesLookup
from loggro_integration.sync._metrics import Metrics
from loggro_integration.sync._notify import Notice, Notified, Notifier
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._preflight import Preflight, preflight
from loggro_integration.sync._reasons import meaning_of
from loggro_integration.sync._reconcile_held import Held, HeldTax
from loggro_integration.sync._reconcile_numbers import NumberingSeries
from loggro_integration.sync._reconcile_rows import (
    Reconciliation,
    ReconciliationFinding,
    ReconciliationRow,
)
from loggro_integration.sync._reconcile_sums import (
    DayTotals,
    KindTotals,
    MethodTotals,
    SalesSummary,
    TaxTotals,
    VoidedSale,
)
from loggro_integration.sync._release import release_rows, rows_set_aside
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._run_days import DaySums
from loggro_integration.sync._seen import QuotaSeen, RangeSeen
from loggro_integration.sync._shape_report import RecordedRead, ShapeFinding, ShapeReport
from loggro_integration.sync._shapes import record_shapes, recorded_calls
from loggro_integration.sync._sink_external import ExternalSale
from loggro_integration.sync._sink_file import FileSink
from loggro_integration.sync._sinks import (
    ChecksPlans,
    DryRun,
    OfficialIntegration,
    PymesSink,
    Receipt,
    Sink,
)
from loggro_integration.sync._states import Event, EventKind, Row, State
from loggro_integration.sync._status import OpenSale, Status, status
from loggro_integration.sync._store import Person, SqliteStore, Store
from loggro_integration.sync._story import Story, StoryLine, story_of
from loggro_integration.sync._telemetry import OpenTelemetryObserver
from loggro_integration.sync._watch import Round, WatchPolicy, watch

__all__ = [
    "Absent",
    "Anchor",
    "CannotTell",
    "Cause",
    "ChainedEvent",
    "ChecksPlans",
    "DaySums",
    "DayTotals",
    "Deployment",
    "Difference",
    "DraftedBlock",
    "DraftedEntry",
    "DraftedRules",
    "DryRun",
    "Event",
    "EventKind",
    "Expected",
    "ExternalSale",
    "FileSink",
    "Finding",
    "Found",
    "Gap",
    "Held",
    "HeldTax",
    "KindTotals",
    "MethodTotals",
    "Metrics",
    "Notice",
    "Notified",
    "Notifier",
    "NumberingSeries",
    "OfficialIntegration",
    "OpenSale",
    "OpenTelemetryObserver",
    "Outcome",
    "Person",
    "Preflight",
    "PymesSink",
    "QuotaSeen",
    "RangeSeen",
    "Receipt",
    "Reconciliation",
    "ReconciliationFinding",
    "ReconciliationRow",
    "RecordedRead",
    "Round",
    "Row",
    "RowFilter",
    "RowPage",
    "RulesCheck",
    "RunReport",
    "SalesLookup",
    "SalesSummary",
    "ShapeFinding",
    "ShapeReport",
    "Sink",
    "SqliteStore",
    "State",
    "Status",
    "Store",
    "Story",
    "StoryLine",
    "SyncEvent",
    "SyncEventKind",
    "SyncObserver",
    "SyncPolicy",
    "SyncSettings",
    "Synchronizer",
    "TaxTotals",
    "VoidedSale",
    "WatchPolicy",
    "advice_for",
    "check_rules",
    "draft_rules",
    "find_row",
    "meaning_of",
    "preflight",
    "record_shapes",
    "recorded_calls",
    "release_rows",
    "rows_set_aside",
    "run_one",
    "run_pass",
    "status",
    "story_of",
    "watch",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
