"""Chinese text with something written between all its characters, so that no word of it stands in one piece."""

import re

from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import hides_word, known_automaton
from scamguard.text.lazy import LazyPattern

FEWEST_FILLERS = 6
_HAN = "[\u3400-\u9fff]"
_LETTERS = LazyPattern(rf"(?:{_HAN}[A-Za-z](?![0-9A-Za-z])){{{FEWEST_FILLERS},}}+{_HAN}?")
_SAME = LazyPattern(rf"{_HAN}({_HAN})(?:(?!\1){_HAN}\1){{{FEWEST_FILLERS - 1},}}+{_HAN}?")
_MAY_BE_SAME = LazyPattern(rf"({_HAN})(?=.\1.\1.\1.\1.\1)")
_INTERJECTIONS = frozenset("呗嗯嘿喵嘎哒咯喔噢呃哎唉嗨囧汪咩哼嘻呵啵")
"""What says nothing, and ends no item of a list (as 啊, 呀, 哈 do): it may be taken out where no known word shows."""
_FEWEST_KNOWN = 4
"""Fewer characters of known words are chance."""


def fillers(draft: Draft) -> None:
    """`请k把v验d证s码w念e给r我`, `把喵助喵记喵词喵发喵给喵我`: letters, or one character, behind each of six and more.

    It is a disguise if known words show without them. Where only what says nothing was put in, it is passed over.
    """
    plain = draft.plain
    if len(plain) < 2 * FEWEST_FILLERS:
        return
    found = list(_LETTERS.finditer(plain)) if draft.traits & traits.LATIN else []
    if _MAY_BE_SAME.search(plain):
        found = sorted([*found, *_SAME.finditer(plain)], key=re.Match.start)
    if not found:
        return
    hiding, silent = set[str](), set[str]()
    for match in found:
        filler = match[1] if match.re.groups else ""
        if _shows_words(match[0], match[0][::2]):
            hiding.add(filler)
        elif filler in _INTERJECTIONS:
            silent.add(filler)
    if hiding or silent:
        draft.rewrite(_between(plain, hiding or silent), "spread_out" if hiding else None)


def _between(plain: str, fillers: set[str]) -> list[Replacement]:
    """Each of some fillers behind other characters, however few; "" stands for single letters behind Chinese ones."""
    letter = "[A-Za-z](?![0-9A-Za-z])" if "" in fillers else "(?!)"
    same = "".join(sorted(fillers))
    pattern = rf"(?<={_HAN}){letter}" + (rf"|(?<=(?![{same}])[^\W_])[{same}](?![{same}])" if same else "")
    return [(match.start(), match.end(), "") for match in re.finditer(pattern, plain)]


def _shows_words(written: str, reading: str) -> bool:
    """Whether a text has known words, twice as many as it has as it is written, or hides one that did not show."""
    if hides_word(reading) and not hides_word(written):
        return True
    known = _known(reading)
    return known >= _FEWEST_KNOWN and known > 2 * _known(written)


def _known(text: str) -> int:
    """How many characters belong to known words."""
    return sum(end - start for start, end, _ in known_automaton().find(text))
