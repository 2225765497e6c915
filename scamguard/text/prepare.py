"""From a raw message to a Text: undisguised, cut into clauses, with the entities found."""

from collections.abc import Callable, Iterable
from operator import itemgetter

from scamguard.text import chinese, ciphers, cuts, encodings, letters, masks, reversal, sounds, traits
from scamguard.text.accounts import account_of_link, find_accounts
from scamguard.text.amounts import find_amounts
from scamguard.text.clauses import split_clauses
from scamguard.text.defanging import defanged_links
from scamguard.text.draft import Draft
from scamguard.text.fillers import fillers
from scamguard.text.links import Found, find_emails, find_links
from scamguard.text.normalize import blanks, characters, confusables, html_escapes, percent_escapes
from scamguard.text.phones import find_phones
from scamguard.text.secrets import find_secrets, find_seed_phrases
from scamguard.types import Entity, EntityKind, Span, Text

_ANY_LETTER = traits.LATIN | traits.HAN | traits.ODD_CASE | traits.ACCENTED
_DRESSED_UP = traits.KANA_OR_FLAG | traits.INVISIBLE | traits.FULL_WIDTH | traits.STYLED | traits.REREAD
STEPS: tuple[tuple[int, Callable[[Draft], None]], ...] = (
    (traits.ESCAPE, html_escapes),
    (traits.DIGIT, ciphers.octets),
    (traits.ESCAPE, encodings.unicode_escapes),
    (traits.INVISIBLE, encodings.direction_overrides),
    (traits.LATIN | traits.DIGIT, encodings.base64_text),
    (traits.ESCAPE, percent_escapes),
    (traits.TURNED, letters.upside_down),
    (traits.BRAILLE, ciphers.braille),
    (_DRESSED_UP, characters),
    (traits.CONFUSABLE, confusables),
    (traits.DASH, ciphers.morse),
    (traits.LINE_END, reversal.vertical_lines),
    (traits.LINE_END, reversal.columns),
    (traits.BRACKET, cuts.bracketed_letters),
    (traits.BLANK, cuts.spaced_letters),
    (traits.BLANK, blanks),
    (traits.LATIN | traits.DIGIT | traits.ODD_CASE, defanged_links),
    (traits.LATIN, ciphers.rot13),
    (_ANY_LETTER, reversal.reversed_text),
    (traits.ACCENTED, letters.accents),
    (traits.LETTER | traits.LEET, letters.leetspeak),
    (traits.LATIN, letters.repeated_letters),
    (traits.MASK, masks.masked_letters),
    (traits.LETTER, cuts.cut_words),
    (traits.HAN, fillers),
    (traits.HAN, chinese.spaced_out),
    (traits.HAN | traits.UNSPACED, chinese.cut_apart),
    (_ANY_LETTER, chinese.respelt),
    (traits.HAN, chinese.put_together),
    (_ANY_LETTER, sounds.by_sound),
    (traits.HAN, chinese.repeated_characters),
    (traits.MASK, masks.masked_characters),
    (traits.NUMERAL | traits.LATIN, chinese.number_words),
)
"""How a text is undisguised, each step on what the ones before it have read, with traits of which its text has one
where it can do something."""


def prepare(raw: str) -> Text:
    """Undisguise a text of any length and content, find its entities and cut it into clauses. Never raises; linear."""
    draft = Draft.of(raw)
    has = draft.traits
    for needed, step in STEPS:
        if has & needed:
            step(draft)
            has = draft.traits
    plain, starts, ends = draft.plain, draft.starts, draft.ends
    found = _find(draft)
    entities = tuple(
        [Entity(kind, value, a, b, Span(starts[a], ends[b - 1]), details) for kind, value, a, b, details in found]
    )
    edits = tuple(sorted(draft.edits, key=itemgetter(1)))
    return Text(raw, plain, starts, ends, edits, split_clauses(plain, _kept(found)), entities)


def read_plainly(raw: str, plain: str, *, amounts: bool, phones: bool) -> Text:
    """The Text of a message of which it is known that it reads as `plain`, character by character, and which entities
    it may hold: what `prepare` makes of it but for edits that undo no disguise."""
    found: list[Found] = []
    taken = bytearray(len(plain))
    if amounts:
        _take(find_amounts(plain, traits.traits_of(plain)), found, taken)
    if phones:
        _take(find_phones(plain), found, taken)
    found.sort(key=_place)
    entities = tuple(Entity(kind, value, a, b, Span(a, b), details) for kind, value, a, b, details in found)
    return Text(raw, plain, range(len(raw)), range(1, len(raw) + 1), (), split_clauses(plain, _kept(found)), entities)


def _kept(found: list[Found]) -> list[tuple[int, int]]:
    """The places inside which no clause ends."""
    return sorted({(start, end) for kind, _, start, end, _ in found if kind is not EntityKind.AMOUNT})


def _find(draft: Draft) -> list[Found]:
    """All entities in the order of the text. What is found first holds its place: an address is not also a phone."""
    plain, has = draft.plain, draft.traits
    found: list[Found] = []
    taken = bytearray(len(plain))
    _take(find_seed_phrases(plain, None if has & traits.ODD_CASE else draft.words), found, taken)
    if "." in plain or "://" in plain:
        _take(find_links(plain), found, taken)
        _take(find_emails(plain), found, taken)
    if has & (traits.LATIN | traits.DIGIT | traits.ODD_CASE):
        _take(find_secrets(plain), found, taken)
    if has & (traits.DIGIT | traits.NUMERAL):
        _take(find_amounts(plain, has), found, taken)
    if has & (traits.LATIN | traits.DIGIT | traits.ODD_CASE):
        _take(find_accounts(plain, has), found, taken)
    if has & (traits.DIGIT | traits.NUMERAL):
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
