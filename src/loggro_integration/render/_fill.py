# SPDX-License-Identifier: MIT
"""From a document to the texts of its printed form: head, parties, references and seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from attrs import frozen

from loggro_integration import codes, dian
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import (
    CreditNote,
    DebitNote,
    Delivery,
    FiscalDocument,
    NumberingRange,
    PaymentMeans,
    Reference,
    Software,
)
from loggro_integration.render._fill_amounts import (
    COLUMNS,
    TAX_COLUMNS,
    rows,
    sums,
    tax_rows,
)
from loggro_integration.render._fill_parties import address_of, card, identified
from loggro_integration.render._form import Fact, Form, Section
from loggro_integration.render._speech import Speech
from loggro_integration.render._titles import COUNTERPARTS, ISSUED_BY_CUSTOMER, TITLES
from loggro_integration.render._words import in_words

__all__ = ["Wording", "fill"]

_TEST: Final = Text(
    es="DOCUMENTO DE PRUEBA - SIN VALIDEZ FISCAL", en="TEST DOCUMENT - NOT VALID FOR TAX PURPOSES"
)
_DRAFT: Final = Text(es="BORRADOR - SIN CÓDIGO ÚNICO", en="DRAFT - WITHOUT UNIQUE CODE")
_OF_BOX: Final = frozenset({"FabricanteSoftware", "BeneficiosComprador", "PuntoVenta"})
_BOX_LABELS: Final = {
    "PlacaCaja": Text(es="Placa de la caja", en="Plate of the cash box"),
    "UbicaciónCaja": Text(es="Ubicación", en="Place"),
    "Cajero": Text(es="Cajero", en="Cashier"),
    "TipoCaja": Text(es="Tipo de caja", en="Kind of cash box"),
    "CódigoVenta": Text(es="Código de la venta", en="Code of the sale"),
    "Codigo": Text(es="Código del comprador", en="Code of the buyer"),
    "NombresApellidos": Text(es="Comprador", en="Buyer"),
    "Puntos": Text(es="Puntos", en="Points"),
}
_BOX_HEADINGS: Final = {
    "PuntoVenta": Text(es="Punto de venta", en="Point of sale"),
    "BeneficiosComprador": Text(es="Beneficios del comprador", en="Benefits of the buyer"),
}
_KINDS: Final = {
    "invoice": Text(es="Factura", en="Invoice"),
    "credit-note": Text(es="Nota crédito", en="Credit note"),
    "debit-note": Text(es="Nota débito", en="Debit note"),
    "order": Text(es="Orden de compra", en="Order"),
    "despatch": Text(es="Orden de despacho", en="Despatch"),
    "receipt": Text(es="Recibo", en="Receipt"),
    "additional": Text(es="Documento adicional", en="Additional document"),
}
_EQUIVALENT: Final = Text(es="Documento equivalente", en="Equivalent document")
_ADJUSTED: Final = {
    "93": _EQUIVALENT,
    "94": _EQUIVALENT,
    "95": Text(es="Documento soporte", en="Support document"),
}
_CONCEPTS: Final = {
    "92": codes.lists.DEBIT_NOTE_CONCEPTS,
    "93": codes.lists.DEBIT_NOTE_CONCEPTS,
    "95": codes.lists.SUPPORT_DOCUMENT_NOTE_CONCEPTS,
}


@frozen(kw_only=True)
class Wording:
    """What the user adds to the document's own words."""

    language: str = "es"
    resolution_text: str | None = None
    footer: str | None = None
    stamp: str | None = None
    validated_at: datetime | None = None


def fill(document: FiscalDocument, wording: Wording) -> Form:
    """
    Return every text of the printed form.

    Raises:
        InvalidInput: If it is a document without printed form, as an event.
        InvalidAmount: If an amount is larger or finer than any amount.
    """
    _check_kind(document)
    say = Speech.of(document, wording.language)
    inverted = document.type_code in ISSUED_BY_CUSTOMER
    parties = (document.supplier, document.customer)
    issuer, counterpart = reversed(parties) if inverted else parties
    return Form(
        language=say.language,
        marks=tuple(_marks(document, wording, say)),
        title=_title(document, say),
        number_label=say(Text(es="No.", en="No.")),
        number=document.number,
        issuer=card(issuer, "", say),
        counterpart=card(counterpart, say(COUNTERPARTS[inverted]), say),
        facts=tuple(_facts(document, wording, say)),
        references=tuple(_references(document, say)),
        columns=tuple(map(say, COLUMNS)),
        rows=tuple(rows(document, say)),
        tax_columns=tuple(map(say, TAX_COLUMNS)),
        taxes=tuple(tax_rows(document, say)),
        sums=tuple(sums(document, say)),
        words=_words(document, say),
        sections=tuple(_sections(document, say)),
        notes=tuple(_notes(document, wording)),
        code=_code(document),
        seal=tuple(_seal(document, wording, say)),
        qr=dian.qr_text(document) if document.unique_code else None,
        page=say(Text(es="Página {0} de {1}", en="Page {0} of {1}")),
    )


def _check_kind(document: object) -> None:
    """Refuse what `dian.read` gives too: events and containers."""
    if not isinstance(document, FiscalDocument):
        raise InvalidInput(
            f"{type(document).__name__} has no printed form.",
            field="document",
            hint=Text(
                es="Se imprimen facturas, notas, POS y documentos soporte.",
                en="Invoices, notes, POS and support documents are printed.",
            ),
        )


def _title(document: FiscalDocument, say: Speech) -> str:
    title = TITLES.get(document.type_code)
    return say(title) if title else say.name(codes.lists.DOCUMENT_TYPES, document.type_code)


def _marks(document: FiscalDocument, wording: Wording, say: Speech) -> Iterator[str]:
    if wording.stamp:
        yield wording.stamp
    if document.environment == "2":
        yield say(_TEST)
    if document.unique_code is None:
        yield say(_DRAFT)


def _words(document: FiscalDocument, say: Speech) -> str:
    words = in_words(document.totals.payable, document.currency, say.language)
    return f"{say(Text(es='SON', en='IN WORDS'))}: {words.upper()}"


# ------------------------------------------------------------------------ dates, payment, currency


def _facts(document: FiscalDocument, wording: Wording, say: Speech) -> Iterator[Fact]:
    moment = say.moment(document.issue_date, document.issue_time)
    yield Fact(say(Text(es="Fecha y hora de emisión", en="Date and time of issue")), moment)
    if wording.validated_at:
        label = Text(es="Validado por la DIAN", en="Validated by DIAN")
        yield Fact(say(label), say.instant(wording.validated_at))
    yield from _payment(document, say)
    yield from _dates(document, say)
    yield Fact(say(Text(es="Moneda", en="Currency")), document.currency)
    yield from _exchange(document, say)


def _payment(document: FiscalDocument, say: Speech) -> Iterator[Fact]:
    for form in dict.fromkeys(means.form for means in document.payment_means):
        label = say(Text(es="Forma de pago", en="Form of payment"))
        yield Fact(label, say.name(codes.lists.PAYMENT_FORMS, form))
    for means in document.payment_means:
        text = _means(means, say)
        if text:
            yield Fact(say(Text(es="Medio de pago", en="Means of payment")), text)


def _means(means: PaymentMeans, say: Speech) -> str:
    named = say.name(codes.lists.PAYMENT_MEANS, means.code) if means.code else ""
    own = means.name if means.name and means.name.casefold() != named.casefold() else ""
    parts = [f"{named} ({own})" if named and own else named or own]
    if means.amount is not None:
        parts.append(say.amount(means.amount))
    return ", ".join(part for part in (*parts, *means.payment_ids) if part)


def _dates(document: FiscalDocument, say: Speech) -> Iterator[Fact]:
    due = {document.due_date, *(means.due_date for means in document.payment_means)} - {None}
    for day in sorted(day for day in due if day):
        yield Fact(say(Text(es="Vencimiento", en="Due date")), say.day(day))
    if document.tax_point_date:
        label = Text(es="Fecha del impuesto", en="Tax point date")
        yield Fact(say(label), say.day(document.tax_point_date))
    if document.period and (document.period.start or document.period.end):
        ends = (document.period.start, document.period.end)
        text = " / ".join(say.day(day) if day else "…" for day in ends)
        yield Fact(say(Text(es="Período", en="Period")), text)


def _exchange(document: FiscalDocument, say: Speech) -> Iterator[Fact]:
    label = say(Text(es="Tasa de cambio", en="Exchange rate"))
    for rate in (document.exchange_rate, document.alternative_exchange_rate):
        if rate and rate.source != rate.target:
            on = f" ({say.day(rate.on)})" if rate.on else ""
            yield Fact(label, f"1 {rate.source} = {say.number(rate.rate)} {rate.target}{on}")


# -------------------------------------------------------------------------- references and reasons


def _references(document: FiscalDocument, say: Speech) -> Iterator[Section]:
    reason = tuple(_discrepancy(document, say))
    if reason:
        yield Section(heading=say(Text(es="Motivo de la nota", en="Why the note")), facts=reason)
    about = tuple(_reference(each, document.type_code, say) for each in document.references)
    if about:
        heading = Text(es="Documentos de referencia", en="References")
        yield Section(heading=say(heading), facts=about)


def _discrepancy(document: FiscalDocument, say: Speech) -> Iterator[Fact]:
    if not isinstance(document, CreditNote | DebitNote) or document.discrepancy is None:
        return
    why = document.discrepancy
    concepts = _CONCEPTS.get(document.type_code, codes.lists.CREDIT_NOTE_CONCEPTS)
    named = codes.name(concepts, why.code, say.language)
    text = f"{why.code} - {named}" if named else why.code
    yield Fact(say(Text(es="Concepto", en="Concept")), text)
    if why.description and why.description != named:
        yield Fact(say(Text(es="Motivo", en="Reason")), why.description)
    if why.reference and why.reference not in {each.number for each in document.references}:
        yield Fact(say(Text(es="Documento", en="Document")), why.reference)


def _reference(reference: Reference, type_code: str, say: Speech) -> Fact:
    """Name another document; what a note adjusts is called by its own kind."""
    kind = _KINDS.get(reference.kind)
    label = say(kind) if kind else reference.kind
    if reference.kind == "invoice" and reference.type_code not in {None, "01"}:
        label = say.name(codes.lists.DOCUMENT_TYPES, reference.type_code or "")
    elif reference.kind == "invoice" and type_code in _ADJUSTED:
        label = say(_ADJUSTED[type_code])
    parts = [reference.number]
    if reference.issue_date:
        parts.append(say.day(reference.issue_date))
    if reference.description:
        parts.append(reference.description)
    if reference.unique_code:
        name = reference.unique_code.scheme.partition("-")[0]
        parts.append(f"{name} {reference.unique_code.value}")
    return Fact(label, ", ".join(parts))


# ----------------------------------------------------------------------------- cash box and others


def _sections(document: FiscalDocument, say: Speech) -> Iterator[Section]:
    found = (*_boxes(document, say), *_deliveries(document, say), *_others(document, say))
    yield from (section for section in found if section.facts)


def _boxes(document: FiscalDocument, say: Speech) -> Iterator[Section]:
    blocks = {block.name: block for block in document.extensions}
    for name, heading in _BOX_HEADINGS.items():
        values = blocks[name].values if name in blocks else ()
        facts = tuple(
            Fact(say(_BOX_LABELS[key]), value)
            for key, value in values
            if value and key in _BOX_LABELS
        )
        yield Section(heading=say(heading), facts=facts)


def _deliveries(document: FiscalDocument, say: Speech) -> Iterator[Section]:
    facts = [fact for each in document.deliveries for fact in _delivery(each, say)]
    terms = document.delivery_terms
    if terms:
        texts = (terms.code, terms.special_terms, terms.loss_risk)
        joined = ", ".join(text for text in texts if text)
        if joined:
            facts.append(Fact(say(Text(es="Condiciones", en="Terms")), joined))
    yield Section(heading=say(Text(es="Entrega", en="Delivery")), facts=tuple(facts))


def _delivery(delivery: Delivery, say: Speech) -> Iterator[Fact]:
    if delivery.on:
        yield Fact(say(Text(es="Fecha", en="Date")), say.day(delivery.on))
    where = address_of(delivery.address)
    if where:
        yield Fact(say(Text(es="Lugar", en="Place")), where)
    carrier = delivery.carrier.trade_name or delivery.carrier.name if delivery.carrier else None
    if carrier:
        yield Fact(say(Text(es="Transportador", en="Carrier")), carrier)


def _others(document: FiscalDocument, say: Speech) -> Iterator[Section]:
    facts = [
        Fact(key, value)
        for block in document.extensions
        if block.name not in _OF_BOX
        for key, value in block.values
        if key and value
    ]
    if document.representative:
        who = f"{document.representative_name or ''} {identified(document.representative, say)}"
        facts.append(Fact(say(Text(es="Representante", en="Representative")), who.strip()))
    heading = Text(es="Datos adicionales", en="Additional data")
    yield Section(heading=say(heading), facts=tuple(facts))


def _notes(document: FiscalDocument, wording: Wording) -> Iterable[str]:
    return [text for text in (*document.notes, wording.footer or "") if text.strip()]


# ------------------------------------------------------------------------------------------- seal


def _code(document: FiscalDocument) -> Fact | None:
    if document.unique_code is None:
        return None
    name = document.unique_code.scheme.partition("-")[0]
    return Fact(name, document.unique_code.value)


def _seal(document: FiscalDocument, wording: Wording, say: Speech) -> Iterator[str]:
    if wording.resolution_text:
        yield wording.resolution_text
    elif document.numbering and document.numbering.authorization:
        yield _resolution(document.numbering, say)
    yield from _software(document, say)
    if document.unique_code and document.environment in {"1", "2"}:
        consult = Text(es="Consulte este documento en", en="Look this document up at")
        url = dian.qr_url(document.unique_code.value, document.environment)
        yield f"{say(consult)} {url}"


def _resolution(numbering: NumberingRange, say: Speech) -> str:
    head = say(
        Text(es="Autorización de numeración DIAN No.", en="DIAN numbering authorisation No.")
    )
    prefix = f", {say(Text(es='prefijo', en='prefix'))} {numbering.prefix}"
    span = f"{say(Text(es='del', en='from'))} {numbering.first} {say(Text(es='al', en='to'))}"
    text = f"{head} {numbering.authorization}{prefix if numbering.prefix else ''}, {span}"
    text += f" {numbering.last}"
    if numbering.valid_from and numbering.valid_until:
        valid = say(Text(es="vigente del", en="valid from"))
        until = say(Text(es="al", en="to"))
        start, end = say.day(numbering.valid_from), say.day(numbering.valid_until)
        text += f", {valid} {start} {until} {end}"
    return text


def _software(document: FiscalDocument, say: Speech) -> Iterator[str]:
    """Say who made the software, and who provides it: the law asks for both on paper."""
    software = document.software or Software()
    block = next((b for b in document.extensions if b.name == "FabricanteSoftware"), None)
    pairs = dict(block.values) if block else {}
    maker = [
        software.maker_company or pairs.get("RazonSocial"),
        software.maker_name or pairs.get("NombreApellido"),
    ]
    made = ", ".join(each for each in maker if each)
    parts = [
        (Text(es="Software", en="Software"), software.name or pairs.get("NombreSoftware")),
        (Text(es="Fabricante", en="Maker"), made),
        (Text(es="Proveedor tecnológico", en="Technology provider"), _provider(software)),
        (Text(es="Id. del software", en="Software id"), software.id),
    ]
    text = " · ".join(f"{say(label)}: {value}" for label, value in parts if value)
    if text:
        yield text


def _provider(software: Software) -> str:
    if not software.provider:
        return ""
    digit = f"-{software.provider_check_digit}" if software.provider_check_digit else ""
    return f"NIT {software.provider}{digit}"
