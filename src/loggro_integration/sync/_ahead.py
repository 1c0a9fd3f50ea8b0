# SPDX-License-Identifier: MIT
"""Asking a little ahead: the next few answers are fetched while one is worked on, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TypeVar

__all__ = ["ahead"]

K = TypeVar("K")
V = TypeVar("V")


def ahead(
    ask: Callable[[K], V], wanted: Iterable[K], workers: int
) -> Iterator[tuple[K, Callable[[], V]]]:
    """
    Give each thing that is wanted with its answer, in the order in which it is wanted.

    An answer is called for: an error of its question is raised there, and nowhere else. Whoever
    stops taking leaves at most `workers` questions that were asked for nothing.

    Args:
        ask: Asks for one; called in threads, where there are several workers.
        wanted: What is asked for.
        workers: Questions that are open at the same time, at most.
    """
    left = iter(wanted)
    if workers == 1:
        for each in left:
            yield each, partial(ask, each)
        return
    with ThreadPoolExecutor(workers, "sync") as pool:
        asked: deque[tuple[K, Future[V]]] = deque()

        def more(count: int) -> None:
            asked.extend((each, pool.submit(ask, each)) for each in islice(left, count))

        more(workers)
        try:
            while asked:
                each, answer = asked.popleft()
                yield each, answer.result
                more(1)
        finally:
            for _, answer in asked:
                answer.cancel()
