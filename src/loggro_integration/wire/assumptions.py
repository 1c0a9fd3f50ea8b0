# SPDX-License-Identifier: MIT
"""
Names that Loggro has not published, with the reading this package starts from.

Each is a setting: pass another value where an account differs. The fake Loggro of the sandbox keeps
the same defaults in its own table; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

from attrs import field, frozen

from loggro_integration.errors import ContractChanged, Text
from loggro_integration.exact_json import JsonValue, is_array
from loggro_integration.wire._converter import unstructure
from loggro_integration.wire._open_record import OpenRecord, at_path
from loggro_integration.wire._reading import read_day, read_decimal, read_text
from loggro_integration.wire._restobar_sale import Sale

# `date` is also the name of a setting below
Day: TypeAlias = date
Part = TypeVar("Part")

__all__ = ["PartFields", "SaleFields", "SalesFields", "SalesPayment", "SalesRow", "SalesTax"]


@frozen(kw_only=True)
class SaleFields:
    """
    Where a Restobar sale holds what nobody has published; dotted names.

    Attributes:
        sync_state: State of the synchronisation with Pymes: shown, never decides.
        dian_state: State at DIAN (the only documented one).
        cufe: Unique code.
        xml: Address or text of the XML.
    """

    sync_state: str = "statusLoggro"
    dian_state: str = "eInvoice.DIAN.dianState"
    cufe: str = "eInvoice.DIAN.cufe"
    xml: str = "eInvoice.DIAN.xml"

    def read(self, sale: Sale, name: str) -> JsonValue:
        """Return the value of one of these fields in a sale, `None` where it is missing."""
        return at_path(unstructure(sale), getattr(self, name))


@frozen(kw_only=True)
class SalesRow:
    """
    What is compared of a sales document of Pymes.

    Attributes:
        number: As the row writes it, with or without prefix.
        day: Bogotá day.
        customer: Identification number of the customer.
        total: COP, taxes included.
        balance: Still owed in COP, `None` where the row does not say.
        status: Raw text, `None` where the row does not say.
        document_type: Raw text, `None` where the row does not say.
        record: The whole row.
    """

    number: str
    day: date
    customer: str
    total: Decimal
    record: OpenRecord = field(repr=False)
    balance: Decimal | None = None
    status: str | None = None
    document_type: str | None = None
    reference: str | None = None


@frozen(kw_only=True)
class SalesFields:
    """
    Names of the fields of a ``ventas-detallado`` row; dotted names, none of them published.

    The first four are compared and must be there; the others help where they are.
    """

    number: str = "numero"
    prefix: str = "prefijo"
    date: str = "fecha"
    customer: str = "cliente.id"
    total: str = "total"
    balance: str = "saldo"
    status: str = "estado"
    document_type: str = "tipoDocumento"
    reference: str = "referencia"
    customer_name: str = "cliente.nombre"
    dian_notice: str = "facturacionElectronica.notificacionDian"
    taxes: str = "impuestos"
    payments: str = "formasPago"

    def read(self, row: OpenRecord) -> SalesRow:
        """
        Read the compared values of a row.

        Raises:
            ContractChanged: If one of the four compared fields is missing or unreadable; the
                message names the setting to change.
        """
        return SalesRow(
            number=self._text(row, "number"),
            day=self._day(row),
            customer=self._text(row, "customer"),
            total=self._amount(row),
            balance=read_decimal(row.get(self.balance)),
            status=read_text(row.get(self.status)),
            document_type=read_text(row.get(self.document_type)),
            reference=read_text(row.get(self.reference)),
            record=row,
        )

    def _text(self, row: OpenRecord, setting: str) -> str:
        value = read_text(row.get(getattr(self, setting)))
        if value is None:
            raise self._missing(row, setting)
        return value

    def _day(self, row: OpenRecord) -> Day:
        day = read_day(self._text(row, "date"))
        if day is None:
            raise self._missing(row, "date")
        return day

    def _amount(self, row: OpenRecord) -> Decimal:
        amount = read_decimal(row.get(self.total))
        if amount is None:
            raise self._missing(row, "total")
        return amount

    def _missing(self, row: OpenRecord, setting: str) -> ContractChanged:
        name = getattr(self, setting)
        keys = ", ".join(sorted(row.fields))
        return ContractChanged(
            f"A ventas-detallado row has no usable {name!r}; it holds: {keys}.",
            code=f"pymes.fields.{setting}",
            hint=Text(
                es=f"Ajuste pymes.fields.{setting} en loggro.toml al nombre que usa su cuenta.",
                en=f"Set pymes.fields.{setting} in loggro.toml to the name your account uses.",
            ),
        )


@frozen(kw_only=True)
class SalesTax:
    """
    One rate of one tax of a sales document of Pymes.

    Attributes:
        amount: COP.
        base: COP, `None` where the row does not say.
        code: As the row writes it, `None` where it does not say; so are `name` and `percent`.
    """

    amount: Decimal
    base: Decimal | None = None
    code: str | None = None
    name: str | None = None
    percent: Decimal | None = None


@frozen(kw_only=True)
class SalesPayment:
    """One payment of a sales document of Pymes: the name of its method, and COP."""

    method: str
    amount: Decimal


@frozen(kw_only=True)
class PartFields:
    """
    Names inside the taxes and the payments of a ``ventas-detallado`` row; none is published.

    The two amounts and the method are needed; the others help where they are.
    """

    tax_amount: str = "valor"
    tax_base: str = "base"
    tax_code: str = "codigo"
    tax_name: str = "nombre"
    tax_percent: str = "tarifa"
    payment_amount: str = "valor"
    payment_method: str = "medioPago"

    def taxes(self, value: JsonValue) -> tuple[SalesTax, ...] | None:
        """Read the taxes of a row; `None` where they are not there or one cannot be read."""
        return _every(self._tax, value)

    def payments(self, value: JsonValue) -> tuple[SalesPayment, ...] | None:
        """Read the payments of a row; `None` where they are not there or one cannot be read."""
        return _every(self._payment, value)

    def _tax(self, row: JsonValue) -> SalesTax | None:
        amount = read_decimal(at_path(row, self.tax_amount))
        if amount is None:
            return None
        return SalesTax(
            amount=amount,
            base=read_decimal(at_path(row, self.tax_base)),
            code=read_text(at_path(row, self.tax_code)),
            name=read_text(at_path(row, self.tax_name)),
            percent=read_decimal(at_path(row, self.tax_percent)),
        )

    def _payment(self, row: JsonValue) -> SalesPayment | None:
        amount = read_decimal(at_path(row, self.payment_amount))
        method = read_text(at_path(row, self.payment_method))
        if amount is None or method is None:
            return None
        return SalesPayment(method=method, amount=amount)


def _every(read: Callable[[JsonValue], Part | None], value: JsonValue) -> tuple[Part, ...] | None:
    """Read every part or none: what is left of a sum is no sum."""
    if not is_array(value):
        return None
    found = [read(row) for row in value]
    whole = tuple(part for part in found if part is not None)
    return whole if len(whole) == len(found) else None
