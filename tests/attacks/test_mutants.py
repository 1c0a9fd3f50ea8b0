# SPDX-License-Identifier: MIT
"""Documents changed by one or a few bytes: none is accepted with other signed bytes."""

from __future__ import annotations

import functools
import random
from collections import Counter

import pytest

from dian.signing import anchors, authority, document, sign
from loggro_integration import errors
from loggro_integration.dian._verify import TrustStore, Verdict, verify

pytestmark = pytest.mark.no_cover

INSERTED = (b"<!--x-->", b"&#9;", b"<x/>", b"<?x?>", b" ", b"\r", b"=", b"A")


@functools.cache
def signed() -> bytes:
    return sign(document())


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Change, drop, double or insert something at a few places."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(changed))
        match chance.randrange(6):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at]
            case 3:
                changed[at:at] = changed[at : at + chance.randrange(1, 40)]
            case 4:
                changed[at:at] = chance.choice(
                    (b"<!--x-->", b"&#9;", b"<x/>", b"<?x?>", b" ", b"\r")
                )
            case _:
                del changed[at : at + chance.randrange(1, 60)]
    return bytes(changed)


def outcome(data: bytes, trust: TrustStore) -> str:
    """Return what happened: the code of an error, or the verdict."""
    try:
        report = verify(data, trust=trust)
    except errors.DianError as error:
        return f"refused {error.code}"
    if report.verdict is not Verdict.VALID:
        assert report.signed_root is None
        return str(report.verdict)
    assert verify(signed()).signed_data == report.signed_data
    return str(report.verdict)


def run(count: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)
    trust = TrustStore.from_pem(anchors(), intermediates=authority().pem)
    return Counter(outcome(mutant(signed(), chance), trust) for _ in range(count))


def test_no_mutant_passes_with_other_bytes() -> None:
    """2,000 mutants raise only errors of DIAN, and what passes says what was signed."""
    found = run(2_000, seed=45)

    assert 2_000 == found.total()
    assert found["body-edited"] > 0
    assert found["broken"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_no_mutant_of_many_passes_with_other_bytes(seed: int) -> None:
    """20,000 mutants behave as the few do."""
    assert 2_000 == run(2_000, seed).total()
