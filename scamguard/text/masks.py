"""Masked letters and characters (`p*ssw*rd`, `助**词`), where only one hidden word fits."""

from collections import defaultdict
from functools import lru_cache

from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import han_words, letter_entries
from scamguard.text.lazy import LazyPattern
from scamguard.text.protected import Protected

_MASKED = LazyPattern(r"(?<![0-9A-Za-z*])(?=[A-Za-z]{1,30}[*#•●])[A-Za-z][A-Za-z*#•●]{1,30}[A-Za-z](?![0-9A-Za-z*])")
_MASKS = frozenset("*#•●")
_FEWEST_MASKED_LETTERS = 5
_WORD_BEFORE = LazyPattern(r"([A-Za-z*#•●]+) $")
_WORD_AFTER = LazyPattern(r" ([A-Za-z*#•●]+)")
_HAN_RUN = LazyPattern(r"[\u3400-\u9fff]+")
_HAN_RUN_END = LazyPattern(r"[\u3400-\u9fff]+$")
_MASK_RUN = LazyPattern(r"[*＊×●○□■◯#]{1,4}")


def masked_letters(draft: Draft) -> None:
    """`p*ssw*rd`, `s**d phrase`: masked letters where only one hidden word, or phrase with the next word, fits."""
    if not draft.traits & traits.LATIN:
        return
    found: list[Replacement] = []
    for match in _MASKED.finditer(draft.plain):
        token = match[0].lower()
        visible = sum(char not in _MASKS for char in token)
        if visible == len(token) or visible * 2 < len(token):
            continue
        words = [word for word in _entry_words().get((len(token), token[0]), ()) if _fits(token, word)]
        if len(words) != 1 or len(token) < _FEWEST_MASKED_LETTERS:
            words = [word for word in words if _in_phrase(word, draft.plain, match.start(), match.end())]
        if len(words) == 1:
            found.append((match.start(), match.end(), words[0]))
    draft.rewrite(Protected(draft.plain).spared(found), "masked")


@lru_cache(maxsize=1)
def _entry_words() -> dict[tuple[int, str], list[str]]:
    """The words of the hidden words and phrases in letters, by length and first letter."""
    words: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted({word for entry in letter_entries() for word in entry.split()}):
        words[len(word), word[0]].append(word)
    return dict(words)


def _in_phrase(word: str, plain: str, start: int, end: int) -> bool:
    """Whether a word makes a hidden phrase with the word before or after its place, masked or not."""
    before, after = _WORD_BEFORE.search(plain, max(0, start - 20), start), _WORD_AFTER.match(plain, end, end + 20)
    phrases = ((before[1].lower(), word) if before else None, (word, after[1].lower()) if after else None)
    return any(
        all(len(a) == len(b) and _fits(a, b) for a, b in zip(phrase, entry, strict=True))
        for phrase in phrases
        if phrase
        for entry in map(str.split, letter_entries())
        if len(entry) == len(phrase)
    )


def _fits(token: str, word: str) -> bool:
    return all(a == b or a in _MASKS for a, b in zip(token, word, strict=True))


def masked_characters(draft: Draft) -> None:
    """`助**词`, `验证*`: masked characters, where only one hidden word fits."""
    if not draft.traits & traits.HAN:
        return
    plain = draft.plain
    found: list[Replacement] = []
    for match in _MASK_RUN.finditer(plain):
        before = _HAN_RUN_END.search(plain, max(0, match.start() - 3), match.start())
        after = _HAN_RUN.match(plain, match.end(), match.end() + 3)
        left, right = before[0] if before else "", after[0] if after else ""
        reading = _unmasked(left, right, len(match[0]))
        if reading is not None:
            word, i, j = reading
            start = match.start() - i
            if not found or start >= found[-1][1]:
                found.append((start, match.end() + j, word))
    draft.rewrite(found, "masked")


def _unmasked(left: str, right: str, masks: int) -> tuple[str, int, int] | None:
    """The one word of three characters and more that fits around a mask, and how much of it stands left and right."""
    fits: dict[str, tuple[int, int]] = {}
    for i in range(min(len(left), 3), -1, -1):
        for j in range(min(len(right), 3), -1, -1):
            for word in _words_around().get((left[len(left) - i :], right[:j]), ()):
                if len(word) - i - j <= masks:
                    fits.setdefault(word, (i, j))
        if fits:
            break
    longest = max((i + j for i, j in fits.values()), default=0)
    best = [word for word, (i, j) in fits.items() if i + j == longest]
    return (best[0], *fits[best[0]]) if len(best) == 1 else None


@lru_cache(maxsize=1)
def _words_around() -> dict[tuple[str, str], list[str]]:
    """Chinese hidden words of three characters and more, by what is left and right of one or two masked ones."""
    words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for word in han_words():
        for masked in (1, 2):
            shown = len(word) - masked
            if len(word) > 2 and shown >= 2:
                for i in range(shown + 1):
                    words[word[:i], word[i + masked :]].append(word)
    return dict(words)
