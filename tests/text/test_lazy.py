"""Patterns that are compiled at their first use."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.text.lazy import LazyPattern, matches_around, matches_from


def test_a_pattern_is_compiled_once_and_only_when_it_is_used() -> None:
    with patch("re.compile", wraps=re.compile) as compile_:
        pattern = LazyPattern("a(b+)", re.IGNORECASE)
        assert compile_.call_count == 0
        assert pattern.findall("abb AB") == ["bb", "B"]
        found = pattern.search("xab")
        assert found is not None
        assert found.span() == (1, 3)
        assert compile_.call_count == 1


def test_it_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        getattr(LazyPattern("a"), "nothing")  # noqa: B009


@given(st.text("abc1 ", max_size=30))
def test_matches_are_those_of_the_pattern(text: str) -> None:
    pattern = LazyPattern(r"(?<!c)a+b?|b1")
    found = [match.span() for match in matches_from(LazyPattern("[ab]"), pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]


@given(st.text("abc.1 ", max_size=30))
def test_matches_around_a_mark_are_those_of_the_pattern(text: str) -> None:
    pattern = LazyPattern(r"(?<!c)[ab]+\.[ab.]*1")
    found = [match.span() for match in matches_around(LazyPattern(r"\."), LazyPattern("[ab]+"), pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]
