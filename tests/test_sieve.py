"""The sieve: whatever it finds ordinary, examining finds ordinary too; whole batches and single messages agree."""

import json
import pickle
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Checker, Message, Verdict
from scamguard.classifier.screen import MAX_TEXTS
from scamguard.sieve import MAX_CHARACTERS, MAX_LENGTH, batches
from tests.disguises import KINDS, disguise
from tests.test_checker import FRAGMENTS

CHECKER = Checker()
DATASETS = Path(__file__).parent.parent / "datasets"
MARKED = " \n.,-*_~'·点。:/@&%#!|+$()[]0123456789零一二三aeiouthnsz微信密码验证助记词发我的你请"
EVERYDAY = [
    "明天下午三点开会，别忘了带电脑。",
    "哈哈哈哈好的呀，晚上一起吃火锅？我请你",
    "Are you coming to dinner tonight? Mum made lasagne :)",
    "ok see u at 5pm, running a bit late…",
    "快递放在门口了，记得拿一下",
    "我發現這家店的牛肉麵真的很好吃！！",
]


def same(messages: list[str | Message]) -> list[Verdict]:
    """The verdicts on messages, after a comparison of those at once with those one by one."""
    at_once = list(CHECKER.check_many(messages))
    for message, verdict in zip(messages, at_once, strict=True):
        assert verdict == CHECKER.check(message), message
    return at_once


def texts_of(split: str) -> list[str]:
    rows = (json.loads(line) for path in sorted(DATASETS.glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [row["text"] for row in rows if row["split"] == split]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(FRAGMENTS, max_size=12).map("".join) | st.text(max_size=60), max_size=8))
def test_at_once_as_one_by_one(texts: list[str]) -> None:
    same(list(texts))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(
            st.sampled_from(" \n.,-*_~'·点。:/@&%#!|+$()[]0123456789零一二三aeiouthnsz微信密码验证助记词发我的你请"),
            max_size=40,
        ),
        max_size=20,
    )
)
def test_marks_and_numbers_at_once_as_one_by_one(texts: list[str]) -> None:
    same(list(texts))


def test_own_texts_and_their_disguises() -> None:
    rng = random.Random(7)
    plain = rng.sample(texts_of("dev"), 150)
    disguised = [disguise(text, kind, 7) for kind in KINDS for text in rng.sample(plain, 6)]
    same([*plain, *disguised])


def test_everyday_messages_are_told_by_the_sieve() -> None:
    screened = CHECKER.screen([Message(text, sender="小李", chat="x") for text in EVERYDAY])
    assert screened == [CHECKER.examine(Message(text)) for text in EVERYDAY]
    assert [found.verdict.lang for found in screened if found] == ["zh", "zh", "en", "en", "zh", "zh"]


@pytest.mark.parametrize(
    "message",
    [
        Message("请把助记词发给我"),
        Message("明天见", links=("https://okx-login.example",)),
        Message("明天见" * MAX_LENGTH),
        Message(""),
        Message("see you at evil.example"),
        Message("zwölf Boxkämpfer"),
        Message("legal winner thank year wave sausage worth useful legal winner thank yellow"),
        Message("是legal winner thank year wave sausage worth useful legal winner thank yellow，好的"),
        Message("1.的2.一3.是4.在5.不6.了7.有8.和9.人10.这11.中12.式"),
        Message("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"),
    ],
)
def test_what_is_no_everyday_talk_is_examined(message: Message) -> None:
    assert CHECKER.screen([message, Message(EVERYDAY[0])])[0] is None


def test_what_the_sender_shows_counts() -> None:
    for sender in ("OKX Support", "service@okx-help.example", "欧易客服"):
        messages = [Message(f"请看一下 {text}", sender=sender) for text in EVERYDAY]
        same([*messages])


def test_batches_are_bounded() -> None:
    messages = [Message("x" * (MAX_LENGTH * 3))] * 150 + [Message("y")] * (MAX_TEXTS + 5)
    ranges = batches(messages)
    assert [number for numbers in ranges for number in numbers] == list(range(len(messages)))
    for numbers in ranges:
        assert len(numbers) <= MAX_TEXTS
        assert sum(min(len(messages[i].text), MAX_LENGTH) for i in numbers) <= MAX_CHARACTERS
    assert batches([]) == []


def test_a_checker_that_has_screened_can_be_pickled() -> None:
    CHECKER.screen([Message(EVERYDAY[0])])
    again = pickle.loads(pickle.dumps(CHECKER))
    assert again.screen([Message(EVERYDAY[0])]) == CHECKER.screen([Message(EVERYDAY[0])])


def test_what_is_harmless_together_turns_no_conversation() -> None:
    rng = random.Random(11)
    lines = texts_of("dev")
    joints = [Message("\n".join(rng.sample([*lines, *EVERYDAY * 40], rng.randint(2, 6)))) for _ in range(300)]
    joints += [Message("\n".join(rng.sample(EVERYDAY, 4))) for _ in range(20)]
    harmless = CHECKER.harmless_together(joints)
    assert 20 <= sum(harmless) < len(joints)
    for joint, is_harmless in zip(joints, harmless, strict=True):
        assert not is_harmless or CHECKER.examine(joint).log_odds < CHECKER.policy.turning, joint.text
