# SPDX-License-Identifier: MIT
"""
The semantic document: what a sale is mapped to, what DIAN's XML is read into and written from.

Frozen and plain; money is `Decimal`. Nothing here knows JSON, XML or Loggro.
"""

from loggro_integration.models._calculate import calculate, tax_totals
from loggro_integration.models._document import (
    CreditNote,
    DebitNote,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    FiscalDocument,
    Invoice,
    Period,
    PointOfSale,
    Software,
)
from loggro_integration.models._exchange import ApplicationResponse, AttachedDocument, ResponseLine
from loggro_integration.models._extension import ExtensionBlock, ExtensionElement
from loggro_integration.models._line import ItemCode, ItemProperty, Line, ReferencePrice
from loggro_integration.models._note import NoteHeader, note_header, reference_to
from loggro_integration.models._party import (
    Address,
    Contact,
    Identification,
    Party,
    Person,
    Shareholder,
    TaxRegistration,
)
from loggro_integration.models._payment import (
    ExchangeRate,
    NumberingRange,
    PaymentMeans,
    PaymentTerms,
    Prepayment,
    Totals,
)
from loggro_integration.models._priced import LineDetails, nominal_tax, priced_line
from loggro_integration.models._priced_terms import Adjustment, TaxRate
from loggro_integration.models._reference import Reference, WrittenCode
from loggro_integration.models._tax import AllowanceCharge, TaxSubtotal, TaxTotal

__all__ = [
    "Address",
    "Adjustment",
    "AllowanceCharge",
    "ApplicationResponse",
    "AttachedDocument",
    "Contact",
    "CreditNote",
    "DebitNote",
    "Delivery",
    "DeliveryTerms",
    "Discrepancy",
    "ExchangeRate",
    "ExtensionBlock",
    "ExtensionElement",
    "FiscalDocument",
    "Identification",
    "Invoice",
    "ItemCode",
    "ItemProperty",
    "Line",
    "LineDetails",
    "NoteHeader",
    "NumberingRange",
    "Party",
    "PaymentMeans",
    "PaymentTerms",
    "Period",
    "Person",
    "PointOfSale",
    "Prepayment",
    "Reference",
    "ReferencePrice",
    "ResponseLine",
    "Shareholder",
    "Software",
    "TaxRate",
    "TaxRegistration",
    "TaxSubtotal",
    "TaxTotal",
    "Totals",
    "WrittenCode",
    "calculate",
    "nominal_tax",
    "note_header",
    "priced_line",
    "reference_to",
    "tax_totals",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
