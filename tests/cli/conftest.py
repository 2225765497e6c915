"""What the tests of the command line share."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scamguard.cli import main
from tests.cli.command_line import Run


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home without colour settings, so that no test sees the configuration of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("NO_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture
def run() -> Run:
    """Run the command line: run("check", "text", stdin=b"...")."""

    def run_command(*args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(args), input=stdin)

    return run_command


@pytest.fixture
def rule_folder(tmp_path: Path) -> Path:
    """A folder with one rule of the user's own, in order but for the number of its examples."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "gift.yaml").write_text(OWN_RULE, encoding="utf-8")
    return folder


OWN_RULE = """\
id: own/brand-and-seed
flag: transfer
weight: 7
decisive: true
when: {message: [brand, seed_phrase]}
title: {zh: 欧易与助记词, en: OKX and a seed phrase}
why: {zh: 只用于测试, en: for tests only}
source: our own records
examples:
  match: [OKX 助记词, 欧易的助记词]
  pass: [今天天气很好]
"""
