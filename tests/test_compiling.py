"""The compiled forms say what their sources say, and a checker that reads them judges as one that reads the sources."""

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from scamguard import Checker, Message
from scamguard.classifier import model
from scamguard.classifier.model import Classifier
from scamguard.compiling import compiled_files
from scamguard.errors import DataError
from scamguard.odds import Opinion
from scamguard.resources import bundled, parsed, table_map
from scamguard.rulebook.shipped import from_data
from scamguard.rulebook.sources import read_contents
from tests.compiled import use_compiled

TEXTS = (
    "我是OKX客服，请把助记词发给我核对",
    "Your okx account is locked, send your seed phrase to our support agent at http://okx-check.example/login",
    "OKX 绝不会索要您的助记词",
    "Acme Coin support here, please send the 6 digit code",
    "周末一起吃饭吗",
    "助 记 词 “发 给 我” " * 40,
)
BRAND = """\
id: acme
names: [Acme Coin]
domains: [acme.example]
verify: {zh: 到官网, en: on its site}
"""
OWN_RULE = """\
id: own/brand-and-code
flag: transfer
weight: 7
decisive: true
when: {request: hand_over, of: verification_code}
title: {zh: 测试, en: test}
why: {zh: 测试, en: test}
source: our own records
examples: {match: [a], pass: [b]}
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return compiled_files()


def test_the_compiled_rulebook_equals_the_yaml(files: dict[str, bytes]) -> None:
    compiled, read = from_data(json.loads(files["rulebook.json"]), bundled("rules")), read_contents()
    assert compiled.rules == read.rules
    assert compiled.brands == read.brands
    assert compiled.concepts == read.concepts
    assert compiled.vocabulary == read.vocabulary
    assert len(read.rules) > 50
    assert len(read.vocabulary.terms.by_head) > 1000


def test_wording_policy_and_tables_equal_their_sources(files: dict[str, bytes]) -> None:
    sources = {f"wording-{path.stem}.json": path for path in bundled("wording").iterdir()}
    sources["models-policy.json"] = bundled("models") / "policy.yaml"
    for name, path in sources.items():
        assert json.loads(files[name]) == parsed(path) == yaml.safe_load(path.read_text(encoding="utf-8")), name
    tables = {f"table-{path.name}.json": path.name for path in (bundled("rules") / "tables").glob("*.tsv")}
    for name, table in tables.items():
        assert list(json.loads(files[name]).items()) == list(table_map(table).items()), name
    assert set(files) == {*sources, *tables, "rulebook.json", "model.json", "model.bin"}


def test_the_compiled_model_equals_the_npz(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_compiled(files, tmp_path, monkeypatch)
    about = json.loads(files["model.json"])
    with np.load(bundled("models") / "text.npz") as stored:
        arrays, read = model._unpacked(about), model.as_used({name: stored[name] for name in stored.files})
    assert set(arrays) == set(read)
    for name, array in read.items():
        assert arrays[name].dtype == array.dtype
        assert np.array_equal(arrays[name], array)


def test_a_damaged_or_missing_compiled_model_is_refused(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = bytes([files["model.bin"][0] ^ 1]) + files["model.bin"][1:]
    use_compiled(files | {"model.bin": damaged}, tmp_path, monkeypatch)
    with pytest.raises(DataError, match="checksum"):
        Classifier.load(Opinion(1.0, 0.0, 1.0))
    (tmp_path / "model.bin").unlink()
    with pytest.raises(DataError, match="can't be read"):
        Classifier.load(Opinion(1.0, 0.0, 1.0))


@pytest.mark.parametrize("added", ["", "rules", "brands", "rules and brands"])
def test_a_checker_of_compiled_forms_judges_as_one_of_the_sources(
    added: str, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "acme.yaml").write_text(BRAND, encoding="utf-8")
    (tmp_path / "rules" / "own.yaml").write_text(OWN_RULE, encoding="utf-8")
    rules = [tmp_path / "rules"] if "rules" in added else []
    brands = [tmp_path / "acme.yaml"] if "brands" in added else []
    of_sources = Checker(rules=rules, brands=brands)
    (tmp_path / "compiled").mkdir()
    use_compiled(files, tmp_path / "compiled", monkeypatch)
    of_compiled = Checker(rules=rules, brands=brands)
    assert of_compiled.rulebook.rules == of_sources.rulebook.rules
    assert of_compiled.rulebook.brands == of_sources.rulebook.brands
    for text in TEXTS:
        message = Message(text, sender="OKX support")
        assert of_compiled.check(message).to_dict() == of_sources.check(message).to_dict()
