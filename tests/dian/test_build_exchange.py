# SPDX-License-Identifier: MIT
"""Events, DIAN's answer and the container for the buyer: made from documents, then built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, Literal

import pytest
from attrs import evolve

from dian import bills
from dian.bills import AT, BUYER, DAY, ISSUER, PERSON, PIN, SOFTWARE, bill, built, support
from loggro_integration import dian, errors
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    FiscalDocument,
    Identification,
    Invoice,
    Party,
    Reference,
    ResponseLine,
)

DIAN = Identification(number="800197268", type_code="31", check_digit="4")


@pytest.fixture(scope="module")
def invoice() -> Invoice:
    """Return an invoice to a company, as it was issued."""
    document = built(bill(customer=BUYER))
    assert isinstance(document, Invoice)
    return document


def made(code: str, invoice: Invoice, **changes: Any) -> ApplicationResponse:
    told = {
        "number": "AR1",
        "at": AT,
        "person": PERSON if code in {"030", "032"} else None,
        "claim": "02" if code == "031" else None,
        **changes,
    }
    return dian.event(code, invoice=invoice, **told)


def sent(document: ApplicationResponse | AttachedDocument, **changes: Any) -> Any:
    return dian.build(document, **{"software": SOFTWARE, "environment": "test", **changes}).document


# --- events ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["030", "031", "032", "033", "034"])
def test_an_event_reads_back_as_it_was_built(code: str, invoice: Invoice) -> None:
    """What is written is what is returned, code and all."""
    unsigned = dian.build(made(code, invoice), software=SOFTWARE, environment="test")

    assert unsigned.document == dian.read(unsigned.xml)
    assert "matches" == dian.unique_code(unsigned.document, PIN).status


def test_an_event_hashes_no_environment(invoice: Invoice) -> None:
    """The same event of test and production has the same code."""
    test, production = (
        sent(made("033", invoice), environment=name) for name in ("test", "production")
    )

    assert test.unique_code == production.unique_code
    assert test.environment != production.environment


def test_the_qr_of_an_event_leads_to_the_invoice(invoice: Invoice) -> None:
    """Its address holds the CUFE of the invoice, not the code of the event."""
    assert invoice.unique_code is not None
    expected = dian.qr_url(invoice.unique_code.value, "test")

    assert expected == sent(made("033", invoice)).qr_code


def test_the_buyer_tells_the_seller(invoice: Invoice) -> None:
    """Events 030 to 033 go from customer to supplier."""
    event = sent(made("033", invoice))

    assert ("900777222", "900555111") == (
        event.sender.identification.number,
        event.receiver.identification.number,
    )


def test_the_seller_tells_dian_that_the_buyer_said_nothing(invoice: Invoice) -> None:
    """Event 034 goes from the supplier to DIAN under oath, with the buyer's name and NIT."""
    event = sent(made("034", invoice))

    assert ("900555111", DIAN) == (
        event.sender.identification.number,
        event.receiver.identification,
    )
    assert "el adquirente Maíz y Fuego SAS identificado con NIT 900777222 no" in event.notes[0]
    assert event.notes[0].startswith("Manifiesto bajo la gravedad de juramento que")


def test_who_acts_for_another_writes_his_own_oath(invoice: Invoice) -> None:
    """The oath of a mandatary begins otherwise: notes that are given stay alone."""
    oath = "Ana Ruiz identificada con cédula de ciudadanía No. 52000111, actuando…"

    assert (oath,) == sent(made("034", invoice, notes=(oath,))).notes


def test_an_event_needs_no_receiver_where_it_goes_to_dian(invoice: Invoice) -> None:
    """A typed event 034 without receiver is sent to DIAN."""
    event = evolve(made("034", invoice), receiver=Party())

    assert DIAN == sent(event).receiver.identification


def test_a_claim_gives_its_reason(invoice: Invoice) -> None:
    """ResponseCode carries listID and name."""
    event = sent(made("031", invoice))

    assert ("02", "Mercancía no entregada totalmente") == (event.claim_code, event.claim_text)
    assert b'listID="02" name="Mercanc' in dian.write(event)


def test_no_other_event_gives_a_reason(invoice: Invoice) -> None:
    """What a typed event carries of a claim is dropped."""
    event = sent(evolve(made("033", invoice), claim_code="01", claim_text="x"))

    assert (None, None) == (event.claim_code, event.claim_text)


def test_who_received_is_named(invoice: Invoice) -> None:
    """Events 030 and 032 carry the person, with post and area."""
    event = sent(made("032", invoice, person=evolve(PERSON, first_name=" Luz ")))

    assert PERSON == event.person


def test_fixed_texts_of_an_event_do_not_depend_on_the_caller(invoice: Invoice) -> None:
    """Profile, operation and description follow from the code."""
    event = sent(
        evolve(made("030", invoice), profile="x", customization="x", description="Recibida")
    )

    assert ("1", "Acuse de recibo de Factura Electrónica de Venta") == (
        event.customization,
        event.description,
    )
    assert "DIAN 2.1: ApplicationResponse de Factura Electrónica de Venta" == event.profile


def test_the_security_code_of_an_event_hashes_its_own_number(invoice: Invoice) -> None:
    """As in every document."""
    event = sent(made("033", invoice))

    assert event.software is not None
    assert (
        dian.software_security_code(SOFTWARE.id or "", PIN, "AR1") == event.software.security_code
    )


@pytest.mark.parametrize(
    ("field", "code", "changes"),
    [
        ("code", "035", {}),
        ("claim", "031", {"claim": None}),
        ("claim", "031", {"claim": "05"}),
        ("claim", "033", {"claim": "01"}),
        ("person", "030", {"person": None}),
        ("person", "032", {"person": None}),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    field: str, code: str, changes: dict[str, Any], invoice: Invoice
) -> None:
    """With the argument that is wrong."""
    with pytest.raises(errors.InvalidInput) as caught:
        made(code, invoice, **changes)

    assert field == caught.value.field


@pytest.mark.parametrize(
    "document",
    [bill(customer=BUYER), built(bills.pos()), built(support()), DIAN, None],
    ids=["no-code", "pos", "support", "no-document", "nothing"],
)
def test_events_are_about_electronic_invoices(document: Any) -> None:
    """RADIAN knows types 01 to 04 with their CUFE."""
    with pytest.raises(errors.InvalidInput) as caught:
        made("033", document)

    assert "invoice" == caught.value.field


# --- DIAN's answer -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [("02", "Documento validado por la DIAN"), ("04", "Documento rechazado por la DIAN")],
)
def test_dian_answers_what_was_sent(code: Literal["02", "04"], text: str, invoice: Invoice) -> None:
    """From DIAN to the issuer, about the document, one line a rule."""
    lines = [ResponseLine(code="FAD06", description="Valor del CUFE no está calculado"),
             ResponseLine(code="0000", description="0")]  # fmt: skip
    answer = sent(dian.answer(invoice, code, number="77", at=AT, lines=lines))

    assert ("DIAN 2.1", code, text, DIAN) == (
        answer.profile,
        answer.response_code,
        answer.description,
        answer.sender.identification,
    )
    assert ("900555111", tuple(lines), invoice.unique_code) == (
        answer.receiver.identification.number,
        answer.lines,
        answer.reference.unique_code,
    )


def test_dian_answers_the_buyer_of_a_support_document() -> None:
    """Who issued it is the customer."""
    answer = dian.answer(built(support()), "02", number="1", at=AT)

    assert "La Arepera de la 45 SAS" == answer.receiver.name


def test_dian_answers_an_event(invoice: Invoice) -> None:
    """Its sender gets the answer; an event is type 96."""
    event = sent(made("033", invoice))
    answer = dian.answer(event, "02", number="1", at=AT)

    assert answer.reference is not None
    assert (event.sender, "96") == (answer.receiver, answer.reference.type_code)


def test_dian_itself_may_be_told_apart(invoice: Invoice) -> None:
    """A sender that is given is kept: a fake has its own name."""
    fake = Party(name="DIAN de prueba", identification=DIAN, organization_type="1")
    answer = evolve(dian.answer(invoice, "02", number="1", at=AT), sender=fake)

    assert "DIAN de prueba" == sent(answer).sender.name
    assert dian.answer(invoice, "02", number="1", at=AT, receiver=BUYER).receiver == BUYER


@pytest.mark.parametrize(
    ("field", "code", "document"),
    [("code", "03", built(bill())), ("document", "02", bill())],
)
def test_an_answer_that_cannot_be_is_refused(
    field: str, code: Literal["02"], document: FiscalDocument
) -> None:
    """No other code, and no document without one."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.answer(document, code, number="1", at=AT)

    assert field == caught.value.field


# --- the container -----------------------------------------------------------------------------


def bytes_of(
    document: Invoice, code: Literal["02", "04"] = "02", **changes: Any
) -> tuple[bytes, bytes]:
    """Return a document and DIAN's answer to it."""
    issued = dian.build(document, **bills.arguments())
    assert isinstance(issued.document, Invoice)
    answer = evolve(
        dian.answer(
            issued.document,
            code,
            number="77",
            at=datetime(2026, 11, 21, 1, 20, 3, tzinfo=UTC),
            lines=[ResponseLine(code="FAD06", description="Regla: FAD06, Rechazo: CUFE")],
        ),
        **changes,
    )
    return issued.xml, dian.build(answer, software=SOFTWARE, environment="test").xml


def test_a_container_is_told_by_what_it_holds() -> None:
    """Parties, number, code and dates are those of both documents."""
    document, answer = bytes_of(bill(customer=BUYER))
    unsigned = dian.build(dian.attach(document, answer, number="AD1", at=AT), environment="test")
    found = unsigned.document

    assert isinstance(found, AttachedDocument)
    assert found == dian.read(unsigned.xml)
    assert (document, answer) == (found.document, found.answer)
    assert ("900555111", "900777222", "SETP990000001", DAY) == (
        found.sender.identification.number if found.sender.identification else None,
        found.receiver.identification.number if found.receiver.identification else None,
        found.parent_number,
        found.parent_date,
    )
    assert ("02", date(2026, 11, 20), time(20, 20, 3)) == (
        found.validation_code,
        found.validated_on,
        found.validated_at,
    )


def test_a_container_has_no_code_and_no_qr() -> None:
    """It is signed and handed over, never sent to DIAN."""
    document, answer = bytes_of(bill())
    unsigned = dian.build(dian.attach(document, answer, number="AD1", at=AT), environment="test")

    assert (None, None) == (unsigned.unique_code, unsigned.qr_url)


def test_the_container_of_a_support_document_goes_from_buyer_to_seller() -> None:
    """Its issuer is the customer."""
    document, answer = bytes_of(support())
    found = dian.attach(document, answer, number="AD1", at=AT)

    assert ("La Arepera de la 45 SAS", "Pedro Páez") == (found.sender.name, found.receiver.name)


def test_an_answer_about_another_document_is_refused() -> None:
    """A container never marries a document to the answer of another one."""
    document, _ = bytes_of(bill())
    _, answer = bytes_of(bill(number="SETP990000002"))

    with pytest.raises(errors.InvalidInput) as caught:
        dian.attach(document, answer, number="AD1", at=AT)

    assert "answer" == caught.value.field
    assert "SETP990000001" in str(caught.value)


def test_an_answer_about_another_number_with_the_same_code_is_refused() -> None:
    """Both must agree, not one of them."""
    document, answer = bytes_of(bill())
    other = answer.replace(b"<cbc:ID>SETP990000001</cbc:ID>", b"<cbc:ID>SETP990000009</cbc:ID>")

    with pytest.raises(errors.InvalidInput, match="not about SETP990000001"):
        dian.attach(document, other, number="AD1", at=AT)


def test_a_rejected_document_is_not_handed_over() -> None:
    """The error carries what DIAN said."""
    document, answer = bytes_of(bill(), "04")

    with pytest.raises(errors.DianRejected) as caught:
        dian.attach(document, answer, number="AD1", at=AT)

    assert ("Regla: FAD06, Rechazo: CUFE",) == caught.value.rules
    assert caught.value.hint is not None
    assert "issue it again" in caught.value.hint.en


@pytest.mark.parametrize(
    "line",
    [
        ResponseLine(code="90", description="Documento procesado anteriormente."),
        ResponseLine(description="Regla: 90, Rechazo: Documento procesado anteriormente."),
    ],
)
def test_rule_90_asks_for_the_first_answer_and_never_for_a_new_document(line: ResponseLine) -> None:
    """That DIAN holds the document refuses nothing: another answer says what became of it."""
    document, answer = bytes_of(bill(), "04", lines=(line,))

    with pytest.raises(errors.DianRejected) as caught:
        dian.attach(document, answer, number="AD1", at=AT)

    assert caught.value.hint is not None
    assert "the first time" in caught.value.hint.en
    assert "again" not in caught.value.hint.en


@pytest.mark.parametrize("code", ["00", "66", "90", "99", "030", "1", "2", "RECIBIDO"])
def test_a_receipt_or_a_status_of_the_service_is_not_read_as_accepted(code: str) -> None:
    """Only ``02`` says that DIAN validated it: neither "received" nor "not found" does."""
    document, answer = bytes_of(bill())
    given = f"<cbc:ResponseCode>{code}</cbc:ResponseCode>".encode()
    other = answer.replace(b"<cbc:ResponseCode>02</cbc:ResponseCode>", given)
    assert other != answer

    with pytest.raises(errors.InvalidInput, match="no verdict") as caught:
        dian.attach(document, other, number="AD1", at=AT)

    assert ("answer", code) == (caught.value.field, caught.value.value)


def swapped(document: bytes, answer: bytes) -> tuple[bytes, bytes]:
    return answer, document


def event_instead(document: bytes, answer: bytes) -> tuple[bytes, bytes]:
    invoice = dian.read(document)
    assert isinstance(invoice, Invoice)
    event = dian.build(
        made("033", evolve(invoice, customer=BUYER)), software=SOFTWARE, environment="test"
    )
    return document, event.xml


def document_twice(document: bytes, answer: bytes) -> tuple[bytes, bytes]:
    return document, document


def codeless(document: bytes, answer: bytes) -> tuple[bytes, bytes]:
    read = dian.read(document)
    return dian.write(evolve(read, unique_code=None, source=None)), answer


def unreferenced(document: bytes, answer: bytes) -> tuple[bytes, bytes]:
    read = dian.read(answer)
    assert isinstance(read, ApplicationResponse)
    about = Reference(kind="document", number="SETP990000001")
    return document, dian.write(evolve(read, reference=about, source=None))


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("document", swapped),
        ("answer", event_instead),
        ("answer", document_twice),
        ("document", codeless),
        ("answer", unreferenced),
    ],
)
def test_a_container_takes_only_a_document_and_its_answer(
    field: str, change: Callable[[bytes, bytes], tuple[bytes, bytes]]
) -> None:
    """Anything else is refused, naming the argument."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.attach(*change(*bytes_of(bill())), number="AD1", at=AT)

    assert field == caught.value.field


def test_an_issuer_may_be_told_for_a_container() -> None:
    """As for every document."""
    document, answer = bytes_of(bill())
    found = sent(dian.attach(document, answer, number="AD1", at=AT), issuer=ISSUER, software=None)

    assert ISSUER.identification == found.sender.identification
