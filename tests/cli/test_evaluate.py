"""`scamguard evaluate`."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.command_line import COMMAND, SCAM, Run
from tests.cli.readme_blocks import BLOCKS, README, file_named

GOOD = f"""\
{{"text": "{SCAM}", "label": "scam", "lang": "zh-Hans", "kind": "客服", "flags": ["seed_phrase"]}}
{{"text": "今天天气很好", "label": "honest", "lang": "zh-Hans", "kind": "闲聊"}}
{{"turns": [{{"sender": "Ann", "text": "hi"}}, "{SCAM}"], "label": "honest", "lang": "en"}}
{{"text": "See you at lunch", "label": "scam", "lang": "en"}}
"""
"""One message of each sort: a scam found, an honest one left alone, an honest one flagged, a scam missed."""


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """A file with GOOD in it."""
    path = tmp_path / "messages.jsonl"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_figures_and_tables_are_printed(run: Run, messages: Path) -> None:
    shown = run("evaluate", str(messages))
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "4 messages, 2 scams, 2 honest, 1 of them conversations"
    for name in ("precision", "recall: scams flagged", "false alarms: honest flagged"):
        line = next(line for line in lines if line.strip().startswith(name))
        assert re.split(r"  +", line.strip()) == [name, "50.0 %", "0.0 – 100.0"]
    assert [line.split()[0] for line in lines if line.startswith(("zh-Hans", "en ", "seed_phrase"))] == [
        "en",
        "zh-Hans",
        "seed_phrase",
    ]


def test_tables_are_chosen(run: Run, messages: Path) -> None:
    shown = run("evaluate", str(messages), "--by", "kind", "--by", "author")
    assert "by kind: no line names one with 5 messages or more" in shown.stdout
    assert "by author: no line names one" in shown.stdout
    assert "by language" not in shown.stdout


def test_json_is_one_object_with_the_keys_that_the_readme_tells(run: Run, messages: Path) -> None:
    shown = run("evaluate", str(messages), "--json", "--errors", "3")
    assert shown.exit_code == 0
    data = json.loads(shown.stdout)
    section = README[README.index("| key | meaning |") :].partition("\n\n")[0]
    told = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    assert set(data) == {key for cell in told for key in re.findall(r"`(\w+)`", cell)}
    assert (data["messages"], data["conversations"], data["bad_lines"]) == (4, 1, 0)
    assert data["figures"]["recall"]["value"] == 0.5
    assert [(g["name"], g["scams"], g["honest"]) for g in data["by_lang"]] == [("en", 1, 1), ("zh-Hans", 1, 1)]
    [alarm], [missed] = data["errors"]["false_alarms"], data["errors"]["missed_scams"]
    assert (alarm["line"], alarm["turn"], alarm["text"], alarm["level"]) == (3, 1, SCAM, "SCAM")
    assert (missed["line"], missed["turn"], missed["text"], missed["level"]) == (4, None, "See you at lunch", "CLEAR")
    for name in (*data["figures"], *data["by_flag"][0], *data["by_kind"], *data["reliability"][0], *alarm):
        assert f"`{name}`" in section


def test_errors_are_explained_below_the_tables(run: Run, messages: Path) -> None:
    output = run("evaluate", str(messages), "--errors", "1").stdout
    alarms, missed = output.index("honest messages flagged, the worst first:"), output.index("scams missed, the worst")
    assert f"{messages}:3, message 2 of 2, en" in output[alarms:missed]
    assert "Asks for your seed phrase" in output[alarms:missed]
    assert f"{messages}:4, en\n    See you at lunch\n    ○ No red flag" in output[missed:]
    assert "What to do now" not in output


def test_bad_lines_are_reported_and_end_with_2_while_the_rest_is_evaluated(run: Run, messages: Path) -> None:
    with messages.open("a", encoding="utf-8") as file:
        file.write('{"text": "x", "label": "ham"}\noops\n')
    shown = run("evaluate", str(messages), "--json")
    assert shown.exit_code == 2
    assert f'{messages}:5: label is "ham"\n  how to fix it: write "label": "scam" or' in shown.stderr
    assert f"{messages}:6: is not JSON: " in shown.stderr
    data = json.loads(shown.stdout)
    assert (data["messages"], data["bad_lines"]) == (4, 2)


def test_of_many_bad_lines_the_first_are_shown(run: Run, messages: Path) -> None:
    messages.write_text(GOOD + "oops\n" * 25, encoding="utf-8")
    shown = run("evaluate", str(messages))
    assert shown.stderr.count("is not JSON") == 20
    assert "scamguard: 5 more bad lines" in shown.stderr
    assert shown.stdout.splitlines()[0].endswith("25 bad lines skipped")


@pytest.mark.parametrize("content", ["", "\n\n", "oops\n"])
def test_nothing_to_evaluate_ends_with_2(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text(content, encoding="utf-8")
    for options in ((), ("--json",)):
        shown = run("evaluate", str(path), *options)
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert "there is nothing to evaluate" in shown.stderr


def test_one_label_only(run: Run, messages: Path) -> None:
    messages.write_text('{"text": "在吗", "label": "honest"}\n', encoding="utf-8")
    shown = run("evaluate", str(messages), "--json")
    assert shown.exit_code == 0
    figures = json.loads(shown.stdout)["figures"]
    assert figures["false_alarms"]["value"] == 0
    assert {name for name, figure in figures.items() if figure is None} >= {"precision", "recall", "auc"}
    assert re.search(r"area under the ROC curve +–$", run("evaluate", str(messages)).stdout, re.MULTILINE)


def test_standard_input_and_several_files(run: Run, messages: Path) -> None:
    shown = run("evaluate", str(messages), "-", "--json", stdin=b'{"text": "hi", "label": "honest"}\noops\n')
    assert shown.exit_code == 2
    assert json.loads(shown.stdout)["messages"] == 5
    assert "standard input:2: is not JSON" in shown.stderr


def test_a_closed_standard_input_is_no_traceback() -> None:
    shell = subprocess.run(
        ["bash", "-c", '"$@" <&-', "bash", *COMMAND, "evaluate", "-"], capture_output=True, text=True, check=False
    )
    assert (shell.returncode, shell.stdout) == (2, "")
    assert "Traceback" not in shell.stderr


def test_plots_are_written_and_named_outside_of_the_output(run: Run, messages: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "charts"
    shown = run("evaluate", str(messages), "--json", "--plots", str(folder))
    assert shown.exit_code == 0
    json.loads(shown.stdout)
    names = ["histogram.svg", "precision_recall.svg", "reliability.svg", "roc.svg"]
    assert sorted(path.name for path in folder.iterdir()) == names
    for name in names:
        assert f"{folder / name} written" in shown.stderr
        assert (folder / name).read_text(encoding="utf-8").startswith("<svg ")


def test_own_rules_count(run: Run, messages: Path, rule_folder: Path) -> None:
    messages.write_text('{"text": "OKX 助记词", "label": "scam"}\n', encoding="utf-8")
    recalls = [
        json.loads(run("evaluate", str(messages), "--json", *options).stdout)["figures"]["recall"]["value"]
        for options in ((), ("--rules", str(rule_folder)))
    ]
    assert recalls == [0, 1]


@pytest.mark.parametrize(
    ("option", "file", "text"),
    [
        ("--brand", "novaex.yaml", "请登录 https://novaex-login.test 核实您的账户"),
        ("--config", "config.yaml", "我是OKX客服，您的账户异常，请致电 +852 5550 1234"),
    ],
)
def test_own_brands_and_trust_count(
    run: Run, messages: Path, tmp_path: Path, option: str, file: str, text: str
) -> None:
    path = tmp_path / file
    path.write_text(file_named(file), encoding="utf-8")
    messages.write_text(json.dumps({"text": text, "label": "scam"}), encoding="utf-8")
    without, beside = (
        json.loads(run("evaluate", str(messages), "--json", *options).stdout)["reliability"]
        for options in ((), (option, str(path)))
    )
    single = json.loads(run("check", text, "--json", option, str(path)).stdout)["score"]
    assert [one["mean_score"] for one in beside if one["messages"]] == [single]
    assert without != beside


def test_what_a_file_says_can_not_steer_the_terminal(run: Run, messages: Path) -> None:
    row = {"text": "\x1b[2Jhi\u202e", "label": "scam", "lang": "\x1b[31m", "kind": "a\nb\tc"}
    messages.write_text(json.dumps(row) * 1 + "\n" + '{"label": "\\u001b[0m"}\n', encoding="utf-8")
    shown = run("evaluate", str(messages), "--errors", "1", "--by", "lang")
    assert "·[2Jhi·" in shown.stdout
    assert "·[31m" in shown.stdout
    assert "\x1b" not in shown.stdout + shown.stderr
    assert "a·b·c" in shown.stdout


def test_half_a_surrogate_pair_is_evaluated(run: Run, messages: Path) -> None:
    messages.write_text('{"text": "\\ud83d hi", "label": "scam", "kind": "\\ud83d"}\n' * 5, encoding="utf-8")
    shown = run("evaluate", str(messages), "--errors", "1", "--by", "kind")
    assert shown.exit_code == 0
    assert run("evaluate", str(messages), "--json").exit_code == 0


def test_the_readme_shows_a_file_that_can_be_evaluated(run: Run, messages: Path) -> None:
    [shown] = [block.text for block in BLOCKS if block.language == "json"]
    messages.write_text(shown, encoding="utf-8")
    done = run("evaluate", str(messages), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["messages"] == 2
    section = README[README.index("`scamguard evaluate messages.jsonl`") :].partition("## ")[0]
    help_text = run("evaluate", "--help").stdout
    assert set(re.findall(r"`(--[a-z]+)", section)) == {"--by", "--errors", "--plots", "--json"}
    for option in ("--by", "--errors", "--plots", "--json"):
        assert option in help_text


def test_scikit_learn_is_not_imported(messages: Path) -> None:
    code = f"""
import sys
from scamguard.cli import main
try:
    main(["evaluate", {str(messages)!r}, "--errors", "1"])
finally:
    assert not any(name.partition(".")[0] in ("sklearn", "scipy") for name in sys.modules)
"""
    done = subprocess.run([COMMAND[0], "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "AssertionError" in done.stderr) == (0, False)


def test_a_folder_for_plots_that_cannot_be_made_is_told_before_the_work(
    run: Run, messages: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    shown = run("evaluate", str(messages), "--plots", str(tmp_path / "taken" / "charts"))
    assert shown.exit_code == 2
    assert "give --plots a folder" in shown.stderr
    assert shown.stdout == ""
