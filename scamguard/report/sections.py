"""The parts of the page that stand in it as they are: verdict, totals, charts, senders and files."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from scamguard.chats import Diagnostics
from scamguard.explanation import wording
from scamguard.report.charts import Timeline, share_bar
from scamguard.report.entries import harmless
from scamguard.report.gathering import Gathering, Talk
from scamguard.scanning import Summary
from scamguard.types import Level

Words = Mapping[str, Any]
_SENDERS, _FILES, _LISTED, _LONG_NAME = 10, 200, 50, 60
_CLASSES = {Level.CLEAR: "clear", Level.SUSPICIOUS: "suspicious", Level.SCAM: "scam"}


def shown(text: object) -> str:
    """Any text for the page: harmless characters only, escaped."""
    return escape(harmless(str(text)))


def amount(words: Sequence[str], count: int) -> str:
    """A sentence with a number: the first form for one, the second for all others."""
    return words[0 if count == 1 else 1].format(n=f"{count:,}")


def headline(summary: Summary, talks: Sequence[Talk], words: Words, redact: bool) -> str:
    """The verdict in plain words, how much was looked at, and whether the page may be shared."""
    worst = max((talk.level for talk in talks), default=Level.CLEAR)
    count = sum(talk.level is worst for talk in talks)
    key = worst.name if summary.messages else "nothing"
    if summary.leaks and worst is Level.CLEAR:
        key = "leak"
    sentence = words["headline"][key]
    flagged = sum(summary.levels.values())
    numbers = {"messages": summary.messages, "conversations": summary.conversations, "flagged": flagged}
    lead = words["lead"][key].format(**{name: f"{number:,}" for name, number in numbers.items()})
    style = "scam" if key == "leak" else _CLASSES[worst]
    parts = [
        f'<h1 class="{style}">{shown(sentence if isinstance(sentence, str) else amount(sentence, count))}</h1>',
        f'<p class="lead">{shown(lead)}</p>',
    ]
    if failed := sum(one.ended is not None and not one.skipped for one in summary.files):
        parts.append(f'<p class="incomplete">{shown(amount(words["incomplete"], failed))}</p>')
    if talks:
        name = "redacted" if redact else "unredacted"
        note = shown(words[name]).replace("--redact", "<code>--redact</code>")
        parts.append(f'<p class="{name}">{note}</p>')
    return "\n".join(parts)


def leak_warning(summary: Summary, words: Words) -> str:
    """What to do where the user gave away a seed phrase or key; nothing if not."""
    if not summary.leaks:
        return ""
    leak = words["leak"]
    steps = "".join(f"<li>{shown(step)}</li>" for step in leak["steps"])
    return (
        '<section class="leak-warning" aria-labelledby="leak-heading">'
        f'<h2 id="leak-heading">{shown(leak["heading"])}</h2>'
        f"<p>{shown(amount(leak['why'], summary.leaks))}</p><ol>{steps}</ol></section>"
    )


def totals(summary: Summary, words: Words) -> str:
    """The numbers."""
    levels = list(summary.conversation_levels.values())
    rows = [
        ("messages", summary.messages, ""),
        ("conversations", summary.conversations, ""),
        ("flagged", sum(summary.levels.values()), ""),
        ("scams", levels.count(Level.SCAM), "scam"),
        ("suspicious", levels.count(Level.SUSPICIOUS), "suspicious"),
        ("leaks", summary.leaks, "scam"),
        ("files", sum(one.format is not None for one in summary.files), ""),
    ]
    items = "".join(
        f'<div><dd class="{style if count else ""}">{count:,}</dd><dt>{shown(words["totals"][name])}</dt></div>'
        for name, count, style in rows
        if count or name not in ("leaks", "files")
    )
    return f'<section aria-label="{shown(words["totals"]["heading"])}"><dl class="totals">{items}</dl></section>'


def advice(talks: Sequence[Talk], words: Words, lang: str) -> str:
    """What to do now, in general."""
    worst = max((talk.level for talk in talks), default=Level.CLEAR)
    if worst is Level.CLEAR:
        return ""
    said = wording(lang)
    lines = (said["now"][worst.name], said["verify_anywhere"], said["report"])
    items = "".join(f"<li>{shown(line)}</li>" for line in lines)
    return f'<section class="advice"><h2>{shown(words["now"])}</h2><ul>{items}</ul></section>'


def timeline(gathering: Gathering, words: Words) -> str:
    """When the flagged messages were sent; nothing if there are none."""
    said = words["timeline"]
    drawn = Timeline.of(gathering.days, gathering.by_month)
    if not drawn.bars and not gathering.undated:
        return ""
    parts = [f"<h2>{shown(said['heading'])}</h2>"]
    if drawn.bars:
        levels = {level: words["levels"][level.name] for level in Level} | {Level.CLEAR: words["leak_level"]}
        first, last, peak = drawn.bars[0], drawn.bars[-1], drawn.peak
        summary = said["summary"].format(first=first.label, last=last.label, top=peak.label, most=f"{peak.total:,}")
        used = [
            level
            for level in (Level.SCAM, Level.SUSPICIOUS, Level.CLEAR)
            if any(b.counts.get(level) for b in drawn.bars)
        ]
        key = "".join(
            f'<li class="{"leak" if not level else _CLASSES[level]}">{shown(levels[level])}</li>' for level in used
        )
        ends = [first.label] if first is last else [first.label, last.label]
        parts += [
            f'<p class="caption">{shown(said[drawn.unit])}</p><ul class="key">{key}</ul>',
            f'<div class="plot"><span class="most" aria-hidden="true">{peak.total:,}</span>',
            f"{drawn.svg(f'{said[drawn.unit]}. {summary}', levels)}</div>",
            f'<p class="ends" aria-hidden="true">{"".join(f"<span>{label}</span>" for label in ends)}</p>',
            _numbers(drawn, used, levels, said),
        ]
    else:
        parts.append(f"<p>{shown(said['none'])}</p>")
    if gathering.undated and drawn.bars:
        parts.append(f'<p class="soft">{shown(amount(said["undated"], gathering.undated))}</p>')
    return f'<section class="card">{"".join(parts)}</section>'


def _numbers(drawn: Timeline, used: Sequence[Level], levels: Mapping[Level, str], said: Words) -> str:
    """The chart as a table, folded up."""
    head = "".join(f'<th scope="col">{shown(cell)}</th>' for cell in (said["date"], *(levels[level] for level in used)))
    rows = "".join(
        f'<tr><th scope="row">{bar.label}</th>'
        f"{''.join(f'<td>{bar.counts.get(level, 0):,}</td>' for level in used)}</tr>"
        for bar in drawn.bars
        if bar.total
    )
    return (
        f"<details><summary>{shown(said['table'])}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def flags(summary: Summary, words: Words, lang: str) -> str:
    """How often each red flag was raised; nothing if none was."""
    said, names = words["flags"], wording(lang)["flags"]
    rows = [(shown(names[str(flag)]), "", count) for flag, count in summary.flags.most_common()]
    return _counts(said["heading"], (said["flag"], said["count"]), rows, "")


def senders(summary: Summary, words: Words) -> str:
    """Who sent the most flagged messages; nothing if nobody did."""
    said = words["senders"]
    rows = []
    for (file, chat, sender), count in summary.senders.most_common(_SENDERS):
        where = chat or file
        rows.append((f"<bdi>{_name(sender or words['unknown'])}</bdi>", f"<bdi>{_name(where)}</bdi>", count))
    left = len(summary.senders) - len(rows)
    more = shown(said["more"].format(n=f"{left:,}")) if left > 0 else ""
    return _counts(said["heading"], (said["sender"], said["count"]), rows, more)


def _name(name: str) -> str:
    """A name for the page, shortened."""
    return shown(name if len(name) <= _LONG_NAME else f"{name[:_LONG_NAME]}…")


def _counts(heading: str, head: tuple[str, str], rows: Sequence[tuple[str, str, int]], more: str) -> str:
    """A table of names (escaped already, with what is said of them) and numbers, with a bar to each."""
    if not rows:
        return ""
    most = max(count for _, _, count in rows)
    lines = "".join(
        f'<tr><th scope="row">{name}{f"<small>{where}</small>" if where else ""}</th>'
        f'<td class="bar">{share_bar(count, most)}</td><td>{count:,}</td></tr>'
        for name, where, count in rows
    )
    columns = f'<th scope="col">{shown(head[0])}</th><td></td><th scope="col">{shown(head[1])}</th>'
    return (
        f'<section class="card"><h2>{shown(heading)}</h2><table class="counts">'
        f'<thead class="unseen"><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>'
        f"{f'<p class=soft>{more}</p>' if more else ''}</section>"
    )


def listed(talks: Sequence[Talk], words: Words) -> str:
    """The worst conversations by name, for readers whose browser runs no script. Names must be redacted already."""
    said = words["conversations"]
    if not talks:
        return ""
    lines = "".join(
        f"<li>{shown(words['levels'][talk.level.name])} · <bdi>{shown(talk.chat or words['unnamed'])}</bdi> · "
        f"{shown(amount(words['script']['flagged'], talk.flagged))}</li>"
        for talk in talks[:_LISTED]
    )
    left = len(talks) - _LISTED
    more = f"<p>{shown(said['more'].format(n=f'{left:,}'))}</p>" if left > 0 else ""
    return f"<p>{shown(said['noscript'])}</p><ul>{lines}</ul>{more}"


def files(diagnostics: Sequence[Diagnostics], words: Words) -> str:
    """What was read, what could not be and why, those that failed first; nothing if no file was come to the end of."""
    if not diagnostics:
        return ""
    said = words["files"]
    ordered = sorted(diagnostics, key=lambda one: (one.ended is None or one.skipped > 0, one.not_understood == 0))
    columns = ("name", "format", "messages", "system", "not_understood", "dates")
    head = "".join(f'<th scope="col">{shown(said[name])}</th>' for name in columns)
    rows = "".join(_file(one, said) for one in ordered[:_FILES])
    left = len(ordered) - _FILES
    more = f'<p class="soft">{shown(said["more"].format(n=f"{left:,}"))}</p>' if left > 0 else ""
    return (
        f'<section class="card files"><h2>{shown(said["heading"])}</h2>'
        f'<div class="wide" tabindex="0" role="region" aria-label="{shown(said["heading"])}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}</section>"
    )


def _file(one: Diagnostics, said: Words) -> str:
    remarks = []
    if one.skipped:
        remarks.append(f'<p class="soft">{shown(said["skipped"])}: {shown(one.ended)}</p>')
    elif one.ended is not None:
        remarks.append(f'<p class="failed">{shown(said["failed"])}: {shown(one.ended)}</p>')
    remarks += [f'<p class="soft">{shown(note)}</p>' for note in one.notes]
    if one.quoted:
        quoted = "".join(f"<li><bdi>{shown(line)}</bdi></li>" for line in one.quoted)
        remarks.append(f"<details><summary>{shown(said['examples'])}</summary><ul>{quoted}</ul></details>")
    form = " · ".join(part for part in (one.format, one.dialect, one.encoding) if part)
    dates = one.date_order or ""
    if one.date_certainty is not None:
        dates += f" ({said['certainty'][str(one.date_certainty)]})"
    cells = (f"<td>{shown(form)}</td>", *(f"<td>{n:,}</td>" for n in (one.messages, one.system, one.not_understood)))
    return (
        f'<tr><th scope="row"><bdi>{shown(one.source)}</bdi>{"".join(remarks)}</th>'
        f"{''.join(cells)}<td>{shown(dates.strip())}</td></tr>"
    )
