"""The state file: what it refuses, and how often it is written."""

import os
from pathlib import Path
from typing import Any

import pytest

from scamguard.errors import InputError
from scamguard.scanning import Place, Summary
from scamguard.scanning.inputs import fingerprints
from scamguard.scanning.state import StateFile
from scamguard.scoring import Policy

POLICY = Policy.load()
JOB: dict[str, dict[str, Any]] = {
    "versions": {"scamguard": "1"},
    "options": {"--all": False},
    "inputs": {"chats": {"bytes": 3}},
}


def saved(path: Path) -> None:
    StateFile(path, JOB).save(Place(), Summary(), lambda: 0, now=True)


def test_there_may_be_none(tmp_path: Path) -> None:
    assert StateFile(tmp_path / "state", JOB).load(POLICY) is None


@pytest.mark.parametrize(
    ("subject", "now", "complaint"),
    [
        ("versions", {"scamguard": "2"}, r"another version of scamguard \(scamguard\)"),
        ("options", {"--all": True}, r"other options \(--all\)"),
        ("inputs", {"chats": {"bytes": 4}}, r"has changed since \(chats\)"),
        ("inputs", {"chats": {"bytes": 3}, "more": {}}, r"has changed since \(more\)"),
    ],
)
def test_another_job_is_refused_by_name(tmp_path: Path, subject: str, now: dict[str, Any], complaint: str) -> None:
    saved(tmp_path / "state")
    with pytest.raises(InputError, match=f"{complaint}.*without --resume"):
        StateFile(tmp_path / "state", {**JOB, subject: now}).load(POLICY)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"form": 99}', '{"form": 1}', "\x00"])
def test_a_damaged_state_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "state").write_text(text)
    with pytest.raises(InputError, match="can't be gone on with"):
        StateFile(tmp_path / "state", JOB).load(POLICY)


def test_it_is_not_written_all_the_time(tmp_path: Path) -> None:
    state, written = StateFile(tmp_path / "state", JOB), 0

    def safe() -> int:
        nonlocal written
        written += 1
        return 0

    for number in range(1000):
        state.save(Place(taken=number), Summary(), safe)
    assert 1 <= written <= 3


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="state can't be written"):
        saved(tmp_path / "missing" / "state")


def test_fingerprints_see_names_sizes_and_times(tmp_path: Path) -> None:
    chats = tmp_path / "chats"
    chats.mkdir()
    file = chats / "a.txt"
    file.write_text("one")
    seen = [fingerprints([chats])]
    for change in (
        lambda: file.write_text("three"),
        lambda: os.utime(file, (1, 1)),
        lambda: (chats / "b.txt").write_text(""),
        lambda: file.rename(chats / "c.txt"),
    ):
        change()
        seen.append(fingerprints([chats]))
    digests = [one[str(chats)]["digest"] for one in seen]
    assert len(set(digests)) == len(digests)
    (chats / ".hidden").write_text("not scanned")
    (chats / "out.part").write_text("our own")
    assert fingerprints([chats], frozenset({chats / "out.part"})) == seen[-1]
