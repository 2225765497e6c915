"""Several processes that judge messages; what is said is put together where they were asked, in order."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from types import TracebackType

from scamguard.errors import ScamguardError
from scamguard.watcher import Answer, Checks, Question, answer

BATCH = 64
"""Messages that a process is given at a time."""
BATCH_LENGTH = 200_000
"""Characters from which a batch is given away with fewer."""
AHEAD = 3
"""Batches a process may have waiting: what is read ahead is bounded, however long the chat."""


class Workers:
    """A pool of processes with a copy of the checker each. Use it as a context and hand `judge` to `scan`."""

    def __init__(self, checker: Checks, jobs: int) -> None:
        self._jobs = jobs
        # Spawned and not forked, so that it is the same on each system and no lock of a library is copied.
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (checker,))

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def judge(self, questions: Iterator[Question]) -> Iterator[Answer]:
        """The answers in the order of the questions. Raises ScamguardError if a process dies."""
        waiting: deque[Future[list[Answer]]] = deque()
        try:
            for batch in _batches(questions):
                waiting.append(self._pool.submit(_answer_all, batch))
                if len(waiting) >= AHEAD * self._jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ScamguardError(
                "a process of --jobs was ended from outside, perhaps for lack of memory: try fewer jobs"
            ) from error


def _batches(questions: Iterator[Question]) -> Iterator[list[Question]]:
    batch: list[Question] = []
    length = 0
    for question in questions:
        batch.append(question)
        length += len(question.message.text) + (len(question.joint.text) if question.joint else 0)
        if len(batch) >= BATCH or length >= BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


_checkers: list[Checks] = []
"""The checker of this process, if it is one of the pool's: a pool has no other place for it."""


def _begin(checker: Checks) -> None:
    """Readies a process: it leaves Ctrl-C to the one that asks, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _checkers[:] = [checker]
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """Ends this process when the one that asks is gone, were it killed."""
    connection.wait([sentinel])
    os._exit(1)


def _answer_all(questions: list[Question]) -> list[Answer]:
    return [answer(_checkers[0], question) for question in questions]
