"""What twice as many rules and terms cost: `check` with a rulebook to which twins of all rules and concepts were added.

A twin of a rule has another id and the same condition. A twin of a concept has its terms read backwards, so that they
are as long and of the same letters, and mostly of no meaning. Both checkers run in processes of their own, from copies
of the package beside which the rules lie.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from scamguard.brands import brand_names
from scamguard.resources import bundled
from scamguard.rulebook.load import load_brand, load_concept, load_parts, yaml_files
from tests.benchmarks.corpus import Writer
from tests.benchmarks.process import ROOT, run
from tests.benchmarks.row import Row, run_alone, say

MESSAGES, ROUNDS = 3_000, 5
_LEFT_OUT = ("concepts", "brands", "tables")
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\{}[],~"})
"""What is no letter in a template."""


def measure() -> Sequence[Row]:
    """The time of a check, with twins against without, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        texts, single, twice = (Path(folder, name) for name in ("texts.json", "single", "twice"))
        texts.write_text(json.dumps([sent.text for sent in Writer(seed=4).chats(MESSAGES)]))
        _copy(single)
        _copy(twice)
        rules, terms = add_twins(twice / "rules")
        plain, doubled = list[float](), list[float]()
        for number in range(ROUNDS):
            plain.append(_microseconds(single, texts))
            doubled.append(_microseconds(twice, texts))
            say(f"round {number + 1}: {plain[-1]:.0f} and {doubled[-1]:.0f} µs")
    ratios = [two / one for one, two in zip(plain, doubled, strict=True)]
    title = f"check with {rules:,} more rules and {terms:,} more terms, against without"
    return [Row.of(title, doubled, "µs/message", ratios, "≤ 1.2")]


def add_twins(rules: Path) -> tuple[int, int]:
    """Adds the twins of all rules and concepts to a folder of rules; how many rules and terms."""
    rule_files = [path for path in yaml_files(rules) if path.parent != rules and path.parent.name not in _LEFT_OUT]
    for path in rule_files:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        _write(path.with_name(f"{path.stem}-twin.yaml"), data | {"id": f"{data['id']}-twin"})
    brands = map(load_brand, yaml_files(rules / "brands"))
    parts, added = load_parts(rules / "parts.yaml") | {"brand": brand_names(brands)}, 0
    for path in yaml_files(rules / "concepts"):
        concept = load_concept(path, parts)
        terms = _backwards(concept.terms)
        chains = ["~".join(f"{{{','.join(_backwards(piece))}}}" for piece in reversed(one)) for one in concept.chains]
        added += len(terms) + len(chains)
        data = {"id": f"{concept.id}_twin", "about": "terms read backwards", "terms": {"en": [*terms, *chains]}}
        _write(path.with_name(f"{path.stem}_twin.yaml"), data)
    return len(rule_files), added


def _backwards(terms: Iterable[str]) -> list[str]:
    """Templates that stand for the terms read backwards."""
    return sorted({term[::-1].translate(_MARKS) for term in terms})


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _copy(folder: Path) -> None:
    """The package, with rules and models where it looks for them."""
    shutil.copytree(ROOT / "scamguard", folder / "scamguard", ignore=shutil.ignore_patterns("__pycache__", "_bundled"))
    for name in ("rules", "models"):
        shutil.copytree(bundled(name), folder / name)


_CHECK = """
import json, os, sys, time
import scamguard
assert scamguard.__file__.startswith(os.getcwd()), scamguard.__file__
checker, texts = scamguard.Checker(), json.load(open(sys.argv[1]))
warm, measured = texts[: len(texts) // 10], texts[len(texts) // 10 :]
for text in warm:
    checker.check(text)
begun = time.process_time()
for text in measured:
    checker.check(text)
json.dump((time.process_time() - begun) / len(measured) * 1e6, open(sys.argv[2], "w"))
"""


def _microseconds(root: Path, texts: Path) -> float:
    """Processor time of a check, on average."""
    answer = root / "answer.json"
    run([sys.executable, "-c", _CHECK, str(texts), str(answer)], root)
    return float(json.loads(answer.read_text()))


if __name__ == "__main__":
    run_alone(measure)
