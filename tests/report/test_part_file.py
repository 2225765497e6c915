"""A file that appears when it is whole."""

from pathlib import Path

import pytest

from scamguard.errors import InputError
from scamguard.report import PartFile


def test_it_gets_its_name_at_the_end_over_an_older_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("old")
    part = PartFile(out)
    part.open()
    part.write("new\n")
    assert (out.read_text(), part.part.read_text()) == ("old", "new\n")
    part.finish()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "new\n")]


def test_it_goes_on_after_what_was_kept(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "out")
    part.open()
    part.write("一\n")
    kept = part.safe()
    part.write("lost and written aga")
    part.suspend()
    again = PartFile(tmp_path / "out")
    again.open(kept)
    assert again.continued
    again.write("二\n")
    again.finish()
    assert (tmp_path / "out").read_text(encoding="utf-8") == "一\n二\n"


def test_a_part_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out.part").write_text("ab")
    with pytest.raises(InputError, match="shorter than the interrupted scan left it"):
        PartFile(tmp_path / "out").open(3)


@pytest.mark.parametrize("kept", [None, 3])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, kept: int | None) -> None:
    with pytest.raises(InputError, match=r"out\.part can't be written: No such file"):
        PartFile(tmp_path / "missing" / "out").open(kept)


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    (tmp_path / "out.part").symlink_to("/dev/full")
    part = PartFile(tmp_path / "out")
    part.open()
    with pytest.raises(InputError, match="No space left on device"):
        part.write("a line\n")


def test_removed(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "out")
    part.open()
    part.remove()
    assert list(tmp_path.iterdir()) == []


def test_closing_on_a_full_disk_hides_no_complaint(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    (tmp_path / "out.part").symlink_to("/dev/full")
    part = PartFile(tmp_path / "out")
    part.open()
    with pytest.raises(InputError, match="make room for it"):
        part.write("a line\n")
    part.suspend()
