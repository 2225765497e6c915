"""The words that scams hide (rules/tables/hidden_words.txt), and the automata that find them in views of a text."""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from scamguard.resources import table_map, table_rows

SYLLABLES_FROM = 0xE000
"""Syllables are compared as single code points of the private use area, from here on."""
_SHORT_WORD = 4
"""English words below this length are too common as parts of others to be looked for letter by letter."""


class Automaton:
    """Finds any of some keys in a string; `meanings[i]` is what the i-th key stands for."""

    def __init__(self, keys: dict[str, str]) -> None:
        self.keys = list(keys)
        self.meanings = list(keys.values())
        self._search = AhoCorasick(self.keys, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and meaning of each key found, from left to right, the longest first, without overlap."""
        return [(start, end, self.meanings[i]) for i, start, end in self._search.find_matches_as_indexes(text)]


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one (CJK Unified Ideographs with extension A)."""
    return "\u3400" <= char <= "\u9fff"


@lru_cache(maxsize=1)
def han_words() -> tuple[str, ...]:
    """The Chinese words."""
    return tuple(word for word in table_rows("hidden_words.txt") if is_han(word[0]))


@lru_cache(maxsize=1)
def latin_words() -> frozenset[str]:
    """The single words of the English entries."""
    rows = (row for row in table_rows("hidden_words.txt") if row[0].isascii())
    return frozenset(word for row in rows for word in row.split())


@lru_cache(maxsize=1)
def latin_entries() -> dict[str, str]:
    """English entries without their blanks -> the entries; words that are too short to stand alone left out."""
    rows = [row for row in table_rows("hidden_words.txt") if row[0].isascii()]
    return {row.replace(" ", ""): row for row in rows if len(row) >= _SHORT_WORD}


@lru_cache(maxsize=1)
def squeezed_automaton() -> Automaton:
    """All words, as they stand when only letters and digits are kept."""
    return Automaton({word: word for word in han_words()} | latin_entries())


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
def sound_automaton() -> Automaton:
    """The Chinese words by their syllables; of words that sound the same the first."""
    keys: dict[str, str] = {}
    for word in han_words():
        keys.setdefault("".join(map(sound, word)), word)
    return Automaton(keys)


@lru_cache(maxsize=1)
def spelling_automaton() -> Automaton:
    """The spellings of rules/tables/spellings.tsv, in lower case."""
    return Automaton({spelling.lower(): word for spelling, word in table_map("spellings.tsv").items()})


@lru_cache(maxsize=1)
def component_automaton() -> Automaton:
    """Characters written as their parts."""
    return Automaton(dict(table_map("components.tsv")))
