"""Social accounts: @names, ids named as WeChat, QQ, LINE, Telegram..., and the accounts behind t.me and wa.me links."""

import re
from collections.abc import Iterator

from scamguard.text.links import Found
from scamguard.types import EntityKind

_AT_NAME = re.compile(r"(?<![0-9A-Za-z@._%+/-])@[A-Za-z0-9_]{3,32}(?![0-9A-Za-z_@]|\.[A-Za-z]{2})")
_ID_WORD = r"(?:号码|账号|帐号|号|id|群号|群)?"
_LEAD = r"\s?(?:是|为|联系|添加|加|->|→)?\s?[:：=]?\s?"
_NAME = r"@?(?P<id>[A-Za-z][A-Za-z0-9_-]{4,31})(?![A-Za-z0-9_@]|\.[A-Za-z])"
_NUMBER = r"(?P<id>[1-9]\d{4,10})(?!\d|\.\d)"
_PLATFORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (platform, re.compile(rf"(?<![A-Za-z]){words}\s?{_ID_WORD}{_LEAD}{shape}", re.IGNORECASE))
    for platform, words, shape in (
        ("wechat", r"(?:企业微信|微信|微 ?信|威信|薇信|wechat|weixin|v信|vx|wx|\+ ?v|加v|＋v)", _NAME),
        ("wechat", r"(?:企业微信|微信|威信|薇信|wechat|weixin|v信|vx|wx|\+ ?v|加v)", r"(?P<id>1[3-9]\d{9})(?!\d)"),
        ("qq", r"(?:qq|扣扣|企鹅)", _NUMBER),
        ("line", r"(?:line)\s?(?:id|官方|帐号|账号)", _NAME),
        ("telegram", r"(?:telegram|电报|飞机|纸飞机|tg)", _NAME),
        ("whatsapp", r"(?:whatsapp|whats app)", r"(?P<id>\+?\d[\d -]{7,16}\d)"),
        ("skype", r"(?:skype)", r"(?P<id>live:[A-Za-z0-9._-]{4,40})"),
        ("discord", r"(?:discord|dc)", r"(?P<id>[A-Za-z0-9_.]{2,32}#\d{4})(?!\d)"),
    )
)
_LINK_PLATFORMS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "wa.me": "whatsapp",
    "api.whatsapp.com": "whatsapp",
    "chat.whatsapp.com": "whatsapp",
    "line.me": "line",
    "lin.ee": "line",
    "discord.gg": "discord",
    "m.me": "messenger",
    "u.wechat.com": "wechat",
    "weixin.qq.com": "wechat",
}
# Words that follow a platform's name in ordinary text and are no account.
_NOT_AN_ID = frozenset(
    "support official group channel admin account message messages chat please login password wallet number contact scams scammer"
    " scammers users username customer service community premium desktop mobile discord telegram whatsapp wechat thanks about stickers"
    " there their they and with from that this which works pay payment video call calls screen share sharing android iphone".split()
)


def find_accounts(plain: str) -> Iterator[Found]:
    """Accounts with their platform ("at" where only @name is written); the value is the bare id."""
    for platform, pattern in _PLATFORMS:
        for match in pattern.finditer(plain):
            if match["id"].lower() not in _NOT_AN_ID:
                yield EntityKind.HANDLE, match["id"], match.start("id"), match.end(), {"platform": platform}
    if "@" in plain:
        for match in _AT_NAME.finditer(plain):
            yield EntityKind.HANDLE, match[0][1:], match.start(), match.end(), {"platform": "at"}


def account_of_link(host: str, value: str) -> tuple[str, str] | None:
    """Platform and id of a link that opens a chat ("https://t.me/name"), or None."""
    platform = _LINK_PLATFORMS.get(host.removeprefix("www."))
    if platform is None:
        return None
    path = value.split("://")[-1].partition("/")[2]
    return platform, path.split("?")[0].strip("/@+")
