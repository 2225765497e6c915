"""A message as it goes into the page: short, harmless characters only, its evidence marked."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from scamguard.redact import redact_finding, redacted
from scamguard.scanning import Finding
from scamguard.text.prepare import prepare
from scamguard.types import EntityKind, Flag, Message, Signal, Span, Verdict

LONG_FLAGGED, LONG_CONTEXT = 1_500, 500
"""Characters shown of a flagged message, and of one beside it."""
_AROUND = 200
"""Characters kept before and behind a piece of evidence where a message is shortened."""
_REASONS = 5
_LONG_DETAIL = 300
_KEPT = "\n\t\u200c\u200d"
"""Line ends and tabs; and the joiners that emoji and Persian are written with, which move nothing."""

Entry = dict[str, Any]
FLAGS = tuple(Flag)


class _Harmless(dict[int, str]):
    """For str.translate, one to one: what would control the page or turn the text around becomes a visible sign."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in "\u2028\u2029\x85":
            sign = "\n"
        elif code < 0x20 and char not in _KEPT:
            sign = chr(0x2400 + code)
        elif category == "Cs":
            sign = "\ufffd"
        elif category in ("Cc", "Cf") and char not in _KEPT and not 0xE0000 <= code < 0xE0080:
            sign = "·"
        else:
            sign = char
        self[code] = sign
        return sign


_HARMLESS = _Harmless()


def harmless(text: str) -> str:
    """A text of the same length without control characters, marks of direction and invisible ones."""
    return text.translate(_HARMLESS)


class Reasons:
    """The reasons of all messages, each once: flag, title and why in the language of the page."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._places: dict[tuple[str, str, str], int] = {}

    def places(self, verdict: Verdict) -> list[int]:
        """The numbers of a verdict's weightiest reasons."""
        return [self._place(signal) for signal in verdict.signals if signal.weight > 0][:_REASONS]

    def _place(self, signal: Signal) -> int:
        key = (str(signal.flag), getattr(signal.title, self._lang), getattr(signal.why, self._lang))
        return self._places.setdefault(key, len(self._places))

    def __len__(self) -> int:
        return len(self._places)

    def after(self, number: int) -> list[tuple[str, str, str]]:
        """The reasons from a number on."""
        return list(islice(self._places, number, None))

    def learn(self, reasons: Iterable[Sequence[str]]) -> None:
        """Takes reasons that were numbered before an interruption, in their order."""
        for flag, title, why in reasons:
            self._places.setdefault((flag, title, why), len(self._places))

    def table(self) -> list[list[str]]:
        """All reasons, in the order of their numbers."""
        return [[harmless(part) for part in key] for key in self._places]


class EntryMaker:
    """Makes entries of findings; with `redact` nothing that must not be passed on comes into them."""

    def __init__(self, lang: str, redact: bool, cut: str) -> None:
        self.reasons = Reasons(lang)
        self._lang, self._redact, self._cut = lang, redact, cut

    def make(self, finding: Finding) -> Entry:
        """The entry of a finding: only what is not the usual stands in it."""
        leaked = _secrets(finding, self._redact, self._lang) if finding.turn.leak else []
        if self._redact:
            finding = redact_finding(finding, self._lang)
        message, turn = finding.message, finding.turn
        signals = [signal for signal in turn.verdict.signals if signal.weight > 0] if finding.flagged else []
        spans = [*leaked, *(span for signal in signals for span in signal.spans)]
        longest = LONG_FLAGGED if finding.flagged else LONG_CONTEXT
        text, spans = excerpt(harmless(message.text), spans, longest, self._cut)
        entry: Entry = {
            "n": turn.number,
            "s": _short(message.sender),
            "t": message.sent_at.strftime("%Y-%m-%d %H:%M") if message.sent_at else "",
            "x": text,
            "m": utf16_pairs(text, spans),
            "l": int(turn.level),
            "v": int(finding.level),
            "f": int(finding.flagged),
            "o": int(turn.own),
            "k": int(turn.leak),
            "y": int(message.system),
            "r": self.reasons.places(turn.verdict) if finding.flagged and not turn.own else [],
            "e": [_short(piece) for signal in signals if not signal.spans for piece in _hidden(signal, message)],
            "q": _short(message.quoted),
            "h": [_short(link) for link in message.links[:10]],
            "w": _short(message.forwarded_from),
            "a": [_short(name) for name in message.attachments[:10]],
        }
        if turn.reason is not None:
            entry["T"] = {"l": int(turn.level), "r": self.reasons.places(turn.reason)}
            if len(turn.joined) > 1:
                entry["T"]["j"] = list(turn.joined)
                pieces = {harmless(piece) for signal in turn.reason.signals for piece in signal.evidence}
                entry["T"]["e"] = sorted(pieces)[:20]
        return {key: value for key, value in entry.items() if value or key == "n"}


def _hidden(signal: Signal, message: Message) -> list[str]:
    """Evidence outside the text that the entry does not show anyway."""
    return [piece for piece in signal.evidence if piece not in (message.sender, *message.links)]


def _short(text: str | None) -> str:
    """A name, quotation or link, shortened."""
    shown = harmless(text or "")
    return shown if len(shown) <= _LONG_DETAIL else f"{shown[:_LONG_DETAIL]}…"


def _secrets(finding: Finding, redact: bool, lang: str) -> list[Span]:
    """Where the secrets that the user gave away stand, in the text as it will be shown."""
    text = finding.message.text
    spans = [entity.span for entity in prepare(text).entities if entity.kind is EntityKind.SECRET]
    return list(map(redacted(text, lang).span, spans)) if redact else spans


def excerpt(text: str, spans: Iterable[Span], longest: int, cut: str) -> tuple[str, list[Span]]:
    """A text shortened to about `longest` characters, its beginning and what is around the first spans kept; and the
    spans in it. `cut` tells how many characters ({n}) are left out."""
    spans = sorted({span for span in spans if span.start < span.end}, key=lambda span: (span.start, span.end))
    if len(text) <= longest:
        return text, spans
    kept = [Span(0, longest // 3)]
    for span in spans:
        if sum(piece.end - piece.start for piece in kept) > longest:
            break
        start, end = max(0, span.start - _AROUND), min(len(text), min(span.end, span.start + longest // 3) + _AROUND)
        if start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(end, kept[-1].end))
        else:
            kept.append(Span(start, end))
    parts: list[str] = []
    moved: list[Span] = []
    at = length = 0
    for piece in [*kept, Span(len(text), len(text))]:
        if piece.start > at:
            parts.append(f"\n{cut.format(n=piece.start - at)}\n")
            length += len(parts[-1])
        shift = length - piece.start
        inside = [Span(max(s.start, piece.start), min(s.end, piece.end)) for s in spans if s.overlaps(piece)]
        moved += [Span(span.start + shift, span.end + shift) for span in inside]
        parts.append(text[piece.start : piece.end])
        length, at = length + piece.end - piece.start, piece.end
    return "".join(parts), moved


def utf16_pairs(text: str, spans: Sequence[Span]) -> list[list[int]]:
    """Spans as the page's script counts: in UTF-16 units, ordered, without overlaps."""
    joined: list[list[int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if joined and span.start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], span.end)
        else:
            joined.append([span.start, span.end])
    if text.isascii() or max(text, default="") <= "\uffff":
        return joined
    return [[_units(text[:start]), _units(text[:end])] for start, end in joined]


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def mark_pieces(entry: Entry, pieces: Iterable[str]) -> None:
    """Marks more evidence in an entry, by its wording: that of a reason found in several messages read together."""
    text = entry.get("x", "")
    lines = (line.strip() for piece in pieces for line in piece.split("\n"))
    found = [Span(at, at + len(line)) for line in lines if len(line) > 1 and (at := text.find(line)) >= 0]
    if found and max(text) <= "\uffff":
        marked = [Span(start, end) for start, end in entry.get("m", [])]
        entry["m"] = utf16_pairs(text, [*marked, *found])
    elif found and "m" not in entry:
        entry["m"] = utf16_pairs(text, found)
