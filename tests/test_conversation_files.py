"""The conversations under datasets/conversations: fields, balance, and turns that exist."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scamguard import Flag

FOLDER = Path(__file__).parents[1] / "datasets" / "conversations"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for path in sorted(FOLDER.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
FIELDS = {"turns", "label", "clear", "danger", "flags", "lang", "kind", "author", "split"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['author']}-{i}" for i, row in enumerate(ROWS)])
def test_a_conversation_is_whole(row: dict[str, Any]) -> None:
    assert set(row) == FIELDS
    assert 6 <= len(row["turns"]) <= 20
    assert all(set(turn) == {"sender", "text"} and turn["text"].strip() for turn in row["turns"])
    assert "me" in {turn["sender"] for turn in row["turns"]}
    assert set(row["flags"]) <= {str(flag) for flag in Flag}
    if row["label"] == "scam":
        assert row["flags"]
        assert 0 <= row["clear"] < len(row["turns"])
        assert row["danger"] in {turn["sender"] for turn in row["turns"]} - {"me"}
    else:
        assert (row["label"], row["flags"], row["clear"], row["danger"]) == ("honest", [], None, None)


def test_there_are_enough_and_half_are_honest_in_each_split() -> None:
    labels = Counter((row["split"], row["label"]) for row in ROWS)
    assert len(ROWS) >= 300
    for split in ("train", "dev", "test"):
        scams, honest = labels[split, "scam"], labels[split, "honest"]
        assert min(scams, honest) >= 50
        assert max(scams, honest) <= 1.2 * min(scams, honest)


def test_an_author_stands_in_one_split_only() -> None:
    splits = {(row["author"], row["split"]) for row in ROWS}
    assert len(splits) == len({author for author, _ in splits})
