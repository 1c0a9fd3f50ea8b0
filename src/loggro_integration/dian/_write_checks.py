# SPDX-License-Identifier: MIT
"""
What no document of a kind can hold, told before anything is written.

Only the shape is judged: what the UBL 2.1 schema of the kind has no place for, and what it demands.
Whether DIAN accepts the content is for `build`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from loggro_integration import errors
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Line,
    Party,
    Reference,
    Shareholder,
    TaxRegistration,
    TaxTotal,
)

__all__ = ["Misfit", "misfits", "refused"]


class Misfit(NamedTuple):
    """
    A field that cannot be written.

    Attributes:
        reason: Key of `_REASONS`.
        path: Path of the field, as ``lines[2].withholdings``.
    """

    reason: str
    path: str


_REASONS: Final = {
    "absent": (
        errors.Text(es="Este campo es obligatorio.", en="This field must be there."),
        errors.Text(es="Dele un valor.", en="Give it a value."),
    ),
    "no-place": (
        errors.Text(
            es="Este documento no tiene dónde llevar este campo.",
            en="This kind of document has no place for this field.",
        ),
        errors.Text(
            es="Quítelo, o use otra clase de documento.",
            en="Leave it out, or use another kind of document.",
        ),
    ),
    "no-subtotal": (
        errors.Text(
            es="El código de un impuesto se escribe en sus subtotales, y no hay ninguno.",
            en="The code of a tax is written on its subtotals, and there is none.",
        ),
        errors.Text(es="Agregue un subtotal por tarifa.", en="Add a subtotal for each rate."),
    ),
    "several": (
        errors.Text(
            es="UBL admite una sola referencia de estas.", en="UBL holds only one of these."
        ),
        errors.Text(es="Deje una.", en="Leave one."),
    ),
    "unknown-kind": (
        errors.Text(es="No es una clase de referencia.", en="This is no kind of reference."),
        errors.Text(
            es="Use invoice, credit-note, debit-note, order, despatch, receipt o additional; en"
            " una línea o una respuesta, document.",
            en="Use invoice, credit-note, debit-note, order, despatch, receipt or additional; on a"
            " line or an answer, document.",
        ),
    ),
    "separator": (
        errors.Text(
            es="Los códigos se escriben unidos con «;»: ninguno puede llevarlo ni estar vacío.",
            en="Codes are written joined with “;”: none may hold one or be empty.",
        ),
        errors.Text(es="Pase los códigos uno por uno.", en="Pass the codes one by one."),
    ),
    "first-missing": (
        errors.Text(
            es="Hay más de estos sin que haya el primero.",
            en="There are further ones of these without the first.",
        ),
        errors.Text(es="Llene el primero.", en="Fill the first."),
    ),
}

_REFERENCES: Final = frozenset(
    {"invoice", "credit-note", "debit-note", "order", "despatch", "receipt", "additional"}
)


def refused(found: Iterable[Misfit]) -> None:
    """
    Raise for the first of these fields, telling how many follow.

    Raises:
        InvalidInput: Naming the field.
    """
    misfit, *more = found
    message, hint = _REASONS[misfit.reason]
    rest = f" (and {len(more)} more fields)" if more else ""
    raise errors.InvalidInput(f"{misfit.path}: {message.en}{rest}", field=misfit.path, hint=hint)


def misfits(document: FiscalDocument | ApplicationResponse | AttachedDocument) -> list[Misfit]:
    """Return the fields of a document that cannot be written."""
    if isinstance(document, FiscalDocument):
        return list(_fiscal(document))
    return list(_exchanged(document))


def _exchanged(document: ApplicationResponse | AttachedDocument) -> Iterator[Misfit]:
    yield from _absent(document, "number")
    yield from _party(document.sender, "sender")
    yield from _party(document.receiver, "receiver")
    if isinstance(document, AttachedDocument):
        yield from _absent(document, "parent_number", "document")
        return
    yield from _absent(document, "response_code", "reference")
    if document.reference is not None:
        yield from _reference(document.reference, "reference", frozenset({"document"}))


def _absent(thing: object, *names: str, under: str = "") -> Iterator[Misfit]:
    for name in names:
        if not getattr(thing, name):
            yield Misfit("absent", f"{under}{name}")


# --- invoices and notes ----------------------------------------------------------------------


def _fiscal(document: FiscalDocument) -> Iterator[Misfit]:
    yield from _absent(document, "number", "type_code", "currency", "lines")
    if isinstance(document, CreditNote):
        yield from _no_place(document, "due_date", "prepayments", "withholdings")
    elif isinstance(document, DebitNote):
        yield from _no_place(document, "due_date", "withholdings")
    yield from _party(document.supplier, "supplier")
    yield from _party(document.customer, "customer")
    for place, handed in enumerate(document.deliveries):
        if handed.carrier is not None:
            yield from _party(handed.carrier, f"deliveries[{place}].carrier")
    yield from _payment(document)
    if document.references:
        yield from _references(document.references)
    for name in ("taxes", "withholdings"):
        yield from _taxes(getattr(document, name), name)
    for place, line in enumerate(document.lines):
        yield from _line(document, line, place)


def _no_place(thing: object, *names: str, under: str = "") -> Iterator[Misfit]:
    for name in names:
        if getattr(thing, name) not in (None, ()):
            yield Misfit("no-place", f"{under}{name}")


def _payment(document: FiscalDocument) -> Iterator[Misfit]:
    for place, means in enumerate(document.payment_means):
        yield from _absent(means, "form", "code", under=f"payment_means[{place}].")
    for place, terms in enumerate(document.payment_terms):
        if terms.duration is not None:
            yield from _absent(terms, "unit_code", under=f"payment_terms[{place}].")
    for name in ("exchange_rate", "alternative_exchange_rate"):
        rate = getattr(document, name)
        if rate is not None:
            yield from _absent(rate, "source", "target", under=f"{name}.")


def _references(references: Iterable[Reference]) -> Iterator[Misfit]:
    orders = 0
    for place, known in enumerate(references):
        path = f"references[{place}]"
        yield from _reference(known, path, _REFERENCES)
        if known.kind == "order":
            orders += 1
            yield from _no_place(known, "type_code", "description", under=f"{path}.")
            if orders > 1:
                yield Misfit("several", path)


def _reference(known: Reference, path: str, kinds: frozenset[str]) -> Iterator[Misfit]:
    if known.kind not in kinds:
        yield Misfit("unknown-kind", f"{path}.kind")
    yield from _absent(known, "number", under=f"{path}.")


def _taxes(taxes: Iterable[TaxTotal], path: str) -> Iterator[Misfit]:
    for place, tax in enumerate(taxes):
        if not tax.subtotals and (tax.code or tax.name):
            yield Misfit("no-subtotal", f"{path}[{place}].subtotals")
        for part_place, part in enumerate(tax.subtotals):
            if part.base_unit_measure is not None and not part.unit_code:
                yield Misfit("absent", f"{path}[{place}].subtotals[{part_place}].unit_code")


def _line(document: FiscalDocument, line: Line, place: int) -> Iterator[Misfit]:
    if not line.id:
        yield Misfit("absent", f"lines[{place}].id")
    if not isinstance(document, CreditNote | DebitNote):
        yield from _taxes(line.withholdings, f"lines[{place}].withholdings")
    elif line.withholdings:
        yield Misfit("no-place", f"lines[{place}].withholdings")
    if isinstance(document, DebitNote):
        names = ("free_of_charge", "period_start", "period_code", "period_text")
        yield from _no_place(line, *names, under=f"lines[{place}].")
    yield from _taxes(line.taxes, f"lines[{place}].taxes")
    for known_place, known in enumerate(line.references):
        path = f"lines[{place}].references[{known_place}]"
        yield from _reference(known, path, frozenset({"document"}))


# --- parties ---------------------------------------------------------------------------------


def _party(who: Party, path: str) -> Iterator[Misfit]:
    yield from _codes(who.responsibilities, f"{path}.responsibilities")
    yield from _codes(who.activity_codes, f"{path}.activity_codes")
    if who.other_names and not who.trade_name:
        yield Misfit("first-missing", f"{path}.trade_name")
    if who.other_identifications and who.personal_identification is None:
        yield Misfit("first-missing", f"{path}.personal_identification")
    if who.other_tax_schemes and who.identification is None:
        yield Misfit("first-missing", f"{path}.identification")
    for name in ("other_tax_schemes", "shareholders"):
        more: tuple[TaxRegistration | Shareholder, ...] = getattr(who, name)
        for place, registered in enumerate(more):
            yield from _codes(
                registered.responsibilities, f"{path}.{name}[{place}].responsibilities"
            )


def _codes(codes: tuple[str, ...], path: str) -> Iterator[Misfit]:
    for place, code in enumerate(codes):
        if not code or ";" in code:
            yield Misfit("separator", f"{path}[{place}]")
