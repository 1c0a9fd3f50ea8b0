# SPDX-License-Identifier: MIT
"""`loggro dian pdf|attach`: what a shop hands to its buyer, offline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias, TypedDict

from cyclopts import Parameter

from loggro_integration.cli._dian_input import FileName, documents_of, moment_of
from loggro_integration.cli._dian_issue import place_of
from loggro_integration.cli._exit import FINE
from loggro_integration.cli._files import read_bytes, read_text, refuse_taken, write_whole
from loggro_integration.cli._options import Flag, wrong_usage
from loggro_integration.cli._output import Output
from loggro_integration.days import BOGOTA
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import AttachedDocument, FiscalDocument

if TYPE_CHECKING:
    from loggro_integration.dian import NamedDocument, Verdict
    from loggro_integration.render import Colours

__all__ = ["attach", "pdf"]

Paper: TypeAlias = Literal["letter", "a4", "roll-80"]

_COLUMNS = (("Dato", "Item"), ("Valor", "Value"))


class _Printable(NamedTuple):
    """
    The document of a file that has a printed form.

    Attributes:
        source: What goes into the PDF as its source: the container, where there is one.
        validated_at: When DIAN accepted it, as the container tells.
    """

    document: FiscalDocument
    source: bytes
    validated_at: datetime | None
    verdict: Verdict


class _Look(TypedDict):
    """What PDF and HTML are both told."""

    logo: bytes | None
    colours: Colours | None
    language: str
    footer: str | None
    stamp: str | None
    validated_at: datetime | None


def pdf(
    file: FileName,
    /,
    *,
    out: Path | None = None,
    paper: Paper = "letter",
    html: Flag = False,
    css: Path | None = None,
    logo: Path | None = None,
    accent: str | None = None,
    font: Path | None = None,
    footer: str | None = None,
    stamp: str | None = None,
    lang: Literal["es", "en"] = "es",
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Print an invoice, a note, a POS or a support document: PDF/A-3 with its XML inside, or HTML.

    Args:
        file: XML of the document, or of its AttachedDocument, or a ZIP with it.
        out: File to write; FILE.pdf or FILE.html if not said.
        paper: letter, a4, or roll-80 for a printer of receipts.
        html: Write a page for a browser instead.
        css: Style sheet that comes after ours, with --html.
        logo: PNG or JPEG.
        accent: Colour of titles and rules, as #1f5a4d.
        font: TrueType file for another typeface.
        footer: Words of the house below the document's own notes.
        stamp: A band on every page, as ANULADA or COPIA.
        lang: Language of the form.
        force: Replace a file that is there.
        json: Print JSON alone on stdout.
    """
    printed = Output(as_json=json)
    _check_form(html=html, css=css, font=font)
    _check_name(out, html=html)
    path = out or file.with_suffix(".html" if html else ".pdf")
    refuse_taken([path], field="--out", force=force)
    found = _printable(documents_of(file), file)
    look = _Look(
        logo=None if logo is None else read_bytes(logo, field="--logo"),
        colours=_colours(accent),
        language=lang,
        footer=footer,
        stamp=stamp,
        validated_at=found.validated_at,
    )
    content = _page(found, look, css) if html else _paper(found, look, paper, font)
    write_whole(path, content, field="--out", force=force)
    _tell_printed(printed, found, path, len(content))
    return FINE


def attach(
    invoice: Annotated[Path, Parameter(name="INVOICE")],
    answer: Annotated[Path, Parameter(name="ANSWER")],
    /,
    *,
    number: str,
    out: Path = Path(),
    sequence: int | None = None,
    at: str | None = None,
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Put a document and DIAN's answer to it into an AttachedDocument. It is not signed yet.

    Args:
        invoice: Signed XML of the document.
        answer: XML of DIAN's ApplicationResponse, as it came.
        number: Number of the container, a consecutive of your own.
        out: File to write; in a folder, which is this one if not said, DIAN's name is used.
        sequence: Consecutive of the file in DIAN's name; the next one in the folder if not said.
        at: When it is made, as 2026-11-20T14:00:00Z; now if not said.
        force: Replace a file that is there.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    printed = Output(as_json=json)
    moment = moment_of(at)
    document = read_bytes(invoice, field="INVOICE")
    said = read_bytes(answer, field="ANSWER")
    verdicts = {"invoice": _verdict_of(document), "answer": _verdict_of(said)}
    container = dian.attach(document, said, number=number, at=moment)
    built = dian.build(
        container, environment="production" if container.environment == "1" else "test"
    )
    path, name = place_of(out, built.document, sequence)
    write_whole(path, built.xml, field="--out", force=force)
    _tell_attached(printed, container, path, name, verdicts)
    return FINE


def _verdict_of(data: bytes) -> str:
    """Return the verdict on a signature; one that is there and does not hold is refused."""
    from loggro_integration import dian

    report = dian.verify(data)
    if report.failure is not None and report.verdict != "unsigned":
        raise report.failure
    return str(report.verdict)


def _colours(accent: str | None) -> Colours | None:
    from loggro_integration.render import Colours

    return None if accent is None else Colours(accent=accent)


def _page(found: _Printable, look: _Look, css: Path | None) -> bytes:
    from loggro_integration import render

    style = None if css is None else read_text(css, field="--css")
    return render.html(found.document, css=style, **look).encode()


def _paper(found: _Printable, look: _Look, paper: Paper, font: Path | None) -> bytes:
    from loggro_integration import render

    letters = None if font is None else read_bytes(font, field="--font")
    return render.pdf(found.document, paper=paper, font=letters, xml=found.source, **look)


def _tell_printed(out: Output, found: _Printable, path: Path, size: int) -> None:
    out.json(
        {
            "out": path,
            "kind": type(found.document).__name__,
            "number": found.document.number,
            "verdict": str(found.verdict),
            "bytes": size,
        }
    )
    out.say(f"Escrito en {path}.", f"Written to {path}.")
    if found.verdict not in {"valid", "unsigned"}:
        out.warn(
            Text(
                es="Ojo: la firma no respalda lo que dice el documento.",
                en="Beware: the signature does not stand for what the document says.",
            )
        )


def _printable(found: list[NamedDocument], file: Path) -> _Printable:
    """Find the one document with a printed form, and the container that carries it."""
    from loggro_integration import dian

    opened = [(each, dian.read(each.data)) for each in found]
    fiscal = [(each, read) for each, read in opened if isinstance(read, FiscalDocument)]
    if len(fiscal) != 1:
        raise _not_one(file, len(fiscal))
    ((own, document),) = fiscal
    source, validated_at = own.data, None
    for each, read in opened:
        if isinstance(read, AttachedDocument) and own.name.startswith(f"{each.name}#"):
            source, validated_at = each.data, _validated_at(read)
    return _Printable(document, source, validated_at, dian.verify(own.data).verdict)


def _validated_at(container: AttachedDocument) -> datetime | None:
    if container.validated_on is None or container.validated_at is None:
        return None
    zone = container.validated_at.tzinfo or BOGOTA
    return datetime.combine(container.validated_on, container.validated_at, tzinfo=zone)


def _check_form(*, html: bool, css: Path | None, font: Path | None) -> None:
    """Refuse an option of the other form: it would change nothing."""
    if css is not None and not html:
        raise _of_other_form("--css", css, Text(es="Agregue --html.", en="Add --html."))
    if font is not None and html:
        raise _of_other_form(
            "--font", font, Text(es="Nombre la letra en --css.", en="Name the typeface in --css.")
        )


def _check_name(out: Path | None, *, html: bool) -> None:
    """Refuse a name that says one form where the other would be written."""
    suffix = out.suffix.lower() if out else ""
    if suffix in {".html", ".htm"} and not html:
        hint = Text(es="Agregue --html, o use .pdf.", en="Add --html, or use .pdf.")
    elif suffix == ".pdf" and html:
        hint = Text(es="Quite --html, o use .html.", en="Leave --html out, or use .html.")
    else:
        return
    form = "HTML" if html else "PDF"
    raise wrong_usage(
        f"{out} would hold {form}, which is not what its name says.",
        field="--out",
        value=out,
        hint=hint,
    )


def _of_other_form(option: str, value: Path, hint: Text) -> InvalidInput:
    return wrong_usage(f"{option} does nothing in this form.", field=option, value=value, hint=hint)


def _not_one(file: Path, count: int) -> InvalidInput:
    return InvalidInput(
        f"{file} holds {count} documents that can be printed, not one.",
        field="FILE",
        value=file,
        hint=Text(
            es="Se imprimen facturas, notas, POS y documentos soporte, de a uno; los eventos no"
            " tienen forma impresa. De un ZIP con varios: loggro dian unpack.",
            en="Invoices, notes, POS and support documents are printed, one by one; events have no"
            " printed form. Of a ZIP with several: loggro dian unpack.",
        ),
    )


def _tell_attached(
    out: Output, container: AttachedDocument, path: Path, name: str, verdicts: dict[str, str]
) -> None:
    code = container.parent_code
    out.json(
        {
            "out": path,
            "file_name": name,
            "number": container.number,
            "document": container.parent_number,
            "unique_code": {"name": code.scheme, "value": code.value} if code else None,
            "verdicts": verdicts,
        }
    )
    rows: list[tuple[object, object]] = [
        (Text(es="Contenedor", en="Container"), container.number),
        (Text(es="Documento", en="Document"), container.parent_number),
        (Text(es="Validado por la DIAN el", en="Validated by DIAN on"), container.validated_on),
        (Text(es="Nombre para la DIAN", en="Name for DIAN"), name),
    ]
    out.table(Text(es="El contenedor, sin firma", en="The container, unsigned"), _COLUMNS, rows)
    if "unsigned" in verdicts.values():
        out.warn(
            Text(es="Ojo: lleva un documento sin firma.", en="Beware: it carries an unsigned one.")
        )
    out.say(
        f"Escrito en {path}; falta firmarlo: loggro dian sign {path} --p12 ARCHIVO",
        f"Written to {path}; it has to be signed: loggro dian sign {path} --p12 FILE",
    )
