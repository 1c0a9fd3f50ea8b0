# SPDX-License-Identifier: MIT
"""
Drafts: a document as a plain mapping with readable keys, as TOML or JSON give it.

A draft holds everything that `build` takes except secrets, which it names by the environment
variable that holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final, Literal, TypedDict

from attrs import evolve, field, frozen

from loggro_integration import codes
from loggro_integration.dian._draft_lines import adjustment, read_lines
from loggro_integration.dian._draft_parts import (
    Secrets,
    adjustments_of_document,
    customer,
    delivery,
    delivery_terms,
    exchange_rate,
    extensions,
    identification,
    numbering,
    party,
    payments,
    person,
    point_of_sale,
    prepayments,
    reference,
    references,
    software,
)
from loggro_integration.dian._draft_reading import InvalidDraft, Reading, Table
from loggro_integration.dian._literals import tacit_acceptance_oath
from loggro_integration.errors import ConfigurationError, Text, beginning_of
from loggro_integration.models import (
    ApplicationResponse,
    CreditNote,
    DebitNote,
    Discrepancy,
    Invoice,
    NumberingRange,
    Party,
    Period,
    PointOfSale,
    Reference,
    Software,
    calculate,
    tax_totals,
)
from loggro_integration.money import ZERO
from loggro_integration.secret import Secret

__all__ = ["DRAFT_KINDS", "Draft", "DraftKind", "InvalidDraft", "from_draft"]

Environment = Literal["test", "production"]
Drafted = Invoice | CreditNote | DebitNote | ApplicationResponse


@frozen(kw_only=True)
class DraftKind:
    """
    A kind of document that can be drafted.

    Attributes:
        name: As the draft writes it: ``kind = "credit-note"``.
        code: Type of the document, or code of the event.
        title: What it is called.
        concepts: List of the reasons of a note.
        scheme: Scheme of the unique code of what it refers to.
    """

    name: str
    code: str
    title: Text
    concepts: str | None = None
    scheme: str = "CUFE-SHA384"

    @property
    def is_event(self) -> bool:
        """Whether it is an ApplicationResponse."""
        return self.name.startswith("event-")

    @property
    def is_note(self) -> bool:
        """Whether it corrects another document."""
        return self.concepts is not None

    @property
    def hashes_key(self) -> bool:
        """Whether its unique code is a CUFE, which hashes the technical key of the range."""
        return self.code in {"01", "02", "04"}

    @property
    def is_bought(self) -> bool:
        """Whether the issuer buys: a support document or its note."""
        return self.code in {"05", "95"}


def _kind(name: str, code: str, es: str, en: str, **more: Any) -> DraftKind:
    return DraftKind(name=name, code=code, title=Text(es=es, en=en), **more)


_SHOWN: Final = 40
_CREDIT, _DEBIT = codes.lists.CREDIT_NOTE_CONCEPTS, codes.lists.DEBIT_NOTE_CONCEPTS
_SUPPORT = codes.lists.SUPPORT_DOCUMENT_NOTE_CONCEPTS
_CUDE, _CUDS = "CUDE-SHA384", "CUDS-SHA384"

DRAFT_KINDS: Final[Mapping[str, DraftKind]] = {
    kind.name: kind
    for kind in (
        _kind("invoice", "01", "factura de venta", "invoice"),
        _kind("export-invoice", "02", "factura de exportación", "export invoice"),
        _kind(
            "paper-contingency",
            "03",
            "factura de contingencia del facturador",
            "invoice transcribed after a contingency of the issuer",
        ),
        _kind(
            "dian-contingency",
            "04",
            "factura de contingencia de la DIAN",
            "invoice of a contingency of DIAN",
        ),
        _kind("support-document", "05", "documento soporte", "support document of a purchase"),
        _kind("pos", "20", "documento equivalente POS", "POS document"),
        _kind("credit-note", "91", "nota crédito", "credit note", concepts=_CREDIT),
        _kind("debit-note", "92", "nota débito", "debit note", concepts=_DEBIT),
        _kind(
            "equivalent-debit-note",
            "93",
            "nota de ajuste débito de un documento equivalente",
            "debit adjustment of a POS document",
            concepts=_DEBIT,
            scheme=_CUDE,
        ),
        _kind(
            "equivalent-credit-note",
            "94",
            "nota de ajuste crédito de un documento equivalente",
            "credit adjustment of a POS document",
            concepts=_CREDIT,
            scheme=_CUDE,
        ),
        _kind(
            "support-document-note",
            "95",
            "nota de ajuste de un documento soporte",
            "adjustment of a support document",
            concepts=_SUPPORT,
            scheme=_CUDS,
        ),
        _kind("event-030", "030", "acuse de recibo de la factura", "receipt of the invoice"),
        _kind("event-031", "031", "reclamo de la factura", "claim against the invoice"),
        _kind("event-032", "032", "recibo del bien o servicio", "receipt of the goods"),
        _kind("event-033", "033", "aceptación expresa", "express acceptance"),
        _kind("event-034", "034", "aceptación tácita", "tacit acceptance"),
    )
}
"""Name → kind, in the order of their codes."""


class BuildArguments(TypedDict):
    """What `build` takes beside the document."""

    issuer: Party
    numbering: NumberingRange | None
    software: Software
    point_of_sale: PointOfSale | None
    environment: Environment


@frozen(kw_only=True)
class Draft:
    """
    A draft that was read: the typed document and all that `build` wants to know.

    Attributes:
        kind: What it is.
        document: With its lines priced; totals, codes and fixed texts are for `build`.
        issuer: Who issues and signs.
        environment: ``test`` or ``production``.
        secrets: Where the PIN and the technical key are.
    """

    kind: DraftKind
    document: Drafted
    issuer: Party
    software: Software
    environment: Environment
    numbering: NumberingRange | None = None
    point_of_sale: PointOfSale | None = None
    secrets: Secrets = field(factory=Secrets)

    def with_secrets(self, environ: Mapping[str, str]) -> Draft:
        """
        Return the draft with its PIN and technical key.

        Args:
            environ: Where they are, as ``os.environ``.

        Raises:
            ConfigurationError: If a variable that the draft names is absent or empty; the message
                names it.
        """
        pin = _secret(environ, self.secrets.pin)
        key = _secret(environ, self.secrets.technical_key)
        return evolve(
            self,
            software=evolve(self.software, pin=pin),
            numbering=self.numbering and evolve(self.numbering, technical_key=key),
        )

    @property
    def arguments(self) -> BuildArguments:
        """What `build` takes beside the document: ``build(draft.document, **draft.arguments)``."""
        return BuildArguments(
            issuer=self.issuer,
            numbering=self.numbering,
            software=self.software,
            point_of_sale=self.point_of_sale,
            environment=self.environment,
        )


def _secret(environ: Mapping[str, str], name: str | None) -> Secret | None:
    if name is None:
        return None
    value = environ.get(name)
    if not value:
        raise ConfigurationError(
            f"The environment variable {name} is not set.",
            hint=Text(
                es=f"Exporte {name} con el secreto antes de construir el documento.",
                en=f"Export {name} with the secret before building the document.",
            ),
        )
    return Secret(value)


def from_draft(data: Mapping[str, object]) -> Draft:
    """
    Read a draft: a mapping as TOML or JSON give it.

    Amounts are `Decimal`, ``int`` or text; read files with ``parse_float=Decimal``. `example_draft`
    gives a commented one of each kind, and the guide of drafts lists every key.

    Raises:
        InvalidDraft: With everything that is wrong at once: each problem has its path
            (``lines[2].quantity``), its value and a remedy in Spanish and English.

    Example:
        >>> from loggro_integration import dian
        >>> dian.from_draft({"kind": "invoices"})
        Traceback (most recent call last):
            ...
        loggro_integration.dian.InvalidDraft: ...
    """
    if not isinstance(data, Mapping):
        raise InvalidDraft("A draft is a mapping, as TOML and JSON give it.")
    reading = Reading(beginning_of(data.get("kind", ""))[:_SHOWN])
    table = Table(data, reading)
    name = table.choice("kind", *DRAFT_KINDS)
    if reading.problems:
        raise InvalidDraft("The kind of the draft is unknown:", problems=reading.problems)
    kind = DRAFT_KINDS[name]
    draft = _event(kind, table) if kind.is_event else _fiscal(kind, table)
    reading.close()
    return draft


class _Head(TypedDict):
    number: str
    issue_date: date
    issue_time: time
    notes: tuple[str, ...]


def _head(table: Table) -> _Head:
    return _Head(
        number=table.text("number"),
        issue_date=table.day("issue_date"),
        issue_time=table.clock("issue_time"),
        notes=table.texts("notes"),
    )


def _environment(table: Table) -> Environment:
    return (
        "production"
        if table.choice("environment", "test", "production") == "production"
        else ("test")
    )


# -- invoices and notes ---------------------------------------------------------------------------


def _fiscal(kind: DraftKind, table: Table) -> Draft:
    issuer = party(table.needed_table("issuer"))
    other = party(table.needed_table("seller")) if kind.is_bought else customer(table)
    made, pin = software(table.needed_table("software"), issuer)
    numbered, key = (None, None) if kind.is_note else numbering(table, hashed=kind.hashes_key)
    box = point_of_sale(table.needed_table("point_of_sale")) if kind.code == "20" else None
    supplier, buyer = (other, issuer) if kind.is_bought else (issuer, other)
    return Draft(
        kind=kind,
        document=_document(kind, table, supplier, buyer),
        issuer=issuer,
        software=made,
        numbering=numbered,
        point_of_sale=box,
        environment=_environment(table),
        secrets=Secrets(pin=pin, technical_key=key),
    )


def _document(
    kind: DraftKind, table: Table, supplier: Party, buyer: Party
) -> Invoice | CreditNote | DebitNote:
    shared = _shared(kind, table, supplier, buyer)
    written = table.table("period")
    period = Period(start=written.day("start"), end=written.day("end")) if written else None
    if not kind.is_note:
        return Invoice(**shared, period=period, due_date=table.optional_day("due_date"))
    about = table.table("reference")
    corrected = reference(about, "invoice", kind.scheme) if about else None
    if corrected is None and period is None:
        _report_alone(table)
    shared["references"] = (*((corrected,) if corrected else ()), *shared["references"])
    make = DebitNote if kind.code in {"92", "93"} else CreditNote
    return make(**shared, period=period, discrepancy=_discrepancy(kind, table, corrected))


def _shared(kind: DraftKind, table: Table, supplier: Party, buyer: Party) -> dict[str, Any]:
    """Read what invoices and notes have in common."""
    currency = table.optional_code("currency", codes.lists.CURRENCIES) or "COP"
    lines = read_lines(table)
    extension = sum((line.line_extension for line in lines), ZERO)
    adjusted = adjustments_of_document(table, extension, adjustment)
    advances = () if kind.code in {"91", "94", "95"} else prepayments(table)
    taxes, totals = calculate(
        lines,
        allowance_charges=adjusted,
        prepayments=advances,
        rounding=table.optional_amount("rounding", signed=True) or ZERO,
    )
    return {
        **_head(table),
        "type_code": kind.code,
        "customization": table.optional_text("customization"),
        "supplier": supplier,
        "customer": buyer,
        "currency": currency,
        "exchange_rate": exchange_rate(table, currency),
        "lines": lines,
        "taxes": taxes,
        "withholdings": tax_totals(held for line in lines for held in line.withholdings),
        "totals": totals,
        "allowance_charges": adjusted,
        "prepayments": advances,
        "payment_means": payments(table),
        "references": references(table),
        "deliveries": delivery(table),
        "delivery_terms": delivery_terms(table),
        "extensions": extensions(table),
    }


def _report_alone(table: Table) -> None:
    """Report a note that says neither which document nor which period it is about."""
    table.reading.report(
        "draft-missing-key",
        table.where("reference"),
        Text(
            es="La nota no dice qué documento corrige, ni de qué período es.",
            en="The note does not say which document it corrects, nor of which period it is.",
        ),
        Text(
            es="Agregue la tabla [reference], o [period] si no tiene referencia.",
            en="Add the table [reference], or [period] where it has no reference.",
        ),
    )


def _discrepancy(kind: DraftKind, table: Table, corrected: Reference | None) -> Discrepancy:
    """Read why a note is made; the text of the list stands where there is no other."""
    concepts = kind.concepts or ""
    found = table.needed_table("reason")
    code = found.code("code", concepts)
    written = found.optional_text("description")
    return Discrepancy(
        code=code,
        description=written or codes.name(concepts, code),
        reference=corrected.number if corrected else None,
    )


# -- events ---------------------------------------------------------------------------------------


def _event(kind: DraftKind, table: Table) -> Draft:
    issuer = party(table.needed_table("issuer"))
    made, pin = software(table.needed_table("software"), issuer)
    tacit, claim = kind.code == "034", kind.code == "031"
    # event 034 goes to DIAN itself, which `build` writes
    receiver = Party() if tacit else party(table.needed_table("receiver"))
    head = _head(table)
    document = ApplicationResponse(
        number=head["number"],
        issue_date=head["issue_date"],
        issue_time=head["issue_time"],
        notes=(*_oath(table, head["notes"]), *head["notes"]) if tacit else head["notes"],
        sender=issuer,
        receiver=receiver,
        response_code=kind.code,
        claim_code=table.code("claim_code", codes.lists.CLAIM_CONCEPTS) if claim else None,
        claim_text=table.optional_text("claim_text") if claim else None,
        reference=reference(table.needed_table("reference"), "document", kind.scheme, "01"),
        person=person(table.needed_table("person")) if kind.code in {"030", "032"} else None,
    )
    return Draft(
        kind=kind,
        document=document,
        issuer=issuer,
        software=made,
        environment=_environment(table),
        secrets=Secrets(pin=pin),
    )


def _oath(table: Table, notes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the oath of a tacit acceptance; who acts for another writes it in the notes."""
    silent = table.table("buyer")
    if silent is None:
        if not notes:
            table.reading.missing(table.where("buyer"))
        return ()
    found = identification(silent)
    return (tacit_acceptance_oath(silent.text("name"), found.number if found else ""),)
