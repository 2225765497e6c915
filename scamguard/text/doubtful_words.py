"""The words by which texts of a batch may be disguised: hidden words cut apart, turned, respelt, by their sound."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from scamguard.resources import table_map, table_rows
from scamguard.text.accounts import BEGINNINGS, WECHAT_BEGINNINGS
from scamguard.text.amounts import UNITS
from scamguard.text.batch import END, Batch, Marks, Places, Terms, as_text, before
from scamguard.text.chinese import FEWEST_SPOKEN, SPOKEN_DIGITS
from scamguard.text.ciphers import rotated_words
from scamguard.text.defanging import SUFFIXES
from scamguard.text.folding import fold_case
from scamguard.text.hidden_words import (
    SYLLABLES_FROM,
    english_words,
    han_words,
    hidden_rows,
    initials,
    is_han,
    is_unspaced,
    known_words,
    letter_words,
    sound_words,
    syllable_codes,
)
from scamguard.text.kinds import ALNUM, AMOUNT, BLANK, COUNTER, DIGIT, HAN, LATIN, SIZE, SPREAD, Codes, tables
from scamguard.text.reversal import SURE_KNOWN

_HAN_DOTS = ("点", "。", "·")


@dataclass(frozen=True, slots=True)
class WordDoubts:
    """By text: whether it holds words on which a step may act (see doubts.py), and perhaps an amount."""

    cut: Marks
    composed: Marks
    rotated: Marks
    reversed: Marks
    respelt: Marks
    shapes: Marks
    sounds: Marks
    numbers: Marks
    dots: Marks
    platforms: Marks
    amounts: Marks


def word_doubts(batch: Batch) -> WordDoubts:
    """What words make doubtful."""
    written, squeezed = _Written(batch), _Squeezed(batch)
    return WordDoubts(
        cut=squeezed.cut(),
        composed=squeezed.texts("composed"),
        rotated=written.texts("rotated"),
        reversed=written.texts("reversed") | (written.backwards() >= SURE_KNOWN),
        respelt=written.texts("respelt"),
        shapes=written.texts("shapes"),
        sounds=_homophones(batch) | _spelt_sounds(batch) | squeezed.texts("spelt"),
        numbers=np.bincount(batch.owner[written.starts("numbers")], minlength=len(batch)) >= FEWEST_SPOKEN,
        dots=written.texts("dots"),
        platforms=written.texts("platforms") | squeezed.texts("wechat"),
        amounts=(written.texts("units") | _lone_u(batch)) & batch.texts_at(batch.has(DIGIT | AMOUNT)),
    )


class _Groups:
    """Terms in groups, found in one pass."""

    def __init__(self, groups: dict[str, set[str]]) -> None:
        self.terms = Terms(term for terms in groups.values() for term in terms)
        self.members = {
            name: np.array([term in terms for term in self.terms.terms], np.bool_) for name, terms in groups.items()
        }


@lru_cache(maxsize=1)
def _written_groups() -> _Groups:
    """What is looked for in the folded text as it is written."""
    turned_han = {word[::-1] for word in hidden_rows() if is_unspaced(word)}
    turned = {fold_case(word)[::-1] for word in letter_words() if len(word) > 2}
    common = {row for row in table_rows("common_words.txt") if is_han(row[0])}
    return _Groups(
        {
            "respelt": {fold_case(spelling) for spelling in table_map("spellings.tsv")},
            "reversed": turned | set(map(fold_case, turned_han)),
            "han_backwards": {fold_case(word)[::-1] for word in common.union(han_words())},
            "letters_backwards": {word[::-1] for word in known_words() if len(word) > 2},
            "rotated": set(rotated_words()),
            "shapes": set(_shapes()),
            "numbers": set(SPOKEN_DIGITS),
            "dots": {" dot "}
            | {f". {domain}" for domain in SUFFIXES}
            | {dot + blank + domain for dot in _HAN_DOTS for blank in ("", " ") for domain in SUFFIXES},
            "platforms": set(BEGINNINGS),
            "units": set(UNITS) - {"u"},
        }
    )


def _shapes() -> list[str]:
    """English words with letters written as the pairs that look like them (vv, rn, cl)."""
    pairs = {"w": ("w", "vv"), "m": ("m", "rn"), "d": ("d", "cl")}
    found: list[str] = []
    for word in english_words():
        choices = [pairs.get(letter, (letter,)) for letter in word]
        if len(word) <= 20 and sum(len(choice) > 1 for choice in choices) <= 5:
            found.extend(spelt for spelt in map("".join, product(*choices)) if spelt != word)
    return found


class _Written:
    """The groups' terms in the text of a batch."""

    _WITHIN_WORDS = ("dots", "units", "han_backwards")
    """Groups whose terms may stand inside a word of letters."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._groups = batch, _written_groups()
        self._numbers, self._starts, self._ends = self._groups.terms.find(as_text(batch.folded))
        letter, name = batch.has(LATIN), batch.has(LATIN | DIGIT)
        self._begins = ~(name[self._starts] & name[self._starts - 1])
        self._whole = ~(
            (letter[self._starts] & letter[self._starts - 1]) | (letter[self._ends - 1] & letter[self._ends])
        )

    def _found(self, group: str) -> Marks:
        found = self._groups.members[group][self._numbers]
        if group == "platforms":
            return found & self._begins
        return found if group in self._WITHIN_WORDS else found & self._whole

    def starts(self, group: str) -> Places:
        """Where terms of a group begin."""
        return self._starts[self._found(group)]

    def texts(self, group: str) -> Marks:
        """By text: whether it holds a term of a group."""
        return self._batch.texts_at(self.starts(group))

    def backwards(self) -> Places:
        """By text: at most how many characters belong to known words when it is read backwards, letters at half."""
        covered = np.zeros((2, len(self._batch.plain) + 1), np.int64)
        for row, group in enumerate(("han_backwards", "letters_backwards")):
            found = self._found(group)
            np.add.at(covered[row], self._starts[found], 1)
            np.add.at(covered[row], self._ends[found], -1)
        han, letters = np.cumsum(covered, axis=1)[:, :-1] > 0
        return self._batch.count(han) + self._batch.count(letters) // 2


@lru_cache(maxsize=1)
def _squeezed_groups() -> _Groups:
    """What is looked for in the letters and digits alone."""
    hidden = {word for word in hidden_rows() if is_unspaced(word)} | {w for w in letter_words() if len(w) > 2}
    return _Groups(
        {
            "cut": set(map(fold_case, hidden)) | initials(),
            "composed": {fold_case(parts) for parts in table_map("components.tsv")},
            "spelt": {spelling for spelling, syllables in _spellings().items() if syllables > 2},
            "wechat": set(WECHAT_BEGINNINGS),
        }
    )


class _Squeezed:
    """The groups' terms in the letters and digits of a batch."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._groups = batch, _squeezed_groups()
        kept = np.flatnonzero(batch.has(ALNUM) | (batch.plain <= END))
        self._numbers, starts, ends = self._groups.terms.find(as_text(batch.folded[kept]))
        self._lengths = ends - starts
        self._starts, self._ends = kept[starts], kept[ends - 1] + 1

    def texts(self, group: str) -> Marks:
        """By text: whether it holds a term of a group."""
        return self._batch.texts_at(self._starts[self._groups.members[group][self._numbers]])

    def cut(self) -> Marks:
        """By text: whether a hidden word stands in it with other characters between its own."""
        apart = self._ends - self._starts > self._lengths
        letter = self._batch.has(LATIN)
        in_word = (letter[self._starts] & letter[self._starts - 1]) | (letter[self._ends - 1] & letter[self._ends])
        return self._batch.texts_at(self._starts[self._groups.members["cut"][self._numbers] & apart & ~in_word])


@lru_cache(maxsize=1)
def _sound_terms() -> tuple[Terms, dict[str, str]]:
    """Hidden words of three syllables and more by their syllables' codes, and what each stands for."""
    words = {key: word for key, word in sound_words().items() if len(key) > 2}
    return Terms(words), words


def _homophones(batch: Batch) -> Marks:
    """Chinese characters that sound like a hidden word of three and more, and are others or stand apart."""
    with_han = batch.texts_at(batch.has(HAN))
    kept = np.flatnonzero(~batch.has(SPREAD) & with_han[batch.owner])
    syllables = tables().syllables[batch.plain[kept]]
    codes = np.where(syllables > 0, syllables + (SYLLABLES_FROM - 1), END).astype(np.uint32)
    terms, words = _sound_terms()
    numbers, starts, ends = terms.find(as_text(codes))
    marks = np.zeros(len(batch), np.bool_)
    for number, start, end in zip(numbers, starts, ends, strict=True):
        apart = kept[end - 1] - kept[start] >= end - start
        if apart or as_text(batch.plain[kept[start:end]]) != words[terms.terms[number]]:
            marks[batch.owner[kept[start]]] = True
    return marks


class _Spelt(NamedTuple):
    """Hidden words by their Pinyin; how characters are spelt: by code point with how many letters, and where these
    begin in `letters`."""

    terms: Terms
    sizes: Places
    begins: Places
    letters: Codes


def _spellings() -> dict[str, int]:
    """Hidden words by their Pinyin, and how many syllables each has."""
    names = {code: syllable for syllable, code in syllable_codes().items()}
    return {"".join(names[code] for code in key): len(key) for key in sound_words()}


@lru_cache(maxsize=1)
def _spelt_terms() -> _Spelt:
    pinyin, spelt = table_map("pinyin.tsv"), _spellings()
    terms = Terms(spelt)
    spelling = {ord(char): syllable for char, syllable in pinyin.items()} | dict.fromkeys(map(ord, " .*·_~'"), "")
    sizes, begins = np.ones(SIZE, np.int64), np.arange(SIZE)
    letters = list(range(SIZE))
    for code, syllable in spelling.items():
        if code < SIZE:
            sizes[code], begins[code] = len(syllable), len(letters)
            letters.extend(map(ord, syllable))
    return _Spelt(terms, sizes, begins, np.array(letters, np.uint32))


def _spelt_sounds(batch: Batch) -> Marks:
    """Letters, with or beside Chinese characters, that spell the sound of a hidden word.

    In a text of letters alone only words of three syllables and more count, which `_Squeezed` finds.
    """
    mixed = batch.texts_at(batch.has(LATIN)) & batch.texts_at(batch.has(HAN))
    kept = np.flatnonzero(mixed[batch.owner])
    marks = np.zeros(len(batch), np.bool_)
    if not len(kept):
        return marks
    spelt = _spelt_terms()
    codes = batch.folded[kept]
    sizes = spelt.sizes[codes]
    ends = np.cumsum(sizes)
    origin = np.repeat(kept, sizes)
    letters = spelt.letters[np.arange(ends[-1]) + np.repeat(spelt.begins[codes] - (ends - sizes), sizes)]
    _, starts, ends = spelt.terms.find(as_text(letters))
    written = np.concatenate([[0], np.cumsum(batch.has(LATIN)[origin])])
    meant = written[ends] > written[starts]
    marks[batch.owner[origin[starts[meant]]]] = True
    return marks


def _lone_u(batch: Batch) -> Marks:
    """A u behind a number, its scale or a counter, a blank between or not."""
    number = batch.has(DIGIT | AMOUNT | COUNTER)
    behind_number = before(number) | (before(batch.has(BLANK)) & before(number, 2))
    return batch.texts_at((batch.folded == ord("u")) & behind_number)
