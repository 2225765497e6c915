"""Redaction: what must not be passed on with a message is taken out of it, so that a report can be shared.

Taken out, with a word for what it was (`[助记词]`, `[seed phrase]`): seed phrases, private keys, API secrets, card
numbers (their last four digits stay), identity numbers, and passwords and verification codes that the message calls so.
Phones keep their first three and last two digits, e-mail addresses the first letter and the domain. Wallet addresses,
links, hashes of transactions, user names and amounts stay: they are evidence. The text is read undisguised too, so that
a card number in full-width digits or a phrase with invisible characters goes as well.

Limits: one message is read at a time, so a phrase sent word by word, or a code in a message whose question stands in
another one (unless it is six digits alone) is not seen. A seed phrase is known by the English and Chinese lists of
BIP-39, a password by the words around it and only in ASCII without blanks; names, street addresses, dates of birth and
what a picture shows are not masked. More is masked than need be, such as an order number with a card's check digit.
Look through a report before you share it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scamguard.chats import ChatMessage, Diagnostics
from scamguard.explanation import language_of
from scamguard.resources import shipped_data
from scamguard.scanning import Finding, Summary
from scamguard.text.checksums import mnemonic_words
from scamguard.text.prepare import prepare
from scamguard.text.private import Private, PrivateKind, find_numbers_of_name, find_private
from scamguard.types import Edit, Entity, EntityKind, Level, Signal, Span, Text, Verdict

_FRAGMENT = "[…]"
_HALF_OF_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9]){3,}|(?=[A-Za-z+/_-]{0,63}[0-9])[0-9A-Za-z+/_-]{12,}")
_HALF_OF_PHRASE = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{3,8}(?:[^A-Za-z\u4e00-\u9fff]{1,4}[A-Za-z]{3,8}){2,}(?![A-Za-z])"
    r"|[\u4e00-\u9fff](?:[ ,，、]{1,2}[\u4e00-\u9fff]){5,}"
)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A piece of the original, and the piece of the redacted text in its place."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text, and where the pieces of the original went."""

    text: str
    cuts: tuple[_Cut, ...]

    def span(self, span: Span) -> Span:
        """The place of an original piece in the redacted text; a piece that is partly taken out grows to its mark."""
        return Span(self._at(span.start, end=False), self._at(span.end, end=True))

    def touches(self, span: Span) -> bool:
        """Whether something was taken out of an original piece."""
        before = bisect_left(self.cuts, span.end, key=_begins)
        return before > 0 and self.cuts[before - 1].old.end > span.start

    def _at(self, place: int, end: bool) -> int:
        before = bisect_left(self.cuts, place, key=_begins)
        if before == 0:
            return place
        cut = self.cuts[before - 1]
        if place < cut.old.end:
            return cut.new.end if end else cut.new.start
        return place + cut.new.end - cut.old.end


def _begins(cut: _Cut) -> int:
    return cut.old.start


@lru_cache(maxsize=2)
def _labels(lang: str) -> Mapping[str, str]:
    labels: Mapping[str, str] = shipped_data("wording", "redacted")[lang]
    return labels


def redact(text: str, lang: str | None = None) -> str:
    """A text without what must not be passed on; `lang` (zh or en) is that of the marks, None that of the text."""
    return redacted(text, lang).text


def redacted(text: str, lang: str | None = None) -> Redacted:
    """A text redacted, with the places of what was taken out."""
    read = prepare(text)
    pieces = [_in_original(read, piece) for piece in find_private(read.plain)]
    if read.plain != text:
        pieces += find_private(text)
    evidence = [one for one in read.entities if one.kind in (EntityKind.WALLET_ADDRESS, EntityKind.LINK)]
    return _without(text, [piece for piece in pieces if not _is_evidence(text, evidence, piece)], lang)


def _in_original(read: Text, piece: Private) -> Private:
    """A piece of the plain text as one of the original: also where a disguise moved the characters about."""
    starts, ends = read.starts[piece.start : piece.end], read.ends[piece.start : piece.end]
    return piece._replace(start=min(starts), end=max(ends))


def _is_evidence(text: str, evidence: Sequence[Entity], piece: Private) -> bool:
    """Whether a piece belongs to a wallet address, or looks like an API secret only because it is a link's path.

    `evidence` are the addresses and links in the order of the text, none of which overlap.
    """
    before = bisect_left(evidence, piece.end, key=lambda entity: entity.span.start)
    if before == 0 or evidence[before - 1].span.end <= piece.start:
        return False
    if evidence[before - 1].kind is EntityKind.WALLET_ADDRESS:
        return piece.kind < PrivateKind.PRIVATE_KEY
    return piece.kind is PrivateKind.API_SECRET and text[piece.start - 1 : piece.start] != "="


def _without(text: str, pieces: Iterable[Private], lang: str | None) -> Redacted:
    """A text with pieces (which may overlap) taken out."""
    joined: list[Private] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if joined and piece.start < joined[-1].end:
            last = joined[-1]
            graver = piece if piece.kind > last.kind else last
            joined[-1] = graver._replace(start=last.start, end=max(last.end, piece.end))
        else:
            joined.append(piece)
    # What stays tells the language better than twelve English words in the middle of it.
    edges = [0, *(edge for piece in joined for edge in (piece.start, piece.end)), len(text)]
    lang = lang or language_of("".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)))
    parts: list[str] = []
    cuts, at, length = [], 0, 0
    for piece in joined:
        mark = _mark(piece, lang)
        length += piece.start - at
        parts += [text[at : piece.start], mark]
        cuts.append(_Cut(Span(piece.start, piece.end), Span(length, length + len(mark))))
        length, at = length + len(mark), piece.end
    return Redacted("".join([*parts, text[at:]]), tuple(cuts))


def _mark(piece: Private, lang: str) -> str:
    if piece.kind in (PrivateKind.PHONE, PrivateKind.EMAIL):
        return piece.rest
    return f"[{_labels(lang)[piece.kind.name]}{' ' if piece.rest else ''}{piece.rest}]"


@lru_cache(maxsize=4096)
def redact_name(name: str, lang: str | None = None) -> str:
    """The name of a sender, chat or file, in which every long number is taken for a phone."""
    text = redact(name, lang)
    return _without(text, find_numbers_of_name(text), lang).text


def redact_finding(finding: Finding, lang: str | None = None) -> Finding:
    """A finding without what must not be passed on, in any of its texts; spans point into the redacted text."""
    message, turn = finding.message, finding.turn
    body = redacted(message.text, lang)
    verdict, reason = _verdict(turn.verdict, body, lang), turn.reason
    if reason is turn.verdict:
        reason = verdict
    elif reason is not None:
        reason = _verdict(reason, body if len(turn.joined) <= 1 else None, lang)
    return replace(
        finding,
        file=redact_name(finding.file, lang),
        message=_message(message, body, lang),
        turn=replace(turn, verdict=verdict, reason=reason),
    )


def _message(message: ChatMessage, body: Redacted, lang: str | None) -> ChatMessage:
    def name(text: str | None) -> str | None:
        return None if text is None else redact_name(text, lang)

    return replace(
        message,
        text=body.text,
        sender=name(message.sender),
        chat=name(message.chat),
        quoted=None if message.quoted is None else redact(message.quoted, lang),
        links=tuple(redact(link, lang) for link in message.links),
        forwarded_from=name(message.forwarded_from),
        attachments=tuple(redact_name(attachment, lang) for attachment in message.attachments),
    )


def _verdict(verdict: Verdict, body: Redacted | None, lang: str | None) -> Verdict:
    """A verdict on a redacted text; `body` is None where its text was joined of several messages and is not at hand."""
    return replace(
        verdict,
        signals=tuple(_signal(signal, body, lang) for signal in verdict.signals),
        edits=tuple(_edit(edit, body, lang) for edit in verdict.edits),
        notes=tuple(redact(note, lang) for note in verdict.notes),
    )


def _signal(signal: Signal, body: Redacted | None, lang: str | None) -> Signal:
    if body is None or not signal.spans:
        hide = redact_fragment if body is None else redact_name
        return replace(signal, evidence=tuple(hide(piece, lang) for piece in signal.evidence))
    spans = tuple(body.span(span) for span in signal.spans)
    return replace(signal, spans=spans, evidence=tuple(body.text[span.start : span.end] for span in spans))


def _edit(edit: Edit, body: Redacted | None, lang: str | None) -> Edit:
    if body is None:
        return edit._replace(before=redact_fragment(edit.before, lang), after=redact_fragment(edit.after, lang))
    span = body.span(edit.span)
    before = body.text[span.start : span.end]
    after = before if body.touches(edit.span) else redact(edit.after, lang)
    return Edit(edit.step, span, before, after)


def redact_fragment(piece: str, lang: str | None = None) -> str:
    """A piece cut out of a text that is not at hand: what may be the half of a secret goes as well."""
    addresses = {entity.value for entity in prepare(piece).entities if entity.kind is EntityKind.WALLET_ADDRESS}
    text = _HALF_OF_NUMBER.sub(lambda match: match[0] if match[0] in addresses else _FRAGMENT, redact(piece, lang))
    return _HALF_OF_PHRASE.sub(lambda match: _FRAGMENT if _is_listed(match[0]) else match[0], text)


def _is_listed(words: str) -> bool:
    """Whether words of a fragment may be of a seed phrase."""
    return words[0] > "z" or all(word in mnemonic_words("en") for word in re.findall("[a-z]+", words.lower()))


def redact_summary(summary: Summary, lang: str | None = None) -> Summary:
    """A summary without what must not be passed on: names, and lines of files that were not understood."""

    def name(text: str | None) -> str | None:
        return None if text is None else redact_name(text, lang)

    def chat(key: tuple[str, str | None]) -> tuple[str, str | None]:
        return redact_name(key[0], lang), name(key[1])

    def named(counts: Counter[tuple[str, str | None]]) -> Counter[tuple[str, str | None]]:
        redacted_counts: Counter[tuple[str, str | None]] = Counter()
        for key, count in counts.items():
            redacted_counts[chat(key)] += count
        return redacted_counts

    senders: Counter[tuple[str, str | None, str | None]] = Counter()
    for (file, where, sender), count in summary.senders.items():
        senders[(*chat((file, where)), name(sender))] += count
    levels: dict[tuple[str, str | None], Level] = {}
    for key, level in summary.conversation_levels.items():
        levels[chat(key)] = max(level, levels.get(chat(key), Level.CLEAR))
    return replace(
        summary,
        senders=senders,
        flagged_conversations=named(summary.flagged_conversations),
        leaking=named(summary.leaking),
        conversation_levels=levels,
        files=[redact_diagnostics(one, lang) for one in summary.files],
    )


def redact_diagnostics(diagnostics: Diagnostics, lang: str | None = None) -> Diagnostics:
    """Diagnostics without what must not be passed on."""
    return replace(
        diagnostics,
        source=redact_name(diagnostics.source, lang),
        quoted=[redact_fragment(line, lang) for line in diagnostics.quoted],
        senders={redact_name(sender, lang) for sender in diagnostics.senders},
        ended=None if diagnostics.ended is None else redact_name(diagnostics.ended, lang),
        notes=[redact_name(note, lang) for note in diagnostics.notes],
    )
