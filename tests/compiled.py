"""The compiled forms put where an installed scamguard has them, for tests in the checkout."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from scamguard import resources
from scamguard.classifier import model


def use_compiled(files: Mapping[str, bytes], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write compiled files to a folder, from which they are read for the rest of the test."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    monkeypatch.setattr(resources, "COMPILED", folder)
    monkeypatch.setattr(model, "COMPILED", folder)
