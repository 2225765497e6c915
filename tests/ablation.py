"""What each part of the checker is worth: `python -m tests.ablation --public DIR [--splits dev]` prints Markdown.

The classifier is trained in memory on the rows whose split is "train", the rules' examples and the public sets, whole
and with one part left out at a time. Alone it speaks through the policy as if no rule had fired. That policy was
chosen for the whole checker, so the figures of verdicts are unkind to all others; the ranking (AUC, average precision,
recall at 2 % false alarms) needs no policy. Look at the split "test" only when nothing will be changed any more.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scamguard import Checker
from scamguard.classifier.public import public_texts
from scamguard.classifier.train import PUBLIC_IMPORTANCE, Row, read_rows
from scamguard.evaluation.metrics import Figure, Floats, Scores, curve, measure
from scamguard.rulebook.rulebook import Rulebook
from scamguard.scoring import Policy
from tests import ablated
from tests.ablated import AblatedChecker, Sample, ViewingClassifier
from tests.comparison_models import boosted_artefact_scores, linear_artefact_scores, plain_scores
from tests.corpus import DATASETS
from tests.markdown import percent, table

MAIN_LANGUAGES = ("zh-Hans", "zh-Hant", "yue", "en")
ALLOWED_ALARMS = 0.02
"""The share of honest messages that may be flagged where recall is compared: the target for honest look-alikes."""
PROCESSES = 2
_CHUNK = 256
_HEADINGS = ("", "AUC (95 %)", "average precision", "recall at 2 % alarms", "recall", "false alarms", "false SCAM")

SampleScores = Callable[[Sequence[str], NDArray[np.bool_], Floats, Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its name, the numbers by which it ranks the messages, their levels if it gives verdicts."""

    name: str
    ranks: Floats
    levels: NDArray[np.int64] | None = None


def _samples(messages: Sequence[tuple[str, bool, float]], pool: ProcessPoolExecutor) -> list[Sample]:
    """Messages (text, whether it is a scam, importance) as read by the shipped rulebook."""
    texts, labels, importances = zip(*messages, strict=True)
    read = partial(ablated.read_sample, Rulebook.load())
    return list(pool.map(read, texts, labels, importances, chunksize=_CHUNK))


def _classifiers(training: Sequence[Sample], written: int, policy: Policy) -> dict[str, ViewingClassifier]:
    """The classifier and those with a part left out; the first `written` samples are those of the corpora."""
    opinion = policy.opinion
    return {
        "": ViewingClassifier(training, ablated.whole_view, opinion),
        ", trained without public sets": ViewingClassifier(training[:written], ablated.whole_view, opinion),
        ", without atoms": ViewingClassifier(training, ablated.text_view, opinion),
        ", disguises not undone": ViewingClassifier(training, ablated.raw_view, opinion),
    }


def _checker_lines(
    classifiers: Mapping[str, ViewingClassifier], policy: Policy, tested: Sequence[Sample], pool: ProcessPoolExecutor
) -> list[Line]:
    """The rules, each classifier alone, and each together with the rules."""
    rules, silent = Rulebook.load(), ablated.SilentRulebook.load()
    checkers: dict[str, Checker] = {"rules alone": AblatedChecker(rules, None, policy)}
    alone = {}
    for name, classifier in classifiers.items():
        alone[f"classifier alone{name}"] = classifier.rank(tested)
        checkers[f"classifier alone{name}"] = AblatedChecker(silent, classifier, policy)
        checkers[f"rules and classifier{name}"] = AblatedChecker(rules, classifier, policy)
    verdicts = pool.map(ablated.judge, checkers.values(), repeat(tested))
    return [
        Line(name, alone.get(name, log_odds), levels)
        for name, (log_odds, levels) in zip(checkers, verdicts, strict=True)
    ]


def _comparison_lines(training: Sequence[Sample], written: int, tested: Sequence[Sample]) -> Iterator[Line]:
    """The models of comparison, trained on the same messages; those that see artefacts also on the written ones."""
    yield _comparison_line("TF-IDF (char_wb, 2 to 4), logistic regression", plain_scores, training, tested)
    for name, scores in (("linear", linear_artefact_scores), ("boosted trees", boosted_artefact_scores)):
        yield _comparison_line(f"artefacts alone, {name}", scores, training, tested)
        name = f"artefacts alone, {name}, trained without public sets"
        yield _comparison_line(name, scores, training[:written], tested)


def _comparison_line(name: str, scores: SampleScores, training: Sequence[Sample], tested: Sequence[Sample]) -> Line:
    texts, others = [one.raw for one in training], [one.raw for one in tested]
    is_scam, importances = np.array([one.is_scam for one in training]), np.array([one.importance for one in training])
    return Line(name, scores(texts, is_scam, importances, others))


def _cells(line: Line, is_scam: NDArray[np.bool_], of_group: NDArray[np.bool_]) -> Iterator[str]:
    """What a table says of the messages of a group."""
    ranks, label = line.ranks[of_group], is_scam[of_group]
    levels = np.zeros(len(label), np.int64) if line.levels is None else line.levels[of_group]
    scores = Scores(label, levels, ranks, 1 / (1 + np.exp(-ranks)))
    figures = measure(scores)
    yield line.name
    auc = figures["auc"]
    yield f"{auc.value:.3f} ({auc.low:.3f} to {auc.high:.3f})" if auc else "–"
    average = figures["average_precision"]
    yield f"{average.value:.3f}" if average else "–"
    scams, honest = curve(scores)
    yield percent(float(scams[honest <= ALLOWED_ALARMS * honest[-1]].max() / scams[-1]))
    for name in ("recall", "false_alarms", "scam_false_alarms"):
        yield "–" if line.levels is None else _percent(figures[name])


def _percent(figure: Figure | None) -> str:
    return percent(figure.value) if figure else "–"


def _groups(tested: Sequence[Row], splits: Sequence[str]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Which rows belong to each split's main and other languages, under a title; none without scams or honest rows."""
    is_scam = np.array([row.is_scam for row in tested])
    is_main = np.array([row.lang in MAIN_LANGUAGES for row in tested])
    for split in splits:
        of_split = np.array([row.split == split for row in tested])
        for title, of_group in (("Chinese and English", of_split & is_main), ("other languages", of_split & ~is_main)):
            scams = int(is_scam[of_group].sum())
            honest = int(of_group.sum()) - scams
            if scams and honest:
                yield f"### {split}, {title}: {scams:,} scams, {honest:,} honest", of_group


def main() -> None:
    """Train, judge, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.ablation", description=__doc__)
    parser.add_argument("--public", type=Path, required=True, metavar="DIR", help="folder with the public sets")
    parser.add_argument("--splits", nargs="+", choices=("dev", "test"), default=["dev"])
    options = parser.parse_args()
    rows = read_rows(sorted(DATASETS.glob("*.jsonl")))
    trained, tested_rows = ([row for row in rows if row.split in chosen] for chosen in (["train"], options.splits))
    public = public_texts(DATASETS / "public.toml", options.public)
    rules = Rulebook.load().rules
    messages = [(row.text, row.is_scam, 1.0) for row in trained]
    messages += [(text, True, 1.0) for rule in rules for text in rule.match]
    messages += [(text, False, 1.0) for rule in rules for text in rule.passes]
    policy, written = Policy.load(), len(messages)
    messages += [(row.text, row.is_scam, 1.0) for row in tested_rows]
    messages += [(text, False, PUBLIC_IMPORTANCE) for text in public]
    with ProcessPoolExecutor(PROCESSES) as pool:
        samples = _samples(messages, pool)
        tested = samples[written : written + len(tested_rows)]
        training = samples[:written] + samples[written + len(tested_rows) :]
        classifiers = _classifiers(training, written, policy)
        lines = _checker_lines(classifiers, policy, tested, pool)
    lines += _comparison_lines(training, written, tested)
    is_scam = np.array([one.is_scam for one in tested])
    for title, of_group in _groups(tested_rows, options.splits):
        print(f"{title}\n\n{table(_HEADINGS, [tuple(_cells(line, is_scam, of_group)) for line in lines])}\n")
    same = "is" if classifiers[""].is_shipped() else "is NOT"
    print(f"Trained on {written:,} written and {len(public):,} public messages.")
    print(f"The shipped model {same} the one trained here.")


if __name__ == "__main__":
    main()
