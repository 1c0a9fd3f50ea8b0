# SPDX-License-Identifier: MIT
"""The tables of a reconciliation: the accountant's month, the findings, the sums, the documents."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from loggro_integration.errors import Text
from loggro_integration.money import format_pesos
from loggro_integration.render._report import CANNOT_TELL, Cell, Report, Sheet, Table, column

if TYPE_CHECKING:
    from loggro_integration.sync import (
        Reconciliation,
        ReconciliationFinding,
        ReconciliationRow,
        SalesSummary,
    )

__all__ = ["KINDS", "VERDICTS", "answer", "report"]

KINDS: Final = {
    "pos": Text(es="POS", en="POS"),
    "electronic": Text(es="Electrónica", en="Electronic"),
    "": Text(es="Solo en Pymes", en="Only in Pymes"),
}
VERDICTS: Final = {
    "equal": Text(es="igual", en="equal"),
    "different": Text(es="diferente", en="different"),
    "missing": Text(es="falta en Pymes", en="missing in Pymes"),
    "duplicate": Text(es="duplicada en Pymes", en="duplicate in Pymes"),
    "extra": Text(es="falta en Restobar", en="missing in Restobar"),
    "repeated": Text(es="número repetido en Restobar", en="number repeated in Restobar"),
    "no-number": Text(es="sin un número que sirva", en="without a usable number"),
    "cannot_tell": CANNOT_TELL,
    "voided-before-push": Text(
        es="anulada antes de llegar a Pymes", en="voided before it reached Pymes"
    ),
    "dian-rejected": Text(es="rechazada por la DIAN", en="rejected by DIAN"),
    "courtesy": Text(es="cortesía", en="courtesy"),
    "waiting": Text(es="Loggro todavía la puede llevar", en="Loggro may still carry it"),
}
_AGREE: Final = {
    True: Text(es="sí", en="yes"),
    False: Text(es="no", en="no"),
    None: CANNOT_TELL,
}
_UNTOLD: Final = {
    "tax": Text(es="impuestos", en="taxes"),
    "payment": Text(es="pagos", en="payments"),
    "balance": Text(es="saldo", en="balance"),
    "state": Text(es="estado", en="state"),
    "dian-state": Text(es="estado ante la DIAN", en="state at DIAN"),
}


def report(found: Reconciliation) -> Report:
    """Lay a reconciliation out as sheets."""
    return Report(
        title=_title(found),
        subtitle=found.business,
        notes=(answer(found), *_notes(found)),
        sheets=(
            _month(found.sales),
            Sheet(name=Text(es="Hallazgos", en="Findings"), tables=(_findings(found.findings),)),
            Sheet(name=Text(es="Sumas", en="Sums"), tables=_sums(found)),
            Sheet(name=Text(es="Numeración", en="Numbering"), tables=(_series(found),)),
            Sheet(name=Text(es="Documentos", en="Documents"), tables=(_documents(found.rows),)),
        ),
    )


def _title(found: Reconciliation) -> Text:
    first, last = found.since, found.until
    if first == last:
        return Text(es=f"Cierre del día {first}", en=f"Close of the day {first}")
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return Text(es=f"Informe del mes {first:%Y-%m}", en=f"Report of the month {first:%Y-%m}")
    return Text(es=f"Conciliación del {first} al {last}", en=f"Reconciliation {first} to {last}")


def answer(found: Reconciliation) -> Text:
    """Return in one sentence whether both sides agree."""
    count = len(found.findings)
    if count:
        return Text(
            es=f"Hay {count} hallazgo(s) por revisar.",
            en=f"There are {count} finding(s) to look at.",
        )
    if not found.agree:
        return Text(es="Las sumas no coinciden.", en="The sums do not agree.")
    return Text(es="Los dos lados coinciden.", en="Both sides agree.")


def _notes(found: Reconciliation) -> list[Text]:
    each = format_pesos(found.tolerance)
    notes = [
        Text(
            es=f"Tolerancia: {each} en cada importe de un documento; en una suma, {each} por cada "
            "documento que la forma.",
            en=f"Tolerance: {each} in each amount of a document; in a sum, {each} for each "
            "document in it.",
        ),
        Text(
            es="Las sumas no cuentan lo anulado, lo rechazado por la DIAN ni las cortesías, y "
            "restan las notas crédito.",
            en="Sums leave out what was voided, rejected by DIAN or given away, and subtract "
            "credit notes.",
        ),
        Text(
            es="Donde un lado no muestra un dato dice «no se puede saber»; nunca se toma por "
            "igual ni por cero.",
            en="Where a side does not show something it says “cannot tell”; it is never taken "
            "for equal or for zero.",
        ),
    ]
    if found.not_compared:
        names = [_UNTOLD[name] for name in found.not_compared]
        notes.append(
            Text(
                es="No se comparó, por pymes.sales.not_shown: "
                f"{', '.join(name.es for name in names)}.",
                en="Not compared, by pymes.sales.not_shown: "
                f"{', '.join(name.en for name in names)}.",
            )
        )
    return notes


def _known(cell: Cell) -> Cell:
    return CANNOT_TELL if cell is None else cell


def _month(sales: SalesSummary) -> Sheet:
    return Sheet(
        name=Text(es="Mes", en="Month"),
        tables=(_rates(sales), _kinds(sales), _generated(sales), _apart(sales), _voids(sales)),
    )


def _rates(sales: SalesSummary) -> Table:
    return Table(
        title=Text(
            es="Ventas por clase de documento y tarifa", en="Sales by kind of document and rate"
        ),
        columns=(
            column("Clase", "Kind"),
            column("Código", "Code"),
            column("Impuesto", "Tax"),
            column("Documentos", "Documents", "count"),
            column("Base Restobar", "Base Restobar", "money"),
            column("Impuesto Restobar", "Tax Restobar", "money", summed=True),
            column("Base Pymes", "Base Pymes", "money"),
            column("Impuesto Pymes", "Tax Pymes", "money", summed=True),
            column("Iguales", "Equal"),
        ),
        rows=tuple(
            (
                KINDS[each.kind],
                each.code,
                each.name,
                each.documents,
                _known(each.restobar_base),
                _known(each.restobar_tax),
                _known(each.pymes_base),
                _known(each.pymes_tax),
                _AGREE[each.agree],
            )
            for each in sales.rates
        ),
        note=Text(
            es="Una línea con dos impuestos está en las dos bases: las bases no se suman entre sí.",
            en="A line with two taxes stands in both bases: bases do not add up to the sales.",
        ),
    )


def _kinds(sales: SalesSummary) -> Table:
    return Table(
        title=Text(es="Ventas por clase de documento", en="Sales by kind of document"),
        columns=(
            column("Clase", "Kind"),
            column("Documentos Restobar", "Documents Restobar", "count", summed=True),
            column("Total Restobar", "Total Restobar", "money", summed=True),
            column("Sin impuestos", "Without tax", "money", summed=True),
            column("Por cobrar", "Owed", "money", summed=True),
            column("Documentos Pymes", "Documents Pymes", "count", summed=True),
            column("Total Pymes", "Total Pymes", "money", summed=True),
        ),
        rows=tuple(
            (
                KINDS[each.kind],
                each.restobar_count,
                each.restobar_total,
                _known(each.restobar_untaxed),
                _known(each.restobar_balance),
                each.pymes_count,
                each.pymes_total,
            )
            for each in sales.kinds
        ),
    )


def _generated(sales: SalesSummary) -> Table:
    return Table(
        title=Text(es="Impuesto generado", en="Tax generated"),
        columns=(column("Impuesto", "Tax"), column("Valor", "Amount", "money")),
        rows=(
            (Text(es="IVA (Formulario 300)", en="IVA (Form 300)"), _known(sales.iva)),
            (Text(es="INC (Formulario 310)", en="INC (Form 310)"), _known(sales.inc)),
        ),
    )


def _apart(sales: SalesSummary) -> Table:
    return Table(
        title=Text(es="Aparte de las ventas", en="Apart from the sales"),
        columns=(
            column("Concepto", "What"),
            column("Restobar", "Restobar", "money"),
            column("Pymes", "Pymes"),
        ),
        rows=(
            (Text(es="Propinas", en="Tips"), sales.tips, CANNOT_TELL),
            (Text(es="Domicilios", en="Delivery"), sales.delivery, CANNOT_TELL),
        ),
        note=Text(
            es="La propina voluntaria es de los trabajadores: no es ingreso ni base.",
            en="The voluntary tip belongs to the staff: it is no income and in no base.",
        ),
    )


def _voids(sales: SalesSummary) -> Table:
    return Table(
        title=Text(es="Anuladas", en="Voided"),
        columns=(
            column("Número", "Number"),
            column("Clase", "Kind"),
            column("Día de la venta", "Day of the sale", "day"),
            column("Anulada el", "Voided on", "day"),
            column("Total", "Total", "money", summed=True),
        ),
        rows=tuple(
            (each.number, KINDS[each.kind], each.day, _known(each.voided_on), each.total)
            for each in sales.voids
        ),
        note=Text(
            es="Van por el día de la venta. Una anulada en otro mes es devolución de ese mes.",
            en="They go by the day of the sale. One voided in another month is a return of it.",
        ),
    )


def _findings(findings: Iterable[ReconciliationFinding]) -> Table:
    return Table(
        title=Text(es="Hallazgos", en="Findings"),
        columns=(
            column("Número", "Number"),
            column("Qué pasa", "What"),
            column("Restobar", "Restobar"),
            column("Pymes", "Pymes"),
            column("Día", "Day", "day"),
            column("Clase", "Kind"),
        ),
        rows=tuple(
            (each.number, each.text, *each.sides, each.day, KINDS[each.document])
            for each in findings
        ),
    )


def _sums(found: Reconciliation) -> tuple[Table, ...]:
    return (_days(found), _methods(found), _taxes(found))


def _days(found: Reconciliation) -> Table:
    return Table(
        title=Text(es="Por día", en="By day"),
        columns=(
            column("Día", "Day", "day"),
            column("Documentos Restobar", "Documents Restobar", "count", summed=True),
            column("Total Restobar", "Total Restobar", "money", summed=True),
            column("Documentos Pymes", "Documents Pymes", "count", summed=True),
            column("Total Pymes", "Total Pymes", "money", summed=True),
            column("Iguales", "Equal"),
        ),
        rows=tuple(
            (
                day.day,
                day.restobar_count,
                day.restobar_total,
                day.pymes_count,
                day.pymes_total,
                _AGREE[day.agree],
            )
            for day in found.days
        ),
    )


def _methods(found: Reconciliation) -> Table:
    return Table(
        title=Text(es="Por medio de pago", en="By payment method"),
        columns=(
            column("Medio", "Method"),
            column("Restobar", "Restobar", "money", summed=True),
            column("Pymes", "Pymes", "money", summed=True),
            column("Propinas Restobar", "Tips Restobar", "money", summed=True),
            column("Iguales", "Equal"),
        ),
        rows=tuple(
            (
                each.method or Text(es="(sin medio)", en="(no method)"),
                each.restobar_total,
                _known(each.pymes_total),
                each.tip,
                _AGREE[each.agree],
            )
            for each in found.methods
        ),
        note=Text(
            es="Sin propinas ni domicilios aparte.", en="Without tips and delivery paid apart."
        ),
    )


def _taxes(found: Reconciliation) -> Table:
    return Table(
        title=Text(es="Por impuesto", en="By tax"),
        columns=(
            column("Código", "Code"),
            column("Impuesto", "Tax"),
            column("Restobar", "Restobar", "money", summed=True),
            column("Pymes", "Pymes", "money", summed=True),
            column("Iguales", "Equal"),
        ),
        rows=tuple(
            (
                each.code,
                each.name,
                _known(each.restobar_tax),
                _known(each.pymes_tax),
                _AGREE[each.agree],
            )
            for each in found.taxes
        ),
    )


def _series(found: Reconciliation) -> Table:
    return Table(
        title=Text(es="Numeración usada en Restobar", en="Numbers used in Restobar"),
        columns=(
            column("Clase", "Kind"),
            column("Prefijo", "Prefix"),
            column("Primero", "First"),
            column("Último", "Last"),
            column("Números", "Numbers", "count"),
            column("Faltan", "Missing"),
        ),
        rows=tuple(
            (
                KINDS[each.kind],
                each.prefix,
                str(each.first),
                str(each.last),
                each.count,
                ", ".join(each.holes),
            )
            for each in found.series
        ),
    )


def _documents(rows: Iterable[ReconciliationRow]) -> Table:
    return Table(
        title=Text(es="Documentos", en="Documents"),
        columns=(
            column("Día", "Day", "day"),
            column("Número", "Number"),
            column("Clase", "Kind"),
            column("Resultado", "Verdict"),
            column("Total Restobar", "Total Restobar", "money", summed=True),
            column("Total Pymes", "Total Pymes", "money", summed=True),
            column("Impuesto Restobar", "Tax Restobar", "money"),
            column("Impuesto Pymes", "Tax Pymes", "money"),
            column("Saldo Restobar", "Balance Restobar", "money"),
            column("Saldo Pymes", "Balance Pymes", "money"),
            column("Estado Restobar", "State Restobar"),
            column("Estado Pymes", "State Pymes"),
            column("Detalle", "Detail"),
        ),
        rows=tuple(map(_document, rows)),
    )


def _document(row: ReconciliationRow) -> tuple[Cell, ...]:
    pos, books = row.restobar, row.pymes
    return (
        row.day,
        row.number,
        KINDS[row.kind],
        VERDICTS[row.verdict],
        row.restobar_total,
        row.pymes_total,
        None if pos is None else _known(pos.tax),
        None if books is None else _known(books.tax),
        None if pos is None else _known(pos.balance),
        None if books is None else _known(books.balance),
        row.restobar_status,
        row.pymes_status,
        _detail(row),
    )


def _detail(row: ReconciliationRow) -> Cell:
    """Say in words in what a document differs, or what nobody can tell of it."""
    if row.untold and row.verdict == "cannot_tell":
        names = [_UNTOLD[name] for name in row.untold]
        return Text(
            es=", ".join(name.es for name in names), en=", ".join(name.en for name in names)
        )
    if not row.differences:
        return "" if row.verdict == "duplicate" else row.detail
    told = [(each.text, " / ".join(map(_shown, each.sides))) for each in row.findings]
    return Text(
        es="; ".join(f"{text.es}: {sides}" for text, sides in told),
        en="; ".join(f"{text.en}: {sides}" for text, sides in told),
    )


def _shown(side: Decimal | str) -> str:
    return side if isinstance(side, str) else format_pesos(side)
