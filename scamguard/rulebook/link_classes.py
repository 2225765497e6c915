"""What a host is to the brands that get impersonated: official, related, look-alike, or one of the neutral classes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scamguard.brands import Brand, Trusted
from scamguard.resources import table_map, table_rows, table_set
from scamguard.text.domains import ipv4_host, split_domain
from scamguard.types import Entity, EntityKind

_DOUBLED = re.compile(r"(.)\1+")
_EDGE_DIGITS = re.compile(r"^[0-9]+|[0-9]+$")
_SEPARATORS = re.compile(r"[-_]")
_PATH_HOST = re.compile(r"[/@](?:https?:?/{0,2})?(?:www\.)?([a-z0-9-]+\.[a-z]{2,})(?=[/?&#]|$)")


class LinkClass(StrEnum):
    """The classes of hosts. Only LOOKALIKE is a red flag in itself."""

    OFFICIAL = "official"
    RELATED = "related"
    LOOKALIKE = "lookalike"
    KNOWN = "known"
    CHAT = "chat"
    SHORTENER = "shortener"
    FREE_HOSTING = "free_hosting"
    ADDRESS = "address"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Classified:
    """A host's class, and the id of the brand that it belongs to or imitates ("" if none)."""

    link_class: LinkClass
    brand: str = ""


def fold_label(label: str) -> str:
    """A host label as a hurried eye reads it: look-alike letters and 0 folded, doubled letters single."""
    confusables = table_map("confusables.tsv")
    folded = "".join(confusables.get(char, char) for char in label.lower()).replace("0", "o")
    return _DOUBLED.sub(r"\1", folded)


class HostClassifier:
    """Classifies hosts for a set of brands and the user's own trusted domains. Immutable."""

    def __init__(self, brands: Iterable[Brand], trusted: Trusted) -> None:
        self._brands = tuple(brands)
        self._trusted = trusted
        self._official = {domain: brand.id for brand in self._brands for domain in brand.domains}
        self._related = {domain: brand.id for brand in self._brands for domain in brand.related}
        self._tokens = tuple((fold_label(token), brand.id) for brand in self._brands for token in brand.tokens)
        self._guards = tuple(guard for brand in self._brands for guard in brand.guards)

    def classify_entity(self, entity: Entity) -> Classified:
        """The class of the host of a link or an e-mail address."""
        details, value = entity.details, entity.value.lower()
        unicode_host = details.get("unicode_host", "")
        rest = value.partition(unicode_host if unicode_host and unicode_host in value else details["host"])[2]
        userinfo = value.partition("@")[0] if entity.kind is EntityKind.EMAIL else details.get("userinfo", "")
        return self.classify(details["host"], unicode_host, userinfo, rest)

    def classify(self, host: str, unicode_host: str = "", userinfo: str = "", rest: str = "") -> Classified:
        """The class of a host (ASCII), given its Unicode form, the link's user information and what follows."""
        name = split_domain(host)
        if name.registrable in self._trusted.domains or name.host in self._trusted.domains:
            return Classified(LinkClass.OFFICIAL)
        if name.registrable in self._official:
            return Classified(LinkClass.OFFICIAL, self._official[name.registrable])
        if name.registrable in self._related:
            return Classified(LinkClass.RELATED, self._related[name.registrable])
        known = _listed(name.host, name.registrable, "known_sites.txt")
        imitated = "" if known else self._imitated(name.host, name.suffix, unicode_host, userinfo, rest)
        if imitated:
            return Classified(LinkClass.LOOKALIKE, imitated)
        return Classified(_neutral_class(name.host, name.registrable))

    def _imitated(self, host: str, suffix: str, unicode_host: str, userinfo: str, rest: str) -> str:
        """The id of the brand that a host, or the misleading parts of its link, imitates."""
        for domain, brand in self._official.items():
            if domain in userinfo.lower():
                return brand
        for match in _PATH_HOST.finditer(rest.lower()):
            if match[1] in self._official:
                return self._official[match[1]]
        shown = unicode_host or host
        labels = shown.removesuffix("." + suffix).split(".") if suffix else shown.split(".")
        for label in labels:
            brand = self.imitated_by_label(label)
            if brand:
                return brand
        return ""

    def imitated_by_label(self, label: str) -> str:
        """The id of the brand whose token starts or ends a label or one of its hyphenated parts, or ""."""
        label = label.lower()
        for guard in self._guards:
            label = label.replace(guard, "." * len(guard))
        pieces: Sequence[str] = [_SEPARATORS.sub("", label), *_SEPARATORS.split(label)]
        for piece in pieces:
            folded = _EDGE_DIGITS.sub("", fold_label(piece))
            for token, brand in self._tokens:
                if token in folded and _carries(folded, token):
                    return brand
        return ""


def _carries(piece: str, token: str) -> bool:
    """Whether a folded label starts or ends with a token, or has it before a glued word; long tokens count anywhere."""
    if piece.startswith(token) or piece.endswith(token) or len(token) >= 4:
        return True
    return piece.partition(token)[2].startswith(table_rows("glued_words.txt"))


def _listed(host: str, registrable: str, table: str) -> bool:
    return registrable in table_set(table) or host in table_set(table)


def _neutral_class(host: str, registrable: str) -> LinkClass:
    """The class of a host that has nothing to do with a brand."""
    if ipv4_host(host) or host.startswith("["):
        return LinkClass.ADDRESS
    for table, link_class in (
        ("chat_hosts.txt", LinkClass.CHAT),
        ("free_hosting.txt", LinkClass.FREE_HOSTING),
        ("shorteners.txt", LinkClass.SHORTENER),
        ("known_sites.txt", LinkClass.KNOWN),
    ):
        if _listed(host, registrable, table):
            return link_class
    suffix = split_domain(host).suffix
    return LinkClass.FREE_HOSTING if suffix in table_set("free_hosting.txt") else LinkClass.UNRELATED
