# SPDX-License-Identifier: MIT
"""The types of the twins, as the checker sees them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_both_twins_have_exact_types_and_refuse_wrong_arguments() -> None:
    """Strict mypy infers each value and catches each wrong argument in `typing_tests`."""
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "typing_tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Success: no issues found in 3 source files" == checked.stdout.splitlines()[-1]
