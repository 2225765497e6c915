"""The command line as tests call it, and the message that they call it with."""

import sys
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]
"""run("check", "text", stdin=b"..."): the command line in this process."""

COMMAND = [sys.executable, "-c", "from scamguard.cli import main; main()"]
"""The command line as a process of its own."""

SCAM = "我是OKX客服，请把助记词发给我核对"
