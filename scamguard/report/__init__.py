"""What a scan found, written: lines of JSON, a table for spreadsheets, one page of HTML, a summary in words."""

from scamguard.report.csv_table import CsvTable
from scamguard.report.html import HtmlReport
from scamguard.report.json_lines import JsonLines
from scamguard.report.output import Output, Stream
from scamguard.report.part_file import PartFile
from scamguard.report.redacting import Redacting
from scamguard.report.summary import MUCH_NOT_UNDERSTOOD, summary_lines
from scamguard.report.writer import Writer

__all__ = [
    "MUCH_NOT_UNDERSTOOD",
    "CsvTable",
    "HtmlReport",
    "JsonLines",
    "Output",
    "PartFile",
    "Redacting",
    "Stream",
    "Writer",
    "summary_lines",
]
