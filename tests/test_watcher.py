"""Conversations: joined messages, the turn, stages, whose danger it is, and what the user gave away."""

from dataclasses import replace

import pytest

from scamguard import Checker, ConversationWatcher, Level, Message
from scamguard.stages import Stage, StageName
from scamguard.watcher import MAX_SENDERS, Recent

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def said(sender: str, *texts: str) -> list[Message]:
    return [Message(text, sender=sender) for text in texts]


def test_words_sent_one_by_one_are_read_together(checker: Checker) -> None:
    verdict = checker.check_conversation(said("客服", "助", "记", "词", "发我"))
    assert verdict.level is Level.SCAM
    assert (verdict.turn, verdict.joined, verdict.sender) == (3, (0, 1, 2, 3), "客服")
    assert verdict.levels == (Level.CLEAR, Level.CLEAR, Level.CLEAR, Level.SCAM)
    assert verdict.reason is not None
    assert verdict.reason not in verdict.verdicts


def test_the_same_words_of_different_people_are_not(checker: Checker) -> None:
    talk = [Message(text, sender=sender) for sender, text in zip("abcd", ("助", "记", "词", "发我"), strict=True)]
    assert checker.check_conversation(talk).level is Level.CLEAR


def test_the_users_own_words_are_an_outcome_and_not_the_scam(checker: Checker) -> None:
    talk = [*said("me", f"好，我的助记词是 {SEED}，请把助记词发给我")]
    verdict = checker.check_conversation(talk)
    assert (verdict.level, verdict.turn, verdict.sender) == (Level.CLEAR, None, None)
    assert verdict.leaks == (0,)
    assert verdict.stages == (Stage(0, StageName.LEAK),)
    outgoing = [Message("请把助记词发给我", sender="Anna", outgoing=True)]
    assert checker.check_conversation(outgoing).level is Level.CLEAR
    assert checker.check_conversation([Message(SEED, sender="Bob", outgoing=False)]).leaks == ()


def test_a_secret_counts_where_the_export_does_not_say_who_the_user_is(checker: Checker) -> None:
    assert checker.check_conversation([Message(SEED, sender="Anna")]).leaks == (0,)
    han = Message("的 一 是 在 不 了 有 和 人 这 中 式", sender="Anna")
    assert checker.check_conversation([han]).leaks == (0,)
    assert checker.examine_many([han]) == [checker.examine(han)]


def test_a_warning_does_not_taint_a_group(checker: Checker) -> None:
    talk = [
        *said("群主", "提醒大家：任何人私聊要助记词、验证码的都是骗子，不要发给任何人"),
        *said("小李", "收到，谢谢群主"),
        *said("阿May", "昨天就有人这样加我，已拉黑"),
    ]
    assert checker.check_conversation(talk).level is Level.CLEAR


def test_stages_are_noted_once_where_they_are_first_seen(checker: Checker) -> None:
    talk = said("客服", "您好，我是欧易客服", "请把验证码发给我", "请把密码也发给我")
    stages = checker.check_conversation(talk).stages
    assert [stage.name for stage in stages] == list(dict.fromkeys(stage.name for stage in stages))
    assert Stage(1, StageName.REQUEST) in stages


def test_live_is_the_same_as_at_once(checker: Checker) -> None:
    talk = [*said("客服", "您好，我是欧易客服"), *said("me", "什么事"), *said("客服", "请把助记词发给我核对", "快点")]
    watcher = ConversationWatcher(checker)
    seen = [watcher.add(message) for message in talk]
    assert seen[-1] == watcher.verdict == checker.check_conversation(talk)
    assert tuple(verdict.level for verdict in seen) == seen[-1].levels
    assert seen[-1].verdicts == tuple(checker.check(message) for message in talk)


def test_an_empty_conversation_is_clear(checker: Checker) -> None:
    verdict = checker.check_conversation([])
    assert (verdict.level, verdict.levels, verdict.turn) == (Level.CLEAR, (), None)
    assert verdict.score == pytest.approx(0.018, abs=0.001)


def test_only_so_many_messages_and_senders_are_remembered(checker: Checker) -> None:
    recent = Recent(replace(checker.policy, conversation=replace(checker.policy.conversation, messages=3)))
    windows = [recent.add(Message(f"number {number}", sender="a"), 0.0) for number in range(5)]
    assert [window.joined for window in windows] == [(0,), (0, 1), (0, 1, 2), (1, 2, 3), (2, 3, 4)]
    for number in range(MAX_SENDERS):
        recent.add(Message("x", sender=f"s{number}"), 0.0)
    assert recent.add(Message("again", sender="a"), 0.0).joint is None


def test_messages_are_read_together_while_one_of_them_stirs_or_if_they_may_be_pieces(checker: Checker) -> None:
    recent = Recent(replace(checker.policy, conversation=replace(checker.policy.conversation, messages=3)))
    still, stirring = checker.policy.conversation.stirring, checker.policy.conversation.stirring + 0.01
    joined = [
        recent.add(Message(text, sender="a"), log_odds).joined
        for text, log_odds in (
            ("ordinary", still),
            ("ordinary", still),
            ("stirring", stirring),
            ("ordinary", still),
            ("ordinary", still),
            ("ordinary", still),
            ("助", still),
            ("记", still),
        )
    ]
    assert joined == [(0,), (1,), (0, 1, 2), (1, 2, 3), (2, 3, 4), (5,), (6,), (5, 6, 7)]
