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
        ("请 记 给 对\n把 词 我\n助 发 核", "请把助记词发给我核对"),
        (
            "对\u3000给\u3000记\u3000请\n\u3000 我 词 把\n\u3000 核 发 助",
            "请把助记词发给我核对",
        ),
        ("请  词  核\n把  发  对\n助  给\n记  我", "请把助记词发给我核对"),
        ("请 | 词 | 核\n把 | 发 | 对\n助 | 给 |\n记 | 我 |", "请把助记词发给我核对"),
        ("请|助\n把|记\n你|词\n的|给", "请把你的助记词给"),
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


@pytest.mark.parametrize("raw", ["姓 名 张 三\n性 别 男 的\n年 龄 三 十", "红|黄|蓝\n大|中|小\n天|地|人"])
def test_other_tables_are_read_line_by_line(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw.replace(" ", "").replace("|", "")
    assert text.edits == ()
