# SPDX-License-Identifier: MIT
"""What a check of the settings found: its state, its remedy, the screen, what it blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import Factory, field, frozen

from loggro_integration.errors import Text

__all__ = [
    "MISSING",
    "OK",
    "PROBLEM",
    "SOON",
    "UNKNOWN",
    "WARNING",
    "WRONG",
    "Finding",
    "fine",
    "lacking",
    "listed",
    "missing",
    "soon",
    "unknown",
    "wrong",
]

OK, PROBLEM, WARNING, UNKNOWN = "ok", "problem", "warning", "unknown"
MISSING, WRONG, SOON = "missing", "wrong", "soon"

_STATES = {OK: OK, PROBLEM: WRONG, WARNING: SOON, UNKNOWN: UNKNOWN}
_MOST_NAMES = 12


def _state(finding: Any) -> str:
    return _STATES[finding.verdict]


@frozen(kw_only=True)
class Finding:
    """
    One check, in set-up order.

    Attributes:
        code: Stable name of the check.
        verdict: ``ok``, ``problem``, ``warning`` or ``unknown`` (no API shows it).
        message: What was found.
        fix: What to do, naming the setting or the screen; `None` where nothing is needed.
        state: ``ok``, ``missing``, ``wrong``, ``soon`` (a warning: it will be wrong, or may harm)
            or ``unknown``.
        blocks: What does not work until it is mended.
        screen: Path of the screen where a person sees and mends it.
    """

    code: str
    verdict: str
    message: Text
    fix: Text | None = None
    state: str = field(default=Factory(_state, takes_self=True))
    blocks: Text | None = None
    screen: str = ""


def fine(code: str, es: str, en: str) -> Finding:
    """Say that a check passed."""
    return Finding(code=code, verdict=OK, message=Text(es=es, en=en))


def missing(code: str, message: Text, fix: Text) -> Finding:
    """Say that something is not there."""
    return Finding(code=code, verdict=PROBLEM, state=MISSING, message=message, fix=fix)


def wrong(code: str, message: Text, fix: Text) -> Finding:
    """Say that something is there and is not right."""
    return Finding(code=code, verdict=PROBLEM, message=message, fix=fix)


def soon(code: str, message: Text, fix: Text) -> Finding:
    """Say that something will be wrong soon, or may do harm."""
    return Finding(code=code, verdict=WARNING, message=message, fix=fix)


def unknown(code: str, es: str, en: str, screen: str) -> Finding:
    """Say that no API shows it, and where to look."""
    return Finding(
        code=code,
        verdict=UNKNOWN,
        message=Text(es=f"Aquí no se puede saber: {es}", en=f"Cannot be known here: {en}"),
        fix=Text(es=f"Véalo en {screen}.", en=f"Look at {screen}."),
        screen=screen,
    )


def lacking(
    code: str, section: str, wanted: Iterable[str | None], known: Iterable[str]
) -> Finding | None:
    """Tell which names of the rules Pymes lacks, `None` where it lacks none."""
    lost = sorted({name for name in wanted if name} - set(known))
    if not lost:
        return None
    names = listed(lost)
    return missing(
        code,
        Text(
            es=f"Pymes no tiene lo que dice {section}: {names}.",
            en=f"Pymes lacks what {section} says: {names}.",
        ),
        Text(
            es=f"Créelo en Pymes, o corrija {section} en loggro.toml.",
            en=f"Make it in Pymes, or correct {section} in loggro.toml.",
        ),
    )


def listed(names: Iterable[str]) -> str:
    """Return names for a sentence, the first of them where they are many."""
    found = list(names)
    more = f" (+{len(found) - _MOST_NAMES})" if len(found) > _MOST_NAMES else ""
    return ", ".join(found[:_MOST_NAMES]) + more
