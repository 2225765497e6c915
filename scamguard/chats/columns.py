"""Under which names tables and JSON records keep text, sender, time and conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scamguard.chats.fields import text_of

TEXT = (
    "text", "message", "body", "content", "msg", "contents", "strcontent", "messagetext", "messagebody", "comment",
    "sms",
    "内容", "消息", "消息内容", "正文", "文本", "內容", "訊息", "短信内容", "메시지", "내용", "本文", "メッセージ",
    "сообщение", "текст",
    "mensaje", "texto", "nachricht", "text der nachricht", "contenu", "messaggio", "mensagem", "mesaj", "pesan",
)  # fmt: skip
SENDER = (
    "sender", "from", "author", "user", "name", "sendername", "username", "fromname", "nickname", "address", "number",
    "发送者", "发件人", "发送人", "昵称", "寄件者", "보낸사람", "이름", "사용자", "差出人",
    "送信者", "отправитель", "remitente", "absender",
    "expéditeur", "mittente", "remetente", "gönderen", "pengirim",
)  # fmt: skip
TIME = (
    "time", "date", "timestamp", "createtime", "strtime", "datetime", "sentat", "createdat", "created", "ts", "sent",
    "时间", "日期", "发送时间", "時間",
    "날짜", "시간", "日時", "日付", "дата", "время", "fecha", "datum", "zeit", "zeitpunkt", "data",
)  # fmt: skip
CHAT = (
    "chat",
    "conversation",
    "thread",
    "channel",
    "group",
    "room",
    "chatname",
    "chatid",
    "会话",
    "群",
    "聊天",
    "roomname",
)


def plain_name(name: str) -> str:
    """A column's name without case, blanks and joining marks."""
    return name.strip().strip("\ufeff\"'").lower().replace("_", "").replace("-", "").replace(" ", "")


def find(names: Iterable[str], wanted: tuple[str, ...]) -> int | None:
    """The place of the column that a list of names knows best; None if none of them is there."""
    places = {plain_name(name): i for i, name in reversed(list(enumerate(names)))}
    return next((places[key] for name in wanted if (key := plain_name(name)) in places), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """The names under which records keep a message; None for what they don't have."""

    text: str
    sender: str | None
    time: str | None
    chat: str | None


@lru_cache(maxsize=256)
def layout(names: tuple[str, ...], wanted: tuple[str, ...]) -> Layout | None:
    """The layout of records with these names, their text under one of those `wanted`; None without a text."""
    text = _named(names, wanted)
    if text is None:
        return None
    rest = tuple(name for name in names if find([name], wanted) is None)
    return Layout(text, _named(rest, SENDER), _named(rest, TIME), _named(rest, CHAT))


def _named(names: tuple[str, ...], wanted: tuple[str, ...]) -> str | None:
    at = find(names, wanted)
    return names[at] if at is not None else None


def value_of(record: Mapping[str, object], name: str | None) -> object:
    """The value under a name; of an object its own name or text."""
    value = record[name] if name is not None else None
    if not isinstance(value, dict):
        return value
    return next(
        (text for key in ("name", "username", "text", "body", "id") if (text := text_of(value.get(key)))), value
    )
