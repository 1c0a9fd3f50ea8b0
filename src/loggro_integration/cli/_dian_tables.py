# SPDX-License-Identifier: MIT
"""What the commands of `loggro dian` show to people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import mark
from loggro_integration.errors import Text
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument
from loggro_integration.money import plain

if TYPE_CHECKING:
    from loggro_integration.dian import CodeCheck, Document, Report, Signed, Signer, Unsigned
    from loggro_integration.dian.schemas import SchemaProblem

__all__ = [
    "faults_in_json",
    "show_built",
    "show_document",
    "show_schema_problems",
    "show_signature",
    "show_signed",
]

_HEAD = (("Dato", "Item"), ("Valor", "Value"))
_LINES = (
    ("Línea", "Line"),
    ("Descripción", "Description"),
    ("Cantidad", "Quantity"),
    ("Valor", "Amount"),
)
_SCHEMA = (("Línea", "Line"), ("Lugar", "Place"), ("Qué dice el validador", "What it says"))
_TAXES = (("Código", "Code"), ("Impuesto", "Tax"), ("Valor", "Amount"))
_STATUS = {
    "matches": Text(es="sale de los campos", en="follows from the fields"),
    "matches-first-subtotal": Text(
        es="sale del primer subtotal de IVA", en="follows from the first IVA subtotal"
    ),
    "note-only": Text(
        es="sale de una nota: el documento se editó después",
        en="follows from a note: the document was edited afterwards",
    ),
    "differs": Text(es="no sale de los campos", en="does not follow from the fields"),
    "no-key": Text(es="sin clave no se calcula", en="not computed without a key"),
}
_VERDICTS = {
    "valid": Text(es="válida", en="valid"),
    "body-edited": Text(
        es="el contenido cambió después de firmar", en="the content changed after signing"
    ),
    "broken": Text(es="rota", en="broken"),
    "unsigned": Text(es="sin firma", en="unsigned"),
}


def show_document(out: Output, document: Document, check: CodeCheck) -> None:
    rows: list[tuple[object, object]] = [
        (Text(es="Documento", en="Document"), type(document).__name__),
        (Text(es="Número", en="Number"), document.number),
        (Text(es="Fecha", en="Date"), document.issue_date),
    ]
    rows += _facts(document)
    if not isinstance(document, AttachedDocument):
        rows += [
            (check.scheme or Text(es="Código único", en="Unique code"), check.value),
            (Text(es="El código", en="The code"), _STATUS[check.status]),
        ]
    out.table(Text(es="Lo que dice el documento", en="What the document says"), _HEAD, rows)
    if isinstance(document, FiscalDocument):
        _show_content(out, document)
    elif isinstance(document, ApplicationResponse) and document.lines:
        _show_responses(out, document)


def _facts(document: Document) -> list[tuple[object, object]]:
    if isinstance(document, FiscalDocument):
        return [
            (Text(es="Emisor", en="Supplier"), document.supplier.name),
            (Text(es="Adquirente", en="Customer"), document.customer.name),
            (
                Text(es="A pagar", en="Payable"),
                f"{plain(document.totals.payable)} {document.currency}",
            ),
        ]
    about = document.reference if isinstance(document, ApplicationResponse) else None
    number = about.number if about else getattr(document, "parent_number", None)
    return [
        (Text(es="Remitente", en="Sender"), document.sender.name),
        (Text(es="Destinatario", en="Receiver"), document.receiver.name),
        *_said(document),
        (Text(es="Sobre el documento", en="About the document"), number),
    ]


def _said(document: ApplicationResponse | AttachedDocument) -> list[tuple[object, object]]:
    """Tell what an event or an answer says; a claim with its reason."""
    if isinstance(document, AttachedDocument):
        return []
    said = f"{document.response_code} {document.description or ''}".strip()
    rows: list[tuple[object, object]] = [(Text(es="Dice", en="Says"), said)]
    if document.claim_code:
        reason = f"{document.claim_code} {document.claim_text or ''}".strip()
        rows.append((Text(es="Motivo", en="Reason"), reason))
    return rows


def _show_responses(out: Output, document: ApplicationResponse) -> None:
    out.table(
        Text(es="Lo que observa", en="What it remarks"),
        (("Código", "Code"), ("Texto", "Text")),
        ((line.code, line.description) for line in document.lines),
    )


def _show_content(out: Output, document: FiscalDocument) -> None:
    out.table(
        Text(es="Líneas", en="Lines"),
        _LINES,
        (
            (
                line.id,
                line.description,
                plain(line.quantity, places=0),
                plain(line.line_extension),
            )
            for line in document.lines
        ),
    )
    out.table(
        Text(es="Impuestos y retenciones", en="Taxes and withholdings"),
        _TAXES,
        (
            (tax.code, tax.name, plain(tax.amount))
            for tax in (*document.taxes, *document.withholdings)
        ),
    )


def show_signature(out: Output, report: Report) -> None:
    facts = report.signature
    rows: list[tuple[object, object]] = [
        (Text(es="Firma", en="Signature"), _VERDICTS[report.verdict]),
        *((name, mark(holds=state == "ok")) for name, state in _parts(report) if state),
    ]
    if report.verdict == "valid":
        rows += [
            (Text(es="Firmada el", en="Signed on"), facts.signing_time),
            (Text(es="Política", en="Policy"), facts.policy.state if facts.policy else None),
            (Text(es="Confianza", en="Trust"), facts.trust_reason),
        ]
    out.table(Text(es="La firma", en="The signature"), _HEAD, rows)
    if report.verdict != "valid":
        out.warn(
            Text(
                es="La firma no respalda lo que dice el documento.",
                en="The signature does not stand for what the document says.",
            )
        )
    if report.failure is not None and report.failure.hint is not None:
        out.warn(report.failure.hint)


def _parts(report: Report) -> tuple[tuple[Text, str | None], ...]:
    facts = report.signature
    return (
        (Text(es="Contenido", en="Content"), facts.document),
        (Text(es="Certificado", en="KeyInfo"), facts.keyinfo),
        (Text(es="Propiedades", en="Properties"), facts.signed_properties),
        (Text(es="Valor de la firma", en="Signature value"), facts.signature_value),
    )


def show_schema_problems(out: Output, problems: Sequence[SchemaProblem]) -> None:
    """Print where a document is not as the schema wants it, or that it is."""
    if not problems:
        out.say("El documento es como pide el esquema (XSD).", "The document is as its XSD wants.")
        return
    out.table(
        Text(es="No es como pide el esquema (XSD)", en="Not as the schema (XSD) wants it"),
        _SCHEMA,
        ((each.line, each.path, each.message) for each in problems),
    )


def faults_in_json(
    found: dict[str, object], faults: Sequence[SchemaProblem] | None
) -> dict[str, object]:
    """Add what the schema says, where there was one: without it the keys stay as they are."""
    if faults is None:
        return found
    return {
        **found,
        "schema_problems": [
            {"line": each.line, "path": each.path, "code": each.code, "message": each.message}
            for each in faults
        ],
    }


def show_built(out: Output, built: Unsigned, name: str) -> None:
    """Print what was built: number, totals, code, and DIAN's name of the file."""
    document = built.document
    code = getattr(document, "unique_code", None)
    rows: list[tuple[object, object]] = [
        (Text(es="Documento", en="Document"), type(document).__name__),
        (Text(es="Número", en="Number"), document.number),
    ]
    if isinstance(document, FiscalDocument):
        totals = document.totals
        rows += [
            (Text(es="Suma de las líneas", en="Sum of the lines"), plain(totals.line_extension)),
            (Text(es="Con impuestos", en="With taxes"), plain(totals.tax_inclusive)),
            (Text(es="A pagar", en="Payable"), f"{plain(totals.payable)} {document.currency}"),
        ]
    rows += [
        (code.scheme if code else Text(es="Código único", en="Unique code"), built.unique_code),
        (Text(es="Nombre para la DIAN", en="Name for DIAN"), name),
    ]
    out.table(Text(es="El documento, sin firma", en="The document, unsigned"), _HEAD, rows)


def show_signed(out: Output, signed: Signed, signer: Signer, path: Path) -> None:
    """Print what was signed, when, and until when the certificate serves."""
    rows: list[tuple[object, object]] = [
        (Text(es="Documento", en="Document"), type(signed.document).__name__),
        (Text(es="Número", en="Number"), signed.document.number),
        (Text(es="Firmado el", en="Signed on"), signed.signing_time.isoformat()),
        (
            Text(es="El certificado vence el", en="The certificate ends on"),
            signer.certificate.not_valid_after_utc.date(),
        ),
        (Text(es="Archivo", en="File"), path),
    ]
    out.table(Text(es="El documento, firmado", en="The document, signed"), _HEAD, rows)
