# SPDX-License-Identifier: MIT
"""The pieces of the unique codes one by one, and every word of their checks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha384

import pytest
from attrs import evolve

from dian.documents import attached
from dian.pieces import write
from dian.test_unique_code import (
    ANOMALY,
    EVENTS,
    NOTE,
    OFFICIAL_KEY,
    VECTORS,
    Vector,
    answer,
    edited,
    fiscal,
    party,
)
from loggro_integration import dian, errors
from loggro_integration.dian import _codes
from loggro_integration.models import WrittenCode

FISCAL = (
    "number", "issue_date", "issue_time", "line_extension", "iva", "inc", "ica", "payable",
    "supplier", "customer", "key", "environment",
)  # fmt: skip
EVENT = (
    "number", "issue_date", "issue_time", "sender", "receiver", "response_code", "reference",
    "reference_type", "key",
)  # fmt: skip
REFUSALS: list[tuple[Callable[[], object], str, str | None, str, str]] = [
    (
        lambda: _codes.sha384("FE1\ud800"),
        "What is hashed holds half a character (a lone surrogate).",
        None,
        "Revise los textos del documento: alguno llegó mal codificado.",
        "Look at the texts of the document: one arrived badly encoded.",
    ),
    (
        lambda: dian.qr_url("00", "3"),
        "The environment is neither production (1) nor test (2).",
        "environment",
        'Use "1" o "2".',
        'Use "1" or "2".',
    ),
]


@pytest.mark.parametrize(("act", "message", "field", "es", "en"), REFUSALS)
def test_a_refusal_says_what_and_what_to_do(
    act: Callable[[], object], message: str, field: str | None, es: str, en: str
) -> None:
    """Whole and exact, in both languages."""
    with pytest.raises(errors.InvalidInput) as caught:
        act()

    error = caught.value
    assert error.hint is not None
    assert (message, field, es, en) == (error.message, error.field, error.hint.es, error.hint.en)


def test_the_pieces_have_names_in_the_order_of_the_hash() -> None:
    """Of a fiscal document and of an event."""
    invoice, event = fiscal(VECTORS[0]), answer(*EVENTS[0])

    assert FISCAL == tuple(piece.name for piece in _codes.pieces_of(invoice, "k"))
    assert EVENT == tuple(piece.name for piece in _codes.pieces_of(event, "k"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: f"{each.name}-{each.number}")
def test_the_code_that_is_written_is_the_published_one(vector: Vector) -> None:
    """Scheme and value of what a document gets, whatever it carried before."""
    document = evolve(fiscal(vector), unique_code=None)

    code = _codes.code_of(document, vector.key)

    assert WrittenCode(scheme=f"{vector.name}-SHA384", value=vector.code) == code


def test_another_iva_changes_the_iva_alone() -> None:
    """INC and ICA stay what they are."""
    invoice = fiscal(VECTORS[0])
    before = {piece.name: piece.text for piece in _codes.pieces_of(invoice, "k")}
    after = {
        piece.name: piece.text for piece in _codes.pieces_of(invoice, "k", iva=Decimal("987.65"))
    }

    assert before | {"iva": "987.65"} == after


def test_a_support_document_alone_has_a_first_subtotal() -> None:
    """An invoice with the same taxes has none, nor has an event."""
    support = fiscal(ANOMALY, "5.00", "7.00")
    invoice = fiscal(VECTORS[0], "5.00", "7.00")

    assert Decimal("5.00") == _codes.first_iva_subtotal(support)
    assert _codes.first_iva_subtotal(invoice) is None
    assert _codes.first_iva_subtotal(answer(*EVENTS[0])) is None


def test_the_check_of_a_container_is_empty() -> None:
    """Nothing is computed, nothing is shown."""
    container = dian.read(write("AttachedDocument", attached(b"<a/>", b"<b/>")))

    assert dian.CodeCheck(
        name="", scheme="", value=None, computed=None, status="no-key", input=""
    ) == dian.unique_code(container, "x")


def test_a_scheme_is_kept_as_it_was_written() -> None:
    """Its case says nothing of the kind; where none is written, ours stands."""
    document = fiscal(VECTORS[0])
    code = document.unique_code
    assert code is not None
    odd = evolve(document, unique_code=evolve(code, scheme="cufe-sha384"))
    none = evolve(document, unique_code=None)

    checks = [dian.unique_code(each, OFFICIAL_KEY) for each in (odd, none)]

    assert ["cufe-sha384", "CUFE-SHA384"] == [check.scheme for check in checks]
    assert ["CUFE", "CUFE"] == [check.name for check in checks]


def test_the_explanation_of_a_right_code_has_no_marks() -> None:
    """Line by line: the fields end with their values."""
    vector = VECTORS[0]

    lines = dian.unique_code(fiscal(vector), vector.key).explain().splitlines()

    assert ["CUFE-SHA384: matches", "The code follows from the fields of the document."] == lines[
        :2
    ]
    assert f"  Number                         {vector.number}" == lines[2]
    assert f"  Environment                    {vector.environment}" == lines[13]
    assert [f"Written : {vector.code}", f"Computed: {vector.code}"] == lines[14:16]


def test_a_note_that_names_nobody_is_told() -> None:
    """An empty piece of the note is shown as a dash."""
    note = NOTE.replace("900108281", "")
    code = WrittenCode(scheme="CUDE-SHA384", value=sha384(note.encode()).hexdigest())

    check = dian.unique_code(edited(note, unique_code=code), "20191")

    assert "" == (check.noted or {})["customer"]
    assert "900108281  ← the note says: —" in check.explain()


def test_the_last_piece_takes_what_is_left() -> None:
    """A note whose text goes on after the environment is not cut in the middle of it."""
    note = f"{NOTE}9"
    code = WrittenCode(scheme="CUDE-SHA384", value=sha384(note.encode()).hexdigest())

    check = dian.unique_code(edited(note, unique_code=code), "20191")

    assert ("29", "•••", "900108281") == tuple(
        (check.noted or {})[name] for name in ("environment", "key", "customer")
    )


@pytest.mark.parametrize(("length", "is_cut"), [(1000, True), (1001, False)])
def test_a_note_is_cut_up_to_a_thousand_characters(length: int, is_cut: bool) -> None:
    """One more, and it is told whole."""
    note = NOTE.rjust(length, "N")
    code = WrittenCode(scheme="CUDE-SHA384", value=sha384(note.encode()).hexdigest())

    check = dian.unique_code(edited(note, unique_code=code, supplier=party("800197268")), "20191")

    assert is_cut == bool(check.noted)


def test_digits_of_other_scripts_are_no_digits_of_a_note() -> None:
    """A day written with full-width digits has not the form of a day."""
    note = NOTE.replace("2019-06-21", "２０１９-06-21")
    code = WrittenCode(scheme="CUDE-SHA384", value=sha384(note.encode()).hexdigest())

    check = dian.unique_code(edited(note, unique_code=code), "20191")

    assert ("note-only", {}) == (check.status, check.noted)
