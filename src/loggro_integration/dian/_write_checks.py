# SPDX-License-Identifier: MIT
"""
What no document of a kind can hold, told before anything is written.

Only the shape is judged: what the UBL 2.1 schema of the kind has no place for, and what it demands.
Whether DIAN accepts the content is for `build`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from loggro_integration import errors
from loggro_integration.dian._once import once
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
    Software,
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


def refused(found: Sequence[Misfit]) -> None:
    """
    Raise for the first of these fields, if there is one, telling how many follow.

    Raises:
        InvalidInput: Naming the field.
    """
    if not found:
        return
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
    for name in ("sender", "receiver"):
        who: Party = getattr(document, name)
        yield from _party(who, name)
        if who.organization_type:
            # it is an attribute of the number
            yield from _absent(who, "identification", under=f"{name}.")
    if isinstance(document, AttachedDocument):
        yield from _absent(document, "parent_number", "document")
        return
    yield from _absent(document, "response_code", "reference")
    yield from _software(document.software)
    if document.reference is not None:
        yield from _reference(document.reference, "reference", frozenset({"document"}))


def _absent(thing: object, *names: str, under: str = "") -> Iterator[Misfit]:
    for name in names:
        if not getattr(thing, name):
            yield Misfit("absent", f"{under}{name}")


# --- invoices and notes ----------------------------------------------------------------------


_NEEDED: Final = ("number", "type_code", "currency", "lines")
_needed_of: Final = attrgetter(*_NEEDED)


def _fiscal(document: FiscalDocument) -> Iterator[Misfit]:
    # one look first, here and below: a generator for what nearly no document has costs more
    if not all(_needed_of(document)):
        yield from _absent(document, *_NEEDED)
    if isinstance(document, CreditNote):
        yield from _no_place(document, "due_date", "prepayments", "withholdings")
    elif isinstance(document, DebitNote):
        yield from _no_place(document, "due_date", "withholdings")
    yield from _supplier(document.supplier)
    yield from _party(document.customer, "customer")
    for place, handed in enumerate(document.deliveries):
        if handed.carrier is not None:
            path = f"deliveries[{place}].carrier"
            yield from _party(handed.carrier, path)
            yield from _no_place(handed.carrier, "organization_type", under=f"{path}.")
    yield from _payment(document)
    if document.references:
        yield from _references(document.references)
    yield from _software(document.software)
    yield from _taxes(document.taxes, "taxes")
    if document.withholdings:
        yield from _taxes(document.withholdings, "withholdings")
    yield from _lines(document)


def _software(software: Software | None) -> Iterator[Misfit]:
    if software is not None and software.provider_check_digit:
        yield from _absent(software, "provider", under="software.")


def _no_place(thing: object, *names: str, under: str = "") -> Iterator[Misfit]:
    for name in names:
        if getattr(thing, name) not in (None, ()):
            yield Misfit("no-place", f"{under}{name}")


def _payment(document: FiscalDocument) -> Iterator[Misfit]:
    for place, means in enumerate(document.payment_means):
        if not means.form or not means.code:
            yield from _absent(means, "form", "code", under=f"payment_means[{place}].")
    for place, terms in enumerate(document.payment_terms):
        if terms.duration is not None:
            yield from _absent(terms, "unit_code", under=f"payment_terms[{place}].")
        elif terms.unit_code:
            yield Misfit("absent", f"payment_terms[{place}].duration")
    for name in _RATES:
        rate = getattr(document, name)
        if rate is not None:
            yield from _absent(rate, "source", "target", under=f"{name}.")


_RATES: Final = ("exchange_rate", "alternative_exchange_rate")


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
            under = f"{path}[{place}].subtotals[{part_place}]."
            if part.base_unit_measure is not None:
                yield from _absent(part, "unit_code", under=under)
            elif part.unit_code:
                yield Misfit("absent", f"{under}base_unit_measure")
            # the reader takes the code of the total from its first subtotal
            if part.code is not None and not part_place and part.code != tax.code:
                yield Misfit("no-place", f"{under}code")
            if part.name is not None and part.code is None:
                yield Misfit("no-place", f"{under}name")


def _lines(document: FiscalDocument) -> Iterator[Misfit]:
    note, debit = isinstance(document, CreditNote | DebitNote), isinstance(document, DebitNote)
    for place, line in enumerate(document.lines):
        if not line.id:
            yield Misfit("absent", f"lines[{place}].id")
        if _to_look_at(line.taxes):
            yield from _taxes(line.taxes, f"lines[{place}].taxes")
        if line.withholdings:
            yield from _withheld(line, f"lines[{place}].withholdings", note=note)
        if debit:
            names = ("free_of_charge", "period_start", "period_code", "period_text")
            yield from _no_place(line, *names, under=f"lines[{place}].")
        if line.references:
            yield from _line_references(line, f"lines[{place}].references")


def _to_look_at(taxes: Iterable[TaxTotal]) -> bool:
    """Tell whether a tax is anything but one percentage."""
    for tax in taxes:
        if len(tax.subtotals) != 1:
            return True
        (part,) = tax.subtotals
        if part.base_unit_measure is not None or part.unit_code or part.code or part.name:
            return True
    return False


def _withheld(line: Line, path: str, *, note: bool) -> Iterator[Misfit]:
    if note:
        yield Misfit("no-place", path)
    yield from _taxes(line.withholdings, path)


def _line_references(line: Line, path: str) -> Iterator[Misfit]:
    for place, known in enumerate(line.references):
        yield from _reference(known, f"{path}[{place}]", frozenset({"document"}))


# --- parties ---------------------------------------------------------------------------------


_REGISTERED: Final = ("other_tax_schemes", "shareholders")


@once
def _supplier(who: Party) -> tuple[Misfit, ...]:
    """Return the misfits of the supplier, who is the same from invoice to invoice."""
    return tuple(_party(who, "supplier"))


def _party(who: Party, path: str) -> Iterator[Misfit]:
    yield from _codes(who.responsibilities, f"{path}.responsibilities")
    yield from _codes(who.activity_codes, f"{path}.activity_codes")
    if who.other_names and not who.trade_name:
        yield Misfit("first-missing", f"{path}.trade_name")
    if who.other_identifications and who.personal_identification is None:
        yield Misfit("first-missing", f"{path}.personal_identification")
    if who.other_tax_schemes and who.identification is None:
        yield Misfit("first-missing", f"{path}.identification")
    for name in _REGISTERED:
        more: tuple[TaxRegistration | Shareholder, ...] = getattr(who, name)
        for place, registered in enumerate(more):
            yield from _codes(
                registered.responsibilities, f"{path}.{name}[{place}].responsibilities"
            )


def _codes(codes: tuple[str, ...], path: str) -> Iterator[Misfit]:
    for place, code in enumerate(codes):
        if not code or ";" in code:
            yield Misfit("separator", f"{path}[{place}]")
