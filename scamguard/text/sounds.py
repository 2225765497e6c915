"""Hidden words written by their sound: homophones, and Pinyin with or without blanks."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from scamguard.resources import table_set
from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import is_han, sound, sound_automaton, syllable_codes
from scamguard.text.lazy import LazyPattern
from scamguard.text.ordinary import unless_ordinary
from scamguard.text.protected import Protected

_LATIN_RUN = LazyPattern(r"[a-z](?:[a-z]*(?![0-9_])|[0-9a-z_]*)")
_SYLLABLES = LazyPattern(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]++(?:ng|r)?|n)++")
"""Any row of Pinyin syllables, and much else: other letters need not be looked up."""
_PASSED_OVER = frozenset(" .*·_~-'")
"""Marks between syllables that are not heard."""
_UNHEARD = LazyPattern("[ .*·_~'-][ .*·_~'-]*")
_BEFORE_NAMES = frozenset("0123456789_@")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
"""Vowels with tone marks; ü as v, as the table of syllables has it."""
_Run = tuple[int, int, tuple[int, ...]]
"""Start and end of syllables in letters in a row, and their lengths."""
_SILENT = "\0"
"""Heard in the place of what has no syllable."""
_LONGEST_GAP = 2
"""Characters that may stand between two syllables of a word."""
_LONGEST_SYLLABLE = 6
_FEWEST_SYLLABLES = 3
"""Two syllables in letters stand for a word only beside Chinese characters."""
_PARTICLES = frozenset("吗嘛么吧呢啊的地得了是不在有和就也都到个过")
"""Function words are what they are, whatever they sound like ("可以验证吗")."""


def by_sound(draft: Draft) -> None:
    """`助计词`, `zhu ji ci`, `私yao`: hidden words written with other characters or letters of the same sound."""
    plain, folded, has_han = draft.plain, draft.folded, bool(draft.traits & traits.HAN)
    if draft.traits & traits.ACCENTED:
        folded = folded.translate(_TONES)
    has_letters = draft.traits & (traits.LATIN | traits.ACCENTED | traits.ODD_CASE)
    written = list(map(_codes, _LATIN_RUN.findall(folded))) if has_letters else []
    if not has_han and not sound_automaton().find("".join(written)):
        return
    runs = list(_syllable_runs(folded)) if any(map(_SILENT.__ne__, written)) else []
    syllables = _heard(folded, runs)
    heard = sound_automaton().find(syllables)
    if not heard:
        return
    # As many as characters: each stands for itself.
    starts = range(len(folded)) if len(syllables) == len(folded) else _starts(folded, runs)
    # What is written as it sounds stands there in one piece.
    heard = [found for found in heard if not plain.startswith(found[2], starts[found[0]])]
    if not heard:
        return
    ends, latin, protected = dict(_pieces(runs)), _joined_runs(plain, runs), Protected(plain)
    found: list[Replacement] = []
    for start, end, word in heard:
        places = [(at, ends.get(at, at + 1)) for at in starts[start:end]]
        if any(after - behind > _LONGEST_GAP for (_, behind), (after, _) in pairwise(places)):
            continue
        first, last = places[0][0], places[-1][1]
        pieces = [plain[a:b] for a, b in places]
        if _sounds_meant(pieces, word, has_han, latin.get(first) == last) and not protected.touches(first, last):
            found.append((first, last, word))
    draft.rewrite(unless_ordinary(plain, found), "by_sound")


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
        if len(word) >= _FEWEST_SYLLABLES and (has_han or in_lower_case):
            return True
        return has_han and is_whole_run and len(written) > 3
    if len(word) == 2:
        return same == 1 and letters == 1 and len(max(pieces, key=len)) > 1
    ends_alike = pieces[-1] == word[-1]
    return same + letters >= 1 and (others < 2 or same + letters >= 2 or len(word) > 3 or ends_alike)


def _syllable_runs(folded: str) -> Iterator[_Run]:
    """The letters in a row that are syllables."""
    for match in _LATIN_RUN.finditer(folded):
        start, end = match.span()
        if folded[start - 1 : start] not in _BEFORE_NAMES and (sizes := _syllable_sizes(match[0])):
            yield start, end, sizes


class _Sounds(dict[int, str]):
    """For str.translate: the code point of a character's syllable, a zero for what has none; nothing for some marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        heard = "" if char in _PASSED_OVER else (sound(char) if is_han(char) else "") or _SILENT
        self[code] = heard
        return heard


_SOUNDS = _Sounds()


def _heard(folded: str, runs: list[_Run]) -> str:
    """The syllables of a text, Chinese or in letters; what has none is a zero."""
    parts: list[str] = []
    at = 0
    for start, end, _ in runs:
        parts.append(folded[at:start].translate(_SOUNDS))
        parts.append(_codes(folded[start:end]))
        at = end
    parts.append(folded[at:].translate(_SOUNDS))
    return "".join(parts)


def _starts(folded: str, runs: list[_Run]) -> list[int]:
    """Where the characters that `_heard` gives start in the text."""
    starts: list[int] = []
    at = 0
    for run in (*runs, (len(folded), len(folded), ())):
        for unheard in _UNHEARD.finditer(folded, at, run[0]):
            starts += range(at, unheard.start())
            at = unheard.end()
        starts += range(at, run[0])
        starts += [start for start, _ in _pieces([run])]
        at = run[1]
    return starts


def _pieces(runs: list[_Run]) -> Iterator[tuple[int, int]]:
    """The places of the syllables in letters."""
    for start, _, sizes in runs:
        yield from pairwise(accumulate(sizes, initial=start))


def _joined_runs(plain: str, runs: list[_Run]) -> dict[int, int]:
    """Where each run of syllables in letters begins and ends; with single blanks between them they count as one."""
    places = {start: end for start, end, _ in runs}
    for start in sorted(places, reverse=True):
        following = places[start] + 1
        if following in places and plain[places[start]] in " .-'":
            places[start] = places[following]
    return places


@lru_cache(maxsize=4096)
def _codes(letters: str) -> str:
    """The code points of the Pinyin syllables that letters are made of; a zero if they aren't."""
    ends = list(accumulate(_syllable_sizes(letters), initial=0))
    return "".join([syllable_codes()[letters[a:b]] for a, b in pairwise(ends)]) or _SILENT


@lru_cache(maxsize=4096)
def _syllable_sizes(letters: str) -> tuple[int, ...]:
    """The lengths of the Pinyin syllables that letters are made of, the longest first; none if they aren't."""
    if len(letters) > 60 or not _SYLLABLES.fullmatch(letters):
        return ()
    codes = syllable_codes()
    best: list[list[int] | None] = [None] * len(letters) + [[]]
    for start in range(len(letters) - 1, -1, -1):
        for size in range(min(_LONGEST_SYLLABLE, len(letters) - start), 0, -1):
            rest = best[start + size]
            if rest is not None and letters[start : start + size] in codes:
                best[start] = [size, *rest]
                break
    return tuple(best[0] or ())
