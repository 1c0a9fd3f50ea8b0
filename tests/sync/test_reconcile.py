# SPDX-License-Identifier: MIT
"""Both sides compared in both directions, with sums."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidInput
from loggro_integration.sync import Reconciliation, ReconciliationRow
from sync.desk import TODAY, Desk


def verdicts(found: Reconciliation) -> dict[str, str]:
    return {row.number: row.verdict for row in found.rows}


def test_equal_sides_agree(desk: Desk) -> None:
    """Counts and sums of the day are equal."""
    desk.box.operator.sell()
    desk.box.operator.sell(electronic=True)
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    assert {"POS1001": "equal", "FE1": "equal"} == verdicts(found)
    assert found.agree
    assert [(), ()] == [row.findings for row in found.rows]
    assert {"restobar": Decimal(33000), "pymes": Decimal(33000)} == found.totals
    assert [(2, 2)] == [(day.restobar_count, day.pymes_count) for day in found.days]
    assert 0 == found.exit_code


def test_a_missing_document_is_named(desk: Desk) -> None:
    """A sale that Pymes lacks, with its amount."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    assert [(number, "missing")] == [(row.number, row.verdict) for row in found.problems]
    assert (False, 1) == (found.agree, found.exit_code)
    assert 1 == found.count("missing", "pos")
    assert 0 == found.count("missing", "electronic")


def test_a_document_restobar_lacks_is_extra(desk: Desk) -> None:
    """Billed in Pymes itself: it is shown, in the other direction."""
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.add_document("PY77", date=TODAY.isoformat(), total=5000)

    found = desk.engine().reconcile(TODAY)

    assert {"PY77": "extra", "POS1001": "equal"} == verdicts(found)
    assert not found.agree


@pytest.mark.parametrize("effect", ["annulled", "credit-note"])
def test_a_void_counts_nothing_on_either_side(desk: Desk, effect: str) -> None:
    """Annulled document or invoice minus credit note: both come to zero."""
    desk.box.operator.switch("void_effect", effect)
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.annul(number)
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    assert found.agree
    assert {"restobar": Decimal(16500), "pymes": Decimal(16500)} == found.totals


def test_voided_early_and_rejected_are_rightly_missing(desk: Desk) -> None:
    """What never was due in Pymes is no problem, and says why."""
    desk.box.operator.sell()
    early = desk.box.operator.sell()
    desk.box.operator.annul(early)
    desk.box.operator.reject_next()
    rejected = desk.box.operator.sell(electronic=True)
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    assert "voided-before-push" == verdicts(found)[early]
    assert "dian-rejected" == verdicts(found)[rejected]
    assert found.agree


def test_a_range_has_one_row_of_totals_a_day(desk: Desk) -> None:
    """Days without sales are there too."""
    desk.box.operator.sell()
    desk.box.operator.advance(seconds=2 * 86_400)
    desk.box.operator.sell()
    desk.settle()

    found = desk.engine().reconcile(TODAY, TODAY + timedelta(days=2))

    assert [1, 0, 1] == [day.restobar_count for day in found.days]
    assert [1, 0, 1] == [day.pymes_count for day in found.days]


def test_an_unreadable_side_cannot_tell(desk: Desk) -> None:
    """No answer is no verdict: exit 3, not "missing"."""
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.switch("sales_module", "financiero")

    found = desk.engine().reconcile(TODAY)

    assert (3, 1) == (found.exit_code, found.count("cannot_tell"))
    assert 0 == found.count("missing")


def test_numbers_without_prefix_are_compared_too(desk: Desk) -> None:
    """With the spelling set, sequences of two prefixes are kept apart."""
    desk.box.operator.switch("sales_number", "sequence")
    desk.box.operator.set_series("pos", next=1)
    desk.box.operator.sell()
    desk.box.operator.sell(electronic=True)
    desk.settle()
    sales = evolve(desk.rules.pymes.sales, number_spelling="sequence")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, sales=sales))

    found = desk.engine().reconcile(TODAY)

    assert {"POS1": "equal", "FE1": "equal"} == verdicts(found)
    assert found.agree


def test_the_csv_opens_in_a_colombian_spreadsheet(desk: Desk) -> None:
    """Semicolons, decimal commas, one row a document."""
    desk.box.operator.sell()
    desk.settle()

    rows = desk.engine().reconcile(TODAY).to_csv().splitlines()

    assert rows[0].startswith("day;number;kind;verdict;restobar_total")
    assert rows[1].startswith("2026-11-23;POS1001;pos;equal;16500,00;16500,00;Pagada;Pagada")


def test_a_cell_that_looks_like_a_formula_is_disarmed() -> None:
    """A number that begins like a formula is text to a spreadsheet."""
    row = ReconciliationRow(day=date(2026, 11, 23), number="=1+1", kind="pos", verdict="extra")
    found = Reconciliation(since=row.day, until=row.day, rows=(row,), days=())

    assert ";'=1+1;" in found.to_csv()


def test_the_json_holds_days_and_documents(desk: Desk) -> None:
    """Amounts are text, so that no program rounds them."""
    desk.box.operator.sell()
    desk.settle()

    found = json.loads(desk.engine().reconcile(TODAY).to_json())

    assert found["agree"] is True
    assert "16500.00" == found["totals"]["pymes"] == found["days"][0]["pymes_total"]
    assert "POS1001" == found["documents"][0]["number"]


def test_a_range_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    """The later day first is a typing error."""
    with pytest.raises(InvalidInput) as caught:
        desk.engine().reconcile(TODAY, TODAY - timedelta(days=1))

    assert ("until", "2026-11-22") == (caught.value.field, caught.value.value)


def test_a_document_entered_twice_is_named(desk: Desk) -> None:
    """Both count in the sum of Pymes, and among its documents."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.duplicate_document(number)

    found = desk.engine().reconcile(TODAY)

    (day,), (kind,) = found.days, found.sales.kinds
    assert {number: "duplicate"} == verdicts(found)
    assert {"restobar": Decimal(16500), "pymes": Decimal(33000)} == found.totals
    assert (1, 2) == (day.restobar_count, day.pymes_count)
    assert (1, 2) == (kind.restobar_count, kind.pymes_count)


def test_a_day_without_sales_whose_pages_cannot_be_read_cannot_tell(desk: Desk) -> None:
    """Nothing read is no agreement: Pymes may hold documents of that day."""
    desk.box.operator.switch("sales_module", "financiero")

    found = desk.engine().reconcile(TODAY)

    assert (3, 1, False) == (found.exit_code, found.count("cannot_tell"), found.agree)


def test_a_courtesy_is_rightly_missing(desk: Desk) -> None:
    """Given away: no document is due, and nothing is counted."""
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.delete_document(number)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    for line in sale.doc["products"]:
        line.update(discount=line["price"] * line["quantity"], total=0)

    found = desk.engine().reconcile(TODAY)

    assert "courtesy" == verdicts(found)[number]
    assert found.agree


def test_a_busy_month_has_no_false_finding(desk: Desk) -> None:
    """Hundreds of documents: each is found by its number, on both sides."""
    number = desk.box.operator.sell()
    desk.box.operator.copy_sale(number, 499)
    desk.settle()
    engine = desk.engine()

    found = engine.reconcile(TODAY, TODAY + timedelta(days=30))

    assert 500 == found.count("equal")
    assert found.agree
