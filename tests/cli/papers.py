# SPDX-License-Identifier: MIT
"""What a shop has when it begins: a certificate, a PIN, a technical key; and DIAN's answers."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path

from dian.signers import PASSWORD, restaurant, signer_of
from dian.signing import anchors, authority
from dian.test_sign_keys import p12
from loggro_integration import dian
from loggro_integration.models import ResponseLine, Software
from loggro_integration.secret import Secret

# 20:15 in Bogotá on the day of the examples
AT = "2026-11-21T01:15:32Z"
MOMENT = datetime(2026, 11, 21, 1, 15, 32, tzinfo=UTC)
# when DIAN answers
ANSWERED = datetime(2026, 11, 21, 1, 17, 45, tzinfo=UTC)
PIN = "pin-45-s3cr3t"
KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
SECRETS = {
    "LOGGRO_DIAN_PIN": PIN,
    "LOGGRO_DIAN_KEY": KEY,
    "LOGGRO_P12_PASSWORD": PASSWORD,
}
SIGNING = ["--p12", "firma.p12", "--password-env", "LOGGRO_P12_PASSWORD", "--at", AT]


DIANS = Software(id="0f3a9c2e", provider="800197268", pin=Secret("00000"))


@functools.cache
def certificate() -> bytes:
    """The restaurant's certificate and key, as an authority delivers them."""
    return p12(restaurant())


def write_certificates(folder: Path) -> None:
    """Put the certificate and the authorities into a folder."""
    (folder / "firma.p12").write_bytes(certificate())
    (folder / "autoridades.pem").write_bytes(anchors() + authority().pem)


def answer_to(signed: bytes, code: str = "02", rules: tuple[ResponseLine, ...] = ()) -> bytes:
    """Sign what DIAN would answer to a document, with a certificate that stands for DIAN's."""
    document = dian.read(signed)
    said = dian.answer(document, code, number="AR1", at=ANSWERED, lines=rules)
    built = dian.build(said, environment="test", software=DIANS)
    return signer_of(restaurant()).sign(built, at=ANSWERED, role="third party").xml
