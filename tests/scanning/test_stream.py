"""A scan as a stream: conversations apart, in order, the same if judged ahead, and the same if gone on with."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from scamguard import Level, Message
from scamguard.errors import InputError
from scamguard.scanning import Place, Summary, scan, stream
from scamguard.scanning.place import MAX_CONVERSATIONS
from scamguard.scanning.state import StateFile
from scamguard.scoring import Examined
from scamguard.watcher import ConversationTracker, Examine, watch
from tests.scanning.talk import TALK, QuickChecker, chat_file, files, said, scanned

CHECKER = QuickChecker()


def test_each_conversation_gets_the_levels_that_it_gets_alone() -> None:
    findings = [finding for finding in scanned(CHECKER) if finding.file == "a"]
    assert [finding.number for finding in findings] == list(range(1, len(TALK) + 1))
    for chat in ("us", "others", None):
        alone = watch(CHECKER, [message for message in TALK if message.chat == chat])
        found = [finding.turn for finding in findings if finding.message.chat == chat]
        assert tuple(turn.level for turn in found) == alone.levels
        assert [turn.number for turn in found if turn.leak] == list(alone.leaks)
        assert [turn.number for turn in found if turn.reason][-1:] == [alone.turn]


def test_a_finding_has_the_level_score_and_flags_of_what_it_turned() -> None:
    turned = next(finding for finding in scanned(CHECKER) if finding.turn.joined == (0, 1, 2, 4))
    assert (turned.message.text, turned.turn.verdict.level) == ("phrase", Level.CLEAR)
    assert turned.level is Level.SCAM
    assert turned.flagged
    assert turned.score > 0.9 > turned.turn.verdict.score
    assert turned.flags == ("seed_phrase",)


def test_the_summary_counts_files_chats_flags_and_leaks() -> None:
    summary = Summary()
    flagged = [finding for finding in scanned(CHECKER, summary) if finding.flagged]
    assert summary.messages == 16
    assert summary.conversations == 3 + 2
    assert sum(summary.levels.values()) == len(flagged)
    assert [(one.source, one.ended) for one in summary.files] == [("a", None), ("b", "broken"), ("c", None)]
    assert (summary.leaks, dict(summary.leaking)) == (2, {("a", "us"): 1, ("c", "us"): 1})
    assert summary.conversation_levels["a", "us"] is Level.SCAM
    assert summary.reaches(Level.SCAM)
    assert not Summary(messages=3).reaches(Level.SUSPICIOUS)


def test_batches_may_be_taken_ahead() -> None:
    def all_first(examine: Examine, batches: Iterator[Sequence[Message]]) -> Iterator[Sequence[Examined | None]]:
        return iter([examine(CHECKER, batch) for batch in list(batches)])

    summary = Summary()
    assert list(scan(CHECKER, files(), summary, judge=all_first)) == scanned(CHECKER)
    again = Summary()
    scanned(CHECKER, again)
    assert summary == again


@pytest.mark.parametrize("ahead", [1, 2, 100])
@pytest.mark.parametrize("size", [1, 4, 100])
@pytest.mark.parametrize("cut", range(17))
def test_a_scan_that_is_gone_on_with_gives_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int, size: int, ahead: int
) -> None:
    def some_ahead(examine: Examine, batches: Iterator[Sequence[Message]]) -> Iterator[Sequence[Examined | None]]:
        while some := list(islice(batches, ahead)):
            yield from [examine(CHECKER, batch) for batch in some]

    monkeypatch.setattr(stream, "BATCH", size)
    whole = Summary()
    expected = scanned(CHECKER, whole)
    state, place, summary = StateFile(tmp_path / "state", {"options": {}}), Place(), Summary()
    begun = list(islice(scan(CHECKER, files(), summary, place=place, judge=some_ahead), cut))
    state.save(place, summary, lambda: 7, now=True)
    kept = StateFile(tmp_path / "state", {"options": {}}).load(CHECKER.policy)
    assert kept is not None
    assert kept[2] == 7
    rest = list(scan(QuickChecker(), files(), kept[1], place=kept[0]))
    assert begun + rest == expected
    assert kept[1] == whole


def test_finished_files_are_not_read_again() -> None:
    def never() -> Iterator[Message]:
        raise AssertionError("read")
        yield

    done = chat_file("a", never())  # type: ignore[arg-type]  # gives nothing
    findings = list(scan(CHECKER, [done, *files()[1:]], Summary(), place=Place(files=1)))
    assert {finding.file for finding in findings} == {"c"}


def test_a_file_that_is_gone_or_shorter_is_refused() -> None:
    with pytest.raises(InputError, match="x is not there any more"):
        scanned(CHECKER, place=Place(0, "x", 3))
    with pytest.raises(InputError, match="a has changed"):
        scanned(CHECKER, place=Place(0, "a", 99))


def test_memory_of_conversations_is_bounded_and_kept_in_step() -> None:
    chats = [said("please", chat=str(number % (MAX_CONVERSATIONS + 5))) for number in range(MAX_CONVERSATIONS + 20)]
    place = Place()
    levels = [finding.turn.number for finding in scan(CHECKER, [chat_file("a", chats)], Summary(), place=place)]
    assert levels == [0] * len(chats), "the oldest were let go before they were written in again"
    assert not place.courses


def test_the_tracker_asks_and_takes_as_the_scan_does() -> None:
    tracker = ConversationTracker(CHECKER)
    turns = [tracker.add(message) for message in TALK if message.chat == "us"]
    assert turns == [finding.turn for finding in scanned(CHECKER)[:10] if finding.message.chat == "us"]


def test_the_state_is_plain_json(tmp_path: Path) -> None:
    state = StateFile(tmp_path / "state", {"options": {"--all": True}})
    state.save(Place(), Summary(), lambda: 0, now=True)
    assert json.loads((tmp_path / "state").read_text())["job"] == {"options": {"--all": True}}
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
