"""Entities as atoms: a link with its class, a phone or account with whether it is known as official."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scamguard.brands import Brand, Trusted
from scamguard.rulebook.lexicon import Lexicon, Occurrence
from scamguard.rulebook.link_classes import HostClassifier, LinkClass
from scamguard.text.prepare import prepare
from scamguard.types import Entity, EntityKind, Message, Text

_GENUINE = (LinkClass.OFFICIAL, LinkClass.RELATED)
SENDER_ATOMS = ("sender:brand", "sender:support", "sender:email:unofficial")
_NEUTRAL = (*_GENUINE, LinkClass.KNOWN)


@dataclass(frozen=True, slots=True)
class Known:
    """Accounts (lower case) and phone numbers (digits) that are official or trusted."""

    handles: frozenset[str]
    phones: frozenset[str]

    @classmethod
    def of(cls, brands: Sequence[Brand], trusted: Trusted) -> "Known":
        """Those of the brands, and those that the user trusts."""
        return cls(
            trusted.handles.union(*(brand.handles for brand in brands)),
            trusted.phones.union(digits(phone) for brand in brands for phone in brand.phones),
        )


def entity_occurrences(
    text: Text, message: Message, hosts: HostClassifier, known: Known
) -> dict[str, list[Occurrence]]:
    """Occurrences by atom of all entities in a text and of the links that it hides."""
    found: dict[str, list[Occurrence]] = {}
    homoglyphs = [edit.span for edit in text.edits if edit.step == "confusable"]
    for entity in text.entities:
        forged = any(span.overlaps(entity.span) for span in homoglyphs)
        for atom in _atoms(entity, hosts, known, forged):
            found.setdefault(atom, []).append(Occurrence(entity.start, entity.end))
    for link in message.links:
        for entity in prepare(link).entities:
            if entity.kind is EntityKind.LINK:
                for atom in _atoms(entity, hosts, known, forged=False):
                    place = Occurrence(-1, -1, shown=link)
                    found.setdefault(atom, []).append(place)
                    if atom == f"link:{LinkClass.LOOKALIKE}":
                        found.setdefault("hidden_link:lookalike", []).append(place)
    return found


def sender_occurrences(message: Message, lexicon: Lexicon, hosts: HostClassifier) -> dict[str, list[Occurrence]]:
    """What the sender field shows, as occurrences that stand nowhere in the text."""
    if not message.sender:
        return {}
    place = [Occurrence(-1, -1, shown=message.sender)]
    return dict.fromkeys(sender_atoms(message.sender, lexicon, hosts), place)


@lru_cache(maxsize=4096)
def sender_atoms(sender: str, lexicon: Lexicon, hosts: HostClassifier) -> tuple[str, ...]:
    """What a sender's name shows: a brand's name, a support role, an e-mail address outside the brand's domain."""
    text = prepare(sender)
    named = lexicon.find(text.plain)
    emails = [e for e in text.entities if e.kind is EntityKind.EMAIL]
    addresses = [(e.start, e.end) for e in emails]
    roles = named.get("support_role", ())
    shown = (
        bool(named.get("brand")),
        any(not any(start <= role.start < end for start, end in addresses) for role in roles),
        any(hosts.classify(e.details["host"]).link_class not in _GENUINE for e in emails),
    )
    return tuple(atom for atom, is_shown in zip(SENDER_ATOMS, shown, strict=True) if is_shown)


def digits(phone: str) -> str:
    """The digits of a phone number."""
    return "".join(char for char in phone if char.isdigit())


def ends_with_one(number: str, known: Iterable[str]) -> bool:
    """Whether a number (digits) is one of those known, which may be written without country or area code."""
    return any(number.endswith(phone) for phone in known if phone)


def _atoms(entity: Entity, hosts: HostClassifier, known: Known, forged: bool) -> list[str]:
    """The atoms of one entity: its kind, and its kind with each class that it belongs to.

    A host `forged` with letters of another script goes elsewhere than where it seems to: it is never official.
    """
    kind, details = str(entity.kind), entity.details
    if entity.kind in (EntityKind.LINK, EntityKind.EMAIL):
        link_class = LinkClass.LOOKALIKE if forged else hosts.classify_entity(entity).link_class
        return [kind, f"{kind}:{link_class}"] + ([] if link_class in _NEUTRAL else [f"{kind}:unofficial"])
    if entity.kind is EntityKind.PHONE:
        return [kind, "phone:trusted" if ends_with_one(digits(entity.value), known.phones) else "phone:unofficial"]
    if entity.kind is EntityKind.HANDLE:
        official = entity.value.lower() in known.handles
        return [kind, "handle:official" if official else "handle:unofficial"]
    if entity.kind is EntityKind.SECRET:
        return [kind, f"secret:{details['form']}"]
    return [kind]
