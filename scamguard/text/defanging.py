"""Links and e-mail addresses that were made unclickable ("defanged")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scamguard.resources import table_set
from scamguard.text import traits
from scamguard.text.domains import is_plain_suffix
from scamguard.text.draft import Draft, Replacement
from scamguard.text.lazy import LazyPattern

# The last set is that of [0-9A-Za-z\[\u0080-\uffff], but quick to compile.
_SCHEME = LazyPattern(
    r"(?i:(?<![0-9A-Za-z])h(?:tt|xx|tx|xt|\*\*|\+\+)p(s?))"
    r"(?: ?(?:\[:\]|\(:\)|:) ?[/\\]{1,5}| ?\[://\]|//) ?(?:(?=[0-9A-Za-z\[])|(?=[^\0-\x7f\U00010000-\U0010ffff]))"
)
_IN_BRACKET = LazyPattern(r"[\[({<【「] ?(?:[.@点。艾]|dot|at)", re.IGNORECASE)
"""What the next three patterns have in common."""
_BRACKETED_DOT = LazyPattern(r"(?<=[\w-]) ?[\[({<【「] ?(?:\.|dot|点|。) ?[\])}>】」] ?(?=[0-9A-Za-z])", re.IGNORECASE)
_BRACKETED_SUFFIX = LazyPattern(r"(?<=[0-9A-Za-z-])[\[(]\.([A-Za-z]{2,12})[\])]")
_BRACKETED_AT = LazyPattern(
    r"(?<=[0-9A-Za-z]) ?[\[({<【] ?(?:at|@|艾特) ?[\])}>】] ?"
    r"(?=[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){0,8}\.[A-Za-z]{2})",
    re.IGNORECASE,
)
_DOT = r"(?: dot | ?[点。丶·•・‧∙⋅] ?| ?\.)"
_CHAIN = LazyPattern(rf"(?<![0-9A-Za-z-])[0-9A-Za-z-]++(?:{_DOT}[0-9A-Za-z-]++)+(?P<path>/[0-9A-Za-z])?", re.IGNORECASE)
_LABEL_CHARACTER, _WORD_FOR_DOT = "[0-9A-Za-z-]", r"(?: dot | ?[点。丶·•・‧∙⋅] ?| \.)"
_WORD_DOT = LazyPattern(rf"(?<={_LABEL_CHARACTER}){_WORD_FOR_DOT}(?={_LABEL_CHARACTER})", re.IGNORECASE)
_BETWEEN_LABELS = LazyPattern(rf"{_LABEL_CHARACTER}{_WORD_FOR_DOT}{_LABEL_CHARACTER}", re.IGNORECASE)
"""Where `_WORD_DOT` finds something, and faster."""
SUFFIXES = ("com", "org", "vip", "xyz", "cn", "cc", "io")
"""The suffixes before which a dot may stand apart."""
_DOT_AND_BLANK = LazyPattern(rf"\. (?<=[0-9A-Za-z]\. )(?=(?:{'|'.join(SUFFIXES)})(?![0-9A-Za-z]))")
_SUFFIXES_AFTER_HAN = ("com", "cn", "vip", "xyz", "cc")
_HAN_DOT = LazyPattern(rf"(?<=[\u4e00-\u9fff]) ?[点。·] ?(?=(?:{'|'.join(_SUFFIXES_AFTER_HAN)})(?![0-9A-Za-z]))")
_SPACED_HOST = LazyPattern(r"(?<![^\s\u4e00-\u9fff:,])[0-9A-Za-z](?: [0-9A-Za-z.:/-]){4,120}(?![^\s\u4e00-\u9fff,])")
_LABEL_BEFORE = LazyPattern(r"[0-9A-Za-z-]{1,63}$")
_HOST_END = LazyPattern(r"\.([A-Za-z]{2,24})(?::\d+)?(?:/|$)")
# "The dot com bubble" names no host.
_NO_LABEL = frozenset(
    ("a", "an", "any", "every", "in", "my", "of", "our", "polka", "that", "the", "this", "to", "your")
)


def defanged_links(draft: Draft) -> None:
    """`hxxp`, `[.]`, `(dot)`, ` dot `, `点`, `。`, `o k x . c o m` in links; `[at]` in e-mail addresses."""
    if " ." in draft.plain:
        draft.rewrite(_spaced_hosts(draft.plain), "defanged")
    if "/" in draft.plain or "\\" in draft.plain:
        schemes = ((m.start(), m.end(), f"http{m[1].lower()}://") for m in _SCHEME.finditer(draft.plain))
        changes = [change for change in schemes if draft.plain[change[0] : change[1]].lower() != change[2]]
        draft.rewrite(changes, "defanged")
    if draft.traits & traits.BRACKET and _IN_BRACKET.search(draft.plain):
        draft.rewrite([(m.start(), m.end(), ".") for m in _BRACKETED_DOT.finditer(draft.plain)], "defanged")
        draft.rewrite([(m.start(), m.end(), f".{m[1]}") for m in _BRACKETED_SUFFIX.finditer(draft.plain)], "defanged")
        draft.rewrite([(m.start(), m.end(), "@") for m in _BRACKETED_AT.finditer(draft.plain)], "defanged")
    has_word = draft.traits & traits.DOT or " ." in draft.plain or " dot " in draft.folded
    if has_word and _BETWEEN_LABELS.search(draft.plain):
        draft.rewrite(list(_word_dots(draft.plain)), "defanged")
    if ". " in draft.plain:
        draft.rewrite([(m.start(), m.end(), ".") for m in _DOT_AND_BLANK.finditer(draft.plain)], "defanged")
    if draft.traits & traits.DOT and any(suffix in draft.plain for suffix in _SUFFIXES_AFTER_HAN):
        draft.rewrite([(m.start(), m.end(), ".") for m in _HAN_DOT.finditer(draft.plain)], "defanged")


def _spaced_hosts(plain: str) -> list[Replacement]:
    """Host names with a blank after each character."""
    found: list[Replacement] = []
    for match in _SPACED_HOST.finditer(plain):
        host = match[0].replace(" ", "")
        end = _HOST_END.search(host)
        if end is not None and is_plain_suffix(end[1].lower()):
            found.append((match.start(), match.end(), host))
    return found


def _word_dots(plain: str) -> Iterator[Replacement]:
    """Dots written as words or other marks in chains of labels that end in a suffix."""
    for chain in _CHAIN.finditer(plain):
        end = chain.start("path") if chain["path"] else chain.end()
        last = _LABEL_BEFORE.search(plain, max(chain.start(), end - 63), end)
        if last is None:
            continue
        suffix = last[0].lower()
        if is_plain_suffix(suffix) or (chain["path"] and suffix in table_set("suffixes.txt")):
            for dot in _WORD_DOT.finditer(plain, chain.start(), end):
                if _joins_labels(plain, dot):
                    yield dot.start(), dot.end(), "."


def _joins_labels(plain: str, dot: re.Match[str]) -> bool:
    """Whether what stands before a written-out dot is a label: no article ("the dot com"), no hour ("3点AI课")."""
    label = _LABEL_BEFORE.search(plain, max(0, dot.start() - 63), dot.start())
    if label is None:
        return False
    return not (label[0].lower() in _NO_LABEL or ("点" in dot[0] and label[0].isdigit() and len(label[0]) <= 2))
