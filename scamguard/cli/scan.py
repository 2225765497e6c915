"""`scamguard scan`: exported chats in, the messages that are scams out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scamguard.cli.options import Paths, additions, configuration, language, system_language
from scamguard.cli.reading import reading as reading_options
from scamguard.cli.scan_job import ScanJob, run_scan

if TYPE_CHECKING:
    from scamguard.chats import ReadOptions

_CHATS = click.Path(exists=True, readable=False, allow_dash=True, path_type=Path)
_NEVER = "never"

_HELP = """Scan exported chats: files, folders and zips, - for standard input.

扫描导出的聊天记录：文件、文件夹、压缩包都行。

Reads exports of WhatsApp, Telegram, WeChat, QQ, LINE, KakaoTalk, SMS Backup & Restore, Discord, Slack,
Signal, Messenger, Instagram, Google Chat, Skype, iMessage and Matrix, mail (eml, mbox), and CSV, JSON and
plain text. The format is recognised by the content. Each message is judged alone and in its conversation;
flagged ones are printed as JSON Lines (schema/scan.json in the package), a summary comes at the end.

\b
Examples:
  scamguard scan "WhatsApp Chat with OKX Help.zip"
  scamguard scan DataExport/ --out found.jsonl       a whole Telegram account
  scamguard scan DataExport/ --out found.jsonl --resume    go on after an interruption
  scamguard scan chats/ --format csv --out found.csv   opens in Excel
  scamguard scan chats/ --out found.jsonl --report found.html --redact    to show the police or support
  scamguard scan inbox.mbox --jobs 4 --fail-on scam
  scamguard scan notes.txt --from text --split blocks
  scamguard scan chats/ | jq -r '[.level, .sender, .text] | @tsv'

CLEAR means that no red flag was found; it is no proof of safety.

\b
Exit codes:
  0    nothing at or above --fail-on
  1    found, or a seed phrase or private key given away
  2    bad usage, nothing readable, or with --strict a file that was not read well
  130  stopped with Ctrl-C; what was found is written
"""


@click.command(help=_HELP)
@click.argument("paths", nargs=-1, required=True, type=_CHATS, metavar="PATH...")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="How findings are written.",
)
@click.option("--all", "everything", is_flag=True, help="Write every message, not only the flagged ones.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE; it appears when it is whole, until then it is FILE.part.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Also write one page to look at, print or hand on; it loads nothing. After Ctrl-C it holds what was scanned.",
)
@click.option(
    "--redact", is_flag=True, help="Mask seed phrases, keys, cards, IDs, codes and phones in all that is written."
)
@click.option("--resume", is_flag=True, help="Go on with an interrupted scan to --out, or begin if there is none.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes.")
@click.option("--strict", is_flag=True, help="End with 2 if a file failed or over 5 % of it was not understood.")
@click.option(
    "--fail-on",
    type=click.Choice(["suspicious", "scam", _NEVER]),
    default="suspicious",
    show_default=True,
    help="The least level that ends with exit code 1.",
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@language("that of your system; for summary and report")
@reading_options
@additions
@configuration
@click.pass_context
def scan(
    context: click.Context,
    paths: Paths,
    kind: str,
    everything: bool,
    out: Path | None,
    report: Path | None,
    redact: bool,
    resume: bool,
    jobs: int,
    strict: bool,
    fail_on: str,
    quiet: bool,
    lang: str,
    reading: ReadOptions,
    folders: Paths,
    brands: Paths,
    config: Path | None,
) -> None:
    """Read, judge, write, sum up, and exit by what was found."""
    job = ScanJob(
        paths=_once(paths),
        kind=kind,
        everything=everything,
        out=Path(os.path.realpath(out)) if out else None,
        report=Path(os.path.realpath(report)) if report else None,
        redact=redact,
        resume=resume,
        jobs=jobs,
        strict=strict,
        fail_on=None if fail_on == _NEVER else fail_on,
        lang=system_language(lang),
        quiet=quiet,
        reading=reading,
        folders=folders,
        brands=brands,
        config=config,
    )
    context.exit(run_scan(job))


def _once(paths: Paths) -> Paths:
    """The paths in their order, without those that lead to the same file as an earlier one."""
    seen: dict[str, Path] = {}
    for path in paths:
        seen.setdefault(os.path.realpath(path), path)
    return tuple(seen.values())
