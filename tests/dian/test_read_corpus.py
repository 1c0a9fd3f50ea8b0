# SPDX-License-Identifier: MIT
"""The reader against DIAN's 28 official examples and what their manifest says of each."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loggro_integration import dian
from loggro_integration.models import (
    ApplicationResponse,
    DebitNote,
    FiscalDocument,
    Line,
    TaxTotal,
)

pytestmark = pytest.mark.corpus
ZERO = Decimal(0)
STATUSES = {
    ("fields", "total"): "matches",
    ("fields", "first subtotal"): "matches-first-subtotal",
    ("note", "total"): "note-only",
    ("no", "total"): "no-key",
}

Fact = dict[str, Any]


@pytest.fixture(scope="module")
def facts(shared: Path) -> list[Fact]:
    text = (shared / "corpus" / "dian" / "manifest.json").read_text("utf-8")
    documents: list[Fact] = json.loads(text)["documents"]
    return documents


@pytest.fixture(scope="module")
def read(shared: Path, facts: list[Fact]) -> list[tuple[Fact, dian.Document]]:
    folder = shared / "corpus" / "dian"
    return [(fact, dian.read((folder / fact["file"]).read_bytes())) for fact in facts]


Read = list[tuple[Fact, "dian.Document"]]


def fiscal(read: Read) -> Iterator[tuple[Fact, FiscalDocument]]:
    for fact, document in read:
        if isinstance(document, FiscalDocument):
            yield fact, document


def type_code(document: dian.Document) -> str | None:
    if isinstance(document, ApplicationResponse):
        return document.response_code
    assert isinstance(document, FiscalDocument)
    return None if isinstance(document, DebitNote) else document.type_code


def test_every_official_document_is_read_as_what_it_is(read: Read) -> None:
    """Kind, type, number, dates, currency, environment and profile agree on all 28."""
    names = ("kind", "type_code", "number", "issue_date", "issue_time", "customization")
    expected = [tuple(fact[name] for name in (*names, "environment")) for fact, _ in read]

    found = [
        (
            type(document).__name__,
            type_code(document),
            document.number,
            document.issue_date.isoformat(),
            document.issue_time_text,
            document.customization,
            document.environment,
        )
        for _, document in read
    ]

    assert 28 == len(found)
    assert expected == found


def test_currency_lines_and_taxes_agree(read: Read) -> None:
    """The number of lines and the codes of taxes and withholdings are those of the manifest."""
    for fact, document in fiscal(read):
        taxes = {tax.code for tax in _everywhere(document, "taxes")}
        withheld = {tax.code for tax in _everywhere(document, "withholdings")}

        assert (
            fact["file"],
            fact["currency"],
            fact["lines"],
            fact["taxes"],
            fact["withholdings"],
        ) == (
            fact["file"],
            document.currency,
            len(document.lines),
            sorted(taxes),
            sorted(withheld),
        )


def _everywhere(document: FiscalDocument, name: str) -> Iterator[TaxTotal]:
    yield from getattr(document, name)
    for line in document.lines:
        yield from getattr(line, name)


def test_extensions_and_software_agree(read: Read) -> None:
    """Own extensions, the software and its security code are read from old blocks as from new."""
    for fact, document in read:
        own = [name for name in fact["extensions"] if name not in {"DianExtensions", "Signature"}]
        software = document.software  # type: ignore[union-attr]

        assert own == [block.name for block in getattr(document, "extensions", ())]
        assert (fact["ssc"]["software_id"], fact["ssc"]["value"]) == (
            software.id,
            software.security_code,
        )


def test_the_identities_of_the_totals_hold_or_fail_as_the_manifest_says(read: Read) -> None:
    """Ten identities, computed from the typed documents alone, agree on all 26."""
    for fact, document in fiscal(read):
        expected = {
            name: holds for name, holds in fact["arithmetic"].items() if not name.endswith("_note")
        }

        assert (fact["file"], expected) == (fact["file"], identities(document))


def near(one: Decimal | None, other: Decimal | None) -> bool:
    return abs((one or ZERO) - (other or ZERO)) <= 2


def bases(line: Line) -> list[Decimal]:
    return [
        sum((part.taxable_amount or ZERO for part in tax.subtotals), ZERO) for tax in line.taxes
    ]


def identities(document: FiscalDocument) -> dict[str, bool]:
    totals, lines = document.totals, document.lines
    charges = [each.amount for each in document.allowance_charges if each.charge]
    discounts = [each.amount for each in document.allowance_charges if not each.charge]
    taxes = sum((tax.amount for tax in document.taxes), ZERO)
    once = sum((max(bases(line), default=ZERO) for line in lines), ZERO)
    return {
        "FAU02": near(totals.line_extension, sum((line.line_extension for line in lines), ZERO)),
        "FAU04_literal": near(
            totals.tax_exclusive, sum((base for line in lines for base in bases(line)), ZERO)
        ),
        "FAU04_once_per_line": near(totals.tax_exclusive, once),
        "FAU06": near(totals.tax_inclusive, totals.line_extension + taxes),
        "FAU08": near(totals.allowance, sum(discounts, ZERO)),
        "FAU10": near(totals.charge, sum(charges, ZERO)),
        "FAU12": near(totals.prepaid, sum((each.amount for each in document.prepayments), ZERO)),
        "FAU14": near(
            totals.payable,
            totals.tax_inclusive - (totals.allowance or ZERO) + (totals.charge or ZERO),
        ),
        "FAS02": all(
            near(tax.amount, sum((part.amount for part in tax.subtotals), ZERO))
            for tax in document.taxes
        ),
        "FAD16": document.line_count == len(lines),
    }


def test_unique_codes_agree_with_the_manifest(read: Read) -> None:
    """With its known key each code matches, matches by subtotal, is in a note, or has no key."""
    counts: Counter[str] = Counter()
    for fact, document in read:
        code = fact["unique_code"]
        expected = STATUSES[code["reproducible"], code.get("iva_used", "total")]

        check = dian.unique_code(document, code["key"])

        counts[check.status] += 1
        assert (fact["file"], expected) == (fact["file"], check.status)
        assert (code["name"], code["value"]) == (check.scheme, check.value)
    assert {"matches": 8, "matches-first-subtotal": 1, "note-only": 10, "no-key": 9} == counts


def test_the_hashed_text_is_that_of_the_manifest(read: Read) -> None:
    """Of the nine codes that follow from fields the text itself agrees; masked by default."""
    texts = 0
    for fact, document in read:
        code = fact["unique_code"]
        if code["reproducible"] != "fields":
            continue
        check = dian.unique_code(document, code["key"])

        assert check.hashed is not None
        assert code["input"] == check.hashed.reveal()
        assert code["input"].replace(code["key"], "•••") == check.input
        texts += 1
    assert 9 == texts


def test_a_note_says_what_the_manifest_says_was_edited(read: Read) -> None:
    """Of the ten edited documents every changed field is named with what was hashed."""
    names = {"supplier_id": "supplier", "sender_id": "sender", "receiver_id": "receiver"}
    for fact, document in read:
        code = fact["unique_code"]
        if code["reproducible"] != "note":
            continue
        check = dian.unique_code(document, code["key"])
        told = {
            piece.name: (check.noted or {}).get(piece.name)
            for piece in check.pieces
            if (check.noted or {}).get(piece.name) != piece.text
        }

        assert {
            names.get(name, name): change["hashed"] for name, change in code["body_differs"].items()
        } == told


def test_a_document_without_known_key_differs_with_any(read: Read) -> None:
    """The nine whose key is unknown say so, and differ from any guess."""
    statuses = [
        dian.unique_code(document, "20191").status
        for fact, document in read
        if fact["unique_code"]["reproducible"] == "no"
    ]

    assert ["differs"] * 9 == statuses


def test_security_codes_are_reproduced(read: Read) -> None:
    """SoftwareSecurityCode follows from software, PIN and number wherever the PIN is known."""
    known = [(fact, document) for fact, document in read if fact["ssc"]["reproducible"]]

    for fact, document in known:
        software = document.software  # type: ignore[union-attr]
        assert fact["ssc"]["value"] == dian.software_security_code(
            software.id, fact["ssc"]["pin"], document.number
        )
    assert 19 == len(known)


def test_amounts_are_exactly_as_written(shared: Path, facts: list[Fact]) -> None:
    """Every amount of every total stands in the file with the same digits and zeros."""
    for fact in facts:
        data = (shared / "corpus" / "dian" / fact["file"]).read_bytes()
        document = dian.read(data)
        if not isinstance(document, FiscalDocument):
            continue
        written = dian.to_json(document, dian.unique_code(document))["totals"]
        assert isinstance(written, dict)
        for amount in written.values():
            assert amount is None or f">{amount}<".encode() in data


def test_json_agrees_with_the_manifest(shared: Path, facts: list[Fact]) -> None:
    """What the command prints has the manifest's values, signature states included."""
    for fact in facts:
        data = (shared / "corpus" / "dian" / fact["file"]).read_bytes()
        document, report = dian.read(data), dian.verify(data)
        key = fact["unique_code"]["key"]

        result = dian.to_json(document, dian.unique_code(document, key), report, reveal=True)

        same = ("kind", "type_code", "customization", "number", "issue_date", "issue_time")
        assert {name: fact[name] for name in same} == {name: result[name] for name in same}
        code, signature = result["unique_code"], result["signature"]
        assert isinstance(code, dict)
        assert isinstance(signature, dict)
        assert isinstance(code["input"], str)
        if key:
            assert code["computed"] == hashlib.sha384(code["input"].encode()).hexdigest()
        states = ("document", "keyinfo", "signed_properties", "signature_value", "digest")
        expected = fact["signature"] or dict.fromkeys(states)
        assert {name: expected[name] for name in states} == {
            name: signature[name] for name in states
        }


def test_only_what_verifies_has_a_document(shared: Path, facts: list[Fact]) -> None:
    """Of 28 documents two verify: theirs equals what was read, the others have none."""
    valid = []
    for fact in facts:
        data = (shared / "corpus" / "dian" / fact["file"]).read_bytes()
        report = dian.verify(data, key=fact["unique_code"]["key"])
        if report.document is None:
            assert report.unique_code is None
            continue
        valid.append(fact["file"])
        assert dian.read(data) == report.document
        assert report.unique_code == dian.unique_code(report.document, fact["unique_code"]["key"])
    assert ["consumidor-final.xml", "credit-note.xml"] == valid
