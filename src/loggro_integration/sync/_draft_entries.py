# SPDX-License-Identifier: MIT
"""A drafted rules file: what matched, what is only proposed, what a person has to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from attrs import field, frozen

from loggro_integration.errors import Text
from loggro_integration.mapping import MappingRules, TipReading

__all__ = ["DraftedBlock", "DraftedEntry", "DraftedRules", "Mark", "block", "entry"]

Mark: TypeAlias = Literal["match", "proposal", "question"]

_ALL_OR_NOTHING = ("[[", "[maker", "[cash_boxes")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PROPOSAL = Text(es="propuesta", en="proposal")
_QUESTION = Text(es="falta decidir", en="to be decided")
_HEAD = Text(
    es="""\
Reglas de la integración, redactadas desde los dos catálogos. Lea cada línea antes de usarlas.
  · Una línea activa coincide exactamente en los dos lados.
  · "propuesta:" es parecido o costumbre, nunca un hecho: no vale hasta que alguien la active.
  · "falta decidir:" no se puede saber por la API; se dice la pantalla donde se ve.
Después: loggro rules check""",
    en="""\
Rules of the integration, drafted from both catalogues. Read each line before using them.
  · A line in force is exactly the same on both sides.
  · "proposal:" is a likeness or a habit, never a fact: it counts once somebody activates it.
  · "to be decided:" cannot be known through the API; the screen that shows it is named.
Then: loggro rules check""",
)


@frozen(kw_only=True)
class DraftedEntry:
    """
    One key of the draft.

    Attributes:
        key: As TOML writes it.
        value: As TOML writes it; of a question an example, or empty where there is none.
        mark: ``match`` (in force), ``proposal`` (a comment until somebody accepts it) or
            ``question`` (always a comment).
        why: What it was taken from, or where to look.
    """

    key: str
    value: str
    mark: Mark
    why: Text

    def is_active(self, *, accept: bool) -> bool:
        """Tell whether the line is in force."""
        return self.mark == "match" or (accept and self.mark == "proposal")

    def lines(self, language: str, *, accept: bool) -> Iterator[str]:
        """Give the lines of the file."""
        line = f"{self.key} = {self.value}"
        why = _one_line(self.why.in_language(language))
        if self.mark == "match":
            yield f"{line}  # {why}"
        elif self.mark == "proposal":
            word = _PROPOSAL.in_language(language)
            yield f"{line}  # {word}: {why}" if accept else f"# {word}: {line}  # {why}"
        else:
            yield f"# {_QUESTION.in_language(language)}: {why}"
            if self.value:
                yield f"#   {line}"


@frozen(kw_only=True)
class DraftedBlock:
    """
    One table of the file.

    Attributes:
        header: As ``[payment_means]``; empty for the keys at the top.
        title: What the table is.
        entries: Its keys. The header of a table that must not be empty stands in a comment while
            none of them is in force.
    """

    header: str
    title: Text
    entries: tuple[DraftedEntry, ...]

    def lines(self, language: str, *, accept: bool) -> Iterator[str]:
        """Give the lines of the file."""
        yield ""
        yield f"# {_one_line(self.title.in_language(language))}"
        if self.header:
            yield self.header if self._is_open(accept=accept) else f"# {self.header}"
        said: Text | None = None
        for each in self.entries:
            lines = each.lines(language, accept=accept)
            if each.mark == "question" and each.why == said:
                next(lines)
            yield from lines
            said = each.why if each.mark == "question" else None

    def _is_open(self, *, accept: bool) -> bool:
        """Tell whether the header is in force: some tables may stand empty, others must not."""
        if not self.header.startswith(_ALL_OR_NOTHING):
            return True
        return any(each.is_active(accept=accept) for each in self.entries)


def entry(key: str, value: str, mark: Mark, why: Text) -> DraftedEntry:
    """Make an entry."""
    return DraftedEntry(key=key, value=value, mark=mark, why=why)


def block(header: str, es: str, en: str, entries: Iterable[DraftedEntry]) -> DraftedBlock:
    """Make a table with its title in both languages."""
    return DraftedBlock(header=header, title=Text(es=es, en=en), entries=tuple(entries))


@frozen(kw_only=True)
class DraftedRules:
    """
    A rules file to be read by a person, as `draft_rules` gives it.

    Attributes:
        blocks: The tables, in the order of the file.
        tips: What the sales that were read tell of the tip in payments.
    """

    blocks: tuple[DraftedBlock, ...]
    tips: TipReading = field(factory=TipReading)

    def marked(self, mark: Mark) -> tuple[tuple[str, DraftedEntry], ...]:
        """Return the entries of one mark, each with the header of its table."""
        return tuple(
            (block.header, each)
            for block in self.blocks
            for each in block.entries
            if each.mark == mark
        )

    def to_toml(self, language: str = "es", *, accept_proposals: bool = False) -> str:
        """
        Write the file, with a comment on each line.

        Args:
            language: ``es`` or ``en``, of the comments.
            accept_proposals: Put the proposals in force too; each keeps its mark.
        """
        head = [f"# {line}" for line in _HEAD.in_language(language).split("\n")]
        body = [
            line for block in self.blocks for line in block.lines(language, accept=accept_proposals)
        ]
        return "\n".join([*head, *body]) + "\n"

    def rules(self, *, accept_proposals: bool = False) -> MappingRules:
        """
        Read the file back.

        Raises:
            InvalidRules: If what is needed for any rules is still a question, as the NIT.
        """
        return MappingRules.from_toml(self.to_toml(accept_proposals=accept_proposals))


def _one_line(text: str) -> str:
    """Keep a name of the account from ending its comment."""
    return _BREAK.sub(" ", text)
