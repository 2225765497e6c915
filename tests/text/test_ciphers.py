"""Bytes in figures, ROT13, Morse code, Braille."""

import codecs

import pytest

from scamguard.text.prepare import prepare

_ZH = "把助记词发给客服"
_EN = "tell the agent your password today"
_OCTETS = _ZH.encode()


def _rot13(text: str) -> str:
    return codecs.encode(text, "rot13")


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (_OCTETS.hex(" "), _ZH),
        (_OCTETS.hex(), _ZH),
        (_OCTETS.hex("-").upper(), _ZH),
        (f"0x{_OCTETS.hex()}", _ZH),
        ("".join(f"\\x{octet:02x}" for octet in _OCTETS), _ZH),
        (" ".join(f"0x{octet:02X}" for octet in _OCTETS), _ZH),
        (f"解码 {_OCTETS.hex(' ')} 谢谢", f"解码 {_ZH} 谢谢"),
        (_EN.encode().hex(" "), _EN),
        (f"0x {_EN.encode().hex(' ')}\n0x2a, says the answer", f"{_EN}\n0x2a, says the answer"),
        ("0x69 0x6e 73 65 72 74 20 6b 65 79", "insert key"),
        ("Привет друзья".encode().hex(" "), "Привет друзья"),
        (" ".join(f"{octet:08b}" for octet in _EN.encode()), _EN),
        ("".join(f"{octet:08b}" for octet in _OCTETS), _ZH),
    ],
)
def test_octets_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert {edit.step for edit in text.edits} == {"octets"}


@pytest.mark.parametrize(
    "raw",
    [
        "MAC 00:1a:2b:3c:4d:5e, 00-1B-44-11-3A-B7",
        "550e8400-e29b-41d4-a716-446655440000",
        "#ff8800 #00ff88 #336699 #c0ffee",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "lottery: 33 45 52 61 70 48 55, bonus 41",
        "20 45 20 55 20 65 20 41 20",
        "ff d8 ff e0 00 10 4a 46 49 46 00 01",
        "S/N 4A2B-77C0-51E3-9D10",
        "12-05-24, 13-06-24, 14-07-24",
        "10110011 01110100",
        "53e8948ce5a8b24c",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "call 40 01 23 45 67 89 or 50 98 76",
        "https://pictures.example/746865207365656420706872617365",
    ],
)
def test_what_only_looks_like_octets_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (_rot13(_EN), _EN),
        (
            f"{_rot13(_EN)} (the letters were turned, for the filter)",
            f"{_EN} (the letters were turned, for the filter)",
        ),
        (_rot13("Send me your SEED phrase"), "Send me your SEED phrase"),
        (f"解密: {_rot13(_EN)}", f"解密: {_EN}"),
        (f"Please read this: {_rot13(_EN)}", f"Please read this: {_EN}"),
        (_rot13("verify your account at https://okx-safe.example/a or it is lost"), None),
        (f"{_rot13('log in with your password at')} https://okx-safe.example/a", None),
    ],
)
def test_rot13_is_undone(raw: str, plain: str | None) -> None:
    text = prepare(raw)
    assert text.plain == plain or plain is None
    assert {edit.step for edit in text.edits} == {"rot13"}
    assert plain is not None or text.entities[0].value == "https://okx-safe.example/a"


def test_each_letter_of_rot13_keeps_its_place() -> None:
    text = prepare(f"看 {_rot13(_EN)}")
    assert (text.starts[5], text.ends[5]) == (5, 6)
    assert [(edit.before, edit.after) for edit in text.edits] == [(_rot13(_EN), _EN)]


@pytest.mark.parametrize(
    "raw",
    [
        "the green vex or be one bar",
        "Mae hen wlad fy nhadau yn annwyl i mi",
        "tab ora gur va",
        "gur is short for something else in this list of names",
        "abj abj abj abj",
        "run foo bar --baz arg1=5 arg2=6 arg3=7",
    ],
)
def test_what_only_looks_like_rot13_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("-.-. --- -.. .", "code"),
        ("... . -. -.. / -- . / -.-- --- ..- .-. / ... . . -..", "send me your seed"),
        ("... . -. -..   -- .   -.-- --- ..- .-.   ... . . -..", "send me your seed"),
        ("... . -. -.. | -- . | -.-- --- ..- .-. | ... . . -..", "send me your seed"),
        (".--./.-/.../.../.--/---/.-./-..", "password"),
        ("—·—· ——— —·· ·", "code"),
        ("see -.-. --- -.. . please", "see code please"),
        ("- .... . / ..... / .-- --- .-. -.. ...", "the 5 words"),
    ],
)
def test_morse_code_is_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "morse" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "... --- ...",
        "— . — .",
        "——— ——— ——— ———",
        "| --- | --- | --- | --- |",
        "- - - - - - -",
        ". . . . . .",
        "-.- -.- -.- -.-",
        "wait ... -- ... ok",
        "1. - a\n2. - b\n3. - c\n4. - d",
        "-_- -_- ._. ._. -_-",
        "-- \n--\n- one\n- two",
        "e2-e4 ... -- .",
    ],
)
def test_what_only_looks_like_morse_code_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert "morse" not in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("⠎⠑⠝⠙⠀⠍⠑⠀⠽⠕⠥⠗⠀⠎⠑⠑⠙", "send me your seed"),
        ("⠎⠑⠝⠙ ⠍⠑ ⠽⠕⠥⠗ ⠎⠑⠑⠙", "send me your seed"),
        ("⠠⠎⠑⠝⠙ ⠼⠁⠃ ⠺⠕⠗⠙⠎⠲", "send 12 words."),
        ("请看 ⠏⠁⠎⠎⠺⠕⠗⠙", "请看 password"),
    ],
)
def test_braille_is_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert {edit.step for edit in text.edits} == {"braille"}


@pytest.mark.parametrize("raw", ["⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ loading", "⠿⠿⠛⠛⠿⠿⠉⠉⠿⠿", "⣿⣿⡟⢻⠿⠁", "⠗⠗⠗⠗⠗⠗"])
def test_what_only_looks_like_braille_stays(raw: str) -> None:
    assert "braille" not in {edit.step for edit in prepare(raw).edits}
