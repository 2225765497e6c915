"""Views of a text and where their characters came from."""

from scamguard.text.views import View


def places(view: View) -> list[tuple[str, int, int]]:
    return list(zip(view.chars, view.starts, view.ends, strict=True))


def test_squeezing_keeps_letters_and_digits_and_their_places() -> None:
    view = View.squeezed("助*记 1")
    assert places(view) == [("助", 0, 1), ("记", 2, 3), ("1", 4, 5)]
    assert view.gaps("助*记 1", 0, 3) == ["*", " "]


def test_repeats_become_one_character_with_the_place_of_all() -> None:
    assert places(View.squeezed("助助 助记").without_repeats()) == [("助", 0, 4), ("记", 4, 5)]


def test_replaced_pieces_have_the_place_of_the_whole_piece() -> None:
    view = View.squeezed("a禾 厶b").replaced([(1, 3, "私")])
    assert places(view) == [("a", 0, 1), ("私", 1, 4), ("b", 4, 5)]


def test_an_empty_text_has_empty_views() -> None:
    assert places(View.squeezed("").without_repeats().replaced([])) == []
