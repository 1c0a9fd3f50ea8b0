# SPDX-License-Identifier: MIT
"""The published program `invoice-synchronizer` downloads a month of the fake Restobar."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions, FakeLoggro, serve

PACKAGE = "invoice-synchronizer==3.2.0"
BESIDE = ("requests", "pydantic>=2.12.5,<3", "tqdm", "Unidecode")
PROGRAM = Path(__file__).with_name("download.py")
FIRST = datetime(2026, 11, 1, 17, tzinfo=UTC)
DAYS = 30
STATUSES = {"PAID": "Pagada", "ANULATED": "Anulada"}


def run(*words: object, **options: Any) -> str:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False, **options
    )
    assert 0 == done.returncode, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Install the package, without its own dependencies, in an environment of its own."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the package takes Python 3.11 only")
    home = tmp_path / "venv"
    run(sys.executable, "-m", "venv", home)
    found = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (found, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    run(*pip, *BESIDE)
    run(*pip, "--no-deps", PACKAGE)
    return found


@pytest.fixture
def fake() -> FakeLoggro:
    """Open a restaurant with a whole month of sales, some of them annulled."""
    # It was written for an account whose prices stand at the locations, and whose sales without a
    # customer name Restobar's own.
    account = Assumptions(product_price="location", no_customer="named")
    found = FakeLoggro(start=FIRST + timedelta(days=DAYS - 1), assumptions=account)
    methods = [str(each["name"]) for each in found.world.payment_methods]
    people = [None, *(each["document"] for each in found.world.clients if each.get("document"))]
    for number in range(DAYS * 12):
        moment = FIRST + timedelta(days=number // 12, minutes=7 * (number % 12))
        sale = found.operator.sell(
            customer=people[number % len(people)],
            payments=methods[number % len(methods)],
            electronic=number % 3 == 0,
            tip=1000 * (number % 2),
            at=moment,
        )
        if number % 25 == 0:
            found.operator.annul(sale, "Error de digitación")
    return found


def mapping(fake: FakeLoggro) -> str:
    """Write the settings of the other program: every name means itself."""

    def same(names: list[str]) -> list[dict[str, str]]:
        return [{"pirpos_id": name, "system_id": name} for name in names]

    statuses = [{"pirpos_id": ours, "system_id": theirs} for theirs, ours in STATUSES.items()]
    return json.dumps(
        {
            "payments": same([str(each["name"]) for each in fake.world.payment_methods]),
            "taxes": same([str(each["name"]) for each in fake.world.taxes]),
            "prefixes": [],
            "invoice_status": statuses,
        }
    )


def sold(fake: FakeLoggro) -> list[tuple[str, int, str, Decimal]]:
    return sorted(
        (doc["invoicePrefix"], doc["seq"], doc["status"], Decimal(doc["total"]))
        for doc in (sale.doc for sale in fake.world.sales)
        if doc["status"] in STATUSES.values()
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_published_program_downloads_the_same_month(
    python: Path, fake: FakeLoggro, record_property: Callable[[str, object], None]
) -> None:
    """Clients, products and invoices: its counts and its sum are the fake's."""
    last = FIRST + timedelta(days=DAYS - 1)
    with serve(fake) as served:
        printed = run(
            python, PROGRAM, served.restobar, fake.email, fake.password,
            FIRST.date().isoformat(), last.date().isoformat(), mapping(fake),
        )  # fmt: skip
    found = json.loads(printed.splitlines()[-1])

    expected = sold(fake)
    got = sorted(
        (prefix, number, STATUSES[status], Decimal(str(total)))
        for prefix, number, status, total in found["invoices"]
    )
    documents = {each["document"] for each in fake.world.clients if each.get("document")}
    products = [each for each in fake.world.products if not each["isSubproduct"]]
    assert len(expected) >= 300
    assert expected == got
    assert sum(row[3] for row in expected) == sum(row[3] for row in got)
    assert Counter(row[2] for row in expected)["Anulada"] > 10
    assert len(documents | {"222222222222"}) <= found["clients"] <= len(documents) + 1
    assert sum(max(1, len(each["subProducts"])) for each in products) == found["products"]
    record_property(
        "printed",
        f"invoice-synchronizer: {len(got)} invoices, total {sum(row[3] for row in got):,}, "
        f"{found['clients']} clients, {found['products']} products",
    )
