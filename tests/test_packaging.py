# SPDX-License-Identifier: MIT
"""What leaves the repository: the wheel, its metadata and its extras."""

import email.parser
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from loggro_integration import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "loggro_integration"
EXTRAS = {"all", "cli", "dian", "excel", "otel", "pdf", "sandbox", "web"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel once."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    """Read the metadata of the wheel."""
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return email.parser.Parser().parsestr(wheel.read(name).decode("utf-8"))


def test_the_version_is_written_once() -> None:
    """Only `_version.py` holds the version; the build reads it there."""
    places = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^__version__\s*=", path.read_text("utf-8"), re.MULTILINE)
    ]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert ["_version.py"] == places
    assert "version" not in project
    assert ["version"] == project["dynamic"]


def test_the_wheel_carries_the_version_of_the_package(metadata: Message) -> None:
    """The built distribution and the imported package agree."""
    assert __version__ == metadata["Version"]


def test_the_wheel_is_typed(wheel: zipfile.ZipFile) -> None:
    """Type checkers of users read our annotations, because `py.typed` travels along."""
    assert "loggro_integration/py.typed" in wheel.namelist()


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Data files, such as the table of the sandbox's assumptions, are packaged as they are."""
    expected = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert expected == inside


def test_the_wheel_carries_its_licence(wheel: zipfile.ZipFile) -> None:
    """The text of the licence travels with the code."""
    licence = next(name for name in wheel.namelist() if name.endswith("/licenses/LICENSE"))

    assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_extras_are_the_published_ones(metadata: Message) -> None:
    """Each optional part has its extra, and no other exists."""
    assert EXTRAS == set(metadata.get_all("Provides-Extra", []))


def test_all_means_every_other_extra() -> None:
    """`[all]` installs what all other extras install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    (everything,) = project["optional-dependencies"]["all"]

    named = set(everything.removeprefix("loggro-integration[").removesuffix("]").split(","))
    assert EXTRAS - {"all"} == named


def test_the_base_install_asks_for_three_distributions(metadata: Message) -> None:
    """Whoever reads sales installs attrs, cattrs and httpx, and nothing for XML or terminals."""
    base = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]

    assert ["attrs", "cattrs", "httpx"] == sorted(re.split(r"[<>=!~ ]", line)[0] for line in base)


def test_the_command_is_installed(wheel: zipfile.ZipFile) -> None:
    """Installing the wheel makes the command `loggro`."""
    name = next(name for name in wheel.namelist() if name.endswith("/entry_points.txt"))

    assert "loggro = loggro_integration.cli:main" in wheel.read(name).decode("utf-8")


def test_every_python_in_the_classifiers_is_allowed(metadata: Message) -> None:
    """The oldest Python named in the classifiers is the one that the package asks for."""
    named = [
        line.rsplit(" ", 1)[1]
        for line in metadata.get_all("Classifier", [])
        if re.search(r"Python :: 3\.\d+$", line)
    ]

    oldest = min(named, key=lambda text: int(text.split(".")[1]))

    assert metadata["Requires-Python"] == f">={oldest}"


def test_two_builds_are_the_same_bytes(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Building twice gives identical wheels, so that a release can be checked by rebuilding it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    again = next(tmp_path.glob("*.whl"))

    assert wheel.filename is not None
    assert again.read_bytes() == Path(wheel.filename).read_bytes()
