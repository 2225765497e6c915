"""Letters turned, accented, exchanged and repeated."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("send the s33d", "send the seed"),
        ("my p@$$w0rd", "my password"),
        ("your vvallet", "your wallet"),
    ],
)
def test_leetspeak_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "leetspeak" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "+|",
        "|||",
        "a|b|c",
        "B2B and P2P",
        "k8s, i18n, l10n",
        "SKU A10-5L, lot 0l1",
        "000000000000000000000000000000000000000000000000000000000000a",
        "@_@",
    ],
)
def test_what_only_looks_like_leetspeak_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("pässwörd", "password"),
        ("sèéd", "seed"),
    ],
)
def test_accented_letters_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "styled" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "passé, résumé, exposé",
        "café crème",
        "compté",
        "fée",
    ],
)
def test_what_only_looks_like_accented_letters_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("the seeeed", "the seed"),
        ("passsword", "password"),
    ],
)
def test_repeated_letters_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "repeated" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "sooo goood",
        "helloooo yesss",
        "aaaaaaaargh",
    ],
)
def test_what_only_looks_like_repeated_letters_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("ǝsɐɹɥd pǝǝs", "seed phrase"),
    ],
)
def test_upside_down_letters_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "upside_down" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    "raw",
    [
        "the symbol ə is called schwa",
        "ʌ and ɹ",
    ],
)
def test_what_only_looks_like_upside_down_letters_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
