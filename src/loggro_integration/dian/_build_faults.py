# SPDX-License-Identifier: MIT
"""What is collected while a document is built: everything wrong with it, at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from loggro_integration.dian._build_problems import HEADER_PROBLEMS
from loggro_integration.dian._build_problems_of_money import MONEY_PROBLEMS
from loggro_integration.errors import Problem, RulesBroken, Text
from loggro_integration.money import plain

__all__ = ["PROBLEMS", "Faults"]

PROBLEMS: Final = {**HEADER_PROBLEMS, **MONEY_PROBLEMS}
"""Code of every problem → its texts."""

_SHOWN: Final = 80
_MOST_PLAIN: Final = Decimal(10) ** 18


class Faults:
    """
    Problems in the order they come up.

    Attributes:
        problems: Those that block and those that only inform.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, code: str, path: str, value: object = None, /, **facts: object) -> None:
        """Report a problem by its code; `facts` and the value fill its text."""
        wording = PROBLEMS[code]
        shown = None if value is None else _text(value)
        known = {name: _text(fact) for name, fact in facts.items()}
        known |= {"value": shown or "", "path": path}
        self.problems.append(
            Problem(
                code=code,
                path=path,
                message=Text(es=wording.es.format_map(known), en=wording.en.format_map(known)),
                fix=Text(es=wording.fix_es.format_map(known), en=wording.fix_en.format_map(known)),
                value=shown,
                blocking=wording.blocking,
            )
        )

    def has(self, code: str) -> bool:
        """Tell whether a problem was reported already, wherever it stands."""
        return any(problem.code == code for problem in self.problems)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What DIAN answers with a notification only."""
        return tuple(problem for problem in self.problems if not problem.blocking)

    def raise_for_blocking(self, number: str) -> None:
        """
        Raise when anything keeps the document from being issued.

        Raises:
            RulesBroken: With every problem.
        """
        if self.problems and any(problem.blocking for problem in self.problems):
            raise RulesBroken(
                f"The document {number[:_SHOWN]} cannot be issued.", problems=self.problems
            )


def _text(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite() and abs(value) < _MOST_PLAIN:
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:_SHOWN]
