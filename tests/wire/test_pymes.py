# SPDX-License-Identifier: MIT
"""The rows of Pymes: typed where they were seen, whole where they were not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.exact_json import JsonValue
from loggro_integration.wire import (
    OpenRecord,
    PartFields,
    SaleFields,
    SalesFields,
    SalesPayment,
    SalesTax,
    pymes,
    restobar,
)
from loggro_integration.wire._record import Label, key_of
from wire.samples import LEAST, changed

SALES_ROW: dict[str, Any] = {
    "uuid": "d8f0f4f2-0000-4000-8000-000000000001",
    "numero": "FE123",
    "fecha": "2026-11-20",
    "cliente": {"tipoId": "13", "id": "222222222222", "nombre": "Consumidor Final"},
    "total": 54000,
    "saldo": Decimal("0.00"),
    "estado": "Pagada",
    "tipoDocumento": "FACTURA_VENTA",
    "referencia": None,
    "formasPago": [{"formaPago": "Contado", "valor": 54000}],
}
ROWS: list[tuple[Callable[[Any], Any], dict[str, Any]]] = [
    (pymes.establishment, {"uuid": "u1", "codigo": 1, "nombre": "Sede", "tipoNodo": "EST"}),
    (pymes.warehouse, {"uuid": "u2", "nombre": "Bodega", "padre": "u1"}),
    (
        pymes.item,
        {
            "uuid": "u3",
            "id": 3,
            "codigo": "A01",
            "descripcion": "Arepa",
            "descripcionDetallada": "Arepa de chócolo",
            "precioDefecto": "25000.50",
            "precioBase": Decimal("25000.00"),
            "precioVta": "27000",
            "cantidadDisponible": 4,
            "codigoUnidad": "94",
            "unidadMedida": 94,
            "categoria": {"nombre": "Arepas"},
            "nombreCategoria": "Arepas",
            "codigoCategoria": 1,
            "categoriaProducto_uuid": "u4",
            "productoBase_uuid": "u5",
            "definicion": False,
            "definidoEn_uuid": "u6",
        },
    ),
    (pymes.availability, {"uuid": "u7", "codigo": "A01", "cantidadDisponible": "4.50"}),
    (pymes.unit, {"codigo": "94", "nombre": "Unidad"}),
    (pymes.saved, {"datos": "d8f0f4f2-0000-4000-8000-000000000001", "otro": None}),
    (pymes.record, SALES_ROW),
]


@pytest.mark.parametrize(("read", "row"), ROWS, ids=[read.__name__ for read, _ in ROWS])
def test_rows_go_back_as_they_came(read: Callable[[Any], Any], row: dict[str, Any]) -> None:
    """Writing a row gives it again, nulls included."""
    assert row == wire.to_json(read(row))


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("27000", Decimal(27000)),
        ("27000.50", Decimal("27000.50")),
        (27000, Decimal(27000)),
        (Decimal("1.5"), Decimal("1.5")),
        ("27.000,50", None),
        ("gratis", None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_a_price_may_be_a_number_or_digits(written: Any, price: Decimal | None) -> None:
    """What is neither gives `None` and stays in the row."""
    assert price == pymes.item({"uuid": "u", "precioVta": written}).sale_price


@pytest.mark.parametrize(
    ("read", "key", "name"),
    [
        (pymes.item, "precioDefecto", "default_price"),
        (pymes.item, "precioBase", "base_price"),
        (pymes.item, "cantidadDisponible", "available"),
        (pymes.availability, "cantidadDisponible", "available"),
    ],
)
@pytest.mark.parametrize(("written", "amount"), [("4.50", Decimal("4.50")), (4, Decimal(4))])
def test_an_amount_may_be_a_number_or_digits(
    read: Callable[[Any], Any], key: str, name: str, written: Any, amount: Decimal
) -> None:
    """One account writes numbers, another digits in a text: both become the same `Decimal`."""
    row = read({"uuid": "u", key: written})

    assert amount == getattr(row, name)
    assert {"uuid": "u", key: written} == wire.to_json(row)
    assert getattr(read({"uuid": "u"}), name) is None


def test_a_unit_may_be_a_text() -> None:
    """One account lists units as plain texts."""
    assert "PAR" == pymes.unit("PAR")


@pytest.mark.parametrize(
    ("value", "record"),
    [
        ({"a": 1}, {"a": 1}),
        ([{"a": 1}], {"a": 1}),
        ({"contenido": {"a": 1}}, {"a": 1}),
        ({"datos": [{"a": 1}]}, {"a": 1}),
        ({"datos": "texto", "a": 1}, {"datos": "texto", "a": 1}),
    ],
)
def test_the_only_record_comes_out_of_its_wrapper(value: Any, record: Any) -> None:
    """A field that happens to be called like a wrapper stays."""
    assert record == pymes.only(value)


@pytest.mark.parametrize(
    "value",
    [None, {}, [], [{}], "x", 1, [{"a": 1}, {"b": 2}], {"contenido": None}, {"errores": [1]}],
)
def test_no_record_is_a_change_of_the_contract(value: Any) -> None:
    """What holds no record is never read as one; the hint says what to report."""
    with pytest.raises(ContractChanged, match="expected one record") as caught:
        pymes.only(value)

    assert caught.value.hint is not None


@pytest.mark.parametrize("value", [None, {}, "x", 1, {"contenido": None}, {"contenido": {"a": 1}}])
def test_no_list_is_a_change_of_the_contract(value: Any) -> None:
    """What holds no list is never read as an empty one."""
    with pytest.raises(ContractChanged, match="expected a list of rows"):
        pymes.rows(value)


def test_bodies_are_written_with_the_names_of_pymes() -> None:
    """Requests whose shape was shown have typed fields; what is not given is not sent."""
    wanted = pymes.AvailabilityRequest(warehouse="w", items=(pymes.WantedItem(code="A01"),))
    line = pymes.NewExitLine(code="A01", quantity=Decimal("1.50"))
    leaving = pymes.StockExitRequest(establishment="Sede", lines=(line,))

    assert {"bodegaUuid": "w", "items": [{"codigoItem": "A01"}]} == wire.to_json(wanted)
    assert {
        "establecimiento": "Sede",
        "detallesSalida": [{"codigoItem": "A01", "cantidad": Decimal("1.50")}],
    } == wire.to_json(leaving)


KINDS: dict[str, tuple[type[wire.Record], ...]] = {
    "GET /v1/estructura-empresarial/establecimientos": (pymes.Establishment,),
    "GET /v1/estructura-empresarial/bodegas": (pymes.Warehouse,),
    "GET /v1/items": (pymes.Item,),
    "POST /v1/productos/disponibilidad-productos": (
        pymes.Availability,
        pymes.AvailabilityRequest,
        pymes.WantedItem,
    ),
    "POST /v1/salidas": (pymes.StockExitRequest, pymes.NewExitLine),
}
"""Classes of the rows and bodies that somebody has shown."""

ELSEWHERE = {
    "GET /v1/items contenido.totalElements": "Page.total",
    "GET /v1/items contenido.totalPages": "the paging",
    "GET /v1/items contenido.last": "the paging",
    "GET /v1/productos/unidades-medida []": "unit",
    "POST /v1/salidas datos": "Saved.uuid",
}
"""Published fields that are no attribute of a row, and what reads them."""

TYPES = {
    "uuid": {str},
    "string": {str, Label, JsonValue},
    "number": {Decimal},
    "bool": {bool},
    "string|number": {Label},
    "number|string": {JsonValue},
}
"""What each type of the list is here: amounts that may be text are kept as they came."""


@pytest.mark.corpus
def test_every_published_field_is_an_attribute(shared: Path) -> None:
    """Each named field of the list of operations is an attribute with a type that fits."""
    rows = json.loads((shared / "spec" / "loggro-operations.json").read_text("utf-8"))
    seen = set()
    for row in rows:
        key = f"{row['method']} {row['path']}"
        for published in [*(row["request_fields"] or []), *(row["response_fields"] or [])]:
            name = f"{key} {published['name']}"
            if row["product"] != "pymes" or name in ELSEWHERE:
                seen.add(name)
                continue
            leaf = published["name"].rpartition(".")[2]
            kinds = [
                hint
                for kind in KINDS[key]
                for each in attrs.fields(kind)
                if leaf == key_of(each)
                for hint in [each.type]
            ]
            assert kinds, name
            assert any(
                kind == each or kind == each | None
                for kind in kinds
                for each in TYPES[published["type"]]
            ), name

    assert ELSEWHERE.keys() <= seen


@pytest.mark.parametrize("value", [None, [], "row", 1])
def test_a_row_that_is_no_object_is_refused(value: Any) -> None:
    """Even a row of unknown shape is an object."""
    with pytest.raises(ContractChanged, match="expected an object"):
        pymes.record(value)


def test_a_dotted_name_is_followed_through_objects() -> None:
    """A step that is missing, or leads into something else, gives `None`."""
    record = pymes.record(SALES_ROW)

    assert "222222222222" == record.get("cliente.id")
    assert record.get("cliente.nit") is None
    assert record.get("total.cop") is None
    assert record.get("nada.de.nada") is None


def test_a_null_is_there_and_an_absent_key_is_not() -> None:
    """`has` tells null from absent."""
    record = pymes.record(SALES_ROW)

    assert record.has("referencia")
    assert record.has("cliente.id")
    assert not record.has("cliente.nit")
    assert not record.has("total.cop")
    assert not record.has("cufe")


def test_the_compared_values_of_a_document_are_read_by_name() -> None:
    """Number, day, customer and total come out typed, the rest where it is there."""
    row = SalesFields().read(pymes.record(SALES_ROW))

    assert ("FE123", date(2026, 11, 20), "222222222222", Decimal(54000)) == (
        row.number,
        row.day,
        row.customer,
        row.total,
    )
    assert (Decimal(0), "Pagada", "FACTURA_VENTA", None) == (
        row.balance,
        row.status,
        row.document_type,
        row.reference,
    )
    assert SALES_ROW == wire.to_json(row.record)


TAXES = [
    {"codigo": "04", "nombre": "INC 8%", "tarifa": 8, "base": 50000, "valor": 4000},
    {"valor": "95.50"},
]


def test_taxes_and_payments_of_a_document_are_read_by_name() -> None:
    """The amounts are needed; the names, codes and bases are read where they are."""
    parts = PartFields()

    taxes = parts.taxes(TAXES)
    payments = parts.payments([{"medioPago": "Efectivo", "valor": 54000}])

    named = SalesTax(
        amount=Decimal(4000), base=Decimal(50000), code="04", name="INC 8%", percent=Decimal(8)
    )
    assert (named, SalesTax(amount=Decimal("95.50"))) == taxes
    assert (SalesPayment(method="Efectivo", amount=Decimal(54000)),) == payments
    assert () == parts.taxes([])
    assert () == parts.payments([])


@pytest.mark.parametrize("unread", [None, {}, "04", [*TAXES, {"base": 1}], [*TAXES, "04"]])
def test_taxes_of_which_one_cannot_be_read_are_not_told(unread: Any) -> None:
    """Half of the taxes would be taken for all of them."""
    assert PartFields().taxes(unread) is None


@pytest.mark.parametrize("unread", [None, [{"valor": 1}], [{"medioPago": "Efectivo"}], [7]])
def test_payments_of_which_one_cannot_be_read_are_not_told(unread: Any) -> None:
    """A payment without method or amount says nothing of the others either."""
    assert PartFields().payments(unread) is None


def test_other_names_are_a_setting() -> None:
    """An account with other field names is read with other names."""
    row = OpenRecord({"consecutivo": 123, "dia": "20/11/2026", "nit": 900, "valor": "54000"})
    fields = SalesFields(number="consecutivo", date="dia", customer="nit", total="valor")

    read = fields.read(row)

    assert ("123", date(2026, 11, 20), "900", Decimal(54000)) == (
        read.number,
        read.day,
        read.customer,
        read.total,
    )


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("number", {"numero": None}),
        ("number", {"numero": True}),
        ("date", {"fecha": "ayer"}),
        ("date", {"fecha": "2026-13-40"}),
        ("date", {"fecha": None}),
        ("customer", {"cliente": {}}),
        ("total", {"total": "54.000,00"}),
        ("total", {"total": True}),
        ("total", {"total": None}),
    ],
)
def test_a_missing_compared_field_names_the_setting(setting: str, change: dict[str, Any]) -> None:
    """The error says which name of the settings to change and which keys the row holds."""
    with pytest.raises(ContractChanged, match="it holds: cliente, estado") as caught:
        SalesFields().read(OpenRecord({**SALES_ROW, **change}))

    assert f"pymes.fields.{setting}" == caught.value.code
    assert caught.value.hint is not None
    assert f"pymes.fields.{setting}" in caught.value.hint.es


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T21:50:32", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("2026-11-21T03:30:00.000Z", date(2026, 11, 20)),
        ("2026-11-20T00:00:00.000Z", date(2026, 11, 20)),
        ("2026-11-20T23:30:00-05:00", date(2026, 11, 20)),
    ],
)
def test_days_are_days_of_bogota(text: str, day: date) -> None:
    """An instant is moved to Bogotá; a day, also one stored as midnight UTC, is kept."""
    row = OpenRecord({**SALES_ROW, "fecha": text})

    assert day == SalesFields().read(row).day


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sync_state", "Sincronizado"),
        ("dian_state", "Aceptado"),
        ("cufe", "abc"),
        ("xml", None),
    ],
)
def test_unpublished_fields_of_a_sale_are_read_by_name(name: str, value: str | None) -> None:
    """State of the push, state at DIAN and CUFE are found where the settings say."""
    sale = restobar.sale(
        changed(
            LEAST,
            statusLoggro="Sincronizado",
            eInvoice={"DIAN": {"dianState": "Aceptado", "cufe": "abc"}},
        )
    )

    assert value == SaleFields().read(sale, name)


def test_unpublished_fields_of_a_sale_may_stand_elsewhere() -> None:
    """Another account's name is a setting."""
    sale = restobar.sale(changed(LEAST, integraciones={"pymes": "OK"}))

    assert "OK" == SaleFields(sync_state="integraciones.pymes").read(sale, "sync_state")


@pytest.mark.parametrize("answer", [None, {"datos": "guardado"}, {"contenido": {"uuid": 7}}])
def test_a_write_whose_answer_names_no_uuid_has_none(answer: JsonValue) -> None:
    """What was written is known by a uuid, or by nothing."""
    assert pymes.saved(answer).uuid is None


def test_an_answer_to_a_write_that_holds_errors_is_refused() -> None:
    """Errors in an answer that came with 200 say that nobody knows what was done."""
    with pytest.raises(ContractChanged, match="errores"):
        pymes.saved({"datos": SALES_ROW["uuid"], "errores": ["Documento repetido"]})


@pytest.mark.parametrize("wrapped", [{"content": [SALES_ROW]}, SALES_ROW, [SALES_ROW]])
@pytest.mark.parametrize("wrapper", ["contenido", "datos", None])
def test_rows_are_found_in_each_wrapper(wrapper: str | None, wrapped: JsonValue) -> None:
    """A page, one record alone and a list are the same rows, wrapped or not."""
    assert [SALES_ROW] == pymes.rows(wrapped if wrapper is None else {wrapper: wrapped})
