"""Links and e-mail addresses: what is found, where it goes, and what is none."""

import os
from pathlib import Path

import pytest

from scamguard.text.prepare import prepare
from scamguard.types import Entity, EntityKind


def found(raw: str, kind: EntityKind = EntityKind.LINK) -> list[Entity]:
    return [entity for entity in prepare(raw).entities if entity.kind is kind]


@pytest.mark.parametrize(
    ("raw", "value", "host"),
    [
        ("访问https://evil.example/login登录", "https://evil.example/login", "evil.example"),
        ("登录evil.top查看", "evil.top", "evil.top"),
        ("网址evil.top/登录", "evil.top/", "evil.top"),
        ("evil.top，谢谢", "evil.top", "evil.top"),
        ("欧易okx.com", "okx.com", "okx.com"),
        ("官网-okx-login.top复制打开", "okx-login.top", "okx-login.top"),
        ("请访问...evil.top", "evil.top", "evil.top"),
        ("https://okx.com，请勿", "https://okx.com", "okx.com"),
        ("https://okx.com登录后联系a@b.example", "https://okx.com", "okx.com"),
        ("OKX.COM", "OKX.COM", "okx.com"),
        ("Okx.Com", "Okx.Com", "okx.com"),
        ("HTTPS://EVIL.TOP/Path", "HTTPS://EVIL.TOP/Path", "evil.top"),
        ("https://evil.top..", "https://evil.top", "evil.top"),
        ("see evil.top.Then go", "evil.top", "evil.top"),
        ("okx.com.evil.top", "okx.com.evil.top", "okx.com.evil.top"),
        ("a.b.c.d.e.f.g.h.i.j.k.l.evil.top", "a.b.c.d.e.f.g.h.i.j.k.l.evil.top", "a.b.c.d.e.f.g.h.i.j.k.l.evil.top"),
        ("//evil.top/x", "evil.top/x", "evil.top"),
        ("evil.top:8080/x", "evil.top:8080/x", "evil.top"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
        ("https://evil.top/a_(b)", "https://evil.top/a_(b)", "evil.top"),
        ("(https://evil.top/a)", "https://evil.top/a", "evil.top"),
        ("https://evil.top/x?m=a@b.example.", "https://evil.top/x?m=a@b.example", "evil.top"),
        ('<a href="https://evil.top/x">here</a>', "https://evil.top/x", "evil.top"),
        ("evil.top🎁", "evil.top", "evil.top"),
        ("ftp://evil.top/a.apk", "ftp://evil.top/a.apk", "evil.top"),
        ("bit.ly/3abcDE", "bit.ly/3abcDE", "bit.ly"),
        ("abc.sh/x", "abc.sh/x", "abc.sh"),
    ],
)
def test_links_are_found_wherever_they_stand(raw: str, value: str, host: str) -> None:
    links = [(entity.value, entity.details["host"]) for entity in found(raw)]
    assert links == [(value, host)]


@pytest.mark.parametrize(
    ("raw", "host", "userinfo"),
    [
        ("https://okx.com\\@evil.com", "okx.com", None),
        ("http://okx.com@evil.top/x", "evil.top", "okx.com"),
        ("https://okx.com:443@evil.top", "evil.top", "okx.com:443"),
        ("https://user:pw@evil.top:8443/x?y=1#z", "evil.top", "user:pw"),
        ("https://okx.com%2Eevil.top/", "okx.com.evil.top", None),
        ("https://okx.com#@evil.top", "okx.com", None),
        ("https://okx.com?@evil.top", "okx.com", None),
    ],
)
def test_links_go_where_a_browser_would_go(raw: str, host: str, userinfo: str | None) -> None:
    [link] = found(raw)
    assert link.value == raw or "%2E" in raw
    assert (link.details["host"], link.details.get("userinfo")) == (host, userinfo)


@pytest.mark.parametrize(
    ("raw", "host", "shown"),
    [
        ("http://中文.中国/", "xn--fiq228c.xn--fiqs8s", "中文.中国"),
        ("访问 欧易.公司 登录", "xn--7hvx6i.xn--55qx5d", "欧易.公司"),
        ("请打开官网欧易.com登录", "xn--7hvx6i.com", "欧易.com"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com", "аррӏе.com"),
        ("xn--fiqs8s.cn", "xn--fiqs8s.cn", "中国.cn"),
        ("https://faß.de", "xn--fa-hia.de", "faß.de"),
    ],
)
def test_international_names_have_both_forms(raw: str, host: str, shown: str) -> None:
    [link] = found(raw)
    assert (link.details["host"], link.details["unicode_host"]) == (host, shown)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("http://0x7f.1/a", "127.0.0.1"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://[2001:db8::1]:80/x", "2001:db8::1"),
        ("192.168.1.1/admin", "192.168.1.1"),
    ],
)
def test_addresses_of_machines(raw: str, address: str) -> None:
    [link] = found(raw)
    assert (link.value, link.details["address"], link.details["registrable"]) == (raw, address, "")


def test_two_links_in_a_row_are_two() -> None:
    assert [link.value for link in found("https://a.top/x,https://b.top")] == ["https://a.top/x", "https://b.top"]
    assert [link.value for link in found("evil.top、evil2.top")] == ["evil.top", "evil2.top"]
    assert [link.value for link in found("https://okx.com登录evil.top")] == ["https://okx.com", "evil.top"]


@pytest.mark.parametrize(
    "raw",
    [
        "abc.py and main.rs, foo.md, a.zip, my.script.sh",
        "thanks.My friend",
        "Hello.There",
        "tell.me more",
        "nice.It is",
        "3.14 and v1.2.3",
        "e.g. this, i.e. that, U.S. dollars",
        "Node.js, ASP.NET and index.html",
        "report.pdf data.json okx.apk",
        "8.8.8.8",
        "版本1.2.3.4",
        "co.uk",
        "www.okx",
        "okx.comlogin",
        "http://okx",
        "https://okx.com%40evil.example",
        "evil..top",
        "@okx.com",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_link_is_not_found(raw: str) -> None:
    assert found(raw) == []


@pytest.mark.parametrize(
    ("raw", "value", "host"),
    [
        ("联系support@okx.com咨询", "support@okx.com", "okx.com"),
        ("support＠okx.com。", "support@okx.com", "okx.com"),
        ("mailto:a.b+c@mail.evil.example.", "a.b+c@mail.evil.example", "mail.evil.example"),
        ("okx.com@evil.top", "okx.com@evil.top", "evil.top"),
        ("a@evil.top.Then", "a@evil.top", "evil.top"),
    ],
)
def test_email_addresses(raw: str, value: str, host: str) -> None:
    [email] = found(raw, EntityKind.EMAIL)
    assert (email.value, email.details["host"]) == (value, host)
    assert found(raw) == []


@pytest.mark.parametrize("raw", ["user@host", "x@y", "@ home", "a@b.nosuchsuffix"])
def test_what_is_no_email_is_not_found(raw: str) -> None:
    assert found(raw, EntityKind.EMAIL) == []


def test_the_span_of_a_defanged_link_is_what_stands_in_the_message() -> None:
    raw = "去 hxxps://okx[.]evil点top/a 看"
    [link] = found(raw)
    assert (link.value, raw[link.span.start : link.span.end]) == ("https://okx.evil.top/a", "hxxps://okx[.]evil点top/a")


@pytest.mark.skipif("SCAMGUARD_SHARED" not in os.environ, reason="SCAMGUARD_SHARED names no folder with domain lists")
def test_every_lookalike_of_the_shared_list_is_found_glued_to_han_text() -> None:
    path = Path(os.environ["SCAMGUARD_SHARED"]) / "domains" / "okx_lookalikes.txt"
    hosts = [line for line in path.read_text(encoding="utf-8").split() if not line.startswith("#")]
    schemed = {host: [link.value for link in found(f"请登录https://{host}查看")] for host in hosts}
    assert schemed == {host: [f"https://{host}"] for host in hosts}
    bare = [host for host in hosts if [link.value for link in found(f"官网{host}，请登录")] != [host]]
    assert len(bare) <= len(hosts) // 100, bare
