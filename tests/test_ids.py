# SPDX-License-Identifier: MIT
"""Value types: NIT, document number, Restobar id, unique code, key of a sale."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from loggro_integration.errors import InvalidId, InvalidNit, InvalidNumber
from loggro_integration.ids import (
    CONSUMIDOR_FINAL_ID,
    DocumentNumber,
    Nit,
    ObjectId,
    SaleKey,
    UniqueCode,
    check_digit,
)

OFFICIAL_PAIRS = [
    ("800197268", 4),
    ("900508908", 9),
    ("2022516216", 1),
    ("99998888", 6),
    ("1010195560", 7),
    ("1020", 2),
    ("95872202", 8),
    ("900374637", 0),
    ("900373981", 5),
    ("2222222222222", 1),
]
WRONG_IN_EXAMPLES = [
    ("800197268-9", "800197268-4"),
    ("900373979-9", "900373979-1"),
    ("900373972-5", "900373972-9"),
    ("860003456-2", "860003456-9"),
    ("900508918-9", "900508918-2"),
    ("901781456-4", "901781456-3"),
    ("72659841521-4", "72659841521-8"),
]
HUGE = pytest.param(10**5_000, id="huge")
SHA = "a1" * 48


@pytest.mark.parametrize(("number", "expected"), OFFICIAL_PAIRS)
def test_check_digit_of_official_examples(number: str, expected: int) -> None:
    """The digit is the one DIAN's own examples carry."""
    assert check_digit(number) == expected


@pytest.mark.corpus
def test_check_digit_of_every_published_vector(shared: Path) -> None:
    """All pairs of the spec hold."""
    text = (shared / "spec" / "dian.md").read_text("utf-8")
    table = text.split("<!-- vectors:dv -->")[1].split("\n\n")[0]
    pairs = re.findall(r"\| `(\d+)` \| `(\d)` \|", table)

    computed = [(number, str(check_digit(number))) for number, _ in pairs]

    assert computed == pairs
    assert len(pairs) >= 23


@pytest.mark.parametrize(("wrong", "right"), WRONG_IN_EXAMPLES)
def test_a_wrong_digit_is_refused_naming_the_right_one(wrong: str, right: str) -> None:
    """The error tells which digit would be right, in both languages."""
    with pytest.raises(InvalidNit) as caught:
        Nit.parse(wrong)

    assert ("nit", wrong) == (caught.value.field, caught.value.value)
    assert right in caught.value.hint.es
    assert right in caught.value.hint.en
    assert right[-1] in caught.value.message


@pytest.mark.parametrize(
    "text", ["900555111-6", "900.555.111-6", "900555111", "900.555.111", " 900555111-6\n"]
)
def test_a_nit_is_read_in_every_usual_form(text: str) -> None:
    """Dots and digit are optional; the value is the same."""
    assert Nit.parse(text) == Nit("900555111", 6)


def test_ten_digits_without_dash_are_a_number() -> None:
    """A glued check digit is not guessed: the digit of ten digits is computed."""
    assert str(Nit.parse("9005551116")) == "9005551116-6"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-6",
        "900555111-",
        "900555111-66",
        "900555111 6",
        "90.0555.111-6",
        "900.555111-6",
        "0900555111-6",
        "9" * 16,
        "NIT 900555111-6",
        "٩٠٠٥٥٥١١١",
        "900555111–6",
        None,
        900555111,
        HUGE,
    ],
)
def test_another_form_is_no_nit(text: object) -> None:
    """What is not digits, dots and dash in their places is refused with the form to use."""
    with pytest.raises(InvalidNit) as caught:
        Nit.parse(text)

    assert caught.value.field == "nit"
    assert "900555111-6" in caught.value.hint.es
    assert "900555111-6" in caught.value.hint.en


@pytest.mark.parametrize("number", ["", "12a", "-1", "1234567890123456", None, 900555111])
def test_check_digit_wants_digits(number: object) -> None:
    """The function refuses what is no NIT number."""
    with pytest.raises(InvalidNit):
        check_digit(number)


def test_a_nit_writes_itself() -> None:
    """Plain for the wire, dotted for people."""
    nit = Nit.parse("900555111")

    assert (str(nit), nit.formatted) == ("900555111-6", "900.555.111-6")


def test_the_final_consumer_is_twelve_twos() -> None:
    """The id of the buyer without name; with a digit it would be 7."""
    assert ("2" * 12, 7) == (CONSUMIDOR_FINAL_ID, check_digit(CONSUMIDOR_FINAL_ID))


@pytest.mark.parametrize(
    ("text", "prefix", "expected"),
    [
        ("FVE29984", None, DocumentNumber("FVE", 29984)),
        ("29984", None, DocumentNumber("", 29984)),
        ("29984", "", DocumentNumber("", 29984)),
        ("FE2100", "FE2", DocumentNumber("FE2", 100)),
        ("FE2100", "FE", DocumentNumber("FE", 2100)),
        ("EPOS002", "EPOS00", DocumentNumber("EPOS00", 2)),
        ("AOHV84-225", None, DocumentNumber("AOHV84-", 225)),
        ("SETP990000001", None, DocumentNumber("SETP", 990000001)),
        ("FE0", None, DocumentNumber("FE", 0)),
    ],
)
def test_a_number_is_read_as_it_is_written(
    text: str, prefix: str | None, expected: DocumentNumber
) -> None:
    """Reading splits prefix and sequence, writing joins them again."""
    number = DocumentNumber.parse(text, prefix=prefix)

    assert (number, str(number)) == (expected, text)


@pytest.mark.parametrize(
    ("text", "prefix", "why"),
    [
        ("", None, "not a prefix with a sequence"),
        ("FVE", None, "not a prefix with a sequence"),
        ("FVE-x", None, "not a prefix with a sequence"),
        ("FVE 12", "FVE", "not a prefix with a sequence"),
        ("FE0012", None, "leading zeros"),
        ("FE0012", "FE", "leading zeros"),
        ("29984", "FVE", "does not begin with the prefix 'FVE'"),
        ("FE" + "9" * 19, None, "not a prefix with a sequence"),
        ("FE١٢", "FE", "not a prefix with a sequence"),
        (None, None, "not a prefix with a sequence"),
        (29984, None, "not a prefix with a sequence"),
        pytest.param(10**5_000, None, "not a prefix with a sequence", id="huge"),
        (" FE12", None, "prefix is not letters"),
        ("FE:12", None, "prefix is not letters"),
        ("FVÉ12", None, "prefix is not letters"),
        ("A" * 21 + "12", None, "prefix is not letters"),
    ],
)
def test_a_number_that_would_not_survive_is_refused(
    text: object, prefix: str | None, why: str
) -> None:
    """Only what is written back the same is read; the error says why and what to write."""
    with pytest.raises(InvalidNumber, match=why) as caught:
        DocumentNumber.parse(text, prefix=prefix)

    assert caught.value.field in {"number", "prefix"}
    assert "FVE29984" in caught.value.hint.es
    assert "FVE29984" in caught.value.hint.en


@pytest.mark.parametrize("sequence", [-1, 10**18, True, "12", 1.0, None, HUGE])
def test_a_sequence_out_of_range_is_refused(sequence: object) -> None:
    """A sequence is an int of at most 18 digits."""
    with pytest.raises(InvalidNumber) as caught:
        DocumentNumber("FE", sequence)

    assert caught.value.field == "sequence"


@pytest.mark.parametrize("prefix", [None, 5, "-FE"])
def test_a_prefix_begins_with_letter_or_digit(prefix: object) -> None:
    """A prefix is text; a sign in front would read as a negative number."""
    with pytest.raises(InvalidNumber) as caught:
        DocumentNumber(prefix, 1)

    assert caught.value.field == "prefix"


def test_numbers_sort_by_prefix_and_value() -> None:
    """The sequence sorts as a number, not as text."""
    numbers = [DocumentNumber.parse(text) for text in ("FE10", "FE9", "AB100")]

    assert [str(number) for number in sorted(numbers)] == ["AB100", "FE9", "FE10"]


def test_an_object_id_is_text() -> None:
    """It can be used wherever a `str` can, and keeps its letter case."""
    text = "652F1f77bcf86cd799439011"

    assert (ObjectId(text), f"/{ObjectId(text)}") == (text, f"/{text}")


def test_an_object_id_shows_what_it_is() -> None:
    """Its repr names the type."""
    assert repr(ObjectId("0" * 24)) == f"ObjectId('{'0' * 24}')"


@pytest.mark.parametrize(
    "text", ["", "0" * 23, "0" * 25, "g" * 24, "0" * 24 + "\n", None, 12, HUGE]
)
def test_a_malformed_object_id_is_refused(text: object) -> None:
    """Loggro would answer an empty 503: the remedy comes before the call."""
    with pytest.raises(InvalidId) as caught:
        ObjectId(text)

    assert caught.value.field == "id"
    assert "`_id`" in caught.value.hint.es
    assert "`_id`" in caught.value.hint.en


@pytest.mark.parametrize("kind", ["CUFE", "CUDE", "CUDS"])
def test_a_unique_code_writes_its_hex(kind: str) -> None:
    """The text is the hash; the scheme is what `cbc:UUID` names."""
    code = UniqueCode(kind, SHA)

    assert (str(code), code.scheme_name) == (SHA, f"{kind}-SHA384")


@pytest.mark.parametrize(
    ("kind", "digits", "field"),
    [
        ("CUNE", SHA, "kind"),
        (None, SHA, "kind"),
        ("CUFE", SHA.upper(), "hex"),
        ("CUFE", SHA[:-1], "hex"),
        ("CUFE", "", "hex"),
        ("CUFE", None, "hex"),
    ],
)
def test_a_malformed_unique_code_is_refused(kind: object, digits: object, field: str) -> None:
    """Another kind, length or case is no unique code of an invoice."""
    with pytest.raises(InvalidId) as caught:
        UniqueCode(kind, digits)

    assert caught.value.field == field
    assert "cbc:UUID" in caught.value.hint.es


@pytest.mark.parametrize("text", ["arepera:FE:123", "652f1f77bcf86cd799439011::7", "a.b_c-d:FE2:0"])
def test_the_key_of_a_sale_is_read_as_it_is_written(text: str) -> None:
    """The text of a key can be kept in a ledger."""
    assert str(SaleKey.parse(text)) == text


def test_the_key_of_a_sale_knows_the_document_number() -> None:
    """Prefix and sequence are those of the document."""
    assert SaleKey("arepera", "FE", 123).number == DocumentNumber("FE", 123)


@pytest.mark.parametrize(
    "text",
    ["", "FE123", "a:b", "a:b:c:1", "a:FE:", "a:FE:012", "a:FE:-1", ":FE:1", "a b:FE:1", None, 7],
)
def test_another_text_is_no_key(text: object) -> None:
    """A key has three parts and writes back the same."""
    with pytest.raises(InvalidId) as caught:
        SaleKey.parse(text)

    assert caught.value.field in {"key", "business"}
    assert "arepera:FE:123" in caught.value.hint.es
    assert "arepera:FE:123" in caught.value.hint.en


def test_a_key_checks_its_number_too() -> None:
    """A wrong prefix is refused as in a document number."""
    with pytest.raises(InvalidNumber):
        SaleKey("arepera", "F E", 1)


@pytest.mark.parametrize(
    "value",
    [
        Nit("900555111", 6),
        DocumentNumber("FE", 1),
        ObjectId("0" * 24),
        UniqueCode("CUDE", SHA),
        SaleKey("arepera", "FE", 1),
    ],
)
def test_a_value_pickles_and_hashes_by_value(value: object) -> None:
    """Values cross processes and serve as keys."""
    copy = pickle.loads(pickle.dumps(value))

    assert (type(copy), copy, hash(copy)) == (type(value), value, hash(value))
