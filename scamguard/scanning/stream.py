"""The scan as a stream: messages are read, judged (perhaps elsewhere, ahead of what is given), and given in order."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from scamguard.chats import ChatFile, ChatMessage
from scamguard.errors import InputError
from scamguard.scanning.finding import Finding, Summary, count
from scamguard.scanning.place import Place, latest
from scamguard.types import Examined, Message
from scamguard.watcher import Checks, Course, Examine, Recent, Window, examine_all, examine_joints

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
class _Step:
    """A message that was read; what was found in it, and the number of its joint text in the batch, if it has one."""

    file: str
    number: int
    message: ChatMessage
    is_new: bool
    found: Examined | None = None
    window: Window | None = None
    joint: int | None = None


_Steps = list[_Step | ChatFile]
"""The messages of a batch, and where files end among them."""


class _Run:
    """One scan. Reading, judging and giving are some batches apart; the deques hold those between."""

    def __init__(self, checker: Checks, summary: Summary, place: Place) -> None:
        self._policy, self._summary, self._place = checker.policy, summary, place
        self._start = replace(place)
        self._read: deque[_Steps] = deque()
        self._joined: deque[_Steps] = deque()
        self._recent: OrderedDict[str | None, Recent] = OrderedDict()
        self._chats: set[str | None] = set()

    def batches(self, files: Iterable[ChatFile]) -> Iterator[Sequence[Message]]:
        """The messages in the order of the files from the place on."""
        steps: _Steps = []
        messages: list[Message] = []
        length = 0
        for step in self._steps(files):
            steps.append(step)
            if isinstance(step, ChatFile):
                continue
            messages.append(step.message)
            length += len(step.message.text)
            if len(messages) == BATCH or length >= BATCH_LENGTH:
                self._read.append(steps)
                yield messages
                steps, messages, length = [], [], 0
        self._read.append(steps)
        yield messages

    def _steps(self, files: Iterable[ChatFile]) -> Iterator[_Step | ChatFile]:
        for index, chat_file in enumerate(files):
            if index < self._start.files:
                continue
            skip = self._start.taken if index == self._start.files else 0
            if skip and chat_file.name != self._start.file:
                raise InputError(f"{self._start.file} is not there any more: scan again from the start")
            number = 0
            for number, message in enumerate(chat_file.messages, 1):
                yield _Step(chat_file.name, number, message, number > skip)
            if number < skip:
                raise InputError(f"{chat_file.name} has changed since the scan was interrupted: scan again")
            yield chat_file

    def joints(self, singles: Iterable[Sequence[Examined | None]]) -> Iterator[Sequence[Message]]:
        """What is to be read together, by batch, when its messages have been examined."""
        for found in singles:
            steps, examined = self._read.popleft(), iter(found)
            joints: list[Message] = []
            for step in steps:
                if isinstance(step, ChatFile):
                    self._recent = OrderedDict()
                    continue
                step.found = found_one = next(examined)
                assert found_one is not None
                recent = latest(self._recent, step.message.chat, self._new_recent)
                step.window = recent.add(step.message, found_one.log_odds)
                if step.window.joint is not None and step.is_new:
                    step.joint = len(joints)
                    joints.append(step.window.joint)
            self._joined.append(steps)
            yield joints

    def findings(self, joints: Iterable[Sequence[Examined | None]]) -> Iterator[Finding]:
        """The messages with what they did, as the verdicts come in."""
        for together in joints:
            for step in self._joined.popleft():
                if isinstance(step, ChatFile):
                    self._finish(step)
                elif step.is_new:
                    yield self._finding(step, together)
                else:
                    self._chats.add(step.message.chat)

    def _new_recent(self) -> Recent:
        return Recent(self._policy)

    def _new_course(self) -> Course:
        return Course(self._policy)

    def _finding(self, step: _Step, together: Sequence[Examined | None]) -> Finding:
        place, chat = self._place, step.message.chat
        course = latest(place.courses, chat, self._new_course)
        joint = together[step.joint] if step.joint is not None else None
        assert step.window is not None
        assert step.found is not None
        turn = course.take(step.message, step.window, step.found, joint)
        finding = Finding(step.file, step.number, step.message, turn)
        place.file, place.taken = step.file, step.number
        if chat not in self._chats:
            self._chats.add(chat)
            self._summary.conversations += 1
        count(self._summary, finding)
        return finding

    def _finish(self, chat_file: ChatFile) -> None:
        """Closes the books on a file whose messages have all been given."""
        self._summary.files.append(chat_file.diagnostics)
        self._place.next_file()
        self._chats = set()
