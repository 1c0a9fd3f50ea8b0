# SPDX-License-Identifier: MIT
"""
The main job from end to end against the fake: sell, check, fix, synchronise, reconcile.

What `loggro demo` prints; the fake is broken afterwards where `plant` asks for it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from attrs import evolve, frozen

from loggro_integration.days import business_day
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import CONSUMIDOR_FINAL_ID
from loggro_integration.mapping import MappingRules
from loggro_integration.money import format_pesos, plain
from loggro_integration.sync import (
    DayTotals,
    Finding,
    Preflight,
    Reconciliation,
    ReconciliationRow,
    Row,
    RunReport,
    SqliteStore,
    State,
    Synchronizer,
    SyncPolicy,
    SyncSettings,
)
from loggro_integration.testing._box import Box, sandbox
from loggro_integration.testing._story import FIRST_MORNING, UNMAPPED, Story, tell
from loggro_integration.wire import OpenRecord, Sale

__all__ = ["DemoResult", "ElectronicRow", "run_demo", "run_in"]

PLANTS = ("missing", "duplicate", "different")
PYMES_NAME_OF_NEQUI = "Transferencia débito bancaria"

NOTES = {
    "voided-before-push": Text(
        es="anulada antes de sincronizarse", en="voided before it was synchronised"
    ),
    "dian-rejected": Text(es="rechazada por la DIAN", en="rejected by DIAN"),
}

Progress = Callable[[str, str], object]


def _quiet(es: str, en: str) -> None:
    del es, en


@frozen(kw_only=True)
class ElectronicRow:
    """
    One electronic invoice, with both icons of Restobar's list.

    Attributes:
        dian: State at DIAN, raw.
        synced: Whether the ledger says it is in Pymes: the check of the second icon.
        paid: How it was paid: methods with their amounts.
        pymes_state: State of the document in Pymes, empty where there is none.
        note: Why Pymes rightly has none, `None` where it has one or should have.
    """

    number: str
    day: date
    customer: str
    dian: str
    synced: bool
    state: str
    paid: str
    total: Decimal
    balance: Decimal | None
    pymes_state: str
    note: Text | None = None


@frozen(kw_only=True)
class DemoResult:
    """Everything the demo found, and where it was written."""

    seed: int
    story: Story
    preflight: Preflight
    first_run: RunReport
    run: RunReport
    second_run: RunReport
    reconciliation: Reconciliation
    electronic_rows: tuple[ElectronicRow, ...]
    counts: Mapping[str, int]
    planted: str = ""
    files: tuple[Path, ...] = ()

    @property
    def days(self) -> tuple[DayTotals, ...]:
        """Count and sum of both sides, day by day."""
        return self.reconciliation.days

    @property
    def problems(self) -> tuple[ReconciliationRow, ...]:
        """Documents on which both sides do not agree."""
        return self.reconciliation.problems

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the preflight said before the sales were synchronised."""
        return self.preflight.findings

    @property
    def agree(self) -> bool:
        """Whether both sides are equal and nothing is left to do."""
        return self.reconciliation.agree and not self.counts["parked"]

    @property
    def exit_code(self) -> int:
        """0 only where both sides agree."""
        return 0 if self.agree else 1

    def to_dict(self) -> dict[str, JsonValue]:
        """Return what `loggro demo --json` prints."""
        totals = {side: plain(total) for side, total in self.reconciliation.totals.items()}
        return {"seed": self.seed, **self.counts, "agree": self.agree, "totals": totals}


def run_demo(
    *,
    sales: int = 80,
    seed: int = 45,
    plant: str | None = None,
    output: Path | None = None,
    progress: Progress = _quiet,
) -> DemoResult:
    """
    Run the whole job against a fake of its own.

    Args:
        sales: Numbered sales.
        seed: The same seed tells the same story.
        plant: ``missing``, ``duplicate`` or ``different``: break the books after the sync.
        output: Folder for ``reconciliation.csv`` and ``reconciliation.json``.
        progress: Called with a line in Spanish and in English before each step.

    Raises:
        InvalidInput: If an argument cannot be used.
    """
    if plant is not None and plant not in PLANTS:
        raise InvalidInput(
            f"{plant!r} is nothing that can be planted.",
            field="plant",
            value=plant,
            hint=Text(es=f"Use {', '.join(PLANTS)}.", en=f"Use {', '.join(PLANTS)}."),
        )
    with sandbox() as box:
        return run_in(box, sales=sales, seed=seed, plant=plant, output=output, progress=progress)


def run_in(
    box: Box,
    *,
    sales: int = 80,
    seed: int = 45,
    plant: str | None = None,
    output: Path | None = None,
    progress: Progress = _quiet,
) -> DemoResult:
    """Run the whole job in a box that stays open, so that its books can be counted again."""
    progress("Vendiendo…", "Selling…")
    story = tell(box.fake, sales=sales, seed=seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        SqliteStore.open(Path(folder, "demo.db")) as store,
    ):
        return _Job(box, store, progress).run(story, seed=seed, plant=plant, output=output)


class _Job:
    """Check, fix, synchronise and reconcile one box."""

    def __init__(self, box: Box, store: SqliteStore, progress: Progress) -> None:
        self._box = box
        self._store = store
        self._progress = progress
        self._pos = box.restobar()
        self._books = box.pymes()
        self._rules = rules_of(box)
        self._engine = Synchronizer(
            pos=self._pos,
            books=self._books,
            store=store,
            rules=self._rules,
            policy=SyncPolicy(max_sends=10_000),
            clock=box.now,
            sleep=box.sleep,
        )
        self._since = business_day(FIRST_MORNING)

    def run(self, story: Story, *, seed: int, plant: str | None, output: Path | None) -> DemoResult:
        """Do the job and collect what it shows."""
        self._progress("Revisando la configuración…", "Checking the settings…")
        preflight = self._engine.preflight()
        self._progress("Primera pasada: solo lee…", "First pass: it only reads…")
        first = self._engine.run(since=self._since)
        self._progress(
            f"Asociando {UNMAPPED} en la pantalla de Loggro…", f"Mapping {UNMAPPED} on the screen…"
        )
        self._box.operator.map_payment_method(UNMAPPED, PYMES_NAME_OF_NEQUI)
        self._progress("Sincronizando…", "Synchronising…")
        run = self._engine.run()
        again = self._engine.run()
        planted = self._plant(plant) if plant else ""
        self._progress("Conciliando…", "Reconciling…")
        found = self._engine.reconcile(self._since, business_day(self._box.now()))
        rows, counts = self._count(found, story)
        return DemoResult(
            seed=seed,
            story=story,
            preflight=preflight,
            first_run=first,
            run=run,
            second_run=again,
            reconciliation=found,
            electronic_rows=rows,
            counts=counts,
            planted=planted,
            files=_write(found, output) if output else (),
        )

    def _plant(self, plant: str) -> str:
        """Break the books like a person in Pymes could."""
        rows = [row for row in self._store.rows(State.SYNCED) if row.kind == "electronic"]
        number = next(row.number for row in rows if not row.voided)
        if plant == "missing":
            self._box.operator.delete_document(number)
        elif plant == "duplicate":
            self._box.operator.duplicate_document(number)
        else:
            self._box.operator.edit_document(number, total=1)
        return number

    def _count(
        self, found: Reconciliation, story: Story
    ) -> tuple[tuple[ElectronicRow, ...], dict[str, int]]:
        rows = {row.number: row for row in self._store.rows()}
        sales = list(self._pos.invoices.list(since=self._since, status="Todos"))
        documents = self._documents()
        electronic = tuple(
            self._electronic_row(sale, rows[sale.number], documents.get(sale.number))
            for sale in sorted(sales, key=lambda sale: (sale.prefix, sale.sequence or 0))
            if sale.electronic
        )
        live = [row for row in rows.values() if row.state is not State.EXCLUDED]
        counts = {
            "sales": len(sales),
            "pos": sum(row.kind == "pos" for row in live),
            "pos_synced": sum(row.kind == "pos" and row.state is State.SYNCED for row in live),
            "electronic": sum(row.kind == "electronic" for row in live),
            "synced": sum(row.kind == "electronic" and row.state is State.SYNCED for row in live),
            "duplicates": found.count("duplicate"),
            "missing": found.count("missing"),
            "different": found.count("different"),
            "parked": sum(row.state is State.PARKED for row in live),
            "consumidor_final": sum(_is_final_consumer(sale) for sale in sales),
            "credit_with_abonos": sum(_has_abonos(sale) for sale in sales),
            "annulled": sum(sale.is_voided for sale in sales),
            "dian_rejected": sum(row.reason == "dian-rejected" for row in rows.values()),
        }
        return electronic, counts

    def _documents(self) -> dict[str, OpenRecord]:
        fields = self._rules.pymes_fields
        rows = self._books.sales.list(since=self._since, until=business_day(self._box.now()))
        return {str(row.get(fields.number)): row for row in rows}

    def _electronic_row(self, sale: Sale, row: Row, document: OpenRecord | None) -> ElectronicRow:
        settings = SyncSettings.from_rules(self._rules)
        name = document.get(settings.fields.customer_name) if document else None
        client = sale.client.full_name if sale.client else ""
        return ElectronicRow(
            number=sale.number,
            day=business_day(sale.created_on),
            customer=str(name or client or "Consumidor Final"),
            dian=str(settings.sale_fields.read(sale, "dian_state") or ""),
            synced=row.state is State.SYNCED,
            state=row.state.value,
            paid=", ".join(
                f"{each.method} {format_pesos(each.value or Decimal(0))}" for each in sale.payments
            ),
            total=sale.total,
            balance=sale.balance if sale.credit else None,
            pymes_state=str(document.get(settings.fields.status) or "") if document else "",
            note=NOTES.get(row.reason),
        )


def rules_of(box: Box) -> MappingRules:
    """Return the rules of the restaurant in a box: the example's, with its own NIT and name."""
    rules = MappingRules.example()
    business = box.fake.world.business
    return evolve(
        rules,
        business=evolve(rules.business, nit=str(business["nit"]), name=str(business["name"])),
    )


def _is_final_consumer(sale: Sale) -> bool:
    document = sale.client.document if sale.client else None
    return document is None or str(document) == CONSUMIDOR_FINAL_ID


def _has_abonos(sale: Sale) -> bool:
    return sale.credit is not None and len(sale.payments) > 1


def _write(found: Reconciliation, folder: Path) -> tuple[Path, ...]:
    texts = {"reconciliation.csv": found.to_csv(), "reconciliation.json": found.to_json() + "\n"}
    written: list[Path] = []
    for name, text in texts.items():
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Excel of a Colombian desk reads accents in UTF-8 only with the mark.
            path.write_text(text, "utf-8-sig" if name.endswith("csv") else "utf-8", newline="")
        except OSError as error:
            raise InvalidInput(
                f"{name} cannot be written: {error.strerror}.",
                field="output",
                value=folder,
                hint=Text(es="Elija otra carpeta.", en="Choose another folder."),
            ) from None
        written.append(path)
    return tuple(written)
