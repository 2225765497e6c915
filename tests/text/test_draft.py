"""Rewriting with the map back to the original."""

from hypothesis import given
from hypothesis import strategies as st

from scamguard.text.draft import Draft, Replacement
from scamguard.text.traits import HAN, traits_of
from scamguard.types import Edit, Span


def test_replacements_keep_the_map_and_record_neighbours_as_one_edit() -> None:
    draft = Draft.of("abcdef")
    draft.rewrite([(1, 2, "XY"), (2, 3, ""), (4, 5, "Z")], "test")
    assert draft.plain == "aXYdZf"
    assert list(draft.starts) == [0, 1, 1, 3, 4, 5]
    assert list(draft.ends) == [1, 2, 2, 4, 5, 6]
    assert draft.edits == [Edit("test", Span(1, 3), "bc", "XY"), Edit("test", Span(4, 5), "e", "Z")]


def test_a_second_rewriting_speaks_of_the_original_too() -> None:
    draft = Draft.of("a&lt;b")
    draft.rewrite([(1, 5, "<")], "first")
    draft.rewrite([(0, 2, "c")], "second")
    assert (draft.plain, list(draft.starts), list(draft.ends)) == ("cb", [0, 5], [5, 6])
    assert draft.edits[1] == Edit("second", Span(0, 5), "a&lt;", "c")


def test_nothing_to_replace_changes_nothing_and_silent_steps_leave_no_record() -> None:
    draft = Draft.of("ab")
    draft.rewrite([], "test")
    assert (draft.plain, draft.edits) == ("ab", [])
    draft.rewrite([(0, 1, "c")], None)
    assert (draft.plain, draft.edits) == ("cb", [])


@given(st.text(min_size=1, max_size=30), st.data())
def test_every_character_comes_from_a_piece_of_the_original(raw: str, data: st.DataObject) -> None:
    draft = Draft.of(raw)
    for _ in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(draft.plain)), max_size=6)))
        pieces = list(zip(cuts[::2], cuts[1::2], strict=False))
        replacements: list[Replacement] = [(start, end, data.draw(st.text(max_size=3))) for start, end in pieces]
        draft.rewrite(replacements, "step")
    assert len(draft.plain) == len(draft.starts) == len(draft.ends)
    assert all(0 <= start < end <= len(raw) for start, end in zip(draft.starts, draft.ends, strict=True))
    assert list(draft.starts) == sorted(draft.starts)
    assert list(draft.ends) == sorted(draft.ends)
    assert all(edit.before == raw[edit.span.start : edit.span.end] for edit in draft.edits)


@given(st.lists(st.text("ab我你1 ", min_size=1, max_size=3), min_size=1, max_size=6), st.text("b你1", max_size=2))
def test_the_traits_of_a_draft_hold_those_of_its_text(pieces: list[str], new: str) -> None:
    draft = Draft.of("".join(pieces))
    draft.rewrite([(0, len(pieces[0]), new)], "step")
    assert draft.characters >= set(draft.plain)
    assert draft.traits & traits_of(draft.plain) == traits_of(draft.plain)
    assert draft.traits & HAN == traits_of(draft.plain) & HAN
