"""Letters in disguise: turned upside down, with accents, with digits and marks for letters, repeated."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from scamguard.resources import table_map
from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import english_words, known_words, letter_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.protected import Protected

_TOKEN = LazyPattern(r"(?:[^\W_\u1100-\u11ff\u2e80-\uffff]|[@$!|+€£¢])+")
_ASCII_TOKEN = LazyPattern(r"[0-9A-Za-z@$!|+€£¢][0-9A-Za-z@$!|+€£¢]*")
"""The same in a text without foreign letters."""
_MIXED = LazyPattern(r"[0-9!|+](?:(?<=[A-Za-z][0-9])|(?<=[0-9])[A-Za-z]|(?<=[!|+])[0-9A-Za-z])")
"""What a token of letters and digits has, or one of them with a mark before it, in a text without foreign letters."""
_ACCENTED = LazyPattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{1,40}")
_UNACCENTED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "ŧ": "t", "ı": "i"}
_TRAILING_MARKS, _INNER_MARKS = "!|+", "@$€£¢"
_SURE_LENGTH = 3
_LONGEST_WORD = 40
"""Letters of a word that is worth a look: shorter ones are chance, longer ones no words."""
_WORD = LazyPattern(r"(?<![0-9A-Za-z])[A-Za-z]{4,40}(?![0-9A-Za-z])")
_THRICE = LazyPattern(r"([A-Za-z])\1\1", re.IGNORECASE)
_TRIPLE = LazyPattern(r"([a-z])\1\1")
_RUN = LazyPattern(r"([a-z])\1+", re.IGNORECASE)
_PAIRS = (("vv", "w"), ("rn", "m"), ("cl", "d"))
_SHAPES = tuple(pair for pair, _ in _PAIRS)
_LOOKS = (*_PAIRS, ("l", "i"), ("I", "l"), ("1", "l"), ("0", "o"))
"""Pairs of letters, letters and digits that look like another letter (UTS #39 has them among its confusables)."""
_FEWEST_ACCENTS = 2
"""A single accent is spelling ("vérification", "José")."""
_MOST_READINGS = 32
"""Readings of one token that are tried; it bounds the cost of tokens made of look-alikes."""
SYSTEMATIC = 3
"""From this many known words in such a disguise on, all words that may be in it are read so."""


def upside_down(draft: Draft) -> None:
    """`ǝsɐɹɥd pǝǝs` is `seed phrase`: lines with turned letters, read from the end."""
    table = table_map("upside_down.tsv")
    turned = {char for char in set(draft.plain) if char in table and not char.isascii()}
    if len(turned) < 2:
        return
    found: list[Replacement] = []
    marks = "".join(map(re.escape, sorted(turned)))
    for match in re.finditer(f"[ -~{marks}]+", draft.plain):
        if turned.isdisjoint(match[0]):
            continue
        reading = "".join(table.get(char, char) for char in reversed(match[0]))
        words = re.findall(r"[a-z]+", reading.lower())
        if any(word in known_words() and len(word) > 2 for word in words):
            found.append((match.start(), match.end(), reading))
    draft.rewrite(found, "upside_down")


def accents(draft: Draft) -> None:
    """`pässwörd` is `password`: two accents and more on a word that is a hidden word without them.

    If several words with accents are English words without them, all accents go.
    """
    sure: list[Replacement] = []
    others: list[Replacement] = []
    common = 0
    for match in _ACCENTED.finditer(draft.plain):
        bare = "".join(_UNACCENTED.get(char) or unicodedata.normalize("NFD", char)[0] for char in match[0])
        changed = sum(a != b for a, b in zip(match[0], bare, strict=True))
        if not changed or match[0].lower() in letter_words():
            continue
        common += len(bare) >= _SURE_LENGTH and bare.lower() in known_words()
        hides = changed >= _FEWEST_ACCENTS and bare.lower() in letter_words()
        (sure if hides else others).append((match.start(), match.end(), bare))
    draft.rewrite(sorted(sure + others) if common >= SYSTEMATIC else sure, "styled")


def leetspeak(draft: Draft) -> None:
    """`s33d phr@se` is `seed phrase`: tokens that read as a hidden word; if many are known words, all such tokens."""
    tokens = _leet_tokens(draft)
    # Most texts have no hidden word and too few known ones, whether some of these are protected or not.
    if sum(token.known is not None for token in tokens) < SYSTEMATIC and not any(token.hidden for token in tokens):
        return
    protected = Protected(draft.plain)
    tokens = [token for token in tokens if not protected.touches(token.start, token.end)]
    common = sum(token.known is not None and len(token.known) > 2 for token in tokens)
    sure = [(token.start, token.end, token.hidden) for token in tokens if token.hidden]
    others = [(t.start, t.end, t.known or t.first) for t in tokens if not t.hidden and not t.is_of_letters]
    draft.rewrite(sorted(sure + others) if common >= SYSTEMATIC else sure, "leetspeak")
    if common >= SYSTEMATIC:
        draft.rewrite(Protected(draft.plain).spared(_look_alikes(draft.plain)), "leetspeak")


class Readings(NamedTuple):
    """How a token may be read otherwise, without the marks at its end: first, as the first known and hidden word."""

    length: int
    is_of_letters: bool
    first: str
    known: str | None
    hidden: str | None


class _Token(NamedTuple):
    """A token at plain[start:end] that may be read otherwise; see Readings."""

    start: int
    end: int
    is_of_letters: bool
    first: str
    known: str | None
    hidden: str | None


def _leet_tokens(draft: Draft) -> list[_Token]:
    """The tokens that may be read otherwise."""
    has_pairs = _has_pairs(draft)
    if not (has_pairs or _has_mixed(draft)):
        return []
    found: list[_Token] = []
    for match in (_TOKEN if draft.traits & traits.FOREIGN else _ASCII_TOKEN).finditer(draft.plain):
        token = match[0]
        if token.isdigit() or (token.isalpha() and not has_pairs):
            continue
        readings = read_otherwise(token, has_pairs)
        if readings is not None:
            found.append(_Token(match.start(), match.start() + readings.length, *readings[1:]))
    return found


def read_otherwise(token: str, has_pairs: bool) -> Readings | None:
    """The readings of a token: with its pairs as single letters if it is of letters and these count, otherwise with
    letters for its digits and marks.

    Marks at the end of a token and digits alone stand for themselves.
    """
    token = token.rstrip(_TRAILING_MARKS)
    if not 0 < len(token) <= _LONGEST_WORD or token.isdigit() or (token.isalpha() and not has_pairs):
        return None
    return _readings(token)


@lru_cache(maxsize=8192)
def _readings(token: str) -> Readings | None:
    is_of_letters = token.isalpha()
    readings = _shape_readings(token) if is_of_letters else _leet_readings(token)
    if not readings:
        return None
    known = next((r for r in readings if r.lower() in known_words()), None)
    hidden = next((r for r in readings if len(r) > 2 and r.lower() in letter_words()), None)
    return Readings(len(token), is_of_letters, readings[0], known, hidden)


def _has_pairs(draft: Draft) -> bool:
    """Whether a pair that looks like one letter stands in what may be no word."""
    if not any(map(draft.folded.__contains__, _SHAPES)):
        return False
    if draft.traits & traits.FOREIGN:
        return True
    return any(any(map(word.__contains__, _SHAPES)) for word in set(draft.words) - english_words())


def _has_mixed(draft: Draft) -> bool:
    """Whether letters, digits and marks may stand together in one token."""
    if draft.traits & traits.LEET and any(map(draft.plain.__contains__, _INNER_MARKS)):
        return True
    if not (draft.traits & traits.DIGIT and draft.traits & (traits.LETTER | traits.LEET)):
        return False
    return bool(draft.traits & traits.FOREIGN) or _MIXED.search(draft.plain) is not None


def _look_alikes(plain: str) -> list[Replacement]:
    """Tokens that are no known words but show one if letters are read as what they look like (`appllcation`)."""
    found: list[Replacement] = []
    for match in _TOKEN.finditer(plain):
        if _SURE_LENGTH <= len(match[0]) <= _LONGEST_WORD and match[0].lower() not in english_words():
            words = [reading for reading in _reshaped(match[0], _LOOKS) if reading in english_words()]
            if words:
                found.append((match.start(), match.end(), words[0]))
    return found


def _shape_readings(token: str) -> list[str]:
    """The words that a token shows if pairs of letters that look like one are read as that one (`vvallet`)."""
    folded = token.lower()
    if len(folded) < _SURE_LENGTH or not any(shape in folded for shape, _ in _PAIRS):
        return []
    if folded in known_words() or folded in english_words():
        return []
    return [reading for reading in _reshaped(token, _PAIRS) if reading in english_words()]


def _reshaped(token: str, shapes: tuple[tuple[str, str], ...]) -> list[str]:
    """A token in lower case with each pair or letter left as it is or read as the letter it looks like."""
    readings: list[tuple[str, int]] = [("", 0)]
    done: list[str] = []
    while readings and len(done) < _MOST_READINGS:
        reading, at = readings.pop()
        if at == len(token):
            done.append(reading)
            continue
        readings.append((reading + token[at].lower(), at + 1))
        readings.extend((reading + letter, at + len(s)) for s, letter in shapes if token.startswith(s, at))
    return done


def _leet_readings(token: str) -> list[str]:
    """A token with each digit and mark as the letters it may stand for; none if one stands for nothing."""
    table = table_map("leetspeak.tsv")
    choices = [char if char.isalpha() else table.get(char, "") for char in token]
    if "" in choices:
        return []
    readings = [""]
    for letters in choices:
        readings = [r + letter for r in readings for letter in letters][:_MOST_READINGS]
    return readings


def repeated_letters(draft: Draft) -> None:
    """`seeeed` is `seed`: letters written three times and more, where that makes a hidden word."""
    if not _TRIPLE.search(draft.folded):
        return
    found: list[Replacement] = []
    for match in _WORD.finditer(draft.plain):
        if not _THRICE.search(match[0]):
            continue
        runs = [run.span() for run in _RUN.finditer(match[0])]
        for counts in islice(product((1, 2), repeat=len(runs)), _MOST_READINGS):
            word, at = "", 0
            for (start, end), count in zip(runs, counts, strict=True):
                word += match[0][at:start] + match[0][start] * count
                at = end
            word += match[0][at:]
            if word.lower() in letter_words():
                found.append((match.start(), match.end(), word))
                break
    draft.rewrite(Protected(draft.plain).spared(found), "repeated")
