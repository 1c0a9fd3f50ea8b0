# SPDX-License-Identifier: MIT
"""The whole job against the fake, counted again by a client that knows nothing of the SDK."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.testing import Box, sandbox
from loggro_integration.testing._demo import DemoResult, run_demo, run_in

KEYS = [
    "seed", "sales", "pos", "pos_synced", "electronic", "synced", "duplicates", "missing",
    "different", "parked", "consumidor_final", "credit_with_abonos", "annulled", "dian_rejected",
    "agree", "totals",
]  # fmt: skip


class Recount:
    """Both faces read by bare HTTP."""

    def __init__(self, box: Box) -> None:
        assert box.served is not None
        self.sales = _sales(box)
        self.documents = _documents(box)

    @property
    def electronic(self) -> list[dict[str, Any]]:
        """Numbered electronic invoices that were neither rejected nor voided before any push."""
        return [sale for sale in self._due() if "eInvoice" in sale]

    @property
    def pos(self) -> list[dict[str, Any]]:
        """The same for the others."""
        return [sale for sale in self._due() if "eInvoice" not in sale]

    def _due(self) -> list[dict[str, Any]]:
        booked = {row["numero"] for row in self.documents}
        return [
            sale
            for sale in self.sales
            if not _rejected(sale) and (sale["status"] != "Anulada" or sale["number"] in booked)
        ]

    def booked(self, sales: list[dict[str, Any]]) -> int:
        """Return how many of these sales are in the books exactly once."""
        numbers = [row["numero"] for row in self.documents]
        return sum(numbers.count(sale["number"]) == 1 for sale in sales)

    @property
    def restobar_total(self) -> Decimal:
        """Sum of the sales that stand."""
        return sum(
            (sale["total"] for sale in self._due() if sale["status"] != "Anulada"), Decimal(0)
        )

    @property
    def pymes_total(self) -> Decimal:
        """Sum of the documents that stand."""
        return sum(
            (row["total"] for row in self.documents if row["estado"] != "Anulada"), Decimal(0)
        )


def _rejected(sale: dict[str, Any]) -> bool:
    return bool(sale.get("eInvoice", {}).get("DIAN", {}).get("dianState") == "Rechazado")


def _sales(box: Box) -> list[dict[str, Any]]:
    assert box.served is not None
    with httpx.Client(base_url=box.served.restobar) as http:
        answer = http.post("/login", json={"email": box.fake.email, "password": box.fake.password})
        http.headers["Authorization"] = f"Bearer {answer.json()['tokenCurrent']}"
        found: list[dict[str, Any]] = []
        while True:
            page = http.get(
                "/invoices",
                params={
                    "pagination": "true", "page": len(found) // 50, "limit": 50,
                    "dateInit": "2026-11-01T05:00:00.000Z", "dateEnd": "2026-12-01T04:59:59.999Z",
                },
            ).json()  # fmt: skip
            found += page["data"]
            if not page["data"] or len(found) >= page["count"]:
                return found


def _documents(box: Box) -> list[dict[str, Any]]:
    assert box.served is not None
    headers = {"Authorization": f"Bearer {box.fake.token}", "Content-Type": "application/json"}
    with httpx.Client(base_url=box.served.pymes, headers=headers) as http:
        found: list[dict[str, Any]] = []
        page = 1
        while True:
            answer = http.get(
                "/loggro-facturacion/v1/ventas-detallado",
                params={"fechaDesde": "2026-11-01", "fechaHasta": "2026-11-30",
                        "page": page, "limit": 100},
            )  # fmt: skip
            body = json.loads(answer.text, parse_float=Decimal)
            found += body["contenido"]
            page += 1
            if len(found) >= body["metadata"]["pagination"]["total"]:
                return found


@pytest.mark.parametrize(("seed", "sales"), [(45, 80), (7, 60), (2026, 131)])
def test_a_bare_client_counts_the_same(seed: int, sales: int, tmp_path: Path) -> None:
    """Both faces, read by plain HTTP, hold exactly what the demo says."""
    with sandbox(over="loopback") as box:
        result = run_in(box, sales=sales, seed=seed, output=tmp_path)
        recount = Recount(box)
    said = result.to_dict()

    assert len(recount.sales) == said["sales"] == sales
    assert len(recount.pos) == said["pos"] == said["pos_synced"] == recount.booked(recount.pos)
    assert len(recount.electronic) == said["electronic"] == said["synced"]
    assert recount.booked(recount.electronic) == said["synced"]
    totals = {"restobar": recount.restobar_total, "pymes": recount.pymes_total}
    assert totals == {side: Decimal(str(text)) for side, text in said["totals"].items()}
    assert sum(sale["status"] == "Anulada" for sale in recount.sales) == said["annulled"]
    assert sum(map(_rejected, recount.sales)) == said["dian_rejected"]
    assert len(recount.documents) == len({row["numero"] for row in recount.documents})


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return run_demo()


def test_it_says_what_the_command_promises(result: DemoResult) -> None:
    """The keys, and every kind of sale among them."""
    said = result.to_dict()

    assert list(said) == KEYS
    assert said["agree"] is True
    assert [0, 0, 0, 0] == [said[key] for key in ("duplicates", "missing", "different", "parked")]
    assert said["electronic"] == said["synced"] >= 10
    assert said["pos"] == said["pos_synced"]
    least = {"consumidor_final": 1, "credit_with_abonos": 1, "annulled": 2, "dian_rejected": 1}
    assert {} == {key: said[key] for key, value in least.items() if said[key] < value}
    assert 0 == result.exit_code


def test_a_second_pass_has_nothing_to_do(result: DemoResult) -> None:
    """Running it twice sends nothing the second time."""
    assert result.run.sends == len(result.story.unmapped) > 0
    assert (0, 0) == (result.second_run.sends, result.second_run.exit_code)


def test_each_electronic_invoice_is_shown_with_both_icons(result: DemoResult) -> None:
    """DIAN, Pymes, customer, payment and the state of the document in Pymes."""
    rows = {row.number: row for row in result.electronic_rows}
    credit = rows[result.story.credits[0]]
    rejected = rows[result.story.rejected[0]]

    assert ("Aceptado", True, "Abonada") == (credit.dian, credit.synced, credit.pymes_state)
    assert "Efectivo $ 5.000, Tarjeta débito $ 7.000" == credit.paid
    assert credit.balance == credit.total - 12000
    assert ("Rechazado", False, "") == (rejected.dian, rejected.synced, rejected.pymes_state)
    assert "rechazada por la DIAN" == rejected.note.es
    assert "Consumidor Final" in {row.customer for row in result.electronic_rows}


@pytest.mark.parametrize("plant", ["missing", "duplicate", "different"])
def test_a_planted_fault_is_found_and_named(plant: str, tmp_path: Path) -> None:
    """Books broken after the sync: the sides do not agree and the report names the number."""
    result = run_demo(sales=30, plant=plant, output=tmp_path)
    said = result.to_dict()
    key = {"missing": "missing", "duplicate": "duplicates", "different": "different"}[plant]

    assert (False, 1, 1) == (said["agree"], said[key], result.exit_code)
    assert [result.planted] == [row.number for row in result.problems]
    assert result.planted in (tmp_path / "reconciliation.csv").read_text("utf-8-sig")


def test_other_arguments_tell_another_story() -> None:
    """Seed and number of sales change the counts; the same ones do not."""
    one, same = run_demo(sales=40, seed=1), run_demo(sales=40, seed=1)
    other, longer = run_demo(sales=40, seed=2), run_demo(sales=41, seed=1)

    assert one.to_dict() == same.to_dict()
    assert one.to_dict()["totals"] != other.to_dict()["totals"]
    assert 41 == longer.to_dict()["sales"]


def test_the_reconciliation_is_written_in_both_forms(tmp_path: Path) -> None:
    """CSV for the accountant's spreadsheet, JSON for programs: the same documents."""
    result = run_demo(sales=30, output=tmp_path / "new")
    rows = (tmp_path / "new" / "reconciliation.csv").read_text("utf-8-sig").splitlines()
    found = json.loads((tmp_path / "new" / "reconciliation.json").read_text("utf-8"))

    assert rows[0].startswith("day;number;kind;verdict")
    assert len(rows) - 1 == len(found["documents"]) == 30
    assert [path.name for path in result.files] == ["reconciliation.csv", "reconciliation.json"]


@pytest.mark.parametrize(
    ("arguments", "field"), [({"sales": 5}, "sales"), ({"plant": "chaos"}, "plant")]
)
def test_bad_arguments_are_named(arguments: dict[str, Any], field: str) -> None:
    """An argument that cannot be used is a typed error before anything runs."""
    with pytest.raises(InvalidInput) as caught:
        run_demo(**arguments)

    assert field == caught.value.field


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The report's folder is an existing file: a typed error."""
    place = tmp_path / "file"
    place.write_text("occupied")

    with pytest.raises(InvalidInput) as caught:
        run_demo(sales=30, output=place)

    assert "output" == caught.value.field
    assert "occupied" == place.read_text()
