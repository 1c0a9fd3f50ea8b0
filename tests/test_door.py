# SPDX-License-Identifier: MIT
"""The door of the package: what it shows, and what it does not load."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import loggro_integration
from loggro_integration import errors, http, pymes, restobar

NAMES = [
    "AsyncPymesClient",
    "AsyncRestobarBranches",
    "AsyncRestobarClient",
    "Hooks",
    "OperationInfo",
    "Override",
    "PymesClient",
    "RestobarBranches",
    "RestobarClient",
    "RetryPolicy",
    "SendPolicy",
    "Timeout",
    "__version__",
    "errors",
    "operations",
]
HEAVY = ["attrs", "cattrs", "cryptography", "cyclopts", "httpx", "lxml", "rich", "signxml"]


def fresh(program: str) -> str:
    """Run a program in a new interpreter and return what it prints."""
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def test_the_door_shows_its_names_and_no_others() -> None:
    """What users may import is listed, sorted, and all of it exists."""
    assert NAMES == loggro_integration.__all__
    assert set(NAMES) <= set(dir(loggro_integration))
    assert [] == [name for name in NAMES if not hasattr(loggro_integration, name)]


def test_the_door_shows_what_the_rooms_hold() -> None:
    """Each name is the very thing of its room."""
    assert restobar.RestobarClient is loggro_integration.RestobarClient
    assert pymes.AsyncPymesClient is loggro_integration.AsyncPymesClient
    assert http.RetryPolicy is loggro_integration.RetryPolicy
    assert errors is loggro_integration.errors


@pytest.mark.parametrize("name", [each for each in NAMES if each[0].isupper()])
def test_public_classes_say_the_door(name: str) -> None:
    """A repr shows the path that users type."""
    assert "loggro_integration" == getattr(loggro_integration, name).__module__


def test_a_policy_pickles_by_its_public_name() -> None:
    """Values that users pass between processes are found again through the door."""
    policy = loggro_integration.RetryPolicy(attempts=2)

    assert policy == pickle.loads(pickle.dumps(policy))
    assert loggro_integration.SendPolicy.READ is pickle.loads(
        pickle.dumps(loggro_integration.SendPolicy.READ)
    )


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy door fails like any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Client'"):
        loggro_integration.Client  # noqa: B018


def test_the_door_loads_nothing_heavy() -> None:
    """A fresh import opens no HTTP, XML, cryptography, terminal or conversion library."""
    loaded = fresh(
        f"import sys, loggro_integration; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    )

    assert "[]" == loaded


def test_a_name_loads_its_room_only() -> None:
    """Making a Restobar client loads neither Pymes nor DIAN."""
    program = (
        "import sys, loggro_integration; loggro_integration.RestobarClient;"
        "print(sorted(name for name in sys.modules if name.count('.') == 1 and"
        " name.startswith('loggro_integration.')))"
    )

    rooms = fresh(program)

    assert "loggro_integration.restobar" in rooms
    for other in ("pymes", "dian", "sync", "models", "mapping"):
        assert f"loggro_integration.{other}'" not in rooms


def test_errors_load_on_first_use() -> None:
    """`loggro_integration.errors` needs no import of its own."""
    program = "import loggro_integration; print(loggro_integration.errors.RateLimited)"

    assert "<class 'loggro_integration.errors.RateLimited'>" == fresh(program)


def test_the_public_names_import_as_users_write_them() -> None:
    """The line of the README works in a fresh interpreter."""
    program = "from loggro_integration import RestobarClient, errors; print(RestobarClient)"

    assert "<class 'loggro_integration.RestobarClient'>" == fresh(program)
