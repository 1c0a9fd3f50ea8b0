# SPDX-License-Identifier: MIT
"""ZIP files and nested documents: what is taken out, and what is refused before it is inflated."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from dian.signing import document, sign
from loggro_integration import errors
from loggro_integration.dian import _container, xml
from loggro_integration.dian._container import NamedDocument, nested_documents, open_any, unpack

Entry = tuple[str, bytes]


def zipped(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 20, 15, 32)), content, method)
    return stream.getvalue()


def edited(data: bytes, offset: int, value: bytes, *, mark: bytes = b"PK\x01\x02") -> bytes:
    """Overwrite a field of the first header that begins with a mark."""
    at = data.index(mark) + offset
    return data[:at] + value + data[at + len(value) :]


def with_flag(flag: int) -> bytes:
    data = zipped(("a.xml", b"<a/>"))
    raised = edited(data, 8, struct.pack("<H", flag))
    return edited(raised, 6, struct.pack("<H", flag), mark=b"PK\x03\x04")


def link() -> bytes:
    stream = io.BytesIO()
    info = zipfile.ZipInfo("a.xml")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    return stream.getvalue()


def by_method(method: int) -> bytes:
    return zipped(("a.xml", b"<a/>"), method=method)


def lying_size(size: int, name: str = "a.xml", length: int = 60) -> bytes:
    """Announce another size than the one an entry has."""
    data = zipped((name, b"<a>" + b"x" * length + b"</a>"), method=zipfile.ZIP_STORED)
    return edited(data, 24, struct.pack("<L", size))


def wrong_sum() -> bytes:
    return edited(zipped(("a.xml", b"<a/>")), 16, b"\x00\x00\x00\x00")


def overlapping() -> bytes:
    """Write twenty entries that all lie over the same bytes."""
    noise = b"".join(hashlib.sha512(b"%d" % n).digest() for n in range(320))
    data = zipped(("00.pdf", noise + b"x" * 1_000_000))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    records = [data[start:end].replace(b"00.pdf", f"{n:02}.pdf".encode()) for n in range(20)]
    head, folder, tail = data[:start], b"".join(records), data[end:]
    counts = struct.pack("<HHLL", 20, 20, len(folder), len(head))
    return head + folder + tail[:8] + counts + tail[20:]


def twice() -> bytes:
    data = zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>"))
    return data.replace(b"b.xml", b"A.xml")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "thousands-of-entries": (
        lambda: zipped(("a.xml", b"<a/>")) + b"PK\x01\x02" * 2_000,
        "zip-entries",
    ),
    "entries": (lambda: zipped(*((f"{n}.xml", b"<a/>") for n in range(51))), "zip-entries"),
    "bomb-in-one-entry": (lambda: zipped(("a.xml", b"<a>" + b" " * 2_000_000)), "zip-ratio"),
    "bomb-in-another-entry": (
        lambda: zipped(("a.xml", b"<a/>"), ("b.pdf", b"\0" * 2_000_000)),
        "zip-ratio",
    ),
    "entries-over-each-other": (overlapping, "zip-ratio"),
    "sixty-megabytes": (lambda: lying_size(60_000_000, "a.pdf", 1_000_000), "zip-size"),
    "document-of-twenty-megabytes": (
        lambda: lying_size(20_000_000, "a.xml", 1_000_000),
        "too-large",
    ),
    "parent": (lambda: zipped(("../a.xml", b"<a/>")), "zip-name"),
    "parent-inside": (lambda: zipped(("x/../../a.xml", b"<a/>")), "zip-name"),
    "absolute": (lambda: zipped(("/a.xml", b"<a/>")), "zip-name"),
    "here": (lambda: zipped(("./a.xml", b"<a/>")), "zip-name"),
    "drive": (lambda: zipped(("C:a.xml", b"<a/>")), "zip-name"),
    "back-slash": (lambda: zipped(("..\\a.xml", b"<a/>")), "zip-name"),
    "null-in-a-name": (
        lambda: zipped(("a-b.xml", b"<a/>")).replace(b"a-b.xml", b"a\x00b.xml"),
        "zip-name",
    ),
    "control-in-a-name": (lambda: zipped(("a\n.xml", b"<a/>")), "zip-name"),
    "name-twice": (twice, "zip-name"),
    "link": (link, "zip-name"),
    "encrypted": (lambda: with_flag(0x1), "zip-encrypted"),
    "strongly-encrypted": (lambda: with_flag(0x40), "zip-encrypted"),
    "bzip2": (lambda: by_method(zipfile.ZIP_BZIP2), "zip-method"),
    "lzma": (lambda: by_method(zipfile.ZIP_LZMA), "zip-method"),
    "archive-by-name": (lambda: zipped(("a.zip", b"x")), "zip-nested"),
    "tar-by-name": (lambda: zipped(("a.TAR", b"x")), "zip-nested"),
    "archive-called-xml": (lambda: zipped(("a.xml", zipped(("b.xml", b"<b/>")))), "zip-nested"),
    "size-too-small": (lambda: lying_size(10), "zip-malformed"),
    "size-too-large": (lambda: lying_size(100), "zip-malformed"),
    "wrong-sum": (wrong_sum, "zip-malformed"),
    "cut": (lambda: zipped(("a.xml", b"<a/>"))[:-30], "zip-malformed"),
    "head-alone": (lambda: b"PK\x03\x04", "zip-malformed"),
    "garbage": (lambda: b"PK\x03\x04" + b"\xff" * 500, "zip-malformed"),
    "names-differ": (
        lambda: zipped(("a.xml", b"<a/>")).replace(b"a.xml", b"b.xml", 1),
        "zip-malformed",
    ),
    "large": (lambda: b"PK\x03\x04" + b"\0" * xml.MAX_BYTES, "too-large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_zips_are_refused_by_name(name: str) -> None:
    """Each shape has its own code, and what the library says of it is not chained."""
    make, code = REFUSED[name]

    with pytest.raises(errors.XmlRefused) as caught:
        open_any(make())

    assert code == caught.value.code
    assert caught.value.__cause__ is None


def test_plain_xml_is_returned_as_it_is() -> None:
    """Bytes that are no ZIP come back alone, without a name."""
    assert [NamedDocument("", document())] == open_any(document())


def test_the_documents_of_a_zip_are_returned_by_name() -> None:
    """Folders and the PDF are passed over."""
    data = zipped(
        ("carpeta/", b""),
        ("carpeta/fv1.xml", b"<a/>"),
        ("factura.pdf", b"%PDF-1.7"),
        ("ad1.XML", b"<b/>"),
    )

    assert [
        NamedDocument("carpeta/fv1.xml", b"<a/>"),
        NamedDocument("ad1.XML", b"<b/>"),
    ] == open_any(data)


@pytest.mark.parametrize("entries", [(), (("factura.pdf", b"%PDF-1.7"),)])
def test_a_zip_without_document_says_so(entries: tuple[Entry, ...]) -> None:
    """Nothing was hostile: there is just no XML."""
    with pytest.raises(errors.NotADianDocument) as caught:
        open_any(zipped(*entries))

    assert "no-document" == caught.value.code


def test_text_is_not_opened() -> None:
    """The container, too, takes bytes alone."""
    with pytest.raises(errors.InvalidInput):
        open_any("PK")  # type: ignore[arg-type]


def test_names_do_not_show_the_content() -> None:
    """The repr of a document found in a container holds no byte of it."""
    assert "NamedDocument(name='a.xml')" == repr(NamedDocument("a.xml", b"<a/>"))


def test_an_attached_document_gives_what_it_carries() -> None:
    """The nested invoice is reached as bytes, from the tree that was handed in."""
    root = xml.open_document(document("AttachedDocument"))

    found = nested_documents(root, "ad1.xml")

    assert [
        NamedDocument("ad1.xml#attachment", b"<Invoice><Total>54000.00</Total></Invoice>")
    ] == found


def test_the_answer_of_dian_is_found_too() -> None:
    """The ApplicationResponse stands in the parent reference; a comment does not cut it."""
    answer = (
        b"<cac:ParentDocumentLineReference><cac:DocumentReference><cac:Attachment>"
        b"<cac:ExternalReference><cbc:Description>&lt;Answer&gt;<!-- x -->&lt;/Answer&gt;"
        b"</cbc:Description></cac:ExternalReference></cac:Attachment></cac:DocumentReference>"
        b"</cac:ParentDocumentLineReference></AttachedDocument>"
    )
    data = document("AttachedDocument").replace(b"</AttachedDocument>", answer)

    found = nested_documents(xml.open_document(data))

    assert NamedDocument("#response", b"<Answer></Answer>") == found[1]


def test_text_that_is_no_xml_is_no_nested_document() -> None:
    """An empty or spoken description is passed over."""
    data = document("AttachedDocument").replace(
        b"<![CDATA[<Invoice>", b"Factura <![CDATA[<Invoice>"
    )

    assert [] == nested_documents(xml.open_document(data))


def test_an_invoice_carries_nothing() -> None:
    """Only an AttachedDocument is a container."""
    assert [] == nested_documents(xml.open_document(document()))


def test_everything_is_unpacked_in_order() -> None:
    """Each AttachedDocument of a ZIP is followed by what it carries."""
    data = zipped(("fv1.xml", sign(document())), ("ad1.xml", sign(document("AttachedDocument"))))

    assert ["fv1.xml", "ad1.xml", "ad1.xml#attachment"] == [each.name for each in unpack(data)]


def test_two_answers_have_two_names() -> None:
    """A container with DIAN's answer and an event of the buyer gives each its own name."""
    line = (
        b"<cac:ParentDocumentLineReference><cac:DocumentReference><cac:Attachment>"
        b"<cac:ExternalReference><cbc:Description>&lt;Answer/&gt;</cbc:Description>"
        b"</cac:ExternalReference></cac:Attachment></cac:DocumentReference>"
        b"</cac:ParentDocumentLineReference>"
    )
    end = b"</AttachedDocument>"
    data = document("AttachedDocument").replace(end, line * 2 + end)

    names = [each.name for each in nested_documents(xml.open_document(data), "ad1.xml")]

    assert ["ad1.xml#attachment", "ad1.xml#response", "ad1.xml#response-2"] == names


def inside_another(data: bytes) -> bytes:
    """Wrap a document into a container, without CDATA, which cannot be nested."""
    escaped = data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    whole = document("AttachedDocument")
    start, end = whole.index(b"<![CDATA["), whole.index(b"]]>") + 3
    return whole[:start] + escaped + whole[end:]


def test_a_container_in_a_container_is_opened() -> None:
    """What the inner one carries comes right behind it, named by the way to it."""
    found = unpack(inside_another(document("AttachedDocument")))

    assert ["", "#attachment", "#attachment#attachment"] == [each.name for each in found]
    assert b"<Invoice><Total>54000.00</Total></Invoice>" == found[-1].data


def test_containers_are_opened_three_deep() -> None:
    """The fourth is given as it is, and nothing of what it carries."""
    data = document("AttachedDocument")
    for _ in range(5):
        data = inside_another(data)

    assert "#attachment" * 3 == unpack(data)[-1].name


def test_the_other_files_of_a_zip_are_given_on_demand() -> None:
    """The PDF comes too where it is asked for; it is not read otherwise, and not as XML."""
    data = zipped(("fv1.xml", sign(document())), ("fv1.pdf", b"%PDF-1.7"), ("carpeta/", b""))

    assert ["fv1.xml"] == [each.name for each in unpack(data)]
    assert {"fv1.xml": sign(document()), "fv1.pdf": b"%PDF-1.7"} == {
        each.name: each.data for each in unpack(data, others=True)
    }
    with pytest.raises(errors.NotADianDocument):
        open_any(zipped(("fv1.pdf", b"%PDF-1.7")), others=True)


def test_what_macos_adds_to_a_zip_is_no_document() -> None:
    """A ZIP made in the Finder holds a binary twin of each file under the same name."""
    data = zipped(("fv1.xml", document()), ("__MACOSX/._fv1.xml", b"\0\5\26\7\0Mac OS X"))

    assert ["fv1.xml"] == [each.name for each in unpack(data)]
    assert ["fv1.xml"] == [each.name for each in unpack(data, others=True)]


def test_unpacking_goes_through_the_door() -> None:
    """A document of a ZIP is refused as it would be alone."""
    with pytest.raises(errors.XmlRefused) as caught:
        unpack(zipped(("a.xml", b"<!DOCTYPE a><a/>")))

    assert "doctype" == caught.value.code


def test_limits_are_those_of_the_design() -> None:
    """Fifty entries, a hundred to one."""
    assert (50, 100) == (_container.MAX_ENTRIES, _container.MAX_RATIO)
    assert 50 == len(open_any(zipped(*((f"{n}.xml", b"<a/>") for n in range(50)))))
