# SPDX-License-Identifier: MIT
"""The parts of a draft that are no lines: parties, numbering, software, payment, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration import codes
from loggro_integration.dian._draft_reading import Table
from loggro_integration.dian._health import HealthUser, health_extension
from loggro_integration.errors import InvalidNit
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, Nit
from loggro_integration.models import (
    Address,
    Adjustment,
    AllowanceCharge,
    Contact,
    Delivery,
    DeliveryTerms,
    ExchangeRate,
    ExtensionBlock,
    Identification,
    NumberingRange,
    Party,
    PaymentMeans,
    Person,
    PointOfSale,
    Prepayment,
    Reference,
    Software,
    WrittenCode,
)
from loggro_integration.money import ZERO

__all__ = [
    "Secrets",
    "adjustments_of_document",
    "customer",
    "delivery",
    "delivery_terms",
    "exchange_rate",
    "extensions",
    "identification",
    "numbering",
    "party",
    "payments",
    "person",
    "point_of_sale",
    "prepayments",
    "reference",
    "references",
    "software",
]

_NIT: Final = "31"
_LEGAL, _NATURAL = "1", "2"
_REFERENCE_KINDS: Final = ("order", "despatch", "receipt", "additional", "credit-note")
_TIP: Final = "Propina voluntaria"
_ADJUSTED: Final = {
    False: ("00", "Descuento general del documento"),
    True: ("02", "Recargo general del documento"),
}


@frozen(kw_only=True)
class Secrets:
    """
    Names of the environment variables that hold the secrets of a draft.

    Attributes:
        pin: PIN of the software.
        technical_key: Technical key of the numbering range, which a CUFE hashes.
    """

    pin: str | None = None
    technical_key: str | None = None


# -- parties --------------------------------------------------------------------------------------


def identification(table: Table) -> Identification | None:
    """Read ``id`` and ``id_type``; the check digit of a NIT is checked, or computed."""
    kind = table.optional_code("id_type", codes.lists.IDENTIFICATION_TYPES) or _NIT
    number = table.text("id")
    if not number:
        return None
    if kind != _NIT:
        return Identification(number=number, type_code=kind)
    try:
        nit = Nit.parse(number)
    except InvalidNit as error:
        table.reading.refused(table.where("id"), InvalidNit(error.message, hint=error.hint))
        return None
    return Identification(number=nit.number, type_code=_NIT, check_digit=str(nit.check_digit))


def party(table: Table) -> Party:
    """Read who issues, buys, sells or receives."""
    found = identification(table)
    kind = table.optional_code("organization_type", codes.lists.ORGANIZATION_TYPES)
    is_nit = found is None or found.type_code == _NIT
    return Party(
        name=table.text("name"),
        identification=found,
        trade_name=table.optional_text("trade_name"),
        organization_type=kind or (_LEGAL if is_nit else _NATURAL),
        responsibilities=_responsibilities(table),
        tax_regime=table.optional_code("tax_regime", codes.lists.TAX_REGIMES),
        tax_scheme=table.optional_code("tax_scheme", codes.lists.PARTY_TAXES),
        address=_address(table.table("address")),
        registration_number=table.optional_text("registration_number"),
        activity_codes=table.texts("activity_codes"),
        contact=_contact(table.table("contact")),
    )


def _responsibilities(table: Table) -> tuple[str, ...]:
    written = table.texts("responsibilities")
    for index, each in enumerate(written):
        if codes.lookup(codes.lists.RESPONSIBILITIES, each) is None:
            rows = ", ".join(row.code for row in codes.codes(codes.lists.RESPONSIBILITIES))
            name = f"responsibilities[{index}]"
            table.wrong(name, each, es=f"uno de {rows}", en=f"one of {rows}")
    return written


def customer(table: Table, name: str = "customer") -> Party:
    """Read a party, or the final consumer: ``customer = "consumidor final"``."""
    written = table[name]
    if isinstance(written, str):
        if written.casefold() == "consumidor final":
            return _final_consumer()
        table.wrong(
            name, written, es='una tabla o "consumidor final"', en='a table or "consumidor final"'
        )
        return Party()
    return party(table.needed_table(name))


def _final_consumer() -> Party:
    """Return the buyer who gives no name, as DIAN's texts want it written."""
    number = Identification(number=CONSUMIDOR_FINAL_ID, type_code="13")
    return Party(
        name="consumidor final",
        trade_name="consumidor final",
        identification=number,
        personal_identification=number,
        organization_type=_NATURAL,
        responsibilities=("R-99-PN",),
        tax_regime="49",
        tax_scheme="ZZ",
        tax_scheme_name="No aplica",
    )


def _address(table: Table | None) -> Address | None:
    """Read an address; the names of municipality and department come from the list of DANE."""
    if table is None:
        return None
    country = table.optional_code("country", codes.lists.COUNTRIES) or "CO"
    city = table.optional_code("city_code", codes.lists.MUNICIPALITIES)
    row = codes.lookup(codes.lists.MUNICIPALITIES, city) if city else None
    extra: Mapping[str, str] = row.extra if row else {}
    return Address(
        city_code=city,
        city_name=table.optional_text("city") or (row.name_es if row else None),
        postal_zone=table.optional_text("postal_zone"),
        department_code=extra.get("department"),
        department_name=table.optional_text("department") or extra.get("department_name"),
        lines=table.texts("lines"),
        country_code=country,
        country_name=codes.name(codes.lists.COUNTRIES, country),
    )


def _contact(table: Table | None) -> Contact | None:
    if table is None:
        return None
    return Contact(
        name=table.optional_text("name"),
        telephone=table.optional_text("telephone"),
        email=table.optional_text("email"),
    )


def person(table: Table) -> Person:
    """Read who received the invoice or the goods."""
    return Person(
        first_name=table.text("first_name"),
        family_name=table.text("family_name"),
        identification=identification(table),
        job_title=table.optional_text("job_title"),
        department=table.optional_text("department"),
    )


# -- numbering, software, point of sale -----------------------------------------------------------


def numbering(table: Table, *, hashed: bool) -> tuple[NumberingRange, str | None]:
    """
    Read a resolution and the name of the variable with its technical key.

    Args:
        table: The draft.
        hashed: Whether the unique code of the document hashes that key.
    """
    found = table.needed_table("numbering")
    return (
        NumberingRange(
            authorization=found.text("authorization"),
            prefix=found.optional_text("prefix") or "",
            first=found.whole("first"),
            last=found.whole("last"),
            valid_from=found.day("valid_from"),
            valid_until=found.day("valid_until"),
        ),
        found.variable("technical_key_env", needed=hashed),
    )


def software(table: Table, issuer: Party) -> tuple[Software, str]:
    """Read the software and the name of the variable with its PIN; its owner is the issuer."""
    owner = table.table("provider")
    owned = identification(owner) if owner else issuer.identification
    return (
        Software(
            id=table.text("id"),
            provider=owned.number if owned else None,
            provider_check_digit=owned.check_digit if owned else None,
            name=table.optional_text("name"),
            maker_name=table.optional_text("maker_name"),
            maker_company=table.optional_text("maker_company"),
        ),
        table.variable("pin_env", needed=True) or "",
    )


def point_of_sale(table: Table) -> PointOfSale:
    """Read the cash box of a POS document."""
    return PointOfSale(
        plate=table.text("plate"),
        place=table.text("place"),
        cashier=table.text("cashier"),
        type=table.text("type"),
        sale_code=table.optional_text("sale_code"),
        buyer_code=table.optional_text("buyer_code"),
        buyer_name=table.optional_text("buyer_name"),
        buyer_points=table.optional_text("buyer_points") or "0",
    )


# -- payment --------------------------------------------------------------------------------------


def payments(table: Table) -> tuple[PaymentMeans, ...]:
    """Read ``[[payments]]``; at least one must be there."""
    found = tuple(_payment(each) for each in table.tables("payments"))
    if not table.holds("payments"):
        table.reading.missing(table.where("payments"))
    return found


def _payment(table: Table) -> PaymentMeans:
    return PaymentMeans(
        form=table.optional_code("form", codes.lists.PAYMENT_FORMS) or "1",
        code=table.code("means", codes.lists.PAYMENT_MEANS),
        due_date=table.optional_day("due_date"),
        payment_ids=table.texts("ids"),
    )


def prepayments(table: Table) -> tuple[Prepayment, ...]:
    """Read ``[[prepayments]]``."""
    return tuple(
        Prepayment(
            amount=each.amount("amount"),
            id=each.optional_text("id"),
            received_on=each.day("received_on"),
            paid_on=each.optional_day("paid_on"),
            instruction=each.optional_text("instruction"),
        )
        for each in table.tables("prepayments")
    )


def exchange_rate(table: Table, currency: str) -> ExchangeRate | None:
    """Read what one unit of the currency was worth in pesos."""
    found = table.table("exchange_rate")
    if found is None:
        return None
    return ExchangeRate(
        source=currency, target="COP", rate=found.number("rate"), on=found.day("date")
    )


def adjustments_of_document(
    table: Table, lines: Decimal, read: Callable[[Table], Adjustment | None]
) -> tuple[AllowanceCharge, ...]:
    """
    Read ``[[discounts]]``, ``[[charges]]`` and ``tip`` of the whole document, numbered from 1.

    Args:
        table: The draft.
        lines: What the lines add up to: percentages are taken of it.
        read: Reader of one discount or charge.
    """
    written = [(False, each) for each in table.tables("discounts")]
    written += [(True, each) for each in table.tables("charges")]
    read_ones = [(charge, read(each)) for charge, each in written]
    found = [
        _adjusted(str(number), charge, each, lines)
        for number, (charge, each) in enumerate(read_ones, 1)
        if each is not None
    ]
    tip = table.optional_amount("tip")
    return (*found, _tip(str(len(found) + 1), tip, lines)) if tip else tuple(found)


def _adjusted(number: str, charge: bool, found: Adjustment, lines: Decimal) -> AllowanceCharge:
    code, reason = _ADJUSTED[charge]
    return AllowanceCharge(
        id=number,
        charge=charge,
        amount=found.of(lines),
        reason_code=found.reason_code or code,
        reason=found.reason or reason,
        percent=found.percent,
        base_amount=lines,
    )


def _tip(number: str, amount: Decimal, lines: Decimal) -> AllowanceCharge:
    return AllowanceCharge(
        id=number,
        charge=True,
        amount=amount,
        reason_code=codes.ChargeReason.CONDITIONAL_CHARGE.value,
        reason=_TIP,
        base_amount=lines,
    )


# -- references, delivery, extensions -------------------------------------------------------------


def reference(table: Table, kind: str, scheme: str, type_code: str | None = None) -> Reference:
    """Read the document that a note corrects or an event is about."""
    return Reference(
        kind=kind,
        number=table.text("number"),
        unique_code=WrittenCode(scheme=scheme, value=table.text("unique_code")),
        issue_date=table.optional_day("issue_date"),
        type_code=table.optional_text("type_code") or type_code,
    )


def references(table: Table) -> tuple[Reference, ...]:
    """Read ``[[references]]``: orders, despatches, receipts and other documents."""
    return tuple(
        Reference(
            kind=each.choice("kind", *_REFERENCE_KINDS),
            number=each.text("number"),
            unique_code=_written(each),
            issue_date=each.optional_day("issue_date"),
            type_code=each.optional_text("type_code"),
            description=each.optional_text("description"),
        )
        for each in table.tables("references")
    )


def _written(table: Table) -> WrittenCode | None:
    value = table.optional_text("unique_code")
    scheme = table.optional_text("unique_code_scheme") or "CUDE-SHA384"
    return WrittenCode(scheme=scheme, value=value) if value else None


def delivery(table: Table) -> tuple[Delivery, ...]:
    """Read ``[delivery]``."""
    found = table.table("delivery")
    if found is None:
        return ()
    carrier = found.table("carrier")
    return (
        Delivery(
            on=found.optional_day("date"),
            address=_address(found.table("address")),
            carrier=party(carrier) if carrier else None,
        ),
    )


def delivery_terms(table: Table) -> DeliveryTerms | None:
    """Read ``[delivery_terms]``."""
    found = table.table("delivery_terms")
    if found is None:
        return None
    return DeliveryTerms(
        code=found.optional_code("code", codes.lists.DELIVERY_TERMS),
        special_terms=found.optional_text("special_terms"),
        loss_risk=found.optional_text("loss_risk"),
        id=found.optional_text("id"),
    )


def extensions(table: Table) -> tuple[ExtensionBlock, ...]:
    """Read ``[[health]]`` and ``[[extensions]]``: what stands beside DIAN's own block."""
    users = [_health_user(each) for each in table.tables("health")]
    blocks = tuple(
        ExtensionBlock(name=each.text("name"), values=each.pairs("values"))
        for each in table.tables("extensions")
    )
    return (health_extension(*users), *blocks) if users else blocks


def _health_user(table: Table) -> HealthUser:
    return HealthUser(
        provider_code=table.text("provider_code"),
        payment_mode=_named_code(table, "payment_mode"),
        coverage=_named_code(table, "coverage"),
        contract=table.optional_text("contract") or "",
        policy=table.optional_text("policy") or "",
        copayment=table.optional_amount("copayment") or ZERO,
        moderating_fee=table.optional_amount("moderating_fee") or ZERO,
        shared_payments=table.optional_amount("shared_payments") or ZERO,
        advances=table.optional_amount("advances") or ZERO,
    )


def _named_code(table: Table, name: str) -> tuple[str, str]:
    found = table.needed_table(name)
    return found.text("code"), found.text("name")
