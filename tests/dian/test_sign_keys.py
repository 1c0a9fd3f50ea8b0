# SPDX-License-Identifier: MIT
"""Where keys come from: PKCS#12, PEM, a key that lives elsewhere; and what is refused unseen."""

from __future__ import annotations

import base64
import contextlib
import functools
import pickle
import random
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from lxml import etree

from dian.signers import (
    AT,
    EMAIL,
    PASSWORD,
    foreign,
    key_pem,
    restaurant,
    signer_of,
    unsigned,
)
from dian.signing import Holder, Usage, authority, issue, root_authority, rsa_key, stranger
from loggro_integration import dian, errors
from loggro_integration.dian import _certificate, _sign_text
from loggro_integration.secret import Secret


def p12(
    holder: Holder | None = None,
    *,
    certificate: x509.Certificate | None = None,
    key: bool = True,
    others: tuple[x509.Certificate, ...] = (),
    protection: serialization.KeySerializationEncryption | None = None,
    password: str = PASSWORD,
) -> bytes:
    holder = holder or restaurant()
    return pkcs12.serialize_key_and_certificates(
        b"firma",
        holder.key if key else None,
        certificate or holder.certificate,
        others,
        protection or serialization.BestAvailableEncryption(password.encode()),
    )


OLD = (
    serialization.PrivateFormat.PKCS12.encryption_builder()
    .kdf_rounds(2_000)
    .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
    .hmac_hash(hashes.SHA1())
    .build(PASSWORD.encode())
)


def works(signer: dian.Signer) -> bool:
    signed = signer.sign(unsigned(), at=AT)
    return dian.verify(signed.xml).verdict == "valid"


def refusal(make: Callable[[], object]) -> errors.InvalidInput:
    """Return the error of a refusal, after looking for the password in all it shows."""
    with pytest.raises(errors.InvalidInput) as caught:
        make()
    error = caught.value
    shown = [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))]
    assert PASSWORD not in "".join(shown)
    assert PASSWORD.encode() not in pickle.dumps(error)
    assert (None, None) == (error.__cause__, error.__context__)
    assert error.hint is not None
    assert error.hint.es != error.hint.en
    return error


# ------------------------------------------------------------------------------------- PKCS#12


@pytest.mark.parametrize("password", [PASSWORD, Secret(PASSWORD)])
@pytest.mark.parametrize("protection", [None, OLD])
def test_a_container_is_opened_by_its_password(
    password: str | Secret, protection: serialization.KeySerializationEncryption | None
) -> None:
    """In clear or wrapped, with today's protection and with that of old exports."""
    assert works(dian.Signer.from_p12(p12(protection=protection), password))


@pytest.mark.parametrize("password", ["contraseña con espacios", "密码", "p" * 200])
def test_passwords_may_hold_any_letter(password: str) -> None:
    """Accents and blanks count."""
    data = p12(password=password)

    assert works(dian.Signer.from_p12(data, password))
    assert "password" == refusal(lambda: dian.Signer.from_p12(data, password[:-1])).field


@pytest.mark.parametrize("password", [None, ""])
def test_a_container_may_be_open(password: str | None) -> None:
    """A file without password needs none."""
    data = p12(protection=serialization.NoEncryption())

    assert works(dian.Signer.from_p12(data, password))


@pytest.mark.parametrize("password", ["otra", "", None, f"{PASSWORD} ", Secret("x")])
def test_a_wrong_password_is_named(password: str | Secret | None) -> None:
    """The remedy speaks of the password, and nothing shows it."""
    assert "password" == refusal(lambda: dian.Signer.from_p12(p12(), password)).field


def test_a_password_with_a_nul_is_a_wrong_one() -> None:
    """The cryptography library panics at it, which no `except Exception` would catch."""
    assert "password" == refusal(lambda: dian.Signer.from_p12(p12(), f"{PASSWORD}\0")).field


def test_a_password_is_text() -> None:
    """Bytes and numbers are mistakes."""
    found = refusal(lambda: dian.Signer.from_p12(p12(), 1234))  # type: ignore[arg-type]

    assert "password" == found.field


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"0\x82", b"hola" * 99, key_pem(restaurant()), restaurant().pem, "texto", None],
)
def test_what_is_no_container_is_named(data: bytes) -> None:
    """A PEM file or an empty one is no matter of the password."""
    found = refusal(lambda: dian.Signer.from_p12(data, PASSWORD))

    assert ("data", "This is no PKCS#12 container.") == (found.field, found.message)


def test_damaged_containers_raise_one_kind_of_error() -> None:
    """Of 400 damaged files none raises anything foreign."""
    good, chance = p12(protection=OLD), random.Random(45)
    for _ in range(400):
        damaged = bytearray(good)
        for _ in range(chance.choice((1, 1, 3))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        data = bytes(damaged[: chance.choice((len(damaged), len(damaged), 900))])
        with contextlib.suppress(errors.InvalidInput):
            dian.Signer.from_p12(data, PASSWORD)


def test_a_container_without_key_is_refused() -> None:
    """Many exports hold the certificate alone."""
    found = refusal(lambda: dian.Signer.from_p12(p12(key=False), PASSWORD))

    assert "The container holds no private key." == found.message


def test_a_container_with_another_certificate_is_refused() -> None:
    """The key must be that of a certificate of the file."""
    data = pkcs12.serialize_key_and_certificates(
        b"x", restaurant().key, None, [stranger().certificate], serialization.NoEncryption()
    )

    found = refusal(lambda: dian.Signer.from_p12(data, None))

    assert "The key belongs to none of the certificates." == found.message


def test_the_certificate_is_found_by_its_key() -> None:
    """It may stand among the others, as some programs export it."""
    data = pkcs12.serialize_key_and_certificates(
        b"x",
        restaurant().key,
        None,
        [authority().certificate, restaurant().certificate],
        serialization.NoEncryption(),
    )

    signer = dian.Signer.from_p12(data, None)

    assert restaurant().certificate == signer.certificate


def test_the_chain_of_a_container_is_written_when_asked_for() -> None:
    """The others of the file are left out unless they are wanted."""
    chain = (authority().certificate, root_authority().certificate)
    data = p12(others=chain)

    assert () == dian.Signer.from_p12(data, PASSWORD).chain
    assert chain == dian.Signer.from_p12(data, PASSWORD, chain=True).chain


@functools.cache
def curve() -> Holder:
    return issue("Curva", authority(), key=ec.generate_private_key(ec.SECP256R1()))


def test_an_elliptic_key_is_refused() -> None:
    """DIAN's signatures are made by RSA."""
    container = refusal(lambda: dian.Signer.from_p12(p12(curve()), PASSWORD))
    pem = refusal(lambda: dian.Signer.from_pem(curve().pem, key_pem(curve())))

    assert ("data", "key") == (container.field, pem.field)
    assert "The private key is not RSA." == container.message == pem.message


# ----------------------------------------------------------------------------------------- PEM


def test_certificate_and_key_come_as_pem() -> None:
    """In two files, in one, protected or not, the certificate also in DER."""
    pem, key = restaurant().pem, key_pem(restaurant())
    der = restaurant().certificate.public_bytes(serialization.Encoding.DER)
    locked = key_pem(restaurant(), PASSWORD)

    assert works(dian.Signer.from_pem(pem, key))
    assert works(dian.Signer.from_pem(key + pem, key + pem))
    assert works(dian.Signer.from_pem(der, key))
    assert works(dian.Signer.from_pem(pem, locked, PASSWORD))
    assert works(dian.Signer.from_pem(pem, locked, Secret(PASSWORD)))


def test_the_own_certificate_is_found_in_a_chain() -> None:
    """Whatever the order of a PEM file, the signer's is the one of the key."""
    data = authority().pem + restaurant().pem + root_authority().pem

    signer = dian.Signer.from_pem(data, key_pem(restaurant()), chain=True)

    assert restaurant().certificate == signer.certificate
    assert (authority().certificate, root_authority().certificate) == signer.chain


@pytest.mark.parametrize(
    ("password", "locked", "message"),
    [
        (None, True, "The key is protected by a password."),
        ("otra", True, "The password does not open the key, or the file is damaged."),
        (PASSWORD, False, "The key is not protected, and a password was given."),
    ],
)
def test_each_mistake_with_a_password_has_its_remedy(
    password: str | None, locked: bool, message: str
) -> None:
    """Missing, wrong and needless are three things."""
    key = key_pem(restaurant(), PASSWORD if locked else None)

    found = refusal(lambda: dian.Signer.from_pem(restaurant().pem, key, password))

    assert ("password", message) == (found.field, found.message)


@pytest.mark.parametrize(
    ("certificate", "key", "field"),
    [
        (b"hola", key_pem(restaurant()), "certificate"),
        (b"", key_pem(restaurant()), "certificate"),
        (b"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----", b"", "certificate"),
        (key_pem(restaurant()), key_pem(restaurant()), "certificate"),
        (restaurant().pem, b"hola", "key"),
        (restaurant().pem, b"", "key"),
        (restaurant().pem, restaurant().pem, "key"),
        (restaurant().pem, key_pem(stranger()), "key"),
    ],
)
def test_mistaken_files_are_named(certificate: bytes, key: bytes, field: str) -> None:
    """The error says which of the two is wrong."""
    assert field == refusal(lambda: dian.Signer.from_pem(certificate, key)).field


# ------------------------------------------------------------------------------- certificates


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (Usage(signs=False, commits=True), "ZD07"),
        (Usage(signs=True, commits=False), "ZD07"),
        (Usage(key_usage=False), "ZD07"),
        (Usage(unreadable=True), "cannot be read"),
    ],
)
def test_the_usage_of_a_certificate_counts(usage: Usage, words: str) -> None:
    """Digital signature and non-repudiation, both: DIAN rejects the rest (ZD07)."""
    holder = issue("Uso", authority(), usage=usage, key=restaurant().key)

    found = refusal(lambda: signer_of(holder))

    assert ("certificate", True) == (found.field, words in found.message)


def test_a_short_key_is_refused() -> None:
    """2,048 bits are the least."""
    weak = issue("Corta", authority(), key=rsa_key(1024))

    found = refusal(lambda: signer_of(weak))

    assert ("certificate", True) == (found.field, "1024" in found.message)


def test_a_certificate_with_another_kind_of_key_is_refused() -> None:
    """Also where the key that signs lives elsewhere."""
    found = refusal(lambda: dian.Signer(certificate=curve().certificate, key=Elsewhere()))

    assert "The certificate has no RSA key." == found.message


@pytest.mark.parametrize("filtered", ["error", "ignore"])
def test_a_certificate_without_positive_number_is_refused(filtered: Any) -> None:
    """Our own verifier would not accept what it signs, whatever is done with warnings."""
    raw = bytearray(restaurant().certificate.public_bytes(serialization.Encoding.DER))
    number = restaurant().certificate.serial_number.to_bytes(21, "big").lstrip(b"\0")
    raw[raw.index(number)] |= 0x80

    with warnings.catch_warnings():
        warnings.simplefilter(filtered)
        found = refusal(lambda: dian.Signer(certificate=bytes(raw), key=Elsewhere()))

    assert "certificate" == found.field


def test_a_certificate_that_ends_before_it_begins_is_refused() -> None:
    """It would be valid on no day."""
    raw = restaurant().certificate.public_bytes(serialization.Encoding.DER)
    turned = raw.replace(b"280101000000Z", b"250101000000Z", 1)

    found = refusal(lambda: dian.Signer(certificate=turned, key=Elsewhere()))

    assert "The certificate ends before it begins." == found.message


def test_a_certificate_with_a_damaged_key_is_refused() -> None:
    """What cannot be read as a key is none."""
    raw = bytearray(restaurant().certificate.public_bytes(serialization.Encoding.DER))
    modulus = restaurant().certificate.public_key().public_numbers().n.to_bytes(256, "big")
    raw[raw.index(modulus) - 5] ^= 0x02

    found = refusal(lambda: dian.Signer(certificate=bytes(raw), key=Elsewhere()))

    assert "certificate" == found.field


def test_damaged_certificates_raise_one_kind_of_error() -> None:
    """Of 600 damaged certificates none raises anything foreign."""
    good = restaurant().certificate.public_bytes(serialization.Encoding.DER)
    chance = random.Random(45)
    for _ in range(600):
        damaged = bytearray(good)
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(errors.InvalidInput):
            signer = dian.Signer(certificate=bytes(damaged), key=Elsewhere())
            _sign_text.style(signer.certificate, (), "sha256", "supplier")


NAMES = {
    "plain": ({}, "CN=La Arepera,O=La Arepera de la 45,C=CO"),
    "e-mail": ({EMAIL: "a@b.co"}, f"{EMAIL}=#160661" + "40622e636f,CN="),
    "comma": ({"2.5.4.7": "Bogotá, D.C."}, "L=Bogotá\\, D.C.,CN="),
    "markup": ({"2.5.4.7": 'a<b>&"c"'}, 'L=a\\<b\\>&\\"c\\",CN='),
    "percent": ({"2.5.4.7": "100 % %b"}, "L=100 % %b,CN="),
    "blanks": ({"2.5.4.7": " #x "}, "L=\\ #x\\ ,CN="),
    "sharp": ({"2.5.4.7": "#x;+\\"}, "L=\\#x\\;\\+\\\\,CN="),
    "control": ({"2.5.4.7": "a\x01b\r\nc\ufffe"}, "L=a\\01b\\0d\\0ac\\ef\\bf\\be,CN="),
    "long": ({"2.5.4.12": "x" * 200}, "2.5.4.12=#0c81c8" + "78" * 200 + ",CN="),
}


@pytest.mark.parametrize("name", NAMES)
def test_issuers_are_written_by_the_standard(name: str) -> None:
    """RFC 4514: short names, escapes, and hexadecimal for the rest; and the signature holds."""
    subject, expected = NAMES[name]
    issuer = issue(
        "La Arepera", usage=Usage(authority=True, signs=True), subject=subject, key=authority().key
    )
    holder = issue("x", issuer, key=restaurant().key)

    signed = signer_of(holder).sign(unsigned(), at=AT)

    assert _certificate.issuer_text(holder.certificate).startswith(expected)
    written = etree.fromstring(signed.xml).findtext(".//{*}X509IssuerName")
    assert _certificate.issuer_text(holder.certificate) == written
    dian.verify(signed.xml).raise_for_errors()


def test_issuers_with_two_values_in_one_part_are_joined() -> None:
    """A part of several values is written with plus signs, in the order of the certificate."""
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "CO"),
        ]
    )
    both = x509.RelativeDistinguishedName(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "a"),
            x509.NameAttribute(x509.NameOID.USER_ID, "b"),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([*name.rdns, both]))
        .public_key(restaurant().key.public_key())
        .serial_number(45)
        .not_valid_before(restaurant().certificate.not_valid_before_utc)
        .not_valid_after(restaurant().certificate.not_valid_after_utc)
    )
    certificate = builder.sign(authority().key, hashes.SHA256())

    assert _certificate.issuer_text(certificate) in {"CN=a+UID=b,C=CO", "UID=b+CN=a,C=CO"}


# ------------------------------------------------------------------------ keys that live elsewhere


class Elsewhere:
    """A key whose answer the test decides."""

    def __init__(self, answer: Callable[[bytes, str], object] = lambda data, name: b"") -> None:
        self._answer = answer

    def sign(self, data: bytes, algorithm: dian.Digest) -> bytes:
        return self._answer(data, algorithm)  # type: ignore[return-value]


TOKEN = """
import base64, sys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_der_private_key
key = load_der_private_key(base64.b64decode(sys.stdin.readline()), None)
for line in sys.stdin:
    name, data = line.split()
    value = key.sign(base64.b64decode(data), PKCS1v15(), getattr(hashes, name.upper())())
    print(base64.b64encode(value).decode(), flush=True)
"""


class Token:
    """A key that lives in another process, as one in a token or an HSM does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def sign(self, data: bytes, algorithm: dian.Digest) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{algorithm} {base64.b64encode(data).decode()}\n")
        self._process.stdin.flush()
        return base64.b64decode(self._process.stdout.readline())


@contextlib.contextmanager
def token(holder: Holder) -> Iterator[Token]:
    """Start a process that holds the key of a holder."""
    der = holder.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with subprocess.Popen(
        [sys.executable, "-c", TOKEN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(base64.b64encode(der).decode() + "\n")
        yield Token(process)
        process.stdin.close()


def test_a_key_of_another_process_signs() -> None:
    """Documents of ours and of others, with each digest, and the bytes a key in memory gives."""
    here = signer_of(restaurant())
    with token(restaurant()) as key:
        there = dian.Signer(certificate=restaurant().pem, key=key)
        assert isinstance(key, dian.PrivateKey)
        for digest in ("sha256", "sha384", "sha512"):
            for what in (unsigned(), foreign()):
                signed = there.sign(what, at=AT, digest=digest)

                dian.verify(signed.xml).raise_for_errors()
                assert here.sign(what, at=AT, digest=digest).xml == signed.xml


@pytest.mark.parametrize("what", [unsigned(), foreign()])
def test_a_token_of_somebody_else_is_noticed(what: dian.Unsigned | bytes) -> None:
    """Each value of a foreign key is verified with the certificate before it is used."""
    with token(stranger()) as key:
        signer = dian.Signer(certificate=restaurant().certificate, key=key)

        found = refusal(lambda: signer.sign(what, at=AT))

    assert "key" == found.field


@pytest.mark.parametrize("answer", [b"", b"x" * 256, "texto", None, bytearray(256)])
def test_an_answer_that_is_no_signature_is_noticed(answer: object) -> None:
    """Whatever a key returns, no bad signature leaves."""
    signer = dian.Signer(
        certificate=restaurant().certificate, key=Elsewhere(lambda data, name: answer)
    )

    assert "key" == refusal(lambda: signer.sign(unsigned(), at=AT)).field


def test_another_digest_than_asked_for_is_noticed() -> None:
    """A token that always hashes by SHA-256 cannot sign with SHA-512."""
    key = restaurant().key
    assert isinstance(key, rsa.RSAPrivateKey)
    only_256 = Elsewhere(lambda data, name: key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    signer = dian.Signer(certificate=restaurant().certificate, key=only_256)

    assert works(signer)
    assert "key" == refusal(lambda: signer.sign(unsigned(), at=AT, digest="sha512")).field


@pytest.mark.parametrize("what", [unsigned(), foreign()])
@pytest.mark.parametrize("failure", [OSError("token removed"), ValueError("PIN blocked")])
def test_what_a_key_raises_comes_through(what: dian.Unsigned | bytes, failure: Exception) -> None:
    """The caller knows its token's errors: they are not wrapped, whatever their kind."""

    def answer(data: bytes, name: str) -> object:
        raise failure

    signer = dian.Signer(certificate=restaurant().certificate, key=Elsewhere(answer))

    with pytest.raises(type(failure)) as caught:
        signer.sign(what, at=AT)

    assert failure is caught.value


def test_a_key_in_memory_must_be_that_of_the_certificate() -> None:
    """A key of `cryptography` is taken as it is, and compared."""
    key = stranger().key
    assert isinstance(key, rsa.RSAPrivateKey)

    found = refusal(lambda: dian.Signer(certificate=restaurant().certificate, key=key))

    assert "key" == found.field


@pytest.mark.parametrize("key", [None, "clave", b"clave", object()])
def test_what_cannot_sign_is_no_key(key: object) -> None:
    """The mistake is told when the signer is made, not at the first sale."""
    found = refusal(
        lambda: dian.Signer(certificate=restaurant().certificate, key=key)  # type: ignore[arg-type]
    )

    assert "key" == found.field


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()]
)
def test_a_key_in_memory_must_be_rsa(key: Any) -> None:
    """Other keys of `cryptography` have a sign() too, and would fail at the first sale."""
    found = refusal(lambda: dian.Signer(certificate=restaurant().certificate, key=key))

    assert ("key", "The private key is not RSA.") == (found.field, found.message)


def test_a_key_in_memory_prints_and_pickles_nothing() -> None:
    """Not even its size."""
    key = signer_of(restaurant())._key

    assert "RsaKey('•••')" == repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)
