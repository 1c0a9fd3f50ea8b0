# SPDX-License-Identifier: MIT
"""DIAN's official examples on every paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loggro_integration import dian
from loggro_integration.models import FiscalDocument
from loggro_integration.render import html, pdf, text
from loggro_integration.render._fill import Wording, fill
from render.reading import joined, said, sizes, squeezed, texts
from render.test_html import shown
from render.test_pdf import outside, overlaps

pytestmark = [pytest.mark.corpus, pytest.mark.no_cover]


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, tuple[bytes, FiscalDocument]]:
    """Read the examples that are no events."""
    found = {}
    for path in sorted((shared / "corpus" / "dian").glob("*.xml")):
        document = dian.read(data := path.read_bytes())
        if isinstance(document, FiscalDocument):
            found[path.name] = (data, document)
    return found


Documents = dict[str, tuple[bytes, FiscalDocument]]


@pytest.mark.parametrize("paper", ["letter", "roll-80"])
def test_every_example_prints_whole(documents: Documents, paper: Any) -> None:
    """Each text of each example stands on the page, inside it, and none over another."""
    assert len(documents) >= 25
    for name, (data, document) in documents.items():
        file = pdf(document, paper=paper, xml=data)

        printed = texts(file)
        whole = joined(printed).upper()
        form = fill(document, Wording())
        assert [] == [t for t in said(form) if squeezed(t).upper() not in whole], name
        assert [] == outside(printed, sizes(file)), name
        assert [] == overlaps(printed), name


def test_every_example_is_a_page_and_a_ticket(documents: Documents) -> None:
    """HTML and text say all of each example too."""
    for name, (_, document) in documents.items():
        page, ticket = shown(html(document)), text(document)

        words = said(fill(document, Wording()))
        assert [] == [t for t in words if squeezed(t) not in page], name
        assert [] == [t for t in words if squeezed(t).upper() not in squeezed(ticket).upper()], name
        assert 42 >= max(map(len, ticket.splitlines())), name
