"""How the cost of preparing a text grows with its length, for ordinary and hostile text. Not a test: it takes minutes.

    python tests/benchmarks/growth_of_text.py

For each kind of text it prints the time for a million characters as a multiple of that for a hundred thousand; linear
is 10, the bar is 12. Times are those of the processor, the best of several.
"""

import time
from collections.abc import Callable

from scamguard.text import prepare

SHORT, LONG = 100_000, 1_000_000
BAR = 12.0
REPEATS = {SHORT: 4, LONG: 2}
Row = tuple[str, float, str, float, float, float]
"""Name, figure, its unit, ratio, the ratio's bar, spread (slowest of the repeated times by the fastest, minus 1)."""


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


def _nested(size: int) -> str:
    """An ampersand escaped again and again, as often as the text has room for it."""
    return "&" + "amp;" * (size // 4 - 1) + "lt;"


def _alternating(size: int) -> str:
    """Marks and letters by turns over a tenth of the text, ordinary text after them."""
    return _repeated("助*")(size // 10) + _repeated("今天晚上一起吃饭吧,好不好。")(size - size // 10)


KINDS: dict[str, Callable[[int], str]] = {
    "ordinary Chinese": _repeated("好的,那我们明天下午三点在公司楼下见,别忘了带上文件。\n"),
    "ordinary English": _repeated("Hi mum, can you pick me up from the station tonight? My train gets in at 7 pm.\n"),
    "one line of English": _repeated("see you at the station then and bring the green book with you "),
    "hidden words": _repeated("助记词私钥验证码"),
    "words cut apart": _repeated("助*记*词 s.e.e.d "),
    "links": _repeated("https://okx-verify.example.com/login?a=b "),
    "links in a row": _repeated("http://a.com,http://b.com/"),
    "zero-width marks": _repeated("\u200b"),
    "zero-width marks in words": _repeated("助\u200b记\u200b词\u200b"),
    "digits": _repeated("1380013800"),
    "digits with marks": _repeated("138-0013 8000 "),
    "nested escapes": _nested,
    "escapes": _repeated("&#x52A9;%E5%8A%A9\\u52a9"),
    "marks by turns": _alternating,
    "lines of one character": _repeated("助\n记\n词\n"),
    "lines of one letter": _repeated("a\n"),
    "full-width letters": _repeated("Ｏ Ｋ Ｘ "),
    "letters with blanks": _repeated("s e e d "),
    "Pinyin": _repeated("zhu ji ci "),
    "leetspeak": _repeated("s33d phr4s3 "),
    "seed words": _repeated("abandon ability able about "),
    "dots": _repeated("a."),
    "brackets": _repeated("[s]("),
    "blanks": _repeated(" "),
}


def _seconds(text: str, times: int) -> tuple[float, float]:
    """The fastest and the slowest of several times."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        prepare(text)
        taken.append(time.process_time() - begun)
    return min(taken), max(taken)


def measure() -> list[Row]:
    """A row for each kind: nanoseconds a character of the long text, and how many times the short one it costs."""
    rows: list[Row] = []
    for name, text in KINDS.items():
        prepare(text(1000))
        short, slow_short = _seconds(text(SHORT), REPEATS[SHORT])
        long, slow_long = _seconds(text(LONG), REPEATS[LONG])
        spread = max(slow_short / short, slow_long / long) - 1
        rows.append((name, long / LONG * 1e9, "ns/character", long / short, BAR, spread))
    return rows


def main() -> None:
    """Measure and print."""
    for name, figure, unit, ratio, bar, spread in measure():
        verdict = "" if ratio <= bar else "  ABOVE THE BAR"
        print(
            f"{name:28}{figure:10,.0f} {unit}{ratio:8.1f} x (bar {bar:.0f}, spread {spread:.0%}){verdict}", flush=True
        )


if __name__ == "__main__":
    main()
