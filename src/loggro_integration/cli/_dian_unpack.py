# SPDX-License-Identifier: MIT
"""`loggro dian unpack`: the files of a ZIP, and what an AttachedDocument carries, into a folder."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._dian_input import FileName, name_of
from loggro_integration.cli._exit import FINE
from loggro_integration.cli._files import make_folder, read_bytes, refuse_taken, write_whole
from loggro_integration.cli._options import Flag
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, Text

if TYPE_CHECKING:
    from loggro_integration.dian import NamedDocument

__all__ = ["unpack"]

_COLUMNS = (
    ("Archivo", "File"),
    ("Documento", "Document"),
    ("Número", "Number"),
    ("Bytes", "Bytes"),
)
# Windows writes to a device under these names, whatever follows the first point.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_CARRIED = re.compile(r"(#(attachment|response)(-\d+)?)+\Z")


def unpack(
    file: FileName,
    /,
    *,
    to: Annotated[Path, Parameter(name="--to")],
    force: Flag = False,
    json: Flag = False,
) -> int:
    """
    Take the documents, and the PDF, out of a ZIP or an AttachedDocument.

    Args:
        file: ZIP, or XML of an AttachedDocument.
        to: Folder to write into.
        force: Replace files that are there.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import dian

    out = Output(as_json=json)
    found = dian.unpack(read_bytes(file), others=True)
    if len(found) == 1 and not found[0].name:
        raise _nothing_inside(file)
    files = _places(to, file, found)
    told = [(path.relative_to(to), *_kind_and_number(each), each) for path, each in files.items()]
    refuse_taken(files, field="--to", force=force)
    make_folder(to, field="--to")
    for path, each in files.items():
        write_whole(path, each.data, field="--to", force=force)
    listed = [
        {"name": path.as_posix(), "kind": kind, "number": number, "bytes": len(each.data)}
        for path, kind, number, each in told
    ]
    out.json({"folder": to, "files": listed})
    out.table(
        Text(es=f"Escritos en {to}", en=f"Written into {to}"),
        _COLUMNS,
        ((path, kind, number, len(each.data)) for path, kind, number, each in told),
    )
    return FINE


def _places(folder: Path, file: Path, found: list[NamedDocument]) -> dict[Path, NamedDocument]:
    """Return where each document is written; a container that came alone is not written again."""
    files: dict[Path, NamedDocument] = {}
    taken: set[str] = set()
    for each in found:
        if not each.name:
            continue
        path = _place(folder, name_of(file, each.name))
        if str(path).casefold() in taken:
            raise _bad_name(path.name)
        taken.add(str(path).casefold())
        files[path] = each
    return files


def _place(folder: Path, name: str) -> Path:
    """Return the name of an entry of the ZIP, or one made of the container's, in a folder."""
    path = PurePosixPath(name)
    carried = _CARRIED.search(name)
    if carried:
        outer = PurePosixPath(name[: carried.start()])
        path = outer.with_name(f"{outer.stem}{carried[0].replace('#', '-')}.xml")
    unusable = any(_DEVICE.fullmatch(part) or part.endswith((" ", ".")) for part in path.parts)
    target = folder.joinpath(*path.parts)
    if unusable or not target.resolve().is_relative_to(folder.resolve()):
        raise _bad_name(name)
    return target


def _kind_and_number(each: NamedDocument) -> tuple[str | None, str | None]:
    """Tell what an XML is; nothing of a file that is none."""
    from loggro_integration import dian

    if "#" not in each.name and not each.name.lower().endswith(".xml"):
        return None, None
    document = dian.read(each.data, trust="lenient")
    return type(document).__name__, document.number


def _bad_name(name: str) -> InvalidInput:
    return InvalidInput(
        f"{name!r} is no name for a file here.",
        field="FILE",
        value=name,
        hint=Text(
            es="No confíe en este archivo; pida otro al emisor.",
            en="Do not trust this file; ask its sender for another one.",
        ),
    )


def _nothing_inside(file: Path) -> InvalidInput:
    return InvalidInput(
        f"{file} carries no other document.",
        field="FILE",
        value=file,
        hint=Text(
            es="Se desempaca un ZIP, o un AttachedDocument con documentos adentro.",
            en="A ZIP is unpacked, or an AttachedDocument with documents inside.",
        ),
    )
