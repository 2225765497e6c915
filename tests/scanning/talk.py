"""A conversation that turns, a checker that is quick and knows little, and chats made of messages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scamguard import Message, Verdict
from scamguard.chats import ChatFile, ChatMessage, Diagnostics
from scamguard.scanning import Finding, Place, Summary, scan
from scamguard.scoring import Examined, Policy
from scamguard.types import Flag, Level, Signal, Wording
from scamguard.watcher import Checks

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
WORDS = {"please": 3.0, "seed": 3.0, "phrase": 3.5, "hurry": 1.0}
_NOTHING = Wording("无", "none")


class QuickChecker:
    """Adds up the weights of the words above."""

    def __init__(self) -> None:
        self.policy = Policy.load()
        self.checked = 0

    def examine_many(self, messages: Sequence[Message]) -> list[Examined]:
        return [self.examine(message) for message in messages]

    def examine_joints(self, texts: Sequence[Message]) -> list[Examined | None]:
        return [self.examine(text) for text in texts]

    def examine(self, message: Message) -> Examined:
        self.checked += 1
        text = message.text
        signals = tuple(
            Signal(f"credentials/{word}", Flag.SEED_PHRASE, word, weight, (), (word,), _NOTHING, _NOTHING)
            for word, weight in WORDS.items()
            if word in text
        )
        verdict = Verdict(Level.CLEAR, self.policy.prior, signals, (), (), _NOTHING, "en", {"scamguard": "0"})
        verdict = replace(verdict, level=self.policy.level(verdict.log_odds))
        return Examined(verdict, verdict.log_odds, SEED in text)


def said(text: str, sender: str = "Ann", chat: str | None = "us", *, own: bool = False) -> ChatMessage:
    return ChatMessage(text, sender, chat=chat, outgoing=own)


TALK = [
    said("hello"),
    said("please", "Bob", "others"),
    said("please"),
    said("hurry", "Bob", "others"),
    said("the seed"),
    said(SEED, own=True),
    said("phrase"),
    said("phrase", "Bob", "others"),
    said("please the seed phrase", "Eve", None),
    said("thanks"),
]


def chat_file(name: str, messages: Iterable[ChatMessage], ended: str | None = None) -> ChatFile:
    """A file of these messages, counted as they are taken."""
    diagnostics = Diagnostics(name, format="test")

    def counted() -> Iterable[ChatMessage]:
        for message in messages:
            diagnostics.count(message)
            yield message
        diagnostics.ended = ended

    return ChatFile(name, iter(counted()), diagnostics)


def files() -> list[ChatFile]:
    """Three files, the one between without messages."""
    return [chat_file("a", TALK), chat_file("b", [], "broken"), chat_file("c", TALK[2:8])]


def scanned(checker: Checks, summary: Summary | None = None, place: Place | None = None) -> list[Finding]:
    return list(scan(checker, files(), summary or Summary(), place=place))
