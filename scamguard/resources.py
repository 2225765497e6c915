"""Where the shipped data lies: `rules/`, `models/` and `wording/`, inside the wheel or in the checkout.

The wheel also has compiled forms of YAML files and of the model (scamguard/compiling.py), which load much faster. The
checkout has none, so that an edited file counts at once.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
COMPILED = _PACKAGE / "_bundled" / "compiled"
"""The folder of the compiled forms."""
MODEL = "model"
"""The name of the compiled model."""


def bundled(name: str) -> Path:
    """The folder `rules`, `models` or `wording`: the wheel's copy if there is one, else the checkout's."""
    if name == "wording":
        return _PACKAGE / name
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def compiled(name: str) -> Any:
    """The compiled data of a name; None if there is none."""
    try:
        return json.loads((COMPILED / f"{name}.json").read_bytes())
    except FileNotFoundError:
        return None


def shipped_data(folder: str, name: str) -> Any:
    """What the YAML file `name` of a shipped folder says, from its compiled form if there is one."""
    data = compiled(f"{folder}-{name}")
    return parsed(bundled(folder) / f"{name}.yaml") if data is None else data


def parsed(path: Path) -> Any:
    """What a YAML file says. Raises OSError if it can't be read, ValueError if it is not YAML.

    PyYAML is imported here, because a check with the compiled forms does without.
    """
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=32)
def table_rows(name: str) -> tuple[str, ...]:
    """The rows of `rules/tables/<name>` without its comment lines (those that start with `# `)."""
    text = (bundled("rules") / "tables" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("# "))


@lru_cache(maxsize=32)
def table_map(name: str) -> dict[str, str]:
    """A two-column table: first column -> second column."""
    data: dict[str, str] | None = compiled(f"table-{name}")
    return data if data is not None else dict(row.split("\t")[:2] for row in table_rows(name))


@lru_cache(maxsize=32)
def table_set(name: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(row.split("\t")[0] for row in table_rows(name))
