# SPDX-License-Identifier: MIT
"""`loggro demo`: the whole job against the fake, told step by step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from loggro_integration.cli._files import make_folder
from loggro_integration.cli._options import STATES, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import (
    DONE,
    NOT_DONE,
    UNSURE,
    mark,
    show_days,
    show_findings,
)
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.money import format_pesos

if TYPE_CHECKING:
    from loggro_integration.testing._demo import DemoResult, ElectronicRow

__all__ = ["demo"]

MOST_SALES = 100_000

Plant = Literal["missing", "duplicate", "different"]

_ELECTRONIC = (
    ("Factura", "Invoice"),
    ("DIAN", "DIAN"),
    ("Pymes", "Pymes"),
    ("Cliente", "Customer"),
    ("Cómo se pagó", "How it was paid"),
    ("Total", "Total"),
    ("Saldo", "Balance"),
    ("Estado en Pymes", "State in Pymes"),
)


def demo(
    *,
    sales: int = 80,
    seed: int = 45,
    plant: Plant | None = None,
    output: Path | None = None,
    json: Flag = False,
) -> int:
    """
    Do the whole job against a fake Loggro: sell, check, fix, synchronise, reconcile.

    Args:
        sales: Numbered sales to make, 60 to 100,000.
        seed: The same seed tells the same story.
        plant: Break the books of Pymes after the synchronisation.
        output: Folder for reconciliation.csv and reconciliation.json.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.testing._demo import run_demo

    if sales > MOST_SALES:
        raise InvalidInput(
            f"The demo sells at most {MOST_SALES} times.",
            field="sales",
            value=sales,
            hint=Text(es="Use un número menor.", en="Use a smaller number."),
        )
    if output is not None:
        make_folder(output, field="output")
    out = Output(as_json=json)
    with out.progress("Demostración", "Demonstration"):
        result = run_demo(
            sales=sales,
            seed=seed,
            plant=plant,
            output=output,
            progress=lambda es, en: out.warn(Text(es=es, en=en)),
        )
    out.json(result.to_dict())
    _show(out, result)
    return result.exit_code


def _show(out: Output, result: DemoResult) -> None:
    for es, en in _steps(result):
        out.say(es, en)
    out.table(
        Text(
            es="Facturas electrónicas: los dos íconos, el cliente y el pago",
            en="Electronic invoices: both icons, the customer and the payment",
        ),
        _ELECTRONIC,
        [_electronic(out, row) for row in result.electronic_rows],
    )
    show_days(out, result.days)
    show_findings(out, result.reconciliation.findings)
    _show_verdict(out, result)
    for path in result.files:
        out.say(f"Escrito: {path}", f"Written: {path}")


def _steps(result: DemoResult) -> Iterator[tuple[str, str]]:
    sold, given = result.counts["sales"], result.story.courtesies
    yield f"Ventas: {sold}; cortesías: {given}.", f"Sales: {sold}; courtesies: {given}."
    found, wrong = len(result.findings), len(result.preflight.problems)
    yield (
        f"Revisión: {found} puntos, {wrong} con problema.",
        f"Check: {found} points, {wrong} with a problem.",
    )
    waiting = ", ".join(result.first_run.would_send)
    yield (
        f"Primera pasada, solo lectura. Faltan en Pymes: {waiting}.",
        f"First pass, reading only. Missing in Pymes: {waiting}.",
    )
    sent, again = result.run.sends, result.second_run.sends
    yield (
        f"Reenviadas: {sent}. Una segunda pasada reenvió: {again}.",
        f"Sent again: {sent}. A second pass sent: {again}.",
    )


def _electronic(out: Output, row: ElectronicRow) -> tuple[object, ...]:
    return (
        row.number,
        f"{_dian_icon(row.dian)} {row.dian}",
        mark(holds=row.synced),
        row.customer,
        row.paid,
        row.total,
        row.balance,
        row.pymes_state or row.note or STATES[row.state],
    )


def _dian_icon(state: str) -> str:
    from loggro_integration.mapping import DianStates

    words = DianStates()
    if state in words.accepted:
        return DONE
    return NOT_DONE if state in words.rejected else UNSURE


def _show_verdict(out: Output, result: DemoResult) -> None:
    totals: dict[str, Decimal] = result.reconciliation.totals
    both = " · ".join(f"{side.title()} {format_pesos(sum_)}" for side, sum_ in totals.items())
    if result.agree:
        out.say(f"{DONE} Los dos lados coinciden: {both}.", f"{DONE} Both sides agree: {both}.")
        return
    numbers = ", ".join(row.number for row in result.problems)
    out.say(
        f"{NOT_DONE} Los dos lados no coinciden: {numbers}. {both}.",
        f"{NOT_DONE} Both sides do not agree: {numbers}. {both}.",
    )
