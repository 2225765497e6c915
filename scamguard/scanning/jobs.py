"""Several processes that judge messages; what is said is put together where they were asked, in order."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from types import TracebackType

from scamguard.errors import ScamguardError
from scamguard.scoring import Examined
from scamguard.types import Message
from scamguard.watcher import Checks, Examine

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

    def judge(self, examine: Examine, batches: Iterator[Sequence[Message]]) -> Iterator[Sequence[Examined | None]]:
        """What is in the messages, batch by batch in their order. Raises ScamguardError if a process dies."""
        waiting: deque[Future[Sequence[Examined | None]]] = deque()
        try:
            for batch in batches:
                waiting.append(self._pool.submit(_examine, examine, *_packed(batch)))
                if len(waiting) >= AHEAD * self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ScamguardError(
                "a process of --jobs was ended from outside, perhaps for lack of memory: try fewer jobs"
            ) from error


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


def _packed(messages: Sequence[Message]) -> tuple[list[str], list[str | None], dict[int, tuple[str, ...]]]:
    """What is examined of messages, in a form that is sent fast: texts, senders, and hidden links where there are."""
    links = {number: message.links for number, message in enumerate(messages) if message.links}
    return [message.text for message in messages], [message.sender for message in messages], links


def _examine(
    examine: Examine, texts: Sequence[str], senders: Sequence[str | None], links: Mapping[int, tuple[str, ...]]
) -> Sequence[Examined | None]:
    rows = enumerate(zip(texts, senders, strict=True))
    return examine(
        _checkers[0], [Message(text, sender, links=links.get(number, ())) for number, (text, sender) in rows]
    )
