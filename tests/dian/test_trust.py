# SPDX-License-Identifier: MIT
"""Whom a trust store trusts: chains, dates, usage, and what it makes of a mistaken file."""

from __future__ import annotations

import functools
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from dian.signing import (
    AUTHORITY,
    SIGNED_DAY,
    Holder,
    Recipe,
    Usage,
    anchors,
    authority,
    document,
    issue,
    restaurant,
    root_authority,
    sign,
    stranger,
)
from loggro_integration import errors
from loggro_integration.dian import _trust
from loggro_integration.dian._verify import Trust, TrustStore, Verdict, verify


@functools.cache
def trust() -> TrustStore:
    return TrustStore.from_pem(anchors(), intermediates=authority().pem)


def whole_chain() -> tuple[Holder, ...]:
    return restaurant(), authority(), root_authority()


def test_without_store_trust_is_not_judged() -> None:
    """Integrity says nothing about who signed."""
    report = verify(sign(document(), Recipe(signer=stranger())))
    report.raise_for_errors()

    assert (Verdict.VALID, Trust.NOT_JUDGED) == (report.verdict, report.trust)


def test_the_chain_may_come_with_the_document() -> None:
    """The root alone is enough if the KeyInfo brings the authority between."""
    store = TrustStore.from_pem(anchors())
    alone = sign(document())
    with_chain = sign(document(), Recipe(keyinfo=tuple(each.certificate for each in whole_chain())))

    assert Trust.UNTRUSTED == verify(alone, trust=store).trust
    assert Trust.TRUSTED == verify(with_chain, trust=store).trust


def test_a_signer_can_be_trusted_alone() -> None:
    """Naming the certificate itself trusts that signer and no other."""
    store = TrustStore.from_pem(stranger().pem)

    assert Trust.TRUSTED == verify(sign(document(), Recipe(signer=stranger())), trust=store).trust
    assert Trust.UNTRUSTED == verify(sign(document()), trust=store).trust


def test_an_authority_of_the_middle_can_be_the_anchor() -> None:
    """An anchor needs no issuer."""
    store = TrustStore.from_pem(authority().pem)

    assert Trust.TRUSTED == verify(sign(document()), trust=store).trust


def test_the_certificate_is_described() -> None:
    """Subject, issuer, number and dates are told of a valid signature."""
    facts = verify(sign(document())).signature.certificate

    assert facts is not None
    assert "CN=La Arepera de la 45 SAS" in facts.subject
    assert "CN=Autoridad de Prueba" in facts.issuer
    assert str(restaurant().certificate.serial_number) == facts.serial
    assert datetime(2026, 1, 1, tzinfo=UTC) == facts.not_before
    assert datetime(2028, 1, 1, tzinfo=UTC) == facts.not_after


@pytest.mark.parametrize("pem", [b"", b"hola", b"-----BEGIN CERTIFICATE-----\nQUJD\n"])
def test_a_store_without_certificates_is_refused(pem: bytes) -> None:
    """A mistaken file must not end in trusting nobody, unseen."""
    with pytest.raises(errors.InvalidInput) as caught:
        TrustStore.from_pem(pem)

    assert "data" == caught.value.field


def test_text_is_no_store() -> None:
    """PEM comes as bytes."""
    with pytest.raises(errors.InvalidInput):
        TrustStore.from_pem("x")  # type: ignore[arg-type]


def test_a_mistaken_intermediate_is_named() -> None:
    """The error says which of the two texts is wrong."""
    with pytest.raises(errors.InvalidInput) as caught:
        TrustStore.from_pem(anchors(), intermediates=b"hola")

    assert "intermediates" == caught.value.field


def holder(**changes: object) -> Holder:
    return issue("La Arepera de la 45", authority(), **changes)  # type: ignore[arg-type]


def judged(signer: Holder, *others: Holder, store: TrustStore | None = None) -> Trust:
    chain = [each.certificate for each in others]
    return (store or trust()).judge(signer.certificate, chain, SIGNED_DAY).trust


def test_an_issuer_that_is_no_authority_issues_nothing() -> None:
    """Basic constraints and key usage of each issuer count."""
    shopkeeper = issue("Tendero", authority())
    no_sign = issue("Autoridad muda", authority(), usage=Usage(authority=True, issues=False))

    assert Trust.UNTRUSTED == judged(issue("x", shopkeeper), shopkeeper)
    assert Trust.UNTRUSTED == judged(issue("x", no_sign), no_sign)


def test_an_issuer_without_key_usage_is_allowed() -> None:
    """The extension is optional for authorities (RFC 5280, 4.2.1.3)."""
    silent = issue("Autoridad", root_authority(), usage=Usage(authority=True, key_usage=False))

    assert Trust.TRUSTED == judged(issue("x", silent), silent)


def test_weak_digests_do_not_make_a_chain() -> None:
    """A certificate signed over SHA-1 or SHA-224 leads nowhere."""
    assert Trust.UNTRUSTED == judged(holder(algorithm=hashes.SHA224()))


def test_chains_of_elliptic_authorities_are_followed() -> None:
    """An authority may have another kind of key than the signer."""
    curve = issue("Curva", usage=AUTHORITY, key=ec.generate_private_key(ec.SECP256R1()))
    store = TrustStore.from_pem(curve.pem)

    assert Trust.TRUSTED == judged(issue("x", curve), store=store)


def test_a_better_chain_is_preferred() -> None:
    """If one of two chains is expired, the other counts."""
    old = issue("Autoridad doble", root_authority(), usage=AUTHORITY, years=(2020, 2022))
    new = issue("Autoridad doble", root_authority(), usage=AUTHORITY, key=old.key)
    signer = issue("x", old)

    assert Trust.TRUSTED == judged(signer, old, new)
    assert Trust.EXPIRED == judged(signer, old)


def test_long_chains_end() -> None:
    """Six certificates are followed, not seven."""
    chain = [root_authority()]
    for number in range(6):
        chain.append(issue(f"Autoridad {number}", chain[-1], usage=AUTHORITY))

    assert Trust.TRUSTED == judged(issue("x", chain[4]), *chain)
    assert Trust.UNTRUSTED == judged(issue("x", chain[5]), *chain)


def test_the_search_for_a_chain_is_bounded() -> None:
    """Many issuers with one name cost a fixed number of checks."""
    ring = [issue("Anillo", usage=AUTHORITY) for _ in range(3)]
    signer = issue("x", ring[0])
    many = [each.certificate for each in ring] * 40

    found = trust().judge(signer.certificate, many, SIGNED_DAY)

    assert Trust.UNTRUSTED == found.trust


def test_the_judgement_names_the_chain() -> None:
    """The chain is told by its subjects, the reason in both languages."""
    found = trust().judge(restaurant().certificate, (), SIGNED_DAY)

    assert [each.certificate.subject.rfc4514_string() for each in whole_chain()] == [*found.chain]
    assert found.reason.es != found.reason.en


def test_every_state_of_trust_has_a_reason() -> None:
    """No verdict stays without words."""
    assert set(Trust) == {_trust.judgement(each).trust for each in Trust}
