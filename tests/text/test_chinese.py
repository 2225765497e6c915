"""Chinese words spaced out, cut apart, respelt and in parts."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("助*记*词", "助记词"),
        ("私❤钥", "私钥"),
        ("私·钥", "私钥"),
    ],
)
def test_cut_characters_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "spread_out" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "约翰·史密斯",
        "贝·多·芬",
        "苹果/香蕉/橙子",
        "好. 我知道",
    ],
)
def test_what_only_looks_like_cut_characters_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("私銊", "私钥"),
        ("密马发我", "密码发我"),
        ("加薇信", "加微信"),
        ("司钥发我", "私钥发我"),
    ],
)
def test_respellings_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "respelt" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "公司钥匙在前台",
        "由跌转涨",
        "安徽信息工程学院",
        "以此为信号",
        "身份正确",
        "人民币按今天的汇率换",
        "没电抱歉",
        "这款手袋款式",
        "好咯服务员",
        "神秘马戏团",
        "亲密马车",
        "小米码表",
        "往返力气",
    ],
)
def test_what_only_looks_like_respellings_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("禾厶钅月", "私钥"),
        ("且力讠己讠司", "助记词"),
    ],
)
def test_characters_in_parts_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "components" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "弓长张,立早章",
        "口天吴",
        "金月饼",
    ],
)
def test_what_only_looks_like_characters_in_parts_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
