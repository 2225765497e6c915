"""Training on a fixed slice of the corpora gives the scores that it gave when they were written down here."""

from pathlib import Path

import pytest

from scamguard.classifier.model import Classifier
from scamguard.classifier.train import Example, read_rows, train
from scamguard.odds import Opinion
from scamguard.text.prepare import prepare

DATASETS = Path(__file__).parents[1] / "datasets"
ROWS_AN_AUTHOR = 150
AUTHORS = ("c01", "c04")
TOLERANCE = 0.05
"""Scores are sums of weights rounded to 8 bits; processors may round the last bit differently."""

# Text: score of the head "scam", measured with scikit-learn when the slice was fixed. A change of the features, of the
# undisguising or of these rows changes them: look at the difference, then write the new ones down.
EXPECTED = {
    "把您抄在本子上的那一页拍给我核对一下": -1.24,
    "周末一起吃饭吗，老地方见": -2.32,
    "您的验证码是 123456，请勿告诉任何人": -3.63,
    "Read me the six digits that just came in, dear": 0.46,
    "The meeting moved to three, same room": -0.93,
    "先把币转到我给的安全地址，明天退回": 0.37,
    "Our support will never ask for your seed phrase": -3.39,
    "加我微信，老师带你稳赚不赔": -1.3,
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    folder = tmp_path_factory.mktemp("slice")
    rows = [row for author in AUTHORS for row in read_rows([DATASETS / f"{author}.jsonl"])[:ROWS_AN_AUTHOR]]
    train([Example(prepare(row.text).plain, (), row.is_scam, row.flags) for row in rows], folder)
    return Classifier.load(Opinion(1.0, 0.0, 1.0), folder)


@pytest.mark.parametrize("text", EXPECTED)
def test_the_slice_is_learnt_as_before(model: Classifier, text: str) -> None:
    assert model.score(prepare(text).plain, ()) == pytest.approx(EXPECTED[text], abs=TOLERANCE)
