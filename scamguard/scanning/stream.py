"""The scan as a stream: messages are read, judged (perhaps elsewhere, ahead of what is given), and given in order."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from scamguard.chats import ChatFile, ChatMessage
from scamguard.errors import InputError
from scamguard.scanning.finding import Finding, Summary, count
from scamguard.scanning.place import Place, latest
from scamguard.watcher import Answer, Checks, Course, Question, Recent, answer

Judge = Callable[[Iterator[Question]], Iterator[Answer]]
"""Answers questions in their order; may take some more questions before it gives an answer."""


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
    goes on from there: finished files are not read, what was given of the next is read but not judged again. Raises
    InputError if that file is another one now. `judge` answers the questions instead of `checker`.
    """
    run = _Run(checker, summary, place or Place())
    answers = (judge or partial(map, partial(answer, checker)))(run.questions(files))
    yield from run.findings(answers)


@dataclass(frozen=True, slots=True)
class _Step:
    """A message that was read and is being judged."""

    file: str
    number: int
    message: ChatMessage
    question: Question


class _Run:
    """One scan. Questions are asked ahead of the findings; `_pending` holds the steps between, and ends of files."""

    def __init__(self, checker: Checks, summary: Summary, place: Place) -> None:
        self._policy, self._summary, self._place = checker.policy, summary, place
        self._start = replace(place)
        self._pending: deque[_Step | ChatFile] = deque()
        self._chats: set[str | None] = set()

    def questions(self, files: Iterable[ChatFile]) -> Iterator[Question]:
        """What is to be judged, in the order of the files from the place on."""
        for index, chat_file in enumerate(files):
            if index < self._start.files:
                continue
            skip = self._start.taken if index == self._start.files else 0
            if skip and chat_file.name != self._start.file:
                raise InputError(f"{self._start.file} is not there any more: scan again from the start")
            yield from self._questions_of(chat_file, skip)
            self._pending.append(chat_file)

    def _questions_of(self, chat_file: ChatFile, skip: int) -> Iterator[Question]:
        recent: OrderedDict[str | None, Recent] = OrderedDict()
        number = 0
        for number, message in enumerate(chat_file.messages, 1):
            asked = latest(recent, message.chat, lambda: Recent(self._policy.conversation.messages))
            question = asked.question(message)
            if number <= skip:
                self._chats.add(message.chat)
                continue
            self._pending.append(_Step(chat_file.name, number, message, question))
            yield question
        if number < skip:
            raise InputError(f"{chat_file.name} has changed since the scan was interrupted: scan again from the start")

    def findings(self, answers: Iterable[Answer]) -> Iterator[Finding]:
        """The messages with what they did, as the answers come in."""
        for judged in answers:
            self._finish_files()
            step = self._pending.popleft()
            if isinstance(step, _Step):
                yield self._finding(step, judged)
        self._finish_files()

    def _finding(self, step: _Step, judged: Answer) -> Finding:
        place, chat = self._place, step.message.chat
        course = latest(place.courses, chat, lambda: Course(self._policy))
        finding = Finding(step.file, step.number, step.message, course.take(step.question, judged))
        place.file, place.taken = step.file, step.number
        if chat not in self._chats:
            self._chats.add(chat)
            self._summary.conversations += 1
        count(self._summary, finding)
        return finding

    def _finish_files(self) -> None:
        """Closes the books on the files whose messages have all been given."""
        while self._pending and isinstance(self._pending[0], ChatFile):
            done = self._pending.popleft()
            if isinstance(done, ChatFile):
                self._summary.files.append(done.diagnostics)
            self._place.next_file()
            self._chats = set()
