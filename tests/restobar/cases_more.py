# SPDX-License-Identifier: MIT
"""Rows of every call beside sales: catalogue, orders, stock, expenses, reports, statistics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from attrs import evolve

from loggro_integration.http import Upload
from loggro_integration.wire import OpenRecord, restobar
from loggro_integration.wire._open_record import answer as open_answer
from loggro_integration.wire.restobar import (
    BilledOrder,
    City,
    Coordinates,
    Credit,
    Deletion,
    IngredientConfig,
    MovementInvoice,
    NewClient,
    NewCourtesy,
    NewDelivery,
    NewExpense,
    NewExtra,
    NewIngredient,
    NewLocationStock,
    NewMovement,
    NewMovementLine,
    NewOrder,
    NewOrders,
    NewProduct,
    NewProvider,
    NewSale,
    NewSaleClient,
    NewTable,
    VariablePrice,
)
from restobar.cases_rows import ID, UNPUBLISHED, got, listed, opened, read_row, resource
from restobar.kit import Case
from wire.restobar_rows import ROWS

OTHER = "66aa00000000000000000001"
GROUP = "66f9a0aac3d4e5f6012300ff"
MONTH = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
SPAN = {"dateInit": "2026-11-01T05:00:00.000Z", "dateEnd": "2026-12-01T04:59:59.999Z"}
SPAN_ISO = {f"{name}ISO": value for name, value in SPAN.items()}
PAGE = {"pagination": "true", "page": "0", "limit": "500"}
PICTURE = Upload("arepa.png", b"\x89PNG", "image/png")
PICTURE_SENT = ("arepa.png", "image/png", b"\x89PNG")
MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)


def counted(kind: str | None) -> dict[str, Any]:
    """Wrap the row of a kind as Restobar does when it pages."""
    return {"data": [ROWS[kind] if kind else UNPUBLISHED], "count": 1}


def paged(call: str, path: str, kind: str | None, **more: Any) -> Case:
    """Make a row of a list with pages."""
    row = ROWS[kind] if kind else UNPUBLISHED
    return got(call, path, counted(kind), [read_row(kind, row)], **more)


NEW_SALE = NewSale(
    id=ID,
    orders=(BilledOrder(order=OTHER),),
    table=OTHER,
    client=NewSaleClient(
        name="Andina SAS", phone="1", email="a@b.co", id_type="NIT", id_number="900123456"
    ),
    payment_method=OTHER,
    is_paid=True,
    total=Decimal(58000),
    discount_additional_total=Decimal(2000),
    is_electronic=True,
    send_email=False,
    credit=Credit(due_date=MIDNIGHT, instalments=2),
)
NEW_SALE_SENT = {
    "_id": ID,
    "orderProducts": [{"order": OTHER}],
    "table": OTHER,
    "client": {
        "name": "Andina SAS",
        "phone": "1",
        "email": "a@b.co",
        "idType": "NIT",
        "idNumber": "900123456",
    },
    "paymentMethod": OTHER,
    "isPaid": True,
    "total": 58000,
    "discountAdditionalTotal": 2000,
    "isEInvoice": True,
    "sendInvoiceEmail": False,
    "credit": {"dueDate": "2026-11-20T00:00:00.000Z", "dueQuote": 2},
}

SALES = [
    opened("invoices.create", "POST", "/invoices", NEW_SALE, json=NEW_SALE_SENT),
    opened(
        "invoices.mark_deliveries_paid",
        "PUT",
        "/invoices/changeToPaidDelivery",
        {"invoices": [ID]},
        kwargs={"invoice_id": ID},
        json={"invoices": [ID]},
    ),
    listed("invoices.my_deliveries", "/invoices/deliveryGuy/myDeliveries"),
    listed("invoices.pending_deliveries", "/invoices/deliveryGuy/pending"),
    opened(
        "invoices.change_delivery_status",
        "PUT",
        f"/invoices/{ID}/deliveryGuy/changeStatus/En%20camino",
        ID,
        "En camino",
    ),
]

NEW_ORDERS = NewOrders(
    table=OTHER,
    group=GROUP,
    group_name="Web",
    seller=OTHER,
    orders=(
        NewOrder(
            product=OTHER,
            quantity=Decimal(2),
            unit_price=Decimal(27000),
            notes=("Sin cebolla",),
            extras=(NewExtra(product=OTHER, quantity=Decimal(1), price=Decimal(2000)),),
            complementary=NewCourtesy(note="Cumpleaños"),
            location_stock=OTHER,
            waiter_order_area=OTHER,
        ),
    ),
)
NEW_ORDERS_SENT = {
    "table": OTHER,
    "group": GROUP,
    "groupName": "Web",
    "seller": OTHER,
    "orders": [
        {
            "product": OTHER,
            "quantity": 2,
            "unit_price": 27000,
            "notes": ["Sin cebolla"],
            "productsExtra": [{"product": OTHER, "quantity": 1, "price": 2000}],
            "complementary": {"isComplementary": True, "note": "Cumpleaños"},
            "locationStock": OTHER,
            "waiterOrderArea": OTHER,
        }
    ],
}
MADE = [{"_id": ID, "status": "Espera"}]

ORDERS = [
    paged(
        "orders.list",
        "/orders",
        "order",
        kwargs=MONTH
        | {
            "status": "Espera",
            "kitchen_status": "x",
            "only_mine": True,
            "group": GROUP,
            "courtesy": False,
            "table": OTHER,
            "product": OTHER,
            "page_size": 3000,
        },
        query=SPAN
        | PAGE
        | {
            "limit": "3000",
            "status": "Espera",
            "statusKitchen": "x",
            "onlyMine": "true",
            "group": GROUP,
            "isComplementary": "false",
            "tableId": OTHER,
            "product": OTHER,
        },
    ),
    paged("orders.list", "/orders", "order", query=PAGE),
    paged("orders.find", "/orders", "order", args=(GROUP,), query=PAGE | {"group": GROUP}),
    got("orders.get", f"/orders/{ID}", ROWS["order"], restobar.order(ROWS["order"]), args=(ID,)),
    Case(
        call="orders.create",
        args=(NEW_ORDERS,),
        method="POST",
        path="/orders",
        json=NEW_ORDERS_SENT,
        answer=MADE,
        value=[restobar.order(MADE[0])],
    ),
    Case(
        call="orders.create",
        args=(
            NewOrders(
                orders=(NewOrder(product=OTHER, quantity=Decimal(1), delivery=NewDelivery()),)
            ),
        ),
        method="POST",
        path="/orders",
        json={"orders": [{"product": OTHER, "quantity": 1, "delivery": {"isDelivery": True}}]},
        answer=[],
        value=[],
    ),
    opened("orders.update", "PUT", "/orders", ID, {"quantity": 2}, json={"_id": ID, "quantity": 2}),
    opened(
        "orders.cancel",
        "PUT",
        "/orders",
        ID,
        kwargs={"cause": "Se fue"},
        json={"_id": ID, "status": "Cancelada", "causeCancel": "Se fue"},
    ),
    opened(
        "orders.cancel",
        "PUT",
        "/orders",
        ID,
        kwargs={"cause": "Se fue", "status": "Cancelado", "cause_field": "cause"},
        json={"_id": ID, "status": "Cancelado", "cause": "Se fue"},
    ),
    listed("orders.waiting", "/orders/currentBusiness/espera"),
    listed(
        "orders.of_table",
        f"/orders/tables/{OTHER}",
        args=(OTHER,),
        kwargs={"status": "Espera"},
        query={"status": "Espera"},
    ),
    listed(
        "orders.tables_by_status", "/orders/tables/status/Espera", "table_total", args=("Espera",)
    ),
    listed(
        "orders.groups_by_status",
        "/orders/groups/status/Espera",
        args=("Espera",),
        kwargs={"table": OTHER},
        query={"table": OTHER},
    ),
    listed(
        "orders.kitchen",
        "/orders/kitchen/ordersForKitchen",
        kwargs={"area": OTHER, "include_defaults": True},
        query={"waiterOrderArea": OTHER, "includeDefaults": "true"},
    ),
    paged(
        "orders.kitchen_waiting",
        "/orders/kitchen/espera",
        None,
        kwargs={"status": "x"},
        query={"status": "x", "page": "0", "limit": "500"},
    ),
    opened(
        "orders.move",
        "POST",
        "/orders/moveToTablet",
        {"table": OTHER},
        kwargs={"table": OTHER},
        json={"table": OTHER},
    ),
    opened(
        "orders.update_all",
        "PUT",
        "/orders/updateAll",
        {"orders": [ID]},
        kwargs={"order_id": ID},
        json={"orders": [ID]},
    ),
    opened(
        "orders.split",
        "PUT",
        "/orders/split",
        {"orders": [ID]},
        kwargs={"group": GROUP},
        json={"orders": [ID]},
    ),
    opened(
        "orders.change_kitchen_status",
        "PUT",
        "/orders/changeStatusKitchen",
        {"_id": ID},
        kwargs={"order_id": ID},
        json={"_id": ID},
    ),
]

NEW_CLIENT = NewClient(
    name="Andina SAS",
    id_document_type=31,
    last_name="",
    is_social_reason=True,
    document_name="NIT",
    document="900123456",
    check_digit=8,
    email="a@b.co",
    phone="1",
    address="Calle 1",
    city=City(
        country_code="Co",
        state_code="50",
        state_name="Meta",
        city_code="50001",
        city_name="Villavicencio",
    ),
    responsibilities="O-13",
    responsibility_name="Gran contribuyente",
    notes="Paga a 30 días",
)
NEW_CLIENT_SENT = {
    "name": "Andina SAS",
    "idDocumentType": 31,
    "lastName": "",
    "isSocialReason": True,
    "documentName": "NIT",
    "document": "900123456",
    "checkDigit": 8,
    "email": "a@b.co",
    "phone": "1",
    "address": "Calle 1",
    "cityDetail": ROWS["client"]["cityDetail"],
    "responsibilities": "O-13",
    "responsibilityName": "Gran contribuyente",
    "notes": "Paga a 30 días",
}
TWO_CLIENTS = [ROWS["client"], {**ROWS["client"], "document": "9001234560"}]

CLIENTS = [
    got(
        "clients.find",
        "/clients",
        {"data": TWO_CLIENTS, "count": 2},
        [restobar.client(ROWS["client"])],
        args=("900123456",),
        query=PAGE | {"clientData": "900123456"},
    ),
    got("clients.find", "/clients", None, [], args=(" 1 ",), query=PAGE | {"clientData": "1"}),
    got(
        "clients.get",
        f"/clients/{ID}",
        ROWS["client"],
        restobar.client(ROWS["client"]),
        args=(ID,),
    ),
    got("clients.get", f"/clients/{ID}", None, None, args=(ID,)),
    *resource(
        "clients",
        "/clients",
        "client",
        without=("list", "get"),
        body=NEW_CLIENT,
        sent=NEW_CLIENT_SENT,
        answers="client",
    ),
    opened(
        "clients.pay_credit",
        "POST",
        "/clients/savePaidCredit",
        ID,
        {"client": ID, "value": 30000},
        json={"client": ID, "value": 30000},
    ),
]

NEW_PRODUCT = NewProduct(
    name="Limonada",
    price=Decimal(8000),
    category=OTHER,
    locations_stock=(NewLocationStock(location_stock=OTHER, price=Decimal(8000)),),
)
NEW_PRODUCT_SENT = {
    "name": "Limonada",
    "description": "",
    "price": 8000,
    "type": "Normal",
    "isActive": True,
    "isIngredient": False,
    "isSubproduct": False,
    "discountInventory": False,
    "inventoryType": "PerUnit",
    "ingredients": [],
    "extra": [],
    "subProducts": [],
    "category": OTHER,
    "locationsStock": [
        {
            "locationStock": OTHER,
            "price": 8000,
            "stock": 0,
            "stockMinimum": 0,
            "pricePurchase": 0,
            "isMain": True,
            "taxes": [],
        }
    ],
}
FULL_PRODUCT = evolve(
    NEW_PRODUCT,
    locations_stock=(),
    extras=({"product": OTHER},),
    code="L1",
    barcode="770",
    price_purchase=Decimal(1),
    stock_minimum=Decimal(2),
    waiter_order_area=OTHER,
    image_url="https://arepera.example/l1.png",
    config_combo={"isCombo": False},
    external_integration={"rappi": {}},
)
FULL_PRODUCT_SENT = NEW_PRODUCT_SENT | {
    "locationsStock": [],
    "extra": [{"product": OTHER}],
    "code": "L1",
    "barcode": "770",
    "pricePurchase": 1,
    "stockMinimum": 2,
    "waiterOrderArea": OTHER,
    "urlImage": "https://arepera.example/l1.png",
    "configCombo": {"isCombo": False},
    "externalIntegration": {"rappi": {}},
}
PRODUCT = restobar.product(ROWS["product"])

PRODUCTS = [
    listed("products.of_category", f"/products/category/{OTHER}", args=(OTHER,)),
    paged(
        "products.sub_products",
        "/products/subproducts",
        None,
        kwargs={
            "text": "jugo",
            "category": OTHER,
            "only_normal": True,
            "only_products": False,
            "page_size": 5000,
        },
        query=PAGE
        | {
            "limit": "5000",
            "productData": "jugo",
            "categoryId": OTHER,
            "onlyNormal": "true",
            "onlyProducts": "false",
        },
    ),
    got("products.get", f"/products/{ID}", ROWS["product"], PRODUCT, args=(ID,)),
    *(
        Case(
            call="products.create",
            args=(body,),
            method="POST",
            path="/products",
            json=sent,
            answer=ROWS["product"],
            value=PRODUCT,
        )
        for body, sent in ((NEW_PRODUCT, NEW_PRODUCT_SENT), (FULL_PRODUCT, FULL_PRODUCT_SENT))
    ),
    Case(
        call="products.update",
        args=(evolve(PRODUCT, price=Decimal(9500)),),
        method="POST",
        path="/products",
        json=ROWS["product"] | {"price": 9500},
        answer=ROWS["product"],
        value=PRODUCT,
    ),
    opened("products.delete", "DELETE", f"/products/{ID}", ID),
    opened(
        "products.configure_location",
        "POST",
        f"/products/{ID}/locationStock/{OTHER}/config",
        ID,
        OTHER,
        {"stockMinimum": 5},
        json={"stockMinimum": 5},
    ),
    opened(
        "products.save_locations",
        "POST",
        "/products/saveDataLocationStock",
        {"product": ID},
        kwargs={"product_id": ID},
        json={"product": ID},
    ),
    opened(
        "products.convert_to_sub_product",
        "POST",
        "/products/convertToSubproduct",
        {"product": ID},
        json={"product": ID},
    ),
    opened(
        "products.upload_image",
        "POST",
        "/products/upload-image",
        PICTURE,
        kwargs={"fields": {"product": ID}, "product_id": ID},
        json={"product": ID, "image": PICTURE_SENT},
    ),
    opened(
        "products.upload_sheet",
        "POST",
        "/products/upload-products",
        Upload("carta.xlsx", b"PK"),
        kwargs={"file_field": "sheet"},
        json={"sheet": ("carta.xlsx", "application/octet-stream", b"PK")},
    ),
    opened(
        "products.provider_menu", "GET", "/products/productsMenuProvider/RAPPI", "RAPPI", answer=[]
    ),
    opened(
        "products.save_provider_menu",
        "POST",
        "/products/productsMenuProvider",
        {"menu": []},
        kwargs={"source": "RAPPI"},
        json={"menu": []},
    ),
    opened(
        "products.verify_inheritance", "POST", "/products/verifyProductInheritanceCurrentBusiness"
    ),
]

NEW_INGREDIENT = NewIngredient(
    name="Harina",
    category=OTHER,
    description="De maíz",
    code="H",
    price=Decimal(1),
    cost=Decimal("0.5"),
    is_active=True,
    unit=OTHER,
    variable_price=VariablePrice(is_variable_price=False),
    config=IngredientConfig(open_modal_notes=True),
    deletion=Deletion(is_deleted=False),
)
NEW_INGREDIENT_SENT = {
    "name": "Harina",
    "category": OTHER,
    "description": "De maíz",
    "code": "H",
    "price": 1,
    "cost": Decimal("0.5"),
    "isActive": True,
    "unit": OTHER,
    "variablePrice": {"isVariablePrice": False},
    "config": {"openModalNotes": True},
    "deletedInfo": {"isDeleted": False},
}
NEW_MOVEMENT = NewMovement(
    date=MIDNIGHT,
    type=1,
    ingredients=(
        NewMovementLine(
            ingredient=OTHER,
            quantity=Decimal(10),
            price=Decimal(5000),
            location_stock=OTHER,
            note="",
        ),
    ),
    provider=OTHER,
    note="Semanal",
    total=Decimal(50000),
    invoice=MovementInvoice(number="G-77", is_paid=True, total=Decimal(50000)),
    payments=({"total": 50000},),
    is_subtracted=False,
    is_production=False,
    is_move_to=False,
    location_stock_to=OTHER,
    business=OTHER,
    user=OTHER,
    deleted=False,
    created_on=MIDNIGHT,
    modified_on=MIDNIGHT,
)
WRITTEN = "2026-11-20T00:00:00.000Z"
NEW_MOVEMENT_SENT = {
    "date": WRITTEN,
    "type": 1,
    "ingredients": [
        {"ingredient": OTHER, "quantity": 10, "price": 5000, "locationStock": OTHER, "note": ""}
    ],
    "provider": OTHER,
    "note": "Semanal",
    "total": 50000,
    "invoice": {"invoiceNumber": "G-77", "isPaid": True, "total": 50000},
    "payments": [{"total": 50000}],
    "isSubtracted": False,
    "isProduction": False,
    "isMoveTo": False,
    "locationStockTo": OTHER,
    "business": OTHER,
    "user": OTHER,
    "deleted": False,
    "createdOn": WRITTEN,
    "modifiedOn": WRITTEN,
}

STOCK = [
    paged(
        "ingredients.list",
        "/ingredients",
        "ingredient",
        kwargs={
            "name": "harina",
            "category": OTHER,
            "only_ingredients": True,
            "main_products": False,
            "exclude_combos": True,
            "location_stock": OTHER,
            "page_size": 15000,
        },
        query=PAGE
        | {
            "limit": "15000",
            "name": "harina",
            "categoryId": OTHER,
            "onlyIngredient": "true",
            "mainProductsWithIngredients": "false",
            "excludeCombos": "true",
            "locationStock": OTHER,
        },
    ),
    listed("ingredients.only_ingredients", "/ingredients/onlyIngredient"),
    *resource(
        "ingredients",
        "/ingredients",
        "ingredient",
        without=("list",),
        body=NEW_INGREDIENT,
        sent=NEW_INGREDIENT_SENT,
    ),
    *resource("units", "/units", "unit"),
    paged(
        "inventories.list",
        "/inventories",
        "movement",
        kwargs={"provider": OTHER, "type_id": 1, "number": "7", "purchase_status": "x"},
        query=PAGE
        | {
            "provider": OTHER,
            "inventoryTypeId": "1",
            "inventoryNumber": "7",
            "purchaseStatus": "x",
        },
        documented="/inventory",
    ),
    listed(
        "inventories.types",
        "/inventories/types/all",
        "movement_type",
        documented="/inventory/types/all",
    ),
    *resource(
        "inventories",
        "/inventories",
        "movement",
        without=("list",),
        documented="/inventory",
        body=NEW_MOVEMENT,
        sent=NEW_MOVEMENT_SENT,
        answers="movement",
    ),
    opened(
        "inventories.report_purchases",
        "GET",
        "/inventories/report/purchases",
        kwargs=MONTH | {"all_businesses": True},
        query=SPAN_ISO | {"allBusiness": "true"},
        documented="/inventory/report/purchases",
    ),
    *(
        opened(
            f"inventories.report_{what}",
            "GET",
            f"/inventories/report/{what}",
            kwargs=MONTH | {"all_businesses": True, "group": True},
            query=SPAN_ISO | {"allBusiness": "true", "groupResult": "true"},
            documented=f"/inventory/report/{what}",
        )
        for what in ("productions", "transfers")
    ),
    *resource("inventory_invoice_payments", "/inventoryInvoicePayments", "purchase_payment"),
    listed(
        "inventory_invoice_payments.of_inventory",
        f"/inventoryInvoicePayments/inventory/{ID}",
        args=(ID,),
    ),
]

NEW_EXPENSE = NewExpense(
    type=OTHER,
    description="Gas",
    subtotal=Decimal(84000),
    taxes=Decimal(0),
    date=MIDNIGHT,
    invoice_number="S-1",
    payment_method="Efectivo",
    notes="Noviembre",
    subtract_cash_register=True,
    paid_to=OTHER,
    provider=OTHER,
    cash_session=OTHER,
)
NEW_EXPENSE_SENT = {
    "typeExpense": OTHER,
    "description": "Gas",
    "subTotal": 84000,
    "taxes": 0,
    "date": WRITTEN,
    "invoiceNumber": "S-1",
    "paymentMethod": "Efectivo",
    "notes": "Noviembre",
    "subtractCashRegister": True,
    "paidTo": OTHER,
    "provider": OTHER,
    "cashBox": OTHER,
}
NEW_PROVIDER = NewProvider(
    name="Granos SAS",
    tradename="Granos",
    document="900123456",
    email="v@g.co",
    phone="1",
    address="Calle 1",
    web="g.co",
    contact="Ana",
    note="Lunes",
)
NEW_PROVIDER_SENT = {
    "name": "Granos SAS",
    "tradename": "Granos",
    "document": "900123456",
    "email": "v@g.co",
    "phone": "1",
    "address": "Calle 1",
    "web": "g.co",
    "contact": "Ana",
    "note": "Lunes",
}
PLATFORM = restobar.delivery_provider(ROWS["delivery_provider"])
NEW_TABLE = NewTable(
    name="Mesa 9",
    description="Terraza",
    coord=Coordinates(x=Decimal(1), y=Decimal(2)),
    is_home_delivery=False,
    is_active=True,
)

HOUSE = [
    listed(
        "expenses.list",
        "/expenses",
        "expense",
        kwargs=MONTH | {"all_businesses": True},
        query=SPAN | {"allBusiness": "true"},
    ),
    *resource(
        "expenses",
        "/expenses",
        "expense",
        without=("list", "get"),
        body=NEW_EXPENSE,
        sent=NEW_EXPENSE_SENT,
        answers="expense",
    ),
    *resource("type_expenses", "/typeExpenses", "type_expense"),
    *resource(
        "providers",
        "/providers",
        "provider",
        without=("delete",),
        body=NEW_PROVIDER,
        sent=NEW_PROVIDER_SENT,
        answers="provider",
    ),
    listed(
        "delivery_providers.list",
        "/deliveryProvider",
        "delivery_provider",
        kwargs={"active": True},
        query={"active": "true"},
        documented="/deliveryProviders",
    ),
    *resource(
        "delivery_providers",
        "/deliveryProvider",
        without=("list", "create", "update"),
        documented="/deliveryProviders",
    ),
    opened(
        "delivery_providers.create",
        "POST",
        "/deliveryProvider",
        {"name": "Moto", "percentagePerSale": 0},
        documented="/deliveryProviders",
        json={"name": "Moto", "percentagePerSale": "0"},
    ),
    opened(
        "delivery_providers.update",
        "POST",
        "/deliveryProvider",
        evolve(PLATFORM, is_active=False),
        kwargs={"image": PICTURE, "image_field": "logo"},
        documented="/deliveryProviders",
        json={
            "_id": PLATFORM.id,
            "name": "RAPPI",
            "isActive": "false",
            "percentagePerSale": "20",
            "paymentMethod": "Rappi",
            "logo": PICTURE_SENT,
        },
    ),
    *resource("categories", "/categories", "category"),
    opened(
        "categories.create",
        "POST",
        "/categories",
        {"name": "Bebidas"},
        kwargs={"image": PICTURE},
        json={"name": "Bebidas", "image": PICTURE_SENT},
    ),
    listed("categories.with_products", "/categories/products/all"),
    listed(
        "events.list",
        "/events",
        kwargs={"since": date(2026, 11, 1), "order": "x"},
        query={"dateInit": SPAN["dateInit"], "orderBy": "x", "limit": "2000"},
    ),
    *resource("events", "/events", without=("list",)),
    *resource("promos", "/promos", "promo"),
    *resource("roles", "/roles"),
    *resource("cash_registers", "/cashRegisters"),
    *resource("waiter_order_areas", "/waiterOrderAreas"),
    *resource("payment_methods", "/paymentMethods", None, without=("list",)),
    *resource("taxes", "/taxes", None, without=("list",)),
    *resource(
        "tables",
        "/tables",
        "table",
        body=NEW_TABLE,
        sent={
            "name": "Mesa 9",
            "description": "Terraza",
            "coord": {"x": 1, "y": 2},
            "isHomeDelivery": False,
            "isActive": True,
        },
    ),
    listed(
        "tables.with_orders",
        "/tables/tableOrders",
        kwargs={"table_id": ID},
        query={"tableId": ID},
    ),
]


def report(call: str, slug: str, kind: str | None, wrap: str = "", *more: str) -> Case:
    """Make a row of a report of November, with everything that it can be asked for."""
    asked: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
        "group": ({"group": True}, {"groupResult": "true"}),
        "status": ({"status": "Pagada"}, {"status": "Pagada"}),
        "combos": ({"show_combos": True}, {"showProductCombo": "true"}),
        "all": ({"all_businesses": True}, {"allBusiness": "true"}),
    }
    kwargs: dict[str, Any] = dict(MONTH)
    query = dict(SPAN if "days" in more else SPAN_ISO)
    for name in more:
        for held, added in zip((kwargs, query), asked.get(name, ({}, {})), strict=True):
            held.update(added)
    return listed(f"reports.{call}", f"/reports/{slug}", kind, wrap, kwargs=kwargs, query=query)


REPORTS = [
    report("sales_by_category", "reportSalesByCategory", "category_sales", "reportByCategory"),
    report(
        "sales_by_product",
        "reportSalesByProduct",
        None,
        "reportByProduct",
        "group",
        "status",
        "combos",
        "all",
    ),
    got(
        "reports.purchases",
        "/reports/reportPurchase",
        ROWS["purchase_report"],
        restobar.purchase_report(ROWS["purchase_report"]),
        kwargs=MONTH | {"all_businesses": True},
        query=SPAN_ISO | {"allBusiness": "true"},
    ),
    report("production", "reportProduction", "stock_move", "", "group", "all"),
    report("transfers", "reportTransfers", "stock_move", "", "group", "all"),
    report("shrinkage", "reportShrinkage", "stock_move", "", "group", "all"),
    report("expenses", "reportExpenses", "expense", "", "all", "days"),
    report(
        "profit", "reportUtility", "product_profit", "reportByProduct", "group", "status", "all"
    ),
    report("profit_by_expense_type", "reportUtilityGroupTypes", "expense_type_profit", "", "all"),
    report(
        "profit_by_delivery_provider",
        "reportUtilityDeliveryProvider",
        None,
        "reportInvoicesDeliveryProvider",
        "all",
    ),
]

DASHBOARD = {
    "dashboard": "admin",
    "dashboard_v2": "admin/v2",
    "sales_in_cash_session": "admin/totalInvoicesCurrentCashBox",
    "last_orders": "admin/lastOrders",
    "sales_today": "admin/totalInvoicesToday",
    "sales_last_7_days": "admin/totalInvoicesLast7Days",
    "sales_last_30_days": "admin/totalInvoicesLast30Days",
    "sales_this_year": "admin/totalInvoicesCurrentYear",
    "sales_this_year_v2": "admin/totalInvoicesCurrentYear/v2",
    "orders_today_by_hour": "admin/totalOrdersTodayByHours",
    "sales_last_7_days_by_day": "admin/totalInvoicesLast7DaysByDays",
    "orders_this_month_by_product": "admin/totalOrdersCurrentMonthByProducts",
    "sales_this_year_by_month": "admin/totalInvoicesCurrentYearByMonth",
    "sales_this_year_by_month_v2": "admin/totalInvoicesCurrentYearByMonth/v2",
    "orders_this_month_by_seller": "admin/totalOrdersCurrentMonthBySeller",
    "orders_last_24_hours_by_hour": "admin/totalOrdersLast24HoursByHours",
}
STATISTICS = {
    "sales_by_month": "totalInvoicesByMonths",
    "sales_by_table": "totalInvoicesByTables",
    "sales_by_payment_method": "totalInvoicesByPaymentMethodPaid",
    "sales_by_product": "totalInvoicesByProducts",
    "sales_by_seller": "totalInvoicesBySellers",
    "sales_by_delivery_provider": "totalInvoicesByDeliveryProviders",
}
BY_TABLE = {"_id": "Mesa 5", "total": 50000}


def statistic(call: str, slug: str, answer: Any, value: Any) -> Case:
    """Make a row of a statistic of November."""
    return got(f"stats.{call}", f"/stats/{slug}", answer, value, kwargs=MONTH, query=SPAN_ISO)


STATS = [
    *(
        opened(f"stats.{call}", "GET", f"/stats/{slug}", answer=[{"total": 1}, 2])
        for call, slug in DASHBOARD.items()
    ),
    *(
        statistic(call, slug, [BY_TABLE], [OpenRecord(BY_TABLE)])
        for call, slug in STATISTICS.items()
    ),
    statistic(
        "sales_by_day",
        "totalInvoicesByDays",
        [ROWS["day_sales"]],
        [restobar.day_sales(ROWS["day_sales"])],
    ),
    statistic(
        "orders_by_hour",
        "totalOrdersGroupByHours",
        {"totalOrdersTodayByHours": [ROWS["hour_orders"]]},
        [restobar.hour_orders(ROWS["hour_orders"])],
    ),
    statistic(
        "orders_by_weekday",
        "totalOrdersGroupByDays",
        {"totalOrdersTodayByDays": [ROWS["weekday_orders"]]},
        [restobar.weekday_orders(ROWS["weekday_orders"])],
    ),
    statistic(
        "sales_by_cashier", "totalSalesByBiller", {"data": [BY_TABLE]}, [OpenRecord(BY_TABLE)]
    ),
    statistic(
        "average_delivery_time",
        "avgTimeDeliveryGuyDelivered",
        Decimal("31.5"),
        open_answer(Decimal("31.5")),
    ),
]

GROUPS: Iterable[list[Case]] = (
    SALES,
    ORDERS,
    CLIENTS,
    PRODUCTS,
    STOCK,
    HOUSE,
    REPORTS,
    STATS,
)
MORE = [case for group in GROUPS for case in group]
