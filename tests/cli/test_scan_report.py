"""`scamguard scan --report` and `--redact`: both outputs and the summary, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import SCAM, Run

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PHONE = "+44 7700 900123"
SECRETS = (SEED, "winner thank", "7700 900123")


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """A conversation with a scammer whose name is a phone number, who is given a seed phrase."""
    rows = [(PHONE, f"{SCAM} {PHONE}"), ("Anna", f"ok: {SEED}"), (PHONE, "thanks")]
    path = tmp_path / "chat.jsonl"
    lines = [json.dumps({"sender": sender, "text": text, "chat": PHONE}, ensure_ascii=False) for sender, text in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_report_is_written_beside_the_lines(run: Run, chat: Path, tmp_path: Path) -> None:
    page = tmp_path / "found.html"
    shown = run("scan", str(chat), "--report", str(page), "--lang", "en")
    assert shown.exit_code == 1
    assert [json.loads(line)["number"] for line in shown.stdout.splitlines()] == [1, 2]
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert all(secret in text for secret in SECRETS)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_redacted_no_output_holds_a_secret(run: Run, chat: Path, tmp_path: Path, kind: str) -> None:
    page, plain, out = tmp_path / "found.html", tmp_path / "plain", tmp_path / f"found.{kind}"
    options = ("--format", kind, "--all", "--lang", "en")
    seen = run("scan", str(chat), "--out", str(plain), *options).stderr
    shown = run("scan", str(chat), "--out", str(out), "--report", str(page), "--redact", *options)
    assert shown.exit_code == 1
    assert [secret for secret in SECRETS if secret not in plain.read_text(encoding="utf-8")] == []
    assert "7700 900123" in seen
    for output in (out.read_text(encoding="utf-8"), page.read_text(encoding="utf-8"), shown.stderr):
        assert [secret for secret in SECRETS if secret in output] == []
    assert "[seed phrase]" in out.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_is_refused_before_the_work(run: Run, chat: Path, tmp_path: Path) -> None:
    nowhere = run("scan", str(chat), "--report", str(tmp_path / "nowhere" / "a.html"))
    assert (nowhere.exit_code, nowhere.stdout, "make it first" in nowhere.stderr) == (2, "", True)
    over = run("scan", str(chat), "--report", str(chat))
    assert (over.exit_code, over.stdout, "choose another --report" in over.stderr) == (2, "", True)
