"""The nouns of scamguard: what goes in (Message), is read (Text), is found (Signal), comes out (Verdict).

All are immutable; those that a text has many of are tuples, which are made faster. Positions are in code points. `Span`
always refers to the original text; the fields named `start` and `end` of `Clause` and `Entity` refer to the plain
(undisguised) text and are mapped back by `Text.span`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from scamguard.errors import InputError
from scamguard.odds import probability, shares, total

SCHEMA = 1


class Level(IntEnum):
    """How bad it is. CLEAR means that no red flag was found, never that a message is safe."""

    CLEAR = 0
    SUSPICIOUS = 1
    SCAM = 2


class Flag(StrEnum):
    """What a scam message does. Each rule raises one of these."""

    PRIVATE_KEY = "private_key"
    SEED_PHRASE = "seed_phrase"
    VERIFICATION_CODE = "verification_code"
    PASSWORD = "password"
    API_KEY = "api_key"
    BANK_CARD = "bank_card"
    ID_DOCUMENT = "id_document"
    TRANSFER = "transfer"
    ASSET_ENQUIRY = "asset_enquiry"
    DOMAIN = "domain"
    PHONE = "phone"
    SOCIAL_ACCOUNT = "social_account"
    UNSOLICITED_CONTACT = "unsolicited_contact"
    DOWNLOAD = "download"
    REMOTE_CONTROL = "remote_control"
    QR = "qr"
    RECOVERY_SERVICE = "recovery_service"
    INVESTMENT_LURE = "investment_lure"
    AIRDROP_LURE = "airdrop_lure"
    URGENCY_THREAT = "urgency_threat"


class EntityKind(StrEnum):
    """What kinds of things are found in a text besides words."""

    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    WALLET_ADDRESS = "wallet_address"
    SECRET = "secret"
    AMOUNT = "amount"


class Span(NamedTuple):
    """A piece of the original text: `start` (included) to `end` (excluded), in code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


OWN = "me"
"""The sender's name that stands for the user where a message doesn't say whether it is outgoing."""


@dataclass(frozen=True, slots=True)
class Message:
    """What someone received.

    `quoted` is text that the sender only quotes (it is not judged); `links` are addresses that the text hides (behind
    HTML anchors or buttons); `sender` is a name, number, account or e-mail address as shown; `outgoing` says whether
    the user sent it (None: unknown).
    """

    text: str
    sender: str | None = None
    sent_at: datetime | None = None
    chat: str | None = None
    quoted: str | None = None
    links: tuple[str, ...] = ()
    outgoing: bool | None = None


class Edit(NamedTuple):
    """One disguise undone: `step` names what was done, `before` stood at `span`, `after` is how it was read."""

    step: str
    span: Span
    before: str
    after: str


class Clause(NamedTuple):
    """A piece of plain text without inner punctuation; `sentence` numbers the sentence that it belongs to."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Something found in the plain text from `start` to `end`; `span` is where it stands in the original.

    `value` is its normal form (a URL, a phone number's digits, an address); `details` says more (host, registrable
    domain, network, platform, currency), by kind.
    """

    kind: EntityKind
    value: str
    start: int
    end: int
    span: Span
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A message undisguised. `plain[i]` was read from `raw[starts[i]:ends[i]]`."""

    raw: str
    plain: str
    starts: Sequence[int]
    ends: Sequence[int]
    edits: tuple[Edit, ...]
    clauses: tuple[Clause, ...]
    entities: tuple[Entity, ...]

    def span(self, start: int, end: int) -> Span:
        """The original piece behind plain[start:end] (empty at the same place if start == end)."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence for the reader in each language of the explanations."""

    zh: str
    en: str

    def to_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason. `weight` is in log-odds, below 0 if it speaks for the message; `evidence` are the original pieces at
    `spans`.

    A reason that stands in the sender field or in a hidden link has evidence but no spans.
    """

    id: str
    flag: Flag
    family: str
    weight: float
    spans: tuple[Span, ...]
    evidence: tuple[str, ...]
    title: Wording
    why: Wording

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "flag": str(self.flag),
            "family": self.family,
            "weight": self.weight,
            "spans": [[s.start, s.end] for s in self.spans],
            "evidence": list(self.evidence),
            "title": self.title.to_dict(),
            "why": self.why.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Signal":
        return cls(
            id=data["id"],
            flag=Flag(data["flag"]),
            family=data["family"],
            weight=float(data["weight"]),
            spans=tuple(Span(start, end) for start, end in data["spans"]),
            evidence=tuple(data["evidence"]),
            title=Wording(**data["title"]),
            why=Wording(**data["why"]),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its reasons.

    `score` is the probability (0 to 1) behind the sum `prior` + `shares()`, all in log-odds; `edits` are the disguises
    that hid something; `advice` is what to do now, in the message's language `lang` (zh or en); `verify` where the
    organisation that it speaks of is genuinely reached; `notes` say how the input had to be read (for example its
    encoding).
    """

    level: Level
    prior: float
    signals: tuple[Signal, ...]
    edits: tuple[Edit, ...]
    advice: tuple[str, ...]
    verify: Wording
    lang: str
    versions: Mapping[str, str]
    notes: tuple[str, ...] = ()

    def shares(self) -> tuple[float, ...]:
        """What each signal adds to the sum."""
        return shares(self.signals)

    @property
    def log_odds(self) -> float:
        """The sum in log-odds."""
        return total(self.prior, self.signals)

    @property
    def score(self) -> float:
        """The probability of a scam, 0 to 1."""
        return probability(self.log_odds)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags raised, strongest first, each once; none at CLEAR, where the signals are too faint to warn."""
        if self.level is Level.CLEAR:
            return ()
        return tuple(dict.fromkeys(s.flag for s in self.signals if s.weight >= 0))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, as described by `scamguard/schema/verdict.json`."""
        return {
            "schema": SCHEMA,
            "level": self.level.name,
            "score": round(self.score, 6),
            "log_odds": self.log_odds,
            "prior": self.prior,
            "flags": [str(flag) for flag in self.flags],
            "signals": [{**s.to_dict(), "share": share} for s, share in zip(self.signals, self.shares(), strict=True)],
            "edits": [
                {"step": e.step, "span": [e.span.start, e.span.end], "before": e.before, "after": e.after}
                for e in self.edits
            ],
            "advice": list(self.advice),
            "verify": self.verify.to_dict(),
            "lang": self.lang,
            "versions": dict(self.versions),
            "notes": list(self.notes),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Verdict":
        """The verdict that `to_dict` described. Raises InputError if it is of another schema or not a verdict."""
        schema = data.get("schema") if isinstance(data, Mapping) else None
        if schema != SCHEMA:
            raise InputError(f"this verdict has schema {schema!r}; this version reads schema {SCHEMA}")
        try:
            return cls(
                level=Level[data["level"]],
                prior=float(data["prior"]),
                signals=tuple(Signal.from_dict(s) for s in data["signals"]),
                edits=tuple(Edit(e["step"], Span(*e["span"]), e["before"], e["after"]) for e in data["edits"]),
                advice=tuple(data["advice"]),
                verify=Wording(**data["verify"]),
                lang=data["lang"],
                versions=dict(data["versions"]),
                notes=tuple(data.get("notes", ())),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"not a verdict: {type(error).__name__}: {error}") from error
