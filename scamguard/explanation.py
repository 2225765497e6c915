"""A verdict in words, Chinese or English. The explanation is the arithmetic: every reason is a number of the sum."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from scamguard.resources import shipped_data
from scamguard.text.lazy import LazyPattern
from scamguard.types import Level, Signal, Verdict, Wording

LANGUAGES = ("zh", "en")
_HAN, _BELOW_HAN = LazyPattern("[\u4e00-\u9fff][\u4e00-\u9fff]*"), LazyPattern("[\0-\u2e7f][\0-\u2e7f]*")
_QUOTE_LIMIT = 120
_QUOTES_A_REASON = 4


@lru_cache(maxsize=4)
def wording(lang: str) -> Mapping[str, Any]:
    """The frame sentences and advice of a language (scamguard/wording/)."""
    data: Mapping[str, Any] = shipped_data("wording", lang)
    return data


def language_of(plain: str) -> str:
    """The language to explain a message in: zh if a fair part of its letters is Han, else en."""
    sample = plain[:4000]
    if sample.isascii():
        return "en"
    han = sum(map(len, _HAN.findall(sample)))
    latin = sum(map(str.isalpha, "".join(_BELOW_HAN.findall(sample))))
    return "zh" if han * 4 >= latin and han else "en"


def advice_for(level: Level, signals: Iterable[Signal], verify: Wording, lang: str) -> tuple[str, ...]:
    """What to do now, by the flags of the signals, each sentence once, and where to verify; nothing at CLEAR."""
    if level is Level.CLEAR:
        return ()
    words = wording(lang)
    lines = [words["now"][level.name]]
    lines += [words["advice"][signal.flag] for signal in signals if signal.weight >= 0]
    return tuple(dict.fromkeys([*lines, words["verify"].format(getattr(verify, lang))]))


def remedies_for(verdict: Verdict, lang: str) -> tuple[str, ...]:
    """What to do if it is too late: the secret is told, the money sent; by flag, each sentence once."""
    if verdict.level is Level.CLEAR:
        return ()
    words = wording(lang)
    return tuple(dict.fromkeys([*(words["already"][str(flag)] for flag in verdict.flags), words["report"]]))


def explain(verdict: Verdict, lang: str | None = None) -> str:
    """The verdict for a reader: level, reasons with quoted evidence and share, disguises, what to do, where to verify.

    `lang` is zh or en; None is the language of the message. The shares printed add up to the sum printed.
    """
    lang = lang or verdict.lang
    words = wording(lang)
    lines = [words["level"][verdict.level.name].format(percent=_percent(verdict.score))]
    lines += _reasons(verdict, lang, words)
    if verdict.edits:
        lines += ["", words["disguises"]]
        lines += [
            f"  - {words['steps'].get(e.step, e.step)}: {_quote(e.before, words)} → {e.after}"
            for e in verdict.edits[:8]
        ]
    for heading, items in (
        ("do_now", advice_for(verdict.level, verdict.signals, verdict.verify, lang)),
        ("too_late", remedies_for(verdict, lang)),
    ):
        if items:
            lines += ["", words[heading], *(f"  - {item}" for item in items)]
    if verdict.notes:
        lines += [
            "",
            *(
                words["notes"].get(note.partition(":")[0], note).format(note.partition(":")[2])
                for note in verdict.notes
            ),
        ]
    return "\n".join(lines)


def _reasons(verdict: Verdict, lang: str, words: Mapping[str, Any]) -> list[str]:
    """The signals, strongest first, with their shares, and the sum."""
    if all(signal.weight < 0 for signal in verdict.signals):
        return []
    lines = ["", words["faint" if verdict.level is Level.CLEAR else "reasons"]]
    for number, (signal, share) in enumerate(zip(verdict.signals, verdict.shares(), strict=True), 1):
        counted = f"{share:+.2f}" if share else words["same_family"]
        flag = f"{words['flags'][str(signal.flag)]}, " if signal.weight > 0 else ""
        lines.append(f"  {number}. {getattr(signal.title, lang)}  [{flag}{counted}]")
        quotes = [_quote(piece, words) for piece in dict.fromkeys(signal.evidence)]
        if quotes:
            lines.append(f"     {' … '.join(quotes[:_QUOTES_A_REASON])}")
        lines.append(f"     {getattr(signal.why, lang)}")
    total = words["sum"].format(
        prior=f"{verdict.prior:+.2f}", shares=f"{sum(verdict.shares()):+.2f}", total=f"{verdict.log_odds:+.2f}"
    )
    return [*lines, f"  {total} → {_percent(verdict.score)}"]


def _quote(piece: str, words: Mapping[str, Any]) -> str:
    """A piece of the message as it stands there, on one line, shortened in the middle if long."""
    piece = " ".join("".join(char if char.isprintable() else "·" for char in piece.replace("\n", " ")).split())
    if len(piece) > _QUOTE_LIMIT:
        piece = f"{piece[: _QUOTE_LIMIT // 2]}…{piece[-_QUOTE_LIMIT // 3 :]}"
    opening, closing = words["quotes"]
    return f"{opening}{piece}{closing}"


def _percent(score: float) -> str:
    """A probability for a reader; never 0 or 100 %."""
    return f"{min(max(score * 100, 0.1), 99.9):.1f}%"
