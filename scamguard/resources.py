"""Where the shipped data lies: `rules/` and `models/`, inside the wheel or in the checkout."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The folder `rules` or `models`: the wheel's copy if there is one, else the checkout's."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@lru_cache(maxsize=32)
def table_rows(name: str) -> tuple[str, ...]:
    """The rows of `rules/tables/<name>` without its comment lines (those that start with `# `)."""
    text = (bundled("rules") / "tables" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("# "))


@lru_cache(maxsize=32)
def table_map(name: str) -> dict[str, str]:
    """A two-column table: first column -> second column."""
    return dict(row.split("\t")[:2] for row in table_rows(name))


@lru_cache(maxsize=32)
def table_set(name: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(row.split("\t")[0] for row in table_rows(name))
