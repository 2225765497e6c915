"""How fast a long chat is scanned, and how much memory that takes. Not a test: it takes hours at full size.

    python tests/benchmarks/big_chat.py --megabytes 50 --jobs 2

writes a Telegram export of that size to a temporary folder, scans it as a user would, and prints messages, rate and the
most memory that a process of the scan had. With --seconds the scan is stopped after that time, by Ctrl-C.
"""

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

COMMAND = [sys.executable, "-c", "from scamguard.cli import main; main()"]
CHATS, SENDERS = 200, 12
"""Conversations, and people in each."""
SCAM = "我是OKX客服，您的账户异常，请把助记词发给我核对"
_TALK = (
    "the a to and you we see tomorrow lunch train photo house rain meeting morning late call work kids garden soup "
    "今天 晚上 吃饭 开会 下雨 孩子 学校 周末 电影 地铁 快递 朋友 看看 好的 谢谢"
)
WORDS = _TALK.split()
SECONDS_APART = 40


def messages(chance: random.Random, chat: int) -> Iterator[str]:
    """Messages of a chat as they stand in the file."""
    sent = 1_600_000_000 + chat
    number = 0
    while True:
        number += 1
        sent += chance.randrange(1, 2 * SECONDS_APART)
        writer = chance.randrange(SENDERS)
        said = SCAM if chance.random() < 0.001 else " ".join(chance.choices(WORDS, k=chance.randrange(1, 25)))
        message = {
            "id": number,
            "type": "message",
            "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(sent)),
            "date_unixtime": str(sent),
            "from": f"Person {writer}",
            "from_id": f"user{writer}",
            "text": said,
            "text_entities": [{"type": "plain", "text": said}],
        }
        yield json.dumps(message, ensure_ascii=False, indent=1)


def write(path: Path, size: int) -> int:
    """Writes an export of about `size` bytes; how many messages it has."""
    chance, written, count = random.Random(1), 0, 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"personal_information": {"user_id": 1}, "chats": {"list": [\n')
        for chat in range(CHATS):
            file.write("," * (chat > 0) + f'{{"name": "Chat {chat}", "type": "private_group", "id": {chat},\n')
            file.write('"messages": [\n')
            first = True
            for message in messages(chance, chat):
                file.write("" if first else ",\n")
                first = False
                file.write(message)
                written += len(message.encode())
                count += 1
                if written >= size * (chat + 1) / CHATS:
                    break
            file.write("]}\n")
        file.write("]}}\n")
    return count


def scan(path: Path, out: Path, jobs: int, seconds: float | None) -> float:
    """Scans; how long it took."""
    begun = time.monotonic()
    process = subprocess.Popen([*COMMAND, "scan", str(path), "--out", str(out), "--jobs", str(jobs), "--resume"])
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        process.wait()
    return time.monotonic() - begun


def taken(out: Path) -> int | None:
    """How many messages an interrupted scan has judged."""
    state = out.with_name(f"{out.name}.part.state")
    return int(json.loads(state.read_text())["summary"]["messages"]) if state.exists() else None


def main() -> None:
    """Write, scan, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="stop the scan after so long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "result.json"), Path(folder, "found.jsonl")
        count = write(path, options.megabytes * 1_000_000)
        print(f"{path.stat().st_size:,} bytes, {count:,} messages", flush=True)
        seconds = scan(path, out, options.jobs, options.seconds)
        done = taken(out) or count
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
        print(f"{done:,} messages in {seconds:.0f} s: {done / seconds:,.0f}/s; most memory {most:,.0f} MB")


if __name__ == "__main__":
    main()
