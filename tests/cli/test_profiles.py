# SPDX-License-Identifier: MIT
"""Profiles: which account a command works on, where its secrets are, and what the keyring keeps."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import Loggro
from loggro_integration._credentials import KeptToken
from loggro_integration.cli._commands import COMMANDS
from loggro_integration.cli._profiles import with_profile
from loggro_integration.exact_json import loads
from loggro_integration.mapping import InvalidRules, MappingRules
from loggro_integration.sandbox import FakeLoggro, Served, serve
from loggro_integration.secret import Secret

LOGINS = ("LOGGRO_RESTOBAR_EMAIL", "LOGGRO_RESTOBAR_PASSWORD", "LOGGRO_PYMES_TOKEN")


@pytest.fixture
def centro(
    fake: FakeLoggro, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[FakeLoggro, Served]]:
    """Serve a restaurant that only the profile `centro` knows."""
    with serve(fake) as served:
        monkeypatch.setenv("CENTRO_PASSWORD", fake.password)
        monkeypatch.setenv("CENTRO_TOKEN", fake.token)
        rules.write_text(
            rules.read_text("utf-8")
            + f"""
[profiles.centro]
restobar_url = "{served.restobar}"
restobar_email = "{fake.email}"
restobar_password = "env:CENTRO_PASSWORD"
pymes_url = "{served.pymes}"
pymes_token = "env:CENTRO_TOKEN"

[profiles.norte]
restobar_url = "http://127.0.0.1:9/restobar"
""",
            "utf-8",
        )
        yield fake, served


def test_an_option_chooses_the_account(loggro: Loggro, centro: tuple[FakeLoggro, Served]) -> None:
    """`--profile` needs nothing of the environment."""
    fake, _ = centro
    fake.operator.sell()

    ran = loggro("sales", "list", "--profile", "centro", "--json")

    assert (0, 1) == (ran.code, ran.json["count"])


def test_the_environment_chooses_the_account(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`LOGGRO_PROFILE` does the same, and the option wins over it."""
    monkeypatch.setenv("LOGGRO_PROFILE", "centro")

    assert 0 == loggro("sales", "list").code
    assert 2 == loggro("sales", "list", "--profile", "norte").code


def test_what_a_profile_leaves_out_comes_from_the_environment(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile with an address alone takes the login of the environment."""
    fake, served = centro
    monkeypatch.setenv("LOGGRO_RESTOBAR_EMAIL", fake.email)
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", fake.password)
    monkeypatch.setenv("LOGGRO_RESTOBAR_URL", served.restobar)

    assert 0 == loggro("sales", "list").code
    assert 4 == loggro("sales", "list", "--profile", "norte").code


def test_a_profile_that_does_not_exist(loggro: Loggro, centro: tuple[FakeLoggro, Served]) -> None:
    """The message lists those that do."""
    error = loggro("sales", "list", "--profile", "sur", "--json").error

    assert ("ConfigurationError", "no-profile") == (error["class"], error["code"])
    assert "centro, norte" in error["hint"]["en"]


@pytest.mark.parametrize("name", ["../centro", "a/b", "-x", "ñandú", "x" * 41])
def test_a_name_that_cannot_be_a_file(loggro: Loggro, name: str) -> None:
    """The name becomes part of a file name: it is checked first."""
    ran = loggro("sync", "status", f"--profile={name}", "--json")

    assert (2, "profile") == (ran.code, ran.error["field"])


def test_two_accounts_share_no_ledger(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], folder: Path
) -> None:
    """With a profile the ledger has its name, and so says the next command."""
    ran = loggro("sync", "start", "--from", "2026-11-01", "--profile", "centro", "--json")

    assert "loggro-centro.db" == ran.json["ledger"]
    assert "--ledger loggro-centro.db --profile centro" in ran.json["next_command"]
    assert not (folder / "loggro.db").exists()
    # No run has ended yet: nobody knows.
    assert 3 == loggro("sync", "status", "--profile", "centro").code
    assert 2 == loggro("sync", "status").code
    assert 3 == loggro("sync", "status", "--profile", "norte", "--ledger", "loggro-centro.db").code


def test_the_doctor_looks_at_the_account_of_the_profile(
    loggro: Loggro, centro: tuple[FakeLoggro, Served]
) -> None:
    """It tells whether each credential is there, and never what it is."""
    ran = loggro("doctor", "--profile", "centro", "--json")

    verdicts = {check["code"]: check["verdict"] for check in ran.json["checks"]}
    fake, _ = centro
    assert {"ok"} == {
        verdicts[name]
        for name in ("restobar_email", "CENTRO_PASSWORD", "CENTRO_TOKEN", "restobar", "pymes")
    }
    assert not set(LOGINS) & verdicts.keys()
    assert fake.password not in ran.out + ran.err


def test_the_doctor_tells_a_profile_that_does_not_exist(
    loggro: Loggro, centro: tuple[FakeLoggro, Served]
) -> None:
    """Without it there is no account to look at."""
    ran = loggro("doctor", "--profile", "sur", "--json")

    assert "problem" == {c["code"]: c["verdict"] for c in ran.json["checks"]}["profile"]


def test_the_doctor_tells_a_credential_that_is_not_there(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], rules: Path
) -> None:
    """A place without secret is a problem with its remedy."""
    rules.write_text(
        rules.read_text("utf-8").replace("env:CENTRO_TOKEN", "keyring:centro"), "utf-8"
    )

    ran = loggro("doctor", "--profile", "centro", "--json")

    (found,) = (check for check in ran.json["checks"] if check["code"] == "pymes_token")
    assert "problem" == found["verdict"]
    assert "keyring" in found["fix"]["en"]


def test_the_token_of_one_run_serves_the_next(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], keyring: Path
) -> None:
    """Where the library keyring is installed, a second run does not log in."""
    fake, _ = centro

    codes = [loggro("sales", "list", "--profile", "centro").code for _ in range(3)]

    assert [0, 0, 0] == codes
    assert 1 == sum("/login" in str(call) for call in fake.calls)
    (kept,) = loads(keyring.read_text())
    assert "restobar-token" in kept


def test_a_kept_token_that_no_longer_works_is_replaced(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], keyring: Path
) -> None:
    """Loggro refuses it once; the run logs in and keeps the new one."""
    loggro("sales", "list", "--profile", "centro")
    ((name, first),) = loads(keyring.read_text()).items()
    keyring.write_text(f'{{"{name}": "old.token"}}')

    ran = loggro("sales", "list", "--profile", "centro")

    assert 0 == ran.code
    assert loads(keyring.read_text())[name] not in {"old.token", ""}
    assert "old.token" != first


def test_a_locked_keyring_changes_nothing(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], keyring: Path
) -> None:
    """Each run logs in, as without keyring; a secret that should be there is missed by name."""
    keyring.write_text('{"locked": "yes"}')

    assert 0 == loggro("sales", "list", "--profile", "centro").code
    assert KeptToken("https://x.test", "a@b.co").read() is None


def test_a_secret_of_a_profile_may_be_in_the_keyring(
    loggro: Loggro, centro: tuple[FakeLoggro, Served], rules: Path, keyring: Path
) -> None:
    """`keyring:NAME` is read where it is needed; locked, the command says so."""
    fake, _ = centro
    rules.write_text(
        rules.read_text("utf-8").replace("env:CENTRO_PASSWORD", "keyring:centro"), "utf-8"
    )
    keyring.write_text(f'{{"loggro-integration|centro": "{fake.password}"}}')

    assert 0 == loggro("sales", "list", "--profile", "centro").code
    keyring.write_text('{"locked": "yes"}')
    assert "no-secret" == loggro("sales", "list", "--profile", "centro", "--json").error["code"]


def test_logins_do_not_share_a_token(keyring: Path) -> None:
    """The token is kept by address and e-mail; the password in an address is not part of it."""
    KeptToken("https://x.test", "Ana@b.co").write(Secret("one"))

    assert Secret("one") == KeptToken("https://x.test", "ana@b.co ").read()
    assert KeptToken("https://y.test", "ana@b.co").read() is None
    assert KeptToken("https://x.test", "eva@b.co").read() is None
    KeptToken("https://ana:s3cr3t@x.test", "ana@b.co").write(Secret("two"))
    assert "s3cr3t" not in keyring.read_text()


def test_nothing_is_kept_without_the_library() -> None:
    """Neither reading nor writing fails where keyring is not installed."""
    kept = KeptToken("https://x.test", "ana@b.co")
    kept.write(Secret("one"))

    assert kept.read() is None


def test_every_command_on_an_account_takes_a_profile() -> None:
    """The option is added by what a command works on, so that none is forgotten."""
    for command in COMMANDS:
        own = inspect.signature(command.function).parameters
        shown = inspect.signature(with_profile(command.function)).parameters
        assert ({"rules", "ledger"} & own.keys() != set()) == ("profile" in shown)


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ('[profiles."a/b"]', 'profiles."a/b"'),
        ('[profiles.x]\nrestobar_email = "a@b.co"', 'profiles."x".restobar_password'),
        ('[profiles.x]\nrestobar_password = "env:A"', 'profiles."x".restobar_email'),
        ('[profiles.x]\nrestobar_email = "a@b.co"\nrestobar_password = "s3cr3t"', None),
        ('[profiles.x]\npymes_token = "s3cr3t"', 'profiles."x".pymes_token'),
        ('[profiles.x]\nrestobar_email = "env:"\nrestobar_password = "env:A"', None),
        ('[profiles.x]\ntoken = "env:A"', 'profiles."x".token'),
    ],
)
def test_a_wrong_profile_is_told_with_the_rules(table: str, path: str | None) -> None:
    """Secrets are written by reference only, and what was written is not repeated."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(MappingRules.example().to_toml() + "\n" + table)

    assert path is None or path in {problem.path for problem in caught.value.problems}
    assert "s3cr3t" not in str(caught.value)


def test_profiles_are_written_back() -> None:
    """Rules with profiles read back equal."""
    rules = MappingRules.from_toml(
        MappingRules.example().to_toml()
        + '\n[profiles.x-1]\nrestobar_email = "env:A"\nrestobar_password = "keyring:b"\n'
    )

    assert rules == MappingRules.from_toml(rules.to_toml())
    assert "keyring:b" == rules.profiles["x-1"].restobar_password
