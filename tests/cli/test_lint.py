"""The rule linter: each check sees its own mistake and nothing else; examples are really tried."""

from dataclasses import replace
from pathlib import Path

import pytest

from scamguard import Checker
from scamguard.rulebook.conditions import Condition
from scamguard.rulebook.lexicon import Concept
from scamguard.rulebook.lint import CHECKS, Complaint, Material, complaints, fires_alone, lint, try_examples
from scamguard.rulebook.rule import Rule
from scamguard.rulebook.rulebook import Rulebook
from scamguard.types import Flag, Wording

SHIPPED = Path("/shipped")
GOOD = Rule(
    id="money/gift",
    flag=Flag.TRANSFER,
    family="transfer",
    weight=7.0,
    decisive=True,
    when=Condition(message=(("gift",),)),
    title=Wording(zh="索要礼品卡", en="Asks for a gift card"),
    why=Wording(zh="礼品卡等于现金。", en="A gift card is cash."),
    source="F8, tactics 1, 5",
    match=("a", "b", "c"),
    passes=("d", "e", "f"),
    path="/shipped/money/gift.yaml",
)
GIFT = (SHIPPED / "concepts" / "gift.yaml", Concept("gift", ("礼品卡", "gift card"), ("礼品卡片机",)))
MATERIAL = Material((GOOD,), (GIFT,), frozenset(), 6.2, SHIPPED)
OTHER = replace(
    GOOD, id="money/other", title=Wording(zh="索要红包", en="Asks for a red packet"), path="/shipped/other.yaml"
)


def found(material: Material) -> list[tuple[str, str]]:
    return [(complaint.check, complaint.what) for complaint in complaints(material)]


def with_rule(**changes: object) -> Material:
    return replace(MATERIAL, rules=(replace(GOOD, **changes),))  # type: ignore[arg-type]  # any field of a rule


def test_a_good_rule_has_no_complaints() -> None:
    assert complaints(replace(MATERIAL, rules=(GOOD, OTHER))) == ()


def test_every_check_has_a_name_and_a_recommendation_of_its_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS) == len({check.recommendation for check in CHECKS})


def test_few_examples() -> None:
    material = with_rule(match=("a", "a", "b"), passes=())
    assert complaints(material) == (
        Complaint("few-examples", GOOD.path, "money/gift has 2 different match examples", CHECKS[0].recommendation),
        Complaint("few-examples", GOOD.path, "money/gift has 0 different pass examples", CHECKS[0].recommendation),
    )


@pytest.mark.parametrize(
    ("weight", "decisive", "what"),
    [
        (6.1, True, "money/gift is decisive with weight 6.1, less than 6.20"),
        (6.2, False, "money/gift is not decisive, and its weight 6.2 reaches 6.20"),
    ],
)
def test_decisive_weight(weight: float, decisive: bool, what: str) -> None:
    assert found(with_rule(weight=weight, decisive=decisive)) == [("decisive-weight", what)]
    assert found(with_rule(weight=weight, decisive=not decisive)) == []


@pytest.mark.parametrize(
    "wording", [Wording(zh="OKX", en="OKX"), Wording(zh="gift", en="Gift card"), Wording(zh="礼品卡", en="A 礼品卡")]
)
def test_one_language(wording: Wording) -> None:
    expected = "of money/gift is not written in Chinese under zh and in English under en"
    assert found(with_rule(title=wording)) == [("one-language", f"title {expected}")]
    assert found(with_rule(why=wording)) == [("one-language", f"why {expected}")]


@pytest.mark.parametrize(
    "source", ["F1", "F14", "tactic 2", "tactics 1, 3, 12", "F11, tactic 10", "facts on fake support"]
)
def test_known_sources(source: str) -> None:
    assert found(with_rule(source=source)) == []


@pytest.mark.parametrize(
    ("source", "unknown"),
    [("F15", "F15"), ("F1, 3", "3"), ("tactics 1, 13", "13"), ("tactic", "tactic"), ("facts", "facts")],
)
def test_unknown_sources(source: str, unknown: str) -> None:
    expected = f"money/gift names a source {unknown!r} that is not in the table"
    assert found(with_rule(source=source)) == [("unknown-source", expected)]


def test_users_rules_may_name_any_source() -> None:
    assert found(with_rule(source="our own records", path="/home/me/gift.yaml")) == []


def test_shared_titles() -> None:
    twin = replace(OTHER, title=Wording(zh="另一个", en=GOOD.title.en))
    assert found(replace(MATERIAL, rules=(GOOD, twin))) == [
        ("shared-title", "money/gift shares its en title 'Asks for a gift card' with another rule"),
        ("shared-title", "money/other shares its en title 'Asks for a gift card' with another rule"),
    ]


def test_unused_concepts() -> None:
    spare = (SHIPPED / "concepts" / "spare.yaml", Concept("spare", ("备用",)))
    material = replace(MATERIAL, concepts=(GIFT, spare))
    assert found(material) == [("unused-concept", "no rule, request or scope speaks of spare")]
    assert found(replace(material, mentioned=frozenset({"spare"}))) == []
    revealing = replace(GOOD, when=Condition(any=(Condition(message=(("gift", "revealed:spare"),)),)))
    assert found(replace(material, rules=(revealing,))) == []


def test_contradicting_terms_are_compared_as_they_are_matched() -> None:
    twice = (GIFT[0], Concept("gift", ("禮品卡", "gift card"), ("礼品卡", "Gift-Card", "gift cards")))
    assert found(replace(MATERIAL, concepts=(twice,))) == [
        ("contradicting-term", "'礼品卡' of gift stands under terms and under except"),
        ("contradicting-term", "'Gift-Card' of gift stands under terms and under except"),
    ]


def test_lint_reads_the_shipped_concepts_and_requests() -> None:
    rulebook = Rulebook([], [], Rulebook.load().brands)
    unused = {c.what.rpartition(" ")[2] for c in lint(rulebook, 6.2) if c.check == "unused-concept"}
    assert "seed_phrase" in unused, "no rule is there to use it"
    assert not {"hand_over", "scope_negation"} & unused, "a request and a scope use these"


def write_rule(folder: Path, weight: float, match: str, passes: str, decisive: str = "true") -> None:
    (folder / "gift.yaml").write_text(
        f"""\
id: own/brand-and-seed
flag: transfer
weight: {weight}
decisive: {decisive}
when: {{message: [brand, seed_phrase]}}
title: {{zh: 品牌与助记词, en: A brand and a seed phrase}}
why: {{zh: 测试, en: test}}
source: our own records
examples: {{match: [{match}], pass: [{passes}]}}
""",
        encoding="utf-8",
    )


def tried(folder: Path) -> list[tuple[str, str]]:
    """Complaints about the rules of a folder; the shipped rules' own examples are not tried."""
    checker = Checker(rules=[folder])
    own = [rule for rule in checker.rulebook.rules if rule.path.startswith(str(folder))]
    rulebook = checker.rulebook
    only_own = Rulebook(own, rulebook_concepts(), rulebook.brands)
    return [(complaint.check, complaint.what) for complaint in try_examples(only_own, checker.check)]


def rulebook_concepts() -> list[Concept]:
    return [Concept("seed_phrase", ("助记词",)), Concept("scope_negation", ("不会",))]


def test_examples_that_hold(tmp_path: Path) -> None:
    write_rule(tmp_path, 7, "OKX 助记词, 欧易的助记词", "今天天气很好")
    assert tried(tmp_path) == []


def test_a_match_example_on_which_the_rule_is_silent(tmp_path: Path) -> None:
    write_rule(tmp_path, 7, "OKX 助记词, OKX 的天气", "今天天气很好")
    assert tried(tmp_path) == [("silent-on-match", "own/brand-and-seed does not fire on 'OKX 的天气'")]


def test_a_pass_example_on_which_another_rule_fires(tmp_path: Path) -> None:
    write_rule(tmp_path, 7, "OKX 助记词", "请立即把您的助记词发给我")
    [(check, what)] = tried(tmp_path)
    assert check == "fires-on-pass"
    assert "credentials/asks-seed-phrase" in what
    assert what.endswith("fires on '请立即把您的助记词发给我'")


def test_a_decisive_rule_that_leaves_its_example_clear(tmp_path: Path) -> None:
    write_rule(tmp_path, 3, "OKX 助记词", "今天天气很好")
    assert tried(tmp_path) == [("decisive-but-clear", "'OKX 助记词' is CLEAR")]
    write_rule(tmp_path, 3, "OKX 助记词", "今天天气很好", decisive="false")
    assert tried(tmp_path) == []


def test_a_rule_is_tried_alone() -> None:
    rulebook = Rulebook([], [Concept("gift", ("礼品卡",))], [])
    assert fires_alone(GOOD, rulebook, "买一张礼品卡")
    assert not fires_alone(GOOD, rulebook, "买一张电影票")
