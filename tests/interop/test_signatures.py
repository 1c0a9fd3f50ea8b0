# SPDX-License-Identifier: MIT
"""Signatures across implementations: ours with the others, theirs with ours, good and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

import pytest
from cryptography import x509

from dian import generated
from dian.signers import AT, foreign, restaurant, signer, unsigned
from dian.signing import C14N, KINDS, Recipe, authority, document, root_authority
from interop.programs import Programs

pytestmark = [pytest.mark.tools, pytest.mark.no_cover]

DIGESTS = ("sha256", "sha384", "sha512")
ORDERS = (
    ("document", "keyinfo", "signed_properties"),
    ("keyinfo", "document", "signed_properties"),
)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    return Programs.of(tmp_path_factory.mktemp("signatures"), restaurant())


def chain() -> tuple[x509.Certificate, ...]:
    return tuple(each.certificate for each in (restaurant(), authority(), root_authority()))


def recipes() -> list[Recipe]:
    """Give every allowed combination of digest, named certificates, transforms and order."""
    return [
        Recipe(
            signer=restaurant(),
            digest=digest,
            method=f"rsa-{digest}",
            named=named,
            part_transforms=transforms,
            order=order,
        )
        for digest, named, transforms, order in product(
            DIGESTS, (chain()[:1], chain()), ((), (C14N,)), ORDERS
        )
    ]


def changed(data: bytes, number: int) -> bytes:
    """Change one byte; the number says in which of the five parts."""
    parts = (b"<cbc:Note", b"<xades:SigningTime", b"<ds:DigestValue", b"<ds:SignatureValue",
             b"<ds:X509Certificate")  # fmt: skip
    # past the first bytes, which say how long a certificate is
    at = data.index(b">", data.index(parts[number % 5])) + 12
    other = b"B" if data[at : at + 1] == b"A" else b"A"
    return data[:at] + other + data[at + 1 :]


def judged(programs: Programs, found: Sequence[bytes]) -> dict[str, tuple[int, int]]:
    """Tell how many documents each verifier accepts, as they are and with one byte changed."""
    other = [changed(data, number) for number, data in enumerate(found)]
    return {
        name: (sum(judge(found)), sum(judge(other))) for name, judge in programs.judges().items()
    }


Printed = Callable[[str, object], None]


def test_each_allowed_form_has_one_verdict(programs: Programs, record_property: Printed) -> None:
    """Three signers, 24 forms: all verifiers accept the same, and none a changed byte."""
    tasks = [(document(), recipe) for recipe in recipes()]
    found = {
        "xmlsec1": programs.sign_by_xmlsec1(tasks),
        "libxmlsec": programs.sign_by_libxmlsec(tasks),
        "jdk": programs.sign_by_jdk(tasks),
    }

    verdicts = {name: judged(programs, signed) for name, signed in found.items()}

    assert 24 == len(tasks)
    assert len({data for signed in found.values() for data in signed}) == 72
    for name, told in verdicts.items():
        assert dict.fromkeys(programs.judges(), (24, 0)) == told, name
    record_property(
        "printed",
        f"signed by {', '.join(found)}: 72 forms, verdicts of {', '.join(programs.judges())} alike,"
        " 72 with one byte changed refused by all",
    )


def test_documents_of_each_kind_signed_elsewhere_verify(
    programs: Programs, record_property: Printed
) -> None:
    """Fifty documents of xmlsec1 and the JDK, of five kinds, are accepted, and not when changed."""
    tasks = [
        (document(kind, number=f"FE{number}"), Recipe(signer=restaurant(), digest=digest))
        for number, (kind, digest) in enumerate(product(KINDS, [*DIGESTS, "sha256", "sha384"]))
    ]
    signed = programs.sign_by_xmlsec1(tasks) + programs.sign_by_jdk(tasks)

    verdicts = judged(programs, signed)

    assert 50 == len(set(signed))
    assert dict.fromkeys(programs.judges(), (50, 0)) == verdicts
    record_property("printed", "signed by xmlsec1 and the JDK: 50 of 50 documents verify here")


def test_our_signatures_verify_elsewhere(programs: Programs, record_property: Printed) -> None:
    """Own and foreign documents of each kind, digest and role: all accept them, none a change."""
    signed = [
        signer().sign(what, at=AT, digest=digest, role=role).xml
        for kind, digest, role in product(KINDS, DIGESTS, ("supplier", "third party"))
        for what in (unsigned(kind), foreign(kind))
    ]

    verdicts = judged(programs, signed)

    assert 60 == len(set(signed))
    assert dict.fromkeys(programs.judges(), (60, 0)) == verdicts
    record_property(
        "printed", f"signed here: 60 of 60 documents verify with {', '.join(programs.judges())}"
    )


def test_two_hundred_generated_documents_verify_elsewhere(
    programs: Programs, record_property: Printed
) -> None:
    """Documents of all eleven kinds, from a draft to a signature: five verifiers accept each."""
    made = list(generated.signed_documents(200))
    signed = [each.signed for each in made]

    verdicts = {name: sum(judge(signed)) for name, judge in programs.judges().items()}

    assert len(signed) >= 200
    assert dict.fromkeys(programs.judges(), len(signed)) == verdicts
    kinds = ", ".join(f"{count} of {code}" for code, count in Counter(m.code for m in made).items())
    record_property(
        "printed",
        f"built and signed here: {len(signed)} documents ({kinds}) verify with"
        f" {', '.join(programs.judges())}",
    )
