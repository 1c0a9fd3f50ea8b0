# SPDX-License-Identifier: MIT
"""`loggro sync` where the rules say that sales go somewhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Loggro
from loggro_integration.sandbox import FakeLoggro

DAY = "2026-11-24"
PATH = "/v1/ventas-externas"


@pytest.fixture
def left_out(restaurant: FakeLoggro) -> str:
    """Sell once what arrives by itself, and once with the method that no screen maps."""
    restaurant.operator.sell()
    number = restaurant.operator.sell(payments="Nequi")
    restaurant.operator.push_now()
    restaurant.operator.advance(seconds=3600)
    return number


def into(rules: Path, table: str) -> None:
    rules.write_text(f"{rules.read_text('utf-8')}\n[sink]\n{table}\n", "utf-8")


def test_a_partner_pushes_by_its_rules(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, left_out: str
) -> None:
    """The table is all it takes; a path that is not there stops the run, naming the remedy."""
    into(rules, f'kind = "external"\npath = "{PATH}"')
    assert 1 == loggro("sync", "run", "--since", DAY, "--json").code

    nowhere = loggro("sync", "run", "--no-wait", "--json")
    restaurant.operator.switch("external_sale_path", PATH)
    sent = loggro("sync", "run", "--no-wait", "--json")
    done = loggro("sync", "run", "--no-wait", "--json")

    assert (2, "external-sale-route") == (nowhere.code, nowhere.error["code"])
    assert "Ask Loggro" in nowhere.error["hint"]["en"]
    assert (1, 0) == (sent.json["sends"], done.json["sends"])
    assert 0 == done.code
    assert [] == restaurant.duplicates()
    assert left_out in [row["numero"] for row in restaurant.books()]
    assert not any("forceSend" in call.route for call in restaurant.calls)


@pytest.mark.parametrize(
    ("table", "place"),
    [('kind = "external"', "sink.path"), ('kind = "file"', "sink.folder")],
)
def test_a_sink_that_lacks_a_setting_is_refused(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, table: str, place: str
) -> None:
    """Before anything is asked, with the key."""
    into(rules, table)

    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert 2 == ran.code
    assert place in str(ran.error)
    assert [] == restaurant.calls


def test_a_ledger_of_pymes_is_no_ledger_of_a_folder(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, left_out: str
) -> None:
    """Another place needs another ledger: nothing is written into the folder."""
    assert 1 == loggro("sync", "run", "--since", DAY, "--json").code
    into(rules, 'kind = "file"\nfolder = "sales"')

    ran = loggro("sync", "run", "--json")

    assert (2, "another-place") == (ran.code, ran.error["code"])
    assert not Path("sales").exists()
