# SPDX-License-Identifier: MIT
"""The rules compared with both catalogues, and the sales that each gap blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.mapping import (
    MappingRules,
    PaymentRule,
    Policies,
    Regime,
)
from loggro_integration.sync import Finding, RulesCheck, check_rules
from loggro_integration.testing import Box, Fault, sandbox
from sync.desk import TODAY

RULES = MappingRules.example()


@pytest.fixture
def box() -> Iterator[Box]:
    with sandbox() as found:
        found.operator.sell()
        yield found


def checked(box: Box, rules: MappingRules = RULES, **options: Any) -> RulesCheck:
    days = {"since": TODAY, "until": TODAY}
    return check_rules(box.restobar(), box.pymes(), rules, **{"clock": box.now, **days, **options})


def not_fine(found: RulesCheck) -> list[tuple[str, str]]:
    return [(each.code, each.verdict) for each in found.findings if each.verdict != "ok"]


def the(found: RulesCheck, code: str, verdict: str) -> Finding:
    (finding,) = [each for each in found.findings if (each.code, each.verdict) == (code, verdict)]
    return finding


def test_rules_that_fit_have_nothing_to_mend(box: Box) -> None:
    """The example is the fake's restaurant."""
    found = checked(box)

    assert [] == not_fine(found)
    assert ((), 1, 1, 0) == (found.gaps, found.sales, found.ready, found.exit_code)


def test_without_days_no_sale_is_mapped(box: Box) -> None:
    """The catalogues alone are compared."""
    found = checked(box, since=None, until=None)

    assert (0, 0, ()) == (found.sales, found.ready, found.gaps)


def test_each_gap_stands_once_with_the_sales_it_blocks(box: Box) -> None:
    """Two sales that lack the same method are one gap, and two methods are two."""
    box.operator.add_payment_method("Bono Sodexo")
    bono = [box.operator.sell(payments="Bono Sodexo") for _ in range(2)]
    nequi = box.operator.sell(payments="Nequi")
    means = {name: each for name, each in RULES.payment_means.items() if name != "Nequi"}

    found = checked(box, evolve(RULES, payment_means=means))

    assert [("Bono Sodexo", set(bono)), ("Nequi", {nequi})] == [
        (gap.problem.value, set(gap.sales)) for gap in found.gaps
    ]
    assert {"payment-method-unmapped"} == {gap.problem.code for gap in found.gaps}
    assert (4, 1, 1) == (found.sales, found.ready, found.exit_code)


def test_a_problem_that_blocks_nothing_comes_last_and_fails_nothing(box: Box) -> None:
    """A POS document above the cap is told, and goes on."""
    box.operator.sell(["Bandeja de la 45"] * 8)
    policies = Policies(pos_cap="warn")

    found = checked(box, evolve(RULES, policies=policies))

    assert [("pos-above-cap", False)] == [
        (gap.problem.code, gap.problem.blocking) for gap in found.gaps
    ]
    assert (2, 0) == (found.ready, found.exit_code)


def test_names_that_the_rules_lack_are_a_problem(box: Box) -> None:
    """The next sale with that method or tax would be blocked."""
    found = checked(box, evolve(RULES, taxes={}, payment_means={}))

    assert "I CONSUMO" in the(found, "taxes", "problem").message.en
    assert "Rappi" in the(found, "payment-means", "problem").message.en


def test_names_that_restobar_lacks_are_a_warning(box: Box) -> None:
    """A slip or an old name: it does no harm, and is told."""
    means = {**RULES.payment_means, "Efectvo": PaymentRule(code="10", pymes="Efectivo")}

    found = checked(
        box, evolve(RULES, payment_means=means, sellers={**RULES.sellers, "X": "Camila Torres"})
    )

    assert "Efectvo" in the(found, "payment-means", "warning").message.en
    assert "X" in the(found, "sellers", "warning").message.en
    assert 0 == found.exit_code


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (
            "pymes-payment-means",
            {"payment_means": {"Efectivo": PaymentRule(code="10", pymes="No")}},
        ),
        ("pymes-sellers", {"sellers": {"Camila": "No"}}),
        ("pymes-establishment", {"pymes": evolve(RULES.pymes, establishment="No")}),
        ("pymes-warehouse", {"pymes": evolve(RULES.pymes, warehouse="No")}),
        ("pymes-cash-box", {"pymes": evolve(RULES.pymes, cash_box="No")}),
        ("pymes-bank-accounts", {"pymes": evolve(RULES.pymes, bank_accounts=("No",))}),
    ],
)
def test_names_that_pymes_lacks_are_a_problem(box: Box, code: str, changes: dict[str, Any]) -> None:
    """Each place where the rules name something of Pymes."""
    found = checked(box, evolve(RULES, **changes))

    assert "No" in the(found, code, "problem").message.en
    assert 1 == found.exit_code


def test_a_resolution_that_ends_soon_is_a_warning(box: Box) -> None:
    """30 days before; the day after its end it is a problem."""
    (pos,) = RULES.numbering.pos
    ending = evolve(pos, valid_until=TODAY + timedelta(days=30))
    over = evolve(pos, valid_until=TODAY - timedelta(days=1))

    def with_pos(each: Any) -> RulesCheck:
        return checked(box, evolve(RULES, numbering=evolve(RULES.numbering, pos=(each,))))

    assert "ends on 2026-12-23" in the(with_pos(ending), "pos-numbering", "warning").message.en
    assert "not valid today" in the(with_pos(over), "pos-numbering", "problem").message.en
    assert [] == not_fine(with_pos(evolve(ending, valid_until=date(2026, 12, 24))))


def test_a_resolution_that_runs_short_is_a_warning(box: Box) -> None:
    """Fewer than 1,000 numbers after the last invoice."""
    number = box.operator.sell()
    last = int(number.removeprefix("POS"))
    (pos,) = RULES.numbering.pos

    def with_last(value: int) -> RulesCheck:
        ranges = evolve(RULES.numbering, pos=(evolve(pos, last=value),))
        return checked(box, evolve(RULES, numbering=ranges), since=None, until=None)

    short = with_last(last + 999)

    assert "has 999 numbers left" in the(short, "pos-numbering", "warning").message.en
    assert [] == not_fine(with_last(last + 1000))


@pytest.mark.parametrize(
    ("responsibilities", "expected"),
    [(("R-99-PN",), [("regime-simple", "warning")]), (("O-47",), [])],
)
def test_the_regimen_simple_has_its_responsibility(
    box: Box, responsibilities: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    """O-47 stands in the RUT of who is in it."""
    business = evolve(
        RULES.business, regimes=(Regime(kind="simple"),), responsibilities=responsibilities
    )

    assert expected == not_fine(checked(box, evolve(RULES, business=business)))


@pytest.mark.parametrize(
    ("switch", "setting", "verdict"),
    [
        ("yes", "unset", "ok"),
        ("yes", True, "ok"),
        ("yes", False, "problem"),
        ("no", True, "problem"),
        ("no", False, "ok"),
    ],
)
def test_the_sales_contradict_a_wrong_setting_of_the_tip(
    box: Box, switch: str, setting: Any, verdict: str
) -> None:
    """The evidence is in the message, the value to write in the remedy."""
    box.operator.switch("payment_value_includes_tip", switch)
    number = box.operator.sell(tip=1000)
    policies = Policies(payment_value_includes_tip=setting)

    finding = the(checked(box, evolve(RULES, policies=policies)), "tip-reading", verdict)

    assert number in finding.message.en
    right = "true" if switch == "yes" else "false"
    assert finding.fix is None or f"payment_value_includes_tip = {right}" in finding.fix.en


def test_a_list_that_cannot_be_read_is_a_problem(box: Box) -> None:
    """The other checks go on."""
    box.operator.add_faults([Fault(method="GET", route="/taxes", status=404, body={}, times=9)])

    found = checked(box)

    assert ("restobar.taxes", "problem") in not_fine(found)
    assert "ok" == the(found, "payment-means", "ok").verdict


def test_it_only_reads(box: Box) -> None:
    """No call changes anything on either side."""
    before = len(box.fake.calls)

    checked(box)

    sent = {call.method for call in box.fake.calls[before:] if not call.path.endswith("/login")}
    assert {"GET"} == sent
