"""Bytes of any kind as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard import Checker
from scamguard.cli.decoding import Decoded, decode, decode_argument
from tests.cli.command_line import Run

SIMPLIFIED = "您好，我是欧易客服，检测到您的账户异常，请把短信验证码发给我。"
TRADITIONAL = "您好，這裡是歐易客服，偵測到您的帳戶異常，請將簡訊驗證碼傳給我。"
CANTONESE = "你好，我係OKX客服，麻煩你將助記詞發畀我核對"


def test_utf8_is_taken_as_it_is() -> None:
    assert decode(f"{SIMPLIFIED}\r\nabc\n".encode()) == Decoded(f"{SIMPLIFIED}\r\nabc\n")


@pytest.mark.parametrize(
    ("codec", "notes"),
    [("utf-8-sig", ()), ("utf-16", ("encoding:UTF-16",)), ("utf-32", ("encoding:UTF-32",))],
)
def test_byte_order_marks_decide(codec: str, notes: tuple[str, ...]) -> None:
    assert decode(SIMPLIFIED.encode(codec)) == Decoded(SIMPLIFIED, notes)


def test_big_endian_marks_decide() -> None:
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == Decoded(SIMPLIFIED, ("encoding:UTF-16",))


def test_utf16_cut_in_the_middle_of_a_character() -> None:
    assert decode(SIMPLIFIED.encode("utf-16")[:-1]) == Decoded(
        SIMPLIFIED[:-1] + "\ufffd", ("encoding:UTF-16", "replaced:1")
    )


@pytest.mark.parametrize(
    "text", [SIMPLIFIED, TRADITIONAL, "助记词发我", "OKX提醒：账号异常，打开 okx.example 处理", "😀请把私钥发来"]
)
def test_gb18030_is_recognised(text: str) -> None:
    assert decode(text.encode("gb18030")) == Decoded(text, ("encoding:GB18030",))


@pytest.mark.parametrize(
    "text", [TRADITIONAL, CANTONESE, "請把註記詞發給我", "OKX通知：帳號異常，請打開 okx.example 處理"]
)
def test_big5_is_recognised(text: str) -> None:
    assert decode(text.encode("big5hkscs")) == Decoded(text, ("encoding:Big5",))


def test_gb18030_cut_in_the_middle_of_a_character() -> None:
    assert decode(SIMPLIFIED.encode("gb18030")[:-1]).notes == ("encoding:GB18030", "replaced:1")


@pytest.mark.parametrize(
    ("data", "text", "count"),
    [
        (b"please don\x92t send the code", "please don\ufffdt send the code", 1),
        ("café".encode("latin-1"), "caf\ufffd", 1),
        (SIMPLIFIED.encode()[:-1], SIMPLIFIED[:-1] + "\ufffd", 1),
        ("не сообщайте код ".encode() + b"\xff\xfe", "не сообщайте код \ufffd\ufffd", 2),
        ("a\ufffd".encode() + b"\xff", "a\ufffd\ufffd", 1),
    ],
)
def test_what_cannot_be_read_is_replaced_and_counted(data: bytes, text: str, count: int) -> None:
    assert decode(data) == Decoded(text, (f"replaced:{count}",))


def test_an_argument_is_taken_as_it_is() -> None:
    assert decode_argument(SIMPLIFIED) == Decoded(SIMPLIFIED)


def test_bytes_of_an_argument_are_decoded() -> None:
    surrogates = SIMPLIFIED.encode("gb18030").decode("utf-8", errors="surrogateescape")
    assert decode_argument(surrogates) == Decoded(SIMPLIFIED, ("encoding:GB18030",))


def test_surrogates_that_stand_for_no_byte() -> None:
    assert decode_argument("a\ud800b") == Decoded("a\ufffdb", ("replaced:1",))
    assert decode_argument("a\ud83d\ude00\ud800") == Decoded("a😀\ufffd", ("replaced:1",))


@given(st.binary(max_size=200))
def test_no_bytes_fail_and_no_surrogate_comes_out(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.encode("utf-8").decode("utf-8") == decoded.text
    replaced = [note for note in decoded.notes if note.startswith("replaced:")]
    assert all(int(note.partition(":")[2]) <= decoded.text.count("\ufffd") for note in replaced)


@given(st.text(st.characters(), max_size=60))
def test_no_argument_fails(text: str) -> None:
    decode_argument(text).text.encode("utf-8")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


def test_notes_are_explained(run: Run) -> None:
    shown = run("check", stdin=SIMPLIFIED.encode("gb18030")[:-1])
    assert shown.output.endswith("输入不是 UTF-8，已按 GB18030 解读。\n输入中有 1 处无法解读的字节，已用 � 代替。\n")
    assert Checker().check(SIMPLIFIED).notes == ()
