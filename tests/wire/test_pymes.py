# SPDX-License-Identifier: MIT
"""The rows of Pymes: typed where they were seen, whole where they were not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.wire import OpenRecord, SaleFields, SalesFields, pymes, restobar
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
            "precioDefecto": 25000,
            "precioBase": Decimal("25000.00"),
            "precioVta": "27000",
            "cantidadDisponible": 4,
            "codigoUnidad": "94",
            "unidadMedida": "Unidad",
            "categoria": {"nombre": "Arepas"},
            "nombreCategoria": "Arepas",
            "codigoCategoria": 1,
            "categoriaProducto_uuid": "u4",
            "productoBase_uuid": "u5",
            "definicion": False,
            "definidoEn_uuid": "u6",
        },
    ),
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
