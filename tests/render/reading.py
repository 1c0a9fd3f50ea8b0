# SPDX-License-Identifier: MIT
"""What a PDF holds, read back from its bytes: texts with their places, pictures, attachments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from attrs import fields, frozen, has
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from loggro_integration.render._form import Form

POINTS = 72 / 25.4
_NOT_ON_EVERY_PAPER = {"columns", "kind", "language", "page", "position", "qr", "tax_columns"}


@frozen
class Box:
    """A line of text or a picture, in millimetres from the upper left corner of its page."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def opened(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Give width and height of each page, in millimetres."""
    return [
        (float(page.mediabox.width) / POINTS, float(page.mediabox.height) / POINTS)
        for page in opened(data).pages
    ]


def texts(data: bytes) -> list[Box]:
    """Give each line of text of a PDF in the order in which it was drawn."""
    return [box for box in _boxes(data) if box.text]


def pictures(data: bytes) -> list[Box]:
    """Give the place of each picture."""
    return [box for box in _boxes(data) if not box.text]


def _boxes(data: bytes) -> Iterator[Box]:
    reader = opened(data)
    for number, page in enumerate(reader.pages, start=1):
        stream = ContentStream(page.get_contents(), reader)
        yield from _boxes_of(number, page, stream)


def _boxes_of(number: int, page: PageObject, stream: ContentStream) -> Iterator[Box]:
    height = float(page.mediabox.height)
    fonts = {name: _Font(font.get_object()) for name, font in _resources(page, "/Font").items()}
    font, size, place, matrix = next(iter(fonts.values())), 0.0, (0.0, 0.0), [0.0] * 6
    for operands, operator in stream.operations:
        if operator == b"Tf":
            font, size = fonts[operands[0]], float(operands[1])
        elif operator == b"Td":
            place = (float(operands[0]), float(operands[1]))
        elif operator == b"cm":
            matrix = [float(number) for number in operands]
        elif operator == b"Tj":
            text, width = font.read(operands[0].original_bytes)
            base = (height - place[1]) / POINTS
            left = place[0] / POINTS
            em = size / POINTS
            right = left + width * em
            yield Box(number, text, left, base - em * 0.8, right, base + em * 0.25)
        elif operator == b"Do":
            left, base = matrix[4] / POINTS, (height - matrix[5]) / POINTS
            yield Box(number, "", left, base - matrix[3] / POINTS, left + matrix[0] / POINTS, base)


def _resources(page: PageObject, kind: str) -> dict[str, Any]:
    resources: Any = page["/Resources"].get_object()
    found: dict[str, Any] = resources.get(kind, {})
    return found


class _Font:
    """The widths and characters of a subset."""

    def __init__(self, font: Any) -> None:
        table = font["/ToUnicode"].get_object().get_data().decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", table.partition("beginbfchar")[2])
        self._characters = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs
        }
        self._widths = dict(_widths(font["/DescendantFonts"][0].get_object()["/W"]))

    def read(self, raw: bytes) -> tuple[str, float]:
        """Return a text and its width in ems; glyph 0 stands for a missing character."""
        codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
        assert 0 not in codes
        text = "".join(self._characters[code] for code in codes)
        return text, sum(self._widths[code] for code in codes) / 1000


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """Read ``/W``: a first code with a list of widths, or a range with one width."""
    rest = list(array)
    while rest:
        first, second = int(rest.pop(0)), rest.pop(0).get_object()
        if isinstance(second, list):
            yield from ((first + at, float(width)) for at, width in enumerate(second))
        else:
            width = float(rest.pop(0))
            yield from ((code, width) for code in range(first, int(second) + 1))


def joined(boxes: list[Box]) -> str:
    """
    Write a PDF as one text without spaces, twice: as drawn, then column by column.

    A text that was broken into lines stands whole in one of both.
    """
    columns: dict[float, str] = {}
    for box in boxes:
        columns[round(box.left, 1)] = columns.get(round(box.left, 1), "") + box.text
    return squeezed("".join(box.text for box in boxes) + "\n" + "\n".join(columns.values()))


def squeezed(text: str) -> str:
    """Leave spaces out."""
    return "".join(text.split())


def said(form: Form) -> set[str]:
    """Give every text of a form."""
    return {text for text in _texts_in(form) if text}


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_in(each)
    elif has(type(value)):
        for field in fields(type(value)):
            if field.name not in _NOT_ON_EVERY_PAPER:
                yield from _texts_in(getattr(value, field.name))
