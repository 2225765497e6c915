"""What disguises cost: `python -m tests.robustness FILE... [--sample N]` prints a Markdown table.

Of each kind of disguise the share of scams that are flagged (SUSPICIOUS or SCAM) as they stand and disguised, over the
scams that the kind changes. The files are JSON Lines as `scamguard evaluate` takes them; conversations, honest messages
and languages other than LANGUAGES, for which the disguises were written, are passed over.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scamguard import Checker, Level
from scamguard.evaluation import read
from tests.disguises import KINDS, disguise
from tests.markdown import percent, table

LANGUAGES = ("zh-Hans", "zh-Hant", "yue", "en")
PROCESSES = 2
_CHUNK = 64
_SEED = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Scams that a kind of disguise changes: how many, and how many are flagged as they stand and disguised."""

    kind: str
    texts: int
    plain: int
    disguised: int

    @property
    def loss(self) -> float:
        """By how much of all these scams the disguise lowers recall; below 0 where it raises it."""
        return (self.plain - self.disguised) / self.texts


def scams(paths: Sequence[Path], sample: int | None) -> list[str]:
    """The texts of scams in files, at most `sample` of them (chosen at random, the same ones every time).

    Raises DataError for a line that can't be used.
    """
    texts = []
    for path in paths:
        labelled, errors = read(str(path), path.read_bytes())
        if errors:
            raise errors[0]
        texts += [
            one.messages[0].text
            for one in labelled
            if one.is_scam and not one.is_conversation and one.lang in LANGUAGES
        ]
    return texts if sample is None else random.Random(_SEED).sample(texts, min(sample, len(texts)))


def flagged(texts: Sequence[str]) -> list[bool]:
    """Which texts are flagged, worked out in PROCESSES processes."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        return list(pool.map(_is_flagged, texts, chunksize=_CHUNK))


@cache
def _checker() -> Checker:
    """One for each process."""
    return Checker()


def _is_flagged(text: str) -> bool:
    return _checker().check(text).level >= Level.SUSPICIOUS


def measure(texts: Sequence[str]) -> list[Row]:
    """A row for each kind that changes some of the texts, the greatest loss first; the n-th text has the seed n."""
    changed = {
        kind: {
            number: written for number, text in enumerate(texts) if (written := disguise(text, kind, number)) != text
        }
        for kind in KINDS
    }
    disguised = [written for by_number in changed.values() for written in by_number.values()]
    verdicts = iter(flagged([*texts, *disguised]))
    plain = [next(verdicts) for _ in texts]
    rows = [
        Row(kind, len(numbers), sum(plain[number] for number in numbers), sum(next(verdicts) for _ in numbers))
        for kind, numbers in changed.items()
        if numbers
    ]
    return sorted(rows, key=lambda row: -row.loss)


def _cells(rows: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        plain, disguised = row.plain / row.texts, row.disguised / row.texts
        yield row.kind, row.texts, percent(plain), percent(disguised), f"{100 * row.loss:.1f}"
    mean_plain, mean_disguised = (
        sum(share) / len(rows) for share in ([r.plain / r.texts for r in rows], [r.disguised / r.texts for r in rows])
    )
    loss = f"{100 * (mean_plain - mean_disguised):.1f}"
    yield "mean of the kinds", sum(row.texts for row in rows), percent(mean_plain), percent(mean_disguised), loss


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.robustness", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--sample", type=int, metavar="N", help="take at most N scams")
    options = parser.parse_args()
    texts = scams(options.files, options.sample)
    rows = measure(texts)
    if not rows:
        parser.error(f"no scams in {', '.join(LANGUAGES)} that a disguise changes")
    print(f"{len(texts):,} scams in {', '.join(LANGUAGES)}; loss in percentage points.\n")
    print(table(("disguise", "texts", "flagged plain", "flagged disguised", "loss"), _cells(rows)))


if __name__ == "__main__":
    main()
