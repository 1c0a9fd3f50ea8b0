# SPDX-License-Identifier: MIT
"""From the environment and `loggro.toml` to clients, rules and ledger."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from loggro_integration.cli._files import read_text
from loggro_integration.days import business_day
from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.http import Override
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.pymes._client import BASE_URL
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import SqliteStore, Synchronizer
from loggro_integration.wire import Sale

__all__ = [
    "existing_ledger",
    "find_sales",
    "now",
    "open_books",
    "open_pos",
    "pause",
    "read_rules",
    "rules_if_any",
    "secret_at",
    "synchronizer",
    "today",
]

TOKEN_PLACE = "env:LOGGRO_PYMES_TOKEN"  # noqa: S105 (where it is, not what it is)
KEYRING_SERVICE = "loggro-integration"


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
                es=f"Cree {path}; con el Loggro de prueba: loggro sandbox --write-rules {path}",
                en=f"Make {path}; with the fake Loggro: loggro sandbox --write-rules {path}",
            ),
        )
    return MappingRules.from_toml(read_text(path, field="rules"))


def rules_if_any(path: Path) -> MappingRules | None:
    """Read the rules file where there is one: some commands need only its addresses."""
    return read_rules(path) if path.exists() else None


def open_pos(rules: MappingRules | None) -> RestobarClient:
    """
    Open Restobar with the environment's credentials.

    Raises:
        ConfigurationError: If a variable is missing; the message names it.
    """
    options: dict[str, Any] = {}
    if base_url := os.environ.get("LOGGRO_RESTOBAR_URL") or (rules and rules.restobar.base_url):
        options["base_url"] = base_url
    return RestobarClient(
        email=_variable("LOGGRO_RESTOBAR_EMAIL"),
        password=_variable("LOGGRO_RESTOBAR_PASSWORD"),
        **options,
    )


def open_books(rules: MappingRules | None) -> PymesClient:
    """
    Open Pymes with the token and the addresses that the rules name.

    Raises:
        ConfigurationError: If the token is not where the rules say.
    """
    if rules is None:
        base_url = os.environ.get("LOGGRO_PYMES_URL") or BASE_URL
        return PymesClient(token=secret_at(TOKEN_PLACE), base_url=base_url)
    base_url = os.environ.get("LOGGRO_PYMES_URL") or rules.pymes.base_url or BASE_URL
    return PymesClient(
        token=secret_at(rules.pymes.token),
        base_url=base_url,
        modules=rules.pymes.modules,
        overrides=_overrides(rules, base_url),
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


def secret_at(reference: str) -> str:
    """
    Read a secret where the rules say it is: ``env:NAME``, ``file:PATH`` or ``keyring:NAME``.

    Raises:
        ConfigurationError: If there is none.
    """
    place, _, name = reference.partition(":")
    if place == "env":
        return _variable(name)
    if place == "file":
        return read_text(Path(name), field="pymes.token").strip()
    return _from_keyring(name)


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if value.strip():
        return value
    raise ConfigurationError(
        f"The environment variable {name} is not set.",
        code=name,
        hint=Text(
            es=f"Defina {name}; loggro doctor muestra cuáles faltan.",
            en=f"Set {name}; loggro doctor shows which are missing.",
        ),
    )


def _from_keyring(name: str) -> str:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        raise ConfigurationError(
            "The library keyring is not installed.",
            code="no-keyring",
            hint=Text(
                es="Ejecute: pip install keyring; o use env: o file: en pymes.token.",
                en="Run: pip install keyring; or use env: or file: in pymes.token.",
            ),
        ) from None
    found = keyring.get_password(KEYRING_SERVICE, name)
    if found:
        return str(found)
    raise ConfigurationError(
        f"The keyring holds no {name} of {KEYRING_SERVICE}.",
        code="no-secret",
        hint=Text(
            es=f"Guárdelo: keyring set {KEYRING_SERVICE} {name}",
            en=f"Keep it there: keyring set {KEYRING_SERVICE} {name}",
        ),
    )


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
def existing_ledger(path: Path) -> Iterator[SqliteStore]:
    """
    Open a ledger that must be there already.

    Raises:
        ConfigurationError: If there is none.
    """
    if not path.exists():
        raise ConfigurationError(
            f"There is no ledger {path}.",
            code="no-ledger",
            hint=Text(
                es="Empiece uno: loggro sync start --from AAAA-MM-DD",
                en="Begin one: loggro sync start --from YYYY-MM-DD",
            ),
        )
    with SqliteStore.open(path) as store:
        yield store


@contextmanager
def synchronizer(rules: Path, ledger: Path) -> Iterator[Synchronizer]:
    """Open rules, clients and ledger, and the engine over them."""
    known = read_rules(rules)
    with (
        open_pos(known) as pos,
        open_books(known) as books,
        SqliteStore.open(ledger) as store,
    ):
        yield Synchronizer(pos=pos, books=books, store=store, rules=known, clock=now, sleep=pause)
