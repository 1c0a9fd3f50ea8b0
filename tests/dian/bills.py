# SPDX-License-Identifier: MIT
"""Typed documents of La Arepera de la 45, before they are built, and all that `build` wants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from attrs import evolve

from loggro_integration import dian
from loggro_integration.errors import Problem, RulesBroken
from loggro_integration.models import (
    Address,
    Contact,
    CreditNote,
    DebitNote,
    Discrepancy,
    Identification,
    Invoice,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    Period,
    Person,
    PointOfSale,
    ReferencePrice,
    Software,
    TaxRate,
    TaxSubtotal,
    TaxTotal,
    calculate,
    priced_line,
)

KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
PIN = "45045"
AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)

ISSUER = Party(
    name="La Arepera de la 45 SAS",
    trade_name="La Arepera",
    identification=Identification(number="900555111", type_code="31", check_digit="6"),
    organization_type="1",
    responsibilities=("O-13", "O-15"),
    tax_regime="48",
    tax_scheme="ZA",
    address=Address(city_code="11001", postal_zone="110231", lines=("Calle 45 # 13-20",)),
    contact=Contact(name="Caja", email="caja@arepera.example"),
    registration_number="0045",
    activity_codes=("5611",),
)
BUYER = Party(
    name="Maíz y Fuego SAS",
    identification=Identification(number="900777222", type_code="31"),
    organization_type="1",
    tax_scheme="01",
)
SELLER = Party(
    name="Pedro Páez",
    identification=Identification(number="1020304050", type_code="31"),
    organization_type="2",
    address=Address(city_code="25053", lines=("Vereda El Salitre",)),
)
NUMBERING = NumberingRange(
    authorization="18760000001",
    prefix="SETP",
    first=990000000,
    last=995000000,
    valid_from=date(2019, 1, 19),
    valid_until=date(2030, 1, 19),
    technical_key=KEY,
)
SOFTWARE = Software(
    id="0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a",
    pin=PIN,
    name="La Caja",
    maker_name="Ana Ruiz",
    maker_company="Programas del Maíz SAS",
)
BOX = PointOfSale(plate="CJ-1", place="Local 3", cashier="Camila Rey", type="Caja principal")
PERSON = Person(
    first_name="Luz",
    family_name="Mora",
    identification=Identification(number="52000111", type_code="13"),
    job_title="Jefe de compras",
    department="Compras",
)

INC = TaxRate(code="04", percent=8)
IVA = TaxRate(code="01", percent=19)


def line(
    description: str = "Arepa de choclo",
    quantity: int | str = 2,
    unit_price: int | str = 25000,
    taxes: tuple[TaxRate, ...] = (INC,),
    **details: Any,
) -> Line:
    return priced_line(
        description=description,
        quantity=quantity,
        unit_price=unit_price,
        taxes=taxes,
        seller_item_id="ARE-1",
        **details,
    )


def bill(*lines: Line, **fields: Any) -> Invoice:
    """Make an invoice of the final consumer, as the shop knows it: no fixed text, no code."""
    sold = lines or (line(), line("Jugo de lulo", 1, 9000, (IVA,)))
    charges = fields.get("allowance_charges", ())
    taxes, totals = calculate(sold, allowance_charges=charges)
    return Invoice(
        **{
            "number": "SETP990000001",
            "issue_date": DAY,
            "issue_time": time(20, 15, 32),
            "type_code": "01",
            "supplier": ISSUER,
            "customer": dian.consumidor_final(),
            "lines": sold,
            "taxes": taxes,
            "totals": totals,
            "payment_means": (PaymentMeans(form="1", code="10"),),
            **fields,
        }
    )


def pos(*lines: Line, **fields: Any) -> Invoice:
    return bill(*lines, **{"type_code": "20", **fields})


def support(*lines: Line, **fields: Any) -> Invoice:
    sold = lines or (line("Maíz pelado", 10, 4000, (TaxRate(code="01", percent=5),)),)
    return bill(*sold, **{"type_code": "05", "supplier": SELLER, "customer": ISSUER, **fields})


def arguments(**changes: Any) -> dict[str, Any]:
    """Return what `build` takes beside the document."""
    return {
        "numbering": NUMBERING,
        "software": SOFTWARE,
        "environment": "test",
        "point_of_sale": BOX,
        **changes,
    }


def built(document: dian.Document, **changes: Any) -> Any:
    """Return the completed document."""
    return dian.build(document, **arguments(**changes)).document


def broken(document: dian.Document, **changes: Any) -> dict[str, Problem]:
    """Return what keeps a document from being issued, by code; the first of each."""
    try:
        dian.build(document, **arguments(**changes))
    except RulesBroken as error:
        return {problem.code: problem for problem in reversed(error.problems)}
    return {}


def credit(about: Invoice | None = None, **fields: Any) -> CreditNote:
    """Make the note that annuls a bill."""
    note = dian.credit_note(about or built(bill()), number="NC1", at=AT, concept="2")
    return evolve(note, **fields)


def debit(about: Invoice | None = None, **fields: Any) -> DebitNote:
    """Make a note that charges interest."""
    note = dian.debit_note(
        about or built(bill()), number="ND1", at=AT, concept="1", lines=[line("Intereses", 1, 5000)]
    )
    return evolve(note, **fields)


def without_reference(**fields: Any) -> CreditNote:
    """Make a note of a period."""
    note = dian.credit_note(
        Period(start=date(2026, 11, 1), end=DAY),
        number="NC2",
        at=AT,
        concept="3",
        lines=[line()],
        customer=BUYER,
        supplier=ISSUER,
    )
    return evolve(note, **fields)


def gift(**fields: Any) -> Line:
    """Make a line that is given away: IVA of its value, 25000.00 each."""
    return evolve(line(taxes=(IVA,), free_of_charge=True), **fields)


def tax(code: str = "04", amount: str = "4000.00", /, **part: Any) -> TaxTotal:
    """Make a tax of the first line of a bill."""
    rate = {"taxable_amount": Decimal("50000.00"), "percent": Decimal("8.00"), **part}
    value = Decimal(amount)
    return TaxTotal(
        code=code, name="", amount=value, subtotals=(TaxSubtotal(amount=value, **rate),)
    )


def taxed(*taxes: TaxTotal, **fields: Any) -> Line:
    """Make the first line of a bill with these taxes."""
    return evolve(line(), taxes=taxes, **fields)


REFERENCE_PRICE = ReferencePrice(amount=Decimal("25000.00"))
DISCREPANCY = Discrepancy(code="1")
