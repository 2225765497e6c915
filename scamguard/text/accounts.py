"""Social accounts: @names, ids named as WeChat, QQ, LINE, Telegram..., and the accounts behind t.me and wa.me links."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

from scamguard.resources import table_set
from scamguard.text.lazy import LazyPattern, matches_from
from scamguard.text.links import Found
from scamguard.text.readings import caseless, lower
from scamguard.text.traits import DIGIT, LATIN, ODD_CASE
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
_OF_WECHAT, _OF_TELEGRAM = ("信", "卫星", "wechat", "v", "x"), ("telegram", "电报", "飞机", "tg")
_OF_QQ = ("qq", "q q", "q群", "q号", "加q", "加 q", "加\nq", "扣扣", "企鹅", "球球")
_LINE = r"(?-i:LINE)|line(?=\s?(?:id|官方|账号|帐号|:?\s?@))|加\s?(?:line|赖)"
# Platform, its pattern, what ids are made of, and words of which one must occur (in lower case).
_PATTERNS: tuple[tuple[str, LazyPattern, int, tuple[str, ...]], ...] = tuple(
    (
        platform,
        LazyPattern(rf"(?<![A-Za-z0-9])(?P<word>{words})\s?{_ID_WORD}{_LEAD}{shape}", re.IGNORECASE),
        trait,
        needed,
    )
    for platform, words, shape, trait, needed in (
        ("wechat", _WECHAT, _NAME, LATIN, _OF_WECHAT),
        ("wechat", _WECHAT, _PHONE, DIGIT, _OF_WECHAT),
        ("qq", r"q ?q|扣扣|企鹅|球球|加\s?q|q(?=群|号)", _QQ_NUMBER, DIGIT, _OF_QQ),
        ("line", _LINE, _NAME, LATIN, ("line", "赖")),
        ("telegram", r"telegram|电报|纸飞机|飞机|tg", _NAME, LATIN, _OF_TELEGRAM),
        ("telegram", r"(?:telegram|电报|飞机|tg)(?=\s?(?:id|号))", r"(?P<id>[1-9]\d{5,11})(?!\d)", DIGIT, _OF_TELEGRAM),
        ("skype", r"skype", r"(?P<id>live:[A-Za-z0-9._-]{4,40})", LATIN, ("skype",)),
        ("discord", r"discord|dc", r"(?P<id>[A-Za-z0-9_.]{2,32}#\d{4})(?!\d)", DIGIT, ("#",)),
    )
)
_WECHAT_BEGINS = LazyPattern("[企微威薇徽维围葳卫vVwW+➕加]")
_WECHAT_SHAPE = LazyPattern(
    r"[微威薇徽维围葳卫vw+➕加](?:(?<=[微威薇徽维围葳v])\W{0,2}信|(?<=卫)星|(?<=w)e(?:chat|i ?xin)|(?<=[vw]) ?x"
    r"|(?<=[+➕加])\s?v|(?<=v)\s?:)"
)
"""What the words for WeChat have in common, in lower case."""
_LESS_NAMED = tuple({word for platform, *_, needed in _PATTERNS if platform != "wechat" for word in needed})
"""The words of the other patterns."""
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
BEGINNINGS = (
    *("卫星", "wechat", "wei xin", "weixin", "vx", "v x", "wx", "w x", "加v", "加 v", "+v", "+ v", "➕v", "➕ v", "v:"),
    *("v :", "qq", "q q", "扣扣", "企鹅", "球球", "加q", "加 q", "q群", "q号", "line", "加赖", "加 赖", "telegram"),
    *("电报", "飞机", "tg", "skype", "discord", "dc", "wxid", *_OTHER_PLATFORMS),
)
WECHAT_BEGINNINGS = tuple(f"{char}信" for char in "微威薇徽维围葳v")
"""What all patterns of accounts begin with, in lower case; of the second marks may stand between the characters."""
_OTHERS = LazyPattern(
    rf"(?<![A-Za-z0-9])(?P<word>{'|'.join(_OTHER_PLATFORMS)})\s?{_ID_WORD}{_LEAD}{_NAME}", re.IGNORECASE
)
_OTHERS_SHAPE = LazyPattern(
    rf"(?<![a-z0-9])(?:{'|'.join(_OTHER_PLATFORMS)})[\s\S]{{0,12}}?(?:[是为联添加:=→➡\-\[({{【「『《\"“@]|is\s)"
)
"""A name in lower case, and what sets an id off from it."""
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


def find_accounts(plain: str, traits: int) -> Iterator[Found]:
    """Accounts with their platform ("at" where only @name is written); the value is the bare id.

    `traits` are those of the text (`scamguard.text.traits`).
    """
    # All ids are of letters and digits of ASCII.
    if not traits & (LATIN | DIGIT | ODD_CASE):
        return
    folded = "" if traits & ODD_CASE else lower(plain)
    for platform, pattern, needed in (("wechat", _WECHAT_ID, "wxid_"), ("telegram", _TELEGRAM_DEEP_LINK, "tg://")):
        for match in pattern.finditer(plain) if not folded or needed in folded else ():
            value = match["id"] if pattern is _TELEGRAM_DEEP_LINK else match[0]
            yield EntityKind.HANDLE, value, match.start(), match.end(), {"platform": platform}
    yield from _named(plain, folded, traits)
    if not folded or (any(map(folded.__contains__, _OTHER_PLATFORMS)) and _OTHERS_SHAPE.search(folded)):
        for match in _OTHERS.finditer(plain):
            if "@" in match["lead"] or (match["lead"].strip() and not match["id"].isalpha() and len(match["id"]) > 3):
                details = {"platform": _OTHER_PLATFORMS[caseless(match["word"])]}
                yield EntityKind.HANDLE, match["id"], match.start("id"), match.end("id"), details
    if "@" in plain:
        for match in _AT_NAME.finditer(plain):
            if match[0][1:].lower() not in _NOT_A_NAME:
                yield EntityKind.HANDLE, match[0][1:], match.start(), match.end(), {"platform": "at"}


def _named(plain: str, folded: str, traits: int) -> Iterator[Found]:
    """Accounts on the platforms that they are most often named on; `folded` is empty if case has to be looked at."""
    has_wechat = not folded or _WECHAT_SHAPE.search(folded) is not None
    if not has_wechat and not any(map(folded.__contains__, _LESS_NAMED)):
        return
    for platform, pattern, trait, needed in _PATTERNS:
        if folded and not (traits & trait and any(map(folded.__contains__, needed))):
            continue
        if platform == "wechat" and not has_wechat:
            continue
        for match in matches_from(_WECHAT_BEGINS, pattern, plain) if platform == "wechat" else pattern.finditer(plain):
            if not match["id"].isalpha() or _is_name(match):
                value = match["id"].replace(" ", "").replace("-", "") if platform == "qq" else match["id"]
                yield EntityKind.HANDLE, value, match.start("id"), match.end("id"), {"platform": platform}


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
