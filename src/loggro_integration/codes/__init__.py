# SPDX-License-Identifier: MIT
"""
Code lists of DIAN, DANE and UN/ECE as data, and open enums for the words of Loggro and DIAN.

Nothing is read from disk; a list is loaded when it is first asked for.
"""

from loggro_integration.codes import facts, lists
from loggro_integration.codes._lookup import Code, codes, is_official, lookup, name
from loggro_integration.codes._open import OpenEnum
from loggro_integration.codes.amounts import ChargeReason, PaymentForm, PaymentMeansCode, TaxCode
from loggro_integration.codes.documents import (
    CreditNoteConcept,
    DebitNoteConcept,
    DocumentTypeCode,
    Environment,
    EventCode,
)
from loggro_integration.codes.parties import (
    IdentificationType,
    OrganizationType,
    PartyTax,
    Responsibility,
    TaxRegime,
)
from loggro_integration.codes.pymes import AppliesTo, PymesCustomerNotice, PymesDianNotice
from loggro_integration.codes.restobar import (
    DianState,
    InvoiceStatus,
    InvoiceType,
    OrderStatus,
    SyncState,
)

__all__ = [
    "AppliesTo",
    "ChargeReason",
    "Code",
    "CreditNoteConcept",
    "DebitNoteConcept",
    "DianState",
    "DocumentTypeCode",
    "Environment",
    "EventCode",
    "IdentificationType",
    "InvoiceStatus",
    "InvoiceType",
    "OpenEnum",
    "OrderStatus",
    "OrganizationType",
    "PartyTax",
    "PaymentForm",
    "PaymentMeansCode",
    "PymesCustomerNotice",
    "PymesDianNotice",
    "Responsibility",
    "SyncState",
    "TaxCode",
    "TaxRegime",
    "codes",
    "facts",
    "is_official",
    "lists",
    "lookup",
    "name",
]

for _name in set(__all__) - {"facts", "lists"}:
    globals()[_name].__module__ = __name__
