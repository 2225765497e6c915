"""The generator of disguises: repeatable, effective in the language of a kind, and still readable."""

import base64
import codecs
import html
import random
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

import pytest

from tests import disguise_tables as tables
from tests.disguise_ciphers import BRAILLE, MORSE
from tests.disguises import KINDS, disguise

ZH = "欧易官方客服提醒：请把助记词和微信号发来，电话13800138000，登录 https://okx-kf.top/a 解冻账户。"
EN = "OKX Support: send your seed phrase and password, call 13800138000 or log in at https://okx-help.top/a now."
RU = "Служба поддержки: пришлите пароль и код подтверждения."
PURE_ZH = "请把私钥和验证码发给客服"
PURE_EN = "please send the private key and the passcode to support"

CHINESE_ONLY = {
    *("columns", "character_parts", "homophones", "near_shapes", "pinyin_joined", "pinyin_blanks"),
    *("half_pinyin", "initials", "initials_apart", "traditional_mix", "fillers", "cells"),
}
LATIN_ONLY = {
    *("cyrillic_letters", "greek_letters", "rare_letters", "upside_down", "small_capitals", "superscripts"),
    *("accents", "leetspeak", "letter_shapes", "math_letters", "circled_letters", "boxed_letters", "full_width"),
    "rot13",
}
PURE_ONLY = {"columns": "pure zh", "cells": "pure zh", "morse": "pure en", "braille": "pure en"}
"""Kinds that leave no link as it is, so that texts with links stay, and what they change."""
CYRILLIC_ONLY = {"latin_in_cyrillic"}
OF_LINKS = {"percent_links", "spelled_links", "base64_links"}
OF_DIGITS = {"number_words", "digit_signs"}
OF_WORDS = {
    *("repeated_letters", "split_by_spaces", "split_by_dots", "split_by_asterisks", "split_by_emoji"),
    *("split_by_marks", "split_by_lines", "brackets", "reversed_words", "pictures", "masked"),
    *(CHINESE_ONLY - {"columns", "cells", "fillers", "traditional_mix"}),
}
UNRELATED = ("妈妈说晚上七点回家吃饭，记得买一斤西红柿。", "Mum says dinner is at seven, and we are out of tomatoes.")


def _as_latin(text: str) -> str:
    """What an eye makes of look-alike letters: the tables read backwards, marks and styles dropped."""
    back: dict[str, str] = {}
    for table in (tables.CYRILLIC, tables.GREEK, tables.RARE, tables.SMALL_CAPITALS, tables.SUPERSCRIPTS):
        back |= {choice: letter for letter, choices in table.items() for choice in choices}
    for table in (tables.ACCENTED, tables.LEET):
        back |= {choice: letter for letter, choices in table.items() for choice in choices}
    boxed = {chr(start + i): chr(65 + i) for start in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for i in range(26)}
    bracketed = {chr(0x249C + i): chr(97 + i) for i in range(26)}
    folded = unicodedata.normalize("NFKC", "".join((back | boxed | bracketed).get(c, c) for c in text))
    return folded.lower()


def _without(marks: str) -> Callable[[str], str]:
    return lambda text: "".join(c for c in text if c not in marks)


def _turned(text: str) -> str:
    back = {turned: char for char, turned in tables.UPSIDE_DOWN.items()}
    return "".join(back.get(c, c) for c in reversed(text))


def _unescaped(text: str) -> str:
    codes = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), text)
    return re.sub(r"\\u(\w{4})", lambda code: chr(int(code[1], 16)), codes)


READ_BACK: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(LATIN_ONLY - {"upside_down", "letter_shapes", "leetspeak", "boxed_letters", "rot13"}, _as_latin),
    "boxed_letters": lambda text: _as_latin(text.replace("\u200b", "")),
    "leetspeak": lambda text: _as_latin(text).replace("1", "l"),
    "upside_down": _turned,
    "zero_width": _without(tables.INVISIBLE),
    "combining_marks": _without(tables.COMBINING),
    "reversed_text": lambda text: text[::-1],
    "rtl_override": lambda text: text.strip("\u202e\u202c")[::-1],
    "html_escapes": html.unescape,
    "unicode_escapes": _unescaped,
    "percent_text": unquote,
    "base64_text": lambda text: base64.b64decode(text.rpartition(" ")[2]).decode(),
    "traditional_mix": lambda text: "".join(tables.SIMPLIFIED.get(c, c) for c in text),
    "vertical": lambda text: text.replace("\n\n", " ").replace("\n", ""),
    "spaced_text": lambda text: re.sub(r"(?<! ) (?! )", "", text).replace("   ", " "),
    "fillers": lambda text: re.sub(r"(?<=[\u4e00-\u9fff])([a-h]|[呗喵哒囧](?=[\u4e00-\u9fff]))", "", text),
    "hexadecimal": lambda text: bytes.fromhex(re.sub(r"0x|\\x| ", "", text)).decode(),
    "binary": lambda text: bytes(int(octet, 2) for octet in text.split()).decode(),
    "rot13": lambda text: codecs.decode(text, "rot13"),
    "letter_shapes": lambda text: re.sub("vv", "w", text),
}


def test_there_are_many_kinds_and_many_hidden_words() -> None:
    assert len(KINDS) >= 28
    assert len({*tables.HIDDEN_ZH, *tables.HIDDEN_EN}) >= 60


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_decides_everything(kind: str) -> None:
    for text in (ZH, EN, RU):
        assert [disguise(text, kind, seed) for seed in range(5)] == [disguise(text, kind, seed) for seed in range(5)]
        assert KINDS[kind](text, random.Random(f"{kind} 3")) == disguise(text, kind, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_changes_texts_of_its_language_and_no_others(kind: str) -> None:
    samples = {"zh": ZH, "en": EN, "ru": RU, "pure zh": PURE_ZH, "pure en": PURE_EN}
    changed = {name for name, text in samples.items() if any(disguise(text, kind, seed) != text for seed in range(9))}
    if kind in CYRILLIC_ONLY:
        assert changed == {"ru"}
    elif kind in PURE_ONLY:
        assert changed == {PURE_ONLY[kind]}
    elif kind in CHINESE_ONLY:
        assert changed >= {"zh", "pure zh"}
        assert not changed & {"en", "ru", "pure en"}
    elif kind in LATIN_ONLY:
        assert changed >= {"en", "pure en"}
        assert "pure zh" not in changed
    elif kind in OF_LINKS | OF_DIGITS:
        assert changed == {"zh", "en"}
    else:
        assert changed >= {"zh", "en"}


@pytest.mark.parametrize("kind", sorted(OF_WORDS | OF_LINKS | OF_DIGITS))
@pytest.mark.parametrize("text", UNRELATED)
def test_kinds_for_words_leave_unrelated_text_as_it_is(kind: str, text: str) -> None:
    assert {disguise(text, kind, seed) for seed in range(9)} == {text}


@pytest.mark.parametrize("kind", sorted(READ_BACK))
@pytest.mark.parametrize("text", UNRELATED)
def test_unrelated_text_can_be_read_back(kind: str, text: str) -> None:
    def plain(message: str) -> str:
        return re.sub(r"\W", "", unicodedata.normalize("NFKC", message)).lower()

    for seed in range(9):
        written = disguise(text, kind, seed)
        read = text if written == text else READ_BACK[kind](written)
        if kind in {"leetspeak", "letter_shapes"}:  # one sign stands for several letters
            assert len(plain(read)) >= 0.8 * len(plain(text))
        else:
            assert plain(read) == plain(text)


def test_every_kind_is_known_to_leave_unrelated_text_readable() -> None:
    assert set(KINDS) == OF_WORDS | OF_LINKS | OF_DIGITS | set(READ_BACK) | CYRILLIC_ONLY | set(PURE_ONLY)


def test_columns_are_read_down_and_from_the_right() -> None:
    text = UNRELATED[0]
    rows = disguise(text, "columns", 1).split("\n")
    assert "".join(row[i] for i in reversed(range(len(rows[0]))) for row in rows).strip("\u3000") == text


@pytest.mark.parametrize(("kind", "code"), [("morse", MORSE), ("braille", BRAILLE)])
def test_codes_of_letters_can_be_read_back(kind: str, code: dict[str, str]) -> None:
    back = {sign: char for char, sign in code.items()} | {"\u2800": " ", " ": "", "": " "}
    for seed in range(9):
        written = disguise(PURE_EN, kind, seed)
        signs = re.split(" [/|] |   | ", written) if kind == "morse" else list(written)
        assert "".join(back[sign] for sign in signs).replace(" ", "") == PURE_EN.replace(" ", "")


def test_cells_are_read_down_their_columns() -> None:
    for seed in range(9):
        lines = disguise(PURE_ZH, "cells", seed).replace("|", " ").split("\n")
        rows = [line[:: 3 if "  " in line else 2] for line in lines]
        readings = {"".join(row[i] for i in order for row in rows).strip("\u3000") for order in _orders(len(rows[0]))}
        assert PURE_ZH in readings


def _orders(columns: int) -> tuple[range, range]:
    """From the left and from the right."""
    return range(columns), range(columns - 1, -1, -1)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - OF_LINKS - {"base64_text"}))
def test_links_still_work(kind: str) -> None:
    assert "https://okx-kf.top/a" in disguise(ZH, kind, 1)
    assert "https://okx-help.top/a" in disguise(EN, kind, 1)


@pytest.mark.parametrize("word", tables.HIDDEN_ZH)
def test_every_hidden_word_has_a_reading(word: str) -> None:
    assert all(char in tables.PINYIN for char in word)


def test_traditional_text_is_disguised_like_simplified() -> None:
    text = "請把助記詞和驗證碼發給客服"
    assert disguise(text, "pinyin_joined", 1).lower() == "請把zhujici和yanzhengma發給kefu"
    assert disguise(text, "traditional_mix", 1) != text


def test_a_mask_leaves_one_reading() -> None:
    assert {disguise("把私钥发来", "masked", seed) for seed in range(9)} == {"把私钥发来"}
    masks = {disguise("把助记词发来", "masked", seed) for seed in range(9)}
    assert all(re.fullmatch("把助.词发来", mask) for mask in masks)
    assert "把助记词发来" not in masks
