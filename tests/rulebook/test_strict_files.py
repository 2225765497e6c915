"""Mistakes in data files that must be reported with file and remedy, and forged hosts and senders."""

from pathlib import Path

import pytest

from scamguard import Checker, Flag, Level, Message, Verdict
from scamguard.errors import DataError, InputError
from scamguard.rulebook.load import load_brand, load_rule
from scamguard.rulebook.templates import TemplateError, expand
from scamguard.rulebook.yaml_file import YamlFile

RULE = """id: mine/rule
flag: domain
weight: 1
when: {when}
title: {{zh: 标题, en: title}}
why: {{zh: 原因, en: why}}
source: facts of a test
examples: {{match: [a], pass: [b]}}
"""


@pytest.mark.parametrize("content", ["id: a\x00b", "date: 2024-99-99", "- a\n- b", "a: [1"])
def test_broken_yaml_is_a_data_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.yaml"):
        YamlFile(path)


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("{any: 5}", "any must be a list"),
        ("{clause: [a], ordered: 'no'}", "ordered must be true or false"),
        ("{request: ask, of: a, any: []}", "can't stand beside any"),
        ("{clause: [unknown]}", "unknown concept or entity 'unknown'"),
        ("{clause: [a], gap: far}", "not a number of characters"),
        ("{gap: 3}", "needs clause, near, message or any"),
    ],
)
def test_a_wrong_condition_is_reported_with_its_line(tmp_path: Path, when: str, what: str) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(RULE.format(when=when), encoding="utf-8")
    with pytest.raises(DataError, match=what) as caught:
        load_rule(path, {"a"}, {"ask": {"clause": ["$it"]}})
    assert caught.value.line == 4
    assert caught.value.remedy


def test_a_list_that_contains_itself_is_refused() -> None:
    with pytest.raises(TemplateError, match="contain itself"):
        expand("{$a}", {"a": ["x{$a}"]})


def test_brand_handles_and_international_domains_are_normalised(tmp_path: Path) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text(
        "id: b\nnames: [B]\ndomains: [欧易.example]\nhandles: ['@Official_B']\nverify: {zh: 核实, en: verify}\n",
        encoding="utf-8",
    )
    brand = load_brand(path)
    assert brand.handles == {"official_b"}
    assert brand.domains == {"xn--7hvx6i.example"}


def test_two_brands_with_one_id_are_reported_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "again.yaml"
    path.write_text("id: okx\nnames: [X]\ndomains: [x.example]\nverify: {zh: 核实, en: verify}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"again\.yaml"):
        Checker(brands=[path])


def test_a_host_with_foreign_letters_is_never_official() -> None:
    checker = Checker()
    assert checker.check("登录 https://www.okx.com/help 查看").level is Level.CLEAR
    verdict = checker.check("登录 https://www.о\u043ax.com/help 查看")
    assert verdict.level is Level.SCAM
    assert verdict.flags[0] is Flag.DOMAIN


def test_a_path_trick_counts_in_capitals_too() -> None:
    assert Flag.DOMAIN in Checker().check("请登录 https://EVIL.example/okx.com/login 验证账户").flags


def test_a_support_address_on_the_official_domain_is_no_claim() -> None:
    verdict = Checker().check(Message("您好", sender="OKX <support@okx.com>"))
    assert {signal.id for signal in verdict.signals} <= {"classifier/wording"}


@pytest.mark.parametrize("data", [[], None, {"schema": 2}, {"schema": 1}])
def test_what_is_no_verdict_is_an_input_error(data: object) -> None:
    with pytest.raises(InputError):
        Verdict.from_dict(data)  # type: ignore[arg-type]  # what comes from a file may be anything
