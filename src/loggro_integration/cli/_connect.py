# SPDX-License-Identifier: MIT
"""From the environment and `loggro.toml` to clients, rules and ledger."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from loggro_integration.cli._files import read_text
from loggro_integration.cli._profiles import (
    KeptToken,
    profile_of,
    secret_at,
    text_at,
    variable,
)
from loggro_integration.days import business_day
from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.http import Override
from loggro_integration.mapping import MappingRules, Profile
from loggro_integration.pymes import PymesClient
from loggro_integration.pymes._client import BASE_URL as PYMES_URL
from loggro_integration.restobar import RestobarClient
from loggro_integration.restobar._client import BASE_URL as RESTOBAR_URL
from loggro_integration.sync import SqliteStore, Synchronizer
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

TOKEN_PLACE = "env:LOGGRO_PYMES_TOKEN"  # noqa: S105 (where it is, not what it is)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait between two look-ups."""
    time.sleep(seconds)


def today() -> date:
    """Return the present day in Bogotá."""
    return business_day(now())


def read_rules(path: Path) -> MappingRules:
    """
    Read the rules file.

    Raises:
        ConfigurationError: If there is none, or a rule is wrong.
        InvalidInput: If it cannot be read, or is not text.
    """
    if not path.exists():
        raise ConfigurationError(
            f"There is no rules file {path}.",
            code="no-rules",
            hint=Text(
                es=f"Redáctelo: loggro rules new --out {path}; con el Loggro de prueba: "
                f"loggro sandbox --write-rules {path}",
                en=f"Draft it: loggro rules new --out {path}; with the fake Loggro: "
                f"loggro sandbox --write-rules {path}",
            ),
        )
    return MappingRules.from_toml(read_text(path, field="rules"))


def rules_if_any(path: Path) -> MappingRules | None:
    """Read the rules file where there is one: some commands need only its addresses."""
    return read_rules(path) if path.exists() else None


def open_pos(rules: MappingRules | None, *, read_only: bool = False) -> RestobarClient:
    """
    Open Restobar with the credentials of the profile, or of the environment.

    Where the library keyring is installed, the token of one run serves the next.

    Raises:
        ConfigurationError: If there is no such profile, or a credential is not where it should be.
    """
    profile = profile_of(rules)
    email, password = login_of(profile)
    told = profile.restobar_url if profile else None
    ruled = rules.restobar.base_url if rules else None
    base_url = told or os.environ.get("LOGGRO_RESTOBAR_URL") or ruled or RESTOBAR_URL
    kept = KeptToken(base_url, email)
    return RestobarClient(
        email=email,
        password=password,
        base_url=base_url,
        remembered=kept.read,
        remember=kept.write,
        read_only=read_only,
    )


def login_of(profile: Profile | None) -> tuple[str, str]:
    """
    Return e-mail and password, both from the same place.

    Raises:
        ConfigurationError: If one is missing; the message names it.
    """
    if profile is not None and profile.restobar_email and profile.restobar_password:
        return text_at(profile.restobar_email), secret_at(profile.restobar_password)
    return variable("LOGGRO_RESTOBAR_EMAIL"), variable("LOGGRO_RESTOBAR_PASSWORD")


def open_books(rules: MappingRules | None, *, read_only: bool = False) -> PymesClient:
    """
    Open Pymes with the token and the addresses that the profile and the rules name.

    Raises:
        ConfigurationError: If there is no such profile, or the token is not where it should be.
    """
    profile = profile_of(rules)
    told = profile.pymes_url if profile else None
    ruled = rules.pymes.base_url if rules else None
    base_url = told or os.environ.get("LOGGRO_PYMES_URL") or ruled or PYMES_URL
    place = profile.pymes_token if profile else None
    token = place or (rules.pymes.token if rules else TOKEN_PLACE)
    return PymesClient(
        token=secret_at(token),
        base_url=base_url,
        modules=rules.pymes.modules if rules else None,
        overrides=_overrides(rules, base_url) if rules else {},
        read_only=read_only,
    )


def _overrides(rules: MappingRules, base_url: str) -> dict[str, Override]:
    """Return where the sales look-up goes in this account, if not where it usually does."""
    sales = rules.sales_lookup
    base = sales.base_url
    if base is None and sales.module:
        base = rules.pymes.modules.get(sales.module, f"{base_url}/loggro-{sales.module}")
    if base is None and sales.path is None:
        return {}
    return {"sales.list": Override(base_url=base, path=sales.path)}


def find_sales(pos: RestobarClient, number: str) -> list[Sale]:
    """
    Return the sales of Restobar with a number.

    Raises:
        InvalidInput: If there is none.
    """
    found = list(pos.invoices.find(number))
    if not found:
        raise InvalidInput(
            f"Restobar has no sale numbered {number}.",
            field="NUMBER",
            value=number,
            hint=Text(
                es="Escriba prefijo y número como los muestra Restobar, sin espacios.",
                en="Write prefix and number as Restobar shows them, without spaces.",
            ),
        )
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
    known = read_rules(rules)
    with (
        open_pos(known) as pos,
        open_books(known) as books,
        SqliteStore.open(ledger) as store,
    ):
        yield Synchronizer(pos=pos, books=books, store=store, rules=known, clock=now, sleep=pause)
