"""Files that are odd, damaged or made to deceive: what they say is read, and what is not is reported."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scamguard.chats import ChatFile, ChatMessage, DateOrder, ReadOptions, read_chats
from scamguard.errors import InputError
from tests.chats.bombs import BOMBS


def read(path: Path, **options: Any) -> list[tuple[ChatFile, list[ChatMessage]]]:
    """Each chat file with its messages; all text can be written."""
    found = [(chat, list(chat.messages)) for chat in read_chats([path], ReadOptions(**options))]
    for chat, messages in found:
        seen = chat.diagnostics
        assert seen.messages or seen.ended
        for text in (*seen.quoted, *seen.notes, *seen.senders, seen.ended or "", chat.name):
            text.encode("utf-8")
        for message in messages:
            parts = (message.text, message.sender, message.chat, message.quoted, *message.links, *message.attachments)
            "".join(filter(None, parts)).encode("utf-8")
    return found


def one(tmp_path: Path, data: str | bytes, name: str = "file", **options: Any) -> tuple[ChatFile, list[ChatMessage]]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    (found,) = read(path, **options)
    return found


def telegram(*records: dict[str, Any]) -> str:
    base = {"type": "message", "date": "2024-05-13T10:00:00", "from": "Ann", "text": "hi"}
    whole = {"name": "Ann", "type": "personal_chat", "id": 1, "messages": [base | record for record in records]}
    return json.dumps(whole)


def whatsapp(*heads: str) -> str:
    return "".join(f"{head}: text {i}\n" for i, head in enumerate(heads))


@pytest.mark.parametrize("number", ["Infinity", "1e999", "9" * 400, "nan", 1e308, float("inf"), float("nan")])
def test_a_date_that_is_no_date_ends(number: object, tmp_path: Path) -> None:
    _, (message,) = one(tmp_path, telegram({"date_unixtime": number, "date": None}))
    assert message.sent_at is None
    _, (sms,) = one(tmp_path, f'<smses><sms address="1" type="1" body="x" date="{number}"/></smses>')
    assert sms.sent_at is None


def test_a_number_of_thousands_of_digits_costs_no_message(tmp_path: Path) -> None:
    _, messages = one(tmp_path, telegram({"id": 12345678987654321}, {}).replace("12345678987654321", "9" * 5000))
    assert len(messages) == 2


def test_single_surrogates_in_lines_of_the_app_and_in_what_is_quoted_can_be_written(tmp_path: Path) -> None:
    service = {"type": "service", "actor": "\udc00", "action": "\ud800"}
    data = telegram(service, {"from": "\ud83d\ude00"}).replace('"Ann", "type"', '"\\ud800", "type"', 1)
    _, messages = one(tmp_path, data.replace('"messages": [', '"messages": ["\\ud800", '))
    assert [message.text for message in messages] == ["\ufffd \ufffd", "hi"]
    assert messages[1].sender == "😀"


def test_what_stands_behind_the_end_of_json_is_reported(tmp_path: Path) -> None:
    chat, messages = one(tmp_path, telegram({}) + telegram({"text": "second"}))
    assert len(messages) == 1
    assert "the file goes on after its end" in str(chat.diagnostics.ended)


HEADS = [
    ("13/05/2024 10:00 - Ann", "14/05/2024 21:30 - Bob"),
    ("١٣\u200f/٥\u200f/٢٠٢٤، ١٠:٠٠ ص - Ann", "١٤\u200f/٥\u200f/٢٠٢٤، ٩:٣٠ م - Bob"),
    ("13/5/24, 10:00 π.μ. - Ann", "14/5/24, 9:30 μ.μ. - Bob"),
    ("13.05.2024 ÖÖ 10:00 - Ann", "14.05.2024 ÖS 9:30 - Bob"),
    ("13/05/2024, 10:00 SA - Ann", "14/05/2024, 9:30 CH - Bob"),
    ("13/05/2024, 10:00 PG - Ann", "14/05/2024, 9:30 PTG - Bob"),
    ("13/05/24, 10:00 पूर्वाह्न - Ann", "14/05/24, 9:30 अपराह्न - Bob"),
    ("13/5/24, 10:00 a.\u00a0m. - Ann", "14/5/24, 9:30 p.\u202fm. - Bob"),
    ("[2024/5/13 上午10:00:00] Ann", "[2024/5/14 下午9:30:00] Bob"),
    ("[2024. 5. 13. 오전 10:00:00] Ann", "\u200e[2024. 5. 14. 오후 9:30:00] \u200eBob"),
    ("\ufeff[2024-05-13, 10:00:00] Ann", "[2024-05-14, 21:30:00] Bob"),
    ("\u200f13.5.2024, 10:00 - Ann", "\u200f14.5.2024, 21:30 - Bob"),
]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_half_days_of_many_languages_and_all_line_ends(heads: tuple[str, str], end: str, tmp_path: Path) -> None:
    chat, messages = one(tmp_path, whatsapp(*heads).replace("\n", end), "notes.json")
    assert chat.diagnostics.format == "whatsapp"
    found = [(message.sender, str(message.sent_at), message.text) for message in messages]
    assert found == [("Ann", "2024-05-13 10:00:00", "text 0"), ("Bob", "2024-05-14 21:30:00", "text 1")]


def test_lines_that_look_like_messages_inside_others_are_counted(tmp_path: Path) -> None:
    lines = [f"[13/05/2024, 10:{i:02d}:00] Ann: hello\r\n" for i in range(10)]
    lines[4] = "[13/05/2024, 10:04:00] Ann: look\n[12/05/2024, 10:00:00] Bob: pasted\r\n"
    chat, messages = one(tmp_path, "".join(lines))
    assert len(messages) == 10
    assert chat.diagnostics.notes == ["1 lines look like messages but stand inside others, as pasted chats do"]


def test_a_file_of_which_half_was_edited_on_another_computer_loses_no_sender(tmp_path: Path) -> None:
    lines = [f"{day}/05/2024, 10:00 - {'Ann' if day % 2 else 'Bob'}: hi" for day in range(10, 30)]
    _, messages = one(tmp_path, "\r\n".join(lines[:12]) + "\n" + "\n".join(lines[12:]))
    assert len(messages) == 20


@pytest.mark.parametrize("codec", ["base64", "rot13", "idna", "undefined", "punycode", "a\0b", "utf-99"])
def test_encodings_that_can_read_no_file_are_refused(codec: str) -> None:
    with pytest.raises(InputError, match="unknown encoding"):
        ReadOptions(encoding=codec)


def test_a_named_encoding_is_used_to_recognise_the_format_too(tmp_path: Path) -> None:
    text = whatsapp("13/05/2024, 10:00 - 安", "14/05/2024, 10:00 - 安")
    chat, messages = one(tmp_path, text.encode("utf-32-le"), encoding="utf-32-le")
    assert (chat.diagnostics.format, len(messages)) == ("whatsapp", 2)


def test_bytes_that_do_not_fit_the_encoding_are_noted(tmp_path: Path) -> None:
    late = "14/05/2024, 10:00 - Ann: 请把助记词发给我\n".encode("gb18030")
    chat, _ = one(tmp_path, b"13/05/2024, 10:00 - Ann: hello\n" * 3000 + late)
    assert "not all of the file can be read as utf-8 (--encoding names another)" in chat.diagnostics.notes


def test_a_single_zero_byte_hides_no_chat(tmp_path: Path) -> None:
    _, messages = one(tmp_path, b"sender,text\nAnn,h\0i\nBob,x\n")
    assert [message.sender for message in messages] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "an Outlook message"),
        (b"SQLite format 3\0" + b"\0" * 500, "a database"),
        (b"messages.json".ljust(257, b"\0") + b"ustar" + b"\0" * 500, "a tar archive"),
        (bytes(range(256)) * 100, "no known chat format"),
    ],
)
def test_a_file_that_is_no_chat_has_a_reason(data: bytes, why: str, tmp_path: Path) -> None:
    chat, messages = one(tmp_path, data, "chat.txt")
    assert messages == []
    assert str(chat.diagnostics.ended).startswith(why)


def test_an_empty_zip_and_an_empty_folder_have_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    ((chat, _),) = read(tmp_path)
    assert chat.diagnostics.ended == "the folder holds no files"
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    ((chat, _),) = read(tmp_path / "a.zip")
    assert chat.diagnostics.ended == "the zip is empty"


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("share", [0.5, 0.97])
def test_what_stands_before_the_cut_of_a_zip_is_read(streamed: bool, method: int, share: float, tmp_path: Path) -> None:
    whole = whatsapp(*(f"13/05/2024, 10:00 - Ann {i * 7919}" for i in range(2000)))
    buffer = io.BytesIO()
    target: Any = _Unseekable(buffer) if streamed else buffer
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("../evil.txt", whole)
        archive.writestr("_chat.txt", whole)
        archive.writestr("b.txt", whole)
    path = tmp_path / "cut.zip"
    path.write_bytes(buffer.getvalue()[: int(len(buffer.getvalue()) * share)])
    found = {chat.name.rpartition("/")[2]: messages for chat, messages in read(path)}
    if streamed and method == zipfile.ZIP_STORED:
        # Nothing says where such a member ends.
        assert list(found) == ["cut.zip"]
    else:
        assert not found["cut.zip"]
        assert "evil.txt" not in found
        assert 0 < len(found["_chat.txt"]) < 2000 if share == 0.5 else len(found["_chat.txt"]) == 2000


def test_a_bomb_in_a_cut_zip_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", (b"13/05/2024, 10:00 - Ann: " + b"hi " * 400 + b"\n") * 70_000)
    (tmp_path / "cut.zip").write_bytes(buffer.getvalue()[:-40])
    ended = [str(chat.diagnostics.ended) for chat, _ in read(tmp_path / "cut.zip")]
    assert any("zip bomb" in why for why in ended)


class _Unseekable(io.RawIOBase):
    """A file into which archives are written as into a pipe: sizes stand behind the members."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._target.write(data)


READ_AS = {
    "signal-lines": (0, "damaged JSON at character 10: 'd' where a comma or '}' was expected"),
    "messenger": (0, "no known chat format (--format names one)"),
    "skype": (0, "no known chat format (--format names one)"),
    "qq": (0, "damaged JSON at character 19: Expecting ',' delimiter"),
    "signal-native": (0, "no messages: 0 lines of the app itself, 4993 not understood"),
    "whatsapp-file": (1, None),
    "mbox": (1, None),
    "spaces": (0, "no known chat format (--format names one)"),
    "dates": (1, None),
}
"""How many messages of each of BOMBS there are, and why it ended."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_be_slow_is_read_to_its_end(name: str, tmp_path: Path) -> None:
    chat, messages = one(tmp_path, BOMBS[name](10_000))
    assert (len(messages), chat.diagnostics.ended) == READ_AS[name]


def test_ambiguous_dates_are_none_and_an_order_may_be_given(tmp_path: Path) -> None:
    for data in (
        whatsapp("01/02/2024, 10:00 - Ann", "01/02/2024, 10:01 - Bob"),
        "date,sender,text\n01/02/2024,Ann,hi\n",
        json.dumps([{"date": "01/02/2024 10:00", "sender": "Ann", "text": "hi"}]),
    ):
        chat, messages = one(tmp_path, data)
        assert (messages[0].sent_at, chat.diagnostics.date_certainty) == (None, "ambiguous")
        _, messages = one(tmp_path, data, date_order=DateOrder.MDY)
        assert str(messages[0].sent_at).startswith("2024-01-02")
