"""What the messages of the benchmarks are made of: rows of datasets/, whole or cut at the ends of clauses.

The everyday talk is of the split `everyday`, from which nothing was learnt. Rows of the split `test` are left out; most
of the others were shown to the classifier in training, so the figures say nothing about how well it judges them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.corpus import DATASETS

LANGUAGES = {"zh": ("zh-Hans", "zh-Hant", "yue"), "en": ("en",)}
_NEAR = re.compile(
    r"助记|注记|私钥|密钥|密码|密碼|验证|驗證|钱包|錢包|交易所|欧易|歐易|币|幣|转账|轉帳|转我|汇款|匯款|骗|騙|码|碼|警|公安|"
    r"银行|銀行|冻结|凍結|客服|账户|帳戶|账号|帳號|链接|連結|远程|数字|數字|位数|口令|身份|证件|卡号|卡號|念给|165|96110|"
    r"okx|binance|usdt|crypto|bitcoin|coin|wallet|seed|phrase|arbitrum|private key|api|password|passcode|code|otp|2fa|"
    r"scam|fraud|phish|police|bank|transfer|account|verif|support|login|link|http|www|qr|remote|anydesk|leak|money|"
    r"message me|\b(pin|u)\b",
    re.IGNORECASE,
)
"""What makes an honest message near the checker's subject."""
_ENDS = re.compile(r"(?<=[。！？!?…；;~～\n])|(?<=[.])(?=\s)")
_COMMAS = re.compile(r"(?<=[，,、])")
_LOOSE = " \t\n，,、。.；;：:"
"""What a piece loses at its ends."""
EVERYDAY = "everyday"
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
    pieces = {piece for row in rows if row["split"] == EVERYDAY for piece in cut(row["text"])}
    others = [row for row in rows if row["split"] != EVERYDAY and "text" in row]
    near = [row["text"] for row in others if row["label"] == "honest" and _NEAR.search(row["text"])]
    scams = [row["text"] for row in others if row["label"] == "scam"]
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
