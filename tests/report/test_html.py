"""The page of a report: whole, quiet, and with what it is to tell."""

import re
import tracemalloc
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from scamguard.chats import Certainty
from scamguard.chats.message import message
from scamguard.report import HtmlReport
from scamguard.report.html import page_words
from scamguard.scanning import Finding, Summary, count
from scamguard.types import Level
from tests.report.pages import Page
from tests.report.scans import DEMAND, SEED, chat_file, page, scanned, talk

SMALL_TALK = [("Ann", f"See you at lunch {n}") for n in range(20)]


@pytest.mark.parametrize(
    ("lang", "tag", "headline"), [("zh", "zh-Hans", "1 段对话是骗局"), ("en", "en", "1 conversation is a scam")]
)
def test_the_language(tmp_path: Path, lang: str, tag: str, headline: str) -> None:
    files = [chat_file("a.csv", talk("Ann", SMALL_TALK)), chat_file("b.csv", talk("b", [("Bob", DEMAND)]))]
    read = Page(page(tmp_path / "a.html", files, lang))
    assert read.attribute("html", "lang") == [tag]
    assert headline in read.text
    assert read.data["index"]["words"] == page_words(lang)["script"]
    assert [heading for heading in ("h1",) if [t for t, _ in read.elements].count(heading) == 1]


def test_both_languages_say_the_same_things() -> None:
    def shape(words: Any) -> Any:
        if isinstance(words, dict):
            return {key: shape(value) for key, value in words.items()}
        return len(words) if isinstance(words, list) else sorted(set(re.findall(r"\{\w+\}", words)))

    assert shape(page_words("zh")["script"]) == shape(page_words("en")["script"])
    assert page_words("zh").keys() == page_words("en").keys()
    redacted = Path("scamguard/wording/redacted.yaml").read_text(encoding="utf-8")
    zh, en = (yaml.safe_load(redacted)[lang] for lang in ("zh", "en"))
    assert zh.keys() == en.keys()


def test_an_empty_scan(tmp_path: Path) -> None:
    read = Page(page(tmp_path / "a.html", [], "en"))
    assert "No message could be read" in read.text
    assert read.data == {"index": read.data["index"]}
    assert read.data["index"]["conversations"] == []


def test_nothing_found_is_no_proof(tmp_path: Path) -> None:
    read = Page(page(tmp_path / "a.html", [chat_file("a.csv", talk("Ann", SMALL_TALK))], "en"))
    assert "No red flag found" in read.text
    assert "no proof that they are safe" in read.text
    assert not read.entries()


def test_flagged_messages_stand_between_two_others_on_either_side(tmp_path: Path) -> None:
    lines = [*SMALL_TALK[:10], ("Bob", DEMAND), *SMALL_TALK[10:]]
    read = Page(page(tmp_path / "a.html", [chat_file("a.csv", talk("group", lines))]))
    assert [entry["n"] for entry in read.entries()] == [8, 9, 10, 11, 12]
    assert [entry.get("l", 0) for entry in read.entries()] == [0, 0, 2, 2, 2]
    flagged = read.entries()[2]
    marked = [flagged["x"][start:end] for start, end in flagged["m"]]
    assert any("把您的助记词发给我" in piece for piece in marked)
    turn = flagged["T"]
    assert turn["l"] == 2
    assert all(len(read.data["index"]["reasons"][at]) == 3 for at in turn["r"])
    assert not turn.get("j")


def test_messages_read_together_are_shown_and_named(tmp_path: Path) -> None:
    pieces = ["我是欧易客服", "请把", "你的", "助记词", "发给我", "核对一下"]
    lines = [*SMALL_TALK[:4], *(("安全中心", piece) for piece in pieces)]
    findings, _ = scanned(chat_file("a.csv", talk("split", lines)))
    joined = [finding.turn.joined for finding in findings if finding.turn.reason and len(finding.turn.joined) > 1]
    assert joined, "the invented chat no longer needs to be read together"
    read = Page(page(tmp_path / "a.html", [chat_file("a.csv", talk("split", lines))]))
    assert [list(numbers) for numbers in joined] == [e["T"]["j"] for e in read.entries() if e.get("T", {}).get("j")]
    assert set(joined[0]) <= {entry["n"] for entry in read.entries()}


def test_a_secret_given_away_gets_its_warning(tmp_path: Path) -> None:
    lines = [("Ann", "hi"), ("me", f"my seed phrase is {SEED}")]
    read = Page(page(tmp_path / "a.html", [chat_file("a.csv", talk("Ann", lines))], "en"))
    assert "move your funds now" in read.text
    assert "The key to a wallet was given away" in read.text
    entry = read.entries()[1]
    assert (entry["k"], entry["o"]) == (1, 1)
    assert [entry["x"][start:end] for start, end in entry["m"]] == [SEED]
    assert "Who sent the most" not in read.text


def test_the_worst_conversations_come_first(tmp_path: Path) -> None:
    doubtful = "加微信 okxkefu88 领取福利"
    files = [
        chat_file("a.csv", talk("doubtful", [("Bob", doubtful)])),
        chat_file("b.csv", talk("scam", [("Eve", DEMAND)])),
        chat_file("c.csv", talk("worse", [("Eve", f"{DEMAND}，并转账到安全账户，不要告诉任何人")])),
    ]
    rows = Page(page(tmp_path / "a.html", files)).data["index"]["conversations"]
    assert [row["l"] for row in rows] == sorted((row["l"] for row in rows), reverse=True)
    assert rows[0]["l"] == 2
    assert all(later["i"] == row["i"] + row["z"] for row, later in pairwise(rows))


def test_files_that_failed_come_first_with_the_reason(tmp_path: Path) -> None:
    good = chat_file("good.csv", talk("a", SMALL_TALK), date_certainty=Certainty.AMBIGUOUS, date_order="dmy")
    read = Page(page(tmp_path / "a.html", [good, chat_file("bad.zip", iter(()), ended="not a zip file")], "en"))
    assert "1 file could not be read to its end" in read.text
    files = read.text[read.text.rindex("Files") :]
    assert files.index("bad.zip") < files.index("not a zip file") < files.index("good.csv")
    assert "dmy (ambiguous)" in files


def test_files_that_are_no_chats_did_not_fail(tmp_path: Path) -> None:
    skipped = chat_file("chats", iter(()), format=None, ended="2 files are no chats: a.jpg, b.jpg", skipped=2)
    good = chat_file("good.csv", talk("a", SMALL_TALK))
    read = Page(page(tmp_path / "a.html", [skipped, good], "en"))
    assert "could not be read" not in read.text
    assert "Not read to its end" not in read.text
    assert "Passed over, as no chats: 2 files are no chats: a.jpg, b.jpg" in read.text
    assert "1files" in read.text, "folders are not counted"


def test_messages_without_time_are_counted_apart(tmp_path: Path) -> None:
    timeless = iter([message(DEMAND, "Bob", None, chat="b")])
    files = [chat_file("a.csv", talk("a", [("Bob", DEMAND)])), chat_file("b.csv", timeless)]
    read = Page(page(tmp_path / "a.html", files, "en"))
    assert "One more has no time and is not in the chart." in read.text
    assert [
        name for name in read.attribute("svg", "aria-label") if name.startswith("Flagged messages a day. From 2026")
    ]


def test_the_page_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")
    report = HtmlReport(path, "en", redact=False)
    report.open()
    for finding in scanned(chat_file("a.csv", talk("a", [("Bob", DEMAND)])))[0]:
        report.write(finding)
    with pytest.raises(AttributeError):
        report.close(replace(Summary(), files=[None]))  # type: ignore[list-item]
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]
    assert path.read_text(encoding="utf-8") == "old"


def many(number: int) -> "list[Finding]":
    """Flagged and other findings to make many of."""
    lines = [("Bob", DEMAND), *SMALL_TALK[:2]]
    findings, _ = scanned(chat_file("a.csv", talk("a", lines)))
    return findings[:number]


def test_a_hundred_thousand_flagged_messages_fill_neither_memory_nor_disk(tmp_path: Path) -> None:
    bad, good, _ = many(3)
    report, summary = HtmlReport(tmp_path / "a.html", "zh", redact=False), Summary()
    report.open()
    start = datetime(2024, 1, 1)
    tracemalloc.start()
    for number in range(100_000):
        sent_at = start + timedelta(minutes=number)
        one = replace(bad, message=replace(bad.message, chat=f"chat {number // 50}", sent_at=sent_at))
        one = replace(
            one, turn=replace(bad.turn, number=number % 50, reason=bad.turn.reason if number % 50 == 0 else None)
        )
        count(summary, one)
        report.write(one)
        if number % 50 == 49:
            report.write(replace(good, message=replace(good.message, chat=one.message.chat)))
    report.close(summary)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60e6
    assert (tmp_path / "a.html").stat().st_size < 60e6
    assert summary.levels[Level.SCAM] == 100_000
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert html.count('<script type="application/json" id="m') == 1_020
    assert "2,000 段对话是骗局" in html
