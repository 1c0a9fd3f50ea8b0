# SPDX-License-Identifier: MIT
"""`build`: a document that a shop knows becomes one that can be signed."""

from __future__ import annotations

from decimal import InvalidOperation, localcontext
from typing import Final, Literal, TypeVar

from attrs import frozen

from loggro_integration.dian._build_exchange import complete_container, complete_response
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_header import (
    clock,
    complete_currency,
    complete_deliveries,
    complete_numbering,
    complete_payment,
    note_prefix,
)
from loggro_integration.dian._build_kinds import KINDS, Kind
from loggro_integration.dian._build_lines import LinePlan, complete_lines
from loggro_integration.dian._build_parties import (
    complete_buyer,
    complete_identification,
    complete_issuer,
    complete_plain,
    complete_seller,
)
from loggro_integration.dian._build_policies import Policies
from loggro_integration.dian._build_references import (
    complete_note,
    complete_references,
    is_resident,
    operation_of,
)
from loggro_integration.dian._build_software import complete_software, pos_blocks
from loggro_integration.dian._build_tools import CONTEXT, changed, merged, stripped
from loggro_integration.dian._build_totals import complete_totals
from loggro_integration.dian._codes import code_of, qr_url
from loggro_integration.dian._literals import PROFILES
from loggro_integration.dian._read_documents import Document
from loggro_integration.dian._unsigned import Unsigned
from loggro_integration.dian._write import write
from loggro_integration.dian._write_faults import fault
from loggro_integration.errors import InvalidAmount, InvalidInput, Text
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Invoice,
    NumberingRange,
    Party,
    PointOfSale,
    Software,
)

__all__ = ["Environment", "build"]

D = TypeVar("D", bound=Invoice | CreditNote | DebitNote)
Environment = Literal["test", "production"]
_ENVIRONMENTS: Final = {"production": "1", "test": "2", "1": "1", "2": "2"}
_DEFAULT: Final = Policies()
_POS: Final = frozenset({"20", "08"})


@frozen(kw_only=True)
class _Given:
    """What is given beside the document."""

    issuer: Party | None
    numbering: NumberingRange | None
    software: Software | None
    point_of_sale: PointOfSale | None
    environment: str
    policies: Policies


def build(
    document: Document,
    *,
    environment: Environment,
    issuer: Party | None = None,
    numbering: NumberingRange | None = None,
    software: Software | None = None,
    point_of_sale: PointOfSale | None = None,
    policies: Policies = _DEFAULT,
) -> Unsigned:
    """
    Normalise, calculate, complete and check a document, and write it without a signature.

    Header taxes and totals are the sums of the lines; the payable amount that the document states
    stays, and up to 2.00 of it may be rounding. Fixed texts, names of codes, check digits, line
    numbers, QR address, security code and unique code are filled in. Nothing is read but what is
    given: the same arguments give the same bytes.

    Args:
        document: Amounts in its own currency, dates and times those of Bogotá. It is not changed;
            the bytes it may have been read from are dropped.
        environment: ``test`` (habilitación) or ``production``.
        issuer: Who issues it, instead of the document's own: the supplier; the customer of a
            support document and its note; the sender of an event or a container.
        numbering: Range of an invoice, POS or support document, with the technical key of a CUFE;
            for a note, where its prefix comes from.
        software: With its PIN; a POS document also needs its name and maker. A container has none.
        point_of_sale: Of a POS document.
        policies: What to do where DIAN's sources disagree.

    Returns:
        The bytes to sign, the completed document and what DIAN would only note.

    Raises:
        InvalidInput: If an argument cannot be used at all.
        InexactMoney: If an amount is a float.
        RulesBroken: With every problem of the document at once.

    Example:
        >>> import tomllib
        >>> from decimal import Decimal
        >>> draft = tomllib.loads(dian.example_draft("pos"), parse_float=Decimal)
        >>> ready = dian.from_draft(draft).with_secrets(
        ...     {"LOGGRO_DIAN_PIN": "12345", "LOGGRO_DIAN_KEY": "0f" * 20})
        >>> dian.build(ready.document, **ready.arguments).document.unique_code.scheme
        'CUDE-SHA384'

    Source: DIAN annexes FE v1.9, documento equivalente v1.0 and documento soporte v1.1.
    """
    given = _Given(
        issuer=issuer,
        numbering=numbering or _own_numbering(document),
        software=software or _own_software(document),
        point_of_sale=point_of_sale,
        environment=_environment(environment),
        policies=policies,
    )
    faults = Faults()
    completed = _in_own_context(document, given, faults)
    return Unsigned(xml=write(completed), document=completed, notices=faults.notices)


def _in_own_context(document: Document, given: _Given, faults: Faults) -> Document:
    """Complete a document by our arithmetic; an amount that is no number is told by its place."""
    with localcontext(CONTEXT):
        try:
            return _completed(document, given, faults)
        except InvalidOperation as error:
            none = InvalidAmount("An amount of the document is no number.")
            raise fault(document) or none from error


def _completed(document: Document, given: _Given, faults: Faults) -> Document:
    """Return the document complete with its code, or raise with all that is wrong."""
    if isinstance(document, AttachedDocument):
        container = complete_container(document, given.issuer, given.environment, faults)
        faults.raise_for_blocking(document.number)
        return container
    if isinstance(document, ApplicationResponse):
        event, pin = complete_response(
            document, given.issuer, given.software, given.environment, faults
        )
        faults.raise_for_blocking(document.number)
        return changed(event, unique_code=code_of(event, pin))
    fiscal, key = _complete(document, _kind(document), given, faults)
    faults.raise_for_blocking(document.number)
    code = code_of(fiscal, key)
    return changed(fiscal, unique_code=code, qr_code=qr_url(code.value, given.environment))


def _own_numbering(document: Document) -> NumberingRange | None:
    return document.numbering if isinstance(document, FiscalDocument) else None


def _own_software(document: Document) -> Software | None:
    return None if isinstance(document, AttachedDocument) else document.software


def _environment(environment: str) -> str:
    found = _ENVIRONMENTS.get(environment)
    if found is None:
        raise InvalidInput(
            "The environment is neither test nor production.",
            field="environment",
            value=environment,
            hint=Text(es='Use "test" o "production".', en='Use "test" or "production".'),
        )
    return found


def _kind(document: FiscalDocument) -> Kind:
    kind = KINDS.get(document.type_code)
    if kind is None or not isinstance(document, kind.model):
        raise InvalidInput(
            f"A {type(document).__name__} has no type {document.type_code!r}.",
            field="type_code",
            value=document.type_code,
            hint=Text(
                es="Invoice: 01 a 05, 20 y otros equivalentes; CreditNote: 91, 94, 95;"
                " DebitNote: 92, 93.",
                en="Invoice: 01 to 05, 20 and other equivalents; CreditNote: 91, 94, 95;"
                " DebitNote: 92, 93.",
            ),
        )
    return kind


def _complete(document: D, kind: Kind, given: _Given, faults: Faults) -> tuple[D, str]:
    """Return the document with everything but its code, and the key the code hashes."""
    number = document.number.strip()
    operation = operation_of(document, kind, faults)
    plan = LinePlan(kind=kind, operation=operation, day=document.issue_date)
    lines = complete_lines(document.lines, plan, faults)
    money = complete_totals(document, lines, kind, given.policies, faults)
    numbering, prefix = _numbering(document, kind, given, faults)
    parties = _parties(document, kind, given, prefix, faults)
    issuer = parties["customer" if kind.support else "supplier"]
    software, pin = complete_software(given.software, issuer, number, faults)
    fields = {
        "number": number,
        "issue_time": clock(document.issue_time, faults),
        "issue_time_text": None,
        "customization": operation,
        "profile": _profile(document, faults),
        "environment": given.environment,
        "unique_code": None,
        "lines": lines,
        "line_count": len(lines),
        "numbering": numbering,
        "software": software,
        "payment_means": complete_payment(document, faults),
        "references": complete_references(document, kind, faults),
        "deliveries": complete_deliveries(document, faults),
        "representative": _representative(document, faults),
        "representative_name": stripped(document.representative_name),
        "notes": tuple([note.strip() for note in document.notes if note.strip()]),
        "problems": (),
        "source": None,
        **money._asdict(),
        **parties,
        **complete_currency(document, faults),
    }
    if isinstance(document, CreditNote | DebitNote):
        fields |= complete_note(document, kind, operation, faults)
        fields["due_date"] = None
    if document.type_code in _POS:
        subtotal = money.totals.line_extension
        fields["extensions"] = pos_blocks(
            document,
            parties["customer"],
            given.software,
            given.point_of_sale,
            subtotal,
            given.policies,
            faults,
        )
    return merged(document, fields), _key(kind, given, pin, faults)


def _numbering(
    document: FiscalDocument, kind: Kind, given: _Given, faults: Faults
) -> tuple[NumberingRange | None, str]:
    """Return the range and the prefix; a note carries no range, whatever it is given."""
    if kind.ranged:
        number = document.number.strip()
        return complete_numbering(given.numbering, number, document.issue_date, faults)
    issuer = given.issuer or (document.customer if kind.support else document.supplier)
    return None, note_prefix(document, given.numbering, issuer.invoice_prefix, faults)


def _parties(
    document: FiscalDocument, kind: Kind, given: _Given, prefix: str, faults: Faults
) -> dict[str, Party]:
    if kind.support:
        seller = complete_seller(
            document.supplier, "supplier", faults, resident=is_resident(document)
        )
        buyer = complete_plain(given.issuer or document.customer, "customer", faults)
        return {"supplier": seller, "customer": buyer}
    supplier = complete_issuer(given.issuer or document.supplier, "supplier", prefix, faults)
    return {
        "supplier": supplier,
        "customer": complete_buyer(document.customer, "customer", given.policies, faults),
    }


def _profile(document: FiscalDocument, faults: Faults) -> str | None:
    """Return the fixed text of the type; of rare equivalent documents, what they say."""
    found = PROFILES.get(document.type_code) or stripped(document.profile)
    if found is None:
        faults.add("profile-missing", "profile", document.type_code)
    return found


def _representative(document: FiscalDocument, faults: Faults) -> object:
    if document.representative is None:
        return None
    return complete_identification(document.representative, "representative", faults)


def _key(kind: Kind, given: _Given, pin: str, faults: Faults) -> str:
    """Return what the code hashes: the technical key of the range, or the PIN."""
    if not kind.keyed_by_range:
        return pin
    key = given.numbering.technical_key if given.numbering else None
    if given.numbering is not None and key is None:
        faults.add("technical-key", "numbering.technical_key")
    return key.reveal() if key else ""
