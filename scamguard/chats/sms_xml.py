"""SMS Backup & Restore (Android): SMS and MMS as XML, mended where emoji break it, without the pictures in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO
from xml.parsers import expat

from scamguard.chats.damage import DAMAGE
from scamguard.chats.dates import from_epoch
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.encodings import head_text
from scamguard.chats.fields import joined
from scamguard.chats.lines import open_text
from scamguard.chats.message import ChatMessage, message
from scamguard.chats.options import ReadOptions
from scamguard.chats.source import Source
from scamguard.errors import InputError

NAME = "sms-xml"
JOINS = None
_ROOT = re.compile(r"<(?:smses|calls)\b")
_BLOCK = 1 << 18
_OVERLAP = 512
_LONGEST = 1 << 22
"""Characters without a tag after which the text is passed on all the same."""
_PICTURE = re.compile(r"""( data=["'])([A-Za-z0-9+/=]{200,})""")
"""No blanks, or words written into a message behind such a mark would be left out with it."""
_BASE64 = re.compile(r"[A-Za-z0-9+/=]*")
_NUMBER = r"&#(?:x0*([0-9A-Fa-f]{1,6})|0*(\d{1,7}));"
_HIGH = r"&#(?:x0*([Dd][89ABab][0-9A-Fa-f]{2})|0*(5[5-6]\d{3}));"
_LOW = r"&#(?:x0*([Dd][C-Fc-f][0-9A-Fa-f]{2})|0*(5[6-7]\d{3}));"
_PAIR = re.compile(_HIGH + _LOW)
_ALONE = re.compile(_NUMBER)
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INCOMING = "1"
_FROM = "137"


@dataclass(slots=True)
class _Mms:
    given: Mapping[str, str]
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    writer: str | None = None


class _Elements:
    """Gathers messages in `done` while expat reads."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self.done: list[ChatMessage] = []
        self._mms: _Mms | None = None
        self._diagnostics = diagnostics

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "sms":
            self.done.append(_sms(given))
        elif tag == "mms":
            self._mms = _Mms(given)
        elif tag == "call":
            self._diagnostics.system += 1
            self._diagnostics.dialect = "calls"
        elif tag == "part" and self._mms:
            if given.get("ct", "").startswith("text/") and _known(given.get("text")):
                self._mms.texts.append(given["text"])
            elif given.get("ct") != "application/smil":
                self._mms.files.append(_known(given.get("cl")) or _known(given.get("name")) or "")
        elif tag == "addr" and self._mms and given.get("type") == _FROM:
            self._mms.writer = _known(given.get("address"))

    def end(self, tag: str) -> None:
        if tag == "mms" and self._mms:
            self.done.append(_mms(self._mms))
            self._mms = None


def sniff(head: bytes) -> float:
    """From 0 to 1: how much the first bytes look like this format."""
    return 0.98 * bool(_ROOT.search(head_text(head)[:4000]))


def read(source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    """The messages in the order of the file. Raises InputError where the XML is damaged; all before it was given."""
    for part in source.parts:
        diagnostics.dialect = "messages"
        elements = _Elements(diagnostics)
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = elements.start, elements.end
        parser.EntityDeclHandler = _refuse_entities
        with open_text(part, options, diagnostics) as text:
            for piece in _mended(text):
                yield from _parsed(parser, piece, elements)
            parser.Parse(b"", True)


def _parsed(parser: expat.XMLParserType, piece: str, elements: _Elements) -> Iterator[ChatMessage]:
    """The messages that end in this piece, those before a damage too."""
    damage = None
    try:
        parser.Parse(piece.encode(), False)
    except DAMAGE as error:
        damage = error
    yield from elements.done
    elements.done.clear()
    if damage:
        raise damage


def _refuse_entities(*_: object) -> None:
    raise InputError("the file declares entities of its own, as XML bombs do: it is not read on")


def _mended(text: TextIO) -> Iterator[str]:
    """The file in pieces that expat takes: halves of emoji joined, control characters replaced, pictures left out."""
    rest, in_picture = "", False
    while block := text.read(_BLOCK):
        if in_picture:
            skipped = _BASE64.match(block)
            block = block[skipped.end() :] if skipped else block
            in_picture = not block
        rest += block
        in_picture = in_picture or any(found.end() == len(rest) for found in _PICTURE.finditer(rest))
        rest = _PICTURE.sub(r"\1", rest)
        cut = len(rest) if in_picture else rest.rfind("<", 0, max(0, len(rest) - _OVERLAP))
        if cut <= 0 and len(rest) > _LONGEST:
            cut = len(rest) - _OVERLAP
        if cut > 0:
            yield _characters(rest[:cut])
            rest = rest[cut:]
    yield _characters(rest)


def _characters(text: str) -> str:
    return _CONTROL.sub("\ufffd", _ALONE.sub(_sound, _PAIR.sub(_pair, text)))


def _code(hexadecimal: str | None, decimal: str | None) -> int:
    return int(hexadecimal, 16) if hexadecimal else int(decimal or 0)


def _pair(found: re.Match[str]) -> str:
    high, low = _code(found[1], found[2]), _code(found[3], found[4])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return found[0]


def _sound(found: re.Match[str]) -> str:
    code = _code(found[1], found[2])
    illegal = code < 32 and code not in (9, 10, 13)
    return "\ufffd" if illegal or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF else found[0]


def _known(value: str | None) -> str | None:
    return value if value and value not in ("null", "(Unknown)") else None


def _outgoing(kind: str | None) -> bool | None:
    """Whether the owner wrote it; None if the backup does not say."""
    return kind != _INCOMING if _known(kind) else None


def _sms(given: Mapping[str, str]) -> ChatMessage:
    address, outgoing = _known(given.get("address")), _outgoing(given.get("type"))
    return message(
        joined(_known(given.get("subject")), _known(given.get("body"))),
        None if outgoing else _known(given.get("contact_name")) or address,
        from_epoch(given.get("date")),
        chat=address,
        outgoing=outgoing,
    )


def _mms(mms: _Mms) -> ChatMessage:
    given = mms.given
    address, outgoing = _known(given.get("address")), _outgoing(given.get("msg_box"))
    alone = "~" not in (address or "")
    sender = (alone and _known(given.get("contact_name"))) or mms.writer or address
    return message(
        joined(_known(given.get("sub")), *mms.texts),
        None if outgoing else sender,
        from_epoch(given.get("date")),
        chat=address,
        outgoing=outgoing,
        attachments=mms.files,
    )
