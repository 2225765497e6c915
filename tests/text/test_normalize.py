"""Undisguising character by character and escape by escape, with what is recorded of it."""

import pytest

from scamguard.text.normalize import to_simplified
from scamguard.text.prepare import prepare
from scamguard.types import Edit, Span


def steps(raw: str) -> set[str]:
    return {edit.step for edit in prepare(raw).edits}


@pytest.mark.parametrize(
    ("raw", "plain", "step"),
    [
        ("ＯＫＸ", "OKX", "full_width"),
        ("助\u200b记\u2060词", "助记词", "invisible"),
        ("\u202ecba\u202cd", "abcd", "direction_override"),
        ("\ufeffhello\x00 there", "hello there", "invisible"),
        ("b̶y̶b̶i̶t̶", "bybit", "invisible"),
        ("o\U000e0041k\ufe0fx", "okx", "invisible"),
        ("𝐎𝐊𝐗 𝓼𝓮𝓮𝓭 𝕡𝕙𝕣𝕒𝕤𝕖", "OKX seed phrase", "styled"),
        ("🅾🅺🆇 ⓞⓚⓧ 🄾🄺🅇 ①②③ ❶❷❸", "OKX okx OKX 123 123", "styled"),
        ("ᴏᴋx", "okx", "styled"),
        ("🇴🇰🇽", "OKX", "styled"),
        ("ﬁnance ㎏ Ⅻ", "finance kg XII", "styled"),
        ("оkх.com", "okx.com", "confusable"),
        ("ОКХ客服", "OKX客服", "confusable"),
        ("ОКХ", "OKX", "confusable"),
        ("OΚX", "OKX", "confusable"),
        ("sеed рhrase", "seed phrase", "confusable"),
        ("&#x52A9;&#35760;词", "助记词", "html_escape"),
        ("&amp;amp;#x52A9;", "助", "html_escape"),
        ("a &lt;b&gt; &amp; c", "a <b> & c", "html_escape"),
        ("%E5%8A%A9%E8%AE%B0%E8%AF%8D", "助记词", "percent_escape"),
        ("%6f%6b%78.com", "okx.com", "percent_escape"),
        ("https://okx.com%2Eevil.example/", "https://okx.com.evil.example/", "percent_escape"),
    ],
)
def test_each_disguise_is_undone_and_recorded(raw: str, plain: str, step: str) -> None:
    assert prepare(raw).plain == plain
    assert steps(raw) == {step}


@pytest.mark.parametrize(
    "raw",
    [
        "José café naïve Müller",
        "привет мир okx",
        "Ελλάδα καλημέρα φίλε",
        "100%25 sure",
        "50% off, 100%!",
        "AT&T and R&D; &unknown; &",
        "https://evil.example/a?x=%20y&z=%2F",
        "https://a.example/%E5%8A%A9?q=%40",
        "https://okx.com%40evil.example",
        "%ff%fe",
        "OKX™",
        "hesabımda kalan bakiye",
        "α = 0.05",
        "σ1 and σ2",
        "🇺🇸 🇭🇰",
        "ﷺ",
        "l’été",
    ],
)
def test_what_is_no_disguise_stays_as_it_stands(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


def test_traditional_is_read_as_simplified_without_a_record() -> None:
    text = prepare("請發給我您的助記詞，謝謝")
    assert text.plain == "请发给我您的助记词,谢谢"
    assert [edit.before for edit in text.edits] == ["，"]


def test_all_blanks_are_one_space_and_all_line_ends_one_character() -> None:
    assert prepare("a\u3000\u00a0 b\tc\r\u2028d").plain == "a b c\n\nd"


def test_simplifying_keeps_the_length() -> None:
    assert to_simplified("錢\t錢\u2003錢\ud800") == "钱 钱 钱\ufffd"


def test_an_edit_says_where_what_and_how_it_was_read() -> None:
    text = prepare("看 ｏｋｘ 和 о\u200bkx")
    assert text.edits == (
        Edit("full_width", Span(2, 5), "ｏｋｘ", "okx"),
        Edit("confusable", Span(8, 9), "о", "o"),
        Edit("invisible", Span(9, 10), "\u200b", ""),
    )


def test_the_map_leads_back_through_several_steps() -> None:
    raw = "发&#x52A9;\u200b记％"
    text = prepare(raw)
    assert text.plain == "发助记%"
    assert [raw[text.span(i, i + 1).start : text.span(i, i + 1).end] for i in range(4)] == [
        "发",
        "&#x52A9;",
        "记",
        "％",
    ]
    assert text.span(1, 3) == Span(1, 11)
    assert text.span(4, 4) == Span(12, 12)
