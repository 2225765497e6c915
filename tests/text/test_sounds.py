"""Hidden words by their sound."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("助计词", "助记词"),
        ("助计词组", "助记词组"),
        ("zhu ji ci 发我", "助记词 发我"),
        ("私yao", "私钥"),
        ("手机浩", "手机号"),
    ],
)
def test_homophones_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "by_sound" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "手机好贵",
        "手机好用吗",
        "手续非常简单",
        "保证今天到",
        "支付报告已发",
        "信用咖啡",
        "确认麻烦",
        "管理原则",
        "交易缩水",
        "记得住记词典",
        "wo ai ni",
        "Zhuji city",
    ],
)
def test_what_only_looks_like_homophones_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
