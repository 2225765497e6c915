"""Links and e-mail addresses in plain text, glued to Han text or not, and the hosts that they really go to."""

import re
from collections.abc import Iterator

from scamguard.text.domains import ipv4_host, public_suffix, split_domain, to_ascii, to_unicode
from scamguard.types import EntityKind

Found = tuple[EntityKind, str, int, int, dict[str, str]]
"""Kind, value, start and end in the plain text, details."""

_STOP = r"\s<>\"'“”‘’「」『』《》【】（），。！？；、|`^"
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\uac00-\ud7af"
_SCHEME_LINK = re.compile(
    rf"(?P<scheme>https?|ftp|wss?)://(?P<authority>[^/?#\\{_STOP}]{{1,300}})(?P<rest>[/?#\\][^{_STOP}{_HAN}]{{0,2000}})?", re.I
)
_IDN_SUFFIXES = "中国|中文网|公司|网络|网址|在线|рф|한국|香港|台湾"
_HOST = rf"(?:[0-9A-Za-z\u00c0-\u2c7f{_HAN}](?:[0-9A-Za-z\u00c0-\u2c7f{_HAN}_-]{{0,62}}))"
_HOST_PREFIX = re.compile(rf"(?:{_HOST}\.){{1,10}}(?:xn--[0-9A-Za-z-]{{2,59}}|[A-Za-z]{{2,24}}|{_IDN_SUFFIXES})", re.I)
_BARE_LINK = re.compile(
    r"(?<![0-9A-Za-z@._%+/-])(?P<host>(?:[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62})\.){1,10}(?:xn--[0-9A-Za-z-]{2,59}|[A-Za-z]{2,24}))"
    rf"(?![0-9A-Za-z@_-])(?P<port>:\d{{1,5}})?(?P<rest>[/?#][^{_STOP}{_HAN}]{{0,2000}})?"
)
_HAN_LINK = re.compile(
    rf"(?<![0-9A-Za-z@._-])(?P<host>[0-9A-Za-z-]{{0,20}}[\u4e00-\u9fff\u0370-\u2c7f][0-9A-Za-z\u4e00-\u9fff\u0370-\u2c7f-]{{0,20}}"
    rf"(?:\.[0-9A-Za-z-]{{1,20}}){{0,2}}\.(?:com|net|org|cn|top|io|cc|vip|xyz|app|{_IDN_SUFFIXES}))(?![0-9A-Za-z-])"
)
_ADDRESS_LINK = re.compile(r"(?<![0-9A-Za-z.])(?P<host>(?:\d{1,3}\.){3}\d{1,3})(?P<port>:\d{1,5})?(?P<rest>/[^\s]{0,500})?(?![0-9.])")
_EMAIL = re.compile(
    r"(?<![0-9A-Za-z._%+/-])[0-9A-Za-z][0-9A-Za-z._%+-]{0,63}@(?P<host>(?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,62})\.){1,6}[A-Za-z]{2,24})(?![0-9A-Za-z_-])"
)
# Suffixes that name kinds of files more often than countries or sites.
_FILE_SUFFIXES = frozenset({"py", "sh", "md", "rs", "pl", "ps", "zip", "mov", "so", "java", "cpp", "ini"})


def find_emails(plain: str) -> Iterator[Found]:
    """E-mail addresses. `okx.com@evil.top` is one too: whoever opens it as a link goes to evil.top."""
    if "@" in plain:
        for match in _EMAIL.finditer(plain):
            if public_suffix(match["host"].lower()):
                yield EntityKind.EMAIL, match[0], match.start(), match.end(), _host_details(match["host"])


def find_links(plain: str) -> Iterator[Found]:
    """Links with a scheme, then bare host names and addresses; the caller drops those inside what was found before."""
    if "://" in plain:
        for match in _SCHEME_LINK.finditer(plain):
            found = _scheme_link(match)
            if found is not None:
                yield found
    if "." not in plain:
        return
    for match in _BARE_LINK.finditer(plain):
        if _is_host(match["host"], bool(match["rest"] or match["port"])):
            yield _link(plain, match.start(), _trimmed_end(plain, match), match["host"], {})
    for match in _HAN_LINK.finditer(plain):
        yield _link(plain, match.start(), match.end(), match["host"], {})
    for match in _ADDRESS_LINK.finditer(plain):
        if (match["port"] or match["rest"]) and ipv4_host(match["host"]):
            yield _link(plain, match.start(), _trimmed_end(plain, match), match["host"], {})


def _scheme_link(match: re.Match[str]) -> Found | None:
    """A link with a scheme: its authority is cut where Han text is glued to it, user information is told apart."""
    authority, end = match["authority"], match.end()
    userinfo, at, host = authority.rpartition("@")
    name = _HOST_PREFIX.match(host)
    host_only, _, port = host.partition(":")
    if name is not None and host[name.end() : name.end() + 1] not in (".", "-"):
        host_only = name[0]
        tail = re.match(r":\d{1,5}", host[name.end() :])
        if name.end() + (tail.end() if tail else 0) < len(host):
            end = match.start("authority") + len(userinfo) + len(at) + name.end() + (tail.end() if tail else 0)
    elif not host_only.isascii():
        return None
    if not host_only or (public_suffix(to_ascii(host_only)) == "" and ipv4_host(host_only) is None and not port):
        return None
    if end == match.end():
        end = _trimmed_end(match.string, match)
    details = {"scheme": match["scheme"].lower()} | ({"userinfo": userinfo} if at else {})
    return _link(match.string, match.start(), end, host_only, details)


def _is_host(host: str, has_more: bool) -> bool:
    """Whether a bare dotted name is a host: a known suffix, not a file name, not two sentences without a blank."""
    last = host.rpartition(".")[2]
    if last != last.lower() and last != last.upper():
        return False
    if last.lower() in _FILE_SUFFIXES and host.count(".") == 1 and not has_more:
        return False
    return public_suffix(host.lower()) not in ("", host.lower())


def _trimmed_end(plain: str, match: re.Match[str]) -> int:
    """The end of a link without the sentence's own punctuation."""
    end = match.end()
    while end > match.start() and plain[end - 1] in ".,;:!?)]}*_~":
        end -= 1
    return end


def _host_details(host: str) -> dict[str, str]:
    """Where a host belongs: itself, its registrable domain and, for an address in any notation, the plain address."""
    name = split_domain(host)
    details = {"host": name.host, "registrable": name.registrable}
    unicode_host = to_unicode(name.host)
    if unicode_host != name.host:
        details["unicode_host"] = unicode_host
    address = ipv4_host(host)
    if address is not None:
        details["address"] = address
    return details


def _link(plain: str, start: int, end: int, host: str, details: dict[str, str]) -> Found:
    value = plain[start:end]
    return EntityKind.LINK, value, start, end, details | _host_details(host)
