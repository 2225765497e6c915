"""The command group, and the one place where errors become exit codes."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from scamguard.errors import ScamguardError
from scamguard.version import __version__

REFUSED = 2
"""Exit code for bad usage or input; 1 means that something was found, so nothing else may use it."""
_INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it (128 + SIGINT)."""


SUMMARIES = {
    "check": "Check one message: from TEXT, --file, a pipe, or pasted.",
    "evaluate": "Measure the checker on labelled messages: JSON Lines files, - for standard input.",
    "rules": "List, show and check the rules.",
    "scan": "Scan exported chats: files, folders and zips, - for standard input.",
    "train": 'Train the classifier on the rows and conversations whose split is "train" '
    "and on the examples of the rules.",
    "verify": "Is this link, domain, e-mail address, phone number or @account genuine?",
}
"""The first sentence of each command's help, here so that --help need not import them. The command of a name is the
variable of that name in the module of that name."""


class _ReaderLeftError(Exception):
    """Nobody reads the output any more. click would end with 1, which means found."""


class Commands(click.Group):
    """A group whose commands end with 0, 1 or 2 and never with a traceback for something the user gave.

    It knows its commands by their summaries; one is imported when it is to be run.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, and what is left of the arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            command = getattr(import_module(f"scamguard.cli.{command.name}"), str(command.name))
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderLeftError from error

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line and exit. Takes what `click.Command.main` takes."""
        _lenient_output()
        kwargs |= {"standalone_mode": False, "prog_name": "scamguard"}
        try:
            code = super().main(*args, **kwargs)
        except click.Abort:
            code = _INTERRUPTED
        except click.ClickException as error:
            error.show()
            code = REFUSED
        except ScamguardError as error:
            _complain(str(error))
            code = REFUSED
        except (OSError, _ReaderLeftError) as error:
            # Whoever reads the output may have left, or the disk be full: nothing more can be flushed at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(error, _ReaderLeftError):
                _complain(str(error))
            code = REFUSED
        _let_go_of_stderr()
        sys.exit(code if isinstance(code, int) else 0)


def _let_go_of_stderr() -> None:
    """Drop what can't be written there any more: Python would end with 120 for it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _complain(what: str) -> None:
    """Print an error, in red on a terminal."""
    from scamguard.cli.terminal import harmless, may_colour

    click.secho(harmless(f"scamguard: {what}"), fg="red", err=True, color=may_colour(sys.stderr))


def _lenient_output() -> None:
    """Print `?` for what the terminal or pipe can't show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 nothing found, 1 found, 2 bad usage or input.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Check messages for scams that impersonate crypto exchange support (OKX first).

    Works offline: nothing that you check leaves this computer.

    离线检查冒充交易所客服的诈骗消息，检查的内容不会离开本机。

    \b
    Examples:
      scamguard check "我是OKX客服，请把助记词发给我核对"
      scamguard check --file message.txt
      scamguard scan "WhatsApp Chat with OKX Help.zip"
      scamguard verify okx.com.account-check.example
      scamguard rules list
    """


for _name, _summary in SUMMARIES.items():
    main.add_command(click.Command(_name, help=_summary))
