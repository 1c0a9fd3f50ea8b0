# SPDX-License-Identifier: MIT
"""
The rules of one business: what `loggro.toml` says, as plain frozen values.

The names of the keys are the names of the attributes. Whatever nobody has published is a key here,
with the reading this package starts from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from loggro_integration.codes import facts, lists
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, Nit
from loggro_integration.mapping._reading import (
    Reading,
    amount,
    by,
    choice,
    code_of,
    day,
    flag,
    named,
    nit,
    no_secret,
    prefix,
    reference,
    shorthand,
    table,
    tables,
    text,
    texts,
    whole,
)
from loggro_integration.models import NumberingRange
from loggro_integration.money import TOLERANCE, exact
from loggro_integration.wire import PartFields, SaleFields, SalesFields

__all__ = [
    "Aliases",
    "Business",
    "CashBox",
    "ConsumidorFinal",
    "CustomerDefaults",
    "Customers",
    "DianStates",
    "Maker",
    "Numbering",
    "PaymentRule",
    "PaymentTerms",
    "Policies",
    "ProductRule",
    "Products",
    "Profile",
    "PymesSettings",
    "Quota",
    "Regime",
    "RestobarSettings",
    "SalesLookup",
    "TaxRule",
    "TermRule",
]

_HUNDRED = Decimal(100)
_MOST_SEQUENCE = 10**15
_MOST_PRICE = Decimal(10) ** 9
_MOST_MEASURE = Decimal(10) ** 6

NOMINAL_FACTS = tuple(
    name for name in facts.names() if facts.history(name)[0].unit.startswith("COP/")
)
"""Facts that are an amount per unit, as ``bag``."""

Unset: TypeAlias = Literal["unset"]


def _percent(value: object) -> Decimal:
    return exact(value, field="percent")


def _optional(value: object, name: str) -> Decimal | None:
    return None if value is None else exact(value, field=name)


def _reference_price(value: object) -> Decimal | None:
    return _optional(value, "reference_price")


def _per_unit_amount(value: object) -> Decimal | None:
    return _optional(value, "per_unit_amount")


def _measure_each(value: object) -> Decimal | None:
    return _optional(value, "measure_each")


def _measures(value: Mapping[str, object]) -> dict[str, Decimal]:
    # nearly no product has any, and one is made for every line
    if not value:
        return {}
    return {code: exact(each, field=f"measures.{code}") for code, each in value.items()}


def _nit(value: str) -> str:
    return str(Nit.parse(value))


@frozen(kw_only=True)
class Regime:
    """
    How the business is taxed from a day on.

    Attributes:
        kind: ``inc`` (8 % consumption tax), ``franchise`` (IVA 19 %, art. 512-1 n. 3 E.T.),
            ``non-responsible`` (may charge neither), ``simple`` (Régimen Simple: INC is charged).
        since: First day; `None` for always.
    """

    kind: str = field(metadata=by(choice("inc", "franchise", "non-responsible", "simple")))
    since: date | None = field(metadata=by(day), default=None)


@frozen(kw_only=True)
class Business:
    """
    Who sells: the supplier of every document.

    Attributes:
        id: Restobar's id of the branch; a sale of another branch is a problem. `None`: not checked.
        nit: With check digit, as ``900555111-6``.
        organization: ``legal`` or ``natural``.
        tax_scheme: ``01`` IVA, ``04`` INC, ``ZA`` both, ``ZZ`` none; `None`: follows the regime.
        city_code: DANE municipality, five digits.
    """

    nit: str = field(metadata=by(nit), converter=_nit)
    name: str = field(metadata=by(text))
    id: str | None = field(metadata=by(text), default=None)
    trade_name: str | None = field(metadata=by(text), default=None)
    organization: str = field(metadata=by(choice("legal", "natural")), default="legal")
    regimes: tuple[Regime, ...] = field(metadata=by(tables(Regime)), default=(Regime(kind="inc"),))
    responsibilities: tuple[str, ...] = field(
        metadata=by(texts(code_of(lists.RESPONSIBILITIES))), default=("R-99-PN",)
    )
    tax_regime: str = field(metadata=by(code_of(lists.TAX_REGIMES)), default="48")
    tax_scheme: str | None = field(metadata=by(code_of(lists.PARTY_TAXES)), default=None)
    city_code: str | None = field(metadata=by(code_of(lists.MUNICIPALITIES)), default=None)
    postal_zone: str | None = field(metadata=by(text), default=None)
    address: str | None = field(metadata=by(text), default=None)
    phone: str | None = field(metadata=by(text), default=None)
    email: str | None = field(metadata=by(text), default=None)
    activity_codes: tuple[str, ...] = field(metadata=by(texts()), default=())
    registration_number: str | None = field(metadata=by(text), default=None)

    def regime_on(self, on: date) -> str | None:
        """Return the kind of regime on a day, `None` where none had begun."""
        begun = [each for each in self.regimes if each.since is None or each.since <= on]
        return max(begun, key=lambda each: each.since or date.min).kind if begun else None


_FIELDS = ("tax", "payment", "balance", "state", "dian-state")


@frozen(kw_only=True)
class SalesLookup:
    """
    How ``ventas-detallado`` is asked and read in this account; none of it is published.

    Attributes:
        base_url: Replaces the base of the module.
        path: Replaces the path.
        module: Replaces the module, as ``facturacion``.
        number_spelling: ``full`` (prefix and number) or ``sequence`` (number alone).
        not_found_is_absent: Whether 404 to ``numero=`` means "none".
        void_states: States of an annulled document.
        paid_states: States of a document that is paid, and so on.
        credit_note_types: Types of document that are credit notes.
        dian_accepted: Words of the notice that DIAN accepted a document, and so on.
        not_shown: What the rows of this account do not tell and a reconciliation leaves out:
            ``tax``, ``payment``, ``balance``, ``state``, ``dian-state``.
    """

    base_url: str | None = field(metadata=by(text), default=None)
    path: str | None = field(metadata=by(text), default=None)
    module: str | None = field(metadata=by(text), default=None)
    number_spelling: str = field(metadata=by(choice("full", "sequence")), default="full")
    not_found_is_absent: bool = field(metadata=by(flag), default=False)
    void_states: tuple[str, ...] = field(metadata=by(texts()), default=("Anulada",))
    paid_states: tuple[str, ...] = field(metadata=by(texts()), default=("Pagada",))
    partly_paid_states: tuple[str, ...] = field(metadata=by(texts()), default=("Abonada",))
    owed_states: tuple[str, ...] = field(metadata=by(texts()), default=("Pendiente",))
    credit_note_types: tuple[str, ...] = field(
        metadata=by(texts()), default=("NOTA_CREDITO_VENTA",)
    )
    dian_accepted: tuple[str, ...] = field(
        metadata=by(texts()), default=("Confirmado", "Confirmado con Notificación")
    )
    dian_rejected: tuple[str, ...] = field(metadata=by(texts()), default=("Rechazado",))
    dian_pending: tuple[str, ...] = field(metadata=by(texts()), default=("Sin Notificar",))
    not_shown: tuple[str, ...] = field(metadata=by(texts(choice(*_FIELDS))), default=())


@frozen(kw_only=True)
class PymesSettings:
    """
    The accounting side.

    Attributes:
        token: Where the token is, never the token: ``env:NAME``, ``keyring:NAME``, ``file:PATH``.
        modules: Other base addresses by module.
        bank_accounts: Accounts that receive what is not cash.
        inventory: Whether the inventory of Pymes is on, as its screen says; no API tells.
    """

    token: str = field(metadata=by(reference), default="env:LOGGRO_PYMES_TOKEN")
    base_url: str | None = field(metadata=by(text), default=None)
    modules: Mapping[str, str] = field(metadata=by(named(text)), factory=dict[str, str])
    establishment: str | None = field(metadata=by(text), default=None)
    warehouse: str | None = field(metadata=by(text), default=None)
    cash_box: str | None = field(metadata=by(text), default=None)
    bank_accounts: tuple[str, ...] = field(metadata=by(texts()), default=())
    inventory: bool | Unset = field(metadata=by(choice(True, False, "unset")), default="unset")
    fields: SalesFields = field(metadata=by(table(SalesFields)), factory=SalesFields)
    parts: PartFields = field(metadata=by(table(PartFields)), factory=PartFields)
    sales: SalesLookup = field(metadata=by(table(SalesLookup)), factory=SalesLookup)


@frozen(kw_only=True)
class DianStates:
    """Words of ``dianState``; not published."""

    accepted: tuple[str, ...] = field(metadata=by(texts()), default=("Aceptado",))
    rejected: tuple[str, ...] = field(metadata=by(texts()), default=("Rechazado",))
    pending: tuple[str, ...] = field(metadata=by(texts()), default=("Pendiente",))


@frozen(kw_only=True)
class Quota:
    """
    The electronic documents of the plan.

    Attributes:
        used_field: Where ``einvoicesCount`` says how many were used, dotted; its answer is not
            published. `None`: it cannot be known.
        limit: How many the plan holds, packs included; no API tells.
    """

    used_field: str | None = field(metadata=by(text), default=None)
    limit: int | None = field(metadata=by(whole(1, _MOST_SEQUENCE)), default=None)


@frozen(kw_only=True)
class RestobarSettings:
    """
    The selling side.

    Attributes:
        siigo: Whether Siigo is connected too, as the screen says; no API tells.
    """

    base_url: str | None = field(metadata=by(text), default=None)
    fields: SaleFields = field(metadata=by(table(SaleFields)), factory=SaleFields)
    dian_states: DianStates = field(metadata=by(table(DianStates)), factory=DianStates)
    quota: Quota = field(metadata=by(table(Quota)), factory=Quota)
    siigo: bool | Unset = field(metadata=by(choice(True, False, "unset")), default="unset")


_RANGE = tables(
    NumberingRange,
    prefix=prefix,
    first=whole(0, _MOST_SEQUENCE),
    last=whole(0, _MOST_SEQUENCE),
    valid_from=day,
    valid_until=day,
    technical_key=no_secret,
)


@frozen(kw_only=True)
class Numbering:
    """Resolutions of both kinds; several of one kind where one follows the other."""

    pos: tuple[NumberingRange, ...] = field(metadata=by(_RANGE), default=())
    electronic: tuple[NumberingRange, ...] = field(metadata=by(_RANGE), default=())


@frozen(kw_only=True)
class PaymentRule:
    """
    A payment method of Restobar.

    Attributes:
        code: Means of payment of DIAN, as ``10`` for cash.
        pymes: Its name in Pymes; `None`: the same.
    """

    code: str = field(metadata=by(code_of(lists.PAYMENT_MEANS)))
    pymes: str | None = field(metadata=by(text), default=None)


@frozen(kw_only=True)
class TermRule:
    """
    Contado or crédito.

    Attributes:
        pymes: Its name in Pymes.
        code: Means of payment written on a credit sale, whose means is not known yet.
        days: Days to pay where a credit sale names no due date; `None`: that is a problem.
    """

    pymes: str | None = field(metadata=by(text), default=None)
    code: str = field(metadata=by(code_of(lists.PAYMENT_MEANS)), default="1")
    days: int | None = field(metadata=by(whole(0, 3650)), default=None)


@frozen(kw_only=True)
class PaymentTerms:
    """Both forms of payment."""

    contado: TermRule = field(metadata=by(table(TermRule)), factory=TermRule)
    credito: TermRule = field(metadata=by(table(TermRule)), factory=TermRule)


@frozen(kw_only=True)
class TaxRule:
    """
    A tax of Restobar: a percentage of the base, or so much a unit.

    Attributes:
        code: Tax of DIAN, ``01`` IVA or ``04`` INC; `None` for an excluded item.
        percent: Rate, as 8 for 8 %; 0 with a code is exempt.
        per_unit_amount: COP a unit instead: a bag (``22``), a gram (``33``), a degree (``32``),
            100 ml (``34``).
        fact: Instead of `per_unit_amount`, the dated fact that gives it: ``bag``, ``ibua-high``.
        measure_each: What one unit sold holds of it, as 350 ml; `ProductRule.measures` goes before.
        unit_code: UN/ECE unit of the measure; `None`: ``MLT`` for 34, ``GRM`` for 33, else ``94``.
        name: Name written beside the code; `None`: that of DIAN's list.
        pymes: Its name in Pymes; `None`: the same.
    """

    code: str | None = field(metadata=by(code_of(lists.TAXES)), default=None)
    percent: Decimal = field(metadata=by(amount(_HUNDRED)), default=Decimal(0), converter=_percent)
    per_unit_amount: Decimal | None = field(
        metadata=by(amount(_MOST_PRICE)), default=None, converter=_per_unit_amount
    )
    fact: str | None = field(metadata=by(choice(*NOMINAL_FACTS)), default=None)
    measure_each: Decimal | None = field(
        metadata=by(amount(_MOST_MEASURE)), default=None, converter=_measure_each
    )
    unit_code: str | None = field(metadata=by(code_of(lists.UNITS)), default=None)
    name: str | None = field(metadata=by(text), default=None)
    pymes: str | None = field(metadata=by(text), default=None)

    @property
    def is_nominal(self) -> bool:
        """Whether it is so much a unit, and no percentage."""
        return self.per_unit_amount is not None or self.fact is not None


@frozen(kw_only=True)
class ProductRule:
    """
    A product of Restobar.

    Attributes:
        pymes: Code of its item in Pymes.
        reference_price: Commercial price, taxes included, for when it is given away and the sale
            shows no price.
        measures: What one unit holds of a tax of so much a unit, by its code: ``{"34": 350}`` for
            a bottle of 350 ml, ``{"32": 29}`` for one of 29 degrees.
    """

    pymes: str = field(metadata=by(text))
    reference_price: Decimal | None = field(
        metadata=by(amount(_MOST_PRICE)), default=None, converter=_reference_price
    )
    measures: Mapping[str, Decimal] = field(
        metadata=by(named(amount(_MOST_MEASURE))), factory=dict[str, Decimal], converter=_measures
    )


@frozen(kw_only=True)
class Products:
    """
    How products find their items.

    Attributes:
        match: ``explicit`` (only those listed), ``code`` (the product's own code is the item's) or
            ``name`` (its name is).
        items: By code, name or id of the product.
    """

    match: str = field(metadata=by(choice("explicit", "code", "name")), default="explicit")
    items: Mapping[str, ProductRule] = field(
        metadata=by(named(shorthand(ProductRule, "pymes"))), factory=dict[str, ProductRule]
    )


_NAMES = named(text)


@frozen(kw_only=True)
class Aliases:
    """Other spellings that people were seen to use, each to the name the rules know."""

    payment_means: Mapping[str, str] = field(metadata=by(_NAMES), factory=dict[str, str])
    taxes: Mapping[str, str] = field(metadata=by(_NAMES), factory=dict[str, str])
    sellers: Mapping[str, str] = field(metadata=by(_NAMES), factory=dict[str, str])
    products: Mapping[str, str] = field(metadata=by(_NAMES), factory=dict[str, str])
    prefixes: Mapping[str, str] = field(metadata=by(_NAMES), factory=dict[str, str])
    id_types: Mapping[str, str] = field(
        metadata=by(named(code_of(lists.IDENTIFICATION_TYPES))),
        factory=lambda: {"CC": "13", "NIT": "31"},
    )


_TRI = choice(True, False, "unset")


@frozen(kw_only=True)
class Policies:
    """
    What is decided by the business or differs by account.

    Attributes:
        payment_value_includes_tip: Whether a payment's ``value`` holds its tip; ``unset``: decided
            by the figures of each sale, a problem where they do not decide.
        tip: ``charge`` (header charge 03, *Propina voluntaria*) or ``outside`` the document.
        tip_in_pymes: Whether the total in Pymes holds the tip: ``apart`` or ``total``.
        delivery: ``charge`` (header charge 02), ``line`` (with `delivery_tax`) or ``outside``.
        delivery_tax: Name of the tax of a delivery line; `None`: excluded.
        delivery_in_total: Whether Restobar's total holds the delivery cost; ``unset``: figures.
        delivery_in_pymes: ``apart`` or ``total``.
        bill_discount: What ``discountAdditional`` is where its total is missing: ``amount``,
            ``percent`` or ``unset`` (figures).
        courtesy: A line given away: ``free-of-charge`` with its reference price, or a ``discount``
            of 100 %.
        zero_price: A line without price: ``free-of-charge``, or ``omit`` (a note of the kitchen).
        customer_without_document: ``problem`` or ``consumidor-final``.
        default_seller: Seller of a sale that names none; `None`: a problem.
        default_cash_box: Till of a POS document whose sale names none of the rules; `None`: the
            only one, where there is only one.
        pos_cap: Whether a POS document above 5 UVT before taxes is told: ``off`` or ``warn``. The
            cap is the paper ticket's; sources differ on the electronic POS document.
        rounding_tolerance: What Restobar's total may differ from its lines, at most 2.00 COP.
        pymes_tolerance: What the total in Pymes may differ, in COP.
        voided_missing: A voided sale that Pymes lacks: ``leave`` or ``force``.
    """

    payment_value_includes_tip: bool | Unset = field(metadata=by(_TRI), default="unset")
    tip: str = field(metadata=by(choice("charge", "outside")), default="charge")
    tip_in_pymes: str = field(metadata=by(choice("apart", "total")), default="apart")
    delivery: str = field(metadata=by(choice("charge", "line", "outside")), default="charge")
    delivery_tax: str | None = field(metadata=by(text), default=None)
    delivery_in_total: bool | Unset = field(metadata=by(_TRI), default="unset")
    delivery_in_pymes: str = field(metadata=by(choice("apart", "total")), default="apart")
    bill_discount: str = field(metadata=by(choice("amount", "percent", "unset")), default="unset")
    courtesy: str = field(
        metadata=by(choice("free-of-charge", "discount")), default="free-of-charge"
    )
    zero_price: str = field(metadata=by(choice("free-of-charge", "omit")), default="free-of-charge")
    customer_without_document: str = field(
        metadata=by(choice("problem", "consumidor-final")), default="problem"
    )
    default_seller: str | None = field(metadata=by(text), default=None)
    default_cash_box: str | None = field(metadata=by(text), default=None)
    pos_cap: str = field(metadata=by(choice("off", "warn")), default="off")
    rounding_tolerance: Decimal = field(
        metadata=by(amount(TOLERANCE)), default=TOLERANCE, converter=_percent
    )
    pymes_tolerance: Decimal = field(
        metadata=by(amount(Decimal(1000))), default=Decimal(1), converter=_percent
    )
    voided_missing: str = field(metadata=by(choice("leave", "force")), default="leave")


@frozen(kw_only=True)
class ConsumidorFinal:
    """
    The record of the buyer who gives no id. Source: `dian.md` section 8 of the project's facts.

    Attributes:
        email: Written only where a business finds that DIAN asks for one (FAK51: unknown).
    """

    number: str = field(metadata=by(choice(CONSUMIDOR_FINAL_ID)), default=CONSUMIDOR_FINAL_ID)
    name: str = field(metadata=by(text), default="consumidor final")
    responsibilities: tuple[str, ...] = field(
        metadata=by(texts(code_of(lists.RESPONSIBILITIES))), default=("R-99-PN",)
    )
    tax_regime: str = field(metadata=by(code_of(lists.TAX_REGIMES)), default="49")
    tax_scheme: str = field(metadata=by(code_of(lists.PARTY_TAXES)), default="ZZ")
    email: str | None = field(metadata=by(text), default=None)


@frozen(kw_only=True)
class CustomerDefaults:
    """What is written of a customer where Restobar does not know it."""

    responsibilities: tuple[str, ...] = field(
        metadata=by(texts(code_of(lists.RESPONSIBILITIES))), default=("R-99-PN",)
    )
    tax_regime: str = field(metadata=by(code_of(lists.TAX_REGIMES)), default="49")
    tax_scheme: str = field(metadata=by(code_of(lists.PARTY_TAXES)), default="ZZ")


@frozen(kw_only=True)
class Customers:
    """Defaults for people and for companies."""

    natural: CustomerDefaults = field(
        metadata=by(table(CustomerDefaults)), factory=CustomerDefaults
    )
    legal: CustomerDefaults = field(
        metadata=by(table(CustomerDefaults)),
        factory=lambda: CustomerDefaults(tax_regime="48", tax_scheme="01"),
    )


@frozen(kw_only=True)
class Maker:
    """Who makes the selling software: a POS document names it."""

    person: str = field(metadata=by(text))
    company: str = field(metadata=by(text))
    software: str = field(metadata=by(text))


@frozen(kw_only=True)
class CashBox:
    """A till, as a POS document names it: plate, place and type."""

    plate: str = field(metadata=by(text))
    place: str = field(metadata=by(text))
    type: str = field(metadata=by(text))


def _place(reading: Reading, path: str, value: object) -> object:
    """Take an e-mail as it is, or the place where it stands."""
    named_place = isinstance(value, str) and value.startswith(("env:", "keyring:", "file:"))
    return (reference if named_place else text)(reading, path, value)


@frozen(kw_only=True)
class Profile:
    """
    One account among several: its addresses, and where its credentials are, never they themselves.

    What a profile leaves out comes from the environment and the rest of the rules. E-mail and
    password belong together: one of them alone is a problem.

    Attributes:
        restobar_url: Address of Restobar.
        restobar_email: E-mail of the user, or its place: ``env:NAME``, ``keyring:NAME``,
            ``file:PATH``.
        restobar_password: Place of the password.
        pymes_url: Address above the modules of Pymes.
        pymes_token: Place of the token.
    """

    restobar_url: str | None = field(metadata=by(text), default=None)
    restobar_email: str | None = field(metadata=by(_place), default=None)
    restobar_password: str | None = field(metadata=by(reference), default=None)
    pymes_url: str | None = field(metadata=by(text), default=None)
    pymes_token: str | None = field(metadata=by(reference), default=None)
