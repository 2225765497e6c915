"""A report that is left at any message and gone on with."""

import json
import os
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from scamguard.errors import InputError
from scamguard.report import HtmlReport
from scamguard.report.spool import Spool
from scamguard.scanning import Finding, Summary
from tests.report.scans import DEMAND, SEED, chat_file, scanned, talk

PIECES = ["我是欧易客服", "请把", "你的", "助记词", "发给我", "核对一下"]


@pytest.fixture(scope="module")
def scan() -> tuple[list[Finding], Summary]:
    """Two files: demands, one in pieces, between small talk, and a secret given away."""
    quiet = [("Ann", f"See you at lunch {n}") for n in range(4)]
    first = [*quiet, ("Bob", DEMAND), *quiet, ("me", f"ok {SEED}"), *quiet, ("安全中心", PIECES[0])]
    second = [*quiet[:1], *(("安全中心", piece) for piece in PIECES), *quiet]
    group = chain.from_iterable(zip(talk("one", second), talk("two", first), strict=False))
    return scanned(chat_file("a.csv", talk("one", first)), chat_file("b.csv", group))


@pytest.fixture
def same_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Stopped":  # noqa: ARG003  # as datetime has it
            return cls(2026, 3, 2) + timedelta(0)

    monkeypatch.setattr("scamguard.report.html.datetime", Stopped)


@pytest.mark.usefixtures("same_minute")
@pytest.mark.parametrize("redact", [False, True])
def test_wherever_it_is_left_the_page_is_the_same(
    scan: tuple[list[Finding], Summary], tmp_path: Path, redact: bool
) -> None:
    findings, summary = scan
    assert any(len(finding.turn.joined) > 1 and finding.turn.reason for finding in findings)
    whole, page, spool = tmp_path / "whole.html", tmp_path / "a.html", tmp_path / "spool"
    report = HtmlReport(whole, "zh", redact)
    report.open()
    for finding in findings:
        report.write(finding)
    report.close(summary)
    for cut in range(len(findings) + 1):
        report = HtmlReport(page, "zh", redact, spool=spool)
        report.open()
        for number, finding in enumerate(findings):
            if number % 5 == 4 and number < cut:
                report.state()
            if number == cut:
                break
            report.write(finding)
        kept = json.loads(json.dumps(report.state()))
        for finding in findings[cut : cut + 3]:
            report.write(finding)
        report.suspend()
        report = HtmlReport(page, "zh", redact, spool=spool, kept=kept)
        report.open()
        for finding in findings[cut:]:
            report.write(finding)
        report.close(summary)
        assert page.read_bytes() == whole.read_bytes(), cut
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "whole.html"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "扫描中途停止"), ("en", "stopped before its end")])
def test_an_interrupted_one_says_so_and_can_be_gone_on_with(
    scan: tuple[list[Finding], Summary], tmp_path: Path, lang: str, said: str
) -> None:
    findings, summary = scan
    page, spool = tmp_path / "a.html", tmp_path / "spool"
    report = HtmlReport(page, lang, False, spool=spool)
    report.open()
    for finding in findings[:9]:
        report.write(finding)
    kept = report.state()
    report.interrupt(summary)
    report.suspend()
    assert said in page.read_text(encoding="utf-8")
    assert spool.stat().st_mode & 0o077 == 0
    report = HtmlReport(page, lang, False, spool=spool, kept=kept)
    report.open()
    report.close(summary)
    assert said not in page.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("damage", [b"x", b'{"a":1}\n', b"[1,2]\n", b'["a","b",{},{"odd":1}]\n'])
def test_a_damaged_spool_is_refused(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "spool").write_bytes(damage)
    kept: dict[str, Any] = {"written": len(damage), "file": None, "recent": []}
    report = HtmlReport(tmp_path / "a.html", "en", False, spool=tmp_path / "spool", kept=kept)
    with pytest.raises(InputError, match="without --resume"):
        report.open()


def test_a_spool_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "spool").write_bytes(b"[]\n")
    with pytest.raises(InputError, match="spool is shorter than the interrupted scan left it"):
        Spool(tmp_path / "spool").open(4)


def test_half_a_character_comes_back(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    spool.open()
    places = [spool.add(["\ud83d", "a\nb\u2028"]), spool.add({"n": 1})]
    spool.safe()
    assert list(spool.lines()) == [(places[0], ["\ud83d", "a\nb\u2028"]), (places[1], {"n": 1})]
    assert spool.at(places[1]) == {"n": 1}


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    monkeypatch.setattr("scamguard.report.spool.for_owner", lambda _: os.open("/dev/full", os.O_WRONLY))
    spool = Spool(tmp_path / "spool")
    spool.open()
    spool.add("a line")
    with pytest.raises(InputError, match="spool can't be written: No space left on device"):
        spool.safe()
    spool.suspend()
