# SPDX-License-Identifier: MIT
"""`loggro rules new` and `loggro rules check`: the rules file, drafted and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Loggro, files_in
from cli.shapes import KEYS
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro


@pytest.fixture
def open_for_business(restaurant: FakeLoggro, rules: Path) -> FakeLoggro:
    """A restaurant that has sold, and has no rules yet."""
    restaurant.operator.sell()
    rules.unlink()
    return restaurant


@pytest.mark.usefixtures("open_for_business")
def test_a_draft_is_written_and_reads_back(loggro: Loggro, folder: Path) -> None:
    """Counts are told; only what matches is in force."""
    ran = loggro("rules", "new", "--out", "loggro.toml")

    rules = MappingRules.from_toml((folder / "loggro.toml").read_text("utf-8"))
    assert 0 == ran.code
    assert "Efectivo" in rules.payment_means
    assert "Nequi" not in rules.payment_means
    assert "proposals" in ran.out
    assert "loggro rules check" in ran.out


@pytest.mark.usefixtures("open_for_business")
def test_a_draft_with_its_proposals_is_ready_to_be_checked(loggro: Loggro) -> None:
    """From nothing to rules that fit every sale, in two commands."""
    new = loggro("rules", "new", "--out", "loggro.toml", "--accept")
    check = loggro("rules", "check", "--since", "2026-11-24", "--json")

    assert (0, 0) == (new.code, check.code)
    assert (1, 1, []) == (check.json["sales"], check.json["ready"], check.json["gaps"])


@pytest.mark.usefixtures("open_for_business")
def test_without_out_the_draft_is_printed_whole(loggro: Loggro, folder: Path) -> None:
    """What is printed is the file, and none is written."""
    ran = loggro("rules", "new")

    assert 0 == ran.code
    assert "900555111-6" == MappingRules.from_toml(ran.out).business.nit
    assert [] == files_in(folder)


@pytest.mark.usefixtures("open_for_business")
def test_a_draft_in_json(loggro: Loggro) -> None:
    """Each entry says table, key, value and why."""
    found = loggro("rules", "new", "--json").json

    assert KEYS["rules new"] == set(found)
    assert {"table", "key", "value", "why"} == set(found["proposals"][0])
    assert {"Nequi", "Rappi"} <= {each["key"] for each in found["proposals"]}
    assert found["readable"]
    assert "unknown" == found["tips"]["verdict"]


def test_a_draft_of_a_house_that_never_sold_says_what_is_missing(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path
) -> None:
    """The file is there, with the NIT to be filled in, and the command ends with 1."""
    del restaurant
    rules.unlink()

    ran = loggro("rules", "new", "--out", "loggro.toml")

    assert 1 == ran.code
    assert "business.nit" in ran.err
    assert rules.exists()


@pytest.mark.usefixtures("restaurant")
def test_rules_are_not_replaced_unless_it_is_asked_for(loggro: Loggro, rules: Path) -> None:
    """A file of somebody's work stays."""
    before = rules.read_bytes()

    ran = loggro("rules", "new", "--out", rules, "--json")

    assert (2, "out") == (ran.code, ran.error["field"])
    assert before == rules.read_bytes()

    loggro("rules", "new", "--out", rules, "--force")
    assert before != rules.read_bytes()


def test_rules_that_fit(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Without days no sale is mapped."""
    restaurant.operator.sell()

    ran = loggro("rules", "check", "--json")

    found = ran.json
    assert 0 == ran.code
    assert KEYS["rules check"] == set(found)
    assert (0, 0, None, None) == (
        found["problems"], found["sales"], found["since"], found["until"],
    )  # fmt: skip


def test_a_gap_names_its_sales(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """For people and for programs; the command ends with 1."""
    restaurant.operator.add_payment_method("Bono Sodexo")
    number = restaurant.operator.sell(payments="Bono Sodexo")

    told = loggro("rules", "check", "--since", "2026-11-24")
    found = loggro("rules", "check", "--since", "2026-11-24", "--json")

    assert (1, 1) == (told.code, found.code)
    assert "0 of 1 sales can be documents." in told.out
    assert number in told.out
    (gap,) = found.json["gaps"]
    assert ("payment-method-unmapped", "Bono Sodexo", True, 1, [number]) == (
        gap["code"], gap["value"], gap["blocking"], gap["count"], gap["numbers"],
    )  # fmt: skip


@pytest.mark.usefixtures("restaurant")
def test_everything_wrong_in_the_file_is_told_at_once(loggro: Loggro, rules: Path) -> None:
    """A file that cannot be read ends with 2 and names each key."""
    text = rules.read_text("utf-8")
    rules.write_text(text.replace('"900555111-6"', '"900555111-5"') + "\n[polices]\n", "utf-8")

    ran = loggro("rules", "check", "--json")

    assert (2, "InvalidRules") == (ran.code, ran.error["class"])
    assert {"business.nit", "polices"} == {each["path"] for each in ran.error["problems"]}


@pytest.mark.parametrize("words", [("rules", "new"), ("rules", "check")])
@pytest.mark.usefixtures("restaurant")
def test_days_in_the_wrong_order(loggro: Loggro, words: tuple[str, ...]) -> None:
    """The earlier day comes first."""
    ran = loggro(*words, "--since", "2026-11-20", "--until", "2026-11-10", "--json")

    assert (2, "InvalidDate") == (ran.code, ran.error["class"])


@pytest.mark.parametrize("words", [("rules", "new"), ("rules", "check")])
@pytest.mark.usefixtures("restaurant")
def test_a_wrong_password_ends_the_command(
    loggro: Loggro, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """It is one error, not a finding each time."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", "wrong")

    ran = loggro(*words, "--json")

    assert (2, "AuthenticationFailed") == (ran.code, ran.error["class"])


def test_a_draft_in_spanish(
    loggro: Loggro, open_for_business: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comments are written in the language of the person."""
    del open_for_business
    monkeypatch.setenv("LOGGRO_LANG", "es")

    assert "# propuesta: Nequi = " in loggro("rules", "new").out
