"""tests/cases/undisguise.yaml: what a disguised message must be read as, and honest messages that look disguised."""

from typing import Any

import pytest
import yaml
from tests.test_cases import CASES, PAIRS

from scamguard.rulebook.reading import DISGUISING_STEPS
from scamguard.text.normalize import to_simplified
from scamguard.text.prepare import prepare

_PAIRS: list[dict[str, Any]] = yaml.safe_load((CASES / PAIRS).read_text(encoding="utf-8"))
_UNRECORDED = DISGUISING_STEPS - {"invisible", "styled", "confusable"}


def _named(pair: dict[str, Any]) -> str:
    return f"{_PAIRS.index(pair)}-{pair['kind']}"


@pytest.mark.parametrize("pair", [p for p in _PAIRS if "reads" in p], ids=_named)
def test_a_disguised_message_is_read_as_it_is_meant(pair: dict[str, Any]) -> None:
    plain = " ".join(prepare(pair["raw"]).plain.lower().split())
    assert to_simplified(pair["reads"]).lower() in plain


@pytest.mark.parametrize("pair", [p for p in _PAIRS if p.get("unchanged")], ids=_named)
def test_an_honest_message_is_not_taken_for_a_disguised_one(pair: dict[str, Any]) -> None:
    edits = prepare(pair["raw"]).edits
    assert [(e.step, e.before, e.after) for e in edits if e.step in _UNRECORDED] == []
