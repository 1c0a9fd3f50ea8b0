# SPDX-License-Identifier: MIT
"""`loggro sales list` and `loggro sales show`: what Restobar holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE
from loggro_integration.cli._files import csv_text, write_text
from loggro_integration.cli._options import DEFAULT_RULES, KINDS, Flag, check_days
from loggro_integration.cli._output import Output
from loggro_integration.days import BOGOTA, business_day
from loggro_integration.errors import Text
from loggro_integration.money import format_pesos, plain

if TYPE_CHECKING:
    from loggro_integration.wire import Sale
    from loggro_integration.wire.restobar import SaleLine, SalePayment

__all__ = ["list_sales", "show_sale"]

_LIST = (
    ("Fecha", "Date"),
    ("Hora", "Time"),
    ("Número", "Number"),
    ("Tipo", "Kind"),
    ("Estado", "Status"),
    ("Cliente", "Customer"),
    ("Pago", "Payment"),
    ("Propina", "Tip"),
    ("Total", "Total"),
)
_LINES = (
    ("Producto", "Product"),
    ("Cantidad", "Quantity"),
    ("Precio", "Price"),
    ("Descuento", "Discount"),
    ("Impuestos", "Taxes"),
    ("Total", "Total"),
)
_PAYMENTS = (("Método", "Method"), ("Valor", "Value"), ("Propina", "Tip"), ("Fecha", "Date"))
_CSV = (
    "day",
    "time",
    "number",
    "kind",
    "status",
    "customer",
    "document",
    "payment",
    "tip",
    "total",
)


def list_sales(
    *,
    since: date | None = None,
    until: date | None = None,
    status: str | None = None,
    csv: Path | None = None,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    List the sales of some days of Bogotá.

    Args:
        since: First day, as 2026-11-01; today by default.
        until: Last day; today by default.
        status: Only sales in this status of Restobar, as Pagada.
        csv: Also write them to a CSV file.
        rules: File with the rules of the business; used for its addresses where it exists.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import open_pos, rules_if_any, today

    last = until or today()
    first = since or min(last, today())
    check_days(first, last)
    out = Output(as_json=json)
    with (
        open_pos(rules_if_any(rules)) as pos,
        out.progress("Leyendo ventas…", "Reading sales…") as step,
    ):
        found: list[Sale] = []
        for sale in pos.invoices.list(since=first, until=last, status=status):
            found.append(sale)
            step()
    if csv is not None:
        write_text(csv, csv_text(_CSV, map(_csv_row, found)), field="csv", encoding="utf-8-sig")
    _show_list(out, found, first, last)
    if csv is not None:
        out.say(f"Escrito: {csv}", f"Written: {csv}")
    return FINE


def _show_list(out: Output, found: list[Sale], first: date, last: date) -> None:
    total = sum((sale.total for sale in found if not sale.is_voided), Decimal(0))
    out.json(
        {
            "since": first,
            "until": last,
            "count": len(found),
            "total": total,
            "sales": [_short_json(sale) for sale in found],
        }
    )
    out.table(
        Text(
            es=f"Ventas del {first} al {last}: {len(found)}",
            en=f"Sales from {first} to {last}: {len(found)}",
        ),
        _LIST,
        map(_list_row, found),
    )
    written = format_pesos(total)
    out.say(f"Total sin las anuladas: {written}", f"Total without the voided: {written}")


def show_sale(
    number: Annotated[str, Parameter(name="NUMBER")],
    /,
    *,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Show one sale: lines, taxes, payments, customer and states.

    Args:
        number: Number of the sale in Restobar, as FE123.
        rules: File with the rules of the business; used for its addresses where it exists.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import find_sales, open_pos, rules_if_any

    out = Output(as_json=json)
    with open_pos(rules_if_any(rules)) as pos:
        found = find_sales(pos, number)
    out.json({"number": number, "sales": [_long_json(sale) for sale in found]})
    for sale in found:
        _show(out, sale)
    return FINE


def _kind(sale: Sale) -> str:
    return "electronic" if sale.electronic else "pos"


def _customer(sale: Sale) -> str:
    return sale.client.full_name if sale.client else ""


def _paid_with(sale: Sale) -> str:
    names = [payment.method or "?" for payment in sale.payments]
    return " + ".join(dict.fromkeys(names)) or (sale.payment_method or "")


def _list_row(sale: Sale) -> tuple[object, ...]:
    moment = sale.created_on.astimezone(BOGOTA)
    return (
        business_day(sale.created_on),
        f"{moment:%H:%M}",
        sale.number,
        KINDS[_kind(sale)],
        sale.status.value,
        _customer(sale),
        _paid_with(sale),
        sale.tip,
        sale.total,
    )


def _csv_row(sale: Sale) -> tuple[object, ...]:
    day, clock, number, _, status, customer, payment, tip, total = _list_row(sale)
    document = sale.client.document if sale.client else None
    return (day, clock, number, _kind(sale), status, customer, document, payment, tip, total)


def _short_json(sale: Sale) -> dict[str, object]:
    client = sale.client
    return {
        "id": sale.id,
        "number": sale.number,
        "prefix": sale.prefix,
        "sequence": sale.sequence,
        "kind": _kind(sale),
        "status": sale.status.value,
        "voided": sale.is_voided,
        "day": business_day(sale.created_on),
        "created_on": sale.created_on,
        "customer": {
            "name": client.full_name if client else None,
            "document": client.document if client else None,
            "id_type": client.id_document_type if client else None,
        },
        "payments": [_payment_json(each) for each in sale.payments],
        "tip": sale.tip,
        "total": sale.total,
        "balance": sale.balance if sale.credit else None,
        "dian_state": _dian_state(sale),
    }


def _payment_json(payment: SalePayment) -> dict[str, object]:
    return {
        "method": payment.method,
        "value": payment.value,
        "tip": payment.tip,
        "created_on": payment.created_on,
    }


def _dian_state(sale: Sale) -> str | None:
    dian = sale.electronic.dian if sale.electronic else None
    return str(dian.state.value) if dian and dian.state else None


def _long_json(sale: Sale) -> dict[str, object]:
    return {
        **_short_json(sale),
        "seller": sale.seller.name if sale.seller else None,
        "cashier": sale.cashier.name if sale.cashier else None,
        "table": sale.table.name if sale.table else None,
        "discount": sale.discount_total,
        "bill_discount": sale.discount_additional_total,
        "tax_base": sale.tax_base_total,
        "taxes": sale.tax_total,
        "delivery": {
            "cost": sale.delivery_cost,
            "provider": sale.delivery.provider,
            "address": sale.delivery.address,
        }
        if sale.delivery and sale.delivery.is_delivery
        else None,
        "due_date": sale.credit.due_date if sale.credit else None,
        "lines": [
            {
                "name": line.name,
                "code": line.code,
                "quantity": _quantity(line),
                "price": line.price,
                "discount": line.discount,
                "taxes": [{"name": tax.name, "percent": tax.percentage} for tax in line.taxes],
                "total": line.total,
            }
            for line in sale.lines
        ],
    }


def _quantity(line: SaleLine) -> str | None:
    return None if line.quantity is None else plain(line.quantity, places=0)


def _show(out: Output, sale: Sale) -> None:
    out.table(
        Text(es=f"Venta {sale.number}", en=f"Sale {sale.number}"),
        _LIST,
        [_list_row(sale)],
    )
    out.table(
        Text(es="Líneas (precios con impuesto)", en="Lines (prices with tax)"),
        _LINES,
        (
            (
                line.name,
                _quantity(line),
                line.price,
                line.discount,
                ", ".join(tax.name for tax in line.taxes),
                line.total,
            )
            for line in sale.lines
        ),
    )
    out.table(
        Text(es="Pagos", en="Payments"),
        _PAYMENTS,
        (
            (row.method, row.value, row.tip, row.created_on and business_day(row.created_on))
            for row in sale.payments
        ),
    )
    if state := _dian_state(sale):
        out.say(f"Estado en la DIAN: {state}", f"State at DIAN: {state}")
