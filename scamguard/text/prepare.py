"""From a raw message to a Text: undisguised, cut into clauses, with the entities found."""

from collections.abc import Callable, Iterable

from scamguard.text import chinese, cuts, encodings, letters, masks, reversal, sounds
from scamguard.text.accounts import account_of_link, find_accounts
from scamguard.text.amounts import find_amounts
from scamguard.text.clauses import split_clauses
from scamguard.text.defanging import defanged_links
from scamguard.text.draft import Draft
from scamguard.text.links import Found, find_emails, find_links
from scamguard.text.normalize import blanks, characters, confusables, html_escapes, percent_escapes
from scamguard.text.phones import find_phones
from scamguard.text.secrets import find_secrets, find_seed_phrases
from scamguard.text.traits import traits_of
from scamguard.types import Entity, EntityKind, Span, Text

STEPS: tuple[Callable[[Draft], None], ...] = (
    html_escapes,
    encodings.unicode_escapes,
    encodings.direction_overrides,
    encodings.base64_text,
    percent_escapes,
    letters.upside_down,
    characters,
    confusables,
    reversal.vertical_lines,
    reversal.columns,
    cuts.bracketed_letters,
    cuts.spaced_letters,
    blanks,
    defanged_links,
    reversal.reversed_text,
    letters.accents,
    letters.leetspeak,
    letters.repeated_letters,
    masks.masked_letters,
    cuts.cut_words,
    chinese.spaced_out,
    chinese.cut_apart,
    chinese.respelt,
    chinese.put_together,
    sounds.by_sound,
    chinese.repeated_characters,
    masks.masked_characters,
    chinese.number_words,
)
"""How a text is undisguised, each step on what the ones before it have read."""


def prepare(raw: str) -> Text:
    """Undisguise a text of any length and content, find its entities and cut it into clauses. Never raises; linear."""
    draft = Draft.of(raw)
    for step in STEPS:
        step(draft)
    plain, starts, ends = draft.plain, draft.starts, draft.ends
    found = _find(plain, draft.traits)
    kept = sorted({(start, end) for kind, _, start, end, _ in found if kind is not EntityKind.AMOUNT})
    entities = tuple(
        Entity(kind, value, start, end, Span(starts[start], ends[end - 1]), details)
        for kind, value, start, end, details in found
    )
    edits = tuple(sorted(draft.edits, key=lambda e: (e.span.start, e.span.end)))
    return Text(raw, plain, starts, ends, edits, split_clauses(plain, kept), entities)


def read_plainly(raw: str, plain: str, *, amounts: bool, phones: bool) -> Text:
    """The Text of a message of which it is known that it reads as `plain`, character by character, and which entities
    it may hold: what `prepare` makes of it but for edits that undo no disguise."""
    found: list[Found] = []
    taken = bytearray(len(plain))
    if amounts:
        _take(find_amounts(plain, traits_of(plain)), found, taken)
    if phones:
        _take(find_phones(plain), found, taken)
    found.sort(key=_place)
    kept = sorted({(start, end) for kind, _, start, end, _ in found if kind is not EntityKind.AMOUNT})
    entities = tuple(Entity(kind, value, a, b, Span(a, b), details) for kind, value, a, b, details in found)
    return Text(raw, plain, range(len(raw)), range(1, len(raw) + 1), (), split_clauses(plain, kept), entities)


def _find(plain: str, traits: int) -> list[Found]:
    """All entities in the order of the text. What is found first holds its place: an address is not also a phone."""
    found: list[Found] = []
    taken = bytearray(len(plain))
    for finder in (find_seed_phrases, find_links, find_emails, find_secrets):
        _take(finder(plain), found, taken)
    for of_traits in (find_amounts, find_accounts):
        _take(of_traits(plain, traits), found, taken)
    _take(find_phones(plain), found, taken)
    if not found:
        return found
    for kind, value, start, end, details in list(found):
        account = account_of_link(details["host"], value) if kind is EntityKind.LINK else None
        if account is not None and account[1]:
            found.append((EntityKind.HANDLE, account[1], start, end, {"platform": account[0]}))
    return sorted(found, key=_place)


def _place(found: Found) -> tuple[int, int, str]:
    return found[2], found[3], found[0]


def _take(candidates: Iterable[Found], found: list[Found], taken: bytearray) -> None:
    """Keep the candidates whose place is free."""
    for candidate in candidates:
        start, end = candidate[2], candidate[3]
        if start < end and taken.find(1, start, end) < 0:
            found.append(candidate)
            taken[start:end] = b"\1" * (end - start)
