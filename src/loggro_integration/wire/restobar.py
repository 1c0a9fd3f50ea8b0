# SPDX-License-Identifier: MIT
"""
The shapes of Restobar: the sale with everything in it, catalogues, orders, stock and reports.

Each lower-case function reads one row; `to_json` writes a row back, unknown fields included.
"""

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import structure
from loggro_integration.wire._open_record import answer, record
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_catalogue import (
    CashCount,
    CashSession,
    Client,
    ClientContact,
    LocationStock,
    Login,
    PaymentMethod,
    Product,
    StockTax,
    SubProduct,
    Tax,
    User,
)
from loggro_integration.wire._restobar_orders import (
    Courtesy,
    InternalUse,
    Order,
    OrderSeller,
    TableTotal,
)
from loggro_integration.wire._restobar_reports import (
    CategorySales,
    DayKey,
    DaySales,
    ExpenseTypeKey,
    ExpenseTypeProfit,
    HourOrders,
    ProductKey,
    ProductProfit,
    Purchase,
    PurchasedIngredient,
    PurchaseReport,
    StockMove,
    StockMoveKey,
    WeekdayOrders,
)
from loggro_integration.wire._restobar_requests import (
    BilledOrder,
    IngredientConfig,
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
    NewPayment,
    NewProduct,
    NewProvider,
    NewSale,
    NewSaleClient,
    NewTable,
    PaidRequest,
    VariablePrice,
)
from loggro_integration.wire._restobar_sale import (
    Business,
    Cancellation,
    City,
    Credit,
    Deletion,
    Delivery,
    DianBlock,
    ElectronicInvoice,
    LineTax,
    Sale,
    SaleClient,
    SaleLine,
    SalePaid,
    SalePayment,
    SaleTax,
)
from loggro_integration.wire._restobar_stock import (
    Category,
    CategoryMenu,
    Coordinates,
    DeliveryProvider,
    Expense,
    ExpenseSession,
    Ingredient,
    Movement,
    MovementInvoice,
    MovementLine,
    MovementType,
    Promo,
    Provider,
    PurchasePayment,
    StockByLocation,
    Table,
    TypeExpense,
    Unit,
)

__all__ = [
    "BilledOrder",
    "Business",
    "Cancellation",
    "CashCount",
    "CashSession",
    "Category",
    "CategoryMenu",
    "CategorySales",
    "City",
    "Client",
    "ClientContact",
    "Coordinates",
    "Courtesy",
    "Credit",
    "DayKey",
    "DaySales",
    "Deletion",
    "Delivery",
    "DeliveryProvider",
    "DianBlock",
    "ElectronicInvoice",
    "Expense",
    "ExpenseSession",
    "ExpenseTypeKey",
    "ExpenseTypeProfit",
    "HourOrders",
    "Ingredient",
    "IngredientConfig",
    "InternalUse",
    "LineTax",
    "LocationStock",
    "Login",
    "Movement",
    "MovementInvoice",
    "MovementLine",
    "MovementType",
    "NewClient",
    "NewCourtesy",
    "NewDelivery",
    "NewExpense",
    "NewExtra",
    "NewIngredient",
    "NewLocationStock",
    "NewMovement",
    "NewMovementLine",
    "NewOrder",
    "NewOrders",
    "NewPayment",
    "NewProduct",
    "NewProvider",
    "NewSale",
    "NewSaleClient",
    "NewTable",
    "Order",
    "OrderSeller",
    "PaidRequest",
    "PaymentMethod",
    "Product",
    "ProductKey",
    "ProductProfit",
    "Promo",
    "Provider",
    "Purchase",
    "PurchasePayment",
    "PurchaseReport",
    "PurchasedIngredient",
    "Ref",
    "Sale",
    "SaleClient",
    "SaleLine",
    "SalePaid",
    "SalePayment",
    "SaleTax",
    "StockByLocation",
    "StockMove",
    "StockMoveKey",
    "StockTax",
    "SubProduct",
    "Table",
    "TableTotal",
    "Tax",
    "TypeExpense",
    "Unit",
    "User",
    "VariablePrice",
    "WeekdayOrders",
    "answer",
    "cash_session",
    "category",
    "category_sales",
    "client",
    "day_sales",
    "delivery_provider",
    "expense",
    "expense_type_profit",
    "hour_orders",
    "ingredient",
    "login",
    "movement",
    "movement_type",
    "order",
    "payment_method",
    "product",
    "product_profit",
    "promo",
    "provider",
    "purchase_payment",
    "purchase_report",
    "record",
    "sale",
    "stock_move",
    "table",
    "table_total",
    "tax",
    "type_expense",
    "unit",
    "user",
    "weekday_orders",
]


def sale(value: JsonValue) -> Sale:
    """
    Read one sale.

    Raises:
        ContractChanged: If a field has an unknown type; the message names each path.
    """
    return structure(value, Sale)


def login(value: JsonValue) -> Login:
    """Read the answer of a login."""
    return structure(value, Login)


def payment_method(value: JsonValue) -> PaymentMethod:
    """Read one payment method."""
    return structure(value, PaymentMethod)


def tax(value: JsonValue) -> Tax:
    """Read one tax."""
    return structure(value, Tax)


def user(value: JsonValue) -> User:
    """Read one user."""
    return structure(value, User)


def client(value: JsonValue) -> Client:
    """Read one registered customer."""
    return structure(value, Client)


def product(value: JsonValue) -> Product:
    """Read one product."""
    return structure(value, Product)


def cash_session(value: JsonValue) -> CashSession:
    """Read one cash session."""
    return structure(value, CashSession)


def category(value: JsonValue) -> Category:
    """Read one category."""
    return structure(value, Category)


def unit(value: JsonValue) -> Unit:
    """Read one unit."""
    return structure(value, Unit)


def ingredient(value: JsonValue) -> Ingredient:
    """Read one ingredient."""
    return structure(value, Ingredient)


def movement(value: JsonValue) -> Movement:
    """Read one inventory movement."""
    return structure(value, Movement)


def movement_type(value: JsonValue) -> MovementType:
    """Read one type of inventory movement."""
    return structure(value, MovementType)


def provider(value: JsonValue) -> Provider:
    """Read one supplier."""
    return structure(value, Provider)


def purchase_payment(value: JsonValue) -> PurchasePayment:
    """Read one payment of a purchase."""
    return structure(value, PurchasePayment)


def expense(value: JsonValue) -> Expense:
    """Read one expense."""
    return structure(value, Expense)


def type_expense(value: JsonValue) -> TypeExpense:
    """Read one type of expense."""
    return structure(value, TypeExpense)


def promo(value: JsonValue) -> Promo:
    """Read one promotion."""
    return structure(value, Promo)


def delivery_provider(value: JsonValue) -> DeliveryProvider:
    """Read one delivery platform."""
    return structure(value, DeliveryProvider)


def table(value: JsonValue) -> Table:
    """Read one table."""
    return structure(value, Table)


def order(value: JsonValue) -> Order:
    """Read one order."""
    return structure(value, Order)


def table_total(value: JsonValue) -> TableTotal:
    """Read the total of one table."""
    return structure(value, TableTotal)


def category_sales(value: JsonValue) -> CategorySales:
    """Read one category of the sales report."""
    return structure(value, CategorySales)


def product_profit(value: JsonValue) -> ProductProfit:
    """Read one product of the profit report."""
    return structure(value, ProductProfit)


def purchase_report(value: JsonValue) -> PurchaseReport:
    """Read the purchases report."""
    return structure(value, PurchaseReport)


def stock_move(value: JsonValue) -> StockMove:
    """Read one row of production, transfers or shrinkage."""
    return structure(value, StockMove)


def expense_type_profit(value: JsonValue) -> ExpenseTypeProfit:
    """Read one type of expense of the profit report."""
    return structure(value, ExpenseTypeProfit)


def day_sales(value: JsonValue) -> DaySales:
    """Read the sales of one day."""
    return structure(value, DaySales)


def hour_orders(value: JsonValue) -> HourOrders:
    """Read the orders of one hour."""
    return structure(value, HourOrders)


def weekday_orders(value: JsonValue) -> WeekdayOrders:
    """Read the orders of one weekday."""
    return structure(value, WeekdayOrders)


for _name in __all__:
    globals()[_name].__module__ = __name__
