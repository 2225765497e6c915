"""The closing summary in words."""

from pathlib import Path

import pytest
import yaml

import scamguard
from scamguard.chats import Certainty, Diagnostics
from scamguard.report import summary_lines
from scamguard.scanning import Summary
from tests.scanning.talk import QuickChecker, scanned

WORDING = Path(scamguard.__file__).parent / "wording" / "scan.yaml"


def shown(summary: Summary, lang: str = "en", **how: bool) -> str:
    return "\n".join(summary_lines(summary, lang, **how))


def test_what_was_found_is_named() -> None:
    summary = Summary()
    scanned(QuickChecker(), summary)
    text = shown(summary)
    assert text.startswith("Scanned: 16 messages, 5 conversations, 3 files.\nFlagged: ")
    for line in (
        "Flags: seed phrase ",
        " Ann | us | a\n",
        " Eve | (chat not named) | a\n",
        " SCAM | us | a\n",
        "✖ A seed phrase or private key is in this chat (2 messages): if it is yours, move your funds",
        "Not read, or not to the end:\n  b: broken",
    ):
        assert line in text


@pytest.mark.parametrize(("lang", "sentence"), [("en", "No red flag found"), ("zh", "没有发现危险信号")])
def test_nothing_found(lang: str, sentence: str) -> None:
    text = shown(Summary(messages=1, files=[Diagnostics("a", format="text", messages=1)]), lang)
    assert (len(text.splitlines()), sentence in text) == (2, True)


def test_how_files_were_read_is_told() -> None:
    half = Diagnostics("half", format="line", messages=1, not_understood=1, quoted=["odd {line}\nhere"])
    little = Diagnostics("little", format="line", messages=99, not_understood=1)
    dates = Diagnostics("dates", format="whatsapp", messages=1, date_certainty=Certainty.AMBIGUOUS)
    skipped = Diagnostics("folder", ended="2 files are no chats: a.jpg, b.jpg", skipped=2)
    text = shown(Summary(messages=101, files=[half, little, dates, skipped]))
    for line in (
        "⚠ half: 50 % of it was not understood (1 line), such as odd {line} here",
        "Not understood: 1 line, in 1 file.",
        "In 1 file day and month can't be told apart",
        "Passed over, as they are no chats:\n  folder: 2 files are no chats",
    ):
        assert line in text
    assert "Not read" not in text


def test_long_lists_are_cut() -> None:
    files = [Diagnostics(f"f{number}", ended="x") for number in range(30)]
    assert shown(Summary(files=files)).splitlines()[-1] == "  … 10 more"
    summary = Summary()
    summary.levels[2] = 9  # type: ignore[index]  # a level by its number
    for number in range(9):
        summary.senders["f", None, "n" * 300 + str(number)] += 1
    text = shown(summary)
    assert "  … 4 more" in text
    assert max(map(len, text.splitlines())) < 120


@pytest.mark.parametrize(("resumable", "ends"), [(True, "--resume goes on."), (False, "so far.")])
def test_an_interruption_is_told(resumable: bool, ends: str) -> None:
    assert shown(Summary(), interrupted=True, resumable=resumable).endswith(ends)


def test_both_languages_have_all_sentences() -> None:
    def leaves(node: object) -> None:
        assert isinstance(node, dict)
        if set(node) & {"zh", "en"}:
            assert set(node) == {"zh", "en"}
            assert all(isinstance(text, str) and text for text in node.values())
        else:
            for inner in node.values():
                leaves(inner)

    leaves(yaml.safe_load(WORDING.read_text(encoding="utf-8")))
    summary = Summary()
    scanned(QuickChecker(), summary)
    assert "助记词" in shown(summary, "zh")
