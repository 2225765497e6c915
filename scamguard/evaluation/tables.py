"""A report as plain text for the terminal, in columns that stay straight for Chinese and Japanese too."""

import unicodedata
from collections.abc import Iterator, Sequence

from scamguard.evaluation.judge import Judged
from scamguard.evaluation.metrics import Figure
from scamguard.evaluation.report import LEAST_OF_A_KIND, Report, explanation, shown_text, worst_mistakes

FLAG_TABLE = "flag"
_NONE = "–"
_NAME_LIMIT = 32
_HEADINGS = {"lang": "language", "kind": "kind", "author": "author", FLAG_TABLE: "flag"}
_ALL_FIGURES = (
    ("flagged (SUSPICIOUS or SCAM)", ()),
    ("  precision", ("precision", True)),
    ("  recall: scams flagged", ("recall", True)),
    ("  false alarms: honest flagged", ("false_alarms", True)),
    ("called SCAM", ()),
    ("  precision", ("scam_precision", True)),
    ("  recall", ("scam_recall", True)),
    ("  false alarms", ("scam_false_alarms", True)),
    ("ranking and calibration", ()),
    ("  area under the ROC curve", ("auc", False)),
    ("  average precision", ("average_precision", False)),
    ("  expected calibration error", ("calibration_error", False)),
)


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide character, none for a combining one."""
    return sum(_char_width(char) for char in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of equally many cells as lines: the first column flush left, the others flush right."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first + " " * (widths[0] - width(first))]
        cells += [" " * (size - width(cell)) + cell for cell, size in zip(others, widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()


def summary(report: Report, tables: Sequence[str]) -> Iterator[str]:
    """The figures of all messages, then the tables asked for: names of GROUPINGS, or FLAG_TABLE."""
    yield _counts(report)
    yield ""
    yield from aligned([("", "", "95 % interval"), *_figure_rows(report)])
    for table in tables:
        yield ""
        yield from _flag_table(report) if table == FLAG_TABLE else _group_table(report, table)


def mistakes(report: Report, count: int) -> Iterator[str]:
    """The worst mistakes, `count` of either sort, each with place, label, text and explanation."""
    alarms, missed = worst_mistakes(report.judged, count)
    for what, found in (("honest messages flagged", alarms), ("scams missed", missed)):
        yield ""
        yield f"{what}, the worst first:" if found else f"{what}: none to show"
        for one in found:
            yield ""
            yield f"  {_place(one)}"
            yield f"    {shown_text(one)}"
            yield from (f"    {line}".rstrip() for line in explanation(one))


def _char_width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def _counts(report: Report) -> str:
    """How much of what there was."""
    all_of_them = report.everything
    parts = [
        f"{all_of_them.scams + all_of_them.honest:,} messages",
        f"{all_of_them.scams:,} scams",
        f"{all_of_them.honest:,} honest",
    ]
    if report.conversations:
        parts.append(f"{report.conversations:,} of them conversations")
    if report.bad_lines:
        parts.append(f"{report.bad_lines:,} bad lines skipped")
    return ", ".join(parts)


def _figure_rows(report: Report) -> Iterator[tuple[str, str, str]]:
    for heading, content in _ALL_FIGURES:
        if not content:
            yield heading, "", ""
            continue
        name, is_rate = content
        figure = report.everything.figures[name]
        if figure is None:
            yield heading, _NONE, ""
        elif is_rate:
            yield heading, f"{_percent(figure.value)} %", _interval(figure)
        else:
            yield heading, _decimal(figure), f"{figure.low:.3f} – {figure.high:.3f}"


def _group_table(report: Report, grouping: str) -> Iterator[str]:
    groups = report.groups[grouping]
    if not any(group.name for group in groups):
        at_least = f" with {LEAST_OF_A_KIND} messages or more" if grouping == "kind" else ""
        yield f"by {_HEADINGS[grouping]}: no line names one{at_least}"
        return
    heading = f"by {_HEADINGS[grouping]}"
    rows = [(heading, "scams", "recall", "interval", "honest", "alarms", "interval", "as SCAM", "AUC")]
    for group in groups:
        figures = group.figures
        rows.append(
            (
                _name(group.name),
                f"{group.scams:,}",
                *_rate(figures["recall"]),
                f"{group.honest:,}",
                *_rate(figures["false_alarms"]),
                _rate(figures["scam_false_alarms"])[0],
                _decimal(figures["auc"]),
            )
        )
    yield from aligned(rows)


def _flag_table(report: Report) -> Iterator[str]:
    if not report.flags:
        yield "by flag: no line names one"
        return
    rows = [("by flag", "scams", "recall", "interval", "named", "interval")]
    rows += [(str(row.flag), f"{row.scams:,}", *_rate(row.recall), *_rate(row.named)) for row in report.flags]
    yield from aligned(rows)


def _rate(figure: Figure | None) -> tuple[str, str]:
    """A rate in percent, and its interval."""
    return (_NONE, "") if figure is None else (f"{_percent(figure.value)} %", _interval(figure))


def _interval(figure: Figure) -> str:
    """The interval of a rate in percent; none of 0 and 1: no resample can show what never happened."""
    return "" if figure.low == figure.high else f"{_percent(figure.low)} – {_percent(figure.high)}"


def _decimal(figure: Figure | None) -> str:
    return _NONE if figure is None else f"{figure.value:.3f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _name(name: str | None) -> str:
    if name is None:
        return "(not named)"
    name = "".join(char if char.isprintable() else "·" for char in name)
    return name if len(name) <= _NAME_LIMIT else f"{name[: _NAME_LIMIT - 1]}…"


def _place(one: Judged) -> str:
    """Where a message stands, and what its line says of it."""
    labelled = one.labelled
    place = f"{labelled.file}:{labelled.line}"
    turn = f"message {one.turn + 1} of {len(labelled.messages)}" if labelled.is_conversation else None
    names = (labelled.lang, labelled.kind, labelled.author)
    return ", ".join([place, *filter(None, (turn, *(_name(name) for name in names if name)))])
