# SPDX-License-Identifier: MIT
"""
CUFE, CUDE and CUDS: the published vectors, what is said of a difference, what is never shown.

The figures of the vectors are DIAN's own (annexes and official examples, with its test keys).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import PIN, TECHNICAL_KEY, tag, write
from loggro_integration import dian, errors
from loggro_integration.ids import UniqueCode
from loggro_integration.models import (
    ApplicationResponse,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Identification,
    Invoice,
    Party,
    Reference,
    TaxSubtotal,
    TaxTotal,
    Totals,
    WrittenCode,
)
from loggro_integration.secret import Secret

OFFICIAL_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"


@dataclass(frozen=True)
class Vector:
    """The pieces of a published code. `taxes` are IVA, INC and ICA, or IVA alone for a CUDS."""

    name: str
    type_code: str
    number: str
    day: str
    clock: str
    line_extension: str
    taxes: tuple[str, ...]
    payable: str
    supplier: str
    customer: str
    key: str
    environment: str
    code: str


VECTORS = [
    Vector("CUFE", "01", "323200000129", "2019-01-16", "10:53:10-05:00", "1500000.00",
           ("285000.00", "0.00", "0.00"), "1785000.00", "700085371", "800199436",
           "693ff6f2a553c3646a063436fd4dd9ded0311471", "1",
           "8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bc"
           "d4c3c3f156c506ed5908f9276f5bd9b4"),
    Vector("CUFE", "01", "SETP990058987", "2019-11-28", "18:14:37-05:00", "1720000.00",
           ("342000.00", "0.00", "0.00"), "2023060.00", "99998888", "2222222222",
           OFFICIAL_KEY, "2",
           "b629c5d2a9bea378550e74f3f376bc9aa85d09d8ff6d7455f689599d4b4f1c39"
           "b6f670feb1d93aee376c716817807a1c"),
    Vector("CUDE", "91", "8110007871", "2019-01-12", "07:00:00-05:00", "5000.00",
           ("950.00", "0.00", "0.00"), "5950.00", "900373076", "8355990", "12301", "1",
           "907e4444decc9e59c160a2fb3b6659b33dc5b632a5008922b9a62f83f757b1c4"
           "48e47f5867f2b50dbdb96f48c7681168"),
    Vector("CUDE", "91", "NC3", "2019-06-21", "09:15:23-05:00", "12600.06",
           ("2394.01", "0.00", "0.00"), "14994.07", "900508908", "900108281", "20191", "2",
           "da3af05f963db5cff231d1171a810f5f55eb08615f22dc239fff55fa927be5cf"
           "6caade8bfa4f1f70c067dbb9ed30c009"),
    Vector("CUDE", "92", "ND1", "2019-06-21", "09:15:23-05:00", "12600.06",
           ("2394.01", "0.00", "0.00"), "14994.07", "900508908", "900108281", "20191", "2",
           "9d9ab37faf74a9d2e978e9f62221a7c07da4426588c7acf388938774448a93f6"
           "d36b49f3cfab564bdecaed0bed853d28"),
    Vector("CUDE", "20", "EPOS002", "2022-09-07", "16:31:02-05:00", "100100.00",
           ("19000.00", "0.00", "0.00"), "119150.00", "2022516216", "222222222222", "12345", "2",
           "63586429c4577b7461150bdc28ed35cbee4edb3fe8872d4ef55d74f7b7a9ecd0"
           "62419600290208fc869ca94c47e895ca"),
    Vector("CUDE", "20", "EPOS001", "2024-03-01", "16:40:02-05:00", "100100.00",
           ("19000.00", "0.00", "0.00"), "119150.00", "2024022902", "222222222222", "12345", "2",
           "ae964d2796d112b6c431f46f2245dc84c6b707f7961189f3d5be299bdb0370b4"
           "3662c9930d2d095e50bec7d34a90ce73"),
    Vector("CUDS", "05", "0000000001", "2020-10-24", "14:04:35-05:00", "15000.00",
           ("19.00",), "16350.00", "900373076", "8355990", "12345", "1",
           "bf4bb6920d5054ac065ddb7e6df0398e63e3ba2ff29cb341edd7d46ee8f2ea18"
           "02f84aaca91a19a24623e5e3baff3a71"),
    Vector("CUDS", "05", "DS236000009", "2022-04-05", "13:34:59-05:00", "3899.00",
           ("432.00",), "4152.00", "95872202", "20227859", "12345", "2",
           "4a18cc3f8e9ca8e4ae15e3b4c04bad4b32357586b1ba4fb92f77933968967a2c"
           "9372f5973b6c33adfa3ccd5269d06a31"),
]  # fmt: skip
ANOMALY = Vector(
    "CUDS", "05", "DS236000000", "2022-02-18", "13:34:59-05:00", "3899000.00",
    ("432530.00",), "4152176.00", "1020", "800197268", "12345", "2",
    "c96a728f4453822bfc69b94253880d21d29dd1a9424444da07610799c203506d"
    "33fa4f16830dbd6ee0febb4711bfa23a",
)  # fmt: skip
KINDS = {"91": CreditNote, "92": DebitNote}
EVENTS = [
    ("1", "2019-04-30", "19:48:50-05:00", "99998888", "800197268", "030", "FE123", "01", "11111",
     ("0d91ba25b01f5e7dbda870a11b274501d3a62a73e91932c473c86c93f12a142a"
     "2ac45876efcde3e679024a01c0be41f9")),
    ("ACR0021", "2020-12-12", "18:30:37-05:00", "900373987", "900373981", "030", "SETG980000358",
     "01", "20191",
     ("38e5e41cb74e974e9b1e5b51a5fdaa767cfeb0df033e354d651b2738dd625957"
     "ac4c639450bcbb9f63e0ae944b4b33be")),
]  # fmt: skip
SECURITY_CODES = [
    ("710d99d0-6d49-4e18-bb70-196d1b17785f", "12345", "EPOS002",
     ("cfb3e564f5660585cd0ba4f23090242a73d3f4f298110d2eaa3976ce03cba4c6"
     "f980f6fa9a41b68a072d8e7decbd53a8")),
    ("e19ec220-eafb-4d7e-864f-9f7261264bf7", "12345", "EPOS001",
     ("6d8657d3ec704ad10dd054a5c77be2d917315698b1a2d97390362cf7af74a644"
     "cc83027cec31fe0e33c446bbe10bdf52")),
    ("963a4c64-d2a8-4edd-ada9-331eb47be323", "12345", "DS236000009",
     ("2c2bed0519cf958999123e70026624dfe95f26272cde9b4e89ef9d62a2246bb4"
     "52790a975b4f90d34f44648e9f446b39")),
    ("fa326ca7-c1f8-40d3-a6fc-24d7c1040607", "20191", "ACR0021",
     ("55dfb0384c1d47d41568fbf9b5a5b92151b13490ea4d6cfc45d6b6b4256b81cd"
     "1987b188daa53d5f7211fd758eaa4a14")),
    ("56f2ae4e-9812-4fad-9255-08fcfcd5ccb0", "20191", "NC3",
     ("14737ed1737fb4761d3e6ab809bc455b2e2c3fcf96b4e5077bd4b15cf1b9c61f"
     "3f3791bc75538b3e457a6c1aec68d455")),
]  # fmt: skip


def party(number: str) -> Party:
    return Party(identification=Identification(number=number))


def tax(code: str, amount: str, *subtotals: str) -> TaxTotal:
    parts = tuple(TaxSubtotal(amount=Decimal(part)) for part in subtotals)
    return TaxTotal(code=code, name="", amount=Decimal(amount), subtotals=parts)


def fiscal(vector: Vector, *subtotals: str) -> FiscalDocument:
    """Make the typed document of a vector, whose line is of no account."""
    taxes = zip(("01", "04", "03"), vector.taxes, strict=False)
    payable = Decimal(vector.payable)
    return KINDS.get(vector.type_code, Invoice)(
        number=vector.number,
        issue_date=date.fromisoformat(vector.day),
        issue_time=time.fromisoformat(vector.clock[:8]),
        issue_time_text=vector.clock,
        type_code=vector.type_code,
        environment=vector.environment,
        unique_code=WrittenCode(scheme=f"{vector.name}-SHA384", value=vector.code),
        supplier=party(vector.supplier),
        customer=party(vector.customer),
        lines=(),
        taxes=(
            *(tax(code, amount, *subtotals) for code, amount in taxes if amount != "0.00"),
            tax("22", "50.00"),
        ),
        totals=Totals(
            line_extension=Decimal(vector.line_extension),
            tax_exclusive=payable,
            tax_inclusive=payable,
            payable=payable,
        ),
    )


def answer(*pieces: str) -> ApplicationResponse:
    number, day, clock, sender, receiver, response, about, kind, _, code = pieces
    return ApplicationResponse(
        number=number,
        issue_date=date.fromisoformat(day),
        issue_time=time.fromisoformat(clock[:8]),
        sender=party(sender),
        receiver=party(receiver),
        response_code=response,
        reference=Reference(kind="document", number=about, type_code=kind),
        environment="2",
        unique_code=WrittenCode(scheme="CUDE-SHA384", value=code),
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: f"{each.name}-{each.number}")
def test_published_codes_are_reproduced(vector: Vector) -> None:
    """The code of each annex and official example follows from its fields and its key."""
    check = dian.unique_code(fiscal(vector), vector.key)

    assert ("matches", vector.code, vector.name) == (check.status, check.computed, check.name)


@pytest.mark.parametrize("pieces", EVENTS, ids=lambda each: each[0])
def test_published_event_codes_are_reproduced(pieces: tuple[str, ...]) -> None:
    """An event hashes both parties, the event and the document, and no environment."""
    check = dian.unique_code(answer(*pieces), pieces[8])

    assert ("matches", pieces[9]) == (check.status, check.computed)


def test_an_event_without_code_is_told_that_it_carries_a_cude() -> None:
    """An event has no type that could say so, and says no scheme where it holds no code."""
    check = dian.unique_code(evolve(answer(*EVENTS[0]), unique_code=None), EVENTS[0][8])

    assert ("CUDE", EVENTS[0][9]) == (check.name, check.computed)


@pytest.mark.parametrize(("software", "pin", "number", "code"), SECURITY_CODES)
def test_published_security_codes_are_reproduced(
    software: str, pin: str, number: str, code: str
) -> None:
    """SoftwareSecurityCode is the hash of software, PIN and number, the PIN secret or not."""
    assert code == dian.software_security_code(software, pin, number)
    assert code == dian.software_security_code(software, Secret(pin), number)


@pytest.mark.corpus
def test_every_code_of_the_facts_is_one_of_these(shared: Path) -> None:
    """The table of published codes has no row that is not reproduced here."""
    facts = (shared / "spec" / "dian.md").read_text("utf-8")
    rows = facts[facts.index("<!-- vectors:hash -->") : facts.index("Over the whole FE toolbox")]
    published = set(re.findall(r"`([0-9a-f]{96})`", rows))
    ours = [*(each.code for each in (*VECTORS, ANOMALY)), *(each[9] for each in EVENTS)]

    assert published == {*ours, *(code for *_, code in SECURITY_CODES)}
    assert 17 == len(published)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1500000", "1500000.00"),
        ("0", "0.00"),
        ("2394.0114", "2394.01"),
        ("1234.567", "1234.56"),
        ("1234.999", "1234.99"),
        ("0.009", "0.00"),
        ("7.5", "7.50"),
    ],
)
def test_amounts_are_truncated_in_the_hash(amount: str, text: str) -> None:
    """Two decimals, cut and never rounded."""
    assert text == dian.hashed_amount(Decimal(amount))


def test_a_missing_amount_hashes_as_zero() -> None:
    """A tax the document has not enters as ``0.00``."""
    assert "0.00" == dian.hashed_amount(None)


def test_a_float_is_never_hashed() -> None:
    """4.35 as a float is less than that: truncated it would lose a cent."""
    with pytest.raises(errors.InexactMoney):
        dian.hashed_amount(4.35)  # type: ignore[arg-type]


def test_many_decimals_are_cut_not_rounded() -> None:
    """Forty decimals of nines do not round up on their way to the hash."""
    nines = Decimal("0." + "9" * 40)
    document = evolve(fiscal(VECTORS[0]), taxes=(tax("01", str(nines)),))

    (iva,) = [piece for piece in dian.unique_code(document, "k").pieces if piece.name == "iva"]

    assert "0.99" == iva.text


def test_totals_of_the_same_tax_are_added() -> None:
    """A document that writes one total a rate hashes their sum."""
    vector = VECTORS[0]
    document = evolve(fiscal(vector), taxes=(tax("01", "200000.00"), tax("01", "85000.00")))

    assert "matches" == dian.unique_code(document, vector.key).status


def test_a_code_over_the_first_subtotal_is_recognised() -> None:
    """The official support document of a resident hashes its first IVA subtotal."""
    check = dian.unique_code(fiscal(ANOMALY, "322430.00", "110100.00"), ANOMALY.key)

    assert ("matches-first-subtotal", ANOMALY.code) == (check.status, check.computed)
    assert "0001322430.004152176.00" in check.input


@pytest.mark.parametrize("vector", [VECTORS[0], VECTORS[8]])
def test_the_first_subtotal_excuses_no_other_difference(vector: Vector) -> None:
    """Another amount than the total or that subtotal is a difference; a CUFE has no such excuse."""
    document = fiscal(vector, "1.00", vector.taxes[0])

    check = dian.unique_code(evolve(document, number="X1"), vector.key)

    assert "differs" == check.status


def test_a_support_document_without_iva_has_no_first_subtotal() -> None:
    """Without IVA, or without its rates, there is nothing to mistake for it."""
    bare = evolve(fiscal(VECTORS[8]), taxes=())

    assert "differs" == dian.unique_code(bare, "12345").status
    assert "differs" == dian.unique_code(evolve(bare, taxes=(tax("01", "1"),)), "x").status


def test_without_a_key_nothing_is_computed() -> None:
    """``no-key`` shows the written code and the pieces, and no hash."""
    check = dian.unique_code(fiscal(VECTORS[0]))

    assert ("no-key", None, "", None) == (
        check.status,
        check.computed,
        check.input,
        check.hashed,
    )
    assert VECTORS[0].code == check.value


def test_an_empty_key_is_refused() -> None:
    """An environment variable that is not set must not hash to a false difference."""
    with pytest.raises(errors.InvalidInput):
        dian.unique_code(fiscal(VECTORS[0]), "")


@pytest.mark.parametrize("key", [TECHNICAL_KEY, Secret(TECHNICAL_KEY)])
def test_the_key_is_masked_everywhere(key: str | Secret) -> None:
    """Input, pieces, repr and both explanations show the mask; `hashed` reveals on demand."""
    check = dian.unique_code(fiscal(VECTORS[0]), key)

    shown = [check.input, repr(check), check.explain(), check.explain(language="es")]
    assert all(TECHNICAL_KEY not in text and "•••" in text for text in shown)
    assert check.hashed is not None
    assert TECHNICAL_KEY in check.hashed.reveal()
    assert check.computed == hashlib.sha384(check.hashed.reveal().encode()).hexdigest()


def test_a_written_code_in_capitals_is_the_same() -> None:
    """The case of hexadecimal digits says nothing; the value stays as written."""
    vector = VECTORS[0]
    capitals = WrittenCode(scheme="CUFE-SHA384", value=vector.code.upper())

    check = dian.unique_code(evolve(fiscal(vector), unique_code=capitals), vector.key)

    assert ("matches", vector.code.upper()) == (check.status, check.value)


@pytest.mark.parametrize(
    ("type_code", "scheme", "expected"),
    [
        ("01", None, "CUFE"),
        ("02", None, "CUFE"),
        ("03", None, "CUDE"),
        ("04", None, "CUFE"),
        ("05", None, "CUDS"),
        ("20", None, "CUDE"),
        ("95", None, "CUDS"),
        ("91", "", "CUDE"),
        ("01", "cude-sha384", "CUDE"),
        ("01", "SHA-384", "CUFE"),
    ],
)
def test_the_code_is_named_by_its_scheme_or_its_type(
    type_code: str, scheme: str | None, expected: str
) -> None:
    """A contingency invoice (03) carries a CUDE though it is an invoice; the scheme decides."""
    written = None if scheme is None else WrittenCode(scheme=scheme, value="00")
    document = evolve(fiscal(VECTORS[0]), type_code=type_code, unique_code=written)

    assert expected == dian.unique_code(document).name


def test_a_document_before_its_code_is_computed() -> None:
    """A mapped document has no code yet: the computed one is what it will carry."""
    vector = VECTORS[0]
    document = evolve(fiscal(vector), unique_code=None, issue_time_text=None)

    check = dian.unique_code(document, vector.key)

    assert (None, vector.code, "differs", "CUFE-SHA384") == (
        check.value,
        check.computed,
        check.status,
        check.scheme,
    )


def test_an_event_about_nothing_and_nobody_is_hashed() -> None:
    """Absent parties and documents enter as empty text."""
    bare = evolve(answer(*EVENTS[0]), sender=Party(), receiver=Party(), reference=None)

    assert "12019-04-3019:48:50-05:00030•••" == dian.unique_code(bare, "x").input


def test_an_attached_document_has_no_code() -> None:
    """The container carries none; its check says so without an error."""
    document = dian.read(write("AttachedDocument", attached(b"<a/>", b"<b/>")))

    check = dian.unique_code(document, "x")

    assert ("", None, None, "no-key") == (check.name, check.value, check.computed, check.status)
    assert "no-key" in check.explain()


# --- notes that hold the input ---------------------------------------------------------------


def edited(note: str, **changes: object) -> FiscalDocument:
    """Return the document whose code is the hash of a note, after changes to its fields."""
    vector = VECTORS[3]
    return evolve(fiscal(vector), notes=("Gracias", note), **changes)


NOTE = "NC32019-06-2109:15:23-05:0012600.06012394.01040.00030.0014994.07900508908900108281201912"


def test_an_edited_document_is_told_by_its_note() -> None:
    """The note hashes to the code and says what the supplier was."""
    check = dian.unique_code(edited(NOTE, supplier=party("800197268")), "20191")

    assert "note-only" == check.status
    assert check.noted is not None
    assert ("900508908", "•••") == (check.noted["supplier"], check.noted["key"])
    assert check.computed != check.value


def test_white_space_in_the_note_does_not_count() -> None:
    """A note folded by hand still hashes to the code."""
    folded = "\n  ".join((NOTE[:20], NOTE[20:50], NOTE[50:]))

    check = dian.unique_code(edited(folded, supplier=party("800197268")), "20191")

    assert "note-only" == check.status


def test_a_wrong_key_is_told_from_an_edited_document() -> None:
    """Where the note says the same as every field, only the key is another: no edit."""
    check = dian.unique_code(edited(NOTE), "99999")

    assert "differs" == check.status
    assert "only the key is another one" in check.explain()
    assert "20191" not in check.explain()


def test_several_edited_fields_are_told_apart() -> None:
    """Dates and amounts have a form of their own in the note."""
    document = edited(NOTE, issue_date=date(2026, 1, 1), taxes=(), customer=party("1"))

    noted = dian.unique_code(document, "20191").noted

    assert noted is not None
    assert ("2019-06-21", "2394.01", "14994.07", "900108281") == (
        noted["issue_date"],
        noted["iva"],
        noted["payable"],
        noted["customer"],
    )


def test_two_edited_ids_of_the_same_length_are_told_apart() -> None:
    """The lengths say where one ends and the other begins."""
    document = edited(NOTE, supplier=party("800197268"), customer=party("900108282"))

    noted = dian.unique_code(document, "20191").noted

    assert noted is not None
    assert ("900508908", "900108281") == (noted["supplier"], noted["customer"])


def test_what_cannot_be_told_apart_is_not_guessed() -> None:
    """Two ids of other lengths stay together, and the key with them is never shown."""
    document = edited(NOTE, supplier=party("80"), customer=party("9"))

    check = dian.unique_code(document, "99999")

    assert check.noted is not None
    assert {"supplier", "customer", "key"}.isdisjoint(check.noted)
    assert "note-only" == check.status
    assert "the note says something else" in check.explain()
    assert "20191" not in check.explain()


def test_a_note_of_another_form_still_counts() -> None:
    """A text that hashes to the code without any of the forms is told, not cut."""
    text = "cualquier texto"
    code = WrittenCode(scheme="CUDE-SHA384", value=hashlib.sha384(b"cualquiertexto").hexdigest())

    check = dian.unique_code(edited(text, unique_code=code), "20191")

    assert ("note-only", {}) == (check.status, check.noted)


def test_a_very_long_note_is_not_cut() -> None:
    """A note that hashes to the code counts at any length; only short ones are searched."""
    text = NOTE + "0" * 5000
    code = WrittenCode(scheme="CUDE-SHA384", value=hashlib.sha384(text.encode()).hexdigest())

    check = dian.unique_code(edited(text, unique_code=code), "20191")

    assert ("note-only", {}) == (check.status, check.noted)


def test_an_edited_event_is_told_by_its_note() -> None:
    """The notes of an event are looked at too."""
    pieces = EVENTS[1]
    note = "".join(pieces[:9])
    document = evolve(answer(*pieces), notes=(note,), sender=party("900373979"))

    check = dian.unique_code(document, "20191")

    assert ("note-only", "900373987") == (check.status, (check.noted or {})["sender"])


# --- explanations and addresses --------------------------------------------------------------


def test_the_explanation_goes_field_by_field() -> None:
    """Every piece has its line, in the order of the hash, and differences are marked."""
    text = dian.unique_code(edited(NOTE, supplier=party("800197268")), "20191").explain()

    lines = text.splitlines()
    assert "CUDE-SHA384: note-only" == lines[0]
    assert "  Number                         NC3" == lines[2]
    assert "  IVA                            01 2394.01" in lines
    assert "  Supplier                       800197268  ← the note says: 900508908" in lines
    assert "  Technical key or PIN (masked)  •••" in lines
    assert lines[-1].startswith("Hashed  : NC32019-06-21")


def test_the_explanation_speaks_spanish() -> None:
    """Labels, meaning and marks follow the language."""
    check = dian.unique_code(edited(NOTE, supplier=party("800197268")), "20191")

    text = check.explain(language="es")

    assert "Emisor o vendedor" in text
    assert "la nota dice: 900508908" in text
    assert "el documento se editó" in text


@pytest.mark.parametrize("key", [None, "otra"])
def test_a_document_without_code_is_explained(key: str | None) -> None:
    """Nothing is said of a code that is not written or not computed."""
    document = evolve(fiscal(VECTORS[0]), unique_code=None, environment=None)

    text = dian.unique_code(document, key).explain()

    assert "Written" not in text
    assert (key is not None) == ("Computed" in text)
    assert "Environment                    —" in text


def test_read_documents_explain_themselves() -> None:
    """What comes out of the reader goes into the check: an invoice, a note and an event."""
    documents = [
        write("Invoice", invoice()),
        write("CreditNote", note_parts("CreditNote")),
        write("ApplicationResponse", event()),
    ]

    names = [dian.unique_code(dian.read(each), PIN).name for each in documents]

    assert ["CUFE", "CUDE", "CUDE"] == names


def test_a_read_document_matches_once_its_code_is_right() -> None:
    """Writing the computed code into the document makes the next check match."""
    first = dian.unique_code(dian.read(write("Invoice", invoice())), TECHNICAL_KEY)
    code = tag("cbc:UUID", str(first.computed), schemeName="CUFE-SHA384")

    again = dian.read(write("Invoice", invoice() | {"code": code}))

    assert ("differs", "matches") == (
        first.status,
        dian.unique_code(again, TECHNICAL_KEY).status,
    )


@pytest.mark.parametrize(
    ("environment", "host"),
    [
        ("1", "catalogo-vpfe.dian.gov.co"),
        ("production", "catalogo-vpfe.dian.gov.co"),
        ("2", "catalogo-vpfe-hab.dian.gov.co"),
        ("test", "catalogo-vpfe-hab.dian.gov.co"),
    ],
)
def test_the_qr_holds_the_page_of_the_document(environment: str, host: str) -> None:
    """The address differs by environment alone."""
    code = UniqueCode("CUFE", VECTORS[0].code)

    assert (
        f"https://{host}/document/searchqr?documentkey={VECTORS[0].code}"
        == dian.qr_url(code, environment)
        == dian.qr_url(VECTORS[0].code, environment)
    )


def test_an_unknown_environment_has_no_page() -> None:
    """A third environment is refused with what may stand there."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.qr_url("00", "3")

    assert ("environment", "3") == (caught.value.field, caught.value.value)
