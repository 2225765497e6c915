"""Concepts found in a plain text."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scamguard.rulebook.lexicon import Concept, Lexicon, Occurrence
from scamguard.text.folding import fold_case

LEXICON = Lexicon(
    [
        Concept("seed", ("助记词", "seed phrase", "seed", "wallet-words"), excepted=("oil seed", "助记词泄露")),
        Concept("send", ("发给我", "send me")),
        Concept("install", (), chains=((("下载", "install"), ("软件", "app", "app store")),)),
        Concept("key", ("私钥",)),
    ]
)


def found(plain: str) -> dict[str, list[str]]:
    """Each concept with its pieces of text."""
    places = LEXICON.find(plain)
    return {concept: [plain[o.start : o.end] for o in where] for concept, where in places.items() if where}


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("请把助记词发给我", {"seed": ["助记词"], "send": ["发给我"]}),
        ("SEND ME the Seed Phrase", {"seed": ["Seed Phrase"], "send": ["SEND ME"]}),
        ("seed seed", {"seed": ["seed", "seed"]}),
        ("the wallet words", {"seed": ["wallet words"]}),
        ("send\nme", {"send": ["send\nme"]}),
        ("打开seed链接", {"seed": ["seed"]}),
        ("发给我seed 发给我", {"send": ["发给我", "发给我"], "seed": ["seed"]}),
        ("seedling, reseed", {}),
        ("", {}),
    ],
)
def test_terms_are_found_whole_in_any_case_and_the_longest_wins(plain: str, expected: object) -> None:
    assert found(plain) == expected


def test_terms_inside_an_excepted_longer_one_do_not_count() -> None:
    assert found("oil seed") == {}
    assert found("oil seed and seed") == {"seed": ["seed"]}
    assert found("助记词泄露") == {}


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("下载这个软件", ["下载这个软件"]),
        ("install our app store thing", ["install our app store"]),
        ("下载一个非常大的软件", []),
        ("下载。软件", []),
        ("软件下载", []),
        ("下载", []),
    ],
)
def test_chains_join_pieces_that_follow_each_other_closely_in_a_sentence(plain: str, expected: list[str]) -> None:
    assert found(plain).get("install", []) == expected


def test_a_lexicon_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(LEXICON))
    assert copy.vocabulary == LEXICON.vocabulary
    assert copy.find("助记词 seed") == LEXICON.find("助记词 seed")


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_case(text)) == len(text)


def test_folding_letters_whose_small_form_is_longer_keeps_their_place() -> None:
    assert fold_case("İSEED-É") == "İseed é"


@given(st.text(st.sampled_from("助记词发给我私钥 。*seed\n"), max_size=40))
def test_occurrences_are_ordered_pieces_of_the_text_and_none_contains_another(plain: str) -> None:
    for places in LEXICON.find(plain).values():
        assert places == sorted(places)
        assert all(isinstance(o, Occurrence) and 0 <= o.start < o.end <= len(plain) for o in places)
        ends = [o.end for o in places]
        assert ends == sorted(set(ends))
