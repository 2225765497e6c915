"""Each scope stops a request in its own stretch of text, and nowhere else."""

import pytest

from scamguard import Checker, Level

CLOSED = {
    "negated": [
        "请不要把验证码发给我",
        "OKX will never ask you to send us your seed phrase",
        "官方不会索要您的密码、验证码，或要求您提供助记词",
    ],
    "reported": [
        "骗子让我把助记词发给他",
        "He said he was OKX support and asked me to send him the code",
        "对方说把验证码发给我，我就挂了",
    ],
    "quoted": ["骗子的短信是这样的：“请把助记词发给我们核对”，大家别信"],
    "asked": ["可以把助记词告诉客服吗？", "Should I send my seed phrase to support?", "客服要我的验证码正常吗？"],
    "conditional": [
        "凡是让你把助记词发给他的都是骗子",
        "If anyone asks you to send your seed phrase, hang up",
        "谁让你发验证码谁就是骗子",
    ],
    "third_party": ["不小心把验证码告诉别人了", "I lost my seed phrase"],
    "delivered": ["您的验证码是 482913", "We will send you a verification code"],
}
OPEN = [
    "不要担心，把助记词发给我",
    "如果不把验证码发给我，账户将被冻结",
    "Don't hesitate to send me your seed phrase",
    "凡是索要助记词的都是骗子。我们是官方，请把助记词发给我们核对",
    "不会索要助记词，除非账户异常，请把助记词发给我",
    "我们不会索要助记词(本次升级除外)，请您提供助记词",
    "骗子很多，请您把验证码发给我，我帮您拦截",
    "您可以把助记词发给我吗？",
    "OKX never asks for your password. Please send me your password to verify.",
    "把“助记词”发给我",
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize(("scope", "text"), [(scope, text) for scope, texts in CLOSED.items() for text in texts])
def test_closed(checker: Checker, scope: str, text: str) -> None:
    verdict = checker.check(text)
    assert verdict.level is Level.CLEAR, (scope, [(s.id, s.evidence) for s in verdict.signals])


@pytest.mark.parametrize("text", OPEN)
def test_open(checker: Checker, text: str) -> None:
    assert checker.check(text).level > Level.CLEAR


def test_the_question_mark_of_a_link_asks_nothing(checker: Checker) -> None:
    link = "https://okx-secure.top/login?id=123"
    assert checker.check(f"Please verify your account at {link}").level is Level.SCAM
    assert checker.check(f"这个链接 {link} 是真的吗？").level is Level.CLEAR
