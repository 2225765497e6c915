"""Addresses, handles and keys, which undisguising must leave alone."""

import pytest

from scamguard.text.protected import Protected


@pytest.mark.parametrize(
    ("plain", "piece"),
    [
        ("see https://a.example/s33d now", "https://a.example/s33d"),
        ("write to s33d@a.example now", "s33d@a.example"),
        ("ask @s33d_help now", "@s33d_help"),
        ("key abcdefghijklmnopqrstuvw1 now", "abcdefghijklmnopqrstuvw1"),
    ],
)
def test_exactly_the_piece_is_protected(plain: str, piece: str) -> None:
    protected, start = Protected(plain), plain.index(piece)
    end = start + len(piece)
    assert protected.touches(start, start + 1)
    assert protected.touches(end - 1, end)
    assert not protected.touches(0, start)
    assert not protected.touches(end, len(plain))


@pytest.mark.parametrize("plain", ["s33d phr4s3", "abcdefghijklmnopqrstuvwxyz", "/" * 60, "a_" * 30, "p@ss"])
def test_words_are_not_protected(plain: str) -> None:
    assert not Protected(plain).touches(0, len(plain))


def test_only_replacements_outside_are_spared() -> None:
    assert Protected("s33d @s33d").spared([(0, 4, "seed"), (6, 10, "seed")]) == [(0, 4, "seed")]
