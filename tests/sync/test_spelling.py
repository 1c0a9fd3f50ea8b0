# SPDX-License-Identifier: MIT
"""Which rows of Pymes are a sale's document, surely, perhaps, or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import State, SyncSettings
from loggro_integration.sync._spelling import Spelling
from loggro_integration.wire import OpenRecord, SalesRow
from sync.desk import TODAY, Desk, numbers

KEY = SaleKey("arepera", "FE", 11)


def spelling(how: str = "full", **aliases: str) -> Spelling:
    rules = MappingRules.example()
    sales = evolve(rules.pymes.sales, number_spelling=how)
    rules = evolve(
        rules,
        pymes=evolve(rules.pymes, sales=sales),
        aliases=evolve(rules.aliases, prefixes=aliases),
    )
    return Spelling(SyncSettings.from_rules(rules))


def row(number: str, **fields: str | None) -> SalesRow:
    return SalesRow(
        number=number,
        day=date(2026, 11, 23),
        customer="222222222222",
        total=Decimal(54000),
        record=OpenRecord({"numero": number, **fields}),
    )


@pytest.mark.parametrize(
    ("how", "found", "sure"),
    [
        ("full", row("FE11"), True),
        ("full", row("FE11", prefijo="FE"), True),
        ("full", row("FE11", prefijo=None), True),
        ("full", row("FE11", prefijo="FE1"), False),
        ("full", row("FE11", prefijo="F"), True),
        ("full", row("FE11", prefijo="XX"), True),
        ("sequence", row("11", prefijo="FE"), True),
        ("sequence", row("11", prefijo="POS"), False),
        ("sequence", row("11"), False),
        ("sequence", row("11", prefijo=None), False),
    ],
)
def test_a_row_is_surely_the_sales_or_not(how: str, found: SalesRow, sure: bool) -> None:
    """FE1+1 and FE+11 are written alike; a number alone belongs to whom its prefix says."""
    assert sure is bool(spelling(how).sure(KEY, [found]))


def test_a_sale_without_prefix_is_found_by_its_number_alone() -> None:
    """A prefix that is null on both sides is the same."""
    key = SaleKey("arepera", "", 11)

    assert spelling().sure(key, [row("11", prefijo=None)])
    assert spelling("sequence").sure(key, [row("11", prefijo=None)])
    assert not spelling("sequence").sure(key, [row("11", prefijo="FE")])


@pytest.mark.parametrize(
    ("how", "found", "alike"),
    [
        ("full", row("FE-11"), True),
        ("full", row("FE 0000011"), True),
        ("full", row("fe11", prefijo="FE"), True),
        ("full", row("11", prefijo="FE"), True),
        ("full", row("11"), False),
        ("full", row("FE110"), False),
        ("full", row("FE1", prefijo="FE"), False),
        ("full", row("FE-11", prefijo="POS"), False),
        ("sequence", row("0011", prefijo="FE"), True),
        ("sequence", row("FE11", prefijo="FE"), True),
        ("sequence", row("0011", prefijo="POS"), False),
    ],
)
def test_a_row_that_may_be_the_sales_is_not_passed_over(
    how: str, found: SalesRow, alike: bool
) -> None:
    """Signs, case and zeros are no difference that proves an absence."""
    assert alike is bool(spelling(how).alike(KEY, [found]))


def test_the_prefix_of_the_resolution_is_the_one_that_is_written() -> None:
    """An alias of the rules file joins a drifted prefix with it."""
    drifted = SaleKey("arepera", "FE.", 11)

    assert "FE11" == spelling(**{"FE.": "FE"}).full(drifted)
    assert {"11"} == spelling(**{"FE.": "FE"}).other(drifted)


def test_two_series_that_are_written_alike_are_kept_apart(desk: Desk) -> None:
    """FE1+1 is pushed, FE+11 is not: the one is no proof of the other."""
    desk.box.operator.set_series("electronic", prefix="FE1", next=1)
    desk.box.operator.set_resolution("electronic", prefix="FE1")
    desk.box.operator.sell(electronic=True)
    desk.settle()
    desk.box.operator.set_series("electronic", prefix="FE", next=11)
    desk.box.operator.sell(electronic=True)
    desk.settle()

    desk.engine().run(since=TODAY)

    states = {row.key.partition(":")[2]: row.state for row in desk.store.rows()}
    assert {"FE1:1": State.SYNCED, "FE:11": State.ABSENT} == states


def test_a_number_alone_without_its_series_cannot_tell(desk: Desk) -> None:
    """`numero` alone and no prefix in the row: POS1 must not be taken for FE1."""
    desk.box.operator.switch("sales_number", "sequence")
    desk.box.operator.switch("sales_fields", {"prefijo": "serie"})
    desk.box.operator.set_series("pos", next=1)
    desk.box.operator.sell(electronic=True)
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    sales = evolve(desk.rules.pymes.sales, number_spelling="sequence")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, sales=sales))

    report = desk.started().run()

    assert number in numbers(report, State.CANNOT_TELL)
    assert {"pymes.fields.prefix"} == {each.setting for each in report}
    assert 0 == desk.forced()


def test_a_number_written_with_zeros_is_not_sent_again(desk: Desk) -> None:
    """One series is written in a way that no setting describes: nobody can tell."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    desk.box.operator.edit_document(number, numero="FE000001")

    report = desk.started().run()

    assert [number] == numbers(report, State.CANNOT_TELL)
    assert "FE000001" in repr([each.reason for each in report])
    assert 0 == desk.forced()


def test_a_lost_prefix_after_the_proof_cannot_tell(desk: Desk) -> None:
    """One document names its series and another does not."""
    desk.box.operator.switch("sales_number", "sequence")
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.fake.world.books.find(numero=number).pop("prefijo")
    desk.box.fake.world.changed()
    sales = evolve(desk.rules.pymes.sales, number_spelling="sequence")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, sales=sales))

    report = desk.started().run()

    assert [number] == numbers(report, State.CANNOT_TELL)
