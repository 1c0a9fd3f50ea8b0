# SPDX-License-Identifier: MIT
"""Compute the unique code of a document, compare it with the written one, and explain both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import field, frozen

from loggro_integration.dian._codes import (
    KEY,
    CodePiece,
    as_secret,
    code_name,
    first_iva_subtotal,
    pieces_of,
    sha384,
)
from loggro_integration.errors import Text
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument
from loggro_integration.secret import Secret

__all__ = ["CodeCheck", "CodeStatus", "unique_code"]

CodeStatus = Literal["matches", "matches-first-subtotal", "note-only", "differs", "no-key"]

_MASK: Final = "•••"


@frozen(kw_only=True)
class CodeCheck:
    """
    The unique code of a document beside the one computed from its fields.

    The key is a secret (a technical key, or the PIN of a software): everything here shows it as
    ``•••``, except `hashed`, which gives the exact text when asked.

    Attributes:
        name: ``CUFE``, ``CUDE`` or ``CUDS``; empty for an AttachedDocument, which has none.
        scheme: As written, normally ``CUFE-SHA384``; the name with ``-SHA384`` where none is.
        value: The code as written, or `None`.
        computed: The code of the fields, `None` without a key.
        status: ``matches``; ``matches-first-subtotal`` (a support document hashed over its first
            IVA subtotal); ``note-only`` (the fields differ, and the text of a ``cbc:Note`` hashes
            to the code: the document was edited after hashing); ``differs``; ``no-key``.
        input: The text that `computed` hashes, the key masked; empty without a key.
        pieces: The same piece by piece, the key masked.
        noted: Piece → its text in the note that hashes to the code, where such a note exists and
            can be told apart; the key masked.
        hashed: The exact text of `input`, as a secret; `None` without a key.
    """

    name: str
    scheme: str
    value: str | None
    computed: str | None
    status: CodeStatus
    input: str
    pieces: tuple[CodePiece, ...] = ()
    noted: Mapping[str, str] | None = None
    hashed: Secret | None = field(default=None, eq=False)

    def explain(self, *, language: str = "en") -> str:
        """
        Tell, line by line, what is hashed and where the written code comes from something else.

        Args:
            language: ``es`` or ``en``.
        """
        rows = [self._row(piece, language) for piece in self.pieces]
        width = max((len(label) for label, *_ in rows), default=0)
        other_key = self.status == "differs" and self.noted is not None
        meaning = _OTHER_KEY if other_key else _MEANINGS[self.status]
        lines = [f"{self.scheme}: {self.status}", meaning.in_language(language)]
        lines += [f"  {label:<{width}}  {text}{note}" for label, text, note in rows]
        lines += [
            f"{_LABELS[name].in_language(language)}: {text}"
            for name, text in (
                ("value", self.value),
                ("computed", self.computed),
                ("input", self.input),
            )
            if text
        ]
        return "\n".join(lines)

    def _row(self, piece: CodePiece, language: str) -> tuple[str, str, str]:
        label = _LABELS[piece.name].in_language(language)
        text = f"{piece.code} {piece.text}".strip() or "—"
        if self.noted is None:
            return label, text, ""
        noted = self.noted.get(piece.name)
        if noted is None:
            return label, text, f"  ← {_LABELS['untold'].in_language(language)}"
        if noted == piece.text:
            return label, text, ""
        return label, text, f"  ← {_LABELS['note'].in_language(language)}: {noted or '—'}"


def unique_code(
    document: FiscalDocument | ApplicationResponse | AttachedDocument,
    key: str | Secret | None = None,
) -> CodeCheck:
    """
    Compute the CUFE, CUDE or CUDS of a document and compare it with the written one.

    Args:
        document: Read, mapped or calculated.
        key: Technical key of the numbering range for a CUFE, PIN of the software for a CUDE or
            CUDS. Without it nothing is computed and the status is ``no-key``.

    Returns:
        The check; a difference is a status, never an error.

    Raises:
        InvalidInput: If the key is empty, or an amount is out of range.

    Example:
        >>> from datetime import date, time
        >>> from decimal import Decimal
        >>> from loggro_integration.models import ApplicationResponse, Identification, Party
        >>> claim = ApplicationResponse(
        ...     number="1", issue_date=date(2026, 11, 20), issue_time=time(12, 30),
        ...     sender=Party(identification=Identification(number="900555111")),
        ...     receiver=Party(identification=Identification(number="800197268")),
        ...     response_code="030")
        >>> unique_code(claim, key="12345").input
        '12026-11-2012:30:00-05:00900555111800197268030•••'

    Source: DIAN annex v1.9, section 11; RADIAN v1.1; documento soporte v1.1.
    """
    if isinstance(document, AttachedDocument):
        return CodeCheck(name="", scheme="", value=None, computed=None, status="no-key", input="")
    secret = None if key is None else as_secret(key)
    name = code_name(document)
    written = document.unique_code
    value = written.value if written else None
    pieces = pieces_of(document, secret.reveal() if secret else "")
    status: CodeStatus = "no-key"
    noted = None
    if secret:
        status, pieces, noted = _compare(document, secret.reveal(), pieces, value)
    text = _joined(pieces) if secret else ""
    return CodeCheck(
        name=name,
        scheme=(written.scheme if written else "") or f"{name}-SHA384",
        value=value,
        computed=sha384(text) if secret else None,
        status=status,
        input=_joined(_masked(pieces)) if secret else "",
        pieces=_masked(pieces),
        noted=noted,
        hashed=Secret(text) if secret else None,
    )


def _compare(
    document: FiscalDocument | ApplicationResponse,
    key: str,
    pieces: tuple[CodePiece, ...],
    value: str | None,
) -> tuple[CodeStatus, tuple[CodePiece, ...], Mapping[str, str] | None]:
    """Return the status, the pieces that explain it, and the note's where one explains it."""
    wanted = (value or "").lower()
    if sha384(_joined(pieces)) == wanted:
        return "matches", pieces, None
    subtotal = first_iva_subtotal(document)
    if subtotal is not None:
        anomaly = pieces_of(document, key, iva=subtotal)
        if sha384(_joined(anomaly)) == wanted:
            return "matches-first-subtotal", anomaly, None
    compact = ("".join(note.split()) for note in document.notes)
    note = next((text for text in compact if sha384(text) == wanted), None)
    if note is None:
        return "differs", pieces, None
    noted = _split_like(pieces, note)
    edited = any(noted.get(piece.name) != piece.text for piece in pieces if piece.name != KEY)
    if KEY in noted:
        noted[KEY] = _MASK
    return "note-only" if edited else "differs", pieces, noted


def _joined(pieces: Sequence[CodePiece]) -> str:
    return "".join(piece.code + piece.text for piece in pieces)


def _masked(pieces: Sequence[CodePiece]) -> tuple[CodePiece, ...]:
    return tuple(
        CodePiece(name=KEY, text=_MASK) if piece.name == KEY else piece for piece in pieces
    )


_LONGEST_NOTE: Final = 1000
"""The longest official one has 155 characters; a hostile one must not make the search costly."""
_AMOUNT: Final = r"\d+\.\d\d"
_PATTERNS: Final = {
    "number": r".+?",
    "issue_date": r"\d{4}-\d\d-\d\d",
    "issue_time": r"\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?",
    "line_extension": _AMOUNT,
    "iva": _AMOUNT,
    "inc": _AMOUNT,
    "ica": _AMOUNT,
    "payable": _AMOUNT,
}


def _split_like(pieces: Sequence[CodePiece], text: str) -> dict[str, str]:
    """
    Cut the text of a note into the same pieces, as far as they can be told apart.

    Dates, times and amounts have a form of their own. The ids after them have none: they are found
    by what the document says, from both ends.
    """
    if len(text) > _LONGEST_NOTE:
        return {}
    shaped = [piece for piece in pieces if piece.name in _PATTERNS]
    form = "".join(f"{piece.code}(?P<{piece.name}>{_PATTERNS[piece.name]})" for piece in shaped)
    match = re.fullmatch(f"{form}(?P<rest>.*)", text, re.ASCII)
    if match is None:
        return {}
    found = match.groupdict()
    rest = found.pop("rest")
    return {**found, **_split_ids([piece for piece in pieces if piece not in shaped], rest)}


def _split_ids(pieces: list[CodePiece], text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    left = list(pieces)
    # one piece always stays, to take what the others leave
    while len(left) > 1 and text.startswith(left[0].text):
        piece = left.pop(0)
        found[piece.name], text = piece.text, text[len(piece.text) :]
    while len(left) > 1 and text.endswith(left[-1].text):
        piece = left.pop()
        found[piece.name], text = piece.text, text[: len(text) - len(piece.text)]
    if len(left) == 1:
        found[left[0].name] = text
    elif len(text) == sum(len(piece.text) for piece in left):
        for piece in left:
            found[piece.name], text = text[: len(piece.text)], text[len(piece.text) :]
    return found


_MEANINGS: Final[Mapping[CodeStatus, Text]] = {
    "matches": Text(
        es="El código sale de los campos del documento.",
        en="The code follows from the fields of the document.",
    ),
    "matches-first-subtotal": Text(
        es="El código sale del primer subtotal de IVA, no del total: así lo calculó quien lo"
        " expidió.",
        en="The code follows from the first IVA subtotal, not the total: its issuer computed it"
        " so.",
    ),
    "note-only": Text(
        es="El código no sale de los campos, sino del texto de una nota: el documento se editó"
        " después de calcularlo.",
        en="The code does not follow from the fields but from the text of a note: the document was"
        " edited after hashing.",
    ),
    "differs": Text(
        es="El código no sale de los campos con esta clave: o la clave es otra, o un campo cambió.",
        en="The code does not follow from the fields with this key: either the key is another one,"
        " or a field was changed.",
    ),
    "no-key": Text(
        es="Sin la clave técnica (CUFE) o el PIN (CUDE, CUDS) no se puede calcular.",
        en="Without the technical key (CUFE) or the PIN (CUDE, CUDS) it cannot be computed.",
    ),
}

_OTHER_KEY: Final = Text(
    es="Una nota trae el texto que dio el código: solo la clave es otra.",
    en="A note holds the text that gave the code: only the key is another one.",
)

_LABELS: Final[Mapping[str, Text]] = {
    "number": Text(es="Número", en="Number"),
    "issue_date": Text(es="Fecha de emisión", en="Issue date"),
    "issue_time": Text(es="Hora de emisión", en="Issue time"),
    "line_extension": Text(es="Valor sin impuestos", en="Amount without taxes"),
    "iva": Text(es="IVA", en="IVA"),
    "inc": Text(es="INC", en="INC"),
    "ica": Text(es="ICA", en="ICA"),
    "payable": Text(es="Total a pagar", en="Payable amount"),
    "supplier": Text(es="Emisor o vendedor", en="Supplier"),
    "customer": Text(es="Adquirente", en="Customer"),
    "sender": Text(es="Remitente", en="Sender"),
    "receiver": Text(es="Destinatario", en="Receiver"),
    "response_code": Text(es="Evento", en="Event"),
    "reference": Text(es="Documento referido", en="Referenced document"),
    "reference_type": Text(es="Tipo del documento referido", en="Type of that document"),
    KEY: Text(es="Clave técnica o PIN (oculto)", en="Technical key or PIN (masked)"),
    "environment": Text(es="Ambiente", en="Environment"),
    "value": Text(es="Escrito  ", en="Written "),
    "computed": Text(es="Calculado", en="Computed"),
    "input": Text(es="Texto    ", en="Hashed  "),
    "note": Text(es="la nota dice", en="the note says"),
    "untold": Text(es="la nota dice otra cosa", en="the note says something else"),
}
