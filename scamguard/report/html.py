"""The report of a scan as one page that needs nothing else: it opens from a disk, loads nothing and sends nothing.

The totals, charts and tables stand in the page as it is. The messages lie in it as JSON, a hundred in a piece, and a
script of the page's own shows a piece when somebody looks at it: so a page with a hundred thousand of them opens. Texts
come into the page only as text nodes, and a Content-Security-Policy with the hashes of the page's own style and script
forbids all others and any connection.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, TextIO

from scamguard.errors import InputError
from scamguard.explanation import wording
from scamguard.redact import redact_name, redact_summary
from scamguard.report import sections
from scamguard.report.entries import FLAGS, EntryMaker, harmless
from scamguard.report.gathering import Gathering, Talk
from scamguard.report.output import remedy
from scamguard.report.spool import Spool, for_owner
from scamguard.resources import shipped_data
from scamguard.scanning import Finding, Summary

_HERE = Path(__file__).parent
_PIECE = 100
"""Messages in one piece of data."""
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What would end a script element, or a line of it; in JSON these stand only inside strings."""


@lru_cache(maxsize=2)
def page_words(lang: str) -> dict[str, Any]:
    """The words of the page in a language (scamguard/wording/report.yaml)."""
    words: dict[str, Any] = shipped_data("wording", "report")[lang]
    return words


class HtmlReport:
    """Writes the report of a scan to `path`: `open` it, `write` every finding, flagged or not, in order, `close` it.

    `lang` is zh or en. With `redact` nothing that must not be passed on comes into the page (see `scamguard.redact`).
    The page appears at `path` when it is complete, or not at all. What it takes of the findings is laid aside in a file
    at `spool`, or one without a name. With a spool of that name, `state` and what it told given back as `kept`, another
    report goes on where this one was left.
    """

    def __init__(
        self, path: Path, lang: str, redact: bool, *, spool: Path | None = None, kept: Mapping[str, Any] | None = None
    ) -> None:
        self._path, self._lang, self._redact, self._kept = path, lang, redact, kept
        self._part = path.with_name(f"{path.name}.part")
        self._words = page_words(lang)
        self._maker = EntryMaker(lang, redact, self._words["script"]["cut"])
        self._gathering = Gathering(self._maker, Spool(spool))

    def open(self) -> None:
        """Begins, or goes on. Raises InputError where that can't be done, or no page be written at the end."""
        try:
            os.close(for_owner(self._part))
            self._part.unlink()
        except OSError as error:
            raise self._unwritable(error) from error
        if self._kept is None:
            self._gathering.begin()
        else:
            self._gathering.go_on(self._kept)

    def write(self, finding: Finding) -> None:
        """Takes the next finding."""
        self._gathering.add(finding)

    def state(self) -> dict[str, Any]:
        """What it takes to go on from here, as plain data; what was laid aside is on the disk when this returns."""
        return self._gathering.state()

    def close(self, summary: Summary) -> None:
        """Writes the page and removes what was laid aside. Raises InputError where it can't be written."""
        self._write(summary, partial=False)
        self.discard()

    def interrupt(self, summary: Summary) -> None:
        """Writes the page of what was found so far, which says that it is partial. Raises InputError as `close`."""
        self._write(summary, partial=True)

    def suspend(self) -> None:
        """Ends without a page; a spool with a name stays, so that another report can go on with it."""
        self._gathering.suspend()

    def discard(self) -> None:
        """Gives the report up and removes what it had laid aside."""
        self._gathering.remove()

    def _write(self, summary: Summary, partial: bool) -> None:
        # The user's own messages are flagged for what they give away; nobody is to be warned of him.
        shown = replace(summary, senders=summary.senders - self._gathering.own)
        shown = redact_summary(shown, self._lang) if self._redact else shown
        part = self._part
        try:
            try:
                with os.fdopen(for_owner(part), "w", encoding="utf-8", newline="\n") as page:
                    self._page(page, shown, partial)
                    page.flush()
                    os.fsync(page.fileno())
                if self._path.exists():
                    part.chmod(self._path.stat().st_mode & 0o777)
                part.replace(self._path)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(f"{self._part} can't be written: {error.strerror or error}; {remedy(error, '--report')}")

    def _page(self, page: TextIO, summary: Summary, partial: bool) -> None:
        talks = self._gathering.talks()
        style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "page.js"))
        template = (_HERE / "page.html").read_text(encoding="utf-8")
        head, tail = (
            Template(template).substitute(self._parts(summary, talks, partial, style, script)).split("<!-- data -->")
        )
        page.write(head)
        for identity, text in self._data(talks):
            page.write(f'<script type="application/json" id="{identity}">{text.translate(_IN_SCRIPT)}</script>\n')
        page.write(tail)

    def _parts(self, summary: Summary, talks: Sequence[Talk], partial: bool, style: str, script: str) -> dict[str, str]:
        """What stands in the places of the template."""
        words, lang = self._words, self._lang
        named = [self._named(talk) for talk in talks[:100]]
        versions = " · ".join(f"{name} {version}" for name, version in self._gathering.versions.items())
        made = words["made"].format(time=datetime.now().strftime("%Y-%m-%d %H:%M"))
        policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
        said = words["conversations"]
        none = "" if talks else f"<p>{escape(said['none'])}</p>"
        return {
            "lang": "zh-Hans" if lang == "zh" else "en",
            "policy": escape(f"{policy}; base-uri 'none'; form-action 'none'"),
            "title": sections.shown(words["partial_title" if partial else "title"]),
            "skip": sections.shown(words["skip"]),
            "style": style,
            "script": script,
            "headline": sections.headline(summary, talks, words, self._redact),
            "partial": f'\n<p class="incomplete">{sections.shown(words["partial"])}</p>' if partial else "",
            "leak": sections.leak_warning(summary, words),
            "totals": sections.totals(summary, words),
            "advice": sections.advice(talks, words, lang),
            "timeline": sections.timeline(self._gathering, words),
            "flags": sections.flags(summary, words, lang),
            "senders": sections.senders(summary, words),
            "conversations": sections.shown(said["heading"]),
            "none": none,
            "noscript": sections.listed(named, words),
            "files": sections.files(summary.files, words),
            "made": sections.shown(f"{made} · {versions}" if versions else made),
            "offline": sections.shown(words["offline"]),
        }

    def _named(self, talk: Talk) -> Talk:
        """A conversation under the names that may be shown."""
        if not self._redact:
            return talk
        chat = talk.chat and redact_name(talk.chat, self._lang)
        return Talk(redact_name(talk.file, self._lang), chat, talk.level, talk.log_odds, talk.flagged)

    def _data(self, talks: Sequence[Talk]) -> Iterator[tuple[str, str]]:
        """The page's data, each piece with its id: the index of conversations, then the messages."""
        yield "index", _json(self._index(talks))
        entries = (entry for talk in talks for entry in self._gathering.entries(talk))
        piece: list[Any] = []
        number = 0
        for entry in entries:
            piece.append(entry)
            if len(piece) == _PIECE:
                yield f"m{number}", _json(piece)
                piece, number = [], number + 1
        if piece:
            yield f"m{number}", _json(piece)

    def _index(self, talks: Sequence[Talk]) -> dict[str, Any]:
        files: dict[str, int] = {}
        rows, first = [], 0
        for talk in talks:
            named = self._named(talk)
            flags = [flag for flag, _ in talk.flags.most_common()]
            rows.append(
                {
                    "c": harmless(named.chat or ""),
                    "f": files.setdefault(harmless(named.file), len(files)),
                    "l": int(talk.level),
                    "p": min(max(round(talk.score * 100, 1), 0.1), 99.9),
                    "n": talk.flagged,
                    "k": talk.leaks,
                    "g": flags,
                    "w": talk.sender or "",
                    "i": first,
                    "z": len(talk.places),
                }
            )
            first += len(talk.places)
        said = wording(self._lang)
        return {
            "words": self._words["script"],
            "flags": [[said["flags"][flag], said["advice"][flag], said["already"][flag]] for flag in map(str, FLAGS)],
            "now": ["", said["now"]["SUSPICIOUS"], said["now"]["SCAM"]],
            "verify": said["verify_anywhere"],
            "report": said["report"],
            "reasons": self._maker.reasons.table(),
            "files": list(files),
            "conversations": rows,
            "piece": _PIECE,
        }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _hash(text: str) -> str:
    """How a Content-Security-Policy names a style or script that it allows (W3C, CSP 3, section 6.7.2)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
