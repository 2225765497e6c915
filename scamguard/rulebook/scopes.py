"""Scopes: stretches of text in which a request is not aimed at the reader.

Each is worked out from concepts (rules/concepts/scope_*.yaml) clause by clause. A scope closes what stands in it and
nothing else: it has no weight, so no text can talk the checker down.

negated      "不会索要助记词", "never share": from the negation to the end of its clause, and over a list that goes on
reported     "骗子让我发验证码", "scammers ask for": told about others, or about the past
quoted       quoted text inside a sentence that reports or warns
asked        "可以把助记词告诉客服吗?": the reader's own question
conditional  "凡是索要助记词的都是骗子", "if anyone asks for your code, hang up"
third_party  "把验证码告诉别人", "my seed phrase": given to or owned by somebody else than the one addressed
delivered    "您的验证码是 123456", "we will send you a code": handed to the reader
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from scamguard.rulebook.lexicon import Occurrence
from scamguard.rulebook.reading import Reading, Region

SCOPES = ("negated", "reported", "quoted", "asked", "conditional", "third_party", "delivered")

_BEGINNINGS = (
    *("scope_negation", "scope_told_me", "scope_fraud_actor", "scope_fraud_label", "scope_opener", "scope_question"),
    *("scope_peer_question", "scope_own", "scope_others", "scope_delivered"),
)
SCOPE_CONCEPTS = (
    *_BEGINNINGS,
    *("scope_exception", "scope_turn", "scope_list", "scope_consequence"),
    *("addressed", "to_sender", "solicit", "asks_value"),
)
"""The concepts that scopes are made of; the rulebook must have them all."""

_BEGIN = frozenset((*_BEGINNINGS, "verification_code"))
"""What must occur for any scope but a dialogue or a quotation."""

MAX_EXTENSION = 16
"""Clauses over which a scope may go on; it keeps the cost linear in texts without full stops."""

_TO_WRITER = re.compile(r"[我咱来嚟黎]|\b(?:me|us|our|here|back|i)\b", re.IGNORECASE)
_SPEAKER = re.compile(r"^([^\n:：]{1,8})[:：]", re.MULTILINE)
_FRAMING = ("scope_told_me", "scope_fraud_actor", "scope_fraud_label", "scope_opener")
_DISTANCING = frozenset((*_FRAMING, "scope_negation"))
"""Of these one must stand beside a quotation that is to be a report or warning."""
_REQUESTING = frozenset(
    {"hand_over", "to_sender", "ask_reader", "fill_in", "move_funds", "link", "threat", "contact_me", "link_action"}
)
"""What a quotation must contain to be a quoted request; “助记词” in quotes is only a word with emphasis."""

_OWN_REACH = 16
"""How far "my" reaches, in characters of its clause: "my old hardware wallet's seed"."""

_QUOTES = re.compile(r"[“「『\"《]([^“”「」『』\"《》]{1,600})[”」』\"》]|(?<![A-Za-z])'([^'\n]{4,300})'(?![A-Za-z])")
_QUOTE = re.compile("[“「『\"《']")
_CODE = re.compile(r"(?<![0-9A-Za-z.])(?:[A-Z]{1,3}-)?\d{4,8}(?![0-9A-Za-z]|\.\d)")
_FIRST_PERSON = re.compile(r"[我俺咱]|\b(?:I|my|me|I'm|we|our)\b", re.IGNORECASE)


class Scopes:
    """The scopes of a reading, merged by kind, so that asking costs a binary search."""

    def __init__(self, reading: Reading) -> None:
        others = (_negated, _reported, _asked, _conditional, _third_party, _delivered)
        finders = (_narrated, _quoted, *(() if _BEGIN.isdisjoint(reading.occurrences) else others))
        regions = [region for find in finders for region in find(reading)] if reading.text.clauses else []
        kinds = {region.kind for region in regions}
        self._merged = {kind: _merge([region for region in regions if region.kind == kind]) for kind in kinds}
        self._any = _merge(regions)

    def leave_open(self, places: Sequence[Occurrence]) -> bool:
        """Whether one of some occurrences begins in no scope of any kind."""
        if not self._merged:
            return bool(places)
        return any(place.start < 0 or not _begins_in(self._any, place.start) for place in places)

    def open_to(self, kinds: Collection[str], places: list[Occurrence]) -> list[Occurrence]:
        """Those of some occurrences that begin in no scope of one of these kinds."""
        closing = [merged for kind, merged in self._merged.items() if kind in kinds]
        for merged in closing:
            places = [place for place in places if place.start < 0 or not _begins_in(merged, place.start)]
        return places


def _begins_in(merged: tuple[list[int], list[int]], start: int) -> bool:
    """Whether a place begins in one of some regions, given by their starts and ends."""
    i = bisect_right(merged[0], start) - 1
    return i >= 0 and start < merged[1][i]


def _merge(regions: list[Region]) -> tuple[list[int], list[int]]:
    """Starts and ends of the union of regions."""
    starts: list[int] = []
    ends: list[int] = []
    for region in sorted(regions, key=lambda r: (r.start, r.end)):
        if ends and region.start <= ends[-1]:
            ends[-1] = max(ends[-1], region.end)
        else:
            starts.append(region.start)
            ends.append(region.end)
    return starts, ends


def _is_performative(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause speaks to the reader: a turn ("请", "please", "but"), or a recipient on the sender's side."""
    return reading.has("scope_turn", start, end) or reading.has("to_sender", start, end)


def _extended(reading: Reading, index: int, only_lists: bool) -> int:
    """The end of a scope that goes on over the following clauses of its sentence, until one speaks to the reader.

    With `only_lists` it goes on only over clauses that continue a list or only tell what is asked ("要求您转账").
    """
    clauses = reading.text.clauses
    end = clauses[index].end
    last = min(reading.sentence_clauses(index).stop, index + MAX_EXTENSION)
    for following in range(index + 1, last):
        clause = clauses[following]
        goes_on = reading.has("scope_list", clause.start, min(clause.start + 4, clause.end))
        if _is_performative(reading, clause.start, clause.end) and not goes_on:
            break
        if only_lists and not goes_on and not reading.has("solicit", clause.start, clause.end):
            rest = clauses[following + 1 : last]
            if not any(reading.has("scope_list", c.start, min(c.start + 4, c.end)) for c in rest):
                break
        end = clause.end
    return end


def _first(reading: Reading, atom: str, start: int, end: int) -> int | None:
    """Where an atom first begins in plain[start:end]."""
    found = reading.within(atom, start, end)
    return found[0].start if found else None


def _negated(reading: Reading) -> Iterator[Region]:
    last_end = -1
    for place in reading.at("scope_negation"):
        if place.start < last_end:
            continue
        index = reading.clause_index(place.start)
        end = reading.bounds(place.start)[1]
        sentence = reading.sentence_clauses(index)
        clauses = reading.text.clauses
        after = min(sentence[-1] + 2, len(clauses)) - 1
        if reading.has("scope_exception", clauses[sentence[0]].start, clauses[after].end):
            continue
        turn = _first(reading, "scope_turn", place.end, end)
        last_end = turn if turn is not None else _extended(reading, index, only_lists=True)
        yield Region("negated", place.start, last_end)


def _reported(reading: Reading) -> Iterator[Region]:
    last_end = -1
    places = [(p, True) for p in reading.at("scope_told_me")] + [(p, False) for p in reading.at("scope_fraud_actor")]
    for place, told_me in sorted(places):
        if place.start < last_end:
            continue
        index = reading.clause_index(place.start)
        start, end = reading.bounds(place.start)
        turn = None if told_me else _first(reading, "scope_turn", place.end, end)
        if _introduces_speech(reading, end):
            last_end = _line_end(reading, end)
        elif turn is not None:
            last_end = turn
        else:
            last_end = _told_until(reading, index) if told_me else _extended(reading, index, only_lists=False)
        if told_me:
            start = _report_start(reading, index, start)
        yield Region("reported", start, last_end)


def _report_start(reading: Reading, index: int, start: int) -> int:
    """A report covers its sentence from the start, or from where the sentence last turned to the reader."""
    first = reading.text.clauses[reading.sentence_clauses(index).start].start
    turns = reading.within("scope_turn", first, start)
    return turns[-1].end if turns else first


def _narrated(reading: Reading) -> Iterator[Region]:
    """A story that addresses nobody: all of it is reported. A dialogue with "me" in it is a story too."""
    reports = len(reading.at("scope_told_me")) + len(reading.at("scope_fraud_actor"))
    plain = reading.spoken
    names = _SPEAKER.findall(plain) if plain.count(":") + plain.count("：") > 1 else ()
    speakers = {name.strip().lower() for name in names}
    if (reports >= 2 and not reading.at("addressed")) or (len(speakers) >= 2 and speakers & {"我", "me"}):
        yield Region("reported", 0, len(plain))


def _introduces_speech(reading: Reading, end: int) -> bool:
    """Whether a clause ends in a colon: what follows on its line is what was said ("骗子：请把...")."""
    return reading.spoken[end : end + 1] in (":", "：")


def _line_end(reading: Reading, position: int) -> int:
    """The end of the line at a position."""
    end = reading.text.plain.find("\n", position)
    return end if end >= 0 else len(reading.text.plain)


def _told_until(reading: Reading, index: int) -> int:
    """The end of what the writer was told: the sentence, or where it turns to somebody addressed as "you"."""
    end = reading.text.clauses[index].end
    for clause in reading.text.clauses[index + 1 : min(reading.sentence_clauses(index).stop, index + MAX_EXTENSION)]:
        if reading.has("addressed", clause.start, clause.end) and reading.has("scope_turn", clause.start, clause.end):
            break
        end = clause.end
    return end


def _quoted(reading: Reading) -> Iterator[Region]:
    if _REQUESTING.isdisjoint(reading.occurrences) or _DISTANCING.isdisjoint(reading.occurrences):
        return
    plain = reading.spoken
    for match in _QUOTES.finditer(plain) if _QUOTE.search(plain) else ():
        index = reading.clause_index(match.start())
        before = reading.text.clauses[max(0, reading.sentence_clauses(index)[0] - 1)].start
        after = min(len(plain), match.end() + 80)
        frame = ((min(before, match.start()), match.start()), (match.end(), after))
        asks = any(reading.has(word, match.start(), match.end()) for word in _REQUESTING)
        framed = any(reading.has(word, *piece) for word in _FRAMING for piece in frame)
        if asks and (framed or reading.has("scope_negation", *frame[0])):
            yield Region("quoted", match.start(), match.end())


def _asked(reading: Reading) -> Iterator[Region]:
    clauses = reading.text.clauses
    for place in reading.at("scope_peer_question"):
        yield Region("asked", *_sentence_bounds(reading, place.start))
    seen = -1
    for place in reading.at("scope_question"):
        index = reading.clause_index(place.start)
        if clauses[index].sentence == seen:
            continue
        seen = clauses[index].sentence
        start, end = _sentence_bounds(reading, place.start)
        first_person = bool(_FIRST_PERSON.search(reading.spoken, start, end))
        if reading.has("asks_value", start, end) and not first_person:
            continue
        to_writer = any(
            _TO_WRITER.search(reading.spoken, o.start, o.end) for o in reading.within("to_sender", start, end)
        )
        if not to_writer and (first_person or not reading.has("addressed", start, end)):
            yield Region("asked", start, end)
        else:
            for asking in reading.within("solicit", start, end):
                yield Region("asked", asking.start, asking.end)


def _sentence_bounds(reading: Reading, position: int) -> tuple[int, int]:
    """Start of the first and end of the last clause of the sentence at a position."""
    sentence = reading.sentence_clauses(reading.clause_index(position))
    return reading.text.clauses[sentence[0]].start, reading.text.clauses[sentence[-1]].end


def _conditional(reading: Reading) -> Iterator[Region]:
    last_end = -1
    for place in reading.at("scope_opener"):
        if place.start >= last_end:
            index = reading.clause_index(place.start)
            last_end = _extended(reading, index, only_lists=False)
            yield Region("conditional", place.start, last_end)
    for place in reading.at("scope_fraud_label"):
        start, _ = _sentence_bounds(reading, place.start)
        turns = [p for atom in ("scope_turn", "to_sender") for p in reading.within(atom, start, place.start)]
        blocked = max((p.end for p in turns), default=start)
        yield Region("conditional", blocked, place.end)


def _third_party(reading: Reading) -> Iterator[Region]:
    for place in reading.at("scope_others"):
        start, end = reading.bounds(place.start)
        if not reading.has("to_sender", start, end):
            yield Region("third_party", start, end)
    for place in reading.at("scope_own"):
        yield Region("third_party", place.start, min(place.end + _OWN_REACH, reading.bounds(place.start)[1]))


def _delivered(reading: Reading) -> Iterator[Region]:
    for place in reading.at("scope_delivered"):
        yield Region("delivered", place.start, reading.bounds(place.start)[1])
    plain = reading.spoken
    for start, end in dict.fromkeys(reading.bounds(code.start) for code in reading.at("verification_code")):
        if _CODE.search(plain, max(start - 12, 0), min(end + 14, len(plain))):
            yield Region("delivered", start, end)
