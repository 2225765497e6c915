"""Registrable domains, by the public suffix list (https://publicsuffix.org/list/), private suffixes included."""

from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

from scamguard.resources import table_set
from scamguard.text.lazy import LazyPattern

# Two-letter suffixes that are no words of everyday text; the others are no evidence of a spelled-out link ("the dot in
# it").
_SHORT_SUFFIXES = frozenset(
    {"ac", "ai", "cc", "cf", "cn", "co", "eu", "gg", "gq", "hk", "io", "jp", "kr", "la", "ly", "ml", "pw", "ru", "sg"}
    | {"su", "tk", "tv", "tw", "uk", "vc", "ws"}
)
_KEPT_BY_IDNA_2008 = LazyPattern("[ßςẞ]")
_ADDRESS_PART = LazyPattern(r"0x[0-9a-f]*|0[0-7]*|[1-9][0-9]*")
_LONGEST_HOST = 255
"""Octets in a host name (RFC 1035, section 3.1)."""


class DomainName(NamedTuple):
    """A host name in parts: "www.okx.co.uk" is subdomain "www", registrable "okx.co.uk", suffix "co.uk".

    `registrable` is empty if the name is itself a public suffix or an address.
    """

    host: str
    subdomain: str
    registrable: str
    suffix: str

    @property
    def label(self) -> str:
        """The registrable domain without its suffix: "okx"."""
        return self.registrable.removesuffix(self.suffix).rstrip(".")


def to_ascii(host: str) -> str:
    """The host in lower case and punycode; a label that IDNA can't encode, or a host that is too long, as it stands."""
    host = host.lower().rstrip(".")
    if host.isascii() or len(host) > _LONGEST_HOST:
        return host
    return ".".join(map(_label_to_ascii, host.split(".")))


def _label_to_ascii(label: str) -> str:
    """One label as browsers encode it: IDNA 2003's folding, but ß and ς stay letters of their own (IDNA 2008)."""
    try:
        if _KEPT_BY_IDNA_2008.search(label):
            return "xn--" + label.replace("ẞ", "ß").encode("punycode").decode("ascii")
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return label


def to_unicode(host: str) -> str:
    """The host with punycode labels decoded (as they stand where they are broken)."""
    if "xn--" not in host or len(host) > _LONGEST_HOST:
        return host
    return ".".join(map(_label_to_unicode, host.split(".")))


def _label_to_unicode(label: str) -> str:
    if not label.startswith("xn--") or not label.isascii():
        return label
    try:
        shown = label[4:].encode("ascii").decode("punycode")
        shown.encode("utf-8")  # a lone surrogate is no letter
    except UnicodeError:
        return label
    return shown or label


def public_suffix(host: str) -> str:
    """The longest public suffix of an ASCII host ("co.uk"), or "" if its last label is not a known one."""
    rules = table_set("suffixes.txt")
    name, dot = host, "."
    while dot:
        _, dot, parent = name.partition(".")
        if f"!{name}" in rules:
            return parent
        if name in rules or (parent and f"*.{parent}" in rules):
            return name
        name = parent
    return ""


def split_domain(host: str) -> DomainName:
    """The parts of a host name (any case, Unicode or punycode)."""
    host = to_ascii(host)
    suffix = public_suffix(host)
    rest = host.removesuffix(suffix).rstrip(".") if suffix else ""
    if not rest:
        return DomainName(host, "", "", suffix)
    subdomain, _, label = rest.rpartition(".")
    return DomainName(host, subdomain, f"{label}.{suffix}", suffix)


def is_plain_suffix(label: str) -> bool:
    """Whether a single label is a top-level domain that hardly occurs as a word ("com", "top", "io")."""
    return label in table_set("suffixes.txt") and (len(label) > 2 or label in _SHORT_SUFFIXES)


def ipv4_host(host: str) -> str | None:
    """The dotted address that a browser goes to for an IPv4 host in any notation (WHATWG URL standard), else None.

    "0x7f.1" and "2130706433" are both 127.0.0.1.
    """
    parts = host.lower().removesuffix(".").split(".") if len(host) <= _LONGEST_HOST else []
    if not 1 <= len(parts) <= 4 or not all(map(_ADDRESS_PART.fullmatch, parts)):
        return None
    numbers = [_address_number(part) for part in parts]
    if any(n > 255 for n in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return None
    address = numbers[-1]
    for i, number in enumerate(numbers[:-1]):
        address += number * 256 ** (3 - i)
    return str(IPv4Address(address))


def _address_number(part: str) -> int:
    """A part of an address: hexadecimal after 0x, octal after 0, else decimal."""
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


def ipv6_host(host: str) -> str | None:
    """The shortest form of an IPv6 address written as a host, in brackets ("[::1]"), else None."""
    if not (host.startswith("[") and host.endswith("]")):
        return None
    try:
        return str(IPv6Address(host[1:-1]))
    except ValueError:
        return None
