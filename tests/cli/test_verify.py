"""`scamguard verify`: what a link, address, number or account is to a brand."""

import json
from pathlib import Path

import pytest

from scamguard.brands import DEFAULT_BRAND
from scamguard.cli.verify import verify
from tests.cli.command_line import Run

CASES = [
    ("okx.com", "domain", "official"),
    ("WWW.OKX.COM", "domain", "official"),
    ("https://www.okx.com/support?id=1", "link", "official"),
    ("support@okx.com", "email", "official"),
    ("@OKX", "handle", "official"),
    ("@okx交易所", "handle", "official"),
    ("okex.com", "domain", "related"),
    ("okx-login.example", "domain", "lookalike"),
    ("okx.com.account.example/x", "link", "lookalike"),
    ("https://okx.com@evil.example/", "link", "lookalike"),
    ("okx.com@evil.example/x", "link", "lookalike"),
    ("help@okx-support.example", "email", "lookalike"),
    ("@okx_helpdesk", "handle", "lookalike"),
    ("https://t.me/okx", "handle", "lookalike"),
    ("微信：okxkefu88", "handle", "lookalike"),
    ("example.com", "domain", "unverified"),
    ("someone@example.com", "email", "unverified"),
    ("http://192.0.2.7/okx", "link", "unverified"),
    ("bit.ly/abc", "link", "unverified"),
    ("@somebody", "handle", "unverified"),
    ("+852 5550 1234", "phone", "unverified"),
    ("95188", "phone", "unverified"),
    ("2025550143", "phone", "unverified"),
]


@pytest.mark.parametrize(("value", "kind", "status"), CASES)
def test_status_and_exit_code(run: Run, value: str, kind: str, status: str) -> None:
    shown = run("verify", "--json", value)
    data = json.loads(shown.output)
    assert list(data) == ["kind", "value", "status", "brand", "reason"]
    assert (data["kind"], data["status"], data["brand"]) == (kind, status, "okx")
    assert shown.exit_code == (0 if status in ("official", "related") else 1)


@pytest.mark.parametrize("value", ["hello", "", " ", "@", "see okx.com now", "okx.com okx.com", "123", "\ud800"])
def test_what_is_none_of_these_ends_with_2(run: Run, value: str) -> None:
    shown = run("verify", value)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "is not a link, domain, e-mail address, phone number or @account" in shown.stderr


def test_the_reason_names_the_real_domain(run: Run) -> None:
    shown = run("verify", "--lang", "en", "https://okx.com.account.example/x")
    assert shown.output.startswith("✖ LOOK-ALIKE  https://okx.com.account.example/x\n")
    assert "the domain that it really belongs to is account.example." in shown.output
    assert "type okx.com" in shown.output


def test_the_language_follows_the_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("verify", "okx.com").output.startswith("✔ 官方渠道  okx.com\n  okx.com 是 OKX 的官方域名。")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run("verify", "okx.com").output.startswith("✔ OFFICIAL  okx.com\n")


def test_another_brand_by_id(run: Run) -> None:
    assert json.loads(run("verify", "--brand", "binance", "--json", "binance.com").output)["status"] == "official"
    assert json.loads(run("verify", "--brand", "binance", "--json", "okx.com").output)["status"] == "unverified"


def test_a_brand_file_with_a_phone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nova.yaml"
    path.write_text(
        "{id: nova, names: [NovaEx], domains: [novaex.example], phones: ['+1 202 555 0143'], verify: {zh: 看, en: go}}",
        encoding="utf-8",
    )
    data = json.loads(run("verify", "--brand", str(path), "--json", "--lang", "en", "(202) 555-0143").output)
    assert (data["status"], data["brand"]) == ("official", "nova")
    assert data["reason"].startswith("This is a number that NovaEx publishes")
    data = json.loads(run("verify", "--brand", str(path), "--json", "--lang", "en", "(202) 555-0144").output)
    assert (data["status"], data["reason"]) == ("unverified", "It is not among the numbers that NovaEx publishes.")


def test_an_unknown_brand_is_refused_with_those_known(run: Run) -> None:
    shown = run("verify", "--brand", "nobody", "okx.com")
    assert shown.exit_code == 2
    assert "neither a file nor one of binance, bybit" in shown.stderr


@pytest.mark.parametrize("value", ["okx-desk.example", "+852 5550 1234", "@okx_desk", "desk@okx-desk.example"])
def test_what_the_user_trusts_is_official(run: Run, tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "trusted: {domains: [okx-desk.example], phones: ['+85255501234'], handles: [okx_desk]}", encoding="utf-8"
    )
    data = json.loads(run("verify", "--config", str(path), "--json", "--lang", "en", value).output)
    assert (data["status"], data["reason"]) == ("official", "Your own configuration lists it as genuine.")


def test_every_reason_is_worded_in_both_languages() -> None:
    import yaml

    from scamguard.rulebook.channels import Status
    from scamguard.rulebook.link_classes import LinkClass

    path = Path(__file__).parents[2] / "scamguard" / "wording" / "channels.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(words["status"]) == set(map(str, Status))
    assert set(map(str, LinkClass)) <= set(words["reasons"])
    for sentences in (*words["status"].values(), *words["reasons"].values()):
        assert set(sentences) == {"zh", "en"}
        assert sentences["zh"] != sentences["en"]


def test_the_brand_that_is_asked_about_by_default_is_the_default_one() -> None:
    assert [option.default for option in verify.params if option.name == "brand_name"] == [DEFAULT_BRAND]
