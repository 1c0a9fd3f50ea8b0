# SPDX-License-Identifier: MIT
"""
The payload of an external sale: what a partner's private endpoint of Pymes needs of a sale.

Loggro publishes neither the path nor one field name of that endpoint. The fields below have names
of ours; each says how sure it is that Pymes needs it, and an `ExternalFormat` gives it the name
that Loggro gave the partner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias, TypeGuard

import attrs
from attrs import field, frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.money import plain

__all__ = [
    "ExternalCharge",
    "ExternalCustomer",
    "ExternalField",
    "ExternalFormat",
    "ExternalLine",
    "ExternalPayment",
    "ExternalSale",
    "ExternalTax",
    "external_fields",
]

Certainty: TypeAlias = Literal["documented", "inferred"]


def _told(certainty: Certainty, about: str, of: type[Any] | None = None) -> dict[str, Any]:
    """Return the metadata of a field; `of` is the class that it holds."""
    return {"certainty": certainty, "about": about, "of": of}


@frozen(kw_only=True)
class ExternalTax:
    """One rate of one tax; COP."""

    code: str = field(metadata=_told("inferred", "Code of DIAN, as 04."))
    name: str = field(
        metadata=_told("inferred", "Name in Pymes, as the rules have it; else DIAN's.")
    )
    percent: Decimal | None = field(
        metadata=_told("inferred", "Rate; absent for a tax by unit."), default=None
    )
    base: Decimal = field(metadata=_told("inferred", "Taxable base."))
    amount: Decimal = field(metadata=_told("inferred", "The tax."))


@frozen(kw_only=True)
class ExternalCustomer:
    """Who buys; without a customer of its own the sale is of the final consumer."""

    id_type: str | None = field(
        metadata=_told("inferred", "Type of document of DIAN."), default=None
    )
    number: str = field(
        metadata=_told("documented", "Number of the document: Pymes finds customers by it.")
    )
    check_digit: str | None = field(metadata=_told("inferred", "Of a NIT."), default=None)
    name: str | None = field(
        metadata=_told("documented", "Name, or consumidor final."), default=None
    )
    company: bool = field(metadata=_told("inferred", "Whether it is a company."))
    responsibilities: tuple[str, ...] = field(
        metadata=_told("inferred", "Codes of the RUT."), default=()
    )
    email: str | None = field(metadata=_told("inferred", "E-mail."), default=None)
    phone: str | None = field(metadata=_told("inferred", "Telephone."), default=None)
    address: str | None = field(metadata=_told("inferred", "Address."), default=None)
    city_code: str | None = field(metadata=_told("inferred", "DANE municipality."), default=None)


@frozen(kw_only=True)
class ExternalLine:
    """One line; COP without taxes, but for `total`."""

    item: str = field(metadata=_told("documented", "Code of the item in Pymes."))
    description: str = field(metadata=_told("inferred", "Name of the product."))
    quantity: Decimal = field(metadata=_told("inferred", "How many."))
    unit_price: Decimal = field(
        metadata=_told("inferred", "Price of one without taxes, up to 6 decimals.")
    )
    discount: Decimal = field(
        metadata=_told("inferred", "Discounts of the line, those of the bill among them.")
    )
    net: Decimal = field(metadata=_told("inferred", "What the line costs without taxes."))
    taxes: tuple[ExternalTax, ...] = field(
        metadata=_told("documented", "Its taxes.", ExternalTax), default=()
    )
    total: Decimal = field(metadata=_told("inferred", "What the line costs with its taxes."))
    free: bool = field(metadata=_told("inferred", "Whether it is given away."))


@frozen(kw_only=True)
class ExternalCharge:
    """A charge of the whole sale that no tax base holds; COP."""

    code: str | None = field(
        metadata=_told("inferred", "Code of DIAN, 03 for the tip."), default=None
    )
    reason: str | None = field(
        metadata=_told("inferred", "What it is, as Propina voluntaria."), default=None
    )
    amount: Decimal = field(metadata=_told("inferred", "How much."))


@frozen(kw_only=True)
class ExternalPayment:
    """A payment; COP."""

    method: str = field(metadata=_told("documented", "Means of payment by its name in Pymes."))
    code: str | None = field(metadata=_told("inferred", "Means of payment of DIAN."), default=None)
    amount: Decimal = field(
        metadata=_told("documented", "What of it pays the sale, without its tip.")
    )
    tip: Decimal = field(metadata=_told("inferred", "Its tip."))
    paid_on: date | None = field(metadata=_told("inferred", "Bogotá day."), default=None)


@frozen(kw_only=True)
class ExternalSale:
    """
    A sale, as a partner hands it to Pymes; all amounts are COP.

    The names are ours and nobody's contract: see `ExternalFormat`.
    """

    number: str = field(
        metadata=_told("documented", "Prefix and sequence: Pymes must show this number.")
    )
    prefix: str = field(metadata=_told("documented", "Prefix of the resolution."))
    sequence: int = field(metadata=_told("documented", "Sequence alone."))
    authorization: str | None = field(
        metadata=_told("documented", "Number of the resolution."), default=None
    )
    kind: str = field(metadata=_told("inferred", "pos or electronic."))
    applies_to: str = field(metadata=_told("documented", "«Aplica a» of the consecutive in Pymes."))
    issued_on: date = field(metadata=_told("inferred", "Bogotá day."))
    issued_at: time = field(metadata=_told("inferred", "Clock of Bogotá."))
    currency: str = field(metadata=_told("inferred", "ISO 4217."))
    establishment: str | None = field(
        metadata=_told("documented", "Establishment in Pymes."), default=None
    )
    warehouse: str | None = field(
        metadata=_told("documented", "Warehouse that dispatches."), default=None
    )
    cash_box: str | None = field(metadata=_told("documented", "Cash box in Pymes."), default=None)
    seller: str | None = field(
        metadata=_told("documented", "Seller by its name in Pymes."), default=None
    )
    form: str | None = field(
        metadata=_told("documented", "Contado or crédito by its name in Pymes."), default=None
    )
    due_date: date | None = field(
        metadata=_told("inferred", "Day a credit must be paid."), default=None
    )
    customer: ExternalCustomer = field(metadata=_told("documented", "Who buys.", ExternalCustomer))
    lines: tuple[ExternalLine, ...] = field(
        metadata=_told("documented", "What was sold.", ExternalLine)
    )
    taxes: tuple[ExternalTax, ...] = field(
        metadata=_told("inferred", "Sums by rate.", ExternalTax), default=()
    )
    charges: tuple[ExternalCharge, ...] = field(
        metadata=_told(
            "inferred", "Tip and delivery, where the rules charge them.", ExternalCharge
        ),
        default=(),
    )
    payments: tuple[ExternalPayment, ...] = field(
        metadata=_told(
            "documented", "How it was paid; of a credit its instalments.", ExternalPayment
        ),
        default=(),
    )
    net: Decimal = field(metadata=_told("inferred", "Sum of the lines without taxes."))
    rounding: Decimal = field(metadata=_told("inferred", "Rounding of the total."))
    total: Decimal = field(metadata=_told("documented", "To pay, the charges among it."))
    tip: Decimal = field(metadata=_told("inferred", "Voluntary tip, inside the charges or not."))
    balance: Decimal = field(metadata=_told("documented", "Still owed."))

    def body(self, form: ExternalFormat) -> dict[str, JsonValue]:
        """Return the JSON body with the partner's names; what is absent is left out."""
        return {**form.written("", self), **form.constants}


@frozen(kw_only=True)
class ExternalField:
    """
    A field of the payload.

    Attributes:
        path: As ``lines.unit_price``.
        certainty: Of the need for it, never of a name: ``documented`` where Loggro's pages say that
            Pymes holds it, ``inferred`` otherwise.
    """

    path: str
    certainty: Certainty
    about: str


def external_fields() -> tuple[ExternalField, ...]:
    """
    Return every field of the payload, and how sure it is.

    >>> from loggro_integration.mapping import external_fields
    >>> external_fields()[0].path, external_fields()[0].certainty
    ('number', 'documented')
    """
    return tuple(_fields(ExternalSale, ""))


def _fields(kind: type[Any], prefix: str) -> Iterator[ExternalField]:
    for each in attrs.fields(kind):
        path, known = f"{prefix}{each.name}", each.metadata
        yield ExternalField(path=path, certainty=known["certainty"], about=known["about"])
        if known["of"] is not None:
            yield from _fields(known["of"], f"{path}.")


_PATHS: Final = frozenset(each.path for each in external_fields())


def _check_names(_: object, __: object, names: Collection[str]) -> None:
    for name in names:
        if name not in _PATHS:
            raise InvalidInput(
                f"The external sale has no field {name!r}.",
                field="names",
                value=name,
                hint=Text(
                    es="Los campos están en mapping.external_fields().",
                    en="The fields are in mapping.external_fields().",
                ),
            )


@frozen(kw_only=True)
class ExternalFormat:
    """
    How one partner's endpoint writes the payload; Loggro publishes none of it.

    Attributes:
        path: Of the call, as Loggro gave it to the partner; it has no default.
        names: Field → name in the body, as ``{"lines.unit_price": "precio"}``.
        leave_out: Fields that the endpoint does not take.
        constants: What else stands in every body.
        amounts: ``number`` (JSON decimals, exact) or ``text``.
        days: ``2026-11-20`` or ``20/11/2026``.

    Raises:
        InvalidInput: If `names` or `leave_out` name a field that does not exist, or two values
            would have one name.
    """

    path: str
    names: Mapping[str, str] = field(factory=dict[str, str], validator=_check_names)
    leave_out: Collection[str] = field(default=(), validator=_check_names)
    constants: Mapping[str, JsonValue] = field(factory=dict[str, JsonValue])
    amounts: Literal["number", "text"] = "number"
    days: Literal["2026-11-20", "20/11/2026"] = "2026-11-20"

    def __attrs_post_init__(self) -> None:
        taken = Counter(self._places())
        taken.update(("", name) for name in self.constants)
        for (level, name), times in taken.items():
            if times > 1:
                raise InvalidInput(
                    f"Two values would be called {name!r}.",
                    field="names",
                    value=f"{level}{name}",
                    hint=Text(es="Dé a cada una su nombre.", en="Give each a name of its own."),
                )

    def _places(self) -> Iterator[tuple[str, str]]:
        """Return where each field that is written stands, and its name there."""
        for path in _PATHS - frozenset(self.leave_out):
            level, _, name = path.rpartition(".")
            yield level, self.names.get(path, name)

    def written(self, prefix: str, record: object) -> dict[str, JsonValue]:
        """Return a part of the payload as the partner's endpoint takes it."""
        found: dict[str, JsonValue] = {}
        for each in attrs.fields(type(record)):  # type: ignore[arg-type]  # only attrs classes
            path, value = f"{prefix}{each.name}", getattr(record, each.name)
            if value is not None and path not in self.leave_out:
                found[self.names.get(path, each.name)] = self._value(path, value)
        return found

    def _value(self, path: str, value: object) -> JsonValue:
        if _is_tuple(value):
            return [self._value(path, item) for item in value]
        if attrs.has(type(value)):
            return self.written(f"{path}.", value)
        if isinstance(value, Decimal):
            return plain(value) if self.amounts == "text" else value
        if isinstance(value, date):
            return value.isoformat() if self.days == "2026-11-20" else f"{value:%d/%m/%Y}"
        if isinstance(value, time):
            return value.isoformat("seconds")
        return value if isinstance(value, int) else str(value)


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)
