"""A scan that is killed or interrupted, and gone on with."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.command_line import SCAM, Run
from tests.cli.long_scans import begin, scan

MESSAGES = 600


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files, together long enough to be killed in."""
    folder = tmp_path_factory.mktemp("chats")
    for name, number in (("a", 40), ("b", MESSAGES)):
        rows = [
            {"text": SCAM if n % 9 == 5 else f"number {n}", "sender": f"s{n % 150}", "chat": f"c{n % 4}"}
            for n in range(number)
        ]
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(chats: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The file and the summary of a scan that nothing interrupts."""
    out = tmp_path_factory.mktemp("whole") / "out"
    done = subprocess.run(scan(chats, out), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    return out.read_bytes(), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize(("lines", "jobs"), [(1, "1"), (150, "1"), (250, "2")])
def test_killed_and_gone_on_with_it_is_the_same(
    chats: Path, whole: tuple[bytes, bytes], tmp_path: Path, lines: int, jobs: str
) -> None:
    out = tmp_path / "out"
    process = begin(chats, out, lines, "--jobs", jobs)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not out.exists()
    state = json.loads((tmp_path / "out.part.state").read_text())
    part = (tmp_path / "out.part").read_bytes()
    assert whole[0].startswith(part[: state["written"]])
    assert part[: state["written"]].endswith(b"\n") or not state["written"]
    (tmp_path / "out.part").write_bytes(part + b'{"half a line')
    done = subprocess.run(scan(chats, out, "--resume"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, whole[1])
    assert out.read_bytes() == whole[0]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_cleanly(chats: Path, whole: tuple[bytes, bytes], tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out"
    process = begin(chats, out, 100, "--jobs", jobs)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert b"The same command with --resume goes on." in said
    part = (tmp_path / "out.part").read_bytes()
    assert part.endswith(b"\n")
    assert whole[0].startswith(part)
    assert json.loads((tmp_path / "out.part.state").read_text())["written"] == len(part)
    done = subprocess.run(scan(chats, out, "--resume"), capture_output=True, check=False)
    assert (out.read_bytes(), done.stderr) == whole


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_no_process_outlives_a_killed_scan(chats: Path, tmp_path: Path) -> None:
    process = begin(chats, tmp_path / "out", 100, "--jobs", "2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("the system does not tell the children of a process")
    workers = [Path("/proc") / number for number in children.read_text().split()]
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    for _ in range(500):
        if not any((worker / "exe").exists() for worker in workers):
            return
        time.sleep(0.01)
    raise AssertionError("processes are left")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.jsonl"
    rows = [json.dumps({"text": SCAM, "sender": f"{n}"}, ensure_ascii=False) for n in range(400)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_what_has_changed_is_refused_by_name(run: Run, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begin(small, out, 1)
    process.kill()
    process.communicate()
    again = ["scan", str(small), "--out", str(out), "--resume"]
    for options, complaint in (
        ([], "other options (--all)"),
        (["--all", "--format", "csv"], "other options (--format)"),
        (["--all", "--from", "json"], "other options (--from)"),
        (["--all", str(small.parent)], "other options (PATH)"),
    ):
        shown = run(*again, *options)
        assert shown.exit_code == 2
        assert complaint in shown.stderr
    part = (tmp_path / "out.part").read_bytes()
    small.write_text(small.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shown = run(*again, "--all")
    assert shown.exit_code == 2
    assert f"has changed since ({small})" in shown.stderr
    assert (tmp_path / "out.part").read_bytes() == part, "what was done stays"


def test_resume_without_a_begun_scan_begins(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": SCAM}), encoding="utf-8")
    for _ in range(2):
        assert run("scan", str(path), "--out", str(tmp_path / "out"), "--resume").exit_code == 1
        assert len((tmp_path / "out").read_text(encoding="utf-8").splitlines()) == 1


def test_without_resume_a_begun_scan_is_begun_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": SCAM}), encoding="utf-8")
    (tmp_path / "out.part").write_text("old")
    (tmp_path / "out.part.state").write_text("old")
    assert run("scan", str(path), "--out", str(tmp_path / "out")).exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out"]
