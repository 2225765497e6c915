"""Terms are found alike by their beginnings and by the automaton."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.rulebook import terms
from scamguard.rulebook.terms import Meaning, TermSearch, make_terms

X, Y, BOTH = Meaning(("x",)), Meaning(("y",)), Meaning(("y",), ("x",), (1,))
MEANT = {"a": X, "ab": Y, "bca": X, "ca": BOTH}


def test_terms_are_found_where_they_overlap() -> None:
    assert sorted(TermSearch(make_terms(MEANT)).find("abca")) == [
        (0, 1, X, True),
        (0, 2, Y, True),
        (1, 4, X, True),
        (2, 4, BOTH, True),
        (3, 4, X, True),
    ]


def test_there_may_be_no_terms_and_no_text() -> None:
    assert list(TermSearch(make_terms({})).find("abc")) == []
    assert list(TermSearch(make_terms(MEANT)).find("")) == []


def test_a_line_separator_in_a_term_is_a_blank() -> None:
    assert list(TermSearch(make_terms({"acme\u2028coin": X})).find("acme coin")) == [(0, 9, X, True)]


WORDS = st.text("ab 助记", min_size=1, max_size=5)


@given(st.sets(WORDS, max_size=12), st.text("ab 助记", max_size=40))
def test_the_automaton_finds_the_same(words: set[str], text: str) -> None:
    kept = make_terms({word: Meaning((word[:1],)) for word in sorted(words)})
    with pytest.MonkeyPatch.context() as patch:
        looked_up = sorted(TermSearch(kept).find(text))
        patch.setattr(terms, "AUTOMATON_PAYS", -1)
        assert sorted(TermSearch(kept).find(text)) == looked_up
    places = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1) if text[a:b] in words]
    assert [(a, b) for a, b, _, _ in looked_up] == places
    assert [is_word for *_, is_word in looked_up] == [
        not (text[a] in "助记" and text[b - 1] in "助记") for a, b in places
    ]


def test_an_automaton_is_built_when_much_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "AUTOMATON_PAYS", 10)
    search = TermSearch(make_terms(MEANT))
    first = sorted(search.find("abcabc"))
    assert search._automaton is None
    assert sorted(search.find("abcabc")) == first
    assert search._automaton is not None
