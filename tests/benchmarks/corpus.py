"""The messages that the benchmarks scan: as many as wished, from a seed, as long and as harmless as in real chats.

98 % are everyday talk, put together from one to three clauses of everyday messages in datasets/, with a name, time,
number or emoji here and there; 1 % are honest messages near the subject (codes, warnings, victims, support), and 1 %
scams, both whole rows of datasets/ with other digits. Two chats of three are Chinese, the others English, as in
datasets/. The messages of a chat stand together, as in exports; each of its few members writes everyday and near
messages, and nobody is the user. The scams of a chat are written by a stranger, who is in each tenth chat.
"""

import hashlib
import json
import random
import re
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

from tests.benchmarks import pieces
from tests.benchmarks.pieces import material
from tests.benchmarks.row import Row, run_alone, say
from tests.corpus import DATASETS

Kind = Literal["everyday", "near", "scam"]
MESSAGES, SEED = 100_000, 1
NEAR_SHARE, SCAM_SHARE = 0.01, 0.01
CHINESE, OF = 2, 3
"""Of so many chats so many are Chinese."""
CHAT_LENGTH, MEMBERS = 300, 4
"""Messages of a chat, and people in it besides the stranger."""
STRANGERS = 10
"""Of so many chats one has a stranger."""
SHARES = (0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1)
LENGTHS = {
    "zh": (2, 2, 2, 3, 5, 8, 13, 21, 27, 46, 140),
    "en": (2, 12, 22, 25, 34, 53, 91, 143, 159, 280, 910),
}
"""Lengths in characters below which these shares of messages are. Measured: Chinese on the 29,104 messages of LCCC's
toy part (github.com/thu-coai/CDial-GPT), without the blanks that it puts between words; English on the 4,518 distinct
messages that the SMS Spam Collection calls ham (archive.ics.uci.edu/dataset/228)."""
DECORATED = 0.3
"""Share of everyday messages with a name, time, number or emoji."""
LEAST = {"zh": 4, "en": 10}
"""Characters of a clause, on average, in a message that is put together from several."""
_CHINESE_NAMES = "小王 阿明 老李 妈 爸 姐 小美 阿強 陈老师 芳芳 大伟 婷婷 浩子 师傅 亲爱的"
_ENGLISH_NAMES = "Tom Anna Mum Dad Priya Leo Sam Grace Ben Chloe Omar Jess Mei Nick hun"
_NAMES = {"zh": _CHINESE_NAMES.split(), "en": _ENGLISH_NAMES.split()}
_EMOJI = ("😂", "👍", "😭", "❤️", "🙏", "😊", "🎉", "😅", "👌", "😴", "🍜", "☔", "🐱", "✅", "🤣")
_NUMBERS = {"zh": ("{}个", "{}块", "{}楼", "{}号", "{}路"), "en": ("x{}", "no {}", "room {}", "{} mins", "£{}")}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the corpus, its language ("zh" or "en") and what it was made as."""

    text: str
    sender: str
    chat: str
    lang: str
    kind: Kind


class Writer:
    """Writes messages from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lengths = {lang: [len(piece) for piece in material(lang).everyday] for lang in LENGTHS}

    def chats(self, count: int) -> Iterator[Sent]:
        """`count` messages, chat after chat."""
        for start in range(0, count, CHAT_LENGTH):
            yield from self._chat(start // CHAT_LENGTH, min(CHAT_LENGTH, count - start))

    def _chat(self, number: int, count: int) -> Iterator[Sent]:
        lang = "zh" if number % OF < CHINESE else "en"
        scams = STRANGERS * SCAM_SHARE if number % STRANGERS == 0 else 0.0
        for _ in range(count):
            drawn = self._chance.random()
            kind: Kind = "scam" if drawn < scams else "near" if drawn < scams + NEAR_SHARE else "everyday"
            member = MEMBERS if kind == "scam" else self._chance.randrange(MEMBERS)
            text = self.everyday(lang, self.length(lang)) if kind == "everyday" else self.whole(lang, kind)
            yield Sent(text, f"Person {number * (MEMBERS + 1) + member}", f"Chat {number}", lang, kind)

    def length(self, lang: str) -> int:
        """A length as of real messages."""
        drawn, lengths = self._chance.random(), LENGTHS[lang]
        above = bisect_right(SHARES, drawn)
        part = (drawn - SHARES[above - 1]) / (SHARES[above] - SHARES[above - 1])
        return round(lengths[above - 1] + part * (lengths[above] - lengths[above - 1]))

    def everyday(self, lang: str, length: int) -> str:
        """An everyday message of about this length."""
        extra = self._extra(lang) if self._chance.random() < DECORATED else ""
        rest = max(pieces.SHORTEST, length - len(extra))
        longest = self._lengths[lang][-1] // 2
        count = max(1, min(self._chance.randint(1, 3), rest // LEAST[lang]), -(-rest // longest))
        said = [self._piece(lang, rest // count) for _ in range(count)]
        if extra:
            said.insert(self._chance.randrange(len(said) + 1), extra)
        return (self._chance.choice("，， 。") if lang == "zh" else self._chance.choice((", ", ". ", " "))).join(said)

    def _piece(self, lang: str, length: int) -> str:
        """A clause that differs by at most a quarter from the length if there is one, otherwise the next shorter."""
        lengths = self._lengths[lang]
        first, last = bisect_left(lengths, length * 3 // 4), bisect_right(lengths, length * 5 // 4)
        return material(lang).everyday[self._chance.randrange(first, last) if first < last else max(0, last - 1)]

    def _extra(self, lang: str) -> str:
        chance = self._chance
        hour, minute, number = chance.randint(6, 23), chance.randrange(60), chance.randrange(1, 2000)
        clock = f"{hour}点{minute:02}" if lang == "zh" else f"{hour}:{minute:02}"
        counted = chance.choice(_NUMBERS[lang]).format(number)
        return chance.choice((chance.choice(_NAMES[lang]), clock, counted, chance.choice(_EMOJI)))

    def whole(self, lang: str, kind: Kind) -> str:
        """A near-domain message or a scam, with digits of its own."""
        made_of = material(lang)
        row = self._chance.choice(made_of.scams if kind == "scam" else made_of.near)
        return _DIGIT.sub(lambda _: str(self._chance.randrange(10)), row)


def corpus_file(count: int, seed: int = SEED) -> Path:
    """A JSON Lines file (text, sender, chat) of so many messages; it is kept in the temporary folder for next time."""
    folder = Path(tempfile.gettempdir(), "scamguard-benchmarks")
    path = folder / f"{count}-{seed}-{_made_from()}.jsonl"
    if not path.exists():
        say(f"writing {count:,} messages")
        folder.mkdir(exist_ok=True)
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            for sent in Writer(seed).chats(count):
                record = {"text": sent.text, "sender": sent.sender, "chat": sent.chat}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        fresh.replace(path)
    return path


def texts_of(path: Path) -> list[str]:
    """The texts of a corpus file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def _made_from() -> str:
    """A checksum of what the messages are made from and how."""
    digest = hashlib.sha256()
    for path in (Path(__file__), Path(pieces.__file__), *sorted(DATASETS.rglob("*.jsonl"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def measure(messages: int = MESSAGES) -> Sequence[Row]:
    """What the corpus is like: how many of its texts are distinct, how long they are, how fast they are written."""
    texts = texts_of(corpus_file(messages))
    begun = time.perf_counter()
    sent = list(Writer(SEED).chats(messages))
    seconds = time.perf_counter() - begun
    lengths = {lang: [len(one.text) for one in sent if one.lang == lang] for lang in LENGTHS}
    kinds = [one.kind for one in sent]
    return [
        Row("distinct texts", 100 * len(set(texts)) / len(texts), "%"),
        Row("scams", 100 * kinds.count("scam") / len(kinds), "%"),
        Row("honest messages near the subject", 100 * kinds.count("near") / len(kinds), "%"),
        *(Row(f"length, {lang}", median(lengths[lang]), "characters") for lang in LENGTHS if lengths[lang]),
        Row("written", len(sent) / seconds, "messages/s"),
    ]


if __name__ == "__main__":
    run_alone(measure)
