"""Files that made readers slow once: searched again from each of their parts, each costs the square of its length."""

from collections.abc import Callable

_NATIVE = '{"version":1,"backupTimeMs":"1"}\n{"a":"\n'
_MAIL = "From a@b Fri Jan 05 10:00:00 2024\nFrom: a\nTo: c\nSubject: s\n\nhi\n\nFrom "

BOMBS: dict[str, Callable[[int], str]] = {
    "signal-lines": lambda size: "{" + '"date":"' * (size // 17) + '"body":' * (size // 14),
    "messenger": lambda size: '{"messages":[' + '"sender_name":' * (size // 14),
    "skype": lambda size: "{" + '"conversations":' * (size // 16),
    "qq": lambda size: "{" + '"sender":{"uid":"' * (size // 34) + '"content":' * (size // 20),
    "signal-native": lambda size: _NATIVE + "}\n" * (size // 2),
    "whatsapp-file": lambda size: "13/05/2024, 10:00 - Ann: " + "a.bcd" * (size // 5),
    "mbox": lambda size: _MAIL + "a" * size,
    "spaces": lambda size: '{"sender"' + " " * size,
    "dates": lambda size: "1/1/" * (size // 4),
}
"""Files by name: each is made of about a given number of characters."""
