# SPDX-License-Identifier: MIT
"""Forms with files, as a browser sends them; and the rows of a small spreadsheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from html import unescape
from io import BytesIO
from typing import Any

from loggro_integration.sandbox._spec import Upload

__all__ = ["read_form", "spreadsheet_rows"]

_MOST_BYTES = 5_000_000
_ROW = re.compile(r"<row\b[^>]*>(.*?)</row>", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*)>(.*?)</c>", re.DOTALL)
_TEXT = re.compile(r"<t\b[^>]*>(.*?)</t>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)


def read_form(content_type: str, body: bytes) -> dict[str, Any] | None:
    """Return the parts of a multipart body by name, files as `Upload`; `None` if it is broken."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if message.defects or not message.is_multipart():
        return None
    parts: dict[str, list[Any]] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            return None
        filename = part.get_filename()
        value: Any = content.decode("utf-8", "replace")
        if filename is not None:
            value = Upload(filename, part.get_content_type(), content)
        parts.setdefault(name, []).append(value)
    # a name that comes twice is an array, as the form readers of Express make it
    return {name: found if len(found) > 1 else found[0] for name, found in parts.items()}


def spreadsheet_rows(content: bytes) -> list[list[str]] | None:
    """Return the cells of the first sheet of an XLSX file as texts; `None` if it is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
                return None
            names = set(archive.namelist())
            shared = archive.read(_SHARED).decode() if _SHARED in names else ""
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return None
    texts = ["".join(_texts(each)) for each in re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)]
    return [
        [_cell(attributes, inner, texts) for attributes, inner in _CELL.findall(row)]
        for row in _ROW.findall(sheet)
    ]


_SHARED = "xl/sharedStrings.xml"


def _texts(xml: str) -> Iterator[str]:
    return (unescape(text) for text in _TEXT.findall(xml))


def _cell(attributes: str, inner: str, shared: list[str]) -> str:
    value = "".join(_VALUE.findall(inner))
    if 't="s"' in attributes:
        position = int(value) if value.isdecimal() else len(shared)
        return shared[position] if position < len(shared) else ""
    return "".join(_texts(inner)) or unescape(value)
