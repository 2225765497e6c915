"""Reports on a scan."""

from scamguard.report.html import HtmlReport

__all__ = ["HtmlReport"]
