"""Where a disguise applies: hidden words, letters, or the whole message, but never its links."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from tests import disguise_tables as tables

Disguise = Callable[[str, random.Random], str]

LINK = re.compile(
    r"https?://[\x21-\x7e]+|[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?<![\w.])@\w+"
    r"|(?<![a-z0-9])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[\x21-\x7e]*)?",
    re.IGNORECASE | re.ASCII,
)
_LETTER = "a-zà-öø-ÿāăąćčđēęğıłńőřśşšţťūůűźżžơưạ-ỹа-яё"
SPELLED = sorted((*tables.HIDDEN_EN, *tables.HIDDEN_OTHER), key=len, reverse=True)
CHINESE = sorted(
    {*tables.HIDDEN_ZH, *("".join(tables.TRADITIONAL.get(c, c) for c in word) for word in tables.HIDDEN_ZH)},
    key=len,
    reverse=True,
)
HIDDEN = re.compile(
    rf"(?:{'|'.join(CHINESE)})|(?<![{_LETTER}])(?:{'|'.join(map(re.escape, SPELLED))})(?![{_LETTER}]{{3}})",
    re.IGNORECASE,
)
CLUSTER = re.compile(r".(?:[\u0300-\u036f\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", re.DOTALL)


def is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def is_mostly_chinese(text: str) -> bool:
    return sum(map(is_chinese, text)) * 2 > len(re.sub(r"[\W\d]", "", text))


def outside_links(text: str, change: Callable[[str], str]) -> str:
    """The text with everything but its links, addresses and handles changed."""
    pieces, end = [], 0
    for link in LINK.finditer(text):
        pieces += [change(text[end : link.start()]), link[0]]
        end = link.end()
    return "".join([*pieces, change(text[end:])])


def words(change: Disguise) -> Disguise:
    """A kind that disguises every hidden word and nothing else."""
    return lambda text, rng: outside_links(text, lambda piece: HIDDEN.sub(lambda word: change(word[0], rng), piece))


def whole(change: Disguise) -> Disguise:
    """A kind that disguises the whole text except links."""
    return lambda text, rng: outside_links(text, lambda piece: change(piece, rng))


def letters(table: Mapping[str, Sequence[str]], share: float = 1.0) -> Disguise:
    """Replaces letters by a choice from the table: all in hidden words, a share of them elsewhere."""

    def some(piece: str, rng: random.Random, portion: float) -> str:
        return "".join(rng.choice(table[c]) if c in table and rng.random() < portion else c for c in piece)

    def change(piece: str, rng: random.Random) -> str:
        parts, end = [], 0
        for word in HIDDEN.finditer(piece):
            parts += [some(piece[end : word.start()], rng, share), some(word[0], rng, 1.0)]
            end = word.end()
        return "".join([*parts, some(piece[end:], rng, share)])

    return whole(change)
