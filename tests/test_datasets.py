"""The corpora: well-formed, no message twice, split by author, and balanced."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Flag
from tests.corpus import DATASETS, LIMIT, near_duplicates, read_corpus

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


def test_no_text_of_one_split_stands_almost_alike_in_another() -> None:
    rows = read_corpus(DATASETS)
    alike = [(rows[i], rows[j], similarity) for i, j, similarity in near_duplicates([row.text for row in rows])]
    across = [(a.place, b.place, round(similarity, 3)) for a, b, similarity in alike if a.split != b.split]
    assert across == []


def test_near_duplicates_are_the_pairs_above_the_limit() -> None:
    texts = [
        "the lighthouse keeper counts gulls",
        "a walnut rolled under the piano",
        "the lighthouse keeper counted gulls",
        "the lighthouse keeper counts gulls!",
        "灯塔守夜人每天数海鸥",
        "灯塔守夜人每天数海鸥吗",
        "abc",
        "abc",
        "ab",
    ]
    # Grams of the four alike: 31, 32 (27 in common with the first) and 32 (all 31); of the Chinese ones 7 and 8.
    assert near_duplicates(texts) == [
        (0, 2, 27 / 36),
        (0, 3, 31 / 32),
        (2, 3, 27 / 37),
        (4, 5, 7 / 8),
        (6, 7, 1.0),
    ]
    assert near_duplicates(texts, 27 / 36) == [(0, 3, 31 / 32), (4, 5, 7 / 8), (6, 7, 1.0)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab", max_size=16), max_size=12), st.sampled_from([0.3, 0.5, LIMIT, 0.9]))
def test_near_duplicates_misses_no_pair(texts: list[str], limit: float) -> None:
    grams = [{text[i : i + 4] for i in range(max(1, len(text) - 3))} for text in texts]
    pairs = [(i, j) for j in range(len(texts)) for i in range(j)]
    similarities = [(i, j, len(grams[i] & grams[j]) / len(grams[i] | grams[j])) for i, j in pairs]
    assert near_duplicates(texts, limit) == sorted(one for one in similarities if one[2] > limit)
