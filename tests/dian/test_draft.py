# SPDX-License-Identifier: MIT
"""Drafts: a plain mapping becomes a typed document, or says everything that is wrong with it."""

from __future__ import annotations

import copy
import functools
import json
import pickle
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import dian, errors
from loggro_integration.dian import _draft
from loggro_integration.dian._draft_reading import Reading, Table
from loggro_integration.models import (
    ApplicationResponse,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Invoice,
    Period,
)

KINDS = list(dian.DRAFT_KINDS)
FISCAL = [name for name, kind in dian.DRAFT_KINDS.items() if not kind.is_event]
SECRETS = {"LOGGRO_DIAN_PIN": "31416", "LOGGRO_DIAN_KEY": "0f" * 20}
CLASSES = {"91": CreditNote, "94": CreditNote, "95": CreditNote, "92": DebitNote, "93": DebitNote}

Plain = dict[str, Any]


def plain(kind: str = "invoice") -> Plain:
    """Parse the example of a kind, as the command does."""
    return tomllib.loads(dian.example_draft(kind), parse_float=Decimal)


def changed(kind: str = "invoice", **keys: object) -> Plain:
    """Return an example with some keys of its top level replaced; `None` removes one."""
    data = plain(kind) | keys
    return {name: value for name, value in data.items() if value is not None}


@functools.cache
def schemas(shared: Path) -> Any:
    return dian.schemas.load(shared / "xsd")


def problems(data: Plain) -> dict[str, errors.Problem]:
    """Return what is wrong with a draft, by path."""
    with pytest.raises(dian.InvalidDraft) as caught:
        dian.from_draft(data)
    return {problem.path: problem for problem in caught.value.problems}


def read(data: Plain) -> dian.Draft | dian.InvalidDraft:
    """Return the draft, or the error that it is none."""
    try:
        return dian.from_draft(data)
    except dian.InvalidDraft as error:
        return error


def fiscal(data: Plain) -> FiscalDocument:
    document = dian.from_draft(data).document
    assert isinstance(document, FiscalDocument)
    return document


# ----------------------------------------------------------------------------------- examples


def test_there_is_a_kind_for_each_document_and_event() -> None:
    """Eleven types of document and five events can be drafted."""
    found = " ".join(kind.code for kind in dian.DRAFT_KINDS.values())

    assert "01 02 03 04 05 20 91 92 93 94 95 030 031 032 033 034" == found


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_is_a_draft_of_its_kind(kind: str) -> None:
    """The commented example is read into the class, type and environment it is about."""
    draft = dian.from_draft(plain(kind))
    document, code = draft.document, dian.DRAFT_KINDS[kind].code

    if isinstance(document, ApplicationResponse):
        assert code == document.response_code
    else:
        assert code == document.type_code
        assert CLASSES.get(code, Invoice) is type(document)
    assert ("test", kind) == (draft.environment, draft.kind.name)


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_builds_as_it_is(kind: str) -> None:
    """With its secrets the example becomes a document that carries the code of its fields."""
    draft = dian.from_draft(plain(kind)).with_secrets(SECRETS)

    built = dian.build(draft.document, **draft.arguments)

    assert built.document == dian.read(built.xml)
    assert () == built.notices
    keyed = dian.DRAFT_KINDS[kind].hashes_key
    key = SECRETS["LOGGRO_DIAN_KEY" if keyed else "LOGGRO_DIAN_PIN"]
    assert "matches" == dian.unique_code(built.document, key).status


@pytest.mark.corpus
@pytest.mark.parametrize("kind", KINDS)
def test_each_example_is_valid_by_the_schema(kind: str, shared: Path) -> None:
    """What is built from an example is what the XSD wants."""
    draft = dian.from_draft(plain(kind)).with_secrets(SECRETS)

    built = dian.build(draft.document, **draft.arguments)

    assert () == schemas(shared).validate(built.xml)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_hold_the_same_draft(kind: str) -> None:
    """Only the comments differ, and each language has comments of its own."""
    spanish, english = dian.example_draft(kind, "es_CO"), dian.example_draft(kind, "en")

    assert tomllib.loads(spanish) == tomllib.loads(english)
    assert spanish.count("#") == english.count("#") > 10
    assert spanish != english
    assert "#es" not in spanish + english
    assert "#en" not in spanish + english


def test_there_is_no_example_of_an_unknown_kind() -> None:
    """The error lists the kinds there are."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.example_draft("receipt")

    assert "kind" == caught.value.field
    assert all(name in str(caught.value.hint) for name in KINDS)


# ------------------------------------------------------------------------------- what is read


def test_amounts_of_a_draft_are_exact_and_priced() -> None:
    """Three arepas with their INC included, a discounted drink and a free bag add up to the tip."""
    document = fiscal(plain("pos"))

    assert ["1", "2", "3"] == [line.id for line in document.lines]
    assert {
        "04": Decimal("3444.15"),
        "34": Decimal("304.00"),
        "22": Decimal("70.00"),
    } == {tax.code: tax.amount for tax in document.taxes}
    assert Decimal("51870.00") == document.totals.payable
    assert Decimal("5000.00") == document.totals.charge
    assert ("03", "Propina voluntaria") == (
        document.allowance_charges[0].reason_code,
        document.allowance_charges[0].reason,
    )


def test_a_draft_from_json_is_the_same() -> None:
    """Dates and times may be text and amounts too: JSON has neither."""
    data = plain("export-invoice")

    text = json.dumps(data, default=str)

    assert dian.from_draft(data) == dian.from_draft(json.loads(text, parse_float=Decimal))


def test_a_draft_says_who_and_when() -> None:
    """The head, the parties and their codes stand where the model has them."""
    draft = dian.from_draft(plain())
    document = fiscal(plain())

    assert ("SETP990000123", date(2026, 11, 20), time(20, 15, 32)) == (
        document.number,
        document.issue_date,
        document.issue_time,
    )
    supplier = document.supplier
    assert draft.issuer == supplier
    assert supplier.identification
    assert supplier.address
    assert ("900555111", "31", "6") == (
        supplier.identification.number,
        supplier.identification.type_code,
        supplier.identification.check_digit,
    )
    assert ("11001", "11", "CO") == (
        supplier.address.city_code,
        supplier.address.department_code,
        supplier.address.country_code,
    )
    assert "Eventos del Parque SAS" == document.customer.name
    assert draft.numbering
    assert (990000000, "SETP") == (draft.numbering.first, draft.numbering.prefix)
    assert "900555111" == draft.software.provider


def test_the_final_consumer_is_asked_for_by_name() -> None:
    """``customer = "consumidor final"`` is the buyer without name; nothing at all is a problem."""
    document = fiscal(changed(customer="Consumidor Final"))

    assert document.customer.identification
    assert ("222222222222", "13", None) == (
        document.customer.identification.number,
        document.customer.identification.type_code,
        document.customer.identification.check_digit,
    )
    assert ["customer"] == list(problems(changed(customer=None)))
    assert ["customer"] == list(problems(changed(customer="ninguno")))


@pytest.mark.parametrize("kind", ["support-document", "support-document-note"])
def test_the_issuer_of_a_support_document_buys(kind: str) -> None:
    """Whoever sells without invoicing is the supplier; the issuer is the customer."""
    draft = dian.from_draft(plain(kind))
    document = fiscal(plain(kind))

    assert draft.issuer == document.customer
    assert "Rosa Elvira Prueba" == document.supplier.name


def test_a_purchase_says_when_it_was_and_what_is_withheld() -> None:
    """The line carries its period; the withholding is not subtracted."""
    document = fiscal(plain("support-document"))

    assert (date(2026, 11, 20), "1", "Por operación") == (
        document.lines[0].period_start,
        document.lines[0].period_code,
        document.lines[0].period_text,
    )
    assert Decimal("15750.00") == document.withholdings[0].amount
    assert Decimal("1050000.00") == document.totals.payable


def test_a_note_refers_to_what_it_corrects() -> None:
    """The reference carries the code of that document, and the reason its text from the list."""
    document = fiscal(plain("equivalent-credit-note"))

    assert isinstance(document, CreditNote)
    assert document.discrepancy
    assert document.references[0].unique_code
    assert ("POS4511", "CUDE-SHA384") == (
        document.references[0].number,
        document.references[0].unique_code.scheme,
    )
    assert ("1", "POS4511") == (document.discrepancy.code, document.discrepancy.reference)
    assert document.discrepancy.description
    assert document.discrepancy.description.startswith("Devolución parcial")


@pytest.mark.parametrize("kind", ["credit-note", "debit-note"])
def test_a_note_without_reference_says_its_period(kind: str) -> None:
    """A note refers to a document or to a period; neither is a problem that names both."""
    days = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}

    document = fiscal(changed(kind, reference=None, period=days))

    assert Period(start=days["start"], end=days["end"]) == document.period
    assert () == document.references
    found = problems(changed(kind, reference=None))
    assert ["reference"] == list(found)
    assert "[period]" in found["reference"].fix.en


def test_a_document_in_dollars_has_its_rate() -> None:
    """The rate is from the currency of the document to pesos."""
    rate = fiscal(plain("export-invoice")).exchange_rate

    assert rate
    assert ("USD", "COP", Decimal("4012.55"), date(2026, 11, 20)) == (
        rate.source,
        rate.target,
        rate.rate,
        rate.on,
    )


def test_discounts_and_charges_of_the_document_are_taken_of_its_lines() -> None:
    """A percentage is taken of what the lines add up to; the tip comes last."""
    data = changed(
        discounts=[{"percent": 10, "reason": "Cliente de siempre"}],
        charges=[{"amount": "4500", "reason": "Domicilio al parque", "reason_code": "03"}],
        includes_taxes=False,
    )

    document = fiscal(data)

    lines = document.totals.line_extension
    assert Decimal("46800.00") == lines
    assert [
        ("1", False, Decimal("4680.00"), "Cliente de siempre"),
        ("2", True, Decimal("4500.00"), "Domicilio al parque"),
        ("3", True, Decimal(5000), "Propina voluntaria"),
    ] == [(each.id, each.charge, each.amount, each.reason) for each in document.allowance_charges]


def test_a_line_may_disagree_with_the_draft_about_its_price() -> None:
    """``includes_taxes`` of the draft holds for the lines that say nothing."""
    line = {"description": "Arepa", "quantity": 1, "unit_price": 10800}
    line["taxes"] = [{"code": "04", "percent": 8}]
    lines = [line, line | {"includes_taxes": False}]

    document = fiscal(changed(includes_taxes=True, lines=lines))

    assert [Decimal("10000.00"), Decimal("10800.00")] == [
        each.line_extension for each in document.lines
    ]


def test_all_that_a_draft_may_say_is_kept() -> None:
    """Advances, references, delivery, terms, extensions and item details reach the document."""
    line = {
        "description": ["Aseo", "Noviembre"],
        "quantity": 1,
        "unit_price": 100000,
        "aiu": "servicio de aseo",
        "income_of": "1",
        "mandator": {"id": "900555111-6", "name": "La Arepera de la 45 SAS"},
        "additional_items": [{"code": "7701234567897", "scheme": "010"}],
        "properties": {"Color": "Rojo"},
        "pack_size": 12,
        "brand": "Marca",
        "model": "M1",
        "notes": ["Nota de la línea"],
    }
    data = changed(
        lines=[line],
        prepayments=[{"amount": 5000, "received_on": date(2026, 11, 1), "id": "A1"}],
        references=[{"kind": "order", "number": "OC-45", "issue_date": date(2026, 11, 2)}],
        delivery={
            "date": date(2026, 11, 21),
            "address": {"city_code": "05001", "lines": ["Cra 7"]},
        },
        delivery_terms={"code": "CIF", "special_terms": "Portes pagados"},
        extensions=[{"name": "DebidaDiligencia", "values": {"Cod_Diligencia": "01"}}],
        customization="11",
        due_date=date(2026, 12, 20),
        rounding="-0.40",
        payments=[{"form": "2", "means": "ZZZ", "due_date": date(2026, 12, 20), "ids": "R-1"}],
    )

    document = fiscal(data)

    found = document.lines[0]
    assert ("Aseo", "Noviembre") == found.descriptions
    assert "Contrato de servicios AIU por concepto de: servicio de aseo" == found.notes[0]
    assert found.mandator
    assert ("900555111", "La Arepera de la 45 SAS", "1") == (
        found.mandator.number,
        found.mandator_name,
        found.income_of,
    )
    assert ("7701234567897", "010") == (
        found.additional_items[0].value,
        found.additional_items[0].scheme,
    )
    assert (("Color", "Rojo"),) == found.properties
    assert (Decimal(12), "Marca", "M1") == (found.pack_size, found.brand, found.model)
    assert (Decimal(5000), "A1") == (document.prepayments[0].amount, document.prepayments[0].id)
    assert ("order", "OC-45") == (document.references[0].kind, document.references[0].number)
    assert document.deliveries[0].address
    assert "05001" == document.deliveries[0].address.city_code
    assert document.delivery_terms
    assert "CIF" == document.delivery_terms.code
    assert "01" == document.extensions[0].get("Cod_Diligencia")
    assert ("11", date(2026, 12, 20), Decimal("-0.40")) == (
        document.customization,
        document.due_date,
        document.totals.rounding,
    )
    assert ("2", "ZZZ", ("R-1",)) == (
        document.payment_means[0].form,
        document.payment_means[0].code,
        document.payment_means[0].payment_ids,
    )


def test_a_document_of_the_health_sector_tells_who_attended() -> None:
    """Each user is a collection of the extension, with codes of both lists and amounts in cents."""
    user = {
        "provider_code": "110010045",
        "payment_mode": {"code": "04", "name": "Pago por evento"},
        "coverage": {"code": "01", "name": "Plan de beneficios"},
        "copayment": "1250.5",
    }
    days = {"start": date(2026, 11, 1), "end": date(2026, 11, 30)}

    document = fiscal(changed(customization="SS-CUFE", health=[user, user], period=days))

    (block,) = document.extensions
    assert Period(start=days["start"], end=days["end"]) == document.period
    assert ("CustomTagGeneral", "Pago por evento", "1250.50", "0.00") == (
        block.name,
        block.get("MODALIDAD_PAGO"),
        block.get("COPAGO"),
        block.get("ANTICIPO"),
    )
    (group,) = block.elements[-1].elements
    assert ("Group", 2) == (group.name, len(group.elements))
    assert ["health[0].coverage", "health[0].provider_code"] == sorted(
        problems(changed(health=[{"payment_mode": {"code": "04", "name": "x"}}]))
    )


def test_a_claim_says_its_reason_and_a_receipt_its_person() -> None:
    """Event 031 takes a code of the list of claims; 030 and 032 name who received."""
    claim = dian.from_draft(plain("event-031")).document
    receipt = dian.from_draft(plain("event-030")).document

    assert isinstance(claim, ApplicationResponse)
    assert isinstance(receipt, ApplicationResponse)
    assert "01" == claim.claim_code
    assert receipt.person
    assert ("Camila", "Administradora") == (receipt.person.first_name, receipt.person.job_title)
    assert claim.reference
    assert ("SETP990000122", "01") == (claim.reference.number, claim.reference.type_code)


def test_a_tacit_acceptance_swears_about_the_buyer() -> None:
    """The oath names who said nothing; who acts for another writes it all himself."""
    sworn = dian.from_draft(plain("event-034")).document
    own = dian.from_draft(changed("event-034", buyer=None, notes=["Juro por otro"])).document

    assert "Eventos del Parque SAS identificado con NIT 901234567" in sworn.notes[0]
    assert ("Juro por otro",) == own.notes
    assert ["buyer"] == list(problems(changed("event-034", buyer=None)))


# ------------------------------------------------------------------------------------ secrets


def test_secrets_come_from_the_environment() -> None:
    """The draft names the variables; their values are wrapped, and shown nowhere."""
    draft = dian.from_draft(plain()).with_secrets(SECRETS)

    assert draft.software.pin
    assert draft.numbering
    assert draft.numbering.technical_key
    assert "31416" == draft.software.pin.reveal()
    assert "0f" * 20 == draft.numbering.technical_key.reveal()
    assert "31416" not in repr(draft)
    assert "0f0f" not in repr(draft)
    assert {"issuer", "numbering", "software", "point_of_sale", "environment"} == set(
        draft.arguments
    )


@pytest.mark.parametrize("value", [None, ""])
def test_a_variable_that_is_not_set_is_named(value: str | None) -> None:
    """The error says which variable to export."""
    environ = {key: text for key, text in {"LOGGRO_DIAN_PIN": value}.items() if text is not None}

    with pytest.raises(errors.ConfigurationError) as caught:
        dian.from_draft(plain()).with_secrets(environ)

    assert "LOGGRO_DIAN_PIN" in str(caught.value)


def test_only_a_cufe_needs_the_technical_key() -> None:
    """A POS document hashes the PIN: its draft names no key, that of an invoice must."""
    without = plain()
    del without["numbering"]["technical_key_env"]

    assert dian.from_draft(plain("pos")).secrets.technical_key is None
    assert ["numbering.technical_key_env"] == list(problems(without))


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("software", "pin", "98765secret"),
        ("numbering", "technical_key", "98765secret"),
        ("software", "pin_env", "98765secret"),
        ("numbering", "technical_key_env", "fc98765secret"),
    ],
)
def test_a_secret_in_the_draft_is_refused_and_not_repeated(
    section: str, key: str, value: str
) -> None:
    """The problem says to name a variable instead, without the secret."""
    data = plain()
    data[section][key] = value

    found = problems(data)

    assert "draft-secret" == found[f"{section}.{key}"].code
    assert "98765" not in str(list(found.values()))


# ----------------------------------------------------------------------------------- refusals


def test_everything_wrong_is_told_at_once() -> None:
    """Seven faults in five places give seven problems with path, value and remedy."""
    data = plain()
    data["issuer"]["id"] = "900555111-7"
    data["lines"][1]["quantity"] = 1.5
    data["lines"][2]["unit_price"] = "cien"
    data["lines"][0]["taxes"][0]["code"] = "22"
    data["payments"][0]["means"] = "efectivo"
    data["isue_date"] = data.pop("issue_date")

    found = problems(data)

    assert {
        "issuer.id": "draft-refused",
        "lines[1].quantity": "draft-inexact-number",
        "lines[2].unit_price": "draft-wrong-value",
        "lines[0].taxes[0].per_unit_amount": "draft-refused",
        "payments[0].means": "draft-wrong-value",
        "issue_date": "draft-missing-key",
        "isue_date": "draft-unknown-key",
    } == {path: problem.code for path, problem in found.items()}
    assert "900555111-6" in found["issuer.id"].fix.es
    assert found["issuer.id"].message.es == "issuer.id no se puede usar."
    assert "issue_date" in found["isue_date"].fix.en
    assert ("1.5", "cien") == (
        found["lines[1].quantity"].value,
        found["lines[2].unit_price"].value,
    )
    for problem in found.values():
        assert problem.message.es != problem.message.en
        assert problem.fix.es
        assert problem.fix.en


@pytest.mark.parametrize("path", ["number", "tip", "notes", "currency"])
def test_an_integer_too_long_for_text_is_a_wrong_value(path: str) -> None:
    """An integer of 5,000 digits cannot be printed, and is refused all the same."""
    assert "draft-wrong-value" == problems(changed(**{path: 10**5000}))[path].code


def test_no_integer_of_a_draft_is_too_long_for_its_error() -> None:
    """TOML takes one of 5,000 digits in hexadecimal: also as the kind, or the end of a range."""
    data = plain()
    data["numbering"]["last"] = 10**5000

    assert "draft-wrong-value" == problems(data)["numbering.last"].code
    assert ["kind"] == list(problems({"kind": 10**5000}))


@pytest.mark.parametrize("text", ["a\ud800", "\x00", "Arepa\x07", "\uffff"])
def test_what_xml_cannot_hold_is_told_by_its_path(text: str) -> None:
    """Control characters and halves of characters, which JSON lets in, are refused readably."""
    data = plain()
    data["lines"][0]["description"] = text

    problem = problems(data)["lines[0].description"]

    assert problem.value == ascii(text)
    assert str(problem).encode()


def test_a_float_says_how_to_write_it() -> None:
    """The remedy names the quotes and the option of the reader of the file."""
    data = plain()
    data["lines"][0]["unit_price"] = 12000.1

    problem = problems(data)["lines[0].unit_price"]

    assert '"12000.1"' in problem.fix.en
    assert "parse_float=Decimal" in problem.fix.es


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("number", 5),
        ("number", " "),
        ("issue_date", "20/11/2026"),
        ("issue_date", 20261120),
        ("issue_time", "20:15:32-05:00"),
        ("issue_time", "veinte"),
        ("environment", "produccion"),
        ("currency", "PESO"),
        ("notes", [1]),
        ("notes", 1),
        ("tip", -1),
        ("tip", "0.001"),
        ("includes_taxes", "si"),
        ("issuer", "La Arepera"),
        ("issuer.name", None),
        ("issuer.id_type", "NIT"),
        ("issuer.organization_type", "3"),
        ("issuer.responsibilities", ["O-99"]),
        ("issuer.address.city_code", "99999"),
        ("numbering.first", "1"),
        ("numbering.last", -1),
        ("numbering.valid_from", True),
        ("payments", None),
        ("payments", "efectivo"),
        ("payments", ["efectivo"]),
        ("lines.0.description", None),
        ("lines.0.description", "  "),
        ("lines.0.quantity", 0),
        ("lines.0.quantity", None),
        ("lines.0.unit_price", "1.0000001"),
        ("lines.0.unit_code", "unidad"),
        ("lines.0.taxes", [{"percent": 8}]),
        ("lines.0.taxes", [{"code": "04", "percent": 8}, {"code": "04", "percent": 2}]),
        ("lines.0.withholdings", [{"code": "04", "percent": 8}]),
        ("lines.0.discounts", [{"percent": 100}]),
        ("lines.0.discounts", [{"amount": 1, "percent": 1}]),
        ("lines.0.properties", ["Color"]),
        ("lines.0.properties", {"Color": 1}),
        ("lines.0.standard_item", {"code": "1", "scheme": "5"}),
        ("discounts", [{"reason": "x"}]),
        ("references", [{"kind": "letter", "number": "1"}]),
        ("exchange_rate", {"rate": 4000}),
        ("customer.contact", []),
    ],
)
def test_a_value_that_does_not_fit_is_told_by_its_path(path: str, value: object) -> None:
    """One wrong value gives one problem or more, all of them under the key it stands at."""
    data = plain()
    at: Any = data
    *way, last = path.split(".")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    if value is None:
        del at[last]
    else:
        at[last] = value

    found = problems(data)

    shown = path.replace("lines.0", "lines[0]")
    assert found
    assert all(each.startswith(shown) for each in found), list(found)


@pytest.mark.parametrize(
    ("kind", "key"),
    [("credit-note", "due_date"), ("credit-note", "prepayments"), ("pos", "reason")],
)
def test_a_key_of_another_kind_is_told(kind: str, key: str) -> None:
    """What this document cannot hold is refused by name, not dropped."""
    found = problems(changed(kind, **{key: "x"}))

    assert "draft-unknown-key" == found[key].code
    assert kind in found[key].message.en


@pytest.mark.parametrize("data", [{}, {"kind": "recibo"}, {"kind": 1}, {"kind": None}])
def test_an_unknown_kind_is_told_alone(data: Plain) -> None:
    """Without its kind nothing else of a draft can be judged."""
    assert ["kind"] == list(problems(data))


@pytest.mark.parametrize("data", [None, [], "kind", 5])
def test_what_is_no_mapping_is_no_draft(data: Any) -> None:
    """A list or a text is refused with the same class."""
    with pytest.raises(dian.InvalidDraft):
        dian.from_draft(data)


def test_the_error_is_an_invalid_input_that_travels() -> None:
    """It is a `ValueError`, prints every problem, and survives pickling with them."""
    with pytest.raises(ValueError) as caught:
        dian.from_draft(changed(number=None, environment="casa"))
    error = caught.value

    assert isinstance(error, errors.InvalidInput)
    assert isinstance(error, dian.InvalidDraft)
    assert "number" in str(error)
    assert "environment" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert [problem.path for problem in error.problems] == [each.path for each in again.problems]


# ------------------------------------------------------------------------------ documentation

EVERYTHING: Plain = {
    "customer": {"address": {}, "contact": {}},
    "delivery": {"address": {}, "carrier": {}},
    "delivery_terms": {},
    "discounts": [{}],
    "charges": [{}],
    "exchange_rate": {},
    "extensions": [{}],
    "health": [{"payment_mode": {}, "coverage": {}}],
    "lines": [
        {
            "additional_items": [{}],
            "charges": [{}],
            "discounts": [{}],
            "mandator": {},
            "standard_item": {},
            "taxes": [{}],
            "withholdings": [{}],
        }
    ],
    "period": {},
    "prepayments": [{}],
    "references": [{}],
    "software": {"provider": {}},
}


def keys_of_drafts() -> dict[str, set[str]]:
    """Return table → the keys it takes in any kind of draft."""
    found: dict[str, set[str]] = {}
    for name, kind in dian.DRAFT_KINDS.items():
        reading = Reading(name)
        table = Table(plain(name) | EVERYTHING, reading)
        table.choice("kind", *KINDS)
        (_draft._event if kind.is_event else _draft._fiscal)(kind, table)
        for section, keys in reading.asked.items():
            found.setdefault(section.rpartition(".")[2], set()).update(keys)
    return found


def keys_of_the_page(language: str) -> dict[str, set[str]]:
    """Return table → the keys that the guide of drafts tells of."""
    page = Path(__file__).resolve().parents[2] / "docs" / language / "guides" / "drafts.md"
    found = {}
    for section in page.read_text("utf-8").split("\n### ")[1:]:
        title, _, body = section.partition("\n")
        for name in re.findall(r"`(\w+)`", title) or [""]:
            found[name] = set(re.findall(r"^\| `(\w+)`", body, re.MULTILINE))
    return found


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_guide_lists_every_key(language: str) -> None:
    """Each table of a draft stands in the guide with the keys it takes, and no other."""
    assert keys_of_drafts() == keys_of_the_page(language)


# --------------------------------------------------------------------------------- properties

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=12),
    st.sampled_from(("01", "2026-11-20", "20:15", "1e9", "-1", "222222222222")),
    st.dates(),
    st.times(),
    st.binary(max_size=4),
)
junk = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.text(max_size=6), st.integers()), inner, max_size=3),
    ),
    max_leaves=6,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of everything inside a draft."""
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, each in inner:
        yield (*path, key)
        yield from places(each, (*path, key))


@given(st.sampled_from(KINDS), st.data())
def test_junk_anywhere_is_a_draft_or_its_problems(kind: str, data: st.DataObject) -> None:
    """Whatever stands in two places of a draft, nothing but `InvalidDraft` leaves, with a path."""
    draft = copy.deepcopy(plain(kind))
    for _ in range(2):
        path = data.draw(st.sampled_from(list(places(draft))))
        at: Any = draft
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = data.draw(junk)

    outcome = read(draft)

    if isinstance(outcome, dian.InvalidDraft):
        assert outcome.problems
        assert all(problem.path for problem in outcome.problems)
        assert str(outcome)
    else:
        assert kind == outcome.kind.name or path == ("kind",)


@given(st.sampled_from(FISCAL), st.data())
def test_a_missing_key_never_passes_in_silence(kind: str, data: st.DataObject) -> None:
    """Without any one table of its top level a draft is refused, or has that part empty."""
    draft = plain(kind)
    name = data.draw(st.sampled_from(("issuer", "software", "payments", "number", "issue_date")))
    del draft[name]

    assert name in problems(draft)
