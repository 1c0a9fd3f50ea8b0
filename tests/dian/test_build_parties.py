# SPDX-License-Identifier: MIT
"""Who sells and who buys: ids without separators, right digits, names of codes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from dian.bills import BUYER, ISSUER, bill, built
from loggro_integration import dian, errors
from loggro_integration.models import (
    Address,
    Delivery,
    Identification,
    Party,
    Shareholder,
)


@pytest.mark.parametrize(
    ("number", "digit"),
    [
        ("900555111", None),
        ("900.555.111", None),
        ("900.555.111-6", None),
        (" 900555111-6 ", None),
        ("900555111", "6"),
        ("900 555 111", "6"),
    ],
)
def test_a_nit_is_written_without_separators_and_with_its_digit(
    number: str, digit: str | None
) -> None:
    """However it was typed, number and check digit are apart and right."""
    given = Identification(number=number, type_code="31", check_digit=digit)
    document = built(bill(supplier=evolve(ISSUER, identification=given)))

    assert ISSUER.identification == document.supplier.identification


def test_only_a_nit_has_a_check_digit() -> None:
    """A cédula loses the one it came with."""
    given = Identification(number="1.020.304.050", type_code="13", check_digit="2")
    buyer = Party(name="Lucía Peña", identification=given)
    found = built(bill(customer=buyer)).customer.identification

    assert Identification(number="1020304050", type_code="13") == found


def test_a_passport_is_written_in_capitals_without_dashes() -> None:
    """The hash takes ids without separators."""
    buyer = Party(name="John Roe", identification=Identification(number="ab-123", type_code="41"))

    assert "AB123" == built(bill(customer=buyer)).customer.identification.number


def test_who_has_a_cedula_is_a_natural_person_and_is_identified_twice() -> None:
    """FAK61: PartyIdentification is mandatory for a natural customer."""
    given = Identification(number="1020304050", type_code="13")
    buyer = built(bill(customer=Party(name="Lucía Peña", identification=given))).customer

    assert ("2", given) == (buyer.organization_type, buyer.personal_identification)
    assert (("R-99-PN",), "ZZ", "No aplica") == (
        buyer.responsibilities,
        buyer.tax_scheme,
        buyer.tax_scheme_name,
    )


def test_the_legal_entity_is_the_taxpayer() -> None:
    """PartyLegalEntity repeats name and id of PartyTaxScheme where nobody says otherwise."""
    document = built(bill(customer=BUYER))

    for party in (document.supplier, document.customer):
        assert (party.name, party.identification) == (party.legal_name, party.legal_identification)


def test_a_named_customer_can_be_reached() -> None:
    """FAK51 wants the contact group: it holds at least the name."""
    contact = built(bill(customer=BUYER)).customer.contact

    assert "Maíz y Fuego SAS" == contact.name


def test_an_address_gets_the_names_of_its_codes() -> None:
    """Municipality and department are named as DANE does, the country as DIAN's examples."""
    address = built(bill()).supplier.address

    assert ("Bogotá, D.c.", "11", "Bogotá", "CO", "Colombia") == (
        address.city_name,
        address.department_code,
        address.department_name,
        address.country_code,
        address.country_name,
    )


def test_the_registration_address_is_the_place_unless_another_is_given() -> None:
    """PartyTaxScheme repeats the address of the issuer."""
    other = Address(city_code="05001", lines=("Carrera 70",))
    same = built(bill()).supplier
    apart = built(bill(supplier=evolve(ISSUER, registration_address=other))).supplier

    assert same.address == same.registration_address
    assert "Medellín" == apart.registration_address.city_name


def test_a_foreign_address_has_no_municipality_of_dane() -> None:
    """Codes of another country are left alone."""
    there = Address(city_name="Quito", country_code="ec", country_name="Ecuador", lines=("Av. 1",))
    buyer = Party(
        name="Roe Ltd",
        identification=Identification(number="1790012345", type_code="50"),
        organization_type="1",
        address=there,
    )

    address = built(bill(customer=buyer)).customer.address

    assert ("EC", "Quito", None) == (
        address.country_code,
        address.city_name,
        address.department_code,
    )


def test_the_final_consumer_is_written_exactly_as_dian_does() -> None:
    """Twelve 2s, type 13, no digit, natural, ZZ, no address and no contact."""
    twos = Identification(number="222222222222", type_code="13")
    expected = Party(
        name="consumidor final",
        trade_name="consumidor final",
        identification=twos,
        personal_identification=twos,
        organization_type="2",
        responsibilities=("R-99-PN",),
        tax_regime="49",
        tax_scheme="ZZ",
        tax_scheme_name="No aplica",
        legal_name="consumidor final",
        legal_identification=twos,
    )

    given = Identification(number="222222222222", type_code="31", check_digit="7")
    found = built(bill(customer=Party(name="Consumidor Final", identification=given))).customer

    assert expected == found == dian.consumidor_final()


def test_the_final_consumer_may_have_a_contact() -> None:
    """FAK51 for it is unknown: a setting writes the group."""
    policies = dian.Policies(final_consumer_contact=True)
    found = built(bill(), policies=policies).customer

    assert "consumidor final" == found.contact.name


def test_who_carries_and_who_downloads_is_completed_too() -> None:
    """Check digits and addresses of a delivery follow the same rules."""
    carrier = evolve(BUYER, tax_regime="48")
    where = Delivery(address=Address(city_code="05001", lines=("Calle 10",)), carrier=carrier)
    document = built(
        bill(
            deliveries=(where,),
            representative=Identification(number="900.777.222", type_code="31"),
        )
    )

    assert "Antioquia" == document.deliveries[0].address.department_name
    assert ("8", "8") == (
        document.deliveries[0].carrier.identification.check_digit,
        document.representative.check_digit,
    )


def test_a_place_of_delivery_needs_no_carrier() -> None:
    """A courier of the house is nobody's party."""
    where = Delivery(address=Address(city_code="05001", lines=("Calle 10",)))
    (delivery,) = built(bill(deliveries=(where,))).deliveries

    assert ("Medellín", None) == (delivery.address.city_name, delivery.carrier)


def test_codes_that_were_joined_are_taken_apart() -> None:
    """The RUT shows several responsibilities and activities; each is checked alone."""
    joined = evolve(ISSUER, responsibilities=("O-13;o-15 ",), activity_codes=("5611; 5613",))
    supplier = built(bill(supplier=joined)).supplier

    assert (("O-13", "O-15"), ("5611", "5613")) == (
        supplier.responsibilities,
        supplier.activity_codes,
    )


def test_issuers_that_are_equal_are_written_each_as_he_is() -> None:
    """What is kept of one issuer is never taken for another, though 50 equals 50.00."""
    shares = [Shareholder(name="Maíz SAS", percent=Decimal(text)) for text in ("50", "50.00")]
    issuers = [evolve(ISSUER, shareholders=(share,)) for share in shares]
    written = [dian.write(built(bill(supplier=issuer))).decode() for issuer in issuers * 2]

    assert issuers[0] == issuers[1]
    assert ["50", "50.00"] * 2 == [
        text.partition("<cbc:PartecipationPercent>")[2].partition("<")[0] for text in written
    ]


def test_an_issuer_that_changed_is_completed_anew() -> None:
    """A list in a frozen model can grow: nothing is kept of him then."""
    codes = ["O-13"]
    issuer = evolve(ISSUER, responsibilities=codes)
    before = built(bill(supplier=issuer)).supplier.responsibilities
    codes.append("O-15")

    assert ("O-13",) == before
    assert ("O-13", "O-15") == built(bill(supplier=issuer)).supplier.responsibilities


def test_what_is_wrong_with_an_issuer_is_told_every_time() -> None:
    """The second invoice of the same issuer is refused as the first."""
    issuer = evolve(ISSUER, tax_scheme=None)

    for _ in range(2):
        with pytest.raises(errors.RulesBroken) as caught:
            built(bill(supplier=issuer))
        assert ["supplier.tax_scheme"] == [each.path for each in caught.value.problems]
