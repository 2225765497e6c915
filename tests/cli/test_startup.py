"""The command line starts light: what a command does not need is not imported."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from scamguard.cli.app import SUMMARIES
from scamguard.compiling import compiled_files
from tests.cli.command_line import SCAM

FOLDER = Path(__file__).parents[2] / "scamguard" / "cli"
LIGHT = sys.stdlib_module_names | {"click"}
LIGHT_OWN = ("scamguard.cli", "scamguard.errors", "scamguard.types", "scamguard.version")

SCAM_EN = "This is OKX support. Please send me your seed phrase so that we can verify your wallet."
NOT_FOR_A_CHECK = {"sklearn", "scipy", "joblib", "tldextract", "rich", "yaml", "phonenumbers", "requests"} | {
    "importlib.metadata",
    "numpy.ma",
    "scamguard.watcher",
    "scamguard.rulebook.load",
}


def imported_at_start(path: Path) -> set[str]:
    """The modules that a file imports when it is imported itself, type checking left out."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_only_click_and_light_modules_are_imported_at_start(path: Path) -> None:
    heavy = {
        name
        for name in imported_at_start(path)
        if name.partition(".")[0] not in LIGHT and not name.startswith(LIGHT_OWN)
    }
    assert heavy == set()


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary_of_a_command_is_the_beginning_of_its_help(name: str) -> None:
    command: click.Command = getattr(import_module(f"scamguard.cli.{name}"), name)
    assert command.name == name
    for limit in (20, 45, 62, 200):
        assert click.Command(name, help=SUMMARIES[name]).get_short_help_str(limit) == command.get_short_help_str(limit)


def test_every_command_has_a_summary() -> None:
    """A module of the command line that makes a command of its own name is one of the commands."""
    made = {
        path.stem
        for path in FOLDER.glob("*.py")
        if isinstance(getattr(import_module(f"scamguard.cli.{path.stem}"), path.stem, None), click.Command)
    }
    assert made == set(SUMMARIES)


def imported_by(arguments: list[str], compiled: Path) -> set[str]:
    """The modules that a command has imported in a process of its own, given the folder of the compiled forms."""
    code = (
        "import atexit, pathlib, sys, scamguard.resources\n"
        f"scamguard.resources.COMPILED = pathlib.Path({str(compiled)!r})\n"
        "from scamguard.cli import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"main({arguments!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == (1 if "check" in arguments else 0), done.stderr.decode()
    return set(done.stderr.decode().split("\n")[-2].split())


@pytest.mark.parametrize("text", [SCAM, SCAM_EN])
def test_a_check_imports_no_heavy_library_and_parses_no_yaml(text: str, tmp_path: Path) -> None:
    for name, content in compiled_files().items():
        (tmp_path / name).write_bytes(content)
    imported = imported_by(["check", text], tmp_path)
    assert {"scamguard.checker", "numpy"} <= imported
    assert imported & NOT_FOR_A_CHECK == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_click_and_little_else(option: str, tmp_path: Path) -> None:
    imported = {
        name for name in imported_by([option], tmp_path) if name.partition(".")[0] not in sys.stdlib_module_names
    }
    own = {name for name in imported if name.startswith("scamguard")}
    assert own <= {"scamguard", "scamguard.cli", "scamguard.cli.app"} | {
        f"scamguard.{name}" for name in ("errors", "exports", "version", "resources")
    }
    assert "numpy" not in imported
