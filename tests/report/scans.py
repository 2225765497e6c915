"""Invented chats, scanned, for the tests of reports and redaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from scamguard import Checker
from scamguard.chats import ChatFile, ChatMessage, Diagnostics
from scamguard.chats.message import message
from scamguard.report import HtmlReport
from scamguard.scanning import Finding, Summary, scan

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
"""A phrase of BIP-39's test vectors."""
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
CARD, IDENTITY, CODE, PASSWORD = "4111 1111 1111 1111", "11010519491231002X", "839201", "Hunter2x!"
PHONE, EMAIL = "+852 5550 1234", "lee.agent@okx-desk.example"
START = datetime(2026, 3, 2, 9, 0)

DEMAND = "我是OKX官方客服，请把您的助记词发给我核对，否则账户24小时内冻结"


@lru_cache(maxsize=1)
def checker() -> Checker:
    """One checker for all tests."""
    return Checker()


def talk(chat: str | None, lines: Sequence[tuple[str, str]], **fields: Any) -> Iterator[ChatMessage]:
    """Messages a minute apart; those of "me" are the user's own."""
    for minute, (sender, text) in enumerate(lines):
        yield message(text, sender, START + timedelta(minutes=minute), chat=chat, outgoing=sender == "me", **fields)


def chat_file(name: str, messages: Iterator[ChatMessage], **fields: Any) -> ChatFile:
    """A file as a reader gives it."""
    return ChatFile(name, messages, Diagnostics(name, **{"format": "generic_csv", **fields}))


def scanned(*files: ChatFile) -> tuple[list[Finding], Summary]:
    """All findings of a scan, and its summary."""
    summary = Summary()
    return list(scan(checker(), files, summary)), summary


def page(path: Path, files: Sequence[ChatFile], lang: str = "zh", redact: bool = False) -> str:
    """The report on a scan."""
    findings, summary = scanned(*files)
    report = HtmlReport(path, lang, redact)
    report.open()
    for finding in findings:
        report.write(finding)
    report.close(summary)
    return path.read_text(encoding="utf-8")
