"""Regular expressions that cost nothing until they are needed: an ordinary message needs few of them.

Two habits make them fast. A pattern that begins with a set of characters, not with a lookbehind, an alternative or a
repetition ("[a-z][a-z]*", not "[a-z]+"), passes over all other characters in one loop. Case is ignored only around
letters: in a wide set it takes long to compile.
"""

import re
from collections.abc import Callable, Iterator

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class LazyPattern:
    """A regular expression that is compiled at its first use; then its methods are those of the compiled one."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Compile: Python asks here only for what the instance does not have yet."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        found: Callable[..., object] = self.__dict__[name]
        return found


def matches_from(first: LazyPattern, pattern: LazyPattern, text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """What pattern.finditer(text, at) gives, if each match begins where `first`, a set of characters, has
    one: faster."""
    for begin in first.finditer(text, at):
        start = begin.start()
        if start >= at and (match := pattern.match(text, start)) is not None:
            at = match.end()
            yield match


def matches_around(mark: LazyPattern, before: LazyPattern, pattern: LazyPattern, text: str) -> Iterator[re.Match[str]]:
    """What pattern.finditer(text) gives, if each match has something that `mark` finds, and `before` matches what of it
    stands before the first such place, read backwards: faster, for the rest of the text is passed over."""
    at = 0
    while (place := mark.search(text, at)) is not None:
        start = place.start()
        behind = before.match(text[at:start][::-1])
        if behind is None:
            at = place.end()
            continue
        match = pattern.search(text, start - behind.end())
        if match is None:
            return
        yield match
        at = match.end()
