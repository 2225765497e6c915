"""The words that scams hide (rules/tables/hidden_words.txt), and the automata that find them in views of a text."""

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from scamguard.resources import table_map, table_rows, table_set

SYLLABLES_FROM = 0xE000
"""Syllables are compared as single code points of the private use area, from here on."""
_FIRST_UNSPACED = "\u1100"
"""From here on scripts have no letters that make up words between blanks, but characters and syllables."""


class Automaton:
    """Finds any of some keys in a string, and tells what they stand for."""

    def __init__(self, keys: dict[str, str]) -> None:
        self._meanings = list(keys.values())
        self._search = AhoCorasick(list(keys), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and meaning of each key found, from left to right, the longest first, without overlap."""
        return [(start, end, self._meanings[i]) for i, start, end in self._search.find_matches_as_indexes(text)]


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one (CJK Unified Ideographs with extension A)."""
    return "\u3400" <= char <= "\u9fff"


def is_unspaced(word: str) -> bool:
    """Whether a word is written in characters or syllables (Chinese, Kana, Hangul) rather than in letters."""
    return word[0] >= _FIRST_UNSPACED


@lru_cache(maxsize=1)
def hidden_rows() -> tuple[str, ...]:
    """All hidden words, in the order of the table."""
    return tuple(row.split("\t")[0] for row in table_rows("hidden_words.txt"))


@lru_cache(maxsize=1)
def han_words() -> tuple[str, ...]:
    """The hidden words in Chinese."""
    return tuple(word for word in hidden_rows() if all(map(is_han, word)))


@lru_cache(maxsize=1)
def letter_entries() -> frozenset[str]:
    """The hidden words and phrases that are written in letters."""
    return frozenset(row for row in hidden_rows() if not is_unspaced(row))


@lru_cache(maxsize=1)
def letter_words() -> frozenset[str]:
    """The single words of these entries that are no common words."""
    words = frozenset(word for entry in letter_entries() for word in entry.split())
    return words - frozenset(table_rows("common_words.txt")) | (words & letter_entries())


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Hidden and common words in letters."""
    common = frozenset(row for row in table_rows("common_words.txt") if not is_unspaced(row))
    return letter_words() | common | frozenset(word for entry in letter_entries() for word in entry.split())


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Words by which a text is known to be English: hidden, common, and those of BIP-39."""
    return known_words() | table_set("bip39_en.txt")


@lru_cache(maxsize=1)
def hidden_automaton() -> Automaton:
    """The hidden words in characters and syllables."""
    return Automaton({word: word for word in hidden_rows() if is_unspaced(word)})


def hides_word(text: str) -> bool:
    """Whether a hidden word stands in a text; of letters, one of three and more."""
    folded = text.lower()
    words = (word for word in re.findall(r"[^\W\d_]+", folded) if len(word) > 2)
    return bool(hidden_automaton().find(folded)) or any(word in letter_words() for word in words)


@lru_cache(maxsize=1)
def known_automaton() -> Automaton:
    """Hidden and common words in Chinese."""
    common = (word for word in table_rows("common_words.txt") if is_han(word[0]))
    return Automaton({word: word for word in (*han_words(), *common)})


@lru_cache(maxsize=1)
def syllable_codes() -> dict[str, str]:
    """Pinyin syllable without tone -> its code point."""
    syllables = sorted(set(table_map("pinyin.tsv").values()))
    return {syllable: chr(SYLLABLES_FROM + i) for i, syllable in enumerate(syllables)}


def sound(char: str) -> str:
    """The code point of a Chinese character's syllable; empty for other characters."""
    syllable = table_map("pinyin.tsv").get(char)
    return syllable_codes()[syllable] if syllable is not None else ""


@lru_cache(maxsize=1)
def sound_words() -> dict[str, str]:
    """The hidden words in Chinese by their syllables' code points; of words that sound the same the first."""
    keys: dict[str, str] = {}
    readings = dict(row.split("\t") for row in table_rows("hidden_words.txt") if "\t" in row)
    for word in han_words():
        syllables = [syllable_codes()[syllable] for syllable in readings.get(word, "").split()] or map(sound, word)
        keys.setdefault("".join(syllables), word)
    return keys


@lru_cache(maxsize=1)
def sound_automaton() -> Automaton:
    """Finds the hidden words in Chinese by their sound."""
    return Automaton(sound_words())


@lru_cache(maxsize=1)
def spelling_automaton() -> Automaton:
    """The spellings of rules/tables/spellings.tsv, in lower case."""
    return Automaton({spelling.lower(): word for spelling, word in table_map("spellings.tsv").items()})


@lru_cache(maxsize=1)
def initials() -> frozenset[str]:
    """The spellings in letters, most of them initials of Pinyin (yzm is 验证码), of three letters and more."""
    folded = map(str.lower, table_map("spellings.tsv"))
    return frozenset(spelling for spelling in folded if len(spelling) > 2 and spelling.isascii() and spelling.isalpha())


@lru_cache(maxsize=1)
def component_automaton() -> Automaton:
    """Characters written as their parts."""
    return Automaton(dict(table_map("components.tsv")))
