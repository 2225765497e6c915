"""Disguises that scammers use against filters, as seeded functions: a person still reads the message.

Kinds that only make sense for a script (characters as their parts, upside-down letters) leave other text unchanged;
callers skip those. Links, addresses and handles stay as they are unless the kind is about them: they must work.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from tests import disguise_tables as tables
from tests.disguise_ciphers import CIPHERS, initials_apart
from tests.disguise_escapes import (
    base64_link,
    html,
    in_base64,
    percent,
    percent_host,
    spelled_link,
    unicode,
    web_links,
)
from tests.disguise_places import (
    CHINESE,
    CLUSTER,
    HIDDEN,
    LINK,
    SPELLED,
    Disguise,
    is_chinese,
    is_mostly_chinese,
    letters,
    outside_links,
    whole,
    words,
)

_LATIN_RUN = re.compile(r"[a-z][\x20-\x7e]*[\x21-\x7e]|[a-z]", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,}", re.ASCII)
_MIRRORED = str.maketrans("()[]<>（）【】《》", ")(][><）（】【》《")


def disguise(text: str, kind: str, seed: int) -> str:
    """The text under a kind of KINDS; the same for the same seed, unchanged where the kind has nothing to hide."""
    return KINDS[kind](text, random.Random(f"{kind} {seed}"))


def _alphabets(starts: Sequence[tuple[int, int]], after: str = "") -> Disguise:
    """Replaces every Latin letter by the one of an alphabet (capital A, small a) chosen for the whole text."""

    def change(text: str, rng: random.Random) -> str:
        capital, small = rng.choice(starts)
        table = {chr(65 + i): chr(capital + i) + after for i in range(26)}
        table |= {chr(97 + i): chr(small + i) + after for i in range(26)}
        return outside_links(text, lambda piece: "".join(table.get(c, c) for c in piece))

    return change


def _both_cases(table: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {c.upper(): choices for c, choices in table.items()} | dict(table)


def _upside_down(piece: str, _: random.Random) -> str:
    flip = tables.UPSIDE_DOWN
    return _LATIN_RUN.sub(lambda run: "".join(flip.get(c, c) for c in reversed(run[0])), piece)


def _repeated(word: str, rng: random.Random) -> str:
    if is_chinese(word[0]):
        return "".join(c * 2 for c in word)
    often = set(rng.sample([i for i, c in enumerate(word) if c.isalpha()], k=min(3, len(word) - 1)))
    return "".join(c * rng.randint(3, 5) if i in often else c for i, c in enumerate(word))


def _split(separators: Sequence[str], between_words: str = "  ") -> Disguise:
    """Writes a separator between all characters of each hidden word, one kind of it a word."""

    def change(word: str, rng: random.Random) -> str:
        separator = rng.choice(separators)
        return between_words.join(separator.join(CLUSTER.findall(part)) for part in word.split(" "))

    return words(change)


def _spaced(piece: str, _: random.Random) -> str:
    """Blanks between all characters; three of them, or an end of line, between words."""
    return "\n".join("   ".join(" ".join(CLUSTER.findall(w)) for w in line.split()) for line in piece.split("\n"))


def _spaced_text(text: str, rng: random.Random) -> str:
    return outside_links(text, lambda piece: f" {_spaced(piece, rng)} ").strip()


def _vertical(text: str, _: random.Random) -> str:
    """One character a line; in scripts with blanks, an empty line between words."""
    if is_mostly_chinese(text):
        return "\n".join(re.findall(rf"{LINK.pattern}|[a-z0-9]+|\S", text, re.IGNORECASE | re.ASCII))
    return "\n\n".join(outside_links(word, lambda piece: "\n".join(CLUSTER.findall(piece))) for word in text.split())


def _columns(text: str, rng: random.Random) -> str:
    """Set as in old books: read down each column, columns from right to left."""
    if not is_mostly_chinese(text) or LINK.search(text):
        return text
    cells = [chr(ord(c) + 0xFEE0) if c.isascii() else c for c in CLUSTER.findall(re.sub(r"\s", "", text))]
    height = rng.randint(4, 8)
    columns = [cells[i : i + height] for i in range(0, len(cells), height)]
    columns[-1] += ["\u3000"] * (height - len(columns[-1]))
    return "\n".join("".join(column[row] for column in reversed(columns)) for row in range(height))


def _marked(marks: str, share: float, in_one_way: bool = False) -> Disguise:
    """Writes a mark behind letters: behind all those of hidden words, behind a share of the others."""

    def change(text: str, rng: random.Random) -> str:
        chosen = rng.choice(marks) if in_one_way else marks
        table = {c: [c + mark for mark in chosen] for c in text if c.isalnum()}
        return letters(table, share)(text, rng)

    return change


def _full_width(piece: str, _: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in piece)


def _reversed(piece: str, _: random.Random) -> str:
    """Backwards, line by line; blanks at the ends of a line stay where they are."""
    return re.sub(r"\S(?:.*\S)?", lambda line: "".join(reversed(CLUSTER.findall(line[0]))), piece)


def _override(piece: str, rng: random.Random) -> str:
    """Stored backwards between a right-to-left override and its end, so that the screen shows it forwards."""
    lines = _reversed(piece.translate(_MIRRORED), rng)
    return re.sub(r"\S(?:.*\S)?", lambda line: f"\u202e{line[0]}\u202c", lines)


def _override_some(text: str, rng: random.Random) -> str:
    return (words(_override) if HIDDEN.search(text) and rng.random() < 0.5 else whole(_override))(text, rng)


def _simplified(char: str) -> str:
    return tables.SIMPLIFIED.get(char, char)


def _chinese(spell: Callable[[list[str], random.Random], list[str]]) -> Disguise:
    """A kind for Chinese hidden words: gets the simplified characters, gives what is written for each."""
    return words(lambda word, rng: "".join(spell([_simplified(c) for c in word], rng)) if is_chinese(word[0]) else word)


def _parts(word: list[str], rng: random.Random) -> list[str]:
    forms = [tables.PARTS.get(c, c) for c in word]
    return [form.translate(tables.FULL_RADICALS) if rng.random() < 0.5 else form for form in forms]


def _swapped(table: Mapping[str, str]) -> Callable[[list[str], random.Random], list[str]]:
    """One character of a word, or two of a long one, by others that sound or look the same."""

    def spell(word: list[str], rng: random.Random) -> list[str]:
        places = [i for i, c in enumerate(word) if c in table]
        count = rng.randint(1, max(1, len(word) - 1))
        chosen = set(rng.sample(places, k=min(len(places), count)))
        return [rng.choice(table[c]) if i in chosen else c for i, c in enumerate(word)]

    return spell


def _half_pinyin(word: list[str], rng: random.Random) -> list[str]:
    chosen = set(rng.sample(range(len(word)), k=max(1, len(word) // 2)))
    return [tables.PINYIN.get(c, c) if i in chosen else c for i, c in enumerate(word)]


def _joined_pinyin(word: list[str], rng: random.Random) -> list[str]:
    style = rng.choice((str.lower, str.lower, str.capitalize, str.upper))
    return [style(tables.PINYIN.get(c, c)) for c in word]


def _blank_pinyin(word: list[str], _: random.Random) -> list[str]:
    return [f" {' '.join(tables.PINYIN.get(c, c) for c in word)} "]


def _initials(word: list[str], rng: random.Random) -> list[str]:
    initials = tables.INITIALS.get("".join(word))
    return [rng.choice((initials, initials.upper()))] if initials else word


def _pictures(word: str, rng: random.Random) -> str:
    choices = tables.PICTURES.get("".join(map(_simplified, word.lower())))
    return rng.choice(choices) if choices else word


def _masked(word: str, rng: random.Random) -> str:
    """One inner letter, or the last of two characters half the time, where no other hidden word would fit."""
    if len(word) < 3 and rng.random() < 0.5:
        return word
    place = rng.randrange(1, len(word) - 1) if len(word) > 2 else len(word) - 1
    if word[place] == " ":
        place += 1
    pattern = re.compile(re.escape(word[:place]) + "." + re.escape(word[place + 1 :]))
    if sum(pattern.fullmatch(other) is not None for other in (*CHINESE, *SPELLED)) > 1:
        return word
    return word[:place] + rng.choice("**＊x×" if is_chinese(word[0]) else "***_#") + word[place + 1 :]


def _bracketed(word: str, rng: random.Random) -> str:
    left, right = rng.choice(("()", "[]", "【】", "「」", "（）", "{}"))
    return "".join(c if c == " " else left + c + right for c in word)


def _number_words(piece: str, rng: random.Random) -> str:
    if any(map(is_chinese, piece)):
        style = rng.choice(tables.NUMBER_STYLES)
        return _DIGITS.sub(lambda run: "".join(style[int(c)] for c in run[0]), piece)
    between = rng.choice((" ", "-", " "))
    return _DIGITS.sub(lambda run: between.join(tables.NUMBER_WORDS[int(c)] for c in run[0]), piece)


def _digit_signs(piece: str, rng: random.Random) -> str:
    keycaps = [f"{i}\ufe0f\u20e3" for i in range(10)]
    signs: Sequence[str] = rng.choice((*tables.DIGIT_SIGNS, keycaps))
    return _DIGITS.sub(lambda run: "".join(signs[int(c)] for c in run[0]), piece)


def _traditional(piece: str, rng: random.Random) -> str:
    other = tables.SIMPLIFIED | tables.TRADITIONAL
    return "".join(other[c] if c in other and rng.random() < 0.6 else c for c in piece)


KINDS: dict[str, Disguise] = {
    "cyrillic_letters": letters(tables.CYRILLIC, 0.7),
    "greek_letters": letters(tables.GREEK, 0.5),
    "rare_letters": letters(tables.RARE, 0.6),
    "latin_in_cyrillic": letters(tables.LATIN_FOR_CYRILLIC, 0.6),
    "upside_down": whole(_upside_down),
    "small_capitals": letters(tables.SMALL_CAPITALS),
    "superscripts": letters(tables.SUPERSCRIPTS),
    "accents": letters(tables.ACCENTED, 0.7),
    "leetspeak": letters(_both_cases(tables.LEET), 0.5),
    "letter_shapes": letters(tables.LETTER_SHAPES, 0.3),
    "math_letters": _alphabets(tables.MATH_STARTS),
    "circled_letters": _alphabets(tables.CIRCLED_STARTS),
    "boxed_letters": _alphabets(tables.BOXED_STARTS, "\u200b"),
    "full_width": whole(_full_width),
    "repeated_letters": words(_repeated),
    "split_by_spaces": _split((" ", " ", "  ", "\u3000", "\u2009"), "   "),
    "split_by_dots": _split((".", "·", "。", "•", "…")),
    "split_by_asterisks": _split(("*", "**", "＊")),
    "split_by_emoji": _split(tables.EMOJI),
    "split_by_marks": _split(tables.MARKS),
    "split_by_lines": _split(("\n",), "\n\n"),
    "brackets": words(_bracketed),
    "spaced_text": _spaced_text,
    "vertical": _vertical,
    "columns": _columns,
    "zero_width": _marked(tables.INVISIBLE, 0.4),
    "combining_marks": _marked(tables.COMBINING, 0.3, in_one_way=True),
    "reversed_text": whole(_reversed),
    "reversed_words": words(_reversed),
    "rtl_override": _override_some,
    "character_parts": _chinese(_parts),
    "homophones": _chinese(_swapped(tables.SAME_SOUND)),
    "near_shapes": _chinese(_swapped(tables.SAME_SHAPE)),
    "pictures": words(_pictures),
    "pinyin_joined": _chinese(_joined_pinyin),
    "pinyin_blanks": _chinese(_blank_pinyin),
    "half_pinyin": _chinese(_half_pinyin),
    "initials": _chinese(_initials),
    "initials_apart": words(initials_apart),
    "number_words": whole(_number_words),
    "digit_signs": whole(_digit_signs),
    "traditional_mix": whole(_traditional),
    "masked": words(_masked),
    "html_escapes": whole(html),
    "unicode_escapes": whole(unicode),
    "percent_text": whole(percent),
    "percent_links": web_links(percent_host),
    "spelled_links": web_links(spelled_link),
    "base64_text": in_base64,
    "base64_links": web_links(base64_link),
    **CIPHERS,
}
"""The disguises by name: each takes a message and a source of chance."""
