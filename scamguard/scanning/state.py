"""The state file of a scan: what it takes to go on after an interruption, written so that it is always whole."""

import json
import os
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from scamguard.chats import Certainty, Diagnostics
from scamguard.errors import InputError
from scamguard.scanning.finding import Summary
from scamguard.scanning.place import Place
from scamguard.scoring import Policy
from scamguard.stages import StageName
from scamguard.types import Flag, Level
from scamguard.watcher import Course

FORM = 2
INTERVAL = 0.5
"""Seconds between two savings, at least."""
SHARE = 20
"""Times as long as a saving took that the next one is off, so that saving never takes more than a twentieth."""


class Kept(NamedTuple):
    """A scan as it was last saved: its place and summary, the bytes of output written, and what its report told."""

    place: Place
    summary: Summary
    written: int
    report: dict[str, Any] | None


class StateFile:
    """Keeps the state of a scan at `path`. `job` tells what is scanned and how: one with another job is refused."""

    def __init__(self, path: Path, job: Mapping[str, Mapping[str, Any]]) -> None:
        self._path, self._job = path, json.loads(json.dumps(job))
        self._due = 0.0

    def load(self, policy: Policy) -> Kept | None:
        """The scan as it was last saved; None if there is none.

        Raises InputError if the job was another one, or the file is not such a state.
        """
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["form"] != FORM:
                raise ValueError(f"form {data['form']}")
            self._compare(data["job"])
            place, summary = _place(data["place"], policy), _summary(data["summary"])
            return Kept(place, summary, int(data["written"]), data["report"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise InputError(f"{self._path} can't be gone on with ({error}): {_REMEDY}") from error

    def _compare(self, kept: Mapping[str, Mapping[str, Any]]) -> None:
        for subject, now in self._job.items():
            then = kept[subject]
            changed = sorted(key for key in now.keys() | then.keys() if now.get(key) != then.get(key))
            if changed:
                raise InputError(_DIFFERS[subject].format(", ".join(changed)) + f"; {_REMEDY}")

    def save(
        self,
        place: Place,
        summary: Summary,
        written: Callable[[], int],
        report: Callable[[], dict[str, Any]] | None = None,
        *,
        now: bool = False,
    ) -> None:
        """Saves if `now` or after some time. `written` tells how many bytes of the output are safe on the disk, and
        `report` what it takes to go on with the report, if there is one."""
        begun = time.monotonic()
        if begun < self._due and not now:
            return
        data = {
            "form": FORM,
            "job": self._job,
            "place": _place_data(place),
            "summary": _summary_data(summary),
            "written": written(),
            "report": report() if report else None,
        }
        try:
            self._write(json.dumps(data, separators=(",", ":")))
        except OSError as error:
            raise InputError(f"{self._path} can't be written: {error.strerror or error}; make room for it") from error
        ended = time.monotonic()
        self._due = ended + max(INTERVAL, SHARE * (ended - begun))

    def _write(self, text: str) -> None:
        fresh = self._path.with_name(f"{self._path.name}.new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def remove(self) -> None:
        """Removes it: the scan is done, or begins anew."""
        self._path.unlink(missing_ok=True)


_REMEDY = "scan again without --resume to start from the beginning"
_DIFFERS = {
    "versions": "the interrupted scan was made by another version of scamguard ({})",
    "options": "the interrupted scan had other options ({})",
    "inputs": "what was being scanned has changed since ({})",
}


def _place_data(place: Place) -> dict[str, Any]:
    courses = [[chat, course.log_odds, sorted(course.stages)] for chat, course in place.courses.items()]
    return {"files": place.files, "file": place.file, "taken": place.taken, "courses": courses}


def _place(data: Mapping[str, Any], policy: Policy) -> Place:
    courses = OrderedDict(
        (chat, Course(policy, log_odds, map(StageName, stages))) for chat, log_odds, stages in data["courses"]
    )
    return Place(data["files"], data["file"], data["taken"], courses)


def _summary_data(summary: Summary) -> dict[str, Any]:
    return {
        "messages": summary.messages,
        "conversations": summary.conversations,
        "levels": {level.name: number for level, number in summary.levels.items()},
        "flags": dict(summary.flags),
        "senders": [[*key, number] for key, number in summary.senders.items()],
        "flagged_conversations": [[*key, number] for key, number in summary.flagged_conversations.items()],
        "conversation_levels": [[*key, level.name] for key, level in summary.conversation_levels.items()],
        "leaks": summary.leaks,
        "leaking": [[*key, number] for key, number in summary.leaking.items()],
        "files": [asdict(one) | {"senders": sorted(one.senders)} for one in summary.files],
    }


def _summary(data: Mapping[str, Any]) -> Summary:
    return Summary(
        messages=data["messages"],
        conversations=data["conversations"],
        levels=Counter({Level[name]: number for name, number in data["levels"].items()}),
        flags=Counter({Flag(name): number for name, number in data["flags"].items()}),
        senders=Counter({(file, chat, sender): number for file, chat, sender, number in data["senders"]}),
        flagged_conversations=Counter({(file, chat): number for file, chat, number in data["flagged_conversations"]}),
        conversation_levels={(file, chat): Level[name] for file, chat, name in data["conversation_levels"]},
        leaks=data["leaks"],
        leaking=Counter({(file, chat): number for file, chat, number in data["leaking"]}),
        files=[_diagnostics(one) for one in data["files"]],
    )


def _diagnostics(data: Mapping[str, Any]) -> Diagnostics:
    certainty = data["date_certainty"]
    return Diagnostics(
        **{
            **data,
            "senders": set(data["senders"]),
            "date_certainty": Certainty(certainty) if certainty is not None else None,
        }
    )
