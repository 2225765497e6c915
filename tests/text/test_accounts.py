"""Social accounts by the way they are named, and the accounts behind chat links."""

import pytest

from scamguard.text.accounts import account_of_link
from scamguard.text.prepare import prepare
from scamguard.types import EntityKind


def handles(raw: str) -> list[tuple[str, str]]:
    """Platform and value of each account."""
    return [(e.details["platform"], e.value) for e in prepare(raw).entities if e.kind is EntityKind.HANDLE]


@pytest.mark.parametrize(
    "raw",
    [
        "微信：abc123", "微信abc123", "微信号：abc123", "加微信 abc123",
        "加V abc123", "加v：abc123", "＋Ｖ：abc123", "➕V abc123",
        "V信 abc123", "VX:abc123", "+VX abc123", "薇❤信 abc123", "威信：abc123", "WeChat ID: abc123", "微 信：abc123",
        "wei xin abc123", "w x : abc123", "我的微信是 abc123",
        "微信（abc123）", "微信【abc123】", "微信→abc123", "企业微信 abc123",
    ],
)  # fmt: skip
def test_wechat_ids_in_every_naming(raw: str) -> None:
    assert handles(raw) == [("wechat", "abc123")]


@pytest.mark.parametrize(
    ("raw", "platform", "value"),
    [
        ("微信13800000000", "wechat", "13800000000"),
        ("wxid_abc123def", "wechat", "wxid_abc123def"),
        ("QQ群 123456789", "qq", "123456789"),
        ("QQ：123456789", "qq", "123456789"),
        ("Q群:123456789", "qq", "123456789"),
        ("加Q 123456789", "qq", "123456789"),
        ("扣扣 123456789", "qq", "123456789"),
        ("加qq群：123 456 789", "qq", "123456789"),
        ("飞机号 kefu_okx", "telegram", "kefu_okx"),
        ("飞机：@kefu_okx", "telegram", "kefu_okx"),
        ("tg: @x", "telegram", "x"),
        ("TG：kefu_okx", "telegram", "kefu_okx"),
        ("telegram username kefu_okx", "telegram", "kefu_okx"),
        ("Telegram ID 123456789", "telegram", "123456789"),
        ("打开tg://resolve?domain=kefu_okx", "telegram", "kefu_okx"),
        ("line ID: xx", "line", "xx"),
        ("LINE：abc123", "line", "abc123"),
        ("加賴：abc123", "line", "abc123"),
        ("WhatsApp: +852 5550 1234", "whatsapp", "+85255501234"),
        ("whatsapp 85255501234", "whatsapp", "+85255501234"),
        ("Skype: live:okx.support", "skype", "live:okx.support"),
        ("discord: okxsupport#1234", "discord", "okxsupport#1234"),
        ("ig: okx_help", "instagram", "okx_help"),
        ("推特 @okx_help", "twitter", "okx_help"),
        ("联系@kefu_okx处理", "at", "kefu_okx"),
        ("t.me/kefu_okx", "telegram", "kefu_okx"),
        ("电报群 https://t.me/+AbCdEf", "telegram", "AbCdEf"),
        ("wa.me/85255501234", "whatsapp", "85255501234"),
    ],
)
def test_accounts_of_other_platforms(raw: str, platform: str, value: str) -> None:
    assert handles(raw) == [(platform, value)]


@pytest.mark.parametrize(
    "raw",
    [
        "微信支付宝都可以", "微信 wechat", "微信support",
        "微信公众号：欧易OKX", "I use WeChat daily", "on Telegram everyone knows",
        "telegram channel", "line up at the door", "the first line: hello", "online id card", "@everyone @all @123",
        "I'm @ home", "user@host", "@okx.com", "QQ2024", "instagram is nice", "signal: bullish",
    ],
)  # fmt: skip
def test_talk_about_platforms_names_no_account(raw: str) -> None:
    assert handles(raw) == []


@pytest.mark.parametrize(
    ("host", "value", "expected"),
    [
        ("t.me", "https://t.me/s/okx_news?before=1", ("telegram", "okx_news")),
        ("t.me", "t.me/joinchat/AAAA", ("telegram", "AAAA")),
        ("api.whatsapp.com", "https://api.whatsapp.com/send?phone=85255501234&text=hi", ("whatsapp", "85255501234")),
        ("line.me", "https://line.me/R/ti/p/@okx", ("line", "okx")),
        ("www.t.me", "www.t.me/okx", ("telegram", "okx")),
        ("t.me", "t.me", ("telegram", "")),
        ("okx.com", "https://okx.com/t.me/x", None),
    ],
)
def test_the_account_behind_a_link(host: str, value: str, expected: tuple[str, str] | None) -> None:
    assert account_of_link(host, value) == expected


def test_the_span_of_an_account_is_the_id_alone() -> None:
    raw = "加微信：ａｂｃ１２３ 谢谢"
    [entity] = prepare(raw).entities
    assert (entity.value, raw[entity.span.start : entity.span.end]) == ("abc123", "ａｂｃ１２３")
