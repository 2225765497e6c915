"""tests/cases/undisguise.yaml: what a disguised message must be read as, and honest messages that look disguised."""

from typing import Any

import pytest
import yaml

from scamguard.rulebook.reading import DISGUISING_STEPS
from scamguard.text.normalize import to_simplified
from scamguard.text.prepare import prepare
from tests.test_cases import CASES, PAIRS

_PAIRS: list[dict[str, Any]] = yaml.safe_load((CASES / PAIRS).read_text(encoding="utf-8"))
_UNRECORDED = DISGUISING_STEPS - {"invisible", "styled", "confusable", "html_escape", "unicode_escape"}
"""What no honest message may show; reading escapes and mathematical letters accuses nobody."""


def _named(pair: dict[str, Any]) -> str:
    return f"{_PAIRS.index(pair)}-{pair['kind']}"


def _params() -> list[Any]:
    failing = pytest.mark.xfail(reason="not yet read", strict=True)
    pairs = [pair for pair in _PAIRS if "reads" in pair]
    return [pytest.param(pair, id=_named(pair), marks=[failing] if pair.get("fails") else []) for pair in pairs]


@pytest.mark.parametrize("pair", _params())
def test_a_disguised_message_is_read_as_it_is_meant(pair: dict[str, Any]) -> None:
    plain = " ".join(prepare(pair["raw"]).plain.lower().split())
    assert to_simplified(pair["reads"]).lower() in plain


@pytest.mark.parametrize("pair", [p for p in _PAIRS if p.get("unchanged")], ids=_named)
def test_an_honest_message_is_not_taken_for_a_disguised_one(pair: dict[str, Any]) -> None:
    edits = prepare(pair["raw"]).edits
    assert [(e.step, e.before, e.after) for e in edits if e.step in _UNRECORDED] == []
