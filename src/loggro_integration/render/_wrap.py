# SPDX-License-Identifier: MIT
"""Break a text into lines of a width, in millimetres or in characters alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

__all__ = ["Measure", "wrap"]

Measure = Callable[[str], float]
"""Width of a text, in the unit of the width that is asked for."""


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """
    Break at spaces, and inside a word only where the word alone is wider than the line.

    Line breaks of the text are kept. No line is wider than `width`, a single character apart.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _paragraph(paragraph.split(), width, measure)
    return lines


def _paragraph(words: list[str], width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, width, measure)
        yield from full
    if line:
        yield line


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    """Cut a word into the longest pieces that fit, at least one character each."""
    pieces: list[str] = []
    while measure(word) > width and len(word) > 1:
        size = _fitting(word, width, measure)
        pieces.append(word[:size])
        word = word[size:]
    return [*pieces, word]


def _fitting(word: str, width: float, measure: Measure) -> int:
    """Search the longest beginning that fits: the width grows with every character."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(word[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
