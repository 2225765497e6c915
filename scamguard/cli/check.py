"""`scamguard check`: one message in, one explained verdict out."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scamguard.cli.decoding import decode_argument
from scamguard.cli.input import read_message
from scamguard.cli.options import AUTO, INPUT_FILE, Paths, additions, configuration, language, make_checker

if TYPE_CHECKING:
    from scamguard.types import Verdict

_NEVER = "never"

_HELP = """Check one message: from TEXT, --file, a pipe, or pasted.

检查一条消息：写在引号里、用 --file、用管道，或直接粘贴。

\b
Examples:
  scamguard check "OKX support here, please send me your seed phrase"
  scamguard check                      paste the message, end with Ctrl-D
  scamguard check --file message.txt   UTF-8, UTF-16, GB18030 or Big5
  pbpaste | scamguard check --json
  scamguard check --sender "+852 5550 1234" "您的账户异常，请回电"

CLEAR means that no red flag was found; it is no proof of safety.

\b
Exit codes:
  0  nothing at or above --fail-on
  1  found
  2  bad usage or input
"""


class _Check(click.Command):
    """Takes a message that begins with a dash ("- send me ...") for what it is: no option's name has a blank or is
    Chinese."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The message goes behind all options, where nothing is taken for one."""
        with_value = {
            name for one in self.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts
        }
        for at, (before, given) in enumerate(pairwise(["", *args])):
            if given == "--":
                break
            name = given.partition("=")[0]
            if given[:1] == "-" and before not in with_value and not (name.isascii() and name.split() == [name]):
                args = [*args[:at], *args[at + 1 :], "--", given]
                break
        return super().parse_args(ctx, args)


@click.command(cls=_Check, help=_HELP)
@click.argument("text", required=False)
@click.option("--file", type=INPUT_FILE, help="Read it from a file.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON (schema/verdict.json in the package).")
@language("that of the message")
@click.option("--sender", help="Who sent it, as shown: a name, number, account or e-mail address.")
@click.option(
    "--fail-on",
    type=click.Choice(["suspicious", "scam", _NEVER]),
    default="suspicious",
    show_default=True,
    help="The least level that ends with exit code 1.",
)
@additions
@configuration
@click.pass_context
def check(
    context: click.Context,
    text: str | None,
    file: Path | None,
    as_json: bool,
    lang: str,
    sender: str | None,
    fail_on: str,
    folders: Paths,
    brands: Paths,
    config: Path | None,
) -> None:
    """Read, check, print, and exit by the level."""
    from scamguard.cli.terminal import print_json
    from scamguard.types import Level, Message

    message = read_message(text, file)
    checker = make_checker(folders, brands, config)
    verdict = checker.check(Message(message.text, sender=decode_argument(sender).text if sender else None))
    verdict = _in_language(replace(verdict, notes=verdict.notes + message.notes), lang)
    if as_json:
        print_json(verdict.to_dict())
    else:
        _print_explanation(verdict)
    context.exit(int(fail_on != _NEVER and verdict.level >= Level[fail_on.upper()]))


def _in_language(verdict: Verdict, lang: str) -> Verdict:
    """The verdict with its advice in the language asked for."""
    from scamguard.explanation import advice_for

    if lang in (AUTO, verdict.lang):
        return verdict
    return replace(verdict, lang=lang, advice=advice_for(verdict.level, verdict.signals, verdict.verify, lang))


def _print_explanation(verdict: Verdict) -> None:
    from scamguard.cli.terminal import coloured, harmless, may_colour
    from scamguard.explanation import explain

    explanation = harmless(explain(verdict))
    colour = may_colour(sys.stdout)
    click.echo(coloured(explanation, verdict.level) if colour else explanation, color=colour)
