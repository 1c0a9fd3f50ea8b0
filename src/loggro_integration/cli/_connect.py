# SPDX-License-Identifier: MIT
"""From the environment and `loggro.toml` to clients, rules and ledger."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from loggro_integration._credentials import secret_at
from loggro_integration.cli._profiles import chosen, profile_of
from loggro_integration.days import business_day
from loggro_integration.errors import ConfigurationError, Text
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import Deployment, SqliteStore, Synchronizer, _deployment
from loggro_integration.sync._deployment import login_of, read_rules
from loggro_integration.sync._find_rows import no_sale
from loggro_integration.wire import Sale

__all__ = [
    "existing_ledger",
    "find_sales",
    "login_of",
    "now",
    "open_books",
    "open_ledger",
    "open_pos",
    "pause",
    "read_rules",
    "rules_if_any",
    "secret_at",
    "synchronizer",
    "today",
]


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait between two look-ups."""
    time.sleep(seconds)


def today() -> date:
    """Return the present day in Bogotá."""
    return business_day(now())


def rules_if_any(path: Path) -> MappingRules | None:
    """Read the rules file where there is one: some commands need only its addresses."""
    return read_rules(path) if path.exists() else None


def open_pos(rules: MappingRules | None, *, read_only: bool = False) -> RestobarClient:
    """
    Open Restobar with the credentials of the profile, or of the environment.

    Raises:
        ConfigurationError: If there is no such profile, or a credential is not where it should be.
    """
    return _deployment.open_pos(rules, profile_of(rules), read_only=read_only)


def open_books(rules: MappingRules | None, *, read_only: bool = False) -> PymesClient:
    """
    Open Pymes with the token and the addresses that the profile and the rules name.

    Raises:
        ConfigurationError: If there is no such profile, or the token is not where it should be.
    """
    return _deployment.open_books(rules, profile_of(rules), read_only=read_only)


def find_sales(pos: RestobarClient, number: str) -> list[Sale]:
    """
    Return the sales of Restobar with a number.

    Raises:
        InvalidInput: If there is none.
    """
    found = list(pos.invoices.find(number))
    if not found:
        raise no_sale(number, "NUMBER")
    return found


@contextmanager
def existing_ledger(path: Path) -> Generator[SqliteStore]:
    """
    Open a ledger that must be there already, to look at it, also while another process writes it.

    Raises:
        ConfigurationError: If there is none.
    """
    _must_be_there(path)
    with SqliteStore.join(path) as store:
        yield store


@contextmanager
def open_ledger(path: Path) -> Generator[SqliteStore]:
    """
    Open a ledger that must be there already, to write into it.

    Raises:
        ConfigurationError: If there is none.
    """
    _must_be_there(path)
    with SqliteStore.open(path) as store:
        yield store


def _must_be_there(path: Path) -> None:
    if not path.exists():
        raise ConfigurationError(
            f"There is no ledger {path}.",
            code="no-ledger",
            hint=Text(
                es="Empiece uno: loggro sync start --from AAAA-MM-DD",
                en="Begin one: loggro sync start --from YYYY-MM-DD",
            ),
        )


@contextmanager
def synchronizer(rules: Path, ledger: Path) -> Generator[Synchronizer]:
    """Open rules, clients and ledger, and the engine over them."""
    place = Deployment(rules=rules, ledger=ledger, profile=chosen())
    with _deployment.opened(place, clock=now, sleep=pause) as engine:
        yield engine
