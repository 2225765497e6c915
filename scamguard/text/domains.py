"""Registrable domains, by the public suffix list (https://publicsuffix.org/list/), private suffixes included."""

from dataclasses import dataclass
from ipaddress import IPv4Address

from scamguard.resources import table_set

# Two-letter suffixes that are words of everyday text are no evidence of a spelled-out link ("the dot in it").
_SHORT_SUFFIXES = frozenset({"io", "cc", "cn", "co", "hk", "tw", "tv", "ru", "tk", "ml", "gq", "cf", "pw", "ws", "su", "uk"})


@dataclass(frozen=True, slots=True)
class DomainName:
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
    """The host in lower case and punycode (as it stands where IDNA can't encode it)."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def to_unicode(host: str) -> str:
    """The host with punycode labels decoded (as it stands where they are broken)."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label.encode("ascii").decode("idna") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def public_suffix(host: str) -> str:
    """The longest public suffix of an ASCII host ("co.uk"), or "" if its last label is not a known one."""
    rules = table_set("suffixes.txt")
    labels = host.split(".")
    for i in range(len(labels)):
        name = ".".join(labels[i:])
        parent = ".".join(labels[i + 1 :])
        if f"!{name}" in rules:
            return parent
        if name in rules or (parent and f"*.{parent}" in rules):
            return name
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
    parts = host.lower().rstrip(".").split(".")
    if not 1 <= len(parts) <= 4:
        return None
    numbers = []
    for part in parts:
        try:
            numbers.append(int(part, 16 if part.startswith("0x") else 8 if part.startswith("0") and part != "0" else 10))
        except ValueError:
            return None
    if any(n > 255 for n in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)) or min(numbers) < 0:
        return None
    address = numbers[-1]
    for i, number in enumerate(numbers[:-1]):
        address += number * 256 ** (3 - i)
    return str(IPv4Address(address))
