"""Where `scamguard scan` writes: standard output, or a file with the state that lets it go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scamguard.cli.input import STANDARD_INPUT
from scamguard.cli.options import Paths, configuration_file
from scamguard.errors import InputError

if TYPE_CHECKING:
    from scamguard.chats import ReadOptions
    from scamguard.checker import Checker
    from scamguard.report import PartFile, Stream
    from scamguard.scanning.state import Kept, StateFile

_OUTPUT = (b'{"schema": 1, "file": ', b"file,number,sent_at,chat,", b'<meta name="generator" content="scamguard">')
"""By what an output of scan is known: the beginnings of JSON Lines and table, a line of the report."""


def check_out(out: Path | None, resume: bool, paths: Paths) -> None:
    """Refuses, before the long work, an --out that can't be; `paths` are read. Raises UsageError or InputError."""
    if resume and out is None:
        raise click.UsageError("--resume goes on with a file: name it with --out")
    if resume and Path(STANDARD_INPUT) in paths:
        raise click.UsageError("--resume can't read standard input again: give the file itself")
    if out is not None:
        _check(out, "--out", own_files(out), paths)


def check_report(report: Path | None, out: Path | None, paths: Paths) -> None:
    """Refuses, before the long work, a --report that can't be; `paths` are read. Raises UsageError or InputError."""
    if report is None:
        return
    _check(report, "--report", own_files(None, report), paths)
    if own_files(None, report) & own_files(out):
        raise InputError(f"{report} is where --out is written: choose another --report")


def _check(file: Path, option: str, written: frozenset[Path], paths: Paths) -> None:
    """Refuses a file that can't be made, or over which something would be lost; `written` are those beside it too."""
    if file.name == STANDARD_INPUT:
        raise click.UsageError(f"{option} needs the name of a file; without --out, standard output is written to")
    try:
        if not file.parent.is_dir():
            raise InputError(f"{file}: there is no folder {file.parent}: make it first")
        if file.exists() and not file.is_file():
            raise InputError(f"{file} is no ordinary file: choose another {option}, or send standard output there")
    except OSError as error:
        raise InputError(f"{file} can't be written: {error.strerror or error}; choose another {option}") from error
    scanned = [Path(os.path.realpath(path)) for path in paths if str(path) != STANDARD_INPUT]
    if written.intersection(scanned):
        raise InputError(f"{file} is read by this scan and would be overwritten: choose another {option}")
    if any(path in file.parents for path in scanned) and not _earlier_output(file):
        raise InputError(f"{file} lies in a folder that is read, and no scan wrote it: choose another {option}")


def _earlier_output(file: Path) -> bool:
    """Whether overwriting a file loses nothing but what an earlier scan wrote."""
    try:
        with file.open("rb") as stream:
            head = stream.read(2_000)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return head == b"" or any(sign in head for sign in _OUTPUT)


def own_files(out: Path | None, report: Path | None = None) -> frozenset[Path]:
    """The files that a scan to `out` and `report` writes: never scanned themselves."""
    beside_out = ("", ".part", ".part.state", ".part.state.new", ".part.report")
    written = ((out, beside_out), (report, ("", ".part")))
    return frozenset(path.with_name(f"{path.name}{end}") for path, ends in written if path for end in ends)


def report_spool(out: Path) -> Path:
    """Where a report is gathered until the scan to `out` ends, so that it can be gone on with."""
    return out.with_name(f"{out.name}.part.report")


def standard_output() -> Stream:
    """Standard output; on a terminal, nothing written there can steer it."""
    from scamguard.cli.terminal import harmless
    from scamguard.report import Stream

    if sys.stdout is None:
        raise InputError("standard output can't be written: it is closed; name a file with --out")
    return Stream(sys.stdout, harmless if sys.stdout.isatty() else str)


def state_file(out: Path, report: Path | None, options: dict[str, Any], inputs: Paths, checker: Checker) -> StateFile:
    """The state beside the part, for a scan with these options of these files (with rules and configuration)."""
    from scamguard.scanning.inputs import fingerprints
    from scamguard.scanning.state import StateFile

    job = {
        "versions": dict(checker.check("").versions),
        "options": options,
        "inputs": fingerprints(inputs, own_files(out, report)),
    }
    return StateFile(out.with_name(f"{out.name}.part.state"), job)


def options_kept(
    paths: Paths, shown: Mapping[str, Any], reading: ReadOptions, additions: tuple[Paths, Paths, Path | None]
) -> dict[str, Any]:
    """What decides what a scan writes, by the names that the user knows; `shown` are the options of how."""
    folders, brands, config = additions
    read = asdict(reading)
    return {
        "PATH": [str(path) for path in paths],
        **shown,
        "--from": read["format"],
        **{f"--{name.replace('_', '-')}": read[name] for name in ("encoding", "date_order", "text_column", "split")},
        "--rules": [str(path) for path in folders],
        "--brand": [str(path) for path in brands],
        "--config": str(config) if config else None,
    }


def all_inputs(paths: Paths, folders: Paths, brands: Paths, config: Path | None) -> Paths:
    """What a scan depends on: the chats, rules, brands, and the configuration in use."""
    if config is None and configuration_file().is_file():
        config = configuration_file()
    return (*paths, *folders, *brands, *((config,) if config else ()))


def begin_or_go_on(part: PartFile, state: StateFile | None, resume: bool, checker: Checker) -> Kept:
    """Opens the part where the scan stands: at the start, or where it was interrupted."""
    from scamguard.scanning import Place, Summary
    from scamguard.scanning.state import Kept

    kept = state.load(checker.policy) if state is not None and resume and part.part.exists() else None
    if kept is None:
        if state is not None:
            # First, so that no state ever speaks of more than there is.
            state.remove()
        report_spool(part.path).unlink(missing_ok=True)
        part.open()
        return Kept(Place(), Summary(), 0, None)
    part.open(kept.written)
    return kept
