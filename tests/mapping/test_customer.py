# SPDX-License-Identifier: MIT
"""Who buys: the final consumer in its several forms, people, companies, foreigners."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from loggro_integration.mapping import Aliases, ConsumidorFinal
from loggro_integration.models import Contact, Identification, Party
from mapping.sales import (
    FIRM,
    PERSON,
    RULES,
    document_of,
    electronic,
    found_codes,
    mapped,
    raw_sale,
    rules,
    steps,
    the_problem,
    without_nones,
)

FINAL = Identification(number="222222222222", type_code="13")


def customer(client: dict[str, Any] | None) -> Party:
    """Map a sale to this client that has nothing wrong."""
    return document_of(electronic(client=client)).customer


def person(**changes: Any) -> dict[str, Any]:
    return without_nones(PERSON | changes)


def firm(**changes: Any) -> dict[str, Any]:
    return without_nones(FIRM | changes)


def test_a_sale_without_client_goes_to_the_final_consumer() -> None:
    """The record is the one DIAN documents carry: twelve 2s, no check digit, no address."""
    assert customer(None) == Party(
        name="consumidor final",
        trade_name="consumidor final",
        identification=FINAL,
        personal_identification=FINAL,
        organization_type="2",
        responsibilities=("R-99-PN",),
        tax_regime="49",
        tax_scheme="ZZ",
        tax_scheme_name="No aplica",
    )
    assert "customer.none" in steps(mapped(electronic()))


@pytest.mark.parametrize(
    "client",
    [
        {"name": "Consumidor", "document": "222222222222", "idDocumentType": "13"},
        {"name": "CONSUMIDOR FINAL"},
        {"name": "consumidor"},
        {"name": "Consumidor ", "lastName": " Final"},
        {"name": "Consumidor", "lastName": "Final", "document": ""},
        {"name": "Mesa 4", "document": 222222222222},
        {"document": "222.222.222.222"},
    ],
)
def test_the_default_client_is_the_final_consumer(client: dict[str, Any]) -> None:
    """By its document or by its name in any case; with another trace than no client."""
    plan = mapped(electronic(client=client))

    assert plan.document is not None
    assert FINAL == plan.document.customer.identification
    assert "customer.default-client" in steps(plan)
    assert "customer.none" not in steps(plan)


def test_an_empty_client_is_the_final_consumer_and_says_so() -> None:
    """A client block with nothing in it is a third case."""
    plan = mapped(electronic(client={"email": "nadie@correo.example"}))

    assert "customer.empty-client" in steps(plan)
    assert plan.is_ready


def test_the_final_consumer_has_a_mail_only_by_setting() -> None:
    """Whether DIAN asks for a mail (FAK51) is unknown: both values are tested."""
    with_mail = evolve(RULES, consumidor_final=ConsumidorFinal(email="ventas@arepera.example"))

    assert document_of(electronic()).customer.contact is None
    assert (
        Contact(email="ventas@arepera.example")
        == document_of(electronic(), with_mail).customer.contact
    )


def test_a_person_is_natural_and_shows_the_document() -> None:
    """A cédula stands in both places, with the whole name and no check digit."""
    found = customer(person(lastName="Quiroga", email="marina@correo.example", phone=3105550001))

    assert "Marina Quiroga" == found.name
    assert "2" == found.organization_type
    assert Identification(number="1020304050", type_code="13") == found.identification
    assert found.identification == found.personal_identification
    assert (
        Contact(name="Marina Quiroga", telephone="3105550001", email="marina@correo.example")
        == found.contact
    )


def test_a_company_is_legal_and_shows_its_check_digit() -> None:
    """A NIT with the right digit is written with it."""
    found = customer(firm())

    assert Identification(number="830114921", type_code="31", check_digit="1") == (
        found.identification
    )
    assert ("1", None, "48", "01") == (
        found.organization_type,
        found.personal_identification,
        found.tax_regime,
        found.tax_scheme,
    )


@pytest.mark.parametrize(
    "changes",
    [{"checkDigit": None}, {"document": "830.114.921-1", "checkDigit": None}, {"checkDigit": "1"}],
)
def test_a_nit_is_read_in_each_spelling(changes: dict[str, Any]) -> None:
    """Without digit, with dots and dash, with the digit as text."""
    assert "1" == (customer(firm(**changes)).identification or FINAL).check_digit


def test_a_computed_check_digit_is_said() -> None:
    """A digit that nobody wrote is in the trace."""
    assert "customer.check-digit-computed" in steps(
        mapped(electronic(client=firm(checkDigit=None)))
    )


def test_a_wrong_check_digit_names_the_right_one() -> None:
    """The problem holds what was found, and the remedy the right NIT."""
    problem = the_problem(mapped(electronic(client=firm(checkDigit=7))))

    assert ("customer-nit-check-digit", "client.check_digit", "830114921-7") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "830114921-1" in problem.fix.es
    assert problem.blocking


def test_a_digit_written_after_the_dash_counts() -> None:
    """A dash says where the number ends, also against the field of its own."""
    problem = the_problem(mapped(electronic(client=firm(document="830114921-7"))))

    assert "customer-nit-check-digit" == problem.code


@pytest.mark.parametrize("digit", [1, "1", None, ""])
def test_a_digit_glued_to_the_nit_is_named_and_not_guessed_apart(digit: int | str | None) -> None:
    """830114921-1 written as 8301149211 is no NIT of ten digits: a digit of its own is not made."""
    problem = the_problem(mapped(electronic(client=firm(document="8301149211", checkDigit=digit))))

    assert ("customer-nit-digit-glued", "client.document", "8301149211") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "830114921-1" in problem.fix.es
    assert "8301149211-8" in problem.fix.es


@pytest.mark.parametrize(
    ("document", "digit", "right"),
    [("8301149211", 8, "8"), ("1020304058", None, None), ("1020304050", 1, None)],
)
def test_a_nit_of_ten_digits_is_one_where_it_can_be(
    document: str, digit: int | None, right: str | None
) -> None:
    """With its own right digit, or a person's: a cédula has ten digits and begins with 1."""
    plan = mapped(electronic(client=firm(document=document, checkDigit=digit)))

    assert "customer-nit-digit-glued" not in found_codes(plan)
    assert right is None or plan.is_ready


def test_a_person_with_the_nit_of_a_company_is_doubtful_and_does_not_block() -> None:
    """Nine digits that begin with 8 or 9 belong to companies: isSocialReason may just be unset."""
    plan = mapped(electronic(client=firm(isSocialReason=False)))

    assert "customer-organization-unlikely" == the_problem(plan).code
    assert plan.is_ready


@pytest.mark.parametrize(("code", "clean"), [(5001, "05001"), (11001, "11001")])
def test_a_municipality_may_come_as_a_number(code: int, clean: str) -> None:
    """A number has no leading zero."""
    address = customer(person(cityDetail={"cityCode": code})).address

    assert address is not None
    assert clean == address.city_code


def test_type_43_is_a_problem_never_a_guess() -> None:
    """Restobar's unidentified type does not exist at DIAN."""
    plan = mapped(electronic(client=person(idDocumentType="43")))

    assert "customer-id-type-43" == the_problem(plan).code
    assert plan.document is not None
    assert plan.document.customer.identification == Identification(number="1020304050")


@pytest.mark.parametrize(
    ("kind", "document"),
    [("41", "AX12345"), ("22", "E-998877"), ("42", "P99"), ("47", "700123"), ("50", "B1-2")],
)
def test_foreign_documents_keep_their_letters(kind: str, document: str) -> None:
    """Passports and the like are not only digits."""
    found = customer(person(idDocumentType=kind, document=document)).identification

    assert Identification(number=document, type_code=kind) == found


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"idDocumentType": None}, "customer-id-type-missing", "client.id_document_type"),
        ({"idDocumentType": "99"}, "customer-id-type-unknown", "client.id_document_type"),
        ({"document": "10X"}, "customer-document-malformed", "client.document"),
        ({"document": "A B/1", "idDocumentType": "41"}, "customer-document-malformed",
         "client.document"),
        ({"document": "X1", "idDocumentType": "31"}, "customer-document-malformed",
         "client.document"),
        ({"document": None}, "customer-document-missing", "client.document"),
        ({"document": "22222222222"}, "customer-document-slip", "client.document"),
        ({"name": "Consumidor Final", "lastName": None}, "customer-name-contradicts-document",
         "client.name"),
        ({"name": None, "lastName": None}, "customer-name-missing", "client.name"),
        ({"responsibilities": "O-99"}, "customer-responsibility-unknown",
         "client.responsibilities"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_customer_is_named(
    changes: dict[str, Any], code: str, path: str
) -> None:
    """Each fault blocks, with its code and the path of the field."""
    problem = the_problem(mapped(electronic(client=person(**changes))))

    assert (code, path, True) == (problem.code, problem.path, problem.blocking)


def test_several_faults_of_a_customer_come_together() -> None:
    """No fault hides another."""
    client = {"document": "10X", "idDocumentType": "13", "responsibilities": "X"}

    assert [
        "customer-name-missing",
        "customer-document-malformed",
        "customer-responsibility-unknown",
    ] == found_codes(mapped(electronic(client=client)))


def test_a_name_without_document_is_the_final_consumer_by_policy() -> None:
    """Both readings of Resolución 42 are a setting."""
    sale = electronic(client={"name": "Marina Quiroga"})
    plan = mapped(sale, rules(customer_without_document="consumidor-final"))

    assert plan.is_ready
    assert "customer.without-document" in steps(plan)
    assert "customer-document-missing" in found_codes(mapped(sale))


def test_an_id_type_in_letters_is_read_by_alias() -> None:
    """The create call takes CC and NIT; further spellings can be declared."""
    more = evolve(RULES, aliases=Aliases(id_types={"CEDULA": "13"}))

    by_default = customer(person(idDocumentType="CC")).identification
    declared = document_of(
        electronic(client=person(idDocumentType="CEDULA")), more
    ).customer.identification

    assert Identification(number="1020304050", type_code="13") == by_default == declared


def test_who_is_a_company_follows_the_document_where_it_is_not_said() -> None:
    """With a NIT a legal person, with anything else a natural one, and the trace says so."""
    company = mapped(electronic(client=firm(isSocialReason=None)))
    someone = mapped(electronic(client=person(isSocialReason=None)))

    assert company.document is not None
    assert someone.document is not None
    assert ("1", "2") == (
        company.document.customer.organization_type,
        someone.document.customer.organization_type,
    )
    assert "customer.organization-by-type" in steps(company)


def test_a_company_with_a_cedula_is_doubtful_and_does_not_block() -> None:
    """It is reported and the document is still ready."""
    plan = mapped(electronic(client=person(isSocialReason=True)))

    assert "customer-organization-doubtful" == the_problem(plan).code
    assert plan.is_ready


def test_a_person_with_a_nit_stays_natural() -> None:
    """Natural persons have a NIT too."""
    found = customer(firm(document="1020304050", checkDigit=None, isSocialReason=False))

    assert ("2", found.identification) == (found.organization_type, found.personal_identification)


def test_responsibilities_are_several() -> None:
    """They come joined by a semicolon or a comma."""
    assert ("O-13", "O-15") == customer(firm(responsibilities="O-13; O-15")).responsibilities


def test_the_address_has_the_names_of_its_codes() -> None:
    """A lost leading zero is put back, the names come from the list of DANE."""
    client = person(address=" Calle 10 # 43-12 ", cityDetail={"cityCode": "5001"})
    plan = mapped(electronic(client=client))

    assert plan.document is not None
    address = plan.document.customer.address
    assert address is not None
    assert ("05001", "05", ("Calle 10 # 43-12",), "CO") == (
        address.city_code,
        address.department_code,
        address.lines,
        address.country_code,
    )
    assert "customer.normalised" in steps(plan)


def test_an_unknown_municipality_is_left_out_and_reported() -> None:
    """It does not block: the address is not mandatory."""
    plan = mapped(electronic(client=person(cityDetail={"cityCode": "99999"})))

    assert "customer-city-unknown" == the_problem(plan).code
    assert plan.is_ready
    assert plan.document is not None
    assert plan.document.customer.address is None


def test_a_whole_municipality_code_is_kept() -> None:
    """Nothing is put back where nothing is missing."""
    address = customer(person(cityDetail={"cityCode": "11001"})).address

    assert address is not None
    assert ("11001", ()) == (address.city_code, address.lines)


def test_a_city_without_code_says_nothing() -> None:
    """A block without a code gives no address."""
    assert customer(person(cityDetail={"cityName": "Bogotá"})).address is None


def test_a_delivery_to_nobody_wants_an_address() -> None:
    """Off the premises the place of delivery is recorded (Resolución 42 de 2020)."""
    plan = mapped(raw_sale(delivery={"isDelivery": True}))

    assert "delivery-address-missing" == the_problem(plan).code
    assert plan.is_ready


def test_a_delivery_is_recorded() -> None:
    """The address of the delivery is in the document."""
    found = document_of(raw_sale(delivery={"isDelivery": True, "address": "Calle 1 # 2-3"}))

    assert found.deliveries[0].address is not None
    assert ("Calle 1 # 2-3",) == found.deliveries[0].address.lines


def test_a_delivery_to_a_known_customer_needs_no_address() -> None:
    """The duty is about the final consumer."""
    assert () == document_of(raw_sale(client=person(), delivery={"isDelivery": True})).deliveries


def test_a_customer_without_document_is_not_told_to_be_identified() -> None:
    """The page of the sale says what is missing, not that the customer is identified by nothing."""
    plan = mapped(raw_sale(client={"name": "Don Hernando"}))

    assert "customer-document-missing" in found_codes(plan)
    assert "customer.named" not in steps(plan)
    assert "customer.named" in steps(mapped(electronic(client=FIRM)))
