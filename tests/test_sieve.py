"""The sieve: whatever it finds ordinary, examining finds ordinary too; whole batches and single messages agree."""

import json
import pickle
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Checker, Message, Verdict
from scamguard.classifier.model import Classifier
from scamguard.classifier.screen import MAX_TEXTS
from scamguard.sieve import MAX_CHARACTERS, MAX_LENGTH, Sieve, Undoubted
from scamguard.text.hidden_words import hidden_rows, is_unspaced
from tests.disguises import KINDS, disguise
from tests.test_checker import FRAGMENTS

CHECKER = Checker()
SIEVE = Sieve(CHECKER.rulebook, Classifier.load(CHECKER.policy.opinion), CHECKER.policy)
DATASETS = Path(__file__).parent.parent / "datasets"
MARKED = " \n.,-*_~'·点。:/@&%#!|+$()[]0123456789零一二三aeiouthnsz微信密码验证助记词发我的你请"
CODED = (
    *("e5 8a a9 ", "e8aeb0", "\\xe8", "0xaf ", "01100001 ", "gur ", "lbhe ", "frrq ", ".- ", "-.-/"),
    *("助a", "词呗", "z.", "y m ", "请 ", "发\n"),
)
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


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from((*CODED, *" \n,，-/|把呗")), max_size=20).map("".join), max_size=8))
def test_other_codes_at_once_as_one_by_one(texts: list[str]) -> None:
    same([*texts])


def test_own_texts_and_their_disguises() -> None:
    rng = random.Random(7)
    plain = rng.sample(texts_of("dev"), 150)
    disguised = [disguise(text, kind, 7) for kind in KINDS for text in rng.sample(plain, 6)]
    same([*plain, *disguised])


def test_hidden_words_with_marks_between_their_characters() -> None:
    words = [word for word in hidden_rows() if is_unspaced(word)]
    same([f"请把您的{word[:at]}{mark}{word[at:]}发来" for word in words for at in (1, len(word) - 1) for mark in ".*-"])


def test_everyday_messages_are_told_by_the_sieve() -> None:
    messages = [Message(text, sender="小李", chat="x") for text in EVERYDAY]
    assert SIEVE.sift(messages) == ["zh", "zh", "en", "en", "zh", "zh"]
    assert CHECKER.examine_many(messages) == [CHECKER.examine(Message(text)) for text in EVERYDAY]


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
        Message("昨天收拾抽屉翻出一张旧纸片，不记得是哪年抄的了，上面写着：的 一 是 在 不 了 有 和 人 这 中 式"),
        Message("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"),
    ],
)
def test_what_is_no_everyday_talk_is_examined(message: Message) -> None:
    found = SIEVE.sift([message, Message(EVERYDAY[0])])
    assert not isinstance(found[0], str)
    assert found[1] == "zh"
    same([message])


def test_what_is_not_doubted_is_known_as_it_reads() -> None:
    found = SIEVE.sift([Message("請把 500 USDT 轉到安全賬戶，電話 400-000-0000")])[0]
    assert isinstance(found, Undoubted)
    assert (found.plain, found.amounts, found.phones) == ("请把 500 USDT 转到安全账户,电话 400-000-0000", True, True)


def test_what_the_sender_shows_counts() -> None:
    for sender in ("OKX Support", "service@okx-help.example", "欧易客服"):
        messages = [Message(f"请看一下 {text}", sender=sender) for text in EVERYDAY]
        same([*messages])


def test_any_number_of_messages_is_sifted() -> None:
    long = Message(EVERYDAY[0] * (MAX_LENGTH // len(EVERYDAY[0])))
    messages = [long] * (MAX_CHARACTERS // len(long.text) + 5) + [Message(EVERYDAY[2])] * (MAX_TEXTS + 5)
    messages.insert(7, Message("x" * (MAX_LENGTH + 1)))
    alone = {message: SIEVE.sift([message])[0] for message in {messages[0], messages[7], messages[-1]}}
    assert SIEVE.sift(messages) == [alone[message] for message in messages]
    assert SIEVE.sift([]) == []


def test_a_checker_that_has_sifted_can_be_pickled() -> None:
    messages = [Message(EVERYDAY[0])]
    found = CHECKER.examine_many(messages)
    assert pickle.loads(pickle.dumps(CHECKER)).examine_many(messages) == found


def test_what_is_harmless_together_turns_no_conversation() -> None:
    rng = random.Random(11)
    lines = texts_of("dev")
    joints = [Message("\n".join(rng.sample([*lines, *EVERYDAY * 40], rng.randint(2, 6)))) for _ in range(300)]
    joints += [Message("\n".join(rng.sample(EVERYDAY, 4))) for _ in range(20)]
    together = CHECKER.examine_joints(joints)
    assert 20 <= together.count(None) < len(joints)
    for joint, found in zip(joints, together, strict=True):
        alone = CHECKER.examine(joint)
        assert found == alone or (found is None and alone.log_odds < CHECKER.policy.turning), joint.text
