"""What the options of `scan` promise without importing the readers is what the readers have."""

import io

from scamguard.chats import ChatFile, DateOrder, Diagnostics, Split
from scamguard.chats.formats import FORMATS as READERS
from scamguard.chats.gauge import Gauge
from scamguard.chats.source import Part
from scamguard.cli.progress import Progress
from scamguard.cli.reading import _DATE_ORDERS, _SPLITS, FORMATS


def test_the_names_are_those_of_the_readers() -> None:
    assert tuple(reader.NAME for reader in READERS) == FORMATS
    assert tuple(DateOrder) == _DATE_ORDERS
    assert tuple(Split) == _SPLITS


def test_progress_tells_share_rate_and_time_left() -> None:
    data = b"x" * 100
    gauge = Gauge()
    [part] = gauge.watched([Part("a", lambda: io.BytesIO(data), size=100)])
    stream = io.StringIO()
    progress = Progress(stream, 200)
    files = progress.watch([ChatFile("a", iter(()), Diagnostics("a"), gauge)])
    next(files)
    assert progress.line(2) == f"[{'-' * 24}]   0%  0 messages, 0/s"
    opened = part.open()
    progress.step()
    opened.read(50)
    assert progress.line(2) == f"[######{'-' * 18}]  25%  1 messages, 0/s, 0:00:06 left"
    opened.read()
    assert " 50%" in progress.line(2)
    assert list(files) == []
    progress.clear()
    assert stream.getvalue().endswith("\r")


def test_progress_without_a_total_counts() -> None:
    assert Progress(io.StringIO(), None).line(2) == "0 messages, 0/s"
