"""The classifier: the same features in training and use, damaged files refused, a hint and never a verdict alone."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Checker, Level
from scamguard.classifier.conversations import read_pieces
from scamguard.classifier.features import FREQUENCY_STEPS, SIZE, TEXT_SIZE, features, normalise, values
from scamguard.classifier.model import FAMILY, SIGNAL_ID, Classifier
from scamguard.classifier.public import public_texts
from scamguard.classifier.train import Example, inverse_document_frequencies, read_rows, train
from scamguard.errors import DataError
from scamguard.odds import Opinion, Room
from scamguard.resources import bundled
from scamguard.scoring import Conversation, Policy
from scamguard.text.prepare import prepare

OPINION = Opinion(1.6, 0.4, 6.0)
SCAMS = [
    "把您抄在本子上的那一页拍给我",
    "刚才那条短信里的数念一下",
    "先把币挪到我给的地址",
    "read me what the text says",
]
HONEST = ["周末一起吃饭吗", "快递放门口就行", "the meeting moved to three", "mum says hi"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.lists(st.sampled_from(["seed_phrase", "link", "rule:x"]), max_size=3))
def test_features_are_ascending_distinct_and_within_bounds(text: str, atoms: list[str]) -> None:
    plain = prepare(text).plain
    indices = features(plain, atoms)
    assert (np.diff(indices) > 0).all()
    assert indices.min() >= 0
    assert indices.max() < SIZE
    assert (indices >= TEXT_SIZE).sum() == len(set(atoms))
    assert len(normalise(plain)) == len(plain)


def test_digits_are_not_learnt() -> None:
    one, other = features("转 5000 元", ()), features("转 1234 元", ())
    assert (one == other).all()


def test_values_have_length_one_short_texts_less_and_features_never_seen_none() -> None:
    frequencies = np.zeros(SIZE, dtype=np.uint8)
    indices = features("请把手机上刚收到的那六位数字发给我，我这边马上帮您取消这笔提币 5000 元", ("link",))
    assert not values(frequencies[indices]).any()
    frequencies[indices] = 6 * FREQUENCY_STEPS
    frequencies[indices[0]] *= 2
    weighed = values(frequencies[indices])
    assert weighed[0] == 2 * weighed[1]
    assert weighed @ weighed == pytest.approx(1.0)
    few = values(frequencies[indices[:9]])
    assert 0 < few @ few < 0.5


def test_a_name_alone_is_no_scam() -> None:
    checker = Checker()
    for text in ("欧易", "OKX", "okx?", "欧易客服", "助记词", "Binance support"):
        assert checker.check(text).level is Level.CLEAR, text


def test_frequencies_favour_what_is_rare_and_drop_what_is_rarer_still() -> None:
    found = [np.array([1, 2, TEXT_SIZE])] * 3 + [np.array([1, 3])] * 2
    frequencies = inverse_document_frequencies(found)
    assert frequencies[2] > frequencies[1] == FREQUENCY_STEPS
    assert frequencies[3] == 0
    assert frequencies[TEXT_SIZE] == FREQUENCY_STEPS


def _examples() -> list[Example]:
    return [Example(text, (), True, ("transfer",)) for text in SCAMS] + [Example(t, (), False, ()) for t in HONEST]


def test_training_is_reproducible_bit_for_bit(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train(_examples() * 6, tmp_path / name)
    for file in ("text.npz", "text.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    model = Classifier.load(OPINION, tmp_path / "a")
    assert min(model.score(t, ()) for t in SCAMS) > max(model.score(t, ()) for t in HONEST)


def test_the_opinion_quotes_the_text_and_has_a_ceiling(tmp_path: Path) -> None:
    train(_examples() * 6, tmp_path)
    text = prepare("你好，" + SCAMS[0])
    signal = Classifier.load(Opinion(10.0, 5.0, 6.0), tmp_path).detect(text, ())
    assert signal is not None
    assert signal.weight == 6.0
    assert signal.family == FAMILY
    assert SCAMS[0] in signal.evidence
    assert Classifier.load(Opinion(1.0, -50.0, 6.0), tmp_path).detect(text, (), Room(least=0.0)) is None


def test_it_lowers_what_rules_found_but_takes_a_decisive_one_only_down_to_suspicious() -> None:
    policy = Policy.load()
    doubting = replace(policy, opinion=Opinion(1.0, -1000.0, 6.0))
    checker = Checker(policy=doubting)
    [opinion] = [signal for signal in checker.check("欧易客服微信：okx_test888").signals if signal.id == SIGNAL_ID]
    assert (opinion.weight, opinion.evidence) == (policy.least, ())
    text = "我是欧易客服，请把您的私钥发给我核对，核对完今天下午就可以恢复提币功能了"
    decisive = checker.check(text)
    assert any(signal.weight >= doubting.decisive_weight for signal in decisive.signals)
    assert min(signal.weight for signal in decisive.signals) == policy.least_decisive
    boundless = Checker(policy=replace(doubting, least_decisive=-1000.0)).check(text)
    assert boundless.level is Level.SUSPICIOUS
    assert boundless.score == pytest.approx(policy.suspicious)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    for name in ("text.npz", "text.json"):
        shutil.copy(bundled("models") / name, tmp_path / name)
    with (tmp_path / "text.npz").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(DataError, match="checksum"):
        Classifier.load(OPINION, tmp_path)
    with pytest.raises(DataError, match="can't be read"):
        Classifier.load(OPINION, tmp_path / "nowhere")


def test_the_shipped_model_is_small_and_loads_without_pickle() -> None:
    path = bundled("models") / "text.npz"
    assert path.stat().st_size < 5_000_000
    with np.load(path, allow_pickle=False) as arrays:
        assert arrays["weights"].dtype == np.int8


@pytest.mark.parametrize("text", ["周末一起吃饭吗", "the meeting moved to three", "有问题加微信 helper_2026"])
def test_only_if_certain_it_makes_a_scam_alone_or_beside_a_mere_channel(text: str) -> None:
    policy = Policy.load()
    eager = replace(policy, certain=1 - 1e-9, opinion=replace(policy.opinion, offset=1000.0))
    verdict = Checker(policy=eager).check(text)
    assert FAMILY in {signal.family for signal in verdict.signals}
    assert {signal.family for signal in verdict.signals} <= {FAMILY, *policy.channels}
    assert verdict.level is Level.SUSPICIOUS
    certain = replace(policy, opinion=replace(policy.opinion, offset=1000.0))
    assert Checker(policy=certain).check(text).level is Level.SCAM


def test_a_policy_whose_classifier_could_only_raise_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    text = (bundled("models") / "policy.yaml").read_text(encoding="utf-8").replace("least: -2.0", "least: 1.0")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="least"):
        Policy.load(path)


def test_dataset_rows_are_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    row = {"text": "a", "label": "scam", "flags": ["qr"], "lang": "en", "kind": "k", "author": "x", "split": "train"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_rows([path])[0].is_scam
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"label": "maybe"}), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_rows([path])
    assert caught.value.line == 2


def test_public_sets_are_known_by_checksum(tmp_path: Path) -> None:
    index = tmp_path / "public.toml"
    index.write_text('[a]\nfile = "a.gz"\nhome = "https://a.example"\nmost = 1\nsha256 = "0"\n', encoding="utf-8")
    with pytest.raises(DataError, match="can't be read"):
        public_texts(index, tmp_path)
    (tmp_path / "a.gz").write_bytes(b"x")
    with pytest.raises(DataError, match="another version"):
        public_texts(index, tmp_path)


def test_pieces_of_conversations_are_what_a_watcher_would_read_together(tmp_path: Path) -> None:
    turns = [("A", "a1"), ("me", "m1"), ("A", "a2"), ("A", "a3"), ("B", "b1"), ("A", "a4")]
    row = {"turns": [{"sender": sender, "text": text} for sender, text in turns], "split": "train"}
    scam = row | {"label": "scam", "clear": 2, "danger": "A", "flags": ["password"]}
    honest: dict[str, object] = row | {"label": "honest", "clear": None, "danger": None, "flags": []}
    path = tmp_path / "talk.jsonl"
    path.write_text("\n".join(map(json.dumps, (scam, scam | {"split": "test"}, honest))), encoding="utf-8")
    pieces = read_pieces([path], Conversation(3, 100, 0, 0.0, 0.5))
    assert [(one.text, one.flags) for one in pieces if one.is_scam] == [
        ("a1\na2", ("password",)),
        ("a1\na2\na3", ("password",)),
        ("a2\na3\na4", ("password",)),
    ]
    assert [one.text for one in pieces if not one.is_scam and not one.is_joined] == [text for _, text in turns]
    assert [one.text for one in pieces if not one.is_scam and one.is_joined] == ["a1\na2", "a2\na3\na4"]
    path.write_text('{"turns": []}', encoding="utf-8")
    with pytest.raises(DataError, match="is no conversation"):
        read_pieces([path], Conversation(3, 100, 0, 0.0, 0.5))


def test_pieces_have_no_more_characters_than_a_watcher_reads_together(tmp_path: Path) -> None:
    turns = [{"sender": "A", "text": text} for text in ("first", "second", "x" * 9, "last")]
    row = {"turns": turns, "split": "train", "label": "scam", "clear": 2, "danger": "A", "flags": []}
    path = tmp_path / "talk.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert [one.text for one in read_pieces([path], Conversation(8, 15, 0, 0.0, 0.5))] == [
        "second\n" + "x" * 9,
        "x" * 9 + "\nlast",
    ]
    assert [one.text for one in read_pieces([path], Conversation(8, 3, 0, 0.0, 0.5))] == ["x" * 9, "last"]
