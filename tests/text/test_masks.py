"""Masked letters and characters."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("助**词", "助记词"),
        ("验证*", "验证码"),
        ("p*ssw*rd", "password"),
    ],
)
def test_masked_words_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "masked" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "a**b",
        "3*4=12",
        "w*rk h*rd",
        "张*明",
        "a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#a#b",
        "尾号*1234",
    ],
)
def test_what_only_looks_like_masked_words_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
