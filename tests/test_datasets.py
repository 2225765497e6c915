"""The corpora: well-formed, no message twice, split by author, and balanced."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from scamguard import Flag

DATASETS = Path(__file__).parents[1] / "datasets"
FILES = sorted(DATASETS.glob("*.jsonl"))
FIELDS = {"text", "label", "flags", "lang", "kind", "author", "split"}
ROWS = [json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_one_author_in_one_split(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["author"] for row in rows} == {path.stem}
    assert len({row["split"] for row in rows}) == 1
    for row in rows:
        assert set(row) == FIELDS
        assert row["text"].strip()
        assert row["label"] in ("scam", "honest")
        assert set(row["flags"]) <= {str(flag) for flag in Flag}
        assert bool(row["flags"]) == (row["label"] == "scam")


def test_no_message_stands_twice_and_no_test_case_is_trained_on() -> None:
    texts = [row["text"] for row in ROWS]
    assert len(set(texts)) == len(texts)
    cases = {
        case.get("text", case.get("raw", "")).strip()
        for path in (Path(__file__).parent / "cases").glob("*.yaml")
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    assert not cases & {text.strip() for text in texts}


def test_both_labels_and_all_splits_are_there() -> None:
    labels = Counter((row["split"], row["label"]) for row in ROWS)
    for split in ("train", "dev", "test"):
        scams, honest = labels[split, "scam"], labels[split, "honest"]
        assert scams >= 150
        assert honest >= 150
        assert 0.6 < scams / honest < 1.6
