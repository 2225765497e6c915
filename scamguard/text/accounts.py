"""Social accounts: @names, ids named as WeChat, QQ, LINE, Telegram..., and the accounts behind t.me and wa.me links."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

from scamguard.resources import table_set
from scamguard.text.lazy import LazyPattern
from scamguard.text.links import Found
from scamguard.types import EntityKind

_AT_NAME = LazyPattern(
    r"(?<![0-9A-Za-z@._%+/-])@(?=\d{0,31}[A-Za-z_])[A-Za-z0-9_]{3,32}(?![0-9A-Za-z_@]|\.[A-Za-z]{2})"
)
_ID_WORD = r"(?P<id_word>(?:号码|账号|帐号|群号|用户名|昵称|官方|客服|号|群|id|username|user|account|handle)?)"
_LEAD = r"(?P<lead>\s?(?:is\s|是|为|联系|添加|加|[:=→➡]|->|--?)?\s?[\[({【「『《\"“]?\s?@?)"
_NAME = r"(?P<id>[A-Za-z][A-Za-z0-9_-]{0,31})(?![A-Za-z0-9_@]|\.[A-Za-z])"
_PHONE = r"(?P<id>1[3-9]\d{9})(?!\d)"
_QQ_NUMBER = r"(?P<id>[1-9]\d{4,10}|[1-9]\d\d[ -]\d{3}[ -]\d{3,4})(?!\d|\.\d)"
_WECHAT = r"企业微信|[微威薇徽维围葳]\W{0,2}信|卫星|v\W?信|wechat|wei ?xin|v ?x|w ?x|(?:\+|➕|加)\s?v ?x?|v(?=\s?:)"
_LINE = r"(?-i:LINE)|line(?=\s?(?:id|官方|账号|帐号|:?\s?@))|加\s?(?:line|赖)"
_PATTERNS: tuple[tuple[str, LazyPattern], ...] = tuple(
    (platform, LazyPattern(rf"(?<![A-Za-z0-9])(?P<word>{words})\s?{_ID_WORD}{_LEAD}{shape}", re.IGNORECASE))
    for platform, words, shape in (
        ("wechat", _WECHAT, _NAME),
        ("wechat", _WECHAT, _PHONE),
        ("qq", r"q ?q|扣扣|企鹅|球球|加\s?q|q(?=群|号)", _QQ_NUMBER),
        ("line", _LINE, _NAME),
        ("telegram", r"telegram|电报|纸飞机|飞机|tg", _NAME),
        ("telegram", r"(?:telegram|电报|飞机|tg)(?=\s?(?:id|号))", r"(?P<id>[1-9]\d{5,11})(?!\d)"),
        ("skype", r"skype", r"(?P<id>live:[A-Za-z0-9._-]{4,40})"),
        ("discord", r"discord|dc", r"(?P<id>[A-Za-z0-9_.]{2,32}#\d{4})(?!\d)"),
    )
)
# Platforms whose names are ordinary words or are mostly written about: an id must be set off and look like one.
_OTHER_PLATFORMS = {
    "discord": "discord",
    "instagram": "instagram",
    "ig": "instagram",
    "ins": "instagram",
    "facebook": "facebook",
    "fb": "facebook",
    "脸书": "facebook",
    "twitter": "twitter",
    "推特": "twitter",
    "kakaotalk": "kakaotalk",
    "signal": "signal",
    "viber": "viber",
    "抖音": "douyin",
    "微博": "weibo",
}
_OTHERS = LazyPattern(
    rf"(?<![A-Za-z0-9])(?P<word>{'|'.join(_OTHER_PLATFORMS)})\s?{_ID_WORD}{_LEAD}{_NAME}", re.IGNORECASE
)
_WECHAT_ID = LazyPattern(r"(?<![0-9A-Za-z_])wxid_[0-9a-z]{6,30}(?![0-9A-Za-z_])")
_TELEGRAM_DEEP_LINK = LazyPattern(r"tg://resolve\?domain=(?P<id>[A-Za-z0-9_]{3,32})", re.IGNORECASE)
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
}
_PATH_WORDS = frozenset({"s", "c", "joinchat", "message", "send", "r", "ti", "p", "g", "invite"})
"""Parts of a chat link's path that name no account ("t.me/s/name", "line.me/R/ti/p/@name")."""

_SHORTEST_NAME = 5
_NOT_A_NAME = frozenset({"all", "everyone", "here", "channel"})


def find_accounts(plain: str) -> Iterator[Found]:
    """Accounts with their platform ("at" where only @name is written); the value is the bare id."""
    for platform, pattern in (("wechat", _WECHAT_ID), ("telegram", _TELEGRAM_DEEP_LINK)):
        for match in pattern.finditer(plain):
            value = match["id"] if pattern is _TELEGRAM_DEEP_LINK else match[0]
            yield EntityKind.HANDLE, value, match.start(), match.end(), {"platform": platform}
    for platform, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if not match["id"].isalpha() or _is_name(match):
                value = match["id"].replace(" ", "").replace("-", "") if platform == "qq" else match["id"]
                yield EntityKind.HANDLE, value, match.start("id"), match.end("id"), {"platform": platform}
    for match in _OTHERS.finditer(plain):
        if "@" in match["lead"] or (match["lead"].strip() and not match["id"].isalpha() and len(match["id"]) > 3):
            details = {"platform": _OTHER_PLATFORMS[match["word"].lower()]}
            yield EntityKind.HANDLE, match["id"], match.start("id"), match.end("id"), details
    if "@" in plain:
        for match in _AT_NAME.finditer(plain):
            if match[0][1:].lower() not in _NOT_A_NAME:
                yield EntityKind.HANDLE, match[0][1:], match.start(), match.end(), {"platform": "at"}


def _is_name(match: re.Match[str]) -> bool:
    """Whether letters behind a platform's name are an id, by how they are set off from it."""
    lead, name = match["lead"].strip(), match["id"]
    if "@" in lead:
        return True
    if name.lower() in table_set("not_accounts.txt") or len(name) < (
        2 if match["id_word"] and lead else _SHORTEST_NAME
    ):
        return False
    if lead in ("", "is"):
        in_prose = re.match(r"\s[A-Za-z]", match.string[match.end() : match.end() + 2]) is not None
        return not match["word"].isascii() and not in_prose
    return True


def account_of_link(host: str, value: str) -> tuple[str, str] | None:
    """Platform and id of a link that opens a chat ("https://t.me/name"), or None."""
    platform = _LINK_PLATFORMS.get(host.removeprefix("www."))
    if platform is None:
        return None
    path, _, query = value.rpartition("://")[2].partition("/")[2].partition("?")
    phone = parse_qs(query).get("phone", [""])[0]
    parts = [part for part in path.split("#")[0].split("/") if part and part.lower() not in _PATH_WORDS]
    name = phone or (parts[0] if parts else "")
    return platform, name.strip("@+~ ")
