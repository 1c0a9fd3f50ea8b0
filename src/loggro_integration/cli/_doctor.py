# SPDX-License-Identifier: MIT
"""`loggro doctor`: the environment, write access, whose login it is, whether Pymes answers."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from loggro_integration._version import __version__
from loggro_integration.cli._check import finding_json, show_findings
from loggro_integration.cli._exit import FINE, PROBLEMS, UNREACHABLE, exit_code_of
from loggro_integration.cli._extras import EXTRAS, missing_of
from loggro_integration.cli._options import DEFAULT_LEDGER, DEFAULT_RULES, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._profiles import profile_of, text_at
from loggro_integration.errors import LoggroError, Text

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules, Profile
    from loggro_integration.restobar import RestobarClient
    from loggro_integration.wire.restobar import User

__all__ = ["doctor"]

OLDEST = (3, 11)
NEEDED = ("LOGGRO_RESTOBAR_EMAIL", "LOGGRO_RESTOBAR_PASSWORD", "LOGGRO_PYMES_TOKEN")
OPTIONAL = ("LOGGRO_RESTOBAR_URL", "LOGGRO_PYMES_URL", "LOGGRO_PROFILE", "LOGGRO_LANG")
# Without these a command of this package has nothing to work with.
EXPECTED_EXTRAS = frozenset({"cli", "dian", "sandbox"})


class Check(NamedTuple):
    """One thing looked at; `verdict` is ``ok``, ``problem`` or ``warning``."""

    code: str
    verdict: str
    message: Text
    fix: Text | None = None
    exit_code: int = PROBLEMS


def doctor(
    *,
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Look at the environment: versions, extras, files, credentials, and whose login it is.

    Args:
        rules: File with the rules of the business.
        ledger: File of the ledger; only its folder is looked at.
        json: Print JSON alone on stdout.
    """
    out = Output(as_json=json)
    with out.progress("Revisando…", "Looking…"):
        found = [*_machine(), *_files(rules, ledger), *_accounts(rules)]
    problems = [each for each in found if each.verdict == "problem"]
    out.json({"checks": [finding_json(each) for each in found], "problems": len(problems)})
    show_findings(out, Text(es="Ambiente", en="Environment"), found)
    if not problems:
        return FINE
    # Only where nothing but the network is wrong does the code say so.
    unreachable = all(each.exit_code == UNREACHABLE for each in problems)
    return UNREACHABLE if unreachable else PROBLEMS


def _machine() -> Iterator[Check]:
    version = platform.python_version()
    yield Check(
        "python",
        "ok" if sys.version_info >= OLDEST else "problem",
        Text(es=f"Python {version}", en=f"Python {version}"),
    )
    yield Check("version", "ok", Text(es=__version__, en=__version__))
    for extra in EXTRAS:
        yield _extra(extra)


def _extra(extra: str) -> Check:
    missing = ", ".join(missing_of(extra))
    if not missing:
        return Check(f"extra-{extra}", "ok", Text(es="instalado", en="installed"))
    line = f"pip install 'loggro-integration[{extra}]'"
    return Check(
        f"extra-{extra}",
        "problem" if extra in EXPECTED_EXTRAS else "warning",
        Text(es=f"falta: {missing}", en=f"missing: {missing}"),
        Text(es=f"Ejecute: {line}", en=f"Run: {line}"),
    )


def _files(rules: Path, ledger: Path) -> Iterator[Check]:
    yield _rules_check(rules)
    yield _folder_check(ledger)


def _rules_check(path: Path) -> Check:
    from loggro_integration.cli._connect import read_rules

    try:
        read_rules(path)
    except LoggroError as error:
        return _failed("rules", error)
    return Check("rules", "ok", Text(es=f"{path} es válido", en=f"{path} is valid"))


def _folder_check(ledger: Path) -> Check:
    folder = ledger.parent
    writable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    if ledger.exists():
        writable = writable and os.access(ledger, os.W_OK)
    if writable:
        return Check(
            "ledger", "ok", Text(es=f"{folder} se puede escribir", en=f"{folder} is writable")
        )
    return Check(
        "ledger",
        "problem",
        Text(es=f"{ledger} no se puede escribir", en=f"{ledger} cannot be written"),
        Text(
            es="Cree la carpeta o cambie sus permisos; o use --ledger.",
            en="Make the folder or change its permissions; or use --ledger.",
        ),
    )


def _accounts(path: Path) -> Iterator[Check]:
    from loggro_integration.cli._connect import rules_if_any

    given = [name for name in OPTIONAL if os.environ.get(name)]
    if given:
        names = ", ".join(given)
        yield Check("environment", "ok", Text(es=f"también: {names}", en=f"also: {names}"))
    try:
        rules = rules_if_any(path)
    except LoggroError:
        # Already reported; the accounts are looked at without their own addresses.
        rules = None
    try:
        places = _places(profile_of(rules))
    except LoggroError as error:
        yield _failed("profile", error)
        return
    found = {name: _place(name, reference) for name, reference in places.items()}
    yield from found.values()
    *login, token = (check.verdict == "ok" for check in found.values())
    if all(login):
        yield from _guarded("restobar", lambda: _restobar(rules))
    if token:
        yield from _guarded("pymes", lambda: _pymes(rules))


def _places(profile: Profile | None) -> dict[str, str]:
    """Tell where e-mail, password and token should be, in this order, by the name of each."""
    found = {name: f"env:{name}" for name in NEEDED}
    if profile is None:
        return found
    email, password, token = found.items()
    if profile.restobar_email and profile.restobar_password:
        email = ("restobar_email", profile.restobar_email)
        password = ("restobar_password", profile.restobar_password)
    if profile.pymes_token:
        token = ("pymes_token", profile.pymes_token)
    return dict((email, password, token))


def _place(name: str, reference: str) -> Check:
    """Tell whether a credential is there; its value is never shown."""
    if reference.startswith("env:"):
        return _variable(reference.removeprefix("env:"))
    try:
        text_at(reference)
    except LoggroError as error:
        return _failed(name, error)
    return Check(name, "ok", Text(es="está", en="is there"))


def _variable(name: str) -> Check:
    if os.environ.get(name, "").strip():
        return Check(name, "ok", Text(es="está", en="is set"))
    return Check(
        name,
        "problem",
        Text(es="no está en el ambiente", en="is not in the environment"),
        Text(es=f"Defina {name}.", en=f"Set {name}."),
    )


def _guarded(code: str, look: Callable[[], list[Check]]) -> list[Check]:
    try:
        return look()
    except LoggroError as error:
        return [_failed(code, error)]


def _failed(code: str, error: LoggroError) -> Check:
    problems = getattr(error, "problems", ())
    es = " ".join([error.message, *(f"{each.path}: {each.message.es}" for each in problems)])
    en = " ".join([error.message, *(f"{each.path}: {each.message.en}" for each in problems)])
    fix = error.hint or (problems[0].fix if problems else None)
    name = type(error).__name__
    message = Text(es=f"{name}: {es}", en=f"{name}: {en}")
    return Check(code, "problem", message, fix, exit_code_of(error))


def _restobar(rules: MappingRules | None) -> list[Check]:
    from loggro_integration.cli._connect import login_of, open_pos

    with open_pos(rules) as pos:
        email = login_of(profile_of(rules))[0].strip().lower()
        users = list(pos.users.list())
        mine = next((user for user in users if (user.email or "").lower() == email), None)
        if mine is None:
            text = Text(es="el usuario entra y no está en la lista de usuarios",
                        en="the user logs in and is not in the list of users")  # fmt: skip
            return [Check("restobar", "ok", text)]
        name = " ".join(part for part in (mine.name, mine.last_name) if part)
        found = Check("restobar", "ok", Text(es=f"entra como {name}", en=f"logs in as {name}"))
        return [found, _shared_login(pos, mine)]


def _shared_login(pos: RestobarClient, user: User) -> Check:
    """Warn where the integration's user also sells: a new login may end the cashier's."""
    from loggro_integration.cli._connect import today

    last = today()
    sales = pos.invoices.list(since=last - timedelta(days=1), until=last)
    sold = sum(
        user.id in {person.id for person in (sale.cashier, sale.seller) if person} for sale in sales
    )
    if not sold:
        return Check(
            "restobar-user",
            "ok",
            Text(es="es un usuario dedicado", en="it is a user of its own"),
        )
    return Check(
        "restobar-user",
        "warning",
        Text(
            es=f"es cajero o vendedor en {sold} ventas del último día",
            en=f"is cashier or seller in {sold} sales of the last day",
        ),
        Text(
            es="Cree un usuario solo para la integración: entrar de nuevo puede sacar al cajero.",
            en="Make a user for the integration alone: logging in may throw the cashier out.",
        ),
    )


def _pymes(rules: MappingRules | None) -> list[Check]:
    from loggro_integration.cli._connect import open_books

    with open_books(rules) as books:
        count = len(list(books.establishments.list()))
    return [
        Check(
            "pymes",
            "ok",
            Text(es=f"responde; establecimientos: {count}", en=f"answers; establishments: {count}"),
        )
    ]
