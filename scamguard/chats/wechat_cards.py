"""What WeChat keeps as XML: cards with a link, contact cards, merged chats. Read without an XML parser: no entities."""

import html
import re

MAX_CARD = 1_000_000
"""Characters of a card that are looked at."""
_FIELD = re.compile(r"<(title|des|url|datadesc|datatitle|nickname)>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</\1>", re.DOTALL)
_CONTACT = re.compile(r'<msg\b[^>]{0,4000}?\bnickname="([^"]{1,200})"')
_IS_XML = re.compile(r"\s*(?:[\w@.-]{1,60}:\s*)?(?:<\?xml|<msg\b|<appmsg\b|<sysmsg\b)")


def is_card(content: str) -> bool:
    """Whether a message's content is one of WeChat's XML texts."""
    return bool(_IS_XML.match(content))


def card(content: str) -> tuple[str, list[str]]:
    """The words of a card, each on a line, and the addresses it leads to; ("", []) for pictures and the like."""
    words: dict[str, None] = {}
    links: list[str] = []
    for key, value in _FIELD.findall(content[:MAX_CARD]):
        said = html.unescape(html.unescape(value)).strip()
        if key == "url" and said:
            links.append(said)
        elif is_card(said) or "<dataitem" in said:
            inner, more = card(said)
            words.update(dict.fromkeys(inner.split("\n")))
            links += more
        elif said:
            words[said] = None
    if contact := _CONTACT.match(content.lstrip()):
        words[html.unescape(contact[1])] = None
    return "\n".join(word for word in words if word), links
