# SPDX-License-Identifier: MIT
"""No customer is named in the chain, in a report or in an error."""

from datetime import timedelta
from pathlib import Path

from loggro_integration.sync import SqliteStore, State
from sync.desk import TODAY, Desk, left_out, numbers

PERSON = {"name": "Ana María Ñáñez", "idType": "CC", "idNumber": "52871"}


def test_a_refusal_that_names_the_customer_is_masked(desk: Desk) -> None:
    """Loggro's words are shown, the person in them is not."""
    (number,) = left_out(desk, customer=PERSON)
    words = "El cliente Ana María Ñáñez con documento 52871 está inactivo"
    desk.box.operator.inject_fault(method="PATCH", route="*", status=400, body={"message": words})

    report = desk.engine().run()

    assert [number] == numbers(report, State.PARKED)
    outcome = next(each for each in report if each.number == number)
    assert "El cliente ••• con documento ••• está inactivo" in str(outcome.reason)
    assert "Ñáñez" not in repr([*desk.store.events(), *desk.store.rows()])


def test_a_problem_of_the_customer_is_masked_in_the_report(desk: Desk) -> None:
    """The code and the path say what to mend; the value is on the screen of Restobar."""
    (number,) = left_out(desk, customer={**PERSON, "idType": "CC", "idNumber": "5 2-8"})

    report = desk.engine().run()

    outcome = next(each for each in report if each.number == number)
    assert "customer-document-malformed" in [each.code for each in outcome.problems]
    assert "52-8" not in repr(outcome).replace(" ", "")


def test_the_identity_of_a_sale_cannot_be_guessed_from_the_chain(
    desk: Desk, tmp_path: Path
) -> None:
    """It covers the document, so it is keyed: another ledger holds another digest."""
    desk.box.operator.sell(customer="0045678")
    desk.settle()

    desk.engine().run(since=TODAY)
    with SqliteStore.open(tmp_path / "other.db") as other:
        Desk(desk.box, other).engine().run(since=TODAY)
        (one,), (two,) = desk.store.rows(), other.rows()

    assert one.condition == two.condition
    assert one.identity != two.identity


def test_the_proof_and_the_settings_of_a_ledger_name_nobody(desk: Desk) -> None:
    """Watermark, proof and counts hold numbers and days."""
    desk.box.operator.sell(customer=PERSON)
    desk.box.operator.sell(customer=PERSON, paid=False)
    desk.settle()
    desk.engine().run(since=TODAY)

    kept = dict(desk.store._query("SELECT name, value FROM meta"))

    assert {"first_run", "last_counts", "last_run", "proof", "unfinished"} <= kept.keys()
    # digests under a random key could hold the five digits by chance
    words = {name: kept[name] for name in kept.keys() - {"key", "head", "numbers_head"}}
    assert "52871" not in repr(words)
    assert "Ana" not in repr(words)


def test_a_sale_without_customer_has_nothing_to_mask(desk: Desk) -> None:
    """The words of a refusal stay as they are."""
    desk.box.operator.switch("no_customer", "absent")
    (number,) = left_out(desk)

    report = desk.engine().run()

    outcome = next(each for each in report if each.number == number)
    assert "medio de pago sin configurar: Nequi" in str(outcome.reason)


def test_a_purge_leaves_no_customer_in_any_file(desk: Desk, tmp_path: Path) -> None:
    """After it the whole ledger, log and key file name nobody, and the ledger is sound."""
    desk.box.operator.sell(customer={**PERSON, "email": "ana.nanez@example.com"})
    desk.settle()
    desk.engine().run(since=TODAY)
    marks = ("Ñáñez".encode(), b"52871", b"ana.nanez")

    def named() -> list[bytes]:
        found = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        return [mark for mark in marks if mark in found]

    before = named()
    desk.store.purge(TODAY + timedelta(days=1))

    assert list(marks) == before
    assert [] == named()
    assert [] == desk.store.verify()
