# SPDX-License-Identifier: MIT
"""Reading tables written out as functions: same objects, same rules, no text of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from lxml import etree

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import tag, write
from loggro_integration import dian, models
from loggro_integration.dian import _read_code
from loggro_integration.dian._read_code import Code
from loggro_integration.dian._read_findings import Findings
from loggro_integration.dian._read_rules import each_text, first_in, many, shape, table, text_with

DOCUMENTS = {
    "Invoice": invoice(),
    "CreditNote": note_parts("CreditNote"),
    "DebitNote": note_parts("DebitNote"),
    "ApplicationResponse": event(),
    "AttachedDocument": attached(b"<a/>", b"<b/>"),
}


def element(text: str) -> etree._Element:
    namespaces = " ".join(f'xmlns:{key}="{uri}"' for key, uri in dian.xml.NAMESPACES.items())
    return etree.fromstring(f"<a {namespaces}>{text}</a>")


def walked(rules: Mapping[str, Any], text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the fields and the codes of the problems of an element."""
    fields: dict[str, Any] = {}
    findings = Findings()
    table(rules).walk(fields, element(text), findings)
    return fields, [problem.code for problem in findings.problems]


def inside(thing: object) -> Iterator[object]:
    """Yield an object of `models` and those in it."""
    if isinstance(thing, tuple):
        for each in thing:
            yield from inside(each)
    elif attrs.has(type(thing)):
        yield thing
        for each in vars(thing).values():
            yield from inside(each)


def objects(kind: str) -> list[Any]:
    """Return every object of `models` that a document of that kind is read into."""
    found = inside(dian.read(write(kind, DOCUMENTS[kind])))
    return [each for each in found if type(each).__module__ == models.__name__]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_an_object_that_was_read_is_one_that_was_made(kind: str) -> None:
    """Setting the fields at once leaves none out, adds none and equals the constructor's object."""
    found = objects(kind)

    assert len(found) > 5
    for each in found:
        assert {field.name for field in attrs.fields(type(each))} == vars(each).keys()
        assert type(each)(**vars(each)) == each


def test_a_class_that_is_read_only_keeps_its_fields() -> None:
    """No validator, slot or default made on demand: else setting the fields would leave it out."""
    classes = {type(each) for kind in DOCUMENTS for each in objects(kind)}

    assert len(classes) > 20
    for each in classes:
        assert "__slots__" not in vars(each)
        assert not hasattr(each, "__attrs_post_init__")
        for field in attrs.fields(each):
            assert (None, False) == (field.validator, isinstance(field.default, attrs.Factory))
            assert field.converter is None or field.default is None


def test_a_rule_does_the_same_alone_and_in_a_table() -> None:
    """What a function calls by itself is what the table writes in place."""
    rule = text_with("id", "schemeID", "scheme")
    root = element('<cbc:ID schemeID="1"> FE1 </cbc:ID>')
    alone: dict[str, Any] = {}

    rule(alone, root[0], Findings())

    assert {"id": "FE1", "scheme": "1"} == alone
    assert (alone, []) == walked({"cbc:ID": rule}, etree.tostring(root[0]).decode())


@pytest.mark.parametrize("size", [1, 4, 5, 9, 40])
def test_every_tag_of_a_table_of_any_size_is_told_apart(size: int) -> None:
    """Tags of the same and of other lengths, few and many, each reach their own rule."""
    names = [f"{'n' * (number % 7 + 1)}{number}" for number in range(size)]
    rules = {f"cbc:{name}": name for name in names}
    shuffled = names[::-1]

    fields, problems = walked(
        rules, "".join(f"<cbc:{name}>{name}</cbc:{name}>" for name in shuffled)
    )

    assert ({name: name for name in names}, []) == (fields, problems)
    assert ({}, []) == walked(rules, "<cbc:Other>1</cbc:Other><cac:n1>1</cac:n1><n1>1</n1>")


def test_elements_inside_a_text_are_passed_over() -> None:
    """What stands inside a value belongs to no other place of the table."""
    rules = {"cbc:ID": "id", "cbc:Name": "name", "cac:Item": {"cbc:ID": "item"}}

    fields, problems = walked(
        rules, "<cbc:ID>1<cbc:Name>x</cbc:Name></cbc:ID><cac:Item><cbc:ID>2</cbc:ID></cac:Item>"
    )

    assert ({"id": "1", "item": "2"}, []) == (fields, problems)


def test_a_table_goes_on_after_a_table_inside() -> None:
    """The elements after a wrapper belong to the outer table again."""
    rules = {
        "cac:Item": {"cac:Price": {"cbc:ID": "inner"}, "cbc:ID": "middle"},
        "cbc:ID": "outer",
        "cbc:Note": each_text("notes"),
    }
    text = (
        "<cbc:Note>a</cbc:Note><cac:Item><cac:Price><cbc:ID>1</cbc:ID></cac:Price>"
        "<cbc:ID>2</cbc:ID></cac:Item><cbc:Note>b</cbc:Note><cbc:ID>3</cbc:ID>"
    )

    assert (
        {"inner": "1", "middle": "2", "outer": "3", "notes": ["a", "b"]},
        [],
    ) == walked(rules, text)


def test_the_second_of_several_elements_may_have_another_rule() -> None:
    """The first gives the fields of the object, the others are kept beside it."""
    other = shape(models.Contact, {"cbc:Name": "name"})
    rules = {"cac:Party": first_in("id", {"cbc:ID": "id"}, more=many("others", other))}
    text = "<cac:Party><cbc:ID>{0}</cbc:ID><cbc:Name>n{0}</cbc:Name></cac:Party>"

    fields, _ = walked(rules, text.format(1) + text.format(2) + text.format(3))

    assert {
        "id": "1",
        "others": [models.Contact(name="n2"), models.Contact(name="n3")],
    } == fields


def test_names_of_fields_and_things_given_become_their_places() -> None:
    """A text is a field, its test is told by ``no_``, and anything else is reached by a name."""
    rule = Code("if $no_name:\n    $name = $make(child.text)", name="it's", make=int)
    fields: dict[str, Any] = {}

    rule(fields, element("<b>7</b>")[0], Findings())

    assert {"it's": 7} == fields


def test_no_text_of_a_document_becomes_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the tables are written out, a document of other names and namespaces writes nothing."""
    parts = invoice() | {"number": tag("cbc:ID", "'+x+'"), "odd": tag("cbc:__import__", "x")}
    usual = dian.read(write("Invoice", parts))
    monkeypatch.setattr(_read_code, "_function", pytest.fail)

    hostile = dian.read(write("Invoice", parts, sts="urn:'+__import__('os').getcwd()+'"))

    assert usual == hostile
