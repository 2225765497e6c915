"""What happened while a file was read; complete once its messages have been taken."""

from dataclasses import dataclass, field
from enum import StrEnum

from scamguard.chats.message import ChatMessage, sound_text

QUOTED = 5
"""Lines not understood that are kept as examples."""
QUOTED_LENGTH = 200
MAX_SENDERS = 10_000
"""Names that are told apart; a mailbox may have more."""
MAX_NOTES = 20
LONG_MESSAGE = 20_000
"""Characters from which a message is suspected to have swallowed others."""
MANY_LINES = 200
"""Lines from which it is."""


class Certainty(StrEnum):
    """How sure the order of day and month is."""

    GIVEN = "given"
    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"


@dataclass(slots=True)
class Diagnostics:
    """How one chat file was understood.

    `messages` counts all that somebody sent, `without_text` those of them that hold only media and are not given;
    `system` counts the app's own lines; `not_understood` lines or records that fit nothing, the first in `quoted`.
    `ended` says why reading stopped before the end, or why there is nothing; None if the file was read whole.
    `skipped` is above 0 in an entry that stands for so many files of a folder or zip which are no chats.
    """

    source: str
    format: str | None = None
    dialect: str | None = None
    encoding: str | None = None
    replaced: int = 0
    messages: int = 0
    without_text: int = 0
    system: int = 0
    not_understood: int = 0
    quoted: list[str] = field(default_factory=list)
    senders: set[str] = field(default_factory=set)
    date_order: str | None = None
    date_certainty: Certainty | None = None
    ended: str | None = None
    notes: list[str] = field(default_factory=list)
    skipped: int = 0

    def misread(self, line: str, count: int = 1) -> None:
        """Counts a line or record that was not understood and keeps the first few."""
        self.not_understood += count
        if len(self.quoted) < QUOTED:
            self.quoted.append(sound_text(line.strip()[:QUOTED_LENGTH]))

    def note(self, text: str) -> None:
        """Keeps a remark for the reader of the diagnostics, once."""
        if text not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(text)

    def count(self, message: ChatMessage) -> bool:
        """Counts a message or a line of the app itself; whether it holds anything to check."""
        if message.system:
            self.system += 1
            return bool(message.text)
        self.messages += 1
        if message.sender and len(self.senders) < MAX_SENDERS:
            self.senders.add(message.sender)
        if len(message.text) > LONG_MESSAGE or message.text.count("\n") > MANY_LINES:
            self.note(
                f"a message of over {LONG_MESSAGE} characters or {MANY_LINES} lines: "
                "others may have been taken for a part of it"
            )
        if message.text or message.links or message.quoted or message.attachments:
            return True
        self.without_text += 1
        return False

    @property
    def share_not_understood(self) -> float:
        """Of everything met in the file, the share that was not understood: 0 to 1."""
        met = self.messages + self.system + self.not_understood
        return self.not_understood / met if met else 0.0
