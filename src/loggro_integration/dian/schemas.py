# SPDX-License-Identifier: MIT
"""
Validate documents by the UBL 2.1 schemas that a user has; the package carries none.

They are read whole when they are loaded, and compiled once for each kind of document, on first use.
``DIAN_UBL_Structures.xsd`` is never used: it refuses real, accepted documents.
"""

from __future__ import annotations

import contextlib
import io
import os
import posixpath
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

import attrs
from lxml import etree

from loggro_integration import errors
from loggro_integration.dian import xml
from loggro_integration.dian._container import ZIP_ERRORS, check_entries, read_entry
from loggro_integration.dian._read import Document, ReadTrust, read_root

__all__ = ["FILES", "SchemaProblem", "Schemas", "install", "installed_folder", "load"]

_MAIN: Final = {
    kind: f"maindoc/UBL-{kind}-2.1.xsd"
    for kind in ("ApplicationResponse", "AttachedDocument", "CreditNote", "DebitNote", "Invoice")
}
FILES: Final = (
    "common/CCTS_CCT_SchemaModule-2.1.xsd",
    "common/UBL-CommonAggregateComponents-2.1.xsd",
    "common/UBL-CommonBasicComponents-2.1.xsd",
    "common/UBL-CommonExtensionComponents-2.1.xsd",
    "common/UBL-CommonSignatureComponents-2.1.xsd",
    "common/UBL-ExtensionContentDataType-2.1.xsd",
    "common/UBL-QualifiedDataTypes-2.1.xsd",
    "common/UBL-SignatureAggregateComponents-2.1.xsd",
    "common/UBL-SignatureBasicComponents-2.1.xsd",
    "common/UBL-UnqualifiedDataTypes-2.1.xsd",
    "common/UBL-XAdESv132-2.1.xsd",
    "common/UBL-XAdESv141-2.1.xsd",
    "common/UBL-xmldsig-core-schema-2.1.xsd",
    *_MAIN.values(),
)
"""The files that are used, as OASIS names them: what the five documents import, and no more."""

_LANDMARK: Final = _MAIN["Invoice"]
_OTHER_VERSION: Final = re.compile(r"(?:.*/)?maindoc/UBL-Invoice-(\d+\.\d+)\.xsd")
_SCHEME: Final = "schemas:/"
_IMPORTS: Final = tuple(
    f"{{http://www.w3.org/2001/XMLSchema}}{name}"
    for name in ("import", "include", "redefine", "override")
)
_MAX_ENTRIES_OF_WHEEL: Final = 200
_MAX_DEPTH: Final = 8
_MAX_SEEN: Final = 20_000
_ATTEMPTS: Final = 3
_MAX_MESSAGE: Final = 500
_MANY: Final = 1_000
_SMALL: Final = 100_000
_crowded: Final = etree.XPath("boolean(//*[*[1001]])")
_BRACED: Final = re.compile(r"\{([^{}]*)\}")
_PREFIXES: Final = {uri: f"{prefix}:" for prefix, uri in xml.NAMESPACES.items()}


@attrs.frozen(kw_only=True)
class SchemaProblem:
    """
    One place where a document is not as the schema wants it.

    Attributes:
        line: Line of the document, from 1.
        path: XPath of the element; ``*`` stands for one of the document's default namespace.
        message: What the validator says, in English, with usual prefixes instead of namespaces.
        code: The validator's name of the rule, as ``SCHEMAV_ELEMENT_CONTENT``.
    """

    line: int
    path: str
    message: str
    code: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.path}: {self.message}"


@attrs.frozen(eq=False)
class _Compiled:
    schema: etree.XMLSchema
    # libxml2 writes the findings of a validation into the schema object
    lock: Lock = attrs.field(factory=Lock)


class Schemas:
    """
    The schemas of the five documents, ready for any number of threads.

    Make it by `load` and keep it: compiling a kind takes about 0.1 s, validating a tree that is
    already parsed about 0.1 ms.

    Args:
        files: The content of each of `FILES`.
        origin: Where they come from, for messages.
    """

    def __init__(self, files: Mapping[str, bytes], *, origin: str) -> None:
        self.origin = origin
        self._files = dict(files)
        self._compiled: dict[str, _Compiled] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"Schemas(origin={self.origin!r})"

    def validate(self, data: bytes) -> tuple[SchemaProblem, ...]:
        """
        Return where a document is not as its schema wants it; nothing where it is valid.

        What an AttachedDocument carries as text is validated on its own. ``sts:`` elements are not
        checked: UBL knows no DIAN extensions.

        Raises:
            InvalidInput: If `data` is not ``bytes``.
            XmlRefused: If the XML is malformed or hostile.
            NotADianDocument: If it is none of the five documents.
            ConfigurationError: If the schemas themselves cannot be used.
        """
        return self.validate_tree(xml.open_document(data), data=data)

    def validate_tree(
        self, root: etree._Element, *, data: bytes | None = None
    ) -> tuple[SchemaProblem, ...]:
        """
        Validate a tree that came through the door already; it is not changed.

        Args:
            root: The tree.
            data: The bytes it was parsed from: where they are few, nothing has to be counted first.

        Returns:
            The problems; only the first thousand, without lines and paths, where a document with
            more than a thousand elements beside each other has so many.

        Raises:
            NotADianDocument: If it is none of the five documents.
            ConfigurationError: If the schemas themselves cannot be used.
        """
        compiled = self._ready(xml.document_kind(root))
        with compiled.lock:
            if (data is None or len(data) > _SMALL) and _crowded(root):
                written = etree.tostring(root) if data is None else data
                first = xml.faults_without_place(written, compiled.schema, most=_MANY)
                if len(first) == _MANY:
                    return tuple(map(_problem, first))
            if compiled.schema.validate(root):
                return ()
            found = cast("Iterable[Any]", compiled.schema.error_log)
            return tuple(map(_problem, found))

    def read(
        self, data: bytes, *, trust: ReadTrust = "strict"
    ) -> tuple[Document, tuple[SchemaProblem, ...]]:
        """
        Read a document and validate it, parsing it once.

        Raises:
            DianError: As `dian.read`.
            ConfigurationError: If the schemas themselves cannot be used.
        """
        xml.require_bytes(data)
        # what the other door looks for besides costs a schema little in a small document
        small = len(data) <= _SMALL
        root = xml.open_to_read(data) if small else xml.open_document(data)
        document = read_root(root, trust=trust, source=data)
        return document, self.validate_tree(root, data=data)

    def compile(self) -> None:
        """
        Compile all five kinds now, instead of each on first use.

        Raises:
            ConfigurationError: With `code` ``schemas-broken`` or ``schemas-version``.
        """
        for kind in _MAIN:
            self._ready(kind)

    def _ready(self, kind: str) -> _Compiled:
        found = self._compiled.get(kind)
        if found is not None:
            return found
        with self._lock:
            if kind not in self._compiled:
                self._compiled[kind] = _Compiled(_compile(self._files, kind))
            return self._compiled[kind]


def load(source: Path | str | bytes | None = None) -> Schemas:
    """
    Load the schemas from where the user has them.

    Args:
        source: A folder that holds ``common/`` and ``maindoc/``, itself or somewhere below; a ZIP
            of one, or the wheel ``facho-0.2.1`` of PyPI, by its path or its bytes; without it the
            folder where `install` put them.

    Returns:
        The schemas, not yet compiled.

    Raises:
        ConfigurationError: With `code` ``schemas-not-found``, ``schemas-missing`` (files),
            ``schemas-version``, ``schemas-outside`` (a link leads out of the folder),
            ``schemas-size``, or that of a refused ZIP, as ``zip-ratio``.
        InvalidInput: If `source` is neither a path nor bytes.

    Example:
        >>> load(b"not a ZIP")
        Traceback (most recent call last):
            ...
        loggro_integration.errors.ConfigurationError: ...
    """
    if source is None:
        return load(_installed())
    if isinstance(source, bytes):
        return Schemas(_from_zip(source), origin="ZIP")
    if not isinstance(source, str | Path):
        raise errors.InvalidInput(
            f"Schemas are loaded from a path or the bytes of a ZIP, not {type(source).__name__}.",
            field="source",
        )
    path = Path(source)
    try:
        files = _from_folder(path) if path.is_dir() else _from_zip(_bytes_of(path))
    except (OSError, ValueError) as error:
        raise _unusable(
            "schemas-not-found",
            f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.",
        ) from None
    return Schemas(files, origin=str(path))


def install(source: Path | str | bytes, *, folder: Path | None = None) -> Path:
    """
    Copy the schemas to where `load` finds them without being told; all are compiled before.

    Args:
        source: As `load`.
        folder: Another place than `installed_folder`.

    Returns:
        The folder; what stood there before is replaced as a whole.

    Raises:
        ConfigurationError: As `load`, and ``schemas-broken``; nothing was copied.
        OSError: If the folder cannot be written.
    """
    found = load(source)
    found.compile()
    target = installed_folder() if folder is None else folder
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".xsd-") as scratch:
        fresh = Path(scratch) / "new"
        for name, content in found._files.items():  # noqa: SLF001  # the same module
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        if target.exists():
            target.rename(Path(scratch) / "old")
        fresh.rename(target)
    return target


def installed_folder() -> Path:
    """
    Return the folder of this user where `install` puts the schemas; it need not exist.

    ``~/.local/share`` (or ``XDG_DATA_HOME``), ``~/Library/Application Support`` on macOS,
    ``%LOCALAPPDATA%`` on Windows; below it ``loggro-integration/xsd``.
    """
    return _data_home(sys.platform, os.environ) / "loggro-integration" / "xsd"


def _data_home(platform: str, environment: Mapping[str, str]) -> Path:
    if platform == "win32":
        named = environment.get("LOCALAPPDATA")
        return Path(named) if named else Path.home() / "AppData" / "Local"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = environment.get("XDG_DATA_HOME", "")
    # the specification tells to ignore a relative one
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def _installed() -> Path:
    folder = installed_folder()
    if folder.is_dir():
        return folder
    raise _unusable("schemas-not-found", "No schemas are installed.")


# --- where they are read from ----------------------------------------------------------------


def _from_folder(root: Path) -> dict[str, bytes]:
    names = {path.relative_to(root).as_posix(): path for path in _files_below(root)}
    base = _base_of(names)
    inside = root.resolve()

    def read(name: str) -> bytes | None:
        path = names.get(base + name)
        if path is None:
            return None
        if not path.resolve().is_relative_to(inside):
            raise _unusable("schemas-outside", f"{path} leads out of {root}.")
        return _bytes_of(path)

    return _complete(read)


def _files_below(root: Path) -> Iterator[Path]:
    """Yield the schemas below a folder, level by level, where they can reasonably be."""
    seen, level = 0, [root]
    for _ in range(_MAX_DEPTH):
        folders: list[Path] = []
        for path in (each for folder in level for each in folder.iterdir()):
            seen += 1
            if seen > _MAX_SEEN:
                return
            if path.suffix == ".xsd":
                yield path
            elif path.is_dir() and not path.is_symlink():
                folders.append(path)
        level = folders


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(xml.MAX_BYTES + 1)
    if len(content) > xml.MAX_BYTES:
        raise _unusable("schemas-size", f"{path} is larger than {xml.MAX_BYTES} bytes.")
    return content


def _from_zip(data: bytes) -> dict[str, bytes]:
    try:
        with contextlib.suppress(*ZIP_ERRORS), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _from_archive(archive, len(data))
    except errors.XmlRefused as refused:
        code, message = refused.code or "zip-malformed", refused.message
    else:
        code, message = "zip-malformed", "It is neither a folder nor a ZIP, or is damaged."
    raise _unusable(code, message)


def _from_archive(archive: zipfile.ZipFile, size: int) -> dict[str, bytes]:
    entries = archive.infolist()
    if any(each.filename.endswith(".dist-info/WHEEL") for each in entries):
        check_entries(entries, size, most=_MAX_ENTRIES_OF_WHEEL)
    else:
        check_entries(entries, size)
    known = {each.filename: each for each in entries}
    base = _base_of(known)

    def read(name: str) -> bytes | None:
        entry = known.get(base + name)
        return None if entry is None else read_entry(archive, entry).data

    return _complete(read)


def _base_of(names: Mapping[str, object]) -> str:
    """Return what stands before ``maindoc/`` in the names; of several, the shortest."""
    bases = [
        name.removesuffix(_LANDMARK)
        for name in names
        if name == _LANDMARK or name.endswith(f"/{_LANDMARK}")
    ]
    if bases:
        return min(bases, key=lambda base: (base.count("/"), base))
    others = sorted({found[1] for found in map(_OTHER_VERSION.fullmatch, names) if found})
    if others:
        raise _unusable("schemas-version", f"They are of UBL {', '.join(others)}, not 2.1.")
    raise _unusable("schemas-missing", f"There is no {_LANDMARK} in it.")


def _complete(read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    found = {name: read(name) for name in FILES}
    missing = [name for name, content in found.items() if content is None]
    if missing:
        raise _unusable("schemas-missing", f"These files are missing: {', '.join(missing)}.")
    return {name: content for name, content in found.items() if content is not None}


# --- compiling -------------------------------------------------------------------------------


class _Resolver(etree.Resolver):
    """Knows the files that were loaded; for any other address there is nothing."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    # lxml does pass the context
    def resolve(  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]  # ty: ignore[incompatible-method-override]
        self, system_url: str, public_id: str, context: object
    ) -> object:
        content = self._files.get((system_url or "").removeprefix(_SCHEME))
        if content is None:
            raise LookupError(system_url)
        # the stubs leave out what it returns
        give = cast("Callable[..., object]", self.resolve_string)  # pyright: ignore[reportUnknownMemberType]
        return give(content, context, base_url=system_url)


def _compile(files: Mapping[str, bytes], kind: str) -> etree.XMLSchema:
    name, told = _MAIN[kind], ""
    # while other threads parse, lxml was seen to lose the resolver of a good schema, once in
    # hundreds of times: what fails alone, fails again
    for _ in range(_ATTEMPTS):
        try:
            root = _open(files, name)
            _check_version(root, kind)
            _check_addresses(files, name)
            return etree.XMLSchema(root)
        except etree.LxmlError as error:
            told = " ".join(str(error).split())[:_MAX_MESSAGE]
    raise _unusable("schemas-broken", f"{name} is no usable schema: {told}")


def _open(files: Mapping[str, bytes], name: str) -> etree._Element:
    return xml.open_schema(files[name], url=_SCHEME + name, resolver=_Resolver(files))


def _check_addresses(files: Mapping[str, bytes], main: str) -> None:
    # before compiling: whoever loses the resolver opens what an import names, wherever it is
    seen, waiting = {main}, [main]
    while waiting:
        name = waiting.pop()
        for element in _open(files, name).iter(*_IMPORTS):
            address = element.get("schemaLocation")
            if address is None:
                continue
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
            if wanted not in files:
                told = address[:_MAX_MESSAGE]
                raise _unusable("schemas-broken", f"{name} imports {told}, which is not of UBL.")
            if wanted not in seen:
                seen.add(wanted)
                waiting.append(wanted)


def _check_version(root: etree._Element, kind: str) -> None:
    expected = f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
    if root.get("targetNamespace") != expected:
        raise _unusable("schemas-broken", f"{_MAIN[kind]} is not the schema of {kind}.")
    if root.get("version") != "2.1":
        raise _unusable(
            "schemas-version", f"{_MAIN[kind]} is of UBL {root.get('version') or '?'}, not 2.1."
        )


def _problem(entry: etree._LogEntry) -> SchemaProblem:
    message = _BRACED.sub(lambda found: _PREFIXES.get(found[1], ""), entry.message)
    return SchemaProblem(
        line=entry.line,
        path=entry.path or "",
        message=message if len(message) <= _MAX_MESSAGE else f"{message[:_MAX_MESSAGE]}…",
        code=entry.type_name,
    )


def _unusable(code: str, message: str) -> errors.ConfigurationError:
    return errors.ConfigurationError(
        f"The UBL schemas cannot be used: {message}",
        code=code,
        hint=errors.Text(
            es="Ejecute: loggro dian schemas --fetch; o --from con la carpeta que tiene common/ y"
            " maindoc/ de UBL 2.1.",
            en="Run: loggro dian schemas --fetch; or --from with the folder that holds common/ and"
            " maindoc/ of UBL 2.1.",
        ),
    )
