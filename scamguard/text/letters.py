"""Letters in disguise: turned upside down, with accents, with digits and marks for letters, repeated."""

import re
import unicodedata
from itertools import islice, product

from scamguard.resources import table_map
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import known_words, letter_words
from scamguard.text.protected import Protected

_TOKEN = re.compile(r"(?:[^\W_\u1100-\u11ff\u2e80-\uffff]|[@$!|+€£¢])+")
_ACCENTED = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{3,40}")
_UNACCENTED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "ŧ": "t", "ı": "i"}
_TRAILING_MARKS = "!|+"
_WORD = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{4,40}(?![0-9A-Za-z])")
_THRICE = re.compile(r"([A-Za-z])\1\1", re.IGNORECASE)
_RUN = re.compile(r"([a-z])\1+", re.IGNORECASE)
_SHAPES = (("vv", "w"), ("rn", "m"), ("cl", "d"))
"""Pairs of letters that look like one (UTS #39 lists them among its confusables)."""
_FEWEST_ACCENTS = 2
_MOST_READINGS = 16
_SYSTEMATIC = 2
"""From this many words written with digits on, all words that mix letters and digits are read so."""


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
        reading = "".join(table.get(char, _TURNED_ASCII.get(char, char)) for char in reversed(match[0]))
        words = re.findall(r"[a-z]+", reading.lower())
        if any(word in known_words() and len(word) > 2 for word in words):
            found.append((match.start(), match.end(), reading))
    draft.rewrite(found, "upside_down")


_TURNED_ASCII = {"u": "n", "n": "u", "d": "p", "p": "d", "b": "q", "q": "b", "6": "9", "9": "6", "(": ")", ")": "("} | {
    "[": "]",
    "]": "[",
    "<": ">",
    ">": "<",
    ",": "'",
    "'": ",",
    "W": "M",
    "M": "W",
}


def accents(draft: Draft) -> None:
    """`pässwörd` is `password`: two accents and more on a word that is a hidden word without them."""
    if draft.plain.isascii():
        return
    found: list[Replacement] = []
    for match in _ACCENTED.finditer(draft.plain):
        bare = "".join(_UNACCENTED.get(char) or unicodedata.normalize("NFD", char)[0] for char in match[0])
        changed = sum(a != b for a, b in zip(match[0], bare, strict=True))
        folded = bare.lower()
        if changed >= _FEWEST_ACCENTS and folded in letter_words() and match[0].lower() not in letter_words():
            found.append((match.start(), match.end(), bare))
    draft.rewrite(found, "styled")


def leetspeak(draft: Draft) -> None:
    """`s33d phr@se` is `seed phrase`: tokens that read as a hidden word; if there are several, all such tokens."""
    protected = Protected(draft.plain)
    sure: list[Replacement] = []
    others: list[Replacement] = []
    for match in _TOKEN.finditer(draft.plain):
        token = match[0].rstrip(_TRAILING_MARKS)
        start, end = match.start(), match.start() + len(token)
        if not any(map(str.isalpha, token)) or protected.touches(start, end):
            continue
        readings = _shape_readings(token) if token.isalpha() else _leet_readings(token)
        word = next((r for r in readings if len(r) > 2 and r.lower() in letter_words()), None)
        if word is not None:
            sure.append((start, end, word))
        elif not token.isalpha():
            common = next((r for r in readings if r.lower() in known_words()), None)
            others.extend((start, end, r) for r in ([common] if common else readings[:1]))
    if len(sure) >= _SYSTEMATIC:
        sure = sorted(sure + [o for o in others if _is_mostly_letters(draft.plain[o[0] : o[1]])])
    draft.rewrite(sure, "leetspeak")


def _shape_readings(token: str) -> list[str]:
    """A token with pairs of letters that look like one as that one (`vvallet`), each kind alone and all together."""
    folded = token.lower()
    if folded in known_words():
        return []
    readings = [folded.replace(shape, letter) for shape, letter in _SHAPES if shape in folded]
    together = folded
    for shape, letter in _SHAPES:
        together = together.replace(shape, letter)
    return [*readings, together] if readings else []


def _leet_readings(token: str) -> list[str]:
    """A token with each digit and mark as the letters it may stand for; none if one stands for nothing."""
    table = table_map("leetspeak.tsv")
    choices = [char if char.isalpha() else table.get(char, "") for char in token]
    readings = [""]
    for letters in choices:
        readings = [r + letter for r in readings for letter in letters][:_MOST_READINGS]
    return readings


def _is_mostly_letters(token: str) -> bool:
    return sum(map(str.isalpha, token)) * 2 >= len(token) and not token.isalpha()


def repeated_letters(draft: Draft) -> None:
    """`seeeed` is `seed`: letters written three times and more, where that makes a hidden word."""
    protected = Protected(draft.plain)
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
    draft.rewrite(protected.spared(found), "repeated")
