# SPDX-License-Identifier: MIT
"""Every wrapped call of Restobar as a row: what is called, what leaves, what comes back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from loggro_integration.restobar._namespaces import Spaces
from loggro_integration.wire import OpenRecord, restobar
from loggro_integration.wire._open_record import answer as open_answer
from loggro_integration.wire.restobar import NewPayment
from restobar.cases_more import MORE
from restobar.kit import Case, namespaces_of
from wire.samples import LEAST, SALE

ID = "66f9b8a7c3d4e5f60789abcd"
OTHER = "66aa00000000000000000001"
CASH = "66a0b0c0d0e0f00102030405"
CARD = "66a0b0c0d0e0f00102030406"
PAGE = {"pagination": "true", "page": "0", "limit": "500"}
NOVEMBER = {"dateInit": "2026-11-01T05:00:00.000Z", "dateEnd": "2026-12-01T04:59:59.999Z"}
MONTH = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}

NAMESPACES = namespaces_of(Spaces)


def named(name: str, **more: Any) -> dict[str, Any]:
    """Make a row of a catalogue."""
    return {"_id": OTHER, "name": name, **more}


def page(*rows: Any) -> dict[str, Any]:
    """Wrap rows as Restobar does when it pages."""
    return {"data": list(rows), "count": len(rows)}


CASES = [
    Case(
        call="invoices.list",
        kwargs=MONTH,
        method="GET",
        path="/invoices",
        query=NOVEMBER | PAGE,
        answer=page(SALE),
        value=[restobar.sale(SALE)],
    ),
    Case(
        call="invoices.list",
        kwargs={"since": date(2026, 11, 1)},
        method="GET",
        path="/invoices",
        query=NOVEMBER | PAGE | {"dateEnd": "2100-01-01T04:59:59.999Z"},
        answer=[],
        value=[],
    ),
    Case(
        call="invoices.list",
        kwargs=MONTH
        | {
            "status": "Por Pagar",
            "kind": "FacturaElectronica",
            "client": OTHER,
            "table": OTHER,
            "cashier": OTHER,
            "cash_session": OTHER,
            "cash_register": OTHER,
            "courier": OTHER,
            "payment_method": "Tarjeta débito",
            "delivery_provider": "RAPPI",
            "only_delivery": True,
            "electronic_state": "x",
            "siigo_state": "y",
            "sync_state": "z",
            "with_paid_credits": True,
            "sort": "w",
            "page_size": 5000,
        },
        method="GET",
        path="/invoices",
        query=NOVEMBER
        | PAGE
        | {
            "limit": "5000",
            "status": "Por Pagar",
            "type": "FacturaElectronica",
            "clientId": OTHER,
            "tableId": OTHER,
            "cashierId": OTHER,
            "cashbox": OTHER,
            "cashBoxRegister": OTHER,
            "deliveryGuyId": OTHER,
            "paymentMethodName": "Tarjeta débito",
            "deliveryProvider": "RAPPI",
            "onlyDelivery": "true",
            "statusFE": "x",
            "statusSiigo": "y",
            "statusLoggro": "z",
            "paidInvoices": "true",
            "typeSort": "w",
        },
        answer=page(LEAST),
        value=[restobar.sale(LEAST)],
    ),
    Case(
        call="invoices.find",
        args=("FVE29984",),
        method="GET",
        path="/invoices",
        query={"number": "FVE29984"},
        answer=[SALE],
        value=[restobar.sale(SALE)],
    ),
    Case(
        call="invoices.get",
        args=(ID,),
        method="GET",
        path=f"/invoices/{ID}",
        answer=SALE,
        value=restobar.sale(SALE),
    ),
    Case(
        call="invoices.last",
        method="GET",
        path="/invoices/currentBusiness/last",
        answer=LEAST,
        value=OpenRecord(LEAST),
    ),
    Case(
        call="invoices.billed",
        method="GET",
        path="/invoices/currentBusiness/facturadas",
        answer=[LEAST],
        value=[OpenRecord(LEAST)],
    ),
    Case(
        call="invoices.count_electronic",
        method="GET",
        path="/invoices/einvoicesCount",
        answer={"count": 12},
        value=open_answer({"count": 12}),
    ),
    Case(
        call="invoices.validate_electronic",
        method="GET",
        path="/invoices/validateEInvoice",
        answer={"data": []},
        value=open_answer({"data": []}),
    ),
    Case(
        call="invoices.is_validated",
        args=(ID,),
        method="GET",
        path=f"/invoices/isValidate/{ID}",
        answer=True,
        value=open_answer(True),
    ),
    Case(
        call="invoices.force_send",
        args=(ID,),
        method="PATCH",
        path=f"/invoices/forceSendToIntegration/{ID}",
        answer={"message": "Enviado"},
        value=open_answer({"message": "Enviado"}),
    ),
    Case(
        call="invoices.send_email",
        args=(ID,),
        method="POST",
        path=f"/invoices/{ID}/sendEmail",
        answer={"message": "Enviado"},
        value=open_answer({"message": "Enviado"}),
    ),
    Case(
        call="invoices.mark_paid",
        args=(ID,),
        kwargs={
            "payments": [
                NewPayment(method=CASH, value=Decimal(30000)),
                NewPayment(
                    method=CARD,
                    value=Decimal("28000.50"),
                    tip=Decimal(3000),
                    delivery_cost=Decimal(0),
                    approval="004512",
                ),
            ],
            "tip": Decimal(5000),
        },
        method="POST",
        path=f"/invoices/{ID}/changeToPaid",
        json={
            "_id": ID,
            "paymentMethodValue": [
                {"paymentMethod": CASH, "value": 30000},
                {
                    "paymentMethod": CARD,
                    "value": Decimal("28000.50"),
                    "tip": 3000,
                    "deliveryCost": 0,
                    "approbationNumber": "004512",
                },
            ],
            "tip": 5000,
        },
        answer={"message": "ok"},
        value=open_answer({"message": "ok"}),
    ),
    Case(
        call="invoices.void",
        args=(ID,),
        kwargs={"reason": "Pedido equivocado"},
        method="POST",
        path=f"/invoices/{ID}/changeToCanceled",
        json={"reason": "Pedido equivocado"},
        answer={"message": "ok"},
        value=open_answer({"message": "ok"}),
    ),
    Case(
        call="invoices.void",
        args=(ID,),
        method="POST",
        path=f"/invoices/{ID}/changeToCanceled",
        answer=None,
        value=open_answer(None),
    ),
    Case(
        call="invoices.void",
        args=(ID,),
        kwargs={"reason": "Error", "reason_field": "note"},
        method="POST",
        path=f"/invoices/{ID}/changeToCanceled",
        json={"note": "Error"},
        answer=None,
        value=open_answer(None),
    ),
    Case(
        call="invoices.finalize_void",
        args=(ID,),
        method="POST",
        path=f"/invoices/{ID}/finalizeCancellation",
        answer={"message": "ok"},
        value=open_answer({"message": "ok"}),
    ),
    Case(
        call="reports.sales_invoices",
        kwargs=MONTH
        | {
            "status": "Pagada",
            "kind": "Normal",
            "client": OTHER,
            "table": OTHER,
            "cashier": OTHER,
            "cash_session": OTHER,
            "payment_method": "Efectivo",
            "delivery_provider": "INTERNAL",
            "only_delivery": False,
            "sort": "w",
        },
        method="GET",
        path="/reports/reportSalesInvoices",
        query=NOVEMBER
        | PAGE
        | {
            "status": "Pagada",
            "type": "Normal",
            "clientId": OTHER,
            "tableId": OTHER,
            "cashierId": OTHER,
            "cashbox": OTHER,
            "paymentMethodName": "Efectivo",
            "deliveryProvider": "INTERNAL",
            "onlyDelivery": "false",
            "typeSort": "w",
        },
        answer=[SALE],
        value=[restobar.sale(SALE)],
    ),
    Case(
        call="payment_methods.list",
        method="GET",
        path="/paymentMethods",
        answer=[named("Nequi")],
        value=[restobar.payment_method(named("Nequi"))],
    ),
    Case(
        call="taxes.list",
        method="GET",
        path="/taxes",
        answer=[named("IVA19", percentage=19)],
        value=[restobar.tax(named("IVA19", percentage=19))],
    ),
    Case(
        call="products.list",
        kwargs={
            "name": "arepa",
            "category": OTHER,
            "types": "Normal",
            "inventory_type": "PerUnit",
            "include_ingredients": False,
            "in_rappi": True,
        },
        method="GET",
        path="/products",
        query=PAGE
        | {
            "limit": "100",
            "name": "arepa",
            "categoryId": OTHER,
            "types": "Normal",
            "inventoryType": "PerUnit",
            "includeIngredients": "false",
            "useInRappi": "true",
        },
        answer=page(named("Arepa", price=9000)),
        value=[restobar.product(named("Arepa", price=9000))],
    ),
    Case(
        call="clients.list",
        kwargs={"text": "Andina", "document": "900123456"},
        method="GET",
        path="/clients",
        query=PAGE | {"filter": "Andina", "clientData": "900123456"},
        answer=page(named("Andina SAS")),
        value=[restobar.client(named("Andina SAS"))],
    ),
    Case(
        call="clients.list",
        method="GET",
        path="/clients",
        query=PAGE,
        answer=None,
        value=[],
    ),
    Case(
        call="users.list",
        method="GET",
        path="/users",
        documented=None,
        answer=[named("Lucía")],
        value=[restobar.user(named("Lucía"))],
    ),
    Case(
        call="cashboxes.list",
        kwargs=MONTH | {"status": "open", "cash_session": OTHER, "cashier": OTHER},
        method="GET",
        path="/cashboxes",
        documented="/cashbox",
        query=NOVEMBER | PAGE | {"status": "open", "cashBoxId": OTHER, "cashierId": OTHER},
        answer=page({"_id": OTHER}),
        value=[restobar.cash_session({"_id": OTHER})],
    ),
    Case(
        call="cashboxes.list",
        method="GET",
        path="/cashboxes",
        documented="/cashbox",
        query=PAGE,
        answer=page({"_id": OTHER}),
        value=[restobar.cash_session({"_id": OTHER})],
    ),
]

CASES += MORE
