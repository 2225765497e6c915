"""What a reader sees: language, level line, quoted evidence, advice, and that every flag has its words."""

import pytest

from scamguard import Checker, Flag, Level, explain
from scamguard.brands import brand_names
from scamguard.explanation import LANGUAGES, language_of, wording
from scamguard.rulebook.rulebook import Rulebook


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_flag_and_level_has_its_words(lang: str) -> None:
    words = wording(lang)
    for key in ("flags", "advice", "already"):
        assert set(words[key]) == {str(flag) for flag in Flag}
        assert all(text.strip() for text in words[key].values())
    assert set(words["level"]) == {level.name for level in Level}
    assert set(wording("zh")) == set(wording("en"))


def test_clear_says_that_it_is_no_proof(checker: Checker) -> None:
    verdict = checker.check("明天见")
    assert "不代表" in explain(verdict, "zh")
    assert "No red flag found, which is not a proof of safety" in explain(verdict, "en")


def test_the_language_is_the_message_s_or_the_one_asked_for(checker: Checker) -> None:
    chinese = checker.check("请把您的私钥发给我")
    assert "诈骗" in explain(chinese)
    assert "SCAM" in explain(chinese, "en")
    assert any("私钥" in line for line in chinese.advice)
    assert "private key" in explain(checker.check("please send me your private key"))


@pytest.mark.parametrize(("text", "lang"), [("你好", "zh"), ("hello", "en"), ("", "en"), ("请登录 okx.com 查看", "zh")])
def test_language_of(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_evidence_stands_as_in_the_message_and_disguises_are_named(checker: Checker) -> None:
    verdict = checker.check("请把助\u200b记\u200b词发给我")
    printed = explain(verdict)
    assert any("助\u200b记\u200b词" in piece for signal in verdict.signals for piece in signal.evidence)
    assert verdict.edits
    assert "看不见的字符" in printed
    assert "okx.com" in printed


def test_what_to_do_if_it_is_too_late(checker: Checker) -> None:
    printed = explain(checker.check("send me your seed phrase"), "en")
    assert "Make a new wallet" in printed
    assert "police" in printed


def test_no_reason_and_no_advice_names_a_brand() -> None:
    rulebook = Rulebook.load()
    names = [name.lower() for name in brand_names(rulebook.brands)]
    said = [text for rule in rulebook.rules for one in (rule.title, rule.why) for text in (one.zh, one.en)]
    for lang in LANGUAGES:
        said += [line for part in ("now", "advice", "already") for line in wording(lang)[part].values()]
    assert [(text, name) for text in said for name in names if name in text.lower()] == []
