"""`scamguard scan` where something is wrong with files, folders or streams: a clear error, and nothing is lost."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command_line import COMMAND, SCAM, Run

ELSEWHERE = pytest.mark.skipif(os.name == "nt", reason="needs links, devices and pipes")


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """A folder with one chat."""
    folder = tmp_path / "chats"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"text": SCAM}, ensure_ascii=False), encoding="utf-8")
    return folder


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """What a shell makes of `scan ...`, in a folder."""
    line = f'"$@" {command}'
    return subprocess.run(["sh", "-c", line, "sh", *COMMAND], cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize("option", ["--out", "--report"])
def test_no_chat_is_overwritten(run: Run, chats: Path, option: str) -> None:
    before = (chats / "a.jsonl").read_bytes()
    for named in (chats / "a.jsonl", chats / ".." / "chats" / "a.jsonl"):
        shown = run("scan", str(chats), option, str(named))
        assert (shown.exit_code, "no scan wrote it: choose another" in shown.stderr) == (2, True)
    assert [(path.name, path.read_bytes()) for path in chats.iterdir()] == [("a.jsonl", before)]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_what_a_scan_wrote_is_overwritten_in_the_folder_too(run: Run, chats: Path, kind: str) -> None:
    written = ["--format", kind, "--out", str(chats / "found"), "--report", str(chats / "found.html")]
    outputs = []
    for _ in range(2):
        assert run("scan", str(chats), *written).exit_code == 1
        outputs.append((chats / "found").read_bytes())
    assert outputs[0] == outputs[1]
    assert sorted(path.name for path in chats.iterdir()) == ["a.jsonl", "found", "found.html"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--out", "{folder}/missing/out"], "missing: make it first"),
        (["--report", "{folder}/missing/a.html"], "missing: make it first"),
        (["--report", "{folder}/a.jsonl/a.html"], "a.jsonl: make it first"),
        (["--out", "-"], "--out needs the name of a file"),
        (["--report", "-"], "--report needs the name of a file"),
        (["--out", "{folder}/a", "--report", "{folder}/a"], "where --out is written"),
        (["--out", "{folder}/a", "--report", "{folder}/a.part"], "where --out is written"),
        (["--report", "{folder}/" + 254 * "x"], "File name too long; choose another --report"),
        (["--report", os.devnull], "no ordinary file"),
        (["--config", "{folder}/a.yaml", "--out", "{folder}/a.yaml"], "would be overwritten"),
    ],
)
def test_places_that_cannot_be_written_are_refused_before_the_work(
    run: Run, chats: Path, tmp_path: Path, options: list[str], complaint: str
) -> None:
    (tmp_path / "a.yaml").write_text("trusted: {}")
    (tmp_path / "a.jsonl").write_text("x")
    shown = run("scan", str(chats), *(option.replace("{folder}", str(tmp_path)) for option in options))
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert complaint in " ".join(shown.stderr.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "a.yaml", "chats"]


@ELSEWHERE
def test_links_in_a_circle(run: Run, chats: Path) -> None:
    (chats / "self").symlink_to("self")
    (chats / "up").symlink_to("..")
    for out in ([], ["--out", str(chats / "out")], ["--out", str(chats / "out"), "--resume"]):
        shown = run("scan", str(chats), *out)
        assert (shown.exit_code, "Scanned: 1 message" in shown.stderr) == (1, True)
    shown = run("scan", str(chats), "--out", str(chats / "self"))
    assert (shown.exit_code, "choose another --out" in shown.stderr) == (2, True)


@ELSEWHERE
def test_a_file_named_twice_is_read_once(run: Run, chats: Path, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(chats / "a.jsonl")
    named = [chats / "a.jsonl", tmp_path / "link.jsonl", chats / ".." / "chats" / "a.jsonl"]
    [line] = run("scan", *map(str, named)).stdout.splitlines()
    assert json.loads(line)["file"] == str(named[0])


@ELSEWHERE
def test_what_is_no_chat_in_a_folder_stops_nothing(run: Run, chats: Path) -> None:
    os.mkfifo(chats / "pipe")
    (chats / "folder.zip").mkdir()
    (chats / "folder.zip" / "b.jsonl").write_bytes((chats / "a.jsonl").read_bytes())
    (chats / "empty").mkdir()
    (chats / "nothing.txt").write_bytes(b"")
    shown = run("scan", str(chats))
    assert [json.loads(line)["file"].removeprefix(f"{chats}/") for line in shown.stdout.splitlines()] == [
        "a.jsonl",
        "folder.zip/b.jsonl",
    ]
    shown = run("scan", str(chats / "pipe"))
    assert (shown.exit_code, "neither a file nor a folder" in shown.stderr) == (2, True)
    shown = run("scan", str(chats / "empty"))
    assert (shown.exit_code, "holds no files" in shown.stderr) == (2, True)


@ELSEWHERE
@pytest.mark.parametrize("name", [b"\xff\xfe.jsonl", b"a\nNo red flag found\x1b[31m.jsonl"])
def test_odd_names_are_shown_harmlessly_on_a_line_of_their_own(run: Run, chats: Path, name: bytes) -> None:
    odd = Path(os.fsdecode(os.fsencode(chats) + b"/" + name))
    try:
        (chats / "a.jsonl").rename(odd)
    except OSError:
        pytest.skip("the system has no such names")
    page, out = chats.parent / "a.html", chats.parent / "out"
    shown = run("scan", str(chats), "--out", str(out), "--report", str(page))
    assert shown.exit_code == 1
    json.loads(out.read_text(encoding="utf-8"))
    page.read_text(encoding="utf-8")
    assert not [line for line in shown.stderr.splitlines() if line.startswith("No red flag")]
    assert "\x1b" not in shown.stderr
    shown = run("scan", str(odd), "--out", os.fsdecode(os.fsencode(chats.parent) + b"/\xff"))
    assert shown.exit_code == 1


@ELSEWHERE
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (
            "scan a.jsonl >/dev/full",
            2,
            b"scamguard: what was found can't be written: No space left on device; make room",
        ),
        ("scan a.jsonl >&-", 2, b"scamguard: standard output can't be written: it is closed; name a file with --out"),
        ("scan a.jsonl --out out >&-", 1, b"Scanned: 1 message"),
        ("scan a.jsonl 2>/dev/full", 1, b""),
        ("scan a.jsonl 2>&-", 1, b""),
        ("scan a.jsonl --out out --fail-on never 2>/dev/full", 0, b""),
        ("scan a.jsonl --out out --fail-on never 2>&-", 0, b""),
    ],
)
def test_full_and_closed_streams(chats: Path, command: str, code: int, said: bytes) -> None:
    done = shell(command, chats)
    assert (done.returncode, done.stderr.startswith(said)) == (code, True), done.stderr
    assert b"Traceback" not in done.stderr
    assert ("--out" not in command) or (chats / "out").exists()
