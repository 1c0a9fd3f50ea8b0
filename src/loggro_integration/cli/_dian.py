# SPDX-License-Identifier: MIT
"""`loggro dian read|verify|explain`: what a document says, and whether it holds, offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from loggro_integration.cli._dian_input import (
    FileName,
    SecretOfCode,
    documents_of,
    name_of,
    schemas_at,
    trust_at,
)
from loggro_integration.cli._dian_tables import (
    faults_in_json,
    show_document,
    show_schema_problems,
    show_signature,
)
from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import read_bytes
from loggro_integration.cli._options import Flag
from loggro_integration.cli._output import Output
from loggro_integration.days import parse_instant
from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.dian import CodeCheck, NamedDocument, NamedReport
    from loggro_integration.dian.schemas import SchemaProblem, Schemas

__all__ = ["explain", "read", "verify"]


class Told(NamedTuple):
    """What a command tells of one document of a file."""

    name: str
    json: dict[str, object]
    holds: bool
    show: Callable[[Output], None]


def read(
    file: FileName,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    schemas: Path | None = None,
    lenient: Flag = False,
    json: Flag = False,
) -> int:
    """
    Read a document of DIAN and recompute its unique code.

    Args:
        file: XML of a document, or of an AttachedDocument, or a ZIP of some.
        key: Technical key of the resolution, for a CUFE; or env:NAME, file:PATH, keyring:NAME.
        pin: PIN of the software, for a CUDE or CUDS; likewise.
        schemas: Folder or ZIP of the UBL schemas; without it those of loggro dian schemas.
        lenient: Open also what has missing or unreadable parts, and list them.
        json: Print JSON alone on stdout.
    """
    secret = SecretOfCode(key, pin)
    known = schemas_at(schemas)
    out = Output(as_json=json)
    documents = documents_of(file)
    alone = len(documents) == 1
    return _tell(
        out, [_read(each, secret, known, alone=alone, lenient=lenient) for each in documents]
    )


def verify(
    file: FileName,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    trust: Path | None = None,
    at: str | None = None,
    schemas: Path | None = None,
    json: Flag = False,
) -> int:
    """
    Verify the signature of a document, and its unique code.

    Args:
        file: XML of a document, or of an AttachedDocument, or a ZIP of some.
        key: Technical key of the resolution, for a CUFE; or env:NAME, file:PATH, keyring:NAME.
        pin: PIN of the software, for a CUDE or CUDS; likewise.
        trust: Certificates of the authorities to trust, in PEM.
        at: When certificates must have been valid, as 2026-11-20T14:00:00Z.
        schemas: Folder or ZIP of the UBL schemas; without it those of loggro dian schemas.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    secret = SecretOfCode(key, pin)
    store = None if trust is None else trust_at(trust)
    moment = None if at is None else parse_instant(at)
    known = schemas_at(schemas)
    out = Output(as_json=json)
    reports = dian.verify_all(read_bytes(file), trust=store, at=moment)
    alone = len(reports) == 1
    return _tell(out, [_verified(file, each, secret, known, alone=alone) for each in reports])


def explain(
    file: FileName,
    /,
    *,
    key: str | None = None,
    pin: str | None = None,
    json: Flag = False,
) -> int:
    """
    Show the text that is hashed for the unique code, and where it differs.

    Args:
        file: XML of a document, or of an AttachedDocument, or a ZIP of some.
        key: Technical key of the resolution, for a CUFE; or env:NAME, file:PATH, keyring:NAME.
        pin: PIN of the software, for a CUDE or CUDS; likewise.
        json: Print JSON alone on stdout.
    """
    secret = SecretOfCode(key, pin)
    out = Output(as_json=json)
    documents = documents_of(file)
    alone = len(documents) == 1
    return _tell(out, [_explained(each, secret, alone=alone) for each in documents])


def _tell(out: Output, told: Sequence[Told]) -> int:
    """Print one document, or the first with all of them below ``documents``."""
    first = told[0].json
    if len(told) > 1:
        first = {**first, "documents": [{"name": each.name, **each.json} for each in told]}
    out.json(first)
    for each in told:
        if len(told) > 1:
            out.line(f"\n{each.name}")
        each.show(out)
    return FINE if all(each.holds for each in told) else PROBLEMS


def _read(
    each: NamedDocument,
    secret: SecretOfCode,
    schemas: Schemas | None,
    *,
    alone: bool,
    lenient: bool,
) -> Told:
    from loggro_integration import dian

    document = dian.read(each.data, trust="lenient" if lenient else "strict")
    check = dian.unique_code(document, secret.of(document, alone=alone))
    faults = None if schemas is None else schemas.validate(each.data)
    # Whoever typed the key gets the string that was hashed, to hash it again.
    found: dict[str, object] = {**dian.to_json(document, check, reveal=True)}
    if lenient:
        found["problems"] = document.problems

    def show(out: Output) -> None:
        show_document(out, document, check)
        _show_faults(out, faults)
        out.problems(document.problems)

    blocked = any(problem.blocking for problem in document.problems)
    holds = check.status != "differs" and not faults and not blocked
    return Told(each.name, faults_in_json(found, faults), holds, show)


def _verified(
    file: Path,
    each: NamedReport,
    secret: SecretOfCode,
    schemas: Schemas | None,
    *,
    alone: bool,
) -> Told:
    from loggro_integration import dian

    report = each.report
    # Of a document that does not verify only what is written can be shown, and it is said.
    document = report.document or dian.read(each.data)
    check = dian.unique_code(document, secret.of(document, alone=alone))
    faults = None if schemas is None else schemas.validate(each.data)
    found: dict[str, object] = {**dian.to_json(document, check, report, reveal=True)}
    if not alone:
        found["problems"] = each.problems

    def show(out: Output) -> None:
        show_document(out, document, check)
        show_signature(out, report)
        _show_faults(out, faults)
        out.problems(each.problems)

    trusted = report.trust in {dian.Trust.TRUSTED, dian.Trust.NOT_JUDGED}
    signed = report.verdict == "valid" and trusted and not each.problems
    holds = signed and check.status != "differs" and not faults
    return Told(name_of(file, each.name), faults_in_json(found, faults), holds, show)


def _explained(each: NamedDocument, secret: SecretOfCode, *, alone: bool) -> Told:
    from loggro_integration import dian

    document = dian.read(each.data)
    check = dian.unique_code(document, secret.of(document, alone=alone))
    found: dict[str, object] = {
        "number": document.number,
        "kind": type(document).__name__,
        "unique_code": _code_in_json(check),
    }

    def show(out: Output) -> None:
        out.line(check.explain(language=out.language))

    return Told(each.name, found, check.status != "differs", show)


def _show_faults(out: Output, faults: Sequence[SchemaProblem] | None) -> None:
    if faults is not None:
        show_schema_problems(out, faults)


def _code_in_json(check: CodeCheck) -> dict[str, object]:
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
