"""Build hook: compiles rulebook, wording, policy and model into the wheel, so that nothing is parsed at start.

An editable install has no compiled forms: it reads the checkout's files, which may change at any time.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `scamguard/_bundled/compiled/` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds the wheel of a `version` (standard or editable)."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from scamguard.compiling import compiled_files

        self._folder = TemporaryDirectory()
        for name, content in compiled_files().items():
            path = Path(self._folder.name) / name
            path.write_bytes(content)
            build_data["force_include"][str(path)] = f"scamguard/_bundled/compiled/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called by hatchling when the wheel is built."""
        if version != "editable":
            self._folder.cleanup()
