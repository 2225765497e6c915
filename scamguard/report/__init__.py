"""What a scan found, written: lines of JSON, a table for spreadsheets, a summary in words."""

from scamguard.report.csv_table import CsvTable
from scamguard.report.json_lines import JsonLines
from scamguard.report.output import Output, Stream
from scamguard.report.part_file import PartFile
from scamguard.report.summary import MUCH_NOT_UNDERSTOOD, summary_lines
from scamguard.report.writer import Writer

__all__ = ["MUCH_NOT_UNDERSTOOD", "CsvTable", "JsonLines", "Output", "PartFile", "Stream", "Writer", "summary_lines"]
