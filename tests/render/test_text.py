# SPDX-License-Identifier: MIT
"""The printed form as plain text."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.errors import InvalidInput
from loggro_integration.render import text
from loggro_integration.render._fill import Wording, fill
from render import papers
from render.reading import said, squeezed
from render.test_pdf import DOCUMENTS


@pytest.mark.parametrize("width", [24, 32, 42, 48, 80])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_of_the_form_is_on_the_ticket(name: str, width: int) -> None:
    """The ticket says whatever the other papers say, and no line is too long."""
    ticket = text(DOCUMENTS[name], width=width, stamp="COPIA")

    lines = ticket.splitlines()
    whole = squeezed(ticket).upper()
    form = fill(DOCUMENTS[name], Wording(stamp="COPIA"))
    parts = {row.description for row in form.rows} | {row.total for row in form.rows}
    assert width >= max(map(len, lines))
    assert [] == [line for line in lines if line != line.rstrip()]
    assert [] == [each for each in parts if squeezed(each).upper() not in whole]
    if width >= 42:
        assert [] == [each for each in said(form) if squeezed(each).upper() not in whole]


def test_the_totals_stand_at_the_right_edge() -> None:
    """Labels left, amounts right, the amount to pay between rules."""
    lines = text(papers.pos()).splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("TOTAL A PAGAR"))
    assert "TOTAL A PAGAR                 $ 100.740,01" == lines[at]
    assert "=" * 42 == lines[at - 1] == lines[at + 1]
    assert "Propina voluntaria              $ 5.000,00" == lines[at - 2]


def test_a_line_shows_its_count_price_and_amount() -> None:
    """Name, then count times price with the amount at the right, then discount and tax."""
    ticket = text(papers.pos())

    assert (
        "Patacón con hogao y carne desmechada\n"
        "  Hora feliz (10 %): -$ 2.222,22\n"
        "  1 und x 22.222,22              20.000,00\n"
        "  Descuento -2.222,22\n"
        "  INC 8 %: 1.600,00\n"
    ) in ticket


def test_an_amount_wider_than_its_half_has_a_line_of_its_own() -> None:
    """On narrow paper a label and its amount are set under each other, not over."""
    lines = text(papers.crowded(), width=24).splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("TOTAL A PAGAR"))
    assert "$ 6.274.799.962.922,11".rjust(24) == lines[at + 1]


@pytest.mark.parametrize("encoding", ["cp850", "cp1252"])
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_own_words_stay_within_old_code_pages(name: str, language: str, encoding: str) -> None:
    """A ticket printer knows one code page; the names of the test documents are within it."""
    text(DOCUMENTS[name], language=language).encode(encoding)


@given(st.text(max_size=30))
def test_no_control_character_reaches_the_printer(name: str) -> None:
    """An escape sequence in a name would command the printer: it is left out."""
    line = evolve(papers.menu()[0], descriptions=(f"{name}\x1b@\x1dV0",))

    ticket = text(papers.pos(lines=(line,), notes=(name,)))

    assert all(line.isprintable() for line in ticket.split("\n"))


@pytest.mark.parametrize("width", [0, 23, 201])
def test_a_width_out_of_range_is_refused(width: int) -> None:
    """No ticket is narrower than its amounts, and none is wider than a page."""
    with pytest.raises(InvalidInput) as caught:
        text(papers.pos(), width=width)

    assert "width" == caught.value.field
