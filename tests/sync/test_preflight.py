# SPDX-License-Identifier: MIT
"""What both APIs show of the settings, and what only a screen shows."""

import pytest
from attrs import evolve

from loggro_integration.errors import MappingFailed
from loggro_integration.mapping import PaymentRule
from loggro_integration.sync import Finding, Preflight
from sync.desk import Desk


def verdicts(desk: Desk, **options: object) -> dict[str, Finding]:
    """Return the findings of a preflight by their code."""
    return {each.code: each for each in desk.engine(**options).preflight().findings}


def test_a_restaurant_with_everything_in_place_has_no_problem(desk: Desk) -> None:
    """Every check of the API passes; the screens stay unknown."""
    desk.box.operator.sell()

    report = desk.engine().preflight()

    assert () == report.problems
    assert 0 == report.exit_code
    unknown = [each.code for each in report.findings if each.verdict == "unknown"]
    assert "siigo-connected" in unknown
    assert "screen-token" in unknown
    report.raise_for_errors()


def test_each_check_names_a_remedy(desk: Desk) -> None:
    """A finding that is not fine says what to do, in both languages."""
    findings = verdicts(desk).values()

    assert all(
        each.fix and each.fix.es and each.fix.en for each in findings if each.verdict != "ok"
    )


def test_a_payment_method_the_rules_lack_is_named(desk: Desk) -> None:
    """The key to add is in the message."""
    desk.box.operator.add_payment_method("Bono Sodexo")

    finding = verdicts(desk)["payment-means"]

    assert "problem" == finding.verdict
    assert "[payment_means]: Bono Sodexo" in finding.message.en


def test_a_closed_cash_session_is_a_problem(desk: Desk) -> None:
    """Nothing can be billed without an open cash session."""
    desk.box.operator.close_cash_box()

    assert "problem" == verdicts(desk)["open-cash-session"].verdict


def test_an_expired_resolution_is_a_problem(desk: Desk) -> None:
    """The date is judged by the engine's clock, not by the machine's."""
    desk.box.operator.set_clock(at="2029-02-01T15:00:00Z")

    finding = verdicts(desk)["electronic-numbering"]

    assert "problem" == finding.verdict
    assert "'FE'" in finding.message.en


def test_a_missing_numbering_section_is_a_problem(desk: Desk) -> None:
    """Without a range nothing can be checked against it."""
    numbering = evolve(desk.rules.numbering, pos=())
    desk.rules = evolve(desk.rules, numbering=numbering)

    assert "problem" == verdicts(desk)["pos-numbering"].verdict


def test_a_prefix_pymes_lacks_is_a_problem(desk: Desk) -> None:
    """Pymes must hold the consecutive of the electronic invoices."""
    desk.box.operator.set_resolution("electronic", prefix="OTRO")

    assert "problem" == verdicts(desk)["pymes-numbering"].verdict


def test_a_means_of_pymes_that_is_not_there_is_a_problem(desk: Desk) -> None:
    """The Pymes name in the rules must exist."""
    cash = PaymentRule(code="10", pymes="Oro en polvo")
    desk.rules = evolve(desk.rules, payment_means={**desk.rules.payment_means, "Efectivo": cash})

    finding = verdicts(desk)["pymes-payment-means"]

    assert "problem" == finding.verdict
    assert "Oro en polvo" in finding.message.en


def test_an_unmapped_product_is_a_problem_where_products_are_listed(desk: Desk) -> None:
    """With `match = "explicit"` every product needs its line."""
    products = evolve(desk.rules.products, match="explicit")
    desk.rules = evolve(desk.rules, products=products)

    finding = verdicts(desk)["products"]

    assert "problem" == finding.verdict
    assert "Arepa de queso" in finding.message.en


def test_sellers_are_checked_where_the_rules_list_them(desk: Desk) -> None:
    """A user who sells and has no line is named; a default seller covers all."""
    desk.rules = evolve(desk.rules, sellers={"Camila": "Camila Torres"})
    listed = verdicts(desk)["sellers"]
    policies = evolve(desk.rules.policies, default_seller="Camila")
    desk.rules = evolve(desk.rules, policies=policies)
    covered = verdicts(desk)["sellers"]

    assert ("warning", "ok") == (listed.verdict, covered.verdict)
    assert "Andrés" in listed.message.en


def test_an_answer_that_does_not_come_is_a_failed_check(desk: Desk) -> None:
    """One broken route does not hide the other checks."""
    desk.box.operator.inject_fault(method="GET", route="/taxes", kind="answer-before", status=500)

    findings = verdicts(desk, pos=desk.box.restobar(sleep=desk.box.sleep))

    assert "problem" == findings["taxes"].verdict
    assert "ok" == findings["payment-means"].verdict


def test_a_refused_token_fails_every_check_of_pymes(desk: Desk) -> None:
    """The remedy says where the token is made."""
    findings = verdicts(desk, books=desk.box.pymes(token="wrong.token.value"))

    assert "problem" == findings["establishment"].verdict


def test_problems_can_be_raised_all_at_once(desk: Desk) -> None:
    """A script stops with everything that is missing."""
    desk.box.operator.close_cash_box()
    desk.box.operator.add_payment_method("Bono Sodexo")

    with pytest.raises(MappingFailed) as caught:
        desk.engine().preflight().raise_for_errors()

    assert {"open-cash-session", "payment-means"} == {each.code for each in caught.value.problems}


def test_it_calls_no_write_and_no_route_that_loggro_lacks(desk: Desk) -> None:
    """Every call is a documented read that was answered."""
    desk.engine().preflight()

    calls = [call for call in desk.box.fake.calls if call.path != "/login"]
    assert {"GET"} == {call.method for call in calls}
    assert [] == [call.path for call in calls if call.status == 404]


def test_an_empty_preflight_is_fine() -> None:
    """A report without findings fails nothing."""
    assert 0 == Preflight(findings=()).exit_code


def test_sellers_that_are_all_listed_are_fine(desk: Desk) -> None:
    """Every user who may sell has a line."""
    users = {str(user["name"]): "Camila Torres" for user in desk.box.fake.world.users}
    desk.rules = evolve(desk.rules, sellers=users)

    assert "ok" == verdicts(desk)["sellers"].verdict


def test_a_company_without_a_cash_box_is_a_problem(desk: Desk) -> None:
    """Pymes needs a place to book to."""
    desk.box.fake.world.pymes_boxes.rows.clear()

    finding = verdicts(desk)["cash-box"]

    assert "problem" == finding.verdict
    assert "Pymes has no cash box" in finding.message.en
