"""One channel held against one brand: is this link, address, number or account the brand's own?"""

from dataclasses import dataclass
from enum import StrEnum

from scamguard.brands import Brand, Trusted
from scamguard.errors import InputError
from scamguard.rulebook.entities import digits, ends_with_one
from scamguard.rulebook.link_classes import HostClassifier, LinkClass
from scamguard.text.prepare import prepare
from scamguard.types import Entity, EntityKind

_PHONE_MARKS = frozenset("+-.() ／/")
# Named as one, a row of digits is read as a phone number even where it could be an order number.
_PHONE_WORD = "phone "
# With a scheme, what stands before an @ is read as a link's user information.
_SCHEME = "https://"


class Status(StrEnum):
    """What a channel is to a brand. UNVERIFIED is everything that nothing speaks for or against."""

    OFFICIAL = "official"
    RELATED = "related"
    LOOKALIKE = "lookalike"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel held against a brand.

    `kind` is link, domain, email, phone or handle; `reason` the key of a sentence in scamguard/wording/channels.yaml;
    `domain` is where a link or address really belongs ("" for others).
    """

    kind: str
    value: str
    status: Status
    reason: str
    domain: str = ""


def verify_channel(value: str, brand: Brand, trusted: Trusted) -> Channel:
    """What a link, domain, e-mail address, phone number or account is to a brand.

    Takes the channel as written, the brand, and what the user has declared genuine. Raises InputError if the value is
    none of these, or more than one of them.
    """
    value = value.strip()
    if value.startswith("@") and value[1:].replace("_", "").isalnum():
        return _verify_handle(value[1:], True, brand, trusted)
    entity = _only_entity(value)
    if entity.kind is EntityKind.PHONE:
        return _verify_phone(entity, brand, trusted)
    if entity.kind is EntityKind.HANDLE:
        return _verify_handle(entity.value, False, brand, trusted)
    return _verify_host(entity, brand, trusted)


def _only_entity(value: str) -> Entity:
    """The one entity that a value is."""
    entity = _covering(value)
    if entity is None and value and _PHONE_MARKS.issuperset(char for char in value if not char.isdigit()):
        entity = _covering(_PHONE_WORD + value, len(_PHONE_WORD))
    if entity is None and "." in value and " " not in value:
        entity = _covering(_SCHEME + value)
    if entity is None:
        raise InputError(f"{value!r} is not a link, domain, e-mail address, phone number or @account")
    return entity


def _covering(value: str, start: int = 0) -> Entity | None:
    """The entity that takes up all of value[start:] but a closing slash; an account before the link it stands in."""
    kinds = (EntityKind.PHONE, EntityKind.HANDLE, EntityKind.EMAIL, EntityKind.LINK)
    whole = [e for e in prepare(value).entities if _takes_all(e, value, start) and e.kind in kinds]
    return min(whole, key=lambda entity: kinds.index(entity.kind), default=None)


def _takes_all(entity: Entity, value: str, start: int) -> bool:
    """Whether nothing is left out; the name of its platform may stand before an account ("WeChat: name")."""
    begins = entity.kind is EntityKind.HANDLE or entity.span.start <= start
    return begins and not value[entity.span.end :].strip("/")


def _verify_phone(entity: Entity, brand: Brand, trusted: Trusted) -> Channel:
    number = digits(entity.value)
    if ends_with_one(number, trusted.phones):
        return Channel("phone", entity.value, Status.OFFICIAL, "trusted")
    if ends_with_one(number, {digits(phone) for phone in brand.phones}):
        return Channel("phone", entity.value, Status.OFFICIAL, "official_phone")
    return Channel("phone", entity.value, Status.UNVERIFIED, "phone" if brand.phones else "no_phones")


def _verify_handle(name: str, written_bare: bool, brand: Brand, trusted: Trusted) -> Channel:
    """An account; brands list theirs as @name, so one named with another platform (t.me/name) is not on the list."""
    if name.lower() in trusted.handles:
        return Channel("handle", name, Status.OFFICIAL, "trusted")
    if name.lower() in brand.handles and written_bare:
        return Channel("handle", name, Status.OFFICIAL, "official_handle")
    if HostClassifier((brand,), trusted).imitated_by_label(name):
        return Channel("handle", name, Status.LOOKALIKE, "lookalike_handle")
    return Channel("handle", name, Status.UNVERIFIED, "handle")


def _verify_host(entity: Entity, brand: Brand, trusted: Trusted) -> Channel:
    """A link, a bare domain or an e-mail address, by the host that it belongs to."""
    host, details = entity.details["host"], entity.details
    is_email = entity.kind is EntityKind.EMAIL
    classified = HostClassifier((brand,), trusted).classify_entity(entity)
    kind = "email" if is_email else "domain" if entity.value.lower() == host else "link"
    domain = details["registrable"] or details.get("address", host)
    status = _STATUSES.get(classified.link_class, Status.UNVERIFIED)
    return Channel(kind, entity.value, status, _host_reason(classified.link_class, classified.brand, is_email), domain)


_STATUSES = {
    LinkClass.OFFICIAL: Status.OFFICIAL,
    LinkClass.RELATED: Status.RELATED,
    LinkClass.LOOKALIKE: Status.LOOKALIKE,
}


def _host_reason(link_class: LinkClass, brand: str, is_email: bool) -> str:
    if link_class is LinkClass.OFFICIAL and not brand:
        return "trusted"
    if link_class is LinkClass.OFFICIAL and is_email:
        return "official_email"
    return str(link_class)
