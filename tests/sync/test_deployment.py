# SPDX-License-Identifier: MIT
"""A deployment as a value: it pickles, holds no secret, and runs in another process."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.days import business_day
from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    LedgerLocked,
    NeedsReview,
)
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import Assumptions, FakeLoggro, Served, serve
from loggro_integration.sync import (
    Deployment,
    Outcome,
    RunReport,
    SqliteStore,
    State,
    SyncPolicy,
    run_one,
    run_pass,
)

POLICY = SyncPolicy(
    grace=timedelta(),
    looks=(timedelta(milliseconds=10), timedelta(milliseconds=20)),
    between_sends=timedelta(),
)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FakeLoggro, Served]]:
    """Serve a restaurant on a socket, and put its credentials where a deployment names them."""
    # The machine's clock: what runs in another process has no other.
    start = datetime.now(UTC) - timedelta(seconds=5)
    fake = FakeLoggro(start=start, real_clock=True, assumptions=Assumptions(forced_delay=0))
    (tmp_path / "loggro.toml").write_text(MappingRules.example().to_toml(), "utf-8")
    (tmp_path / "password").write_text(f"{fake.password}\n", "utf-8")
    monkeypatch.setenv("CENTRO_EMAIL", fake.email)
    monkeypatch.setenv("CENTRO_TOKEN", fake.token)
    with serve(fake) as found:
        yield fake, found


@pytest.fixture
def centro(served: tuple[FakeLoggro, Served], tmp_path: Path) -> Deployment:
    _, found = served
    return Deployment(
        rules=tmp_path / "loggro.toml",
        ledger=tmp_path / "centro.db",
        restobar_url=found.restobar,
        restobar_email="env:CENTRO_EMAIL",
        restobar_password=f"file:{tmp_path}/password",
        pymes_url=found.pymes,
        pymes_token="env:CENTRO_TOKEN",
        policy=POLICY,
    )


def test_it_runs_in_another_process(served: tuple[FakeLoggro, Served], centro: Deployment) -> None:
    """A spawned worker opens everything for itself, sends once, and its results come back."""
    fake, _ = served
    fake.operator.sell()
    fake.operator.push_now()
    fake.operator.sell(payments="Nequi")
    fake.operator.push_now()
    fake.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    yesterday = business_day(datetime.now(UTC)) - timedelta(days=1)

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as worker:
        first: RunReport = worker.submit(run_pass, centro, since=yesterday).result(300)
        (missing,) = [each for each in first if each.state is State.ABSENT]
        one: Outcome = worker.submit(run_one, centro, missing.key).result(300)
        again: Outcome = worker.submit(run_one, centro, missing.key).result(300)
        second: RunReport = worker.submit(run_pass, centro).result(300)

    assert (True, [missing.number]) == (first.reading_only, list(first.would_send))
    assert (State.SYNCED, True) == (one.state, one.sent_now)
    assert (State.SYNCED, False) == (again.state, again.sent_now)
    assert (0, 0) == (second.exit_code, second.sends)
    assert 1 == sum("forceSend" in call.path for call in fake.calls)


def test_a_busy_ledger_is_told(served: tuple[FakeLoggro, Served], centro: Deployment) -> None:
    """Two workers on one ledger: the second is refused, and may try again later."""
    with SqliteStore.open(centro.ledger), pytest.raises(LedgerLocked):
        run_pass(centro)


def test_an_unknown_sale_is_told(served: tuple[FakeLoggro, Served], centro: Deployment) -> None:
    """A queue may hold a key that this ledger never saw."""
    run_pass(centro, since=business_day(datetime.now(UTC)))

    with pytest.raises(NeedsReview):
        run_one(centro, "b:FE:999")


def test_it_pickles_and_compares() -> None:
    """What comes back is the same value."""
    one = Deployment(ledger="x.db", profile="centro", pymes_token="keyring:centro", policy=POLICY)

    assert one == pickle.loads(pickle.dumps(one))
    assert (Path("loggro.toml"), Path("x.db")) == (one.rules, one.ledger)


def test_its_repr_shows_no_secret() -> None:
    """Addresses without credentials, no mail; places are no secret."""
    shown = repr(
        Deployment(
            restobar_url="https://ana:s3cr3t@x.test/api",
            restobar_email="ana@arepera.test",
            restobar_password="env:CENTRO_PASSWORD",
        )
    )

    assert "s3cr3t" not in shown
    assert "ana@arepera.test" not in shown
    assert "'env:CENTRO_PASSWORD'" in shown
    assert "restobar_email='•••'" in shown
    assert "restobar_email='env:X'" in repr(Deployment(restobar_email="env:X"))
    assert "restobar_email=None" in repr(Deployment())


@pytest.mark.parametrize("name", ["restobar_password", "pymes_token"])
@pytest.mark.parametrize("value", ["s3cr3t", "env:", "vault:s3cr3t", "env:s3cr3t B"])
def test_a_secret_in_place_of_its_place_is_refused(name: str, value: str) -> None:
    """The message names the field and never the value."""
    given: dict[str, Any] = {name: value}

    with pytest.raises(InvalidInput) as caught:
        Deployment(**given)

    assert name == caught.value.field
    assert name in str(caught.value)
    assert "s3cr3t" not in f"{caught.value!r} {caught.value}"


def test_its_own_places_come_before_those_of_its_profile() -> None:
    """A profile is the base, and what the deployment names itself wins."""
    rules = MappingRules.from_toml(
        MappingRules.example().to_toml()
        + '\n[profiles.centro]\nrestobar_url = "https://x.test"\npymes_token = "env:A"\n'
    )

    found = Deployment(profile="centro", pymes_token="env:B").account(rules)

    assert found is not None
    assert ("https://x.test", "env:B") == (found.restobar_url, found.pymes_token)
    assert rules.profiles["centro"] == Deployment(profile="centro").account(rules)
    assert Deployment().account(rules) is None
    assert Deployment(pymes_token="env:B").account(None) is not None


def test_a_profile_that_does_not_exist_is_told() -> None:
    """Also without rules."""
    with pytest.raises(ConfigurationError) as caught:
        Deployment(profile="sur").account(None)

    assert "no-profile" == caught.value.code


def test_rules_that_are_not_there_are_told(tmp_path: Path) -> None:
    """Before anything is opened."""
    with pytest.raises(ConfigurationError) as caught:
        run_pass(Deployment(rules=tmp_path / "no.toml", ledger=tmp_path / "no.db"))

    assert "no-rules" == caught.value.code
    assert not (tmp_path / "no.db").exists()
