# SPDX-License-Identifier: MIT
"""
Value types: tax ids, document numbers, Restobar ids, DIAN's unique codes and the key of a sale.

Each refuses text of another form with a typed error that names the remedy. They do not know where
they are used, and say nothing of whether the thing they name exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import Literal, Self, get_args

from loggro_integration.errors import InvalidId, InvalidNit, InvalidNumber, Text

__all__ = [
    "CONSUMIDOR_FINAL_ID",
    "DocumentNumber",
    "Nit",
    "ObjectId",
    "SaleKey",
    "UniqueCode",
    "UniqueCodeKind",
    "check_digit",
]

CONSUMIDOR_FINAL_ID = "222222222222"
"""Id of the buyer who gives none: twelve 2s, type 13, no check digit. Source: DIAN annex v1.9."""

UniqueCodeKind = Literal["CUFE", "CUDE", "CUDS"]
"""CUFE: invoices. CUDE: notes, POS documents, events. CUDS: documento soporte and its note."""

# From the last digit to the first. Source: DIAN; every right pair of its official examples fits.
_WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
# What the digits add because ASCII writes them as 48 to 57, by how many there are.
_OF_ASCII = tuple(48 * weights for weights in accumulate(_WEIGHTS, initial=0))
_NIT_NUMBER = re.compile(r"[1-9]\d{0,14}", re.ASCII)
_NIT_TEXT = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+)(?:-(\d))?", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{0,19}", re.ASCII)
_SEQUENCE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
_MOST_SEQUENCE = 10**18
_OBJECT_ID = re.compile(r"[0-9a-fA-F]{24}", re.ASCII)
_UNIQUE_CODE = re.compile(r"[0-9a-f]{96}", re.ASCII)
_BUSINESS = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_SHOWN = 80


def check_digit(number: str) -> int:
    """
    Return the check digit (DV) that belongs to the digits of a NIT.

    Args:
        number: 1 to 15 digits, without dots, dash or check digit.

    Raises:
        InvalidNit: If it is anything else.

    Source: DIAN; digits times primes from the right, modulo 11.

    >>> check_digit("800197268")
    4
    """
    if not _is_like(_NIT_NUMBER, number):
        raise _nit_refused(number)
    digits = number.encode()[::-1]
    rest: int = (sum(map(mul, digits, _WEIGHTS)) - _OF_ASCII[len(digits)]) % 11
    return rest if rest < 2 else 11 - rest


@dataclass(frozen=True, slots=True)
class Nit:
    """
    A Colombian tax id with its check digit; it does not check that the RUT knows it.

    Attributes:
        number: 1 to 15 digits without leading zero, dots or check digit.
        check_digit: The digit after the dash; it must be the one `number` gives.

    Raises:
        InvalidNit: If the number has another form, or the digit is wrong: the error names the
            right one.

    >>> str(Nit("900555111", 6))
    '900555111-6'
    """

    number: str
    check_digit: int

    def __post_init__(self) -> None:
        right = check_digit(self.number)
        if self.check_digit != right:
            raise InvalidNit(
                f"The check digit of {self.number} is {right}, not {self.check_digit}.",
                field="nit",
                value=f"{self.number}-{self.check_digit}",
                hint=Text(
                    es=f"Revise el NIT en el RUT: {self.number}-{right} sería correcto.",
                    en=f"Look at the NIT on the RUT: {self.number}-{right} would be right.",
                ),
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read a NIT, with or without dots and check digit; a missing digit is computed.

        Ten digits without a dash are a number of ten digits: the digit is never guessed out of it.

        Raises:
            InvalidNit: If the form is another, or the digit is wrong.

        >>> Nit.parse("900.555.111-6") == Nit.parse("900555111")
        True
        """
        found = _NIT_TEXT.fullmatch(_text(text).strip())
        if found is None:
            raise _nit_refused(text)
        number = found[1].replace(".", "")
        digit = check_digit(number) if found[2] is None else int(found[2])
        return cls(number, digit)

    @property
    def formatted(self) -> str:
        """The NIT as people write it, with dots and dash."""
        return f"{int(self.number):,}".replace(",", ".") + f"-{self.check_digit}"

    def __str__(self) -> str:
        return f"{self.number}-{self.check_digit}"


def _nit_refused(text: object) -> InvalidNit:
    """Build the error for text that is no NIT."""
    return InvalidNit(
        "This is not a NIT.",
        field="nit",
        value=_shown(text),
        hint=Text(
            es="Escriba 1 a 15 dígitos con guion y dígito de verificación, como 900555111-6.",
            en="Write 1 to 15 digits with dash and check digit, as 900555111-6.",
        ),
    )


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """
    The number of a document: prefix and sequence, written one after the other.

    Attributes:
        prefix: Letters, digits and ``- _ . /``, at most 20; empty where there is none. It may end
            in digits.
        sequence: 0 to 10^18 - 1.

    Raises:
        InvalidNumber: If a part has another form.

    >>> str(DocumentNumber("FVE", 29984))
    'FVE29984'
    """

    prefix: str
    sequence: int

    def __post_init__(self) -> None:
        if self.prefix != "" and not _is_like(_PREFIX, self.prefix):
            raise _number_refused("The prefix is not letters and digits.", "prefix", self.prefix)
        if not _is_sequence(self.sequence):
            raise _number_refused("The sequence is out of range.", "sequence", self.sequence)

    @classmethod
    def parse(cls, text: str, *, prefix: str | None = None) -> Self:
        """
        Read a number as Restobar and DIAN write it, such that writing it gives `text` again.

        Args:
            text: Prefix and sequence without space.
            prefix: The prefix, where it is known: needed where it ends in a digit. Without it,
                all digits at the end are the sequence.

        Raises:
            InvalidNumber: If there is no sequence, it has leading zeros, or `text` does not begin
                with `prefix`.

        >>> DocumentNumber.parse("FVE29984")
        DocumentNumber(prefix='FVE', sequence=29984)
        >>> DocumentNumber.parse("FE2100", prefix="FE2")
        DocumentNumber(prefix='FE2', sequence=100)
        """
        written = _text(text)
        known = _letters_of(written) if prefix is None else prefix
        rest = written.removeprefix(known)
        if not written.startswith(known) or not _SEQUENCE.fullmatch(rest):
            raise _number_refused(_what_is_wrong(written, known, rest), "number", text)
        return cls(known, int(rest))

    def __str__(self) -> str:
        return f"{self.prefix}{self.sequence}"


def _letters_of(text: str) -> str:
    """Return what stands before the digits at the end."""
    return text.rstrip("0123456789")


def _is_sequence(value: object) -> bool:
    """Tell whether this is an int in range; a bool is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return 0 <= value < _MOST_SEQUENCE


def _what_is_wrong(text: str, prefix: str, rest: str) -> str:
    """Say why the text is not prefix plus sequence."""
    if not text.startswith(prefix):
        return f"The number does not begin with the prefix {prefix[:_SHOWN]!r}."
    if rest.startswith("0"):
        return "The sequence has leading zeros, which do not survive."
    return "The number is not a prefix with a sequence."


def _number_refused(message: str, field: str, value: object) -> InvalidNumber:
    """Build the error for a document number."""
    return InvalidNumber(
        message,
        field=field,
        value=_shown(value),
        hint=Text(
            es="Escriba prefijo y consecutivo sin espacios ni ceros, como FVE29984.",
            en="Write prefix and sequence without spaces or zeros between, as FVE29984.",
        ),
    )


class ObjectId(str):
    """
    The id of a thing in Restobar: 24 hexadecimal digits; it is a `str` and keeps its letter case.

    Raises:
        InvalidId: If it has another form. Loggro answers those with an empty 503.

    >>> ObjectId("652f1f77bcf86cd799439011")
    ObjectId('652f1f77bcf86cd799439011')
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the form."""
        if not _is_like(_OBJECT_ID, text):
            raise InvalidId(
                "This is not a Restobar id.",
                field="id",
                value=_shown(text),
                hint=Text(
                    es="Use el valor de `_id`: 24 dígitos hexadecimales.",
                    en="Use the value of `_id`: 24 hexadecimal digits.",
                ),
            )
        return super().__new__(cls, text)

    def __repr__(self) -> str:
        return f"ObjectId({str.__repr__(self)})"


@dataclass(frozen=True, slots=True)
class UniqueCode:
    """
    A CUFE, CUDE or CUDS: the SHA-384 that DIAN demands of a document.

    Attributes:
        kind: Which of the three.
        hex: 96 hexadecimal digits in lower case.

    Raises:
        InvalidId: If one of them has another form.

    >>> UniqueCode("CUFE", "0" * 96).scheme_name
    'CUFE-SHA384'
    """

    kind: UniqueCodeKind
    hex: str

    def __post_init__(self) -> None:
        if self.kind not in get_args(UniqueCodeKind):
            raise _code_refused("The kind is not CUFE, CUDE or CUDS.", "kind", self.kind)
        if not _is_like(_UNIQUE_CODE, self.hex):
            raise _code_refused("This is not a SHA-384 in lower case.", "hex", self.hex)

    @property
    def scheme_name(self) -> str:
        """The ``@schemeName`` of ``cbc:UUID``."""
        return f"{self.kind}-SHA384"

    def __str__(self) -> str:
        return self.hex


def _code_refused(message: str, field: str, value: object) -> InvalidId:
    """Build the error for a unique code."""
    return InvalidId(
        message,
        field=field,
        value=_shown(value),
        hint=Text(
            es="Copie los 96 dígitos hexadecimales de `cbc:UUID`, en minúscula.",
            en="Copy the 96 hexadecimal digits of `cbc:UUID`, in lower case.",
        ),
    )


@dataclass(frozen=True, slots=True, order=True)
class SaleKey:
    """
    What makes a sale one and the same in both systems.

    Attributes:
        business: Id of the business: letters, digits and ``. _ -``, at most 64.
        prefix: Prefix of the document number; may be empty.
        sequence: Sequence of the document number.

    Raises:
        InvalidId: If the business has another form.
        InvalidNumber: If prefix or sequence have.

    >>> str(SaleKey("arepera", "FE", 123))
    'arepera:FE:123'
    """

    business: str
    prefix: str
    sequence: int

    def __post_init__(self) -> None:
        if not _is_like(_BUSINESS, self.business):
            raise _key_refused("The business is not an id.", "business", self.business)
        DocumentNumber(self.prefix, self.sequence)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read the text that `str` gives.

        Raises:
            InvalidId: If it is not three parts with colons between.
            InvalidNumber: If prefix or sequence have another form.

        >>> SaleKey.parse("arepera:FE:123").sequence
        123
        """
        parts = _text(text).split(":")
        if len(parts) != 3 or not _SEQUENCE.fullmatch(parts[2]):
            raise _key_refused("This is not the key of a sale.", "key", text)
        business, prefix, sequence = parts
        return cls(business, prefix, int(sequence))

    @property
    def number(self) -> DocumentNumber:
        """The document number."""
        return DocumentNumber(self.prefix, self.sequence)

    def __str__(self) -> str:
        return f"{self.business}:{self.prefix}:{self.sequence}"


def _key_refused(message: str, field: str, value: object) -> InvalidId:
    """Build the error for the key of a sale."""
    return InvalidId(
        message,
        field=field,
        value=_shown(value),
        hint=Text(
            es="Escriba negocio:prefijo:consecutivo, como arepera:FE:123.",
            en="Write business:prefix:sequence, as arepera:FE:123.",
        ),
    )


def _is_like(pattern: re.Pattern[str], value: object) -> bool:
    """Tell whether the whole value is text of this form; values from JSON may be anything."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _text(value: object) -> str:
    """Return text as it is and anything else as text that no form accepts."""
    return value if isinstance(value, str) else ""


def _shown(value: object) -> str | None:
    """Return the value for an error, short; a huge int is not turned into text."""
    if isinstance(value, int) and abs(value) >= _MOST_SEQUENCE:
        return "a huge integer"
    return None if value is None else str(value)[:_SHOWN]
