# SPDX-License-Identifier: MIT
"""
A restaurant's synchronisation as a value: where its rules, its ledger and its secrets are.

The value holds no secret and pickles, so that a task queue, a scheduler or a web application can
hand it to another process, which opens everything for itself and closes it again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, TypedDict

from attrs import evolve, field, frozen

from loggro_integration._credentials import (
    PLACES,
    KeptToken,
    named_profile,
    secret_at,
    text_at,
    variable,
)
from loggro_integration._files import read_text
from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.http import Override, redact_url
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Profile
from loggro_integration.pymes import PymesClient
from loggro_integration.pymes._client import BASE_URL as PYMES_URL
from loggro_integration.restobar import RestobarClient
from loggro_integration.restobar._client import BASE_URL as RESTOBAR_URL
from loggro_integration.sync._engine import Synchronizer
from loggro_integration.sync._policy import SyncPolicy
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._store import SqliteStore

__all__ = [
    "Deployment",
    "login_of",
    "open_books",
    "open_pos",
    "opened",
    "read_rules",
    "run_one",
    "run_pass",
]

TOKEN_PLACE: Final = "env:LOGGRO_PYMES_TOKEN"  # noqa: S105 (where it is, not what it is)

_PLACE: Final = re.compile(r"(env|file|keyring):\S+")


def _place(_: object, attribute: Any, value: str | None) -> None:
    """Refuse what names no place; it is not shown, since it may be the secret itself."""
    if value is None or _PLACE.fullmatch(value):
        return
    raise InvalidInput(
        f"Deployment.{attribute.name} names no place.",
        field=attribute.name,
        hint=Text(
            es='Escriba "env:NOMBRE", "keyring:NOMBRE" o "file:RUTA", nunca el secreto.',
            en='Write "env:NAME", "keyring:NAME" or "file:PATH", never the secret.',
        ),
    )


def _shown_url(value: str | None) -> str:
    return "None" if value is None else repr(redact_url(value))


def _shown_email(value: str | None) -> str:
    return repr(value if value is None or value.startswith(PLACES) else "•••")


@frozen(kw_only=True)
class Deployment:
    """
    One restaurant's synchronisation: where everything is, and nothing that must stay secret.

    What is left out comes from the profile, then from the environment of the process that runs it,
    then from the rules. E-mail and password belong together: give both or neither.

    Attributes:
        rules: File with the rules of the business.
        ledger: File of the ledger, made on first use.
        key_file: File with the ledger's key; beside the ledger by default.
        profile: Table ``[profiles.NAME]`` of the rules, `None` for none.
        restobar_url: Address of Restobar.
        restobar_email: E-mail of the user, or its place: ``env:NAME``, ``keyring:NAME``,
            ``file:PATH``.
        restobar_password: Place of the password.
        pymes_url: Address above the modules of Pymes.
        pymes_token: Place of the token.
        policy: Delays and limits of the engine.

    Raises:
        InvalidInput: If a password or token is there instead of its place.

    >>> Deployment(profile="centro", pymes_token="env:CENTRO_TOKEN").pymes_token
    'env:CENTRO_TOKEN'
    """

    rules: Path = field(default=Path("loggro.toml"), converter=Path)
    ledger: Path = field(default=Path("loggro.db"), converter=Path)
    key_file: Path | None = field(default=None)
    profile: str | None = field(default=None)
    restobar_url: str | None = field(default=None, repr=_shown_url)
    restobar_email: str | None = field(default=None, repr=_shown_email)
    restobar_password: str | None = field(default=None, validator=_place)
    pymes_url: str | None = field(default=None, repr=_shown_url)
    pymes_token: str | None = field(default=None, validator=_place)
    policy: SyncPolicy | None = field(default=None)

    def account(self, rules: MappingRules | None) -> Profile | None:
        """
        Return addresses and places of secrets, its own before those of its profile.

        Raises:
            ConfigurationError: If the rules have no such profile.
        """
        name = self.profile
        known = named_profile(rules.profiles if rules else {}, name) if name is not None else None
        names = ("restobar_url", "pymes_url", "pymes_token", "restobar_email", "restobar_password")
        own = {each: getattr(self, each) for each in names if getattr(self, each) is not None}
        return evolve(known or Profile(), **own) if own else known


def run_pass(
    deployment: Deployment,
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: bool = False,
    max_sends: int | None = None,
    wait: bool = True,
    only: Iterable[str] = (),
) -> RunReport:
    """
    Make one pass over a restaurant: open everything, run, close everything.

    Running it again does nothing that is done already. Arguments and result pickle.

    Args:
        deployment: Where everything is.
        since: As `Synchronizer.run`; a new ledger needs it once.
        until: Last Bogotá day, today by default.
        dry_run: Read and report, send nothing.
        max_sends: Most forced sends of this pass.
        wait: Look again after each send, waiting in between; a worker with little time lets the
            next pass look.
        only: As `Synchronizer.run`: numbers, prefixes or kinds.

    Raises:
        LedgerLocked: If another process writes this ledger; try again later.
        ConfigurationError: If rules, profile, a credential or the first day is missing.
        NotSent: If Restobar or Pymes cannot be reached.
        Rejected: If the account itself is refused.
    """
    with opened(deployment) as engine:
        return engine.run(
            since=since,
            until=until,
            dry_run=dry_run,
            max_sends=max_sends,
            wait=wait,
            only=only,
        )


def run_one(deployment: Deployment, key: SaleKey | str) -> Outcome:
    """
    Make the pass for one sale; idempotent. Arguments and result pickle.

    Args:
        deployment: Where everything is.
        key: ``business:prefix:sequence``, as every outcome names it, or the number as Restobar
            shows it.

    Raises:
        NeedsReview: If neither the ledger nor Restobar knows the sale, or it is not paid.
        LedgerLocked: If another process writes this ledger; try again later.
        ConfigurationError: If rules, profile, a credential or the first day is missing.
        NotSent: If Restobar or Pymes cannot be reached.
        Rejected: If the account itself is refused.
    """
    with opened(deployment) as engine:
        return engine.run_once(key)


@contextmanager
def opened(
    deployment: Deployment, *, pause: Callable[[float], object] | None = None, **options: Any
) -> Generator[Synchronizer]:
    """
    Open rules, clients and ledger, and the engine over them.

    Args:
        deployment: Where everything is.
        pause: Waits that many seconds between two attempts of a call.
        options: More of `Synchronizer`, such as its clock and observers.
    """
    rules = read_rules(deployment.rules)
    account = deployment.account(rules)
    with (
        open_pos(rules, account, pause=pause) as pos,
        open_books(rules, account, pause=pause) as books,
        SqliteStore.open(deployment.ledger, key_file=deployment.key_file) as store,
    ):
        yield Synchronizer(
            pos=pos,
            books=books,
            store=store,
            rules=rules,
            policy=deployment.policy,
            **options,
        )


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
    return MappingRules.from_toml(read_text(path, field="rules"), file=str(path))


def open_pos(
    rules: MappingRules | None,
    account: Profile | None,
    *,
    read_only: bool = False,
    pause: Callable[[float], object] | None = None,
) -> RestobarClient:
    """
    Open Restobar with the credentials of the account, or of the environment.

    Where the library keyring is installed, the token of one run serves the next.

    Raises:
        ConfigurationError: If a credential is not where it should be.
    """
    email, password = login_of(account)
    told = account.restobar_url if account else None
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
        **_waits(pause),
    )


def login_of(account: Profile | None) -> tuple[str, str]:
    """
    Return e-mail and password, both from the same place.

    Raises:
        ConfigurationError: If one is missing; the message names it.
    """
    if account is not None and account.restobar_email and account.restobar_password:
        return text_at(account.restobar_email), secret_at(account.restobar_password)
    return variable("LOGGRO_RESTOBAR_EMAIL"), variable("LOGGRO_RESTOBAR_PASSWORD")


def open_books(
    rules: MappingRules | None,
    account: Profile | None,
    *,
    read_only: bool = False,
    pause: Callable[[float], object] | None = None,
) -> PymesClient:
    """
    Open Pymes with the token and the addresses that the account and the rules name.

    Raises:
        ConfigurationError: If the token is not where it should be.
    """
    told = account.pymes_url if account else None
    ruled = rules.pymes.base_url if rules else None
    base_url = told or os.environ.get("LOGGRO_PYMES_URL") or ruled or PYMES_URL
    place = account.pymes_token if account else None
    token = place or (rules.pymes.token if rules else TOKEN_PLACE)
    return PymesClient(
        token=secret_at(token),
        base_url=base_url,
        modules=rules.pymes.modules if rules else None,
        overrides=_overrides(rules, base_url) if rules else {},
        read_only=read_only,
        **_waits(pause),
    )


class _Waits(TypedDict, total=False):
    sleep: Callable[[float], object]


def _waits(pause: Callable[[float], object] | None) -> _Waits:
    """Return how a client waits between two attempts, if not as it does by itself."""
    return {} if pause is None else {"sleep": pause}


def _overrides(rules: MappingRules, base_url: str) -> dict[str, Override]:
    """Return where the sales look-up goes in this account, if not where it usually does."""
    sales = rules.sales_lookup
    base = sales.base_url
    if base is None and sales.module:
        base = rules.pymes.modules.get(sales.module, f"{base_url}/loggro-{sales.module}")
    if base is None and sales.path is None:
        return {}
    return {"sales.list": Override(base_url=base, path=sales.path)}
