# SPDX-License-Identifier: MIT
"""The scripts a newcomer starts: set-up once, safe when interrupted, two at a time."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loggro_integration import errors

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
PURE = ["codes", "days", "ids", "mapping", "models", "money", "secret", "wire"]

# Stands for a module of the environment: it writes its arguments down, and may fail or wait until a
# file is gone.
RECORDER = """
import os, pathlib, sys, time
if "--version" in sys.argv:
    sys.exit(0)
words = [*sys.argv[1:], os.environ.get("LOGGRO_RESTOBAR_URL", "")]
with pathlib.Path(__file__).with_name("calls").open("a") as calls:
    print(*filter(None, words), file=calls)
while os.path.exists(os.environ.get("HOLD", "")):
    time.sleep(0.02)
sys.exit(int(os.environ.get("FAIL", "0")))
"""


class Checkout:
    """A copy of the scripts beside an environment whose pip and pytest only write down calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SCRIPTS, folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "pyproject.toml").write_text("[project]\n", "utf-8")

    def make_environment(self) -> None:
        """Make an environment without network: a bare one, with recorders for pip and pytest."""
        home = self.folder / ".venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
        self.site = next(home.glob("lib/python*/site-packages"))
        for name in ("pip", "pytest"):
            (self.site / name).mkdir()
            (self.site / name / "__main__.py").write_text(RECORDER, "utf-8")
            (self.site / name / "__init__.py").touch()
        command = home / "bin" / "loggro"
        command.write_text('#!/bin/sh\necho "loggro $*"\n', "utf-8")
        command.chmod(0o755)

    def start(self, script: str, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
        """Start a script in Spanish or English, as `LOGGRO_LANG` in the variables says."""
        environment = {"PATH": os.environ["PATH"], "LOGGRO_LANG": "en", **variables}
        return subprocess.Popen(
            ["/bin/bash", str(self.folder / "scripts" / script), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, script: str, *arguments: str, **variables: str) -> tuple[int, str, str]:
        """Run a script to its end: exit code, output, messages."""
        process = self.start(script, *arguments, **variables)
        output, messages = process.communicate(timeout=300)
        return process.returncode, output, messages

    def calls(self, module: str) -> list[str]:
        """What the recorder of a module wrote down."""
        written = self.site / module / "calls"
        return written.read_text("utf-8").splitlines() if written.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout with its recording environment."""
    made = Checkout(tmp_path)
    made.make_environment()
    return made


def bare_path(folder: Path, python: str) -> str:
    """Make a PATH with the few programs of the scripts and one `python3`."""
    tools = folder / "tools"
    tools.mkdir()
    for name in ("dirname", "head", "tail", "grep", "rm", "mv"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    (tools / "python3").write_text(python, "utf-8")
    (tools / "python3").chmod(0o755)
    return str(tools)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Se necesita Python 3.11"), ("en", "Python 3.11 or newer is needed")],
)
def test_an_old_python_is_named_as_the_cause(tmp_path: Path, language: str, sentence: str) -> None:
    """Without Python 3.11 the script ends with 2, says so in both languages and makes nothing."""
    old = Checkout(tmp_path)
    path = bare_path(tmp_path, "#!/bin/sh\nexit 1\n")

    code, _, messages = old.run("demo", PATH=path, LOGGRO_LANG=language)

    assert 2 == code
    assert sentence in messages
    assert not (tmp_path / ".venv").exists()


def test_an_environment_is_made_where_there_is_none(tmp_path: Path) -> None:
    """The first start makes the environment, and says that packages cannot be fetched if so."""
    fresh = Checkout(tmp_path)

    code, _, messages = fresh.run("demo", PIP_NO_INDEX="1", PYTHON=sys.executable)

    assert 4 == code
    assert "Making .venv" in messages
    assert "Check the connection to PyPI" in messages
    assert (tmp_path / ".venv" / "bin" / "python").exists()
    assert not (tmp_path / ".venv" / ".set-up").exists()


def test_the_tests_get_the_package_and_their_tools(checkout: Checkout) -> None:
    """`scripts/test` brings pip up to date, then installs all extras and the test group."""
    code, _, _ = checkout.run("test", "--version")

    assert 0 == code
    assert ["install --quiet --disable-pip-version-check --no-input --upgrade pip"] == [
        call for call in checkout.calls("pip") if "--upgrade" in call
    ]
    assert checkout.calls("pip")[-1].endswith("--editable .[all] --group test")


def test_a_second_start_installs_nothing(checkout: Checkout) -> None:
    """The second start does not call pip; `.ci/run` tells how long it takes."""
    checkout.run("test", "tests")
    before = checkout.calls("pip")

    checkout.run("test", "tests")

    assert before == checkout.calls("pip")
    assert 2 == len(checkout.calls("pytest"))


def test_the_demo_uses_what_the_tests_installed(checkout: Checkout) -> None:
    """After `scripts/test`, `scripts/demo` installs nothing and passes its arguments on."""
    checkout.run("test", "tests")
    before = checkout.calls("pip")

    code, output, _ = checkout.run("demo", "--sales", "60")

    assert (0, "loggro demo --sales 60\n") == (code, output)
    assert before == checkout.calls("pip")


def test_the_tests_add_only_their_group_to_the_demo(checkout: Checkout) -> None:
    """After `scripts/demo`, `scripts/test` adds the test group and repeats nothing else."""
    checkout.run("demo")
    before = len(checkout.calls("pip"))

    checkout.run("test", "tests")

    added = checkout.calls("pip")[before:]
    assert ["install --quiet --disable-pip-version-check --no-input --group test"] == added


def test_new_dependencies_are_installed(checkout: Checkout) -> None:
    """A changed pyproject.toml makes the next start install again."""
    checkout.run("demo")
    before = len(checkout.calls("pip"))
    (checkout.folder / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")

    checkout.run("demo")

    assert len(checkout.calls("pip")) > before


def test_a_failed_set_up_is_repeated(checkout: Checkout) -> None:
    """When pip fails the script ends with 4 and says what to do; the next start tries again."""
    code, _, messages = checkout.run("demo", FAIL="1", LOGGRO_LANG="es_CO.UTF-8")
    failed = len(checkout.calls("pip"))

    again, _, _ = checkout.run("demo")

    assert (4, 0) == (code, again)
    assert "repita el comando" in messages
    assert len(checkout.calls("pip")) > failed


def test_a_killed_set_up_is_repeated(checkout: Checkout) -> None:
    """A set-up that was killed leaves neither a stamp nor a lock behind."""
    process = checkout.start("demo", HOLD=str(checkout.folder))
    while not checkout.calls("pip"):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=300)
    killed = len(checkout.calls("pip"))

    code, _, _ = checkout.run("demo")

    assert 0 == code
    assert len(checkout.calls("pip")) > killed


def test_two_starts_at_once_install_once(checkout: Checkout) -> None:
    """The second of two starts waits for the first and then finds everything installed."""
    hold = checkout.folder / "hold"
    hold.touch()
    first = checkout.start("demo", HOLD=str(hold))
    while not checkout.calls("pip"):
        time.sleep(0.02)
    second = checkout.start("demo")
    assert second.stderr is not None
    said = second.stderr.readline()
    hold.unlink()
    for each in (first, second):
        each.communicate(timeout=300)

    assert (0, 0) == (first.returncode, second.returncode)
    assert "waiting" in said
    assert 2 == len(checkout.calls("pip"))


def test_tests_cannot_reach_a_real_loggro(checkout: Checkout) -> None:
    """Child processes of the tests get addresses where nobody answers, and no credentials."""
    checkout.run("test", "tests", LOGGRO_RESTOBAR_URL="https://api.example.com")

    assert ["tests http://127.0.0.1:9/restobar"] == checkout.calls("pytest")


def test_without_arguments_all_but_the_slow_tests_run(checkout: Checkout) -> None:
    """`scripts/test` alone runs the suite on two workers."""
    checkout.run("test")

    assert ["-n 2 -m not slow http://127.0.0.1:9/restobar"] == checkout.calls("pytest")


def test_nightly_runs_the_slow_tests_first(checkout: Checkout) -> None:
    """`scripts/nightly` runs the slow marks, then every property."""
    (checkout.folder / "tests" / "properties").mkdir(parents=True)

    checkout.run("nightly")

    first, second = checkout.calls("pytest")
    assert "-m slow" in first
    assert "tests/properties" in second


def judge(folder: Path, files: dict[str, dict[str, int]]) -> "subprocess.CompletedProcess[str]":
    """Run the coverage gate over a report with these summaries."""
    report = folder / "coverage.json"
    entries = {path: {"summary": summary} for path, summary in files.items()}
    report.write_text(json.dumps({"files": entries}), "utf-8")
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "coverage_gate.py"), str(report)],
        capture_output=True,
        text=True,
        check=False,
    )


def summary(covered: int, statements: int, covered_branches: int, branches: int) -> dict[str, int]:
    """Build the summary of one file as coverage writes it."""
    return {
        "covered_lines": covered,
        "num_statements": statements,
        "covered_branches": covered_branches,
        "num_branches": branches,
    }


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_needs_every_branch(tmp_path: Path, room: str) -> None:
    """One branch of a thousand that no test takes fails a pure room."""
    path = f"src/loggro_integration/{room}/_part.py"

    verdict = judge(tmp_path, {path: summary(1000, 1000, 999, 1000)})

    assert 1 == verdict.returncode
    assert "TOO LOW" in verdict.stdout


@pytest.mark.parametrize(("covered", "code"), [(95, 0), (94, 1)])
def test_another_room_needs_95_percent(tmp_path: Path, covered: int, code: int) -> None:
    """Exactly 95 % of lines and branches is enough, 94 % is not; files of a room add up."""
    files = {
        "src/loggro_integration/sync/_ledger.py": summary(covered, 100, 0, 0),
        "src/loggro_integration/sync/_engine.py": summary(0, 0, covered, 100),
    }

    assert code == judge(tmp_path, files).returncode


def test_an_empty_report_is_no_pass(tmp_path: Path) -> None:
    """A report without files means that nothing was measured."""
    assert 1 == judge(tmp_path, {}).returncode


def test_a_missing_report_is_wrong_usage(tmp_path: Path) -> None:
    """Without a report the gate says how it is used and ends with 2."""
    verdict = subprocess.run(
        [sys.executable, str(SCRIPTS / "coverage_gate.py"), str(tmp_path / "none.json")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 2 == verdict.returncode
    assert "usage" in verdict.stderr


def check_site(site: Path) -> "subprocess.CompletedProcess[str]":
    """Run the check of a built documentation site."""
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "check_site.py"), str(site)],
        capture_output=True,
        text=True,
        check=False,
    )


def write_reference(site: Path, names: list[str]) -> None:
    """Write the page of `errors` in both languages, with an entry for each of these names."""
    entries = "".join(f'<h2 id="loggro_integration.errors.{name}">' for name in names)
    for language in ("es", "en"):
        page = site / language / "reference" / "errors" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(entries, "utf-8")


def test_a_site_with_every_name_passes(tmp_path: Path) -> None:
    """A site that explains every name of its doors is complete."""
    write_reference(tmp_path, errors.__all__)

    verdict = check_site(tmp_path)

    assert (0, "every public name is documented\n") == (verdict.returncode, verdict.stdout)


def test_a_site_without_a_name_is_refused(tmp_path: Path) -> None:
    """A public name without an entry is told, in each language."""
    write_reference(tmp_path, [name for name in errors.__all__ if name != "NotSent"])

    verdict = check_site(tmp_path)

    assert 1 == verdict.returncode
    assert [
        "es/reference/errors: loggro_integration.errors.NotSent",
        "en/reference/errors: loggro_integration.errors.NotSent",
    ] == verdict.stdout.splitlines()


def test_a_folder_that_is_no_site_is_wrong_usage(tmp_path: Path) -> None:
    """Where nothing was built there is nothing to check."""
    assert 2 == check_site(tmp_path).returncode


@pytest.mark.parametrize("name", ["scripts/demo", "scripts/test", "scripts/nightly", ".ci/run"])
def test_scripts_can_be_started(name: str) -> None:
    """Each script is executable and bash reads it whole."""
    script = ROOT / name

    checked = subprocess.run(["/bin/bash", "-n", str(script)], check=False)

    assert 0 == checked.returncode
    assert os.access(script, os.X_OK)


def test_the_cost_of_the_import_is_a_ratio() -> None:
    """
    The bench prints the ratio with its bound and ends with 1 when the bound is broken.

    Where the system counts CPU time too coarsely for one import, it says that and ends with 3.
    """
    bench = [sys.executable, str(ROOT / "bench" / "import_time.py"), "--rounds", "1"]

    verdict = subprocess.run(
        [*bench, "--bound", "-100"], capture_output=True, text=True, check=False
    )

    said = {1: "bound -100.00, 1 rounds", 3: "the clock of this system shows no cost"}
    assert verdict.returncode in said
    assert said[verdict.returncode] in verdict.stdout + verdict.stderr
