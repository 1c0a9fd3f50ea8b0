# SPDX-License-Identifier: MIT
"""The clock and the pause of this machine: the defaults where nobody gives others."""

from __future__ import annotations

import time
from datetime import UTC, datetime

__all__ = ["now", "pause"]


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait so many seconds."""
    time.sleep(seconds)
