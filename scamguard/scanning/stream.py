"""The scan as a stream: messages are read, judged (perhaps elsewhere, ahead of what is given), and given in order."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from scamguard.chats import ChatFile, ChatMessage
from scamguard.errors import InputError
from scamguard.scanning.finding import Finding, Summary, count
from scamguard.scanning.place import Place, latest
from scamguard.scoring import Examined
from scamguard.types import Message
from scamguard.watcher import Checks, Course, Examine, Recent, Turn, Window, examine_all, examine_joints

BATCH = 4_096
"""Messages that are judged at a time."""
BATCH_LENGTH = 200_000
"""Characters from which fewer are."""

Judge = Callable[[Examine, Iterator[Sequence[Message]]], Iterator[Sequence[Examined | None]]]
"""Examines batches of messages in a given way, in their order; may take some more before it gives one back."""


def scan(
    checker: Checks,
    files: Iterable[ChatFile],
    summary: Summary,
    *,
    place: Place | None = None,
    judge: Judge | None = None,
) -> Iterator[Finding]:
    """Every message of many files; `summary` is filled on the way, complete when the last one is taken.

    `place` is kept up to date and stands behind the finding given last. One that was kept, with the summary of then,
    goes on from there: finished files are not read, what was given of the next is read again but not given. Raises
    InputError if that file is another one now. `judge` examines instead of `checker`.
    """
    run = _Run(checker, summary, place or Place())
    judge = judge or partial(_one_by_one, checker)
    singles = judge(examine_all, run.batches(files))
    return run.findings(judge(examine_joints, run.joints(singles)))


def _one_by_one(
    checker: Checks, examine: Examine, batches: Iterator[Sequence[Message]]
) -> Iterator[Sequence[Examined | None]]:
    return (examine(checker, batch) for batch in batches)


@dataclass(slots=True)
class _Stretch:
    """Messages of a file that follow each other, the first of them number `first`: those up to `given` were given
    before. `ends`: no more follow. What was found in each, and its window, when that is known."""

    file: ChatFile
    first: int
    given: int
    messages: list[ChatMessage] = field(default_factory=list)
    ends: bool = False
    found: list[Examined] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)


_Batch = list[_Stretch]


class _Run:
    """One scan. Reading, judging and giving are some batches apart; the deques hold those between."""

    def __init__(self, checker: Checks, summary: Summary, place: Place) -> None:
        self._policy, self._summary, self._place = checker.policy, summary, place
        self._start = replace(place)
        self._read: deque[_Batch] = deque()
        self._joined: deque[_Batch] = deque()
        self._recent: OrderedDict[str | None, Recent] = OrderedDict()
        self._chats: set[str | None] = set()

    def batches(self, files: Iterable[ChatFile]) -> Iterator[Sequence[Message]]:
        """The messages in the order of the files from the place on."""
        batch: _Batch = []
        count = length = 0
        for stretch in self._stretches(files):
            batch.append(stretch)
            count += len(stretch.messages)
            length += sum(len(message.text) for message in stretch.messages)
            if count >= BATCH or length >= BATCH_LENGTH:
                yield self._begun(batch)
                batch, count, length = [], 0, 0
        yield self._begun(batch)

    def _begun(self, batch: _Batch) -> Sequence[Message]:
        self._read.append(batch)
        return [message for stretch in batch for message in stretch.messages]

    def _stretches(self, files: Iterable[ChatFile]) -> Iterator[_Stretch]:
        """The files in stretches."""
        for index, chat_file in enumerate(files):
            if index < self._start.files:
                continue
            given = self._start.taken if index == self._start.files else 0
            if given and chat_file.name != self._start.file:
                raise InputError(f"{self._start.file} is not there any more: scan again from the start")
            messages, number = iter(chat_file.messages), 1
            while True:
                stretch = _Stretch(chat_file, number, given, _some(messages))
                number += len(stretch.messages)
                stretch.ends = not stretch.messages
                if stretch.ends and number <= given:
                    raise InputError(f"{chat_file.name} has changed since the scan was interrupted: scan again")
                yield stretch
                if stretch.ends:
                    break

    def joints(self, singles: Iterable[Sequence[Examined | None]]) -> Iterator[Sequence[Message]]:
        """What is to be read together, by batch, when its messages have been examined."""
        for all_found in singles:
            batch, examined = self._read.popleft(), iter(all_found)
            joints: list[Message] = []
            for stretch in batch:
                for number, message in enumerate(stretch.messages, stretch.first):
                    found = next(examined)
                    assert found is not None
                    window = latest(self._recent, message.chat, self._new_recent).add(message, found.log_odds)
                    stretch.found.append(found)
                    stretch.windows.append(window)
                    if window.joint is not None and number > stretch.given:
                        joints.append(window.joint)
                if stretch.ends:
                    self._recent = OrderedDict()
            self._joined.append(batch)
            yield joints

    def findings(self, joints: Iterable[Sequence[Examined | None]]) -> Iterator[Finding]:
        """The messages with what they did, as the verdicts come in."""
        for all_together in joints:
            together = iter(all_together)
            for stretch in self._joined.popleft():
                rows = zip(stretch.messages, stretch.found, stretch.windows, strict=True)
                for number, (message, found, window) in enumerate(rows, stretch.first):
                    if number > stretch.given:
                        turn = self._turn(message, found, window, next(together) if window.joint else None)
                        yield self._finding(stretch.file.name, number, message, turn)
                    else:
                        self._chats.add(message.chat)
                if stretch.ends:
                    self._finish(stretch.file)

    def _new_recent(self) -> Recent:
        return Recent(self._policy)

    def _new_course(self) -> Course:
        return Course(self._policy)

    def _turn(self, message: ChatMessage, found: Examined, window: Window, joint: Examined | None) -> Turn:
        course = latest(self._place.courses, message.chat, self._new_course)
        return course.take(message, window, found, joint)

    def _finding(self, file: str, number: int, message: ChatMessage, turn: Turn) -> Finding:
        finding = Finding(file, number, message, turn)
        self._place.file, self._place.taken = file, number
        if message.chat not in self._chats:
            self._chats.add(message.chat)
            self._summary.conversations += 1
        count(self._summary, finding)
        return finding

    def _finish(self, chat_file: ChatFile) -> None:
        """Closes the books on a file whose messages have all been given."""
        self._summary.files.append(chat_file.diagnostics)
        self._place.next_file()
        self._chats = set()


def _some(messages: Iterator[ChatMessage]) -> list[ChatMessage]:
    """The next messages of a file, at most as many as a batch has."""
    some: list[ChatMessage] = []
    length = 0
    for message in islice(messages, BATCH):
        some.append(message)
        length += len(message.text)
        if length >= BATCH_LENGTH:
            break
    return some
