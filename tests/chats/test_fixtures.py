"""Each format and dialect: what is read from its fixture, whole, zipped, re-saved, cut short and damaged."""

import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scamguard.chats import read_chats
from tests.chats.chat_files import cases, options_of, read_case, zipped

CASES = list(cases())
TEXTS = [
    (path, case)
    for path, case in CASES
    if path.is_file() and path.suffix in {".txt", ".json", ".jsonl", ".csv", ".html"}
]
CUTS = 40


def ids(value: object) -> str:
    return f"{value.parent.name}/{value.name}" if isinstance(value, Path) else ""


@pytest.mark.parametrize(("path", "case"), CASES, ids=ids)
def test_what_is_read_is_what_stands_in_the_fixture(path: Path, case: dict[str, Any]) -> None:
    assert read_case(path, options_of(case)) == case["chats"]


@pytest.mark.parametrize(("path", "case"), [(p, c) for p, c in CASES if p.is_dir()], ids=ids)
def test_a_zip_gives_the_same_as_the_folder(path: Path, case: dict[str, Any], tmp_path: Path) -> None:
    assert read_case(zipped(path, tmp_path / f"{path.name}.zip"), options_of(case)) == case["chats"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("path", "case"), TEXTS, ids=ids)
def test_a_file_saved_again_in_another_encoding_gives_the_same_messages(
    path: Path, case: dict[str, Any], codec: str, tmp_path: Path
) -> None:
    given = options_of(case).encoding or case["chats"][0].get("encoding", "utf-8")
    text = path.read_bytes().decode(given).removeprefix("\ufeff")
    copy = tmp_path / path.name
    copy.write_bytes(text.encode(codec))
    options = options_of({"options": {k: v for k, v in case.get("options", {}).items() if k != "encoding"}})
    assert [chat.get("messages") for chat in read_case(copy, options)] == [c.get("messages") for c in case["chats"]]


@pytest.mark.parametrize(("path", "case"), TEXTS, ids=ids)
def test_line_ends_of_windows_change_no_message(path: Path, case: dict[str, Any], tmp_path: Path) -> None:
    data = path.read_bytes()
    if b"\r\n" in data or b"\0" in data:
        pytest.skip("its line ends mean something")
    copy = tmp_path / path.name
    copy.write_bytes(data.replace(b"\n", b"\r\n"))
    assert [chat.get("messages") for chat in read_case(copy, options_of(case))] == [
        c.get("messages") for c in case["chats"]
    ]


@pytest.mark.parametrize(("path", "case"), [(p, c) for p, c in CASES if p.is_file()], ids=ids)
def test_a_file_cut_short_gives_what_came_before_and_never_raises(
    path: Path, case: dict[str, Any], tmp_path: Path
) -> None:
    data = path.read_bytes()
    whole = len(case["chats"][0].get("messages", ()))
    copy = tmp_path / path.name
    given = []
    for cut in range(1, CUTS):
        copy.write_bytes(data[: len(data) * cut // CUTS])
        chats = list(
            read_chats(
                [copy], options_of({"options": {"format": case["chats"][0].get("format"), **case.get("options", {})}})
            )
        )
        given.append(sum(1 for chat in chats for _ in chat.messages))
        assert all(chat.diagnostics.messages or chat.diagnostics.ended for chat in chats)
    if whole > 3:
        assert given[-1] >= whole - 2, given
        assert any(0 < count < whole for count in given), given


@pytest.mark.parametrize(("path", "case"), [(p, c) for p, c in CASES if p.is_file()], ids=ids)
def test_a_damaged_file_never_raises(path: Path, case: dict[str, Any], tmp_path: Path) -> None:
    chance = random.Random(path.name)
    data = path.read_bytes()
    copy = tmp_path / path.name
    options = options_of({"options": {"format": case["chats"][0].get("format"), **case.get("options", {})}})
    for _ in range(CUTS):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(changed))
            changed[at : at + chance.randint(0, 3)] = chance.choice(
                [
                    b"",
                    b'"',
                    b"{",
                    b"]",
                    b"null",
                    b"<",
                    b"\n",
                    b"\xff",
                    b"9" * 40,
                    b",",
                    b"\0",
                    b"[[[[",
                    b"&#0;",
                    b"-1",
                    b'"x":',
                    b"\t",
                    b"]]>",
                ]
            )
        copy.write_bytes(changed)
        for chat in read_chats([copy], options):
            messages = list(chat.messages)
            assert chat.diagnostics.messages or chat.diagnostics.ended
            assert all(message.text.encode("utf-8") is not None for message in messages)


def test_damage_in_one_member_of_a_zip_does_not_stop_the_others(tmp_path: Path) -> None:
    archive_path = tmp_path / "both.zip"
    line = "2024-01-0{}, 10:00 - Ann: hello {}\n"
    with zipfile.ZipFile(archive_path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "".join(line.format(day, "first") for day in range(1, 5)))
        archive.writestr("b.txt", "".join(line.format(day, "second") for day in range(1, 5)))
    data = archive_path.read_bytes()
    archive_path.write_bytes(data.replace(b"hello first", b"hellO first", 1))
    bad, good = list(read_chats([archive_path]))
    list(bad.messages)
    assert bad.diagnostics.ended is not None
    assert "CRC" in bad.diagnostics.ended
    assert [message.text for message in good.messages] == ["hello second"] * 4
    assert good.diagnostics.ended is None
