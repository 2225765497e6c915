"""The words by which texts of a batch may be disguised: hidden words cut apart, turned, respelt, by their sound."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from scamguard.resources import table_map, table_rows, table_set
from scamguard.text.batch import END, Batch, Marks, Places, Terms, as_text, before
from scamguard.text.folding import fold_case
from scamguard.text.hidden_words import (
    SYLLABLES_FROM,
    han_words,
    hidden_rows,
    is_han,
    is_unspaced,
    known_words,
    letter_words,
    sound_words,
)
from scamguard.text.kinds import ALNUM, AMOUNT, BLANK, DIGIT, HAN, LATIN, SIZE, SPREAD, tables

_DOMAINS = ("com", "org", "vip", "xyz", "cn", "cc", "io")
_HAN_DOTS = ("点", "。", "·")
_PLATFORMS = (
    *("卫星", "wechat", "wei xin", "weixin", "vx", "v x", "wx", "w x", "加v", "加 v", "+v", "+ v", "➕v", "➕ v", "v:"),
    *("v :", "qq", "q q", "扣扣", "企鹅", "球球", "加q", "加 q", "q群", "q号", "line", "加赖", "加 赖", "telegram"),
    *("电报", "飞机", "tg", "skype", "discord", "dc", "instagram", "ig", "ins", "facebook", "fb", "脸书", "twitter"),
    *("推特", "kakaotalk", "signal", "viber", "抖音", "微博", "wxid"),
)
"""What the patterns of accounts.py begin with."""
_WECHAT = tuple(f"{char}信" for char in "微威薇徽维围葳v")
_NUMBER_WORDS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_UNITS = (
    *("usdt", "usdc", "刀", "bucks", "日元", "円", "jpy", "新币", "twd", "btc", "比特币", "eth", "trx", "bnb", "sol"),
    *("okb", "元", "块", "rmb", "cny", "人民币", "美元", "美金", "usd", "dollars", "港币", "港元", "hkd", "蚊", "台币"),
    *("euros", "eur"),
)
"""The units of amounts.py but the lone u."""
_SPOKEN_DIGITS = 6
_SURE_BACKWARDS = 6
"""See number_words and reversed_text."""


@dataclass(frozen=True, slots=True)
class WordDoubts:
    """By text: whether it holds words on which a step may act (see doubts.py), and perhaps an amount."""

    cut: Marks
    composed: Marks
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
        reversed=written.texts("reversed") | (written.backwards() >= _SURE_BACKWARDS),
        respelt=written.texts("respelt"),
        shapes=written.texts("shapes"),
        sounds=_homophones(batch) | _spelt_sounds(batch),
        numbers=np.bincount(batch.owner[written.starts("numbers")], minlength=len(batch)) >= _SPOKEN_DIGITS,
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
            "shapes": set(_shapes()),
            "numbers": set(_NUMBER_WORDS),
            "dots": {" dot "}
            | {f". {domain}" for domain in _DOMAINS}
            | {dot + blank + domain for dot in _HAN_DOTS for blank in ("", " ") for domain in _DOMAINS},
            "platforms": set(_PLATFORMS),
            "units": set(_UNITS),
        }
    )


def _shapes() -> list[str]:
    """English words with letters written as the pairs that look like them (vv, rn, cl)."""
    pairs = {"w": ("w", "vv"), "m": ("m", "rn"), "d": ("d", "cl")}
    found: list[str] = []
    for word in known_words() | table_set("bip39_en.txt"):
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
            "cut": set(map(fold_case, hidden)),
            "composed": {fold_case(parts) for parts in table_map("components.tsv")},
            "wechat": set(_WECHAT),
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
    """Chinese characters that sound like a hidden word of three and more, and are others."""
    syllables = tables().syllables[batch.plain]
    kept = np.flatnonzero(~batch.has(SPREAD))
    codes = np.where(syllables > 0, syllables + (SYLLABLES_FROM - 1), END)[kept].astype(np.uint32)
    terms, words = _sound_terms()
    numbers, starts, ends = terms.find(as_text(codes))
    marks = np.zeros(len(batch), np.bool_)
    for number, start, end in zip(numbers, starts, ends, strict=True):
        if as_text(batch.plain[kept[start:end]]) != words[terms.terms[number]]:
            marks[batch.owner[kept[start]]] = True
    return marks


class _Spelt(NamedTuple):
    """Hidden words by their Pinyin, which of them have more than two syllables, how characters are spelt, and with how
    many letters (by code point)."""

    terms: Terms
    long: Marks
    spelling: dict[int, str | None]
    sizes: Places


@lru_cache(maxsize=1)
def _spelt_terms() -> _Spelt:
    pinyin = table_map("pinyin.tsv")
    names = {chr(SYLLABLES_FROM + i): syllable for i, syllable in enumerate(sorted(set(pinyin.values())))}
    spelt = {"".join(names[code] for code in key): len(key) for key in sound_words()}
    terms = Terms(spelt)
    spelling: dict[int, str | None] = {ord(char): syllable for char, syllable in pinyin.items()}
    spelling |= dict.fromkeys(map(ord, " .*·_~'"))
    sizes = np.ones(SIZE, np.int64)
    for code, letters in spelling.items():
        if code < SIZE:
            sizes[code] = len(letters or "")
    return _Spelt(terms, np.array([spelt[term] > 2 for term in terms.terms], np.bool_), spelling, sizes)


def _spelt_sounds(batch: Batch) -> Marks:
    """Letters, with Chinese characters or without, that spell the sound of a hidden word."""
    with_letters, with_han = batch.texts_at(batch.has(LATIN)), batch.texts_at(batch.has(HAN))
    kept = np.flatnonzero(with_letters[batch.owner])
    marks = np.zeros(len(batch), np.bool_)
    if not len(kept):
        return marks
    spelt = _spelt_terms()
    codes = batch.folded[kept]
    origin = np.repeat(kept, spelt.sizes[codes])
    numbers, starts, ends = spelt.terms.find(as_text(codes).translate(spelt.spelling))
    letters = np.concatenate([[0], np.cumsum(batch.has(LATIN)[origin])])
    owners = batch.owner[origin[starts]]
    meant = (letters[ends] > letters[starts]) & (spelt.long[numbers] | with_han[owners])
    marks[owners[meant]] = True
    return marks


def _lone_u(batch: Batch) -> Marks:
    """A u behind a number, its scale or a counter, a blank between or not."""
    number = batch.has(DIGIT | AMOUNT) | np.isin(batch.folded, [ord(char) for char in "kwmdn枚个"])
    behind_number = before(number) | (before(batch.has(BLANK)) & before(number, 2))
    return batch.texts_at((batch.folded == ord("u")) & behind_number)
