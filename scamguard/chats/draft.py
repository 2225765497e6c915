"""A message that is being put together from lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from scamguard.chats.message import MAX_TEXT, ChatMessage, message


@dataclass(slots=True)
class Draft:
    """The sender and time of a record's head, and the lines that followed it so far."""

    sender: str | None
    sent_at: datetime | None
    chat: str | None = None
    outgoing: bool | None = None
    lines: list[str] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        self.size = sum(map(len, self.lines))

    def add(self, line: str) -> Iterator[ChatMessage]:
        """Takes one more line; gives what was gathered before if both are too long."""
        if self.size + len(line) > MAX_TEXT:
            yield self.finish()
            self.lines, self.size = [], 0
        self.lines.append(line)
        self.size += len(line)

    def text(self) -> str:
        """The lines as one text, with LF between them."""
        return "".join(self.lines)

    def finish(self) -> ChatMessage:
        """The message as it is now."""
        return message(self.text(), self.sender, self.sent_at, chat=self.chat, outgoing=self.outgoing)
