"""Latin letters in disguise: turned upside down, written with digits and marks, repeated, masked, cut apart."""

import re
from itertools import islice, pairwise, product

from scamguard.resources import table_map
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import latin_words
from scamguard.text.protected import Protected

_TOKEN = re.compile(r"[0-9A-Za-z@$!|+€£¢]+")
_TRAILING_MARKS = "!|+"
_WORD = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{4,40}(?![0-9A-Za-z])")
_THRICE = re.compile(r"([A-Za-z])\1\1", re.IGNORECASE)
_RUN = re.compile(r"([a-z])\1+", re.IGNORECASE)
_LETTER_RUN = re.compile(
    r"(?<![0-9A-Za-z'’])[A-Za-z](?:(?P<gap>[ ._*~|·\-/]|[ ]?[·*.~|_-][ ]?)[A-Za-z])"
    r"(?:(?P=gap)[A-Za-z]){2,}(?![0-9A-Za-z])"
)
_SPACED_WORDS = re.compile(r"(?<![^\s])(?:[!-~](?: [!-~]){0,40} {2,9}){2,60}[!-~](?: [!-~]){1,40}(?![^\s])")
_FRAGMENTS = re.compile(r"(?<![0-9A-Za-z'’])[A-Za-z]{1,12}(?:[ .*_~|·][A-Za-z]{1,12}){1,5}(?![0-9A-Za-z'’])")
_SHORT_WORDS = frozenset(
    "a i am an as at be by do go he hi id if in is it me my no of oh ok on or pm so to tv uk up us we".split()  # noqa: SIM905
)
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
        if any(word in latin_words() and len(word) > 2 for word in words):
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


def leetspeak(draft: Draft) -> None:
    """`s33d phr@se` is `seed phrase`: tokens that read as a hidden word; if there are several, all such tokens."""
    protected = Protected(draft.plain)
    sure: list[Replacement] = []
    others: list[Replacement] = []
    for match in _TOKEN.finditer(draft.plain):
        token = match[0].rstrip(_TRAILING_MARKS)
        start, end = match.start(), match.start() + len(token)
        if token.isalpha() or not any(map(str.isalpha, token)) or protected.touches(start, end):
            continue
        readings = _leet_readings(token)
        word = next((r for r in readings if len(r) > 2 and r.lower() in latin_words()), None)
        if word is not None:
            sure.append((start, end, word))
        elif (readings and not token[0].isdigit()) or token[-1:].isalpha():
            others.extend((start, end, r) for r in readings[:1])
    if len(sure) >= _SYSTEMATIC:
        sure = sorted(sure + [o for o in others if _is_mostly_letters(draft.plain[o[0] : o[1]])])
    draft.rewrite(sure, "leetspeak")


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
            if word.lower() in latin_words():
                found.append((match.start(), match.end(), word))
                break
    draft.rewrite(protected.spared(found), "repeated")


def spaced_letters(draft: Draft) -> None:
    """`p l e a s e   s e n d`: single blanks between letters, wider ones between words."""
    found = []
    for match in _SPACED_WORDS.finditer(draft.plain):
        words = [word.replace(" ", "") for word in re.split(r" {2,}", match[0])]
        found.append((match.start(), match.end(), " ".join(words)))
    draft.rewrite(found, "spread_out")


def cut_words(draft: Draft) -> None:
    """`s e e d`, `s.e.e.d`, `see d phr ase`: letters and fragments that make up hidden words."""
    protected = Protected(draft.plain)
    found: list[Replacement] = []
    for match in _LETTER_RUN.finditer(draft.plain):
        letters = match[0][:: 1 + len(match["gap"])]
        words = _segmented(letters.lower())
        if words is not None:
            found.append((match.start(), match.end(), words))
    draft.rewrite(protected.spared(found), "spread_out")
    protected = Protected(draft.plain)
    draft.rewrite(protected.spared(_joined_fragments(draft.plain)), "spread_out")


def _segmented(letters: str) -> str | None:
    """Letters cut into hidden words from the left, what is between them kept; None if no word of 4 letters is there."""
    words = latin_words()
    longest = max(map(len, words))
    parts: list[str] = []
    at, rest, known = 0, "", False
    while at < len(letters):
        sizes = range(min(longest, len(letters) - at), 2, -1)
        size = next((n for n in sizes if letters[at : at + n] in words), 0)
        if size == 0:
            rest += letters[at]
            at += 1
            continue
        parts += [part for part in (rest, letters[at : at + size]) if part]
        known, rest, at = known or size > 3, "", at + size
    return " ".join([*parts, rest] if rest else parts) if known else None


def _joined_fragments(plain: str) -> list[Replacement]:
    """Neighbouring fragments that make a hidden word of 4 letters and more, one of them no word of its own."""
    found: list[Replacement] = []
    for match in _FRAGMENTS.finditer(plain):
        pieces = [(m.start() + match.start(), m.end() + match.start()) for m in re.finditer(r"[A-Za-z]+", match[0])]
        i = 0
        while i < len(pieces):
            size = next((n for n in (5, 4, 3, 2) if i + n <= len(pieces) and _makes_word(plain, pieces[i : i + n])), 0)
            if size:
                start, end = pieces[i][0], pieces[i + size - 1][1]
                found.append((start, end, "".join(plain[a:b] for a, b in pieces[i : i + size])))
            i += size or 1
    return found


def _makes_word(plain: str, pieces: list[tuple[int, int]]) -> bool:
    parts = [plain[start:end].lower() for start, end in pieces]
    strange = any(len(part) <= 2 and part not in _SHORT_WORDS for part in parts)
    marked = any(plain[a[1] : b[0]] not in (" ", "-", ".") for a, b in pairwise(pieces))
    joined = "".join(parts)
    return (strange or marked) and len(joined) > 3 and joined in latin_words() and joined not in parts
