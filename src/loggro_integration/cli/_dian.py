# SPDX-License-Identifier: MIT
"""`loggro dian`: read, verify and explain one document, offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from loggro_integration.cli._options import Flag

__all__ = ["explain", "read", "verify"]

File = Annotated[Path, Parameter(name="FILE")]


def read(
    file: File, /, *, key: str | None = None, pin: str | None = None, json: Flag = False
) -> int:
    """
    Read a document.

    Args:
        file: The XML.
        key: Technical key.
        pin: PIN.
        json: Print JSON alone on stdout.
    """
    return 0


verify = explain = read
