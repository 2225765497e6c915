"""Findings as JSON Lines: the schema that ships, whole lines, and which messages are written."""

import io
import json
from datetime import UTC, datetime
from importlib.resources import files as package_files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from scamguard import Checker, Verdict
from scamguard.chats import ChatMessage
from scamguard.report import JsonLines, Stream
from scamguard.report.json_lines import describe
from scamguard.scanning import Finding, Summary, scan
from tests.scanning.talk import TALK, QuickChecker, chat_file, said, scanned


def schema(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(package_files("scamguard").joinpath("schema", name).read_text(encoding="utf-8"))
    return data


SCAN, VERDICT = schema("scan.json"), schema("verdict.json")
REGISTRY: Registry[Any] = Registry().with_resource(VERDICT["$id"], Resource.from_contents(VERDICT))
VALIDATOR = Draft202012Validator(SCAN, registry=REGISTRY)


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    full = ChatMessage(
        "请把助记词发给我核对",
        "OKX客服",
        datetime(2024, 5, 1, 12, tzinfo=UTC),
        "客服",
        "a quote",
        ("https://okx-login.example/",),
        False,
        "a channel",
        ("a.pdf",),
    )
    own = Finding("f", 3, full, next(finding.turn for finding in scanned(QuickChecker()) if finding.turn.leak))
    return [*scan(Checker(), [chat_file("f", [full, said("在吗", own=True), *TALK])], Summary()), own]


def written(findings: list[Finding], **options: bool) -> list[str]:
    stream = io.StringIO()
    writer = JsonLines(Stream(stream), **options)
    writer.open()
    for finding in findings:
        writer.write(finding)
    writer.close(Summary())
    assert stream.getvalue() == "" or stream.getvalue().endswith("\n")
    return stream.getvalue().splitlines()


def test_the_schema_is_valid_and_requires_every_key() -> None:
    Draft202012Validator.check_schema(SCAN)
    assert SCAN["required"] == list(SCAN["properties"])
    conversation = SCAN["properties"]["conversation"]
    assert conversation["required"] == list(conversation["properties"])


def test_every_line_obeys_the_schema(findings: list[Finding]) -> None:
    lines = [json.loads(line) for line in written(findings, everything=True)]
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        VALIDATOR.validate(line)
        assert line == json.loads(json.dumps(describe(finding)))
        assert Verdict.from_dict(line["verdict"]) == finding.turn.verdict


def test_only_flagged_messages_are_written_unless_all_are_wanted(findings: list[Finding]) -> None:
    assert [json.loads(line)["text"] for line in written(findings)] == [
        finding.message.text for finding in findings if finding.flagged
    ]


def test_a_turning_point_tells_of_the_messages_that_made_it() -> None:
    turned = next(finding for finding in scanned(QuickChecker()) if finding.turn.joined == (0, 1, 2, 4))
    conversation = describe(turned)["conversation"]
    assert (conversation["turning_point"], conversation["joined"]) == (True, [1, 2, 3, 5])
    assert Verdict.from_dict(conversation["reason"]) == turned.turn.reason


def test_nothing_ends_a_line_or_steers_a_terminal() -> None:
    odd = "a\u2028b\u2029c\x85d\x9be\u202ef\ng\x1bh\x7f"
    [line] = written(list(scan(QuickChecker(), [chat_file("f", [said(odd)])], Summary())), everything=True)
    assert line.isprintable()
    assert json.loads(line)["text"] == odd


def test_an_output_that_is_not_unicode_gets_escapes(findings: list[Finding]) -> None:
    raw = io.BytesIO()
    writer = JsonLines(Stream(io.TextIOWrapper(raw, "latin-1")))
    writer.write(findings[0])
    assert json.loads(raw.getvalue().decode("ascii"))["text"] == findings[0].message.text
