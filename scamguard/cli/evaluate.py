"""`scamguard evaluate`: how well the checker does on messages whose label is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scamguard.cli.input import STANDARD_INPUT
from scamguard.cli.options import INPUT_FILE, Paths, additions, configuration, make_checker
from scamguard.errors import DataError, InputError

if TYPE_CHECKING:
    from scamguard.evaluation import Labelled, Report

_TABLES = ("lang", "flag", "kind", "author")
_COMPLAINTS_SHOWN = 20
_NOTHING = """\
there is nothing to evaluate: no line can be used
  give JSON Lines, one message a line: {"text": "...", "label": "scam"} or {"text": "...", "label": "honest"}"""

_HELP = """Measure the checker on labelled messages: JSON Lines files, - for standard input.

用带标签的消息（JSON Lines）评测检查器。

\b
One object a line:
  {"text": "...", "label": "scam"}
  {"turns": [{"sender": "...", "text": "..."}, "..."], "label": "honest"}
and if known "lang", "kind", "author" (text) and "flags" (a list).

A conversation is judged as a whole; the user's own messages are those of the sender "me". Precision,
average precision and calibration depend on how many of the messages are scams; recall, false alarms
and AUC do not.

\b
Examples:
  scamguard evaluate messages.jsonl
  scamguard evaluate messages.jsonl --by kind --errors 5
  scamguard evaluate messages.jsonl --json --plots charts > report.json

\b
Exit codes:
  0  all lines were evaluated
  2  bad usage, bad lines (the others are evaluated), or nothing to evaluate
"""


@click.command(help=_HELP)
@click.argument("files", nargs=-1, required=True, type=INPUT_FILE, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object (keys: see the README).")
@click.option(
    "--by",
    "tables",
    type=click.Choice(_TABLES),
    multiple=True,
    default=("lang", "flag"),
    help="A table to print (repeatable).  [default: lang, flag]",
)
@click.option("--errors", type=click.IntRange(min=0), metavar="N", help="Show the N worst mistakes of either sort.")
@click.option(
    "--plots",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write roc.svg, precision_recall.svg, reliability.svg and histogram.svg there.",
)
@additions
@configuration
@click.pass_context
def evaluate(
    context: click.Context,
    files: Paths,
    as_json: bool,
    tables: tuple[str, ...],
    errors: int | None,
    plots: Path | None,
    folders: Paths,
    brands: Paths,
    config: Path | None,
) -> None:
    """Read, check, measure, print, and exit by whether all lines could be used."""
    from scamguard.cli.terminal import print_json
    from scamguard.evaluation import judge, make_report

    if plots is not None:
        _make_folder(plots)
    labelled, complaints = _read(files)
    _complain(complaints)
    if not labelled:
        raise InputError(_NOTHING)
    checker = make_checker(folders, brands, config)
    with click.progressbar(labelled, label="checking", file=sys.stderr) as progress:
        judged = [judge(checker, one) for one in progress]
    report = make_report(judged, len(complaints))
    if plots is not None:
        _write_plots(report, plots)
    if as_json:
        print_json(report.to_dict(errors))
    else:
        _print(report, tables, errors)
    context.exit(2 if complaints else 0)


def _read(files: Paths) -> tuple[list[Labelled], list[DataError]]:
    """The lines of all files, and the errors about lines that can't be used."""
    from scamguard.evaluation import read

    labelled: list[Labelled] = []
    complaints: list[DataError] = []
    for file in files:
        if str(file) == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError("standard input can't be read: it is closed")
            found, wrong = read("standard input", sys.stdin.buffer.read())
        else:
            found, wrong = read(str(file), file.read_bytes())
        labelled += found
        complaints += wrong
    return labelled, complaints


def _complain(complaints: list[DataError]) -> None:
    """Report bad lines, the first of many."""
    from scamguard.cli.terminal import harmless, may_colour

    colour = may_colour(sys.stderr)
    for complaint in complaints[:_COMPLAINTS_SHOWN]:
        click.secho(harmless(f"scamguard: {complaint}"), fg="red", err=True, color=colour)
    if len(complaints) > _COMPLAINTS_SHOWN:
        click.secho(
            f"scamguard: {len(complaints) - _COMPLAINTS_SHOWN:,} more bad lines", fg="red", err=True, color=colour
        )


def _make_folder(folder: Path) -> None:
    """Make the folder for the plots before the long work. Raises InputError if that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: can't be made: {error.strerror}; give --plots a folder that you may write to"
        ) from error


def _write_plots(report: Report, folder: Path) -> None:
    from scamguard.evaluation.plots import draw_plots
    from scamguard.scoring import Policy

    for name, svg in draw_plots(report, Policy.load()).items():
        (folder / name).write_text(svg, encoding="utf-8")
        click.echo(f"{folder / name} written", err=True)


def _print(report: Report, tables: tuple[str, ...], errors: int | None) -> None:
    from scamguard.cli.terminal import harmless
    from scamguard.evaluation.tables import mistakes, summary

    for line in summary(report, tables):
        click.echo(harmless(line))
    if errors is not None:
        for line in mistakes(report, errors):
            click.echo(harmless(line))
