"""The page of a report does no harm: hostile texts stay texts, nothing is loaded, and no secret stands in it."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from tests.report.pages import Page
from tests.report.scans import CARD, DEMAND, EMAIL, IDENTITY, KEY, PASSWORD, SEED, chat_file, page, talk

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028\u202e\u0007 <!-- <b>"


def hostile_files() -> list[Any]:
    lines = [(HOSTILE, f"{HOSTILE} {DEMAND}"), ("me", "no")]
    fields = {
        "quoted": HOSTILE,
        "links": [f"https://a.example/{HOSTILE}"],
        "forwarded_from": HOSTILE,
        "attachments": [HOSTILE],
    }
    failed = {"ended": HOSTILE, "quoted": [HOSTILE], "notes": [HOSTILE], "not_understood": 1}
    return [chat_file(HOSTILE, talk(HOSTILE, lines, **fields)), chat_file(f"{HOSTILE}2", iter(()), **failed)]


@pytest.mark.parametrize("redact", [False, True])
def test_hostile_texts_stay_texts(tmp_path: Path, redact: bool) -> None:
    html = page(tmp_path / "a.html", hostile_files(), "en", redact)
    read = Page(html)
    assert html.count("</script>") == html.count("<script") == len(read.attribute("script", "type")) + 1
    assert not [tag for tag, _ in read.elements if tag in ("img", "iframe", "object", "a") and tag != "a"]
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029\u0007]", html)
    entry = read.entries()[0]
    assert entry["x"].startswith("</script><script>alert(1)</script><img src=x onerror=alert(2)>\n·␇ <!-- <b> 我是")
    assert [entry["x"][start:end] for start, end in entry["m"]]


def test_the_policy_allows_this_style_and_script_only(tmp_path: Path) -> None:
    read = Page(page(tmp_path / "a.html", hostile_files()))
    policy = read.elements[[tag for tag, _ in read.elements].index("meta") + 1][1]["content"] or ""
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(read.raw[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not [attributes for _, attributes in read.elements if "style" in attributes]


def test_nothing_is_loaded_from_anywhere(tmp_path: Path) -> None:
    read = Page(page(tmp_path / "a.html", [chat_file("a.csv", talk("a", [("Bob", DEMAND)]))]))
    assert not read.attribute("script", "src")
    assert read.attribute("link", "href") == ["data:,"]
    assert read.attribute("a", "href") == ["#conversations"]
    assert not re.search(r"url\(|@import|@font-face", read.raw["style"])
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp|https?:", read.raw["script"])


def test_a_redacted_page_holds_no_secret(tmp_path: Path) -> None:
    phone = "+852 5550 1234"
    lines = [
        (phone, f"{DEMAND} 邮箱 {EMAIL} 电话 {phone}"),
        ("me", f"好，我的助记词是 {SEED}，密码是{PASSWORD}"),
        ("me", f"身份证 {IDENTITY} 卡号 {CARD}"),
        ("me", f"private key {KEY}"),
    ]
    quoted = {"quoted": [f"?? 卡号 {CARD}"], "not_understood": 1}
    files = [chat_file(f"{phone}.txt", talk(f"{phone}", lines, quoted=f"卡号 {CARD}"), **quoted)]
    secrets = (SEED, "winner thank", KEY, CARD, IDENTITY, PASSWORD, "5550 1234", "lee.agent")
    plain = page(tmp_path / "a.html", files)
    assert [secret for secret in secrets if secret not in plain] == []
    files = [chat_file(f"{phone}.txt", talk(f"{phone}", lines, quoted=f"卡号 {CARD}"), **quoted)]
    html = page(tmp_path / "b.html", files, redact=True)
    assert [secret for secret in secrets if secret in html] == []
    entry = next(entry for entry in Page(html).entries() if entry.get("k"))
    assert entry["x"][slice(*entry["m"][0])] == "[助记词]"
