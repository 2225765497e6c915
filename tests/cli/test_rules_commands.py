"""`scamguard rules list|show|lint|test`."""

from pathlib import Path

import pytest

from scamguard.rulebook.rulebook import Rulebook
from tests.cli.command_line import Run


def test_list_names_every_rule_on_a_line_of_its_own(run: Run) -> None:
    lines = run("rules", "list", "--lang", "en").output.splitlines()
    assert lines[0].split() == ["id", "flag", "weight", "decisive", "title"]
    rules = sorted(Rulebook.load().rules, key=lambda rule: rule.id)
    assert [line.split()[0] for line in lines[1:]] == [rule.id for rule in rules]
    for line, rule in zip(lines[1:], rules, strict=True):
        assert line.split()[1:3] == [str(rule.flag), f"{rule.weight:g}"]
        assert (line.split()[3] == "*") == rule.decisive
        assert line.endswith(f"  {rule.title.en}")


def test_list_follows_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    title = next(rule.title for rule in Rulebook.load().rules if rule.id == "credentials/asks-seed-phrase")
    assert title.zh in run("rules", "list", "--lang", "zh").output
    assert title.en in run("rules", "list").output
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert title.zh in run("rules", "list").output


def test_list_with_own_rules(run: Run, rule_folder: Path) -> None:
    assert "own/brand-and-seed" in run("rules", "list", "--rules", str(rule_folder)).output


def test_show_tells_everything(run: Run, rule_folder: Path) -> None:
    shown = run("rules", "show", "own/brand-and-seed", "--rules", str(rule_folder), "--lang", "en")
    assert shown.exit_code == 0
    assert (
        shown.output
        == f"""\
own/brand-and-seed: OKX and a seed phrase
  for tests only

flag:     transfer
family:   transfer
weight:   7
decisive: yes, makes SCAM alone
source:   our own records
file:     {rule_folder / "gift.yaml"}
when:
  message:
  - brand
  - seed_phrase
fires on:
  - OKX 助记词
  - 欧易的助记词
stays silent on:
  - 今天天气很好
"""
    )


def test_show_suggests_ids_that_look_alike(run: Run) -> None:
    for mistyped in ("credentials/ask-seed-phrase", "asks-seed-phrase"):
        shown = run("rules", "show", mistyped)
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert "Did you mean credentials/asks-seed-phrase" in shown.stderr
    assert "`scamguard rules list` shows them all" in run("rules", "show", "zzzzzz").stderr


def test_lint_reports_name_file_and_remedy_and_ends_with_1(run: Run, rule_folder: Path) -> None:
    shown = run("rules", "lint", "--rules", str(rule_folder))
    assert shown.exit_code == 1
    path = rule_folder / "gift.yaml"
    assert f"{path}: few-examples: own/brand-and-seed has 2 different match examples\n" in shown.output
    assert "  how to fix it: give at least 3 of each, all different\n" in shown.output
    assert shown.output.endswith(" to mend\n")


def test_test_reports_and_ends_with_1(run: Run, rule_folder: Path) -> None:
    path = rule_folder / "gift.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("OKX 助记词", "OKX 天气"), encoding="utf-8")
    shown = run("rules", "test", "--rules", str(rule_folder))
    assert shown.exit_code == 1
    assert f"{path}: silent-on-match: own/brand-and-seed does not fire on 'OKX 天气'\n" in shown.output


def test_a_bad_rule_ends_with_2(run: Run, rule_folder: Path) -> None:
    (rule_folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    for command in (("lint",), ("test",), ("list",), ("show", "x")):
        shown = run("rules", *command, "--rules", str(rule_folder))
        assert shown.exit_code == 2
        assert f"{rule_folder / 'bad.yaml'}:" in shown.stderr
        assert "how to fix it: " in shown.stderr
