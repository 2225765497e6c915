"""Where `scamguard scan` writes: standard output, or a file with the state that lets it go on."""

from __future__ import annotations

import sys
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
    from scamguard.scanning import Place, Summary
    from scamguard.scanning.state import StateFile


def check_out(out: Path | None, resume: bool, paths: Paths) -> None:
    """Refuses, before the long work, an --out that can't be. Raises UsageError or InputError."""
    if resume and out is None:
        raise click.UsageError("--resume goes on with a file: name it with --out")
    if resume and Path(STANDARD_INPUT) in paths:
        raise click.UsageError("--resume can't read standard input again: give the file itself")
    if out is None:
        return
    if out.exists() and not out.is_file():
        raise InputError(f"{out} is no ordinary file: leave --out away and send standard output there")
    if any(path.resolve() in own_files(out) for path in paths if str(path) != STANDARD_INPUT):
        raise InputError(f"{out} is read by this scan and would be overwritten: choose another --out")


def check_report(report: Path | None, resume: bool, paths: Paths) -> None:
    """Refuses, before the long work, a --report that can't be. Raises UsageError or InputError."""
    if report is None:
        return
    if resume:
        raise click.UsageError("--report shows a whole scan: leave --resume away, or scan again for the report")
    if not report.parent.is_dir():
        raise InputError(f"{report}: there is no folder {report.parent}: make it first")
    if report in (path.resolve() for path in paths):
        raise InputError(f"{report} is read by this scan and would be overwritten: choose another --report")


def own_files(out: Path | None, report: Path | None = None) -> frozenset[Path]:
    """The files that a scan to `out` and `report` writes: never scanned themselves."""
    ends = ("", ".part", ".part.state", ".part.state.new")
    beside_out = [out.with_name(f"{out.name}{end}") for end in ends] if out else []
    return frozenset([*beside_out, *([report] if report else [])])


def standard_output() -> Stream:
    """Standard output; on a terminal, nothing written there can steer it."""
    from scamguard.cli.terminal import harmless
    from scamguard.report import Stream

    return Stream(sys.stdout, harmless if sys.stdout.isatty() else str)


def state_file(out: Path, options: dict[str, Any], inputs: Paths, checker: Checker) -> StateFile:
    """The state beside the part, for a scan with these options of these files (with rules and configuration)."""
    from scamguard.scanning.inputs import fingerprints
    from scamguard.scanning.state import StateFile

    job = {
        "versions": dict(checker.check("").versions),
        "options": options,
        "inputs": fingerprints(inputs, own_files(out)),
    }
    return StateFile(out.with_name(f"{out.name}.part.state"), job)


def options_kept(
    paths: Paths,
    kind: str,
    everything: bool,
    redact: bool,
    reading: ReadOptions,
    additions: tuple[Paths, Paths, Path | None],
) -> dict[str, Any]:
    """What decides the lines of a scan, by the names that the user knows."""
    folders, brands, config = additions
    read = asdict(reading)
    return {
        "PATH": [str(path) for path in paths],
        "--format": kind,
        "--all": everything,
        "--redact": redact,
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


def begin_or_go_on(part: PartFile, state: StateFile | None, resume: bool, checker: Checker) -> tuple[Place, Summary]:
    """Opens the part where the scan stands: at the start, or where it was interrupted."""
    from scamguard.scanning import Place, Summary

    kept = state.load(checker.policy) if state is not None and resume and part.part.exists() else None
    if kept is None:
        part.open()
        return Place(), Summary()
    place, summary, written = kept
    part.open(written)
    return place, summary
