# SPDX-License-Identifier: MIT
"""Field by field: what is compared, what nobody can tell, and what only one side holds."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.sync import Reconciliation, ReconciliationFinding
from sync.desk import TODAY, Desk
from sync.planted import ONE_DAY

FIELDS = {
    "impuestos": "tax",
    "formasPago": "payment",
    "saldo": "balance",
    "estado": "state",
    "facturacionElectronica.notificacionDian": "dian-state",
}


def kinds(found: Reconciliation) -> list[tuple[str, str]]:
    return [(each.number, each.kind) for each in found.findings]


def sold(desk: Desk, **how: Any) -> str:
    number: str = desk.box.operator.sell(**how)
    desk.settle()
    return number


def lookup(desk: Desk, **words: Any) -> None:
    """Change the words of the rules for the rows of Pymes."""
    pymes = desk.rules.pymes
    desk.rules = evolve(desk.rules, pymes=evolve(pymes, sales=evolve(pymes.sales, **words)))


@pytest.mark.parametrize(("name", "field"), FIELDS.items())
def test_a_field_that_is_not_shown_is_never_equal(desk: Desk, name: str, field: str) -> None:
    """The row lacks it: nobody can tell, and 3."""
    number = sold(desk, electronic=True)
    desk.box.operator.switch("sales_fields", {name: "otro"})

    found = desk.engine().reconcile(TODAY)

    assert [(number, "cannot_tell")] == kinds(found)
    assert ((field,), 3) == (found.rows[0].untold, found.exit_code)
    assert "cannot_tell" == found.rows[0].verdict


@pytest.mark.parametrize(("name", "field"), FIELDS.items())
def test_a_field_that_the_rules_leave_out_is_named(desk: Desk, name: str, field: str) -> None:
    """`not_shown` accepts that an account lacks it; the result says what was not compared."""
    sold(desk, electronic=True)
    desk.box.operator.switch("sales_fields", {name: "otro"})
    lookup(desk, not_shown=(field,))

    found = desk.engine().reconcile(TODAY)

    assert ((), 0, (field,)) == (found.findings, found.exit_code, found.not_compared)


def test_sums_that_pymes_does_not_show_are_unknown(desk: Desk) -> None:
    """Neither zero nor equal: the sums by method and by tax say that nobody can tell."""
    sold(desk)
    desk.box.operator.switch("sales_fields", {"impuestos": "a", "formasPago": "b"})

    found = desk.engine().reconcile(TODAY)

    (method,), (tax,) = found.methods, found.taxes
    assert (None, None) == (method.pymes_total, method.agree)
    assert (None, None, None) == (tax.pymes_tax, tax.pymes_base, tax.agree)
    assert (Decimal("1222.23"), None) == (found.sales.inc, found.sales.rates[0].pymes_tax)


@pytest.mark.parametrize(
    ("edit", "untold"),
    [
        ({"estado": "Finalizada"}, "state"),
        ({"facturacionElectronica": {"notificacionDian": "En cola"}}, "dian-state"),
        ({"impuestos": [{"valor": "mucho"}]}, "tax"),
        ({"formasPago": [{"valor": 1}]}, "payment"),
    ],
)
def test_a_word_that_no_setting_knows_is_not_guessed(
    desk: Desk, edit: dict[str, Any], untold: str
) -> None:
    """A state in another word, or a part that cannot be read."""
    number = sold(desk, electronic=True)
    desk.box.operator.edit_document(number, **edit)

    assert (untold,) == desk.engine().reconcile(TODAY).rows[0].untold


def test_a_word_that_a_setting_knows_is_read(desk: Desk) -> None:
    """The states of an account are words of its rules."""
    number = sold(desk)
    desk.box.operator.edit_document(number, estado="Finalizada")
    lookup(desk, paid_states=("Pagada", "Finalizada"))

    assert () == desk.engine().reconcile(TODAY).findings


def test_taxes_that_the_rules_do_not_know_are_not_told(desk: Desk) -> None:
    """Without the rule of a tax nobody can say what it should be: cannot tell, not equal."""
    number = sold(desk)
    desk.rules = evolve(desk.rules, taxes={})

    found = desk.engine().reconcile(TODAY)

    assert [(number, "cannot_tell")] == kinds(found)
    assert ("tax", "payment") == found.rows[0].untold
    assert (None, None) == (found.sales.inc, found.sales.kinds[0].restobar_untaxed)


def test_a_tax_in_an_own_code_is_known_by_its_name(desk: Desk) -> None:
    """Pymes may write codes of its own: the name of the rules decides then."""
    number = sold(desk)
    row = {"codigo": "IMP-7", "nombre": "INC 8%", "base": "15277.77", "valor": "1222.23"}
    desk.box.operator.edit_document(number, impuestos=[row])

    assert () == desk.engine().reconcile(TODAY).findings


def test_a_tax_that_nobody_knows_is_another_tax(desk: Desk) -> None:
    """Neither its name nor its code is of the rules."""
    number = sold(desk)
    row = {"nombre": "ICA", "valor": "1222.23"}
    desk.box.operator.edit_document(number, impuestos=[row])

    (finding,) = desk.engine().reconcile(TODAY).findings

    assert ("INC 8 % 1222.23", "INC 8 % 0.00") == (
        finding.restobar.removeprefix("ICA 0.00, "),
        finding.pymes.removeprefix("ICA 1222.23, "),
    )


def test_a_base_is_compared_where_both_sides_show_one(desk: Desk) -> None:
    """An exempt item has no tax: its base alone tells that it stands at another rate."""
    number = sold(desk, lines=["Huevos criollos x 12"])
    row = {"codigo": "01", "nombre": "IVA 5%", "tarifa": 5, "valor": 0}
    operator = desk.box.operator

    operator.edit_document(number, impuestos=[{**row, "base": 16000}])
    moved = desk.engine().reconcile(TODAY)
    operator.edit_document(number, impuestos=[row])
    silent = desk.engine().reconcile(TODAY)

    assert [("IVA 0 % base $ 16.000, IVA 5 % base $ 0", "IVA 0 % base $ 0, IVA 5 % base $ 16.000")
            ] == [each.sides for each in moved.findings]  # fmt: skip
    assert () == silent.findings


def test_an_excluded_item_is_no_tax(desk: Desk) -> None:
    """Pymes may write one as a row of its own, by the name that the rules give it."""
    number = sold(desk)
    row = dict(next(iter(desk.box.fake.world.books))["impuestos"][0])
    excluded = {"nombre": "Excluido", "tarifa": 0, "base": 5000, "valor": 0}
    desk.box.operator.edit_document(number, impuestos=[row, excluded])
    rule = evolve(desk.rules.taxes["EXENTO"], code=None, pymes="Excluido")

    other = desk.engine().reconcile(TODAY)
    desk.rules = evolve(desk.rules, taxes={**desk.rules.taxes, "EXCLUIDO": rule})
    same = desk.engine().reconcile(TODAY)

    assert [(number, "tax")] == kinds(other)
    assert ((), 1) == (same.findings, len(same.taxes))


def test_states_are_told_in_the_words_of_both_screens(desk: Desk) -> None:
    """What a person sees, not what it means to us."""
    number = sold(desk, electronic=True)
    desk.box.operator.edit_document(
        number, estado="Pendiente", facturacionElectronica={"notificacionDian": "Rechazado"}
    )

    found = desk.engine().reconcile(TODAY).findings

    assert [("Pagada", "Pendiente"), ("Aceptado", "Rechazado")] == [each.sides for each in found]


def test_several_differences_of_one_document_are_all_told(desk: Desk) -> None:
    """One does not hide the other."""
    number = sold(desk)
    desk.box.operator.edit_document(number, total=17000, saldo=10, cliente={"id": "900"})

    assert ["customer", "total", "balance"] == [
        each.kind for each in desk.engine().reconcile(TODAY).findings
    ]


@pytest.mark.parametrize(("amount", "finding"), [(1, []), (2, ["total"])])
def test_the_tolerance_is_that_of_the_rules(desk: Desk, amount: int, finding: list[str]) -> None:
    """One peso by default: for a document, and for each document of a sum."""
    number = sold(desk)
    desk.box.operator.edit_document(number, total=16500 + amount)

    found = desk.engine().reconcile(TODAY)

    assert finding == [each.kind for each in found.findings]
    assert Decimal(1) == found.tolerance == found.days[0].tolerance
    assert (not finding) == found.days[0].agree


def test_what_happened_just_now_is_waiting(desk: Desk) -> None:
    """Loggro's own push has its time: a last sale of the day is no false alarm."""
    sold(desk)
    operator = desk.box.operator
    operator.switch("push_delay", ONE_DAY)
    number = operator.sell()
    operator.advance(seconds=60)

    soon = desk.engine().reconcile(TODAY)
    operator.advance(seconds=1200)
    late = desk.engine().reconcile(TODAY)

    assert {"POS1001": "equal", number: "waiting"} == {row.number: row.verdict for row in soon.rows}
    assert (0, True) == (soon.exit_code, soon.agree)
    assert [(number, "missing")] == kinds(late)


def test_a_payment_just_taken_is_waiting(desk: Desk) -> None:
    """The payment of a credit needs its time too; what else differs does not wait."""
    operator = desk.box.operator
    customer = next(iter(desk.box.fake.world.clients))["document"]
    number = sold(desk, customer=customer, credit=30)
    operator.switch("push_delay", ONE_DAY)
    operator.pay_credit(number, 500)

    paid = desk.engine().reconcile(TODAY)
    operator.edit_document(number, total=20000)
    changed = desk.engine().reconcile(TODAY)

    assert ("waiting", 0) == (paid.rows[0].verdict, paid.exit_code)
    assert {"total", "payment", "balance", "state"} == {each.kind for each in changed.findings}


def test_a_document_of_another_day_is_not_extra(desk: Desk) -> None:
    """Sold yesterday, dated today in Pymes: another day, in whichever range it is looked at."""
    operator = desk.box.operator
    number = sold(desk)
    operator.advance(seconds=ONE_DAY)
    today = TODAY + timedelta(days=1)
    sold(desk)
    operator.edit_document(number, fecha=today.isoformat())

    before, after = desk.engine().reconcile(TODAY), desk.engine().reconcile(today)

    assert [(number, "day")] == kinds(before) == kinds(after)
    assert (str(TODAY), str(today)) == after.findings[0].sides


def note(desk: Desk, reference: str | None, day: date = TODAY) -> None:
    """Write a credit note into the books."""
    desk.box.operator.add_document("NC9", date=day.isoformat(), total=16500, prefix="NC")
    desk.box.operator.edit_document("NC9", tipoDocumento="NOTA_CREDITO_VENTA", referencia=reference)


@pytest.mark.parametrize("reference", ["POS77", "PY77"])
def test_a_credit_note_of_no_sale_is_extra(desk: Desk, reference: str) -> None:
    """Also one of a number that Restobar never had."""
    sold(desk)
    note(desk, reference)

    found = desk.engine().reconcile(TODAY)

    assert [("NC9", "extra")] == kinds(found)
    assert Decimal(-16500) == found.findings[0].sides[1]
    assert {"restobar": Decimal(16500), "pymes": Decimal(0)} == found.totals


def test_a_method_with_signs_in_its_name_is_told_as_it_is_called() -> None:
    """Only what is an amount is written as pesos, whatever else a shop calls its methods."""
    named = "Vale . 10000.00, Bono 3.1.2, Nequi 2 -500.50, Otro ."
    found = ReconciliationFinding(
        kind="payment", number="FE1", day=TODAY, document="pos", restobar=named, pymes=""
    )

    assert ("Vale . $ 10.000, Bono 3.1.2, Nequi 2 -$ 500,50, Otro .", "") == found.sides


@pytest.mark.parametrize("reference", [None, ""])
def test_a_credit_note_without_reference_is_extra(desk: Desk, reference: str | None) -> None:
    """Nobody can say whose note it is, and it is taken off the sums of Pymes all the same."""
    sold(desk)
    note(desk, reference)

    found = desk.engine().reconcile(TODAY)

    assert [("NC9", "extra")] == kinds(found)
    assert ["pymes.fields.reference"] == [row.detail for row in found.rows if row.number == "NC9"]
    assert {"restobar": Decimal(16500), "pymes": Decimal(0)} == found.totals


def test_a_credit_note_of_an_earlier_day(desk: Desk) -> None:
    """Of a sale that was voided it is right; of one that stands it is a finding."""
    operator = desk.box.operator
    operator.switch("void_effect", "credit-note")
    voided, alive = sold(desk), sold(desk)
    operator.advance(seconds=2 * ONE_DAY)
    sold(desk)
    operator.annul(voided)
    desk.settle()
    later = TODAY + timedelta(days=2)
    note(desk, alive, later)

    found = desk.engine().reconcile(later)

    assert [("NC9", "credited-in-pymes")] == kinds(found)
    assert [("POS1001", later)] == [
        (each.number, each.voided_on) for each in desk.engine().reconcile(TODAY).sales.voids
    ]


def test_a_hole_in_the_numbers_is_a_gap(desk: Desk) -> None:
    """One number, several, and a jump; what another day holds is no hole."""
    operator = desk.box.operator
    operator.sell()
    for following in (1003, 1007, 9000):
        operator.set_series("pos", next=following)
        operator.sell()
    operator.set_series("pos", next=1005)
    operator.sell(at="2026-11-20T12:00:00-05:00")
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    (series,) = found.series
    holes = ("POS1002", "POS1004", "POS1006", "POS1008-POS8999")
    assert holes == series.holes
    assert [(hole, "gap") for hole in holes] == kinds(found)
    assert (1001, 9000, 4) == (series.first, series.last, series.count)
    assert (True, 1) == (found.agree, found.exit_code)


def test_a_hole_between_two_months_is_a_gap_of_the_second(desk: Desk) -> None:
    """Neither month holds both its neighbours; the very first number lacks none before it."""
    operator = desk.box.operator
    operator.set_clock(at="2026-11-30T17:00:00Z")
    operator.sell()
    operator.set_series("pos", next=1005)
    operator.set_clock(at="2026-12-01T17:00:00Z")
    operator.sell()
    desk.settle()

    before, after = (desk.engine().reconcile(date(2026, *day)) for day in ((11, 30), (12, 1)))

    assert [] == kinds(before)
    assert [("POS1002-POS1004", "gap")] == kinds(after)


def test_neighbouring_holes_are_one(desk: Desk) -> None:
    """From the first to the last number of it."""
    desk.box.operator.sell()
    desk.box.operator.set_series("pos", next=1005)
    desk.box.operator.sell()
    desk.settle()

    assert ("POS1002-POS1004",) == desk.engine().reconcile(TODAY).series[0].holes


def test_a_bill_that_is_not_paid_yet_has_taken_its_number(desk: Desk) -> None:
    """It is no document yet, and leaves no hole."""
    desk.box.operator.sell()
    desk.box.operator.sell(paid=False)
    desk.box.operator.sell()
    desk.settle()

    found = desk.engine().reconcile(TODAY)

    assert ((), 2, 3) == (found.findings, len(found.rows), found.series[0].count)


@pytest.mark.parametrize(
    "payments",
    ["Efectivo", {"Efectivo": 10000, "Tarjeta débito": 6500}],
)
def test_tips_and_delivery_stand_apart(desk: Desk, payments: Any) -> None:
    """Neither is in the sums of the payments, by one payment or by two."""
    delivery = {"provider": "RAPPI", "address": "Calle 1", "cost": 3000}
    sold(desk, payments=payments, tip=1600, delivery=delivery)

    found = desk.engine().reconcile(TODAY)

    assert () == found.findings
    assert (Decimal(1600), Decimal(3000)) == (found.sales.tips, found.sales.delivery)
    assert Decimal(16500) == sum(each.restobar_total for each in found.methods)
    assert Decimal(1600) == sum(each.tip for each in found.methods)


def raw(desk: Desk) -> dict[str, Any]:
    (sale,) = desk.box.fake.world.sales
    doc: dict[str, Any] = sale.doc
    return doc


def test_a_paid_sale_without_payments_is_not_told(desk: Desk) -> None:
    """Seen in older sales: paid, and nobody wrote how."""
    number = sold(desk)
    raw(desk)["paid"]["paymentMethodValue"] = []
    del raw(desk)["paymentMethod"]

    found = desk.engine().reconcile(TODAY)

    assert [(number, "cannot_tell")] == kinds(found)
    assert ("payment",) == found.rows[0].untold


def test_a_tip_that_no_payment_carries_is_counted(desk: Desk) -> None:
    """The sale names it, its payments do not: it has no method."""
    sold(desk, tip=1600)
    for payment in raw(desk)["paid"]["paymentMethodValue"]:
        payment["tip"] = 0

    found = desk.engine().reconcile(TODAY)

    assert Decimal(1600) == found.sales.tips


def test_a_delivery_whose_payment_is_unsaid_is_not_told(desk: Desk) -> None:
    """Two payments, and neither says that it paid the delivery."""
    delivery = {"provider": "RAPPI", "address": "Calle 1", "cost": 3000}
    payments = {"Efectivo": 10000, "Tarjeta débito": 6500}
    sold(desk, payments=payments, delivery=delivery)
    for payment in raw(desk)["paid"]["paymentMethodValue"]:
        payment["deliveryCost"] = 0

    found = desk.engine().reconcile(TODAY)

    assert ("payment",) == found.rows[0].untold


@pytest.mark.parametrize(("paid", "state"), [(0, "owed"), (500, "partly-paid")])
def test_a_credit_is_told_without_its_bill(desk: Desk, paid: int, state: str) -> None:
    """The rules lack its tax: what is owed, and a tip, are known from the sale itself."""
    customer = next(iter(desk.box.fake.world.clients))["document"]
    number = desk.box.operator.sell(customer=customer, credit=30)
    if paid:
        desk.box.operator.pay_credit(number, paid)
    desk.settle()
    raw(desk)["tip"] = 700
    desk.rules = evolve(desk.rules, taxes={})

    found = desk.engine().reconcile(TODAY)

    held = found.rows[0].restobar
    assert held is not None
    assert (state, Decimal(16500 - paid), {"": Decimal(700)}) == (
        held.state,
        held.balance,
        held.tips,
    )
    assert ("tax", "payment") == found.rows[0].untold


def test_a_status_that_is_no_credit_and_not_paid_is_not_told(desk: Desk) -> None:
    """A word of Restobar that nobody knows: neither paid nor owed."""
    sold(desk)
    raw(desk).update(status="Congelada", totalPaid=0)
    raw(desk)["paid"]["paymentMethodValue"] = []
    del raw(desk)["paymentMethod"]

    found = desk.engine().reconcile(TODAY)

    assert {"state", "balance"} <= set(found.rows[0].untold)


def credited(desk: Desk) -> str:
    """Sell twice, and annul the first, which gets a credit note."""
    desk.box.operator.switch("void_effect", "credit-note")
    number = sold(desk)
    sold(desk)
    desk.box.operator.annul(number)
    desk.settle()
    return number


def test_a_credit_note_leaves_nothing_in_any_sum(desk: Desk) -> None:
    """Invoice and note: total, taxes and payments come to nothing, as in Restobar."""
    number = credited(desk)

    found = desk.engine().reconcile(TODAY)

    assert () == found.findings
    assert all(each.agree for each in (*found.days, *found.methods, *found.taxes))
    assert [number] == [each.number for each in found.sales.voids]


def test_the_invoice_of_a_credit_note_is_missing_once_somebody_took_it_away(desk: Desk) -> None:
    """An annulled sale whose note stands was in Pymes: its invoice is not rightly missing."""
    number = credited(desk)
    desk.box.operator.delete_document(number)

    found = desk.engine().reconcile(TODAY)

    assert [(number, "missing")] == kinds(found)
    assert not found.days[0].agree


def test_an_annulled_extra_counts_nothing(desk: Desk) -> None:
    """Billed and annulled in Pymes: still to be looked at, but no sale."""
    sold(desk)
    desk.box.operator.add_document("PY77", date=TODAY.isoformat(), total=5000)
    desk.box.operator.edit_document("PY77", estado="Anulada")

    found = desk.engine().reconcile(TODAY)

    assert [("PY77", "extra")] == kinds(found)
    assert Decimal(16500) == found.totals["pymes"]


def test_an_extra_of_an_account_that_writes_numbers_alone(desk: Desk) -> None:
    """Its prefix tells whether Restobar may have it."""
    operator = desk.box.operator
    operator.switch("sales_number", "sequence")
    lookup(desk, number_spelling="sequence")
    number = sold(desk)
    operator.advance(seconds=ONE_DAY)
    sold(desk)
    today = TODAY + timedelta(days=1)
    operator.edit_document(number, fecha=today.isoformat())
    operator.add_document("PY77", date=today.isoformat(), total=5000)

    found = desk.engine().reconcile(today)

    assert {("1001", "day"), ("77", "extra")} == set(kinds(found))
