# SPDX-License-Identifier: MIT
"""`loggro dian new|build|sign`: each option, each refusal, and nothing half-written."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.papers import AT, KEY, PIN, SECRETS, SIGNING, write_certificates
from cli.running import PROGRAM, Loggro, Ran, files_in, without
from cli.shapes import KEYS
from dian.signers import PASSWORD, key_pem, restaurant
from dian.signing import authority, issue
from dian.test_sign_keys import p12
from dian.xsds import small_set, zipped
from loggro_integration import dian
from loggro_integration.cli._prompt import EnvironmentOrPerson
from loggro_integration.exact_json import loads

BUILD = ["dian", "build", "draft.toml", "--out", "a.xml"]


@pytest.fixture(autouse=True)
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate and an example in the folder, and the secrets in the environment."""
    write_certificates(folder)
    (folder / "draft.toml").write_text(dian.example_draft("invoice"), "utf-8")
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refused(ran: Ran, desk: Path, code: int, name: str) -> Any:
    """Give the error of a command that wrote nothing and printed no secret."""
    assert (code, name) == (ran.code, ran.error["class"]), ran
    assert ["autoridades.pem", "draft.toml", "firma.p12"] == [
        each for each in files_in(desk) if each not in {"a.xml", "before"}
    ]
    assert not [secret for secret in SECRETS.values() if secret in ran.out + ran.err]
    return ran.error


# --- new -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", dian.DRAFT_KINDS)
def test_an_example_is_printed_as_it_is(loggro: Loggro, kind: str, language: str) -> None:
    """Without a file the example goes to stdout, sign by sign, in the language asked for."""
    ran = loggro("dian", "new", kind, "--lang", language)

    assert (0, dian.example_draft(kind, language), "") == (ran.code, ran.out, ran.err)


def test_an_example_in_json(loggro: Loggro, desk: Path) -> None:
    """JSON has no comments and the same values; a file called .json holds it without asking."""
    printed = loggro("dian", "new", "pos", "--format", "json")
    loggro("dian", "new", "pos", "--out", "pos.json")

    expected = tomllib.loads(dian.example_draft("pos"), parse_float=Decimal)
    assert printed.out == (desk / "pos.json").read_text("utf-8")
    assert dian.from_draft(expected) == dian.from_draft(printed.json)


def test_an_example_for_programs(loggro: Loggro) -> None:
    """With --json the text is one of the values."""
    ran = loggro("dian", "new", "event-031", "--json")

    assert KEYS["dian new"] == set(ran.json)
    assert ran.json["draft"].startswith("# Claim against the invoice (031)")


def test_the_language_of_the_run(loggro: Loggro, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who speaks Spanish gets Spanish comments."""
    monkeypatch.setenv("LOGGRO_LANG", "es")

    assert "hora de Bogotá" in loggro("dian", "new", "invoice").out


def test_a_kind_that_does_not_exist(loggro: Loggro, desk: Path) -> None:
    """All kinds are named in the remedy."""
    error = refused(loggro("dian", "new", "invoices", "--json"), desk, 2, "InvalidInput")

    assert ("kind", "invoices") == (error["field"], error["value"])
    assert "support-document-note" in error["hint"]["es"]


@pytest.mark.parametrize(
    "words",
    [
        ["dian", "new", "pos", "--out", "before"],
        ["dian", "build", "draft.toml", "--out", "before"],
    ],
)
def test_no_file_is_replaced_unless_forced(loggro: Loggro, desk: Path, words: list[str]) -> None:
    """A file that is there stays as it is; with --force it is replaced."""
    (desk / "before").write_text("mine")

    error = refused(loggro(*words, "--json"), desk, 2, "InvalidInput")

    assert ("--out", "before") == (error["field"], error["value"])
    assert "--force" in error["hint"]["en"]
    assert "mine" == (desk / "before").read_text()
    assert 0 == loggro(*words, "--force").code
    assert "mine" != (desk / "before").read_text("utf-8")


# --- build -----------------------------------------------------------------------------------


def test_names_of_dian_in_a_folder(loggro: Loggro, desk: Path) -> None:
    """In a folder each file gets DIAN's name with the next consecutive, in hexadecimal."""
    (desk / "out").mkdir()
    (desk / "new").mkdir()
    (desk / "out" / "fv0900555111000260000000f.xml").touch()
    (desk / "out" / "fv0900555111000250000ffff.xml").touch()
    (desk / "out" / "fv09005551110002600000x.xml").touch()

    first = loggro("dian", "build", "draft.toml", "--out", "out", "--json")
    second = loggro("dian", "build", "draft.toml", "--out", "out", "--json")
    third = loggro("dian", "build", "draft.toml", "--out", "new", "--sequence", "17", "--json")

    assert [
        "out/fv09005551110002600000010.xml",
        "out/fv09005551110002600000011.xml",
        "new/fv09005551110002600000011.xml",
    ] == [each.json["out"] for each in (first, second, third)]
    assert third.json["file_name"] == "fv09005551110002600000011.xml"


@pytest.mark.parametrize("sequence", ["0", "-1", "4294967296"])
def test_a_consecutive_that_is_none(loggro: Loggro, desk: Path, sequence: str) -> None:
    """DIAN's names hold eight hexadecimal digits, from 1."""
    ran = loggro(*BUILD, "--sequence", sequence, "--json")

    assert "sequence" == refused(ran, desk, 2, "InvalidInput")["field"]


@pytest.mark.parametrize("name", ["LOGGRO_DIAN_PIN", "LOGGRO_DIAN_KEY"])
def test_a_secret_that_is_nowhere(
    loggro: Loggro, desk: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A variable of the draft that is not set is named; where nobody is, nobody is asked."""
    monkeypatch.delenv(name)

    error = refused(loggro(*BUILD, "--json"), desk, 2, "ConfigurationError")

    assert name in error["message"]
    assert name in error["hint"]["es"]


def test_a_draft_with_everything_wrong(loggro: Loggro, desk: Path) -> None:
    """All problems come at once, each with its path and its remedy in both languages."""
    change(desk / "draft.toml", 'number = "SETP990000123"', "nombre = 5")
    change(desk / "draft.toml", "quantity = 3", "quantity = -3")
    change(desk / "draft.toml", 'id = "900555111-6"', 'id = "900555111-5"')

    error = refused(loggro(*BUILD, "--json"), desk, 2, "InvalidDraft")

    paths = {each["path"] for each in error["problems"]}
    assert {"number", "nombre", "lines[0].quantity"} <= paths
    assert any(path.startswith("issuer") for path in paths)
    assert [] == [each for each in error["problems"] if not each["fix"]["es"]]


def test_a_secret_in_a_draft(loggro: Loggro, desk: Path) -> None:
    """A PIN written into the draft is refused, and not repeated."""
    change(desk / "draft.toml", 'pin_env = "LOGGRO_DIAN_PIN"', f'pin = "{PIN}"')

    error = refused(loggro(*BUILD, "--json"), desk, 2, "InvalidDraft")

    assert "draft-secret" in {each["code"] for each in error["problems"]}


def test_a_document_that_breaks_the_rules(loggro: Loggro, desk: Path) -> None:
    """A number outside of its range is a problem of the document: 1, and nothing is written."""
    change(desk / "draft.toml", "SETP990000123", "SETP1")

    error = refused(loggro(*BUILD, "--json"), desk, 1, "RulesBroken")

    assert error["problems"]
    assert error["problems"][0]["fix"]["es"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("draft.toml", b"kind = ", "is no TOML"),
        ("draft.toml", b"a = " + b"[" * 3_000, "is no TOML"),
        ("draft.toml", b"", "kind"),
        ("draft.json", b"{", "is no JSON"),
        ("draft.json", b"[]", "is no object"),
        ("draft.json", b'{"kind": NaN}', "is no JSON"),
        ("draft.json", b"[" * 100_000, "nested too deeply"),
        ("draft.toml", b'kind = "\xf1"', "not UTF-8"),
    ],
)
def test_a_draft_that_cannot_be_read(
    loggro: Loggro, desk: Path, name: str, content: bytes, words: str
) -> None:
    """Broken files are told apart from documents, with 2 and without a traceback."""
    (desk / "draft.toml").unlink()
    (desk / name).write_bytes(content)

    ran = loggro("dian", "build", name, "--out", "a.xml", "--json")

    assert 2 == ran.code
    assert words in str(ran.error)
    assert not (desk / "a.xml").exists()


def test_a_draft_that_is_nowhere(loggro: Loggro, desk: Path) -> None:
    """A path that does not exist is named."""
    error = refused(loggro("dian", "build", "none.toml", "--json"), desk, 2, "InvalidInput")

    assert ("DRAFT", "none.toml") == (error["field"], error["value"])


def test_numbers_of_a_json_draft_stay_exact(loggro: Loggro, desk: Path) -> None:
    """A price with cents is read digit by digit, not as a binary number."""
    loggro("dian", "new", "credit-note", "--out", "draft.json")
    change(desk / "draft.json", '"unit_price": 12000', '"unit_price": 12000.1')

    ran = loggro("dian", "build", "draft.json", "--out", "b.xml", "--json")

    assert 0 == ran.code
    assert b">12000.10<" in (desk / "b.xml").read_bytes()


def test_a_document_that_the_schema_refuses(loggro: Loggro, desk: Path) -> None:
    """What is not as the schema wants it is listed and not written."""
    (desk / "before").write_bytes(zipped(small_set()))
    (desk / "before").rename(desk / "xsd.zip")

    ran = loggro(*BUILD, "--schemas", "xsd.zip", "--json")
    told = loggro(*BUILD, "--schemas", "xsd.zip")

    assert 1 == ran.code == told.code
    assert None is ran.json["out"]
    assert ran.json["schema_problems"]
    assert "Not as the schema (XSD) wants it" in told.out
    assert not (desk / "a.xml").exists()


def test_a_place_that_cannot_be_written(loggro: Loggro, desk: Path) -> None:
    """A file where a folder should be is refused, and stays."""
    (desk / "before").write_text("mine")

    error = refused(
        loggro("dian", "build", "draft.toml", "--out", "before/a.xml", "--json"),
        desk, 2, "InvalidInput",
    )  # fmt: skip

    assert "--out" == error["field"]
    assert "mine" == (desk / "before").read_text()


def test_the_pin_stays_out_of_the_document(loggro: Loggro, desk: Path) -> None:
    """Neither the PIN nor the technical key is in the XML that is built."""
    loggro(*BUILD)

    written = (desk / "a.xml").read_bytes()
    assert PIN.encode() not in written
    assert KEY.encode() not in written


# --- sign ------------------------------------------------------------------------------------


@pytest.fixture
def unsigned(loggro: Loggro, desk: Path) -> Path:
    """An invoice that was built."""
    assert 0 == loggro(*BUILD).code
    return desk / "a.xml"


@pytest.mark.parametrize(
    ("role", "digest", "written"),
    [("supplier", "sha256", "supplier"), ("third-party", "sha512", "third party")],
)
def test_role_and_digest(
    loggro: Loggro, unsigned: Path, role: str, digest: str, written: str
) -> None:
    """They are those of the command, and are told."""
    ran = loggro("dian", "sign", unsigned, *SIGNING, "--role", role, "--digest", digest, "--json")

    facts = dian.verify(Path(ran.json["out"]).read_bytes()).signature
    assert KEYS["dian sign"] == set(ran.json)
    assert (written, digest) == (ran.json["role"], ran.json["digest"])
    assert (written, digest, "valid") == (facts.role, facts.digest, facts.verdict)
    assert "2026-11-21T01:15:32.000Z" == ran.json["signing_time"]
    assert ["900555111"] == ran.json["certificate"]["numbers"]


def test_a_certificate_in_pem(loggro: Loggro, desk: Path, unsigned: Path) -> None:
    """Certificate and key in PEM, in two files or in one; an open key needs no password."""
    holder = restaurant()
    (desk / "cert.pem").write_bytes(holder.pem)
    (desk / "open.pem").write_bytes(key_pem(holder))
    (desk / "closed.pem").write_bytes(key_pem(holder, PASSWORD))
    (desk / "both.pem").write_bytes(holder.pem + key_pem(holder))
    ways = [
        ["--pem", "cert.pem", "--key", "open.pem"],
        ["--pem", "cert.pem", "--key", "closed.pem", "--password-env", "LOGGRO_P12_PASSWORD"],
        ["--pem", "both.pem"],
    ]

    codes = [
        loggro("dian", "sign", unsigned, *way, "--at", AT, "--out", f"{at}.xml").code
        for at, way in enumerate(ways)
    ]

    assert [0, 0, 0] == codes
    assert {"valid"} == {
        dian.verify((desk / f"{at}.xml").read_bytes()).verdict.value for at in range(3)
    }


def test_a_password_in_the_keyring(
    loggro: Loggro, keyring: Path, unsigned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keyring of the system keeps the password under a name."""
    monkeypatch.delenv("LOGGRO_P12_PASSWORD")
    keyring.write_text(f'{{"loggro-integration|firma": "{PASSWORD}"}}')

    words = ["dian", "sign", unsigned, "--p12", "firma.p12", "--at", AT, "--json"]
    kept = loggro(*words, "--password-keyring", "firma")
    absent = loggro(*words, "--password-keyring", "otra", "--force")

    assert 0 == kept.code
    assert (2, "no-secret") == (absent.code, absent.error["code"])


@pytest.mark.parametrize(
    ("words", "name", "field", "code"),
    [
        ([], "InvalidInput", "--p12", "usage"),
        (["--p12", "firma.p12", "--pem", "autoridades.pem"], "InvalidInput", "--p12", "usage"),
        (["--p12", "firma.p12", "--key", "autoridades.pem"], "InvalidInput", "--p12", "usage"),
        (["--p12", "none.p12"], "InvalidInput", "--p12", None),
        (["--p12", "firma.p12"], "ConfigurationError", None, "no-password"),
        (
            ["--p12", "firma.p12", "--password-env", "NONE"],
            "ConfigurationError",
            None,
            "NONE",
        ),
        (
            ["--p12", "firma.p12", "--password-env", "A", "--password-keyring", "B"],
            "InvalidInput",
            "--password-env",
            "usage",
        ),
        (
            ["--p12", "firma.p12", "--password-env", "LOGGRO_DIAN_PIN"],
            "InvalidInput",
            "password",
            None,
        ),
        (
            ["--p12", "draft.toml", "--password-env", "LOGGRO_P12_PASSWORD"],
            "InvalidInput",
            "data",
            None,
        ),
        (["--pem", "autoridades.pem", "--key", "none.pem"], "InvalidInput", "--key", None),
        (["--pem", "autoridades.pem"], "InvalidInput", "key", None),
    ],
)
def test_certificates_that_cannot_be_used(
    loggro: Loggro,
    desk: Path,
    unsigned: Path,
    words: list[str],
    name: str,
    field: str | None,
    code: str | None,
) -> None:
    """Which, where, wrong password, no key: each by its name, and nothing is written."""
    ran = loggro("dian", "sign", unsigned, *words, "--at", AT, "--json")

    error = refused(ran, desk, 2, name)
    assert (field, code) == (error.get("field"), error.get("code"))
    assert {"es", "en"} == set(error["hint"])


@pytest.mark.parametrize(
    ("at", "name", "code"),
    [
        ("2026-11-22T14:00:00Z", "InvalidInput", "FAD09e"),
        ("2040-11-20T14:00:00Z", "InvalidInput", None),
        ("yesterday", "InvalidDate", None),
    ],
)
def test_moments_of_another_day(
    loggro: Loggro, desk: Path, unsigned: Path, at: str, name: str, code: str | None
) -> None:
    """The day must be the document's, and one of the certificate's."""
    words = ["--p12", "firma.p12", "--password-env", "LOGGRO_P12_PASSWORD", "--at", at]

    error = refused(loggro("dian", "sign", unsigned, *words, "--json"), desk, 2, name)

    assert code == error.get("code")


def test_now_is_the_moment_if_none_is_named(loggro: Loggro, desk: Path, unsigned: Path) -> None:
    """A document of today needs no moment; one of another day is refused."""
    from loggro_integration.cli._dian_input import moment_of
    from loggro_integration.days import business_day

    change(desk / "draft.toml", "2026-11-20", business_day(moment_of(None)).isoformat())
    loggro(*BUILD, "--force")
    holder = issue("De hoy", authority(), years=(2020, 2100), subject={"2.5.4.5": "900555111"})
    (desk / "before").write_bytes(p12(holder))
    words = ["--p12", "before", "--password-env", "LOGGRO_P12_PASSWORD"]

    assert 0 == loggro("dian", "sign", unsigned, *words).code


def test_a_document_that_is_signed_already(loggro: Loggro, desk: Path, unsigned: Path) -> None:
    """DIAN accepts one signature; the signed file is not signed again."""
    loggro("dian", "sign", unsigned, *SIGNING)

    ran = loggro("dian", "sign", "a-signed.xml", *SIGNING, "--json")

    assert (2, "InvalidInput") == (ran.code, ran.error["class"])
    assert "FAC03" in ran.error["hint"]["es"]
    assert not (desk / "a-signed-signed.xml").exists()


def test_a_certificate_of_somebody_else(loggro: Loggro, desk: Path, unsigned: Path) -> None:
    """Another NIT in the certificate is a warning on stderr, in JSON too: DIAN decides."""
    other = issue("Otro SAS", authority(), subject={"2.5.4.5": "830115355"})
    (desk / "otro.p12").write_bytes(p12(other))
    words = ["--p12", "otro.p12", "--password-env", "LOGGRO_P12_PASSWORD", "--at", AT]

    ran = loggro("dian", "sign", unsigned, *words, "--json")

    assert 0 == ran.code
    assert ["certificate-number-different"] == [each["code"] for each in ran.json["warnings"]]
    assert "ZE03" in ran.err


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "XmlRefused"),
        (b"<!DOCTYPE a><a/>", "XmlRefused"),
        (b"<a/>", "NotADianDocument"),
        (b"PK\x03\x04", "XmlRefused"),
    ],
)
def test_hostile_files_are_not_signed(
    loggro: Loggro, desk: Path, content: bytes, name: str
) -> None:
    """What does not pass the door is not signed."""
    (desk / "a.xml").write_bytes(content)

    refused(loggro("dian", "sign", "a.xml", *SIGNING, "--json"), desk, 2, name)


def test_an_existing_signed_file(loggro: Loggro, desk: Path, unsigned: Path) -> None:
    """The name that nobody gave is not replaced either."""
    (desk / "a-signed.xml").write_text("mine")

    ran = loggro("dian", "sign", unsigned, *SIGNING, "--json")

    assert (2, "--out") == (ran.code, ran.error["field"])
    assert "mine" == (desk / "a-signed.xml").read_text()


def test_without_the_extra(desk: Path) -> None:
    """A base installation is told which part it needs."""
    del desk
    ran = without("cryptography", "dian", "sign", "draft.toml", "--p12", "firma.p12", "--json")

    assert (2, "MissingExtra") == (ran.code, ran.error["class"])


# --- a person at a terminal ------------------------------------------------------------------

AT_A_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); " + PROGRAM


ENTER, END = "\n", "\x04"


def typed(answers: list[str], *words: object, hidden: set[str]) -> tuple[int, str, str]:
    """Run the command on a terminal of its own and type the answers when it asks."""
    ours, theirs = os.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    process = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *map(str, words)],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    for answer in answers:
        while not shown.rstrip(" ").endswith(":"):
            assert select.select([ours], [], [], 300)[0], shown
            shown += os.read(ours, 1_000).decode()
        os.write(ours, answer.encode())
        shown += "\n"
    out, err = process.communicate(timeout=300)
    os.close(ours)
    return process.returncode, out, shown + err


def test_a_person_is_asked_for_secrets(desk: Path) -> None:
    """What is not set is asked for on the terminal, without echo; stdout stays JSON."""
    code, out, shown = typed([PIN + ENTER, KEY + ENTER], *BUILD, "--json", hidden=set(SECRETS))

    assert (0, "SETP990000123") == (code, loads(out)["number"])
    assert "LOGGRO_DIAN_PIN (not shown):" in shown
    assert PIN not in shown + out
    document = dian.read((desk / "a.xml").read_bytes())
    assert "matches" == dian.unique_code(document, KEY).status


def test_a_person_is_asked_for_the_password(unsigned: Path) -> None:
    """The password of the certificate is typed and not seen; an empty one opens nothing."""
    words = ["dian", "sign", unsigned, "--p12", "firma.p12", "--at", AT, "--json"]

    code, out, shown = typed([PASSWORD + ENTER], *words, hidden=set(SECRETS))
    empty, told, _ = typed([ENTER], *words, "--force", hidden=set(SECRETS))

    assert 0 == code, shown
    assert "a-signed.xml" in out
    assert PASSWORD not in shown + out
    assert (2, "InvalidInput") == (empty, loads(told)["error"]["class"])


def test_the_environment_as_a_mapping() -> None:
    """Whoever takes the secrets sees the whole environment, as `os.environ` would be."""
    found = EnvironmentOrPerson()

    assert dict(os.environ) == dict(found)
    assert len(os.environ) == len(found)


def test_a_person_who_types_nothing(desk: Path) -> None:
    """The end of the input, Ctrl-D, is no secret: the variable is named, and nothing is written."""
    code, out, _ = typed([END], *BUILD, "--json", hidden=set(SECRETS))

    assert (2, "ConfigurationError") == (code, loads(out)["error"]["class"])
    assert not (desk / "a.xml").exists()
