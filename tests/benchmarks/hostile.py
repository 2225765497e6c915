"""Long texts, ordinary ones and such as are made to make a checker slow."""

from collections.abc import Callable
from itertools import cycle, islice

from tests.benchmarks.corpus import Writer

_REPEATED = {
    "only keywords": "seed phrase 助记词 private key 验证码 transfer 客服 send me ",
    "only links": "https://okx.com.login.example/verify?id=1 www.0kx.example http://okx-safe.example/a ",
    "only zero-width marks": "\u200b\u200d\u2060\ufeff",
    "only digits": "3141592653589793238462643383279502884197",
    "nested escapes": "%2525E5%25258A%2525A9&amp;#x52a9;\\\\u52a9&amp;amp;lt;",
    "codes cut short": "e5 8a a9 e8 g 01100001 0x -.- .- / gur lbhe: 把a助b把呗助呗把呗助呗 z j c x ",
    "alternating negations": "不要给我，要给我，don't send, do send, ",
}
"""What each hostile text repeats."""


def ordinary(length: int) -> str:
    """Everyday messages, Chinese and English in turn, a line each."""
    writer, lines, so_far = Writer(seed=3), list[str](), 0
    for lang in cycle(("zh", "en")):
        if so_far >= length:
            break
        lines.append(writer.everyday(lang, writer.length(lang)))
        so_far += len(lines[-1]) + 1
    return "\n".join(lines)[:length]


def _of(unit: str) -> Callable[[int], str]:
    return lambda length: "".join(islice(cycle(unit), length))


TEXTS: dict[str, Callable[[int], str]] = {"ordinary": ordinary} | {name: _of(unit) for name, unit in _REPEATED.items()}
"""Texts by name: each is made of a given number of characters."""
