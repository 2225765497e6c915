"""Escapes of programs, Base64, direction overrides."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("\\u52a9\\u8bb0\\u8bcd", "助记词"),
        ("\\x41b", "Ab"),
        ("\\u{52a9}", "助"),
    ],
)
def test_escapes_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "unicode_escape" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "\\u12",
        "\\x0a",
        "\\ud800",
        "C:\\\\users",
    ],
)
def test_what_only_looks_like_escapes_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("5Yqp6K6w6K+N5Y+R57uZ5oiR", "助记词发给我"),
        ("aHR0cHM6Ly9ldmlsLmV4YW1wbGU=", "https://evil.example"),
    ],
)
def test_base64_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "base64" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
        "e3b0c44298fc1c149afbf4c8996fb924",
        "AAAAAAAAAAAAAAAA",
    ],
)
def test_what_only_looks_like_base64_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
