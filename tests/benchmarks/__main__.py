"""Runs the benchmarks and writes their figures as Markdown.

    python -m tests.benchmarks [TOPIC ...] [--messages N] [--megabytes N] [--out FILE]

A topic is a module of this folder that has `measure`. The table goes to stdout, or to FILE, anew after each topic;
progress goes to stderr.
"""

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

from tests.benchmarks.markdown import machine, rows_table
from tests.benchmarks.row import Measure, settings

FOLDER = Path(__file__).parent


def topics() -> dict[str, Measure]:
    """All topics by name, in the order of their names."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__main__")
    modules = {name: import_module(f"tests.benchmarks.{name}") for name in names}
    return {name: module.measure for name, module in modules.items() if hasattr(module, "measure")}


def section(name: str, measure: Measure, given: dict[str, int | None]) -> str:
    """Runs a topic with those of the given numbers that it takes; its part of the Markdown."""
    numbers = {key: given.get(key) or default for key, default in settings(measure).items()}
    print(f"{name} {numbers or ''}", file=sys.stderr, flush=True)
    begun = time.monotonic()
    rows = measure(**numbers)
    print(f"  {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    with_numbers = "".join(f", {value:,} {key}" for key, value in numbers.items())
    return f"### {name}{with_numbers}\n\n{rows_table(rows)}"


def main() -> None:
    """Run what is asked for and write the Markdown."""
    known = topics()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=f"of {', '.join(known)}; all if none is named")
    parser.add_argument("--messages", type=int, metavar="N", help="in place of the topics' own numbers")
    parser.add_argument("--megabytes", type=int, metavar="N", help="in place of the topics' own numbers")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there and not to stdout")
    options = parser.parse_args()
    unknown = set(options.topics) - set(known)
    if unknown:
        parser.error(f"no topic {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    given = {"messages": options.messages, "megabytes": options.megabytes}
    parts = [machine()]
    for name in options.topics or known:
        parts.append(section(name, known[name], given))
        if options.out:
            options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    if not options.out:
        print("\n\n".join(parts))


if __name__ == "__main__":
    main()
