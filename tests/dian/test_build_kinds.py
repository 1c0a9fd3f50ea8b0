# SPDX-License-Identifier: MIT
"""What each kind of document adds when it is built."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from dian import bills
from dian.bills import DAY, ISSUER, PIN, SELLER, bill, built, line
from loggro_integration import dian
from loggro_integration.models import (
    Identification,
    Party,
    TaxRate,
)


def unsigned(document: dian.Document | None = None, **changes: Any) -> dian.Unsigned:
    return dian.build(document or bill(), **bills.arguments(**changes))


def test_a_pos_document_carries_its_three_groups() -> None:
    """Maker, buyer and cash box, each one group with its pairs in turn (DEPD11)."""
    made = unsigned(bills.pos())
    maker, buyer, box = made.document.extensions

    assert (
        ("NombreApellido", "Ana Ruiz"),
        ("RazonSocial", "Programas del Maíz SAS"),
        ("NombreSoftware", "La Caja"),
    ) == maker.values
    assert (
        ("Codigo", "222222222222"),
        ("NombresApellidos", "consumidor final"),
        ("Puntos", "0"),
    ) == buyer.values
    assert (
        ("PlacaCaja", "CJ-1"),
        ("UbicaciónCaja", "Local 3"),
        ("Cajero", "Camila Rey"),
        ("TipoCaja", "Caja principal"),
        ("CódigoVenta", "SETP990000001"),
        ("SubTotal", "59000.00"),
    ) == box.values


def test_a_buyer_with_a_loyalty_card_is_named_by_it() -> None:
    """What the point of sale knows goes before the customer."""
    card = evolve(
        bills.BOX, buyer_code="79", buyer_name="Lucía", buyer_points="120", sale_code="A7"
    )
    _, buyer, box = built(bills.pos(), point_of_sale=card).extensions

    assert ["79", "Lucía", "120"] == [value for _, value in buyer.values]
    assert "A7" == box.get("CódigoVenta")


def test_the_group_of_the_buyer_can_be_spelt_with_v() -> None:
    """DEPD14 names InformacionVeneficiosComprador, the official example B: a policy decides."""
    usual = unsigned(bills.pos()).xml.decode()
    other = unsigned(
        bills.pos(), policies=dian.Policies(benefits_group="InformacionVeneficiosComprador")
    ).xml.decode()

    assert "<InformacionBeneficiosComprador>" in usual
    assert "<InformacionVeneficiosComprador>" in other


def test_groups_that_a_pos_document_holds_already_stay() -> None:
    """A document that was read builds again without its point of sale."""
    first = built(bills.pos())
    nameless = evolve(bills.SOFTWARE, name=None, maker_name=None, maker_company=None)

    again = built(first, point_of_sale=None, software=nameless)

    assert first.extensions == again.extensions


def test_other_equivalent_documents_keep_the_text_they_say() -> None:
    """The annex of a toll has its own ProfileID: only its issuer knows it."""
    document = built(bill(type_code="40", profile="DIAN 2.1: Peaje"))

    assert ("DIAN 2.1: Peaje", "CUDE-SHA384") == (document.profile, document.unique_code.scheme)


def test_a_support_document_is_issued_by_the_buyer() -> None:
    """The issuer is the customer party, owner of the software; no party has a legal entity."""
    document = built(bills.support(customer=Party()), issuer=ISSUER)

    assert ("Pedro Páez", "La Arepera de la 45 SAS") == (
        document.supplier.name,
        document.customer.name,
    )
    assert ("900555111", "CUDS-SHA384", "10") == (
        document.software.provider,
        document.unique_code.scheme,
        document.customization,
    )
    assert b"PartyLegalEntity" not in unsigned(document).xml


def test_a_support_document_tells_the_day_of_each_purchase() -> None:
    """DSFC02a: the issue date where the line says none, one operation unless told."""
    week = evolve(bills.support().lines[0], period_start=date(2026, 11, 16), period_code="2")
    document = built(bills.support(bills.support().lines[0], week))

    assert [(DAY, "1", "Por operación"), (date(2026, 11, 16), "2", "Acumulado semanal")] == [
        (each.period_start, each.period_code, each.period_text) for each in document.lines
    ]


def test_a_seller_from_abroad_makes_operation_11() -> None:
    """A foreign id needs neither NIT nor address."""
    seller = Party(
        name="Roe Ltd",
        identification=Identification(number="AB123", type_code="42"),
        organization_type="1",
    )

    assert "11" == built(bills.support(supplier=seller)).customization


def test_a_support_document_names_its_withholding_as_its_examples() -> None:
    """06 is ReteRenta there, ReteFuente elsewhere."""
    bought = line("Maíz", 10, 4000, (TaxRate(code="01", percent=5),))
    held = evolve(bought, withholdings=(bills.tax("06", "1000.00", percent=Decimal("2.00")),))

    assert "ReteRenta" == built(bills.support(held)).withholdings[0].name


def test_a_mandate_names_whose_income_each_line_is() -> None:
    """The mandator's NIT gets its digit."""
    mandator = Identification(number="900777222", type_code="31")
    own = line(income_of="0")
    theirs = line(income_of="1", mandator=mandator, mandator_name="Maíz y Fuego SAS")
    document = built(bill(own, theirs, customization="11"))

    assert ("11", "8") == (document.customization, document.lines[1].mandator.check_digit)


def test_an_aiu_contract_is_told_in_a_line() -> None:
    """FAV03: the note is what the line calculator writes."""
    document = built(bill(line(aiu="aseo del local de la 45"), customization="09"))

    assert "Contrato de servicios AIU por concepto de: aseo del local de la 45" in (
        document.lines[0].notes
    )


def test_seller_and_buyer_of_a_support_document_keep_their_roles_in_the_hash() -> None:
    """The CUDS names first the seller, then the buyer who issues."""
    pieces = {piece.name: piece.text for piece in
              dian.unique_code(built(bills.support()), PIN).pieces}  # fmt: skip

    assert SELLER.identification is not None
    assert (SELLER.identification.number, "900555111") == (pieces["supplier"], pieces["customer"])
