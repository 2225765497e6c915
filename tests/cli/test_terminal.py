"""What happens on a real terminal: the invitation to paste, and colour."""

import os
import signal
import subprocess
from importlib.metadata import version

import pytest

from scamguard import Checker, Level, explain
from scamguard.cli.input import INVITATION
from scamguard.cli.terminal import coloured, harmless
from tests.cli.command_line import COMMAND, SCAM

pty = pytest.importorskip("pty", reason="pseudo-terminals exist on Unix only")


def on_terminal(*args: str, typed: bytes = b"", interrupted: bool = False, **environment: str) -> tuple[int, str]:
    """Exit code and output of the command on a pseudo-terminal that types `typed`, or interrupts at the invitation."""
    leader, follower = pty.openpty()
    settings = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    settings |= {"TERM": "xterm", **environment}
    process = subprocess.Popen(
        [*COMMAND, *args],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=settings,
        # Whatever a shell starts in the background ignores SIGINT, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    os.close(follower)
    os.write(leader, typed)
    output = b""
    for piece in iter(lambda: _read(leader), b""):
        output += piece
        if interrupted and INVITATION.splitlines()[0].encode() in output:
            interrupted = False
            process.send_signal(signal.SIGINT)
    os.close(leader)
    return process.wait(), output.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """What comes next, b"" at the end, which Linux reports as an input/output error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_without_input_it_invites_to_paste_and_tells_how_to_end() -> None:
    code, output = on_terminal("check", typed=f"{SCAM}\n\x04".encode(), NO_COLOR="1")
    assert code == 1
    assert INVITATION in output
    assert "Ctrl-D" in INVITATION
    assert "Ctrl-Z" in INVITATION
    assert "✖ 诈骗" in output


def test_interrupting_is_not_a_finding() -> None:
    code, output = on_terminal("check", interrupted=True)
    assert "Traceback" not in output
    assert code == 130


@pytest.mark.parametrize(
    ("no_color", "term", "is_coloured"), [("", "xterm", True), ("1", "xterm", False), ("", "dumb", False)]
)
def test_colour_is_for_terminals_whose_user_wants_it(no_color: str, term: str, is_coloured: bool) -> None:
    code, output = on_terminal("check", SCAM, NO_COLOR=no_color, TERM=term)
    assert code == 1
    assert ("\x1b[" in output) == is_coloured
    if is_coloured:
        assert output.startswith("\x1b[31m\x1b[1m✖")


def test_a_pipe_gets_no_colour() -> None:
    done = subprocess.run([*COMMAND, "check", SCAM], capture_output=True, check=False)
    assert b"\x1b" not in done.stdout


def test_colour_changes_nothing_but_colour() -> None:
    from click import unstyle

    verdict = Checker().check(SCAM)
    explanation = explain(verdict)
    painted = coloured(explanation, verdict.level)
    assert unstyle(painted) == explanation
    assert painted != explanation


def test_numbers_quoted_from_the_message_are_not_painted() -> None:
    explanation = "first\n  1. Title  [flag, +1.00]\n     “sum -2.00”\n  - advice +3.00\n  start -4.00"
    painted = coloured(explanation, Level.SCAM)
    for number, is_painted in (("+1.00", True), ("-2.00", False), ("+3.00", False), ("-4.00", True)):
        assert (f"\x1b[1m{number}\x1b[0m" in painted) == is_painted


def test_harmless_keeps_words_lines_and_tabs() -> None:
    assert harmless("a\tb\n中文 😀\u200d") == "a\tb\n中文 😀\u200d"
    assert harmless("a\x1b[2Jb\u202ec\x07\r") == "a·[2Jb·c··"


def test_the_version_is_shown_on_a_terminal() -> None:
    code, output = on_terminal("--version")
    assert code == 0
    assert output == f"scamguard {version('scamguard')}\n"
