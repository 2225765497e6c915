"""How far the reading of an export has come."""

from pathlib import Path

from scamguard.chats import read_chats


def test_it_goes_up_to_the_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a line of some length\n" * 10_000)
    [chat_file] = read_chats([path])
    assert (chat_file.gauge.read, chat_file.gauge.total) == (0, path.stat().st_size)
    seen = [chat_file.gauge.read for _ in chat_file.messages]
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    assert chat_file.gauge.read <= chat_file.gauge.total


def test_parts_of_one_export_add_up(tmp_path: Path) -> None:
    page = (Path(__file__).parent / "telegram-html").rglob("messages*.html")
    text = next(page).read_bytes()
    for name in ("messages.html", "messages2.html"):
        (tmp_path / name).write_bytes(text)
    [chat_file] = read_chats([tmp_path])
    seen = [chat_file.gauge.read for _ in chat_file.messages]
    assert chat_file.gauge.total == 2 * len(text)
    assert seen[-1] > len(text) >= seen[0]


def test_files_left_out_are_not_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("hi\n")
    names = [one.name for one in read_chats([tmp_path], leave_out=frozenset({(tmp_path / "b.txt").resolve()}))]
    assert names == [f"{tmp_path}/a.txt"]
