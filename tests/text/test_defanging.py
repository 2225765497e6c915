"""Defanged links and e-mail addresses."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("hxxp://evil[.]example", "http://evil.example"),
        ("hXXps[:]//evil[.]example/x", "https://evil.example/x"),
        ("hxxps[://]evil.example", "https://evil.example"),
        ("h**p://evil.example", "http://evil.example"),
        ("打开hxxps://evil.example", "打开https://evil.example"),
        ("http:// evil.example", "http://evil.example"),
        ("https//evil.example", "https://evil.example"),
        ("https:\\\\evil.example", "https://evil.example"),
        ("evil [dot] top", "evil.top"),
        ("evil (dot) top", "evil.top"),
        ("evil{.}top evil<.>top", "evil.top evil.top"),
        ("evil【点】com", "evil.com"),
        ("evil（点）com", "evil.com"),
        ("evil[.com]", "evil.com"),
        ("okx点com", "okx.com"),
        ("请访问 okx 点 com 登录", "请访问 okx.com 登录"),
        ("www。okx。com", "www.okx.com"),
        ("okx.com。cn", "okx.com.cn"),
        ("okx·com okx・com okx丶com", "okx.com okx.com okx.com"),
        ("visit okx dot com now", "visit okx.com now"),
        ("okx .com or okx. com", "okx.com or okx.com"),
        ("t点me/kefu_test", "t.me/kefu_test"),
        ("欧易点com", "欧易.com"),
        ("w w w . o k x . c o m 登录", "www.okx.com 登录"),
        ("h t t p s : / / e v i l . t o p / a b", "https://evil.top/ab"),
        ("name[at]evil[.]example", "name@evil.example"),
        ("name (at) evil (dot) top", "name@evil.top"),
    ],
)
def test_defanged_links_are_put_together(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "defanged" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "the dot com bubble",
        "1点30分",
        "下午3点AI课",
        "10点tv节目",
        "see you. Top marks",
        "好的。top玩家",
        "我有一点 top",
        "meet me (at) noon",
        "a b c d e f g",
        "这里(点)击",
        "use http and https: both work",
        "https://okx.com/a//b",
    ],
)
def test_ordinary_text_is_not_turned_into_links(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert not [entity for entity in text.entities if entity.value not in raw]
