# SPDX-License-Identifier: MIT
"""What a reader found wrong with a document, each with the path of its element."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from lxml import etree

from loggro_integration import errors

__all__ = ["Findings"]

_LONGEST_VALUE: Final = 60
_MOST_PROBLEMS: Final = 100

_KINDS: Final = {
    "amount": errors.Text(es="un valor", en="an amount"),
    "date": errors.Text(es="una fecha", en="a date"),
    "time": errors.Text(es="una hora", en="a time"),
    "number": errors.Text(es="un número entero", en="a whole number"),
    "flag": errors.Text(es="«true» o «false»", en="“true” or “false”"),
}
_FIX: Final = errors.Text(
    es='Pida el original al emisor, o léalo con trust="lenient".',
    en='Ask the issuer for the original, or read it with trust="lenient".',
)


class Findings:
    """
    Collects problems while a document is walked.

    At most a hundred of each sort are kept, the others counted: a hostile file must not make its
    reading costly.

    Attributes:
        problems: In the order they were found.
        amounts: Numbers read so far by their text: a document repeats many of them.
    """

    def __init__(self) -> None:
        self.problems: list[errors.Problem] = []
        self.amounts: dict[str | None, Decimal] = {}
        self._counts = {True: 0, False: 0}

    def unreadable(
        self, kind: str, element: etree._Element, value: str, *, blocking: bool = True
    ) -> None:
        """Report a text that is not what its element holds."""
        what = _KINDS[kind]
        shown = value[:_LONGEST_VALUE]
        message = errors.Text(es=f"«{shown}» no es {what.es}.", en=f"{shown!r} is not {what.en}.")
        self._add(f"unreadable-{kind}", element, message, value=shown, blocking=blocking)

    def missing(self, parent: etree._Element, path: str, *, blocking: bool = True) -> None:
        """Report an element that must be there."""
        message = errors.Text(es="Falta este elemento.", en="This element is missing.")
        self._add("missing-element", parent, message, below=f"/{path}", blocking=blocking)

    def repeated(self, element: etree._Element) -> None:
        """Report an element that may stand once and stands again: nobody knows which counts."""
        message = errors.Text(es="Este elemento está repetido.", en="This element is repeated.")
        shown = (element.text or "").strip()[:_LONGEST_VALUE]
        self._add("repeated-element", element, message, value=shown)

    def _add(
        self,
        code: str,
        element: etree._Element,
        message: errors.Text,
        *,
        below: str = "",
        value: str | None = None,
        blocking: bool = True,
    ) -> None:
        self._counts[blocking] += 1
        if self._counts[blocking] <= _MOST_PROBLEMS:
            path = _path(element) + below
            self.problems.append(
                errors.Problem(
                    code=code, path=path, message=message, fix=_FIX, value=value, blocking=blocking
                )
            )

    def raise_for_blocking(self) -> None:
        """
        Raise for the first problem that blocks a strict reading, telling how many follow.

        Raises:
            NotADianDocument: With the `code` of the problem; the message names element and value.
        """
        first = next((problem for problem in self.problems if problem.blocking), None)
        if first is not None:
            more = self._counts[True] - 1
            rest = f" (and {more} more)" if more else ""
            raise errors.NotADianDocument(
                f"{first.path}: {first.message.en}{rest}", code=first.code, hint=first.fix
            )


def _path(element: etree._Element) -> str:
    """Return where an element stands, by local names, as ``/Invoice/InvoiceLine[2]/ID``."""
    steps = [_step(each) for each in (element, *element.iterancestors())]
    return "/" + "/".join(reversed(steps))


def _step(element: etree._Element) -> str:
    name = etree.QName(element).localname
    before = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    alone = not before and next(element.itersiblings(element.tag), None) is None
    return name if alone else f"{name}[{before + 1}]"
