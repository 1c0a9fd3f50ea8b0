# SPDX-License-Identifier: MIT
"""Which sales a run is limited to: ``FE123``, ``FE*``, ``pos``."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sync._case import Case

__all__ = ["Choice"]

KINDS = frozenset({"pos", "electronic"})


@frozen(kw_only=True)
class Choice:
    """
    What a run is limited to: a sale that any part of it names.

    Attributes:
        numbers: Numbers or keys, as a person writes them; asked for by number, whatever their day.
        prefixes: Whole prefixes.
        kinds: ``pos``, ``electronic``.
    """

    numbers: tuple[str, ...] = ()
    prefixes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, words: Iterable[str]) -> Choice | None:
        """
        Read what a run is limited to; `None` where nothing is said.

        ``pos`` and ``electronic`` are the kinds; what ends in ``*`` is a prefix, as ``FE*``, and so
        is what has no digit at its end; everything else is a number or a key.

        Raises:
            InvalidInput: If a word is empty.

        >>> Choice.parse(["FE*", "POS1001"]).prefixes
        frozenset({'FE'})
        """
        numbers, prefixes, kinds = list[str](), set[str](), set[str]()
        for word in words:
            written = word.strip()
            if not written:
                raise _empty(word)
            if written in KINDS:
                kinds.add(written)
            elif written.endswith("*") or not written[-1].isdigit():
                prefixes.add(written.removesuffix("*"))
            else:
                numbers.append(written)
        if not (numbers or prefixes or kinds):
            return None
        return cls(
            numbers=tuple(dict.fromkeys(numbers)),
            prefixes=frozenset(prefixes),
            kinds=frozenset(kinds),
        )

    @property
    def is_of_numbers(self) -> bool:
        """Whether it names single sales alone, so that no day need be read."""
        return not (self.prefixes or self.kinds)

    def holds(self, case: Case) -> bool:
        """Tell whether a sale is of a prefix or a kind that is chosen."""
        return case.key.prefix in self.prefixes or case.plan.kind in self.kinds


def _empty(word: str) -> InvalidInput:
    return InvalidInput(
        "An empty word chooses no sale.",
        field="only",
        value=word,
        hint=Text(
            es="Use un número (FE123), un prefijo (FE*), pos o electronic.",
            en="Use a number (FE123), a prefix (FE*), pos or electronic.",
        ),
    )
