# SPDX-License-Identifier: MIT
"""
What is done on purpose in Restobar and Pymes: once, recorded in the ledger, and followed.

A sale is sold, paid, mailed and annulled in Restobar alone; Pymes holds a copy that follows. Every
write looks first, leaves its intent in the ledger before it leaves, and is sent again only where a
look shows that nothing of it arrived.
"""

from __future__ import annotations

from loggro_integration.sync._action_email import Emailed, email
from loggro_integration.sync._action_follow import InPymes
from loggro_integration.sync._action_pay import Paid, credit_payment_body, pay
from loggro_integration.sync._action_people import save_client, save_customer
from loggro_integration.sync._action_receipt import Received, create_receipt
from loggro_integration.sync._action_sale import find_sale
from loggro_integration.sync._action_sell import sell
from loggro_integration.sync._action_void import Voided, void
from loggro_integration.sync._action_words import shown_words, words_of

__all__ = [
    "Emailed",
    "InPymes",
    "Paid",
    "Received",
    "Voided",
    "create_receipt",
    "credit_payment_body",
    "email",
    "find_sale",
    "pay",
    "save_client",
    "save_customer",
    "sell",
    "shown_words",
    "void",
    "words_of",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
