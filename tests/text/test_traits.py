"""What a text is made of, and that steps passed over for it would have found nothing."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.resources import table_map
from scamguard.text import prepare, traits
from scamguard.text.hidden_words import hidden_rows, is_han, is_unspaced, syllable_codes
from scamguard.text.phones import NUMERALS
from scamguard.text.sounds import _SYLLABLES
from scamguard.text.traits import traits_of
from tests.text.test_prepare import ANY_TEXT, DISGUISED, HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("a", traits.LATIN | traits.LETTER),
        ("7", traits.DIGIT),
        ("我", traits.HAN),
        ("三", traits.HAN | traits.NUMERAL),
        ("點", traits.HAN | traits.REREAD),
        ("\u200b", traits.INVISIBLE),
        ("，", traits.FULL_WIDTH),
        ("é", traits.LETTER | traits.FOREIGN | traits.ACCENTED),
        ("٣", traits.DIGIT | traits.FOREIGN),
        ("к", traits.LETTER | traits.FOREIGN | traits.CONFUSABLE),
        ("\u3000", traits.REREAD),
        ("a我", traits.LATIN | traits.LETTER | traits.HAN),
    ],
)
def test_the_traits_of_a_text_are_those_of_its_characters(text: str, expected: int) -> None:
    assert traits_of(text) == expected
    assert traits_of(text * 3) == expected


@given(st.one_of(ANY_TEXT, HOSTILE, DISGUISED))
def test_a_step_that_is_passed_over_would_have_found_nothing(raw: str) -> None:
    text = prepare(raw)
    with patch("scamguard.text.draft.traits_of", return_value=-1):
        everything = prepare(raw)
    assert (everything.plain, list(everything.starts), list(everything.ends)) == (
        text.plain,
        list(text.starts),
        list(text.ends),
    )
    assert (everything.edits, everything.clauses, everything.entities) == (text.edits, text.clauses, text.entities)


def test_tables_have_what_the_guards_take_for_granted() -> None:
    assert all(any(map(is_han, parts)) for parts in table_map("components.tsv"))
    assert not any(word.isascii() for word in hidden_rows() if is_unspaced(word))
    assert all(
        any((char.isascii() and char.isalpha()) or is_han(char) for char in key) for key in table_map("spellings.tsv")
    )
    numerals = [char for char in table_map("number_words.tsv") if not char.isascii()]
    assert all(traits_of(char) & traits.NUMERAL for char in (*numerals, *map(chr, NUMERALS)))
    assert not any(is_han(char) for name in ("upside_down.tsv", "confusables.tsv") for char in table_map(name))


def test_every_row_of_syllables_has_their_shape() -> None:
    syllables = list(syllable_codes())
    assert all(_SYLLABLES.fullmatch(one + other) for one in syllables for other in syllables)
    assert all(map(_SYLLABLES.fullmatch, syllables))


def test_ascii_letters_where_case_is_ignored_have_a_trait() -> None:
    odd = [char for char in map(chr, range(128, 0x11000)) if re.match("[a-z]", char, re.IGNORECASE)]
    assert all(traits_of(char) & traits.ODD_CASE for char in odd)
