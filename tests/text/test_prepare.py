"""Promises of prepare() for every text there is."""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scamguard.text.draft import Draft, Replacement
from scamguard.text.prepare import STEPS, prepare
from scamguard.types import EntityKind, Span, Text

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
"""All code points, lone surrogates among them."""

PIECES = st.sampled_from(
    [
        "助记词", "請發給我", "OKX", "оkx", "ＯＫＸ", "𝐎𝐊𝐗",
        "\u200b", "&#x52A9;", "&amp;", "%41", "%E5%8A%A9", "hxxp://", "https://",
        "[.]", "(dot)", "点", "。", ".", "com", "evil", "top", "@",
        "/", "\\", ":", " ", "\n", "138", "0000", "+86", "(202) 555-0143",
        "一三八", "微信：", "abc123", "QQ群", "私钥", "ab" * 32,
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "abandon ", "5000U", "￥", "\ud800", "\0",
        "é", "e\u0301", "ﷺ", "🇴", "🎁", "t.me/", "xn--", "%", "&", "，", "！", "…",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES, max_size=25).map("".join)


def assert_sound(raw: str, text: Text) -> None:
    """What holds for every prepared text."""
    assert text.raw == raw
    assert len(text.plain) == len(text.starts) == len(text.ends)
    assert all(0 <= start < end <= len(raw) for start, end in zip(text.starts, text.ends, strict=True))
    assert list(text.starts) == sorted(text.starts)
    assert list(text.ends) == sorted(text.ends)
    for edit in text.edits:
        assert edit.before == raw[edit.span.start : edit.span.end] != ""
    places = [(clause.start, clause.end) for clause in text.clauses]
    assert all(start < end <= len(text.plain) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    for entity in text.entities:
        assert 0 <= entity.start < entity.end <= len(text.plain)
        assert entity.span == text.span(entity.start, entity.end)


@given(ANY_TEXT)
@example("\ud800\udfff\0")
@example("")
def test_any_text_is_taken_and_mapped(raw: str) -> None:
    assert_sound(raw, prepare(raw))


@given(HOSTILE)
@example("http://[")
@example("https://" + "a." * 200 + "com")
@example("%" * 50 + "&" * 50 + "@." * 50)
def test_disguised_links_numbers_and_secrets_are_taken_and_mapped(raw: str) -> None:
    text = prepare(raw)
    assert_sound(raw, text)
    assert prepare(raw) == text


@given(HOSTILE)
def test_the_span_of_the_whole_plain_text_leaves_out_only_what_shows_nothing(raw: str) -> None:
    text = prepare(raw)
    span = text.span(0, len(text.plain))
    outside = raw[: span.start] + raw[span.end :]
    assert prepare(outside).plain.strip() == ""
    assert text.span(len(text.plain), len(text.plain)) == Span(len(raw), len(raw))


@given(st.text(st.sampled_from("abcxyzABC019的天我请 .,!?\n"), max_size=80))
def test_text_without_disguises_keeps_its_length_and_has_no_edits(raw: str) -> None:
    while "  " in raw:
        raw = raw.replace("  ", " ")
    text = prepare(raw)
    if not any(edit.step == "defanged" for edit in text.edits):
        assert (text.plain, text.edits) == (raw, ())


WRITTEN = st.sampled_from(
    [
        "助记词", "助计词", "助*记*词", "词记助", "禾厶金月", "验**", "zhu ji ci", "s33d", "p*ssw*rd", "s e e d",
        "drowssap", "ǝsɐɹɥd pǝǝs", "sеed", "pässwörd", "seeeed", "+|", "see d phr ase", "壹三八零二一",
        "one two three four five six", " ", "*", "\n", "。", "助", "码", "@", "\u202e", "5Yqp6K6w6K+N5Y+R", "\\u52a9",
    ]
)  # fmt: skip
DISGUISED = st.lists(WRITTEN, max_size=20).map("".join)


@given(DISGUISED)
@example("+| s33d phr4s3 c0d3")
def test_no_step_replaces_nothing_or_the_same_piece_twice(raw: str) -> None:
    class Watched(Draft):
        __slots__ = ()

        def rewrite(self, replacements: Sequence[Replacement], step: str | None) -> None:
            assert all(0 <= start < end <= len(self.plain) for start, end, _ in replacements)
            assert all(one[1] <= other[0] for one, other in pairwise(replacements))
            Draft.rewrite(self, replacements, step)

    draft = Watched.of(raw)
    for _, step in STEPS:
        step(draft)
    assert draft.plain == prepare(raw).plain


ENTITIES = [
    ("https://evil.example/a?b=c", EntityKind.LINK),
    ("okx-help.example", EntityKind.LINK),
    ("kefu@evil.example", EntityKind.EMAIL),
    ("+86 138 0000 0000", EntityKind.PHONE),
    ("(202) 555-0143", EntityKind.PHONE),
    ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", EntityKind.WALLET_ADDRESS),
    ("5000 USDT", EntityKind.AMOUNT),
]
BEFORE = st.sampled_from(["", "请看 ", "联系我们：", "Go to ", "\u200b", "您好，", "🎁", "\n"])
AFTER = st.sampled_from(["", " 谢谢", "，谢谢", "。", "\u200b", " now", "\n", "！！", "）"])


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def html_escaped(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def sprinkled(text: str) -> str:
    return "\u200b".join(text)


def mathematical(text: str) -> str:
    return "".join(
        chr(0x1D5EE + ord(c) - ord("a"))
        if "a" <= c <= "z"
        else chr(0x1D7EC + ord(c) - ord("0"))
        if "0" <= c <= "9"
        else c
        for c in text
    )


@pytest.mark.parametrize("disguise", [str, full_width, html_escaped, sprinkled, mathematical])
@given(BEFORE, st.sampled_from(ENTITIES), AFTER)
def test_an_entity_is_found_under_a_disguise_and_its_span_is_where_it_stands(
    disguise: Callable[[str], str], before: str, entity: tuple[str, EntityKind], after: str
) -> None:
    written, kind = entity
    raw = before + disguise(written) + after
    text = prepare(raw)
    [found] = [other for other in text.entities if other.kind is kind]
    assert text.plain[found.start : found.end] == written
    assert raw[found.span.start : found.span.end].strip("\u200b") == disguise(written)
    assert prepare(raw[found.span.start : found.span.end]).plain == written


def test_what_is_found_first_holds_its_place() -> None:
    raw = "https://evil.example/13800000000?q=5000U 加微信13800000000"
    kinds = [(entity.kind, entity.value) for entity in prepare(raw).entities]
    assert kinds == [
        (EntityKind.LINK, "https://evil.example/13800000000?q=5000U"),
        (EntityKind.HANDLE, "13800000000"),
    ]


def test_a_chat_link_is_an_account_too() -> None:
    raw = "hxxps://t[.]me/kefu_test"
    entities = [(e.kind, e.value, raw[e.span.start : e.span.end]) for e in prepare(raw).entities]
    assert entities == [
        (EntityKind.HANDLE, "kefu_test", raw),
        (EntityKind.LINK, "https://t.me/kefu_test", raw),
    ]


def test_the_case_of_letters_and_all_their_forms_survive() -> None:
    raw = "Ünïcödé ΑΒΓ ﷽ İ ẞ"
    assert prepare(raw).plain == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        ".",
        "@",
        "a.",
        "\u200b",
        "%41",
        "&amp;",
        "5Kb8",
        "助记词 ",
        "word ",
        "一三",
        "(202) ",
        "://",
        "\ud800",
        "abandon ",
        "0x",
    ],
)
def test_a_long_monotonous_text_is_taken(piece: str) -> None:
    raw = piece * (20_000 // len(piece))
    assert_sound(raw, prepare(raw))
