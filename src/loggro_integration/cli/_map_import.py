# SPDX-License-Identifier: MIT
"""`loggro map import`: the sales of another POS, and which of them become documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import read_text
from loggro_integration.cli._options import DEFAULT_RULES, KINDS, Flag
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, Problem, Text
from loggro_integration.exact_json import JsonValue, is_array, loads

if TYPE_CHECKING:
    from loggro_integration.mapping import Plan
    from loggro_integration.wire import Sale

__all__ = ["import_sales"]

_COLUMNS = (
    ("Número", "Number"),
    ("Tipo", "Kind"),
    ("Día", "Day"),
    ("Total", "Total"),
    ("A pagar", "Payable"),
    ("Problemas", "Problems"),
)


def import_sales(
    file: Path,
    /,
    *,
    table: Path | None = None,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Read the sales of another POS and tell which become documents; nothing is sent.

    Args:
        file: The sales: JSON, or CSV together with --table.
        table: How the CSV is written, in TOML.
        rules: File with the rules of the business.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import read_rules
    from loggro_integration.mapping import map_sale

    out = Output(as_json=json)
    known = read_rules(rules)
    sales = _of_json(file) if table is None else _of_table(file, table)
    plans = [map_sale(sale, known) for sale in sales]
    out.json({"sales": [_row(sale, plan) for sale, plan in zip(sales, plans, strict=True)]})
    _show(out, file, sales, plans)
    return PROBLEMS if any(plan.blocking for plan in plans) else FINE


def _of_table(file: Path, table: Path) -> Sequence[Sale]:
    from loggro_integration.mapping import TableFormat

    return TableFormat.from_toml(read_text(table, field="table")).sales(read_text(file))


def _of_json(file: Path) -> Sequence[Sale]:
    """Read one sale or a list of them, each once; the faults of all are told at once."""
    from loggro_integration.mapping import InvalidSale, sale_from_dict

    sales: list[Sale] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for index, each in enumerate(_parsed(file)):
        try:
            sale = sale_from_dict(each)
        except InvalidSale as error:
            problems += [
                replace(one, path=f"[{index}].{one.path}".rstrip(".")) for one in error.problems
            ]
            continue
        sales.append(sale)
        before = first.setdefault(sale.label, index)
        if before != index:
            problems.append(_repeated(sale.label, before, index))
    if problems:
        raise InvalidSale(f"{file} has {len(problems)} problem(s):", problems=problems)
    return sales


def _repeated(number: str, before: int, index: int) -> Problem:
    return Problem(
        code="sale-repeated",
        path=f"[{index}].number",
        message=Text(
            es=f"La venta {number} ya está en [{before}].",
            en=f"The sale {number} is already in [{before}].",
        ),
        fix=Text(
            es="Deje cada venta una sola vez: repetida daría dos documentos.",
            en="Leave each sale once: twice would make two documents.",
        ),
        value=number,
    )


def _parsed(file: Path) -> Iterable[JsonValue]:
    try:
        value = loads(read_text(file))
    except ValueError as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(
            f"{file} is not JSON: {error}.",
            field="file",
            value=file,
            hint=Text(
                es="Si es CSV, diga con --table cómo está escrito.",
                en="If it is CSV, say with --table how it is written.",
            ),
        ) from None
    return value if is_array(value) else [value]


def _row(sale: Sale, plan: Plan) -> dict[str, object]:
    document = plan.document
    return {
        "number": sale.label,
        "kind": plan.kind,
        "day": plan.accounting.day,
        "total": sale.total,
        "payable": document.totals.payable if document else None,
        "ready": plan.is_ready,
        "problems": plan.problems,
    }


def _show(out: Output, file: Path, sales: Sequence[Sale], plans: Sequence[Plan]) -> None:
    count, blocked = len(sales), sum(bool(plan.blocking) for plan in plans)
    out.table(
        Text(es=f"Ventas de {file.name}: {count}", en=f"Sales of {file.name}: {count}"),
        _COLUMNS,
        (
            (
                sale.label,
                KINDS[plan.kind],
                plan.accounting.day,
                sale.total,
                plan.document.totals.payable if plan.document else None,
                ", ".join(dict.fromkeys(problem.code for problem in plan.problems)),
            )
            for sale, plan in zip(sales, plans, strict=True)
        ),
    )
    out.problems([problem for plan in plans for problem in plan.problems])
    out.say(
        f"Listas para ser documento: {count - blocked} de {count}.",
        f"Ready to be documents: {count - blocked} of {count}.",
    )
