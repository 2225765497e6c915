"""The report of a scan that is killed or interrupted, and gone on with."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.command_line import SCAM, Run
from tests.cli.long_scans import begin, scan

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PIECES = ["我是欧易客服", "请把", "你的", "助记词", "发给我", "核对一下"]
MADE = re.compile("Made on [0-9-]+ [0-9:]+|生成于 [0-9-]+ [0-9:]+")
LEFT = ["found.html", "out", "out.part", "out.part.report", "out.part.state"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise, and there is no SIGKILL")


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of conversations with demands, demands in pieces, secrets given away and small talk."""
    folder = tmp_path_factory.mktemp("chats")
    for name, number in (("a", 60), ("b", 600)):
        rows = []
        for n in range(number):
            sender, text, chat = f"s{n % 7}", f"See you at lunch {n}", f"c{n % 4}"
            if n % 23 == 5:
                text = SCAM
            elif n % 60 == 31:
                sender, text = "me", f"ok: {SEED}"
            elif n % 50 < len(PIECES):
                sender, text, chat = "安全中心", PIECES[n % 50], f"in pieces {n // 200}"
            sent_at = f"2026-03-{1 + n // 60:02} 10:{n % 60:02}:00"
            rows.append({"text": text, "sender": sender, "chat": chat, "date": sent_at})
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def options(folder: Path) -> Sequence[str]:
    return "--report", str(folder / "found.html"), "--lang", "en", "--redact"


def shown(folder: Path) -> str:
    """The report, but for the minute in which it was made."""
    text, minutes = MADE.subn("", (folder / "found.html").read_text(encoding="utf-8"))
    assert minutes == 1
    return text


@pytest.fixture(scope="module")
def whole(chats: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, bytes]:
    """The file, the report and the summary of a scan that nothing interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    done = subprocess.run(scan(chats, folder / "out", *options(folder)), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert '"j":[' in shown(folder), "no demand in pieces is seen any more"
    return (folder / "out").read_bytes(), shown(folder), done.stderr


def go_on(chats: Path, folder: Path) -> tuple[bytes, str, bytes]:
    done = subprocess.run(scan(chats, folder / "out", *options(folder), "--resume"), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == LEFT[:2]
    return (folder / "out").read_bytes(), shown(folder), done.stderr


@pytest.mark.parametrize(("lines", "jobs"), [(1, "1"), (90, "1"), (300, "2")])
def test_killed_and_gone_on_with_the_report_is_the_same(
    chats: Path, whole: tuple[bytes, str, bytes], tmp_path: Path, lines: int, jobs: str
) -> None:
    for further in (lines, lines + 120):
        again = () if further == lines else ("--resume",)
        process = begin(chats, tmp_path / "out", further, *options(tmp_path), "--jobs", jobs, *again)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        # Killed while the state was saved, it leaves the state that was to take the place of the last one.
        assert sorted({path.name for path in tmp_path.iterdir()} - {"out.part.state.new"}) == LEFT[2:]
    with (tmp_path / "out.part.report").open("ab") as spool:
        spool.write(b'["half a line')
    assert go_on(chats, tmp_path) == whole


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_a_report_of_what_was_scanned(
    chats: Path, whole: tuple[bytes, str, bytes], tmp_path: Path, jobs: str
) -> None:
    process = begin(chats, tmp_path / "out", 150, *options(tmp_path), "--jobs", jobs)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == [LEFT[0], *LEFT[2:]]
    partial = shown(tmp_path)
    assert "<title>Chat scan report (partial)</title>" in partial
    assert "The scan was stopped before its end" in partial
    lines = [json.loads(line) for line in (tmp_path / "out.part").read_text(encoding="utf-8").splitlines()]
    assert f"Messages checked: {len(lines)}, " in partial
    flagged = sum(line["leak"] or (line["level"] != "CLEAR" and not line["own"]) for line in lines)
    assert flagged
    assert f"Flagged: {flagged}. " in partial
    assert "stopped before its end" not in whole[1]
    assert go_on(chats, tmp_path) == whole


def test_ctrl_c_without_a_file_leaves_a_report_too(chats: Path, tmp_path: Path) -> None:
    named = options(tmp_path)
    process = subprocess.Popen(
        [*scan(chats, tmp_path / "out")[:-2], *named], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    for _ in range(100):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"--resume" not in said
    assert "(partial)</title>" in shown(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["found.html"]


def test_what_decides_the_report_may_not_change(run: Run, chats: Path, tmp_path: Path) -> None:
    process = begin(chats, tmp_path / "out", 60, *options(tmp_path))
    process.send_signal(signal.SIGINT)
    process.communicate()
    again = ["scan", str(chats), "--all", "--out", str(tmp_path / "out"), "--resume"]
    page = str(tmp_path / "found.html")
    for others, complaint in (
        (["--lang", "en", "--redact"], "other options (--report)"),
        (["--lang", "zh", "--redact", "--report", page], "other options (--lang)"),
        (["--lang", "en", "--report", page], "other options (--redact)"),
    ):
        refused = run(*again, *others)
        assert (refused.exit_code, complaint in refused.stderr) == (2, True)
    (tmp_path / "out.part.report").write_bytes(b"")
    refused = run(*again, *options(tmp_path))
    assert (refused.exit_code, "out.part.report is shorter" in refused.stderr) == (2, True)
    (tmp_path / "out.part.report").unlink()
    refused = run(*again, *options(tmp_path))
    assert (refused.exit_code, "out.part.report can't be" in refused.stderr) == (2, True)
