"""The checker with parts left out: classifiers that see less, rules that are not heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scamguard import Checker, Flag, Message, Signal
from scamguard.classifier.features import SIZE
from scamguard.classifier.model import MODEL_NAME, UNLIMITED, Classifier, Counted, as_used
from scamguard.classifier.train import Example, fit
from scamguard.evaluation.metrics import Floats
from scamguard.odds import Opinion, Room
from scamguard.resources import bundled
from scamguard.rulebook.rulebook import Detected, Rulebook
from scamguard.scoring import Policy
from scamguard.text.prepare import prepare
from scamguard.types import Text


@dataclass(frozen=True, slots=True)
class Sample:
    """A message: as it stands, as it was read, what the rulebook found, whether it is a scam, how much it counts in
    training."""

    raw: str
    plain: str
    atoms: tuple[str, ...]
    is_scam: bool
    importance: float


def read_sample(rulebook: Rulebook, raw: str, is_scam: bool, importance: float) -> Sample:
    """A message read as the checker reads it."""
    text = prepare(raw)
    return Sample(raw, text.plain, rulebook.detect(text, Message(raw)).atoms, is_scam, importance)


View = Callable[[str, str, Sequence[str]], tuple[str, tuple[str, ...]]]
"""From a message as it stands, as it was read, and its atoms, to the text and the atoms that a classifier is shown."""


def whole_view(_: str, plain: str, atoms: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What the shipped classifier is shown."""
    return plain, tuple(atoms)


def text_view(_: str, plain: str, __: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """No atoms."""
    return plain, ()


def raw_view(raw: str, _: str, atoms: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The message with its disguises (the features lower its case)."""
    return raw, tuple(atoms)


class ViewingClassifier(Classifier):
    """A classifier that is trained on a view of samples and is shown messages in the same view; it quotes nothing."""

    def __init__(self, samples: Sequence[Sample], view: View, opinion: Opinion) -> None:
        # A signal needs some flag, which bears on no figure here: one head that repeats the first spares the others.
        flags = {True: (Flag.TRANSFER,), False: ()}
        shown = [(view(one.raw, one.plain, one.atoms), one) for one in samples]
        examples = [Example(*seen, one.is_scam, flags[one.is_scam], one.importance) for seen, one in shown]
        self._arrays = fit(examples, flags[True])
        self._view = view
        super().__init__(as_used(self._arrays), flags[True], opinion, "in memory")

    def detect(
        self,
        text: Text,
        atoms: Sequence[str],
        room: Room = UNLIMITED,
        counted: Counted | None = None,  # noqa: ARG002 (it is of the whole text)
    ) -> Signal | None:
        """The signal for what the view shows of a text."""
        plain, seen = self._view(text.raw, text.plain, atoms)
        return super().detect(replace(text, plain=plain, clauses=()), seen, room)

    def rank(self, samples: Sequence[Sample]) -> Floats:
        """The log-odds of a scam for each sample, before any policy."""
        return np.array([self.score(*self._view(one.raw, one.plain, one.atoms)) for one in samples])

    def is_shipped(self) -> bool:
        """Whether the shipped model's head for "scam" is this one, bit for bit."""
        heads = {"frequencies": SIZE, "weights": SIZE, "scales": 1, "intercepts": 1}
        with np.load(bundled("models") / f"{MODEL_NAME}.npz", allow_pickle=False) as shipped:
            return all(np.array_equal(shipped[name][:n], self._arrays[name][:n]) for name, n in heads.items())


class SilentRulebook(Rulebook):
    """It finds atoms for the classifier and raises no signal."""

    def detect(self, text: Text, message: Message) -> Detected:
        """What was found, without signals."""
        return replace(super().detect(text, message), signals=())


class AblatedChecker(Checker):
    """The checker with another classifier (None: it is not heard), and maybe with rules that are not heard."""

    def __init__(self, rulebook: Rulebook, classifier: Classifier | None, policy: Policy) -> None:
        unheard = replace(policy, opinion=replace(policy.opinion, trust=0.0, offset=0.0))
        super().__init__(policy=policy if classifier else unheard)
        self._rulebook = rulebook
        self._classifier = classifier or Classifier.load(unheard.opinion)


def judge(checker: Checker, samples: Sequence[Sample]) -> tuple[Floats, NDArray[np.int64]]:
    """The log-odds and the levels of the verdicts on samples."""
    verdicts = list(checker.check_many(one.raw for one in samples))
    return np.array([verdict.log_odds for verdict in verdicts]), np.array([verdict.level for verdict in verdicts])
