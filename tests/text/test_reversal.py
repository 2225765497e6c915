"""Text from the end to the beginning, and in columns."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("我给发词记助", "助记词发给我"),
        ("drowssap", "password"),
    ],
)
def test_reversed_text_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "reversed" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "La vida era dura, era larga",
        "Il tuo era un no",
        "level radar",
        "drawer",
        "上海自来水来自海上",
    ],
)
def test_what_only_looks_like_reversed_text_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("请\n把\n助\n记\n词\n给\n我", "请把助记词给我"),
    ],
)
def test_columns_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "columns" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少",
    ],
)
def test_what_only_looks_like_columns_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
