"""What the benchmarks stand on: the corpus that they scan, and the table that they write."""

from collections import Counter
from pathlib import Path

import pytest

from scamguard.chats import read_chats
from tests.benchmarks import corpus
from tests.benchmarks.__main__ import section, topics
from tests.benchmarks.corpus import LENGTHS, Writer, corpus_file, texts_of
from tests.benchmarks.markdown import rows_table
from tests.benchmarks.pieces import cut, material
from tests.benchmarks.row import Row

MANY = 30_000


def test_a_seed_makes_the_same_messages_and_another_others() -> None:
    first, again, other = (list(Writer(seed).chats(500)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert list(Writer(1).chats(200)) == first[:200]


def test_messages_are_shared_out_as_promised() -> None:
    sent = list(Writer(1).chats(MANY))
    assert len(sent) == MANY
    kinds = Counter(one.kind for one in sent)
    assert 0.008 < kinds["scam"] / MANY < 0.012
    assert 0.008 < kinds["near"] / MANY < 0.012
    assert 0.5 < sum(one.lang == "zh" for one in sent) / MANY < 0.8
    assert len({one.text for one in sent}) > 0.6 * MANY
    assert len({one.chat for one in sent}) == MANY // corpus.CHAT_LENGTH
    strangers = {one.sender for one in sent if one.kind == "scam"}
    assert strangers.isdisjoint(one.sender for one in sent if one.kind != "scam")
    assert len(strangers) == MANY // corpus.CHAT_LENGTH // corpus.STRANGERS


@pytest.mark.parametrize("lang", LENGTHS)
def test_everyday_messages_are_about_as_long_as_real_ones(lang: str) -> None:
    lengths = sorted(len(s.text) for s in Writer(1).chats(MANY) if s.lang == lang and s.kind == "everyday")
    for share, wanted in list(zip(corpus.SHARES, LENGTHS[lang], strict=True))[3:-1]:
        assert lengths[round(share * len(lengths))] == pytest.approx(wanted, rel=0.2, abs=1)


def test_what_is_scanned_is_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = corpus_file(400)
    written = path.stat()
    assert corpus_file(400) == path
    assert path.stat() == written
    assert corpus_file(401) != path
    sent = list(Writer(corpus.SEED).chats(400))
    assert texts_of(path) == [one.text for one in sent]
    (file,) = read_chats([path])
    assert [(one.sender, one.chat) for one in file.messages] == [(one.sender, one.chat) for one in sent]


def test_pieces_are_whole_clauses_of_everyday_messages() -> None:
    assert set(cut("喂,你到哪了？我在门口")) == {"喂,你到哪了？", "你到哪了？", "我在门口"}
    assert set(cut("Home at 7.30, ok? Bye.")) == {"Home at 7.30, ok?", "Home at 7.30", "ok?", "Bye"}
    for lang in LENGTHS:
        lengths = [len(piece) for piece in material(lang).everyday]
        assert lengths == sorted(lengths)
        assert len(lengths) > 1_000


def test_the_table_tells_median_ratio_spread_and_whether_the_bar_is_met() -> None:
    rows = [
        Row.of("scan", [50_000, 52_000, 48_000], "messages/s", [5.1, 5.3, 4.9], "≥ 5"),
        Row.of("check", [151.4, 149.0, 160.0], "µs", [2.0, 1.5, 2.5], "≤ 150 µs"),
        Row("distinct", 61.234, "%"),
        Row.of("differing", [0, 0], "bytes", bar="≤ 0 bytes"),
    ]
    assert rows_table(rows).splitlines() == [
        "| what | median | ratio | spread | bar | met |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| scan | 50,000 messages/s | 5.1 x | 4.9-5.3 | ≥ 5 | yes |",
        "| check | 151 µs | 2 x | 1.5-2.5 | ≤ 150 µs | **no** |",
        "| distinct | 61.2 % |  |  |  |  |",
        "| differing | 0 bytes |  | 0-0 | ≤ 0 bytes | yes |",
    ]


@pytest.mark.parametrize("bar", ["5", "≥ five", "≥ 5", "≤ 5 ms"])
def test_a_bar_that_the_row_cannot_be_held_to_is_refused(bar: str) -> None:
    with pytest.raises(ValueError, match=r"bar|ratio"):
        Row("scan", 1.0, "s", bar=bar)


def test_every_topic_is_found_and_takes_the_numbers_that_it_knows() -> None:
    assert {"corpus", "throughput", "single", "growth", "longer", "doubled", "bigfile"} <= topics().keys()

    def measure(messages: int = 7) -> list[Row]:
        return [Row("given", messages, "messages")]

    assert section("toy", measure, {"messages": 9, "megabytes": 3}).startswith("### toy, 9 messages\n")
    assert "| given | 7 messages |" in section("toy", measure, {"messages": None, "megabytes": 3})
