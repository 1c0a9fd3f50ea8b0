# SPDX-License-Identifier: MIT
"""`loggro dian`: read, verify and explain one document, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import read_bytes
from loggro_integration.cli._options import Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import mark
from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import FiscalDocument
from loggro_integration.money import plain

if TYPE_CHECKING:
    from loggro_integration.dian import CodeCheck, Document, Report, TrustStore

__all__ = ["explain", "read", "verify"]

File = Annotated[Path, Parameter(name="FILE")]

_HEAD = (("Dato", "Item"), ("Valor", "Value"))
_LINES = (
    ("Línea", "Line"),
    ("Descripción", "Description"),
    ("Cantidad", "Quantity"),
    ("Valor", "Amount"),
)
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


def read(
    file: File,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    json: Flag = False,
) -> int:
    """
    Read a document of DIAN and recompute its unique code.

    Args:
        file: XML of an Invoice, note, ApplicationResponse or AttachedDocument.
        key: Technical key of the resolution, for a CUFE.
        pin: PIN of the software, for a CUDE or CUDS.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    secret = _secret(key, pin)
    out = Output(as_json=json)
    document = dian.read(read_bytes(file))
    check = dian.unique_code(document, secret)
    # Whoever typed the key gets the string that was hashed, to hash it again.
    out.json(dian.to_json(document, check, reveal=True))
    _show_document(out, document, check)
    return PROBLEMS if check.status == "differs" else FINE


def verify(
    file: File,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    trust: Path | None = None,
    at: str | None = None,
    json: Flag = False,
) -> int:
    """
    Verify the signature of a document, and its unique code.

    Args:
        file: XML of an Invoice, note, ApplicationResponse or AttachedDocument.
        key: Technical key of the resolution, for a CUFE.
        pin: PIN of the software, for a CUDE or CUDS.
        trust: Certificates of the authorities to trust, in PEM.
        at: When certificates must have been valid, as 2026-11-20T14:00:00Z.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    secret = _secret(key, pin)
    store = None if trust is None else _store(trust)
    moment = None if at is None else parse_instant(at)
    out = Output(as_json=json)
    data = read_bytes(file)
    report = dian.verify(data, trust=store, at=moment)
    # Of a document that does not verify only what is written can be shown, and it is said.
    document = report.document or dian.read(data)
    check = dian.unique_code(document, secret)
    out.json(dian.to_json(document, check, report, reveal=True))
    _show_document(out, document, check)
    _show_signature(out, report)
    trusted = store is None or report.trust == "trusted"
    held = report.verdict == "valid" and check.status != "differs" and trusted
    return FINE if held else PROBLEMS


def explain(
    file: File,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    json: Flag = False,
) -> int:
    """
    Show the text that is hashed for the unique code, and where it differs.

    Args:
        file: XML of an Invoice, note or ApplicationResponse.
        key: Technical key of the resolution, for a CUFE.
        pin: PIN of the software, for a CUDE or CUDS.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    secret = _secret(key, pin)
    out = Output(as_json=json)
    document = dian.read(read_bytes(file))
    check = dian.unique_code(document, secret)
    out.json(
        {
            "number": document.number,
            "kind": type(document).__name__,
            "unique_code": _explained(check),
        }
    )
    out.line(check.explain(language=out.language))
    return PROBLEMS if check.status == "differs" else FINE


def _secret(key: str | None, pin: str | None) -> str | None:
    if key is not None and pin is not None:
        found = InvalidInput(
            "A document has a technical key or a PIN, not both.",
            field="--pin",
            hint=Text(
                es="Use --key para un CUFE, --pin para un CUDE o un CUDS.",
                en="Use --key for a CUFE, --pin for a CUDE or a CUDS.",
            ),
        )
        found.code = "usage"
        raise found
    secret = key if pin is None else pin
    if secret == "":
        raise InvalidInput(
            "The key or the PIN is empty.",
            field="--key" if pin is None else "--pin",
            hint=Text(es="Escríbalo, o quite la opción.", en="Write it, or leave the option out."),
        )
    return secret


def _store(path: Path) -> TrustStore:
    from loggro_integration import dian

    content = read_bytes(path, field="trust")
    try:
        return dian.TrustStore.from_pem(content)
    except InvalidInput as error:
        error.field, error.value = "trust", str(path)
        raise


def _explained(check: CodeCheck) -> dict[str, object]:
    noted = check.noted or {}
    return {
        "name": check.scheme,
        "value": check.value,
        "computed": check.computed,
        "status": check.status,
        "input": check.input,
        "pieces": [
            {
                "name": piece.name,
                "code": piece.code,
                "text": piece.text,
                "note": noted.get(piece.name),
            }
            for piece in check.pieces
        ],
        "explanation": Text(es=check.explain(language="es"), en=check.explain(language="en")),
    }


def _show_document(out: Output, document: Document, check: CodeCheck) -> None:
    rows: list[tuple[object, object]] = [
        (Text(es="Documento", en="Document"), type(document).__name__),
        (Text(es="Número", en="Number"), document.number),
        (Text(es="Fecha", en="Date"), document.issue_date),
    ]
    if isinstance(document, FiscalDocument):
        rows += [
            (Text(es="Emisor", en="Supplier"), document.supplier.name),
            (Text(es="Adquirente", en="Customer"), document.customer.name),
            (
                Text(es="A pagar", en="Payable"),
                f"{plain(document.totals.payable)} {document.currency}",
            ),
        ]
    rows += [
        (check.scheme or Text(es="Código único", en="Unique code"), check.value),
        (Text(es="El código", en="The code"), _STATUS[check.status]),
    ]
    out.table(Text(es="Lo que dice el documento", en="What the document says"), _HEAD, rows)
    if isinstance(document, FiscalDocument):
        _show_content(out, document)


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


def _show_signature(out: Output, report: Report) -> None:
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
