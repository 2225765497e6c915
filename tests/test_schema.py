"""The JSON Schema that ships is that of Verdict.to_dict()."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from scamguard import Checker, Flag, Level, Message, Verdict

SCHEMA: dict[str, Any] = json.loads(files("scamguard").joinpath("schema", "verdict.json").read_text(encoding="utf-8"))

MESSAGES: list[str | Message] = [
    "我是OKX客服，请把助记词发给我核对",
    "Please send me your s.e.e.d phrase, I am OKX support: hxxps://okx-login[.]example",
    "OKX 绝不会索要您的助记词",
    "",
    Message("see the link", sender="OKX <help@okx-team.example>", links=("https://okx-login.example/",)),
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_verdicts_obey_the_schema_and_come_back(checker: Checker, message: str | Message) -> None:
    verdict = replace(checker.check(message), notes=("encoding:GB18030", "replaced:3"))
    data = json.loads(json.dumps(verdict.to_dict()))
    Draft202012Validator(SCHEMA).validate(data)
    assert Verdict.from_dict(data) == verdict


def test_the_schema_lists_every_flag_and_level() -> None:
    assert SCHEMA["$defs"]["flag"]["enum"] == [str(flag) for flag in Flag]
    assert SCHEMA["properties"]["level"]["enum"] == [level.name for level in Level]


def test_the_schema_requires_every_key_that_verdicts_have(checker: Checker) -> None:
    data = checker.check(MESSAGES[1]).to_dict()
    assert data["signals"]
    assert data["edits"]
    for part, schema in (
        (data, SCHEMA),
        (data["signals"][0], SCHEMA["$defs"]["signal"]),
        (data["edits"][0], SCHEMA["$defs"]["edit"]),
    ):
        assert sorted(part) == sorted(schema["required"]) == sorted(schema["properties"])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", 2),
        ("level", "SAFE"),
        ("score", 1.5),
        ("flags", ["gift"]),
        ("lang", "fr"),
        ("notes", ["x"]),
        ("extra", 1),
    ],
)
def test_the_schema_refuses_what_is_no_verdict(checker: Checker, key: str, value: object) -> None:
    data = checker.check(MESSAGES[0]).to_dict() | {key: value}
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(data)
