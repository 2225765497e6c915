"""Reading labelled messages: what a line may say, and what is said of one that says something else."""

import json

import pytest

from scamguard import Flag, Message
from scamguard.evaluation import Labelled, read


def lines(*rows: object) -> bytes:
    """JSON Lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_a_message_with_all_that_can_be_known_of_it() -> None:
    row = {"text": "您好", "label": "scam", "flags": ["qr", "phone"], "lang": "yue", "kind": "扫码", "author": "a"}
    found, errors = read("a.jsonl", lines(row | {"split": "dev"}))
    assert errors == []
    assert found == [Labelled((Message("您好"),), False, True, (Flag.QR, Flag.PHONE), "yue", "扫码", "a", "a.jsonl", 1)]


def test_a_message_with_the_least() -> None:
    [one], _ = read("a.jsonl", lines({"text": "hi", "label": "honest", "lang": None, "kind": " ", "turns": None}))
    assert one == Labelled((Message("hi"),), False, False, (), None, None, None, "a.jsonl", 1)


def test_a_conversation_of_strings_and_senders() -> None:
    turns = ["hi", {"sender": "Ann", "text": "you?"}, {"text": ""}]
    [one], _ = read("a.jsonl", lines({"turns": turns, "label": "honest"}))
    assert one.is_conversation
    assert one.messages == (Message("hi"), Message("you?", sender="Ann"), Message(""))


def test_places_are_counted_over_empty_lines_windows_line_ends_and_a_byte_order_mark() -> None:
    data = b'\xef\xbb\xbf{"text": "a", "label": "scam"}\r\n\r\n{"text": "b", "label": "honest"}\r\n'
    found, errors = read("a.jsonl", data)
    assert [(one.messages[0].text, one.line) for one in found] == [("a", 1), ("b", 3)]
    assert errors == []


def test_line_ends_of_unicode_inside_a_text_end_no_line() -> None:
    [one], errors = read("a.jsonl", lines({"text": "a\u2028b\x85c", "label": "scam"}))
    assert (one.messages[0].text, errors) == ("a\u2028b\x85c", [])


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"not json", "is not JSON: Expecting value (column 1)"),
        (b'{"text": "a", "label": "scam"', "is not JSON: Expecting ',' delimiter (column 30)"),
        (b"\xff\xfa", "is not UTF-8"),
        (b"[" * 200_000, "is not JSON that can be read: "),
        (b'["a", "scam"]', "is a list, not an object"),
        (b'"scam"', 'is "scam", not an object'),
        (b'{"text": "a"}', "has no label"),
        (b'{"text": "a", "label": "spam"}', 'label is "spam"'),
        (b'{"text": "a", "label": ["scam"]}', "label is a list"),
        (b'{"text": "a", "label": true}', "label is true"),
        (b'{"label": "scam"}', "has neither text nor turns"),
        (b'{"text": "a", "turns": ["a"], "label": "scam"}', "has both text and turns"),
        (b'{"text": " \\n", "label": "scam"}', 'text is " \\n"'),
        (b'{"text": 7, "label": "scam"}', "text is 7"),
        (b'{"turns": "a", "label": "scam"}', 'turns is "a"'),
        (b'{"turns": [], "label": "scam"}', "turns hold no text"),
        (b'{"turns": ["", {"text": " "}], "label": "scam"}', "turns hold no text"),
        (b'{"turns": ["a", {"sender": "b"}], "label": "scam"}', "turn 2 is an object"),
        (b'{"turns": [{"sender": 1, "text": "b"}], "label": "scam"}', "turn 1 is an object"),
        (b'{"turns": [null], "label": "scam"}', "turn 1 is null"),
        (b'{"text": "a", "label": "scam", "flags": "qr"}', 'flags is "qr"'),
        (b'{"text": "a", "label": "scam", "flags": ["qr", "QR"]}', 'unknown flag "QR"'),
        (b'{"text": "a", "label": "scam", "kind": 3}', "kind is 3"),
    ],
)
def test_a_bad_line_is_reported_and_the_rest_read(line: bytes, what: str) -> None:
    good = b'{"text": "good", "label": "honest"}'
    found, [error] = read("a.jsonl", b"\n".join((good, line, good)))
    assert [one.line for one in found] == [1, 3]
    assert str(error).startswith(f"a.jsonl:2: {what}")
    assert error.remedy


def test_an_unknown_flag_is_answered_with_the_known() -> None:
    _, [error] = read("a.jsonl", lines({"text": "a", "label": "scam", "flags": ["seed"]}))
    assert error.remedy == f"use some of: {', '.join(Flag)}"


def test_utf_16_is_one_error_about_the_file() -> None:
    found, [error] = read("a.jsonl", '{"text": "a", "label": "scam"}\n'.encode("utf-16") * 3)
    assert (found, str(error)) == ([], "a.jsonl: is UTF-16\n  how to fix it: save it as UTF-8")


def test_nothing_is_read_from_an_empty_file() -> None:
    assert read("a.jsonl", b"") == ([], [])
