"""What the messages of the benchmarks are made of: rows of datasets/, whole or cut at the ends of clauses.

Rows of the split `test` are left out. Most of the others were shown to the classifier in training, so it is surer of
them than of talk it never saw; the figures are of speed, and say nothing about how well it judges.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.corpus import DATASETS

LANGUAGES = {"zh": ("zh-Hans", "zh-Hant", "yue"), "en": ("en",)}
_KINDS = (
    "everyday plain daily life ordinary chat talk family couple roommate friend neighbour neighbor friends kids "
    "colleague work office school class teacher parents group shop shopping market courier delivery parcel "
    "landlord tradesman doctor clinic dentist weather rain food lunch dinner restaurant cooking game gym sport "
    "football hiking mahjong movie book club project travel trip train ticket cat dog pet vet plans bills short "
    "very leisure small code review smalltalk mtr late dating coffee"
)
"""With these words begin the kinds (slugs of the writers) that are everyday talk unless they say more."""
_EVERYDAY = frozenset(_KINDS.split())
_NEAR = re.compile(
    r"助记|注记|私钥|密钥|密码|密碼|验证|驗證|钱包|錢包|交易所|欧易|歐易|币|幣|转账|轉帳|转我|汇款|匯款|骗|騙|码|碼|警|公安|"
    r"银行|銀行|冻结|凍結|客服|账户|帳戶|账号|帳號|链接|連結|远程|数字|數字|位数|口令|身份|证件|卡号|卡號|念给|165|96110|"
    r"okx|binance|usdt|crypto|bitcoin|coin|wallet|seed|phrase|arbitrum|private key|api|password|passcode|code|otp|2fa|"
    r"scam|fraud|phish|police|bank|transfer|account|verif|support|login|link|http|www|qr|remote|anydesk|leak|money|"
    r"message me|\b(pin|u)\b",
    re.IGNORECASE,
)
"""What makes a message near the checker's subject, whatever its kind ("family-code")."""
_ENDS = re.compile(r"(?<=[。！？!?…；;~～\n])|(?<=[.])(?=\s)")
_COMMAS = re.compile(r"(?<=[，,、])")
_LOOSE = " \t\n，,、。.；;：:"
"""What a piece loses at its ends."""
SHORTEST, LONGEST = 2, 120
"""Characters of a piece."""


@dataclass(frozen=True, slots=True)
class Material:
    """The messages of one language: `everyday` are pieces to be put together, sorted by length; the others whole."""

    everyday: tuple[str, ...]
    near: tuple[str, ...]
    scams: tuple[str, ...]


@cache
def material(lang: str) -> Material:
    """All that there is of a language (a key of LANGUAGES)."""
    rows = [row for row in _rows() if row["lang"] in LANGUAGES[lang] and row["split"] != "test"]
    honest = [row for row in rows if row["label"] == "honest"]
    texts = [text for row in honest if _is_everyday(row["kind"]) for text in _texts(row) if not _NEAR.search(text)]
    pieces = {piece for text in texts for piece in cut(text)}
    near = [row["text"] for row in honest if "text" in row and _NEAR.search(row["text"])]
    scams = [row["text"] for row in rows if row["label"] == "scam" and "text" in row]
    return Material(tuple(sorted(pieces, key=lambda piece: (len(piece), piece))), tuple(near), tuple(scams))


def train_rows() -> tuple[list[str], list[bool]]:
    """The messages of the split `train`, all languages, and which are scams."""
    rows = [row for row in _rows() if row["split"] == "train" and "text" in row]
    return [row["text"] for row in rows], [row["label"] == "scam" for row in rows]


def cut(text: str) -> Iterator[str]:
    """The sentences of a text, and the clauses of those that have several."""
    for sentence in _ENDS.split(text):
        for piece in {sentence, *_COMMAS.split(sentence)}:
            stripped = piece.strip(_LOOSE)
            if SHORTEST <= len(stripped) <= LONGEST:
                yield stripped


def _rows() -> Iterator[dict[str, Any]]:
    for path in sorted(DATASETS.rglob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _is_everyday(kind: str) -> bool:
    return kind.lower().split("-")[0] in _EVERYDAY


def _texts(row: dict[str, Any]) -> list[str]:
    """The text of a message, or those of all turns of a conversation."""
    return [turn["text"] for turn in row["turns"]] if "turns" in row else [row["text"]]
