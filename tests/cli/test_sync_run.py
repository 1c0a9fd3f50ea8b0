# SPDX-License-Identifier: MIT
"""`loggro sync run`: limits, events, pass after pass, several branches, and signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from signal import SIGINT, SIGTERM
from typing import Any

import pytest

from cli.running import PROGRAM, Loggro, files_in
from cli.shapes import KEYS
from loggro_integration.cli import _app, _connect
from loggro_integration.cli._output import Output
from loggro_integration.cli._stopping import listening, stopping
from loggro_integration.cli._sync_report import show_report
from loggro_integration.days import parse_instant
from loggro_integration.exact_json import loads
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro, Fault, serve
from loggro_integration.sync import RunReport, SqliteStore

DAY = "2026-11-24"
FORCE = "/invoices/forceSendToIntegration/{id}"
# The clock of the restaurant; the waits are real.
AT_THREE = (
    "from datetime import UTC, datetime; from loggro_integration.cli import _connect; "
    f"_connect.now = lambda: datetime(2026, 11, 24, 20, tzinfo=UTC); {PROGRAM}"
)
MAPPED = ("Nequi", "Transferencia débito bancaria")


@pytest.fixture
def sold(restaurant: FakeLoggro) -> list[str]:
    """Sell once what arrives by itself, and once what no screen maps."""
    operator = restaurant.operator
    numbers = [operator.sell(["Arepa de queso"]), operator.sell(["Jugo de lulo"], payments="Nequi")]
    operator.push_now()
    operator.advance(seconds=3600)
    return numbers


def lines_of(text: str) -> Any:
    return [loads(line) for line in text.splitlines()]


def test_only_one_sale(loggro: Loggro, sold: list[str]) -> None:
    """`--only` looks at what it names alone."""
    ran = loggro("sync", "run", "--since", DAY, "--only", sold[0], "--json")

    assert (0, [sold[0]]) == (ran.code, [sale["number"] for sale in ran.json["sales"]])


def test_only_may_be_repeated(loggro: Loggro, sold: list[str]) -> None:
    """Each word adds to what is looked at."""
    ran = loggro("sync", "run", "--since", DAY, "--only", sold[0], "--only", "POS*", "--json")

    assert sorted(sold) == sorted(sale["number"] for sale in ran.json["sales"])


def test_only_an_unknown_number(loggro: Loggro, sold: list[str]) -> None:
    """A mistyped number ends with 2."""
    ran = loggro("sync", "run", "--since", DAY, "--only", "FE77777", "--json")

    assert (2, "only") == (ran.code, ran.error["field"])


def test_only_an_empty_word(loggro: Loggro, sold: list[str]) -> None:
    """A word that names nothing does not mean everything."""
    ran = loggro("sync", "run", "--since", DAY, "--only", "", "--json")

    assert (2, "only") == (ran.code, ran.error["field"])


def test_a_person_reads_sums_and_causes(loggro: Loggro, sold: list[str]) -> None:
    """After an unsynced sale both sides stand by day, and what may be the cause comes first."""
    ran = loggro("sync", "run", "--since", DAY)

    shown = " ".join(ran.out.split())
    assert "Both sides, by day" in shown
    assert "1. Why that may be" in shown
    assert shown.index("Nequi") < shown.index("token of Pymes")


def test_events_go_into_a_file(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """One JSON object a line, added to what is there; the report stays on stdout."""
    for _ in range(2):
        ran = loggro("sync", "run", "--since", DAY, "--events", "events.jsonl", "--json")
        assert KEYS["sync run"] == set(ran.json)

    found = lines_of((folder / "events.jsonl").read_text("utf-8"))
    names = [each["event"] for each in found]
    assert 2 == names.count("ready") == names.count("run-ended")
    assert ["ready", "run-started", "sales-read", "seen"] == names[:4]
    assert all("at" in each and "branch" not in each for each in found)


def test_events_on_stdout_take_the_place_of_the_report(loggro: Loggro, sold: list[str]) -> None:
    """Stdout holds the events and nothing else."""
    ran = loggro("sync", "run", "--since", DAY, "--events", "-")

    found = lines_of(ran.out)
    assert (1, "ready", "run-ended", 1) == (
        ran.code, found[0]["event"], found[-1]["event"], found[-1]["exit_code"],
    )  # fmt: skip


def test_events_where_nothing_can_be_written(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """A place that cannot be written is refused before anything is asked."""
    ran = loggro("sync", "run", "--since", DAY, "--events", folder, "--json")

    assert (2, "events") == (ran.code, ran.error["field"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (["--events", "-", "--json"], "events"),
        (["--watch", "--once", "--json"], "watch"),
        (["--every", "5", "--json"], "every"),
        (["--watch", "--every", "0", "--json"], "every"),
        (["--watch", "--every", "NaN", "--json"], "every"),
        (["--concurrency", "0", "--json"], "concurrency"),
        (["--concurrency", "17", "--json"], "concurrency"),
        (["--profile", "a", "--all-branches", "--json"], "profile"),
        (["--profile", "a", "--profile", "b", "--ledger", "x.db", "--json"], "ledger"),
        (["--profile", "a b", "--json"], "profile"),
        (["--all-branches", "--json"], "all-branches"),
    ],
)
def test_words_that_do_not_go_together(
    loggro: Loggro, folder: Path, rules: Path, given: list[str], field: str
) -> None:
    """They end with 2, the option is named, and nothing is begun."""
    ran = loggro("sync", "run", *given)

    assert (2, field) == (ran.code, ran.error["field"])
    assert [rules.name] == files_in(folder)


class Waits:
    """The waits of a command: each advances the fake's clock, and the last one asks to stop."""

    def __init__(self, fake: FakeLoggro, until: int) -> None:
        self.fake = fake
        self.until = until
        self.seconds = 0.0

    def __call__(self, seconds: float) -> None:
        self.seconds += seconds
        self.fake.operator.advance(seconds=seconds)
        if self.seconds >= self.until:
            os.kill(os.getpid(), SIGTERM)


@pytest.fixture
def waits(restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch) -> Waits:
    found = Waits(restaurant, until=3 * 60)
    monkeypatch.setattr(_connect, "pause", found)
    return found


def test_pass_after_pass_until_a_signal(loggro: Loggro, sold: list[str], waits: Waits) -> None:
    """The passes are a minute apart, the signal ends the wait, and the code is the last pass's."""
    loggro("sync", "start", "--from", "2026-11-20")

    ran = loggro("sync", "run", "--since", DAY, "--watch", "--every", "1", "--json", "--no-wait")

    found = lines_of(ran.out)
    assert (3, 180.0) == (len(found), waits.seconds)
    assert [True, False, False] == [each["reading_only"] for each in found]
    assert [DAY, "2026-11-20", "2026-11-21"] == [each["since"] for each in found]
    assert 1 == ran.code
    assert signal.SIG_DFL != signal.getsignal(SIGINT)


@pytest.mark.parametrize("route", [("GET", "/invoices"), ("GET", "/v1/ventas-detallado")])
def test_a_signal_ends_the_pause_before_a_repeat(
    loggro: Loggro, restaurant: FakeLoggro, sold: list[str], waits: Waits, route: tuple[str, str]
) -> None:
    """Loggro asked for fewer calls: the run does not wait for its turn, nor call sooner."""
    waits.until = 0
    restaurant.operator.add_faults([Fault.too_many(*route)])

    ran = loggro("sync", "run", "--since", DAY, "--json")

    struck = [call for call in restaurant.calls if call.status == 429]
    assert (1, True) == (ran.code, ran.json["stopped"])
    assert 1 == len(struck)
    assert 0 < waits.seconds <= 1


@pytest.mark.parametrize("number", [SIGINT, SIGTERM])
def test_a_signal_before_anything_is_opened_begins_nothing(
    loggro: Loggro,
    restaurant: FakeLoggro,
    folder: Path,
    sold: list[str],
    number: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first thing the command does is to listen: a stop while it loads ends it in order."""
    loggro("sync", "run", "--since", DAY)
    known, before = len(restaurant.calls), signal.getsignal(number)
    load = _app.run

    def struck(words: list[str]) -> int:
        os.kill(os.getpid(), number)
        assert signal.SIG_DFL == signal.getsignal(number)
        return load(words)

    monkeypatch.setattr(_app, "run", struck)
    ran = loggro("sync", "run", "--json")

    assert (1, True) == (ran.code, ran.json["stopped"])
    assert known == len(restaurant.calls)
    assert before == signal.getsignal(number)


def test_who_stops_a_command_that_loads_is_told(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Once there is somewhere to say it, and once."""
    del folder
    with listening() as heard:
        os.kill(os.getpid(), SIGTERM)
        early = capfd.readouterr().err
        with stopping(Output(as_json=False)) as stop:
            assert stop is heard
            assert stop()
        late = capfd.readouterr().err

    assert ("", 1) == (early, late.count("Stopping after the sale in hand"))


def test_a_pass_that_fails_is_told_and_tried_again_later(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, waits: Waits, no_waiting: None
) -> None:
    """Loggro down is no reason to end, nor to ask again at once: 60 seconds, then 120."""
    restaurant.operator.add_faults([Fault(status=503)])

    ran = loggro("sync", "run", "--since", DAY, "--watch", "--events", "events.jsonl", "--json")

    found = lines_of((folder / "events.jsonl").read_text("utf-8"))
    assert ["error", "error"] == [next(iter(each)) for each in lines_of(ran.out)]
    assert 4 == ran.code
    assert [60, 120] == [each["seconds"] for each in found if each["event"] == "waiting"]
    assert "Trying again in 60 seconds." in ran.err


def test_rules_that_cannot_be_used_end_it(loggro: Loggro, rules: Path, waits: Waits) -> None:
    """A mistake of the set-up is told at once, not waited for."""
    rules.unlink()

    ran = loggro("sync", "run", "--watch", "--json")

    assert (2, "no-rules", 0.0) == (ran.code, ran.error["code"], waits.seconds)


def test_a_ledger_in_use_is_waited_for(
    loggro: Loggro, folder: Path, sold: list[str], waits: Waits
) -> None:
    """Another run ends some time: nothing is lost by waiting."""
    with SqliteStore.open(folder / "loggro.db"):
        ran = loggro("sync", "run", "--since", DAY, "--watch", "--json")

    assert 4 == ran.code
    assert {"LedgerLocked"} == {each["error"]["class"] for each in lines_of(ran.out)}


@pytest.fixture
def branches(
    fake: FakeLoggro, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, FakeLoggro]]:
    """Serve two restaurants, each a profile of the same rules."""
    norte = FakeLoggro(seed="norte", start=parse_instant(fake.operator.now()))
    with serve(fake) as one, serve(norte) as other:
        text = MappingRules.example().to_toml()
        for name, where, each in (("centro", one, fake), ("norte", other, norte)):
            monkeypatch.setenv(f"{name.upper()}_PASSWORD", each.password)
            monkeypatch.setenv(f"{name.upper()}_TOKEN", each.token)
            text += (
                f"\n[profiles.{name}]\n"
                f'restobar_url = "{where.restobar}"\npymes_url = "{where.pymes}"\n'
                f'restobar_email = "{each.email}"\n'
                f'restobar_password = "env:{name.upper()}_PASSWORD"\n'
                f'pymes_token = "env:{name.upper()}_TOKEN"\n'
            )
        rules.write_text(text, "utf-8")
        for each in (fake, norte):
            each.operator.sell()
            each.operator.push_now()
        yield {"centro": fake, "norte": norte}


def test_every_branch_has_its_report_and_its_ledger(
    loggro: Loggro, folder: Path, branches: dict[str, FakeLoggro]
) -> None:
    """One command, one report each, and no ledger is shared."""
    ran = loggro("sync", "run", "--all-branches", "--since", DAY, "--json")

    found = ran.json
    assert (0, 0) == (ran.code, found["exit_code"])
    assert ["centro", "norte"] == [each["branch"] for each in found["branches"]]
    assert KEYS["sync run"] == set(found["branches"][0]["report"])
    assert [1, 1] == [each["report"]["counts"]["synced"] for each in found["branches"]]
    assert (folder / "loggro-centro.db").exists()
    assert (folder / "loggro-norte.db").exists()


def test_a_branch_that_fails_stops_no_other(
    loggro: Loggro,
    folder: Path,
    branches: dict[str, FakeLoggro],
    monkeypatch: pytest.MonkeyPatch,
    no_waiting: None,
) -> None:
    """The wrong password of one is told under its name; the worst code is that of the command."""
    monkeypatch.setenv("NORTE_PASSWORD", "otra")
    given = ("--profile", "norte", "--profile", "centro", "--since", DAY)

    ran = loggro("sync", "run", *given, "--events", "events.jsonl", "--json")
    shown = loggro("sync", "run", *given)

    norte, centro = ran.json["branches"]
    assert (2, 2, 0) == (ran.code, norte["exit_code"], centro["exit_code"])
    assert ("AuthenticationFailed", None) == (norte["error"]["class"], norte["report"])
    assert 1 == centro["report"]["counts"]["synced"]
    events = lines_of((folder / "events.jsonl").read_text("utf-8"))
    assert {"norte", "centro"} == {each["branch"] for each in events}
    assert "── norte" in shown.out
    assert "AuthenticationFailed" in shown.err


def test_one_profile_is_the_whole_report(loggro: Loggro, branches: dict[str, FakeLoggro]) -> None:
    """A single branch prints what a run without profiles prints."""
    ran = loggro("sync", "run", "--profile", "norte", "--since", DAY, "--json")

    assert KEYS["sync run"] == set(ran.json)
    assert len(branches["centro"].calls) == 0


def test_a_signal_while_selling_ends_after_the_sale_in_hand(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, sold: list[str]
) -> None:
    """A process that gets SIGTERM in a wait ends by itself, and its ledger is whole and ready."""
    loggro("sync", "run", "--since", DAY)
    restaurant.operator.map_payment_method(*MAPPED)
    restaurant.operator.switch("push_delay", 3600)
    events = folder / "events.jsonl"
    child = subprocess.Popen(
        [sys.executable, "-c", AT_THREE, "sync", "run", "--events", str(events)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(events, "answered", child)
        child.send_signal(SIGTERM)
        child.communicate(timeout=100)
    finally:
        child.kill()
        child.wait()

    assert child.returncode in {0, 1}
    with SqliteStore.open(folder / "loggro.db") as store:
        assert [] == store.verify()
        assert "answered" == list(store.events())[-1].kind.value


def wait_for(path: Path, event: str, child: subprocess.Popen[bytes]) -> None:
    """Follow the events of a process until one has come."""
    while child.poll() is None:
        text = path.read_text("utf-8") if path.exists() else ""
        if f'"{event}"' in text:
            return
        with suppress(subprocess.TimeoutExpired):
            child.wait(0.05)
    raise AssertionError(child.communicate()[1].decode())


def test_the_second_signal_is_not_caught() -> None:
    """The first one asks and gives the signals back: the next ends the process at once."""
    before = signal.getsignal(SIGTERM)

    with stopping(Output(as_json=False)) as stop:
        assert not stop()
        os.kill(os.getpid(), SIGTERM)
        assert stop()
        assert {signal.SIG_DFL} == {signal.getsignal(each) for each in (SIGINT, SIGTERM)}
        stop.sleep(10**9)

    assert before == signal.getsignal(SIGTERM)


def test_in_another_thread_no_signal_is_touched() -> None:
    """Only the main thread may: a command that runs elsewhere is stopped by whoever runs it."""
    found: list[bool] = []

    def work() -> None:
        with stopping(Output(as_json=False)) as stop:
            found.append(signal.getsignal(SIGTERM) == before and not stop())

    before = signal.getsignal(SIGTERM)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [True] == found


def test_a_stopped_pass_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads that the next run goes on, and that sales are left."""
    report = RunReport(
        outcomes=(), since=date(2026, 11, 24), until=date(2026, 11, 24), left_for_later=2,
        stopped=True,
    )  # fmt: skip

    show_report(Output(as_json=False, language="en"), report)

    assert "the next run goes on" in capsys.readouterr().out
    assert (1, True) == (report.exit_code, report.stopped)


def test_a_ledger_of_ones_own(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """`--ledger` names the file, as everywhere."""
    assert 1 == loggro("sync", "run", "--since", DAY, "--ledger", "other.db", "--json").code
    assert (folder / "other.db").exists()
