"""Redaction: what goes, what stays, and that no secret is left in any place of a finding or summary."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard.chats import Diagnostics
from scamguard.redact import redact, redact_finding, redact_fragment, redact_name, redact_summary
from scamguard.scanning import Finding
from scamguard.text.checksums import mnemonic_words
from scamguard.text.identity import is_luhn
from scamguard.types import Edit, Span
from tests.report.scans import CARD, CODE, EMAIL, IDENTITY, KEY, PASSWORD, PHONE, SEED, chat_file, scanned, talk

WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
TRON, ETHEREUM = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "0xdAC17F958D2ee523a2206206994597C13D831ec7"
HASH = "0x" + "4c0883a6" * 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"我的助记词是 {SEED}，你看看", "我的助记词是 [助记词]，你看看"),
        (f"{SEED}".replace("wave", "waave").replace("useful", "usefull"), "[seed phrase]"),
        ("1. " + "\n1. ".join(SEED.split()), "1. [seed phrase]"),
        ("my recovery seed is lega winn than year wave saus", "my recovery [seed phrase]"),
        ("助记词：的一是在不了有和人这中大", "助记词：[助记词]"),
        (f"private key {KEY} ok", "private key [private key] ok"),
        (f"0x{KEY}", "[key or hash]"),
        (WIF, "[private key]"),
        (f"卡号 {CARD}，有效期12/27，cvv 123", "卡号 [卡号 …1111]，有效期12/27，cvv [验证码]"),
        ("card number 622202000000000", "card number [card number …0000]"),
        (f"身份证 {IDENTITY}", "身份证 [证件号]"),
        ("身份证号：110105491231002", "身份证号：[证件号]"),
        ("A123456(3), A123456789, S1234567D, 900101-1234567, 123-45-6789", ", ".join(["[ID number]"] * 5)),
        ("护照 E12345678", "护照 [证件号]"),
        (f"密码是{PASSWORD}，资金密码9988", "密码是[密码]，资金密码[密码]"),
        ("password: swordfish", "password: [password]"),
        ("my password is swordfish", "my password is [password]"),
        ("sword1234 is my password", "[password] is my password"),
        ("您的验证码是839201，10分钟内有效", "您的验证码是[验证码]，10分钟内有效"),
        ("Your OKX code, valid for 10 minutes: 839 201", "Your OKX code, valid for 10 minutes: [code]"),
        ("G-839201 is your Google verification code", "G-[code] is your Google verification code"),
        ("839201", "[code]"),
        (
            'apikey = "a1b2c3d4-1234-5678-9abc-def012345678" secretkey = "0123456789ABCDEF0123456789ABCDEF"',
            'apikey = "[API secret]" secretkey = "[API secret]"',
        ),
        ("call +852 5550 1234 or 13800138000", "call +852 **** **34 or 138******00"),
        ("wa.me/85255501234", "wa.me/852******34"),
        ("write to john.doe@mail.example", "write to j***@mail.example"),
    ],
)
def test_what_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected
    assert redact(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "OKX 绝不会索要您的助记词",
        "请把验证码发我，然后转5000 USDT",
        "密码是多少？",
        "the password is wrong",
        f"转到 {TRON} 或 {ETHEREUM}",
        f"交易哈希 {HASH}",
        f"https://etherscan.example/tx/{HASH}",
        "密码：https://okx-a.example/login",
        "https://okx.com@evil.example/a",
        "2024-05-01 12:30 订单 20240501123456",
        "API 文档 https://okx.example/docs-v5/trading/9",
        "add me on Telegram @okx_help_8821",
    ],
)
def test_evidence_and_talk_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "４１１１ １１１１ １１１１ １１１１",
        "4\u200b111 1111 1111\u200b 1111",
        "①③⑧①②③④⑤⑥⑦⑧ 验证码八三九二零一",
        "l\u200begal win\u200bner thank year wave sausage worth useful legal winner thank yellow",
    ],
)
def test_disguised_secrets_go_too(text: str) -> None:
    left = redact(text, "en")
    assert not any(piece in left for piece in ("１１１１ １", "1111 1", "八三九", "thank year", "②③④"))


def test_marks_are_in_the_language_asked_for() -> None:
    assert redact(f"oh: {SEED}", "zh") == "oh: [助记词]"
    assert redact(f"你好 {SEED}", "en") == "你好 [seed phrase]"


def test_names_are_full_of_phones() -> None:
    assert redact_name("WhatsApp Chat with +852 5550 1234.txt") == "WhatsApp Chat with +852 **** **34.txt"
    assert redact_name("85255501234") == "852******34"
    assert redact_name("欧易客服小林") == "欧易客服小林"


def test_a_fragment_may_be_half_a_secret() -> None:
    assert redact_fragment("is: legal winner thank ye") == "is: […] ye"
    assert redact_fragment("411111 and 4c0883a691029") == "[…] and […]"
    assert redact_fragment(f"send it to {TRON}") == f"send it to {TRON}"


def findings() -> list[Finding]:
    """A scan with a secret in every place where a text can stand."""
    private = f"card {CARD}, password: {PASSWORD}, code {CODE}"
    lines = [
        (PHONE, "我是OKX官方客服，请问"),
        (PHONE, f"请把助记词发给我核对，我的助记词是 {SEED}，邮箱 {EMAIL}，身份证 {IDENTITY}"),
        ("me", f"好，助记词 {SEED}"),
        ("me", f"private key {KEY}"),
    ]
    fields = {"quoted": private, "links": [f"https://okx-a.example/?mail={EMAIL}&card={CARD}"], "forwarded_from": PHONE}
    found, _ = scanned(
        chat_file(f"{PHONE}.txt", talk(f"me and {PHONE}", lines, **fields, attachments=[f"{PHONE}.vcf"]))
    )
    return found


SECRETS = (SEED, "winner thank", KEY, CARD, IDENTITY, CODE, PASSWORD, "5550 1234", "lee.agent")


def test_no_secret_is_left_in_any_place_of_a_finding() -> None:
    found = findings()
    assert all(any(secret in repr(one) for one in found) for secret in SECRETS)
    for one in map(redact_finding, found):
        assert not [secret for secret in SECRETS if secret in repr(one)]


def test_spans_point_at_the_evidence_in_the_redacted_text() -> None:
    for one in map(redact_finding, findings()):
        for signal in one.turn.verdict.signals:
            pieces = tuple(one.message.text[span.start : span.end] for span in signal.spans)
            assert not signal.spans or pieces == signal.evidence
        for edit in one.turn.verdict.edits:
            assert one.message.text[edit.span.start : edit.span.end] == edit.before


def test_an_edit_within_a_secret_tells_nothing() -> None:
    one = findings()[3]
    start = one.message.text.index(KEY)
    edit = Edit("invisible", Span(start + 2, start + 20), KEY[2:20], KEY[:20])
    one = replace(one, turn=replace(one.turn, verdict=replace(one.turn.verdict, edits=(edit,))))
    left = redact_finding(one, "en").turn.verdict.edits[0]
    assert (left.before, left.after) == ("[private key]", "[private key]")


def test_a_summary_is_redacted() -> None:
    lines = [(PHONE, "我是OKX官方客服，请把您的助记词发给我")]
    fields = {"quoted": [f"?? {CARD[:9]}"], "ended": f"{PHONE}.txt: cut", "notes": [PHONE], "senders": {PHONE}}
    _, summary = scanned(chat_file(f"{PHONE}.txt", talk(PHONE, lines), **fields))
    left = redact_summary(summary)
    assert (left.messages, left.levels, sum(left.senders.values())) == (1, summary.levels, 1)
    assert not [secret for secret in ("5550 1234", "4111 1111") if secret in repr(left)]
    assert isinstance(left.files[0], Diagnostics)


WORDS = sorted(mnemonic_words("en"))
BEFORE = st.sampled_from(["", "好的，", "here you are: ", "😀", "订单 A-77 ", "line one\n", "我的是："])
AFTER = st.sampled_from(["", "。", " thanks", "，收到吗？", "\nbye", " 😀"])


@st.composite
def secrets(draw: st.DrawFn) -> tuple[str, str]:
    """A secret as it is written and the words that name it, if it needs any."""
    dice = random.Random(draw(st.integers(0, 10**9)))
    digits = "".join(dice.choice("0123456789") for _ in range(15))
    card = next(c for c in (f"4{digits[:14]}{d}" for d in range(10)) if is_luhn(c))
    grouped = " ".join(card[i : i + 4] for i in range(0, 16, 4))
    hexadecimal = "".join(dice.choice("0123456789abcdef") for _ in range(64))
    phrase = draw(st.sampled_from([" ", "\n", ", ", " / "])).join(
        dice.choices(WORDS, k=draw(st.sampled_from([12, 15, 24])))
    )
    password = "".join(dice.choices("abcXYZ0123456789!@#$%^&*", k=10)) + "7x"
    return draw(
        st.sampled_from(
            [
                ("", phrase),
                ("助记词是 ", phrase),
                ("", grouped),
                ("卡号", card),
                ("private key: ", hexadecimal),
                ("", f"0x{hexadecimal}"),
                ("密码是", password),
                ("password: ", password),
                ("验证码：", digits[:6]),
                ("your code is ", digits[:8]),
                ("secret key=", hexadecimal[:32] + "0a"),
            ]
        )
    )


@settings(max_examples=150, deadline=None)
@given(before=BEFORE, secret=secrets(), after=AFTER)
def test_planted_secrets_never_appear(before: str, secret: tuple[str, str], after: str) -> None:
    name, value = secret
    left = redact(f"{before}{name}{value}{after}")
    assert value not in left
    words = value.split()
    assert len(words) < 12 or not [a for a in pairwise(words) if " ".join(a) in left]
