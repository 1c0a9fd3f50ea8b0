# SPDX-License-Identifier: MIT
"""What coverage watches, and what it leaves in peace."""

from __future__ import annotations

import coverage
import pytest

from tracer import started


@pytest.mark.no_cover
def test_nothing_measures_what_is_not_watched() -> None:
    """No measurement goes on under the mark, in a worker of xdist neither."""
    assert coverage.Coverage.current() is None


def test_what_is_not_marked_is_watched(request: pytest.FixtureRequest) -> None:
    """Where coverage was asked for, it measures an ordinary test."""
    controller = started(request.config)

    assert controller is None or controller.cov is coverage.Coverage.current()
