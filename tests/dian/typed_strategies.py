# SPDX-License-Identifier: MIT
"""
Hypothesis strategies of typed documents: whatever a document may hold, likely or not.

Not documents that add up: the writer computes nothing, so nothing need make sense. What each kind
has no place for is kept out, since the writer refuses it. Of the optional fields of each object a
few are drawn, so that documents stay small.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from loggro_integration.dian._blocks import pairs_of
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    ApplicationResponse,
    AttachedDocument,
    Contact,
    CreditNote,
    DebitNote,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    ExchangeRate,
    ExtensionBlock,
    ExtensionElement,
    Identification,
    Invoice,
    ItemCode,
    ItemProperty,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    PaymentTerms,
    Period,
    Person,
    Prepayment,
    Reference,
    ReferencePrice,
    ResponseLine,
    Shareholder,
    Software,
    TaxRegistration,
    TaxSubtotal,
    TaxTotal,
    Totals,
    WrittenCode,
)

__all__ = ["any_texts", "documents", "kinds"]

Drawn = st.SearchStrategy[Any]
Fields = dict[str, Drawn]

# --- values ----------------------------------------------------------------------------------

_LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"),
    include_characters="\t\n\r\x7f\x85",
    exclude_characters="\uffff\ufffe",
)
any_texts = st.text(_LETTERS, max_size=12)
"""Texts that XML can hold, white space around them included."""
texts = st.text(_LETTERS, min_size=1, max_size=8).map(str.strip).filter(bool)
"""Texts as the reader gives them: nothing around them."""
codes = st.text("ABCdef012-", min_size=1, max_size=6)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2) | st.decimals(
    min_value=0, max_value=10**6, places=6
)
days = st.dates(min_value=date(2, 1, 1))
clocks = st.times()
truths = st.booleans()


def several(drawn: Drawn, most: int = 2, least: int = 0) -> Drawn:
    return st.lists(drawn, min_size=least, max_size=most).map(tuple)


@st.composite
def some(draw: st.DrawFn, kind: Any, optional: Fields, /, most: int = 5, **required: Drawn) -> Any:
    """Draw an object with its required fields and a few of the optional ones."""
    names = draw(st.lists(st.sampled_from(sorted(optional)), unique=True, max_size=most))
    fields = {**required, **{name: optional[name] for name in names}}
    return kind(**{name: draw(each) for name, each in fields.items()})


# --- parts -----------------------------------------------------------------------------------

identifications = some(Identification, {"type_code": codes, "check_digit": codes}, number=texts)
unique_codes = st.builds(WrittenCode, scheme=codes, value=texts)
addresses = some(
    Address,
    {
        **dict.fromkeys(("city_code", "city_name", "postal_zone", "country_name"), texts),
        **dict.fromkeys(("department_name", "department_code"), texts),
        "lines": several(texts),
        "country_code": codes,
    },
)
contacts = some(Contact, dict.fromkeys(("name", "telephone", "email", "fax", "note"), texts))
persons = some(
    Person,
    {
        **dict.fromkeys(("first_name", "family_name", "job_title", "department"), texts),
        "identification": identifications,
    },
)
_REGISTERED: Fields = {
    "name": texts,
    "responsibilities": several(codes),
    "tax_regime": codes,
    "tax_scheme": codes,
    "tax_scheme_name": texts,
}
_NUMBERED: Fields = {**_REGISTERED, "identification": identifications}
shareholders = some(Shareholder, {**_NUMBERED, "percent": amounts})
registrations = some(TaxRegistration, {**_NUMBERED, "registration_address": addresses})
_PARTY: Fields = {
    **_REGISTERED,
    "other_names": several(texts),
    "address": addresses,
    "registration_address": addresses,
    "contact": contacts,
    "invoice_prefix": codes,
    "registration_number": texts,
    "activity_codes": several(codes),
    "other_identifications": several(identifications),
    "legal_name": texts,
    "legal_identification": identifications,
    "shareholders": several(shareholders),
    "person": persons,
    "other_tax_schemes": several(registrations),
}
carriers = some(
    Party,
    _PARTY,
    identification=identifications,
    trade_name=texts,
    personal_identification=identifications,
) | some(Party, {"trade_name": texts, "address": addresses, "contact": contacts})
parties = some(
    Party,
    {**_PARTY, "organization_type": codes},
    identification=identifications,
    trade_name=texts,
    personal_identification=identifications,
) | some(Party, {"identification": identifications, "name": texts})

_PERCENT = some(TaxSubtotal, {"taxable_amount": amounts, "percent": amounts}, amount=amounts)
_NOMINAL = some(
    TaxSubtotal,
    {"per_unit_amount": amounts},
    amount=amounts,
    base_unit_measure=amounts,
    unit_code=codes,
)
taxes = some(
    TaxTotal,
    {"rounding": amounts},
    code=codes,
    name=texts,
    amount=amounts,
    subtotals=several(_PERCENT | _NOMINAL, 3, 1),
) | st.builds(TaxTotal, code=st.just(""), name=st.just(""), amount=amounts)
changes = some(
    AllowanceCharge,
    {
        "reason_code": codes,
        "reason": texts,
        "percent": amounts,
        "base_amount": amounts,
        "id": codes,
    },
    charge=truths,
    amount=amounts,
)


def references(*names: str) -> Drawn:
    optional = {
        "unique_code": unique_codes,
        "issue_date": days,
        "type_code": codes,
        "description": texts,
    }
    return some(Reference, optional, kind=st.sampled_from(names), number=texts)


item_codes = some(
    ItemCode,
    {"scheme": codes, "scheme_name": texts, "agency": codes, "agency_name": texts},
    value=texts,
)
_LINE: Fields = {
    "unit_code": codes | st.none(),
    "base_quantity": amounts,
    "descriptions": several(texts),
    "taxes": several(taxes),
    "allowance_charges": several(changes),
    "notes": several(texts),
    "seller_item_id": texts,
    "seller_item_extended_id": texts,
    "standard_item": item_codes,
    "additional_items": several(item_codes),
    "brand": texts,
    "model": texts,
    "pack_size": amounts,
    "income_of": codes,
    "mandator": identifications,
    "mandator_name": texts,
    "reference_price": some(
        ReferencePrice, {"type_code": codes | st.none(), "type_name": texts}, amount=amounts
    ),
    "properties": several(st.tuples(texts, st.just("") | texts)),
    "measured_properties": several(
        some(ItemProperty, {"value": texts, "unit_code": codes}, name=texts, quantity=amounts)
    ),
    "references": several(references("document")),
}
_OF_CREDITS: Fields = {
    "free_of_charge": truths,
    "period_start": days,
    "period_code": codes,
    "period_text": texts,
}


def lines(more: Fields | None = None) -> Drawn:
    line = some(
        Line,
        {**_LINE, **(more or {})},
        id=codes,
        quantity=amounts,
        line_extension=amounts,
        unit_price=amounts,
    )
    return several(line, 3, 1)


# --- extensions ------------------------------------------------------------------------------

_NAMES = st.sampled_from(
    ["Grupo", "Ñandú", "name", "Value", "cbc:ID", "cac:Item", "{urn:x}A", "{urn:y}B.b-1", "{}C"]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["a", "B", "schemeName", "ñ"]), any_texts, max_size=2
).map(lambda pairs: tuple(sorted(pairs.items())))
_LEAVES = st.builds(ExtensionElement, name=_NAMES, text=st.just("") | texts, attributes=_ATTRIBUTES)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        ExtensionElement, name=_NAMES, attributes=_ATTRIBUTES, elements=several(inner, 3, 1)
    ),
    max_leaves=6,
)
_PAIRS = several(st.tuples(texts, st.just("") | texts), 3, 1)
grouped_blocks = st.builds(
    ExtensionBlock,
    name=st.sampled_from(["FabricanteSoftware", "BeneficiosComprador", "PuntoVenta"]),
    values=_PAIRS,
    group=st.sampled_from([None, "InformacionVeneficiosComprador"]),
) | st.builds(ExtensionBlock, name=st.just("DebidaDiligencia"), values=_PAIRS)
trees = st.builds(
    ExtensionBlock,
    name=st.sampled_from(["CustomTagGeneral", "{urn:x}Bloque", "cac:Item"]),
    attributes=_ATTRIBUTES,
    elements=several(_TREES, 3, 1),
).map(lambda block: evolve(block, values=tuple(pairs_of(block.elements))))

# --- documents -------------------------------------------------------------------------------

rates = some(
    ExchangeRate,
    {"on": days, "source_base": amounts, "target_base": amounts},
    source=codes,
    target=codes,
    rate=amounts,
)
software = some(
    Software,
    {"provider_check_digit": codes, "id": texts, "security_code": texts},
    provider=texts,
)
_SAID: Fields = {
    "customization": texts,
    "profile": texts,
    "environment": codes,
}
_DATED: Fields = {"number": texts, "issue_date": days, "issue_time": clocks}
_ISSUED: Fields = {
    **_SAID,
    "unique_code": unique_codes,
    "notes": several(texts),
    "software": software,
    "qr_code": texts,
}
_FISCAL: Fields = {
    **_ISSUED,
    "currency": codes,
    "line_count": st.integers(0, 10**6),
    "tax_point_date": days,
    "period": some(Period, {"start": days, "end": days, "start_time": clocks, "end_time": clocks}),
    "references": several(references("invoice", "credit-note", "debit-note")),
    "representative": identifications,
    "representative_name": texts,
    "deliveries": several(
        some(Delivery, {"on": days, "at": clocks, "address": addresses, "carrier": carriers})
    ),
    "payment_means": several(
        some(
            PaymentMeans,
            {"due_date": days, "payment_ids": several(texts)},
            form=codes,
            code=codes,
        )
    ),
    "payment_terms": several(
        some(
            PaymentTerms,
            {"notes": several(texts), "event_code": codes, "amount": amounts, "due_date": days},
            duration=amounts,
            unit_code=codes,
        )
    ),
    "delivery_terms": some(
        DeliveryTerms, {"code": codes, "special_terms": texts, "loss_risk": texts, "id": codes}
    ),
    "allowance_charges": several(changes),
    "exchange_rate": rates,
    "alternative_exchange_rate": rates,
    "taxes": several(taxes),
    "extensions": several(grouped_blocks, 1) | several(trees, 1),
    "numbering": some(
        NumberingRange,
        {"prefix": codes, "valid_from": days, "valid_until": days},
        authorization=texts,
        first=st.integers(0, 10**9),
        last=st.integers(0, 10**9),
    ),
}
_TRADED: Fields = {
    **_DATED,
    "supplier": parties,
    "customer": parties,
    "totals": some(
        Totals,
        dict.fromkeys(("allowance", "charge", "prepaid", "rounding"), amounts),
        line_extension=amounts,
        tax_exclusive=amounts,
        tax_inclusive=amounts,
        payable=amounts,
    ),
}
_PREPAID = several(
    some(
        Prepayment,
        {
            "id": codes,
            "received_on": days,
            "paid_on": days,
            "paid_at": clocks,
            "instruction": texts,
        },
        amount=amounts,
    )
)
_WHY = some(Discrepancy, {"description": texts, "reference": texts}, code=codes)
_MOST = 12

invoices = some(
    Invoice,
    {**_FISCAL, "due_date": days, "prepayments": _PREPAID, "withholdings": several(taxes)},
    most=_MOST,
    type_code=st.sampled_from(["01", "02", "03", "04", "05", "20", "25", "60"]),
    lines=lines({**_OF_CREDITS, "withholdings": several(taxes)}),
    **_TRADED,
)
credit_notes = some(
    CreditNote,
    {**_FISCAL, "discrepancy": _WHY},
    most=_MOST,
    type_code=st.sampled_from(["91", "94", "95"]),
    lines=lines(_OF_CREDITS),
    **_TRADED,
)
debit_notes = some(
    DebitNote,
    {**_FISCAL, "discrepancy": _WHY, "prepayments": _PREPAID},
    most=_MOST,
    type_code=st.just("92"),
    lines=lines(),
    **_TRADED,
)
responses = some(
    ApplicationResponse,
    {
        **_ISSUED,
        "description": texts,
        "claim_code": codes,
        "claim_text": texts,
        "person": persons,
        "lines": several(
            some(ResponseLine, {"code": codes, "description": texts, "line_id": codes}), 3
        ),
    },
    most=_MOST,
    sender=parties,
    receiver=parties,
    response_code=codes,
    reference=references("document"),
    **_DATED,
)
_CONTENT = texts.map(str.encode)
containers = some(
    AttachedDocument,
    {
        **_SAID,
        "answer": _CONTENT,
        "parent_code": unique_codes,
        "validation_code": codes,
        "validated_on": days,
        "validated_at": clocks,
        "document_type": texts,
        "parent_date": days,
    },
    most=_MOST,
    sender=parties,
    receiver=parties,
    parent_number=texts,
    document=_CONTENT,
    **_DATED,
)
kinds = (invoices, credit_notes, debit_notes, responses, containers)
documents = st.one_of(kinds)
"""Documents of all five roots."""
