"""What the README says is true."""

import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.cli.command_line import COMMAND, Run
from tests.cli.readme_blocks import BLOCKS, README, ROOT, file_named

SCREENS = [
    (shlex.split(command.removeprefix("$ scamguard ")), output)
    for block in BLOCKS
    if block.language == "console"
    for command, output in [block.text.split("\n", 1)]
]
COMMAND_LINES = [
    line.partition("  #")[0].strip()
    for block in BLOCKS
    if block.language == "sh"
    for line in block.text.splitlines()
    if re.match(r"(\S+ \| )?scamguard ", line)
]


def test_it_opens_with_two_commands_of_one_line_each() -> None:
    install, tests = (block.text.rstrip("\n") for block in BLOCKS[:2])
    assert install == (
        "python3 -m venv .venv && .venv/bin/pip install -q . "
        '&& .venv/bin/scamguard check "我是OKX客服，请把助记词发给我核对"'
    )
    assert tests == ".venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest"


def test_the_first_command_ends_with_a_scam_found(run: Run) -> None:
    arguments = shlex.split(BLOCKS[0].text)
    shown = run(*arguments[arguments.index(".venv/bin/scamguard") + 1 :])
    assert (shown.exit_code, shown.output.startswith("✖ 诈骗")) == (1, True)


@pytest.mark.parametrize(("arguments", "output"), SCREENS, ids=lambda part: part[0] if isinstance(part, list) else "")
def test_screens_are_real_output(run: Run, arguments: list[str], output: str) -> None:
    assert run(*arguments).output == output, "put the real output into README.md"


def test_there_is_a_screen_of_check_and_of_verify() -> None:
    assert [arguments[0] for arguments, _ in SCREENS] == ["check", "verify"]


def test_the_python_runs_and_prints_what_it_says() -> None:
    [code] = [block.text for block in BLOCKS if block.language == "python"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    output = done.stdout.decode()
    assert output.startswith("seed_phrase ")
    assert "✖ SCAM" in output
    promised = re.findall(r"  # (.+)$", code, re.MULTILINE)
    assert promised
    assert output.splitlines()[-len(promised) :] == promised


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_commands_are_no_bad_usage(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "message.txt").write_text("在吗？", encoding="utf-8")
    write_own_files(tmp_path)
    write_chats(tmp_path)
    shown = run(*shlex.split(line.rpartition("scamguard ")[2]), stdin="在吗？".encode())
    assert shown.exit_code in (0, 1), shown.stderr


def write_chats(folder: Path) -> None:
    """The exports that the README scans."""
    (folder / "inbox.mbox").write_text("From a@b.example\nFrom: a@b.example\nSubject: hi\n\nLunch?\n", encoding="utf-8")
    for name in ("DataExport", "chats"):
        (folder / name).mkdir()
        (folder / name / "chat.txt").write_text("在吗？", encoding="utf-8")
    with zipfile.ZipFile(folder / "WhatsApp Chat with OKX Help.zip", "w") as archive:
        archive.writestr("_chat.txt", "[01/02/2024, 10:00:00] Ann: hi\n")


def write_own_files(folder: Path) -> None:
    """The files that the README shows, where it says that they are."""
    (folder / "my-rules").mkdir()
    for name in ("my-rules/seed-phrase-and-support.yaml", "novaex.yaml", "config.yaml"):
        (folder / name).write_text(file_named(name), encoding="utf-8")


def test_the_rule_shown_passes_its_own_tests(run: Run, tmp_path: Path) -> None:
    write_own_files(tmp_path)
    for command in ("lint", "test"):
        assert "seed-phrase-and-support" not in run("rules", command, "--rules", str(tmp_path / "my-rules")).output


def test_the_weights_named_in_the_rule_shown_are_those_of_the_policy() -> None:
    from scamguard import Level
    from scamguard.scoring import Policy

    policy = Policy.load()
    shown = r"the sum begins at (\S+): from (\S+) on a message is suspicious, from (\S+) a scam"
    found = re.search(shown, README)
    assert found is not None
    prior, suspicious, scam = map(float, found.groups())
    assert prior == policy.prior
    for reached, below, level in ((suspicious, Level.CLEAR, Level.SUSPICIOUS), (scam, Level.SUSPICIOUS, Level.SCAM)):
        assert policy.level(reached - 0.1) is below
        assert policy.level(reached) is level


def test_the_brand_shown_is_recognised(run: Run, tmp_path: Path) -> None:
    write_own_files(tmp_path)
    for value, status in (("novaex.example", "official"), ("novaex-login.test", "lookalike")):
        data = json.loads(run("verify", "--brand", str(tmp_path / "novaex.yaml"), "--json", value).output)
        assert data["status"] == status


def test_the_configuration_shown_is_obeyed(run: Run, tmp_path: Path) -> None:
    write_own_files(tmp_path)
    trusted = yaml.safe_load(file_named("config.yaml"))["trusted"]
    for value in (*trusted["domains"], *trusted["phones"], *trusted["handles"]):
        data = json.loads(run("verify", "--config", str(tmp_path / "config.yaml"), "--json", value).output)
        assert (value, data["status"]) == (value, "official")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_as_shown(shell: str) -> None:
    assert f"_SCAMGUARD_COMPLETE={shell}_source scamguard" in README
    environment = os.environ | {"_SCAMGUARD_COMPLETE": f"{shell}_source"}
    done = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"_SCAMGUARD_COMPLETE={shell}_complete" in done.stdout


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_map_has_every_folder_and_no_other() -> None:
    mapped = set(re.findall(r"^\| \[(\S+)/\]", README, re.MULTILINE))
    folders = [*ROOT.iterdir(), *(ROOT / "scamguard").iterdir()]
    real = {str(folder.relative_to(ROOT)) for folder in folders if is_of_the_project(folder)}
    assert mapped == real


def is_of_the_project(folder: Path) -> bool:
    """Whether a folder is neither hidden, nor made by a tool, nor empty."""
    made = folder.name.startswith((".", "_")) or folder.name in ("dist", "build", "htmlcov") or folder.suffix
    return folder.is_dir() and not made and any(path.is_file() for path in folder.rglob("[!_]*"))
