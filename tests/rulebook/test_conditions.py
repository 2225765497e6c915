"""Conditions: the length of a message, and that passing over what can't hold changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Message
from scamguard.rulebook.conditions import Condition, Prospects, evaluate
from scamguard.rulebook.lexicon import Concept
from scamguard.rulebook.rulebook import Rulebook
from scamguard.rulebook.scopes import Scopes
from scamguard.text.prepare import prepare

RULEBOOK = Rulebook.load()
EXAMPLES = [text for rule in RULEBOOK.rules for text in (*rule.match, *rule.passes)]


def holds(condition: Condition, text: str) -> bool:
    reading = Rulebook([], [Concept("gift", ("礼品卡", "gift"))], []).read(prepare(text), Message(text))
    return bool(evaluate(condition, reading, Scopes(reading).open_to))


@pytest.mark.parametrize(
    ("text", "is_short"),
    [("买礼品卡", True), ("买一张大礼品卡", False), ("a gift card", True), ("a big gift card", False)],
)
def test_length_is_that_of_the_whole_message(text: str, is_short: bool) -> None:
    anywhere = Condition(message=(("gift",),))
    assert holds(anywhere, text)
    assert holds(replace(anywhere, length=5), text) == is_short


@pytest.mark.parametrize(
    ("present", "may"), [("xac", True), ("yad", True), ("xa", False), ("ac", False), ("xcd", False), ("", False)]
)
def test_a_condition_may_hold_where_one_of_each_group_and_one_alternative_is_there(present: str, may: bool) -> None:
    either = (Condition(clause=(("a",), ("b", "c"))), Condition(near=(("a",), ("d",))))
    assert Prospects([Condition(message=(("x", "y"),), any=either)]).may_hold(present) == [0] * may


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3))
def test_a_rule_passed_over_would_not_have_fired(texts: list[str]) -> None:
    text = " ".join(texts)
    message, prepared = Message(text), prepare(text)
    reading = RULEBOOK.read(prepared, message)
    scopes = Scopes(reading)
    fired = {rule.id for rule in RULEBOOK.rules if evaluate(rule.when, reading, scopes.open_to)}
    assert {signal.id for signal in RULEBOOK.detect(prepared, message).signals} == fired
