# SPDX-License-Identifier: MIT
"""The fake and the readers start from the same names, though neither knows the other."""

import attrs
import pytest

from loggro_integration.exact_json import dumps, loads
from loggro_integration.mapping import DianStates, SalesLookup
from loggro_integration.sandbox import Assumptions, FakeLoggro
from loggro_integration.wire import OpenRecord, PartFields, SaleFields, SalesFields, restobar


@pytest.mark.parametrize(
    ("switch", "setting"),
    [
        ("sync_field", "sync_state"),
        ("dian_state_field", "dian_state"),
        ("cufe_field", "cufe"),
        ("xml_field", "xml"),
    ],
)
def test_names_in_a_sale_are_the_same(switch: str, setting: str) -> None:
    """Where the fake writes a state, the reader looks by default."""
    assert getattr(Assumptions(), switch) == getattr(SaleFields(), setting)


@pytest.mark.parametrize(
    ("switch", "setting"),
    [
        ("dian_accepted", "accepted"),
        ("dian_rejected", "rejected"),
        ("dian_pending", "pending"),
    ],
)
def test_words_of_dian_are_the_same(switch: str, setting: str) -> None:
    """The words of the fake are among the words of the rules file."""
    assert getattr(Assumptions(), switch) in getattr(DianStates(), setting)


def test_a_row_of_the_books_holds_every_field_the_reader_names() -> None:
    """Each default name of the reader is a key of the fake's rows."""
    fake = FakeLoggro()
    number = fake.operator.sell(electronic=True)
    fake.operator.advance(seconds=600)
    row = OpenRecord(fake.books()[0])

    missing = [each.name for each in attrs.fields(SalesFields) if not row.has(each.default)]

    assert [] == missing
    assert number == SalesFields().read(OpenRecord(loads(dumps(fake.books()[0])))).number


def test_the_parts_of_a_row_of_the_books_are_read_by_their_default_names() -> None:
    """Each tax and payment that the fake writes is read, with all that it tells."""
    fake = FakeLoggro()
    fake.operator.sell()
    fake.operator.advance(seconds=600)
    row = loads(dumps(fake.books()[0]))

    (tax,) = PartFields().taxes(row["impuestos"]) or ()
    (payment,) = PartFields().payments(row["formasPago"]) or ()

    assert [] == [name for name, value in attrs.asdict(tax).items() if value is None]
    assert "Efectivo" == payment.method


def test_the_words_of_a_document_are_the_ones_the_rules_name() -> None:
    """What the fake says of payment and of DIAN is among the words of the rules file."""
    fake = FakeLoggro()
    customer = next(iter(fake.world.clients))["document"]
    fake.operator.sell(electronic=True)
    for _ in range(2):
        fake.operator.sell(customer=customer, credit=30)
    fake.operator.pay_credit("POS1001", 500)
    fake.operator.advance(seconds=600)
    words = {row["numero"]: row["estado"] for row in fake.books()}
    (electronic,) = [row for row in fake.books() if row["numero"] == "FE1"]

    named = SalesLookup()

    assert words["FE1"] in named.paid_states
    assert words["POS1001"] in named.partly_paid_states
    assert words["POS1002"] in named.owed_states
    assert electronic["facturacionElectronica"]["notificacionDian"] in named.dian_accepted


def test_the_states_of_a_voided_sale_are_the_ones_the_rules_name() -> None:
    """Both readings of a void show in words of the rules file."""
    found = {}
    for effect in ("annulled", "credit-note"):
        fake = FakeLoggro(assumptions=Assumptions(void_effect=effect))
        number = fake.operator.sell()
        fake.operator.advance(seconds=600)
        fake.operator.annul(number)
        fake.operator.advance(seconds=600)
        found[effect] = fake.books()

    assert found["annulled"][0]["estado"] in SalesLookup().void_states
    assert found["credit-note"][1]["tipoDocumento"] in SalesLookup().credit_note_types


def test_a_sale_of_the_fake_is_read_and_written_back_unchanged() -> None:
    """The wire room knows every shape the fake sends."""
    fake = FakeLoggro()
    fake.operator.sell(electronic=True, payments="Tarjeta crédito", tip=3000)
    shown = loads(dumps(fake.sales()[0]))

    from loggro_integration.wire import to_json

    assert shown == to_json(restobar.sale(shown))
