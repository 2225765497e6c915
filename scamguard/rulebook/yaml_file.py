"""YAML data files, read strictly: every complaint says file, line, what and how to mend it."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from scamguard.errors import DataError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[str | int, ...]


class YamlFile:
    """One YAML file whose top level is a mapping. Raises DataError if it can't be read or is something else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._text = path.read_text(encoding="utf-8")
            self.data: dict[str, Any] = yaml.load(self._text, Loader=_LOADER)
        except OSError as error:
            raise DataError(
                path, None, f"can't be read: {error.strerror}", "check the path and its permissions"
            ) from error
        except UnicodeDecodeError as error:
            raise DataError(path, None, "is not UTF-8", "save it as UTF-8") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise DataError(
                path, line, f"is not valid YAML: {error.problem}", "check quotes, colons and indentation"
            ) from error
        except (yaml.YAMLError, ValueError) as error:
            raise DataError(path, None, f"is not valid YAML: {error}", "remove control marks, quote dates") from error
        if not isinstance(self.data, dict):
            raise DataError(path, 1, "is not a mapping of keys to values", "start it with `id: ...`")

    def error(self, where: Path_, what: str, remedy: str) -> DataError:
        """A complaint about the value at a path of keys and indexes."""
        return DataError(self.path, self._line(where), what, remedy)

    def check_keys(
        self, where: Path_, data: Mapping[str, Any], known: Collection[str], required: Collection[str]
    ) -> None:
        """Complain about unknown and missing keys."""
        for key in data:
            if key not in known:
                raise self.error((*where, key), f"unknown key {key!r}", f"use one of: {', '.join(sorted(known))}")
        for key in required:
            if key not in data:
                raise self.error(where, f"the key {key!r} is missing", f"add `{key}: ...`")

    def string(self, where: Path_) -> str:
        """The text at a path."""
        value = self._at(where)
        if not isinstance(value, str) or not value.strip():
            raise self.error(
                where,
                f"{where[-1]} must be text, not {value!r}",
                "write some text, in quotes if it looks like a number",
            )
        return value

    def strings(self, where: Path_) -> tuple[str, ...]:
        """The list of texts at a path; a single text is a list of one, a missing one is empty."""
        value = self._at(where)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list):
            raise self.error(where, f"{where[-1]} must be a list", "write it as [a, b] or with one `- item` a line")
        for i, item in enumerate(value):
            if not isinstance(item, str) or not item:
                raise self.error((*where, i), f"{item!r} in {where[-1]} is not text", "put it in quotes")
        return tuple(value)

    def mapping(self, where: Path_) -> dict[str, Any]:
        """The mapping at a path; a missing one is empty."""
        value = self._at(where)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error(where, f"{where[-1]} must be a mapping", "write it as `key: value` lines, indented")
        return {str(key): item for key, item in value.items()}

    def _at(self, where: Path_) -> Any:
        value: Any = self.data
        for key in where:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int):
                value = value[key]
            else:
                return None
        return value

    def _line(self, where: Path_) -> int:
        """The 1-based line of the value at a path, or of its nearest parent that exists."""
        node = yaml.compose(self._text, Loader=_LOADER)
        line = 1
        for key in where:
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == str(key)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line + 1
        return line
