"""A page of a report, read back."""

import json
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """The elements of a page, its data and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data: dict[str, Any] = {}
        self.text = ""
        self.raw: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag == "script" and attributes.get("type") == "application/json" and data.strip():
            self.data[attributes["id"] or ""] = json.loads(data)
        elif tag in ("script", "style") and data.strip():
            self.raw[tag] = data
        else:
            self.text += data

    def entries(self) -> list[dict[str, Any]]:
        """All messages in the page, in order."""
        pieces = sorted((int(name[1:]), piece) for name, piece in self.data.items() if name != "index")
        return [entry for _, piece in pieces for entry in piece]

    def attribute(self, tag: str, name: str) -> list[str]:
        """The values of an attribute of all elements of a kind."""
        return [attributes[name] or "" for one, attributes in self.elements if one == tag and name in attributes]
