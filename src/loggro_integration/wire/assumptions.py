# SPDX-License-Identifier: MIT
"""
Names that Loggro has not published, with the reading this package starts from.

Each is a setting: pass another value where an account differs. The fake Loggro of the sandbox keeps
the same defaults in its own table; a test compares the two.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from loggro_integration.errors import ContractChanged, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import unstructure
from loggro_integration.wire._open_record import OpenRecord, at_path
from loggro_integration.wire._reading import read_day, read_decimal, read_text
from loggro_integration.wire._restobar_sale import Sale

# `date` is also the name of a setting below
Day: TypeAlias = date

__all__ = ["SaleFields", "SalesFields", "SalesRow"]


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
