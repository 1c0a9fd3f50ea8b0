# SPDX-License-Identifier: MIT
"""Breaking texts into lines and dealing blocks out to pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.render._flow import Block, Group, height_of, paginate
from loggro_integration.render._wrap import wrap


def block(height: float) -> Block:
    return Block(height, lambda _: None)


def group(*heights: float, repeated: Block | None = None) -> Group:
    return Group(blocks=tuple(map(block, heights)), repeated=repeated)


@given(st.text(alphabet="ab ñÑ\n-", max_size=200), st.integers(1, 30))
def test_no_line_is_wider_and_no_letter_is_lost(text: str, width: int) -> None:
    """Whatever the text and the width, lines fit and hold the same words in the same order."""
    lines = wrap(text, width, len)

    assert all(len(line) <= width for line in lines)
    assert "".join(text.split()) == "".join("".join(lines).split())


def test_lines_break_at_spaces_and_keep_breaks() -> None:
    """A word moves whole to the next line; a line break of the text stays one."""
    assert ["arepa de", "chócolo", "con queso"] == wrap("arepa de chócolo\ncon queso", 9, len)


def test_a_word_wider_than_the_line_is_cut() -> None:
    """The longest pieces that fit, and what follows goes on behind the last one."""
    assert ["si", "abcdef", "gh no"] == wrap("si abcdefgh no", 6, len)


def test_a_character_wider_than_the_line_stands_alone() -> None:
    """Nothing can be cut any further, so nothing loops."""
    assert ["a", "b"] == wrap("ab", 0.5, len)


def test_a_group_moves_whole_to_the_next_page() -> None:
    """A row that still fits a page is not cut at the end of one."""
    pages = paginate([group(6), group(3, 3)], first=10, others=10)

    assert [1, 2] == [len(page) for page in pages]


def test_a_group_higher_than_a_page_is_cut() -> None:
    """It fills the rest of its page and goes on on the next."""
    pages = paginate([group(6), group(3, 3, 3, 3)], first=10, others=10)

    assert [[6, 3], [3, 3, 3]] == [[each.height for each in page] for page in pages]


def test_the_heading_is_repeated_on_each_further_page() -> None:
    """A row that begins or goes on on a new page stands under the heading of its table."""
    heading = block(2)
    rows = [group(4, repeated=heading) for _ in range(4)]

    pages = paginate([group(2), *rows], first=8, others=10)

    assert [[2, 4], [2, 4, 4], [2, 4]] == [[each.height for each in page] for page in pages]
    assert heading is pages[1][0] is pages[2][0]


def test_a_table_that_begins_on_a_new_page_has_one_heading() -> None:
    """A first row that moves to the next page takes its heading along, and has it once."""
    heading = block(2)
    first = Group(blocks=(heading, block(5)), repeated=heading)

    pages = paginate([group(6), first, group(4, repeated=heading)], first=10, others=10)

    assert [[6], [2, 5], [2, 4]] == [[each.height for each in page] for page in pages]


def test_a_heading_is_never_the_last_of_a_page() -> None:
    """The first row of a table that is higher than a page begins under its heading."""
    heading = block(2)
    first = Group(blocks=(heading, block(5), block(5)), repeated=heading)

    pages = paginate([group(6), first], first=10, others=10)

    assert [[6], [2, 5], [2, 5]] == [[each.height for each in page] for page in pages]


def test_a_block_higher_than_a_page_gets_one() -> None:
    """It cannot be cut and comes alone, without an empty page before it."""
    pages = paginate([group(30), group(2)], first=10, others=10)

    assert [[30], [2]] == [[each.height for each in page] for page in pages]


def test_no_group_is_still_a_page() -> None:
    """A document without rows has its page."""
    assert [[]] == paginate([], first=10, others=10)


@given(
    st.lists(st.lists(st.floats(0.5, 9), min_size=1, max_size=6), max_size=30),
    st.floats(10, 40),
)
def test_every_block_stands_once_and_fits(heights: list[list[float]], room: float) -> None:
    """Blocks keep their order, none is lost, and no page is fuller than it is high."""
    groups = [group(*each) for each in heights]

    pages = paginate(groups, first=room, others=room)

    assert [b for each in groups for b in each.blocks] == [b for page in pages for b in page]
    assert all(height_of(page) <= room + 1e-5 for page in pages)
