"""How many look-alike hosts are recognised and how many popular ones suspected, on lists outside the project.

Set SCAMGUARD_SHARED to a folder that holds `domains/okx_lookalikes.txt` and `domains/benign_domains.txt`.
"""

import os
from pathlib import Path

import pytest

from scamguard.brands import Trusted
from scamguard.resources import bundled
from scamguard.rulebook.link_classes import HostClassifier, LinkClass
from scamguard.rulebook.load import load_brand, yaml_files

LISTS = Path(os.environ.get("SCAMGUARD_SHARED", "")) / "domains"
pytestmark = pytest.mark.skipif(
    "SCAMGUARD_SHARED" not in os.environ or not LISTS.is_dir(),
    reason="SCAMGUARD_SHARED names no folder with domain lists",
)


def _hosts(name: str) -> list[str]:
    return [line.strip() for line in (LISTS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def classifier() -> HostClassifier:
    return HostClassifier([load_brand(path) for path in yaml_files(bundled("rules") / "brands")], Trusted())


def test_lookalikes_are_recognised(classifier: HostClassifier) -> None:
    hosts = _hosts("okx_lookalikes.txt")
    missed = [host for host in hosts if classifier.classify(host).link_class is not LinkClass.LOOKALIKE]
    assert len(missed) <= 0.05 * len(hosts), missed


def test_popular_domains_are_not_suspected(classifier: HostClassifier) -> None:
    suspected = [h for h in _hosts("benign_domains.txt") if classifier.classify(h).link_class is LinkClass.LOOKALIKE]
    assert len(suspected) <= 5, suspected
