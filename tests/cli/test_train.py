"""The command that trains the classifier."""

import json
from pathlib import Path

from scamguard.classifier.model import Classifier
from scamguard.rulebook.rulebook import Rulebook
from scamguard.scoring import Policy
from tests.cli.command_line import Run

ROWS = [
    ("把私钥发给我核对", "scam"),
    ("先转到安全地址", "scam"),
    ("周末一起吃饭吗", "honest"),
    ("会议改到三点", "honest"),
]


def test_training_without_public_sets_does_not_replace_the_shipped_model(run: Run) -> None:
    result = run("train")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_only_rows_for_training_are_learnt(run: Run, tmp_path: Path) -> None:
    lines = [
        {"text": text, "label": label, "flags": ["transfer"] if label == "scam" else [], "lang": "zh-Hans"}
        | {"kind": "made", "author": "a", "split": split}
        for split in ("train", "dev")
        for text, label in ROWS
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    result = run("train", "--datasets", str(tmp_path), "--out", str(tmp_path / "model"))
    assert result.exit_code == 0
    of_rules = sum(len(rule.match) + len(rule.passes) for rule in Rulebook.load().rules)
    about = json.loads((tmp_path / "model" / "text.json").read_text(encoding="utf-8"))
    assert about["examples"] == len(ROWS) + of_rules
    assert Classifier.load(Policy.load().opinion, tmp_path / "model").version
