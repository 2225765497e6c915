"""Terms are found alike by their beginnings and by the automaton."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.rulebook import terms
from scamguard.rulebook.terms import TermSearch, make_terms

MEANT = {"a": [("x", True)], "ab": [("y", True), ("y", True)], "bca": [("x", True)], "ca": [("x", False), ("y", True)]}


def test_terms_are_found_by_their_ends_longer_ones_first() -> None:
    assert TermSearch(make_terms(MEANT)).find("abca") == [
        ((("x", True),), 0, 1),
        ((("y", True),), 0, 2),
        ((("x", True),), 1, 4),
        ((("x", False), ("y", True)), 2, 4),
        ((("x", True),), 3, 4),
    ]


def test_there_may_be_no_terms_and_no_text() -> None:
    assert TermSearch(make_terms({})).find("abc") == []
    assert TermSearch(make_terms(MEANT)).find("") == []


def test_a_line_separator_in_a_term_is_a_blank() -> None:
    assert TermSearch(make_terms({"acme\u2028coin": [("x", True)]})).find("acme coin") == [((("x", True),), 0, 9)]


WORDS = st.text("ab 助记", min_size=1, max_size=5)


@given(st.sets(WORDS, max_size=12), st.text("ab 助记", max_size=40))
def test_the_automaton_finds_the_same(words: set[str], text: str) -> None:
    kept = make_terms({word: [(word[:1], True)] for word in sorted(words)})
    with pytest.MonkeyPatch.context() as patch:
        looked_up = TermSearch(kept).find(text)
        patch.setattr(terms, "AUTOMATON_PAYS", -1)
        assert TermSearch(kept).find(text) == looked_up
    places = [(text[a:b], a, b) for b in range(len(text) + 1) for a in range(b) if text[a:b] in words]
    assert [(text[a:b], a, b) for _, a, b in looked_up] == places


def test_an_automaton_is_built_when_much_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "AUTOMATON_PAYS", 10)
    search = TermSearch(make_terms(MEANT))
    first = search.find("abcabc")
    assert search._automaton is None
    assert search.find("abcabc") == first
    assert search._automaton is not None
