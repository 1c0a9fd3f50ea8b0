# SPDX-License-Identifier: MIT
"""A day of the restaurant in which every call of Restobar is made, and each write is read back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from attrs import evolve

from loggro_integration.http import Upload
from loggro_integration.sandbox import Assumptions, FakeLoggro
from loggro_integration.wire.restobar import (
    BilledOrder,
    MovementInvoice,
    NewClient,
    NewDelivery,
    NewExpense,
    NewIngredient,
    NewLocationStock,
    NewMovement,
    NewMovementLine,
    NewOrder,
    NewOrders,
    NewPayment,
    NewProduct,
    NewProvider,
    NewSale,
    NewSaleClient,
    NewTable,
)

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
GROUP = "66f9a0aac3d4e5f6012300ff"
SPAN = {"since": DAY, "until": DAY}
# keys beside `is_delivery` are not published: they go through `extra`
RAPPI = NewDelivery(extra={"deliveryProvider": "RAPPI"})
PICTURE = Upload("arepa.png", b"\x89PNG\r\n", "image/png")

Known = dict[str, Any]
Arguments = Callable[[Known], tuple[tuple[Any, ...], dict[str, Any]]]
Step = tuple[str, Arguments]


def step(call: str, *args: Any, **kwargs: Any) -> Step:
    """Make a step with fixed arguments; a function is asked for its value with what came before."""

    def filled(known: Known) -> tuple[tuple[Any, ...], dict[str, Any]]:
        def value(each: Any) -> Any:
            return each(known) if callable(each) else each

        return tuple(map(value, args)), {name: value(each) for name, each in kwargs.items()}

    return call, filled


def field(result: Any, name: str = "_id", place: int = 0) -> Any:
    """Return a field of a row, or of one row of a list, whatever class holds it."""
    row = result[place] if isinstance(result, list) else result
    attribute = "id" if name == "_id" else name
    return row.get(name) if hasattr(row, "get") else getattr(row, attribute)


def of(call: str, name: str = "_id", place: int = 0) -> Callable[[Known], Any]:
    """Return a field of what a call gave before."""
    return lambda known: field(known[call], name, place)


def row(call: str, place: int = 0, **changes: Any) -> Callable[[Known], Any]:
    """Return one row that a list gave before, with changes."""
    return lambda known: evolve(known[call][place], **changes)


def open_row(call: str, **changes: Any) -> Callable[[Known], Any]:
    """Return the fields of a row of unknown shape that a call gave before, with changes."""
    return lambda known: {**known[call].fields, **changes}


def sheet(*rows: tuple[str, ...]) -> bytes:
    """Make a small spreadsheet."""
    cells = "".join(
        f"<row>{''.join(f'<c><is><t>{each}</t></is></c>' for each in cells)}</row>"
        for cells in rows
    )
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<sheetData>{cells}</sheetData>")
    return content.getvalue()


def life(space: str, body: Any, changed: dict[str, Any], *, find: bool = True) -> Iterator[Step]:
    """Give the life of a row: made, listed, read, changed, read, deleted, listed."""
    made = of(f"{space}.create")
    if find:
        yield step(f"{space}.list")
    yield step(f"{space}.create", body)
    yield step(f"{space}.get", made)
    yield step(f"{space}.update", open_row(f"{space}.get", **changed))
    yield step(f"{space}.get", made)
    yield step(f"{space}.delete", made)
    yield step(f"{space}.list")


def order(known: Known, place: int = 0, **more: Any) -> NewOrder:
    """Order a product of the menu as an account needs it."""
    product = known["products.list"][place]
    stock = product.locations_stock[0].location_stock
    area = product.waiter_order_area
    return NewOrder(
        product=product.id,
        quantity=Decimal(2),
        unit_price=product.sale_price,
        location_stock=stock.id,
        waiter_order_area=area.id if area else None,
        **more,
    )


def ordered(known: Known) -> NewOrders:
    """Order two products at a table."""
    table = field(known["tables.list"])
    return NewOrders(orders=(order(known), order(known, 1)), table=table, group=GROUP)


def delivered(known: Known) -> NewOrders:
    """Order one to be delivered."""
    return NewOrders(orders=(order(known, delivery=RAPPI),))


def billed(known: Known) -> NewSale:
    """Bill the newest orders, unpaid."""
    rows = known["orders.create"]
    return NewSale(
        id=secrets.token_hex(12) if "ids" not in known else known["ids"].pop(0),
        orders=tuple(BilledOrder(order=each.id) for each in rows),
        client=NewSaleClient(name="Ana", email="ana@correo.example"),
        is_paid=False,
        total=sum((each.total for each in rows), Decimal(0)),
    )


def paying(known: Known) -> list[NewPayment]:
    """Pay the sale just billed in cash."""
    method = field(known["payment_methods.list"])
    return [NewPayment(method=method, value=known["invoices.get"].total)]


def bought(known: Known) -> NewMovement:
    """Buy an ingredient."""
    line = NewMovementLine(
        ingredient=field(known["ingredients.list"]),
        quantity=Decimal(3),
        price=Decimal(2500),
        location_stock=known["products.list"][0].locations_stock[0].location_stock.id,
    )
    return NewMovement(
        date=NOON,
        type=known["inventories.types"][0].id,
        ingredients=(line,),
        provider=field(known["providers.create"]),
        note="Compra de prueba",
        total=Decimal(7500),
        invoice=MovementInvoice(number="G-1", is_paid=False, total=Decimal(7500)),
        is_subtracted=False,
        is_production=False,
        is_move_to=False,
    )


def made_product(known: Known) -> NewProduct:
    """Put a product on the menu."""
    place = known["products.list"][0].locations_stock[0].location_stock.id
    return NewProduct(
        name="Limonada de coco",
        price=Decimal(9500),
        category=field(known["categories.list"]),
        locations_stock=(NewLocationStock(location_stock=place, price=Decimal(9500)),),
    )


START: list[Step] = [
    step("login", lambda known: known["email"], lambda known: known["password"]),
    step("users.list"),
    step("cashboxes.list", status="open"),
    step("payment_methods.list"),
    step("categories.list"),
    step("products.list"),
    step("products.get", of("products.list")),
    step("tables.list"),
    step("clients.list"),
]
CATALOGUES: list[Step] = [
    *life("categories", {"name": "Jugos"}, {"name": "Jugos naturales"}),
    step("categories.with_products"),
    *life("units", {"name": "Libra"}, {"name": "Libras"}),
    *life("payment_methods", {"name": "Bono"}, {"name": "Bono de regalo"}),
    *life("taxes", {"name": "IVA5", "percentage": 5}, {"name": "IVA 5"}),
    *life("type_expenses", {"name": "Aseo"}, {"name": "Aseo y cafetería"}),
    *life("cash_registers", {"name": "Caja 9"}, {"name": "Caja nueve"}),
    *life("promos", {"name": "Martes", "type": "Porcentaje", "value": 10}, {"name": "Miércoles"}),
    *life("roles", {"name": "Cajero", "permissions": ["CL_POST"]}, {"name": "Cajera"}),
    *life("waiter_order_areas", {"name": "Terraza"}, {"name": "Patio"}),
    *life("events", {"name": "Feria"}, {"name": "Feria del maíz"}),
    *life("delivery_providers", {"name": "Moto"}, {"name": "Moto propia"}),
    step("tables.create", NewTable(name="Mesa 99", description="Jardín")),
    step("tables.get", of("tables.create")),
    step("tables.update", open_row("tables.get", name="Mesa 98")),
    step("tables.with_orders", of("tables.create")),
    step("tables.delete", of("tables.create")),
    step("tables.list"),
    step("clients.create", NewClient(name="Andina SAS", id_document_type=31, document="900777001")),
    step("clients.find", "900777001"),
    step("clients.update", row("clients.find", email="compras@andina.example")),
    step("clients.get", of("clients.create")),
    step("clients.delete", of("clients.create")),
    step("clients.get", of("clients.create")),
]
MENU: list[Step] = [
    step("products.create", made_product),
    step("products.get", of("products.create")),
    step("products.update", lambda known: evolve(known["products.get"], price=Decimal(9900))),
    step("products.of_category", of("categories.list")),
    step("products.sub_products", text="Limonada"),
    step(
        "products.configure_location",
        of("products.create"),
        lambda known: known["products.list"][0].locations_stock[0].location_stock.id,
        {"stockMinimum": 4},
    ),
    step(
        "products.save_locations",
        lambda known: {
            "product": field(known["products.create"]),
            "locationsStock": [
                {
                    "locationStock": known["products.list"][0].locations_stock[0].location_stock.id,
                    "price": 10000,
                }
            ],
        },
    ),
    step("products.get", of("products.create")),
    step(
        "products.upload_image",
        PICTURE,
        fields=lambda known: {"product": str(field(known["products.create"]))},
    ),
    step(
        "products.upload_sheet",
        lambda known: Upload(
            "carta.xlsx",
            sheet(
                ("Nombre", "Categoría", "Precio"),
                ("Tinto", field(known["categories.list"], "name"), "2500"),
            ),
        ),
    ),
    step("products.list", name="Tinto"),
    step(
        "products.save_provider_menu",
        lambda known: {
            "source": "RAPPI",
            "products": [{"product": field(known["products.create"]), "price": 12000}],
        },
    ),
    step("products.provider_menu", "RAPPI"),
    step("products.verify_inheritance"),
    step(
        "products.convert_to_sub_product",
        lambda known: {
            "product": field(known["products.list"]),
            "parent": field(known["products.create"]),
        },
    ),
    step("products.delete", of("products.create")),
    step("products.list"),
]
STOCK: list[Step] = [
    step("providers.create", NewProvider(name="Granos SAS", document="900888001")),
    step("providers.list"),
    step("providers.get", of("providers.create")),
    step("providers.update", open_row("providers.get", phone="6015550000")),
    step("ingredients.list"),
    step("ingredients.only_ingredients"),
    step(
        "ingredients.create",
        lambda known: NewIngredient(name="Cuajada", category=field(known["categories.list"])),
    ),
    step("ingredients.list", name="Cuajada"),
    step("ingredients.get", of("ingredients.list")),
    step("ingredients.update", open_row("ingredients.get", name="Cuajada fresca")),
    step("inventories.types"),
    step("inventories.create", bought),
    step("inventories.list"),
    step("inventories.get", of("inventories.create")),
    step("inventories.update", open_row("inventories.get", note="Corregida")),
    step(
        "inventory_invoice_payments.create",
        lambda known: {"inventory": field(known["inventories.create"]), "total": 3000},
    ),
    step("inventory_invoice_payments.list"),
    step("inventory_invoice_payments.of_inventory", of("inventories.create")),
    step("inventory_invoice_payments.get", of("inventory_invoice_payments.create")),
    step(
        "inventory_invoice_payments.update",
        open_row("inventory_invoice_payments.get", description="Abono"),
    ),
    step("inventory_invoice_payments.delete", of("inventory_invoice_payments.create")),
    step("inventories.report_purchases", **SPAN),
    step("inventories.report_productions", **SPAN),
    step("inventories.report_transfers", **SPAN),
    step("reports.purchases", **SPAN),
    step("reports.production", **SPAN),
    step("reports.transfers", **SPAN),
    step("reports.shrinkage", **SPAN),
    step("inventories.delete", of("inventories.create")),
    step("ingredients.delete", of("ingredients.list")),
    step("inventories.list"),
]
SALES: list[Step] = [
    step("orders.create", ordered),
    step("orders.find", GROUP),
    step("orders.get", of("orders.create")),
    step("orders.list", status="Espera"),
    step("orders.waiting"),
    step("orders.of_table", of("tables.list")),
    step("orders.tables_by_status", "Espera"),
    step("orders.groups_by_status", "Espera"),
    step("orders.kitchen"),
    step("orders.kitchen_waiting"),
    step("orders.update", of("orders.create"), {"notes": ["Sin sal"]}),
    step(
        "orders.change_kitchen_status",
        lambda known: {"orders": [field(known["orders.create"])], "status": "Cocina"},
    ),
    step(
        "orders.move",
        lambda known: {
            "orders": [field(known["orders.create"])],
            "table": field(known["tables.list"], place=1),
        },
    ),
    step("orders.split", lambda known: {"orders": [field(known["orders.create"], place=1)]}),
    step(
        "orders.update_all",
        lambda known: {
            "orders": [field(known["orders.create"])],
            "complementary": {"isComplementary": True, "note": "Cumpleaños"},
        },
    ),
    step("orders.cancel", of("orders.create", place=1), cause="Se fue"),
    step("orders.find", GROUP),
    step("orders.create", ordered),
    step("invoices.create", billed),
    step("invoices.billed"),
    step("invoices.get", lambda known: field(known["invoices.create"])),
    step("invoices.find", lambda known: known["invoices.get"].number),
    step("invoices.mark_paid", of("invoices.create"), payments=paying),
    step("invoices.get", of("invoices.create")),
    step("invoices.last"),
    step("invoices.list", **SPAN),
    step("invoices.count_electronic"),
    step("invoices.validate_electronic"),
    step("invoices.is_validated", lambda known: known["electronic"]),
    step("invoices.send_email", lambda known: known["electronic"]),
    step("invoices.force_send", of("invoices.create")),
    step("invoices.void", of("invoices.create"), reason="Prueba"),
    step("invoices.void", lambda known: known["electronic"]),
    step("invoices.finalize_void", lambda known: known["electronic"]),
    step("operator.advance", seconds=3600),
    step("invoices.finalize_void", lambda known: known["electronic"]),
    step("invoices.get", lambda known: known["electronic"]),
    step(
        "clients.pay_credit",
        lambda known: known["debtor"],
        lambda known: {
            "invoice": known["credit"],
            "paymentMethodValue": [
                {"paymentMethod": field(known["payment_methods.list"]), "value": 1000}
            ],
        },
    ),
    step("invoices.get", lambda known: known["credit"]),
    step("orders.create", delivered),
    step("invoices.create", billed),
    step("invoices.my_deliveries"),
    step("operator.set_role", lambda known: known["email"], "Domiciliario"),
    step("invoices.pending_deliveries"),
    step("invoices.change_delivery_status", of("invoices.create"), "EnCamino"),
    step("invoices.my_deliveries"),
    step("operator.set_role", lambda known: known["email"], "Administrador"),
    step("delivery_providers.list"),
    step(
        "invoices.mark_deliveries_paid",
        lambda known: {"invoices": [field(known["invoices.create"])]},
    ),
]
MONEY: list[Step] = [
    step(
        "expenses.create",
        lambda known: NewExpense(
            type=field(known["type_expenses.list"]),
            description="Gas",
            subtotal=Decimal(84000),
            date=NOON,
        ),
    ),
    step("expenses.list", **SPAN),
    step("expenses.update", row("expenses.list", notes="Noviembre")),
    step("expenses.list", **SPAN),
    step("reports.expenses", **SPAN),
    step("reports.profit_by_expense_type", **SPAN),
    step("expenses.delete", of("expenses.create")),
    step("expenses.list", **SPAN),
    step("reports.sales_invoices", **SPAN, status="Pagada"),
    step("reports.sales_by_category", **SPAN),
    step("reports.sales_by_product", **SPAN),
    step("reports.profit", **SPAN),
    step("reports.profit_by_delivery_provider", **SPAN),
    *(
        step(f"stats.{name}")
        for name in (
            "dashboard",
            "dashboard_v2",
            "sales_in_cash_session",
            "last_orders",
            "sales_today",
            "sales_last_7_days",
            "sales_last_30_days",
            "sales_this_year",
            "sales_this_year_v2",
            "orders_today_by_hour",
            "sales_last_7_days_by_day",
            "orders_this_month_by_product",
            "sales_this_year_by_month",
            "sales_this_year_by_month_v2",
            "orders_this_month_by_seller",
            "orders_last_24_hours_by_hour",
        )
    ),
    *(
        step(f"stats.{name}", **SPAN)
        for name in (
            "sales_by_month",
            "sales_by_day",
            "sales_by_table",
            "sales_by_payment_method",
            "sales_by_product",
            "sales_by_seller",
            "sales_by_delivery_provider",
            "orders_by_hour",
            "orders_by_weekday",
            "sales_by_cashier",
            "average_delivery_time",
        )
    ),
]
STEPS = [*START, *CATALOGUES, *MENU, *STOCK, *SALES, *MONEY]


def morning() -> tuple[FakeLoggro, Known]:
    """Open the restaurant with an electronic sale and a credit, and what a story starts from."""
    fake = FakeLoggro(assumptions=Assumptions(admin_report="administrators"))
    buyer = {"name": "Andina SAS", "idType": "NIT", "idNumber": "900123456", "email": "a@b.co"}
    fake.operator.sell(electronic=True, customer=buyer)
    debtor = next(iter(fake.world.clients))
    fake.operator.sell(credit=30, customer=debtor["document"])
    fake.operator.advance(seconds=120)
    electronic, credit = fake.sales()
    return fake, {
        "email": fake.email,
        "password": fake.password,
        "ids": ["66f9a1b2c3d4e5f601234567", "66f9a1b2c3d4e5f601234568"],
        "electronic": electronic["_id"],
        "credit": credit["_id"],
        "debtor": debtor["_id"],
    }
