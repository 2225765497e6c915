"""A scan as the command line runs it: checker, writers, progress, state, summary, exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scamguard.cli.input import STANDARD_INPUT
from scamguard.cli.interrupt import Interrupt
from scamguard.cli.options import Paths, make_checker
from scamguard.cli.progress import Progress
from scamguard.cli.scan_input import bytes_to_read, scanned_files, with_standard_input
from scamguard.cli.scan_output import (
    all_inputs,
    begin_or_go_on,
    check_out,
    check_report,
    options_kept,
    own_files,
    report_spool,
    standard_output,
    state_file,
)
from scamguard.errors import InputError

if TYPE_CHECKING:
    from scamguard.chats import ReadOptions
    from scamguard.checker import Checker
    from scamguard.report import HtmlReport, Output, PartFile, Writer
    from scamguard.scanning import Finding, Place, Summary
    from scamguard.scanning.state import Kept, StateFile

_FOUND, _REFUSED, _INTERRUPTED = 1, 2, 130
_LOOKED_AT = 32
"""After so many messages it is looked at whether the state is to be saved."""


@dataclass(frozen=True, slots=True)
class ScanJob:
    """What was asked for: the options of `scamguard scan`. `fail_on` None: never."""

    paths: Paths
    kind: str
    everything: bool
    out: Path | None
    report: Path | None
    redact: bool
    resume: bool
    jobs: int
    strict: bool
    fail_on: str | None
    lang: str
    quiet: bool
    reading: ReadOptions
    folders: Paths
    brands: Paths
    config: Path | None

    def shown(self) -> dict[str, Any]:
        """The options that decide how what is found is written, by their names."""
        return {
            "--format": self.kind,
            "--all": self.everything,
            "--redact": self.redact,
            "--report": str(self.report) if self.report else None,
            "--lang": self.lang if self.report or self.redact else None,
        }


@dataclass(slots=True)
class _Run:
    """A scan that is under way; `part` is there if it writes to a file, `state` if it can be gone on with."""

    place: Place
    summary: Summary
    lines: Writer
    page: HtmlReport | None
    interrupt: Interrupt
    progress: Progress | None
    part: PartFile | None
    state: StateFile | None

    @property
    def writers(self) -> list[Writer]:
        """All that take the findings; the lines come last, because they get their name when all else is done."""
        return [self.page, self.lines] if self.page else [self.lines]

    def save(self, *, now: bool = False) -> None:
        """Saves the state after some time, or `now`."""
        if self.state is not None and self.part is not None:
            report = self.page.state if self.page else None
            self.state.save(self.place, self.summary, self.part.safe, report, now=now)


def run_scan(job: ScanJob) -> int:
    """Scans and prints; the exit code. Raises UsageError and InputError for what can't be done."""
    read = all_inputs(job.paths, job.folders, job.brands, job.config)
    check_out(job.out, job.resume, read)
    check_report(job.report, job.out, read)
    with ExitStack() as stack:
        names = with_standard_input(job.paths, stack)
        checker = make_checker(job.folders, job.brands, job.config)
        run = _begin(job, checker, names, stack)
        finished = _work(run, _findings(job, run, checker, names, stack))
        if finished:
            _finish(run)
        else:
            _leave(run)
    _sum_up(job, run, finished)
    return _exit_code(job, run.summary) if finished else _INTERRUPTED


def _begin(job: ScanJob, checker: Checker, names: dict[Path, str], stack: ExitStack) -> _Run:
    from scamguard.report import PartFile
    from scamguard.scanning import Place, Summary
    from scamguard.scanning.state import Kept

    part = state = None
    output: Output
    kept = Kept(Place(), Summary(), 0, None)
    if job.out is None:
        output = standard_output()
    else:
        output = part = PartFile(job.out)
        if Path(STANDARD_INPUT) not in job.paths:
            additions = (job.folders, job.brands, job.config)
            options = options_kept(job.paths, job.shown(), job.reading, additions)
            state = state_file(job.out, job.report, options, all_inputs(job.paths, *additions), checker)
        kept = begin_or_go_on(part, state, job.resume, checker)
        stack.callback(part.suspend)
    progress = _progress(job, names)
    if progress is not None:
        stack.callback(progress.clear)
    interrupt = stack.enter_context(Interrupt())
    page = _page(job, kept, spooled=state is not None, stack=stack)
    return _Run(kept.place, kept.summary, _lines(job, output), page, interrupt, progress, part, state)


def _lines(job: ScanJob, output: Output) -> Writer:
    from scamguard.report import CsvTable, JsonLines, Redacting

    kind = CsvTable if job.kind == "csv" else JsonLines
    lines: Writer = kind(output, everything=job.everything)
    return Redacting(lines, job.lang, everything=job.everything) if job.redact else lines


def _page(job: ScanJob, kept: Kept, spooled: bool, stack: ExitStack) -> HtmlReport | None:
    """The report, if one is wanted; `spooled` if it can be gone on with later."""
    from scamguard.report import HtmlReport

    if job.report is None:
        return None
    spool = report_spool(job.out) if spooled and job.out else None
    page = HtmlReport(job.report, job.lang, job.redact, spool=spool, kept=kept.report)
    stack.callback(page.suspend)
    return page


def _progress(job: ScanJob, names: dict[Path, str]) -> Progress | None:
    """The line of progress, if somebody sees it and no findings are printed there."""
    seen = sys.stderr is not None and sys.stderr.isatty()
    if job.quiet or not seen or (job.out is None and sys.stdout.isatty()):
        return None
    return Progress(sys.stderr, bytes_to_read(names, job.reading, own_files(job.out, job.report)))


def _findings(job: ScanJob, run: _Run, checker: Checker, names: dict[Path, str], stack: ExitStack) -> Iterator[Finding]:
    from scamguard.scanning import Workers, scan

    files = scanned_files(names, job.reading, own_files(job.out, job.report))
    if run.progress is not None:
        files = run.progress.watch(files)
    judge = stack.enter_context(Workers(checker, job.jobs)).judge if job.jobs > 1 else None
    return scan(checker, files, run.summary, place=run.place, judge=judge)


def _work(run: _Run, findings: Iterator[Finding]) -> bool:
    """Writes all findings; whether all were written, and not Ctrl-C wished for an end."""
    writers = run.writers
    for writer in writers:
        writer.open()
    run.save(now=True)
    for number, finding in enumerate(findings, 1):
        for writer in writers:
            writer.write(finding)
        if run.progress is not None:
            run.progress.step()
        if number % _LOOKED_AT == 0:
            run.save()
        if run.interrupt.wished:
            return False
    return True


def _finish(run: _Run) -> None:
    """Closes the writers; where nothing could be read, no file takes the place of an earlier one."""
    if _readable(run.summary) or run.part is None:
        for writer in run.writers:
            writer.close(run.summary)
    else:
        run.part.remove()
        if run.page is not None:
            run.page.discard()
    if run.state is not None:
        run.state.remove()


def _leave(run: _Run) -> None:
    """Leaves a scan where Ctrl-C stopped it: its state for --resume, and a report on what was scanned."""
    run.save(now=True)
    if run.page is not None and run.summary.messages:
        run.page.interrupt(run.summary)


def _sum_up(job: ScanJob, run: _Run, finished: bool) -> None:
    """Prints the summary, and whether the scan can be gone on with."""
    from scamguard.cli.terminal import harmless
    from scamguard.redact import redact_summary
    from scamguard.report import summary_lines

    if job.quiet:
        return
    summary = redact_summary(run.summary, job.lang) if job.redact else run.summary
    lines = summary_lines(summary, job.lang, interrupted=not finished, resumable=run.state is not None)
    # Where nobody takes the summary, what was found is written all the same, and the exit code tells of it.
    with suppress(OSError):
        click.echo("\n".join(map(harmless, lines)), err=True)


def _exit_code(job: ScanJob, summary: Summary) -> int:
    from scamguard.report import MUCH_NOT_UNDERSTOOD
    from scamguard.types import Level

    if not _readable(summary):
        why = next((one.ended for one in summary.files if one.ended), "no files")
        raise InputError(f"there is nothing that can be scanned: {why}")
    if job.strict and any(
        (one.ended is not None and not one.skipped) or one.share_not_understood > MUCH_NOT_UNDERSTOOD
        for one in summary.files
    ):
        return _REFUSED
    return _FOUND if job.fail_on is not None and summary.reaches(Level[job.fail_on.upper()]) else 0


def _readable(summary: Summary) -> bool:
    """Whether any file held messages, or at least lines of the app itself."""
    return any(one.messages or one.system for one in summary.files)
