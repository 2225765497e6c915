"""What a host is to the brands."""

import pytest

from scamguard.brands import Trusted
from scamguard.resources import bundled
from scamguard.rulebook.link_classes import Classified, HostClassifier, LinkClass, fold_label
from scamguard.rulebook.load import load_brand, yaml_files


@pytest.fixture(scope="module")
def hosts() -> HostClassifier:
    return HostClassifier([load_brand(path) for path in yaml_files(bundled("rules") / "brands")], Trusted())


@pytest.mark.parametrize("host", ["okx.com", "www.okx.com", "my.okx.com", "web3.okx.com", "OKX.com"])
def test_official_hosts_are_the_registrable_domain_and_all_below_it(hosts: HostClassifier, host: str) -> None:
    assert hosts.classify(host) == Classified(LinkClass.OFFICIAL, "okx")


@pytest.mark.parametrize("host", ["oklink.com", "www.okex.com", "okx.cab"])
def test_related_hosts(hosts: HostClassifier, host: str) -> None:
    assert hosts.classify(host) == Classified(LinkClass.RELATED, "okx")


@pytest.mark.parametrize(
    "host",
    [
        "okx-login.top", "okxlogin.vip", "okx.com.evil.top", "okx.top", "okx.evil.example", "okx-verify.pages.dev",
        "0kx.top",
        "okkx.com", "okx888.com", "my-okx.example", "ouyi-web.com", "okexpro.net", "xn--okx-xyz.com", "notokx.com",
    ],
)  # fmt: skip
def test_lookalikes_carry_the_brand_in_a_label(hosts: HostClassifier, host: str) -> None:
    shown = {"xn--okx-xyz.com": "оkx.com"}.get(host, "")
    assert hosts.classify(host, shown) == Classified(LinkClass.LOOKALIKE, "okx")


@pytest.mark.parametrize(
    ("host", "userinfo", "rest"),
    [
        ("evil.example", "okx.com", ""),
        ("evil.example", "", "/okx.com/login"),
        ("evil.example", "", "/https://www.okx.com"),
    ],
)
def test_the_brand_before_or_behind_the_host_is_a_trick_too(
    hosts: HostClassifier, host: str, userinfo: str, rest: str
) -> None:
    assert hosts.classify(host, "", userinfo, rest) == Classified(LinkClass.LOOKALIKE, "okx")


@pytest.mark.parametrize(
    ("host", "link_class"),
    [
        ("douyin.com", LinkClass.KNOWN),
        ("textbook.example", LinkClass.UNRELATED),
        ("olx.com", LinkClass.UNRELATED),
        ("example.test", LinkClass.UNRELATED),
        ("github.com", LinkClass.KNOWN),
        ("t.me", LinkClass.CHAT),
        ("bit.ly", LinkClass.SHORTENER),
        ("help-page.pages.dev", LinkClass.FREE_HOSTING),
        ("127.0.0.1", LinkClass.ADDRESS),
        ("0x7f.1", LinkClass.ADDRESS),
    ],
)
def test_hosts_that_have_nothing_to_do_with_a_brand(hosts: HostClassifier, host: str, link_class: LinkClass) -> None:
    assert hosts.classify(host) == Classified(link_class)


def test_what_the_user_trusts_is_official_at_its_registrable_domain_or_as_a_host() -> None:
    trusted = Trusted(domains=frozenset({"okx-partner.example", "help.evil.example"}))
    hosts = HostClassifier([load_brand(bundled("rules") / "brands" / "okx.yaml")], trusted)
    assert hosts.classify("www.okx-partner.example") == Classified(LinkClass.OFFICIAL)
    assert hosts.classify("help.evil.example") == Classified(LinkClass.OFFICIAL)
    assert hosts.classify("evil.example") == Classified(LinkClass.UNRELATED)


def test_each_brand_is_told_apart(hosts: HostClassifier) -> None:
    assert hosts.classify("binance.com") == Classified(LinkClass.OFFICIAL, "binance")
    assert hosts.classify("binance-login.top") == Classified(LinkClass.LOOKALIKE, "binance")


@pytest.mark.parametrize(("label", "folded"), [("0KX", "okx"), ("ооkx", "okx"), ("OKKX", "okx"), ("b00k", "bok")])
def test_labels_are_folded_as_a_hurried_eye_reads_them(label: str, folded: str) -> None:
    assert fold_label(label) == folded
