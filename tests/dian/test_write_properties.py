# SPDX-License-Identifier: MIT
"""What always holds of the writer, whatever a document holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dian import typed_strategies as drawn
from dian.changes import canonical
from loggro_integration import dian
from loggro_integration.dian._write_text import attribute, text
from loggro_integration.models import ExtensionBlock, ExtensionElement, FiscalDocument

pytestmark = pytest.mark.no_cover

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
unhurried = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@unhurried
@given(drawn.documents)
def test_what_is_written_is_its_own_canonical_form(document: Any) -> None:
    """`c14n(parse(body)) == body`, for every document of every kind."""
    data = dian.write(document)

    assert DECLARATION + canonical(data) == data


@unhurried
@given(drawn.documents)
def test_what_is_written_is_read_back_equal(document: Any) -> None:
    """Reading gives the document again, field by field, and finds nothing to complain of."""
    found = dian.read(dian.write(document))

    assert document == evolve(found, source=None)
    assert () == found.problems
    assert dian.write(document) == dian.write(evolve(found, source=None))


@unhurried
@given(st.one_of(st.tuples(kind, kind) for kind in drawn.kinds))
def test_a_document_can_become_any_other_of_its_kind(pair: tuple[Any, Any]) -> None:
    """Whatever changes, the source is changed into what the types say."""
    first, second = pair
    source = dian.write(first)

    changed = dian.write(evolve(second, source=source))

    assert canonical(changed) == changed.removeprefix(DECLARATION)
    found = evolve(dian.read(changed), source=None)
    assert second == found
    # equality leaves out what is no fact of the document, as the shape of a block
    assert dian.write(second) == dian.write(found)


@given(drawn.any_texts)
def test_every_text_is_what_a_parser_finds(value: str) -> None:
    """Between tags and in quotes, white space and all."""
    found = f'<a b="{attribute(value)}">{text(value)}</a>'.encode("latin-1")

    element = etree.fromstring(found)

    assert (value, value) == (element.text or "", element.get("b"))
    assert canonical(found) == found


@given(st.characters(categories=("Cs", "Cc"), exclude_characters="\t\n\r\x7f\x80"))
def test_no_other_character_is_written(letter: str) -> None:
    """What XML 1.0 cannot hold is refused as text and as attribute; C1 controls it can."""
    allowed = "\x80" < letter < "\xa0"

    for write in (text, attribute):
        if allowed:
            assert letter == write(letter).encode("latin-1").decode()
        else:
            with pytest.raises(ValueError):
                write(letter)


def _holds_ubl(each: ExtensionBlock | ExtensionElement) -> bool:
    return each.name.startswith(("cac:", "cbc:")) or any(map(_holds_ubl, each.elements))


@cache
def schema(shared: Path, kind: str) -> etree.XMLSchema:
    file = shared / "xsd" / "maindoc" / f"UBL-{kind}-2.1.xsd"
    return etree.XMLSchema(etree.parse(file, etree.XMLParser(load_dtd=True)))


@pytest.mark.corpus
@settings(
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ]
)
@given(document=drawn.documents)
def test_what_is_written_is_valid(shared: Path, document: Any) -> None:
    """
    The UBL 2.1 schema accepts every document the writer accepts.

    But for blocks that hold elements of UBL: the schema looks into those wherever they stand, and
    what a user puts there is the user's to get right. Every other tree is in.
    """
    if isinstance(document, FiscalDocument):
        free = tuple(block for block in document.extensions if not _holds_ubl(block))
        document = evolve(document, extensions=free)
    found = schema(shared, type(document).__name__)

    found.validate(etree.fromstring(dian.write(document)))

    assert [] == [str(error.message) for error in found.error_log]
