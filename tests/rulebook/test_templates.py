"""Terms written short."""

import pytest

from scamguard.rulebook.templates import MAX_EXPANSIONS, TemplateError, expand

PARTS = {"you": ("you", "u"), "polite": ("please ", "kindly "), "nested": ("[dear ]{$you}",)}


@pytest.mark.parametrize(
    ("template", "terms"),
    [
        ("助记词", ["助记词"]),
        ("{a,b}c", ["ac", "bc"]),
        ("[a]b", ["b", "ab"]),
        ("[a,b]c", ["c", "ac", "bc"]),
        ("{a[b],c}d", ["ad", "abd", "cd"]),
        ("{发,给}[我]{吧,}", ["发吧", "发", "发我吧", "发我", "给吧", "给", "给我吧", "给我"]),
        ("{$polite}send", ["please send", "kindly send"]),
        ("[$polite]send", ["send", "please send", "kindly send"]),
        ("{$you,they}", ["you", "u", "they"]),
        ("{$nested}!", ["you!", "u!", "dear you!", "dear u!"]),
        (r"\[a\]", ["[a]"]),
        ("", [""]),
    ],
)
def test_a_template_stands_for_all_its_terms(template: str, terms: list[str]) -> None:
    assert expand(template, PARTS) == terms


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("{a,b", "missing '}'"),
        ("[a", "missing ']'"),
        ("a}", "unexpected '}'"),
        ("a]b", "unexpected ']'"),
        ("{a]", "unexpected ']'"),
        ("{$nobody}", "no part named 'nobody'"),
    ],
)
def test_a_broken_template_is_refused_with_the_reason(template: str, complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint.replace("]", r"\]").replace("}", r"\}")):
        expand(template, PARTS)


def test_a_template_that_explodes_is_refused() -> None:
    assert len(expand("{a,b,c,d,e,f,g}" * 4, {})) == 7**4 <= MAX_EXPANSIONS
    with pytest.raises(TemplateError, match=str(MAX_EXPANSIONS)):
        expand("{a,b,c,d,e,f,g}" * 5, {})
