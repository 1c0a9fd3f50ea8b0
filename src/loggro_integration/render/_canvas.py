# SPDX-License-Identifier: MIT
"""
Pages in millimetres with one typeface: the only module that imports fpdf2.

A character that the typeface lacks is drawn as ``◊``: PDF/A forbids the glyph for *missing*.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import lru_cache
from html import escape
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from attrs import frozen
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]  # it ships no types
from fpdf import FPDF
from fpdf.fonts import TTFFont

from loggro_integration.errors import InvalidInput, MissingExtra, Text
from loggro_integration.render._colours import Colours
from loggro_integration.render._wrap import wrap

__all__ = ["Canvas", "Properties", "Style", "typeface"]

_FAMILY: Final = "form"
_PACKAGE: Final = "fontpkg_pt_sans"
_FILES: Final = ("PT_Sans-Web-Regular.ttf", "PT_Sans-Web-Bold.ttf")
_TABLES: Final = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "maxp", "name", "post")
"""What fpdf2 reads of a font."""
_MISSING: Final = "◊?"
"""What stands for a missing character: the first that the typeface has."""
_MM_PER_POINT: Final = 25.4 / 72
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff")
_PRODUCER: Final = "loggro-integration"

Align = Literal["left", "center", "right"]
Font = Path | bytes | None


@frozen
class Style:
    """
    How a text is set.

    Attributes:
        size: In points.
        colour: Name of a colour of `Colours`.
    """

    size: float
    bold: bool = False
    colour: str = "ink"

    @property
    def line(self) -> float:
        """Height of one line, in millimetres."""
        return self.size * _MM_PER_POINT * 1.28

    @property
    def rise(self) -> float:
        """Distance from the top of a line to its baseline."""
        return self.line / 2 + self.size * _MM_PER_POINT * 0.35


@frozen(kw_only=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    language: str
    created: datetime


@contextmanager
def typeface(font: Font, bold_font: Font) -> Generator[tuple[Path, Path]]:
    """
    Give the files of the regular and the bold face: PT Sans, or those of the user.

    A regular face of the user without a bold one serves for both.

    Raises:
        InvalidInput: If a file is no TrueType font.
        MissingExtra: If PT Sans is needed and not installed.
    """
    with ExitStack() as files:
        if font is None:
            faces = _package() / "files"
            regular, bold = (files.enter_context(resources.as_file(faces / n)) for n in _FILES)
        else:
            home = Path(files.enter_context(TemporaryDirectory()))
            regular = _file(font, home / "regular.ttf", "font")
            bold = _file(bold_font, home / "bold.ttf", "bold_font") if bold_font else regular
        yield regular, bold


def _package() -> Traversable:
    try:
        return resources.files(_PACKAGE)
    except ModuleNotFoundError as error:
        raise MissingExtra(f"`render.pdf` needs {_PACKAGE}.", extra="pdf") from error


def _file(font: Path | bytes, place: Path, field: str) -> Path:
    """Check a font before fpdf2 opens it, which would leave the file of a damaged one open."""
    try:
        data = font if isinstance(font, bytes) else font.read_bytes()
        with TTFont(io.BytesIO(data), lazy=False) as opened:
            tables = [opened[name] for name in _TABLES]
            usable = bool(tables and opened.getBestCmap())
    except Exception as error:
        # fontTools has no common error for damaged files
        raise _not_a_font(field) from error
    if not usable:
        raise _not_a_font(field)
    place.write_bytes(data)
    return place


class Canvas:
    """Pages to write on; lengths in millimetres from the upper left corner."""

    def __init__(self, faces: tuple[Path, Path], colours: Colours) -> None:
        self._pdf = FPDF(unit="mm", enforce_compliance="PDF/A-3B")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self.colours = colours
        self._glyphs = {bold: self._add_face(faces[bold], bold=bold) for bold in (False, True)}
        self.width = lru_cache(maxsize=None)(self._width)

    def _add_face(self, path: Path, *, bold: bool) -> frozenset[str]:
        """Load a face and return the characters that it has."""
        style = "B" if bold else ""
        self._pdf.add_font(_FAMILY, style, path)
        font = self._pdf.fonts[f"{_FAMILY}{style}"]
        return frozenset(map(chr, font.cmap)) if isinstance(font, TTFFont) else frozenset()

    # ------------------------------------------------------------------------------------- text

    def fit(self, text: str, width: float, style: Style) -> Style:
        """Return the style, smaller where the text would be wider."""
        wide = self.width(text, style)
        return (
            style if wide <= width else Style(style.size * width / wide, style.bold, style.colour)
        )

    def wrap(self, text: str, width: float, style: Style, *, most: int | None = None) -> list[str]:
        """Break a text into lines; beyond `most` lines the last one ends in an ellipsis."""
        lines = wrap(text, width, lambda part: self.width(part, style))
        if most is None or len(lines) <= most:
            return lines
        return [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]

    def text(
        self,
        x: float,
        top: float,
        text: str,
        style: Style,
        *,
        align: Align = "left",
        width: float = 0.0,
    ) -> None:
        """Write one line whose upper edge is `top`, in a box of that width."""
        shown = self._clean(text, bold=style.bold)
        if align != "left":
            spare = width - self.width(text, style)
            x += spare / 2 if align == "center" else spare
        self._use(style)
        self._pdf.set_text_color(self.colours.rgb(style.colour))
        self._pdf.text(x, top + style.rise, shown)

    def _width(self, text: str, style: Style) -> float:
        self._use(style)
        return float(self._pdf.get_string_width(self._clean(text, bold=style.bold)))

    def _use(self, style: Style) -> None:
        self._pdf.set_font(_FAMILY, "B" if style.bold else "", style.size)

    def _clean(self, text: str, *, bold: bool) -> str:
        glyphs = self._glyphs[bold]
        composed = unicodedata.normalize("NFC", text)
        return "".join(each if each in glyphs else _instead(each, glyphs) for each in composed)

    # ---------------------------------------------------------------------------------- shapes

    def add_page(self, width: float, height: float) -> None:
        """Begin a page of that size."""
        self._pdf.add_page(orientation="portrait", format=(width, height))

    def fill(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self._pdf.set_fill_color(self.colours.rgb(colour))
        self._pdf.rect(x, top, width, height, style="F")

    def rule(self, x: float, top: float, width: float, colour: str, thickness: float = 0.2) -> None:
        """Draw a horizontal line."""
        self.fill(x, top, width, thickness, colour)

    def picture(self, data: bytes, x: float, top: float, width: float, height: float) -> None:
        """
        Draw a PNG or JPEG as large as the box allows, in the middle of it.

        Raises:
            InvalidInput: If it is neither.
        """
        if not data.startswith(_PICTURES):
            raise _not_a_picture()
        try:
            self._pdf.image(data, x, top, width, height, keep_aspect_ratio=True)
        except Exception as error:
            # Pillow has no common error for damaged files
            raise _not_a_picture() from error

    # ------------------------------------------------------------------------------------ file

    def attach(self, xml: bytes, name: str, created: datetime) -> None:
        """Put the document itself into the file, as the source of what is printed."""
        self._pdf.embed_file(
            bytes=xml,
            basename=name,
            mime_type="text/xml",
            associated_file_relationship="Source",
            creation_date=created,
            modification_date=created,
            compress=True,
            desc="Documento electrónico (UBL 2.1, DIAN)",
        )

    def finish(self, properties: Properties) -> bytes:
        """Return the file; the same pages with the same properties are the same bytes."""
        self._pdf.set_title(properties.title)
        self._pdf.set_author(properties.author)
        self._pdf.set_producer(_PRODUCER)
        self._pdf.set_creator(_PRODUCER)
        self._pdf.set_lang(properties.language)
        self._pdf.set_creation_date(properties.created)
        self._pdf.set_xmp_metadata(_xmp(properties))
        return bytes(self._pdf.output())

    def close(self) -> None:
        """Close the files of the typeface."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def _instead(character: str, glyphs: frozenset[str]) -> str:
    """Return what stands for a character without glyph."""
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    # joiners and variation selectors only change how their neighbours look
    if kind in {"Cf", "Mn", "Me"}:
        return ""
    return next((mark for mark in _MISSING if mark in glyphs), " ")


def _xmp(properties: Properties) -> str:
    """
    Write the metadata that PDF/A asks for, equal to those of the file.

    fpdf2 would write the present time as the time of change.
    """
    when = properties.created.isoformat(timespec="seconds")
    title, author = escape(properties.title), escape(properties.author)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f'<rdf:Description rdf:about="" xmp:CreatorTool="{_PRODUCER}" xmp:CreateDate="{when}" '
        f'xmp:ModifyDate="{when}" xmp:MetadataDate="{when}" pdf:Producer="{_PRODUCER}">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _not_a_picture() -> InvalidInput:
    return InvalidInput(
        "The logo is no PNG or JPEG.",
        field="logo",
        hint=Text(es="Use un archivo PNG o JPEG.", en="Use a PNG or JPEG file."),
    )


def _not_a_font(field: str) -> InvalidInput:
    return InvalidInput(
        "The typeface is no TrueType font that can be read.",
        field=field,
        hint=Text(
            es="Use un archivo TTF con caracteres latinos.",
            en="Use a TTF file with Latin characters.",
        ),
    )
