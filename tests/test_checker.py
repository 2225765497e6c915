"""The checker as a library: what it promises for any input, alone, in many threads and in other processes."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scamguard import Checker, Flag, Level, Message, Signal, Verdict, explain
from scamguard.brands import Trusted

SCAM_ZH = "我是OKX客服，请把助记词发给我核对"
SCAM_HANT = "我是OKX客服專員，麻煩您把助記詞傳給我核對"
SCAM_EN = "I'm from OKX support, send me your 12 words so that I can unlock your account."
HONEST = [
    "OKX 绝不会索要您的助记词",
    "您的验证码是 482913，请勿告诉任何人",
    "骗子让我把验证码发给他，我没给",
    "lunch at noon?",
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize("text", [SCAM_ZH, SCAM_HANT, SCAM_EN])
def test_a_request_for_the_seed_phrase_is_a_scam_in_each_language(checker: Checker, text: str) -> None:
    verdict = checker.check(text)
    assert verdict.level is Level.SCAM
    assert verdict.flags[0] is Flag.SEED_PHRASE
    signal = verdict.signals[0]
    assert isinstance(signal, Signal)
    assert [text[span.start : span.end] for span in signal.spans] == list(signal.evidence)
    assert verdict.advice


@pytest.mark.parametrize("text", HONEST)
def test_honest_messages_in_the_same_words_are_clear(checker: Checker, text: str) -> None:
    verdict = checker.check(text)
    assert verdict.level is Level.CLEAR
    assert verdict.flags == ()
    assert verdict.advice == ()


def test_a_protective_sentence_never_excuses_the_request_after_it(checker: Checker) -> None:
    verdict = checker.check("官方绝不会索要助记词。为验证本人，请把助记词发给我")
    assert verdict.level is Level.SCAM
    assert verdict.signals[0].evidence == ("请把助记词发给我",) or "助记词发给我" in verdict.signals[0].evidence[0]


def test_many_come_in_order_and_as_one_by_one(checker: Checker) -> None:
    texts = [SCAM_ZH, *HONEST, SCAM_EN]
    assert list(checker.check_many(iter(texts))) == [checker.check(text) for text in texts]


def test_threads_and_pickle_give_the_same_verdicts(checker: Checker) -> None:
    texts = [SCAM_ZH, *HONEST, SCAM_EN] * 4
    expected = [checker.check(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(checker.check, texts)) == expected
    assert [pickle.loads(pickle.dumps(checker)).check(text) for text in texts[:3]] == expected[:3]


def test_quoted_text_is_not_judged_and_hidden_links_are(checker: Checker) -> None:
    assert checker.check(Message("Is this real?", quoted=SCAM_EN)).level is Level.CLEAR
    verdict = checker.check(Message("您的账户异常，请点击验证", links=("https://okx-verify.top/login",)))
    assert verdict.level is Level.SCAM
    assert "https://okx-verify.top/login" in verdict.signals[0].evidence


def test_the_sender_counts_but_proves_nothing(checker: Checker) -> None:
    text = "您的提币申请已受理"
    assert checker.check(Message(text, sender="OKX")).level is Level.CLEAR
    verdict = checker.check(Message(text, sender="OKX <service@mail-team.example>"))
    assert Flag.DOMAIN in verdict.flags
    assert checker.check(Message(text, sender="OKX <noreply@okx.com>")).level is Level.CLEAR


def test_trusted_channels_are_not_called_unofficial() -> None:
    text = "OKX 客服电话：400-000-1234"
    assert Flag.PHONE in Checker().check(text).flags
    trusting = Checker(trusted=Trusted(phones=frozenset({"4000001234"}))).check(text)
    assert "channels/offered-phone" not in [signal.id for signal in trusting.signals]
    secret = "把助记词发给我，电话400-000-1234"
    assert Checker(trusted=Trusted(phones=frozenset({"4000001234"}))).check(secret).level is Level.SCAM


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x00",
        "\ud800",
        "a" * 200_000,
        "请" * 200_000,
        "不要" * 50_000,
        "\u200b" * 100_000,
        "@" * 50_000,
    ],
)
def test_any_text_gets_a_verdict(checker: Checker, text: str) -> None:
    verdict = checker.check(text)
    assert verdict.level is Level.CLEAR
    assert explain(verdict, "zh")


FRAGMENTS = st.sampled_from(
    [
        "我是",
        "OKX",
        "客服",
        "请",
        "不要",
        "把",
        "助记词",
        "发给我",
        "验证码",
        "告诉",
        "任何人",
        "骗子",
        "说",
        "“",
        "”",
        "？",
        "。",
        "，",
        "\n",
        "24小时内",
        "冻结",
        "okx-verify.top",
        "400-000-1234",
        "send",
        "me",
        "your",
        "seed",
        "phrase",
        "never",
        "安全账户",
        "转到",
        "点击",
        "链接",
        "s.e.e.d",
        "助",
        "记",
        "词",
        "\u200b",
        "о",
        "к",
        "х",
        ":",
        ";",
        "1.",
        "@",
        "http://",
        "",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=24).map("".join) | st.text(max_size=80))
def test_the_explanation_is_the_arithmetic(text: str) -> None:
    verdict = _SHARED.check(text)
    assert round(verdict.prior + sum(verdict.shares()), 2) == verdict.log_odds
    assert Verdict.from_dict(verdict.to_dict()) == verdict
    for signal in verdict.signals:
        assert all(0 <= span.start < span.end <= len(text) for span in signal.spans)
        assert [text[span.start : span.end] for span in signal.spans] == list(signal.evidence[: len(signal.spans)])
    for lang in ("zh", "en"):
        printed = explain(verdict, lang)
        reasons = any(signal.weight > 0 for signal in verdict.signals)
        assert all(f"{share:+.2f}" in printed for share in verdict.shares() if share and reasons)


@settings(max_examples=60, deadline=None)
@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_what_stands_before_a_request_never_clears_it(text: str) -> None:
    request = "\n\n您好，请您把您的助记词发给我核对一下"
    assert _SHARED.check(text + "。" + request).level >= Level.SUSPICIOUS or _is_story(text)


def _is_story(text: str) -> bool:
    """A text that only reports closes requests on purpose; the generator can write such a one."""
    return any(word in text for word in ("骗子", "说", "“", ":"))


_SHARED = Checker()


@pytest.mark.parametrize(
    ("text", "sender", "site"),
    [
        ("我是币安客服，请把您的验证码发给我", None, "binance.com"),
        ("Your wallet is suspended. Log in at metamask-login.example and enter your seed phrase", None, "metamask.io"),
        ("Send me your verification code so that I can unlock your account", "Coinbase Support", "coinbase.com"),
        ("请把您的助记词发给我", None, "okx.com"),
        ("OKX notice: log in at binance-verify.example and enter your password", None, "binance.com"),
    ],
)
def test_the_reader_is_sent_to_the_brand_that_the_message_speaks_of(
    checker: Checker, text: str, sender: str | None, site: str
) -> None:
    verdict = checker.check(Message(text, sender=sender))
    assert verdict.level > Level.CLEAR
    assert site in verdict.verify.zh
    assert site in verdict.verify.en
    assert site in verdict.advice[-1]
    assert all("okx" not in wording.lower() for signal in verdict.signals for wording in (signal.why.zh, signal.why.en))


def test_a_hidden_link_tells_which_brand_is_imitated(checker: Checker) -> None:
    message = Message("Your account is frozen, enter your password here", links=("https://bybit-login.example/x",))
    assert "bybit.com" in checker.check(message).verify.en
