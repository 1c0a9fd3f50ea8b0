# SPDX-License-Identifier: MIT
"""The one door for XML: its limits, what it lets through, and whose document it is."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest
from lxml import etree

import loggro_integration
from dian.signing import KINDS, document
from loggro_integration import errors
from loggro_integration.dian import xml

PACKAGE = Path(loggro_integration.__file__).parent


WRONG_UTF8 = [
    b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xc3", b"\xc3(", b"\xe0\x80\x80", b"\xe0\x9f\xbf",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xe2(\xa1", b"\xe2\x82", b"\xf0\x80\x80\x80",
    b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80",
    b"\xfe", b"\xff", b"\xf0\x9f\x98",
]  # fmt: skip


def code_of(data: bytes) -> str | None:
    """Return the code a document is refused with, or `None`."""
    try:
        xml.open_document(data)
    except errors.XmlRefused as error:
        return error.code
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_document_is_known(kind: str) -> None:
    """The five documents of DIAN are told by their root."""
    assert kind == xml.document_kind(xml.open_document(document(kind)))


def test_a_byte_order_mark_is_read() -> None:
    """Some senders write one before their UTF-8."""
    root = xml.open_document(b"\xef\xbb\xbf" + document())

    assert "La Arepera de la 45" in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("declared", ["UTF-8", "utf-8", "Utf8"])
def test_utf8_may_be_declared_in_any_letter_case(declared: str) -> None:
    """Real documents write the name of the encoding as they like."""
    assert code_of(f'<?xml version="1.0" encoding="{declared}"?><a>Ñ</a>'.encode()) is None


def test_a_comment_is_kept_and_cuts_no_text() -> None:
    """The door changes nothing: comments stay where they are."""
    root = xml.open_document(b"<a>SE<!--x-->TP1</a>")

    assert b"<a>SE<!--x-->TP1</a>" == etree.tostring(root)


def test_cdata_becomes_text() -> None:
    """A nested document arrives as text, not as elements."""
    root = xml.open_document(b"<a><![CDATA[<b/>]]></a>")

    assert ("<b/>", 0) == (root.text, len(root))


def test_an_instruction_before_the_root_passes() -> None:
    """A stylesheet link beside the root is harmless; inside it none is accepted."""
    assert code_of(b"<?xml-stylesheet href='x'?><a/>") is None
    assert "processing-instruction" == code_of(b"<a><?x?></a>")


def test_the_word_doctype_in_a_comment_or_in_text_passes() -> None:
    """Only a real declaration counts."""
    assert code_of(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>") is None


def test_a_doctype_after_other_things_is_found() -> None:
    """Comments and instructions before it do not hide it."""
    assert "doctype" == code_of(b"<?xml version='1.0'?>\n<!-- -->\n<?x y?><!DOCTYPE a><a/>")


@pytest.mark.parametrize(
    ("text", "code"),
    [("<!DOCTYPE a><a/>", "doctype"), ("<!DOCTYPE a SYSTEM 'x'><a/>", "doctype")],
)
def test_the_tree_is_looked_at_too(text: str, code: str) -> None:
    """Should the look at the bytes be fooled, the tree still shows the declaration."""
    root = etree.fromstring(text, xml.hardened_parser())

    with pytest.raises(errors.XmlRefused) as caught:
        xml._check_tree(root)

    assert code == caught.value.code


def test_an_entity_in_the_tree_is_refused() -> None:
    """Lxml keeps an unresolved entity as a node: it counts as hostile wherever it comes from."""
    root = etree.fromstring("<a/>")
    root.append(etree.Entity("total"))

    with pytest.raises(errors.XmlRefused) as caught:
        xml._check_tree(root)

    assert "entity" == caught.value.code


@pytest.mark.parametrize(
    ("unit", "limit", "code"),
    [
        (b"=", xml.MAX_ATTRIBUTES, "too-many-attributes"),
        (b"&#65;", 600_000, "too-many-tags"),
    ],
)
def test_counts_are_refused_just_above_the_limit(unit: bytes, limit: int, code: str) -> None:
    """Exactly the limit passes, one more does not."""
    assert code_of(b"<a>" + unit * limit + b"</a>") is None
    assert code == code_of(b"<a>" + unit * (limit + 1) + b"</a>")


def test_tags_are_refused_just_above_the_limit() -> None:
    """Exactly the limit passes, one more does not."""
    group = b"<b>" + b"<c/>" * 9_998 + b"</b>"
    full = b"<a>" + group * 19 + b"<c/>" * 9_998 + b"</a>"

    assert code_of(full) is None
    assert "too-many-tags" == code_of(full.replace(b"</a>", b"<c/></a>"))


def test_an_element_with_very_many_others_is_refused() -> None:
    """A list of 99,000 children would take five times the bytes of the document."""
    assert code_of(b"<a><b>" + b"<c/>" * 50_000 + b"</b></a>") is None
    assert "too-many-tags" == code_of(b"<a><b>" + b"<c/>" * 50_001 + b"</b></a>")


@pytest.mark.parametrize("mark", [b"<!---->", b"<![CDATA[]]>"])
def test_comments_and_sections_have_a_limit_of_their_own(mark: bytes) -> None:
    """Each costs the parser ten times its bytes, and no document has many."""
    assert code_of(b"<a>" + mark * 20_000 + b"</a>") is None
    assert "too-many-tags" == code_of(b"<a>" + mark * 20_001 + b"</a>")


def test_what_is_within_each_limit_may_be_too_much_together() -> None:
    """Tags and references add up to what reading them costs; exactly that passes, no more."""
    group = b"<c>" + b"<b>%b</b>" % (b"x" * 8) * 40_000 + b"</c>"
    full = b"<a>" + group * 2 + b"&#65;" * 17_755 + b"</a>"

    assert code_of(full) is None
    assert "too-much" == code_of(full.replace(b"</a>", b"&#65;</a>"))


def test_sections_have_a_limit_in_bytes() -> None:
    """What stands in CDATA is read a sign at a time: 10 MB of it took 60 ms."""
    most = b"<a><![CDATA[%b]]></a>" % (b"x" * 3_999_918)

    assert code_of(most) is None
    assert "too-much" == code_of(most.replace(b"]]>", b"x]]>"))
    assert "malformed" == code_of(most.replace(b"]]></a>", b""))


def test_long_instructions_are_refused_before_they_are_parsed() -> None:
    """They are read a sign at a time and refused anyway; questions in a text are none."""
    text = b"?" + b"x" * 1_000_000

    assert code_of(b"<a>" + text + b"<![CDATA[<?xml ?>]]></a>") is None
    assert code_of(b"<a>" + b"?" * 3_000 + text + b"<![CDATA[<?xml ?>]]></a>") is None
    assert "processing-instruction" == code_of(b"<a><?b " + text + b"?></a>")
    assert "processing-instruction" == code_of(b"<a>" + b"?" * 3_000 + b"<?b " + text + b"?></a>")


def test_a_tag_with_many_namespaces_is_refused_before_it_is_parsed() -> None:
    """libxml2 compares each declaration of a tag with each: 19,000 took 50 ms."""
    many = b"<a %b/>" % b" ".join(b'xmlns:b%d="urn:%d"' % (n, n) for n in range(5_000))

    with pytest.raises(errors.XmlRefused) as caught:
        xml.open_to_read(many)

    assert "too-many-namespaces" == caught.value.code


def test_namespaces_declared_over_and_over_have_a_limit() -> None:
    """Ten thousand elements may declare one each, and not one more."""
    one, group = b'<b xmlns="urn:b"/>', 5_000

    full = b"<a>" + (b"<c>" + one * group + b"</c>") * 2 + b"</a>"

    assert code_of(full) is None
    assert "too-many-namespaces" == code_of(full.replace(b"</a>", one + b"</a>"))


def attributes(count: int) -> bytes:
    return b"<a " + b" ".join(b'b%d="1"' % n for n in range(count)) + b"/>"


def declarations(count: int) -> bytes:
    """Declare namespaces on two nested elements, half of them each."""
    half = [b'xmlns:b%d="urn:%d"' % (n, n) for n in range(count)]
    outer, inner = b" ".join(half[: count // 2]), b" ".join(half[count // 2 :])
    return b"<a %b><a %b/></a>" % (outer, inner)


def test_an_element_has_a_limit_of_attributes() -> None:
    """libxml2's canonical form compares each attribute with each: 100,000 took 50 seconds."""
    limit = xml.MAX_ATTRIBUTES_OF_ONE

    assert code_of(attributes(limit)) is None
    assert "too-many-attributes" == code_of(attributes(limit + 1))


def test_namespaces_in_force_have_a_limit() -> None:
    """libxml2's canonical form compares them at every element: a thousand took 8 seconds."""
    limit = xml.MAX_NAMESPACES

    assert code_of(declarations(limit)) is None
    assert "too-many-namespaces" == code_of(declarations(limit + 1))


def test_namespaces_of_siblings_and_of_text_are_not_added_up() -> None:
    """What counts is how many are in force at one place, not how often the word stands there."""
    siblings = b'<cbc:b xmlns:cbc="urn:cbc"/>' * 500
    nested = b"<![CDATA[" + b'<a xmlns="urn:a"/>' * 500 + b"]]>"

    assert code_of(b"<a>" + siblings + nested + b"</a>") is None


def test_size_is_refused_just_above_the_limit() -> None:
    """Ten megabytes pass, one byte more does not."""
    # two texts: libxml2 takes none of more than ten million characters
    half = b" " * (xml.MAX_BYTES // 2)
    full = b"<a>" + half + b"<b/>" + half[: -len(b"<a><b/></a>")] + b"</a>"

    assert code_of(full) is None
    assert "too-large" == code_of(full + b" ")


def test_a_prolog_of_many_comments_costs_no_time() -> None:
    """The search for a document type never goes back: 19,000 comments, no doctype."""
    assert code_of(b"<!---->" * 19_000 + b"<a/>") is None
    assert "doctype" == code_of(b"<!---->" * 19_000 + b"<!DOCTYPE a><a/>")
    assert "malformed" == code_of(b"<!---->" * 19_000 + b"<!-- <!DOCTYPE a><a/>")


def test_the_error_tells_the_place_and_not_the_content() -> None:
    """What stands in a document may be personal: the message gives line and column."""
    with pytest.raises(errors.XmlRefused) as caught:
        xml.open_document(b"<a>\n<Secreto></b></a>")

    assert "line 2" in str(caught.value)
    assert "Secreto" not in str(caught.value)


def test_refusals_pickle() -> None:
    """An error can cross a process boundary."""
    with pytest.raises(errors.XmlRefused) as caught:
        xml.open_document(b"<a>")

    again = pickle.loads(pickle.dumps(caught.value))

    assert (caught.value.code, str(caught.value)) == (again.code, str(again))


def test_the_name_of_a_foreign_root_is_cut() -> None:
    """A hostile name does not flood the message."""
    root = xml.open_document(f"<{'x' * 5000}/>".encode())

    with pytest.raises(errors.NotADianDocument) as caught:
        xml.document_kind(root)

    assert len(caught.value.message) < 200


def test_only_the_door_parses_xml() -> None:
    """No other module of the package calls a parser of lxml."""
    banned = {"fromstring", "parse", "XML", "iterparse", "fromstringlist"}

    found = [
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in banned
        and isinstance(node.value, ast.Name)
        and node.value.id == "etree"
    ]

    assert {"xml.py"} == set(found)


@pytest.mark.parametrize(
    "place",
    [
        b"<a>%b</a>",
        b'<a b="%b"/>',
        b"<a><!--%b--></a>",
        b"<a><![CDATA[%b]]></a>",
        b"<?x %b?><a/>",
        b"<a%b/>",
        b'<a xmlns="urn:%b"/>',
        b"<a/><!--%b-->",
        b'<?xml version="1.0" encoding="UTF-8"?><a>%b</a>',
    ],
)
@pytest.mark.parametrize("sequence", WRONG_UTF8)
def test_bytes_that_are_no_utf8_are_refused_wherever_they_stand(
    place: bytes, sequence: bytes
) -> None:
    """The parser is as strict as Python: no overlong form, surrogate, cut or invented sequence."""
    assert "not-utf8" == code_of(place.replace(b"%b", sequence))


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a><a/>', "doctype"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n <!DOCTYPE a><a/>', "doctype"),
        ('<?xml version="1.0" encoding="UTF-8"?><?x y?><!DOCTYPE a><a/>', "doctype"),
        ('<?xml version="1.0" encoding="UTF-8"?><a><!DOCTYPE a></a>', "malformed"),
        ('<?xml version="1.0" encoding="latin-1"?><a/>', "not-utf8"),
        ('<?xml version="1.0" encoding="UTF-8" encoding="latin-1"?><a/>', "malformed"),
        ('<?xml version="1.0" encoding="UTF-8"?><a>\0</a>', "not-utf8"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<a/>', None),
    ],
)
def test_the_usual_beginning_hides_nothing(head: str, code: str | None) -> None:
    """What begins as nearly all documents do is looked at less, and refused all the same."""
    assert code == code_of(head.encode())
