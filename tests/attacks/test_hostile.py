# SPDX-License-Identifier: MIT
"""Truncated, hostile and foreign bytes: each gets its exact error, and nothing else leaves."""

from __future__ import annotations

import functools
import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from dian.signing import document, sign
from loggro_integration import errors
from loggro_integration.dian._verify import verify

pytestmark = pytest.mark.no_cover

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
ROOT = f'<Invoice xmlns="{UBL}">'
BOM16 = "\ufeff"


TOO_MANY_ATTRIBUTES = "too-many-attributes"
TOO_MANY_NAMESPACES = "too-many-namespaces"


def attributes(count: int) -> str:
    return " ".join(f'b{n}="1"' for n in range(count))


def namespaces(count: int) -> str:
    return " ".join(f'xmlns:b{n}="urn:{n}"' for n in range(count))


@functools.cache
def good() -> bytes:
    return sign(document())


def cut(share: float) -> Callable[[], bytes]:
    return lambda: good()[: int(len(good()) * share)]


def text(content: str) -> Callable[[], bytes]:
    return lambda: content.encode("utf-8")


def doctype(subset: str, body: str = "x") -> Callable[[], bytes]:
    return text(f"<!DOCTYPE Invoice {subset}>{ROOT}{body}</Invoice>")


def bomb() -> bytes:
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY a0 "ja">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE Invoice [{''.join(lines)}]>{ROOT}&a9;</Invoice>".encode()


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("invoice.xml", good())
    return stream.getvalue()


CUTS = (1, 2, 5, 10, 25, 50, 75, 90, 99)
STYLE = "<?xml-stylesheet href='x'?>"
UNPARSED = "[<!NOTATION n SYSTEM 'x'><!ENTITY e SYSTEM 'file:///etc/hostname' NDATA n>]"
EXTERNAL = 'SYSTEM "file:///etc/hostname"'
LATIN = '<?xml version="1.0" encoding="{}"?>' + ROOT + "</Invoice>"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    # nothing there
    "empty": (lambda: b"", "empty"),
    "spaces": (lambda: b" \r\n\t ", "empty"),
    "byte-order-mark-alone": (lambda: b"\xef\xbb\xbf", "malformed"),
    # truncated
    **{f"cut-at-{percent}": (cut(percent / 100), "malformed") for percent in CUTS},
    "cut-before-the-last-sign": (lambda: good().rstrip()[:-1], "malformed"),
    "cut-inside-a-letter": (lambda: good()[: good().index("Ñ".encode()) + 1], "not-utf8"),
    "head-missing": (lambda: good()[200:], "malformed"),
    "declaration-alone": (lambda: b'<?xml version="1.0" encoding="UTF-8"?>', "malformed"),
    # malformed
    "text": (text("La Arepera de la 45"), "malformed"),
    "json": (text('{"number": "FE123"}'), "malformed"),
    "csv": (text("numero;total\nFE123;54000\n"), "malformed"),
    "html-page": (text("<html><br><p>502 Bad Gateway</html>"), "malformed"),
    "two-roots": (text(f"{ROOT}</Invoice>{ROOT}</Invoice>"), "malformed"),
    "space-before-the-declaration": (text(f' <?xml version="1.0"?>{ROOT}</Invoice>'), "malformed"),
    "tags-crossed": (text(f"{ROOT}<a><b></a></b></Invoice>"), "malformed"),
    "attribute-twice": (text(f'{ROOT}<a b="1" b="2"/></Invoice>'), "malformed"),
    "attribute-without-quotes": (text(f"{ROOT}<a b=1/></Invoice>"), "malformed"),
    "prefix-not-declared": (text(f"{ROOT}<x:a/></Invoice>"), "malformed"),
    "less-than-in-text": (text(f"{ROOT}1 < 2</Invoice>"), "malformed"),
    "bare-ampersand": (text(f"{ROOT}Ñapa & arepa</Invoice>"), "malformed"),
    "undeclared-entity": (text(f"{ROOT}&total;</Invoice>"), "malformed"),
    "html-entity": (text(f"{ROOT}&nbsp;</Invoice>"), "malformed"),
    "control-character": (text(f"{ROOT}\x08</Invoice>"), "malformed"),
    "reference-to-null": (text(f"{ROOT}&#0;</Invoice>"), "malformed"),
    "reference-to-a-surrogate": (text(f"{ROOT}&#xD800;</Invoice>"), "malformed"),
    "cdata-open": (text(f"{ROOT}<![CDATA[x</Invoice>"), "malformed"),
    "cdata-end-in-text": (text(f"{ROOT}]]></Invoice>"), "malformed"),
    "comment-open": (text(f"{ROOT}<!-- x</Invoice>"), "malformed"),
    "double-hyphen-in-a-comment": (text(f"{ROOT}<!-- a -- b --></Invoice>"), "malformed"),
    "too-deep": (text(ROOT + "<a>" * 300 + "</a>" * 300 + "</Invoice>"), "malformed"),
    "xml-prefix-rebound": (text('<a xmlns:xml="urn:x"/>'), "malformed"),
    "xmlns-prefix-declared": (text('<a xmlns:xmlns="urn:x"/>'), "malformed"),
    "prefix-emptied": (text('<a xmlns:x="urn:x"><x:b xmlns:x=""/></a>'), "malformed"),
    # encodings
    "latin-1-bytes": (lambda: f"{ROOT}Ñapa</Invoice>".encode("latin-1"), "not-utf8"),
    "latin-1-declared": (text(LATIN.format("ISO-8859-1")), "not-utf8"),
    "windows-1252-declared": (text(LATIN.format("windows-1252")), "not-utf8"),
    "utf-7-declared": (text(LATIN.format("UTF-7")), "not-utf8"),
    "ascii-declared": (text(LATIN.format("US-ASCII")), "not-utf8"),
    "utf-16-declared-only": (text(LATIN.format("UTF-16")), "not-utf8"),
    "encoding-in-single-quotes": (text(LATIN.replace('"{}"', "'UTF-16'")), "not-utf8"),
    "utf-16": (lambda: f"{ROOT}</Invoice>".encode("utf-16"), "not-utf8"),
    "utf-16-without-mark": (lambda: f"{ROOT}</Invoice>".encode("utf-16-le"), "not-utf8"),
    "utf-16-big-end": (lambda: (BOM16 + f"{ROOT}</Invoice>").encode("utf-16-be"), "not-utf8"),
    "utf-32": (lambda: f"{ROOT}</Invoice>".encode("utf-32"), "not-utf8"),
    "ebcdic": (lambda: f"{ROOT}</Invoice>".encode("cp500"), "not-utf8"),
    "overlong-utf-8": (lambda: ROOT.encode() + b"\xc0\xbc</Invoice>", "not-utf8"),
    "surrogate-in-utf-8": (lambda: ROOT.encode() + b"\xed\xa0\x80</Invoice>", "not-utf8"),
    "null-byte": (text(f"{ROOT}\x00</Invoice>"), "not-utf8"),
    # document types
    "doctype": (doctype(""), "doctype"),
    "doctype-after-a-comment": (lambda: b"<!-- x --><?x?>" + doctype("")(), "doctype"),
    "doctype-after-a-mark": (lambda: b"\xef\xbb\xbf" + doctype("")(), "doctype"),
    "doctype-of-html": (text("<!DOCTYPE html><html/>"), "doctype"),
    "external-subset": (doctype('SYSTEM "https://example.org/x.dtd"'), "doctype"),
    "public-subset": (doctype('PUBLIC "-//X" "file:///etc/hostname"'), "doctype"),
    "external-entity": (doctype(f"[<!ENTITY e {EXTERNAL}>]", "&e;"), "doctype"),
    "parameter-entity": (doctype(f"[<!ENTITY % e {EXTERNAL}> %e;]"), "doctype"),
    "unparsed-entity": (doctype(UNPARSED), "doctype"),
    "default-attribute": (doctype('[<!ATTLIST Invoice Id CDATA "x">]'), "doctype"),
    "entity-unused": (doctype('[<!ENTITY e "x">]'), "doctype"),
    "entity-in-an-attribute": (doctype('[<!ENTITY e "x">]', '<a b="&e;"/>'), "doctype"),
    "billion-laughs": (bomb, "doctype"),
    "quadratic-bomb": (doctype(f'[<!ENTITY e "{"x" * 50_000}">]', "&e;" * 2_000), "doctype"),
    "entity-of-itself": (doctype('[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "&a;"), "doctype"),
    "xinclude-by-doctype": (doctype('[<!ENTITY x SYSTEM "x.xml">]', "&x;"), "doctype"),
    # instructions
    "instruction": (text(f"{ROOT}<?php echo 1 ?></Invoice>"), "processing-instruction"),
    "stylesheet-inside": (text(f"{ROOT}{STYLE}</Invoice>"), "processing-instruction"),
    # sizes
    "ten-megabytes-and-one": (lambda: b" " * (10 * 1024 * 1024) + b"<", "too-large"),
    "million-elements": (text(ROOT + "<a/>" * 1_000_000 + "</Invoice>"), "too-many-tags"),
    "million-attributes": (
        text(f"<a {attributes(300_000)}/>"),
        TOO_MANY_ATTRIBUTES,
    ),
    "hundred-attributes-on-one": (text(f"<a {attributes(100)}/>"), TOO_MANY_ATTRIBUTES),
    "thousand-namespaces": (text(f"<a {namespaces(1000)}/>"), TOO_MANY_NAMESPACES),
    "thirty-thousand-namespaces": (text(f"<a {namespaces(30_000)}/>"), TOO_MANY_NAMESPACES),
    "namespaces-declared-again": (
        text('<a xmlns="urn:a" xmlns:b="urn:b">' * 17 + "</a>" * 17),
        TOO_MANY_NAMESPACES,
    ),
    "xml-1.1": (text(f'<?xml version="1.1"?>{ROOT}</Invoice>'), "xml-version"),
    # other files
    "zip": (zipped, "not-utf8"),
    "gzip": (lambda: gzip.compress(good()), "not-utf8"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-utf8"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-utf8"),
    "pkcs12": (lambda: bytes.fromhex("308204d102010330"), "not-utf8"),
}  # fmt: skip

FOREIGN = {
    "soap": '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"/>',
    "no-namespace": "<Invoice/>",
    "letter-case": f'<invoice xmlns="{UBL}"/>',
    "older-ubl": '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-1"/>',
    "other-kind-in-this-namespace": f'<CreditNote xmlns="{UBL}"/>',
    "order-of-ubl": '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
    "cfdi": '<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4"/>',
    "payroll": '<NominaIndividual xmlns="dian:gov:co:facturaelectronica:NominaIndividual"/>',
    "signature-alone": '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
    "invoice-inside": f'<box><Invoice xmlns="{UBL}"/></box>',
    "html": "<html><body>502</body></html>",
    "stylesheet-before-a-stranger": "<?xml-stylesheet href='x'?><a/>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_unusable_bytes_are_refused_by_name(name: str) -> None:
    """Each input has its own code, and the parser's own error is not chained."""
    make, code = REFUSED[name]

    with pytest.raises(errors.XmlRefused) as caught:
        verify(make())

    assert code == caught.value.code
    assert caught.value.hint is not None
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_documents_are_not_dians(name: str) -> None:
    """Well-formed XML of somebody else is told apart from broken XML."""
    with pytest.raises(errors.NotADianDocument) as caught:
        verify(FOREIGN[name].encode())

    assert "foreign-root" == caught.value.code


@pytest.mark.parametrize("value", ["<Invoice/>", None, 45, bytearray(b"<a/>"), memoryview(b"<a/>")])
def test_only_bytes_come_in(value: object) -> None:
    """Decoded text lost what its bytes said; it is refused with the name of the argument."""
    with pytest.raises(errors.InvalidInput) as caught:
        verify(value)  # type: ignore[arg-type]

    assert "data" == caught.value.field


def test_there_are_sixty_inputs() -> None:
    """The list of unusable inputs does not shrink unseen."""
    assert len(REFUSED) + len(FOREIGN) >= 60
