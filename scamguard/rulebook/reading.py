"""A text as the rules see it: where each concept and kind of entity occurs, and which clause each place belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from scamguard.rulebook.lexicon import Occurrence
from scamguard.types import Clause, Edit, EntityKind, Text

DISGUISING_STEPS = frozenset(
    {"invisible", "confusable", "styled", "html_escape", "percent_escape", "unicode_escape", "base64"}
    | {"direction_override", "upside_down", "reversed", "columns", "spread_out", "leetspeak", "repeated", "components"}
    | {"by_sound", "respelt", "masked", "octets", "rot13", "morse", "braille"}
)
"""Edits that nobody makes by accident inside a word (full width is how a Chinese keyboard types)."""

OPAQUE_ENTITIES = frozenset({EntityKind.LINK, EntityKind.EMAIL, EntityKind.WALLET_ADDRESS, EntityKind.SECRET})
"""Entities whose letters are no words: they close no request, and don't make a message longer."""

_ANNOUNCING = ("hand_over", "bare_imperative", "fill_in", "to_sender")
"""Concepts that a colon turns into "the following"."""

FIRST_WIDE = 0x2E80
"""From this code point on characters are as wide as a Han character."""
_WIDE = chr(FIRST_WIDE)
_BLANK = "\u3000"
_SCOPE = "scope_"
"""With this begin the names of the concepts that open a scope."""
LETTER_WIDTH = 0.4
"""The width of a letter, digit or blank where a Han character has 1: English text is two to three times as long as its
Chinese translation, so that a distance that is a short phrase in one is a short phrase in the other."""


@dataclass(frozen=True, slots=True)
class Region:
    """plain[start:end], closed to requests by a scope of `kind`."""

    kind: str
    start: int
    end: int


class Reading:
    """Occurrences by atom, clause by clause. Built once for a text, read by every rule."""

    def __init__(self, text: Text, occurrences: Mapping[str, list[Occurrence]]) -> None:
        self.text = text
        self._opaque = list(_merged((e.start, e.end) for e in text.entities if e.kind in OPAQUE_ENTITIES))
        self.spoken = self._with_blanks() if self._opaque else text.plain
        """The plain text with every opaque entity as full-width blanks."""
        self.occurrences = self._outside_opaque(occurrences) if self._opaque else dict(occurrences)
        self._clause_starts = [clause.start for clause in text.clauses]
        self._groups = list(range(len(text.clauses)))
        self._merge_announced_lists()
        self._widths: list[float] = []
        self._mark_revealed()

    def at(self, atom: str) -> list[Occurrence]:
        """Occurrences of an atom, in order."""
        return self.occurrences.get(atom, [])

    def clause_index(self, position: int) -> int:
        """The number of the clause at or before a position."""
        return max(0, bisect_right(self._clause_starts, position) - 1)

    def clause_of(self, position: int) -> int:
        """Like `clause_index`, with a list and the clause that announces it counted as one."""
        index = self.clause_index(position)
        return self._groups[index] if self._groups else 0

    def bounds(self, position: int) -> tuple[int, int]:
        """Start and end of the clause at a position."""
        clauses = self.text.clauses
        if not clauses:
            return 0, len(self.text.plain)
        clause = clauses[self.clause_index(position)]
        return clause.start, clause.end

    def sentence_clauses(self, index: int) -> range:
        """The clause numbers of the sentence that a clause belongs to."""
        sentence = self.text.clauses[index].sentence
        return range(
            bisect_left(self.text.clauses, sentence, hi=index, key=_sentence),
            bisect_right(self.text.clauses, sentence, lo=index, key=_sentence),
        )

    def distance(self, start: int, end: int) -> float:
        """The width of plain[start:end], in Han characters; 0 if end is before start."""
        if not self._widths:
            widths = [1.0 if char >= _WIDE else LETTER_WIDTH for char in self.text.plain]
            self._widths = list(accumulate(widths, initial=0.0))
        return max(0.0, self._widths[end] - self._widths[start])

    @cached_property
    def width(self) -> float:
        """The width of what the text says, in Han characters: opaque entities have none."""
        return self.distance(0, len(self.text.plain)) - sum(self.distance(start, end) for start, end in self._opaque)

    def within(self, atom: str, start: int, end: int) -> list[Occurrence]:
        """Occurrences of an atom that begin in plain[start:end]."""
        places = self.at(atom)
        return places[_first_from(places, start) : _first_from(places, end)] if places else []

    def has(self, atom: str, start: int, end: int) -> bool:
        """Whether an atom begins in plain[start:end]."""
        places = self.occurrences.get(atom)
        if not places:
            return False
        i = _first_from(places, start)
        return i < len(places) and places[i].start < end

    def _with_blanks(self) -> str:
        plain, last = self.text.plain, 0
        pieces: list[str] = []
        for start, end in self._opaque:
            pieces += plain[last:start], _BLANK * (end - start)
            last = end
        return "".join([*pieces, plain[last:]])

    def _outside_opaque(self, occurrences: Mapping[str, list[Occurrence]]) -> dict[str, list[Occurrence]]:
        """Without the words of scopes that stand in an opaque entity: "https://never.example/claim?id=1" denies nothing
        and asks nothing."""
        starts = [start for start, _ in self._opaque]

        def is_outside(place: Occurrence) -> bool:
            at = bisect_right(starts, place.start) - 1
            return at < 0 or place.start >= self._opaque[at][1]

        return {
            atom: [place for place in places if is_outside(place)] if atom.startswith(_SCOPE) else places
            for atom, places in occurrences.items()
        }

    def _merge_announced_lists(self) -> None:
        """ "请提供:姓名、卡号": a request that ends in a colon makes one clause with the list that it announces."""
        clauses, plain = self.text.clauses, self.text.plain
        if ":" not in plain:
            return
        for index in range(len(clauses) - 1):
            start, end = clauses[index].start, clauses[index].end
            if plain[end : end + 1] == ":" and any(self.has(atom, max(start, end - 8), end) for atom in _ANNOUNCING):
                self._groups[index + 1] = self._groups[index]

    def _mark_revealed(self) -> None:
        """Add the atoms `revealed:<concept>`: occurrences found only because a disguise was undone.

        Who writes the same word plainly too hides nothing (a pun, a slip of the keyboard, a lesson on disguises).
        """
        edits = [edit for edit in self.text.edits if edit.step in DISGUISING_STEPS]
        if not edits:
            return
        starts = [edit.span.start for edit in edits]
        revealed: dict[str, list[Occurrence]] = {}
        for atom, places in self.occurrences.items():
            touched = [place for place in places if place.start >= 0 and self._touched(place, edits, starts)]
            shown = {self._word(place) for place in places if place not in touched}
            for place in touched:
                if self._word(place) not in shown:
                    revealed.setdefault(f"revealed:{atom}", []).append(place)
        self.occurrences |= revealed

    def _word(self, place: Occurrence) -> str:
        return self.text.plain[place.start : place.end]

    def _touched(self, place: Occurrence, edits: Sequence[Edit], starts: Sequence[int]) -> bool:
        """Whether an edit changed what stands at a place."""
        span = self.text.span(place.start, place.end)
        at = bisect_left(starts, span.start)
        return at < len(edits) and edits[at].span.start < span.end


def _first_from(places: Sequence[Occurrence], start: int) -> int:
    """The number of the first of some occurrences, in order, that begins at a place or behind it."""
    return bisect_left(places, (start, -1, ""))


def _sentence(clause: Clause) -> int:
    return clause.sentence


def _merged(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The union of stretches, in order."""
    last = 0
    for start, end in sorted(stretches):
        if end > last:
            yield max(start, last), end
            last = end
