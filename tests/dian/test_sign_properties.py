# SPDX-License-Identifier: MIT
"""Properties of the signer: any text is signed well, and no bit of it can change."""

from __future__ import annotations

import functools
from xml.sax.saxutils import escape

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dian.signers import AT, DECLARATION, canonical, foreign, restaurant, signer, unsigned
from dian.signing import xmlsec_accepts
from loggro_integration import dian, errors

# what XML can hold at all, line ends and tabulators included
TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc", "Co", "Cn"]),
        st.sampled_from("\t\n\r&<>\"'!-]"),
    ),
    max_size=60,
)
DIGESTS = st.sampled_from(["sha256", "sha384", "sha512"])


def canonical_text(text: str) -> str:
    return escape(text).replace("\r", "&#xD;")


@given(TEXTS, DIGESTS)
def test_any_text_of_ours_is_signed_and_canonical(text: str, digest: dian.Digest) -> None:
    """Whatever a note says, the bytes are canonical, and two verifiers accept them."""
    what = unsigned()
    note = f"<cbc:Note>{canonical_text(text)}|".encode()
    noted = attrs.evolve(what, xml=what.xml.replace(b"<cbc:Note>", note, 1))

    signed = signer().sign(noted, at=AT, digest=digest)

    assert canonical(signed.xml) == signed.xml.removeprefix(DECLARATION)
    report = dian.verify(signed.xml)
    assert "valid" == report.verdict
    assert report.signed_root is not None
    assert text == (report.signed_root.findtext(".//{*}Note") or "").rpartition("|")[0]
    assert xmlsec_accepts(signed.xml, restaurant())


@given(TEXTS, DIGESTS)
def test_any_text_of_others_is_signed(text: str, digest: dian.Digest) -> None:
    """The same through the door and signxml."""
    note = f"<cbc:Note>{canonical_text(text)}|".encode()
    data = foreign().replace(b"<cbc:Note>", note, 1)

    signed = signer().sign(data, at=AT, digest=digest)

    assert "valid" == dian.verify(signed.xml).verdict
    assert xmlsec_accepts(signed.xml, restaurant())


@functools.cache
def signed() -> bytes:
    return signer().sign(unsigned(), at=AT).xml


@functools.cache
def signed_places() -> tuple[int, ...]:
    """Give the places of all signed bytes: the document, SignedInfo, KeyInfo, the properties."""
    data = signed()
    outside = range(data.index(b"<ds:Signature"), data.index(b"</ds:Signature>") + 15)
    places = [at for at in range(len(DECLARATION), len(data)) if at not in outside]
    for name in (b"ds:SignedInfo", b"ds:KeyInfo", b"xades:SignedProperties"):
        places += range(data.index(b"<" + name), data.index(b"</" + name) + len(name) + 3)
    return tuple(places)


@given(st.data())
def test_no_bit_of_what_was_signed_can_change(data: st.DataObject) -> None:
    """One changed bit in any signed byte ends the validity, and no value is told."""
    at = data.draw(st.sampled_from(signed_places()))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(signed())
    changed[at] ^= 1 << bit

    try:
        report = dian.verify(bytes(changed))
    except errors.DianError:
        return
    assert report.verdict in {"body-edited", "broken", "unsigned"}
    assert (None, None) == (report.signed_root, report.document)


@given(st.data())
def test_libxmlsec_sees_each_changed_bit_too(data: st.DataObject) -> None:
    """The property is one of the signature, not of our verifier."""
    at = data.draw(st.sampled_from(signed_places()))
    changed = bytearray(signed())
    changed[at] ^= 1 << data.draw(st.integers(0, 7))

    assert not xmlsec_accepts(bytes(changed), restaurant())
