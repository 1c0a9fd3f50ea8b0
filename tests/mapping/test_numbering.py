# SPDX-License-Identifier: MIT
"""When, under which number, of which kind, by which resolution."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Aliases, MappingRules, Numbering
from loggro_integration.models import NumberingRange
from loggro_integration.wire import restobar
from mapping.sales import (
    RULES,
    document_of,
    electronic,
    found_codes,
    mapped,
    raw_sale,
    steps,
    the_problem,
)

BUSINESS_ID = "6399190e5fe56f01f9a50001"


def numbered(*pos: NumberingRange, electronic: tuple[NumberingRange, ...] = ()) -> MappingRules:
    return evolve(RULES, numbering=Numbering(pos=pos, electronic=electronic))


def test_a_night_sale_belongs_to_the_day_in_bogota() -> None:
    """23:30 in Bogotá is already tomorrow in UTC."""
    found = document_of(raw_sale(createdOn="2026-11-21T04:30:15.999Z"))

    assert (date(2026, 11, 20), time(23, 30, 15)) == (found.issue_date, found.issue_time)


def test_a_date_without_zone_is_a_problem() -> None:
    """A sale built by hand with a naive date gives no document and no exception."""
    sale = evolve(restobar.sale(raw_sale()), created_on=datetime(2026, 11, 20))  # noqa: DTZ001
    plan = mapped(sale)

    assert plan.document is None
    assert "date-unreadable" == the_problem(plan).code


def test_pos_and_electronic_are_two_documents() -> None:
    """Kind, type and profile follow the marks of the sale."""
    pos, fe = document_of(raw_sale()), document_of(electronic())

    assert ("20", "DIAN 2.1: Documento Equivalente POS") == (pos.type_code, pos.profile)
    assert ("01", "DIAN 2.1: Factura Electrónica de Venta") == (fe.type_code, fe.profile)
    assert ("pos", "electronic") == (mapped(raw_sale()).kind, mapped(electronic()).kind)


def test_an_electronic_prefix_is_enough() -> None:
    """Accounts differ in where they mark it; the prefix decides, and the trace says so."""
    plan = mapped(electronic(eInvoice=None))

    assert "electronic" == plan.kind
    assert "kind.electronic-by-prefix" in steps(plan)


def test_the_type_alone_marks_it() -> None:
    """``FacturaElectronica`` is a documented value."""
    assert "kind.marked" in steps(mapped(electronic(eInvoice=None, type="FacturaElectronica")))


@pytest.mark.parametrize(
    "sale",
    [
        electronic(invoicePrefix="POS"),
        electronic(type="Normal"),
        electronic(eInvoice=None, type="Normal"),
    ],
)
def test_marks_that_contradict_the_prefix_are_a_problem(sale: dict[str, Any]) -> None:
    """Neither is guessed away."""
    assert "kind-contradictory" in found_codes(mapped(sale))


@pytest.mark.parametrize("block", [{}, {"DIAN": None}, {"DIAN": {}}, {"DIAN": {"dianState": ""}}])
def test_an_electronic_block_without_content_marks_nothing(block: dict[str, Any]) -> None:
    """Where a prefix is of POS sales alone, an empty block does not make them electronic."""
    pos, fe = mapped(raw_sale(eInvoice=block)), mapped(electronic(eInvoice=block))

    assert ("pos", "electronic") == (pos.kind, fe.kind)
    assert () == pos.problems == fe.problems
    assert "kind.empty-mark" in steps(pos)


@pytest.mark.parametrize("block", [{"cufe": "ab"}, {"DIAN": {"cufe": "ab"}}, {"peso": 1.5}])
def test_an_electronic_block_with_anything_in_it_is_a_mark(block: dict[str, Any]) -> None:
    """Fields that nobody has published count too, also such as no document could hold."""
    assert "kind-contradictory" in found_codes(mapped(raw_sale(eInvoice=block)))


def test_a_prefix_of_both_kinds_follows_the_marks() -> None:
    """Where one prefix serves both, only the mark can tell."""
    both = NumberingRange(authorization="1", prefix="A")
    with_rules = numbered(both, electronic=(both,))

    marked = mapped(electronic(invoicePrefix="A"), with_rules)
    plain = mapped(raw_sale(invoicePrefix="A"), with_rules)

    assert ("electronic", "pos") == (marked.kind, plain.kind)
    assert marked.is_ready
    assert plain.is_ready


def test_an_unknown_prefix_is_a_problem_with_its_key() -> None:
    """The remedy names the table of the rules."""
    plan = mapped(raw_sale(invoicePrefix="ZZ"))
    problem = the_problem(plan)

    assert ("prefix-unknown", "prefix", "ZZ") == (problem.code, problem.path, problem.value)
    assert "numbering.pos" in problem.fix.en
    assert "kind.pos-by-absence" in steps(plan)


def test_a_drifted_prefix_is_read_by_alias() -> None:
    """The document has the prefix of the resolution, the key the one Restobar wrote."""
    with_rules = evolve(RULES, aliases=Aliases(prefixes={"POS.": "POS"}))
    plan = mapped(raw_sale(invoicePrefix="POS."), with_rules)

    assert plan.document is not None
    assert ("POS1204", "POS.") == (plan.document.number, plan.key.prefix if plan.key else "")
    assert "prefix.alias" in steps(plan)


@pytest.mark.parametrize(
    ("authorized", "code"),
    [
        (NumberingRange(authorization="1", prefix="POS", last=1203), "number-out-of-range"),
        (
            NumberingRange(authorization="1", prefix="POS", valid_until=date(2026, 11, 19)),
            "resolution-not-valid",
        ),
        (
            NumberingRange(authorization="1", prefix="POS", valid_from=date(2026, 11, 21)),
            "resolution-not-valid",
        ),
    ],
)
def test_a_resolution_that_does_not_cover_the_sale_is_a_problem(
    authorized: NumberingRange, code: str
) -> None:
    """Range and validity are judged on the Bogotá day of the sale."""
    assert code == the_problem(mapped(raw_sale(), numbered(authorized))).code


def test_the_resolution_that_covers_the_number_is_chosen() -> None:
    """One resolution follows another under the same prefix."""
    old = NumberingRange(authorization="1", prefix="POS", last=1000)
    new = NumberingRange(authorization="2", prefix="POS", first=1001)

    assert new == document_of(raw_sale(), numbered(old, new)).numbering


def test_the_key_is_business_prefix_and_sequence() -> None:
    """The business is Restobar's id, or the one of the rules, or the NIT."""
    known = evolve(RULES, business=evolve(RULES.business, id=BUSINESS_ID))

    assert SaleKey(BUSINESS_ID, "POS", 1204) == mapped(raw_sale(businessId=BUSINESS_ID)).key
    assert SaleKey(BUSINESS_ID, "POS", 1204) == mapped(raw_sale(), known).key
    assert SaleKey("900555111", "POS", 1204) == mapped(raw_sale()).key


def test_a_business_that_is_no_id_gives_no_key() -> None:
    """A name in the place of the id is a problem, not an exception."""
    with_rules = evolve(RULES, business=evolve(RULES.business, id="La Arepera"))
    plan = mapped(raw_sale(), with_rules)

    assert plan.key is None
    assert "business-id-malformed" == the_problem(plan).code


def test_the_sale_of_another_branch_is_a_problem() -> None:
    """Each branch has its own rules."""
    with_rules = evolve(RULES, business=evolve(RULES.business, id=BUSINESS_ID))
    sale = raw_sale(businessId="6399190e5fe56f01f9a50002")

    assert "business-other" == the_problem(mapped(sale, with_rules)).code


@pytest.mark.parametrize("nit", ["800197268-4", "nit"])
def test_the_sale_of_another_nit_is_a_problem(nit: str) -> None:
    """The copy of the seller in the sale must be the business of the rules."""
    assert "business-nit" == the_problem(mapped(raw_sale(business={"nit": nit}))).code


@pytest.mark.parametrize("nit", ["900555111-6", "900.555.111-6", "900555111", 900555111])
def test_the_own_nit_is_known_in_each_spelling(nit: str | int) -> None:
    """Dots, a missing digit or a number do not make another business."""
    assert mapped(raw_sale(business={"nit": nit})).is_ready


def test_a_drifted_number_is_read_by_the_same_alias() -> None:
    """Prefix and number may drift apart; Pymes may hold either spelling."""
    with_rules = evolve(RULES, aliases=Aliases(prefixes={"POS.": "POS"}))
    right, drifted = raw_sale(number="POS.1204"), raw_sale(invoicePrefix="POS.", number="POS1204")

    assert mapped(right, with_rules).is_ready
    assert mapped(drifted, with_rules).is_ready
    assert ("POS1204", "POS.1204", "1204") == mapped(drifted, with_rules).accounting.numbers
    assert "number-mismatch" in found_codes(mapped(right))


def test_a_prefix_that_only_the_number_holds_is_read_from_it() -> None:
    """What stands before the sequence is a prefix of the rules, or a contradiction."""
    known = mapped(electronic(invoicePrefix=None, number="FE1204"))
    other = mapped(electronic(invoicePrefix=None, number="ZZ1204"))

    assert SaleKey("900555111", "FE", 1204) == known.key
    assert known.is_ready
    assert "number.parsed" in steps(known)
    assert "number-mismatch" in found_codes(other)


def test_a_number_alone_is_split_at_a_prefix_of_the_rules() -> None:
    """A prefix that ends in a digit is not cut short."""
    with_rules = numbered(electronic=(NumberingRange(authorization="1", prefix="FE2"),))
    sale = electronic(seq=None, invoicePrefix=None, number="FE2100")

    assert SaleKey("900555111", "FE2", 100) == mapped(sale, with_rules).key
    assert SaleKey("900555111", "FE", 2100) == mapped(sale).key


def test_a_number_that_two_prefixes_explain_is_decided_by_their_ranges_or_not_at_all() -> None:
    """FE2100 is FE 2100 or FE2 100: a range that cannot hold it decides, nothing else does."""
    sale = electronic(seq=None, invoicePrefix=None, number="FE2100")
    short = NumberingRange(authorization="1", prefix="FE", last=2000)
    both = NumberingRange(authorization="2", prefix="FE2"), evolve(short, last=9000)

    assert (
        SaleKey("900555111", "FE2", 100) == mapped(sale, numbered(electronic=(short, both[0]))).key
    )
    undecided = mapped(sale, numbered(electronic=both))
    assert ("number-ambiguous", "number", "FE2100") == (
        the_problem(undecided).code,
        the_problem(undecided).path,
        the_problem(undecided).value,
    )
    assert "FE2" in the_problem(undecided).message.es
    assert undecided.document is None


def test_a_number_alone_is_taken_apart() -> None:
    """Without sequence the number is read, by its prefix where there is one."""
    whole = mapped(raw_sale(seq=None, invoicePrefix=None, number="POS1204"))
    prefixed = mapped(raw_sale(seq=None, number="POS1204"))

    assert whole.key == prefixed.key == mapped(raw_sale()).key
    assert "number.parsed" in steps(whole)


@pytest.mark.parametrize("number", ["POS1204", "1204"])
def test_the_number_may_be_whole_or_the_sequence(number: str) -> None:
    """Accounts write either."""
    assert mapped(raw_sale(number=number)).is_ready


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"number": "POS1205"}, "number-mismatch", "number"),
        ({"seq": None}, "number-missing", "number"),
        ({"seq": -1}, "number-malformed", "number"),
        ({"seq": None, "number": "POS"}, "number-malformed", "number"),
        ({"invoicePrefix": "P S"}, "number-malformed", "number"),
    ],
)
def test_a_number_that_cannot_be_used_is_named(
    changes: dict[str, Any], code: str, path: str
) -> None:
    """A document without number is never built."""
    plan = mapped(raw_sale(**changes))
    problem = next(each for each in plan.problems if each.code == code)

    assert path == problem.path
    assert not plan.is_ready


def test_the_supplier_is_the_business_of_the_rules() -> None:
    """Name, NIT, tax scheme, place and prefix come from the rules, never from the sale."""
    supplier = document_of(raw_sale()).supplier

    assert supplier.identification is not None
    assert ("La Arepera de la 45", "900555111", "6", "04", "POS") == (
        supplier.name,
        supplier.identification.number,
        supplier.identification.check_digit,
        supplier.tax_scheme,
        supplier.invoice_prefix,
    )
    assert supplier.address is not None
    assert "11001" == supplier.address.city_code


def test_a_bare_business_has_no_contact() -> None:
    """Nothing is invented where the rules say nothing."""
    least = MappingRules.from_toml('[business]\nnit = "900555111-6"\nname = "Demo"\n')
    full = evolve(
        RULES,
        business=evolve(least.business, organization="natural", tax_scheme="ZZ"),
    )
    supplier = document_of(raw_sale(), full).supplier

    assert (None, "2", "ZZ", ()) == (
        supplier.contact,
        supplier.organization_type,
        supplier.tax_scheme,
        supplier.address.lines if supplier.address else None,
    )
