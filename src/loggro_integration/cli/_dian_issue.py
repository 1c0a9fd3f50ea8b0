# SPDX-License-Identifier: MIT
"""`loggro dian new|build|sign`: from an example to fill in to a signed document, offline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from loggro_integration.cli._dian_input import FileName, moment_of, schemas_at
from loggro_integration.cli._dian_tables import (
    faults_in_json,
    show_built,
    show_schema_problems,
    show_signed,
)
from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import read_bytes, read_text, refuse_taken, write_whole
from loggro_integration.cli._options import Flag, wrong_usage
from loggro_integration.cli._output import Output
from loggro_integration.cli._prompt import EnvironmentOrPerson, password_of
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import dumps, is_array, is_object, loads
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument

if TYPE_CHECKING:
    from loggro_integration.dian import Signed, Signer, Unsigned

__all__ = ["build", "new", "place_of", "sign"]

Named = FiscalDocument | ApplicationResponse | AttachedDocument

_NAME = re.compile(r"[0-9a-f]{8}\.xml", re.ASCII)
_PASSWORD = Text(es="contraseña del certificado", en="password of the certificate")


def new(
    kind: Annotated[str, Parameter(name="KIND")],
    /,
    *,
    out: Path | None = None,
    lang: Literal["es", "en"] | None = None,
    format: Literal["toml", "json"] | None = None,  # noqa: A002  # the name of the option
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Give an example of a document to fill in, which can be built as it is.

    Args:
        kind: invoice, export-invoice, paper-contingency, dian-contingency, support-document, pos,
            credit-note, debit-note, equivalent-debit-note, equivalent-credit-note,
            support-document-note, or event-030 to event-034.
        out: File to write; without it the example is printed.
        lang: Language of the comments; that of the run if not said.
        format: toml, with comments, or json, without; the name of the file decides if not said.
        force: Replace a file that is there.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    printed = Output(as_json=json)
    text = dian.example_draft(kind, lang or printed.language)
    if (format or _format_of(out)) == "json":
        text = _without_comments(text)
    if out is None:
        printed.json({"kind": kind, "out": None, "draft": text})
        printed.text_as_it_is(text)
        return FINE
    write_whole(out, text.encode(), field="--out", force=force)
    printed.json({"kind": kind, "out": out, "draft": text})
    printed.say(
        f"Complete {out} y después: loggro dian build {out}",
        f"Fill in {out}, and then: loggro dian build {out}",
    )
    return FINE


def build(
    draft: Annotated[Path, Parameter(name="DRAFT")],
    /,
    *,
    out: Path = Path(),
    sequence: int | None = None,
    schemas: Path | None = None,
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Build the document of a draft: totals, taxes, unique code, XML. It is not signed yet.

    The PIN and the technical key are in the variables that the draft names; a person at a terminal
    is asked for those that are not set.

    Args:
        draft: File made by loggro dian new, in TOML or JSON.
        out: File to write; in a folder, which is this one if not said, DIAN's name is used.
        sequence: Consecutive of the file in DIAN's name; the next one in the folder if not said.
        schemas: Folder or ZIP of the UBL schemas; without it those of loggro dian schemas.
        force: Replace a file that is there.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    printed = Output(as_json=json)
    known = schemas_at(schemas)
    found = dian.from_draft(_mapping_of(draft)).with_secrets(EnvironmentOrPerson())
    built = dian.build(found.document, **found.arguments)
    path, name = place_of(out, built.document, sequence)
    refuse_taken([path], field="--out", force=force)
    faults = None if known is None else known.validate(built.xml)
    if not faults:
        write_whole(path, built.xml, field="--out", force=force)
    printed.json(faults_in_json(_built_in_json(built, name, None if faults else path), faults))
    show_built(printed, built, name)
    if faults is not None:
        show_schema_problems(printed, faults)
    printed.problems(built.notices)
    if faults:
        return PROBLEMS
    printed.say(
        f"Escrito en {path}; falta firmarlo: loggro dian sign {path} --p12 ARCHIVO",
        f"Written to {path}; it has to be signed: loggro dian sign {path} --p12 FILE",
    )
    return FINE


def sign(
    file: FileName,
    /,
    *,
    p12: Path | None = None,
    pem: Path | None = None,
    key: Path | None = None,
    password_env: str | None = None,
    password_keyring: str | None = None,
    at: str | None = None,
    role: Literal["supplier", "third-party"] = "supplier",
    digest: Literal["sha256", "sha384", "sha512"] = "sha256",
    out: Path | None = None,
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Sign a document with the policy of DIAN, and verify what was signed.

    A password is asked for where no option names its place.

    Args:
        file: XML without signature.
        p12: Certificate and key as the authority delivers them, .p12 or .pfx.
        pem: Certificate in PEM, instead of --p12.
        key: Its key in PEM; without it the key stands in the file of --pem.
        password_env: Environment variable that holds the password.
        password_keyring: Name of the password in the system's keyring.
        at: Moment of signing, as 2026-11-20T14:00:00Z; now if not said. Its day in Bogotá must be
            the document's.
        role: supplier if the issuer signs, third-party if a provider does.
        digest: Digest algorithm.
        out: File to write; FILE-signed.xml if not said.
        force: Replace a file that is there.
        json: Print JSON alone on stdout.
    """
    printed = Output(as_json=json)
    moment = moment_of(at)
    data = read_bytes(file)
    path = file.with_name(f"{file.stem}-signed.xml") if out is None else out
    refuse_taken([path], field="--out", force=force)
    signer = _signer(p12, pem, key, password_env, password_keyring)
    signs: Literal["supplier", "third party"] = (
        "third party" if role == "third-party" else "supplier"
    )
    signed = signer.sign(data, at=moment, role=signs, digest=digest, check=True)
    write_whole(path, signed.xml, field="--out", force=force)
    printed.json(_signed_in_json(signed, signer, path) | {"role": signs, "digest": digest})
    show_signed(printed, signed, signer, path)
    printed.problems(signed.warnings)
    return FINE


# --- the draft -------------------------------------------------------------------------------


def _format_of(path: Path | None) -> str:
    return "json" if path is not None and path.suffix.lower() == ".json" else "toml"


def _without_comments(text: str) -> str:
    """Return a draft in JSON, to be read by a person: numbers with a fraction are texts in it."""
    found = _plain(tomllib.loads(text, parse_float=Decimal))
    return dumps(found, indent=2) + "\n"


def _plain(value: object) -> object:
    if is_object(value):
        return {name: _plain(each) for name, each in value.items()}
    if is_array(value):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | date | time) else value


def _mapping_of(path: Path) -> Mapping[str, Any]:
    text = read_text(path, field="DRAFT")
    if _format_of(path) == "toml":
        try:
            return tomllib.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise _unreadable(path, "TOML", error) from None
    try:
        found = loads(text)
    except ValueError as error:
        raise _unreadable(path, "JSON", error) from None
    if not isinstance(found, dict):
        raise _unreadable(path, "JSON", ValueError("It is no object."))
    return found


def _unreadable(path: Path, form: str, error: Exception) -> InvalidInput:
    told = " ".join(str(error).split()) or type(error).__name__
    return InvalidInput(
        f"{path} is no {form}: {told}",
        field="DRAFT",
        value=path,
        hint=Text(
            es="Compárelo con un ejemplo: loggro dian new invoice.",
            en="Compare it with an example: loggro dian new invoice.",
        ),
    )


# --- the document ----------------------------------------------------------------------------


def place_of(out: Path, document: Named, sequence: int | None) -> tuple[Path, str]:
    """Return where a document is written, and the name that DIAN wants of its file."""
    from loggro_integration import dian

    into = out.is_dir()
    folder = out if into else out.parent
    stem = dian.file_name(document, sequence=1).removesuffix("00000001.xml")
    number = _next_in(folder, stem) if sequence is None else sequence
    name = dian.file_name(document, sequence=number)
    return (out / name if into else out), name


def _next_in(folder: Path, stem: str) -> int:
    """Return the consecutive after the highest one of these files in a folder."""
    tails = (path.name.removeprefix(stem) for path in folder.glob(f"{stem}*.xml"))
    taken = (int(tail[:8], 16) for tail in tails if _NAME.fullmatch(tail))
    return max(taken, default=0) + 1


def _built_in_json(built: Unsigned, name: str, path: Path | None) -> dict[str, object]:
    document = built.document
    fiscal = document if isinstance(document, FiscalDocument) else None
    code = getattr(document, "unique_code", None)
    return {
        "out": path,
        "file_name": name,
        "kind": type(document).__name__,
        "number": document.number,
        "unique_code": {"name": code.scheme, "value": code.value} if code else None,
        "qr_url": built.qr_url,
        "currency": fiscal.currency if fiscal else None,
        "totals": _totals(fiscal) if fiscal else None,
        "notices": built.notices,
    }


def _totals(document: FiscalDocument) -> dict[str, object]:
    found = document.totals
    return {
        "line_extension": found.line_extension,
        "tax_exclusive": found.tax_exclusive,
        "tax_inclusive": found.tax_inclusive,
        "allowance": found.allowance,
        "charge": found.charge,
        "prepaid": found.prepaid,
        "payable": found.payable,
    }


def _signed_in_json(signed: Signed, signer: Signer, path: Path) -> dict[str, object]:
    return {
        "out": path,
        "kind": type(signed.document).__name__,
        "number": signed.document.number,
        "unique_code": signed.unique_code,
        "signing_time": signed.signing_time,
        "id": signed.id,
        "certificate": {
            "serial": str(signer.certificate.serial_number),
            "not_after": signer.certificate.not_valid_after_utc,
            "numbers": sorted(signer.numbers),
        },
        "warnings": signed.warnings,
    }


def _signer(
    p12: Path | None,
    pem: Path | None,
    key: Path | None,
    environment: str | None,
    keyring: str | None,
) -> Signer:
    from loggro_integration import dian

    if (p12 is None) == (pem is None) or (p12 is not None and key is not None):
        raise wrong_usage(
            "A document is signed with a .p12, or with a certificate and a key in PEM.",
            field="--p12",
            hint=Text(es="Use --p12, o --pem con --key.", en="Use --p12, or --pem with --key."),
        )
    if p12 is not None:
        data = read_bytes(p12, field="--p12")
        return dian.Signer.from_p12(data, password_of(_PASSWORD, environment, keyring))
    certificate = read_bytes(pem or Path(), field="--pem")
    private = certificate if key is None else read_bytes(key, field="--key")
    # an open key needs no password, and nobody is asked for one
    protected = b"ENCRYPTED" in private or (environment or keyring) is not None
    password = password_of(_PASSWORD, environment, keyring) if protected else None
    return dian.Signer.from_pem(certificate, private, password)
