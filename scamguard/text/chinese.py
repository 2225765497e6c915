"""Chinese words, in part Japanese and Korean ones, in disguise: spaced out, cut apart, respelt, repeated, in parts."""

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

from scamguard.resources import table_map, table_set
from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import (
    component_automaton,
    hidden_automaton,
    hides_word,
    is_han,
    spelling_automaton,
)
from scamguard.text.lazy import LazyPattern
from scamguard.text.ordinary import unless_ordinary
from scamguard.text.protected import Protected
from scamguard.text.readings import caseless
from scamguard.text.secrets import PHRASE_LENGTHS
from scamguard.text.views import View

_LONGEST_GAP = 4
_NOT_HAN = LazyPattern(r"[^\u3400-\u9fff]+")
_REPEATED = LazyPattern(r"([^\0-\x7f])\1+")
_SPREADERS = frozenset(" .*·_~|/+")
"""What is put between the two characters of a short word to hide it; other marks have reasons of their own."""
_CLAUSE_MARKS = frozenset(",.;:!?。、\n()[]【】“”\"'")
_SENTENCE_MARKS = frozenset("。！？!?,，;；:：")
FEWEST_GAPS = 6
"""Fewer characters with the same gap between may be an abbreviation or a heading."""
FEWEST_REPEATS = 3
"""A word of three characters and more is read only where twice as many stand side by side."""
FEWEST_NUMERALS = 6
SYSTEMATIC_SHARE = 0.6
"""A text is spaced out as a whole if this share of its Chinese characters has the same gap after it."""
_NUMERAL = f"[0-9{traits.DIGITS_IN_HAN}]"
_NUMERALS = LazyPattern(rf"{_NUMERAL}(?:[ .\-·]?{_NUMERAL}){{{FEWEST_NUMERALS - 1},19}}[ .\-·]?")
SPOKEN_DIGITS = frozenset(("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
FEWEST_SPOKEN = 6
_SPOKEN_DIGIT = f"(?:{'|'.join(SPOKEN_DIGITS)})"
_SPOKEN = LazyPattern(rf"\b{_SPOKEN_DIGIT}(?:[ ,-]{{1,2}}(?:double )?{_SPOKEN_DIGIT}){{5,20}}\b", re.IGNORECASE)
_SCALES = frozenset("十百千万亿拾佰仟点")


def spaced_out(draft: Draft) -> None:
    """A text with the same gap after nearly each character: the gaps go.

    Blanks are how posters are laid out, so only other gaps, and those that hide a word, are recorded as a disguise. The
    words of a leaked Chinese seed phrase stay apart.
    """
    plain = draft.plain
    pieces = _NOT_HAN.findall(plain)
    if len(pieces) < FEWEST_GAPS:
        return
    fewest = max(FEWEST_GAPS, SYSTEMATIC_SHARE * (len(plain) - sum(map(len, pieces)) - 1))
    if len(pieces) < fewest:
        return
    first, last = int(not is_han(plain[:1])), len(pieces) - int(not is_han(plain[-1:]))
    counts = Counter(piece for piece in pieces[first:last] if len(piece) <= _LONGEST_GAP)
    gap, count = max(counts.items(), key=itemgetter(1), default=("", 0))
    if count < fewest or not _SENTENCE_MARKS.isdisjoint(gap.strip()):
        return
    han = [i for i, char in enumerate(plain) if is_han(char)]
    gone = [(a + 1, b, "") for run in _runs(plain, han, gap) for a, b in pairwise(run)]
    hides = gap != " " and hides_word("".join(plain[i] for i in han))
    draft.rewrite(gone, "spread_out" if hides else None)


def _runs(plain: str, han: list[int], gap: str) -> list[list[int]]:
    """Where Chinese characters follow each other with a gap between; not the words of a seed phrase."""
    runs: list[list[int]] = [[]]
    for at in han:
        if runs[-1] and plain[runs[-1][-1] + 1 : at] != gap:
            runs.append([])
        runs[-1].append(at)
    words = table_set("bip39_zh.txt")
    return [r for r in runs if gap != " " or len(r) not in PHRASE_LENGTHS or not words.issuperset(plain[i] for i in r)]


def cut_apart(draft: Draft) -> None:
    """`助*记*词`: hidden words with blanks or marks between their characters."""
    plain, pieces = draft.plain, draft.pieces
    if len(pieces) < 2:
        return
    words = hidden_automaton().find(draft.squeezed)
    if not words:
        return
    ends = list(accumulate(map(len, pieces)))
    # Only a word that goes on behind the end of a piece is cut apart.
    if not any(ends[bisect_right(ends, start)] < end for start, end, _ in words):
        return
    squeezed = View.squeezed(draft.folded)
    found: list[Replacement] = []
    for start, end, word in words:
        gaps = squeezed.gaps(plain, start, end)
        if any(gaps) and _is_on_purpose(gaps) and (is_han(word[0]) or all(gaps)):
            first, last = _with_gaps(plain, squeezed.starts[start], squeezed.ends[end - 1], gaps[0])
            found.append((max(first, found[-1][1]) if found else first, last, word))
    draft.rewrite(found, "spread_out")


def _with_gaps(plain: str, start: int, end: int, gap: str) -> tuple[int, int]:
    """A place with the blanks or other marks that go on from its gaps to Chinese text beside it."""
    for mark in {" ", gap} - _CLAUSE_MARKS - {""}:
        if start > len(mark) and plain.startswith(mark, start - len(mark)) and is_han(plain[start - len(mark) - 1]):
            start -= len(mark)
        after = end + len(mark)
        if plain.startswith(mark, end) and after < len(plain) and is_han(plain[after]):
            end = after
    return start, end


def _is_on_purpose(gaps: list[str]) -> bool:
    """Whether blanks or marks were put between the characters of a word to hide it.

    A word cut by punctuation counts only if *every* character stands apart ("助。记。词"): "助。记词" may be two
    sentences. One blank or other mark within a word of three characters is enough.
    """
    if any(len(gap) > _LONGEST_GAP for gap in gaps):
        return False
    if len(gaps) == 1:
        return _SPREADERS.issuperset(gaps[0]) or not any(char.isascii() or char in _CLAUSE_MARKS for char in gaps[0])
    return all(gaps) or not any(char in _CLAUSE_MARKS for gap in gaps for char in gap)


def repeated_characters(draft: Draft) -> None:
    """`助助记记词词`: hidden words of three characters and more, some of them written several times."""
    if sum(len(run[0]) - 1 for run in _REPEATED.finditer(draft.plain) if is_han(run[1])) < FEWEST_REPEATS:
        return
    view = View.squeezed(draft.plain).without_repeats()
    found: list[Replacement] = []
    for start, end, word in hidden_automaton().find(view.chars):
        first, last = view.starts[start], view.ends[end - 1]
        if len(word) > 2 and last - first >= 2 * len(word) and all(map(is_han, draft.plain[first:last])):
            found.append((first, last, word))
    draft.rewrite(found, "repeated")


@lru_cache(maxsize=1)
def _ascii_spellings() -> tuple[str, ...]:
    """The spellings in ASCII that are not letters alone: those are read beside Chinese characters only."""
    folded = map(str.lower, table_map("spellings.tsv"))
    return tuple(spelling for spelling in folded if spelling.isascii() and not spelling.isalpha())


def respelt(draft: Draft) -> None:
    """`私銊`, `薇❤`, `yzm`: the spellings of rules/tables/spellings.tsv."""
    plain, has_han = draft.folded, draft.traits & traits.HAN
    if not has_han and plain.isascii() and not any(spelling in plain for spelling in _ascii_spellings()):
        return
    found: list[Replacement] = []
    protected = Protected(draft.plain)
    for start, end, word in spelling_automaton().find(plain):
        if plain[start:end].isalpha() and plain[start:end].isascii() and not has_han:
            continue
        cuts_word = (_is_latin(plain[start]) and start > 0 and _is_latin(plain[start - 1])) or (
            _is_latin(plain[end - 1]) and end < len(plain) and _is_latin(plain[end])
        )
        if not cuts_word and not protected.touches(start, end):
            found.append((start, end, word))
    draft.rewrite(unless_ordinary(draft.plain, found), "respelt")


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def put_together(draft: Draft) -> None:
    """`禾厶金月` is 私钥: characters written as their parts, where that makes a hidden word."""
    pieces = component_automaton().find(draft.squeezed)
    if not pieces:
        return
    squeezed = View.squeezed(draft.folded)
    view = squeezed.replaced(pieces)
    composed = {squeezed.starts[start] for start, _, _ in pieces}
    found: list[Replacement] = []
    for start, end, word in hidden_automaton().find(view.chars):
        if any(view.starts[i] in composed and view.ends[i] - view.starts[i] > 1 for i in range(start, end)):
            found.append((view.starts[start], view.ends[end - 1], word))
    draft.rewrite(found, "components")


def number_words(draft: Draft) -> None:
    """`壹三八零`, `one eight eight`: digits written as words, six and more in a row."""
    if draft.traits & traits.NUMERAL:
        _read_numerals(draft)
    may_be_odd = draft.traits & traits.ODD_CASE
    if may_be_odd or sum(map(SPOKEN_DIGITS.__contains__, draft.words)) >= FEWEST_SPOKEN:
        spoken = [(m.start(), m.end(), _digits(m[0])) for m in _SPOKEN.finditer(draft.plain)]
        draft.rewrite(spoken, "number_words")


def _read_numerals(draft: Draft) -> None:
    """Digits written in Chinese."""
    table = table_map("number_words.tsv")
    found: list[Replacement] = []
    for match in _NUMERALS.finditer(draft.plain):
        written = match[0].rstrip(" .-·")
        end = match.start() + len(written)
        around = draft.plain[match.start() - 1 : match.start()] + draft.plain[end : end + 1]
        digits = "".join(table.get(char, char) for char in written if char.isalnum())
        words = sum(char in table for char in written)
        counting = all(int(b) - int(a) in (0, 1) for a, b in pairwise(digits))
        if words and not counting and _SCALES.isdisjoint(around):
            found.append((match.start(), end, "".join(table.get(char, char) for char in written if char != " ")))
    draft.rewrite(found, "number_words")


def _digits(words: str) -> str:
    """Spoken English digits as figures: "double" says the next one twice."""
    table = table_map("number_words.tsv")
    digits, times = "", 1
    for word in re.split(r"[ ,-]+", caseless(words)):
        if word == "double":
            times = 2
        else:
            digits += table[word] * times
            times = 1
    return digits
