"""Messages as they go into the page: shortened around their evidence, counted as the page's script counts."""

from hypothesis import given
from hypothesis import strategies as st

from scamguard.report.entries import Entry, excerpt, harmless, mark_pieces, utf16_pairs
from scamguard.types import Span

CUT = "<{n}>"


def test_a_short_text_stays() -> None:
    assert excerpt("hello", [Span(1, 3)], 10, CUT) == ("hello", [Span(1, 3)])


def test_a_long_text_keeps_its_beginning_and_its_evidence() -> None:
    text = "a" * 5_000 + "SECRET" + "b" * 5_000
    short, spans = excerpt(text, [Span(5_000, 5_006)], 900, CUT)
    assert [short[span.start : span.end] for span in spans] == ["SECRET"]
    assert short.startswith("a" * 300 + "\n<4500>\n" + "a" * 200 + "SECRET" + "b" * 200 + "\n<4800>")
    assert len(short) < 1_000


@given(
    st.text(alphabet="ab😀\n", max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=6)
)
def test_spans_stay_inside_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(at, len(text)), min(at + size, len(text))) for at, size in places]
    short, moved = excerpt(text, spans, 60, CUT)
    pairs = utf16_pairs(short, moved)
    units = len(short.encode("utf-16-le")) // 2
    edges = [edge for pair in pairs for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= edge <= units for edge in edges)


def test_spans_count_as_javascript_does() -> None:
    text = "😀a😀b"
    (pair,) = utf16_pairs(text, [Span(1, 3)])
    assert text.encode("utf-16-le")[2 * pair[0] : 2 * pair[1]].decode("utf-16-le") == "a😀"


def test_characters_that_would_turn_the_page_around_become_signs() -> None:
    assert harmless("a\u202eb\u200bc\x00d\x7fe\ud800f\u2028g\u0085") == "a·b·c␀d·e\ufffdf\ng\n"
    assert harmless("👨\u200d👩 \tمرحبا\n") == "👨\u200d👩 \tمرحبا\n"


def test_evidence_of_several_messages_is_marked_where_its_words_stand() -> None:
    entry: Entry = {"n": 0, "x": "请把助记词", "m": [[0, 2]]}
    mark_pieces(entry, ["助记词\n发给我"])
    assert entry["m"] == [[0, 5]]
