# SPDX-License-Identifier: MIT
"""`build`: what a shop knows becomes a complete document, and the same one every time."""

from __future__ import annotations

import decimal
import json
from datetime import date, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from dian import bills
from dian.bills import DAY, ISSUER, KEY, NUMBERING, PIN, bill, built, line
from loggro_integration import dian, errors
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import MappingRules, map_sale, void_note
from loggro_integration.models import (
    CreditNote,
    Invoice,
    Party,
    PaymentMeans,
    Reference,
)
from loggro_integration.wire import restobar


def unsigned(document: dian.Document | None = None, **changes: Any) -> dian.Unsigned:
    return dian.build(document or bill(), **bills.arguments(**changes))


# --- the whole ---------------------------------------------------------------------------------


def test_what_is_written_reads_back_as_the_document_that_is_returned() -> None:
    """The bytes hold exactly what the completed document says."""
    made = unsigned()

    assert made.document == dian.read(made.xml)


def test_the_same_arguments_give_the_same_bytes() -> None:
    """Nothing comes from a clock or from chance."""
    assert unsigned().xml == unsigned().xml


def test_the_document_that_is_given_stays_as_it_was() -> None:
    """`build` changes no argument."""
    document = bill()
    before = repr(document)

    unsigned(document)

    assert before == repr(document)


def test_the_precision_of_the_caller_changes_no_document() -> None:
    """A program that computes with three digits still issues to the cent."""
    document = bill()
    expected = unsigned(document).xml

    with decimal.localcontext(decimal.Context(prec=3)):
        found = unsigned(document).xml

    assert expected == found


def test_building_a_complete_document_again_gives_the_same_bytes() -> None:
    """What `build` fills in is what it would fill in again."""
    made = unsigned()

    assert made.xml == unsigned(made.document).xml


def test_a_document_that_was_read_is_built_from_its_types_alone() -> None:
    """The bytes it came from, and what they hold beside, are left behind."""
    read = dian.read(unsigned().xml)

    again = built(read)

    assert read.source is not None
    assert (None, None, ()) == (again.source, again.issue_time_text, again.problems)


def test_no_key_and_no_pin_stay_in_the_completed_document() -> None:
    """Secrets end where the hash begins."""
    made = unsigned()

    assert (None, None) == (made.document.numbering.technical_key, made.document.software.pin)
    assert KEY.encode() not in made.xml
    assert f">{PIN}<".encode() not in made.xml


def test_the_unique_code_is_that_of_the_fields_and_the_key() -> None:
    """A receiver who recomputes it gets the same; the QR address holds it."""
    made = unsigned()

    check = dian.unique_code(made.document, KEY)

    assert ("matches", made.unique_code) == (check.status, check.computed)
    assert dian.qr_url(made.unique_code or "", "test") == made.qr_url == made.document.qr_code


@pytest.mark.parametrize(
    ("type_code", "name", "key"),
    [("01", "CUFE", KEY), ("02", "CUFE", KEY), ("04", "CUFE", KEY), ("20", "CUDE", PIN)],
)
def test_each_type_hashes_its_own_secret(type_code: str, name: str, key: str) -> None:
    """Invoices hash the key of the range, POS documents the PIN."""
    check = dian.unique_code(built(bill(type_code=type_code)), key)

    assert (name, "matches") == (check.name, check.status)


def test_an_invoice_transcribed_from_paper_carries_a_cude() -> None:
    """Type 03 hashes the PIN and names the paper."""
    paper = Reference(kind="additional", number="PAP-0001", issue_date=DAY)
    document = built(bill(type_code="03", references=(paper,)))

    check = dian.unique_code(document, PIN)

    assert ("CUDE", "CUDE-SHA384", "matches") == (check.name, check.scheme, check.status)


def test_the_security_code_is_that_of_software_pin_and_number() -> None:
    """SoftwareSecurityCode hashes the number with its prefix."""
    software = built(bill()).software

    expected = dian.software_security_code(software.id, PIN, "SETP990000001")

    assert expected == software.security_code


def test_the_environment_is_written_as_its_code() -> None:
    """Production is 1, test is 2, also in the QR address."""
    made = unsigned(environment="production")

    assert "1" == made.document.environment
    assert (made.qr_url or "").startswith("https://catalogo-vpfe.dian.gov.co/")


def test_an_unknown_environment_is_refused() -> None:
    """A wrong argument is told at once, with what to use."""
    with pytest.raises(errors.InvalidInput) as caught:
        unsigned(environment="staging")

    assert ("environment", "staging") == (caught.value.field, caught.value.value)


@pytest.mark.parametrize(
    "document",
    [
        bill(type_code="91"),
        bill(type_code="99"),
        evolve(bills.credit(), type_code="01"),
        evolve(bills.debit(), type_code="94"),
    ],
    ids=["invoice-91", "invoice-99", "credit-01", "debit-94"],
)
def test_a_class_takes_only_its_own_types(document: Invoice) -> None:
    """An invoice cannot be typed as a note, nor a credit note as a debit."""
    with pytest.raises(errors.InvalidInput) as caught:
        unsigned(document)

    assert "type_code" == caught.value.field


# --- fixed texts and header --------------------------------------------------------------------


def test_fixed_texts_do_not_depend_on_the_caller() -> None:
    """A wrong profile is put right; the operation is standard where none is given."""
    document = built(bill(profile="DIAN 2.1", customization=None, environment="1"))

    assert "DIAN 2.1: Factura Electrónica de Venta" == document.profile
    assert ("10", "2") == (document.customization, document.environment)


def test_lines_are_numbered_and_counted() -> None:
    """Ids run from 1 in order, whatever they were."""
    document = built(bill(*[evolve(line(), id="7") for _ in range(3)]))

    assert (["1", "2", "3"], 3) == ([each.id for each in document.lines], document.line_count)


def test_base_quantity_is_the_quantity() -> None:
    """FAV06: never a fixed 1."""
    document = built(bill(evolve(line(quantity=3), base_quantity=Decimal(1))))

    assert Decimal(3) == document.lines[0].base_quantity
    assert b">3</cbc:BaseQuantity>" in unsigned(document).xml


def test_the_time_is_that_of_bogota_to_the_second() -> None:
    """A time with the offset of Colombia loses it, and its fractions."""
    bogota = timezone(timedelta(hours=-5))
    document = built(bill(issue_time=time(20, 15, 32, 999_999, tzinfo=bogota)))

    assert time(20, 15, 32) == document.issue_time


def test_texts_lose_white_space_around_them() -> None:
    """Names, descriptions and notes are trimmed, and empty ones dropped."""
    first = evolve(line(), descriptions=("  Arepa \n", " "), notes=(" sin ají ", ""))
    document = built(bill(first, notes=(" gracias ", " "), number=" SETP990000001 "))

    assert ("Arepa",) == document.lines[0].descriptions
    assert (("sin ají",), ("gracias",)) == (document.lines[0].notes, document.notes)
    assert "SETP990000001" == document.number


def test_payment_is_cash_where_nobody_says() -> None:
    """One means without a particular code is written: the group is mandatory (FAN01)."""
    document = built(bill(payment_means=()))

    assert (PaymentMeans(form="1", code="1"),) == document.payment_means


def test_a_credit_takes_its_due_date_from_the_header() -> None:
    """FAN04 wants it beside the means."""
    due = date(2026, 12, 20)
    document = built(bill(due_date=due, payment_means=(PaymentMeans(form="2"),)))

    assert (due, "1") == (document.payment_means[0].due_date, document.payment_means[0].code)


def test_the_prefix_of_the_range_stands_at_the_issuer() -> None:
    """FAB10a: the branch of the issuer is the prefix of the number."""
    document = built(bill(supplier=evolve(ISSUER, invoice_prefix="OTRO")))

    assert "SETP" == document.supplier.invoice_prefix


def test_a_range_without_prefix_leaves_none() -> None:
    """A number may be a sequence alone."""
    document = built(bill(number="990000001"), numbering=evolve(NUMBERING, prefix=""))

    assert (None, "") == (document.supplier.invoice_prefix, document.numbering.prefix)
    assert b"sts:Prefix" not in unsigned(document, numbering=evolve(NUMBERING, prefix="")).xml


def test_a_number_keeps_its_leading_zeros() -> None:
    """The official POS example is EPOS002."""
    few = evolve(NUMBERING, prefix="EPOS", first=1, last=1000)

    assert "EPOS002" == built(bills.pos(number="EPOS002"), numbering=few).number


def test_what_the_document_carries_serves_where_no_argument_is_given() -> None:
    """Range and software may stand in the document itself."""
    document = bill(numbering=NUMBERING, software=bills.SOFTWARE)

    assert unsigned().xml == dian.build(document, environment="test").xml


def test_the_issuer_that_is_given_replaces_the_documents_own() -> None:
    """A shop keeps its own record of itself."""
    document = built(bill(supplier=Party()), issuer=ISSUER)

    assert "La Arepera de la 45 SAS" == document.supplier.name


def test_the_owner_of_the_software_is_the_issuer_unless_named() -> None:
    """Software propio has the NIT of the issuer; a provider's its own."""
    own = built(bill()).software
    provided = built(bill(), software=evolve(bills.SOFTWARE, provider="900.777.222")).software

    assert ("900555111", "6") == (own.provider, own.provider_check_digit)
    assert ("900777222", "8") == (provided.provider, provided.provider_check_digit)


# --- sales -------------------------------------------------------------------------------------

SALE = """{"_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
"status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
"seller": {"name": "Camila"}, "paymentMethod": "Efectivo", "tip": 5000,
"products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
"taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}]}"""


def test_a_mapped_sale_is_built_without_a_peso_of_difference() -> None:
    """What the mapping adds up is what is issued, for the sale and for the note that voids it."""
    plan = map_sale(restobar.sale(json.loads(SALE, parse_float=Decimal)), MappingRules.example())
    document = plan.document
    assert document is not None
    assert document.numbering is not None
    box = evolve(document.numbering, valid_until=date(2030, 1, 1), valid_from=DAY)

    sold = built(document, numbering=box)
    void = built(
        void_note(sold, number=DocumentNumber("NA", 1), at=bills.AT), numbering=None, issuer=None
    )

    assert document.totals == sold.totals == void.totals
    assert isinstance(void, CreditNote)
    assert ("94", "20", "NA", None) == (
        void.type_code,
        void.customization,
        void.supplier.invoice_prefix,
        void.numbering,
    )
