"""Disguises by escapes and encodings, of text and of links, and by spelling links out."""

import base64
import random
from collections.abc import Callable

from tests.disguise_places import LINK, Disguise


def html(piece: str, rng: random.Random) -> str:
    form = rng.choice(("&#{};", "&#x{:x};", "&#X{:X};"))
    return "".join(c if c.isspace() else form.format(ord(c)) for c in piece)


def unicode(piece: str, rng: random.Random) -> str:
    """Escapes as in source code; beyond the first plane as a pair of surrogates or in braces."""
    form = rng.choice(("\\u{:04x}", "\\u{:04X}", "\\u{{{:x}}}"))

    def escape(char: str) -> str:
        units = char.encode("utf-16-be")
        codes = [ord(char)] if "{{" in form else [int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2)]
        return "".join(form.format(code) for code in codes)

    return "".join(c if c.isspace() else escape(c) for c in piece)


def percent(piece: str, _: random.Random) -> str:
    return "".join(c if c.isspace() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in piece)


def in_base64(text: str, rng: random.Random) -> str:
    return rng.choice(("", "base64: ", "解码: ")) + base64.b64encode(text.encode()).decode()


def web_links(change: Callable[[str, random.Random], str]) -> Disguise:
    """A kind for links and bare domains alone."""
    return lambda text, rng: LINK.sub(lambda link: link[0] if "@" in link[0] else change(link[0], rng), text)


def percent_host(link: str, rng: random.Random) -> str:
    scheme, _, rest = link.rpartition("://")
    host, slash, path = rest.partition("/")
    hidden = "".join(f"%{ord(c):02X}" if c.isalnum() and rng.random() < 0.6 else c for c in host)
    return f"{scheme or 'https'}://{hidden}{slash}{path}"


def base64_link(link: str, _: random.Random) -> str:
    return base64.b64encode((link if "://" in link else f"https://{link}").encode()).decode()


def spelled_link(link: str, rng: random.Random) -> str:
    scheme, _, rest = link.rpartition("://")
    dot = rng.choice(("[.]", "(.)", " . ", "。", " dot ", "点", "．", "{dot}"))
    return f"{rng.choice(('hxxps://', scheme + ' ://')) if scheme else ''}{rest.replace('.', dot)}"
