"""Findings without what must not be passed on, for any writer."""

from scamguard.redact import redact_finding, redact_summary
from scamguard.report.writer import Writer
from scamguard.scanning import Finding, Summary


class Redacting:
    """A Writer that hands another one findings and summary redacted; `lang` (zh or en) is that of the marks.

    Unflagged findings are handed on only with `everything`.
    """

    def __init__(self, writer: Writer, lang: str, *, everything: bool) -> None:
        self._writer, self._lang, self._everything = writer, lang, everything

    def open(self) -> None:
        """Opens the writer behind."""
        self._writer.open()

    def write(self, finding: Finding) -> None:
        """Hands a finding on, if it is wanted."""
        if finding.flagged or self._everything:
            self._writer.write(redact_finding(finding, self._lang))

    def close(self, summary: Summary) -> None:
        """Closes the writer behind."""
        self._writer.close(redact_summary(summary, self._lang))
