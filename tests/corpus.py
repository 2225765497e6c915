"""What the corpora hold, and how far apart their messages are: `python -m tests.corpus [FOLDER]` prints Markdown.

The exit code is 1 if two messages, or two conversations, are more alike than LIMIT.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests.markdown import table

DATASETS = Path(__file__).parents[1] / "datasets"
LIMIT = 0.7
"""Texts whose n-grams are more alike than this are the same text written twice."""
GRAM = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A message, or a conversation as one text, of the corpora; `place` is its file and line, `turns` 0 for a message.

    The other fields are those of the data sheet (datasets/README.md).
    """

    text: str
    turns: int
    label: str
    lang: str
    author: str
    split: str
    place: str


def read_corpus(folder: Path) -> list[Written]:
    """All messages and conversations below a folder. Raises ValueError or KeyError for a line that is neither."""
    return [one for path in sorted(folder.rglob("*.jsonl")) for one in _read(path)]


def _read(path: Path) -> Iterator[Written]:
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
        row = json.loads(line)
        turns = row.get("turns", [])
        text = "\n".join(turn["text"] for turn in turns) if turns else row["text"]
        place = f"{path.stem}:{number}"
        yield Written(text, len(turns), row["label"], row["lang"], row["author"], row["split"], place)


def near_duplicates(texts: Sequence[str], limit: float = LIMIT) -> list[tuple[int, int, float]]:
    """All pairs of texts (indices, the lower first) whose sets of character 4-grams have a Jaccard similarity above
    `limit`, with it; exact. A text of fewer than 4 characters counts as one gram.

    Prefix filtering, as in R. J. Bayardo, Y. Ma and R. Srikant, "Scaling up all pairs similarity search", WWW 2007:
    two sets that share more than limit * n grams share one of the n - floor(limit * n) rarest of either, if grams are
    ranked in one order for all; so only texts that share such a gram are compared.
    """
    documents = _ranked(texts)
    grams = [frozenset(ranks) for ranks in documents]
    by_rare_gram: dict[int, list[int]] = {}
    pairs = []
    for one, ranks in enumerate(documents):
        prefix = ranks[: len(ranks) - int(limit * len(ranks))]
        for other in {other for rank in prefix for other in by_rare_gram.get(rank, ())}:
            similarity = _jaccard(grams[other], grams[one], limit)
            if similarity > limit:
                pairs.append((other, one, similarity))
        for rank in prefix:
            by_rare_gram.setdefault(rank, []).append(one)
    return sorted(pairs)


def _ranked(texts: Sequence[str]) -> list[list[int]]:
    """The grams of each text, the rarest first, as their ranks from the rarest of all texts."""
    documents = [{text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))} for text in texts]
    counts = Counter(chain.from_iterable(documents))
    ranks = {gram: rank for rank, gram in enumerate(sorted(counts, key=lambda gram: (counts[gram], gram)))}
    return [sorted(ranks[gram] for gram in document) for document in documents]


def _jaccard(one: frozenset[int], other: frozenset[int], limit: float) -> float:
    """Common members by all members; 0 for sets whose sizes alone keep it from being above the limit."""
    if min(len(one), len(other)) <= limit * max(len(one), len(other)):
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _counted(heading: str, rows: Sequence[Written], name: Callable[[Written], str]) -> str:
    """Scams and honest ones by a name, in its order, and their sums."""
    counts = Counter((name(row), row.label) for row in rows)
    names = sorted({name(row) for row in rows})
    cells = [(one, counts[one, "scam"], counts[one, "honest"]) for one in names]
    cells.append(("all", sum(row.label == "scam" for row in rows), sum(row.label == "honest" for row in rows)))
    return table((heading, "scams", "honest", "both"), [(*row, row[1] + row[2]) for row in cells])


def _distances(rows: Sequence[Written]) -> tuple[str, bool]:
    """What is to be said of the pairs that are too much alike, and whether there are any."""
    pairs = [(rows[i], rows[j], similarity) for i, j, similarity in near_duplicates([row.text for row in rows])]
    across = sum(one.split != other.split for one, other, _ in pairs)
    count = len(rows) * (len(rows) - 1) // 2
    said = (
        f"Of all {count:,} pairs {len(pairs)} have a Jaccard similarity above {LIMIT} on character {GRAM}-grams, "
        f"{across} of them across splits."
    )
    cells = [(one.place, one.split, other.place, other.split, f"{alike:.3f}") for one, other, alike in pairs]
    listed = table(("one", "split", "other", "split", "similarity"), cells)
    return (f"{said}\n\n{listed}" if pairs else said), bool(pairs)


def _section(title: str, rows: Sequence[Written]) -> tuple[str, bool]:
    """Everything about the messages, or about the conversations, and whether some are too much alike."""
    distances, are_alike = _distances(rows)
    parts = (
        f"## {title}",
        f"{len(rows):,}, of which {len({row.text for row in rows}):,} are distinct.",
        _counted("split", rows, lambda row: row.split),
        _counted("language", rows, lambda row: row.lang),
        _counted("author (split)", rows, lambda row: f"{row.author} ({row.split})"),
        distances,
    )
    return "\n\n".join(parts), are_alike


def main() -> int:
    """Print the counts and the distances."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATASETS)
    rows = read_corpus(parser.parse_args().folder)
    kinds = {"Messages": [row for row in rows if not row.turns], "Conversations": [row for row in rows if row.turns]}
    sections = [_section(title, members) for title, members in kinds.items() if members]
    print("\n\n".join(text for text, _ in sections))
    return int(any(are_alike for _, are_alike in sections))


if __name__ == "__main__":
    sys.exit(main())
