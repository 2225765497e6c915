"""Options that several commands share, and the checker and rulebook that they describe."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from scamguard.brands import Trusted
    from scamguard.checker import Checker
    from scamguard.rulebook.rulebook import Rulebook

AUTO = "auto"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
INPUT_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
"""A file, or - for standard input."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

Paths = tuple[Path, ...]
_Command = TypeVar("_Command", bound=Callable[..., object])


def additions(command: _Command) -> _Command:
    """Add the options --rules and --brand."""
    about_rules, about_brand = "A folder of rules to add (repeatable).", "A brand file to add (repeatable)."
    brand = click.option("--brand", "brands", type=FILE, multiple=True, help=about_brand)
    rules = click.option("--rules", "folders", type=_FOLDER, multiple=True, callback=_with_rules, help=about_rules)
    return rules(brand(command))


def configuration(command: _Command) -> _Command:
    """Add the option --config."""
    meaning = (
        "Configuration with your `trusted:` channels, instead of config.yaml in scamguard's folder of your system."
    )
    return click.option("--config", type=FILE, help=meaning)(command)


def language(meaning: str) -> Callable[[_Command], _Command]:
    """The option --lang; `meaning` says what auto goes by."""
    choice = click.Choice([AUTO, "zh", "en"])
    return click.option("--lang", type=choice, default=AUTO, show_default=True, help=f"Language; auto: {meaning}.")


def system_language(lang: str) -> str:
    """zh or en as asked for; for auto, the language that the environment is set to."""
    if lang != AUTO:
        return lang
    setting = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if setting.lower().startswith("zh") else "en"


def configuration_file() -> Path:
    """Where the user's configuration is looked for, by the platform's convention."""
    return Path(click.get_app_dir("scamguard")) / "config.yaml"


def load_configuration(config: Path | None) -> Trusted | None:
    """The allow-list of a configuration file; `config` None is the user's own file, if there is one.

    Raises DataError if the file is wrong.
    """
    if config is None and configuration_file().is_file():
        config = configuration_file()
    if config is None:
        return None
    # Imported here, because without a configuration no YAML is read.
    from scamguard.rulebook.load import load_trusted

    return load_trusted(config)


def make_checker(folders: Paths, brands: Paths, config: Path | None) -> Checker:
    """A checker with the user's additions and allow-list. Raises DataError if one of the files is wrong.

    What is loaded here stays until the process ends. Not looking for garbage in it, now or at the end, saves a tenth of
    the time of a check.
    """
    gc.disable()
    try:
        from scamguard.checker import Checker

        return Checker(rules=folders, brands=brands, trusted=load_configuration(config))
    finally:
        gc.freeze()
        gc.enable()


def make_rulebook(folders: Paths, brands: Paths) -> Rulebook:
    """The rulebook with the user's additions. Raises DataError if one of the files is wrong."""
    from scamguard.rulebook.rulebook import Rulebook

    return Rulebook.load(folders, brands)


def _with_rules(_: click.Context, option: click.Parameter, folders: Paths) -> Paths:
    """Refuse a folder without rules: it is a mistyped path, or files that are not named *.yaml."""
    for folder in folders:
        if next(folder.rglob("*.yaml"), None) is None:
            raise click.BadParameter(f"{str(folder)!r} holds no file named *.yaml.", param=option)
    return folders
