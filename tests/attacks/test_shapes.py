# SPDX-License-Identifier: MIT
"""Every known way to confuse a verifier, on each kind of document, with a trusted original."""

from __future__ import annotations

import functools
import sys

import pytest
from lxml import etree

from attacks.shapes import FORGED, Shape
from attacks.shapes_content import ALGORITHMS, KEYS, TEXT
from attacks.shapes_structure import IDS, REFERENCES, WRAPPING
from dian.signing import KINDS, anchors, authority, document, sign, signxml_accepts, xmlsec_accepts
from loggro_integration import errors
from loggro_integration.dian._verify import Report, TrustStore, Verdict, verify

pytestmark = pytest.mark.no_cover

ALL = {
    "algorithms": ALGORITHMS,
    "ids": IDS,
    "keys": KEYS,
    "references": REFERENCES,
    "text": TEXT,
    "wrapping": WRAPPING,
}
CASES = [
    pytest.param(shape, id=f"{group}--{shape.name}")
    for group, found in ALL.items()
    for shape in found
]


@functools.cache
def trust() -> TrustStore:
    return TrustStore.from_pem(anchors(), intermediates=authority().pem)


def judged(data: bytes) -> tuple[Report | None, errors.LoggroError | None]:
    """Return the report and the error of a document, as a careful caller sees them."""
    report = None
    try:
        report = verify(data, trust=trust())
        report.raise_for_errors()
    except errors.LoggroError as error:
        return report, error
    return report, None


def reachable(report: Report | None, error: errors.LoggroError | None) -> str:
    """Write down all that a caller can get out of the result."""
    parts = [repr(report), repr(error), str(error), repr(vars(error) if error else "")]
    parts.append(repr(error.__cause__) + repr(error.__context__) if error else "")
    if report is not None and report.signed_root is not None:
        parts.append(etree.tostring(report.signed_root, encoding="unicode"))
    if report is not None:
        parts.append(repr(report.signed_data) + repr(report.document))
    return "".join(parts)


@functools.cache
def original(kind: str) -> bytes:
    return sign(document(kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", CASES)
def test_the_shape_is_refused_and_nothing_forged_is_reachable(shape: Shape, kind: str) -> None:
    """The original passes in the same test; the shape gets its exact error or changes nothing."""
    accepted, refusal = judged(original(kind))
    assert accepted is not None
    assert refusal is None

    report, error = judged(shape.make(kind))

    assert (shape.error, shape.code) == (type(error) if error else None, error and error.code)
    assert FORGED not in reachable(report, error)
    if error is None:
        assert report is not None
        assert accepted.signed_data == report.signed_data
        assert accepted.document == report.document
    elif report is not None and report.verdict is not Verdict.VALID:
        assert report.signed_root is None
        assert report.signed_data is None
        assert report.document is None


def test_names_of_shapes_are_unique() -> None:
    """A shape can be found again by its name."""
    names = [shape.name for found in ALL.values() for shape in found]

    assert sorted(set(names)) == sorted(names)


def test_there_are_shapes_of_every_group() -> None:
    """At least 45 shapes stand against each kind of document."""
    assert set(ALL) == {group for group, found in ALL.items() if len(found) >= 9}
    assert sum(map(len, ALL.values())) >= 45


def test_plain_libraries_accept_many_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    """The shapes are no straw men: signxml or libxmlsec, used plainly, call many of them valid."""
    refused = [shape for found in ALL.values() for shape in found if shape.error is not None]

    accepted = [
        shape.name
        for shape in refused
        if signxml_accepts(shape.make("Invoice")) or xmlsec_accepts(shape.make("Invoice"))
    ]

    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(accepted)} of {len(refused)} refused shapes are valid elsewhere\n"
        )
    assert len(accepted) >= 25
