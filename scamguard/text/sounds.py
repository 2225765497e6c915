"""Hidden words written by their sound: homophones, and Pinyin with or without blanks."""

from array import array

from scamguard.resources import table_set
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import is_han, sound, sound_automaton, syllable_codes
from scamguard.text.lazy import LazyPattern
from scamguard.text.ordinary import unless_ordinary
from scamguard.text.protected import Protected
from scamguard.text.readings import lower
from scamguard.text.views import View

_LATIN_RUN = LazyPattern(r"[a-z]+(?![0-9_])|[a-z][0-9a-z_]*")
_BEFORE_NAMES = frozenset("0123456789_@")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
"""Vowels with tone marks; ü as v, as the table of syllables has it."""
_LONGEST_SYLLABLE = 6
_PARTICLES = frozenset("吗嘛么吧呢啊的地得了是不在有和就也都到个过")
"""Function words are what they are, whatever they sound like ("可以验证吗")."""


def by_sound(draft: Draft) -> None:
    """`助计词`, `zhu ji ci`, `私yao`: hidden words written with other characters or letters of the same sound."""
    view, latin = _sounds(draft.plain)
    protected = Protected(draft.plain)
    has_han = any(map(is_han, draft.plain))
    found: list[Replacement] = []
    for start, end, word in sound_automaton().find(view.chars):
        first, last = view.starts[start], view.ends[end - 1]
        pieces = [draft.plain[view.starts[i] : view.ends[i]] for i in range(start, end)]
        gaps = view.gaps(draft.plain, start, end)
        if protected.touches(first, last) or any(len(gap) > 2 for gap in gaps):
            continue
        if draft.plain[first:last] != word and _sounds_meant(pieces, word, has_han, latin.get(first) == last):
            found.append((first, last, word))
    draft.rewrite(unless_ordinary(draft.plain, found), "by_sound")


def _sounds_meant(pieces: list[str], word: str, has_han: bool, is_whole_run: bool) -> bool:
    """Whether pieces that sound like a word stand for it, rather than for themselves.

    `has_han`: the text has Chinese characters; `is_whole_run`: the pieces are all letters that stand together there.
    """
    same = sum(piece == char for piece, char in zip(pieces, word, strict=True))
    letters = sum(piece[0].isascii() for piece in pieces)
    others = len(word) - same - letters
    if any(not p[0].isascii() and p != c and p in _PARTICLES for p, c in zip(pieces, word, strict=True)):
        return False
    written = "".join(pieces)
    if any(ordinary in written for ordinary in table_set("sounds_alike.txt")):
        return False
    if letters == len(word):
        in_lower_case = all(map(str.islower, pieces))
        return (len(word) > 2 and (has_han or in_lower_case)) or (has_han and is_whole_run and len(written) > 3)
    if len(word) == 2:
        return same == 1 and letters == 1 and len(max(pieces, key=len)) > 1
    ends_alike = pieces[-1] == word[-1]
    return same + letters >= 1 and (others < 2 or same + letters >= 2 or len(word) > 3 or ends_alike)


def _sounds(plain: str) -> tuple[View, dict[int, int]]:
    """The syllables of a text, Chinese or in letters, and where each run of syllables in letters begins and ends."""
    chars: list[str] = []
    starts, ends = array("q"), array("q")
    runs: dict[int, int] = {}

    def add(char: str, start: int, end: int) -> None:
        chars.append(char)
        starts.append(start)
        ends.append(end)

    folded = lower(plain).translate(_TONES)
    at = 0
    while at < len(folded):
        char = folded[at]
        if is_han(char):
            add(sound(char) or "\0", at, at + 1)
        elif "a" <= char <= "z":
            match = _LATIN_RUN.match(folded, at)
            end = match.end() if match else at + 1
            alone = folded[at:end].isalpha() and folded[at - 1 : at] not in _BEFORE_NAMES
            sizes = _syllable_sizes(folded[at:end]) if alone else []
            if sizes:
                runs[at] = end
                for size in sizes:
                    add(syllable_codes()[folded[at : at + size]], at, at + size)
                    at += size
            else:
                add("\0", at, end)
            at = end
            continue
        elif char not in " .*·_~-'":
            add("\0", at, at + 1)
        at += 1
    _join_runs(plain, runs)
    return View("".join(chars), starts, ends), runs


def _join_runs(plain: str, runs: dict[int, int]) -> None:
    """Runs with single blanks between them count as one ("zhu ji ci")."""
    for start in sorted(runs, reverse=True):
        following = runs[start] + 1
        if following in runs and plain[runs[start]] in " .-'":
            runs[start] = runs[following]


def _syllable_sizes(letters: str) -> list[int]:
    """The lengths of the Pinyin syllables that letters are made of, the longest first; none if they aren't."""
    if len(letters) > 60:
        return []
    codes = syllable_codes()
    best: list[list[int] | None] = [None] * len(letters) + [[]]
    for start in range(len(letters) - 1, -1, -1):
        for size in range(min(_LONGEST_SYLLABLE, len(letters) - start), 0, -1):
            rest = best[start + size]
            if rest is not None and letters[start : start + size] in codes:
                best[start] = [size, *rest]
                break
    return best[0] or []
