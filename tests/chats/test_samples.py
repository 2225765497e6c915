"""Real exports of other projects, where they are present: as many messages and senders as their list says."""

import csv
import json
import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from scamguard.chats import DateOrder, ReadOptions, read_chats

SAMPLES = Path(os.environ.get("SCAMGUARD_CHAT_SAMPLES", "/nonexistent"))
LIST = SAMPLES / "SOURCES.tsv"
pytestmark = pytest.mark.skipif(
    not LIST.is_file(), reason="no sample exports (SCAMGUARD_CHAT_SAMPLES names their folder)"
)
ROWS = list(csv.DictReader(LIST.open(encoding="utf-8"), delimiter="\t")) if LIST.is_file() else []
EXPLAINED: dict[str, tuple[int, int]] = {
    # Lines of the app itself are no messages here.
    "_spec_derived/wechat/pywxdump_v1.csv": (1, 1),
    "_spec_derived/wechat/wechatmsg.txt": (3, 2),
    # 158 with those who came and went; the list counts the comment of nobody as a sender.
    "slack/slack-export-viewer_testarchive.zip": (147, 7),
    # A package holds only the owner's messages, and does not name the owner.
    "_spec_derived/discord/package_messages_c1.csv": (2, 0),
    # The list counted date cells, not names.
    "messenger/msgvault_mixed_message_1.html": (2, 2),
    "kakaotalk/zeikar_android_01.txt": (2, 2),
    "kakaotalk/zeikar_mac_00.csv": (9, 4),
    "kakaotalk/zeikar_mac_01.csv": (2, 2),
    "kakaotalk/zeikar_windows_00.txt": (3, 2),
    # The list counts addresses; what the owner sent has no sender here.
    "sms_backup_restore/shruggie_edge_cases.xml": (4, 3),
    "sms_backup_restore/shruggie_mixed.xml": (4, 1),
}
"""Where this project counts otherwise (messages, senders), with the reason beside it."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_sample_has_the_messages_and_senders_that_are_listed(row: dict[str, str]) -> None:
    chats = list(read_chats([SAMPLES / row["file"]]))
    for chat in chats:
        list(chat.messages)
    senders = set().union(*(chat.diagnostics.senders for chat in chats))
    found = sum(chat.diagnostics.messages for chat in chats), len(senders)
    assert found == EXPLAINED.get(row["file"], (int(row["messages"]), int(row["senders"])))
    assert all(chat.diagnostics.ended for chat in chats if not chat.diagnostics.messages)


def vectors() -> list[dict[str, object]]:
    file = SAMPLES / "whatsapp" / "vectors_dates_dev.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []


@pytest.mark.parametrize("vector", [v for v in vectors() if v["expected"]], ids=lambda v: str(v["lines"]))
def test_dates_are_read_as_other_projects_read_them(vector: dict[str, list[str]], tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("\n".join(vector["lines"]), encoding="utf-8")
    order = DateOrder.DMY if len(vector["lines"]) == 1 and re.match(r"[\u200e[]*0?3", vector["lines"][0]) else None
    (chat,) = read_chats([file], ReadOptions(format="whatsapp", date_order=order))
    dates = [message.sent_at for message in chat.messages]
    for date, expected in zip(dates, map(datetime.fromisoformat, vector["expected"]), strict=True):
        assert date is not None
        assert abs((date - expected).total_seconds()) <= 60
