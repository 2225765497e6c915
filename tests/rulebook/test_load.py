"""Rules, concepts, brands and allow-lists from files: what is read, and what is refused with file, line and remedy."""

from pathlib import Path

import pytest

from scamguard.brands import Trusted
from scamguard.errors import DataError
from scamguard.rulebook.load import (
    check_unique,
    load_brand,
    load_concept,
    load_parts,
    load_requests,
    load_rule,
    load_trusted,
    yaml_files,
)
from scamguard.types import Flag, Wording

ATOMS = frozenset({"seed_phrase", "ask_reader", "brand", "link:unrelated"})
RULE = """id: test/asks
flag: seed_phrase
weight: 3.5
when:
  clause: [ask_reader, seed_phrase]
  unless: ["brand|link:unrelated"]
title: {zh: 标题, en: Title}
why: {zh: 原因, en: Why}
source: F2
examples:
  match: [a, b]
  pass: [c]
"""
BRAND = """id: acme
names: [Acme, 顶点]
domains: [Acme.example]
related: [acme-group.example]
tokens: [ACME]
handles: [acme_help]
verify: {zh: 去官网, en: at acme.example}
"""


def written(tmp_path: Path, text: str, name: str = "data.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    rule = load_rule(written(tmp_path, RULE), ATOMS, {})
    assert (rule.id, rule.flag, rule.family, rule.weight, rule.decisive) == (
        "test/asks", Flag.SEED_PHRASE, "seed_phrase", 3.5, False,
    )  # fmt: skip
    assert rule.when.clause == (("ask_reader",), ("seed_phrase",))
    assert rule.when.unless == ("brand", "link:unrelated")
    assert (rule.title, rule.why) == (Wording("标题", "Title"), Wording("原因", "Why"))
    assert (rule.match, rule.passes, rule.path) == (("a", "b"), ("c",), str(tmp_path / "data.yaml"))


def test_a_request_is_filled_in_with_what_is_asked_for(tmp_path: Path) -> None:
    requests = load_requests(written(tmp_path, "asked:\n  clause: [ask_reader, $it]\n", "requests.yaml"))
    text = RULE.replace("  clause: [ask_reader, seed_phrase]\n", "  request: asked\n  of: seed_phrase|brand\n")
    rule = load_rule(written(tmp_path, text), ATOMS, requests)
    assert [condition.clause for condition in rule.when.any] == [(("ask_reader",), ("seed_phrase", "brand"))]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("flag: seed_phrase", "flag: sead_phrase", 2, "unknown flag 'sead_phrase'", "seed_phrase"),
        ("weight: 3.5", "weight: -1", 3, "weight -1 is not between 0 and 12", "positive log-odds"),
        ("weight: 3.5", "weight: 3.555", 3, "weight 3.555", "two decimals"),
        ("weight: 3.5", "weight: heavy", 3, "weight 'heavy'", "positive log-odds"),
        ("weight: 3.5", "weight: true", 3, "weight True", "positive log-odds"),
        ("weight: 3.5", "weight: 3.5\ndecisive: maybe", 4, "decisive must be true or false", "write true"),
        ("weight: 3.5\n", "", 1, "the key 'weight' is missing", "add `weight: ...`"),
        ("source: F2", "sauce: F2", 9, "unknown key 'sauce'", "source"),
        ("ask_reader, seed_phrase", "ask_reader, sead_phrase", 5, "unknown concept or entity 'sead_phrase'", "seed"),
        ("  unless:", "  unlesss:", 6, "unknown key 'unlesss'", "unless"),
        ('  unless: ["brand|link:unrelated"]', "  scopes: [denied]", 6, "unknown scope 'denied'", "negated"),
        ('  unless: ["brand|link:unrelated"]', "  gap: far", 6, "'far' is not a number of characters", "20"),
        ("  clause: [ask_reader, seed_phrase]\n", "", 4, "a condition needs clause, near, message or any", "concepts"),
        ("title: {zh: 标题, en: Title}", "title: {zh: 标题}", 7, "the key 'en' is missing", "add `en: ...`"),
        ("  pass: [c]", "  pas: [c]", 12, "unknown key 'pas'", "pass"),
        ("  match: [a, b]", "  match: [a, 5]", 11, "5 in match is not text", "quotes"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused(tmp_path: Path, old: str, new: str, line: int, what: str, remedy: str) -> None:
    assert old in RULE
    path = written(tmp_path, RULE.replace(old, new))
    with pytest.raises(DataError) as raised:
        load_rule(path, ATOMS, {})
    error = raised.value
    assert (error.path, error.line) == (str(path), line)
    assert what in error.what
    assert remedy in error.remedy
    assert str(error) == f"{path}:{line}: {error.what}\n  how to fix it: {error.remedy}"


def test_a_rule_that_names_an_unknown_request_is_refused(tmp_path: Path) -> None:
    text = RULE.replace("  clause: [ask_reader, seed_phrase]\n", "  request: askd\n  of: seed_phrase\n")
    with pytest.raises(DataError, match="unknown request 'askd'") as raised:
        load_rule(written(tmp_path, text), ATOMS, {"asked": {}})
    assert (raised.value.line, raised.value.remedy) == (5, "use one of: asked")


def test_a_concept_is_expanded_with_shared_and_own_parts(tmp_path: Path) -> None:
    parts = load_parts(written(tmp_path, "you: [you, 您]\n", "parts.yaml"))
    text = """id: seed
about: The phrase.
parts: {words: [words, phrase]}
terms:
  en: ["seed {$words}", "{get,load}~{app}"]
  zh-Hans: ["{$you}的词"]
except:
  en: [seed wordsmith]
"""
    concept = load_concept(written(tmp_path, text), parts)
    assert concept.terms == ("seed words", "seed phrase", "you的词", "您的词")
    assert concept.excepted == ("seed wordsmith",)
    assert concept.chains == ((("get", "load"), ("app",)),)


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("{a,b", "missing '}'"),
        ("{$nobody}", "there is no part named 'nobody'"),
        ("[a]", "stands for an empty term"),
        ("a~[b]", "stands for an empty term"),
    ],
)
def test_a_wrong_template_is_refused_with_its_line(tmp_path: Path, template: str, what: str) -> None:
    text = f'id: seed\nabout: x\nterms:\n  en:\n    - good\n    - "{template}"\n'
    with pytest.raises(DataError) as raised:
        load_concept(written(tmp_path, text), {})
    assert what in raised.value.what
    assert raised.value.line == 6


def test_an_exception_cannot_be_a_chain(tmp_path: Path) -> None:
    text = "id: seed\nabout: x\nterms: {en: [a]}\nexcept: {en: [b~c]}\n"
    with pytest.raises(DataError, match="an exception can't be a chain"):
        load_concept(written(tmp_path, text), {})


def test_a_brand_is_read_in_lower_case(tmp_path: Path) -> None:
    brand = load_brand(written(tmp_path, BRAND))
    assert (brand.id, brand.names) == ("acme", ("Acme", "顶点"))
    assert (brand.domains, brand.related) == (frozenset({"acme.example"}), frozenset({"acme-group.example"}))
    assert (brand.tokens, brand.handles, brand.phones) == (("acme",), frozenset({"acme_help"}), frozenset())
    assert brand.verify == Wording("去官网", "at acme.example")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("names: [Acme, 顶点]", "names: []", "at least one name and one domain"),
        ("domains: [Acme.example]\n", "", "the key 'domains' is missing"),
        ("handles:", "handels:", "unknown key 'handels'"),
        ("verify: {zh: 去官网, en: at acme.example}", "verify: acme.example", "verify must be a mapping"),
    ],
)
def test_a_wrong_brand_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        load_brand(written(tmp_path, BRAND.replace(old, new)))


def test_an_allow_list_is_brought_to_the_forms_that_are_compared(tmp_path: Path) -> None:
    text = 'trusted:\n  domains: [My-Bank.example]\n  phones: ["+852 5550 1234"]\n  handles: ["@Aunt_May"]\n'
    assert load_trusted(written(tmp_path, text)) == Trusted(
        frozenset({"my-bank.example"}), frozenset({"85255501234"}), frozenset({"aunt_may"})
    )
    with pytest.raises(DataError, match="unknown key 'phone'") as raised:
        load_trusted(written(tmp_path, "trusted:\n  phone: [1]\n"))
    assert raised.value.line == 2


def test_two_files_with_one_id_are_refused() -> None:
    check_unique("rule", [("a", "one.yaml"), ("b", "two.yaml")])
    with pytest.raises(DataError, match=r"the rule 'a' exists already, in one\.yaml") as raised:
        check_unique("rule", [("a", "one.yaml"), ("a", "two.yaml")])
    assert raised.value.path == "two.yaml"


def test_yaml_files_are_listed_in_a_fixed_order_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    paths = [written(tmp_path, "", name) for name in ("b/z.yaml", "c.yaml", "a.yaml")]
    written(tmp_path, "", "notes.txt")
    assert yaml_files(tmp_path) == sorted(paths)
