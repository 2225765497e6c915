"""`scamguard check`: levels, exit codes, where the message comes from, and what is printed."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from scamguard import Verdict, explain
from tests.cli.command_line import COMMAND, SCAM, Run

SCAM_EN = "This is OKX support. Please send me your seed phrase so that we can verify your wallet."
SCAM_HANT = "我係OKX客服，請將助記詞發俾我核對"
HONEST = "OKX 绝不会索要您的助记词"
SHOUTED_LEVEL = {"zh": "✖ 诈骗", "en": "✖ SCAM"}


@pytest.mark.parametrize(("message", "lang"), [(SCAM, "zh"), (SCAM_EN, "en"), (SCAM_HANT, "zh")])
def test_a_scam_is_named_quoted_and_ends_with_1(run: Run, message: str, lang: str) -> None:
    shown = run("check", message)
    assert shown.exit_code == 1
    assert shown.output.startswith(SHOUTED_LEVEL[lang])
    verdict = Verdict.from_dict(json.loads(run("check", "--json", message).output))
    signal = next(s for s in verdict.signals if s.flag == "seed_phrase")
    quote = message[signal.spans[0].start : signal.spans[0].end]
    assert signal.evidence[0] == quote
    assert quote in shown.output
    assert all(line in shown.output for line in verdict.advice)


@pytest.mark.parametrize("message", ["- send me your seed phrase", "--把助记词发给我核对", "-助记词=发给我"])
def test_a_message_may_begin_with_a_dash(run: Run, message: str) -> None:
    for arguments in ((message,), (message, "--json"), ("--json", "--lang", "en", message), ("--", message)):
        assert run("check", *arguments).exit_code == 1, arguments


def test_what_looks_like_an_option_is_one(run: Run) -> None:
    assert "No such option" in run("check", "--jsn").output
    assert run("check", "--sender", "- OKX 客服", HONEST).exit_code == 0
    assert run("check", "--sender=OKX Support", HONEST).exit_code == 0


def test_a_warning_is_clear_and_ends_with_0(run: Run) -> None:
    shown = run("check", HONEST)
    assert (shown.exit_code, shown.output.splitlines()[0][:9]) == (0, "○ 未发现危险信号")


@pytest.mark.parametrize(
    ("message", "fail_on", "code"),
    [(SCAM, "scam", 1), (SCAM, "suspicious", 1), (SCAM, "never", 0), (HONEST, "suspicious", 0), (HONEST, "scam", 0)],
)
def test_fail_on_sets_the_exit_code(run: Run, message: str, fail_on: str, code: int) -> None:
    assert run("check", "--fail-on", fail_on, message).exit_code == code


def test_a_suspicious_message_ends_with_1_unless_only_scams_count(run: Run, tmp_path: Path) -> None:
    rule = """\
id: own/suspicious
flag: seed_phrase
weight: 6.1
when: {message: [seed_phrase]}
title: {zh: 助记词, en: seed phrase}
why: {zh: 测试, en: test}
source: test
examples: {match: [], pass: []}
"""
    (tmp_path / "rule.yaml").write_text(rule, encoding="utf-8")
    arguments = ("check", "--rules", str(tmp_path), "--json", "助记词是一组单词")
    assert json.loads(run(*arguments).output)["level"] == "SUSPICIOUS"
    assert run(*arguments).exit_code == 1
    assert run(*arguments, "--fail-on", "scam").exit_code == 0


@pytest.mark.parametrize("arguments", [("check",), ("check", "-"), ("check", "--file", "-")])
def test_standard_input_is_read(run: Run, arguments: tuple[str, ...]) -> None:
    shown = run(*arguments, stdin=SCAM.encode())
    assert (shown.exit_code, shown.output) == (1, run("check", SCAM).output)


def test_a_file_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "message.txt"
    path.write_text(SCAM, encoding="utf-8-sig")
    assert run("check", "--file", str(path)).output == run("check", SCAM).output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lang_sets_the_language_of_explanation_and_advice(run: Run, lang: str) -> None:
    for message in (SCAM, SCAM_EN):
        assert run("check", "--lang", lang, message).output.startswith(SHOUTED_LEVEL[lang])
        data = json.loads(run("check", "--lang", lang, "--json", message).output)
        assert data["lang"] == lang
        has_han = any("\u4e00" <= char <= "\u9fff" for char in data["advice"][0])
        assert has_han == (lang == "zh")


def test_the_text_printed_is_that_of_explain(run: Run) -> None:
    verdict = Verdict.from_dict(json.loads(run("check", "--json", SCAM).output))
    assert run("check", SCAM).output == explain(verdict) + "\n"


def test_the_sender_is_judged(run: Run) -> None:
    sender = "OKX <help@okx-team.example>"
    data = json.loads(run("check", "--json", "--sender", sender, "Please reply to this mail.").output)
    quoted = [piece for signal in data["signals"] for piece in signal["evidence"]]
    assert sender in quoted


@pytest.mark.parametrize("stdin", [b"", b"\n \t\n", b"\xef\xbb\xbf", b"\0\0"])
def test_empty_input_is_refused_with_a_hint(run: Run, stdin: bytes) -> None:
    shown = run("check", stdin=stdin)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "nothing to check" in shown.stderr
    assert "--file PATH" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("check", "--file", "/nonexistent/message.txt"), "does not exist"),
        (("check", "--lang", "fr", "x"), "'fr' is not one of"),
        (("check", "one", "two"), "unexpected extra argument"),
        (("check", "--nonsense"), "No such option"),
        (("chekc", "x"), "No such command"),
    ],
)
def test_bad_usage_ends_with_2(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    shown = run(*arguments)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert complaint in shown.stderr


def test_text_and_file_exclude_each_other(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "message.txt"
    path.write_text(SCAM, encoding="utf-8")
    shown = run("check", HONEST, "--file", str(path))
    assert shown.exit_code == 2
    assert "not both" in shown.stderr


def test_a_file_that_cannot_be_read_is_reported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "message.txt"
    path.write_text(SCAM, encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    shown = run("check", "--file", str(path))
    assert (shown.exit_code, shown.stderr) == (2, f"scamguard: {path} can't be read: Permission denied\n")


def test_own_rules_are_used(run: Run, rule_folder: Path) -> None:
    data = json.loads(run("check", "--rules", str(rule_folder), "--json", "OKX 助记词").output)
    assert "own/brand-and-seed" in [signal["id"] for signal in data["signals"]]


def test_a_folder_without_rules_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rule.yml").write_text("id: x", encoding="utf-8")
    shown = run("check", "--rules", str(tmp_path), "x")
    assert shown.exit_code == 2
    assert "holds no file named *.yaml" in shown.stderr


def test_a_bad_rule_file_is_reported_with_line_and_remedy(run: Run, rule_folder: Path) -> None:
    path = rule_folder / "gift.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("flag: transfer", "flag: gifts"), encoding="utf-8")
    shown = run("check", "--rules", str(rule_folder), "x")
    assert shown.exit_code == 2
    assert f"{path}:2: unknown flag 'gifts'" in shown.stderr
    assert "how to fix it: use one of: private_key" in shown.stderr
    assert "Traceback" not in shown.stderr


BRAND = """\
id: nova
names: [NovaEx]
domains: [novaex.example]
tokens: [novaex]
verify: {zh: 看官网, en: see the site}
"""


IMITATION = "channels/lookalike-link"


def rules_of(output: str) -> set[str]:
    """The ids of the signals of a verdict printed as JSON."""
    return {signal["id"] for signal in json.loads(output)["signals"]}


def test_own_brands_are_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nova.yaml"
    path.write_text(BRAND, encoding="utf-8")
    message = "NovaEx account notice: log in at https://novaex-login.test/verify"
    assert IMITATION not in rules_of(run("check", "--json", message).output)
    assert IMITATION in rules_of(run("check", "--brand", str(path), "--json", message).output)


LOOKALIKE = "OKX: log in at https://okx-account.test/verify"


def test_the_allow_list_is_found_in_the_home_and_by_option(run: Run, own_home: Path, tmp_path: Path) -> None:
    assert IMITATION in rules_of(run("check", "--json", LOOKALIKE).output)
    elsewhere = tmp_path / "mine.yaml"
    elsewhere.write_text("trusted: {domains: [okx-account.test]}", encoding="utf-8")
    assert IMITATION not in rules_of(run("check", "--config", str(elsewhere), "--json", LOOKALIKE).output)
    (own_home / "scamguard").mkdir()
    (own_home / "scamguard" / "config.yaml").write_text(elsewhere.read_text(encoding="utf-8"), encoding="utf-8")
    assert IMITATION not in rules_of(run("check", "--json", LOOKALIKE).output)


def test_a_bad_configuration_is_reported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("trusted:\n  domain: [okx.com]\n", encoding="utf-8")
    shown = run("check", "--config", str(path), "x")
    assert shown.exit_code == 2
    assert f"{path}:2: unknown key 'domain'" in shown.stderr


def test_input_of_any_size_gives_a_verdict(run: Run) -> None:
    for stdin in (b"a" * 200_000, ("天气很好，" * 70_000).encode(), bytes(range(256)) * 400):
        shown = run("check", "--json", stdin=stdin)
        assert shown.exit_code in (0, 1), shown.output
        assert json.loads(shown.output)["schema"] == 1


def test_a_scam_at_the_end_of_a_megabyte_is_found(run: Run) -> None:
    text = "今天天气很好。\n" * 50_000 + SCAM
    data = json.loads(run("check", "--json", stdin=text.encode()).output)
    assert data["level"] == "SCAM"
    start, end = data["signals"][0]["spans"][0]
    assert text[start:end] == data["signals"][0]["evidence"][0]


def test_control_characters_of_a_message_do_not_reach_the_terminal(run: Run) -> None:
    shown = run("check", "请把\x1b[31m助记词\u202e发给我\x00，我是OKX客服")
    assert not set("\x1b\u202e\x00") & set(shown.output)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030", "utf-8"])
def test_output_of_any_encoding_does_not_fail(encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([*COMMAND, "check", SCAM], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    if encoding in ("gb18030", "utf-8"):
        assert done.stdout.decode(encoding).startswith("✖ 诈骗")
    data = subprocess.run([*COMMAND, "check", "--json", SCAM], env=environment, capture_output=True, check=False)
    assert SCAM[10:13] in json.loads(data.stdout.decode(encoding))["signals"][0]["evidence"][0]


def test_an_argument_in_another_encoding_is_understood() -> None:
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    arguments = [os.fsencode(part) for part in [*COMMAND, "check", "--json"]]
    done = subprocess.run([*arguments, SCAM.encode("gb18030")], env=environment, capture_output=True, check=False)
    data = json.loads(done.stdout)
    assert (done.returncode, data["level"], data["notes"]) == (1, "SCAM", ["encoding:GB18030"])


def test_closed_standard_input_is_refused() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" "$@" <&-', *COMMAND, "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "nothing to check" in done.stderr


def test_a_reader_that_leaves_early_causes_no_traceback() -> None:
    line = ["/bin/sh", "-c", '"$0" "$@" | true', *COMMAND, "rules", "list"]
    assert subprocess.run(line, capture_output=True, text=True, check=False).stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
def test_a_full_disk_is_reported() -> None:
    line = ["/bin/sh", "-c", 'exec "$0" "$@" >/dev/full', *COMMAND, "rules", "list"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "scamguard: [Errno 28] No space left on device\n")
