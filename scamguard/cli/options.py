"""Options that several commands share, and the checker that they describe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from scamguard.checker import Checker
    from scamguard.rulebook.rulebook import Rulebook

AUTO = "auto"
_Command = TypeVar("_Command", bound=Callable[..., object])

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def additions(command: _Command) -> _Command:
    """Add the options --rules and --brand."""
    brand = click.option("--brand", "brands", type=_FILE, multiple=True, help="A brand file to add (repeatable).")
    rules = click.option(
        "--rules",
        "folders",
        type=_FOLDER,
        multiple=True,
        callback=_with_rules,
        help="A folder of rules to add (repeatable).",
    )
    return rules(brand(command))


def language(meaning: str) -> Callable[[_Command], _Command]:
    """The option --lang; `meaning` says what auto goes by."""
    return click.option(
        "--lang",
        type=click.Choice([AUTO, "zh", "en"]),
        default=AUTO,
        show_default=True,
        help=f"Language; auto: {meaning}.",
    )


def system_language(lang: str) -> str:
    """zh or en as asked for; for auto, the language that the environment is set to."""
    if lang != AUTO:
        return lang
    setting = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if setting.lower().startswith("zh") else "en"


def configuration_file() -> Path:
    """Where the user's configuration is looked for, by the platform's convention."""
    return Path(click.get_app_dir("scamguard")) / "config.yaml"


def make_checker(folders: tuple[Path, ...], brands: tuple[Path, ...], config: Path | None) -> Checker:
    """A checker with the user's additions and allow-list; `config` None is the user's own file if it exists.

    Raises DataError if one of the files is wrong.
    """
    from scamguard.checker import Checker
    from scamguard.rulebook.load import load_trusted

    if config is None and configuration_file().is_file():
        config = configuration_file()
    return Checker(rules=folders, brands=brands, trusted=load_trusted(config) if config else None)


def make_rulebook(folders: tuple[Path, ...], brands: tuple[Path, ...]) -> Rulebook:
    """The rulebook with the user's additions. Raises DataError if one of the files is wrong."""
    from scamguard.rulebook.rulebook import Rulebook

    return Rulebook.load(folders, brands)


def _with_rules(_: click.Context, option: click.Parameter, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Refuse a folder without rules: it is a mistyped path, or files that are not named *.yaml."""
    for folder in folders:
        if next(folder.rglob("*.yaml"), None) is None:
            raise click.BadParameter(f"{str(folder)!r} holds no file named *.yaml.", param=option)
    return folders
