# SPDX-License-Identifier: MIT
"""The printed form as plain text, for printers that know letters alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import FiscalDocument
from loggro_integration.render._fill import Wording, fill
from loggro_integration.render._form import Card, Form, Row, Section, Sum
from loggro_integration.render._wrap import wrap

__all__ = ["text"]

_NARROWEST: Final = 24
_WIDEST: Final = 200


def text(
    document: FiscalDocument,
    *,
    width: int = 42,
    language: str = "es",
    resolution_text: str | None = None,
    footer: str | None = None,
    stamp: str | None = None,
    validated_at: datetime | None = None,
) -> str:
    """
    Print a document as plain text: a ticket for a thermal printer.

    Our own words stay within code pages 850 and 1252. The QR code is no text: let the printer draw
    `dian.qr_text` with its own command, at least 20 mm wide, after this text.

    Args:
        document: Built, read or mapped; nothing is calculated here.
        width: Characters a line, 24 to 200: 42 or 48 on paper of 80 mm, 32 on 58 mm.
        language: ``es`` or ``en``.
        resolution_text: In place of the sentence about the numbering.
        footer: Words of the house after the document's own notes.
        stamp: A warning at the top, as ``ANULADA`` or ``COPIA``.
        validated_at: When DIAN accepted it; printed beside the time of issue.

    Returns:
        Lines of at most `width` characters, each with its line feed.

    Raises:
        InvalidInput: If it is no invoice and no note, or the width is out of range.
        InvalidAmount: If an amount of the document is larger or finer than any amount.
    """
    wording = Wording(
        language=language,
        resolution_text=resolution_text,
        footer=footer,
        stamp=stamp,
        validated_at=validated_at,
    )
    lines = _Ticket(_checked(width)).lines(fill(document, wording))
    return "".join(f"{_harmless(line)}\n" for line in lines)


def _harmless(line: str) -> str:
    """Leave control characters out: to a printer they are commands."""
    return "".join(character for character in line if character.isprintable())


def _checked(width: int) -> int:
    if not _NARROWEST <= width <= _WIDEST:
        raise InvalidInput(
            "The width of the ticket is out of range.",
            field="width",
            value=width,
            hint=Text(
                es=f"Use entre {_NARROWEST} y {_WIDEST} caracteres.",
                en=f"Use {_NARROWEST} to {_WIDEST} characters.",
            ),
        )
    return width


class _Ticket:
    """Sets texts in lines of one width."""

    def __init__(self, width: int) -> None:
        self._width = width

    def lines(self, form: Form) -> Iterator[str]:
        """Set a form, top to bottom."""
        yield from self._head(form)
        yield from self._party(form)
        for section in form.references:
            yield from self._section(section)
        yield from self._table(form)
        yield from self._sums(form.sums)
        yield from self._left(form.words)
        yield from self._taxes(form)
        for section in form.sections:
            yield from self._section(section)
        yield self._rule()
        for note in form.notes:
            yield from self._centered(note)
        if form.code:
            yield from self._left(f"{form.code.label}: {form.code.value}")
        for each in form.seal:
            yield from self._left(each)

    def _head(self, form: Form) -> Iterator[str]:
        for mark in form.marks:
            yield from self._centered(f"*** {mark} ***")
        issuer = form.issuer
        for part in (issuer.name, issuer.identification, *issuer.lines):
            yield from self._centered(part)
        yield ""
        yield from self._centered(form.title.upper())
        yield from self._centered(f"{form.number_label} {form.number}")
        yield self._rule()

    def _party(self, form: Form) -> Iterator[str]:
        for fact in form.facts:
            yield from self._left(f"{fact.label}: {fact.value}")
        yield from self._card(form.counterpart)

    def _card(self, card: Card) -> Iterator[str]:
        yield from self._left(f"{card.heading}: {card.name}")
        for part in (card.identification, *card.lines):
            yield from self._left(part)

    def _section(self, section: Section) -> Iterator[str]:
        yield self._rule()
        yield from self._left(section.heading.upper())
        for fact in section.facts:
            yield from self._left(f"{fact.label}: {fact.value}")

    def _table(self, form: Form) -> Iterator[str]:
        columns = form.columns
        yield self._rule()
        yield from self._ends(f"{columns[2]} x {columns[4]}", columns[7])
        yield self._rule()
        for row in form.rows:
            yield from self._row(row, columns)
        yield self._rule()

    def _row(self, row: Row, columns: tuple[str, ...]) -> Iterator[str]:
        yield from self._left(row.description)
        for detail in row.details:
            yield from self._left(detail, "  ")
        count = " ".join(part for part in (row.quantity, row.unit, "x", row.price) if part)
        yield from self._ends(f"  {count}", row.total)
        if row.discount:
            yield from self._left(f"{columns[5]} -{row.discount}", "  ")
        if row.tax:
            yield from self._left(f"{', '.join(row.tax_names)}: {row.tax}", "  ")

    def _sums(self, sums: Iterable[Sum]) -> Iterator[str]:
        for each in sums:
            if each.kind == "total":
                yield self._rule("=")
            yield from self._ends(each.label, each.amount)
            if each.kind == "total":
                yield self._rule("=")

    def _taxes(self, form: Form) -> Iterator[str]:
        if form.taxes:
            yield self._rule()
        for tax in form.taxes:
            base = f" ({form.tax_columns[2].lower()} {tax.base})" if tax.base else ""
            yield from self._ends(f"{tax.name} {tax.rate}{base}".replace("  ", " "), tax.amount)

    # ------------------------------------------------------------------------------------ lines

    def _rule(self, mark: str = "-") -> str:
        return mark * self._width

    def _left(self, words: str, indent: str = "") -> Iterator[str]:
        for line in wrap(words, self._width - len(indent), len):
            yield f"{indent}{line}"

    def _centered(self, words: str) -> Iterator[str]:
        for line in wrap(words, self._width, len):
            yield line.center(self._width).rstrip()

    def _ends(self, label: str, value: str) -> Iterator[str]:
        """Set a label at the left and a value at the right edge, on two lines if need be."""
        indent = label[: len(label) - len(label.lstrip())]
        room = self._width - len(value) - 1
        if room < self._width // 3:
            yield from self._left(label, indent)
            yield from (line.rjust(self._width) for line in wrap(value, self._width, len))
            return
        *more, last = wrap(label, room - len(indent), len) or [""]
        yield from (f"{indent}{line}" for line in more)
        yield f"{indent}{last}".ljust(room + 1) + value
