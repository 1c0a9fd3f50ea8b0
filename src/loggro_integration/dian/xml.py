# SPDX-License-Identifier: MIT
"""
The only door for untrusted XML.

Every byte that comes from outside enters through `open_document`; nothing else in the package calls
lxml's parsers. What leaves is a tree without DTD, entities or processing instructions, or an error.
Schemas are the user's own files, not documents: `open_schema` allows them their DTD.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final, NamedTuple, cast

from lxml import etree

from loggro_integration import errors

__all__ = [
    "MAX_ATTRIBUTES",
    "MAX_ATTRIBUTES_OF_ONE",
    "MAX_BYTES",
    "MAX_NAMESPACES",
    "MAX_TAGS",
    "NAMESPACES",
    "document_kind",
    "faults_without_place",
    "hardened_parser",
    "open_document",
    "open_schema",
    "open_to_read",
    "require_bytes",
]

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_TAGS: Final = 200_000
MAX_ATTRIBUTES: Final = 50_000
"""Signs ``=`` allowed: attributes cost lxml as much as elements, and carry no ``<``."""
MAX_ATTRIBUTES_OF_ONE: Final = 64
"""
Attributes of one element: libxml2's canonical form compares each with each.

100,000 on one element took 50 s; DIAN's documents have at most 8.
"""
MAX_NAMESPACES: Final = 32
"""
Namespace declarations in force at one place, inherited and repeated ones included.

libxml2's canonical form compares each with each at every element: 1,000 declarations over 2,000
elements (60 KB) took 8 s; DIAN's documents have at most 12.
"""
_MAX_DECLARATIONS: Final = 10_000
_SHORT: Final = MAX_ATTRIBUTES
_LARGE: Final = 1_000_000
_FEW: Final = 2_000
_MAX_MARKS: Final = 20_000
"""Comments, CDATA sections and processing instructions together: a document has a few."""
_MANY_DECLARATIONS: Final = 1_000
_MAX_CHILDREN: Final = 50_000
"""Elements in one: DIAN takes 9,999 lines."""
_MAX_REFERENCES: Final = 600_000
"""Signs ``&``: each costs libxml2 as much as a tag. A container without CDATA may hold as many."""
_MAX_EFFORT: Final = 28_000_000
_OF_TAG: Final = 170
_OF_REFERENCE: Final = 45
_OF_ATTRIBUTE: Final = 200
_OF_SECTION: Final = 7
"""
What each sign costs libxml2, and a byte of CDATA, in nanoseconds; and what all may cost together.

It leaves 4 MB of CDATA: a container holds a document and its answer, and travels in 2 MB.
"""
_MAX_INSTRUCTIONS: Final = 100_000
"""Bytes in processing instructions: each costs as much as one in CDATA, and none is let in."""

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"

NAMESPACES: Final[dict[str, str]] = {
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "sts": "dian:gov:co:facturaelectronica:Structures-2-1",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
    "xades141": "http://uri.etsi.org/01903/v1.4.1#",
}
"""The namespaces of DIAN's documents by their usual prefix (annex v1.9, section 6 of its XML)."""

_KINDS: Final = {
    f"{{{_UBL}{kind}-2}}{kind}": kind
    for kind in ("Invoice", "CreditNote", "DebitNote", "ApplicationResponse", "AttachedDocument")
}

_DECLARED: Final = re.compile(rb"xmlns").finditer
_BOM: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"'
_LONGEST_HEAD: Final = 80
_DECLARED_ENCODING: Final = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)[\"']")
_SIGN: Final = re.compile(rb"\S").search
_PROLOG: Final = ((b"<?", b"?>"), (b"<!--", b"-->"))
"""What may stand before a root or a DTD: how it begins and how it ends."""


def open_document(data: bytes) -> etree._Element:
    """
    Parse untrusted XML and return its root element.

    The bytes must be UTF-8 (a byte order mark is read), at most 10 MB, with at most 200,000 ``<``
    (20,000 of them comments, sections and instructions), 50,000 ``=`` and 600,000 ``&``,
    together and with what stands in CDATA no more than takes libxml2 28 ms: all counted before
    parsing. Then at most 64 attributes on an element and 32 namespace declarations in force. Text
    is not trimmed and comments are kept.

    Args:
        data: The document as it came; never decoded text.

    Returns:
        The root element. It need not be a document of DIAN: see `document_kind`.

    Raises:
        InvalidInput: If `data` is not ``bytes``.
        XmlRefused: With `code` ``empty``, ``too-large``, ``not-utf8``, ``too-many-tags``,
            ``too-many-attributes``, ``too-many-namespaces``, ``too-much``, ``doctype``,
            ``malformed``, ``xml-version``, ``entity`` or ``processing-instruction``.

    Example:
        >>> open_document(b"<a><b/></a>").tag
        'a'
    """
    root, counted = _opened(data, _PARSER)
    signs = counted or _signs_of_short(data)
    if signs.attributes > MAX_ATTRIBUTES_OF_ONE:
        _check_attributes(root)
    if signs.declarations > MAX_NAMESPACES:
        _check_namespaces(root)
    return root


def open_to_read(data: bytes) -> etree._Element:
    """
    Parse untrusted XML of which values alone are read.

    As `open_document`, but comments are left out: ``SE<!-- -->TP1`` is one text, as for whoever
    signed it. Attributes of one element and namespaces in force have no limit of their own: theirs
    guard canonical forms, which must not be made of this tree.

    Raises:
        InvalidInput: If `data` is not ``bytes``.
        XmlRefused: As `open_document`.

    Example:
        >>> open_to_read(b"<a>SE<!-- -->TP1</a>").text
        'SETP1'
    """
    return _opened(data, _PARSER_WITHOUT_COMMENTS)[0]


def document_kind(root: etree._Element) -> str:
    """
    Return the kind of a DIAN document from its root element.

    Returns:
        ``Invoice``, ``CreditNote``, ``DebitNote``, ``ApplicationResponse`` or
        ``AttachedDocument``; the UBL 2.1 namespace must be the right one too.

    Raises:
        NotADianDocument: With `code` ``foreign-root``.
    """
    kind = _KINDS.get(str(root.tag))
    if kind is None:
        raise errors.NotADianDocument(
            f"The root element {etree.QName(root).localname[:60]!r} is none of DIAN's documents.",
            code="foreign-root",
            hint=errors.Text(
                es="Se leen Invoice, CreditNote, DebitNote, ApplicationResponse y AttachedDocument"
                " de UBL 2.1.",
                en="Invoice, CreditNote, DebitNote, ApplicationResponse and AttachedDocument of"
                " UBL 2.1 are read.",
            ),
        )
    return kind


def hardened_parser(*, comments: bool = True) -> etree.XMLParser:
    """
    Return a parser that opens no file, no address and no entity, and mends nothing.

    It does not refuse a DTD by itself: `open_document` does. Only for libraries that parse again
    what already passed the door.

    Args:
        comments: Whether they are kept.
    """
    return etree.XMLParser(
        remove_comments=not comments,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )


def open_schema(data: bytes, *, url: str, resolver: etree.Resolver) -> etree._Element:
    """
    Parse an XSD that the user has: its own DTD may stand, nothing else is opened.

    Every address that the schema names, in its imports and in its DTD, goes to the resolver.

    Args:
        data: The XSD.
        url: The address to which its imports are relative.
        resolver: Knows the other files. One that raises for the rest keeps disk and network shut.

    Raises:
        lxml.etree.XMLSyntaxError: If it is not well-formed.
    """
    # entities of the own DTD alone are lxml's default
    parser = etree.XMLParser(no_network=True, huge_tree=False)
    parser.resolvers.add(resolver)
    return etree.fromstring(data, parser, base_url=url)


def faults_without_place(
    data: bytes, schema: etree.XMLSchema, *, most: int
) -> list[etree._LogEntry]:
    """
    Validate a document that passed the door while it is parsed, and return its first faults.

    Validating a tree names the place of each fault, which takes 46 s where 100,000 elements stand
    beside each other with a fault each; this way it is 0.3 s.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, schema=schema
    )
    with contextlib.suppress(etree.XMLSyntaxError):
        etree.fromstring(data, parser)
    return list(islice(cast("Iterable[Any]", parser.error_log), most))


# kept: making one costs a twentieth of parsing; lxml lets one thread at a time use it
_PARSER: Final = hardened_parser()
_PARSER_WITHOUT_COMMENTS: Final = hardened_parser(comments=False)


def require_bytes(data: bytes) -> None:
    """
    Refuse decoded text and anything else that is not ``bytes``.

    Raises:
        InvalidInput: With `field` ``data``.
    """
    if not isinstance(data, bytes):
        raise errors.InvalidInput(
            f"A document is bytes, not {type(data).__name__}.",
            field="data",
            hint=errors.Text(
                es="Pase los bytes del archivo, sin decodificarlos.",
                en="Pass the bytes of the file, not decoded.",
            ),
        )


class _Signs(NamedTuple):
    """How much there may be in a document, by signs that also stand in its text."""

    tags: int
    attributes: int
    declarations: int


def _opened(data: bytes, parser: etree.XMLParser) -> tuple[etree._Element, _Signs | None]:
    require_bytes(data)
    signs = _check_bytes(data)
    root = _parse(data, parser)
    _check_tree(root)
    # no document with fewer tags needs the look, which costs a tenth of reading it
    if signs and signs.tags > _MAX_CHILDREN:
        _check_children(root)
    return root, signs


def _check_bytes(data: bytes) -> _Signs | None:
    if not data or data.isspace():
        raise _refused("empty", "The document is empty.")
    if len(data) > MAX_BYTES:
        raise _refused("too-large", f"The document has {len(data)} bytes, more than {MAX_BYTES}.")
    head = data.removeprefix(_BOM)
    usual = _begins_as_usual(head)
    if not usual:
        _check_encoding(head)
    if b"\0" in data:
        raise _refused("not-utf8", "The document holds null bytes, as UTF-16 does.")
    # a shorter one cannot hold what takes long: the counts cost a tenth of parsing
    signs = _check_counts(data) if len(data) > _SHORT else None
    if not usual and _has_doctype(head):
        raise _refused("doctype", "The document carries a document type declaration.")
    return signs


def _signs_of_short(data: bytes) -> _Signs:
    signs = data.count(b"=")
    return _Signs(0, signs, data.count(b"xmlns") if signs > MAX_NAMESPACES else 0)


def _check_counts(data: bytes) -> _Signs:
    """
    Refuse what would take libxml2 long, by signs that are counted before it sees them.

    Single signs first: counting one takes a millisecond over 10 MB, counting ``<!`` takes ten.
    """
    tags = data.count(b"<")
    if tags > MAX_TAGS:
        raise _refused("too-many-tags", f"The document has more than {MAX_TAGS} tags.")
    if tags > _MAX_MARKS and _marks(data) > _MAX_MARKS:
        message = f"The document has more than {_MAX_MARKS} comments, sections and instructions."
        raise _refused("too-many-tags", message)
    references = data.count(b"&")
    if references > _MAX_REFERENCES:
        raise _refused("too-many-tags", f"More than {_MAX_REFERENCES} references.")
    signs = data.count(b"=")
    if signs > MAX_ATTRIBUTES:
        raise _refused("too-many-attributes", f"More than {MAX_ATTRIBUTES} attributes.")
    declared = _check_declarations(data) if signs > MAX_NAMESPACES else 0
    if len(data) > _LARGE:
        _check_effort(data, tags * _OF_TAG + references * _OF_REFERENCE + signs * _OF_ATTRIBUTE)
    return _Signs(tags, signs, declared)


def _check_effort(data: bytes, effort: int) -> None:
    """Refuse what is within each limit and too much together, and long instructions."""
    if effort + len(data) * _OF_SECTION > _MAX_EFFORT and b"[" in data:
        effort += _spanned(data, b"<![CDATA[", b"]]>") * _OF_SECTION
    if effort > _MAX_EFFORT:
        raise _refused("too-much", "The document would take too long to read.")
    if _instructed(data) > _MAX_INSTRUCTIONS:
        message = "The document holds long processing instructions."
        raise _refused("processing-instruction", message)


def _spanned(data: bytes, opening: bytes, closing: bytes, at: int = 0) -> int:
    """Return how many bytes stand between openings and their closings."""
    spanned, at = 0, data.find(opening, at)
    while at >= 0:
        end = data.find(closing, at)
        end = len(data) if end < 0 else end
        spanned += end - at
        at = data.find(opening, end)
    return spanned


def _instructed(data: bytes) -> int:
    """Return how many bytes stand in instructions, searching for one sign while there are few."""
    at = data.find(b"?")
    for _ in range(_FEW):
        if at < 0:
            return 0
        if data[at - 1 : at] == b"<" and not data.startswith(b"xml ", at + 1):
            break
        at = data.find(b"?", at + 1)
    return _spanned(data, b"<?", b"?>", max(at - 1, 0))


def _marks(data: bytes) -> int:
    """Return how many comments, sections and instructions there are, or a number above."""
    signs = [sign for sign in (b"!", b"?") if sign in data]
    most = sum(data.count(sign) for sign in signs)
    return most if most <= _MAX_MARKS else sum(data.count(b"<" + sign) for sign in signs)


def _check_declarations(data: bytes) -> int:
    """
    Count the declarations.

    Refused are many in all, and many on one tag, where libxml2 compares each with each.

    Returns:
        How many there are, or a number above that is no danger.
    """
    if len(data) > _LARGE:
        # one sign is counted six times as fast as the word, whatever fills the document
        most = min(data.count(b"x"), data.count(b"m"))
        if most <= _MANY_DECLARATIONS:
            return most
    # counting would take as long wherever an x stands
    declared = sum(1 for _ in islice(_DECLARED(data), _MAX_DECLARATIONS + 1))
    if declared > _MAX_DECLARATIONS:
        raise _refused("too-many-namespaces", f"More than {_MAX_DECLARATIONS} namespaces.")
    if declared > _MANY_DECLARATIONS and any(_is_crowded(tag) for tag in data.split(b"<")):
        raise _refused("too-many-namespaces", f"More than {_MANY_DECLARATIONS} on one tag.")
    return declared


def _is_crowded(tag: bytes) -> bool:
    return len(tag) > _MANY_DECLARATIONS * 5 and tag.count(b"xmlns") > _MANY_DECLARATIONS


def _has_doctype(head: bytes) -> bool:
    """Tell whether a DTD stands before the root, behind whatever a prolog may hold."""
    sign = _SIGN(head)
    while sign is not None:
        if head.startswith(b"<!DOCTYPE", sign.start()):
            return True
        end = _end_in_prolog(head, sign.start())
        sign = None if end < 0 else _SIGN(head, end)
    return False


def _end_in_prolog(head: bytes, at: int) -> int:
    """Return what follows an instruction or a comment; -1 where there is none, or no end of it."""
    for opening, closing in _PROLOG:
        if head.startswith(opening, at):
            end = head.find(closing, at + len(opening))
            return end if end < 0 else end + len(closing)
    return -1


def _begins_as_usual(head: bytes) -> bool:
    """Tell whether a document begins as nearly all do: declared UTF-8, then its root."""
    declaration, _, rest = head[:_LONGEST_HEAD].partition(b"?>")
    root = rest.lstrip()[:2]
    usual = declaration.removesuffix(b' standalone="no"') == _DECLARATION
    return usual and root[:1] == b"<" and root[1:].isalpha()


def _check_encoding(head: bytes) -> None:
    declared = _DECLARED_ENCODING.match(head)
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        raise _refused("not-utf8", "The document declares another encoding than UTF-8.")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parse(data: bytes, parser: etree.XMLParser) -> etree._Element:
    place = ""
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        place = "line {}, column {}".format(*error.position)
    # raised out here: the parser's own error quotes the document, and must not be chained
    if not _is_utf8(data):
        raise _refused("not-utf8", "The document holds bytes that are not UTF-8.")
    raise _refused("malformed", f"Not well-formed XML: {place}.")


def _check_tree(root: etree._Element) -> None:
    info = root.getroottree().docinfo
    # the stubs know of no document without them
    subsets = cast("tuple[object, ...]", (info.internalDTD, info.externalDTD))
    if any(subset is not None for subset in subsets):
        raise _refused("doctype", "The document carries a document type declaration.")
    if info.xml_version != "1.0":
        raise _refused("xml-version", "The document is not XML 1.0.")
    foreign = next(root.iter(etree.Entity, etree.ProcessingInstruction), None)
    if foreign is not None and foreign.tag is etree.Entity:
        raise _refused("entity", "The document holds an entity reference.")
    if foreign is not None:
        raise _refused("processing-instruction", "The document holds a processing instruction.")


def _check_children(root: etree._Element) -> None:
    """Refuse what lists of children would be made of, four times the bytes of the document."""
    if _broad(root):
        raise _refused("too-many-tags", f"An element holds more than {_MAX_CHILDREN} others.")


_broad: Final = etree.XPath(f"boolean(descendant-or-self::*/*[{_MAX_CHILDREN + 1}])")


def _check_attributes(root: etree._Element) -> None:
    if _crowded(root):
        raise _refused(
            "too-many-attributes", f"An element has more than {MAX_ATTRIBUTES_OF_ONE} attributes."
        )


# eleven times faster than counting the attributes of each element
_crowded: Final = etree.XPath(f"boolean(//*/@*[{MAX_ATTRIBUTES_OF_ONE + 1}])")


def _check_namespaces(root: etree._Element) -> None:
    """Count the declarations in force at each place."""
    in_force = 0
    for event, _ in etree.iterwalk(root, events=("start-ns", "end-ns")):
        in_force += 1 if event == "start-ns" else -1
        if in_force > MAX_NAMESPACES:
            raise _refused(
                "too-many-namespaces", f"More than {MAX_NAMESPACES} namespaces in force at once."
            )


_HINTS: Final = {
    "empty": errors.Text(es="El archivo no tiene contenido.", en="The file has no content."),
    "too-large": errors.Text(es="El límite es 10 MB.", en="The limit is 10 MB."),
    "not-utf8": errors.Text(
        es="Los documentos de la DIAN se escriben en UTF-8.",
        en="Documents of DIAN are written in UTF-8.",
    ),
    "too-many-tags": errors.Text(
        es="Ningún documento de la DIAN tiene tantos elementos.",
        en="No document of DIAN has so many elements.",
    ),
    "too-many-attributes": errors.Text(
        es="Ningún documento de la DIAN tiene tantos atributos.",
        en="No document of DIAN has so many attributes.",
    ),
    "too-much": errors.Text(
        es="Ningún documento de la DIAN es tan grande y tan cargado.",
        en="No document of DIAN is so large and so full.",
    ),
    "too-many-namespaces": errors.Text(
        es="Ningún documento de la DIAN declara tantos espacios de nombres.",
        en="No document of DIAN declares so many namespaces.",
    ),
    "malformed": errors.Text(
        es="El archivo está cortado o dañado: pida otra copia al emisor.",
        en="The file is cut or damaged: ask its sender for another copy.",
    ),
    "xml-version": errors.Text(
        es="Los documentos de la DIAN son XML 1.0.", en="Documents of DIAN are XML 1.0."
    ),
}
_HOSTILE: Final = errors.Text(
    es="Los documentos de la DIAN no llevan DTD, entidades ni instrucciones de proceso:"
    " no confíe en este archivo.",
    en="Documents of DIAN carry no DTD, entities or processing instructions:"
    " do not trust this file.",
)


def _refused(code: str, message: str) -> errors.XmlRefused:
    return errors.XmlRefused(message, code=code, hint=_HINTS.get(code, _HOSTILE))
