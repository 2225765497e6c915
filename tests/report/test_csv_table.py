"""Findings as a table: what a spreadsheet program reads, and what it must not calculate."""

import csv
import io
from pathlib import Path

import pytest

from scamguard.report import CsvTable, PartFile, Stream
from scamguard.report.csv_table import COLUMNS
from scamguard.scanning import Finding, Summary, scan
from tests.scanning.talk import QuickChecker, chat_file, said, scanned


def rows_of(findings: list[Finding]) -> list[dict[str, str]]:
    stream = io.StringIO()
    table = CsvTable(Stream(stream), everything=True)
    table.open()
    for finding in findings:
        table.write(finding)
    table.close(Summary())
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_row_has_what_the_finding_has() -> None:
    findings = scanned(QuickChecker())
    rows = rows_of(findings)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["file"], row["number"], row["text"], row["level"]) for row in rows] == [
        (finding.file, str(finding.number), finding.message.text, finding.level.name) for finding in findings
    ]
    turned = next(row for row in rows if row["turning_point"] == "yes" and row["text"] == "phrase")
    assert (turned["level"], turned["flags"]) == ("SCAM", "seed_phrase")
    assert {"please", "seed", "phrase"} == set(turned["evidence"].split(" … "))
    assert [row["leak"] for row in rows].count("yes") == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")'])
def test_what_would_be_calculated_gets_an_apostrophe(text: str) -> None:
    [row] = rows_of(list(scan(QuickChecker(), [chat_file("f", [said(text, text, text)])], Summary())))
    assert row["text"] == row["sender"] == row["chat"] == f"'{text}"


@pytest.mark.parametrize("text", ['a "quote", and\nlines\r\n', "a\0b", "1=1", "x;y", "'", ""])
def test_all_else_comes_back_as_it_was(text: str) -> None:
    [row] = rows_of(list(scan(QuickChecker(), [chat_file("f", [said(text)])], Summary())))
    assert row["text"] == text


def test_a_file_begins_with_the_mark_once(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "a.csv")
    part.open()
    table = CsvTable(part)
    table.open()
    kept = part.safe()
    part.suspend()
    part.open(kept)
    table.open()
    table.close(Summary())
    data = (tmp_path / "a.csv").read_bytes()
    assert data == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\n"
