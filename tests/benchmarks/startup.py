"""How long the installed command line takes to start: python -m tests.benchmarks.startup

Builds the wheel, installs it in an environment of its own (needs a package index) and compares the wall time of a check
with that of importing NumPy and click, and that of --help and --version with that of importing click. Everything is
run once to warm up, then in turns, so that what else the computer does slows all of them down alike.
"""

import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row, run_alone

ROOT = Path(__file__).parents[2]
RUNS = 15
CHECK_BAR, OPTION_BAR = 1.8, 1.3
"""What a start may cost, as a multiple of what it must import."""
CHINESE = "我是OKX客服，请把助记词发给我核对"
ENGLISH = "Your OKX account is locked, please reply with your seed phrase so that our team can restore it today."


def measure() -> list[Row]:
    """The rows of the benchmark."""
    with TemporaryDirectory() as folder:
        binaries = _install(Path(folder))
        python, scamguard = str(binaries / "python"), str(binaries / "scamguard")
        times = _times(
            {
                "import click": [python, "-c", "import click"],
                "import numpy, click": [python, "-c", "import numpy, click"],
                "--version": [scamguard, "--version"],
                "--help": [scamguard, "--help"],
                "check (Chinese)": [scamguard, "check", CHINESE],
                "check (English)": [scamguard, "check", ENGLISH],
            },
            Path(folder),
        )
    return list(_rows(times))


def _install(folder: Path) -> Path:
    """Install the wheel of the checkout in a new environment; the folder of its programs."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, cwd=folder, env=environment, check=True)
    venv.create(folder / "venv", symlinks=os.name != "nt")
    binaries = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install", "-q"]
    subprocess.run([*install, str(next(folder.glob("*.whl")))], cwd=folder, env=environment, check=True)
    return binaries


def _times(commands: dict[str, list[str]], folder: Path) -> dict[str, list[float]]:
    """The wall times of commands in seconds, run in turns; the first turn does not count."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"HOME": str(folder)}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
            if turn:
                times[name].append(time.perf_counter() - begin)
    return times


def _rows(times: dict[str, list[float]]) -> Iterator[Row]:
    for name, seconds in times.items():
        figures = [second * 1000 for second in seconds]
        if name.startswith("import"):
            yield Row.of(name, figures, "ms")
            continue
        compared, bar = ("import numpy, click", CHECK_BAR) if name.startswith("check") else ("import click", OPTION_BAR)
        ratios = [one / other for one, other in zip(seconds, times[compared], strict=True)]
        yield Row.of(f"{name}, against {compared}", figures, "ms", ratios, f"≤ {bar}")


if __name__ == "__main__":
    run_alone(measure)
