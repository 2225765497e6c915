"""Registrable domains, IDNA and addresses; tldextract's snapshot is the oracle for the public suffix list."""

import random

import pytest
import tldextract

from scamguard.resources import table_rows
from scamguard.text.domains import (
    DomainName,
    ipv4_host,
    ipv6_host,
    is_plain_suffix,
    public_suffix,
    split_domain,
    to_ascii,
    to_unicode,
)

# Reserved by RFC 2606 and known to the project's table only.
RESERVED = {"example", "test", "invalid"}


@pytest.fixture(scope="module")
def oracle() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def assert_agrees(oracle: tldextract.TLDExtract, host: str) -> None:
    expected, name = oracle(host), split_domain(host)
    assert (name.registrable, name.suffix) == (expected.top_domain_under_public_suffix, expected.suffix), host
    if name.registrable:
        assert name.subdomain == expected.subdomain, host
        assert name.label == expected.domain, host


def test_hosts_below_a_sample_of_all_suffixes_are_split_as_the_oracle_does(oracle: tldextract.TLDExtract) -> None:
    suffixes = [row for row in table_rows("suffixes.txt") if row not in RESERVED]
    sample = random.Random(7).sample(suffixes, 400) + [row for row in suffixes if row[0] in "*!"]
    for row in sample:
        base = row.lstrip("!").replace("*.", "wild.")
        for host in (base, f"okx.{base}", f"www.okx.{base}", f"a.b.okx.{base}"):
            assert_agrees(oracle, host)


@pytest.mark.parametrize(
    "host",
    [
        "com", "okx.com", "www.okx.com", "okx.com.evil.top", "a.b.okx.co.uk", "co.uk", "okx.github.io", "github.io",
        "city.kawasaki.jp", "www.city.kawasaki.jp", "okx.kawasaki.jp", "a.okx.kawasaki.jp", "www.ck", "okx.ck",
        "a.okx.ck", "localhost", "okx.nosuchsuffix", "okx.s3.amazonaws.com", "okx.blogspot.com", "okx.pages.dev",
    ],
)  # fmt: skip
def test_known_hard_hosts_are_split_as_the_oracle_does(oracle: tldextract.TLDExtract, host: str) -> None:
    assert_agrees(oracle, host)


def test_the_parts_of_a_host() -> None:
    assert split_domain("WWW.OKX.co.uk.") == DomainName("www.okx.co.uk", "www", "okx.co.uk", "co.uk")
    assert split_domain("okx.co.uk").label == "okx"
    assert split_domain("github.io") == DomainName("github.io", "", "", "github.io")
    assert split_domain("中国.cn") == DomainName("xn--fiqs8s.cn", "", "xn--fiqs8s.cn", "cn")
    assert split_domain("okx.example").registrable == "okx.example"
    assert public_suffix("okx.nosuchsuffix") == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("OKX.Com.", "okx.com"),
        ("中国.cn", "xn--fiqs8s.cn"),
        ("欧易。com", "xn--7hvx6i.com"),
        ("faß.de", "xn--fa-hia.de"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("a..中", "a..xn--fiq"),
        ("\ud800.com", "\ud800.com"),
        ("中" * 300, "中" * 300),
    ],
)
def test_punycode(host: str, expected: str) -> None:
    assert to_ascii(host) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("xn--fiqs8s.cn", "中国.cn"),
        ("www.xn--80ak6aa92e.com", "www.аррӏе.com"),
        ("xn--fa-hia.de", "faß.de"),
        ("okx.com", "okx.com"),
        ("xn--.com", "xn--.com"),
        ("xn--99999999999.com", "xn--99999999999.com"),
    ],
)
def test_punycode_is_shown_as_a_browser_could(host: str, expected: str) -> None:
    assert to_unicode(host) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("1.65535", "1.0.255.255"),
        ("0x", "0.0.0.0"),
        ("1.2.3.4.", "1.2.3.4"),
        ("256.1.1.1", None),
        ("1.2.3.256", None),
        ("4294967296", None),
        ("08.1.1.1", None),
        ("1.2.3.4.5", None),
        ("1..2", None),
        ("1_0.0.0.1", None),
        ("+1.2.3.4", None),
        ("１.2.3.4", None),
        ("okx.com", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_addresses_in_every_notation_of_browsers(host: str, expected: str | None) -> None:
    assert ipv4_host(host) == expected


def test_ipv6_hosts_stand_in_brackets() -> None:
    assert ipv6_host("[2001:DB8:0::1]") == "2001:db8::1"
    assert [ipv6_host(host) for host in ("::1", "[::g]", "[]", "okx.com")] == [None] * 4


def test_plain_suffixes_are_no_everyday_words() -> None:
    assert all(map(is_plain_suffix, ("com", "top", "vip", "io", "cc")))
    assert not any(map(is_plain_suffix, ("it", "in", "me", "is", "nosuchsuffix")))
