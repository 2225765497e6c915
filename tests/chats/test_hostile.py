"""Files made to break readers: what they say is still read, memory stays small, and nothing raises."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scamguard.chats import ChatFile, ReadOptions, read_chats
from scamguard.chats.message import MAX_TEXT

MANY = 40_000
SMALL = 6 << 20
"""Bytes of memory that reading may take; each file made here holds more."""


def only(path: Path, options: ReadOptions | None = None) -> ChatFile:
    (chat,) = read_chats([path], options or ReadOptions())
    return chat


def telegram() -> Iterator[str]:
    yield '{"name": "x", "type": "personal_chat", "id": 1, "messages": ['
    for i in range(MANY):
        record = {"id": i, "type": "message", "date_unixtime": "1709283600", "from": "a", "text": "word " * 40}
        yield ("," if i else "") + json.dumps(record)
    yield "]}"


def whatsapp() -> Iterator[str]:
    for i in range(MANY):
        yield f"13/05/2024, 10:{i % 60:02d} - Ann: {'word ' * 40}\n"


def sms() -> Iterator[str]:
    picture = "QUJD" * 1000
    yield "<smses>"
    for _ in range(MANY // 10):
        yield '<mms date="1709283600000" msg_box="1" address="1"><parts><part ct="text/plain" text="hi"/>'
        yield f'<part ct="image/png" data="{picture}"/></parts></mms>'
    yield "</smses>"


def mailbox() -> Iterator[str]:
    for i in range(MANY // 10):
        yield f"From a@b Fri Jan 05 10:00:00 2024\nFrom: a@b.example\nTo: c@d.example\nSubject: s{i}\n\n"
        yield "word " * 600 + "\n\n"


@pytest.mark.parametrize(
    ("make", "count"), [(telegram, MANY), (whatsapp, MANY), (sms, MANY // 10), (mailbox, MANY // 10)]
)
def test_memory_does_not_grow_with_the_file(make: Callable[[], Iterator[str]], count: int, tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(make())
    assert path.stat().st_size > SMALL
    tracemalloc.start()
    chat = only(path)
    given = sum(1 for _ in chat.messages)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert given == count
    assert chat.diagnostics.ended is None
    assert peak < SMALL


def test_a_message_too_long_to_hold_is_given_in_pieces_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    body = "".join(f"line {i}\n" for i in range(200_000))
    path.write_text("13/05/2024, 10:00 - Ann: start\n" + body + "14/05/2024, 10:00 - Bob: end\n")
    messages = list(only(path).messages)
    assert "\n".join(message.text for message in messages if message.sender == "Ann") == ("start\n" + body).strip()
    assert max(len(message.text) for message in messages) <= MAX_TEXT + 100
    assert messages[-1].text == "end"


def test_letters_nested_without_end_are_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "nested.eml"
    path.write_text(
        "From: a\nTo: b\nSubject: c\n" + "Content-Type: message/rfc822\n\nFrom: x\n" * 3000 + "\n\nseed phrase"
    )
    chat = only(path)
    (message,) = chat.messages
    assert "seed phrase" in message.text
    assert "a letter that can't be taken apart is read as plain text" in chat.diagnostics.notes


@pytest.mark.parametrize("unclosed", ["<a|", "<!-- x>", "<div class='x", "<![CDATA["])
def test_tags_that_never_close_hide_nothing(unclosed: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<div class="message default clearfix" id="message1"><div class="from_name">Ann</div><div class="text">send it'
        "</div></div>" + unclosed * 20_000
        + '<div class="message default clearfix" id="message2"><div class="text">the end</div></div>'
    )  # fmt: skip
    texts = [message.text for message in only(path).messages]
    assert texts[0].startswith("send it")
    assert texts[-1] == "the end"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"messages": ' + "[" * 100_000, '{"a":' * 50_000])
def test_nesting_without_end_is_reported(text: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text(text)
    chat = only(path, ReadOptions(format="json"))
    assert list(chat.messages) == []
    assert chat.diagnostics.ended


def test_a_line_of_a_million_cells_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("time,sender,text\n2024-01-01,Ann,hello" + "," * 900_000 + "\n2024-01-02,Bob,bye\n")
    assert [message.text for message in only(path).messages] == ["hello", "bye"]
