# SPDX-License-Identifier: MIT
"""The catalogue rows of Restobar: both reference forms, prices wherever an account keeps them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.ids import ObjectId
from loggro_integration.wire import restobar

ID = "66aa00000000000000000001"
TAX = {"_id": "66aa00000000000000000008", "name": "I CONSUMO", "percentage": 8}

ROWS: list[tuple[Callable[[Any], wire.Record], dict[str, Any]]] = [
    (
        restobar.login,
        {
            "tokenCurrent": "eyJ.invented.token",
            "_id": ID,
            "business": {"_id": "6399190e5fe56f01f9a50001", "name": "La Arepera de la 45"},
            "name": "Caja",
            "lastName": "Uno",
            "email": "caja@arepera.example",
            "phone": "3015550101",
            "role": {"name": "Administrador"},
            "isActive": True,
            "lastAccess": "2026-09-28T18:04:11.120Z",
            "lastTokenDevice": "fcm",
        },
    ),
    (
        restobar.payment_method,
        {"_id": ID, "name": "Nequi", "createdOn": "2026-01-02T03:04:05.000Z"},
    ),
    (restobar.tax, {"_id": ID, "name": "IVA19", "percentage": 19, "type": "Percentage"}),
    (
        restobar.user,
        {
            "_id": ID,
            "name": "Lucía",
            "lastName": "Prada",
            "documentNumber": 1020304050,
            "email": "lucia@arepera.example",
            "isActive": True,
        },
    ),
    (
        restobar.client,
        {
            "_id": ID,
            "name": "Andina SAS",
            "lastName": "",
            "isSocialReason": True,
            "idDocumentType": 31,
            "documentName": "NIT",
            "document": "900123456",
            "checkDigit": 8,
            "email": "compras@andina.example",
            "phone": 6015550101,
            "address": "Calle 1",
            "cityDetail": {"countryCode": "Co", "cityCode": "50001"},
            "contact": {"firstName": "Ana", "lastName": "Paz", "email": "a@b.co", "phone": "1"},
            "responsibilities": "O-13",
            "responsibilityName": "Gran contribuyente",
            "isVATCompanyType": True,
            "notes": "Paga a 30 días",
            "points": 10,
            "creditMovement": [],
            "totalCreditMovement": 0,
            "createdOn": "2026-01-02T03:04:05.000Z",
            "modifiedOn": "2026-01-02T03:04:05.000Z",
            "deleted": False,
        },
    ),
    (
        restobar.product,
        {
            "_id": ID,
            "name": "Limonada",
            "description": "",
            "code": 12,
            "barcode": "770",
            "category": {"_id": ID, "name": "Bebidas"},
            "type": "Normal",
            "inventoryType": "PerUnit",
            "price": 0,
            "pricePurchase": 0,
            "stock": 0,
            "stockMinimum": 0,
            "isActive": True,
            "isIngredient": False,
            "isSubproduct": False,
            "discountInventory": False,
            "waiterOrderArea": "66aa00000000000000000002",
            "urlImage": "",
            "ingredients": [{"ingredient": ID}],
            "extra": [{"name": "Hielo"}],
            "subProducts": [{"_id": ID, "name": "Grande", "locationsStock": [], "deleted": False}],
            "configCombo": {"isCombo": False},
            "externalIntegration": {"rappi": {}},
            "locationsStock": [
                {
                    "locationStock": {"_id": ID, "name": "Bodega", "isMain": True},
                    "isMain": True,
                    "stock": 3,
                    "stockMinimum": 1,
                    "price": 8000,
                    "pricePurchase": 2000,
                    "avgCost": Decimal("2100.75"),
                    "tax": None,
                    "taxes": [{"tax": TAX}],
                }
            ],
            "deleted": False,
            "createdOn": "2026-01-02T03:04:05.000Z",
            "modifiedOn": "2026-01-02T03:04:05.000Z",
        },
    ),
    (
        restobar.cash_session,
        {
            "_id": ID,
            "seq": 7,
            "isClosed": False,
            "dateStart": "2026-09-28T10:00:00.000Z",
            "dateEnd": None,
            "createdOn": "2026-09-28T10:00:00.000Z",
            "cashiers": [{"_id": ID, "name": "Tomás Ríos"}],
            "paymentMethods": [
                {"paymentMethod": "Efectivo", "totalInit": 1, "totalNow": 2, "totalCashier": 3}
            ],
            "expense": 20000,
            "canceledInvoices": [],
            "_idCashBoxRegister": {"_id": ID, "name": "Caja 1"},
            "deleted": False,
        },
    ),
]


@pytest.mark.parametrize(("read", "row"), ROWS, ids=[read.__name__ for read, _ in ROWS])
def test_known_rows_are_typed_and_go_back(
    read: Callable[[Any], wire.Record], row: dict[str, Any]
) -> None:
    """Every known key has an attribute, and writing gives the row again."""
    record = read(row)

    assert [] == [key for key, value in record.extra.items() if value not in (None, [])]
    assert row == wire.to_json(record)


def test_a_login_shows_no_token() -> None:
    """The repr of an answer that holds a token does not hold it."""
    login = restobar.login(ROWS[0][1])

    assert "eyJ" not in repr(login)
    assert "caja@" not in repr(login)


@pytest.mark.parametrize(
    ("business", "found"),
    [
        ({"_id": ID, "name": "La Arepera de la 45"}, (ID, "La Arepera de la 45")),
        ({"idInternal": ID, "name": 5}, (ID, None)),
        ({}, (None, None)),
        (ID, (ID, None)),
    ],
)
def test_a_reference_is_an_id_or_the_row_itself(
    business: Any, found: tuple[str | None, str | None]
) -> None:
    """The business of a login came in both forms; both give its id and go back."""
    row = {"tokenCurrent": "t", "business": business}
    login = restobar.login(row)

    assert login.business is not None
    assert found == (login.business.id, login.business.name)
    assert row == wire.to_json(login)


@pytest.mark.parametrize(
    ("product", "price"),
    [
        ({"price": 5000}, 5000),
        ({"price": 0, "locationsStock": [{"price": 8000}]}, 8000),
        ({"price": 5000, "locationsStock": [{"stock": 3}]}, 5000),
        ({"locationsStock": [{"price": 1}, {"price": 2, "isMain": True}]}, 2),
        ({}, None),
    ],
)
def test_the_price_stands_at_the_main_location_or_at_the_root(
    product: dict[str, Any], price: int | None
) -> None:
    """Accounts differ: the location's price wins where there is one."""
    row = {"_id": ID, "name": "Limonada", **product}

    assert price == restobar.product(row).sale_price


@pytest.mark.parametrize(
    ("tax", "found"),
    [
        ({"tax": TAX}, ("I CONSUMO", Decimal(8))),
        ({"tax": ID}, (None, None)),
        ({"tax": {"name": "Sin", "percentage": None}}, ("Sin", None)),
        ({}, (None, None)),
    ],
)
def test_a_tax_of_a_product_tells_its_name_and_rate_where_it_is_populated(
    tax: dict[str, Any], found: tuple[str | None, Decimal | None]
) -> None:
    """A bare id tells neither."""
    product = restobar.product({"_id": ID, "name": "x", "locationsStock": [{"taxes": [tax]}]})
    read = product.locations_stock[0].taxes[0]

    assert found == (read.name, read.percentage)


def test_ids_are_object_ids() -> None:
    """An id that is none is named by its path."""
    assert isinstance(restobar.tax(ROWS[2][1]).id, ObjectId)
    with pytest.raises(ContractChanged, match=r"\$\.id"):
        restobar.tax({"_id": "8", "name": "x"})
