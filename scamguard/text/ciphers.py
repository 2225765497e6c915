"""Text that was written in another code as a whole: bytes in figures, ROT13, Morse code, Braille.

What decodes by chance (keys, colours, ASCII art, lists of numbers) says nothing and stays.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from scamguard.text import traits
from scamguard.text.draft import Draft, Replacement
from scamguard.text.hidden_words import english_words, hides_word, known_words
from scamguard.text.lazy import LazyPattern
from scamguard.text.protected import Protected

_OCTET, _PREFIX = "[0-9A-Fa-f]{2}(?![0-9A-Za-z])", r"(?:0[xX]|\\x)"
_BETWEEN = r"[\s,;:，；：-]{1,2}"
_NOT_BEHIND = "(?<![0-9A-Za-z./=&?#%@_+…？％-])"
"""Octets begin at no place inside a word or an address; full-width marks are not undone yet."""
_HEXADECIMAL = LazyPattern(
    rf"{_NOT_BEHIND}(?:{_PREFIX}{_OCTET}(?:(?:{_BETWEEN}|(?=\\)){_PREFIX}?{_OCTET}){{5,}}+"
    rf"|(?:0[xX]\s)?{_OCTET}(?:{_BETWEEN}{_OCTET}){{5,}}+"
    r"|(?:0[xX])?(?:[0-9A-Fa-f]{2}){6,}+(?![0-9A-Za-z]))"
)
FEWEST_OCTETS, BITS = 6, 8
_BINARY = LazyPattern(rf"{_NOT_BEHIND}[01]{{8}}(?:(?:{_BETWEEN})?[01]{{8}}){{{FEWEST_OCTETS - 1},}}+")
_MAY_BE_OCTETS = LazyPattern(
    r"[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{10}|[01]{6}|\\x|[\s,;:，；：-]{1,2}(?:0[xX])?[0-9A-Fa-f]{2}\b)"
)
_LINK_BEGINS = ("http://", "https://", "www.")
_WORD = LazyPattern("[a-z][a-z]*")
_FEWEST_FOREIGN = 3
"""Letters beyond ASCII that show that octets are UTF-8, for few other octets are; two if nothing else is with them."""
_ROTATED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)
_ASCII_RUN = LazyPattern("[A-Za-z][ -~]*")
_PIECE, _SHOWN = LazyPattern(r"[^:\"()\[\]]+"), LazyPattern("[!-~]+")
_FEWEST_ROTATED, _FEWEST_TURNED = 4, 3
"""Fewer words, and fewer different ones that are English of three letters once they are turned, are chance."""
_ROTATED_SHARE, _PLAIN_SHARE = 0.3, 0.25
"""Of the words of a turned line so many are English once they are turned back; of these at most so many before."""
_DOTS, _DASHES = ".·•∙⋅", traits.CHARACTERS[traits.DASH]
MORSE_SIGNS = _DOTS + _DASHES
_MORSE_LETTER_END = f"[{MORSE_SIGNS}]{{0,6}}(?![0-9A-Za-z{MORSE_SIGNS}])"
_MORSE_RUN = LazyPattern(
    rf"[{MORSE_SIGNS}](?<![0-9A-Za-z{MORSE_SIGNS}][{MORSE_SIGNS}]){_MORSE_LETTER_END}"
    rf"(?:(?: {{1,9}}| ?[/|]{{1,2}} ?|\n)[{MORSE_SIGNS}]{_MORSE_LETTER_END}){{3,}}+"
)
_MORSE_AS_TYPED = str.maketrans(dict.fromkeys(_DOTS, ".") | dict.fromkeys(_DASHES, "-"))
_MORSE_WORD_ENDS = LazyPattern(r" *[/|\n]+ *| {2,}")
_MORSE_LETTER_ENDS = LazyPattern(r"[/|\n ]")
_MORSE_CODE = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. "
    ".-.-.- --..-- ---... ..--.. .----. -....- -..-. -.--. -.--.- .-..-. -...- .-.-. .--.-."
)
"""Letters, figures and marks of ITU-R M.1677-1, in the order of `_OF_MORSE`."""
_OF_MORSE = dict(zip(_MORSE_CODE.split(), "abcdefghijklmnopqrstuvwxyz0123456789.,:?'-/()\"=+@", strict=True))
FEWEST_LETTERS, _SURE_LETTERS = 4, 8
"""Letters of the shortest text that is read; so many different ones are no chance if every sign is one of the code."""
_BRAILLE_RUN = LazyPattern("[\u2801-\u283f](?:[\u2800-\u283f ]*[\u2801-\u283f])?")
_CELLS = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True)) | dict(
    zip("⠂⠆⠒⠲⠖⠦⠤⠄⠀ ", ",;:.!?-'  ", strict=True)
)
"""Letters and marks of English Braille without contractions (ISO 11548-1; the Unicode Standard, Braille Patterns)."""
_NUMBER_SIGN, _SILENT_SIGNS = "⠼", "⠠⠰"
"""The sign behind which the letters a to j are figures; those of capitals and of letters."""
_FIGURES = dict(zip("abcdefghij", "1234567890", strict=True))


def octets(draft: Draft) -> None:
    r"""`e5 8a a9 e8 ae b0 e8 af 8d` is 助记词, and so is `\xe5\x8a\xa9...` and the same in binary: UTF-8 in figures."""
    if len(draft.plain) < 2 * FEWEST_OCTETS or not _MAY_BE_OCTETS.search(draft.plain):
        return
    found = [*_decoded(_HEXADECIMAL.finditer(draft.plain), 16), *_decoded(_BINARY.finditer(draft.plain), 2)]
    draft.rewrite(sorted(found), "octets")


def _decoded(runs: Iterator[re.Match[str]], base: int) -> Iterator[Replacement]:
    """The runs of octets that say something."""
    size = 2 if base == 16 else BITS
    for run in runs:
        digits = re.sub(r"0[xX]|\\x|[^0-9A-Fa-f]", "", run[0]) if base == 16 else re.sub(r"[^01]", "", run[0])
        try:
            octets = bytes.fromhex(digits) if base == 16 else int(digits, 2).to_bytes(len(digits) // size)
            reading = octets.decode("utf-8")
        except ValueError:
            continue
        if reading.replace("\n", " ").isprintable() and _says_something(reading):
            yield run.start(), run.end(), reading


def _says_something(reading: str) -> bool:
    """Whether decoded text is language or a link rather than chance."""
    foreign = sum(char.isalpha() for char in reading if not char.isascii())
    others = len(reading) - reading.count(" ") - foreign
    if foreign >= min(_FEWEST_FOREIGN, 2 + others) and 2 * foreign >= others:
        return True
    return reading.startswith(_LINK_BEGINS) or hides_word(reading) or _is_english(reading)


def _is_english(reading: str) -> bool:
    """Whether a third of a text's letters and more belong to English words, one of them of three letters and more."""
    words = _WORD.findall(reading.lower())
    known = [word for word in words if word in english_words()]
    letters = sum(map(len, words))
    return any(len(word) > 2 for word in known) and 3 * sum(map(len, known)) >= letters >= FEWEST_LETTERS


@lru_cache(maxsize=1)
def rotated_words() -> frozenset[str]:
    """The known words of three letters and more, in ROT13."""
    return frozenset(word.translate(_ROTATED) for word in known_words() if len(word) > 2 and word.isascii())


def rot13(draft: Draft) -> None:
    """`gryy hf gur cuenfr` is `tell us the phrase`: English with each letter moved by 13 places, as on Usenet."""
    if rotated_words().isdisjoint(draft.words):
        return
    shown = _without_addresses(draft.plain)
    found: list[Replacement] = []
    for run in _ASCII_RUN.finditer(shown):
        is_rotated = _is_rotated(run[0])
        for piece in _PIECE.finditer(shown, *run.span()):
            if _is_rotated(piece[0]) or (is_rotated and not _is_plain(piece[0])):
                turned = enumerate(piece[0].translate(_ROTATED), piece.start())
                found.extend((i, i + 1, char) for i, char in turned if shown[i] == draft.plain[i])
    draft.rewrite(found, "rot13")


def _without_addresses(plain: str) -> str:
    """The text with blanks for what undisguising leaves as it is, unless it begins as a link in ROT13 does."""
    protected = Protected(plain)

    def shown(word: re.Match[str]) -> str:
        is_link = word[0].translate(_ROTATED).lower().startswith(_LINK_BEGINS)
        return word[0] if is_link or not protected.touches(*word.span()) else " " * len(word[0])

    return _SHOWN.sub(shown, plain)


def _is_rotated(line: str) -> bool:
    """Whether hardly any word of a line is English as it stands, and many are once its letters are turned."""
    words = _WORD.findall(line.lower())
    if len(words) < _FEWEST_ROTATED:
        return False
    plain, turned = _english(words), _english([word.translate(_ROTATED) for word in words])
    if len(turned) < _ROTATED_SHARE * len(words) or len(plain) > _PLAIN_SHARE * len(turned):
        return False
    return sum(len(word) > 2 for word in set(turned)) >= _FEWEST_TURNED


def _is_plain(piece: str) -> bool:
    """Whether more words of a part of a turned line are English as they stand than once they are turned."""
    words = _WORD.findall(piece.lower())
    return len(_english(words)) > len(_english([word.translate(_ROTATED) for word in words]))


def _english(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 1 and word in english_words()]


def morse(draft: Draft) -> None:
    """`-.-. --- -.. .` is `code`: Morse code (ITU-R M.1677-1), blanks between letters, wider ones or / between words.

    Where a / stands behind each letter, it parts letters.
    """
    if not any(map(draft.plain.__contains__, _DOTS)):
        return
    found: list[Replacement] = []
    for run in _MORSE_RUN.finditer(draft.plain):
        signs = run[0].translate(_MORSE_AS_TYPED)
        words = _MORSE_WORD_ENDS.split(signs) if " " in signs else [signs]
        letters = [_MORSE_LETTER_ENDS.split(word) for word in words]
        if all(sign in _OF_MORSE for word in letters for sign in word if sign):
            reading = " ".join("".join(_OF_MORSE[sign] for sign in word if sign) for word in letters)
            if _is_meant(reading):
                found.append((run.start(), run.end(), reading))
    draft.rewrite(found, "morse")


def _is_meant(reading: str) -> bool:
    """Whether signs that all belong to a code say something, or are too many different ones to be chance."""
    letters = [char for char in reading if char.isalpha()]
    return len(letters) >= FEWEST_LETTERS and (len(set(letters)) >= _SURE_LETTERS or _says_something(reading))


def braille(draft: Draft) -> None:
    """`⠎⠑⠑⠙` is `seed`: English in Braille letters; a blank or the cell without dots (U+2800) parts words."""
    found: list[Replacement] = []
    for run in _BRAILLE_RUN.finditer(draft.plain):
        reading = _read_cells(run[0])
        if reading is not None and _is_meant(reading):
            found.append((run.start(), run.end(), reading))
    draft.rewrite(found, "braille")


def _read_cells(cells: str) -> str | None:
    """What cells stand for; None if one of them is no letter, figure or mark."""
    reading: list[str] = []
    in_number = False
    for cell in cells:
        char = _CELLS.get(cell)
        if cell == _NUMBER_SIGN:
            in_number = True
        elif char is not None:
            in_number = in_number and char in _FIGURES
            reading.append(_FIGURES[char] if in_number else char)
        elif cell not in _SILENT_SIGNS:
            return None
    return "".join(reading)
