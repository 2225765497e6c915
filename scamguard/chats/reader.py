"""The entry: paths in, chat files with their messages and diagnostics out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from scamguard.chats.containers import Container, open_path
from scamguard.chats.damage import DAMAGE
from scamguard.chats.diagnostics import Diagnostics
from scamguard.chats.formats import FALLBACK, Format, format_named, recognise
from scamguard.chats.gauge import Gauge
from scamguard.chats.message import MAX_TEXT, ChatMessage, sound_text
from scamguard.chats.options import ReadOptions
from scamguard.chats.refusals import why_no_chat
from scamguard.chats.source import Part, Source
from scamguard.errors import InputError

_NO_PROSE = (
    ".css",
    ".js",
    ".html",
    ".htm",
    ".svg",
    ".xml",
    ".json",
    ".md",
    ".py",
    ".yaml",
    ".yml",
    ".toml",
    ".ini",
    ".vcf",
    ".ics",
)
"""Ends of names that keep a file in a folder from being taken for a chat only because it is text."""


@dataclass(slots=True)
class ChatFile:
    """One export: its name, its messages (a stream to be taken once), and diagnostics, complete after the last one.

    `gauge` tells how far the reading of its bytes has come.
    """

    name: str
    messages: Iterator[ChatMessage]
    diagnostics: Diagnostics
    gauge: Gauge = field(default_factory=Gauge)


def read_chats(
    paths: Iterable[Path],
    options: ReadOptions = ReadOptions(),  # noqa: B008  # frozen
    leave_out: frozenset[Path] = frozenset(),
) -> Iterator[ChatFile]:
    """Each chat in the files, folders and zips at `paths`. One that can't be read is given with the reason and no
    messages, and never stops the others. `leave_out` are files (resolved) that are passed over in folders. Raises
    InputError only if `options` names an unknown format."""
    if options.format is not None:
        format_named(options.format)
    for path in paths:
        try:
            for container in open_path(path, leave_out):
                yield from _container(container, options, named=not path.is_dir())
        except InputError as error:
            yield _failed(str(path), str(error))


def _container(container: Container, options: ReadOptions, named: bool) -> Iterator[ChatFile]:
    """The exports of one container, those that could not be read, and in one entry what is no chat."""
    for path, why in container.refused:
        yield _failed(path if path.startswith(container.name) else f"{container.name}/{path}", why)
    groups: dict[tuple[str, str], tuple[Format, list[Part]]] = {}
    others: list[str] = []
    alone, reason = named and len(container.parts) == 1, ""
    if options.encoding:
        container.parts = {path: replace(part, encoding=options.encoding) for path, part in container.parts.items()}
    for part in container.parts.values():
        try:
            head = part.head()
            form = recognise(head, options)
        except DAMAGE as error:
            yield _failed(f"{container.name}/{part.path}", f"can't be read: {error}")
            continue
        if form is None or (form.NAME == FALLBACK and not alone and part.name.lower().endswith(_NO_PROSE)):
            others.append(part.path)
            reason = why_no_chat(head)
        else:
            # Parts of one export lie in one folder and differ in a number: messages.html, messages2.html.
            alike = form.JOINS.sub("", part.name) if form.JOINS else part.name
            key = (form.NAME, f"{part.folder}/{alike}")
            groups.setdefault(key, (form, []))[1].append(part)
    for form, parts in groups.values():
        name = container.name if container.name.endswith(parts[0].path) else f"{container.name}/{parts[0].path}"
        yield _chat_file(form, Source(name, tuple(parts), container.parts), options)
    if others and alone:
        yield _failed(container.name, reason)
    elif others:
        none = _failed(
            container.name, f"{len(others)} files are no chats: {', '.join(others[:3])}" + ", …" * (len(others) > 3)
        )
        none.diagnostics.skipped = len(others)
        yield none


def _chat_file(form: Format, source: Source, options: ReadOptions) -> ChatFile:
    name = sound_text(source.name)
    diagnostics, gauge = Diagnostics(name, format=form.NAME), Gauge()
    source = replace(source, parts=gauge.watched(source.parts))
    return ChatFile(name, _messages(form, source, options, diagnostics), diagnostics, gauge)


def _messages(form: Format, source: Source, options: ReadOptions, diagnostics: Diagnostics) -> Iterator[ChatMessage]:
    try:
        for message in form.read(source, options, diagnostics):
            if diagnostics.count(message):
                yield from _pieces(message)
    except DAMAGE as error:
        diagnostics.ended = f"{error}" or type(error).__name__
    if not diagnostics.messages and diagnostics.ended is None:
        diagnostics.ended = (
            f"no messages: {diagnostics.system} lines of the app itself, {diagnostics.not_understood} not understood"
        )


def _pieces(message: ChatMessage) -> Iterator[ChatMessage]:
    if len(message.text) <= MAX_TEXT:
        yield message
        return
    for start in range(0, len(message.text), MAX_TEXT):
        yield replace(message, text=message.text[start : start + MAX_TEXT])


def _failed(name: str, why: str) -> ChatFile:
    name = sound_text(name)
    return ChatFile(name, iter(()), Diagnostics(name, ended=sound_text(why)))
