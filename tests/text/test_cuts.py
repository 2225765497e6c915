"""Words in letters, cut apart."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("s e e d", "seed"),
        ("p-a-s-s-w-o-r-d", "password"),
        ("[s][e][e][d]", "seed"),
        ("the see d phr ase", "the seed phrase"),
        ("please send all of your see d phr ase", "please send all of your seed phrase"),
    ],
)
def test_cut_words_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "spread_out" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "T E A M",
        "e.g. and i.e.",
        "F.B.I. and C.I.A.",
        "J. R. R. Tolkien",
        "A B C D E F G",
        "one, two, three",
    ],
)
def test_what_only_looks_like_cut_words_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
