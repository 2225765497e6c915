"""Where the message comes from: the argument, a file, standard input, or the hands of who sits at the terminal."""

import sys
from pathlib import Path

import click

from scamguard.cli.decoding import Decoded, decode, decode_argument
from scamguard.errors import InputError

STANDARD_INPUT = "-"

INVITATION = """\
Paste the message, then press Ctrl-D on a new line (Windows: Ctrl-Z, then Enter).
把消息粘贴到这里，另起一行按 Ctrl-D 结束（Windows：Ctrl-Z 再回车）。"""

_NOTHING = """\
there is nothing to check: the message is empty
  give it as scamguard check "message", --file PATH, or through a pipe
  没有可检查的内容：请把消息写在引号里，或用 --file 文件"""


def read_message(text: str | None, file: Path | None) -> Decoded:
    """The message to check. Raises UsageError if it is given twice, InputError if it is empty or can't be read."""
    if text is not None and file is not None:
        raise click.UsageError("give the message either as TEXT or with --file, not both")
    if file is not None and str(file) != STANDARD_INPUT:
        decoded = decode(_read_file(file))
    elif text is not None and text != STANDARD_INPUT:
        decoded = decode_argument(text)
    else:
        decoded = decode(_read_standard_input())
    if not decoded.text.strip("\0 \t\r\n\f\v"):
        raise InputError(_NOTHING)
    return decoded


def _read_file(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} can't be read: {error.strerror}") from error


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError(_NOTHING)
    if sys.stdin.isatty():
        click.echo(INVITATION, err=True)
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"standard input can't be read: {error.strerror}") from error
