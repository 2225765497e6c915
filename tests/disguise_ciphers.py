"""Disguises by other codes: bytes in figures, ROT13, Morse code, Braille; fillers, tables, initials with marks between.

Sources: ITU-R M.1677-1 for Morse code, ISO 11548-1 for Braille.
"""

import codecs
import random
import re
from collections.abc import Callable

from tests import disguise_tables as tables
from tests.disguise_places import CLUSTER, LINK, Disguise, is_chinese, is_mostly_chinese, whole

_MORSE_CODE = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
)
MORSE = dict(zip("abcdefghijklmnopqrstuvwxyz0123456789", _MORSE_CODE.split(), strict=True))
BRAILLE = dict(zip("abcdefghijklmnopqrstuvwxyz,.!?-'", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠂⠲⠖⠦⠤⠄", strict=True))


_MOST_COLUMNS = 16
"""More of them don't fit on a screen."""


def _octets(piece: str, write: Callable[[int], str], between: str) -> str:
    """Octets of UTF-8; blanks at the ends of a line stay where they are."""
    return re.sub(r"\S(?:.*\S)?", lambda line: between.join(map(write, line[0].encode())), piece)


def _hexadecimal(piece: str, rng: random.Random) -> str:
    form, between = rng.choice((("{:02x}", " "), ("{:02X}", " "), ("0x{:02x}", " "), ("\\x{:02x}", "")))
    return _octets(piece, form.format, between)


def _binary(piece: str, _: random.Random) -> str:
    return _octets(piece, "{:08b}".format, " ")


def _rot13(piece: str, _: random.Random) -> str:
    return codecs.encode(piece, "rot13")


def _has_only_letters(text: str) -> bool:
    return text.isascii() and not LINK.search(text)


def _morse(text: str, rng: random.Random) -> str:
    """English without links; marks are dropped, as they are on the air."""
    if not _has_only_letters(text):
        return text
    words = [" ".join(MORSE[char] for char in word) for word in re.findall(r"[a-z0-9]+", text.lower())]
    return rng.choice((" / ", "   ", " | ")).join(words)


def _braille(text: str, rng: random.Random) -> str:
    """English without links, in letters without contractions."""
    if not _has_only_letters(text):
        return text
    figures = re.sub(r"\d+", lambda run: "⠼" + "".join(BRAILLE["jabcdefghi"[int(c)]] for c in run[0]), text.lower())
    return "".join(BRAILLE.get(c, c) for c in figures).replace(" ", rng.choice((" ", "\u2800")))


def _filled(piece: str, rng: random.Random) -> str:
    """The same character, or any letters, between all Chinese ones that stand together."""
    filler = rng.choice("呗喵哒囧abcdefgh")
    some = filler if is_chinese(filler) else "abcdefgh"
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: rng.choice(some), piece)


def _cells(text: str, rng: random.Random) -> str:
    """A table of single characters with the same gap between, read down each column, from the right or the left."""
    if not is_mostly_chinese(text) or LINK.search(text):
        return text
    cells = CLUSTER.findall(re.sub(r"\s", "", text))
    height = max(rng.randint(3, 6), -(-len(cells) // _MOST_COLUMNS))
    columns = [cells[i : i + height] for i in range(0, len(cells), height)]
    columns[-1] += ["\u3000"] * (height - len(columns[-1]))
    gap = rng.choice((" ", "\u3000", "  ", "|"))
    return "\n".join(gap.join(row) for row in zip(*columns[:: rng.choice((1, -1))], strict=True))


def initials_apart(word: str, rng: random.Random) -> str:
    """The initials of a word of three characters and more, with blanks or marks between."""
    initials = tables.INITIALS.get("".join(tables.SIMPLIFIED.get(c, c) for c in word), "")
    if len(initials) < 3:
        return word
    letters = rng.choice((initials, initials.upper()))
    return rng.choice((" {} ", "{}")).format(rng.choice((" ", ".", "-", "*", "/")).join(letters))


CIPHERS: dict[str, Disguise] = {
    "fillers": whole(_filled),
    "cells": _cells,
    "hexadecimal": whole(_hexadecimal),
    "binary": whole(_binary),
    "rot13": whole(_rot13),
    "morse": _morse,
    "braille": _braille,
}
"""The disguises by name."""
