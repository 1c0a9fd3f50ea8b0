# SPDX-License-Identifier: MIT
"""
From a sale of Restobar to the fiscal document: exact, explained, and nothing guessed.

Pure: no network, no disk, no clock. `MappingRules` says what the business decided, `map_sale` gives
a `Plan` with the document and every problem at once.
"""

from loggro_integration.mapping._csv_sales import sales_from_csv
from loggro_integration.mapping._explain import explain, to_json
from loggro_integration.mapping._explain_html import explain_html
from loggro_integration.mapping._external import external_sale
from loggro_integration.mapping._external_fields import (
    ExternalCharge,
    ExternalCustomer,
    ExternalField,
    ExternalFormat,
    ExternalLine,
    ExternalPayment,
    ExternalSale,
    ExternalTax,
    external_fields,
)
from loggro_integration.mapping._map import map_sale
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._plan import (
    AccountingPreview,
    Plan,
    PreviewLine,
    PreviewPayment,
    PreviewTax,
    TraceStep,
)
from loggro_integration.mapping._point_of_sale import point_of_sale, software
from loggro_integration.mapping._reading import InvalidRules
from loggro_integration.mapping._return import map_return
from loggro_integration.mapping._rules import (
    Aliases,
    Business,
    CashBox,
    ConsumidorFinal,
    CustomerDefaults,
    Customers,
    DianStates,
    Maker,
    Numbering,
    PaymentRule,
    PaymentTerms,
    Policies,
    ProductRule,
    Products,
    Profile,
    PymesSettings,
    Quota,
    Regime,
    RestobarSettings,
    SalesLookup,
    TaxRule,
    TermRule,
)
from loggro_integration.mapping._sale_of_other import InvalidSale, sale_from_dict, sale_schema
from loggro_integration.mapping._sell import RestobarOrders, SellSettings, to_restobar_orders
from loggro_integration.mapping._sink_rules import SinkRules
from loggro_integration.mapping._table_format import TableFormat
from loggro_integration.mapping._tips import TipReading, detect_tip_reading
from loggro_integration.mapping._void import void_note
from loggro_integration.mapping._writing import toml_key, toml_text

__all__ = [
    "AccountingPreview",
    "Aliases",
    "Business",
    "CashBox",
    "ConsumidorFinal",
    "CustomerDefaults",
    "Customers",
    "DianStates",
    "ExternalCharge",
    "ExternalCustomer",
    "ExternalField",
    "ExternalFormat",
    "ExternalLine",
    "ExternalPayment",
    "ExternalSale",
    "ExternalTax",
    "InvalidRules",
    "InvalidSale",
    "Maker",
    "MappingRules",
    "Numbering",
    "PaymentRule",
    "PaymentTerms",
    "Plan",
    "Policies",
    "PreviewLine",
    "PreviewPayment",
    "PreviewTax",
    "ProductRule",
    "Products",
    "Profile",
    "PymesSettings",
    "Quota",
    "Regime",
    "RestobarOrders",
    "RestobarSettings",
    "SalesLookup",
    "SellSettings",
    "SinkRules",
    "TableFormat",
    "TaxRule",
    "TermRule",
    "TipReading",
    "TraceStep",
    "detect_tip_reading",
    "explain",
    "explain_html",
    "external_fields",
    "external_sale",
    "map_return",
    "map_sale",
    "point_of_sale",
    "sale_from_dict",
    "sale_schema",
    "sales_from_csv",
    "software",
    "to_json",
    "to_restobar_orders",
    "toml_key",
    "toml_text",
    "void_note",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
