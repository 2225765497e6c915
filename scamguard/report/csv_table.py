"""Findings as a table of comma-separated values that spreadsheet programs open."""

import csv
import io
from collections.abc import Sequence

from scamguard.report.output import Output
from scamguard.scanning import Finding, Summary

COLUMNS = (
    "file", "number", "sent_at", "chat", "sender", "level", "score", "flags",
    "conversation_level", "turning_point", "leak", "evidence", "text", "links",
)  # fmt: skip
_MARK = "\ufeff"
"""Tells spreadsheet programs that the file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell may begin with that a spreadsheet program calculates, the full-width forms included."""


class CsvTable:
    """Writes the flagged messages, or with `everything` all of them, below one line of headings."""

    def __init__(self, output: Output, *, everything: bool = False) -> None:
        self._output, self._everything = output, everything

    def open(self) -> None:
        """The headings, unless they were written before an interruption."""
        if not self._output.continued:
            self._output.write((_MARK if self._output.is_file else "") + _row(COLUMNS))

    def write(self, finding: Finding) -> None:
        """One row, if the message is wanted."""
        if finding.flagged or self._everything:
            self._output.write(_row(_cells(finding)))

    def close(self, summary: Summary) -> None:  # noqa: ARG002  # the rows say it all
        """The last row was the last."""
        self._output.finish()


def _cells(finding: Finding) -> tuple[str, ...]:
    message, turn = finding.message, finding.turn
    reasons = (turn.verdict, turn.reason) if turn.reason else (turn.verdict,)
    evidence = dict.fromkeys(piece for verdict in reasons for signal in verdict.signals for piece in signal.evidence)
    return (
        finding.file,
        str(finding.number),
        message.sent_at.isoformat(" ") if message.sent_at else "",
        message.chat or "",
        message.sender or "",
        finding.level.name,
        f"{finding.score:.4f}",
        "; ".join(finding.flags),
        turn.level.name,
        _yes(turn.reason is not None),
        _yes(turn.leak),
        " … ".join(evidence) if finding.flagged else "",
        message.text,
        " ".join(message.links),
    )


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    # Only what ends lines is put between quotes: with both characters a single CR inside a cell is, too.
    csv.writer(line, lineterminator="\r\n").writerow([_text(cell) for cell in cells])
    return line.getvalue().removesuffix("\r\n") + "\n"


def _text(cell: str) -> str:
    """The cell as a spreadsheet program leaves it alone: what it would calculate gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
