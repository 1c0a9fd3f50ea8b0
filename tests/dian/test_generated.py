# SPDX-License-Identifier: MIT
"""
Two hundred documents of all eleven kinds, from a draft to a signature.

Each is judged from its bytes by code of the tests alone: the schema, the sums and the unique code
are computed here, and two other libraries verify the signature.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dian import generated
from dian.generated import EVENTS, KINDS, SUPPORT, TAX_CODES, Made
from dian.signers import restaurant
from dian.signing import signxml_accepts, xmlsec_accepts
from dian.strategies import drafts, events, lineless
from dian.ubl import NONE, Node, amounts, lines_of, nodes, sums_of, text, total
from loggro_integration import dian, errors
from loggro_integration.days import BOGOTA
from loggro_integration.models import FiscalDocument

pytestmark = pytest.mark.no_cover

COUNT = 200
CENT = Decimal("0.01")
TOLERANCE = Decimal("2.00")
NOTES = frozenset({"91", "92", "93", "94", "95"})
WITHHELD = frozenset({"05", "06", "07"})


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Two hundred signed documents and more, so that each kind has as many."""
    return list(generated.signed_documents(COUNT))


# ------------------------------------------------------------------- what the bytes say, read here


def code_of(root: Node, kind: str, key: str) -> str:
    """Compute the CUFE, CUDE or CUDS of a document from its XML: annex v1.9, section 11."""

    def cut(path: str) -> str:
        return str(total(root, path).quantize(CENT, ROUND_DOWN))

    sums = "cac:LegalMonetaryTotal|cac:RequestedMonetaryTotal"
    tax = "cac:TaxTotal[cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID='{}']/cbc:TaxAmount"
    party = "cac:Accounting{}Party/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    pieces = [text(root, f"cbc:{name}") for name in ("ID", "IssueDate", "IssueTime")]
    pieces += [cut(f"({sums})/cbc:LineExtensionAmount")]
    for code in ("01",) if kind in SUPPORT else ("01", "04", "03"):
        pieces += [code, cut(tax.format(code))]
    pieces += [cut(f"({sums})/cbc:PayableAmount")]
    pieces += [text(root, party.format(role)) for role in ("Supplier", "Customer")]
    pieces += [key, text(root, "cbc:ProfileExecutionID")]
    return hashlib.sha384("".join(pieces).encode()).hexdigest()


def faults_of_sums(root: Node) -> Iterator[str]:
    """Name each identity of the annex that a document breaks (FAU02 to FAU14, FAS, FAV)."""
    (sums,) = sums_of(root)
    lines = lines_of(root)
    said = {
        name: total(sums, f"cbc:{name}Amount")
        for name in (
            "LineExtension",
            "TaxExclusive",
            "TaxInclusive",
            "AllowanceTotal",
            "ChargeTotal",
            "Prepaid",
            "PayableRounding",
            "Payable",
        )
    }
    taxes = total(root, "cac:TaxTotal/cbc:TaxAmount")
    wanted = {
        "LineExtension": sum((total(line, "cbc:LineExtensionAmount") for line in lines), NONE),
        "TaxExclusive": sum((base_of(line) for line in lines), NONE),
        "TaxInclusive": said["LineExtension"] + taxes,
        "AllowanceTotal": total(
            root, "cac:AllowanceCharge[cbc:ChargeIndicator='false']/cbc:Amount"
        ),
        "ChargeTotal": total(root, "cac:AllowanceCharge[cbc:ChargeIndicator='true']/cbc:Amount"),
        "Prepaid": total(root, "cac:PrepaidPayment/cbc:PaidAmount"),
    }
    whole = wanted["TaxInclusive"] - wanted["AllowanceTotal"] + wanted["ChargeTotal"]
    wanted["Payable"] = whole + said["PayableRounding"]
    yield from (name for name, amount in wanted.items() if said[name] != amount)
    yield from ("PayableRounding" for _ in [0] if abs(said["PayableRounding"]) > TOLERANCE)
    yield from faults_of_taxes(root, lines)
    for line in lines:
        yield from faults_of_line(line)


def base_of(line: Node) -> Decimal:
    """Return the base of a line, once however many taxes it has (FAU04)."""
    return max(amounts(line, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"), default=NONE)


def faults_of_taxes(root: Node, lines: list[Node]) -> Iterator[str]:
    """Compare each header tax with its lines and with its rates."""
    for name in ("cac:TaxTotal", "cac:WithholdingTaxTotal"):
        found = nodes(root, name)
        codes = [text(tax, ".//cac:TaxScheme/cbc:ID") for tax in found]
        if len(set(codes)) != len(codes):
            yield f"{name} repeated"
        for tax, code in zip(found, codes, strict=True):
            path = f"{name}[cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID='{code}']"
            mine = sum((total(line, f"{path}/cbc:TaxAmount") for line in lines), NONE)
            if (
                not total(tax, "cbc:TaxAmount")
                == mine
                == total(tax, ".//cac:TaxSubtotal/cbc:TaxAmount")
            ):
                yield f"{name} {code}"


def faults_of_line(line: Node) -> Iterator[str]:
    """Recompute a line: its amount, and each of its taxes from the rate."""
    number = text(line, "cbc:ID")
    quantity = total(line, "cac:Price/cbc:BaseQuantity")
    net = total(line, "cac:Price/cbc:PriceAmount") * quantity
    net -= total(line, "cac:AllowanceCharge[cbc:ChargeIndicator='false']/cbc:Amount")
    net += total(line, "cac:AllowanceCharge[cbc:ChargeIndicator='true']/cbc:Amount")
    if abs(net - total(line, "cbc:LineExtensionAmount")) > CENT:
        yield f"line {number}"
    for part in nodes(line, "cac:TaxTotal/cac:TaxSubtotal|cac:WithholdingTaxTotal/cac:TaxSubtotal"):
        if abs(tax_of(part) - total(part, "cbc:TaxAmount")) > Decimal("0.05"):
            yield f"line {number} tax {text(part, './/cac:TaxScheme/cbc:ID')}"


def tax_of(part: Node) -> Decimal:
    """Compute a tax from its rate: a percentage of its base, or so much a unit."""
    if nodes(part, "cbc:PerUnitAmount"):
        found = total(part, "cbc:PerUnitAmount") * total(part, "cbc:BaseUnitMeasure")
        return found / 100 if text(part, ".//cac:TaxScheme/cbc:ID") == "34" else found
    return total(part, "cbc:TaxableAmount") * total(part, "cac:TaxCategory/cbc:Percent") / 100


# ------------------------------------------------------------------------------ the two hundred


def test_every_kind_and_case_occurs(
    made: list[Made], record_property: pytest.RecordProperty
) -> None:
    """At least 12 of each kind; each tax, both notes alone, gifts, 100 lines, other currency."""
    counts = generated.counted(made)
    shown = ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()))
    record_property("printed", f"{len(made)} generated documents: {shown}")

    assert len(made) >= COUNT
    assert [] == [code for code in KINDS if counts[f"type {code}"] < 12]
    assert set() == {f"tax {code}" for code in TAX_CODES | WITHHELD} - set(counts)
    wanted = ("91 without reference", "92 without reference", "other currency", "gifts", "1 line")
    assert [] == [name for name in (*wanted, "100 lines", "tip") if not counts[name]]


def test_each_adds_up(made: list[Made]) -> None:
    """Every identity of the annex holds to the cent, recomputed from the bytes."""
    faults = {each.name: list(faults_of_sums(etree.fromstring(each.signed))) for each in made}

    assert {} == {name: found for name, found in faults.items() if found}


def test_each_has_the_code_of_its_fields(made: list[Made]) -> None:
    """The CUFE, CUDE or CUDS is that of an independent computation over the bytes."""
    roots = [(each, etree.fromstring(each.signed)) for each in made]

    expected = [code_of(root, each.code, each.key) for each, root in roots]

    assert expected == [text(root, "cbc:UUID") for _, root in roots]


def test_each_signature_verifies_elsewhere(made: list[Made]) -> None:
    """Our verifier, signxml and libxmlsec accept each; one byte less of it, none does."""
    for each in made:
        assert dian.verify(each.signed).verdict is dian.Verdict.VALID
        assert signxml_accepts(each.signed, restaurant())
        assert xmlsec_accepts(each.signed, restaurant())
    edited = made[0].signed.replace(b"<cbc:ID>1</cbc:ID>", b"<cbc:ID>2</cbc:ID>", 1)
    assert not xmlsec_accepts(edited, restaurant())


def test_what_is_issued_can_be_annulled(made: list[Made]) -> None:
    """The annulment of an invoice repeats its lines and its total, and reads back equal."""
    issued = [each for each in made if each.code not in NOTES][::5]

    for each in issued:
        document = each.document
        at = datetime.combine(document.issue_date, document.issue_time, BOGOTA)
        note = dian.credit_note(document, number="NC1", at=at, concept="2")
        built = dian.build(note, **each.draft.arguments | {"numbering": None})
        assert document.totals.payable == built.document.totals.payable
        assert len(document.lines) == len(built.document.lines)
        assert built.document == dian.read(built.xml)
        assert [] == list(faults_of_sums(etree.fromstring(built.xml)))


def test_what_is_issued_can_be_handed_over(made: list[Made]) -> None:
    """The container carries the signed bytes untouched, and reads back equal."""
    for each in made[::7]:
        box = generated.handed_over(each)

        assert box.document == dian.read(box.xml)
        assert each.signed == box.document.document


@pytest.mark.corpus
def test_each_is_valid_by_the_schema(
    made: list[Made], shared: Path, record_property: pytest.RecordProperty
) -> None:
    """Before and after its signature, each document of the 200 is what the XSD wants."""
    schemas = dian.schemas.load(shared / "xsd")
    events_too = [*made, *generated.signed_events(6, 45)]

    boxes = [generated.handed_over(each).xml for each in made[::7]]

    found = {
        each.name: problems
        for each in events_too
        for data in (each.unsigned.xml, each.signed)
        if (problems := schemas.validate(data))
    }
    found |= {
        f"container {index}": problems
        for index, data in enumerate(boxes)
        if (problems := schemas.validate(data))
    }

    record_property(
        "printed", f"{len(events_too) + len(boxes)} generated documents valid by the schema"
    )
    assert {} == found


# ---------------------------------------------------------------------------------- properties


some_kind = st.sampled_from(KINDS).flatmap(lambda code: st.tuples(st.just(code), drafts(code)))
some_event = st.sampled_from(EVENTS).flatmap(lambda code: st.tuples(st.just(code), events(code)))
slowly = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slowly
@given(some_kind)
def test_what_is_built_is_what_is_read(drawn: tuple[str, dict[str, object]]) -> None:
    """The bytes hold the document: reading them gives it back, field by field."""
    made = generated.build(*drawn)

    assert made.document == dian.read(made.unsigned.xml)


@slowly
@given(some_kind)
def test_building_again_gives_the_same_bytes(drawn: tuple[str, dict[str, object]]) -> None:
    """There is no clock and no chance in it; and a built document builds to itself."""
    made = generated.build(*drawn)

    again = dian.build(made.draft.document, **made.draft.arguments)
    rebuilt = dian.build(made.document, **made.draft.arguments)

    assert made.unsigned.xml == again.xml
    assert made.unsigned.xml == rebuilt.xml


@slowly
@given(some_kind)
def test_what_is_built_is_canonical(drawn: tuple[str, dict[str, object]]) -> None:
    """The body is its own inclusive C14N, byte for byte."""
    declaration, _, body = generated.build(*drawn).unsigned.xml.partition(b"\n")

    assert b'<?xml version="1.0" encoding="UTF-8"?>' == declaration
    assert body == etree.tostring(etree.fromstring(body), method="c14n", with_comments=True)


@slowly
@given(some_kind)
def test_money_is_conserved(drawn: tuple[str, dict[str, object]]) -> None:
    """Lines plus taxes less discounts plus charges is what is payable, to the cent."""
    document = generated.build(*drawn).document
    assert isinstance(document, FiscalDocument)

    whole = sum((line.line_extension for line in document.lines), NONE)
    whole += sum((tax.amount for line in document.lines for tax in line.taxes), NONE)
    for each in document.allowance_charges:
        whole += each.amount if each.charge else -each.amount

    assert whole == document.totals.payable - (document.totals.rounding or NONE)


@pytest.mark.parametrize("code", KINDS)
def test_no_kind_permits_a_document_without_lines(code: str) -> None:
    """The schema wants a line of every kind, and FAV01 too: building one says so by its code."""
    for draft in generated.drawn(lineless(code), 2, 45):
        with pytest.raises(errors.RulesBroken) as caught:
            generated.build(code, draft)

        assert "lines-count" in {problem.code for problem in caught.value.problems}


@slowly
@given(some_event)
def test_an_event_is_what_is_read(drawn: tuple[str, dict[str, object]]) -> None:
    """Events 030 to 034 read back equal, with the code of their fields, signed by who sends."""
    made = generated.signed(generated.build(*drawn))

    assert made.document == dian.read(made.signed)
    assert "matches" == dian.unique_code(made.document, generated.PIN).status
    assert dian.verify(made.signed).verdict is dian.Verdict.VALID


# ------------------------------------------------------------------------------ typed refusals


def an_invoice() -> tuple[FiscalDocument, Any]:
    """Return an invoice before it is built, and what `build` takes beside it."""
    data = tomllib.loads(dian.example_draft("invoice"), parse_float=Decimal)
    draft = dian.from_draft(data).with_secrets(generated.SECRETS)
    assert isinstance(draft.document, FiscalDocument)
    return draft.document, draft.arguments


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity"])
@pytest.mark.parametrize("place", ["totals.payable", "totals.charge", "taxes[0].amount"])
def test_an_amount_that_is_no_number_is_named(place: str, number: str) -> None:
    """What cannot be compared with the lines is told by its place, not by the arithmetic."""
    document, arguments = an_invoice()
    wrong = Decimal(number)
    first, *rest = document.taxes
    changes = {
        "totals.payable": {"totals": evolve(document.totals, payable=wrong)},
        "totals.charge": {"totals": evolve(document.totals, charge=wrong)},
        "taxes[0].amount": {"taxes": (evolve(first, amount=wrong), *rest)},
    }

    with pytest.raises((errors.InvalidInput, errors.RulesBroken)) as caught:
        dian.build(evolve(document, **changes[place]), **arguments)

    assert place in str(caught.value) or place == getattr(caught.value, "field", "")


def test_half_a_character_is_named() -> None:
    """A lone surrogate in any text is a typed error that says where it stands."""
    document, arguments = an_invoice()

    with pytest.raises(errors.InvalidInput) as caught:
        dian.build(evolve(document, notes=("Arepa\ud800",)), **arguments)

    assert "notes[0]" == caught.value.field


# ----------------------------------------------------------------------------- read and written


def test_what_was_read_is_written_back(made: list[Made]) -> None:
    """Unchanged it is the signed bytes, or those before signing; from its types alone as well."""
    for each in made[::3]:
        document = dian.read(each.signed)

        assert each.signed == dian.write(document)
        assert each.unsigned.xml == dian.write(document, signature=False)
        assert each.unsigned.xml == dian.write(evolve(document, source=None))


def test_what_was_read_and_changed_is_written_changed(made: list[Made]) -> None:
    """A changed document reads back as it was changed, without the signature it broke."""
    for each in made[::3]:
        document = evolve(dian.read(each.signed), notes=("Reemplaza a la anterior",))

        written = dian.write(document)

        assert document == dian.read(written)
        assert b"<ds:Signature" not in written
