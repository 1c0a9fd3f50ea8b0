# SPDX-License-Identifier: MIT
"""`loggro status`: the answer first, offline, with metrics and notices."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from attrs import evolve
from prometheus_client.parser import text_string_to_metric_families

from cli.running import Loggro
from cli.shapes import KEYS, NUMBERING, QUOTA
from loggro_integration.cli._output import Output
from loggro_integration.cli._status import notifier, tell_news
from loggro_integration.exact_json import loads
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro
from loggro_integration.sync import SqliteStore

DAY = "2026-11-24"
NOTE = "'{python}' -S -c 'import sys; open(\"told.json\", \"w\").write(sys.stdin.read())'"


@pytest.fixture
def told() -> str:
    """Give a command that keeps what it gets in a file."""
    return NOTE.format(python=sys.executable)


@pytest.fixture
def begun(loggro: Loggro, restaurant: FakeLoggro) -> list[str]:
    """Make the first run over a sale that arrives and one that no screen maps."""
    operator = restaurant.operator
    numbers = [operator.sell(), operator.sell(payments="Nequi")]
    operator.push_now()
    operator.advance(seconds=3600)
    assert 1 == loggro("sync", "run", "--since", DAY).code
    return numbers


def test_the_first_line_answers(loggro: Loggro, begun: list[str]) -> None:
    """A person reads whether everything is in Pymes, what is not, and why, before anything else."""
    ran = loggro("status")

    assert 1 == ran.code
    assert ran.out.startswith(
        f"Not everything is in Pymes: 1 synchronised; 1 missing: {begun[1]} (is not in Pymes). "
    )
    assert f"The oldest on its way: {begun[1]}, of {DAY}." in ran.out


def test_it_asks_nobody(
    loggro: Loggro, begun: list[str], restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without credentials, rules or network the ledger answers."""
    for name in ("LOGGRO_RESTOBAR_EMAIL", "LOGGRO_RESTOBAR_URL", "LOGGRO_PYMES_TOKEN"):
        monkeypatch.delenv(name)
    Path("loggro.toml").unlink()
    calls = len(restaurant.calls)

    ran = loggro("status", "--json")

    assert (1, "no", 0) == (ran.code, ran.json["in_pymes"], len(restaurant.calls) - calls)


@pytest.mark.parametrize("words", [("status",), ("sync", "status")])
def test_both_names_say_the_same(loggro: Loggro, begun: list[str], words: tuple[str, ...]) -> None:
    """`sync status` goes on working, with the documented keys."""
    ran = loggro(*words, "--json")

    assert loggro("status", "--json").json == ran.json
    assert KEYS["status"] == set(ran.json)
    assert NUMBERING == set(ran.json["numbering"][0])
    assert ["electronic-quota"] == [
        each["code"] for each in ran.json["unknown"] if each["code"] != "electronic-numbering"
    ]
    assert ran.json["notified"] is None


def test_spanish_answers_in_spanish(
    loggro: Loggro, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answer, in the language of the owner."""
    monkeypatch.setenv("LOGGRO_LANG", "es")

    ran = loggro("status")

    assert ran.out.startswith("No todo está en Pymes: 1 sincronizada; 1 falta: ")
    assert "Lo que no se sabe" in ran.out


def test_an_old_run_ends_with_one(loggro: Loggro, begun: list[str], restaurant: FakeLoggro) -> None:
    """`--max-age` counts hours, also parts of one."""
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    assert 0 == loggro("sync", "run").code
    restaurant.operator.advance(seconds=3600)

    codes = [
        loggro("status", *words).code for words in ((), ("--max-age", "0.5"), ("--max-age", "2"))
    ]
    ran = loggro("status", "--max-age", "0.5")

    assert [0, 1, 0] == codes
    assert "No run ended for 60 min; the most is 30 min." in " ".join(ran.out.split())


@pytest.mark.parametrize("hours", ["0", "-1", "1e9", "NaN", "Infinity"])
def test_hours_that_are_none(loggro: Loggro, begun: list[str], hours: str) -> None:
    """An age is above zero and below ten years."""
    ran = loggro("status", f"--max-age={hours}", "--json")

    assert (2, "max-age") == (ran.code, ran.error["field"])


def test_a_long_list_is_cut_for_people(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Fifty rows are shown, the rest is counted; JSON has them all."""
    for _ in range(52):
        restaurant.operator.sell(payments="Nequi")
    restaurant.operator.push_now()
    restaurant.operator.sell()
    restaurant.operator.push_now()
    restaurant.operator.advance(seconds=3600)
    loggro("sync", "run", "--since", DAY)

    ran, all_of_them = loggro("status"), loggro("status", "--json").json["pending"]

    assert "… and 2 more: loggro sync review" in ran.out
    assert 52 == len(all_of_them)


# What a check saw


def test_a_check_leaves_what_it_saw(loggro: Loggro, begun: list[str], rules: Path) -> None:
    """Numbering and quota are in the status afterwards, without another call."""
    known = MappingRules.from_toml(rules.read_text("utf-8"))
    quota = evolve(known.restobar.quota, used_field="count", limit=500)
    rules.write_text(evolve(known, restobar=evolve(known.restobar, quota=quota)).to_toml(), "utf-8")
    loggro("check")

    ran = loggro("status", "--json").json
    people = loggro("status").out

    assert QUOTA == set(ran["quota"])
    assert (500, "ok") == (ran["quota"]["limit"], ran["quota"]["verdict"])
    assert {"pos", "electronic"} == {each["kind"] for each in ran["numbering"]}
    assert "Electronic documents: 0 of 500." in people


def test_a_check_makes_no_ledger(loggro: Loggro, restaurant: FakeLoggro, folder: Path) -> None:
    """Looking at settings writes nothing where no synchronisation was begun."""
    assert "findings" in loggro("check", "--json").json
    assert not list(folder.glob("*.db"))


def test_a_check_ends_well_beside_a_foreign_file(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path
) -> None:
    """A file that is no ledger keeps no note, and the check says what it found all the same."""
    (folder / "loggro.db").write_text("no ledger", "utf-8")

    assert "findings" in loggro("check", "--json").json


# Metrics


def test_metrics_go_to_a_file(loggro: Loggro, begun: list[str], folder: Path) -> None:
    """The file is replaced whole, and Prometheus reads it."""
    place = folder / "loggro.prom"
    place.write_text("old", "utf-8")

    ran = loggro("status", "--prometheus", place, "--json")

    families = {each.name: each for each in text_string_to_metric_families(place.read_text())}
    states = {each.labels["state"]: each.value for each in families["loggro_sync_sales"].samples}
    assert (1, {"synced": 1, "absent": 1}) == (ran.code, {k: v for k, v in states.items() if v})
    assert "no" == ran.json["in_pymes"]
    assert ["loggro.prom"] == [path.name for path in folder.iterdir() if "prom" in path.name]


def test_metrics_are_printed(loggro: Loggro, begun: list[str]) -> None:
    """`-` prints them alone."""
    ran = loggro("status", "--prometheus", "-")

    assert ran.out.startswith("# HELP ")
    assert list(text_string_to_metric_families(ran.out))


def test_metrics_and_json_do_not_share_the_output(loggro: Loggro, begun: list[str]) -> None:
    """One of both goes to a file."""
    ran = loggro("status", "--prometheus", "-", "--json")

    assert (2, "usage") == (ran.code, ran.error["code"])


def test_a_place_that_cannot_be_written(loggro: Loggro, begun: list[str], folder: Path) -> None:
    """The folder of a collector may be missing a right: exit 2 and the reason."""
    ran = loggro("status", "--prometheus", folder, "--json")

    assert (2, "prometheus") == (ran.code, ran.error["field"])


# Notices


def test_a_notice_is_told_once(
    loggro: Loggro, begun: list[str], told: str, restaurant: FakeLoggro, folder: Path
) -> None:
    """That no run ended is told by the command, and the second time there is nothing new."""
    restaurant.operator.advance(seconds=3 * 3600)
    words = ("status", "--max-age", "2", "--notify", told, "--json")

    first, second = (loggro(*words) for _ in range(2))

    assert {"new": True, "told": True, "failure": None} == first.json["notified"]
    assert {"new": False, "told": False, "failure": None} == second.json["notified"]
    assert '"no_run":true' in (folder / "told.json").read_text("utf-8")


def test_a_command_that_fails_changes_no_code(
    loggro: Loggro, begun: list[str], restaurant: FakeLoggro
) -> None:
    """It is said on standard error, and in JSON."""
    restaurant.operator.advance(seconds=30 * 3600)

    ran = loggro("status", "--notify", f"'{sys.executable}' -S -c 'raise SystemExit(7)'", "--json")

    assert 1 == ran.code
    assert "ended with 7" in ran.err
    assert "ended with 7" in ran.json["notified"]["failure"]["en"]


def test_a_command_that_is_none(loggro: Loggro, begun: list[str]) -> None:
    """An open quote is wrong usage, before anything is read."""
    ran = loggro("status", "--notify", "avisar 'sin cerrar", "--json")

    assert (2, "notify") == (ran.code, ran.error["field"])


def test_news_after_a_run_stop_nothing(
    loggro: Loggro, begun: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without command or ledger nothing is told, and a broken ledger is said, not raised."""
    out, known = Output(as_json=True), notifier("avisar", None)
    with SqliteStore.open("loggro.db") as store:
        store.put("last_run", "mañana")

    results = [
        tell_news(out, None, Path("loggro.db")),
        tell_news(out, known, folder / "no.db"),
        tell_news(out, known, Path("loggro.db")),
    ]

    assert [None, None, None] == results
    assert "--notify: The last_run of the ledger cannot be read" in capsys.readouterr().err


def test_a_run_tells_what_it_set_aside(
    loggro: Loggro, begun: list[str], told: str, restaurant: FakeLoggro, folder: Path
) -> None:
    """`sync run --notify` names the sale that is no longer the same in Pymes, and its ledger."""
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    restaurant.operator.edit_document(begun[0], total=1)

    ran = loggro("sync", "run", "--notify", told, "--json")

    notice = loads((folder / "told.json").read_text("utf-8"))
    assert 1 == ran.code
    assert (["loggro.db"], begun[:1]) == (
        [notice["ledger"]],
        [each["number"] for each in notice["parked"]],
    )


def test_a_run_that_cannot_reach_loggro_tells_how_long_that_lasts(
    loggro: Loggro,
    begun: list[str],
    told: str,
    restaurant: FakeLoggro,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_waiting: None,
) -> None:
    """After 24 hours without the end of a run it is news; the exit code stays that of the run."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_URL", "http://127.0.0.1:9/restobar")
    codes, known = [], []
    for hours in (1, 24):
        restaurant.operator.advance(seconds=hours * 3600)
        codes.append(loggro("sync", "run", "--notify", told, "--json").code)
        known.append((folder / "told.json").exists())

    assert ([4, 4], [False, True]) == (codes, known)
    assert loads((folder / "told.json").read_text("utf-8"))["no_run"]
