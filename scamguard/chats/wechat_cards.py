"""What WeChat keeps as XML: cards with a link, contact cards, merged chats. Read without an XML parser: no entities."""

import html
import re
from collections.abc import Iterator

MAX_CARD = 1_000_000
"""Characters of a card that are looked at."""
_OPENING = re.compile(r"<(title|des|url|datadesc|datatitle|nickname)>")
_MAX_DEPTH = 3
"""Cards inside one another."""
_CONTACT = re.compile(r'<msg\b[^>]{0,4000}?\bnickname="([^"]{1,200})"')
_IS_XML = re.compile(r"\s*(?:[\w@.-]{1,60}:\s*)?(?:<\?xml|<msg\b|<appmsg\b|<sysmsg\b)")


def is_card(content: str) -> bool:
    """Whether a message's content is one of WeChat's XML texts."""
    return bool(_IS_XML.match(content))


def card(content: str, depth: int = 0) -> tuple[str, list[str]]:
    """The words of a card, each on a line, and the addresses it leads to; ("", []) for pictures and the like."""
    words: dict[str, None] = {}
    links: list[str] = []
    for key, value in _fields(content[:MAX_CARD]):
        said = html.unescape(html.unescape(value.removeprefix("<![CDATA[").removesuffix("]]>"))).strip()
        if key == "url" and said:
            links.append(said)
        elif depth < _MAX_DEPTH and (is_card(said) or "<dataitem" in said):
            inner, more = card(said, depth + 1)
            words.update(dict.fromkeys(inner.split("\n")))
            links += more
        elif said:
            words[said] = None
    if contact := _CONTACT.match(content.lstrip()):
        words[html.unescape(contact[1])] = None
    return "\n".join(word for word in words if word), links


def _fields(content: str) -> Iterator[tuple[str, str]]:
    """Tag and content of the fields that close, in one pass."""
    at, unclosed = 0, set[str]()
    while found := _OPENING.search(content, at):
        key, at = found[1], found.end()
        end = -1 if key in unclosed else content.find(f"</{key}>", at)
        if end < 0:
            unclosed.add(key)
        else:
            yield key, content[at:end]
            at = end
