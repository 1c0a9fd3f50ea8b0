# SPDX-License-Identifier: MIT
"""The sale of Restobar: every field typed, everything else kept."""

from __future__ import annotations

import json
import pickle
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from loggro_integration import exact_json, wire
from loggro_integration.codes import DianState, InvoiceStatus, InvoiceType
from loggro_integration.errors import ContractChanged, InvalidInput
from loggro_integration.ids import ObjectId
from loggro_integration.wire import restobar
from wire.samples import LEAST, LINE, SALE, changed


def test_a_full_sale_leaves_nothing_over() -> None:
    """Every documented field has an attribute: nothing of a known sale stays in `extra`."""
    sale = restobar.sale(SALE)

    assert {} == sale.extra
    assert {} == sale.lines[0].extra
    assert {} == sale.payments[0].extra
    assert frozenset() == sale.absent


def test_a_full_sale_goes_back_as_it_came() -> None:
    """Writing a sale gives the JSON that was read, to the last digit."""
    text = exact_json.dumps(SALE)

    written = exact_json.dumps(wire.to_json(restobar.sale(exact_json.loads(text))))

    assert json.loads(text) == json.loads(written)
    assert "9800.50" in written


@pytest.mark.corpus
def test_every_published_field_of_a_sale_is_an_attribute(shared: Path) -> None:
    """The list of operations names no response field that the sale does not hold."""
    operations = json.loads((shared / "spec" / "loggro-operations.json").read_text("utf-8"))
    row = next(each for each in operations if each["id"] == "restobar:GET /invoices")

    unknown = [field["name"] for field in row["response_fields"] if not _is_in(SALE, field["name"])]

    assert [] == unknown


def _is_in(value: Any, path: str) -> bool:
    """Tell whether a dotted path with ``[]`` for lists leads somewhere in the sample."""
    for step in path.split("."):
        value = value[0] if isinstance(value, list) else value
        if step.removesuffix("[]") not in value:
            return False
        value = value[step.removesuffix("[]")]
    return True


def test_amounts_are_decimals_and_labels_stay_text() -> None:
    """Money is exact, ids and enums are typed, a document keeps its zeros."""
    sale = restobar.sale(changed(SALE, client={"document": "0012", "idDocumentType": 13}))

    assert Decimal(50000) == sale.total
    assert isinstance(sale.total, Decimal)
    assert Decimal("9800.50") == sale.lines[0].average_cost
    assert ObjectId("66f9b8a7c3d4e5f60789abcd") == sale.id
    assert InvoiceStatus.PAID is sale.status
    assert InvoiceType.INVOICE is sale.type
    assert datetime(2026, 9, 28, 18, 4, 11, 120_000, tzinfo=UTC) == sale.created_on
    assert sale.client is not None
    assert ("0012", 13) == (sale.client.document, sale.client.id_document_type)


def test_a_sale_with_the_least_reads() -> None:
    """Absent fields are `None` or empty, and stay absent on the way back."""
    sale = restobar.sale(LEAST)

    assert ("", "", None, ()) == (sale.number, sale.prefix, sale.sequence, sale.lines)
    assert () == sale.payments
    assert {"number", "invoicePrefix"} == sale.absent
    assert LEAST == wire.to_json(sale)


def test_a_default_that_was_changed_is_written() -> None:
    """A number given to an unnumbered sale reaches the wire although it was absent."""
    sale = attrs.evolve(restobar.sale(LEAST), number="FV1")

    assert changed(LEAST, number="FV1") == wire.to_json(sale)


@pytest.mark.parametrize(
    "odd",
    [
        {"number": None},
        {"client": None},
        {"products": []},
        {"products": None},
        {"paid": {"paymentMethodValue": []}},
        {"paid": {}},
        {"eInvoice": {"DIAN": {"dianState": "En revisión", "cufe": "abc"}}},
        {"deletedInfo": {}},
        {"statusLoggro": "Sincronizado", "nuevo": {"a": [1, None, {}]}},
        {"createdOn": "2026-09-28T18:04:11Z"},
        {"modifiedOn": "2026-09-28T13:04:11.1-05:00"},
        {"cashBox": {"_id": "66f9000000000000000000c1", "name": "Caja 1"}},
        {"group": []},
        {"orders": [{"order": {"_id": "66f9a0aac3d4e5f601230001"}}]},
        {"tip": Decimal("0.10")},
        {"status": "Reabierta"},
        {"delivery": {"address": "Calle 1"}},
        {"products": [{"taxes": []}]},
        {"products": [{"sellerId": "", "idInternal": ""}]},
        {"seller": "67872da9bca2d0f342a0a404", "table": {"_id": 7}, "cashier": {"name": None}},
        {"businessId": "", "business": {"nit": 900555111}},
        {"credit": {"dueDate": ""}},
        {"client": {"idInternal": "", "cityDetail": {"stateCode": 5, "cityCode": 5001}}},
    ],
)
def test_oddities_survive_a_round_trip(odd: dict[str, Any]) -> None:
    """Nulls, empty lists, unknown keys and words, other spellings: all go back as they came."""
    row = changed(LEAST, **odd)

    assert exact_json.dumps(_sorted(row)) == exact_json.dumps(
        _sorted(wire.to_json(restobar.sale(row)))
    )


def _sorted(value: Any) -> Any:
    """Order the keys of every object."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def test_a_seller_is_a_copy_or_an_id_alone() -> None:
    """A reference comes as text or populated; name and id are there where they came."""
    copied = restobar.sale(changed(LEAST, seller={"idInternal": "67872da9", "name": "Lucía"}))
    bare = restobar.sale(changed(LEAST, seller="67872da9"))

    assert copied.seller is not None
    assert bare.seller is not None
    assert ("67872da9", "Lucía") == (copied.seller.id, copied.seller.name)
    assert ("67872da9", None) == (bare.seller.id, bare.seller.name)


def test_an_empty_text_is_no_id_and_no_instant() -> None:
    """Some accounts write an empty text where there is no reference; needed ones are refused."""
    sale = restobar.sale(changed(LEAST, businessId="", credit={"dueDate": "", "dueQuote": 0}))

    assert sale.business_id is None
    assert sale.credit is not None
    assert sale.credit.due_date is None
    with pytest.raises(ContractChanged, match=r"@ \$\.created_on"):
        restobar.sale(changed(LEAST, createdOn=""))


def test_what_a_line_or_a_payment_does_not_say_is_not_invented() -> None:
    """No quantity is not one, and no value is not zero."""
    row = changed(LEAST, products=[{"name": "Arepa"}], paid={"paymentMethodValue": [{}]})
    sale = restobar.sale(row)

    assert sale.lines[0].quantity is None
    assert sale.payments[0].value is None


def test_a_sale_is_frozen_and_pickles() -> None:
    """Records made by the quick reader are like those that are made by hand."""
    sale = restobar.sale(SALE)

    assert sale == pickle.loads(pickle.dumps(sale)) == attrs.evolve(sale)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        sale.total = Decimal(0)  # type: ignore[misc]


def test_an_instant_that_changed_is_written_anew() -> None:
    """The odd spelling is kept only while it names the same instant."""
    sale = restobar.sale(changed(LEAST, createdOn="2026-09-28T18:04:11Z"))
    later = attrs.evolve(sale, created_on=datetime(2026, 9, 29, 1, 2, 3, tzinfo=UTC))

    assert changed(LEAST, createdOn="2026-09-29T01:02:03.000Z") == wire.to_json(later)


@pytest.mark.parametrize(
    ("row", "nested"),
    [
        ({"taxName": "I CONSUMO", "taxValue": 8}, False),
        ({"taxName": "I CONSUMO", "taxValue": 8, "tax": "66aa", "code": "04"}, False),
        ({"tax": {"name": "I CONSUMO", "percentage": 8}}, True),
        ({"tax": {"_id": "66aa", "name": "I CONSUMO", "percentage": 8}, "taxValue": 9}, True),
    ],
)
def test_both_shapes_of_a_line_tax_read_and_go_back(row: dict[str, Any], nested: bool) -> None:
    """The flat and the nested tax give the same name and rate, and keep their own form."""
    sale = restobar.sale(changed(LEAST, products=[{"taxes": [row]}]))
    tax = sale.lines[0].taxes[0]

    assert ("I CONSUMO", Decimal(8), nested) == (tax.name, tax.percentage, tax.nested)
    assert changed(LEAST, products=[{"taxes": [row]}]) == wire.to_json(sale)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"total": "50000"}, "expected a JSON number below 10^40, got str @ $.total"),
        ({"total": 50000.0}, "got float @ $.total"),
        ({"total": Decimal("NaN")}, "got Decimal @ $.total"),
        ({"total": 10**60}, "got int @ $.total"),
        ({"total": Decimal("1E+60")}, "got Decimal @ $.total"),
        ({"total": True}, "got bool @ $.total"),
        ({"total": None}, "total is missing @ $.total"),
        ({"createdOn": "ayer"}, "This is not an instant @ $.created_on"),
        ({"createdOn": 5}, "expected text, got int @ $.created_on"),
        ({"status": 1}, "expected text, got int @ $.status"),
        ({"seq": "12"}, "expected a whole number, got str @ $.sequence"),
        ({"seq": True}, "expected a whole number, got bool @ $.sequence"),
        ({"_id": "x"}, "This is not a Restobar id @ $.id"),
        ({"_id": 5}, "expected text, got int @ $.id"),
        ({"client": "Inés"}, "expected an object, got str @ $.client"),
        ({"client": {"phone": 1.5}}, "expected text or a whole number, got float @ $.client.phone"),
        ({"client": {"isSocialReason": 1}}, "expected true or false, got int"),
        ({"products": {}}, "expected a list, got dict @ $.lines"),
        ({"products": [LINE, 7]}, "expected an object, got int @ $.lines[1]"),
        ({"products": [{"taxes": [{}]}]}, "taxName is missing @ $.lines[0].taxes[0]"),
        ({"products": [{"taxes": ["INC"]}]}, "expected an object, got str @ $.lines[0].taxes[0]"),
        ({"orders": "abc"}, "expected a list, got str @ $.orders"),
        ({"cashBox": 7}, "expected an object, got int @ $.cash_box"),
    ],
)
def test_another_type_names_its_path_and_shows_no_value(change: dict[str, Any], told: str) -> None:
    """A sale of another shape raises, says where, and repeats nothing of the sale."""
    with pytest.raises(ContractChanged) as caught:
        restobar.sale(changed(SALE, **change))

    assert told in caught.value.message
    assert "Inés" not in str(caught.value)
    assert "shape" == caught.value.code
    assert caught.value.hint is not None


def test_all_faults_of_a_row_are_named_at_once() -> None:
    """Two wrong fields give two paths in one error."""
    with pytest.raises(ContractChanged) as caught:
        restobar.sale(changed(SALE, total="1", seq="2"))

    assert "$.total" in caught.value.message
    assert "$.sequence" in caught.value.message


@pytest.mark.parametrize("value", [None, [], "sale", 7])
def test_what_is_no_object_is_no_sale(value: Any) -> None:
    """A list or a text in the place of a sale is named, with the root as its path."""
    with pytest.raises(ContractChanged, match=r"expected an object, got \w+ @ \$"):
        restobar.sale(value)


def test_a_sale_is_called_by_what_it_has() -> None:
    """Its number, else prefix and sequence, else the id: never an empty name."""
    assert restobar.sale(LEAST | {"number": "FE7", "seq": 8}).label == "FE7"
    assert restobar.sale(LEAST | {"invoicePrefix": "FE", "seq": 8}).label == "FE8"
    assert restobar.sale(LEAST).label == LEAST["_id"]


def test_payments_and_balance_follow_from_the_row() -> None:
    """A credit owes what is not paid yet."""
    sale = restobar.sale(changed(LEAST, totalPaid=20000))

    assert Decimal(30000) == sale.balance
    assert Decimal(50000) == restobar.sale(LEAST).balance


@pytest.mark.parametrize(
    ("change", "voided"),
    [
        ({"status": "Anulada"}, True),
        ({"deletedInfo": {"isDeleted": True}}, True),
        ({"deletedInfo": {"isDeleted": False}}, False),
        ({}, False),
    ],
)
def test_a_void_shows_by_status_or_by_the_deletion_mark(
    change: dict[str, Any], voided: bool
) -> None:
    """Either sign is enough."""
    assert voided is restobar.sale(changed(LEAST, **change)).is_voided


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ({"name": "Inés", "lastName": "Cárdenas"}, "Inés Cárdenas"),
        ({"name": "La Arepera de la 45"}, "La Arepera de la 45"),
        ({}, ""),
    ],
)
def test_the_full_name_joins_what_there_is(client: dict[str, Any], name: str) -> None:
    """A company has no last name, a default customer may have none at all."""
    found = restobar.sale(changed(LEAST, client=client)).client

    assert found is not None
    assert name == found.full_name


def test_the_state_at_dian_is_an_open_word() -> None:
    """A known word is a member; another one is kept."""
    known = restobar.sale(changed(LEAST, eInvoice={"DIAN": {"dianState": "Aceptado"}}))
    other = restobar.sale(changed(LEAST, eInvoice={"DIAN": {"dianState": "En cola"}}))

    assert known.electronic is not None
    assert known.electronic.dian is not None
    assert DianState.ACCEPTED is known.electronic.dian.state
    assert other.electronic is not None
    assert other.electronic.dian is not None
    assert "En cola" == other.electronic.dian.state


def test_reading_does_not_change_what_was_read() -> None:
    """The row stays as it was; the sale keeps no part of it that could change."""
    row = changed(SALE, nuevo=[1], number=None)
    before = deepcopy(row)

    restobar.sale(row)

    assert before == row


def test_a_sale_holds_what_another_sale_wrote() -> None:
    """The JSON form of a record is plain: it reads again."""
    sale = restobar.sale(SALE)

    assert sale == restobar.sale(wire.to_json(sale))


def test_a_value_without_wire_form_is_refused() -> None:
    """A float put into a record does not get out."""
    sale = attrs.evolve(restobar.sale(LEAST), note1=1.5)

    with pytest.raises(InvalidInput, match="float has no wire form"):
        wire.to_json(sale)
