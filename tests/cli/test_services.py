# SPDX-License-Identifier: MIT
"""The units of systemd and the task of Windows: valid, hardened, and commands that this CLI has."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.running import Loggro
from loggro_integration.cli._app import build
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro, Served, serve
from loggro_integration.sync._notify import command_words

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "service"
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".service", ".timer"})
SERVICES = [name for name in UNITS if name.endswith(".service")]
TASK = FOLDER / "loggro-sync.task.xml"
PROGRAM = "/opt/loggro/bin/loggro"

# systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5), systemd.timer(5)
DIRECTIVES = {
    "Unit": {"Description", "Documentation", "Wants", "After"},
    "Timer": {"OnCalendar", "RandomizedDelaySec", "Persistent"},
    "Install": {"WantedBy"},
    "Service": {
        *("Type", "ExecStart", "SuccessExitStatus", "TimeoutStartSec", "TimeoutStopSec"),
        *("KillSignal", "Restart", "RestartSec", "DynamicUser", "User", "StateDirectory"),
        *("StateDirectoryMode", "RuntimeDirectory", "RuntimeDirectoryMode"),
        *("RuntimeDirectoryPreserve", "WorkingDirectory", "Environment", "LoadCredential"),
        *("NoNewPrivileges", "ProtectSystem", "ProtectHome", "ProtectProc", "ProtectClock"),
        *("ProtectHostname", "ProtectControlGroups", "ProtectKernelLogs"),
        *("ProtectKernelModules", "ProtectKernelTunables", "PrivateDevices", "PrivateTmp"),
        *("LockPersonality", "MemoryDenyWriteExecute", "RestrictAddressFamilies"),
        *("RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID"),
        *("SystemCallArchitectures", "SystemCallFilter", "CapabilityBoundingSet", "UMask"),
    },
}
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "DynamicUser": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
}

# Children of each element, in the order of the published schema where it is a sequence
# ([MS-TSCH] 2.5.3.1: Enabled, StartBoundary, EndBoundary, Repetition, then the calendar).
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ORDER = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "RegistrationInfo": ["Author", "Description"],
    "Triggers": ["CalendarTrigger"],
    "CalendarTrigger": ["Enabled", "StartBoundary", "Repetition", "ScheduleByDay"],
    "Repetition": ["Interval", "Duration", "StopAtDurationEnd"],
    "ScheduleByDay": ["DaysInterval"],
    "Principals": ["Principal"],
    "Principal": ["UserId", "LogonType", "RunLevel"],
    "Settings": [
        *("MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"),
        *("AllowHardTerminate", "StartWhenAvailable", "RunOnlyIfNetworkAvailable"),
        *("AllowStartOnDemand", "Enabled", "Hidden", "WakeToRun", "ExecutionTimeLimit", "Priority"),
    ],
    "Actions": ["Exec"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}
REQUIRED = {
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "Interval": r"PT\d+M",
    "Duration": r"P1D",
    "ExecutionTimeLimit": r"PT\d+H",
    "LogonType": r"Password",
    "RunLevel": r"LeastPrivilege",
    "MultipleInstancesPolicy": r"IgnoreNew",
    "DaysInterval": r"1",
    "Command": r"C:\\.+\\loggro\.exe",
}


def directives(text: str) -> list[tuple[str, str, str]]:
    """Read a unit: section, name and value of each line that is no comment."""
    found, section = [], ""
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith(("#", ";")):
            name, sign, value = line.partition("=")
            assert sign, line
            found.append((section, name, value))
    return found


def of_unit(name: str) -> list[tuple[str, str, str]]:
    return directives((FOLDER / name).read_text("utf-8"))


def value_of(unit: str, directive: str) -> str:
    (value,) = [value for _, name, value in of_unit(unit) if name == directive]
    return value


def commands() -> Iterator[tuple[str, list[str]]]:
    """Give the words of each command line, those of Windows too."""
    for name in SERVICES:
        program, *words = shlex.split(value_of(name, "ExecStart"))
        assert program == PROGRAM
        yield name, words
    arguments = next(ElementTree.parse(TASK).iter(f"{SPACE}Arguments")).text or ""
    yield TASK.name, list(command_words(arguments, windows=True))


COMMANDS = dict(commands())


def test_the_examples_are_there() -> None:
    """A pass by timer, pass after pass, the look after both, and the task of Windows."""
    assert [
        *("loggro-status.service", "loggro-status.timer", "loggro-sync.service"),
        *("loggro-sync.timer", "loggro-watch.service"),
    ] == UNITS


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_has_known_directives_alone(name: str) -> None:
    """Systemd passes over what it does not know: a wrong name would protect nothing."""
    assert [] == [line for line in of_unit(name) if line[1] not in DIRECTIVES[line[0]]]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little(name: str) -> None:
    """No privileges, no home, no device, a user of its own."""
    found = {directive: value for _, directive, value in of_unit(name)}

    assert {} == {key: value for key, value in HARDENED.items() if found.get(key) != value}


@pytest.mark.parametrize("name", [each for each in UNITS if each.endswith(".timer")])
def test_a_timer_has_its_service(name: str) -> None:
    """It starts the unit of its own name, also for what was missed while the machine was off."""
    assert name.replace(".timer", ".service") in SERVICES
    assert ("Timer", "Persistent", "true") in of_unit(name)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_secret_stands_in_an_example(path: Path) -> None:
    """Secrets come from files of root or from the keyring; nothing is assigned."""
    text = path.read_text("utf-8")

    assert text.isascii()
    assert None is re.search(r"(?i)(password|token|secret|clave)\s*=\s*[^\"\s]", text)
    environment = [line for line in text.splitlines() if line.startswith("Environment=")]
    assert [] == [line for line in environment if line != "Environment=LOGGRO_LANG=es"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_has_these_options(name: str) -> None:
    """The parser of `loggro` takes every word."""
    _, bound, _ = build("en").parse_args(COMMANDS[name], exit_on_error=False, print_error=False)

    assert "ledger" in bound.arguments


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_somebody(name: str) -> None:
    """What runs where nobody looks has `--notify`, and JSON for the journal."""
    assert {"--notify", "--json"} <= set(COMMANDS[name])


@pytest.fixture
def centro(fake: FakeLoggro, folder: Path) -> Iterator[Served]:
    """Serve a restaurant, and put rules and secrets where the units look for them."""
    with serve(fake) as served:
        (folder / "restobar-password").write_text(fake.password, "utf-8")
        (folder / "pymes-token").write_text(fake.token, "utf-8")
        (folder / "loggro.toml").write_text(
            MappingRules.example().to_toml()
            + f"""
[profiles.centro]
restobar_url = "{served.restobar}"
restobar_email = "{fake.email}"
restobar_password = "file:{folder}/restobar-password"
pymes_url = "{served.pymes}"
pymes_token = "file:{folder}/pymes-token"
""",
            "utf-8",
        )
        yield served


def placed(name: str, folder: Path) -> list[str]:
    """Give the words of a unit in a folder of the test; the notice goes into a file there."""
    told = f'{sys.executable} -S -c \'import sys; open("told", "w").write(sys.stdin.read())\''
    places = {"/etc/loggro/avisar": told, "/etc/loggro": str(folder)}
    places |= {"%S/loggro": str(folder), "%t/loggro": str(folder)}
    found = []
    for word in COMMANDS[name]:
        for before, after in places.items():
            word = word.replace(before, after)
        found.append(word)
    return found


def test_the_units_do_their_work(
    loggro: Loggro, fake: FakeLoggro, centro: Served, folder: Path
) -> None:
    """The pass of the unit runs over sockets; the status finds its ledger and writes metrics."""
    fake.operator.sell()
    fake.operator.push_now()
    fake.operator.advance(seconds=3600)
    places = ("--rules", folder / "loggro.toml", "--ledger", folder / "loggro-centro.db")
    started = loggro("sync", "start", "--from", "2026-11-24", "--profile", "centro", *places)

    ran = loggro(*placed("loggro-sync.service", folder))
    told = loggro(*placed("loggro-status.service", folder))
    fake.operator.advance(seconds=3 * 3600)
    late = loggro(*placed("loggro-status.service", folder))

    assert [0, 0, 0, 1] == [each.code for each in (started, ran, told, late)]
    assert ({"new": True, "told": True, "failure": None}, True) == (
        late.json["notified"],
        '"no_run":true' in (folder / "told").read_text("utf-8"),
    )
    assert "loggro_sync_last_run_age_seconds 10800" in (folder / "loggro.prom").read_text("utf-8")


@pytest.mark.tools
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    """`systemd-analyze verify` accepts the units, and sees a mistake in one of them."""
    program = shutil.which("systemd-analyze")
    assert program is not None
    for name in UNITS:
        text = (FOLDER / name).read_text("utf-8")
        # It looks whether the program is there.
        (tmp_path / name).write_text(text.replace(PROGRAM, sys.executable), "utf-8")
    (tmp_path / "wrong.service").write_text("[Service]\nExecStart=/nobody/here\nTipo=oneshot\n")

    def verify(*names: str) -> subprocess.CompletedProcess[str]:
        words = [program, "verify", *(str(tmp_path / name) for name in names)]
        return subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ)

    fine, wrong = verify(*UNITS), verify("wrong.service")

    assert (0, "") == (fine.returncode, fine.stderr)
    assert 0 != wrong.returncode
    assert "Tipo" in wrong.stderr


def test_the_task_of_windows_has_the_elements_of_its_schema() -> None:
    """Each element stands where the documentation of the Task Scheduler has it, and no other."""
    root = ElementTree.parse(TASK).getroot()

    assert f"{SPACE}Task" == root.tag
    assert "1.2" == root.get("version")
    children = {
        each.tag.removeprefix(SPACE): [child.tag.removeprefix(SPACE) for child in each]
        for each in root.iter()
        if len(each)
    }
    assert ORDER == children


@pytest.mark.parametrize(("name", "form"), REQUIRED.items(), ids=lambda value: value[:20])
def test_the_task_of_windows_has_its_values(name: str, form: str) -> None:
    """It repeats all day, never runs twice at once, ends some time, and needs no administrator."""
    (found,) = ElementTree.parse(TASK).iter(f"{SPACE}{name}")

    assert re.fullmatch(form, found.text or "")


def test_the_task_of_windows_acts_as_its_principal() -> None:
    """The context of the actions is the id of a principal."""
    root = ElementTree.parse(TASK).getroot()
    (actions,), (principal,) = (root.iter(f"{SPACE}{name}") for name in ("Actions", "Principal"))

    assert principal.get("id")
    assert principal.get("id") == actions.get("Context")
