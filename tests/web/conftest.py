# SPDX-License-Identifier: MIT
"""A ledger of a bad week, and its page in process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

import httpx
import pytest

from web.ledgers import a_bad_week, a_month, write
from web.pages import Opening, client_of, closed_client


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 synchronised sales and nine of every other state; nobody writes into it."""
    path = tmp_path_factory.mktemp("week") / "loggro.db"
    return write(path, chain(a_month(120), a_bad_week()))


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Open pages of ledgers, already let in."""
    with ExitStack() as clients:
        yield lambda ledger, **options: clients.enter_context(closing(client_of(ledger, **options)))


@pytest.fixture
def client(week: Path, opened: Opening) -> httpx.Client:
    """Open the page of that week, in Spanish."""
    return opened(week)


@pytest.fixture
def stranger(week: Path) -> Iterator[httpx.Client]:
    """Ask for the page of that week without its key."""
    with closing(closed_client(week)) as found:
        yield found
