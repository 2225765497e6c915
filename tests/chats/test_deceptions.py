"""What each format lets people hide, and what its exports bring in other shapes than the usual one."""

import json
from pathlib import Path
from typing import Any

import pytest

from scamguard.chats import ReadOptions, read_chats
from tests.chats.chat_files import described

SECRET = "send me the seed phrase"


def chats(path: Path, files: dict[str, str], **options: Any) -> list[dict[str, Any]]:
    """What is read from these files of a folder, as plain data with the name inside the folder."""
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(text.encode("utf-8"))
    read = read_chats([path], ReadOptions(**options))
    return [{"name": chat.name.removeprefix(f"{path}/"), **described(chat)} for chat in read]


def only(path: Path, text: str, **options: Any) -> dict[str, Any]:
    (found,) = chats(path, {"file": text}, **options)
    return found


def texts(chat: dict[str, Any]) -> list[str]:
    return [message.get("text", "") for message in chat.get("messages", [])]


def page(name: str, text: str) -> str:
    date = '<div class="pull_right date details" title="13.05.2024 10:00:00">10:00</div>'
    who = f'<div class="from_name">{name}</div>' if name else ""
    joined = "" if name else " joined"
    body = f'<div class="body">{date}{who}<div class="text">{text}</div></div>'
    return f'<div class="message default clearfix{joined}">{body}</div>'


def messenger(title: str, who: str) -> str:
    message = {"sender_name": who, "timestamp_ms": 1600000000000, "content": f"hi from {who}"}
    return json.dumps({"participants": [{"name": who}], "messages": [message], "title": title})


def slack(text: str, **more: Any) -> str:
    return json.dumps([{"type": "message", "user": "U1", "text": text, "ts": "1700000000.000100", **more}])


def test_chats_in_folders_that_differ_in_a_number_stay_apart(tmp_path: Path) -> None:
    found = chats(
        tmp_path,
        {
            "html/chat_001/messages.html": page("Ann", "hi"),
            "html/chat_002/messages.html": page("", "lost its page before"),
            "html/chat_002/messages2.html": page("Bob", "more"),
            "inbox/facebookuser_101/message_1.json": messenger("A", "Ann"),
            "inbox/facebookuser_102/message_2.json": messenger("B", "Old"),
            "inbox/facebookuser_102/message_1.json": messenger("B", "New"),
            "slack/proj-1/2024-01-01.json": slack("a"),
            "slack/proj-2/2024-01-01.json": slack("b"),
            "slack/proj-2/2024-01-02.json": slack("c"),
        },
    )
    assert [(chat["name"], texts(chat)) for chat in found] == [
        ("html/chat_001/messages.html", ["hi"]),
        ("html/chat_002/messages.html", ["lost its page before", "more"]),
        ("inbox/facebookuser_101/message_1.json", ["hi from Ann"]),
        ("inbox/facebookuser_102/message_1.json", ["hi from Old", "hi from New"]),
        ("slack/proj-1/2024-01-01.json", ["a"]),
        ("slack/proj-2/2024-01-01.json", ["b", "c"]),
    ]
    assert "sender" not in found[1]["messages"][0]
    assert found[5]["messages"][0]["chat"] == "proj-2"


@pytest.mark.parametrize("cut", [1, 30])
def test_damage_in_one_part_keeps_no_other_from_being_read(cut: int, tmp_path: Path) -> None:
    whole = [messenger("T", f"P{i}") for i in range(3)]
    files = {f"message_{i}.json": text[:-cut] if i == 1 else text for i, text in enumerate(whole)}
    (found,) = chats(tmp_path, files)
    assert texts(found)[0] == "hi from P2"
    assert texts(found)[-1] == "hi from P0"
    assert found["ended"].startswith("message_1.json: damaged JSON")


def test_partitions_of_discord_are_one_chat_in_order(tmp_path: Path) -> None:
    def part(text: str) -> str:
        author = {"id": "1", "name": "bob"}
        message = {"id": "1", "type": "Default", "timestamp": "2024-01-15T10:30:00Z", "content": text, "author": author}
        return json.dumps({"guild": {"name": "G"}, "channel": {"name": "c"}, "messages": [message]})

    names = ["G - c.json", "G - c [part 2].json", "G - c [part 10].json"]
    (found,) = chats(tmp_path, {name: part(name) for name in reversed(names)})
    assert texts(found) == names


def test_what_bots_put_into_buttons_boxes_and_embeds_is_read(tmp_path: Path) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "url": "https://evil.example/a"}
    section = {"type": "section", "text": {"text": "Verify"}, "accessory": button}
    box = {
        "text": "t",
        "author_link": "https://evil.example/c",
        "actions": [button | {"url": "https://evil.example/b"}],
    }
    found = only(tmp_path / "slack", slack("", bot_id="B", blocks=[section], attachments=[box]))
    assert texts(found) == ["Verify Go\nt\nGo"]
    assert found["messages"][0]["links"] == [f"https://evil.example/{end}" for end in "abc"]
    embed = {"author": {"name": "OKX", "url": "https://evil.example"}, "footer": {"text": SECRET}}
    message = {
        "type": 0,
        "content": "",
        "timestamp": "2024-01-15T10:30:00Z",
        "author": {"name": "b"},
        "embeds": [embed],
    }
    join = {"type": 7, "content": "Joined", "timestamp": "2024-01-15T10:30:00Z", "author": {"name": "b"}}
    found = only(tmp_path / "discord", json.dumps({"guild": {"name": "G"}, "channel": {}, "messages": [message, join]}))
    assert texts(found) == [f"OKX\n{SECRET}", "Joined"]
    assert found["messages"][0]["links"] == ["https://evil.example"]
    assert found["messages"][1]["system"]


def test_buttons_of_telegram_show_their_words_and_lead_anywhere(tmp_path: Path) -> None:
    row = [{"type": "url", "text": "Claim", "data": "evil.example/x"}, {"type": "callback", "text": "No", "data": "n"}]
    record = {
        "type": "message",
        "date": "2024-05-13T10:00:00",
        "from_id": "user2",
        "text": "",
        "inline_bot_buttons": [row],
    }
    found = only(tmp_path, json.dumps({"name": "x", "type": "bot_chat", "messages": [record]}))
    assert texts(found) == ["Claim\nNo"]
    assert found["messages"][0]["links"] == ["evil.example/x"]


def test_words_that_look_like_a_picture_are_read(tmp_path: Path) -> None:
    said = f"look data='{(SECRET + ' ') * 20}"
    found = only(tmp_path, f'<smses><sms address="1" date="1700000000000" type="1" body="{said}"/></smses>')
    assert texts(found)[0].count(SECRET) == 20


def test_what_stands_before_damaged_xml_is_given_and_unknown_directions_are_not_guessed(tmp_path: Path) -> None:
    good = '<sms address="+1" date="1700000000000" body="first"/>'
    found = only(tmp_path, f'<smses>{good}<sms address="1" body="a & b" type="1"/></smses>')
    assert found["messages"] == [
        {"sender": "+1", "at": "2023-11-14T22:13:20+00:00", "text": "first", "chat": "+1"}
    ]  # fmt: skip
    assert "not well-formed" in found["ended"]


def test_typed_text_that_looks_like_a_card_is_text(tmp_path: Path) -> None:
    head = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"
    found = only(tmp_path / "csv", head + f"1,2,1,0,0,1704164645,,<msg>{SECRET}</msg>,,安,安,x\n")
    assert texts(found) == [f"<msg>{SECRET}</msg>"]
    message = {"createTime": 1704164645, "type": "文本消息", "content": f"<msg {SECRET}"}
    found = only(tmp_path / "json", json.dumps({"weflow": {"version": "1"}, "session": {}, "messages": [message]}))
    assert texts(found) == [f"<msg {SECRET}"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('text\nHello, send it, now\n"a, b"\n', ["Hello, send it, now", "a, b"]),
        ("sender,text,time\nAnn,Hello, send it,2024-01-01\n", ["Hello, send it"]),
        ("sep=;\nsender;text\nAnn;hi\n", ["hi"]),
        ('sender,text\nAnn,"never closed\nBob,"a, b"\nAnn,last\n', ['"never closed', "a, b", "last"]),
    ],
)
def test_no_text_of_a_table_is_lost(table: str, expected: list[str], tmp_path: Path) -> None:
    assert texts(only(tmp_path, table)) == expected


def test_a_body_whose_head_is_never_closed_is_read(tmp_path: Path) -> None:
    html = f"<html><head><meta charset=utf-8><title>x<body>{SECRET}</body></html>"
    found = only(tmp_path, f"From: a@b.c\nTo: d@e.f\nSubject: s\nContent-Type: text/html\n\n{html}")
    assert SECRET in texts(found)[0]


def test_captions_of_pictures_and_contact_cards_are_text(tmp_path: Path) -> None:
    content = {"msgtype": "m.image", "filename": "a.png", "body": SECRET}
    event = {"type": "m.room.message", "origin_server_ts": 1700000000000, "sender": "@a:b", "content": content}
    found = only(tmp_path / "matrix", json.dumps({"room_name": "R", "exported_by": "x", "messages": [event]}))
    assert (texts(found), found["messages"][0]["attachments"]) == ([SECRET], ["a.png"])
    card = {
        "messagetype": "RichText/Contacts",
        "content": '<contacts><c t="s" s="live:evil" f="OKX &amp; Co"/></contacts>',
    }
    whole = {"userId": "8:me", "conversations": [{"id": "8:live:x", "MessageList": [card | {"from": "8:live:x"}]}]}
    assert texts(only(tmp_path / "skype", json.dumps(whole))) == ["live:evil\nOKX & Co"]


@pytest.mark.parametrize(
    "date", ["2020年9月13日 12:26", "13.09.2020, 12:26", "13 sept. 2020 à 12:26", "13 de set. de 2020 12:26"]
)
def test_pages_of_messenger_in_other_languages_are_read_without_dates(date: str, tmp_path: Path) -> None:
    box = '<div class="_a6-g"><div>{}</div><div><div>{}</div></div><div class="_a6-o">' + date + "</div></div>"
    found = only(tmp_path, f"<html><title>Ann</title><body>{box.format('Ann', SECRET)}{box.format('Bob', 'no')}</body>")
    assert [(m["sender"], m["text"]) for m in found["messages"]] == [("Ann", SECRET), ("Bob", "no")]


def test_a_page_of_messenger_that_ends_early_gives_its_last_words(tmp_path: Path) -> None:
    found = only(tmp_path, f'<html><body><div class="_a6-g"><div>Ann</div><div><div>{SECRET}')
    assert SECRET in texts(found)[0]


def test_statistics_of_a_large_group_do_not_hide_its_messages(tmp_path: Path) -> None:
    whole = {
        "metadata": {"name": "QQChatExporter V5"},
        "statistics": ["x" * 50] * 3000,
        "messages": [{"timestamp": 1704164645000, "sender": {"uid": "u", "name": "n"}, "content": {"text": SECRET}}],
    }
    assert texts(only(tmp_path, json.dumps(whole))) == [SECRET]


def test_old_texts_of_discord_have_months_by_name(tmp_path: Path) -> None:
    rule = "=" * 62
    found = only(
        tmp_path,
        f"{rule}\nGuild: G\nChannel: c\n{rule}\n\n[15-Jan-24 10:30 PM] Bob#1\nhi\n\n[16-Jan-24 10:30 AM] Ann\nho\n",
    )
    assert [message["at"] for message in found["messages"]] == ["2024-01-15T22:30:00", "2024-01-16T10:30:00"]


def test_an_ios_chat_with_iso_dates_is_no_signal_chat(tmp_path: Path) -> None:
    lines = "[2024-05-13 10:00:00] Ann: \u200eimage omitted\n[2024-05-13 10:00:10] Bob: ho\n"
    assert only(tmp_path / "a", lines)["format"] == "whatsapp"
    assert only(tmp_path / "b", lines.replace("\u200eimage omitted", "hi"))["format"] == "signal"


def test_dates_that_excel_turned_round_are_decided_for_the_whole_table(tmp_path: Path) -> None:
    head = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
    found = only(tmp_path, head + "1,2,文本,0,a,r,hi,,10/4/2024 11:42\n1,2,文本,0,a,r,hi,,10/14/2024 11:42\n")
    assert [message["at"][:10] for message in found["messages"]] == ["2024-10-04", "2024-10-14"]


def test_an_array_of_strings_is_recognised(tmp_path: Path) -> None:
    found = only(tmp_path, json.dumps(["hello", SECRET, None]))
    assert (texts(found), found["not_understood"]) == (["hello", SECRET], ["None"])
