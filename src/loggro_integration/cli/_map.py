# SPDX-License-Identifier: MIT
"""`loggro map explain`: where each peso of a sale went, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import read_text, write_text
from loggro_integration.cli._options import DEFAULT_RULES, KINDS, Flag, wrong_usage
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, NeedsReview, Text, UnexpectedResponse
from loggro_integration.exact_json import JsonValue, is_object, loads

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules, Plan
    from loggro_integration.wire import Sale

__all__ = ["explain_sale"]

_VOIDED = Text(es=", anulada", en=", annulled")
_COLUMNS = (
    ("Sección", "Section"),
    ("Dónde", "Where"),
    ("Qué", "What"),
    ("Valor", "Amount"),
    ("Regla", "Rule"),
)
_SECTIONS = {
    "line": Text(es="línea", en="line"),
    "discount": Text(es="descuento", en="discount"),
    "tax": Text(es="impuesto", en="tax"),
    "charge": Text(es="cargo", en="charge"),
    "rounding": Text(es="redondeo", en="rounding"),
    "total": Text(es="total", en="total"),
    "payment": Text(es="pago", en="payment"),
    "tip": Text(es="propina", en="tip"),
    "balance": Text(es="saldo", en="balance"),
    "decision": Text(es="decisión", en="decision"),
    "problem": Text(es="problema", en="problem"),
}


def explain_sale(
    number: Annotated[str | None, Parameter(name="NUMBER")] = None,
    /,
    *,
    file: Path | None = None,
    html: Path | None = None,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Tell where each peso of a sale went, and every problem at once.

    Args:
        number: Number of the sale in Restobar, as FE123.
        file: A sale in JSON instead of a number: of Restobar's API, or of another POS.
        html: Also write it as a page of its own, to open in a browser or to print.
        rules: File with the rules of the business.
        json: Print JSON alone on stdout.
    """
    if (number is None) == (file is None):
        raise _one_of_both()
    from loggro_integration.cli._connect import read_rules
    from loggro_integration.mapping import explain_html, map_sale, to_json

    out = Output(as_json=json)
    known = read_rules(rules)
    sale = _by_number(number or "", known) if file is None else _of_file(file)
    plan = map_sale(sale, known)
    if html is not None:
        write_text(html, explain_html(plan, out.language), field="html")
    out.json(to_json(plan))
    _show(out, plan)
    if html is not None:
        out.say(f"Página escrita: {html}", f"Page written: {html}")
    return PROBLEMS if plan.blocking else FINE


def _one_of_both() -> InvalidInput:
    return wrong_usage(
        "Name one sale: either its number or --file.",
        field="NUMBER",
        hint=Text(
            es="Ejemplo: loggro map explain FE123, o --file venta.json.",
            en="Example: loggro map explain FE123, or --file sale.json.",
        ),
    )


def _by_number(number: str, rules: MappingRules) -> Sale:
    from loggro_integration.cli._connect import find_sales, open_pos

    with open_pos(rules) as pos:
        found = find_sales(pos, number)
    if len(found) == 1:
        return found[0]
    ids = ", ".join(str(sale.id) for sale in found)
    raise NeedsReview(
        f"Restobar has {len(found)} sales numbered {number}: {ids}.",
        code="several-sales",
        hint=Text(
            es="Guarde la que quiere explicar en un archivo y use --file.",
            en="Save the one to explain in a file, and use --file.",
        ),
    )


def _of_file(path: Path) -> Sale:
    from loggro_integration.wire import restobar

    try:
        row = _one_row(path, loads(read_text(path)))
        return _of_other(row) if is_object(row) and "issued_at" in row else restobar.sale(row)
    except UnexpectedResponse as error:
        raise _not_a_sale(path, error.message, error.hint) from None
    except ValueError as error:
        if isinstance(error, InvalidInput):
            raise
        raise _not_a_sale(path, f"it is not JSON: {error}.", None) from None


def _of_other(row: Mapping[str, object]) -> Sale:
    """Read a sale of another POS: `issued_at` is no name of Restobar's."""
    from loggro_integration.mapping import sale_from_dict

    return sale_from_dict(row)


def _one_row(path: Path, value: JsonValue) -> JsonValue:
    """Take the sale out of what the API answers: an object, a list of one, ``{"data": [...]}``."""
    if isinstance(value, Mapping) and isinstance(value.get("data"), list):
        value = value["data"]
    if not isinstance(value, list):
        return value
    if len(value) == 1:
        return value[0]
    raise InvalidInput(
        f"{path} holds {len(value)} sales; one is explained at a time.",
        field="file",
        value=path,
        hint=Text(
            es="Deje una sola venta en el archivo, o pase su número.",
            en="Leave one sale in the file, or pass its number.",
        ),
    )


def _not_a_sale(path: Path, reason: str, hint: Text | None) -> InvalidInput:
    return InvalidInput(
        f"{path} holds no sale of Restobar: {reason}",
        field="file",
        value=path,
        hint=hint
        or Text(
            es="Guarde la respuesta de GET /invoices?number= tal como llega.",
            en="Save the answer of GET /invoices?number= as it comes.",
        ),
    )


def _show(out: Output, plan: Plan) -> None:
    from loggro_integration.mapping import explain

    number = plan.accounting.numbers[0] if plan.accounting.numbers else "-"
    kind = KINDS[plan.kind]
    voided = _VOIDED if plan.voided else Text(es="", en="")
    out.table(
        Text(
            es=f"Venta {number} ({kind.es}{voided.es})", en=f"Sale {number} ({kind.en}{voided.en})"
        ),
        _COLUMNS,
        (
            (
                _SECTIONS.get(row["section"] or "", row["section"]),
                row["path"],
                row["label"],
                None if row["amount"] is None else Decimal(row["amount"]),
                row["rule"],
            )
            for row in explain(plan, out.language)
        ),
    )
    if plan.is_ready:
        out.say("Lista para ser documento.", "Ready to be a document.")
        return
    count = len(plan.blocking)
    out.say(
        f"No puede ser documento: {count} problema(s) por arreglar.",
        f"It cannot be a document: {count} problem(s) to mend.",
    )
