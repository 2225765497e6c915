"""How well the checker does on labelled messages: reading, figures, report, tables, plots."""

from scamguard.evaluation.judge import Judged, judge
from scamguard.evaluation.read import Labelled, read
from scamguard.evaluation.report import Report, make_report

__all__ = ["Judged", "Labelled", "Report", "judge", "make_report", "read"]
