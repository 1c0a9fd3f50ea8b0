# SPDX-License-Identifier: MIT
"""Whatever a document says, it prints: strange letters are no reason to stop a sale."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loggro_integration.models import Invoice
from loggro_integration.render import html, pdf, text
from render import papers
from render.reading import opened

pytestmark = pytest.mark.no_cover

ANY = st.text(st.characters(), max_size=60)
HALF = "\ud83e"
"""Half of a character, as a broken JSON text may hold it."""


def strange(words: str) -> Invoice:
    """An invoice whose names, notes and references hold these words."""
    line = evolve(papers.menu()[0], descriptions=(f"Arepa {words}", words), notes=(words,))
    party = evolve(papers.COMPANY, name=words or "-", trade_name=words)
    return papers.invoice(
        (line,), supplier=party, customer=party, notes=(words,), extensions=papers.BOX
    )


@settings(max_examples=25)
@given(ANY)
@example(f"{HALF}\x00\x1b[0m\n\u202e")
@example("\u0000" * 60)
@example("𝕬" * 60)
def test_any_text_prints(words: str) -> None:
    """No text of a document stops any paper, and each result can be written and opened."""
    document = strange(words)

    for paper in ("letter", "roll-80"):
        assert opened(pdf(document, paper=paper)).pages
    assert html(document).encode()
    assert text(document).encode()
