"""Links and e-mail addresses in plain text, glued to Han text or not, and the hosts that they really go to."""

import re
from collections.abc import Iterator

from scamguard.text.domains import ipv4_host, ipv6_host, public_suffix, split_domain, to_ascii, to_unicode
from scamguard.text.lazy import LazyPattern, matches_around
from scamguard.types import EntityKind

Found = tuple[EntityKind, str, int, int, dict[str, str]]
"""Kind, value, start and end in the plain text, details."""

_STOP = r"\s<>\"'“”‘’「」『』《》【】（），。！？；、|`^"
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\uac00-\ud7af"
_LETTER = r"0-9A-Za-z\u00c0-\u02af\u0370-\u1fff"
_SIGN = r"\u2600-\u27bf\U0001f300-\U0001faff"
_IDN_SUFFIXES = "中国|中文网|公司|网络|网址|在线|商城|集团|我爱你|рф|한국|香港|台湾"
_REST = rf"(?:(?![,;]https?://)[^{_STOP}{_HAN}]){{0,2000}}"
# Ignoring case in the whole pattern would take long to compile, for the sake of three pieces.
_SCHEME_LINK = LazyPattern(
    rf"(?P<scheme>(?i:https?|ftp|wss?))://(?:(?P<userinfo>[^/?#\\{_STOP}{_HAN}]{{0,200}})@)?"
    rf"(?P<host>\[[0-9A-Fa-f:.]{{2,45}}\]|(?:(?!(?i:https?)://)[^/?#\\:@{_STOP}]){{1,255}})"
    rf"(?P<port>:\d{{1,5}})?(?P<rest>[/?#\\](?:(?![,;](?i:https?)://)[^{_STOP}{_HAN}]){{0,2000}})?"
)
_GLUED_HOST = LazyPattern(
    rf"(?:[{_LETTER}{_HAN}{_SIGN}][{_LETTER}{_HAN}{_SIGN}_-]{{0,62}}\.){{1,30}}?"
    rf"(?:xn--[0-9A-Za-z-]{{2,59}}|[A-Za-z]{{2,24}}|{_IDN_SUFFIXES})(?![0-9A-Za-z_%-]|\.[0-9A-Za-z])"
)
_GLUED_ASCII_HOST = LazyPattern(
    r"(?:[0-9A-Za-z][0-9A-Za-z_-]{0,62}\.){1,30}?(?:xn--[0-9A-Za-z-]{2,59}|[A-Za-z]{2,24})(?![0-9A-Za-z_%-]|\.[0-9A-Za-z])"
)
"""The same for a host in ASCII."""
_SINGLE_LABEL = LazyPattern(r"[0-9A-Za-z-]{1,63}")
# Not inside a longer name, an address or a path: a dash, slash or dot before it counts only after a letter.
_NOT_INSIDE = rf"(?<![{_LETTER}@])(?<![{_LETTER}_][-._%+/])(?<!live:)"
_BARE_LINK = LazyPattern(
    rf"{_NOT_INSIDE}(?P<host>(?:[{_LETTER}][{_LETTER}_-]{{0,62}}\.){{1,30}}(?:xn--[0-9A-Za-z-]{{2,59}}|[A-Za-z]{{2,24}}|рф))"
    rf"(?![0-9A-Za-z@_%-]|\.[0-9A-Za-z])(?P<port>:\d{{1,5}})?(?P<rest>[/?#\\]{_REST})?"
)
_HAN_LINK_SUFFIXES = f"com|org|cn|top|io|cc|vip|xyz|app|{_IDN_SUFFIXES}"
_HAN_LINK = LazyPattern(
    r"(?<![0-9A-Za-z@._-])(?P<host>[0-9A-Za-z-]{0,20}[\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff-]{0,20}"
    rf"(?:\.[0-9A-Za-z-]{{1,20}}){{0,2}}\.(?:{_HAN_LINK_SUFFIXES}))(?![0-9A-Za-z-])(?P<port>)"
    rf"(?P<rest>/{_REST})?"
)
_ADDRESS_LINK = LazyPattern(
    rf"(?<![0-9A-Za-z.])(?P<host>(?:\d{{1,3}}\.){{3}}\d{{1,3}})(?P<port>:\d{{1,5}})?(?P<rest>/{_REST})?(?![0-9.])"
)
# What each of these four has, faster to look for, and what of it stands before that, read backwards.
_SCHEME_SHAPE, _BEFORE_SCHEME = LazyPattern("://"), LazyPattern(r"\w{1,5}")
_BARE_SHAPE, _BEFORE_BARE = (
    LazyPattern(rf"\.(?<=[{_LETTER}_-]\.)(?:[A-Za-z]{{2}}|рф)"),
    LazyPattern(rf"[{_LETTER}_.-]+"),
)
_HAN_SHAPE, _BEFORE_HAN = (
    LazyPattern(rf"\.(?:{_HAN_LINK_SUFFIXES})"),
    LazyPattern(r"(?:[0-9A-Za-z-]{1,20}\.){0,2}[^\0-,./:-@\[-`{-\x7f]{0,20}[^\0-\x7f][0-9A-Za-z-]{0,20}"),
)
_ADDRESS_SHAPE = LazyPattern(r"\.(?<=\d\.)\d")
_EMAIL = LazyPattern(
    r"(?<![0-9A-Za-z._%+/-])[0-9A-Za-z][0-9A-Za-z._%+-]{0,63}@"
    rf"(?P<host>(?:[{_LETTER}][{_LETTER}-]{{0,62}}\.){{1,12}}[A-Za-z]{{2,24}})(?![0-9A-Za-z_-])"
)
# Words that lead to a host glued behind them and are no part of it.
_LEADING_WORDS = LazyPattern(
    "(?:请|您|在|到|去|打开|访问|登录|登陆|进入|浏览|点击|前往|搜索|使用|官网|官方|网站|网址|域名|链接|地址|是|为|的|上)+"
)
# Suffixes that name kinds of files more often than countries or sites.
_FILE_SUFFIXES = frozenset({"py", "sh", "md", "rs", "pl", "ps", "zip", "mov", "so", "java", "cpp", "ini"})
_PRODUCT_NAMES = frozenset({"asp.net", "ado.net", "vb.net"})
# Suffixes that, with a capital, are no word that begins a sentence after a forgotten blank ("thanks.My").
_NO_WORDS = frozenset({"Com", "Cn", "Org", "Vip", "Xyz"})
_WORD_SUFFIXES = frozenset({"as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "no", "so", "to", "us"})
_WORDS = frozenset(
    {"all", "and", "back", "bye", "done", "fine", "good", "great", "hello", "here", "hi", "it", "know", "now", "nice"}
    | {
        "ok",
        "okay",
        "please",
        "sorry",
        "sure",
        "tell",
        "thanks",
        "that",
        "there",
        "this",
        "today",
        "well",
        "yes",
        "you",
    }
)


def find_emails(plain: str) -> Iterator[Found]:
    """E-mail addresses. `okx.com@evil.top` is one too: whoever opens it as a link goes to evil.top."""
    if "@" in plain and "." in plain:
        for match in _EMAIL.finditer(plain):
            host = _known_host(match["host"])
            if host:
                end = match.start("host") + len(host)
                yield EntityKind.EMAIL, plain[match.start() : end], match.start(), end, _host_details(host)


def find_links(plain: str) -> Iterator[Found]:
    """Links with a scheme, then bare host names and addresses; the caller drops those inside what was found before."""
    if "://" in plain:
        for match in matches_around(_SCHEME_SHAPE, _BEFORE_SCHEME, _SCHEME_LINK, plain):
            found = _scheme_link(match)
            if found is not None:
                yield found
    if "." not in plain:
        return
    yield from _bare_links(plain)
    if not plain.isascii():
        yield from _han_links(plain)
    if ("/" in plain or ":" in plain) and _ADDRESS_SHAPE.search(plain):
        yield from _address_links(plain)


def _bare_links(plain: str) -> Iterator[Found]:
    """Host names without a scheme."""
    for match in matches_around(_BARE_SHAPE, _BEFORE_BARE, _BARE_LINK, plain):
        host = _known_host(match["host"])
        if host and _is_host(host, bool(match["rest"] or match["port"])):
            whole = host == match["host"]
            end = _trimmed_end(plain, match.start(), match.end()) if whole else match.start() + len(host)
            yield _link(plain, match.start(), end, host, {})


def _han_links(plain: str) -> Iterator[Found]:
    """Host names with Chinese labels."""
    for match in matches_around(_HAN_SHAPE, _BEFORE_HAN, _HAN_LINK, plain):
        lead = _LEADING_WORDS.match(match["host"])
        start = match.start() + (lead.end() if lead and match["host"][lead.end()] != "." else 0)
        end = _trimmed_end(plain, start, match.end())
        yield _link(plain, start, end, plain[start : match.end("host")], {})


def _address_links(plain: str) -> Iterator[Found]:
    """Addresses with a port or a path."""
    for match in _ADDRESS_LINK.finditer(plain):
        if (match["port"] or match["rest"]) and ipv4_host(match["host"]):
            yield _link(plain, match.start(), _trimmed_end(plain, match.start(), match.end()), match["host"], {})


def _scheme_link(match: re.Match[str]) -> Found | None:
    """A link with a scheme: its host is cut where other text is glued to it, user information is told apart."""
    shown, end = match["host"].rstrip("."), match.end()
    name = (_GLUED_ASCII_HOST if shown.isascii() else _GLUED_HOST).match(shown)
    host = _known_host(name[0]) if name else ""
    if host:
        end = end if len(host) == len(shown) else match.start("host") + len(host)
    elif ipv4_host(shown) or ipv6_host(shown) or (match["port"] and _SINGLE_LABEL.fullmatch(shown)):
        host = shown
    else:
        return None
    details = {"scheme": match["scheme"].lower()}
    if match["userinfo"] is not None:
        details["userinfo"] = match["userinfo"]
    return _link(match.string, match.start(), _trimmed_end(match.string, match.start(), end), host, details)


def _known_host(host: str) -> str:
    """The host, without a word glued behind it ("evil.top.Then"), if it is below a public suffix; else ""."""
    for _ in range(2):
        if _is_below_suffix(host):
            return host
        host, _, last = host.rpartition(".")
        if last == last.lower():
            break
    return ""


def _is_below_suffix(host: str) -> bool:
    ascii_host = to_ascii(host)
    return public_suffix(ascii_host) not in ("", ascii_host)


def _is_host(host: str, has_more: bool) -> bool:
    """Whether a bare name is a host: no file name, no product, no two sentences without a blank between them."""
    name, _, last = host.rpartition(".")
    if last not in (last.lower(), last.upper()) and last not in _NO_WORDS:
        return False
    if last.lower() in _FILE_SUFFIXES and not has_more:
        return False
    if last in _WORD_SUFFIXES and name.lower() in _WORDS and not has_more:
        return False
    return host.lower() not in _PRODUCT_NAMES


def _trimmed_end(plain: str, start: int, end: int) -> int:
    """The end of a link without the sentence's own punctuation; a bracket that opens in the link may close in it."""
    unopened = plain.count(")", start, end) - plain.count("(", start, end)
    while end > start and plain[end - 1] in ".,;:!?)]}*_~":
        if plain[end - 1] == ")":
            if unopened <= 0:
                break
            unopened -= 1
        elif plain[end - 1] == "]" and plain.rfind("[", start, end) >= 0:
            break
        end -= 1
    return end


def _host_details(host: str) -> dict[str, str]:
    """Where a host belongs: itself, its registrable domain and, for an address in any notation, the plain address."""
    name = split_domain(host)
    details = {"host": name.host, "registrable": name.registrable}
    unicode_host = to_unicode(name.host)
    if unicode_host != name.host:
        details["unicode_host"] = unicode_host
    address = ipv4_host(host) or ipv6_host(host)
    if address is not None:
        details["address"] = address
    return details


def _link(plain: str, start: int, end: int, host: str, details: dict[str, str]) -> Found:
    value = plain[start:end]
    return EntityKind.LINK, value, start, end, details | _host_details(host)
