"""KakaoTalk: the texts of Windows, Android and iOS, and the table of macOS."""

import re
from collections.abc import Iterator

from scamguard.chats.dates import CLOCK, MONTHS, any_date, clock_of, moment
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.draft import Draft
from scamguard.chats.encodings import head_text
from scamguard.chats.lines import lines_of
from scamguard.chats.message import ChatMessage, clean_name, message, system_line
from scamguard.chats.options import DateOrder, ReadOptions
from scamguard.chats.source import Part, Source
from scamguard.chats.table import header_of, rows_of

NAME = "kakaotalk"
JOINS = None
_TITLE = re.compile(
    r"(?P<name>.+?)(?: 님과)? 카카오톡 대화\s*$|Talk_\d{4}\.[\d. :-]+\.txt\s*$|KakaoTalk Chats with (?P<en>.+)$"
)
_SAVED = re.compile(r"저장한 날짜 ?:|Date Saved ?:")
_KO = r"(?P<y>\d{4})(?:년|\.) (?P<m>\d{1,2})(?:월|\.) (?P<d>\d{1,2})(?:일|\.)"
_EN = r"(?P<month>[A-Z][a-z]{2})[a-z]{0,6} (?P<day>\d{1,2}), (?P<year>\d{4})"
_DAY = re.compile(rf"(?:-{{3,}} )?(?:{_KO}(?: .요일)?|(?:[A-Z][a-z]{{5,8}}, )?{_EN})(?: {CLOCK})?(?: -{{3,}})?\s*$")
_WINDOWS = re.compile(rf"\[(?P<name>[^\n]{{0,100}}?)\] \[{CLOCK}\] (?P<rest>.*)$", re.DOTALL)
_PHONE = re.compile(rf"(?:{_KO} |{_EN} at )?{CLOCK}(?P<comma>[,:]) (?P<rest>.*)$", re.DOTALL)
_NOTICE = re.compile(r"\S.{0,60}님(?:이 (?:들어왔|나갔)습니다\.|을 (?:초대|내보냈)\S{1,6}\.|을 내보냈습니다\.)\s*$")
_NO_WORDS = re.compile(r"사진(?: \d+장)?|동영상|이모티콘|음성메시지|Photo|Video|Emoticon|삭제된 메시지입니다\.")
_CSV = ["Date", "User", "Message"]


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    lines = head_text(head).split("\n")[:300]
    if header_of(head)[0] == _CSV:
        return 0.95
    if any(_TITLE.match(line) for line in lines[:2]) and any(_SAVED.match(line) for line in lines[:3]):
        return 0.98
    days = sum(bool(_DAY.match(line)) for line in lines)
    return 0.85 * (days > 0 and sum(bool(_row(line)) for line in lines) > 1)


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages of all parts."""
    for part in source.parts:
        if header_of(part.head())[0] == _CSV:
            yield from _table(part, options, diagnostics)
        else:
            yield from _text(lines_of(part, options, diagnostics), diagnostics)


def _table(part: Part, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    diagnostics.dialect = "macos"
    rows = rows_of(part, ",", options, diagnostics)
    next(rows, None)
    for row in rows:
        if len(row) < 3:
            diagnostics.misread(",".join(row))
        elif not row[1].strip():
            yield system_line(row[2], any_date(row[0], DateOrder.YMD))
        else:
            yield message(",".join(row[2:]), row[1], any_date(row[0], DateOrder.YMD))


def _row(line: str) -> re.Match[str] | None:
    found = _WINDOWS.match(line) or _PHONE.match(line)
    return found if found and clock_of(found) else None


def _date(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month, day, if the line names them."""
    groups = found.groupdict()
    if groups.get("y"):
        return int(groups["y"]), int(groups["m"]), int(groups["d"])
    if groups.get("month") in MONTHS:
        return int(groups["year"]), MONTHS[groups["month"]], int(groups["day"])
    return None


def _text(lines: Iterator[str], diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    day: tuple[int, int, int] | None = None
    chat: str | None = None
    kind: tuple[bool, bool] | None = None
    draft: Draft | None = None
    for number, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        if number < 3 and (found := _TITLE.match(bare)):
            chat = clean_name(found["name"] or found["en"])
            continue
        heading, row = _DAY.match(bare), _row(bare)
        # A pasted piece of another export has rows of another kind: it belongs to the message.
        row_kind = (row.re is _WINDOWS, _date(row) is not None) if row else None
        if row and (kind or row_kind) != row_kind:
            row = None
        notice = kind is not None and kind[0] and _NOTICE.match(bare)
        if draft and (heading or row or notice):
            yield _finished(draft)
            draft = None
        if heading:
            day = _date(heading) or day
        elif row:
            kind = row_kind
            sender, text = _split(row)
            date, clock = _date(row) or day, clock_of(row)
            draft = Draft(sender, moment(*date, clock) if date and clock else None, chat, lines=[text])
            diagnostics.dialect = "windows" if row.re is _WINDOWS else "android" if "년" in bare[:6] else "ios"
        elif notice:
            yield system_line(bare, None, chat)
        elif draft:
            yield from draft.add("\n" + bare)
        elif bare.strip() and not (number < 3 and _SAVED.match(bare)):
            diagnostics.misread(line)
    if draft:
        yield _finished(draft)


def _split(row: re.Match[str]) -> tuple[str | None, str]:
    """The sender (None: a notice of the app) and the text."""
    if row.re is _WINDOWS:
        return clean_name(row["name"]), row["rest"]
    name, colon, text = row["rest"].partition(" : ")
    return (clean_name(name), text) if colon and row["comma"] == "," else (None, row["rest"])


def _finished(draft: Draft) -> ChatMessage:
    made = draft.finish()
    if made.sender is None:
        return system_line(made.text.removeprefix(": "), made.sent_at, made.chat)
    return message("", made.sender, made.sent_at, chat=made.chat) if _NO_WORDS.fullmatch(made.text) else made
