# SPDX-License-Identifier: MIT
"""Rows of La Arepera de la 45 as both APIs write them; the people are invented."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

LINE: dict[str, Any] = {
    "idInternal": "6787210c1b0e7e0ac76839e8",
    "name": "Arepa de chócolo",
    "code": "A01",
    "categoryId": "66aa00000000000000000001",
    "categoryName": "Arepas",
    "quantity": 2,
    "price": 27000,
    "priceNormal": 27000,
    "discount": 4000,
    "totalDiscount": 4000,
    "subTotal": 46296,
    "totalBruto": 54000,
    "totalTaxes": 3704,
    "total": 50000,
    "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}],
    "avgCost": Decimal("9800.50"),
    "costProduct": 9800,
    "sellerId": "67872da9bca2d0f342a0a404",
}

SALE: dict[str, Any] = {
    "_id": "66f9b8a7c3d4e5f60789abcd",
    "seq": 1204,
    "invoicePrefix": "FV",
    "number": "FV1204",
    "numberUnique": "45-FV1204",
    "status": "Pagada",
    "type": "Factura",
    "businessId": "6399190e5fe56f01f9a50001",
    "business": {
        "name": "La Arepera de la 45",
        "nit": "900555111-6",
        "address": "Calle 45 # 7-20",
        "phone": "6015550000",
        "web": "https://arepera.example",
    },
    "timeZone": "America/Bogota",
    "createdOn": "2026-09-28T18:04:11.120Z",
    "modifiedOn": "2026-09-28T18:06:40.001Z",
    "subTotal": 46296,
    "totalBruto": 54000,
    "totalBaseTax": 46296,
    "totalTaxes": 3704,
    "totalDiscount": 4000,
    "discountAdditional": 0,
    "discountAdditionalTotal": 0,
    "tip": 5000,
    "total": 50000,
    "totalPaid": 50000,
    "change": 0,
    "deliveryCost": 0,
    "paymentMethod": "Efectivo",
    "paid": {
        "createdOn": "2026-09-28T18:06:39.900Z",
        "paymentMethodValue": [
            {
                "paymentMethod": "Efectivo",
                "value": 20000,
                "tip": 2000,
                "deliveryCost": 0,
                "approbationNumber": 4511,
                "cashBox": "66f9000000000000000000c1",
                "createdOn": "2026-09-28T18:06:39.900Z",
            },
            {
                "paymentMethod": "Tarjeta débito",
                "value": 30000,
                "tip": 3000,
                "deliveryCost": 0,
                "approbationNumber": "004512",
                "cashBox": "66f9000000000000000000c1",
                "createdOn": "2026-09-28T18:06:39.900Z",
            },
        ],
    },
    "seller": {"idInternal": "67872da9bca2d0f342a0a404", "name": "Lucía Prada"},
    "cashier": {"idInternal": "67872da9bca2d0f342a0a405", "name": "Tomás Ríos"},
    "table": {"idInternal": "678ff8ebdaf361fce568200e", "name": "Mesa 5"},
    "client": {
        "idInternal": "66c0ffee00000000000000a1",
        "name": "Inés",
        "lastName": "Cárdenas",
        "document": "1020304050",
        "idDocumentType": "13",
        "checkDigit": 0,
        "isSocialReason": False,
        "responsibilities": "R-99-PN",
        "email": "ines@example.com",
        "phone": "3015550101",
        "address": "Carrera 7 # 45-10",
        "cityDetail": {
            "countryCode": "Co",
            "stateCode": "11",
            "stateName": "Bogotá",
            "cityCode": "11001",
            "cityName": "Bogotá, D.C.",
        },
    },
    "products": [LINE],
    "taxes": [{"name": "I CONSUMO"}],
    "delivery": {
        "isDelivery": True,
        "deliveryGuy": "67872da9bca2d0f342a0a406",
        "percentagePerSale": 12,
        "deliveryProvider": "RAPPI",
        "address": "Carrera 7 # 45-10",
    },
    "credit": {"dueDate": "2026-10-28T05:00:00.000Z", "dueQuote": 2},
    "eInvoice": {"DIAN": {"dianState": "Aceptado"}},
    "canceled": {"date": "2026-09-29T18:04:11.120Z"},
    "deletedInfo": {"isDeleted": False, "reason": "ninguna"},
    "note1": "Gracias",
    "note2": "Vuelva pronto",
    "note3": "Propina voluntaria",
    "observations": "Sin cebolla",
    "orders": ["66f9a0aac3d4e5f601230001"],
    "group": "66f9a0aac3d4e5f601230009",
    "groupName": "Terraza",
    "cashBox": "66f9000000000000000000c1",
    "turn": 3,
    "printType": "Tirilla",
}

LEAST: dict[str, Any] = {
    "_id": "66f9b8a7c3d4e5f60789abcd",
    "status": "Facturada",
    "createdOn": "2026-09-28T18:04:11.120Z",
    "total": 50000,
}


def changed(sample: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Copy a sample with other top-level values."""
    return {**deepcopy(sample), **changes}
