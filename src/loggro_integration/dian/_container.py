# SPDX-License-Identifier: MIT
"""
What documents travel in: a ZIP as the mail brings it, or the CDATA of an AttachedDocument.

Only bytes are taken out here, within limits checked before anything is inflated; each of them must
pass the door of `xml` afterwards.
"""

from __future__ import annotations

import contextlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import attrs
from lxml import etree

from loggro_integration import errors
from loggro_integration.dian import xml

__all__ = [
    "DEEPEST",
    "ZIP_ERRORS",
    "NamedDocument",
    "check_entries",
    "nested_documents",
    "open_any",
    "read_entry",
    "unpack",
]

MAX_ENTRIES: Final = 50
MAX_RATIO: Final = 100
MAX_INFLATED: Final = 50 * 1024 * 1024

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY: Final = b"PK\x01\x02"
"""How an entry of the directory of a ZIP begins; a PDF may hold the like."""
_MANY_ENTRIES: Final = 1_000
_ARCHIVES: Final = (".zip", ".jar", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1 | 0x40
_CONTAINER: Final = b":AttachedDocument-2"
DEEPEST: Final = 3
"""Containers within containers that are opened; DIAN's hold none."""
_BAD_NAME: Final = re.compile(r"[\x00-\x1f\x7f\\:]")
_TEXT: Final = "cac:Attachment/cac:ExternalReference/cbc:Description"
_NESTED: Final = {
    _TEXT: "attachment",
    f"cac:ParentDocumentLineReference/cac:DocumentReference/{_TEXT}": "response",
}


@attrs.frozen
class NamedDocument:
    """
    The bytes of one document and where they were found.

    Attributes:
        name: Name in the ZIP; of a nested document ``NAME#attachment`` or ``NAME#response``, and
            ``NAME#response-2`` of the second of its sort; empty for bytes that came alone.
        data: The bytes, not yet checked: `xml.open_document` does that.
    """

    name: str
    data: bytes = attrs.field(repr=False)


def open_any(data: bytes, *, others: bool = False) -> list[NamedDocument]:
    """
    Return the XML documents of a ZIP, or the bytes themselves if they are no ZIP.

    Limits of a ZIP: 10 MB, 50 entries, 50 MB inflated, ratio 100 to 1 for each entry and for all;
    no path that leaves the folder, no link, no doubled name, nothing encrypted, no archive inside.

    Args:
        data: The file as it came.
        others: Give the entries that are no XML too, as the PDF; they are passed over otherwise.

    Raises:
        InvalidInput: If `data` is not ``bytes``.
        XmlRefused: With `code` ``too-large``, ``zip-malformed``, ``zip-entries``, ``zip-size``,
            ``zip-ratio``, ``zip-name``, ``zip-encrypted``, ``zip-method`` or ``zip-nested``.
        NotADianDocument: With `code` ``no-document`` if a ZIP holds no XML.
    """
    xml.require_bytes(data)
    if not data.startswith(_ZIP):
        return [NamedDocument("", data)]
    if len(data) > xml.MAX_BYTES:
        raise _refused("too-large", f"The ZIP has {len(data)} bytes, more than {xml.MAX_BYTES}.")
    found = _read_zip(data, others=others)
    if not any(_is_xml(each.name) for each in found):
        raise errors.NotADianDocument(
            "The ZIP holds no XML document.",
            code="no-document",
            hint=errors.Text(
                es="El ZIP debe traer el XML del documento.",
                en="The ZIP must bring the XML of the document.",
            ),
        )
    return found


def nested_documents(root: etree._Element, name: str = "") -> list[NamedDocument]:
    """
    Return the documents an AttachedDocument carries as text: the invoice and DIAN's answer.

    Give it the tree that `verify` returned as signed, or remember that nothing is verified yet.
    For another kind of document the list is empty.
    """
    if xml.document_kind(root) != "AttachedDocument":
        return []
    return [
        NamedDocument(f"{name}#{label}{'' if count == 1 else f'-{count}'}", text.encode("utf-8"))
        for path, label in _NESTED.items()
        for count, text in enumerate(_texts(root, path), start=1)
    ]


def unpack(data: bytes, *, others: bool = False) -> list[NamedDocument]:
    """
    Return every document of a ZIP or XML, each AttachedDocument followed by what it carries.

    Nothing is verified: the nested documents come from the bytes as received. A container in a
    container is opened too, three deep.

    Args:
        data: The file as it came.
        others: As `open_any`.

    Raises:
        DianError: As `open_any` and `xml.open_document`.
    """
    found = open_any(data, others=others)
    return [each for outer in found for each in (outer, *_nested_of(outer))]


def _nested_of(outer: NamedDocument) -> list[NamedDocument]:
    if outer.name and not _is_xml(outer.name):
        return []
    return _carried_by(outer, DEEPEST)


def _carried_by(container: NamedDocument, deep: int) -> list[NamedDocument]:
    found: list[NamedDocument] = []
    for each in nested_documents(xml.open_document(container.data), container.name):
        found.append(each)
        # nothing else is opened: what cannot be is the reader's to find
        if deep > 1 and _CONTAINER in each.data:
            found += _carried_by(each, deep - 1)
    return found


def _texts(root: etree._Element, path: str) -> Iterator[str]:
    for node in root.iterfind(path, xml.NAMESPACES):
        # not .text, which a comment cuts short
        text = str(node.xpath("string()")).strip().lstrip("\ufeff")
        if text.startswith("<"):
            yield text


def _read_zip(data: bytes, *, others: bool) -> list[NamedDocument]:
    # counted before zipfile lists them: 80,000 took it a third of a second
    if data.count(_ENTRY) > _MANY_ENTRIES:
        raise _refused("zip-entries", f"The ZIP has more than {MAX_ENTRIES} entries.")
    # what zipfile says of a hostile file is not chained
    with contextlib.suppress(*ZIP_ERRORS), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        check_entries(entries, len(data))
        return [
            read_entry(archive, each)
            for each in entries
            if not each.is_dir()
            and not _is_of_macos(each.filename)
            and (others or _is_xml(each.filename))
        ]
    raise _refused("zip-malformed", "The ZIP is damaged.")


def check_entries(
    entries: Sequence[zipfile.ZipInfo], size: int, *, most: int = MAX_ENTRIES
) -> None:
    """
    Do nothing where a ZIP of so many bytes may be inflated.

    Raises:
        XmlRefused: As `open_any`.
    """
    if len(entries) > most:
        raise _refused("zip-entries", f"The ZIP has more than {most} entries.")
    if len({each.filename.casefold() for each in entries}) != len(entries):
        raise _refused("zip-name", "The ZIP holds the same name twice.")
    for each in entries:
        _check_entry(each)
    inflated = sum(each.file_size for each in entries)
    if inflated > MAX_INFLATED:
        raise _refused("zip-size", f"The ZIP would inflate to {inflated} bytes.")
    if inflated > MAX_RATIO * size:
        raise _refused("zip-ratio", f"The ZIP inflates more than {MAX_RATIO} to 1.")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    parts = entry.filename.rstrip("/").split("/")
    if _BAD_NAME.search(entry.orig_filename) or {"", ".", ".."} & set(parts):
        raise _refused("zip-name", "A name in the ZIP leads out of its folder.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused("zip-name", "The ZIP holds a link.")
    if entry.flag_bits & _ENCRYPTED:
        raise _refused("zip-encrypted", "The ZIP is protected by a password.")
    if entry.compress_type not in _METHODS:
        raise _refused("zip-method", "The ZIP is compressed in an unusual way.")
    if entry.filename.lower().endswith(_ARCHIVES):
        raise _refused("zip-nested", "The ZIP holds another archive.")
    if _is_xml(entry.filename) and entry.file_size > xml.MAX_BYTES:
        raise _refused("too-large", f"A document has more than {xml.MAX_BYTES} bytes.")
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise _refused("zip-ratio", f"An entry inflates more than {MAX_RATIO} to 1.")


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")


def _is_of_macos(name: str) -> bool:
    """Tell the icon and tags of a file, which macOS puts as "__MACOSX/._fv1.xml" beside it."""
    return name.rpartition("/")[2].startswith("._")


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> NamedDocument:
    """
    Inflate an entry that `check_entries` let pass.

    Raises:
        XmlRefused: If it has not the size that the ZIP announces, or is an archive.
    """
    with archive.open(entry) as stream:
        # one byte more than announced: a header that lies about the size does not pass
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise _refused("zip-malformed", "An entry has not the size that the ZIP announces.")
    if content.startswith(_ZIP):
        raise _refused("zip-nested", "The ZIP holds another archive.")
    return NamedDocument(entry.filename, content)


def _refused(code: str, message: str) -> errors.XmlRefused:
    hint = errors.Text(
        es="Abra el ZIP con cuidado en otro programa y pase el XML que trae.",
        en="Open the ZIP with care in another program and pass the XML it brings.",
    )
    return errors.XmlRefused(message, code=code, hint=hint)
