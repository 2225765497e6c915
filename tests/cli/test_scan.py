"""`scamguard scan`: what is printed and where, exit codes, and files that can't be read."""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from scamguard.cli.reading import FORMATS
from scamguard.cli.scan import scan
from tests.cli.command_line import COMMAND, SCAM, Run
from tests.cli.readme_blocks import README

HONEST = "See you at lunch"
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def lines_of(shown: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shown.stdout.splitlines()]


def write_chat(path: Path, *texts: str, sender: str = "Ann") -> Path:
    rows = [json.dumps({"text": text, "sender": sender, "chat": "c"}, ensure_ascii=False) for text in texts]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    return write_chat(tmp_path / "chat.jsonl", HONEST, SCAM, "ok")


def test_flagged_messages_are_printed_with_where_they_stand(run: Run, chat: Path) -> None:
    shown = run("scan", str(chat))
    [line] = lines_of(shown)
    assert shown.exit_code == 1
    assert (line["file"], line["number"], line["chat"], line["sender"]) == (str(chat), 2, "c", "Ann")
    assert (line["text"], line["level"], line["verdict"]["level"]) == (SCAM, "SCAM", "SCAM")
    assert (line["conversation"]["level"], line["conversation"]["turning_point"]) == ("SCAM", True)
    assert "Scanned: 3 messages, 1 conversation, 1 file." in shown.stderr
    assert "seed phrase 1" in shown.stderr


def test_all_prints_every_message(run: Run, chat: Path) -> None:
    assert [line["level"] for line in lines_of(run("scan", str(chat), "--all"))] == ["CLEAR", "SCAM", "CLEAR"]


def test_the_summary_is_in_the_language_asked_for_and_quiet_leaves_it_out(run: Run, chat: Path) -> None:
    assert "已扫描" in run("scan", "--lang", "zh", str(chat)).stderr
    assert run("scan", "--quiet", str(chat)).stderr == ""


@pytest.mark.parametrize(
    ("texts", "options", "code"),
    [
        ([HONEST], [], 0),
        ([SCAM], [], 1),
        ([SCAM], ["--fail-on", "scam"], 1),
        ([SCAM], ["--fail-on", "never"], 0),
    ],
)
def test_exit_codes(run: Run, tmp_path: Path, texts: list[str], options: list[str], code: int) -> None:
    assert run("scan", str(write_chat(tmp_path / "a.jsonl", *texts)), *options).exit_code == code


def test_a_secret_of_ones_own_is_reported_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    shown = run("scan", "--fail-on", "scam", str(write_chat(tmp_path / "a.jsonl", SEED, sender="me")))
    [line] = lines_of(shown)
    assert (line["leak"], line["own"], shown.exit_code) == (True, True, 1)
    assert "move your funds" in shown.stderr


def test_a_table(run: Run, chat: Path) -> None:
    [row] = csv.DictReader(io.StringIO(run("scan", "--format", "csv", str(chat)).stdout))
    assert (row["number"], row["level"], row["text"]) == ("2", "SCAM", SCAM)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_out_gets_what_would_be_printed(run: Run, chat: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    shown = run("scan", "--format", kind, "--out", str(out), str(chat))
    printed = run("scan", "--format", kind, str(chat))
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert out.read_text(encoding="utf-8-sig") == printed.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chat.jsonl", "out"]


def test_a_folder_a_zip_and_a_bad_file_are_one_scan(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    folder.mkdir()
    write_chat(folder / "a.jsonl", SCAM)
    (folder / "b.jsonl").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.write(write_chat(tmp_path / "inside.jsonl", SCAM, HONEST), "inside.jsonl")
    (folder / "d.zip").write_bytes(b"PK\x03\x04 damaged")
    shown = run("scan", str(folder))
    assert [line["file"].removeprefix(f"{folder}/") for line in lines_of(shown)] == ["a.jsonl", "c.zip/inside.jsonl"]
    assert shown.exit_code == 1
    assert shown.stderr.count("Scanned: ") == 1
    assert "3 messages, 2 conversations, 2 files" in shown.stderr
    assert "d.zip: the zip" in shown.stderr


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0"])
def test_nothing_readable_ends_with_2_and_leaves_no_file(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    (tmp_path / "out").write_text("of an earlier scan")
    for options in ([], ["--quiet"], ["--out", str(tmp_path / "out")]):
        shown = run("scan", *options, str(tmp_path / "bad"))
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert "nothing that can be scanned" in shown.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "out"]
    assert (tmp_path / "out").read_text() == "of an earlier scan"


@pytest.mark.parametrize("bad_lines", [0, 1, 10])
def test_strict_refuses_what_was_not_read_well(run: Run, tmp_path: Path, bad_lines: int) -> None:
    path = write_chat(tmp_path / "a.jsonl", *[HONEST] * 60)
    path.write_text(path.read_text() + "\n{broken" * bad_lines)
    assert run("scan", str(path)).exit_code == 0
    shown = run("scan", "--strict", str(path))
    assert shown.exit_code == (2 if bad_lines == 10 else 0)
    assert ("⚠" in shown.stderr) == (bad_lines == 10)


def test_strict_minds_a_failed_file_and_not_a_photo(run: Run, tmp_path: Path) -> None:
    write_chat(tmp_path / "a.jsonl", HONEST)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    assert run("scan", "--strict", str(tmp_path)).exit_code == 0
    (tmp_path / "d.zip").write_bytes(b"PK\x03\x04 damaged")
    assert run("scan", "--strict", str(tmp_path)).exit_code == 2


def test_standard_input(run: Run, chat: Path) -> None:
    [line] = lines_of(run("scan", "-", stdin=chat.read_bytes()))
    assert (line["file"], line["text"]) == ("standard input", SCAM)
    shown = run("scan", "-", stdin=b"")
    assert shown.exit_code == 2
    assert "standard input" in shown.stderr
    assert "scamguard-" not in shown.stderr


def test_reading_options_reach_the_readers(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(f"id,inhalt\n1,{SCAM}\n2,{HONEST}\n".encode("gb18030"))
    [line] = lines_of(run("scan", "--text-column", "inhalt", "--encoding", "gb18030", str(table)))
    assert line["text"] == SCAM
    (tmp_path / "b.txt").write_text("a\nb\n\nc\n")
    for split, texts in (("lines", ["a", "b", "c"]), ("blocks", ["a\nb", "c"])):
        shown = run("scan", "--all", "--from", "text", "--split", split, str(tmp_path / "b.txt"))
        assert [line["text"] for line in lines_of(shown)] == texts
    (tmp_path / "c.txt").write_text("05/06/2024, 10:00 - Ann: hi\n")
    for order, date in (("dmy", "2024-06-05"), ("mdy", "2024-05-06")):
        [line] = lines_of(run("scan", "--all", "--date-order", order, str(tmp_path / "c.txt")))
        assert line["sent_at"].startswith(date)
    assert "unknown encoding" in run("scan", "--encoding", "klingon", str(table)).stderr


def test_rules_are_used(run: Run, tmp_path: Path, rule_folder: Path) -> None:
    path = write_chat(tmp_path / "a.jsonl", "OKX 助记词")
    assert run("scan", str(path)).exit_code == 0
    shown = run("scan", "--rules", str(rule_folder), str(path))
    assert lines_of(shown)[0]["verdict"]["signals"][0]["id"] == "own/brand-and-seed"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--resume"], "name it with --out"),
        (["--out", "{folder}/chat.jsonl"], "would be overwritten"),
        (["--out", "{folder}/missing/out"], "there is no folder"),
        (["--out", "{folder}"], "is a directory"),
        (["--out", os.devnull], "no ordinary file"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--from", "nonsense"], "'nonsense' is not one of"),
        (["{folder}/missing.txt"], "does not exist"),
    ],
)
def test_bad_usage_is_refused_before_the_work(run: Run, chat: Path, options: list[str], complaint: str) -> None:
    before = chat.read_bytes()
    shown = run("scan", str(chat), *(option.replace("{folder}", str(chat.parent)) for option in options))
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert complaint in " ".join(shown.stderr.split())
    assert [path.read_bytes() for path in chat.parent.iterdir()] == [before]


def test_resume_of_standard_input_is_refused(run: Run, tmp_path: Path) -> None:
    assert "give the file itself" in run("scan", "-", "--resume", "--out", str(tmp_path / "out")).stderr


def test_out_inside_the_folder_is_not_scanned(run: Run, chat: Path) -> None:
    out = chat.parent / "out.jsonl"
    for _ in range(2):
        run("scan", "--all", str(chat.parent), "--out", str(out))
        assert len(out.read_text(encoding="utf-8").splitlines()) == 3


def test_no_paths_is_bad_usage(run: Run) -> None:
    assert run("scan").exit_code == 2


def test_two_processes_print_the_same(chat: Path) -> None:
    write_chat(chat.parent / "more.jsonl", *([HONEST, SCAM] * 70))
    printed = [
        subprocess.run([*COMMAND, "scan", str(chat.parent), "--all", *jobs], capture_output=True, check=False)
        for jobs in ([], ["--jobs", "2"])
    ]
    assert printed[0].stdout == printed[1].stdout != b""
    assert printed[0].stderr == printed[1].stderr
    assert [done.returncode for done in printed] == [1, 1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_early_ends_it_without_traceback(tmp_path: Path, jobs: str) -> None:
    path = write_chat(tmp_path / "a.jsonl", *([HONEST] * 300))
    with subprocess.Popen(
        [*COMMAND, "scan", "--all", "--jobs", jobs, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


def test_the_readme_tells_all_keys_options_and_formats(run: Run, chat: Path) -> None:
    section = README[README.index("## Scan exported chats") :].partition("\n## ")[0]
    table = section[section.index("| key of a line |") :]
    keys = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)))
    [line] = lines_of(run("scan", str(chat)))
    assert set(keys) == line.keys()
    assert all(f"`{key}`" in table for key in line["conversation"])
    assert all(f"`{name}`" in section for name in FORMATS)
    options = {name for option in scan.params for name in option.opts if name.startswith("--")}
    assert [name for name in sorted(options) if f"`{name}" not in section] == []


def test_the_help_teaches(run: Run) -> None:
    shown = run("scan", "--help").output
    for words in ("Examples:", "Exit codes:", "--resume", "扫描", "WhatsApp"):
        assert words in shown
