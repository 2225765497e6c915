"""Several processes: the same findings in the same order, bounded reading ahead, and an end with the asking one."""

from collections.abc import Iterator

from scamguard import Message
from scamguard.scanning import Summary, Workers, scan
from scamguard.scanning.jobs import AHEAD
from scamguard.watcher import examine_all
from tests.scanning.talk import QuickChecker, files, said, scanned


def test_findings_are_those_of_one_process() -> None:
    checker = QuickChecker()
    summary, alone = Summary(), Summary()
    with Workers(checker, 2) as workers:
        found = list(scan(checker, files(), summary, judge=workers.judge))
    assert found == scanned(checker, alone)
    assert summary == alone


def test_reading_ahead_is_bounded() -> None:
    taken = 0

    def batches() -> Iterator[list[Message]]:
        nonlocal taken
        for number in range(20):
            taken += 1
            yield [said(str(number))]

    with Workers(QuickChecker(), 1) as workers:
        judged = workers.judge(examine_all, batches())
        next(judged)
        assert taken <= AHEAD + 1
        assert sum(1 for _ in judged) == 19
