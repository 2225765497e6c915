"""The options that say how exported chats are to be read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from scamguard.chats import ReadOptions

FORMATS = (
    "whatsapp", "telegram-json", "telegram-html", "wechat-csv", "wechat-json", "wechat-text", "qq-text", "qq-json",
    "line", "kakaotalk", "sms-xml", "discord", "slack", "signal", "messenger", "google-chat", "skype", "imessage",
    "matrix", "mail", "csv", "json", "text",
)  # fmt: skip
"""The names of scamguard.chats.formats.FORMATS, here so that --help need not import the readers."""
_DATE_ORDERS = ("dmy", "mdy", "ymd", "ydm", "myd")
_SPLITS = ("lines", "blocks")


def reading(command: Callable[..., object]) -> Callable[..., object]:
    """Add --from, --encoding, --date-order, --text-column and --split; the command gets them as `reading`."""

    @functools.wraps(command)
    def with_options(
        *args: Any,
        form: str | None,
        encoding: str | None,
        date_order: str | None,
        text_column: str | None,
        split: str,
        **others: Any,
    ) -> object:
        return command(*args, reading=_options(form, encoding, date_order, text_column, split), **others)

    decorated: Callable[..., object] = with_options
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def _options(
    form: str | None, encoding: str | None, date_order: str | None, text_column: str | None, split: str
) -> ReadOptions:
    from scamguard.chats import DateOrder, ReadOptions, Split

    order = DateOrder(date_order) if date_order else None
    return ReadOptions(form, encoding, order, text_column, Split(split))


_OPTIONS: tuple[Callable[[Callable[..., object]], Callable[..., object]], ...] = (
    click.option(
        "--from",
        "form",
        type=click.Choice(FORMATS),
        metavar="FORMAT",
        help=f"Read every file as this format instead of recognising it: {', '.join(FORMATS)}.",
    ),
    click.option("--encoding", help="Encoding of the files, such as gb18030, instead of recognising it."),
    click.option(
        "--date-order",
        type=click.Choice(_DATE_ORDERS),
        help="How dates are written, where a file doesn't tell day from month.",
    ),
    click.option("--text-column", metavar="NAME", help="Of tables: the column (or its number from 1) or key to check."),
    click.option(
        "--split",
        type=click.Choice(_SPLITS),
        default=_SPLITS[0],
        show_default=True,
        help="Plain text: a message ends at each line, or at a blank line.",
    ),
)
