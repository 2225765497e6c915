"""The command line starts light: what a command does not need is not imported."""

import ast
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "scamguard" / "cli"
LIGHT = sys.stdlib_module_names | {"click"}
LIGHT_OWN = ("scamguard.cli", "scamguard.errors", "scamguard.types", "scamguard.version")


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
