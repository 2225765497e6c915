"""Folders and zips: order, refusals, bombs, and that one bad file never stops the others."""

import struct
import zipfile
from pathlib import Path

import pytest

from scamguard.chats import ReadOptions, read_chats
from scamguard.chats.source import in_order
from scamguard.errors import InputError

LINE = "{day:02d}/01/2024, 10:00 - {who}: {text}\n"


def chat(who: str, text: str = "hi") -> str:
    return "".join(LINE.format(day=day, who=who, text=text) for day in range(11, 15))


def taken(path: Path) -> list[tuple[str, list[str], str | None]]:
    """Name, senders in order, and the end of each chat file."""
    found = []
    for file in read_chats([path]):
        senders = list(dict.fromkeys(str(message.sender) for message in file.messages))
        found.append((file.name.removeprefix(str(path)).lstrip("/"), senders, file.diagnostics.ended))
    return found


def test_parts_are_sorted_as_people_count() -> None:
    names = ["messages10.html", "messages.html", "messages2.html", "b/1.txt", "a [part 2].json", "a.json"]
    assert sorted(names, key=in_order) == [
        "a.json", "a [part 2].json", "b/1.txt", "messages.html", "messages2.html", "messages10.html",
    ]  # fmt: skip


def test_a_folder_gives_its_chats_in_order_and_says_what_is_no_chat(tmp_path: Path) -> None:
    for name in ("chat10.txt", "chat9.txt", "sub/chat1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(chat(name))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    (tmp_path / "style.css").write_text("body {color: red}")
    assert taken(tmp_path) == [
        ("chat9.txt", ["chat9.txt"], None),
        ("chat10.txt", ["chat10.txt"], None),
        ("sub/chat1.txt", ["sub/chat1.txt"], None),
        ("", [], "2 files are no chats: photo.jpg, style.css"),
    ]


def test_zips_in_a_folder_and_in_a_zip_are_opened_but_not_deeper(tmp_path: Path) -> None:
    inner, middle, outer = tmp_path / "3.zip", tmp_path / "2.zip", tmp_path / "1.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", chat("deep"))
    with zipfile.ZipFile(middle, "w") as archive:
        archive.writestr("mid.txt", chat("mid"))
        archive.write(inner, "3.zip")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("top.txt", chat("top"))
        archive.write(middle, "2.zip")
    found = taken(outer)
    assert [senders for _, senders, _ in found] == [["top"], ["mid"], []]
    assert found[2][2] == "more than 2 zips inside one another: unpack it first"


def test_paths_that_lead_out_and_names_given_twice_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/x.txt", chat("out"))
        archive.writestr("/abs.txt", chat("abs"))
        archive.writestr("good.txt", chat("good"))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("good.txt", chat("second"))
    assert sorted((senders, ended) for _, senders, ended in taken(path)) == [
        ([], "its path leads out of the zip"),
        ([], "its path leads out of the zip"),
        ([], "the zip holds two files of this name: only the first is read"),
        (["good"], None),
    ]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("z.txt", "w") as out,
    ):
        for _ in range(70):
            out.write(b"0" * (1 << 20))
    ((_, senders, ended),) = taken(path)
    assert senders == []
    assert ended is not None
    assert "zip bomb" in ended


def test_encrypted_members_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", chat("Ann"))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + at, 1)
    path.write_bytes(data)
    ((_, _, ended),) = taken(path)
    assert ended == "it is encrypted: unpack it with its password first"


def test_damaged_zips_and_missing_paths_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    broken, good = tmp_path / "broken.zip", tmp_path / "good.txt"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 100)
    good.write_text(chat("Ann"))
    files = list(read_chats([tmp_path / "missing", broken, good]))
    assert [len(list(file.messages)) for file in files] == [0, 0, 4]
    assert files[0].diagnostics.ended == f"{tmp_path / 'missing'} does not exist"
    assert (
        files[1].diagnostics.ended
        == "the zip is damaged (File is not a zip file): what stands before the damage is read"
    )


def test_an_empty_file_has_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    ((_, _, ended),) = taken(path)
    assert ended == "the file is empty"


def test_an_unknown_format_and_an_unknown_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown format 'icq'"):
        list(read_chats([tmp_path], ReadOptions(format="icq")))
    with pytest.raises(InputError, match="unknown encoding 'utf-99'"):
        ReadOptions(encoding="utf-99")
