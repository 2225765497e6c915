"""Hidden words written by their sound: homophones, and Pinyin with or without blanks."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from scamguard.resources import table_set
from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import is_han, sound, sound_automaton, syllable_codes
from scamguard.text.lazy import LazyPattern
from scamguard.text.ordinary import unless_ordinary
from scamguard.text.protected import Protected
from scamguard.text.views import View

_LATIN_RUN = LazyPattern(r"[a-z](?:[a-z]*(?![0-9_])|[0-9a-z_]*)")
_SYLLABLES = LazyPattern(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]++(?:ng|r)?|n)++")
"""Any row of Pinyin syllables, and much else: other letters need not be looked up."""
_PASSED_OVER = frozenset(" .*·_~-'")
"""Marks between syllables that are not heard."""
_BEFORE_NAMES = frozenset("0123456789_@")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
"""Vowels with tone marks; ü as v, as the table of syllables has it."""
_Run = tuple[int, int, tuple[int, ...]]
"""Start and end of letters in a row, and the lengths of their syllables (none if they aren't syllables)."""
_LONGEST_SYLLABLE = 6
_FEWEST_SYLLABLES = 3
"""Two syllables in letters stand for a word only beside Chinese characters."""
_PARTICLES = frozenset("吗嘛么吧呢啊的地得了是不在有和就也都到个过")
"""Function words are what they are, whatever they sound like ("可以验证吗")."""


def by_sound(draft: Draft) -> None:
    """`助计词`, `zhu ji ci`, `私yao`: hidden words written with other characters or letters of the same sound."""
    plain = draft.plain
    folded = draft.folded.translate(_TONES) if draft.traits & traits.ACCENTED else draft.folded
    if not draft.traits & traits.HAN and not _has_syllables(_LATIN_RUN.findall(folded)):
        return
    has_letters = draft.traits & (traits.LATIN | traits.ACCENTED | traits.ODD_CASE)
    runs = list(_latin_runs(folded)) if has_letters else []
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
    ends = {first: last for run in runs for first, last in _pieces(run)}
    view, latin = View(syllables, starts, [ends.get(i, i + 1) for i in starts]), _joined_runs(plain, runs)
    protected = Protected(plain)
    has_han = bool(draft.traits & traits.HAN)
    found: list[Replacement] = []
    for start, end, word in heard:
        first, last = view.starts[start], view.ends[end - 1]
        if any(len(gap) > 2 for gap in view.gaps(plain, start, end)):
            continue
        pieces = [plain[view.starts[i] : view.ends[i]] for i in range(start, end)]
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


def _latin_runs(folded: str) -> Iterator[_Run]:
    """The runs of letters and digits that begin with a letter."""
    for match in _LATIN_RUN.finditer(folded):
        start, end = match.span()
        alone = match[0].isalpha() and folded[start - 1 : start] not in _BEFORE_NAMES
        yield start, end, _syllable_sizes(match[0]) if alone else ()


def _has_syllables(runs: Iterable[str]) -> bool:
    """Whether enough syllables stand in a row that a text without Chinese characters may have a word of them."""
    count = 0
    for run in runs:
        sizes = _syllable_sizes(run)
        count = count + len(sizes) if sizes else 0
        if count >= _FEWEST_SYLLABLES:
            return True
    return False


class _Sounds(dict[int, str]):
    """For str.translate: the code point of a character's syllable, a zero for what has none; nothing for some marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        heard = "" if char in _PASSED_OVER else (sound(char) if is_han(char) else "") or "\0"
        self[code] = heard
        return heard


_SOUNDS = _Sounds()


def _heard(folded: str, runs: list[_Run]) -> str:
    """The syllables of a text, Chinese or in letters; a run of other letters is one zero."""
    parts: list[str] = []
    at = 0
    for run in runs:
        start, end, sizes = run
        parts.append(folded[at:start].translate(_SOUNDS))
        parts.extend([syllable_codes()[folded[a:b]] for a, b in _pieces(run)] if sizes else "\0")
        at = end
    parts.append(folded[at:].translate(_SOUNDS))
    return "".join(parts)


def _starts(folded: str, runs: list[_Run]) -> list[int]:
    """Where the characters that `_heard` gives start in the text."""
    starts: list[int] = []
    at = 0
    for run in (*runs, (len(folded), len(folded), ())):
        if _PASSED_OVER.isdisjoint(folded[at : run[0]]):
            starts += range(at, run[0])
        else:
            starts += [i for i in range(at, run[0]) if folded[i] not in _PASSED_OVER]
        starts += [start for start, _ in _pieces(run)]
        at = run[1]
    return starts[:-1]


def _pieces(run: _Run) -> list[tuple[int, int]]:
    """The places of a run's syllables; that of the run itself if it has none."""
    start, end, sizes = run
    return list(pairwise(accumulate(sizes, initial=start))) or [(start, end)]


def _joined_runs(plain: str, runs: list[_Run]) -> dict[int, int]:
    """Where each run of syllables in letters begins and ends; with single blanks between them they count as one."""
    places = {start: end for start, end, sizes in runs if sizes}
    for start in sorted(places, reverse=True):
        following = places[start] + 1
        if following in places and plain[places[start]] in " .-'":
            places[start] = places[following]
    return places


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
