# SPDX-License-Identifier: MIT
"""
Tell a person, through a command of theirs, what is new: set aside, ending, or not running.

The command gets JSON on its standard input. Each thing is told once until it changes; what could
not be told is told again. A command that fails changes nothing in the ledger, nor in the run.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from attrs import field, frozen

from loggro_integration.days import business_day, format_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue, dumps, is_object, loads
from loggro_integration.sync._seen import QuotaSeen, RangeSeen
from loggro_integration.sync._states import EventKind
from loggro_integration.sync._status import OpenSale, Status, status
from loggro_integration.sync._status_json import quota_json, range_json, sale_json, text_json
from loggro_integration.sync._status_words import ending
from loggro_integration.sync._store import Store

__all__ = ["Notice", "Notified", "Notifier", "command_words"]

SCHEMA: Final = "loggro.notice/1"
TOLD: Final = "note.told"

# Variables that are no secret; every other one of ours stays out of the command's environment.
_HARMLESS: Final = frozenset({"LOGGRO_LANG", "LOGGRO_PROFILE"})


@frozen(kw_only=True)
class Notice:
    """
    What is new since the last time that something was told.

    Attributes:
        at: UTC.
        parked: Sales that a person has to decide.
        cannot_tell: Of how many sales nobody can tell whether Pymes has them, where that is new.
        resolutions: Numberings with 30 days or fewer, or 90 % used, or over.
        quota: Electronic documents, where 90 % of them are used.
        no_run: Whether no run ended for as long as was agreed.
        last_run: When the last one ended, `None` where none did.
        status: Everything that is known, new or not.
        ledger: Name of the ledger it is about, where the caller told one.
    """

    at: datetime
    parked: tuple[OpenSale, ...]
    cannot_tell: int
    resolutions: tuple[RangeSeen, ...]
    quota: QuotaSeen | None
    no_run: bool
    status: Status
    ledger: str = ""

    def __bool__(self) -> bool:
        told = (self.parked, self.cannot_tell, self.resolutions, self.quota, self.no_run)
        return any(map(bool, told))

    def as_json(self) -> dict[str, JsonValue]:
        """
        Return what the command gets; `schema` changes where a key does.

        Numbers, days, amounts and reasons; no customer and no secret.
        """
        today, age = business_day(self.at), self.status.age
        last = self.status.last_run
        return {
            "schema": SCHEMA,
            "at": format_instant(self.at),
            "ledger": self.ledger,
            "in_pymes": self.status.in_pymes,
            "answer": text_json(self.status.answer),
            "parked": [sale_json(each) for each in self.parked],
            "cannot_tell": self.cannot_tell,
            "resolutions": [range_json(each, today) for each in self.resolutions],
            "quota": None if self.quota is None else quota_json(self.quota),
            "no_run": self.no_run,
            "last_run": None if last is None else format_instant(last),
            "hours_since_last_run": None if age is None else age // timedelta(hours=1),
        }


@frozen(kw_only=True)
class Notified:
    """
    What came of telling.

    Attributes:
        notice: What was new, whether or not the command took it.
        failure: Why the command did not take it, `None` where it did or nothing was new.
    """

    notice: Notice
    failure: Text | None = None

    @property
    def told(self) -> bool:
        """Whether something was new and the command took it."""
        return bool(self.notice) and self.failure is None


@frozen(kw_only=True)
class Notifier:
    """
    A command that is called when something is new, without a shell.

    Attributes:
        command: The program and its arguments, as typed; quotes keep words together. Of the
            environment it gets all but what begins with ``LOGGRO_``: a secret of yours under
            another name reaches it.
        no_run_for: After how long without the end of a run that is news.
        patience: How long the command may take.

    Raises:
        InvalidInput: If the command is empty or its quotes do not close, or a time is not above 0.

    >>> Notifier(command="mail -s 'no está en Pymes' dueña").words
    ('mail', '-s', 'no está en Pymes', 'dueña')
    """

    command: str
    no_run_for: timedelta = timedelta(hours=24)
    patience: timedelta = timedelta(seconds=30)
    words: tuple[str, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for name in ("no_run_for", "patience"):
            _check_positive(name, getattr(self, name))
        object.__setattr__(self, "words", command_words(self.command, windows=os.name == "nt"))

    def tell(self, store: Store, *, now: datetime, ledger: str = "") -> Notified:
        """
        Call the command if something is new, and remember what it was told.

        Args:
            store: The ledger; one that was joined will do.
            now: The present instant.
            ledger: What the notice calls the ledger, where there are several.

        Raises:
            LedgerError: If the ledger cannot be read or written.
        """
        known = status(store, now=now, max_age=self.no_run_for)
        things, told = _things(known, store), _told(store)
        fresh = {name for name, value in things.items() if told.get(name) != value}
        notice = _notice(known, fresh, ledger)
        failure = self._call(notice) if notice else None
        kept = things if failure is None else _still(told, things)
        if kept != told:
            store.put(TOLD, dumps(kept))
        return Notified(notice=notice, failure=failure)

    def _call(self, notice: Notice) -> Text | None:
        try:
            # No pipes but the one it reads: a child of its own that stays behind holds nothing up.
            done = subprocess.run(  # noqa: S603 (the owner's own command, split without a shell)
                self.words,
                input=f"{dumps(notice.as_json())}\n".encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(os.environ),
                timeout=self.patience.total_seconds(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            seconds = self.patience // timedelta(seconds=1)
            return Text(
                es=f"El comando de --notify no terminó en {seconds} s.",
                en=f"The command of --notify did not end within {seconds} s.",
            )
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or "?"
            return Text(
                es=f"El comando de --notify no se pudo ejecutar: {said}.",
                en=f"The command of --notify could not be run: {said}.",
            )
        return None if done.returncode == 0 else _ended(done.returncode)


def command_words(command: str, *, windows: bool) -> tuple[str, ...]:
    r"""
    Split a command into words without a shell.

    On Windows a backslash is a letter of a path; quotes keep words together on every system.

    Raises:
        InvalidInput: If there is no word, or a quote does not close.

    >>> command_words(r'"C:\Avisos Loggro\avisar.exe" -q', windows=True)
    ('C:\\Avisos Loggro\\avisar.exe', '-q')
    """
    reader = shlex.shlex(command, posix=True, punctuation_chars=False)
    reader.whitespace_split, reader.commenters = True, ""
    if windows:
        reader.escape = ""
        reader.quotes = '"'
    try:
        words = tuple(reader)
    except ValueError:
        words = ()
    if not words or not words[0]:
        raise InvalidInput(
            "The command of --notify cannot be split into words.",
            field="notify",
            hint=Text(
                es="Escriba un programa y sus argumentos, y cierre las comillas.",
                en="Write a program and its arguments, and close the quotes.",
            ),
        )
    return words


def _things(known: Status, store: Store) -> dict[str, str]:
    """Give each thing to be told a name, and what of it must change for it to be told again."""
    today = business_day(known.at)
    found = {_sale_name(each): _sale_mark(each, store) for each in known.parked}
    if known.cannot_tell:
        found["cannot-tell"] = "yes"
    for seen in ending(known.numbering or (), today):
        found[_range_name(seen)] = seen.verdict(today)
    if known.quota is not None and known.quota.verdict in {"soon", "ended"}:
        found["quota"] = f"{known.quota.verdict}:{known.quota.limit}"
    if known.is_stale:
        found["no-run"] = format_instant(known.last_run) if known.last_run else "never"
    return found


def _sale_name(sale: OpenSale) -> str:
    return f"sale:{sale.key or sale.number}"


def _sale_mark(sale: OpenSale, store: Store) -> str:
    # Released and set aside again for the same reason is news; a payment of such a sale is none.
    events = store.events(sale.key) if sale.key else ()
    releases = sum(event.kind is EventKind.RELEASED for event in events)
    return f"{sale.reason}:{releases}"


def _range_name(seen: RangeSeen) -> str:
    return f"resolution:{seen.kind}:{seen.prefix}:{seen.authorization}"


def _notice(known: Status, fresh: set[str], ledger: str) -> Notice:
    ranges = ending(known.numbering or (), business_day(known.at))
    return Notice(
        at=known.at,
        parked=tuple(each for each in known.parked if _sale_name(each) in fresh),
        cannot_tell=len(known.cannot_tell) if "cannot-tell" in fresh else 0,
        resolutions=tuple(each for each in ranges if _range_name(each) in fresh),
        quota=known.quota if "quota" in fresh else None,
        no_run="no-run" in fresh,
        status=known,
        ledger=ledger,
    )


def _told(store: Store) -> dict[str, str]:
    """Return what was told; what cannot be read was not, and is told again."""
    try:
        found = loads(store.get(TOLD) or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if is_object(found) else {}


def _still(told: Mapping[str, str], things: Mapping[str, str]) -> dict[str, str]:
    """Forget what is over, so that it is told when it comes back."""
    return {name: value for name, value in told.items() if name in things}


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without our variables: some of them are secrets."""
    return {
        name: value
        for name, value in own.items()
        if not name.upper().startswith("LOGGRO_") or name.upper() in _HARMLESS
    }


def _ended(code: int) -> Text:
    return Text(
        es=f"El comando de --notify terminó con {code}.",
        en=f"The command of --notify ended with {code}.",
    )


def _check_positive(name: str, value: timedelta) -> None:
    if value <= timedelta():
        raise InvalidInput(
            f"Notifier.{name} cannot be {value}.",
            field=name,
            value=value,
            hint=Text(es="Use un tiempo mayor que cero.", en="Use a time above zero."),
        )
