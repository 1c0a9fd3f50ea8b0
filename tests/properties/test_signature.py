# SPDX-License-Identifier: MIT
"""Properties of signatures: what is signed verifies, and one changed character does not."""

from __future__ import annotations

import functools
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from dian.signing import document, sign, xmlsec_accepts
from loggro_integration.dian._verify import Verdict, verify

# what XML can hold at all, without the signs that line ends are turned into
TEXTS = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60
)


@functools.cache
def signed() -> str:
    return sign(document()).decode("utf-8")


@given(TEXTS)
def test_whatever_a_note_says_the_signature_holds(note: str) -> None:
    """Any text survives signing, verification and reading, and libxmlsec agrees."""
    data = document().replace(b"<cbc:Note>", f"<cbc:Note>{escape(note)}|".encode())

    report = verify(sign(data))

    assert Verdict.VALID == report.verdict
    assert report.signed_root is not None
    found = report.signed_root.findtext(".//{*}Note")
    assert found is not None
    assert note == found.rpartition("|")[0]
    assert xmlsec_accepts(sign(data))


@given(st.data())
def test_one_changed_digit_is_seen(data: st.DataObject) -> None:
    """Any digit of the body, changed to another, ends the validity."""
    text = signed()
    start = text.index("</ext:UBLExtensions>")
    places = [at for at in range(start, len(text)) if text[at].isdigit()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[at]]))

    report = verify((text[:at] + other + text[at + 1 :]).encode("utf-8"))

    assert Verdict.BODY_EDITED == report.verdict
    assert report.signed_root is None
