# SPDX-License-Identifier: MIT
"""The clock and the pause of this machine, the defaults where nobody gives others; and Loggro's."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

__all__ = ["CLOCKS_APART", "now", "pause", "time_told"]

# More than a request takes, less than the grace of Loggro's own push.
CLOCKS_APART: Final = timedelta(minutes=2)


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait so many seconds."""
    time.sleep(seconds)


def time_told(headers: Mapping[str, str]) -> datetime | None:
    """Return the instant that the ``Date`` of an answer tells, `None` where it tells none."""
    try:
        found = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
