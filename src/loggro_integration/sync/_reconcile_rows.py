# SPDX-License-Identifier: MIT
"""The result of a comparison: rows, findings and sums, and their form as CSV and JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.errors import Text
from loggro_integration.exact_json import JsonValue, dumps
from loggro_integration.money import format_pesos, plain
from loggro_integration.sync._compare import Difference
from loggro_integration.sync._reconcile_held import Held
from loggro_integration.sync._reconcile_json import to_dict
from loggro_integration.sync._reconcile_numbers import NumberingSeries
from loggro_integration.sync._reconcile_sums import (
    DayTotals,
    MethodTotals,
    SalesSummary,
    TaxTotals,
)

__all__ = ["FINDINGS", "Reconciliation", "ReconciliationFinding", "ReconciliationRow"]

ZERO = Decimal(0)
RIGHTLY_MISSING = frozenset({"courtesy", "dian-rejected", "waiting"})
AGREED = frozenset({"equal", "voided-before-push"}) | RIGHTLY_MISSING

COLUMNS = (
    "day",
    "number",
    "kind",
    "verdict",
    "restobar_total",
    "pymes_total",
    "restobar_status",
    "pymes_status",
    "restobar_tax",
    "pymes_tax",
    "restobar_balance",
    "pymes_balance",
    "detail",
    "cannot_tell",
)

FINDINGS: dict[str, Text] = {
    "missing": Text(es="falta en Pymes", en="missing in Pymes"),
    "extra": Text(es="falta en Restobar", en="missing in Restobar"),
    "duplicate": Text(es="duplicada en Pymes", en="duplicate in Pymes"),
    "repeated": Text(es="número repetido en Restobar", en="number repeated in Restobar"),
    "no-number": Text(es="sin un número que sirva", en="without a usable number"),
    "gap": Text(es="salto en la numeración de Restobar", en="gap in the numbering of Restobar"),
    "customer": Text(es="otro cliente", en="another customer"),
    "day": Text(es="otra fecha", en="another day"),
    "total": Text(es="otro total", en="another total"),
    "tax": Text(es="otros impuestos", en="other taxes"),
    "payment": Text(es="otros pagos", en="other payments"),
    "balance": Text(es="otro saldo", en="another balance"),
    "state": Text(es="otro estado", en="another state"),
    "dian-state": Text(es="otro estado ante la DIAN", en="another state at DIAN"),
    "annulled-in-pymes": Text(
        es="anulada en Pymes y viva en Restobar", en="annulled in Pymes, alive in Restobar"
    ),
    "credited-in-pymes": Text(
        es="con nota crédito en Pymes y viva en Restobar",
        en="credited in Pymes, alive in Restobar",
    ),
    "void-not-visible": Text(
        es="anulada en Restobar y viva en Pymes", en="voided in Restobar, alive in Pymes"
    ),
    "cannot_tell": Text(es="no se puede saber", en="cannot tell"),
}
"""Every kind of finding, in words."""

_AMOUNTS = frozenset({"missing", "extra", "duplicate", "repeated", "no-number", "total", "balance"})

_NAMED_AMOUNTS = frozenset({"tax", "payment"})
_AMOUNT = re.compile(r"(?<= )-?\d+(?:\.\d+)?(?=,|$)")


@frozen(kw_only=True)
class ReconciliationFinding:
    """
    One thing on which both sides do not agree, or nobody can tell.

    Attributes:
        kind: A stable code, one of `FINDINGS`.
        number: Of the document; of a gap, its numbers.
        document: ``pos`` or ``electronic``; empty where only Pymes holds it.
        restobar: What Restobar holds, as text; customers are not shown.
        pymes: What Pymes holds, as text.
    """

    kind: str
    number: str
    day: date
    document: str
    restobar: str = ""
    pymes: str = ""

    @property
    def text(self) -> Text:
        """The kind in words."""
        return FINDINGS[self.kind]

    @property
    def sides(self) -> tuple[Decimal | str, Decimal | str]:
        """What both sides hold, for people; amounts in COP where the kind is about one."""
        if self.kind in _NAMED_AMOUNTS:
            return _in_pesos(self.restobar), _in_pesos(self.pymes)
        if self.kind not in _AMOUNTS:
            return self.restobar, self.pymes
        return _amount(self.restobar), _amount(self.pymes)


@frozen(kw_only=True)
class ReconciliationRow:
    """
    One document, as both sides hold it.

    Attributes:
        verdict: ``equal``, ``different``, ``missing`` (Pymes lacks it), ``duplicate``, ``extra``
            (Restobar lacks it), ``repeated`` (Restobar has the number twice), ``no-number`` (it has
            none that can be used), ``cannot_tell`` (a side does not show it, or not all of it); or
            why it is right that Pymes has none: ``voided-before-push``, ``dian-rejected``,
            ``courtesy``, ``waiting`` (within the time that Loggro's own push takes).
        restobar_total: COP; zero for a voided sale, `None` where Restobar has none.
        pymes_total: COP, credit notes subtracted; `None` where Pymes has none.
        differences: Every field on which both sides differ.
        untold: Fields that one side does not show.
        restobar: What counts of it in Restobar.
        pymes: What counts of it in Pymes.
    """

    day: date
    number: str
    kind: str
    verdict: str
    restobar_total: Decimal | None = None
    pymes_total: Decimal | None = None
    restobar_status: str = ""
    pymes_status: str = ""
    detail: str = ""
    differences: tuple[Difference, ...] = ()
    untold: tuple[str, ...] = ()
    restobar: Held | None = None
    pymes: Held | None = None

    @property
    def is_rightly_missing(self) -> bool:
        """Whether Pymes need not have it: then it counts on neither side."""
        return self.verdict in RIGHTLY_MISSING and self.pymes is None

    @property
    def findings(self) -> tuple[ReconciliationFinding, ...]:
        """What is wrong with this document: nothing, one thing, or several."""
        if self.verdict in AGREED:
            return ()
        found = [self._finding(each.field, each.restobar, each.pymes) for each in self.differences]
        if not found:
            found.append(self._finding(self.verdict, _shown(self.restobar_total), self._pymes_side))
        return tuple(found)

    @property
    def _pymes_side(self) -> str:
        return self.detail if self.verdict == "cannot_tell" else _shown(self.pymes_total)

    def _finding(self, kind: str, restobar: str, pymes: str) -> ReconciliationFinding:
        return ReconciliationFinding(
            kind=kind,
            number=self.number,
            day=self.day,
            document=self.kind,
            restobar=restobar,
            pymes=pymes,
        )

    def cell(self, column: str) -> object:
        """Return the value of one of the columns of the CSV."""
        side, _, name = column.partition("_")
        if name in {"tax", "balance"}:
            held = self.restobar if side == "restobar" else self.pymes
            return None if held is None else getattr(held, name)
        return ", ".join(self.untold) if column == "cannot_tell" else getattr(self, column)


@frozen(kw_only=True)
class Reconciliation:
    """
    The comparison of a range of days.

    Attributes:
        days: Sums by day.
        methods: Sums by payment method.
        taxes: Sums by rate, of all kinds of document together.
        series: Numbers that Restobar used.
        sales: The same days as an accountant asks for them.
        tolerance: COP by which two amounts of one document may differ.
        not_compared: Fields that the rules say this account does not show.
        business: Name and NIT, for the head of a report.
    """

    since: date
    until: date
    rows: tuple[ReconciliationRow, ...]
    days: tuple[DayTotals, ...]
    methods: tuple[MethodTotals, ...] = ()
    taxes: tuple[TaxTotals, ...] = ()
    series: tuple[NumberingSeries, ...] = ()
    sales: SalesSummary = field(factory=SalesSummary)
    tolerance: Decimal = ZERO
    not_compared: tuple[str, ...] = ()
    business: str = ""

    def count(self, verdict: str, kind: str | None = None) -> int:
        """Return how many documents have a verdict, of one kind or of both."""
        return sum(
            row.verdict == verdict and (kind is None or row.kind == kind) for row in self.rows
        )

    @property
    def problems(self) -> tuple[ReconciliationRow, ...]:
        """The documents on which both sides do not agree."""
        return tuple(row for row in self.rows if row.verdict not in AGREED)

    @property
    def findings(self) -> tuple[ReconciliationFinding, ...]:
        """Everything to look at, by day and number: what documents show, and gaps in numbers."""
        found = [each for row in self.problems for each in row.findings]
        return (*found, *self._gaps())

    def _gaps(self) -> Iterator[ReconciliationFinding]:
        for series in self.series:
            for hole in series.holes:
                yield ReconciliationFinding(
                    kind="gap", number=hole, day=self.until, document=series.kind
                )

    @property
    def agree(self) -> bool:
        """Whether both sides are equal, document by document and day by day."""
        return not self.problems and all(day.agree for day in self.days)

    @property
    def exit_code(self) -> int:
        """0 equal, 1 something to look at, 3 cannot tell."""
        if self.count("cannot_tell"):
            return 3
        return 0 if self.agree and not self.findings else 1

    @property
    def totals(self) -> dict[str, Decimal]:
        """Sum of both sides over all days, COP."""
        return {
            "restobar": sum((day.restobar_total for day in self.days), ZERO),
            "pymes": sum((day.pymes_total for day in self.days), ZERO),
        }

    def to_csv(self) -> str:
        """Return the documents as CSV for a Colombian spreadsheet: ``;`` and decimal commas."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in self.rows:
            writer.writerow([_cell(row.cell(column)) for column in COLUMNS])
        return text.getvalue()

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the whole comparison as JSON values; amounts are text."""
        return to_dict(self)

    def to_json(self) -> str:
        """Return `to_dict` as JSON text."""
        return dumps(self.to_dict())


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else plain(amount)


def _amount(text: str) -> Decimal | str:
    return Decimal(text) if text else text


def _in_pesos(text: str) -> str:
    """Write the amounts of a list as ``Efectivo 10000.00, Nequi 6500.00`` for people."""
    return re.sub(
        r"(?<= )-?\d+(?:\.\d+)?(?=,|$)", lambda each: format_pesos(Decimal(each[0])), text
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value).replace(".", ",")
    text = str(value)
    # A spreadsheet runs cells that begin like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
