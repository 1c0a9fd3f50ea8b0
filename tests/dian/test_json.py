# SPDX-License-Identifier: MIT
"""The stable JSON of a document, key by key."""

from __future__ import annotations

import json

import pytest

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import PIN, SHA, TECHNICAL_KEY, write
from dian.signing import sign
from loggro_integration import dian

KEYS = [
    "kind", "type_code", "customization", "number", "issue_date", "issue_time", "currency",
    "environment", "supplier", "customer", "lines", "taxes", "withholdings", "totals",
    "unique_code",
]  # fmt: skip
SIGNATURE_KEYS = [
    "verdict", "document", "keyinfo", "signed_properties", "signature_value", "digest",
    "signing_time", "role", "policy", "trust",
]  # fmt: skip
PARTS = {
    "Invoice": invoice(),
    "CreditNote": note_parts("CreditNote"),
    "DebitNote": note_parts("DebitNote"),
    "ApplicationResponse": event(),
    "AttachedDocument": attached(b"<a/>", b"<b/>"),
}
INC = {
    "code": "04",
    "name": "INC",
    "amount": "3600.00",
    "subtotals": [
        {
            "percent": "8.00",
            "taxable_amount": "45000.00",
            "amount": "3600.00",
            "base_unit_measure": None,
            "unit": None,
            "per_unit_amount": None,
        }
    ],
}
RESTAURANT = {
    "id": "900555111",
    "id_type": "31",
    "check_digit": "6",
    "name": "La Arepera de la 45 SAS",
}


def shown(kind: str, key: str | None = None, *, reveal: bool = False) -> dict[str, object]:
    document = dian.read(write(kind, PARTS[kind]))
    return dian.to_json(document, dian.unique_code(document, key), reveal=reveal)


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_every_kind_has_the_same_keys_in_order(kind: str) -> None:
    """A reader of the JSON asks one question fewer: the keys are always there."""
    assert KEYS == list(shown(kind))


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_the_values_are_plain_json(kind: str) -> None:
    """Writing and parsing gives the same; no number is a float."""
    value = shown(kind, PIN)

    assert value == json.loads(json.dumps(value), parse_float=pytest.fail)


def test_an_invoice_is_shown_whole() -> None:
    """The header of an invoice, its parties, totals and taxes, as documented."""
    value = shown("Invoice")

    expected = {
        "kind": "Invoice",
        "type_code": "01",
        "customization": "10",
        "number": "FE45",
        "issue_date": "2026-11-20",
        "issue_time": "20:15:32-05:00",
        "currency": "COP",
        "environment": "2",
        "supplier": RESTAURANT,
        "customer": {
            "id": "1020304050",
            "id_type": "13",
            "check_digit": None,
            "name": "Lucía Peña",
        },
        "totals": {
            "line_extension": "45000.00",
            "tax_exclusive": "45000.00",
            "tax_inclusive": "48660.00",
            "allowance": "1000.00",
            "charge": "4500.00",
            "prepaid": "0.00",
            "payable": "52160.00",
        },
        "unique_code": {
            "name": "CUFE-SHA384",
            "value": SHA,
            "computed": None,
            "status": "no-key",
            "input": "",
        },
    }
    assert expected == {key: value[key] for key in expected}
    assert isinstance(value["taxes"], list)
    assert [INC] == value["taxes"][:1]
    assert isinstance(value["withholdings"], list)
    assert ["06"] == [tax["code"] for tax in value["withholdings"]]


def test_a_line_is_shown_with_its_amounts_as_written() -> None:
    """Quantity, price, discount and taxes of the first line keep their zeros."""
    lines = shown("Invoice")["lines"]

    assert isinstance(lines, list)
    assert {
        "id": "1",
        "description": "Arepa de choclo",
        "quantity": "2.000",
        "unit": "94",
        "unit_price": "25000.00",
        "line_extension": "45000.00",
        "taxes": [INC],
        "withholdings": [],
        "allowance_charges": [
            {
                "charge": False,
                "amount": "5000.00",
                "reason_code": "00",
                "reason": "Martes de arepa",
            }
        ],
    } == lines[0]
    assert {
        "percent": None,
        "taxable_amount": None,
        "amount": "60.00",
        "base_unit_measure": "1",
        "unit": "94",
        "per_unit_amount": "60.00",
    } == lines[1]["taxes"][0]["subtotals"][0]


@pytest.mark.parametrize(
    ("kind", "type_code", "currency"),
    [
        ("CreditNote", "91", "COP"),
        ("DebitNote", None, "COP"),
        ("ApplicationResponse", "030", None),
        ("AttachedDocument", None, None),
    ],
)
def test_each_kind_has_the_type_it_carries(
    kind: str, type_code: str | None, currency: str | None
) -> None:
    """A debit note and a container carry no type code; an event's is its response code."""
    value = shown(kind)

    assert (kind, type_code, currency) == (value["kind"], value["type_code"], value["currency"])


@pytest.mark.parametrize("kind", ["ApplicationResponse", "AttachedDocument"])
def test_documents_about_documents_have_no_amounts(kind: str) -> None:
    """Lists are empty, totals null; sender and receiver stand as supplier and customer."""
    value = shown(kind)

    assert ([], [], [], None) == (
        value["lines"],
        value["taxes"],
        value["withholdings"],
        value["totals"],
    )
    assert {"900555111", "900777222"} == {
        party["id"] for party in (value["supplier"], value["customer"]) if isinstance(party, dict)
    }


def test_a_party_without_identification_is_shown_empty() -> None:
    """Absent is null, in every key of the party."""
    parts = invoice() | {"customer": "<cac:AccountingCustomerParty/>"}
    document = dian.read(write("Invoice", parts))

    value = dian.to_json(document, dian.unique_code(document))

    assert dict.fromkeys(("id", "id_type", "check_digit", "name")) == value["customer"]


def test_a_time_that_was_never_written_is_shown() -> None:
    """A document in a lenient reading may lack the time: its stand-in is shown."""
    document = dian.read(write("Invoice", invoice() | {"time": ""}), trust="lenient")

    assert "00:00:00" == dian.to_json(document, dian.unique_code(document))["issue_time"]


def test_the_key_is_masked_unless_asked() -> None:
    """By default the hashed text hides the key; revealed it hashes to what was computed."""
    masked = shown("Invoice", TECHNICAL_KEY)["unique_code"]
    clear = shown("Invoice", TECHNICAL_KEY, reveal=True)["unique_code"]

    assert isinstance(masked, dict)
    assert isinstance(clear, dict)
    assert TECHNICAL_KEY not in str(masked)
    assert masked["input"] == clear["input"].replace(TECHNICAL_KEY, "•••")


def test_nothing_is_revealed_without_a_key() -> None:
    """Without a key there is no text to reveal."""
    code = shown("Invoice", reveal=True)["unique_code"]

    assert isinstance(code, dict)
    assert "" == code["input"]


def test_small_numbers_have_no_exponent() -> None:
    """A rate of one ten-millionth is written out."""
    parts = invoice()
    small = parts["inc"].replace("8.00", "0.0000001")
    document = dian.read(write("Invoice", parts | {"inc": small}))

    taxes = dian.to_json(document, dian.unique_code(document))["taxes"]

    assert isinstance(taxes, list)
    assert "0.0000001" == taxes[0]["subtotals"][0]["percent"]


def test_a_report_adds_the_signature() -> None:
    """Verifying adds exactly ten keys below ``signature``; reading alone adds none."""
    data = sign(write("Invoice", invoice(), to_sign=True))
    report = dian.verify(data, key=TECHNICAL_KEY)
    assert report.document is not None
    assert report.unique_code is not None

    value = dian.to_json(report.document, report.unique_code, report)

    assert [*KEYS, "signature"] == list(value)
    assert isinstance(value["signature"], dict)
    assert SIGNATURE_KEYS == list(value["signature"])
    assert ("valid", "ok", "not judged") == tuple(
        value["signature"][key] for key in ("verdict", "document", "trust")
    )


def test_an_unsigned_document_says_so_in_every_key() -> None:
    """The verdict is told and all else is null."""
    data = write("Invoice", invoice())
    document = dian.read(data)

    signature = dian.to_json(document, dian.unique_code(document), dian.verify(data))["signature"]

    assert isinstance(signature, dict)
    assert ("unsigned", None, None) == (
        signature["verdict"],
        signature["document"],
        signature["policy"],
    )
