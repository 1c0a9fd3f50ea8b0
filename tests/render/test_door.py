# SPDX-License-Identifier: MIT
"""The door of the room: what is loaded when, and what is said where a library is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from loggro_integration import render

WITHOUT = """
import sys
for name in {missing!r}:
    sys.modules[name] = None
from datetime import date, time
from decimal import Decimal
from loggro_integration import errors, models, render
zero = models.Totals(line_extension=Decimal(0), tax_exclusive=Decimal(0),
                     tax_inclusive=Decimal(0), payable=Decimal(0))
document = models.Invoice(number="1", issue_date=date(2026, 11, 20), issue_time=time(8),
                          type_code="01", supplier=models.Party(), customer=models.Party(),
                          lines=(), totals=zero)
try:
    print({call})
except errors.MissingExtra as error:
    print(error.extra, "-", error, "-", error.hint.en)
"""


def answer(call: str, *missing: str) -> str:
    """Run one call in a process that lacks libraries."""
    program = WITHOUT.format(call=call, missing=missing)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


@pytest.mark.parametrize(
    ("call", "missing"),
    [
        ("render.pdf(document)", "fpdf"),
        ("render.pdf(document)", "segno"),
        ("render.pdf(document)", "fontTools"),
        ("render.pdf(document)", "fontpkg_pt_sans"),
        ("render.html(document)", "segno"),
        ("render.qr_png('x')", "segno"),
        ("render.qr_svg('x')", "segno"),
    ],
)
def test_a_missing_library_names_the_extra(call: str, missing: str) -> None:
    """The error says what is missing and the line that installs it."""
    said = answer(call, missing)

    assert said.startswith("pdf - ")
    assert missing in said
    assert "pip install 'loggro-integration[pdf]'" in said


def test_a_workbook_names_its_own_extra() -> None:
    """Without xlsxwriter the page of a reconciliation is there, the workbook is not."""
    said = answer("render.reconciliation_excel(document)", "xlsxwriter")

    assert said.startswith("excel - ")
    assert "pip install 'loggro-integration[excel]'" in said
    assert "function" in answer("render.reconciliation_html", "xlsxwriter", "segno", "fpdf")


def test_words_and_plain_text_need_no_library() -> None:
    """A ticket as text and amounts in words come with the base."""
    gone = ("fpdf", "segno", "fontTools", "PIL", "fontpkg_pt_sans", "lxml", "cryptography")

    assert "cero pesos m/cte" == answer("render.in_words(Decimal(0))", *gone)
    assert "TOTAL A PAGAR" in answer("render.text(document)", *gone)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy door answers like any module."""
    with pytest.raises(AttributeError, match="excel"):
        _ = render.excel  # type: ignore[attr-defined]


def test_the_door_lists_its_names() -> None:
    """`dir` shows what may be used, loaded or not."""
    assert render.__all__ == dir(render)
