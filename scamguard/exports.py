"""What `from scamguard import ...` gives, imported when it is asked for: the command line starts without it."""

from importlib import import_module

_HOMES = {
    "Checker": "scamguard.checker",
    "ConversationVerdict": "scamguard.watcher",
    "ConversationWatcher": "scamguard.watcher",
    "Flag": "scamguard.types",
    "Level": "scamguard.types",
    "Message": "scamguard.types",
    "Signal": "scamguard.types",
    "Verdict": "scamguard.types",
    "explain": "scamguard.explanation",
}
"""The module of each public name."""


def __getattr__(name: str) -> object:
    """A public name of the package (https://peps.python.org/pep-0562/)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'scamguard' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
