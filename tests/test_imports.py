"""The layers of the package: who may import whom, how long files and functions may be."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import scamguard

PACKAGE = Path(scamguard.__file__).parent
LAYERS = {
    "types": 1,
    "brands": 1,
    "errors": 1,
    "odds": 1,
    "joining": 1,
    "resources": 1,
    "version": 1,
    "exports": 5,
    "text": 2,
    "rulebook": 3,
    "classifier": 3,
    "stages": 1,
    "scoring": 3,
    "explanation": 3,
    "watcher": 4,
    "sieve": 4,
    "chats": 3,
    "checker": 5,
    "scanning": 5,
    "evaluation": 6,
    "redact": 6,
    "compiling": 6,
    "report": 7,
    "cli": 8,
    "web": 8,
    "spark": 8,
}
LAYER_OF_PACKAGE_ROOT = 6
"""scamguard/__init__.py re-exports the library, so it stands above the checker and below the leaves."""
FOUNDATION = {
    "types": {"errors", "odds"},
    "errors": set[str](),
    "odds": set[str](),
    "joining": set[str](),
    "resources": {"errors"},
    "version": set[str](),
    "brands": {"types"},
}
"""What modules of the first layer may import of each other."""
HEAVY = {"sklearn", "pandas", "scipy", "pyspark", "fastapi", "flask", "rich", "tldextract", "phonenumbers"}
MAX_FILE_LINES, MAX_FUNCTION_LINES = 300, 40

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_bundled" not in path.parts)


def unit(path: Path) -> str:
    """The module or sub-package of the first level that a file belongs to ("" for the package's own __init__)."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported_units(path: Path) -> Iterator[tuple[str, int]]:
    """First-level units of scamguard that a file imports anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            names = [node.module or ""]
            if node.module == "scamguard":
                names = [f"scamguard.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "scamguard":
                yield (parts[1] if len(parts) > 1 and parts[1] in LAYERS else ""), node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_layers_below(path: Path) -> None:
    own = unit(path)
    assert own == "" or own in LAYERS, f"{own} has no layer: add it to the design first"
    own_layer = LAYERS.get(own, LAYER_OF_PACKAGE_ROOT)
    for other, line in imported_units(path):
        if other == own:
            continue
        if own in FOUNDATION:
            assert other in FOUNDATION[own], f"{path}:{line} imports {other}"
        else:
            assert LAYERS.get(other, LAYER_OF_PACKAGE_ROOT) < own_layer, f"{path}:{line} imports {other or 'scamguard'}"


def test_the_order_of_modules_is_acyclic_within_each_sub_package() -> None:
    for folder in (path for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()):
        edges = {
            path.stem: {
                name.rpartition(".")[2]
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom)
                and (name := node.module or "").startswith(f"scamguard.{folder.name}.")
            }
            for path in folder.glob("*.py")
            if path.stem != "__init__"
        }
        while edges:
            free = {name for name, needs in edges.items() if not needs & edges.keys()}
            assert free, f"modules of {folder.name} import one another in a circle: {sorted(edges)}"
            edges = {name: needs for name, needs in edges.items() if name not in free}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_only_inside_functions(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert HEAVY.isdisjoint(name.partition(".")[0] for name in names), f"{path}:{node.lineno} imports {names}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    name = str(path.relative_to(PACKAGE))
    assert len(source.splitlines()) <= MAX_FILE_LINES, f"{name} is too long"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{name}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "__init__.py"], ids=lambda path: path.parent.name)
def test_init_files_only_re_export(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for_types = [node for node in body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    others = [node for node in body if node not in for_types]
    for node in others + [inner for block in for_types for inner in block.body]:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_all = isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == ["__all__"]
        assert is_docstring or is_all or isinstance(node, ast.Import | ast.ImportFrom), f"{path}:{node.lineno}: logic"


def test_public_names_are_what_types_say_and_stay_themselves_whatever_is_imported() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    [for_types] = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {
        alias.name: node.module or ""
        for node in for_types.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(homes) == set(scamguard.__all__)
    for name, home in homes.items():
        assert getattr(scamguard, name) is getattr(import_module(home), name)
        assert not (PACKAGE / f"{name}.py").exists(), "a module of that name would take the place of the name"
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(scamguard, "nonsense")  # noqa: B009  # mypy knows that there is none
